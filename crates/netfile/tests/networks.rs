//! The published networks, where they are at hand: each is read without a fault, and written and
//! read again it is the same to the bit.

#![expect(clippy::unwrap_used, reason = "what cannot be had fails the test")]

use std::path::Path;
use std::process::Command;

use abduce_netfile::{Limits, NamedNetwork, bif};

fn same(a: &NamedNetwork, b: &NamedNetwork) {
    assert_eq!(a.variables(), b.variables());
    let (a, b) = (a.network(), b.network());
    assert_eq!(a.n_factors(), b.n_factors());
    for factor in a.factors() {
        assert_eq!(a.factor_variables(factor), b.factor_variables(factor));
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(
            bits(a.factor_values(factor).unwrap()),
            bits(b.factor_values(factor).unwrap())
        );
    }
}

#[test]
fn published_networks_are_read_and_written() {
    // Beside the repository, or beside the folder of a work tree of it.
    let folders = ["../../../shared", "../../../../shared"];
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(here.join(folder).join("data/networks")).ok());
    let Some(entries) = found.next() else {
        println!("skipped: the published networks are not at hand");
        return;
    };
    let mut n_read = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().ends_with(".bif.gz") {
            continue;
        }
        let unpacked = Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
        let reading = bif::read(&unpacked.stdout, &Limits::DEFAULT);
        assert_eq!(reading.faults, [], "{}", path.display());
        let network = reading.network.unwrap();
        let written = bif::write(&network).unwrap().text;
        same(
            &network,
            &bif::read(written.as_bytes(), &Limits::DEFAULT)
                .network
                .unwrap(),
        );
        n_read += 1;
    }
    println!("{n_read} networks read");
    assert!(n_read >= 20);
}
