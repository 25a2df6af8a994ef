//! Rules "shares", "total", "age": numbers of one sentence that disagree.
//!
//! Why: shares of one whole cannot sum to more than all of it, parts of a stated total must
//! make the total, and what was founded in a year has the age that the year gives it.
//! Each rule asks for words that tie the numbers together, and is silent without them.

use std::ops::Range;

use super::{Scene, anomaly};
use crate::reader::dates::Precision;
use crate::reader::draft::DraftRemark;
use crate::reader::text::TokenKind;

/// Rounding of shares may take the sum this far above 100.
const ROUNDING: f64 = 2.0;

/// The most numbers of one sentence that are added up.
const MAX_NUMBERS: usize = 12;

/// Finds numbers that disagree.
pub(super) fn find(scene: &Scene, out: &mut Vec<DraftRemark>) {
    for sentence in &scene.text.sentences {
        if sentence.tokens.len() > 200 {
            continue;
        }
        shares(scene, sentence.tokens.clone(), out);
        total(scene, sentence.tokens.clone(), out);
    }
    ages(scene, out);
}

fn lower<'a>(scene: &'a Scene, index: usize) -> &'a str {
    scene
        .text
        .tokens
        .get(index)
        .map_or("", |t| t.lower.as_str())
}

/// A number in digits, with its separators.
fn number(scene: &Scene, index: usize) -> Option<f64> {
    let token = scene.text.tokens.get(index)?;
    if token.kind != TokenKind::Number {
        return None;
    }
    token
        .lower
        .replace(',', "")
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite())
}

/// "58 per cent of all loans were …, 34 per cent … and 21 per cent …".
fn shares(scene: &Scene, sentence: Range<usize>, out: &mut Vec<DraftRemark>) {
    let mut found: Vec<(f64, usize)> = Vec::new();
    for at in sentence.clone() {
        let Some(n) = number(scene, at) else {
            continue;
        };
        let percent = matches!(lower(scene, at + 1), "%" | "percent" | "pc")
            || lower(scene, at + 1) == "per" && lower(scene, at + 2) == "cent";
        // "58 to 60 percent", "up 34 percent", "by 21 percent": no share.
        let before = lower(scene, at.wrapping_sub(1));
        let change = matches!(
            before,
            "by" | "up"
                | "down"
                | "to"
                | "from"
                | "than"
                | "rose"
                | "fell"
                | "grew"
                | "-"
                | "–"
                | "at"
                | "over"
                | "increased"
        );
        if percent && change {
            return;
        }
        if percent {
            found.push((n, at));
        }
    }
    if !(3..=MAX_NUMBERS).contains(&found.len()) || !one_whole(scene, &sentence, &found) {
        return;
    }
    let sum: f64 = found.iter().map(|(n, _)| n).sum();
    if sum > 100.0 + ROUNDING && found.iter().all(|(n, _)| *n < 100.0) {
        let last = found[found.len() - 1].1;
        let cent = usize::from(lower(scene, last + 2) == "cent");
        let span = scene.text.span_of(found[0].1..last + 2 + cent);
        let comment = format!("these shares sum to {sum} percent");
        out.push(anomaly(span, "shares", comment));
    }
}

/// Words of comparing, overlapping or changing shares: they need not make up one whole.
const LOOSE: &[&str] = &[
    "also",
    "compared",
    "while",
    "versus",
    "against",
    "whereas",
    "rose",
    "fell",
    "grew",
    "increased",
    "up",
    "down",
    "respondents",
    "said",
    "say",
    "says",
    "both",
    "either",
    "than",
    "poll",
    "chance",
    "likely",
    "rate",
    "growth",
    "approve",
    "points",
    "agreed",
    "among",
    "when",
    "who",
    "increase",
    "rise",
    "drop",
    "from",
    "if",
    "those",
    "women",
    "men",
    "favor",
    "support",
    "last",
    "earlier",
];

/// Words of parting one whole.
const SPLIT: &[&str] = &[
    "account",
    "accounts",
    "accounted",
    "divided",
    "split",
    "share",
    "shares",
    "respectively",
];

/// Whether the shares are of one whole that is named once: "of all loans", "of the vote",
/// and nothing compares, overlaps or changes.
fn one_whole(scene: &Scene, sentence: &Range<usize>, found: &[(f64, usize)]) -> bool {
    // What comes after a semicolon or well after the last share speaks of something else.
    let last = found.last().map_or(sentence.end, |(_, at)| at + 6);
    let tokens = &scene.text.tokens[sentence.start..sentence.end.min(last)];
    let loose = tokens.iter().any(|t| t.is_any(LOOSE));
    let split = tokens.iter().any(|t| t.is_any(SPLIT));
    let of_all = |at: usize| {
        let of = (at..at + 4).find(|&i| lower(scene, i) == "of");
        of.is_some_and(|of| {
            matches!(
                lower(scene, of + 1),
                "all" | "the" | "its" | "their" | "total" | "every"
            )
        })
    };
    let wholes = found.iter().filter(|(_, at)| of_all(*at)).count();
    // "Of all loans, 58 per cent …": the whole may stand before its shares.
    let all = sentence
        .clone()
        .any(|i| lower(scene, i) == "of" && matches!(lower(scene, i + 1), "all" | "every"));
    let opening = matches!(lower(scene, sentence.start), "of")
        || sentence
            .clone()
            .take(8)
            .any(|i| lower(scene, i) == "of" && found[0].1 > i && found[0].1 - i <= 8);
    let listed = found.windows(2).all(|pair| {
        let between = pair[0].1..pair[1].1;
        let joint = lower(scene, pair[1].1 - 1);
        between.len() <= 12 && matches!(joint, "," | "and" | ";")
    });
    !loose && wholes <= 1 && (split || all || opening && listed)
}

/// "a total of 12 people, 5 men and 6 women".
fn total(scene: &Scene, sentence: Range<usize>, out: &mut Vec<DraftRemark>) {
    let Some(at) = sentence.clone().find(|&i| {
        lower(scene, i) == "total" && lower(scene, i + 1) == "of" && number(scene, i + 2).is_some()
    }) else {
        return;
    };
    let Some(all) = number(scene, at + 2) else {
        return;
    };
    // The parts follow a colon, a dash, a comma or a bracket, right after what is counted.
    let open = (at + 3..sentence.end.min(at + 7))
        .find(|&i| matches!(lower(scene, i), ":" | "—" | "–" | "(" | ","));
    let Some(open) = open else {
        return;
    };
    let end = (open + 1..sentence.end)
        .find(|&i| matches!(lower(scene, i), ";" | ")" | "—" | "." | "including"))
        .unwrap_or(sentence.end);
    let parts: Vec<(f64, usize)> = (open + 1..end)
        .filter_map(|i| Some((number(scene, i)?, i)))
        .collect();
    let plain = parts.iter().all(|(_, i)| {
        let next = lower(scene, i + 1);
        let before = lower(scene, i - 1);
        scene.text.tokens[i + 1].kind == TokenKind::Word
            && !matches!(
                next,
                "of" | "percent" | "per" | "years" | "days" | "million" | "billion" | "more"
            )
            && matches!(before, ":" | "," | "and" | "(" | "—" | "–")
    });
    let tight = parts.last().is_some_and(|(_, i)| end - i <= 4)
        && parts.windows(2).all(|w| w[1].1 - w[0].1 <= 6)
        && parts.first().is_some_and(|(_, i)| *i == open + 1);
    let sum: f64 = parts.iter().map(|(n, _)| n).sum();
    if (2..=MAX_NUMBERS).contains(&parts.len()) && plain && tight && (sum - all).abs() > 0.5 {
        let span = scene.text.span_of(at..end);
        let comment = format!("the parts sum to {sum}, not {all}");
        out.push(anomaly(span, "total", comment));
    }
}

/// "founded in 1951" and "after 85 years" of the same thing, against the date of the
/// article or the end that is told.
fn ages(scene: &Scene, out: &mut Vec<DraftRemark>) {
    let Some(today) = scene.published else {
        return;
    };
    for mention in scene
        .dates
        .iter()
        .filter(|d| d.precision == Precision::Year && !d.relative)
    {
        let (Some((first, _)), true) = (mention.days, is_founding(scene, mention.tokens.start))
        else {
            continue;
        };
        let at = scene
            .text
            .sentences
            .partition_point(|s| s.tokens.start <= mention.tokens.start);
        let Some(sentence) = at.checked_sub(1).map(|i| &scene.text.sentences[i]) else {
            continue;
        };
        let same = scene.text.sentences[at.saturating_sub(1)..].iter().take(2);
        let near = same
            .filter(|s| s.block == sentence.block)
            .map(|s| s.tokens.clone());
        for tokens in near {
            let Some((n, years)) = age(scene, tokens) else {
                continue;
            };
            let real = f64::from(today.year() - first.year());
            // What ended may have ended long before: only too great an age is wrong.
            if real >= 1.0 && n > real + 1.5 {
                let span = scene.text.span_of(years);
                let comment = format!("{} to {} is {real} years", first.year(), today.year());
                out.push(anomaly(span, "age", comment));
                break;
            }
        }
    }
}

/// "founded in", "founded in Leeds in" before a year.
fn is_founding(scene: &Scene, year: usize) -> bool {
    let verb = |i: usize| {
        matches!(
            lower(scene, i),
            "founded" | "established" | "opened" | "born" | "built" | "created" | "launched"
        )
    };
    let low = year.saturating_sub(6);
    let clause = (low..year)
        .rev()
        .take_while(|&i| scene.text.tokens[i].kind == TokenKind::Word);
    year >= 2 && lower(scene, year - 1) == "in" && clause.into_iter().any(verb)
}

/// "after 85 years of trading", "its 85-year history", "85 years in business".
fn age(scene: &Scene, tokens: Range<usize>) -> Option<(f64, Range<usize>)> {
    tokens.clone().take(120).find_map(|at| {
        let n = number(scene, at).filter(|n| (2.0..2000.0).contains(n))?;
        let before = lower(scene, at.checked_sub(1)?);
        let years = lower(scene, at + 1) == "years";
        let after = years
            && before == "after"
            && (lower(scene, at + 2) == "of" || lower(scene, at + 2) == "in")
            && matches!(
                lower(scene, at + 3),
                "trading" | "business" | "service" | "operation" | "publication" | "existence"
            );
        let history = lower(scene, at + 1) == "-"
            && lower(scene, at + 2).starts_with("year")
            && matches!(lower(scene, at + 3), "history" | "existence" | "life")
            && matches!(before, "its" | "their");
        let run = if after { 4 } else { 4.min(tokens.end - at) };
        (after || history).then(|| (n, at..(at + run).min(tokens.end)))
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::anomalies::check::cases;

    #[test]
    fn shares_of_one_whole() {
        cases(
            "shares",
            &[
                (
                    "Big banks hold 58 per cent of all home loans, small ones 34 per cent and unions 21 per cent.",
                    &[
                        "58 per cent of all home loans, small ones 34 per cent and unions 21 per cent",
                    ],
                ),
                (
                    "Big banks hold 58 per cent of all home loans, small ones 34 per cent and unions 8 per cent.",
                    &[],
                ),
                (
                    "Of those asked, 58 percent said yes, 34 percent said no, and 21 percent also liked tea.",
                    &[],
                ),
                (
                    "Prices rose by 58 percent, wages by 34 percent and rents by 21 percent.",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn totals() {
        cases(
            "total",
            &[
                (
                    "They found a total of 12 birds: 5 crows and 6 owls.",
                    &["total of 12 birds: 5 crows and 6 owls"],
                ),
                ("They found a total of 12 birds: 5 crows and 7 owls.", &[]),
                ("They found a total of 12 birds, 5 of them dead.", &[]),
                (
                    "They found a total of 12 birds, including 5 crows and 6 owls.",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn ages() {
        let of = |words: &str| format!("Rain falls\n\nMay 18, 2015\n\n{words}");
        let (bad, good, more) = (
            of("The shop was founded in Bath in 1951; after 85 years of trading, it closed."),
            of("The shop, founded in 1951, closed after 64 years of trading."),
            of("The shop, founded in 1951, closed in 1960 after 9 years of trading."),
        );
        cases(
            "age",
            &[(&bad, &["85 years of trading"]), (&good, &[]), (&more, &[])],
        );
    }
}
