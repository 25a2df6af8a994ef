//! Rules "impossible-date", "weekday", "span-backwards", "span-length", "future-past".
//!
//! Why: a day that no calendar has, a weekday that does not fit its date, a span that ends
//! before it begins, a length that does not fit its ends, or something told as past that
//! lies after the article's own date, is a slip or worse; an analyst wants to know.

use jiff::civil::{Date, Weekday};

use super::{Scene, anomaly};
use crate::reader::dates::{DateMention, Precision};
use crate::reader::draft::DraftRemark;
use crate::reader::quotes;
use crate::source::Span;

/// Finds dates that do not add up.
pub(super) fn find(scene: &Scene, out: &mut Vec<DraftRemark>) {
    for (index, mention) in scene.dates.iter().enumerate() {
        impossible(scene, mention, out);
        weekday(mention, out);
        if let Some(next) = scene.dates.get(index + 1) {
            backwards(scene, mention, next, out);
        }
        length(scene, mention, out);
        future_past(scene, mention, out);
    }
}

/// "31 June".
fn impossible(scene: &Scene, mention: &DateMention, out: &mut Vec<DraftRemark>) {
    if mention.impossible {
        let words = scene.text.slice(mention.span);
        let comment = format!("no calendar has \"{words}\"");
        out.push(anomaly(mention.span, "impossible-date", comment));
    }
}

/// "Monday, May 19, 2015", which was a Tuesday.
fn weekday(mention: &DateMention, out: &mut Vec<DraftRemark>) {
    // A day without its year is only a guess at which one.
    let (Some(said), Some((day, _)), false) = (mention.weekday, mention.days, mention.relative)
    else {
        return;
    };
    if mention.precision == Precision::Day && day.weekday() != said && day.year() >= 1900 {
        let comment = format!("{day} was a {}", name(day.weekday()));
        out.push(anomaly(mention.span, "weekday", comment));
    }
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// "from 2015 to 2013", "between March 2012 and January 2012".
fn backwards(scene: &Scene, first: &DateMention, second: &DateMention, out: &mut Vec<DraftRemark>) {
    let lower = |i: usize| scene.text.tokens[i].lower.as_str();
    let (Some(opening), true) = (
        first.tokens.start.checked_sub(1),
        second.tokens.start == first.tokens.end + 1,
    ) else {
        return;
    };
    let joined = matches!(
        (lower(opening), lower(first.tokens.end)),
        ("from", "to" | "until" | "till" | "through") | ("between", "and")
    );
    let (Some((from, _)), Some((_, to))) = (first.days, second.days) else {
        return;
    };
    let sure = !first.relative && !second.relative && first.precision == second.precision;
    if joined && sure && to < from && !told_backwards(scene, opening) {
        let span = Span::new(scene.text.tokens[opening].span.start, second.span.end);
        let comment = format!("ends ({to}) before it begins ({from})");
        out.push(anomaly(span, "span-backwards", comment));
    }
}

/// "moved back from 2015 to 2013", "cut its estimate from 2015 to 2013": a change of a
/// date, not a span.
fn told_backwards(scene: &Scene, from: usize) -> bool {
    let low = from.saturating_sub(6);
    scene.text.tokens[low..from].iter().any(|t| {
        t.is_any(&[
            "moved",
            "brought",
            "back",
            "forward",
            "changed",
            "shifted",
            "backdated",
            "revised",
            "advanced",
            "pushed",
            "pulled",
            "corrected",
            "earlier",
            "backwards",
            "date",
            "deadline",
            "target",
            "rolled",
        ])
    })
}

/// "for three years since 2010" in an article of 2015.
fn length(scene: &Scene, mention: &DateMention, out: &mut Vec<DraftRemark>) {
    let (Some(today), Some((first, last))) = (scene.published, mention.days) else {
        return;
    };
    let tokens = &scene.text.tokens;
    let Some(since) = mention
        .tokens
        .start
        .checked_sub(1)
        .filter(|&i| tokens[i].lower == "since")
    else {
        return;
    };
    if mention.relative || mention.precision != Precision::Year {
        return;
    }
    let low = since.saturating_sub(4);
    let Some(years) = (low..since)
        .rev()
        .find(|&i| tokens[i].is_any(&["years", "decades"]))
    else {
        return;
    };
    // "ten years older since 2010" and the like say something else.
    let glued = years + 1 == since
        || tokens[years + 1..since]
            .iter()
            .all(|t| t.is_any(&["now", "already", ",", "passed", "that", "have"]));
    let Some((n, from)) = number_before(scene, years).filter(|_| glued) else {
        return;
    };
    let n = if tokens[years].lower == "decades" {
        10 * n
    } else {
        n
    };
    let most = i64::from(today.year() - first.year());
    let least = i64::from(today.year() - last.year()) - 1;
    let hedged = from.checked_sub(1).is_some_and(|i| {
        tokens[i].is_any(&[
            "about", "almost", "nearly", "some", "over", "than", "around", "roughly", "least",
            "first", "last", "every", "in",
        ])
    });
    if !hedged && n >= 2 && (n > most + 1 || n + 1 < least) && most > 0 {
        let span = Span::new(tokens[from].span.start, mention.span.end);
        let comment = format!(
            "it is {most} years from {} to {}",
            first.year(),
            today.year()
        );
        out.push(anomaly(span, "span-length", comment));
    }
}

/// The number right before a token, and where it begins.
fn number_before(scene: &Scene, at: usize) -> Option<(i64, usize)> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let index = at.checked_sub(1)?;
    let lower = scene.text.tokens[index].lower.as_str();
    let word = WORDS.iter().position(|w| *w == lower);
    let n = match word {
        Some(n) => i64::try_from(n).ok()?,
        None => lower.parse().ok().filter(|n| (1..=300).contains(n))?,
    };
    Some((n, index))
}

/// "In 2019 he resigned" in an article of 2015, outside quotations.
fn future_past(scene: &Scene, mention: &DateMention, out: &mut Vec<DraftRemark>) {
    let (Some(today), Some((first, _))) = (scene.published, mention.days) else {
        return;
    };
    if mention.relative || !well_after(first, today, mention.precision) {
        return;
    }
    let Some(told) = told_as_past(scene, mention) else {
        return;
    };
    if quotes::around(scene.quotes, mention.tokens.start).is_none() {
        let span = scene.text.span_of(told);
        let comment = format!("told as past, but the article is of {today}");
        out.push(anomaly(span, "future-past", comment));
    }
}

/// Updated articles may tell of the next days: only what lies clearly after counts.
fn well_after(first: Date, today: Date, precision: Precision) -> bool {
    let days = (first - today).get_days();
    match precision {
        Precision::Day | Precision::Month => days > 31,
        Precision::Year => first.year() > today.year(),
        _ => false,
    }
}

/// "In 2019, he resigned": a preposition opens the sentence, and its first verb is past.
fn told_as_past(scene: &Scene, mention: &DateMention) -> Option<std::ops::Range<usize>> {
    let at = scene
        .text
        .sentences
        .partition_point(|s| s.tokens.start <= mention.tokens.start);
    let sentence = &scene.text.sentences[at.checked_sub(1)?];
    let tokens = &scene.text.tokens;
    let opens = mention.tokens.start == sentence.tokens.start + 1
        && tokens[sentence.tokens.start].is_any(&["in", "on", "since"]);
    if !opens {
        return None;
    }
    let clause = mention.tokens.end..sentence.tokens.end.min(mention.tokens.end + 12);
    let verb = clause.clone().find(|&i| {
        tokens[i].is_any(&[
            "was", "were", "had", "did", "became", "began", "went", "came", "left", "won", "lost",
            "died", "took", "made", "said", "met", "wrote", "found", "fell", "rose",
        ]) || tokens[i].lower.len() > 5
            && tokens[i].lower.ends_with("ed")
            && !scene.text.is_capital(i)
    })?;
    let modal = clause.clone().take_while(|&i| i <= verb).any(|i| {
        tokens[i].is_any(&[
            "will", "would", "may", "might", "could", "if", "when", "to", "should", "is", "are",
            "has", "have", "can", "as", "than",
        ])
    });
    (!modal).then(|| sentence.tokens.start..verb + 1)
}

#[cfg(test)]
mod tests {
    use crate::reader::anomalies::check::cases;

    #[test]
    fn impossible_days() {
        cases(
            "impossible-date",
            &[
                ("It fell on June 31, 2011.", &["June 31, 2011"]),
                ("It fell on 29 February 2015.", &["29 February 2015"]),
                ("It fell on 29 February 2016 and May 31.", &[]),
                ("The April 35 percent figure.", &[]),
            ],
        );
    }

    #[test]
    fn weekdays() {
        cases(
            "weekday",
            &[
                (
                    "It fell on Monday, May 19, 2015.",
                    &["Monday, May 19, 2015"],
                ),
                ("It fell on Monday, May 18, 2015.", &[]),
                ("It fell on Monday, May 19.", &[]),
            ],
        );
    }

    #[test]
    fn spans() {
        cases(
            "span-backwards",
            &[
                ("He ruled from 2015 to 2013.", &["from 2015 to 2013"]),
                (
                    "He ruled between March 2012 and January 2012.",
                    &["between March 2012 and January 2012"],
                ),
                ("He ruled from 2013 to 2015.", &[]),
                ("The vote was moved from 2015 to 2013.", &[]),
            ],
        );
        let of = |words: &str| format!("Rain falls\n\nMay 18, 2015\n\nHe has ruled {words}.");
        let (bad, good, near, hedged) = (
            of("for nine years since 2010"),
            of("for five years since 2010"),
            of("for six years since 2010"),
            of("for over three years since 2010"),
        );
        cases(
            "span-length",
            &[
                (&bad, &["nine years since 2010"]),
                (&good, &[]),
                (&near, &[]),
                (&hedged, &[]),
            ],
        );
    }

    #[test]
    fn told_as_past() {
        let of = |words: &str| format!("Rain falls\n\nMay 18, 2015\n\n{words}");
        let (bad, plan, past, quote) = (
            of("In 2019 the mayor resigned."),
            of("In 2019 the mayor will have resigned."),
            of("In 2009 the mayor resigned."),
            of("“In 2019 the mayor resigned,” the novel begins."),
        );
        cases(
            "future-past",
            &[
                (&bad, &["In 2019 the mayor resigned"]),
                (&plan, &[]),
                (&past, &[]),
                (&quote, &[]),
            ],
        );
    }
}
