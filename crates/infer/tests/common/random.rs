//! Random networks and findings, made of bytes: proptest shrinks them, fuzzers bend them.

use abduce_infer::{Findings, Network, Variable};

/// Bytes read as one small choice after another. After the last they come again, each larger
/// by 97, so that few bytes still fill large tables.
pub(crate) struct Choices<'a> {
    bytes: &'a [u8],
    next: usize,
    /// Whether every second table is of tiny numbers.
    faint: bool,
}

/// What numbers a table is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Plain,
    /// One in three is zero.
    Sparse,
    /// Each row has one state that is sure.
    Deterministic,
    /// Powers of ten down to 1e-320, and zeros.
    Tiny,
    /// All numbers are the same.
    Even,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Choices<'a> {
        Choices {
            bytes,
            next: 0,
            faint: false,
        }
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some(n) = self.bytes.len().checked_ilog2().map(|_| self.bytes.len()) else {
            return 0;
        };
        let lap = (self.next / n) as u8;
        let byte = self.bytes[self.next % n].wrapping_add(lap.wrapping_mul(97));
        self.next += 1;
        byte
    }

    /// A number in `0..n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let wide = usize::from(self.byte());
        let wide = if n > 256 {
            wide << 8 | usize::from(self.byte())
        } else {
            wide
        };
        wide % n.max(1)
    }

    /// Whether one of `n` equally likely things is so.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// Up to `most` of some things, none twice.
    pub(crate) fn some<T: Copy>(&mut self, among: &[T], most: usize) -> Vec<T> {
        let mut left = among.to_vec();
        let n = self.below(most + 1);
        let mut taken = Vec::new();
        while taken.len() < n && !left.is_empty() {
            let at = self.below(left.len());
            taken.push(left.swap_remove(at));
        }
        taken
    }

    fn style(&mut self) -> Style {
        if self.faint && self.one_in(2) {
            return Style::Tiny;
        }
        match self.below(12) {
            0..6 => Style::Plain,
            6..8 => Style::Sparse,
            8..10 => Style::Deterministic,
            10 => Style::Tiny,
            _ => Style::Even,
        }
    }

    fn number(&mut self, style: Style) -> f64 {
        let byte = self.byte();
        let fine = (f64::from(byte) + 1.0) / 256.0;
        match style {
            Style::Sparse if byte.is_multiple_of(3) => 0.0,
            Style::Tiny if byte.is_multiple_of(8) => 0.0,
            Style::Tiny => libm::pow(10.0, -1.25 * f64::from(byte)),
            Style::Even => 1.0,
            _ => fine * (f64::from(self.byte()) + 1.0) / 256.0,
        }
    }

    fn numbers(&mut self, n: usize, style: Style) -> Vec<f64> {
        (0..n).map(|_| self.number(style)).collect()
    }

    /// A distribution: what would be all zeros has its first state sure.
    fn row(&mut self, n: usize, style: Style) -> Vec<f64> {
        let mut row = vec![0.0; n];
        if style == Style::Deterministic {
            row[self.below(n)] = 1.0;
            return row;
        }
        row = self.numbers(n, style);
        let sum: f64 = row.iter().sum();
        if sum < 1e-300 {
            row.fill(0.0);
            row[0] = 1.0;
        } else {
            row.iter_mut().for_each(|value| *value /= sum);
        }
        row
    }

    /// A table of `n_rows` distributions of `n` states.
    pub(crate) fn rows(&mut self, n_rows: usize, n: usize) -> Vec<f64> {
        let style = self.style();
        (0..n_rows).flat_map(|_| self.row(n, style)).collect()
    }

    /// A table of any numbers.
    pub(crate) fn table(&mut self, n: usize) -> Vec<f64> {
        let style = self.style();
        self.numbers(n, style)
    }

    /// New values for a factor, which may be a conditional table.
    pub(crate) fn values_for(&mut self, case: &Case, factor: abduce_infer::FactorId) -> Vec<f64> {
        let len = case.network.factor_values(factor).unwrap().len();
        match case.cpts.iter().find(|(id, _)| *id == factor) {
            Some((_, n)) => self.rows(len / n, *n),
            None => self.table(len),
        }
    }

    /// A finding on a variable of the case: a state twice as often as a likelihood.
    pub(crate) fn tell(&mut self, case: &Case, findings: &mut Findings) {
        let variable = case.variables[self.below(case.variables.len())];
        let n = case.network.n_states(variable).unwrap();
        let told = std::mem::take(findings);
        *findings = if self.one_in(3) {
            told.with_likelihood(variable, self.table(n))
        } else {
            told.with_state(variable, self.below(n))
        };
    }
}

/// A network with some findings.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) network: Network,
    /// Parents before children.
    pub(crate) variables: Vec<Variable>,
    /// The conditional tables, each with the state count of its child.
    pub(crate) cpts: Vec<(abduce_infer::FactorId, usize)>,
    pub(crate) findings: Findings,
}

/// A network of 1 to 9 variables with at most so many joint states: of 1 to 20 states each, in
/// one part or several, with conditional tables or without, with further factors, and with
/// findings of both kinds.
pub(crate) fn small(choices: &mut Choices, max_joint_states: usize) -> Case {
    let n = 1 + choices.below(9);
    choices.faint = choices.one_in(6);
    let mut case = Case {
        network: Network::new(),
        variables: Vec::new(),
        cpts: Vec::new(),
        findings: Findings::new(),
    };
    let mut left = max_joint_states;
    for _ in 0..n {
        let states = match choices.below(16) {
            0..10 => 2 + choices.below(2),
            10..13 => 4 + choices.below(3),
            13..15 => 1,
            _ => 7 + choices.below(14),
        };
        let states = states.min(left).max(1);
        left /= states;
        case.variables
            .push(case.network.add_variable(states).unwrap());
    }
    if choices.one_in(2) {
        case.variables.reverse();
    }
    for i in 0..n {
        add_cpt(&mut case, choices, i);
    }
    for _ in 0..choices.below(4) {
        let whole = choices.some(&case.variables, 3);
        let len = case.network.table_len(&whole).unwrap();
        let values = choices.table(len);
        case.network.add_factor(&whole, values).unwrap();
    }
    let mut findings = Findings::new();
    for _ in 0..choices.below(6) {
        choices.tell(&case, &mut findings);
    }
    case.findings = findings;
    case
}

/// A table for the variable at `i`, given some before it; one in eight gets none.
fn add_cpt(case: &mut Case, choices: &mut Choices, i: usize) {
    if choices.one_in(8) {
        return;
    }
    let mut parents = choices.some(&case.variables[..i], 3);
    // No table of more than a few thousand.
    while case.network.table_len(&parents).unwrap() > 500 {
        parents.pop();
    }
    let child = case.variables[i];
    let n = case.network.n_states(child).unwrap();
    let n_rows = case.network.table_len(&parents).unwrap();
    let values = choices.rows(n_rows, n);
    let id = case.network.add_cpt(child, &parents, values).unwrap();
    case.cpts.push((id, n));
}

/// A long narrow network: each variable has up to two parents among the last four before it
/// (eight if all have two states), and a few are found in a state.
pub(crate) fn long(choices: &mut Choices, n: usize) -> Case {
    let has_more_states = choices.one_in(2);
    let mut case = Case {
        network: Network::new(),
        variables: Vec::new(),
        cpts: Vec::new(),
        findings: Findings::new(),
    };
    for i in 0..n {
        let states = if has_more_states {
            2 + choices.below(3)
        } else {
            2
        };
        let reach = i.min(if has_more_states { 4 } else { 8 });
        let parents = choices.some(&case.variables[i - reach..], 2);
        let child = case.network.add_variable(states).unwrap();
        let n_rows = case.network.table_len(&parents).unwrap();
        let values = choices.rows(n_rows, states);
        let id = case.network.add_cpt(child, &parents, values).unwrap();
        case.variables.push(child);
        case.cpts.push((id, states));
    }
    let mut findings = Findings::new();
    for _ in 0..choices.below(12) {
        choices.tell(&case, &mut findings);
    }
    case.findings = findings;
    case
}
