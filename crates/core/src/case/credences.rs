//! Reads credences and grades, and tells what is wrong with one and what may be meant.

use super::codes;
use super::fields::{At, Reader, quoted};
use super::keys::Kind;
use super::nearest::Nearest;
use super::tree::{Node, Value};
use crate::credence::{Credence, CredenceError, GRADES, Grade, RATINGS, Scale};
use crate::diagnostic::{Code, Diagnostic};

impl Reader<'_> {
    /// A credence, by the rules of `credence.rs`.
    pub(super) fn credence(&mut self, at: At, node: &Node) -> Option<Credence> {
        match &node.value {
            Value::Text(text) => self.credence_text(at, node, text),
            #[allow(clippy::cast_precision_loss)]
            Value::Integer(value) => self.credence_number(at, node, *value as f64),
            Value::Float(value) => self.credence_number(at, node, *value),
            Value::Array { items, .. } => self.credence_range(at, node, items),
            Value::Invalid => None,
            _ => {
                self.wrong_type(at, node, None);
                None
            }
        }
    }

    /// A grade of the file or of the Admiralty code; else a credence.
    pub(super) fn grade(&mut self, at: At, node: &Node) -> Option<Credence> {
        let Value::Text(text) = &node.value else {
            return self.credence(at, node);
        };
        if let Some(grade) = self.grades.get(text) {
            return *grade;
        }
        if let Some((_, value)) = GRADES.iter().find(|(name, _)| name == text) {
            return Credence::point_at(*value).ok();
        }
        let upper = text.trim().to_ascii_uppercase();
        if GRADES.iter().any(|(name, _)| *name == upper) {
            let fault = self
                .bad(at, node, codes::BAD_CREDENCE, "not a grade or a credence")
                .help(format!("grades are written in capitals: \"{upper}\""))
                .patch(self.faults.file, node.span, format!("\"{upper}\""));
            self.faults.push(fault);
            return None;
        }
        self.credence_text(at, node, text)
    }

    /// The grade of the file's own `[grades]` that was written.
    pub(super) fn letter(&self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if self.grades.contains_key(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn bad(&self, at: At, node: &Node, code: Code, message: &str) -> Diagnostic {
        let fault = self
            .faults
            .error(code, message, node.span)
            .expected("a number from 0 to 1, \"30%\", \"20-40%\", [0.2, 0.4], a rating (CC, C, N, I, II) or a phrase of the scale")
            .found(self.written(node));
        at.weigh(fault)
    }

    fn credence_number(&mut self, at: At, node: &Node, value: f64) -> Option<Credence> {
        match Credence::point_at(value) {
            Ok(credence) => Some(credence),
            Err(_) => {
                self.outside(at, node, value);
                None
            }
        }
    }

    fn outside(&mut self, at: At, node: &Node, value: f64) {
        let message = format!("{} is outside 0 to 1", self.written(node));
        let fault = self.bad(at, node, codes::OUTSIDE, &message);
        let is_number = !matches!(node.value, Value::Text(_));
        let fault = if is_number && value > 1.0 && value <= 100.0 {
            let percent = format!("\"{value}%\"");
            let fault = fault.help(format!("did you mean {percent}?"));
            // From 2 on a number can hardly be meant as a probability that ran over.
            if value >= 2.0 {
                fault.patch(self.faults.file, node.span, percent)
            } else {
                fault
            }
        } else {
            fault.help("nothing is less probable than 0% or more probable than 100%")
        };
        self.faults.push(fault);
    }

    fn credence_range(&mut self, at: At, node: &Node, items: &[Node]) -> Option<Credence> {
        if items
            .iter()
            .any(|item| matches!(item.value, Value::Invalid))
        {
            return None;
        }
        #[allow(clippy::cast_precision_loss)]
        let ends: Option<Vec<f64>> = items
            .iter()
            .map(|item| match item.value {
                Value::Integer(value) => Some(value as f64),
                Value::Float(value) => Some(value),
                _ => None,
            })
            .collect();
        let Some([low, high]) = ends.as_deref() else {
            let fault = self
                .bad(at, node, codes::BAD_RANGE, "a range is two numbers")
                .help("write it as [0.2, 0.4] or \"20-40%\"");
            self.faults.push(fault);
            return None;
        };
        match Credence::range(*low, *high) {
            Ok(credence) => Some(credence),
            Err(_) => {
                self.bad_range(at, node, *low, *high);
                None
            }
        }
    }

    /// Tells of a range whose ends are out of order or outside 0..1.
    fn bad_range(&mut self, at: At, node: &Node, low: f64, high: f64) {
        let fault = self.bad(
            at,
            node,
            codes::BAD_RANGE,
            "not a range within 0 to 1, the lower end first",
        );
        let is_list = !matches!(node.value, Value::Text(_));
        let fault = if Credence::range(high, low).is_ok() {
            let swapped = if is_list {
                format!("[{high}, {low}]")
            } else {
                format!("\"{}\"", percent_range(high, low))
            };
            fault.help(format!("did you mean {swapped}?")).patch(
                self.faults.file,
                node.span,
                swapped,
            )
        } else if is_list && low >= 0.0 && low <= high && high > 1.0 && high <= 100.0 {
            let percent = format!("\"{low}-{high}%\"");
            let fault = fault.help(format!("did you mean {percent}?"));
            if high >= 2.0 {
                fault.patch(self.faults.file, node.span, percent)
            } else {
                fault
            }
        } else {
            fault.help("both ends lie from 0 to 1, or from 0% to 100%")
        };
        self.faults.push(fault);
    }

    fn credence_text(&mut self, at: At, node: &Node, text: &str) -> Option<Credence> {
        match Credence::parse(text, self.scale.unwrap_or_default()) {
            Ok(credence) => return Some(credence),
            // Which scale is meant is not known: told at `scale`.
            Err(CredenceError::OtherScale(scale)) if self.scale.is_none() => {
                return Credence::parse(text, scale).ok();
            }
            Err(CredenceError::OtherScale(scale)) => self.other_scale(at, node, text, scale),
            Err(CredenceError::Outside(value)) => self.outside(at, node, value),
            Err(CredenceError::NotARange(low, high)) => self.bad_range(at, node, low, high),
            Err(CredenceError::Unknown) => self.unknown_phrase(at, node, text),
        }
        None
    }

    fn other_scale(&mut self, at: At, node: &Node, text: &str, other: Scale) {
        let own = self.scale.unwrap_or_default();
        let phrase = quoted(text.trim());
        let message = format!(
            "{phrase} is a phrase of the scale {}, not of {}",
            other.name(),
            own.name()
        );
        let mut fault = self
            .bad(at, node, codes::OTHER_SCALE, &message)
            .expected(format!("a phrase of {}: {}", own.name(), table(own)));
        if let Some(grade) = other.grade(text.trim()) {
            let near = nearest_grade(own, (grade.low + grade.high) / 2.0);
            let near = near.map_or(String::new(), |near| {
                format!("; the nearest of {} is {}", own.name(), row(&near))
            });
            fault = fault.help(format!(
                "{phrase} means {} on {}{near}; or write `scale = \"{}\"`",
                percents(&grade),
                other.name(),
                other.name()
            ));
        }
        self.faults.push(fault);
    }

    fn unknown_phrase(&mut self, at: At, node: &Node, text: &str) {
        let scale = self.scale.unwrap_or_default();
        let message = format!(
            "{} is no percentage, rating or phrase of the scale {}",
            quoted(text),
            scale.name()
        );
        let mut fault = self.bad(at, node, codes::BAD_CREDENCE, &message);
        let phrases = format!("the phrases of {}: {}", scale.name(), table(scale));
        if let Some(mend) = as_meant(text) {
            fault = fault
                .help(format!("did you mean {mend}? Else {phrases}"))
                .patch(self.faults.file, node.span, mend);
            self.faults.push(fault);
            return;
        }
        if at.key.kind == Kind::Grade {
            let help = format!(
                "grades are the letters A to F and those of [grades]; or a credence, such as {phrases}"
            );
            self.faults.push(fault.help(help));
            return;
        }
        if let Some(mend) = perhaps_meant(text, scale) {
            self.faults
                .push(fault.help(format!("did you mean {mend}? Else {phrases}")));
            return;
        }
        let known: Vec<&str> = scale
            .grades()
            .iter()
            .flat_map(|grade| grade.names.iter().copied())
            .collect();
        fault = match self.faults.nearest(text, known) {
            Some(Nearest::Sure(near)) => fault
                .help(format!("did you mean \"{near}\"? {phrases}"))
                .patch(self.faults.file, node.span, format!("\"{near}\"")),
            Some(Nearest::Perhaps(near)) => {
                fault.help(format!("did you mean \"{near}\"? {phrases}"))
            }
            None => fault.help(phrases),
        };
        self.faults.push(fault);
    }
}

/// What a text that is no credence surely means: a number in quotes, a rating in small
/// letters, "30 percent", "20%-40%", "20 to 40%".
fn as_meant(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(value) = text.parse::<f64>() {
        return (0.0..=1.0).contains(&value).then(|| text.to_owned());
    }
    let upper = text.to_ascii_uppercase();
    if RATINGS.iter().any(|(name, _)| *name == upper) {
        return Some(format!("\"{upper}\""));
    }
    let lower = text.to_lowercase();
    let is_percent = ["%", "percent", "per cent", "pct"]
        .iter()
        .any(|unit| lower.ends_with(unit));
    if !is_percent {
        return None;
    }
    let plain = lower
        .replace("per cent", "")
        .replace("percent", "")
        .replace("pct", "")
        .replace('%', "")
        .replace(" to ", "-");
    let plain = format!("{}%", plain.trim());
    Credence::parse(&plain, Scale::default()).ok()?;
    Some(format!("\"{plain}\""))
}

/// What it may mean: "about 30%", "likely to very likely".
fn perhaps_meant(text: &str, scale: Scale) -> Option<String> {
    let lower = text.trim().to_lowercase();
    for lead in [
        "about",
        "around",
        "approximately",
        "circa",
        "ca.",
        "roughly",
        "~",
    ] {
        let rest = lower.strip_prefix(lead).map(str::trim_start);
        if let Some(rest) = rest.filter(|rest| Credence::parse(rest, scale).is_ok()) {
            return Some(format!("\"{rest}\""));
        }
    }
    let (low, high) = lower.split_once(" to ").or_else(|| lower.split_once('-'))?;
    let (low, high) = (scale.grade(low.trim())?, scale.grade(high.trim())?);
    (low.low <= high.low).then(|| format!("\"{}\"", percent_range(low.low, high.high)))
}

fn percent_range(low: f64, high: f64) -> String {
    format!("{}-{}%", percent(low), percent(high))
}

/// In percent, without the dust of floating point.
fn percent(value: f64) -> f64 {
    (value * 1e6).round() / 1e4
}

fn percents(grade: &Grade) -> String {
    percent_range(grade.low, grade.high)
}

fn row(grade: &Grade) -> String {
    format!("\"{}\" ({})", grade.names[0], percents(grade))
}

/// A scale on one line: every phrase with its range.
fn table(scale: Scale) -> String {
    let rows: Vec<String> = scale
        .grades()
        .iter()
        .map(|grade| format!("{} {}", grade.names.join(" / "), percents(grade)))
        .collect();
    rows.join(", ")
}

fn nearest_grade(scale: Scale, middle: f64) -> Option<Grade> {
    let off = |grade: &Grade| ((grade.low + grade.high) / 2.0 - middle).abs();
    scale
        .grades()
        .iter()
        .copied()
        .min_by(|a, b| off(a).total_cmp(&off(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_surely_meant() {
        for (text, meant) in [
            ("0.3", Some("0.3")),
            ("cc", Some("\"CC\"")),
            ("30 percent", Some("\"30%\"")),
            ("20%-40%", Some("\"20-40%\"")),
            ("20 to 40 per cent", Some("\"20-40%\"")),
            ("130 percent", None),
            ("likely", None),
            ("3", None),
        ] {
            assert_eq!(as_meant(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn what_may_be_meant() {
        for (text, meant) in [
            ("about 30%", Some("\"30%\"")),
            ("Likely to very likely", Some("\"55-95%\"")),
            ("unlikely-even", Some("\"20-55%\"")),
            ("very likely to even", None),
            ("about that", None),
        ] {
            let found = perhaps_meant(text, Scale::Icd203);
            assert_eq!(found.as_deref(), meant, "{text}");
        }
    }
}
