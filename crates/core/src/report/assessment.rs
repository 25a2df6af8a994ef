//! A case as an assessment that a reader can question: what is thought, how surely, why, and what
//! would change it. Plain data, in sections; renderers stand beside it.
//!
//! No probability is computed here. Each section that numbers bear on is made by one function of
//! the case and its analysis, so that it can be made again when a number is moved.

use super::confidence::{Confidence, confidence};
use super::sentences::{
    hypothesis, in_words, inquiry, joint_turn, label, number_in_lines, reads, turn,
};
use crate::case::forecast::Forecast;
use crate::case::model::{Case, Frame, Proposition};
use crate::plot::{
    Figure, Table, graph, over_time, percent, posteriors, signed, tornado, waterfall,
};
use crate::source::Spanned;
use crate::weigh::sensitivity::Sensitivity;
use crate::weigh::{Analysis, Model, leader_of};

/// A section of an assessment.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Section {
    /// Its id in the page, stable.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A part of a section. Texts are plain, to be escaped by whoever writes them out.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// What a hurried reader reads.
    Lead(String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A picture, with its table.
    Figure(Figure),
    /// A table of its own.
    Table(Table),
}

/// An assessment, in the order in which it is read.
pub fn sections(model: &Model, analysis: &Analysis) -> Vec<Section> {
    let all = View::new(model, analysis);
    let makers: [fn(&View) -> Option<Section>; 12] = [
        bottom_line,
        judgements,
        why,
        against,
        matrix,
        assumptions,
        change,
        find_out,
        history,
        forecasts,
        sources,
        method,
    ];
    let mut sections: Vec<Section> = makers.into_iter().filter_map(|make| make(&all)).collect();
    sections.push(super::standards::section(model, analysis));
    sections
}

/// What the sections look at.
struct View<'a> {
    model: &'a Model<'a>,
    case: &'a Case,
    analysis: &'a Analysis,
    /// The highest posterior, `other` among them.
    leader: usize,
    posteriors: Vec<f64>,
}

impl<'a> View<'a> {
    fn new(model: &'a Model<'a>, analysis: &'a Analysis) -> View<'a> {
        let posteriors = analysis.weighing.posteriors();
        View {
            model,
            case: model.case(),
            analysis,
            leader: leader_of(&posteriors),
            posteriors,
        }
    }

    fn name(&self, at: usize) -> &'a str {
        label(self.case, hypothesis(self.case, at))
    }

    fn reads(&self, p: f64) -> String {
        reads(p, self.case.scale)
    }

    /// What an evidence item did to a hypothesis, in decibans; none when it is not known.
    fn weight(&self, evidence: usize, on: usize) -> Option<f64> {
        let weight = self.analysis.weighing.evidence[evidence].weight.as_ref()?;
        Some(weight.decibans[on])
    }

    /// Evidence items with their weights on the leader, the largest first.
    fn weights_on_leader(&self) -> Vec<(usize, f64)> {
        let items = 0..self.case.evidence.len();
        let mut weights: Vec<(usize, f64)> = items
            .filter_map(|i| Some((i, self.weight(i, self.leader)?)))
            .collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights
    }

    /// "not found: ..." for evidence whose absence was found.
    fn evidence(&self, at: usize) -> String {
        let item = &self.case.evidence[at];
        let found = item.observed.as_ref().is_none_or(|observed| observed.value);
        let text = label(self.case, Proposition::Evidence(at));
        if found {
            text.to_owned()
        } else {
            format!("not found: {text}")
        }
    }

    fn interval(&self, at: usize) -> Option<(f64, f64)> {
        let ranges = &self.analysis.ranges;
        let interval = ranges.hypotheses[at];
        (ranges.n_draws > 0).then_some((interval.low, interval.high))
    }
}

/// Whether a machine drafted the case: the reader says so in the notes of what it finds.
pub fn is_drafted(case: &Case) -> bool {
    let says = |notes: &Option<String>| {
        notes
            .as_ref()
            .is_some_and(|n| n.contains("drafted by rule"))
    };
    let items = case.hypotheses.iter().map(|h| &h.item.notes);
    let items = items.chain(case.evidence.iter().map(|e| &e.item.notes));
    says(&case.notes) || items.into_iter().any(says)
}

fn bottom_line(view: &View) -> Option<Section> {
    let p = view.posteriors[view.leader];
    let mut lead = format!("{}: {}.", view.name(view.leader), view.reads(p));
    if let Some((low, high)) = view.interval(view.leader) {
        lead = format!(
            "{}: {}; between {} and {} when every range is taken at its word.",
            view.name(view.leader),
            view.reads(p),
            percent(low),
            percent(high)
        );
    }
    let mut blocks = vec![Block::Lead(lead)];
    if view.case.frame == Frame::Contributory {
        blocks.push(Block::Text(contributions(view)));
    }
    let (confidence, doubts) = confidence(view.case, view.analysis);
    let (word, reason) = match confidence {
        Confidence::High => (
            "high",
            "no single item of evidence and no number within its range would turn it".to_owned(),
        ),
        Confidence::Moderate => ("moderate", doubts.join("; ")),
        Confidence::Low => ("low", doubts.join("; ")),
    };
    blocks.push(Block::Text(format!(
        "Confidence in this is {word}, which is another thing than how probable it is: {reason}."
    )));
    let other = view.case.hypotheses.len();
    if view.posteriors[other] >= 0.2 {
        blocks.push(Block::Text(format!(
            "Something that is not listed here holds {}: an explanation may be missing.",
            percent(view.posteriors[other])
        )));
    }
    Some(Section {
        id: "bottom-line",
        title: "Bottom line",
        blocks,
    })
}

/// Which causes were at work, and which of them was needed.
fn contributions(view: &View) -> String {
    let also: Vec<String> = (0..view.case.hypotheses.len())
        .filter(|&i| i != view.leader && view.posteriors[i] >= 0.5)
        .map(|i| format!("“{}” ({})", view.name(i), view.reads(view.posteriors[i])))
        .collect();
    let mut text = "Several causes may have been at work together.".to_owned();
    if !also.is_empty() {
        text = format!(
            "{text} More probably than not so was {}.",
            also.join(" and ")
        );
    }
    if let Some(but_for) = view.analysis.weighing.hypotheses[view.leader].but_for {
        text = format!(
            "{text} That the first was needed, so that without it the event would not have happened, is {}.",
            view.reads(but_for)
        );
    }
    text
}

fn judgements(view: &View) -> Option<Section> {
    let mut order: Vec<usize> = (0..view.posteriors.len()).collect();
    order.sort_by(|&a, &b| {
        view.posteriors[b]
            .total_cmp(&view.posteriors[a])
            .then(a.cmp(&b))
    });
    let rows = order.iter().map(|&i| posteriors::Row {
        id: view.case.id(hypothesis(view.case, i)).to_owned(),
        label: view.name(i).to_owned(),
        prior: view.analysis.weighing.hypotheses[i].prior,
        posterior: view.posteriors[i],
        interval: view.interval(i),
        words: in_words(view.posteriors[i], view.case.scale),
    });
    let rows: Vec<_> = rows.collect();
    let scale: Vec<(&str, f64, f64)> = view
        .case
        .scale
        .grades()
        .iter()
        .map(|g| (g.names[0], g.low, g.high))
        .collect();
    let figure = posteriors::draw("How probable each explanation is", &rows, &scale);
    let sentence = |&i: &usize| {
        let before = view.analysis.weighing.hypotheses[i].prior;
        let mut text = format!(
            "{}: {}, from {} before the evidence",
            view.name(i),
            view.reads(view.posteriors[i]),
            percent(before)
        );
        if let Some(but_for) = view.analysis.weighing.hypotheses[i].but_for {
            text = format!("{text}; that it was needed: {}", percent(but_for));
        }
        format!("{text}.")
    };
    let mut blocks = vec![
        Block::List(order.iter().map(sentence).collect()),
        Block::Figure(figure),
    ];
    let ranges = &view.analysis.ranges;
    if ranges.n_draws > 0 {
        let leads: Vec<String> = order
            .iter()
            .filter(|&&i| ranges.leads[i] >= 0.0005)
            .map(|&i| format!("“{}” in {}", view.name(i), percent(ranges.leads[i])))
            .collect();
        blocks.push(Block::Text(format!(
            "Of {} draws in which all {} ranges are drawn from at once, the lead goes to {}. The ends of the intervals are known to within {:.1} percentage points (standard error).",
            ranges.n_draws, ranges.n_ranges, leads.join(", "), 100.0 * ranges.error().max(0.001)
        )));
    }
    Some(Section {
        id: "judgements",
        title: "Key judgements",
        blocks,
    })
}

fn why(view: &View) -> Option<Section> {
    let weights = view.weights_on_leader();
    let for_it: Vec<String> = weights
        .iter()
        .filter(|(_, w)| *w >= 0.5)
        .take(6)
        .map(|&(i, w)| weighty(view, i, w))
        .collect();
    let mut blocks = Vec::new();
    if for_it.is_empty() {
        blocks.push(Block::Text("No single item of evidence speaks for it by itself; it leads by its prior, or because the others fare worse.".to_owned()));
    } else {
        blocks.push(Block::Text(format!("What speaks for “{}”, given all the rest (+3 decibans double the odds, −3 halve them):", view.name(view.leader))));
        blocks.push(Block::List(for_it));
    }
    let mut order: Vec<usize> = (0..view.posteriors.len()).collect();
    order.sort_by(|&a, &b| {
        view.posteriors[b]
            .total_cmp(&view.posteriors[a])
            .then(a.cmp(&b))
    });
    for &at in order.iter().take(2) {
        blocks.push(Block::Figure(ladder(view, at)));
    }
    Some(Section {
        id: "why",
        title: "Why",
        blocks,
    })
}

fn weighty(view: &View, evidence: usize, weight: f64) -> String {
    let item = &view.case.evidence[evidence];
    let sources = item
        .source
        .iter()
        .chain(&item.also)
        .map(|s| view.case.sources[s.value].item.label());
    let sources: Vec<&str> = sources.collect();
    let told = if sources.is_empty() {
        String::new()
    } else {
        format!(" [{}]", sources.join("; "))
    };
    let weight = signed(weight);
    format!("{weight} dB: {}{told}", view.evidence(evidence))
}

fn ladder(view: &View, at: usize) -> Figure {
    let rungs = &view.analysis.ladder;
    let start = rungs.first().map_or(0.5, |rung| rung.posteriors[at]);
    // A cause gains by the bare fact that what it would explain has happened.
    let before = match view.case.frame {
        Frame::Contributory => "given the event alone",
        Frame::Rival => "before the evidence",
    };
    let steps = rungs.iter().skip(1).filter_map(|rung| {
        let news = rung.news?;
        let label = match news {
            Proposition::Evidence(i) => view.evidence(i),
            p => label(view.case, p).to_owned(),
        };
        Some(waterfall::Step {
            id: view.case.id(news).to_owned(),
            label,
            after: rung.posteriors[at],
        })
    });
    let steps: Vec<_> = steps.collect();
    waterfall::draw(
        &format!("How “{}” came to where it is", view.name(at)),
        (before, start),
        &steps,
    )
}

fn against(view: &View) -> Option<Section> {
    let mut weights = view.weights_on_leader();
    weights.reverse();
    let items: Vec<String> = weights
        .iter()
        .filter(|(_, w)| *w <= -0.5)
        .take(6)
        .map(|&(i, w)| weighty(view, i, w))
        .collect();
    let mut blocks = Vec::new();
    if items.is_empty() {
        blocks.push(Block::Text(format!(
            "No item of evidence speaks against “{}” by itself. That is a reason to look for one.",
            view.name(view.leader)
        )));
    } else {
        blocks.push(Block::List(items));
    }
    let mut rivals: Vec<usize> = (0..view.posteriors.len())
        .filter(|&i| i != view.leader)
        .collect();
    rivals.sort_by(|&a, &b| {
        view.posteriors[b]
            .total_cmp(&view.posteriors[a])
            .then(a.cmp(&b))
    });
    if let Some(&second) = rivals.first() {
        let best = (0..view.case.evidence.len())
            .filter_map(|i| Some((i, view.weight(i, second)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let best = best
            .filter(|(_, w)| *w >= 0.5)
            .map_or(String::new(), |(i, w)| {
                format!(" What speaks most for it: {}.", weighty(view, i, w))
            });
        blocks.push(Block::Text(format!(
            "The strongest alternative is “{}”: {}.{best}",
            view.name(second),
            view.reads(view.posteriors[second])
        )));
    }
    Some(Section {
        id: "against",
        title: "What cuts the other way",
        blocks,
    })
}

/// The matrix is drawn by the page itself; others write it as a table.
fn matrix(view: &View) -> Option<Section> {
    if view.case.evidence.is_empty() {
        return None;
    }
    let head = [String::new()]
        .into_iter()
        .chain((0..view.case.evidence.len()).map(|i| format!("E{}", i + 1)));
    let rows = (0..view.posteriors.len()).map(|h| {
        let cells = (0..view.case.evidence.len()).map(|i| {
            view.weight(i, h)
                .map_or("–".to_owned(), |w| format!("{w:+.1}").replace('-', "−"))
        });
        [view.name(h).to_owned()].into_iter().chain(cells).collect()
    });
    let table = Table {
        caption: "Weight of each item of evidence on each explanation, given the rest, in decibans"
            .to_owned(),
        head: head.collect(),
        rows: rows.collect(),
    };
    let items = (0..view.case.evidence.len()).map(|i| format!("E{}: {}", i + 1, view.evidence(i)));
    Some(Section {
        id: "matrix",
        title: "The matrix",
        blocks: vec![Block::Table(table), Block::List(items.collect())],
    })
}

fn assumptions(view: &View) -> Option<Section> {
    let claims = view.case.claims.iter().enumerate().map(|(i, _)| {
        format!(
            "{}: {}.",
            label(view.case, Proposition::Claim(i)),
            view.reads(view.analysis.weighing.claims[i])
        )
    });
    let mut items: Vec<String> = claims.collect();
    let numbers = view.model.numbers();
    let defaults = numbers.iter().filter(|n| n.span.is_none()).count();
    if defaults > 0 {
        items.push(format!("{defaults} of {} numbers are not written in the case; what stands for them is told under “How it was computed”.", numbers.len()));
    }
    if items.is_empty() {
        return None;
    }
    Some(Section {
        id: "assumptions",
        title: "Assumptions",
        blocks: vec![Block::List(items)],
    })
}

fn change(view: &View) -> Option<Section> {
    let mut turns: Vec<(f64, String)> = view
        .analysis
        .sensitivities
        .iter()
        .filter_map(|s| Some((s.turns_after()?, turn(view.model, s)?)))
        .collect();
    turns.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_turns = turns.len();
    let mut blocks = Vec::new();
    if turns.is_empty() {
        blocks.push(Block::Text(
            "No single number, moved anywhere between 0 and 1, puts another explanation first."
                .to_owned(),
        ));
    } else {
        blocks.push(Block::List(
            turns.into_iter().take(8).map(|(_, text)| text).collect(),
        ));
        if n_turns > 8 {
            blocks.push(Block::Text(format!(
                "So would {} more numbers, each only if moved further than these.",
                n_turns - 8
            )));
        }
    }
    if let Some(joint) = &view.analysis.joint_turn {
        blocks.push(Block::Text(joint_turn(view.model, joint, 4)));
    }
    blocks.push(Block::Figure(swings(view)));
    Some(Section {
        id: "change",
        title: "What would change it",
        blocks,
    })
}

fn swings(view: &View) -> Figure {
    let swing = |s: &Sensitivity| (s.ends[0].1[view.leader] - s.ends[1].1[view.leader]).abs();
    let mut order: Vec<&Sensitivity> = view.analysis.sensitivities.iter().collect();
    order.sort_by(|a, b| swing(b).total_cmp(&swing(a)).then(a.number.cmp(&b.number)));
    let rows = order.iter().take(12).map(|s| {
        let number = &view.model.numbers()[s.number];
        let (label, detail) = number_in_lines(view.case, &number.place);
        let end = |i: usize| (s.ends[i].0, s.ends[i].1[view.leader]);
        tornado::Row {
            id: number.place.path(view.case),
            label,
            detail,
            low: end(0),
            high: end(1),
            is_range: number.credence.is_range(),
            turns: s
                .turn
                .is_some_and(|turn| turn.at >= s.ends[0].0 && turn.at <= s.ends[1].0),
        }
    });
    let rows: Vec<_> = rows.collect();
    tornado::draw(
        &format!("Which numbers “{}” hangs on most", view.name(view.leader)),
        view.posteriors[view.leader],
        &rows,
    )
}

fn find_out(view: &View) -> Option<Section> {
    let mut order: Vec<_> = view
        .analysis
        .inquiries
        .iter()
        .filter(|found| found.most_bits() >= 0.001)
        .collect();
    order.sort_by(|a, b| {
        b.most_bits()
            .total_cmp(&a.most_bits())
            .then(a.proposition.cmp(&b.proposition))
    });
    let items: Vec<String> = order
        .iter()
        .take(6)
        .map(|found| inquiry(view.case, &view.posteriors, found))
        .collect();
    (!items.is_empty()).then(|| Section {
        id: "find-out",
        title: "What is worth finding out, and watching",
        blocks: vec![
            Block::Text(
                "The most telling first; one bit is what settles a question that stood at even."
                    .to_owned(),
            ),
            Block::List(items),
        ],
    })
}

fn history(view: &View) -> Option<Section> {
    let steps = &view.analysis.timeline;
    if steps.iter().filter(|step| step.date.is_some()).count() < 2 {
        return None;
    }
    let first = steps.iter().find_map(|step| step.date)?;
    let days = steps.iter().map(|step| over_time::Day {
        label: step
            .date
            .map_or("undated".to_owned(), |date| date.to_string()),
        at: step.date.map_or(-1.0, |date| {
            f64::from(first.until(date).map_or(0, |span| span.get_days()))
        }),
    });
    let days: Vec<_> = days.collect();
    let lines = (0..view.posteriors.len()).map(|h| over_time::Line {
        id: view.case.id(hypothesis(view.case, h)).to_owned(),
        label: view.name(h).to_owned(),
        values: steps.iter().map(|step| step.posteriors[h]).collect(),
    });
    let lines: Vec<_> = lines.collect();
    let figure = over_time::draw("How belief moved", &days, &lines);
    Some(Section {
        id: "history",
        title: "How belief moved",
        blocks: vec![Block::Figure(figure)],
    })
}

fn forecasts(view: &View) -> Option<Section> {
    if !view.case.forecasts.iter().any(Forecast::is_yes_no) {
        return None;
    }
    let date = |date: Option<&Spanned<jiff::civil::Date>>| {
        date.map_or("–".to_owned(), |d| d.value.to_string())
    };
    let forecasts = view
        .case
        .forecasts
        .iter()
        .zip(&view.analysis.weighing.forecasts);
    let rows = forecasts.filter(|(f, _)| f.is_yes_no()).map(|(f, &p)| {
        let said = f.stated.as_ref().and_then(|s| s.value.credence());
        let said = said.map_or("–".to_owned(), |said| {
            let (low, high) = (said.low(), said.high());
            if low < high {
                format!("{}–{}", percent(low), percent(high))
            } else {
                percent(low)
            }
        });
        let by = f
            .source
            .as_ref()
            .map_or("–", |s| view.case.sources[s.value].item.label());
        let outcome = outcome(f, view.analysis.weighing.as_of);
        vec![
            f.item.label().to_owned(),
            view.reads(p),
            said,
            by.to_owned(),
            date(f.resolves_by.as_ref()),
            outcome.to_owned(),
        ]
    });
    let head = [
        "",
        "follows from the case",
        "was said",
        "by",
        "to be decided by",
        "outcome",
    ];
    let table = Table {
        caption: "Forecasts".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    Some(Section {
        id: "forecasts",
        title: "Forecasts",
        blocks: vec![Block::Table(table)],
    })
}

/// What had come of a forecast by the day that the case is weighed as of.
fn outcome(forecast: &Forecast, as_of: Option<jiff::civil::Date>) -> &'static str {
    let is_later = |on: &Spanned<jiff::civil::Date>| as_of.is_none_or(|day| on.value > day);
    match forecast.came_true() {
        None => "open",
        Some(_) if forecast.resolved_on.as_ref().is_some_and(is_later) => {
            "decided later; not used here"
        }
        Some(true) => "came true",
        Some(false) => "did not come true",
    }
}

fn sources(view: &View) -> Option<Section> {
    let mut blocks = Vec::new();
    if !view.case.sources.is_empty() {
        let rows = view
            .case
            .sources
            .iter()
            .zip(&view.analysis.weighing.sources)
            .enumerate()
            .map(|(i, (source, weighed))| {
                let via = source
                    .via
                    .as_ref()
                    .map_or("–", |via| view.case.sources[via.value].item.label());
                let reports = view
                    .case
                    .evidence
                    .iter()
                    .filter(|e| e.source.iter().chain(&e.also).any(|s| s.value == i))
                    .count();
                vec![
                    source.item.label().to_owned(),
                    percent(weighed.prior),
                    percent(weighed.posterior),
                    via.to_owned(),
                    reports.to_string(),
                ]
            });
        let head = [
            "",
            "reliable, before",
            "reliable, now",
            "heard through",
            "reports",
        ];
        blocks.push(Block::Table(Table {
            caption: "Sources and their standing".to_owned(),
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }));
    }
    blocks.push(Block::Figure(structure(view)));
    Some(Section {
        id: "sources",
        title: "Sources, and what hangs on what",
        blocks,
    })
}

/// How many there are of a kind, and what each is.
type Propositions = (usize, fn(usize) -> Proposition, graph::Kind);

/// The graph of propositions and sources.
fn structure(view: &View) -> Figure {
    let case = view.case;
    let mut nodes = Vec::new();
    let mut add = |id: String, label: &str, kind| {
        nodes.push(graph::Node {
            id,
            label: label.to_owned(),
            kind,
        });
        nodes.len() - 1
    };
    let sources: Vec<usize> = case
        .sources
        .iter()
        .map(|s| add(s.item.id.clone(), s.item.label(), graph::Kind::Source))
        .collect();
    let lists: [Propositions; 4] = [
        (
            case.evidence.len(),
            Proposition::Evidence,
            graph::Kind::Evidence,
        ),
        (case.claims.len(), Proposition::Claim, graph::Kind::Claim),
        (
            case.hypotheses.len(),
            Proposition::Hypothesis,
            graph::Kind::Hypothesis,
        ),
        (
            case.forecasts.len(),
            Proposition::Forecast,
            graph::Kind::Forecast,
        ),
    ];
    let mut places = std::collections::BTreeMap::new();
    for (count, of, kind) in lists {
        for p in (0..count).map(of) {
            places.insert(p, add(case.id(p).to_owned(), label(case, p), kind));
        }
    }
    let mut edges = Vec::new();
    for (i, item) in case.evidence.iter().enumerate() {
        for source in item.source.iter().chain(&item.also) {
            edges.push(graph::Edge {
                from: sources[source.value],
                to: places[&Proposition::Evidence(i)],
                sign: 0,
            });
        }
    }
    for (i, source) in case.sources.iter().enumerate() {
        edges.extend(source.via.as_ref().map(|via| graph::Edge {
            from: sources[i],
            to: sources[via.value],
            sign: 0,
        }));
    }
    for (&of, &to) in &places {
        for (on, sign) in view.grounds(of) {
            edges.extend(places.get(&on).map(|&from| graph::Edge { from, to, sign }));
        }
    }
    graph::draw("What hangs on what", &nodes, &edges)
}

impl View<'_> {
    /// What a proposition depends on, and whether that makes it more or less probable.
    fn grounds(&self, of: Proposition) -> Vec<(Proposition, i8)> {
        use crate::network::Place;
        let numbers = self.model.numbers();
        let value = |place: Place| self.model.number_at(&place).map(|at| numbers[at].value());
        let base = value(Place::Otherwise(of))
            .or_else(|| value(Place::Prior(of)))
            .unwrap_or(0.5);
        let given = numbers.iter().filter_map(|n| match n.place {
            Place::Given { of: child, on } if child == of => Some((on, n.value())),
            _ => None,
        });
        given
            .map(|(on, p)| {
                (
                    on,
                    if p > base {
                        1
                    } else if p < base {
                        -1
                    } else {
                        0
                    },
                )
            })
            .collect()
    }
}

fn method(view: &View) -> Option<Section> {
    let frame = match view.case.frame {
        Frame::Rival => "Exactly one of the explanations is true, or something that is not listed.",
        Frame::Contributory => {
            "Each explanation is a cause that may have been at work, and several may have been; what is not listed is a cause too (noisy-OR)."
        }
    };
    let text = format!(
        "{frame} Every number of the case is a likelihood, a prior or a reliability; from these the probability of each explanation given all that is known follows exactly (junction tree over {} numbers). A word of probability stands for its whole range on the scale {}; intervals are the 5th to the 95th percentile when all ranges are drawn from evenly and independently (seed {}). The natural logarithm of the probability of all that is known is {:.4}.",
        view.model.numbers().len(),
        view.case.scale.name(),
        view.analysis.ranges.seed,
        view.analysis.weighing.evidence_ln
    );
    let mut blocks = vec![Block::Text(text)];
    if is_drafted(view.case) {
        blocks.push(Block::Text("Parts of the case were drafted by a machine from an article, as its notes say; delete the notes of what you have checked.".to_owned()));
    }
    let rows = view
        .model
        .numbers()
        .iter()
        .filter(|n| n.span.is_none())
        .map(|n| {
            vec![
                super::sentences::number(view.case, &n.place),
                percent(n.value()),
            ]
        });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "What stands for numbers that are not written".to_owned(),
            head: ["", "taken as"].map(str::to_owned).to_vec(),
            rows,
        }));
    }
    Some(Section {
        id: "method",
        title: "How it was computed",
        blocks,
    })
}
