//! The binary `abduce`: arguments in, text or JSON out.

#[allow(
    dead_code,
    reason = "the commands that draw diagnostics are not there yet"
)]
mod render;

fn main() {}
