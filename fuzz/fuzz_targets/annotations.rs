//! Runs [`abduce_fuzz::annotations`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::annotations(data));
