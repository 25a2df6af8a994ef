//! Hypotheses: rivals as the states of one variable, causes as a noisy-OR.
//!
//! Noisy-OR: Pearl, Probabilistic Reasoning in Intelligent Systems (1988), 4.3.2.

use abduce_infer::{Error, Variable};

use super::tables::Recipe;
use super::{Builder, Origin, Place};
use crate::case::model::Proposition;

/// The causes of a contributory case; `other` is the last of each list.
#[derive(Clone, Debug)]
pub(super) struct Causes {
    /// Whether each cause is present; tables are made with the other grounds.
    pub(super) present: Vec<Variable>,
    /// Whether each cause acts.
    pub(super) fires: Vec<Variable>,
    /// How many causes act: [`NONE`], [`ONE`] or several (2). The event happens when any does.
    pub(super) acting: Variable,
}

/// No cause acts.
pub(super) const NONE: usize = 0;

/// One cause acts, and no other.
pub(super) const ONE: usize = 1;

/// The variable of rival hypotheses, with its prior: stated weights, scaled to sum to one.
pub(super) fn rivals(builder: &mut Builder) -> Result<Variable, Error> {
    let listed = (0..builder.case.hypotheses.len()).map(Proposition::Hypothesis);
    let weights: Vec<usize> = listed
        .chain([Proposition::Other])
        .map(|p| builder.number(&Place::Prior(p)))
        .collect();
    let variable = builder.variable(Origin::Hypotheses, weights.len())?;
    builder.cook(variable, &[], Recipe::Rivals(weights))?;
    Ok(variable)
}

/// Of one cause: whether it is present, whether it acts, and how many act among it and
/// those before it: a chain, which keeps every table small.
struct Link {
    present: Variable,
    fires: Variable,
    acting: Variable,
}

impl Link {
    fn build(
        builder: &mut Builder,
        cause: Proposition,
        before: Option<Variable>,
    ) -> Result<Link, Error> {
        const SURE: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let present = builder.variable(Origin::Proposition(cause), 2)?;
        let fires = builder.variable(Origin::Fires(cause), 2)?;
        let strength = builder.number(&Place::Strength(cause));
        builder.cook(fires, &[present], Recipe::Acts(strength))?;
        let acting = builder.variable(Origin::Acting(cause), 3)?;
        let (parents, sums) = match before {
            None => (vec![fires], vec![0, 1]),
            Some(before) => (vec![before, fires], vec![0, 1, 1, 2, 2, 2]),
        };
        let table = sums.into_iter().flat_map(|sum: usize| SURE[sum]).collect();
        builder.network.add_cpt(acting, &parents, table)?;
        Ok(Link {
            present,
            fires,
            acting,
        })
    }
}

impl Causes {
    /// The variables of the causes, of their acting, and of how many act.
    pub(super) fn build(builder: &mut Builder) -> Result<Causes, Error> {
        let other = Link::build(builder, Proposition::Other, None)?;
        let mut built = Causes {
            present: Vec::new(),
            fires: Vec::new(),
            acting: other.acting,
        };
        for i in 0..builder.case.hypotheses.len() {
            let cause = Proposition::Hypothesis(i);
            let link = Link::build(builder, cause, Some(built.acting))?;
            built.present.push(link.present);
            built.fires.push(link.fires);
            built.acting = link.acting;
        }
        built.present.push(other.present);
        built.fires.push(other.fires);
        Ok(built)
    }
}
