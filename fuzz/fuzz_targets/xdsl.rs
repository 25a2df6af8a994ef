//! Runs [`abduce_fuzz::network`] on XDSL files under libFuzzer.
#![no_main]

use abduce_netfile::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| abduce_fuzz::network(data, Format::Xdsl));
