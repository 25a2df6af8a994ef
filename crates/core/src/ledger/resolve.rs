//! Writes what came of a forecast into its case file, and takes it back, with every comment
//! and everything else left as it is.
//!
//! Nothing that was written once is lost: an outcome that is replaced or taken back moves to
//! `[[forecasts.x.history]]`, with its note and its comments.

use jiff::civil::Date;
use toml_edit::{ArrayOfTables, Datetime, DocumentMut, Item, Table, TableLike, Value, value};

use crate::case::model::{Asks, Case};

/// What came of a forecast, to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// What came.
    pub outcome: Answer,
    /// The day it became known.
    pub on: Date,
    /// Why.
    pub because: Option<String>,
    /// Where to read it.
    pub source: Option<String>,
}

/// An outcome as somebody writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// It fell away.
    Void,
    /// The option that came true.
    Option(String),
    /// How much.
    Quantity(f64),
    /// When.
    Date(Date),
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// The file is no TOML.
    #[error("the file is not well-formed TOML; abduce check says where")]
    Syntax,
    /// It has no such forecast.
    #[error("there is no forecast {0:?} in it; it has {1}")]
    NoForecast(String, String),
    /// The answer is none to what the forecast asks.
    #[error("{0:?} is no answer: {1}")]
    NoAnswer(String, String),
    /// There is nothing to take back.
    #[error("the forecast {0:?} has no outcome to take back")]
    NotResolved(String),
    /// It would come out as something that is not meant.
    #[error("the file is written in a way that cannot be edited in place: {0}")]
    Unwritable(&'static str),
}

const KEYS: [&str; 4] = [
    "outcome",
    "resolved_on",
    "resolution_note",
    "resolution_source",
];

/// Reads an answer as what the forecast asks.
///
/// # Errors
/// When it is none.
pub fn answer(case: &Case, id: &str, written: &str) -> Result<Answer, ResolveError> {
    let Some(forecast) = case.forecasts.iter().find(|x| x.item.id == id) else {
        let ids: Vec<&str> = case.forecasts.iter().map(|x| x.item.id.as_str()).collect();
        let ids = match ids.len() {
            0 => "none".to_owned(),
            1..=20 => ids.join(", "),
            n => format!("{n} others, such as {}", ids[..20].join(", ")),
        };
        return Err(ResolveError::NoForecast(id.to_owned(), ids));
    };
    let no_answer = |why: String| ResolveError::NoAnswer(written.to_owned(), why);
    if written == "void" {
        return Ok(Answer::Void);
    }
    match &forecast.asks {
        Asks::YesNo => match written {
            "yes" | "true" => Ok(Answer::YesNo(true)),
            "no" | "false" => Ok(Answer::YesNo(false)),
            _ => Err(no_answer("write yes, no or void".to_owned())),
        },
        Asks::Options(options) if options.iter().any(|option| option == written) => {
            Ok(Answer::Option(written.to_owned()))
        }
        Asks::Options(options) => {
            let options = options.join(", ");
            Err(no_answer(format!("the options are {options}, or void")))
        }
        Asks::Quantity => match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Answer::Quantity(number)),
            _ => Err(no_answer("write a number or void".to_owned())),
        },
        Asks::Date => written
            .parse()
            .map(Answer::Date)
            .map_err(|_| no_answer("write a date such as 2015-06-30, or void".to_owned())),
    }
}

/// The file with the outcome of forecast `id` written; one that was there goes to its history,
/// as taken back on `today`.
///
/// # Errors
/// When the file cannot be read or has no such forecast.
pub fn resolve(
    text: &str,
    id: &str,
    resolution: &Resolution,
    today: Date,
) -> Result<String, ResolveError> {
    edit(text, id, |forecast| {
        retire(forecast, today)?;
        let outcome = match &resolution.outcome {
            Answer::YesNo(yes) => value(*yes),
            Answer::Void => value("void"),
            Answer::Option(option) => value(option.as_str()),
            Answer::Quantity(number) => value(*number),
            Answer::Date(date) => value(toml_date(*date)),
        };
        put(forecast, KEYS[0], outcome);
        put(forecast, KEYS[1], value(toml_date(resolution.on)));
        let texts = [
            (KEYS[2], &resolution.because),
            (KEYS[3], &resolution.source),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                put(forecast, key, value(text.as_str()));
            }
        }
        Ok(())
    })
}

/// The file with the outcome of forecast `id` taken back, on `today`.
///
/// # Errors
/// When it has none.
pub fn unresolve(text: &str, id: &str, today: Date) -> Result<String, ResolveError> {
    edit(text, id, |forecast| {
        if KEYS.iter().any(|key| forecast.contains_key(key)) {
            retire(forecast, today)
        } else {
            Err(ResolveError::NotResolved(id.to_owned()))
        }
    })
}

/// Changes the table of one forecast.
fn edit(
    text: &str,
    id: &str,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), ResolveError>,
) -> Result<String, ResolveError> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let windows = body.find('\n').is_some_and(|n| body[..n].ends_with('\r'));
    let mut document: DocumentMut = body.parse().map_err(|_| ResolveError::Syntax)?;
    let forecast = document
        .get_mut("forecasts")
        .and_then(Item::as_table_like_mut)
        .and_then(|forecasts| forecasts.get_mut(id))
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| ResolveError::NoForecast(id.to_owned(), "no table of that id".to_owned()))?;
    change(forecast)?;
    let mut edited = document.to_string();
    if windows {
        edited = edited.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if !same_but_for(body, &edited, id) {
        return Err(ResolveError::Unwritable(
            "more than its outcome would change",
        ));
    }
    Ok(format!("{mark}{edited}"))
}

/// Moves an outcome with all that belongs to it into the history.
fn retire(forecast: &mut dyn TableLike, today: Date) -> Result<(), ResolveError> {
    let mut entry = Table::new();
    for key in KEYS {
        let Some(written) = forecast.key(key).cloned() else {
            continue;
        };
        // Comments above the key and behind the value are part of the two, and go along.
        if let Some(item) = forecast.remove(key) {
            entry.insert_formatted(&written, item);
        }
    }
    if entry.is_empty() {
        return Ok(());
    }
    put(&mut entry, "withdrawn_on", value(toml_date(today)));
    push_history(forecast, entry)
}

fn push_history(forecast: &mut dyn TableLike, mut entry: Table) -> Result<(), ResolveError> {
    if !forecast.contains_key("history") {
        forecast.insert("history", Item::ArrayOfTables(ArrayOfTables::new()));
    }
    // A table in one line holds no headers, so toml_edit has made a plain list of it.
    match forecast.get_mut("history") {
        Some(Item::ArrayOfTables(tables)) => {
            entry.decor_mut().set_prefix("\n");
            tables.push(entry);
            Ok(())
        }
        Some(Item::Value(Value::Array(list))) => {
            let mut entry = entry.into_inline_table();
            entry.fmt();
            list.push(Value::InlineTable(entry));
            Ok(())
        }
        _ => Err(ResolveError::Unwritable("`history` is no list")),
    }
}

/// Writes a key below the others, its `=` under theirs.
fn put(table: &mut dyn TableLike, key: &str, item: Item) {
    let column = table
        .iter()
        .filter_map(|(name, _)| table.key(name))
        .filter_map(|key| {
            let gap = key.leaf_decor().suffix()?.as_str()?;
            let blank = gap.bytes().all(|b| b == b' ');
            blank.then(|| key.display_repr().chars().count() + gap.len())
        })
        .max();
    table.insert(key, item);
    if let (Some(column), Some(mut key)) = (column, table.key_mut(key)) {
        let gap = column.saturating_sub(key.get().len()).clamp(1, 24);
        key.leaf_decor_mut().set_suffix(" ".repeat(gap));
    }
}

fn toml_date(date: Date) -> Datetime {
    Datetime {
        date: Some(toml_edit::Date {
            year: u16::try_from(date.year()).unwrap_or_default(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }),
        time: None,
        offset: None,
    }
}

/// Whether two files differ in nothing but the outcome and history of one forecast.
fn same_but_for(before: &str, after: &str, id: &str) -> bool {
    let rest = |text: &str| -> Option<toml::Table> {
        let mut table: toml::Table = toml::from_str(text).ok()?;
        let forecast = table
            .get_mut("forecasts")
            .and_then(|forecasts| forecasts.get_mut(id))
            .and_then(toml::Value::as_table_mut)?;
        for key in KEYS.iter().chain(&["history"]) {
            forecast.remove(*key);
        }
        Some(table)
    };
    matches!((rest(before), rest(after)), (Some(before), Some(after)) if before == after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const FILE: &str = "\
# The ferry.
abduce = 1

[forecasts.again]   # the first
statement   = \"It fails again\"
# from the paper
stated      = \"likely\"   # their word
resolves_by = 2025-06-30

# The second one.
[forecasts.other]
statement = \"x\"

# The end.
";

    fn on(outcome: Answer, because: &str) -> Resolution {
        Resolution {
            outcome,
            on: date(2025, 4, 2),
            because: Some(because.to_owned()),
            source: None,
        }
    }

    const TODAY: Date = Date::constant(2025, 5, 1);

    #[test]
    fn an_outcome_is_added_and_nothing_else_touched() {
        let got = resolve(
            FILE,
            "again",
            &on(Answer::YesNo(true), "In the log."),
            TODAY,
        )
        .unwrap();
        let expected = FILE.replace(
            "resolves_by = 2025-06-30\n",
            "resolves_by = 2025-06-30\noutcome     = true\nresolved_on = 2025-04-02\n\
             resolution_note = \"In the log.\"\n",
        );
        assert_eq!(got, expected);
    }

    #[test]
    fn resolving_again_keeps_what_was_there_with_its_comments() {
        let first = resolve(
            FILE,
            "again",
            &on(Answer::YesNo(true), "In the log."),
            TODAY,
        )
        .unwrap();
        let first = first.replace(
            "outcome     = true",
            "# sure?\noutcome     = true # I was there",
        );
        let got = resolve(
            &first,
            "again",
            &on(Answer::YesNo(false), "It sailed."),
            TODAY,
        )
        .unwrap();
        let history = "\n[[forecasts.again.history]]\n# sure?\noutcome     = true # I was there\n\
                       resolved_on = 2025-04-02\nresolution_note = \"In the log.\"\nwithdrawn_on = 2025-05-01\n";
        let unaligned = |text: &str| text.replace("    ", " ").replace("  ", " ");
        assert!(unaligned(&got).contains(&unaligned(history)), "{got}");
        assert!(got.contains("outcome     = false\n"), "{got}");
        assert!(
            got.ends_with(
                "# The second one.\n[forecasts.other]\nstatement = \"x\"\n\n# The end.\n"
            )
        );
        let parsed = crate::case::parse(&got, crate::source::SourceMap::default().add("a", ""));
        assert_eq!(parsed.case.forecasts[0].history.len(), 1);
        assert_eq!(parsed.case.forecasts[0].came_true(), Some(false));
    }

    #[test]
    fn what_is_taken_back_is_kept() {
        let first = resolve(FILE, "again", &on(Answer::Void, "No more log."), TODAY).unwrap();
        let got = unresolve(&first, "again", TODAY).unwrap();
        assert!(
            got.contains("[[forecasts.again.history]]\noutcome"),
            "{got}"
        );
        let parsed = crate::case::parse(&got, crate::source::SourceMap::default().add("a", ""));
        assert_eq!(parsed.case.forecasts[0].outcome, None);
        let twice = unresolve(&got, "again", TODAY);
        assert_eq!(twice, Err(ResolveError::NotResolved("again".to_owned())));
    }

    #[test]
    fn other_ways_to_write_a_forecast() {
        let yes = on(Answer::YesNo(true), "So.");
        for text in [
            "[forecasts]\nx = { statement = \"a\" }\n",
            "forecasts = { x = { statement = \"a\" } } # all\n",
            "[forecasts]\nx.statement = \"a\" # why\n",
            "forecasts.x.statement = \"a\"",
            "\u{feff}[forecasts.x]\r\nstatement = \"a\"\r\n",
            "[forecasts.\"x\"]\n[forecasts.y]\n[[forecasts.x.revisions]]\ndate = 2020-01-01\n",
        ] {
            let once = resolve(text, "x", &yes, TODAY).unwrap();
            let twice = resolve(&once, "x", &on(Answer::YesNo(false), "No."), TODAY).unwrap();
            let back = unresolve(&twice, "x", TODAY).unwrap();
            let read: toml::Table = toml::from_str(back.trim_start_matches('\u{feff}')).unwrap();
            let history = read["forecasts"]["x"]["history"].as_array().unwrap();
            assert_eq!(history.len(), 2, "{back}");
            assert_eq!(back.contains('\r'), text.contains('\r'));
            assert_eq!(
                back.matches('#').count(),
                text.matches('#').count(),
                "{back}"
            );
        }
    }

    #[test]
    fn what_cannot_be_resolved() {
        let yes = on(Answer::YesNo(true), "So.");
        assert_eq!(resolve("a = ", "x", &yes, TODAY), Err(ResolveError::Syntax));
        let missing = resolve(FILE, "nothing", &yes, TODAY);
        assert!(matches!(missing, Err(ResolveError::NoForecast(..))));
        let odd = "[forecasts.x]\noutcome = true\nhistory = 3\n";
        assert!(matches!(
            resolve(odd, "x", &yes, TODAY),
            Err(ResolveError::Unwritable(_))
        ));
    }

    #[test]
    fn answers_are_read_as_the_forecast_asks() {
        let text = "abduce = 1\n[forecasts.x]\n[forecasts.o]\noptions = [\"a\", \"b\"]\n\
                    [forecasts.q]\nkind = \"quantity\"\n[forecasts.d]\nkind = \"date\"\n";
        let case = crate::case::parse(text, crate::source::SourceMap::default().add("a", "")).case;
        let read = |id: &str, written: &str| answer(&case, id, written);
        assert_eq!(read("x", "yes"), Ok(Answer::YesNo(true)));
        assert_eq!(read("o", "b"), Ok(Answer::Option("b".to_owned())));
        assert_eq!(read("q", "3.5"), Ok(Answer::Quantity(3.5)));
        assert_eq!(read("d", "2020-02-29"), Ok(Answer::Date(date(2020, 2, 29))));
        for id in ["x", "o", "q", "d"] {
            assert_eq!(read(id, "void"), Ok(Answer::Void));
            assert!(
                matches!(read(id, "perhaps"), Err(ResolveError::NoAnswer(..))),
                "{id}"
            );
        }
        assert!(matches!(
            read("z", "yes"),
            Err(ResolveError::NoForecast(..))
        ));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_however_often_it_is_resolved(
            steps in prop::collection::vec((any::<bool>(), any::<bool>(), "[ -~]{0,12}"), 1..8),
        ) {
            let (mut text, mut n_written, mut has) = (FILE.to_owned(), 0, false);
            for (back, yes, note) in steps {
                if back && has {
                    text = unresolve(&text, "again", TODAY).unwrap();
                    has = false;
                } else {
                    let because = format!("{note}.");
                    text = resolve(&text, "again", &on(Answer::YesNo(yes), &because), TODAY).unwrap();
                    n_written += 1;
                    has = true;
                }
            }
            let read: toml::Table = toml::from_str(&text).unwrap();
            let forecast = read["forecasts"]["again"].as_table().unwrap();
            let n_kept = forecast.get("history").map_or(0, |h| h.as_array().unwrap().len());
            prop_assert_eq!(n_kept + usize::from(has), n_written);
            for comment in ["# The ferry.", "# the first", "# from the paper", "# their word",
                            "# The second one.", "# The end."] {
                prop_assert!(text.contains(comment), "{} {}", comment, text);
            }
        }
    }
}
