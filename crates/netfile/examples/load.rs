//! How long it takes to read network files: `load FILE…` prints the best of several tries.

use std::time::Instant;

use abduce_netfile::{Format, Limits, read};

#[expect(clippy::print_stdout, reason = "what it is for")]
fn main() -> std::io::Result<()> {
    const TRIES: usize = 15;
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let Some(format) = Format::of_content(&bytes) else {
            println!("{path}: no network file");
            continue;
        };
        let mut best = f64::INFINITY;
        for _ in 0..TRIES {
            let start = Instant::now();
            let reading = read(&bytes, format, &Limits::DEFAULT);
            best = best.min(start.elapsed().as_secs_f64());
            for fault in reading.faults.iter().take(3) {
                println!("{fault:?}");
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a rate for a person")]
        let rate = bytes.len() as f64 / best / 1e6;
        println!("{path}: {:.3} ms, {rate:.0} MB/s", best * 1e3);
    }
    Ok(())
}
