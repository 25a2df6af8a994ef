//! The place of a row in a table, told from the names of the parents' states.

use crate::draft::Draft;

/// Finds rows by the names of states. Files list rows in some regular order, so that a name is
/// mostly that of the row before or the one after it; these are tried first.
#[derive(Debug)]
pub(super) struct RowNames {
    parents: Vec<Parent>,
}

#[derive(Debug)]
struct Parent {
    variable: u32,
    /// How many rows further the next state is.
    stride: usize,
    /// The state in the row before.
    last: usize,
}

impl RowNames {
    pub(super) fn new(draft: &Draft, parents: &[u32]) -> RowNames {
        let mut stride = 1;
        let from_last = parents.iter().rev().map(|&variable| {
            let own = stride;
            stride *= draft.variable(variable).n_states();
            Parent {
                variable,
                stride: own,
                last: 0,
            }
        });
        let mut parents: Vec<Parent> = from_last.collect();
        parents.reverse();
        RowNames { parents }
    }

    /// How many parents there are.
    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    /// How many rows further the state of the `i`th parent that is called `name` leads; none
    /// when it has no such state.
    pub(super) fn step(&mut self, draft: &Draft, i: usize, name: &str) -> Option<usize> {
        let parent = self.parents.get_mut(i)?;
        let variable = draft.variable(parent.variable);
        let states = &variable.named.states;
        if states.get(parent.last).is_none_or(|state| state != name) {
            let next = parent.last + 1;
            let guess = if next < states.len() { next } else { 0 };
            parent.last = variable.state(name, guess)?;
        }
        Some(parent.last * parent.stride)
    }
}
