//! Runs [`abduce_fuzz::quote`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::quote(data));
