//! Reads what is believed of forecasts of all kinds, and what came of them.

use std::collections::BTreeMap;

use super::codes;
use super::fields::{At, Reader, Val, quoted};
use super::forecast::{Asks, Belief, Outcome, Resolution, Revision};
use super::keys;
use super::nearest::Nearest;
use super::tree::{Node, TableId, Tree, Value};
use crate::credence::{Credence, Quantile};
use crate::source::{Span, Spanned};

/// How far probabilities of options may sum to something else than one, for rounding.
const ROUNDING: f64 = 0.0151;

/// What the forecast in `table` asks, by its keys; faults are told when they are read.
pub(super) fn peek(tree: &Tree, table: Option<TableId>) -> Asks {
    let Some(table) = table.map(|id| &tree.tables[id]) else {
        return Asks::default();
    };
    let options = table.get("options").map(|entry| texts(&entry.node));
    let kind = match table.get("kind").map(|entry| &entry.node.value) {
        Some(Value::Text(kind)) => kind.as_str(),
        _ if options.is_some() => "options",
        _ => "",
    };
    match kind {
        "options" => Asks::Options(options.unwrap_or_default()),
        "quantity" => Asks::Quantity,
        "date" => Asks::Date,
        _ => Asks::YesNo,
    }
}

/// The texts of a list.
fn texts(node: &Node) -> Vec<String> {
    let Value::Array { items, .. } = &node.value else {
        return Vec::new();
    };
    let text = |item: &Node| match &item.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

impl Reader<'_> {
    /// A list of texts, each once.
    pub(super) fn texts(&mut self, at: At, node: &Node) -> Option<Vec<Spanned<String>>> {
        let Value::Array { items, .. } = &node.value else {
            let mend = match node.value {
                Value::Text(_) => Some(format!("[{}]", &self.text[node.span.range()])),
                _ => None,
            };
            self.wrong_type(at, node, mend);
            return None;
        };
        let mut texts: Vec<Spanned<String>> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for item in items {
            if let Some(text) = self.plain_text(at, item)
                && seen.insert(text.clone())
            {
                texts.push(Spanned::new(text, item.span));
            }
        }
        Some(texts)
    }

    /// What somebody believed, as the kind of the forecast at hand has it.
    pub(super) fn belief(&mut self, at: At, node: &Node) -> Option<Belief> {
        match self.asks.clone() {
            Asks::YesNo => self.yes_no(at, node),
            Asks::Options(options) => self.option_credences(at, node, &options),
            Asks::Quantity | Asks::Date => self.quantiles(at, node),
        }
    }

    fn yes_no(&mut self, at: At, node: &Node) -> Option<Belief> {
        if matches!(node.value, Value::Table(_)) {
            self.other_kind(
                node,
                "a forecast of yes or no is believed with one credence",
                "a number, percentage, range or phrase",
                "for several options write `options = [\"…\", \"…\"]`, for quantiles \
                 `kind = \"quantity\"` or `kind = \"date\"`, above it",
            );
            return None;
        }
        let credence = self.credence(at, node)?;
        let phrase = match &node.value {
            Value::Text(text) => {
                let scale = self.scale.unwrap_or_default();
                let text = text.trim().to_lowercase();
                scale.grade(&text).map(|_| text)
            }
            _ => None,
        };
        Some(Belief::YesNo { credence, phrase })
    }

    /// Tells that a value does not fit what the forecast asks.
    fn other_kind(&mut self, node: &Node, message: &str, expected: &str, help: &str) {
        let fault = self
            .faults
            .error(codes::FORECAST_KIND, message, node.span)
            .expected(expected)
            .found(self.found(node))
            .help(help)
            .numbers_stand();
        self.faults.push(fault);
    }

    fn option_credences(&mut self, at: At, node: &Node, options: &[String]) -> Option<Belief> {
        let Value::Table(id) = node.value else {
            self.other_kind(
                node,
                "a forecast of several options is believed with a credence for each",
                "a table from options to credences",
                "write it as `stated = { \"one option\" = 0.7, \"another\" = 0.3 }`",
            );
            return None;
        };
        let mut found: BTreeMap<usize, Credence> = BTreeMap::new();
        let (mut sound, tree) = (true, self.tree);
        for entry in &tree.tables[id].entries {
            let place = self.option(&entry.key, entry.key_span, options);
            let credence = self.credence(at, &entry.node);
            match (place, credence) {
                (Some(place), Some(credence)) => {
                    found.insert(place, credence);
                }
                _ => sound = false,
            }
        }
        if !sound {
            return None;
        }
        if let Some(missing) = (0..options.len()).find(|i| !found.contains_key(i)) {
            let message = format!("no credence for the option {}", quoted(&options[missing]));
            self.other_kind(node, &message, "a credence for each option", "add it");
            return None;
        }
        let credences: Vec<Credence> = found.into_values().collect();
        self.sums_to_one(node, &credences)
            .then_some(Belief::Options(credences))
    }

    /// Whether credences of exclusive options can sum to one; tells if not.
    fn sums_to_one(&mut self, node: &Node, credences: &[Credence]) -> bool {
        let low: f64 = credences.iter().map(|credence| credence.low()).sum();
        let high: f64 = credences.iter().map(|credence| credence.high()).sum();
        if low <= 1.0 + ROUNDING && high >= 1.0 - ROUNDING {
            return true;
        }
        let found = if (high - low).abs() < 1e-9 {
            format!("{low:.3}")
        } else {
            format!("from {low:.3} to {high:.3}")
        };
        let fault = self
            .faults
            .error(
                codes::OPTIONS_SUM,
                "exactly one option comes true, but their probabilities do not sum to one",
                node.span,
            )
            .expected("a sum of 1")
            .found(found)
            .help("add an option for whatever is not listed, or correct the numbers")
            .numbers_stand();
        self.faults.push(fault);
        false
    }

    /// The place of the option of that name; tells when there is none.
    fn option(&mut self, name: &str, span: Span, options: &[String]) -> Option<usize> {
        if let Some(place) = options.iter().position(|option| option == name) {
            return Some(place);
        }
        let known: Vec<&str> = options.iter().map(String::as_str).collect();
        let near = self.faults.nearest(name, known.clone());
        let expected: Vec<String> = known.iter().take(12).map(|name| quoted(name)).collect();
        let fault = self
            .faults
            .error(
                codes::FORECAST_KIND,
                format!("{} is not one of the options", quoted(name)),
                span,
            )
            .expected(if expected.is_empty() {
                "`options`, a list of what may happen".to_owned()
            } else {
                expected.join(", ")
            })
            .found(quoted(name))
            .numbers_stand();
        let fault = match near {
            Some(Nearest::Sure(near) | Nearest::Perhaps(near)) => {
                fault.help(format!("did you mean {}?", quoted(near)))
            }
            None => fault.help("add it to `options`, or name one that is there"),
        };
        self.faults.push(fault);
        None
    }

    fn quantiles(&mut self, at: At, node: &Node) -> Option<Belief> {
        let Value::Table(id) = node.value else {
            self.other_kind(
                node,
                "a forecast of a quantity or date is believed with quantiles",
                "a table from percentages to values",
                "write it as `stated = { \"10%\" = 20, \"50%\" = 30, \"90%\" = 60 }`",
            );
            return None;
        };
        let (mut quantiles, mut sound, tree) = (Vec::new(), true, self.tree);
        for entry in &tree.tables[id].entries {
            let level = percentage(&entry.key);
            if level.is_none() {
                self.bad_quantile(
                    entry.key_span,
                    "a quantile stands at a percentage between 0% and 100%",
                    &quoted(&entry.key),
                );
            }
            match (level, self.amount(at, &entry.node)) {
                (Some(level), Some(value)) => quantiles.push(Quantile { level, value }),
                _ => sound = false,
            }
        }
        quantiles.sort_by(|a, b| a.level.total_cmp(&b.level));
        let disorder = quantiles
            .windows(2)
            .any(|pair| pair[1].value < pair[0].value || pair[1].level <= pair[0].level);
        if sound && (disorder || quantiles.is_empty()) {
            let written = self.written(node);
            self.bad_quantile(
                node.span,
                "quantiles rise with their percentages, each once",
                &written,
            );
        }
        (sound && !disorder && !quantiles.is_empty()).then_some(Belief::Quantiles(quantiles))
    }

    fn bad_quantile(&mut self, span: Span, message: &str, found: &str) {
        let fault = self
            .faults
            .error(codes::QUANTILES, message, span)
            .expected("such as { \"10%\" = 20, \"50%\" = 30, \"90%\" = 60 }")
            .found(found)
            .help("at \"10%\" stands what it stays below with a probability of 10%")
            .numbers_stand();
        self.faults.push(fault);
    }

    /// A number, or the day of a date.
    fn amount(&mut self, at: At, node: &Node) -> Option<f64> {
        if self.asks == Asks::Date {
            let date = self.date(at, node)?;
            return Some(days(date));
        }
        let number = match node.value {
            #[allow(clippy::cast_precision_loss)]
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) if value.is_finite() => Some(value),
            Value::Invalid => return None,
            _ => None,
        };
        if number.is_none() {
            self.other_kind(
                node,
                "a quantity is a number",
                "a number",
                "write it without quotes and without its unit, which goes into `unit`",
            );
        }
        number
    }

    /// What came of the forecast at hand.
    pub(super) fn outcome(&mut self, at: At, node: &Node) -> Option<Outcome> {
        let text = match &node.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        };
        if text == Some("void") {
            return Some(Outcome::Void);
        }
        match self.asks.clone() {
            Asks::YesNo => self.bool(at, node).map(Outcome::YesNo),
            Asks::Options(options) => match text {
                Some(text) => self.option(text, node.span, &options).map(Outcome::Option),
                None => {
                    self.other_kind(
                        node,
                        "the outcome of several options is one of them",
                        "an option, in quotes",
                        "name the option that came true, or \"void\"",
                    );
                    None
                }
            },
            Asks::Quantity => self.amount(at, node).map(Outcome::Quantity),
            Asks::Date => self.date(at, node).map(Outcome::Date),
        }
    }

    /// The tables of a list of tables; tells what is none.
    fn tables_in(&mut self, at: At, node: &Node) -> Option<Vec<(TableId, Span)>> {
        let Value::Array { items, .. } = &node.value else {
            self.wrong_type(at, node, None);
            return None;
        };
        let mut tables = Vec::new();
        for item in items {
            match item.value {
                Value::Table(id) => tables.push((id, item.span)),
                Value::Invalid => {}
                _ => self.wrong_type(at, item, None),
            }
        }
        Some(tables)
    }

    pub(super) fn revisions(&mut self, at: At, node: &Node) -> Option<Vec<Revision>> {
        let mut revisions = Vec::new();
        for (id, span) in self.tables_in(at, node)? {
            let mut fields = self.fields_of(id, "revisions", keys::REVISION_KEYS);
            for key in ["date", "stated"] {
                if !fields.has(key) {
                    self.missing_key("a revision", key, span);
                }
            }
            let mut quotes = fields.quotes("quote").unwrap_or_default();
            quotes.extend(fields.quotes("quotes").unwrap_or_default());
            if let (Some(date), Some(stated)) = (fields.date("date"), fields.belief("stated")) {
                revisions.push(Revision {
                    date,
                    source: fields.source("source"),
                    stated,
                    words: fields.text("words").map(|text| text.value),
                    quotes,
                    notes: fields.text("notes").map(|text| text.value),
                });
            }
        }
        Some(revisions)
    }

    pub(super) fn history(&mut self, at: At, node: &Node) -> Option<Vec<Resolution>> {
        let mut history = Vec::new();
        for (id, _) in self.tables_in(at, node)? {
            let mut fields = self.fields_of(id, "history", keys::HISTORY_KEYS);
            history.push(Resolution {
                outcome: fields.outcome("outcome"),
                resolved_on: fields.date("resolved_on"),
                resolution_note: fields.text("resolution_note").map(|text| text.value),
                resolution_source: fields.text("resolution_source").map(|text| text.value),
                withdrawn_on: fields.date("withdrawn_on"),
            });
        }
        Some(history)
    }
}

/// What `stated`, `outcome`, `revisions` and `history` hold.
impl Reader<'_> {
    pub(super) fn forecast_value(&mut self, at: At, node: &Node) -> Option<Val> {
        let span = node.span;
        Some(match at.key.kind {
            keys::Kind::Stated => Val::Belief(Spanned::new(self.belief(at, node)?, span)),
            keys::Kind::Outcome => Val::Outcome(Spanned::new(self.outcome(at, node)?, span)),
            keys::Kind::Revisions => Val::Revisions(self.revisions(at, node)?),
            keys::Kind::History => Val::History(self.history(at, node)?),
            _ => Val::Texts(self.texts(at, node)?),
        })
    }
}

/// A date as a count of days from 1970-01-01.
#[allow(clippy::cast_precision_loss)]
fn days(date: jiff::civil::Date) -> f64 {
    day_number(date) as f64
}

/// The count of days from 1970-01-01 to a date.
pub fn day_number(date: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    // Both are within the calendar, so the difference in days always is.
    epoch
        .until((jiff::Unit::Day, date))
        .map_or(0, |span| i64::from(span.get_days()))
}

/// A percentage between 0 and 100 as a level between 0 and 1.
fn percentage(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('%')?.trim().parse::<f64>().ok()?;
    (number > 0.0 && number < 100.0).then_some(number / 100.0)
}

#[cfg(test)]
mod tests {
    use super::super::forecast::{Asks, Belief, Outcome};
    use super::super::model::Forecast;
    use super::super::{Parsed, codes, parse};
    use crate::source::SourceMap;

    fn read(keys: &str) -> Parsed {
        let text = format!(
            "abduce = 1\nquestion = \"Q?\"\n[hypotheses.a]\n[sources.ann]\n[sources.bob]\n[forecasts.f]\n{keys}\n"
        );
        let mut texts = SourceMap::default();
        let file = texts.add("case.toml", text.as_str());
        parse(&text, file)
    }

    fn sound(keys: &str) -> Forecast {
        let parsed = read(keys);
        assert_eq!(parsed.diagnostics, [], "{keys}");
        parsed.case.forecasts[0].clone()
    }

    fn codes_of(keys: &str) -> Vec<&'static str> {
        read(keys).diagnostics.iter().map(|d| d.code.0).collect()
    }

    #[test]
    fn yes_or_no() {
        let forecast = sound("stated = \"Likely\"\noutcome = \"void\"\nresolved_on = 2020-01-01");
        let Some(Belief::YesNo { credence, phrase }) = forecast.stated.map(|s| s.value) else {
            panic!("no belief")
        };
        assert_eq!((credence.low(), credence.high()), (0.55, 0.80));
        assert_eq!(phrase.as_deref(), Some("likely"));
        assert_eq!(forecast.outcome.unwrap().value, Outcome::Void);
    }

    #[test]
    fn several_options() {
        let keys = "options = [\"red\", \"blue\"]\nstated = { blue = 0.3, red = \"70%\" }\n\
                    outcome = \"blue\"\nresolved_on = 2020-01-01";
        let forecast = sound(keys);
        let Some(Belief::Options(credences)) = forecast.stated.map(|s| s.value) else {
            panic!("no belief")
        };
        assert_eq!([credences[0].low(), credences[1].low()], [0.7, 0.3]);
        assert_eq!(forecast.outcome.unwrap().value, Outcome::Option(1));
        let on = |keys: &str| codes_of(&format!("options = [\"red\", \"blue\"]\n{keys}"));
        let kind = [codes::FORECAST_KIND.0];
        assert_eq!(on("stated = 0.3"), kind);
        assert_eq!(on("stated = { red = 0.3 }"), kind);
        assert_eq!(on("stated = { red = 0.3, bleu = 0.7 }"), kind);
        assert_eq!(on("outcome = true\nresolved_on = 2020-01-01"), kind);
        assert_eq!(
            on("stated = { red = 0.3, blue = 0.3 }"),
            [codes::OPTIONS_SUM.0]
        );
        assert_eq!(on("stated = { red = 0.33, blue = 0.66 }"), [""; 0]);
        assert_eq!(
            on("stated = { red = \"likely\", blue = \"unlikely\" }"),
            [""; 0]
        );
    }

    #[test]
    fn quantities_and_dates() {
        let keys = "kind = \"quantity\"\nunit = \"USD\"\n\
                    stated = { \"90%\" = 60, \"10%\" = 20.5 }\noutcome = 31\nresolved_on = 2020-01-01";
        let forecast = sound(keys);
        assert_eq!(forecast.asks, Asks::Quantity);
        let Some(Belief::Quantiles(quantiles)) = forecast.stated.map(|s| s.value) else {
            panic!("no belief")
        };
        assert_eq!((quantiles[0].level, quantiles[0].value), (0.1, 20.5));
        assert_eq!(forecast.outcome.unwrap().value, Outcome::Quantity(31.0));
        let keys = "kind = \"date\"\nstated = { \"50%\" = 1970-01-31 }\n\
                    outcome = 1970-02-01\nresolved_on = 1970-02-01";
        let Some(Belief::Quantiles(quantiles)) = sound(keys).stated.map(|s| s.value) else {
            panic!("no belief")
        };
        assert_eq!(quantiles[0].value, 30.0);
        let on = |keys: &str| codes_of(&format!("kind = \"quantity\"\n{keys}"));
        assert_eq!(on("stated = 0.3"), [codes::FORECAST_KIND.0]);
        assert_eq!(
            on("stated = { \"50%\" = \"20\" }"),
            [codes::FORECAST_KIND.0]
        );
        for quantiles in [
            "{ half = 20 }",
            "{ \"10%\" = 5, \"90%\" = 4 }",
            "{ \"100%\" = 5 }",
            "{}",
        ] {
            let keys = format!("stated = {quantiles}");
            assert_eq!(on(&keys), [codes::QUANTILES.0], "{quantiles}");
        }
    }

    #[test]
    fn revisions_and_former_resolutions() {
        let keys = "source = \"ann\"\nby = 2020-12-31\nstated = 0.3\ndate = 2020-01-01\n\
                    [[forecasts.f.revisions]]\ndate = 2020-02-01\nstated = \"likely\"\n\
                    [[forecasts.f.revisions]]\ndate = 2020-01-05\nsource = \"bob\"\nstated = \"20-40%\"\n\
                    [[forecasts.f.history]]\noutcome = true\nresolved_on = 2020-03-01\n\
                    withdrawn_on = 2020-03-02\n";
        let forecast = sound(keys);
        assert_eq!(forecast.revisions.len(), 2);
        assert_eq!(
            forecast.revisions[1].source.as_ref().map(|s| s.value),
            Some(1)
        );
        assert_eq!(
            forecast
                .resolves_by
                .map(|by| by.value.to_string())
                .as_deref(),
            Some("2020-12-31")
        );
        assert_eq!(
            forecast.history[0].outcome.as_ref().unwrap().value,
            Outcome::YesNo(true)
        );
        let missing = "[[forecasts.f.revisions]]\ndate = 2020-02-01\n";
        assert_eq!(codes_of(missing), [codes::MISSING_KEY.0]);
        assert_eq!(codes_of("revisions = 3"), [codes::WRONG_TYPE.0]);
    }

    #[test]
    fn dates_in_order() {
        let order = [codes::DATE_ORDER.0];
        assert_eq!(codes_of("date = 2020-01-01\nopens = 2020-02-01"), order);
        assert_eq!(
            codes_of("opens = 2020-02-01\nresolves_by = 2020-01-01"),
            order
        );
        let late = "outcome = true\nresolved_on = 2020-01-01\n\
                    [[forecasts.f.revisions]]\ndate = 2020-02-01\nstated = 1\n";
        assert_eq!(codes_of(late), order);
        assert_eq!(
            codes_of("by = 2020-01-01\nresolves_by = 2020-01-02"),
            [codes::NO_EFFECT.0]
        );
        assert_eq!(codes_of("resolution_note = \"so\""), [codes::NO_EFFECT.0]);
        let given = "kind = \"quantity\"\notherwise = 0.3";
        assert_eq!(codes_of(given), [codes::NO_EFFECT.0]);
    }

    #[test]
    fn days_are_counted_from_1970() {
        use jiff::civil::date;
        assert_eq!(super::day_number(date(1970, 1, 1)), 0);
        assert_eq!(super::day_number(date(2000, 3, 1)), 11017);
        assert_eq!(super::day_number(date(1969, 12, 31)), -1);
    }
}
