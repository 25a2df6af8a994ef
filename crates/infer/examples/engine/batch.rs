//! The second form: what one change of a finding or a table costs, derivatives, and draws.
//!
//! Times are CPU time with one thread and wall clock with more, as in the harness. "one" asks for
//! the posterior of one variable, "all" for all. A change that takes less than
//! [`crate::SHORT_S`] is timed together with others; a change of a table then also pays for
//! taking the change before it back.

use std::error::Error;
use std::path::Path;

use abduce_infer::{
    CompileOptions, FactorId, Finding, Findings, JunctionTree, Network, Session, Variable,
};
use serde_json::{Value, json};

use crate::SHORT_S;
use crate::answer::MEMORY_LIMIT_BYTES;
use crate::clock::{Took, timed};
use crate::draws::Random;
use crate::load;

/// What is asked.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Request {
    threads: usize,
    query: usize,
    state: usize,
    panel_hard: Hard,
    /// Variable and state, each change on top of those before it.
    evidence_changes: Vec<(usize, usize)>,
    /// Variable, states of its parents, row: each from the network's own tables.
    cpt_changes: Vec<(usize, Vec<usize>, Vec<f64>)>,
    gradient_hard: Hard,
    mc: Draws,
}

#[derive(Debug, serde::Deserialize)]
struct Draws {
    draws: usize,
    #[serde(default = "hundred")]
    ess: f64,
    hard: Hard,
}

fn hundred() -> f64 {
    100.0
}

/// So many drawn networks are in memory at once.
const DRAWN_AT_ONCE: usize = 1000;

/// How many posteriors are asked for after each change.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked {
    One,
    All,
}

/// A network, and what is asked of it.
struct Work<'a> {
    network: &'a Network,
    variables: Vec<Variable>,
    request: &'a Request,
}

/// A propagation that is changed step by step.
struct Live {
    session: Session,
    variables: Vec<Variable>,
    query: Variable,
    asked: Asked,
    out: Vec<f64>,
}

/// Does and times all parts.
pub(crate) fn run(path: &Path, request: &Request) -> Result<Value, Box<dyn Error>> {
    let network = load::network(path)?;
    let work = Work {
        network: &network,
        variables: network.variables().collect(),
        request,
    };
    let drawn = work.draws()?;
    let (gradient_s, gradient) = work.gradient()?;
    Ok(json!({
        "evidence1_one_s": work.evidence_changes(Asked::One)?,
        "evidence1_all_s": work.evidence_changes(Asked::All)?,
        "cpt1_one_s": work.table_changes(Asked::One)?,
        "cpt1_all_s": work.table_changes(Asked::All)?,
        "final": work.after_changes()?,
        "gradient_s": gradient_s, "gradient": gradient,
        "mc_s": drawn.ask_s, "mc_draw_s": drawn.draw_s, "mc_mean": drawn.mean, "mc_sd": drawn.sd,
    }))
}

impl Work<'_> {
    /// With these findings; for one posterior, without what cannot bear on it.
    fn live(&self, hard: &Hard, asked: Asked) -> Result<Live, abduce_infer::Error> {
        let mut options = CompileOptions::default().with_memory_limit(MEMORY_LIMIT_BYTES);
        let query = self.variables[self.request.query];
        if asked == Asked::One {
            let told = hard.keys().map(|v| self.variables[*v]).collect();
            options = options.keeping(vec![query]).observing(told);
        }
        let mut session = JunctionTree::compile(self.network, &options)?.session();
        for (v, state) in hard {
            session.set(self.variables[*v], Finding::State(*state))?;
        }
        Ok(Live {
            session,
            variables: self.variables.clone(),
            query,
            asked,
            out: Vec::new(),
        })
    }

    /// Seconds per change of one finding.
    fn evidence_changes(&self, asked: Asked) -> Result<Vec<f64>, abduce_infer::Error> {
        let mut live = self.live(&self.request.panel_hard, asked)?;
        live.ask()?;
        self.each(&self.request.evidence_changes, |(v, state)| {
            live.tell(self.variables[*v], *state)?;
            live.ask()
        })
    }

    /// Seconds per change of one table.
    fn table_changes(&self, asked: Asked) -> Result<Vec<f64>, Box<dyn Error>> {
        let changes = self.changed_tables()?;
        let mut live = self.live(&self.request.panel_hard, asked)?;
        live.ask()?;
        let mut last: Option<FactorId> = None;
        let times = self.each(&changes, |(factor, row)| {
            if let Some(last) = last.replace(*factor) {
                live.set_values(last, self.network.factor_values(last)?.to_vec())?;
            }
            let mut values = self.network.factor_values(*factor)?.to_vec();
            values[row.start..][..row.values.len()].copy_from_slice(row.values);
            live.set_values(*factor, values)?;
            live.ask()
        })?;
        Ok(times)
    }

    /// Times each of some changes, short ones in groups.
    fn each<T>(
        &self,
        changes: &[T],
        mut change: impl FnMut(&T) -> Result<(), abduce_infer::Error>,
    ) -> Result<Vec<f64>, abduce_infer::Error> {
        let n_first = changes.len().min(20);
        let (first, rest) = changes.split_at(n_first);
        let (done, took) = timed(|| first.iter().try_for_each(&mut change));
        done?;
        let is_short = took.share(n_first.max(1)).wall < SHORT_S;
        let mut times = Vec::new();
        for group in rest.chunks(if is_short { 20 } else { 1 }) {
            let (done, took) = timed(|| group.iter().try_for_each(&mut change));
            done?;
            times.push(self.seconds(took.share(group.len())));
        }
        Ok(times)
    }

    /// The posterior asked for after the first 200 changes of findings.
    fn after_changes(&self) -> Result<Vec<f64>, abduce_infer::Error> {
        let mut live = self.live(&self.request.panel_hard, Asked::One)?;
        for (v, state) in self.request.evidence_changes.iter().take(200) {
            live.tell(self.variables[*v], *state)?;
        }
        live.ask()?;
        Ok(live.out)
    }

    /// Where each changed row stands.
    fn changed_tables(&self) -> Result<Vec<(FactorId, Row<'_>)>, Box<dyn Error>> {
        let mut found = Vec::new();
        for (v, parents, values) in &self.request.cpt_changes {
            let child = Some(&self.variables[*v]);
            let is_its = |f: &FactorId| {
                let family = self.network.factor_variables(*f);
                family.is_ok_and(|family| family.last() == child)
            };
            let factor = self.network.factors().find(is_its).ok_or("a table")?;
            let family = self.network.factor_variables(factor)?;
            let mut start = 0;
            for (parent, state) in family.iter().zip(parents) {
                start = start * self.network.n_states(*parent)? + state;
            }
            let start = start * values.len();
            found.push((factor, Row { start, values }));
        }
        Ok(found)
    }

    /// All derivatives of the posterior asked for, per table; and seconds from the findings to
    /// them, each time after nothing was told.
    fn gradient(&self) -> Result<(Vec<f64>, Vec<Vec<f64>>), abduce_infer::Error> {
        let query = self.variables[self.request.query];
        let mut session =
            JunctionTree::compile(self.network, &CompileOptions::default())?.session();
        let told = self.request.gradient_hard.iter();
        let told = told.fold(Findings::new(), |all, (v, state)| {
            all.with_state(self.variables[*v], *state)
        });
        let (mut times, mut gradient) = (Vec::new(), Vec::new());
        for _ in 0..20 {
            session.set_all(&Findings::new())?;
            session.evidence_ln()?;
            let (done, took) = timed(|| -> Result<(), abduce_infer::Error> {
                session.set_all(&told)?;
                let found = session.gradient(query, self.request.state)?;
                let tables = self.network.factors();
                let all = tables.map(|factor| found.of(factor).map(<[f64]>::to_vec));
                gradient = all.collect::<Result<_, _>>()?;
                Ok(())
            });
            done?;
            times.push(self.seconds(took));
        }
        Ok((times, gradient))
    }

    /// Draws all tables again and again; what that took, without and with the drawing alone,
    /// and the mean and standard deviation of the posterior asked for.
    fn draws(&self) -> Result<Drawn, abduce_infer::Error> {
        let Draws { draws, ess, hard } = &self.request.mc;
        let query = self.variables[self.request.query];
        let told = hard.iter().fold(Findings::new(), |all, (v, state)| {
            all.with_state(self.variables[*v], *state)
        });
        let options = CompileOptions::default()
            .with_memory_limit(MEMORY_LIMIT_BYTES)
            .keeping(vec![query])
            .observing(told.iter().map(|(v, _)| v).collect());
        let tree = JunctionTree::compile(self.network, &options)?;
        let batch = tree.batch().telling(&told)?.asking(&[query])?;
        let batch = batch.on_threads(self.request.threads);
        let factors: Vec<FactorId> = self.network.factors().collect();
        let mut random = Random(11);
        let (mut drawing, mut asking) = (0.0, 0.0);
        let mut found = Vec::with_capacity(*draws);
        while found.len() < *draws {
            let n = DRAWN_AT_ONCE.min(*draws - found.len());
            let (drawn, took) = timed(|| {
                let draw = |_| random.tables(self.network, *ess);
                (0..n).map(draw).collect::<Result<Vec<_>, _>>()
            });
            drawing += self.seconds(took);
            let drawn = drawn?;
            let (answers, took) = timed(|| {
                batch.run(n, |at, item| {
                    let mut tables = factors.iter().zip(&drawn[at]);
                    tables.try_for_each(|(factor, values)| item.set_values(*factor, values))
                })
            });
            asking += self.seconds(took);
            let answers = answers?;
            for item in 0..n {
                found.push(answers.marginal(item, query)?[self.request.state]);
            }
        }
        Ok(Drawn::new(&found, asking, drawing))
    }

    fn seconds(&self, took: Took) -> f64 {
        if self.request.threads == 1 {
            took.cpu
        } else {
            took.wall
        }
    }
}

type Hard = std::collections::BTreeMap<usize, usize>;

/// A row of a table: where it begins, and what it is to be.
struct Row<'a> {
    start: usize,
    values: &'a [f64],
}

/// What came of the draws.
struct Drawn {
    ask_s: Vec<f64>,
    draw_s: Vec<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
}

impl Drawn {
    fn new(found: &[f64], asking: f64, drawing: f64) -> Drawn {
        if found.is_empty() {
            return Drawn {
                ask_s: Vec::new(),
                draw_s: Vec::new(),
                mean: None,
                sd: None,
            };
        }
        let n = found.len() as f64;
        let mean = found.iter().sum::<f64>() / n;
        let square = |p: &f64| (p - mean) * (p - mean);
        Drawn {
            ask_s: vec![asking],
            draw_s: vec![drawing],
            mean: Some(mean),
            sd: Some((found.iter().map(square).sum::<f64>() / n).sqrt()),
        }
    }
}

impl Live {
    fn tell(&mut self, variable: Variable, state: usize) -> Result<(), abduce_infer::Error> {
        self.session.set(variable, Finding::State(state))
    }

    fn set_values(
        &mut self,
        factor: FactorId,
        values: Vec<f64>,
    ) -> Result<(), abduce_infer::Error> {
        self.session.set_values(factor, values)
    }

    fn ask(&mut self) -> Result<(), abduce_infer::Error> {
        self.out.clear();
        match self.asked {
            Asked::One => self
                .out
                .extend_from_slice(self.session.marginal(self.query)?),
            Asked::All => {
                for variable in &self.variables {
                    self.out
                        .extend_from_slice(self.session.marginal(*variable)?);
                }
            }
        }
        std::hint::black_box(&self.out);
        Ok(())
    }
}
