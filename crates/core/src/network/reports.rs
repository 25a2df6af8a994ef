//! Sources: how reliable each is, and what is heard of an evidence item from it.
//!
//! Random unreliable sources: Bovens & Hartmann, Bayesian Epistemology (2003), ch. 3.
//! Slanted ones: Claveau, "The independence condition in the variety-of-evidence thesis",
//! Philosophy of Science 80 (2013).

use abduce_infer::{Error, Variable};

use super::{Builder, Origin};
use crate::case::model::{Case, Source, Unreliable};

/// How probably a source is reliable before anything is known.
pub fn prior_reliability(case: &Case, source: &Source) -> f64 {
    let ungraded = || {
        case.grades
            .get("F")
            .map_or(0.5, |grade| grade.value.held().get())
    };
    source
        .grade
        .as_ref()
        .map_or_else(ungraded, |grade| grade.value.held().get())
}

/// How probably an unreliable source says a thing whatever is so.
fn noise(source: &Source) -> f64 {
    source
        .noise
        .as_ref()
        .map_or(0.5, |noise| noise.value.held().get())
}

/// Whether each source is reliable (state 0); else what it does: random (1), or slanted
/// for (1) or against (2) all that it says.
pub(super) fn reliabilities(builder: &mut Builder) -> Result<Vec<Variable>, Error> {
    let mut variables = Vec::new();
    for (i, source) in builder.case.sources.iter().enumerate() {
        let (r, noise) = (prior_reliability(builder.case, source), noise(source));
        let table = match source.unreliable {
            Unreliable::Random => vec![r, 1.0 - r],
            Unreliable::Slanted => vec![r, (1.0 - r) * noise, (1.0 - r) * (1.0 - noise)],
        };
        let variable = builder.variable(Origin::Source(i), table.len())?;
        builder.network.add_cpt(variable, &[], table)?;
        variables.push(variable);
    }
    Ok(variables)
}

/// What is heard of each evidence item from each of its sources: yes (1) when it is said
/// to be as the item states, found or not found.
pub(super) fn reports(
    builder: &mut Builder,
    evidence: &[Variable],
    reliability: &[Variable],
) -> Result<Vec<Vec<Variable>>, Error> {
    let case = builder.case;
    let mut reports = Vec::new();
    for (i, item) in case.evidence.iter().enumerate() {
        let says = item.observed.as_ref().is_none_or(|observed| observed.value);
        let sources = item
            .source
            .iter()
            .chain(&item.also)
            .map(|source| source.value);
        let mut heard_from_each = Vec::new();
        for source in sources {
            let mut heard = evidence[i];
            let mut truth = if says { [0.0, 1.0] } else { [1.0, 0.0] };
            for link in chain(&case.sources, source) {
                let parents = [reliability[link], heard];
                heard = builder.variable(Origin::Report(i), 2)?;
                let table = link_table(&case.sources[link], truth);
                builder.network.add_cpt(heard, &parents, table)?;
                truth = [0.0, 1.0];
            }
            heard_from_each.push(heard);
        }
        reports.push(heard_from_each);
    }
    Ok(reports)
}

/// A source and those it is heard through, the nearest to the reader last.
fn chain(sources: &[Source], source: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(source), |&at| {
        sources[at].via.as_ref().map(|via| via.value)
    })
    .take(sources.len())
}

/// P(heard | what the source does, what it was told): rows by state of the source, then by
/// what it was told; `truth` is the probability that a reliable source says yes to each.
fn link_table(source: &Source, truth: [f64; 2]) -> Vec<f64> {
    let noise = noise(source);
    let mut says_yes = vec![truth];
    match source.unreliable {
        Unreliable::Random => says_yes.push([noise, noise]),
        Unreliable::Slanted => says_yes.extend([[1.0, 1.0], [0.0, 0.0]]),
    }
    says_yes
        .into_iter()
        .flatten()
        .flat_map(|p| [1.0 - p, p])
        .collect()
}
