//! Runs [`abduce_fuzz::case_parse`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::case_parse(data));
