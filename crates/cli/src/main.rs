//! The binary `abduce`: arguments in, text or JSON out.

fn main() {}
