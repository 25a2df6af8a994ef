//! A network in the making: what all formats have in common.

use std::collections::BTreeMap;

use abduce_infer::{Error, Network, NoisyMax, Rank, Variable};

use crate::fault::{Fault, Faults, Span, listed, quoted};
use crate::limits::Limits;
use crate::nearest::nearest;
use crate::network::{NamedNetwork, NamedVariable, repeated, sorted};
use crate::numbers::{Numbers, Step};
use crate::rows::Rows;
use crate::{Reading, codes};

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

/// That numbers end before their time; what was wrong has been told.
#[derive(Debug)]
pub(crate) struct Broken;

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

    /// Tells that a table has no numbers.
    pub(crate) fn no_numbers(&mut self, child: u32, span: Span) {
        let name = quoted(&self.variable(child).named.name);
        let message = format!("the table of {name} has no numbers");
        let fault = Fault::error(codes::MISSING_TABLE, span, message);
        self.faults
            .push(fault.help("write a row of numbers for each combination of its parents' states"));
    }

    /// Reads the numbers of the open table of `child`, which are all that `numbers` has.
    pub(crate) fn fill_table(
        &mut self,
        child: u32,
        parents: &[u32],
        span: Span,
        mut numbers: Numbers<'_>,
    ) {
        let family: Vec<u32> = parents.iter().copied().chain([child]).collect();
        let Some(n_cells) = self.take_cells(&family, &span) else {
            return;
        };
        let rows = self.rows(child, n_cells, &mut numbers, &span);
        let Ok(rows) = rows else { return };
        if let (true, Some(values)) = (self.ends(child, n_cells, &mut numbers, span), rows) {
            self.close_table(child, values);
        }
    }

    /// Reads the open table of `child` as a noisy-MAX: a row of numbers for each state of each
    /// parent, then one for the leak. `columns` puts the rows of each parent, which are those of
    /// its states in another order, in their own.
    pub(crate) fn fill_noisy_max(
        &mut self,
        child: u32,
        span: Span,
        mut numbers: Numbers<'_>,
        columns: &[usize],
    ) {
        let n_states = self.variable(child).n_states();
        let n_cells = n_states.saturating_mul(columns.len() + 1);
        let Some(left) = self.cells_left.checked_sub(n_cells) else {
            let fault = Fault::error(codes::TOO_LARGE, span, "this noisy-MAX is too large");
            let help = "give the variable fewer parents";
            return self.faults.push(fault.help(help));
        };
        self.cells_left = left;
        let rows = self.rows(child, n_cells, &mut numbers, &span);
        let Ok(rows) = rows else { return };
        let (true, Some(rows)) = (self.ends(child, n_cells, &mut numbers, span), rows) else {
            return;
        };
        let all = columns.iter().copied().chain([columns.len()]);
        let ordered = all.flat_map(|row| &rows[row * n_states..(row + 1) * n_states]);
        if let Some(table) = &mut self.variables[child as usize].table {
            table.model = Some(Model::NoisyMax(ordered.copied().collect()));
        }
    }

    /// Reads `n_cells` numbers as rows over the states of `child`, each divided by its sum; none
    /// when one of them is not near one, which has then been told.
    ///
    /// # Errors
    /// When there are fewer, or something else stands among them.
    pub(crate) fn rows(
        &mut self,
        child: u32,
        n_cells: usize,
        numbers: &mut Numbers<'_>,
        span: &Span,
    ) -> Result<Option<Vec<f64>>, Broken> {
        let n_states = self.variable(child).n_states();
        let mut values = Vec::with_capacity(n_cells.min(numbers.most()));
        let mut rows = Rows::new();
        let mut start = span.start;
        while values.len() < n_cells {
            let (value, place) = match numbers.next() {
                Step::Number(value, place) if value >= 0.0 && value.is_finite() => (value, place),
                Step::Number(_, place) | Step::Other(place) => {
                    self.bad_number(numbers, place);
                    return Err(Broken);
                }
                Step::End => {
                    self.wrong_count(child, n_cells, values.len(), span);
                    return Err(Broken);
                }
            };
            if values.len().is_multiple_of(n_states) {
                start = place.start;
            }
            values.push(value);
            if values.len().is_multiple_of(n_states) {
                let at = values.len() - n_states;
                let name = &self.variables[child as usize].named.name;
                let of = || format!("a row of {}", quoted(name));
                let told = rows.take(&mut values[at..], &(start..place.end), of);
                self.faults.extend(told);
            }
        }
        let (told, sound) = rows.finish(&self.variable(child).named.name);
        self.faults.extend(told);
        Ok(sound.then_some(values))
    }

    /// Whether no number is left.
    fn ends(&mut self, child: u32, n_cells: usize, numbers: &mut Numbers<'_>, span: Span) -> bool {
        let mut n_more = 0;
        loop {
            match numbers.next() {
                Step::Number(..) => n_more += 1,
                Step::Other(place) => {
                    self.bad_number(numbers, place);
                    return false;
                }
                Step::End => break,
            }
        }
        if n_more > 0 {
            self.wrong_count(child, n_cells, n_cells + n_more, &span);
        }
        n_more == 0
    }

    fn wrong_count(&mut self, child: u32, expected: usize, found: usize, span: &Span) {
        let name = quoted(&self.variable(child).named.name);
        let message = format!("the table of {name} has {found} numbers");
        let fault = Fault::error(codes::WRONG_COUNT, span.clone(), message)
            .expected(format!("{expected} numbers"))
            .found(format!("{found} numbers"))
            .help("give one for each state of it in each combination of its parents' states");
        self.faults.push(fault);
    }

    /// Tells that what stands at `place` is no probability.
    pub(crate) fn bad_number(&mut self, numbers: &Numbers<'_>, place: Span) {
        let text = quoted(numbers.text_at(&place));
        let message = format!("{text} is not a probability");
        let fault = Fault::error(codes::BAD_NUMBER, place, message)
            .expected("a number such as 0.25, not below zero")
            .found(text)
            .help("write a plain decimal number");
        self.faults.push(fault);
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

    /// The network, when no error was found.
    pub(crate) fn finish(mut self) -> Reading {
        if self.variables.is_empty() && !self.faults.has_error() {
            let fault = Fault::error(codes::EMPTY, 0..0, "there is no variable in the file");
            self.faults
                .push(fault.help("declare at least one variable"));
        }
        // Of a file that is cut off most tables are missing: that it is has been told.
        if !self.is_markov && !self.faults.is_cut() {
            self.tell_missing();
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

    /// Tells which variables have no table.
    fn tell_missing(&mut self) {
        for variable in &self.variables {
            if variable.table.is_none() && variable.sound {
                let name = quoted(&variable.named.name);
                let message = format!("{name} has no table");
                let fault = Fault::error(codes::MISSING_TABLE, variable.span.clone(), message);
                let help = "say how probable its states are: a prior, or a table given its parents";
                self.faults.push(fault.label("declared here").help(help));
            }
        }
    }

    /// The network, when it is sound as a whole.
    fn network(&mut self) -> Option<NamedNetwork> {
        let variables = std::mem::take(&mut self.variables);
        let mut network = Network::with_memory_limit(self.limits.cells as u64 * 8);
        let mut tables = Vec::with_capacity(variables.len());
        let mut names = Vec::with_capacity(variables.len());
        let mut own = Vec::with_capacity(variables.len());
        for variable in variables {
            let added = network.add_variable(variable.n_states());
            own.push(self.sound(added, &variable.span)?);
            names.push(variable.named);
            tables.push(variable.table);
        }
        let spans: Vec<Span> = tables
            .iter()
            .map(|table| table.as_ref().map_or(0..0, |table| table.span.clone()))
            .collect();
        for ((&child, table), span) in own.iter().zip(tables).zip(&spans) {
            if let Some(table) = table {
                let added = add_table(&mut network, child, &own, table);
                self.sound(added, span)?;
            }
        }
        for (variables, values, span) in std::mem::take(&mut self.factors) {
            let variables: Vec<Variable> = variables.iter().map(|&i| own[i as usize]).collect();
            let added = network.add_factor(&variables, values);
            self.sound(added, &span)?;
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

/// Adds a table or a local model. `own` has the network's variables by number.
fn add_table(
    network: &mut Network,
    child: Variable,
    own: &[Variable],
    table: DraftTable,
) -> Result<(), Error> {
    let parents: Vec<Variable> = table.parents.iter().map(|&i| own[i as usize]).collect();
    let rows = match table.model {
        Some(Model::Table(values)) => return network.add_cpt(child, &parents, values).map(drop),
        Some(Model::NoisyMax(rows)) => rows,
        None => return Ok(()),
    };
    let n_states = network.n_states(child)?;
    let mut model = NoisyMax::new(child, n_states).ranked(Rank::Falling);
    let mut rest = rows.as_slice();
    for parent in parents {
        let n_cells = n_states * network.n_states(parent)?;
        let (effects, others) = rest.split_at_checked(n_cells).unwrap_or((rest, &[]));
        model = model.with_parent(parent, effects.to_vec());
        rest = others;
    }
    network
        .add_noisy_max(model.with_leak(rest.to_vec()))
        .map(drop)
}

/// That variables depend on one another in a ring.
fn ring(variables: &[Variable], names: &[NamedVariable], spans: &[Span]) -> Fault {
    const SHOWN: usize = 8;
    // Not those that a local model brings with it.
    let variables: Vec<Variable> = variables
        .iter()
        .copied()
        .filter(|v| v.index() < names.len())
        .collect();
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
