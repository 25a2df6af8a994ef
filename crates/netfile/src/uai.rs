//! UAI, the format of the competitions at the conference on Uncertainty in Artificial
//! Intelligence: `BAYES` and `MARKOV`, and files of evidence.
//!
//! It has no names: variables are called `var0`, `var1`, …, their states `state0`, `state1`, ….
//! In a table the last variable's state changes fastest; under `BAYES` that is the child. What a
//! `MARKOV` file means is the product of its tables, as they stand. Remarks from `#` to the end of
//! a line, as pyAgrum writes them, are passed over.

use std::fmt::Write as _;

use abduce_infer::Variable;

use crate::draft::Draft;
use crate::fault::{Fault, Faults, Span, quoted};
use crate::limits::Limits;
use crate::network::{NamedNetwork, NamedVariable};
use crate::numbers::{Numbers, Step};
use crate::{Reading, WriteError, Written, codes, push_numbers, text_of};

/// The format's name in messages.
const NAME: &str = "UAI";

/// Reads a UAI file.
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let text = match text_of(bytes, limits) {
        Ok(text) => text,
        Err(fault) => return fault.into(),
    };
    let mut draft = Draft::new(limits);
    let start = start_of(text);
    let end = text[start..].find(|c: char| c.is_ascii_whitespace());
    let kind = start..end.map_or(text.len(), |end| start + end);
    match &text[kind.clone()] {
        "BAYES" => {}
        "MARKOV" => draft.is_markov = true,
        other => {
            let message = "a UAI file opens with BAYES or MARKOV";
            let fault = Fault::error(codes::WRONG_FORMAT, kind, message).found(quoted(other));
            draft.faults.push(fault);
            return draft.finish();
        }
    }
    let mut reader = Reader {
        numbers: Numbers::new(kind.end, &text[kind.end..], b"").with_remarks(b'#'),
        draft,
        end: text.len(),
    };
    // What was wrong has been told; nothing after it has a sure meaning.
    let _ = reader.read();
    reader.draft.finish()
}

/// Where the first word is that is not in a remark.
fn start_of(text: &str) -> usize {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with('#') {
        let end = rest.find('\n').unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    text.len() - rest.len()
}

struct Reader<'a> {
    numbers: Numbers<'a>,
    draft: Draft,
    end: usize,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<()> {
        let (n_variables, _) = self.count("the number of variables")?;
        for i in 0..n_variables {
            let (n_states, span) = self.count("the number of states of a variable")?;
            if !self.draft.may_have_states(n_states, &span) {
                return None;
            }
            let states = (0..n_states).map(|state| format!("state{state}"));
            let named = NamedVariable::new(format!("var{i}"), states);
            self.draft.add_declared(named, span, true);
            if self.draft.faults.has_error() {
                return None;
            }
        }
        let (n_tables, _) = self.count("the number of tables")?;
        let mut scopes = Vec::new();
        for _ in 0..n_tables {
            scopes.push(self.scope(n_variables)?);
        }
        for (scope, span) in scopes {
            self.table(scope, span)?;
        }
        match self.numbers.next() {
            Step::End => Some(()),
            Step::Number(_, span) | Step::Other(span) => {
                let message = "there is more after the last table";
                let fault = Fault::error(codes::WRONG_COUNT, span, message)
                    .expected(format!("{n_tables} tables, as the file declares"))
                    .help("mend the number of tables, or of the numbers in one of them");
                self.draft.faults.push(fault);
                None
            }
        }
    }

    /// A whole number.
    fn count(&mut self, what: &str) -> Option<(usize, Span)> {
        let (code, span, found) = match self.numbers.next() {
            Step::Number(value, span) => {
                let text = self.numbers.text_at(&span);
                if let Ok(count) = text.parse() {
                    return Some((count, span));
                }
                (codes::BAD_NUMBER, span, value.to_string())
            }
            Step::Other(span) => {
                let text = quoted(self.numbers.text_at(&span));
                (codes::SYNTAX, span, text)
            }
            Step::End => {
                let end = self.end..self.end;
                (codes::ENDS_EARLY, end, "the end of the file".to_owned())
            }
        };
        let message = format!("{what} is missing here");
        let fault = Fault::error(code, span, message)
            .expected("a whole number")
            .found(found);
        self.draft.faults.push(fault);
        None
    }

    /// The variables of a table.
    fn scope(&mut self, n_variables: usize) -> Option<(Vec<u32>, Span)> {
        let (size, span) = self.count("the number of variables of a table")?;
        let mut scope = Vec::new();
        for _ in 0..size {
            let (variable, place) = self.count("a variable of a table")?;
            match u32::try_from(variable) {
                Ok(number) if variable < n_variables => scope.push(number),
                _ => {
                    let message = format!("there is no variable {variable}");
                    let fault = Fault::error(codes::UNKNOWN_VARIABLE, place, message)
                        .expected(format!("a number below {n_variables}"))
                        .found(variable.to_string());
                    self.draft.faults.push(fault);
                    return None;
                }
            }
        }
        if scope.is_empty() && !self.draft.is_markov {
            let fault = Fault::error(codes::WRONG_COUNT, span, "a table without a variable");
            self.draft.faults.push(fault);
            return None;
        }
        Some((scope, span))
    }

    /// The numbers of a table.
    fn table(&mut self, scope: Vec<u32>, span: Span) -> Option<()> {
        let (declared, place) = self.count("the number of numbers of a table")?;
        if self.draft.is_markov {
            return self.factor(scope, span, declared, place);
        }
        let (&child, parents) = scope.split_last()?;
        if !self.draft.open_table(child, parents, &span) {
            return None;
        }
        let n_cells = self.draft.take_cells(&scope, &span)?;
        self.check_declared(n_cells, declared, place.clone())?;
        let values = self.draft.rows(child, n_cells, &mut self.numbers, &place);
        if let Some(values) = values.ok()? {
            self.draft.close_table(child, values);
        }
        Some(())
    }

    fn factor(&mut self, scope: Vec<u32>, span: Span, declared: usize, place: Span) -> Option<()> {
        let mut sorted = scope.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            let message = "this table names a variable twice";
            let fault = Fault::error(codes::REPEATED_PARENT, span, message);
            self.draft
                .faults
                .push(fault.help("name each variable once"));
            return None;
        }
        let n_cells = self.draft.take_cells(&scope, &span)?;
        self.check_declared(n_cells, declared, place)?;
        let mut values = Vec::with_capacity(n_cells.min(self.numbers.most()));
        while values.len() < n_cells {
            match self.numbers.next() {
                Step::Number(value, _) if value >= 0.0 && value.is_finite() => values.push(value),
                Step::Number(_, place) | Step::Other(place) => {
                    self.draft.bad_number(&self.numbers, place);
                    return None;
                }
                Step::End => return self.count("a number of a table").map(drop),
            }
        }
        self.draft.add_factor(scope, values, span);
        Some(())
    }

    fn check_declared(&mut self, n_cells: usize, declared: usize, place: Span) -> Option<()> {
        if n_cells == declared {
            return Some(());
        }
        let message = format!("a table declares {declared} numbers");
        let fault = Fault::error(codes::WRONG_COUNT, place, message)
            .expected(format!("{n_cells}, the product of its variables' states"))
            .found(declared.to_string());
        self.draft.faults.push(fault);
        None
    }
}

/// Reads a file of evidence for a network: how many variables were observed, then each with its
/// state. A number of samples may stand before it, as in the competitions before 2014; it must
/// be 1.
///
/// # Errors
/// All faults.
pub fn read_evidence(
    bytes: &[u8],
    network: &NamedNetwork,
    limits: &Limits,
) -> Result<Vec<(Variable, usize)>, Vec<Fault>> {
    let text = text_of(bytes, limits).map_err(|fault| vec![*fault])?;
    let mut numbers = Numbers::new(0, text, b"").with_remarks(b'#');
    let mut counts = Vec::new();
    let mut faults = Faults::default();
    loop {
        match numbers.next() {
            Step::Number(value, span) => match numbers.text_at(&span).parse::<usize>() {
                Ok(count) => counts.push((count, span)),
                Err(_) => faults.push(not_whole(span, value.to_string())),
            },
            Step::Other(span) => {
                faults.push(not_whole(span.clone(), quoted(numbers.text_at(&span))))
            }
            Step::End => break,
        }
    }
    let pairs = match counts.as_slice() {
        _ if faults.has_error() => &[],
        [] => &[],
        [(n, _), pairs @ ..] if pairs.len() == n.saturating_mul(2) => pairs,
        [(1, _), (n, _), pairs @ ..] if pairs.len() == n.saturating_mul(2) => pairs,
        [(n, span), pairs @ ..] => {
            let message = format!("the file declares {n} observed variables");
            faults.push(
                Fault::error(codes::WRONG_COUNT, span.clone(), message)
                    .expected(format!("{n} pairs of a variable and its state"))
                    .found(format!("{} numbers", pairs.len())),
            );
            &[]
        }
    };
    let mut evidence = Vec::with_capacity(pairs.len() / 2);
    for pair in pairs.chunks_exact(2) {
        match observed(pair, network) {
            Ok(pair) => evidence.push(pair),
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.has_error() {
        Err(faults.finish())
    } else {
        Ok(evidence)
    }
}

fn observed(
    pair: &[(usize, Span)],
    network: &NamedNetwork,
) -> Result<(Variable, usize), Box<Fault>> {
    let [(variable, place), (state, state_place)] = pair else {
        return Err(Box::new(not_whole(0..0, String::new())));
    };
    let Some(&own) = network.handles().get(*variable) else {
        let message = format!("there is no variable {variable}");
        let fault = Fault::error(codes::UNKNOWN_VARIABLE, place.clone(), message);
        let last = network.handles().len();
        return Err(Box::new(fault.expected(format!("a number below {last}"))));
    };
    let n_states = network.network().n_states(own).unwrap_or(0);
    if *state >= n_states {
        let message = format!("variable {variable} has no state {state}");
        let fault = Fault::error(codes::UNKNOWN_STATE, state_place.clone(), message);
        return Err(Box::new(
            fault.expected(format!("a number below {n_states}")),
        ));
    }
    Ok((own, *state))
}

fn not_whole(span: Span, found: String) -> Fault {
    Fault::error(
        codes::BAD_NUMBER,
        span,
        "evidence is written in whole numbers",
    )
    .expected("the number of a variable or a state")
    .found(found)
}

/// The network as a UAI file: `BAYES` when each variable has a table and there is nothing else,
/// else `MARKOV`. Names are lost.
///
/// # Errors
/// [`WriteError::TooLarge`]; [`WriteError::NotBayesian`] for a network that has both local models
/// and further factors.
pub fn write(network: &NamedNetwork) -> Result<Written, WriteError> {
    let mut out = String::new();
    let own = network.network();
    let sizes: Vec<String> = network
        .variables()
        .iter()
        .map(|v| v.states.len().to_string())
        .collect();
    let mut scopes = Vec::new();
    let mut values = Vec::new();
    match network.tables(NAME) {
        Ok(tables) => {
            out.push_str("BAYES\n");
            for (child, table) in tables.into_iter().enumerate() {
                let mut scope = network.places(&table.parents);
                scope.push(child);
                scopes.push(scope);
                values.push(table.values);
            }
        }
        Err(WriteError::NotBayesian { .. }) if own.n_variables() == sizes.len() => {
            out.push_str("MARKOV\n");
            for factor in own.factors() {
                let scope = own.factor_variables(factor).unwrap_or_default();
                scopes.push(network.places(scope));
                values.push(own.factor_values(factor).unwrap_or_default().into());
            }
        }
        Err(error) => return Err(error),
    }
    let _ = writeln!(
        out,
        "{}\n{}\n{}",
        sizes.len(),
        sizes.join(" "),
        scopes.len()
    );
    for scope in &scopes {
        let _ = write!(out, "{}", scope.len());
        scope.iter().for_each(|i| {
            let _ = write!(out, " {i}");
        });
        out.push('\n');
    }
    for table in &values {
        let _ = write!(out, "\n{}\n", table.len());
        push_numbers(&mut out, table, " ");
        out.push('\n');
    }
    Ok(Written {
        text: out,
        renamed: Vec::new(),
    })
}

/// A file of evidence: the states that variables were observed in.
pub fn write_evidence(network: &NamedNetwork, evidence: &[(Variable, usize)]) -> String {
    let mut out = evidence.len().to_string();
    for (variable, state) in evidence {
        for place in network.places(&[*variable]) {
            let _ = write!(out, " {place} {state}");
        }
    }
    out.push('\n');
    out
}
