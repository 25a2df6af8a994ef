//! Asking again and again, with a little changed each time.

use crate::conflict::impossible;
use crate::posterior::{Numbers, joint};
use crate::state::State;
use crate::tree::tell_one;
use crate::{Error, FactorId, Finding, Findings, JunctionTree, Network, Variable};

/// A propagation that is kept: after a change only what it touches is computed again.
///
/// It starts with nothing told. Answers are those of [`JunctionTree::propagate`] with the same
/// findings and values, to within rounding.
///
/// ```
/// # use abduce_infer::{CompileOptions, Finding, JunctionTree, Network};
/// # fn main() -> Result<(), abduce_infer::Error> {
/// let mut network = Network::new();
/// let fire = network.add_variable(2)?;
/// let alarm = network.add_variable(2)?;
/// network.add_cpt(fire, &[], vec![0.99, 0.01])?;
/// let heard = network.add_cpt(alarm, &[fire], vec![0.95, 0.05, 0.1, 0.9])?;
/// let mut session = JunctionTree::compile(&network, &CompileOptions::default())?.session();
/// session.set(alarm, Finding::State(1))?;
/// let before = session.marginal(fire)?[1];
/// // What if the alarm never rang without a fire?
/// session.set_values(heard, vec![1.0, 0.0, 0.1, 0.9])?;
/// assert!(before < 0.2 && session.marginal(fire)?[1] == 1.0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) tree: JunctionTree,
    pub(crate) findings: Findings,
    pub(crate) numbers: Numbers,
    marginals: Vec<f64>,
    evidence_ln: f64,
    freshness: Freshness,
    /// The same with all cells, for derivatives where some are left out.
    pub(crate) dense: Option<Box<Session>>,
    cut: Cut,
}

/// What is up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Freshness {
    Nothing,
    Evidence,
    All,
}

impl Session {
    pub(crate) fn new(tree: JunctionTree) -> Session {
        let state = State::new(&tree.plan, tree.fixed.clone());
        Session {
            marginals: vec![0.0; tree.plan.n_marginals],
            numbers: Numbers::Narrow(state),
            findings: Findings::new(),
            evidence_ln: 0.0,
            freshness: Freshness::Nothing,
            dense: None,
            cut: Cut::default(),
            tree,
        }
    }

    /// What is told now.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The network, with the values set since.
    pub fn network(&self) -> &Network {
        self.tree.network()
    }

    /// Tells of a variable, in place of what was told of it.
    ///
    /// # Errors
    /// What [`Findings::check`] finds; [`Error::Pruned`]; [`Error::NotTold`] for a likelihood on
    /// a variable in [`crate::CompileOptions::observed`]. Nothing is changed then.
    pub fn set(&mut self, variable: Variable, finding: Finding) -> Result<(), Error> {
        self.tree.check_one(variable, &finding)?;
        self.tell(variable, &finding);
        self.findings.set(variable, finding);
        Ok(())
    }

    /// Takes back what is told of a variable, if anything is.
    pub fn unset(&mut self, variable: Variable) {
        if self.findings.unset(variable).is_some() {
            self.untell(variable);
        }
    }

    /// Tells these findings and nothing else.
    ///
    /// # Errors
    /// As [`Session::set`]. Nothing is changed then.
    pub fn set_all(&mut self, findings: &Findings) -> Result<(), Error> {
        for (variable, finding) in findings.iter() {
            self.tree.check_one(variable, finding)?;
        }
        let old = std::mem::replace(&mut self.findings, findings.clone());
        for (variable, _) in old.iter().filter(|(v, _)| findings.get(*v).is_none()) {
            self.untell(variable);
        }
        for (variable, finding) in findings.iter() {
            if old.get(variable) != Some(finding) {
                self.tell(variable, finding);
            }
        }
        Ok(())
    }

    /// Gives a factor other values, in the order of the old ones.
    ///
    /// # Errors
    /// Those of [`Network::set_values`], and nothing is changed then; [`Error::TooLarge`].
    pub fn set_values(&mut self, factor: FactorId, values: Vec<f64>) -> Result<(), Error> {
        let old = self.tree.network.factor(factor)?.values.clone();
        self.tree.network.set_values(factor, values)?;
        self.dense = None;
        self.freshness = Freshness::Nothing;
        if self.tree.outgrown(factor, &old) {
            let tree = JunctionTree::compile(&self.tree.network, self.tree.options())?;
            let findings = std::mem::take(&mut self.findings);
            *self = Session::new(tree);
            return self.set_all(&findings);
        }
        if let Some(session) = &mut self.cut.session {
            let values = self.tree.network.factor(factor)?.values.to_vec();
            session.set_values(factor, values)?;
        }
        let (plan, network) = (&self.tree.plan, &self.tree.network);
        if let Numbers::Narrow(state) = &mut self.numbers {
            state.renew(plan, network, factor);
        } else {
            self.tree.fixed.renew(plan, network, factor);
        }
        Ok(())
    }

    /// P(variable | findings): linear, one value per state, summing to one.
    ///
    /// # Errors
    /// [`Error::Impossible`], naming findings that conflict; [`Error::UnknownVariable`];
    /// [`Error::Pruned`]; [`Error::NotTold`].
    pub fn marginal(&mut self, variable: Variable) -> Result<&[f64], Error> {
        self.tree.plan.check(variable)?;
        self.refresh(Freshness::All)?;
        Ok(&self.marginals[self.tree.plan.marginal(variable.index())])
    }

    /// The natural logarithm of the probability of the findings.
    ///
    /// # Errors
    /// [`Error::Impossible`], naming findings that conflict; [`Error::NotTold`].
    pub fn evidence_ln(&mut self) -> Result<f64, Error> {
        self.refresh(Freshness::Evidence)?;
        Ok(self.evidence_ln)
    }

    /// P(variables | findings), as [`crate::Posterior::joint`].
    ///
    /// # Errors
    /// Those of [`crate::Posterior::joint`] and of [`Session::marginal`].
    pub fn joint(&mut self, variables: &[Variable]) -> Result<Vec<f64>, Error> {
        self.refresh(Freshness::All)?;
        if let Some(session) = &mut self.cut.session {
            match session.joint(variables) {
                // The whole tree may have a clique for it.
                Err(Error::NotOneClique { .. }) => {
                    self.refresh_whole(Freshness::Nothing, Freshness::All)?;
                }
                answer => return answer,
            }
        }
        joint(&self.tree.plan, &self.numbers, &self.marginals, variables)
    }

    fn tell(&mut self, variable: Variable, finding: &Finding) {
        self.freshness = Freshness::Nothing;
        if let Numbers::Narrow(state) = &mut self.numbers {
            tell_one(&self.tree.plan, state, variable, finding);
        }
    }

    fn untell(&mut self, variable: Variable) {
        self.freshness = Freshness::Nothing;
        if let Numbers::Narrow(state) = &mut self.numbers {
            state.unweigh(&self.tree.plan, variable.index());
        }
    }

    /// Brings what is asked for up to date.
    fn refresh(&mut self, wanted: Freshness) -> Result<(), Error> {
        if self.freshness >= wanted {
            return Ok(());
        }
        if self.freshness == Freshness::Nothing {
            self.tree.check_told(&self.findings)?;
            self.cut.choose(&self.tree, &self.findings);
        }
        let Some(session) = &mut self.cut.session else {
            self.refresh_whole(self.freshness, wanted)?;
            self.freshness = wanted;
            return Ok(());
        };
        if self.freshness == Freshness::Nothing {
            session.set_all(&self.findings)?;
        }
        session.refresh(wanted)?;
        self.evidence_ln = session.evidence_ln;
        if wanted == Freshness::All {
            self.marginals.copy_from_slice(&session.marginals);
        }
        self.freshness = wanted;
        Ok(())
    }

    /// The first pass in the whole tree.
    pub(crate) fn collect_whole(&mut self) -> Result<(), Error> {
        self.tree.check_told(&self.findings)?;
        self.refresh_whole(Freshness::Nothing, Freshness::Evidence)
    }

    /// The same with the whole tree.
    fn refresh_whole(&mut self, fresh: Freshness, wanted: Freshness) -> Result<(), Error> {
        if fresh == Freshness::Nothing {
            self.collect();
            let evidence = self.numbers.evidence(&self.tree.plan);
            if evidence.is_zero() {
                self.keep_fixed();
                return Err(impossible(&self.tree, &self.findings));
            }
            self.evidence_ln = evidence.ln();
        }
        if wanted == Freshness::All {
            self.numbers.marginals(&self.tree.plan, &mut self.marginals);
            if self.numbers.are_lost() {
                self.keep_fixed();
                self.numbers = Numbers::Wide(self.tree.collect_wide(&self.findings));
                self.numbers.marginals(&self.tree.plan, &mut self.marginals);
            }
        }
        Ok(())
    }

    /// The first pass. Wide numbers are computed from the start, and only when there must be.
    fn collect(&mut self) {
        let (plan, network) = (self.tree.plan.clone(), &self.tree.network);
        if let Numbers::Narrow(state) = &mut self.numbers {
            state.collect(&plan, network);
            if !state.is_lost() {
                return;
            }
            self.keep_fixed();
        }
        self.numbers = self.tree.collect(&self.findings);
    }

    /// Gives the tree the values set since.
    fn keep_fixed(&mut self) {
        if let Numbers::Narrow(state) = &self.numbers {
            self.tree.fixed = state.fixed.clone();
        }
    }
}

/// A smaller tree, cut by the variables whose states are told now.
#[derive(Debug, Clone, Default)]
struct Cut {
    observed: Vec<Variable>,
    session: Option<Box<Session>>,
    /// What queries with these variables observed have cost in the whole tree, in cells.
    spent: usize,
    is_useless: bool,
}

/// A tree of fewer cells is not worth cutting.
const CUT_CELLS: usize = 1 << 15;
/// What it costs to compile a smaller tree, in cells per variable.
const CUT_COST: usize = 1500;

impl Cut {
    /// Takes the smaller tree when it is likely to cost less, compiled anew if other variables
    /// are observed than last time.
    fn choose(&mut self, tree: &JunctionTree, findings: &Findings) {
        if tree.n_cells() < CUT_CELLS {
            return;
        }
        let is_state = |finding: &Finding| matches!(finding, Finding::State(_));
        let told = findings.iter().filter(|(_, finding)| is_state(finding));
        let observed: Vec<Variable> = told.map(|(v, _)| v).collect();
        if observed != self.observed {
            *self = Cut {
                observed,
                ..Cut::default()
            };
        }
        if self.session.is_some() || self.is_useless {
            return;
        }
        let whole = tree.n_cells().saturating_add(self.spent);
        match tree.cut(
            &self.observed,
            whole,
            CUT_COST * tree.network().n_variables(),
        ) {
            Some(cut) => self.session = Some(Box::new(cut.session())),
            None => self.spent = whole,
        }
        // By now it would have paid for any tree that is smaller.
        self.is_useless = self.session.is_none() && self.spent > tree.n_cells().saturating_mul(16);
    }
}
