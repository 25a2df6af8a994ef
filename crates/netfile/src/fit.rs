//! Names made fit for a format, and told.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{NamedNetwork, NamedVariable};

/// A name that a format cannot hold, and what was written in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The variable, by the name that it has in the network.
    pub variable: String,
    /// The state whose name was changed; none when it was that of the variable.
    pub state: Option<String>,
    /// The name in the file.
    pub written: String,
}

/// What names a format can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A letter, then letters, digits and underscores, all of ASCII.
    Identifier,
    /// Anything between double quotes, which has no way to write one of them.
    Quotable,
    /// Any characters that XML has.
    Xml,
    /// Anything but control characters.
    Text,
}

impl Rule {
    /// What stands for a character, which is the `at`th.
    fn fit(self, c: char) -> char {
        match self {
            Rule::Identifier if c.is_ascii_alphanumeric() => c,
            Rule::Identifier => '_',
            Rule::Quotable if c == '"' => '\'',
            Rule::Quotable | Rule::Text if c.is_control() => '_',
            Rule::Xml if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '_',
            _ => c,
        }
    }

    /// The name as the format can hold it.
    pub(crate) fn name(self, name: &str) -> String {
        let fit: String = name.chars().map(|c| self.fit(c)).collect();
        // What a reader of XML takes away around a text.
        let fit = match self {
            Rule::Xml => fit.trim().to_owned(),
            _ => fit,
        };
        let opens = fit.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        match self {
            Rule::Identifier if !opens => format!("x{fit}"),
            _ if fit.is_empty() => "x".to_owned(),
            _ => fit,
        }
    }
}

/// The names as the format can hold them, each still of its own.
fn fit(names: &[&str], rule: Rule) -> Vec<String> {
    // Names that need no change come first, so that they stay.
    let mut taken: BTreeSet<String> = names
        .iter()
        .filter(|name| rule.name(name) == **name)
        .map(|name| (*name).to_owned())
        .collect();
    let mut numbers = BTreeMap::new();
    let mut written = Vec::with_capacity(names.len());
    for name in names {
        let wanted = rule.name(name);
        if wanted == *name {
            written.push(wanted);
            continue;
        }
        let mut own = wanted.clone();
        while !taken.insert(own.clone()) {
            let number = numbers.entry(wanted.clone()).or_insert(1_usize);
            *number += 1;
            own = format!("{wanted}_{number}");
        }
        written.push(own);
    }
    written
}

/// The variables with names that the format can hold, and what was changed.
pub(crate) fn variables(
    network: &NamedNetwork,
    variable_rule: Rule,
    state_rule: Rule,
) -> (Vec<NamedVariable>, Vec<Renamed>) {
    let own = network.variables();
    let names: Vec<&str> = own.iter().map(|v| v.name.as_str()).collect();
    let mut renamed = Vec::new();
    let mut fitted = Vec::with_capacity(own.len());
    for (variable, name) in own.iter().zip(fit(&names, variable_rule)) {
        let mut told = |state: Option<&str>, before: &str, written: &str| {
            if before != written {
                renamed.push(Renamed {
                    variable: variable.name.clone(),
                    state: state.map(ToOwned::to_owned),
                    written: written.to_owned(),
                });
            }
        };
        told(None, &variable.name, &name);
        let before: Vec<&str> = variable.states.iter().map(String::as_str).collect();
        let states = fit(&before, state_rule);
        for (before, written) in before.iter().zip(&states) {
            told(Some(before), before, written);
        }
        fitted.push(NamedVariable {
            name,
            states,
            ..variable.clone()
        });
    }
    (fitted, renamed)
}
