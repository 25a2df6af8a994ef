//! Times of day: "8 pm", "08:30 am", "15:11 GMT", "at 22:30".

use super::{Precision, Reading, is_number};
use crate::reader::text::Token;

/// Words before a bare "22:30" that make it a time and no score.
const BEFORE: &[&str] = &[
    "at", "by", "until", "till", "from", "around", "about", "before", "after", "since", "of",
];

const ZONES: &[&str] = &[
    "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "cet", "cest",
    "ist",
];

/// The time that begins at token `at`.
pub(super) fn read(tokens: &[Token], at: usize) -> Option<Reading> {
    let token = tokens.get(at).filter(|t| is_number(t.kind))?;
    let lower = token.lower.as_str();
    let glued = lower.strip_suffix("am").or(lower.strip_suffix("pm"));
    let (hour, colon) = clock(glued.unwrap_or(lower))?;
    let next = tokens.get(at + 1);
    let half = next.is_some_and(|t| t.is_any(&["am", "pm", "a.m.", "p.m.", "a.m", "p.m"]));
    let mut end = at + 1 + usize::from(half);
    let zone = |i: usize| tokens.get(i).is_some_and(|t| t.is_any(ZONES));
    let known = (half || glued.is_some()) && hour <= 12;
    if zone(end) && (known || colon) {
        end += 1;
    } else if !known {
        let before = at.checked_sub(1).is_some_and(|i| tokens[i].is_any(BEFORE));
        if !colon || !before {
            return None;
        }
    }
    Some(Reading::new(end, None, Precision::Hour).relative())
}

/// The hour of "8" or "08:30", and whether minutes stand with it.
fn clock(lower: &str) -> Option<(u8, bool)> {
    let (hour, minutes) = lower.split_once(':').unwrap_or((lower, ""));
    let plain = |s: &str| s.len() <= 2 && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let minutes_fit = minutes.is_empty() || plain(minutes) && minutes.len() == 2 && minutes < "60";
    let hour = plain(hour).then(|| hour.parse().ok()).flatten()?;
    (hour <= 24 && minutes_fit).then_some((hour, !minutes.is_empty()))
}
