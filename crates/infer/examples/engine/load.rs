//! From a file to a network.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use abduce_infer::Network;
use abduce_netfile::{Limits, NamedNetwork, bif, position};

use crate::clock::{self, Took};

/// The network in a file, `.bif` or `.bif.gz`.
pub(crate) fn network(path: &Path) -> Result<Network, Box<dyn Error>> {
    Ok(parse(&read(path)?)?.into_network())
}

/// Loads a file anew, names and all, and says how long that took. Reading the file is counted,
/// unpacking it is not.
pub(crate) fn timed(path: &Path) -> Result<Took, Box<dyn Error>> {
    if is_packed(path) {
        let bytes = read(path)?;
        let (network, took) = clock::timed(|| parse(&bytes));
        return network.map(|_| took);
    }
    let (network, took) = clock::timed(|| parse(&read(path)?));
    network.map(|_| took)
}

fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "gz")
}

fn read(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    if !is_packed(path) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut text)?;
    Ok(text)
}

/// The first fault stands for all.
fn parse(bytes: &[u8]) -> Result<NamedNetwork, Box<dyn Error>> {
    let reading = bif::read(bytes, &Limits::DEFAULT);
    reading.into_result().map_err(|faults| {
        let text = String::from_utf8_lossy(bytes);
        let told = faults.first().map(|fault| {
            let (line, column) = position(&text, fault.span.start);
            format!("{line}:{column}: {}", fault.message)
        });
        told.unwrap_or_default().into()
    })
}
