//! What the text expects of the future: one draft forecast for each clause that foresees.

pub(crate) mod answer;
pub(crate) mod bet;
pub(crate) mod chance;
pub(crate) mod condition;
pub(crate) mod fate;
pub mod horizon;
pub(crate) mod horizon_words;
pub(crate) mod likely;
pub(crate) mod may;
pub(crate) mod plan;
pub(crate) mod probable;
pub(crate) mod sureness;
pub(crate) mod truth;
pub(crate) mod will;

use std::ops::Range;

use super::draft::{Attribution, DraftForecast, Found, Stance};
use super::outline::{Line, Outline};
use super::phrase::{any_of, glance};
use super::remarks::{counterfactual, unknowable};
use super::text::{Text, Token, TokenKind};

/// How sure "will" sounds, when no other word says so.
pub(crate) const PLAIN: (f64, f64) = (0.80, 0.95);

/// What a rule for one clause is given.
pub(crate) struct Clause<'a> {
    /// The tokens of the whole sentence.
    pub(crate) words: &'a [Token],
    /// The clause, as indices into `words`.
    pub(crate) range: Range<usize>,
    /// The article, and where the sentence begins in it.
    pub(crate) text: &'a Text<'a>,
    /// The index of the sentence's first token.
    pub(crate) start: usize,
    /// Whether someone is said to say it.
    pub(crate) said: bool,
    /// Whether the text has begun to look ahead: after a question about the future, or
    /// beside another forecast.
    pub(crate) ahead: bool,
}

impl Clause<'_> {
    /// Its own tokens.
    pub(crate) fn own(&self) -> &[Token] {
        self.words.get(self.range.clone()).unwrap_or(&[])
    }
}

/// A rule: whether a clause foresees something.
type Rule = (&'static str, fn(&Clause<'_>) -> bool);

const RULES: &[Rule] = &[
    ("forecasts/bet", bet::is),
    ("forecasts/chance", chance::is),
    ("forecasts/fate", fate::is),
    ("forecasts/likely", likely::is),
    ("forecasts/will", will::is),
    ("forecasts/may", may::is),
    ("forecasts/probable", probable::is),
];

/// What no forecast is, whatever its words.
const NOT: &[fn(&Clause<'_>) -> bool] = &[plan::is, condition::is, truth::is];

/// All forecasts of the text, in its order.
pub(crate) fn find(outline: &Outline<'_>, attributions: &[Attribution]) -> Vec<DraftForecast> {
    let mut forecasts = Vec::new();
    let mut ahead = false;
    let mut paragraph = usize::MAX;
    let instructing = instructs(outline);
    for (i, line) in outline.lines.iter().enumerate() {
        let _glance = glance(outline.words(line.tokens.clone()));
        if line.first && line.paragraph != paragraph {
            paragraph = line.paragraph;
            ahead = announced(outline, line) || ahead && answer::asks_ahead(outline, line);
        }
        if line.question {
            if answer::asks_ahead(outline, line) {
                ahead = true;
                forecasts.extend(answer::find(outline, i));
            }
            continue;
        }
        if instructing || unknowable::is(outline, line) || counterfactual::is(outline, line) {
            continue;
        }
        let before = forecasts.len();
        let answered = forecasts
            .last()
            .is_some_and(|f: &DraftForecast| f.found.span.start >= line.span.start);
        if !answered {
            in_line(outline, attributions, line, ahead, &mut forecasts);
        }
        ahead = ahead || forecasts.len() > before;
    }
    forecasts
}

/// Whether the heading above a line announces what is to come: "What next?", "The outlook".
fn announced(outline: &Outline<'_>, line: &Line) -> bool {
    let heading = line.section.and_then(|at| outline.headings.get(at));
    heading.is_some_and(|range| {
        outline.words(range.clone()).iter().any(|t| {
            t.is_any(&[
                "next",
                "outlook",
                "future",
                "ahead",
                "prospects",
                "forecast",
                "tomorrow",
            ])
        })
    })
}

/// The forecasts of one sentence.
fn in_line(
    outline: &Outline<'_>,
    attributions: &[Attribution],
    line: &Line,
    ahead: bool,
    forecasts: &mut Vec<DraftForecast>,
) {
    let words = outline.words(line.tokens.clone());
    let mut ahead = ahead;
    let start = line.tokens.start;
    let body = line.body.start - start;
    let mut taken = 0;
    for range in clauses(words, body) {
        let absolute = start + range.start..start + range.end;
        let (inner, attribution) = content(outline, attributions, absolute.clone());
        let clause = Clause {
            words,
            range: range.clone(),
            text: outline.text,
            start,
            said: attribution.is_some(),
            ahead,
        };
        let read = start + range.start < taken;
        if read || !bet::is(&clause) && NOT.iter().any(|holds| holds(&clause)) {
            continue;
        }
        let Some((rule, _)) = RULES.iter().find(|(_, holds)| holds(&clause)) else {
            continue;
        };
        ahead = true;
        // What the speaker says is the forecast only where it foresees by itself.
        let own = Clause {
            range: inner.start - start..inner.end - start,
            ..clause
        };
        let foresees = RULES.iter().any(|(_, holds)| holds(&own));
        let (inner, attribution) = match attribution {
            Some(_) if foresees => (inner, attribution),
            _ => {
                let said = said(words, &range);
                (start + said.start..start + said.end, None)
            }
        };
        let whole = inner.start..start + qualified(words, inner.end - start);
        taken = whole.end;
        let mut span = outline.span(whole.clone());
        if whole.end == line.tokens.end && inner.start == line.body.start {
            span.end = line.span.end;
        }
        forecasts.push(DraftForecast {
            found: Found { span, rule },
            stance: Some(stance(outline, absolute)),
            horizon: horizon_words::find(outline.words(inner.clone()))
                .map(|h| outline.span(inner.start + h.start..inner.start + h.end)),
            attribution,
        });
    }
}

/// The part of a clause that a speaker says, and who, where that is most of it.
fn content(
    outline: &Outline<'_>,
    attributions: &[Attribution],
    clause: Range<usize>,
) -> (Range<usize>, Option<usize>) {
    let span = outline.text.span_of(clause.clone());
    let from = attributions.partition_point(|a| a.content.end <= span.start);
    let mut best: Option<(usize, Range<usize>)> = None;
    for (i, attribution) in attributions.iter().enumerate().skip(from).take(8) {
        let tokens = outline.text.tokens_in(attribution.content);
        let common = tokens.start.max(clause.start)..tokens.end.min(clause.end);
        let most = common.end.saturating_sub(common.start) * 2 > clause.len();
        if most && best.as_ref().is_none_or(|(_, r)| common.len() <= r.len()) {
            best = Some((i, common));
        }
    }
    match best {
        Some((i, range)) if range.len() >= 3 => (range, Some(i)),
        _ => (clause, None),
    }
}

/// How sure a clause sounds.
fn stance(outline: &Outline<'_>, range: Range<usize>) -> Stance {
    match sureness::of(outline.text, range.clone()) {
        Some(found) => Stance {
            low: found.low,
            high: found.high,
            span: outline
                .text
                .span_of(range.start + found.tokens.start..range.start + found.tokens.end),
        },
        None => Stance {
            low: PLAIN.0,
            high: PLAIN.1,
            span: outline.span(range),
        },
    }
}

/// A sentence's main clauses: cut at dashes, colons, semicolons, and at commas (or "that")
/// before a word that joins another clause with a verb of its own.
pub(crate) fn clauses(words: &[Token], from: usize) -> Vec<Range<usize>> {
    let mut cuts = vec![from];
    for i in from + 1..words.len() {
        let token = &words[i];
        let strong = token.kind == TokenKind::Mark && token.is_any(&["—", "–", ";", ":"]);
        if strong && !bet::announces(&words[from..i]) {
            cuts.push(i + 1);
        }
        let after_comma = words[i - 1].is_mark(",");
        if after_comma
            && token.is_any(&[
                "and", "but", "so", "though", "although", "yet", "or", "while", "which", "for",
            ])
        {
            let verb = words[i..].iter().take(12).any(|t| t.is_any(VERBAL));
            if verb && has_subject(&words[i + 1..]) {
                cuts.push(i + 1);
            }
        }
        if token.is_any(&["that"]) && words[i - 1].is_any(&["and"]) {
            cuts.push(i + 1);
        }
    }
    cuts.push(words.len());
    cuts.windows(2)
        .map(|pair| pair[0]..pair[1].max(pair[0]))
        .map(|range| trim(words, range))
        .filter(|range| range.len() >= 3)
        .collect()
}

/// Whether a clause begins with a subject of its own: "but for the most part will fall"
/// and "and may fall" have none.
fn has_subject(words: &[Token]) -> bool {
    const NONE: &[&str] = &[
        "for", "not", "also", "then", "will", "would", "may", "might", "could", "is", "are", "was",
        "were", "has", "have", "had", "probably", "never", "can", "should", "must", "does", "did",
    ];
    words.first().is_some_and(|t| !t.is_any(NONE))
}

/// Words one of which every clause that foresees has.
const VERBAL: &[&str] = &[
    "will", "won't", "'ll", "would", "could", "may", "might", "is", "are", "was", "were", "has",
    "have", "had", "can", "should", "must", "likely", "unlikely", "expect", "expects", "it'll",
    "they'll", "i'll", "we'll", "does", "do",
];

/// What joins a clause to the next one.
const JOINTS: &[&str] = &[
    ",", ";", "—", "–", ":", "and", "but", "so", "though", "although", "yet", "or", "while",
    "which", "for",
];

/// The end of a clause that ends at `end`, with what bounds it: "…, although few think so",
/// "…, unless it rains". A quote without that would say more than the writer does.
fn qualified(words: &[Token], end: usize) -> usize {
    let comma = words.get(end).is_some_and(|t| t.is_mark(","));
    let bounds = words
        .get(end + usize::from(comma))
        .is_some_and(|t| t.is_any(&["though", "although", "unless", "except", "provided", "if"]));
    if !bounds {
        return end;
    }
    let strong = |t: &Token| t.kind == TokenKind::Mark && t.is_any(&[";", ":", "—", "–", ".", "!"]);
    words[end..]
        .iter()
        .position(strong)
        .map_or(words.len(), |i| end + i)
}

/// Whether what follows `from` in `own` is about the past: "a chance that it fell".
pub(crate) fn looks_back(own: &[Token], from: usize) -> bool {
    let rest = &own[from.min(own.len())..(from + 12).min(own.len())];
    let noun = from > 0 && own[from - 1].is_any(&["of", "for", "to", "on"]);
    let modal = any_of(rest, &["will", "may", "might", "could", "would", "can"]);
    let past = rest.iter().enumerate().any(|(i, t)| {
        let be = any_of(
            &rest[i.saturating_sub(2)..i],
            &["is", "are", "be", "being", "get", "gets"],
        );
        let article = i > 0 && rest[i - 1].is_any(&["a", "the", "an"]);
        t.is_any(PAST) || t.lower.ends_with("ed") && !be && !article
    });
    !noun && !modal && past
}

/// Verbs of the past that do not end in "ed".
const PAST: &[&str] = &[
    "was", "were", "did", "had", "has", "have", "became", "began", "broke", "brought", "came",
    "chose", "drove", "fell", "fought", "found", "gave", "got", "grew", "hit", "knew", "left",
    "lost", "made", "meant", "met", "ran", "rose", "said", "sank", "saw", "sent", "shot", "spoke",
    "stole", "struck", "took", "thought", "told", "went", "won", "wrote",
];

/// Without commas and joining words at its ends.
fn trim(words: &[Token], range: Range<usize>) -> Range<usize> {
    let mut range = range;
    let opens = |t: &Token| t.is_any(&[",", ";", "—", "–", ":", "and", "but", "so"]);
    while range.start < range.end && opens(&words[range.start]) {
        range.start += 1;
    }
    while range.start < range.end && words[range.end - 1].is_any(JOINTS) {
        range.end -= 1;
    }
    range
}

/// What is foreseen, without "the ministry said that".
fn said(words: &[Token], range: &Range<usize>) -> Range<usize> {
    const SAYING: &[&str] = &[
        "said",
        "says",
        "say",
        "warned",
        "warns",
        "warn",
        "told",
        "added",
        "adds",
        "predicted",
        "predicts",
        "predict",
        "believe",
        "believes",
        "believed",
        "argues",
        "argued",
        "thinks",
        "insists",
        "insisted",
        "promised",
        "doubt",
        "certain",
    ];
    let own = &words[range.clone()];
    let that = (1..own.len().min(14))
        .find(|&i| own[i].is_any(&["that"]) && any_of(&own[i.saturating_sub(4)..i], SAYING));
    match that {
        Some(i) if i + 3 < own.len() && !own[i - 1].is_any(&["doubt", "certain"]) => {
            range.start + i + 1..range.end
        }
        _ => range.clone(),
    }
}

/// Whether the text instructs (a recipe, a manual): its "will" tells what is always so.
fn instructs(outline: &Outline<'_>) -> bool {
    const ORDERS: &[&str] = &[
        "add", "attach", "bake", "beat", "boil", "bring", "brush", "chop", "clean", "click",
        "close", "cook", "cool", "cover", "cut", "dip", "drain", "dry", "fill", "fold", "fry",
        "grate", "heat", "insert", "install", "keep", "knead", "leave", "melt", "mix", "open",
        "pack", "peel", "place", "plug", "pour", "preheat", "press", "push", "put", "remove",
        "rinse", "roast", "rub", "run", "scald", "scrape", "scrub", "season", "select", "serve",
        "set", "simmer", "slice", "soak", "spread", "sprinkle", "stir", "store", "take", "tap",
        "throw", "tie", "trim", "turn", "type", "unplug", "use", "wash", "whisk", "wipe",
    ];
    // "Peel them", "once the pan is hot, add the onions".
    let orders = |line: &&Line| {
        let body = outline.body(line);
        let after = body.iter().position(|t| t.is_mark(",")).filter(|_| {
            body.first()
                .is_some_and(|t| t.is_any(&["when", "once", "if", "after", "before"]))
        });
        let told = |at: usize| body.get(at).is_some_and(|t| t.is_any(ORDERS));
        told(0) || after.is_some_and(|at| told(at + 1))
    };
    let orders = outline.lines.iter().filter(orders).count();
    orders >= 2 && orders * 6 >= outline.lines.len()
}

#[cfg(test)]
mod tests;
