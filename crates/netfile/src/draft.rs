//! A network in the making: what all formats have in common.

use std::collections::BTreeMap;

use abduce_infer::{Error, Network, Variable};

use crate::Reading;
use crate::codes;
use crate::fault::{Fault, Faults, Span, listed, quoted};
use crate::limits::Limits;
use crate::nearest::nearest;
use crate::network::{NamedNetwork, NamedVariable, repeated, sorted};
use crate::rows::{ROW_LIMIT, Sum, normalise};

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
    values: Option<Vec<f64>>,
    /// Where it opens.
    span: Span,
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
            values: None,
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

    /// Gives the open table of `child` its numbers, rows of which sum to one.
    pub(crate) fn close_table(&mut self, child: u32, values: Vec<f64>) {
        if let Some(table) = &mut self.variables[child as usize].table {
            table.values = Some(values);
        }
    }

    /// The network, when no error was found.
    pub(crate) fn finish(mut self) -> Reading {
        if self.variables.is_empty() && !self.faults.has_error() {
            let fault = Fault::error(codes::EMPTY, 0..0, "there is no variable in the file");
            self.faults
                .push(fault.help("declare at least one variable"));
        }
        for variable in &self.variables {
            if variable.table.is_none() && variable.sound {
                let name = quoted(&variable.named.name);
                let message = format!("{name} has no table");
                let fault = Fault::error(codes::MISSING_TABLE, variable.span.clone(), message);
                self.faults.push(fault.label("declared here").help(
                    "say how probable its states are: a prior, or a table given its parents",
                ));
            }
        }
        let network = if self.faults.has_error() {
            None
        } else {
            self.network()
        };
        Reading {
            network,
            faults: self.faults.finish(),
        }
    }

    /// The network, when it is sound as a whole.
    fn network(&mut self) -> Option<NamedNetwork> {
        let variables = std::mem::take(&mut self.variables);
        let mut network = Network::with_memory_limit(self.limits.cells as u64 * 8);
        let mut tables = Vec::with_capacity(variables.len());
        let mut names = Vec::with_capacity(variables.len());
        let mut numbers = Vec::with_capacity(variables.len());
        for variable in variables {
            let added = network.add_variable(variable.n_states());
            numbers.push(self.sound(added, &variable.span)?);
            names.push(variable.named);
            tables.push(variable.table);
        }
        let spans: Vec<Span> = tables
            .iter()
            .map(|table| table.as_ref().map_or(0..0, |table| table.span.clone()))
            .collect();
        for ((&child, table), span) in numbers.iter().zip(tables).zip(&spans) {
            let DraftTable {
                parents, values, ..
            } = table?;
            let parents: Vec<Variable> = parents.iter().map(|&i| numbers[i as usize]).collect();
            let added = network.add_cpt(child, &parents, values?);
            self.sound(added, span)?;
        }
        if let Err(Error::Loop { variables }) = network.check_loops() {
            self.faults.push(ring(&variables, &names, &spans));
            return None;
        }
        let name = std::mem::take(&mut self.name);
        let mut named = NamedNetwork::new(name, names, network).ok()?;
        named.properties = std::mem::take(&mut self.properties);
        Some(named)
    }

    /// What the engine made, or a fault in its words: there is none that was not looked for
    /// before.
    fn sound<T>(&mut self, made: Result<T, Error>, span: &Span) -> Option<T> {
        let told = |error| Fault::error(codes::TOO_LARGE, span.clone(), format!("{error}"));
        made.map_err(|error| self.faults.push(told(error))).ok()
    }
}

/// That variables depend on one another in a ring.
fn ring(variables: &[Variable], names: &[NamedVariable], spans: &[Span]) -> Fault {
    const SHOWN: usize = 8;
    let name = |v: &Variable| names[v.index()].name.as_str();
    let first = variables.first().map_or(0..0, |v| spans[v.index()].clone());
    let around = listed(variables.iter().map(name));
    let message = format!("these depend on one another in a ring: {around}");
    let fault = Fault::error(codes::LOOP, first, message)
        .help("remove the dependence that is not meant, or turn it around");
    let others = variables.iter().skip(1).take(SHOWN);
    others.fold(fault, |fault, v| {
        fault.also(spans[v.index()].clone(), "and this table")
    })
}

/// The rows of one table while they are divided by their sums.
#[derive(Debug)]
pub(crate) struct Rows {
    /// How many rows were far enough from one to be told of, and the worst of them.
    n_near: usize,
    worst: Option<(f64, Span)>,
    /// How many rows were refused.
    n_off: usize,
}

impl Rows {
    pub(crate) fn new() -> Rows {
        Rows {
            n_near: 0,
            worst: None,
            n_off: 0,
        }
    }

    /// Divides a row by its sum. `span` is where it stands, `of` says which it is. Of many rows
    /// that are off the first is told.
    pub(crate) fn take(
        &mut self,
        row: &mut [f64],
        span: &Span,
        of: impl FnOnce() -> String,
    ) -> Option<Fault> {
        match normalise(row) {
            Sum::One => None,
            Sum::Near(sum) => {
                self.n_near += 1;
                let far = |sum: f64| (sum - 1.0).abs();
                if self
                    .worst
                    .as_ref()
                    .is_none_or(|(worst, _)| far(sum) > far(*worst))
                {
                    self.worst = Some((sum, span.clone()));
                }
                None
            }
            Sum::Off(sum) => {
                self.n_off += 1;
                (self.n_off == 1).then(|| {
                    let message = format!("{} sums to {sum}, not to 1", of());
                    Fault::error(codes::ROW_SUM, span.clone(), message)
                        .expected(format!("a sum of 1, give or take {ROW_LIMIT}"))
                        .found(sum.to_string())
                        .help("mend the row; is a number missing, or of another row?")
                })
            }
        }
    }

    /// What is to be told of rows that were not quite one, and whether all were sound.
    pub(crate) fn finish(self, child: &str) -> (Option<Fault>, bool) {
        let n_near = self.n_near;
        let told = self.worst.map(|(sum, span)| {
            let rows = if n_near == 1 {
                "a row".to_owned()
            } else {
                format!("{n_near} rows")
            };
            let message = format!("{rows} of {} divided by the sum", quoted(child));
            Fault::warning(codes::ROUNDED, span, message)
                .label(format!("sums to {sum}"))
                .help("write more digits, if you have them")
        });
        (told, self.n_off == 0)
    }
}
