//! The tables of a BIF file, filled in place.

use super::lex::Token;
use super::names::RowNames;
use super::read::{Left, Reader};
use crate::codes;
use crate::draft::Draft;
use crate::fault::{Fault, Span, listed, quoted};
use crate::rows::{ROW_LIMIT, ROW_ROUNDING, Rows};

/// A table being read.
struct Table {
    child: u32,
    parents: Vec<u32>,
    /// Where the name of the child stands.
    span: Span,
    n_states: usize,
    values: Vec<f64>,
    /// Which rows have been given.
    given: Vec<bool>,
    /// The row for all that are not given, as it stands in the file.
    default: Option<Vec<f64>>,
    /// Whether `table` gave all rows at once.
    whole: bool,
    rows: Rows,
    /// Whether nothing was wrong so far.
    sound: bool,
}

impl<'a> Reader<'a> {
    /// `probability ( CHILD | PARENTS ) { … }`, from the parenthesis at `start`.
    pub(super) fn probability(&mut self, start: usize) -> Result<(), Left> {
        let names = self.family()?;
        self.mark(b'{')?;
        let mut family = Vec::with_capacity(names.len());
        for (name, span) in &names {
            match self.draft.find(name) {
                Some(i) => family.push(i),
                None if !self.all_known => {
                    self.read_later(start);
                    return Ok(());
                }
                None => self.draft.unknown_variable(name, span.clone()),
            }
        }
        let (Some(&child), true) = (family.first(), family.len() == names.len()) else {
            // The child's table stands here, though it cannot be read.
            if let Some(child) = names.first().and_then(|(name, _)| self.draft.find(name)) {
                self.draft.open_table(child, &[], &names[0].1);
            }
            self.skip_block();
            return Ok(());
        };
        self.table(child, family.split_off(1), names[0].1.clone())
    }

    /// The names in parentheses, the child first; commas and bars stand between them.
    fn family(&mut self) -> Result<Vec<(&'a str, Span)>, Left> {
        self.mark(b'(')?;
        let mut names = vec![self.name("the name of a variable")?];
        loop {
            match self.lexer.next() {
                Token::Mark(b')') => return Ok(names),
                Token::Mark(b'|' | b',') => {}
                Token::Word(name) | Token::Quoted(name) => names.push((name, self.lexer.span())),
                token => return Err(self.unexpected(token, "the name of a variable or `)`")),
            }
        }
    }

    /// The inside of a table, from its brace.
    fn table(&mut self, child: u32, parents: Vec<u32>, span: Span) -> Result<(), Left> {
        if !self.draft.open_table(child, &parents, &span) {
            self.skip_block();
            return Ok(());
        }
        let mut family = parents.clone();
        family.push(child);
        let Some(n_cells) = self.draft.take_cells(&family, &span) else {
            self.skip_block();
            return Ok(());
        };
        let n_states = self.draft.variable(child).n_states();
        let mut table = Table {
            child,
            parents,
            span,
            n_states,
            values: vec![0.0; n_cells],
            given: vec![false; n_cells / n_states],
            default: None,
            whole: false,
            rows: Rows::new(),
            sound: true,
        };
        self.entries(&mut table)?;
        table.finish(&mut self.draft);
        Ok(())
    }

    /// The entries of a table, up to its closing brace.
    fn entries(&mut self, table: &mut Table) -> Result<(), Left> {
        let mut names = RowNames::new(&self.draft, &table.parents);
        loop {
            match self.lexer.next() {
                Token::Mark(b'(') => self.row(table, &mut names)?,
                Token::Mark(b'}') => return Ok(()),
                Token::Word("table") => self.whole(table)?,
                Token::Word("default") => {
                    if table.default.is_some() {
                        let message = "a second `default`";
                        let span = self.lexer.span();
                        let fault = Fault::error(codes::REPEATED_TABLE, span, message);
                        self.draft.faults.push(fault.help("remove one of the two"));
                    }
                    let mut row = vec![0.0; table.n_states];
                    table.sound &= self.numbers(&mut row, &table.span)?;
                    table.default = Some(row);
                }
                Token::Word("property") => drop(self.property()?),
                token => {
                    return Err(self.unexpected(token, "`table`, `default`, `(` or `}`"));
                }
            }
        }
    }

    /// `STATES ) NUMBERS ;`
    fn row(&mut self, table: &mut Table, names: &mut RowNames) -> Result<(), Left> {
        let start = self.lexer.span().start;
        let Some(row) = self.row_names(table, names)? else {
            table.sound = false;
            return self.skip_numbers();
        };
        let span = start..self.lexer.span().end;
        if std::mem::replace(&mut table.given[row], true) || table.whole {
            table.sound = false;
            let name = quoted(&self.draft.variable(table.child).named.name);
            let message = format!("this row of {name} is given twice");
            let fault = Fault::error(codes::REPEATED_TABLE, span, message);
            self.draft.faults.push(fault.help("remove one of the two"));
            return self.skip_numbers();
        }
        let at = row * table.n_states;
        let values = &mut table.values[at..at + table.n_states];
        if !self.numbers(values, &span)? {
            table.sound = false;
            return Ok(());
        }
        let span = start..self.lexer.span().end;
        let child = self.draft.variable(table.child);
        let of = || format!("a row of {}", quoted(&child.named.name));
        let told = table.rows.take(values, &span, of);
        self.draft.faults.extend(told);
        Ok(())
    }

    /// The row that the names of states lead to; none when one is unknown or they are not as
    /// many as there are parents.
    fn row_names(&mut self, table: &Table, names: &mut RowNames) -> Result<Option<usize>, Left> {
        let start = self.lexer.span().start;
        let (mut row, mut n_names, mut known) = (0, 0, true);
        loop {
            match self.lexer.next() {
                Token::Word(name) | Token::Quoted(name) => {
                    match names.step(&self.draft, n_names, name) {
                        Some(step) => row += step,
                        None if n_names < names.len() => {
                            let span = self.lexer.span();
                            self.draft.unknown_state(table.parents[n_names], name, span);
                            known = false;
                        }
                        None => {}
                    }
                    n_names += 1;
                }
                Token::Mark(b',') => {}
                Token::Mark(b')') => break,
                token => return Err(self.unexpected(token, "the name of a state or `)`")),
            }
        }
        if n_names != names.len() {
            let parents = table.parents.iter();
            let parents = parents.map(|&i| self.draft.variable(i).named.name.as_str());
            let message = "this row does not name one state of each parent";
            let span = start..self.lexer.span().end;
            let fault = Fault::error(codes::WRONG_COUNT, span, message)
                .expected(format!("{} states, of {}", names.len(), listed(parents)))
                .found(format!("{n_names} states"))
                .help("name one state of each parent, in the order of the table's head");
            self.draft.faults.push(fault);
            known = false;
        }
        Ok(known.then_some(row))
    }

    /// `NUMBERS ;` after `table`: all rows at once.
    fn whole(&mut self, table: &mut Table) -> Result<(), Left> {
        if table.whole || table.given.contains(&true) {
            let message = "a `table` beside other rows";
            let fault = Fault::error(codes::REPEATED_TABLE, self.lexer.span(), message);
            let help = "give all rows in one `table`, or each row by its parents' states";
            self.draft.faults.push(fault.help(help));
            table.sound = false;
            return self.skip_numbers();
        }
        let start = self.lexer.span().start;
        let mut values = std::mem::take(&mut table.values);
        let is_full = self.numbers(&mut values, &table.span)?;
        table.values = values;
        table.whole = true;
        let span = start..self.lexer.span().end;
        table.sound &= is_full && table.settle_order(&span, &mut self.draft);
        Ok(())
    }

    /// As many numbers as `values` has, then a semicolon. False when there are more or fewer,
    /// or one is below zero or too large, which has then been told.
    fn numbers(&mut self, values: &mut [f64], span: &Span) -> Result<bool, Left> {
        let (mut n, mut sound) = (0, true);
        while let Some(value) = self.lexer.number() {
            if !(value >= 0.0 && value.is_finite()) {
                sound = false;
                self.bad_number();
            }
            if let Some(cell) = values.get_mut(n) {
                *cell = value;
            }
            n += 1;
        }
        let end = self.lexer.peek();
        self.end_of_numbers()?;
        if n != values.len() {
            let message = format!("{n} numbers stand here");
            let span = span.start..self.lexer.span().end.max(span.end);
            let fault = Fault::error(codes::WRONG_COUNT, span, message)
                .expected(format!("{} numbers", values.len()))
                .found(format!("{n} numbers before {}", end.told()))
                .help("give one number for each state of the variable, in their order");
            self.draft.faults.push(fault);
            return Ok(false);
        }
        Ok(sound)
    }

    fn end_of_numbers(&mut self) -> Result<(), Left> {
        match self.lexer.peek() {
            Token::Word(_) | Token::Quoted(_) => {
                self.lexer.next();
                self.bad_number();
                self.skip_numbers()
            }
            _ => self.end_of_statement(),
        }
    }

    fn bad_number(&mut self) {
        let span = self.lexer.span();
        let text = quoted(&self.lexer.text[span.clone()]);
        let fault = Fault::error(
            codes::BAD_NUMBER,
            span,
            format!("{text} is not a probability"),
        )
        .expected("a number such as 0.25, not below zero")
        .found(text)
        .help("write a plain decimal number");
        self.draft.faults.push(fault);
    }

    /// Goes past the semicolon that ends the numbers, whatever they are.
    fn skip_numbers(&mut self) -> Result<(), Left> {
        loop {
            match self.lexer.peek() {
                Token::Mark(b';') => return self.mark(b';'),
                Token::Mark(b'}') => return Ok(()),
                Token::Mark(b'{') | Token::End | Token::Unclosed(_) => return self.mark(b';'),
                _ => drop(self.lexer.next()),
            }
        }
    }
}

/// How far the rows of a table are from one at most, in one order of its numbers.
fn furthest(values: &[f64], n_states: usize, index: impl Fn(usize, usize) -> usize) -> f64 {
    let n_rows = values.len() / n_states;
    let far = |row: usize| {
        let sum: f64 = (0..n_states).map(|state| values[index(row, state)]).sum();
        (sum - 1.0).abs()
    };
    // A sum that is no number is as far as can be.
    (0..n_rows)
        .map(far)
        .fold(0.0, |a, b| if b <= a { a } else { b })
}

impl Table {
    /// Puts the numbers of a `table` into rows: finds out in which order they stand. False when
    /// that cannot be told, which has then been said.
    fn settle_order(&mut self, span: &Span, draft: &mut Draft) -> bool {
        let (n_states, n_rows) = (self.n_states, self.given.len());
        if n_rows > 1 && n_states > 1 {
            let fast = furthest(&self.values, n_states, |row, state| row * n_states + state);
            let slow = furthest(&self.values, n_states, |row, state| state * n_rows + row);
            let holds = |limit: f64| (fast <= limit, slow <= limit);
            let (is_fast, is_slow) = match holds(ROW_ROUNDING) {
                (false, false) => holds(ROW_LIMIT),
                told => told,
            };
            if is_slow {
                let turned = self.turned();
                if is_fast && turned != self.values {
                    return self.unsure(span, draft, "both orders of it have rows that sum to 1");
                }
                self.values = turned;
            } else if !is_fast {
                return self.unsure(span, draft, "in neither order of it all rows sum to 1");
            }
        }
        let name = &draft.variable(self.child).named.name;
        let mut told = Vec::new();
        for row in self.values.chunks_exact_mut(n_states) {
            let of = || format!("a row of {}", quoted(name));
            told.extend(self.rows.take(row, span, of));
        }
        self.given.fill(true);
        draft.faults.extend(told);
        true
    }

    /// The numbers with the child's state changing fastest, of which it changes slowest.
    fn turned(&self) -> Vec<f64> {
        let n_rows = self.given.len();
        let place = |row: usize| (0..self.n_states).map(move |state| state * n_rows + row);
        let places = (0..n_rows).flat_map(place);
        places.map(|at| self.values[at]).collect()
    }

    fn unsure(&self, span: &Span, draft: &mut Draft, why: &str) -> bool {
        let name = quoted(&draft.variable(self.child).named.name);
        let message = format!("the order of the table of {name} cannot be told: {why}");
        let fault = Fault::error(codes::UNSURE_ORDER, span.clone(), message)
            .expected("rows that sum to 1 in one order of the numbers only")
            .help("give each row by its parents' states: (yes, no) 0.2, 0.8;");
        draft.faults.push(fault);
        false
    }

    /// Fills in the default, and hands the table over when nothing was wrong in it.
    fn finish(mut self, draft: &mut Draft) {
        let name = draft.variable(self.child).named.name.clone();
        if let (Some(default), true) = (&mut self.default, self.sound) {
            let of = || format!("the default row of {}", quoted(&name));
            let told = self.rows.take(default, &self.span, of);
            draft.faults.extend(told);
            let rows = self.values.chunks_exact_mut(self.n_states);
            for (row, _) in rows.zip(&self.given).filter(|(_, given)| !**given) {
                row.copy_from_slice(default);
            }
        } else if let (Some(row), true) = (self.given.iter().position(|given| !given), self.sound) {
            self.sound = false;
            draft.faults.push(self.missing(row, draft));
        }
        let told = self.rows.finish(&name);
        let all_sum = told.1;
        draft.faults.extend(told.0);
        if self.sound && all_sum {
            draft.close_table(self.child, self.values);
        }
    }

    /// That the row of that number is not there.
    fn missing(&self, row: usize, draft: &Draft) -> Fault {
        let name = quoted(&draft.variable(self.child).named.name);
        if self.parents.is_empty() {
            let message = format!("the table of {name} has no numbers");
            let fault = Fault::error(codes::MISSING_TABLE, self.span.clone(), message);
            return fault.help("write its prior: table 0.2, 0.8;");
        }
        let n_missing = self.given.iter().filter(|given| !**given).count();
        let mut states = Vec::new();
        let mut rest = row;
        for &parent in self.parents.iter().rev() {
            let variable = draft.variable(parent);
            states.push(variable.named.states[rest % variable.n_states()].as_str());
            rest /= variable.n_states();
        }
        states.reverse();
        let message = format!(
            "{n_missing} of {} rows of {name} are missing",
            self.given.len()
        );
        Fault::error(codes::MISSING_TABLE, self.span.clone(), message)
            .expected(format!(
                "a row for each combination of states; the first that is missing is that of {}",
                listed(states)
            ))
            .help("add the rows, or a `default` for all that are not given")
    }
}
