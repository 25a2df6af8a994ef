//! The numbers of tables, read into a draft.

use super::{Draft, Model};
use crate::codes;
use crate::fault::{Fault, Span, quoted};
use crate::numbers::{Numbers, Step};
use crate::rows::Rows;

/// That numbers end before their time; what was wrong has been told.
#[derive(Debug)]
pub(crate) struct Broken;

impl Draft {
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
}
