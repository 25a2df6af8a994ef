//! Runs [`abduce_fuzz::read_article`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::read_article(data));
