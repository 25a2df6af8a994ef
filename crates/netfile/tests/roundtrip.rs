//! What is written is read again as the same network, to the bit, in every format and from one
//! format to another.

#![expect(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use abduce_netfile::{Format, Limits, NamedNetwork, Renamed, read, uai, write};
use proptest::prelude::*;
use support::{assert_same, networks};

/// Writes and reads, and says which names were changed.
fn around(network: &NamedNetwork, format: Format) -> (NamedNetwork, Vec<Renamed>) {
    let written = write(network, format).unwrap();
    assert_eq!(
        Format::of_content(written.text.as_bytes()),
        Some(format),
        "{}",
        written.text
    );
    let reading = read(written.text.as_bytes(), format, &Limits::DEFAULT);
    assert_eq!(reading.faults, [], "{}", written.text);
    let mut renamed = written.renamed;
    if format == Format::Uai {
        renamed = numbered(network);
    }
    (reading.network.unwrap(), renamed)
}

/// The names that UAI gives.
fn numbered(network: &NamedNetwork) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for (i, variable) in network.variables().iter().enumerate() {
        let told = |state: Option<&String>, written: String| Renamed {
            variable: variable.name.clone(),
            state: state.cloned(),
            written,
        };
        renamed.push(told(None, format!("var{i}")));
        let states = variable.states.iter().enumerate();
        renamed.extend(states.map(|(j, state)| told(Some(state), format!("state{j}"))));
    }
    renamed
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_is_read(network in networks(), format in formats()) {
        let (after, renamed) = around(&network, format);
        assert_same(&network, &after, &renamed);
        // Names that fit once fit again.
        if format != Format::Uai {
            prop_assert_eq!(write(&after, format).unwrap().renamed, []);
        }
    }

    #[test]
    fn from_one_format_to_another(network in networks(), a in formats(), b in formats()) {
        let (between, _) = around(&network, a);
        let (after, renamed) = around(&between, b);
        assert_same(&between, &after, &renamed);
    }

    #[test]
    fn a_noisy_max_stays_one_in_xdsl(network in networks()) {
        let (after, _) = around(&network, Format::Xdsl);
        let count = |network: &NamedNetwork| {
            let own = network.handles().iter();
            own.filter(|v| network.network().noisy_max(**v).is_some()).count()
        };
        prop_assert_eq!(count(&network), count(&after));
    }

    #[test]
    fn evidence_is_read_as_written(network in networks(), picks in prop::collection::vec(0..9_usize, 6)) {
        let own = network.handles().iter().zip(network.variables());
        let evidence: Vec<_> = own
            .zip(picks)
            .filter(|((_, named), pick)| *pick < named.states.len())
            .map(|((variable, _), pick)| (*variable, pick))
            .collect();
        let text = uai::write_evidence(&network, &evidence);
        let read = |text: &str| uai::read_evidence(text.as_bytes(), &network, &Limits::DEFAULT);
        prop_assert_eq!(&read(&text).unwrap(), &evidence);
        prop_assert_eq!(&read(&format!("1\n{text}")).unwrap(), &evidence);
    }
}
