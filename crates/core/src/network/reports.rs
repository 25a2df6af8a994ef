//! Sources: how reliable each is, and what is heard of an evidence item from it.
//!
//! Random unreliable sources: Bovens & Hartmann, Bayesian Epistemology (2003), ch. 3.
//! Slanted ones: Claveau, "The independence condition in the variety-of-evidence thesis",
//! Philosophy of Science 80 (2013).

use abduce_infer::{Error, Variable};

use super::tables::Recipe;
use super::{Builder, Origin, Place, numbers};
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

/// Whether each source is reliable (state 0); else what it does: random (1), or slanted
/// for (1) or against (2) all that it says.
pub(super) fn reliabilities(builder: &mut Builder) -> Result<Vec<Variable>, Error> {
    let mut variables = Vec::new();
    for (i, source) in builder.case.sources.iter().enumerate() {
        let (place, _) = numbers::grade(builder.case, i, source);
        let grade = builder.number(&place);
        let noise = builder.number(&Place::Noise(i));
        let slant = (source.unreliable == Unreliable::Slanted).then_some(noise);
        let n_states = if slant.is_some() { 3 } else { 2 };
        let variable = builder.variable(Origin::Source(i), n_states)?;
        builder.cook(variable, &[], Recipe::Reliable { grade, slant })?;
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
                match case.sources[link].unreliable {
                    Unreliable::Random => {
                        let noise = builder.number(&Place::Noise(link));
                        builder.cook(heard, &parents, Recipe::Heard { noise, truth })?;
                    }
                    Unreliable::Slanted => {
                        let table = slanted(truth);
                        builder.network.add_cpt(heard, &parents, table)?;
                    }
                }
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

/// P(heard | what a source does that is slanted when unreliable, what it was told): rows by state of
/// the source, then by what it was told; `truth` is the probability that a reliable source says
/// yes to each.
fn slanted(truth: [f64; 2]) -> Vec<f64> {
    let says_yes = [truth, [1.0, 1.0], [0.0, 0.0]];
    let rows = says_yes.into_iter().flatten();
    rows.flat_map(|p| [1.0 - p, p]).collect()
}
