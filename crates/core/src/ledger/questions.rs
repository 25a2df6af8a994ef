//! The forecasts of a case as questions, each with all who answered it.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::case::model::{Asks, Belief, Case, Forecast, Outcome};
use crate::credence::Credence;
use crate::weigh::{self, Options};

/// How soon a question falls due to be listed as due, in days.
const SOON: i64 = 30;

/// Who believes something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// A source of the case, by its name.
    Source(String),
    /// Whoever wrote the case: no source is named.
    Own,
    /// What the case implies, by `given` and `otherwise`.
    Case,
}

impl Author {
    /// What to call it before a person. The last two cannot be the name of a source, unless
    /// somebody means to confuse.
    pub fn name(&self) -> &str {
        match self {
            Author::Source(name) => name,
            Author::Own => "(own)",
            Author::Case => "(case)",
        }
    }
}

impl Serialize for Author {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What somebody believed from one day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The day; not known when not written.
    pub date: Option<Date>,
    /// What was believed.
    pub belief: Belief,
    /// Its words: a phrase of the scale, or what was written beside the number.
    pub words: Option<String>,
}

/// All that one author said to one question, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecaster {
    /// Who.
    pub author: Author,
    /// What, when.
    pub said: Vec<Said>,
}

/// Where a question stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its day has passed, and nobody has written what came of it.
    Overdue,
    /// Its day is within the next thirty days.
    Due,
    /// Its day is later.
    Open,
    /// It has no day, so that it can never be wrong.
    Undated,
    /// It is known what came of it.
    Resolved,
    /// It fell away.
    Void,
}

impl Status {
    /// All, in the order of lists.
    pub const ALL: [Status; 6] = [
        Status::Overdue,
        Status::Due,
        Status::Open,
        Status::Undated,
        Status::Resolved,
        Status::Void,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Overdue => "overdue",
            Status::Due => "due",
            Status::Open => "open",
            Status::Undated => "undated",
            Status::Resolved => "resolved",
            Status::Void => "void",
        }
    }
}

/// One forecast of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The case's file, as it was named.
    pub case: String,
    /// Its id in there.
    pub id: String,
    /// What it states.
    pub statement: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// What it asks.
    pub asks: Asks,
    /// The unit of a quantity.
    pub unit: Option<String>,
    /// The day from which it could be answered.
    pub opens: Option<Date>,
    /// The day by which it is decided.
    pub by: Option<Date>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// The day that became known.
    pub resolved_on: Option<Date>,
    /// Why that is the outcome.
    pub resolution_note: Option<String>,
    /// Where to read it.
    pub resolution_source: Option<String>,
    /// Who answered it, in the order of the file; what the case implies comes last.
    pub forecasters: Vec<Forecaster>,
}

impl Question {
    /// Where it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        let known = self.resolved_on.is_none_or(|on| on <= today);
        match (&self.outcome, self.by) {
            (Some(Outcome::Void), _) if known => Status::Void,
            (Some(_), _) if known => Status::Resolved,
            (_, None) => Status::Undated,
            (_, Some(by)) if by < today => Status::Overdue,
            (_, Some(by)) => {
                let left = crate::case::day_number(by) - crate::case::day_number(today);
                if left <= SOON {
                    Status::Due
                } else {
                    Status::Open
                }
            }
        }
    }
}

/// The forecasts of `case`, in the order of its file. `name` is what to call the file. What the
/// case implies of a forecast is what it implied when the forecast was made: the case weighed
/// as of that day.
pub fn questions(case: &Case, name: &str, memory_limit: u64) -> Vec<Question> {
    let mut implied = Implied::new(case, memory_limit);
    let forecasts = case.forecasts.iter().enumerate();
    forecasts
        .map(|(i, forecast)| question(case, name, forecast, implied.of(i, forecast)))
        .collect()
}

fn question(case: &Case, name: &str, forecast: &Forecast, implied: Option<Said>) -> Question {
    let mut forecasters = stated(case, forecast);
    forecasters.extend(implied.map(|said| Forecaster {
        author: Author::Case,
        said: vec![said],
    }));
    for forecaster in &mut forecasters {
        forecaster.said.sort_by_key(|said| said.date);
    }
    let date = |date: &Option<crate::source::Spanned<Date>>| date.as_ref().map(|date| date.value);
    Question {
        case: name.to_owned(),
        id: forecast.item.id.clone(),
        statement: forecast.item.label().to_owned(),
        tags: forecast.tags.clone(),
        asks: forecast.asks.clone(),
        unit: forecast.unit.clone(),
        opens: date(&forecast.opens),
        by: date(&forecast.resolves_by),
        outcome: forecast.outcome.as_ref().map(|outcome| outcome.value),
        resolved_on: date(&forecast.resolved_on),
        resolution_note: forecast.resolution_note.clone(),
        resolution_source: forecast.resolution_source.clone(),
        forecasters,
    }
}

/// What was stated, by whom.
fn stated(case: &Case, forecast: &Forecast) -> Vec<Forecaster> {
    let author = |source: Option<usize>| match source.map(|i| &case.sources[i].item) {
        Some(item) => Author::Source(item.label().to_owned()),
        None => Author::Own,
    };
    let own = forecast.source.as_ref().map(|source| source.value);
    let mut found: Vec<Forecaster> = Vec::new();
    let mut add = |author: Author, said: Said| {
        match found.iter_mut().find(|one| one.author == author) {
            Some(one) => one.said.push(said),
            None => found.push(Forecaster {
                author,
                said: vec![said],
            }),
        };
    };
    if let Some(stated) = &forecast.stated {
        let date = forecast.date.as_ref().or(forecast.opens.as_ref());
        let said = said(
            date.map(|date| date.value),
            &stated.value,
            forecast.words.as_ref(),
        );
        add(author(own), said);
    }
    for revision in &forecast.revisions {
        let source = revision.source.as_ref().map(|source| source.value);
        let said = said(
            Some(revision.date.value),
            &revision.stated.value,
            revision.words.as_ref(),
        );
        add(author(source.or(own)), said);
    }
    found
}

fn said(date: Option<Date>, belief: &Belief, words: Option<&String>) -> Said {
    let phrase = match belief {
        Belief::YesNo { phrase, .. } => phrase.as_ref(),
        _ => None,
    };
    Said {
        date,
        belief: belief.clone(),
        words: words.or(phrase).map(|words| words.to_lowercase()),
    }
}

/// What a case implies of its forecasts, weighed once for each day.
struct Implied<'c> {
    case: &'c Case,
    memory_limit: u64,
    weighed: std::collections::BTreeMap<Option<Date>, Option<Vec<f64>>>,
}

impl<'c> Implied<'c> {
    fn new(case: &'c Case, memory_limit: u64) -> Self {
        Implied {
            case,
            memory_limit,
            weighed: Default::default(),
        }
    }

    /// What it implied of forecast `i` on the day that was made.
    fn of(&mut self, i: usize, forecast: &Forecast) -> Option<Said> {
        let grounds = &forecast.grounds;
        let has_grounds = !grounds.given.is_empty() || grounds.otherwise.is_some();
        if !has_grounds || !forecast.is_yes_no() || self.case.is_ledger() {
            return None;
        }
        let made = forecast.date.as_ref().or(forecast.opens.as_ref());
        let date = made.map(|date| date.value);
        // Else the day before it was decided, so that it does not know.
        let eve = forecast
            .resolved_on
            .as_ref()
            .and_then(|on| on.value.yesterday().ok());
        let probability = *self.on(date.or(eve)).as_ref()?.get(i)?;
        Some(Said {
            date,
            belief: Belief::YesNo {
                credence: Credence::point_at(probability.clamp(0.0, 1.0)).ok()?,
                phrase: None,
            },
            words: None,
        })
    }

    fn on(&mut self, day: Option<Date>) -> &Option<Vec<f64>> {
        let (case, memory_limit) = (self.case, self.memory_limit);
        self.weighed.entry(day).or_insert_with(|| {
            let options = Options {
                as_of: day,
                memory_limit,
            };
            let weighing = weigh::weigh(case, options).ok()?;
            Some(weighing.forecasts)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;

    /// The questions of a file with the sources `ann` and `bob`.
    pub(in crate::ledger) fn of(keys: &str) -> Vec<Question> {
        let text = format!("abduce = 1\n{keys}\n[sources.ann]\n[sources.bob]\nname = \"Bob\"\n");
        let mut texts = crate::source::SourceMap::default();
        let file = texts.add("case.toml", text.as_str());
        let parsed = crate::case::parse(&text, file);
        assert_eq!(parsed.diagnostics, [], "{text}");
        questions(&parsed.case, "case.toml", 1 << 24)
    }

    #[test]
    fn each_author_has_a_track_in_the_order_of_days() {
        let found = of(
            "[forecasts.f]\nstated = 0.3\nsource = \"ann\"\ndate = 2020-01-01\n\
             [[forecasts.f.revisions]]\ndate = 2020-03-01\nstated = \"likely\"\n\
             [[forecasts.f.revisions]]\ndate = 2020-02-01\nstated = 0.4\nwords = \"Maybe\"\n\
             [[forecasts.f.revisions]]\ndate = 2020-01-09\nstated = 0.9\nsource = \"bob\"\n\
             [forecasts.mine]\nstated = 0.2\n",
        );
        let tracks: Vec<(&str, Vec<Option<&str>>)> = found[0]
            .forecasters
            .iter()
            .map(|f| {
                (
                    f.author.name(),
                    f.said.iter().map(|s| s.words.as_deref()).collect(),
                )
            })
            .collect();
        let expected = [
            ("ann", vec![None, Some("maybe"), Some("likely")]),
            ("Bob", vec![None]),
        ];
        assert_eq!(tracks, expected);
        assert_eq!(found[1].forecasters[0].author, Author::Own);
    }

    #[test]
    fn statuses() {
        let today = date(2020, 6, 1);
        for (keys, status) in [
            ("by = 2020-05-31", Status::Overdue),
            ("by = 2020-06-01", Status::Due),
            ("by = 2020-07-01", Status::Due),
            ("by = 2020-07-02", Status::Open),
            ("", Status::Undated),
            ("outcome = true\nresolved_on = 2020-06-01", Status::Resolved),
            ("outcome = \"void\"\nresolved_on = 2020-06-01", Status::Void),
            // Seen from a day on which it was not known yet.
            (
                "by = 2020-06-02\noutcome = true\nresolved_on = 2020-06-02",
                Status::Due,
            ),
        ] {
            assert_eq!(
                of(&format!("[forecasts.f]\n{keys}"))[0].status(today),
                status,
                "{keys}"
            );
        }
    }

    #[test]
    fn a_case_implies_what_it_did_on_the_day() {
        let found = of(
            "question = \"Q?\"\nframe = \"rival\"\n[hypotheses.a]\nprior = 0.5\n[hypotheses.b]\nprior = 0.5\n\
             [other]\nprior = 0\n\
             [evidence.e]\ngiven = { a = 0.9, b = 0.1 }\ndate = 2020-06-01\n\
             [forecasts.f]\ngiven = { a = 0.8, b = 0.2 }\ndate = 2020-01-01\nsource = \"ann\"\nstated = 0.7\n\
             outcome = true\nresolved_on = 2020-09-01\n",
        );
        let implied = found[0].forecasters.last().unwrap();
        assert_eq!(implied.author, Author::Case);
        let p = implied.said[0].belief.credence().unwrap().low();
        assert!((p - 0.5).abs() < 1e-5, "{p}");
    }
}
