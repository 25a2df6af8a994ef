//! Runs [`abduce_fuzz::infer_network`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::infer_network(data));
