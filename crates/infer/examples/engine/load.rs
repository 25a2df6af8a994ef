//! From a file to a network.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use abduce_infer::{Network, Variable};

use crate::clock::{self, Took};

/// The network in a file, `.bif` or `.bif.gz`.
pub(crate) fn network(path: &Path) -> Result<Network, Box<dyn Error>> {
    parse(&read(path)?)
}

/// Loads a file anew and says how long that took. Unpacking is not counted.
pub(crate) fn timed(path: &Path) -> Result<Took, Box<dyn Error>> {
    if is_packed(path) {
        let bytes = read(path)?;
        let (network, took) = clock::timed(|| parse(&bytes));
        return network.map(|_| took);
    }
    let (network, took) = clock::timed(|| network(path));
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

/// A stand-in until the workspace reads network files itself.
fn parse(bytes: &[u8]) -> Result<Network, Box<dyn Error>> {
    let text = std::str::from_utf8(bytes)?;
    let spaced: String = text
        .chars()
        .flat_map(|c| match c {
            '{' | '}' | '(' | ')' | '[' | ']' | '|' | ',' | ';' => vec![' ', c, ' '],
            c => vec![c],
        })
        .collect();
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut network = Network::with_memory_limit(crate::answer::MEMORY_LIMIT_BYTES);
    let mut names: std::collections::BTreeMap<&str, (Variable, Vec<&str>)> = Default::default();
    let mut i = 0;
    while i < tokens.len() {
        match tokens[i] {
            "variable" => {
                let name = tokens[i + 1];
                while tokens[i] != "{" || tokens[i - 1] != "]" {
                    i += 1;
                }
                let end = i + tokens[i..].iter().position(|t| *t == "}").ok_or("}")?;
                let states: Vec<&str> = tokens[i + 1..end]
                    .iter()
                    .copied()
                    .filter(|t| *t != ",")
                    .collect();
                names.insert(name, (network.add_variable(states.len())?, states));
                i = end;
            }
            "probability" => {
                let end = i + tokens[i..].iter().position(|t| *t == ")").ok_or(")")?;
                let family: Vec<&str> = tokens[i + 2..end]
                    .iter()
                    .copied()
                    .filter(|t| !["|", ","].contains(t))
                    .collect();
                let child = names[family[0]].0;
                let n = names[family[0]].1.len();
                let parents: Vec<Variable> = family[1..].iter().map(|p| names[p].0).collect();
                let len = network.table_len(&parents)? * n;
                let mut values = vec![f64::NAN; len];
                i = end + 2;
                while tokens[i] != "}" {
                    let end = i + tokens[i..].iter().position(|t| *t == ";").ok_or(";")?;
                    let mut row = 0;
                    if tokens[i] == "(" {
                        i += 1;
                        for parent in &family[1..] {
                            let states = &names[parent].1;
                            row = row * states.len()
                                + states.iter().position(|s| *s == tokens[i]).ok_or("state")?;
                            i += 2;
                        }
                    } else {
                        i += 1;
                    }
                    let mut numbers = Vec::new();
                    for token in tokens[i..end].iter().filter(|t| **t != ",") {
                        numbers.push(token.parse::<f64>()?);
                    }
                    let sum: f64 = numbers.iter().sum();
                    for (s, number) in numbers.iter().enumerate() {
                        values[row * n + s] = number / sum;
                    }
                    i = end + 1;
                }
                network.add_cpt(child, &parents, values)?;
            }
            _ => {}
        }
        i += 1;
    }
    Ok(network)
}
