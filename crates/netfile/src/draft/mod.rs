//! A network in the making: what all formats have in common.

mod build;
mod fill;

use std::collections::BTreeMap;

use crate::codes;
use crate::fault::{Fault, Faults, Span, listed, quoted};
use crate::limits::Limits;
use crate::nearest::nearest;
use crate::network::{NamedVariable, repeated, sorted};

/// A variable in the making.
#[derive(Debug)]
pub(crate) struct DraftVariable {
    pub(crate) named: NamedVariable,
    /// Where its name is declared.
    pub(crate) span: Span,
    /// The states in the order of their names, for those with many.
    order: Vec<u32>,
    /// Whether what declares it could be read; tables that name others are not looked at.
    pub(crate) sound: bool,
    table: Option<DraftTable>,
}

/// A conditional table in the making.
#[derive(Debug)]
struct DraftTable {
    parents: Vec<u32>,
    /// None when a fault was found in it.
    model: Option<Model>,
    /// Where it opens.
    span: Span,
}

/// How probable a variable's states are.
#[derive(Debug)]
enum Model {
    /// A row for each combination of the parents' states, the last parent's changing fastest.
    Table(Vec<f64>),
    /// A noisy-MAX whose first state is the highest: a row for each state of each parent, and one
    /// for the leak.
    NoisyMax(Vec<f64>),
}

/// More states than these are looked up by halving.
const FEW_STATES: usize = 8;

impl DraftVariable {
    /// How many states it has.
    pub(crate) fn n_states(&self) -> usize {
        self.named.states.len()
    }

    /// The state of that name. `guess` is tried first.
    pub(crate) fn state(&self, name: &str, guess: usize) -> Option<usize> {
        let states = &self.named.states;
        if states.get(guess).is_some_and(|state| state == name) {
            return Some(guess);
        }
        if states.len() <= FEW_STATES {
            return states.iter().position(|state| state == name);
        }
        let order = |&i: &u32| states[i as usize].as_str().cmp(name);
        let at = self.order.binary_search_by(order).ok()?;
        Some(self.order[at] as usize)
    }
}

/// A network in the making, and all that is to be said of its file.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) properties: Vec<String>,
    pub(crate) faults: Faults,
    variables: Vec<DraftVariable>,
    by_name: BTreeMap<String, u32>,
    limits: Limits,
    states_left: usize,
    cells_left: usize,
    /// Factors that are no conditional tables, with where they stand.
    factors: Vec<(Vec<u32>, Vec<f64>, Span)>,
    /// Whether variables need no tables, as in a Markov network.
    pub(crate) is_markov: bool,
    has_passed_over: bool,
}

impl Draft {
    pub(crate) fn new(limits: &Limits) -> Draft {
        Draft {
            name: String::new(),
            properties: Vec::new(),
            faults: Faults::default(),
            variables: Vec::new(),
            by_name: BTreeMap::new(),
            limits: *limits,
            states_left: limits.states,
            cells_left: limits.cells,
            factors: Vec::new(),
            is_markov: false,
            has_passed_over: false,
        }
    }

    pub(crate) fn variable(&self, i: u32) -> &DraftVariable {
        &self.variables[i as usize]
    }

    /// Tells that no variable has that name.
    pub(crate) fn unknown_variable(&mut self, name: &str, span: Span) {
        let message = format!("there is no variable {}", quoted(name));
        let fault = Fault::error(codes::UNKNOWN_VARIABLE, span, message);
        let names = self.variables.iter().map(|v| v.named.name.as_str());
        let near = (!self.faults.is_full()).then(|| nearest(name, names));
        let fault = match near.flatten() {
            Some(near) => fault.help(format!("is {} meant?", quoted(near))),
            None => fault.help("declare it, or take it out of the table"),
        };
        self.faults.push(fault);
    }

    /// Tells that a variable has no state of that name.
    pub(crate) fn unknown_state(&mut self, variable: u32, name: &str, span: Span) {
        let variable = &self.variables[variable as usize].named;
        let states = || variable.states.iter().map(String::as_str);
        let message = format!("{} has no state {}", quoted(&variable.name), quoted(name));
        let fault = Fault::error(codes::UNKNOWN_STATE, span, message)
            .expected(format!("one of {}", listed(states())))
            .found(quoted(name));
        let near = (!self.faults.is_full()).then(|| nearest(name, states()));
        let fault = match near.flatten() {
            Some(near) => fault.help(format!("is {} meant?", quoted(near))),
            None => fault.help("name a state that the variable declares"),
        };
        self.faults.push(fault);
    }

    /// The variable of that name.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    /// Adds a variable, without states when `sound` is not so.
    pub(crate) fn add_variable(&mut self, named: NamedVariable, span: Span, sound: bool) {
        if let Some(first) = self.find(&named.name) {
            let first = self.variable(first).span.clone();
            let message = format!("a second variable is called {}", quoted(&named.name));
            self.faults.push(
                Fault::error(codes::REPEATED_VARIABLE, span, message)
                    .label("again here")
                    .also(first, "first here")
                    .help("give one of them another name, or remove one"),
            );
            return;
        }
        let number = u32::try_from(self.variables.len()).ok();
        let Some(number) = number.filter(|&n| (n as usize) < self.limits.variables) else {
            let message = format!("there are more than {} variables", self.limits.variables);
            self.faults
                .push(Fault::error(codes::TOO_LARGE, span, message));
            return;
        };
        let order = if named.states.len() > 1 {
            sorted(named.states.len(), |i| &named.states[i])
        } else {
            Vec::new()
        };
        if let Some(i) = repeated(&order, |i| &named.states[i]) {
            let (state, name) = (quoted(&named.states[i]), quoted(&named.name));
            let message = format!("two states of {name} are called {state}");
            let fault = Fault::error(codes::REPEATED_STATE, span.clone(), message);
            self.faults
                .push(fault.help("give each state a name of its own"));
        }
        let few = named.states.len() <= FEW_STATES;
        self.by_name.insert(named.name.clone(), number);
        self.variables.push(DraftVariable {
            order: if few { Vec::new() } else { order },
            sound: sound && !named.states.is_empty(),
            table: None,
            named,
            span,
        });
    }

    /// Whether `n` more states may be declared; says so when not.
    pub(crate) fn may_have_states(&mut self, n: usize, span: &Span) -> bool {
        match self.states_left.checked_sub(n) {
            Some(left) => {
                self.states_left = left;
                true
            }
            None => {
                let most = self.limits.states;
                let message = format!("there are more than {most} states in all");
                let fault = Fault::error(codes::TOO_LARGE, span.clone(), message);
                self.faults
                    .push(fault.help("this is larger than any network that is read here"));
                false
            }
        }
    }

    /// Opens the table of `child`: from now on it counts as seen. False when it has one already,
    /// names a variable twice, or a variable of it could not be read.
    pub(crate) fn open_table(&mut self, child: u32, parents: &[u32], span: &Span) -> bool {
        if let Some(first) = &self.variable(child).table {
            let first = first.span.clone();
            let name = quoted(&self.variable(child).named.name);
            self.faults.push(
                Fault::error(
                    codes::REPEATED_TABLE,
                    span.clone(),
                    format!("a second table for {name}"),
                )
                .label("again here")
                .also(first, "first here")
                .help("remove one of the two"),
            );
            return false;
        }
        self.variables[child as usize].table = Some(DraftTable {
            parents: parents.to_vec(),
            model: None,
            span: span.clone(),
        });
        let mut all: Vec<u32> = parents.iter().copied().chain([child]).collect();
        all.sort_unstable();
        if let Some(pair) = all.windows(2).find(|pair| pair[0] == pair[1]) {
            let twice = quoted(&self.variable(pair[0]).named.name);
            let message = format!("this table names {twice} twice");
            let fault = Fault::error(codes::REPEATED_PARENT, span.clone(), message);
            self.faults.push(fault.help("name each variable once"));
            return false;
        }
        all.iter().all(|&i| self.variable(i).sound)
    }

    /// How many numbers a table over these variables has, if there may still be as many; says
    /// so when not. Memory for them may be taken once.
    pub(crate) fn take_cells(&mut self, variables: &[u32], span: &Span) -> Option<usize> {
        let n = variables
            .iter()
            .try_fold(1_usize, |n, &i| n.checked_mul(self.variable(i).n_states()));
        let left = n.and_then(|n| self.cells_left.checked_sub(n));
        if let (Some(n), Some(left)) = (n, left) {
            self.cells_left = left;
            return Some(n);
        }
        let names = variables
            .iter()
            .map(|&i| self.variable(i).named.name.as_str());
        let names = listed(names);
        let most = self.limits.cells;
        let found = n.map_or_else(|| "more than can be counted".to_owned(), |n| n.to_string());
        self.faults.push(
            Fault::error(
                codes::TOO_LARGE,
                span.clone(),
                format!("the table over {names} is too large"),
            )
            .expected(format!("at most {most} numbers in all tables together"))
            .found(found)
            .help(
                "give the variable fewer parents, or break its table up with variables in between",
            ),
        );
        None
    }

    /// Adds a variable as a file declares it, which must have a name and states.
    pub(crate) fn add_declared(&mut self, named: NamedVariable, span: Span, sound: bool) {
        let (message, help) = if named.name.is_empty() {
            ("a variable has no name".to_owned(), "give it one")
        } else if named.states.is_empty() {
            let message = format!("{} has no states", quoted(&named.name));
            (message, "declare at least one")
        } else {
            return self.add_variable(named, span, sound);
        };
        if sound {
            let fault = Fault::error(codes::WRONG_COUNT, span.clone(), message);
            self.faults.push(fault.help(help));
        }
        if !named.name.is_empty() {
            self.add_variable(named, span, false);
        }
    }

    /// The variable of that name; says so when there is none.
    pub(crate) fn find_or_tell(&mut self, name: &str, span: Span) -> Option<u32> {
        let found = self.find(name);
        if found.is_none() {
            self.unknown_variable(name, span);
        }
        found
    }

    /// Tells, once for a file, that something of it was passed over.
    pub(crate) fn passed_over(&mut self, what: &str, span: Span) {
        if !std::mem::replace(&mut self.has_passed_over, true) {
            let message = format!("{what} was passed over");
            let fault = Fault::warning(codes::PASSED_OVER, span, message);
            self.faults.push(fault.help(
                "it does not bear on probabilities; it will be missing when the network is written",
            ));
        }
    }

    /// Adds a factor that is no conditional table.
    pub(crate) fn add_factor(&mut self, variables: Vec<u32>, values: Vec<f64>, span: Span) {
        self.factors.push((variables, values, span));
    }

    /// Gives the open table of `child` its numbers, rows of which sum to one.
    pub(crate) fn close_table(&mut self, child: u32, values: Vec<f64>) {
        if let Some(table) = &mut self.variables[child as usize].table {
            table.model = Some(Model::Table(values));
        }
    }
}
