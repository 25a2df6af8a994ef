//! Rule `question`: what the article asks, and whether it asks for an explanation.
//!
//! Why: an article's title or an early question says what all its explanations explain.
//! The title counts before the text, a direct question before a reported one ("nobody
//! knows why the bridge fell").

use super::draft::Found;
use super::outline::{Line, Outline, clause_end};
use super::phrase::{any_of, find_phrase, match_any};
use super::stance::verdict::past;
use super::stems::{Stems, shared};
use super::text::Token;
use crate::source::Span;

/// The question and what kind it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    /// Its words and the rule that found it.
    pub(crate) found: Found,
    /// Whether it asks for causes, or who did it, rather than for what will be.
    pub(crate) explanatory: bool,
    /// Whether it asks who: then the answers exclude each other.
    pub(crate) who: bool,
    /// The line that asks it; none when the title does.
    pub(crate) line: Option<usize>,
    /// Where the words after the question word begin, as an index into the text's tokens.
    pub(crate) rest: usize,
}

/// Openings of a question that asks for an explanation.
const EXPLANATORY: &[&[&str]] = &[
    &[
        "why",
        "did|does|do|is|are|was|were|has|have|had|would|should|can|could|must?",
    ],
    &["why", "_"],
    &["so", ",?", "why|how"],
    &[
        "what",
        ",?",
        "then|really|actually|finally?",
        ",?",
        "caused|causes|causing|explains|explained|triggered|sparked|prompted|drove|drives|made|makes|led|killed|brought|sank|doomed|went|took|felled|ruined|undid|stopped",
    ],
    &["what", "did", "for", "_"],
    &[
        "what",
        "would|could|might",
        "_2",
        "make|lead|cause|drive|possess|persuade",
    ],
    &[
        "what",
        "has|had",
        "caused|driven|led|brought|made|possessed",
    ],
    &["what", "has|had|have", "gone|changed", "wrong?"],
    &["what", "lies|lay|is|was|are|were", "behind"],
    &["what's", "behind"],
    &["what", "really?", "happened"],
    &[
        "what",
        "is|was|are|were",
        "the",
        "_2",
        "cause|reason|explanation|motive",
    ],
    &[
        "what",
        "can|could|might|may|would|does|do|did",
        "explain|_2",
        "explain|mean",
    ],
    &[
        "who",
        "_2",
        "did|killed|cut|stole|blew|shot|broke|leaked|poisoned|sabotaged|attacked|set|fired|wrote|took|is|was",
    ],
    &["how", "did|do|does|could|has|have"],
    &["how", "come"],
    &["where", "have|has|did", "_6", "gone|go|vanish|disappear"],
];

/// Openings of a title without a question mark that asks all the same.
const TITLES: &[&[&str]] = &[
    &["why"],
    &[
        "how",
        "_4",
        "lost|won|failed|betrayed|helped|turned|ended|killed|ruined|saved|destroyed|paved|escaped|fell|came|became|beat|broke|collapsed|went|got|died|survived|missed|blew|threw|sank|stopped|drowned|wrecked|undid|cost|doomed",
    ],
    &[
        "what",
        "really|actually|finally?",
        "caused|explains|triggered|went|killed|sank|doomed|made|drove|lies|happened|took|brought|felled|ruined|stopped|did",
    ],
    &["what", "is|was", "behind"],
    &["what's", "behind"],
    &["who"],
    &[
        "the",
        "real|true|hidden|simple?",
        "reason|reasons|cause|causes",
    ],
    &["#", "reasons"],
    &["two|three|four|five|six|seven|ten", "reasons"],
    &["explaining"],
    &["here|here's", "is?", "why"],
    &["making", "sense", "of"],
];

/// Words that make a title no question of causes.
const MODALS: &[&str] = &[
    "should", "could", "would", "will", "might", "must", "can", "may", "needs",
];

/// Words that report a question of causes.
const REPORTED: &[&[&str]] = &[
    &["why"],
    &[
        "what",
        "caused|explains|triggered|prompted|sparked|lay|lies",
    ],
    &["what", "is|was", "behind"],
    &["who", "was|is", "behind|responsible"],
];

/// Words before a reported question that is the article's own.
const ASKING: &[&str] = &[
    "question",
    "questions",
    "ask",
    "asking",
    "wonder",
    "wondering",
    "explain",
    "explains",
    "explained",
    "explanation",
    "mystery",
    "puzzle",
    "puzzling",
    "unclear",
    "know",
    "knows",
    "understand",
    "understanding",
    "at",
    "into",
    "clear",
    "guess",
    "establish",
    "determine",
];

/// How many lines tell what the article is about.
const LEAD: usize = 4;

/// How many of the first lines may report it: later ones report the questions of others.
const EARLY: usize = 12;

/// What the article asks: of its title at `title`, else of its text.
pub(crate) fn find(outline: &Outline<'_>, title: Option<Span>) -> Option<Question> {
    let from_title = title.and_then(|span| in_title(outline, span));
    if let Some(question) = &from_title
        && question.explanatory
    {
        return from_title;
    }
    direct(outline)
        .or_else(|| headed(outline))
        .or_else(|| reported(outline))
        .or_else(|| implied(outline))
        .or(from_title)
}

/// A question that the title asks.
fn in_title(outline: &Outline<'_>, title: Span) -> Option<Question> {
    let range = outline.text.tokens_in(title);
    let words = outline.words(range.clone());
    let asks = words.iter().rev().take(3).any(|t| t.is_mark("?"));
    // "Opinion: Why the bridge fell": the question may follow a label.
    let starts =
        (0..words.len()).filter(|&at| at == 0 || words[at - 1].is_any(&[":", "|", "—", "–"]));
    for at in starts {
        let openings = if asks { EXPLANATORY } else { TITLES };
        if let Some(rest) = match_any(words, at, openings) {
            // "How the club lost it": its verb belongs to what happened.
            let rest = if !asks && words[at].is_any(&["how"]) {
                at + 1
            } else {
                rest
            };
            // "Why she should go", "how it could end": a plea or a forecast.
            let modal = !asks
                && (at..words.len()).any(|i| {
                    words[i].is_any(MODALS) && words.get(i + 1).is_none_or(|t| !t.is_any(&["not"]))
                });
            return Some(Question {
                found: Found {
                    span: outline.text.span_of(range.start + at..range.end),
                    rule: "question/title",
                },
                explanatory: !modal,
                who: words[at].is_any(&["who"]),
                line: None,
                rest: range.start + rest.min(words.len()),
            });
        }
    }
    asks.then_some(Question {
        found: Found {
            span: title,
            rule: "question/title",
        },
        explanatory: false,
        who: false,
        line: None,
        rest: range.start,
    })
}

/// Whether a question, given from its first token, asks for an explanation.
pub(crate) fn is_explanatory(words: &[Token]) -> bool {
    match_any(words, 0, EXPLANATORY).is_some()
}

/// The first direct question for an explanation.
fn direct(outline: &Outline<'_>) -> Option<Question> {
    let lead: Stems = outline
        .lines
        .iter()
        .take(LEAD)
        .flat_map(|l| l.stems.iter())
        .collect();
    outline.lines.iter().enumerate().find_map(|(i, line)| {
        let body = outline.body(line);
        let own = body
            .iter()
            .take(4)
            .any(|t| t.is_any(&["i", "we", "you", "not", "bother"]));
        let quoted = body.iter().any(Token::is_quote);
        let why = body.first().is_some_and(|t| t.is_any(&["why"]));
        let apart = i >= EARLY && !why && line.stems.len() > 1 && shared(&line.stems, &lead) == 0;
        if !line.question || own || quoted || apart {
            return None;
        }
        // "The question is: why did it fall?" asks after its colon.
        let starts =
            (0..body.len()).filter(|&at| at == 0 || body[at - 1].is_any(&[":", "—", "–", ","]));
        for at in starts {
            if let Some(rest) = match_any(body, at, EXPLANATORY) {
                return Some(Question {
                    found: Found {
                        span: outline.text.span_of(line.body.start + at..line.body.end),
                        rule: "question/direct",
                    },
                    explanatory: true,
                    who: body[at].is_any(&["who"]),
                    line: Some(i),
                    rest: line.body.start + rest,
                });
            }
        }
        None
    })
}

/// The first subheading that asks why something past was so: "What went wrong?"
fn headed(outline: &Outline<'_>) -> Option<Question> {
    outline
        .headings
        .iter()
        .enumerate()
        .find_map(|(i, heading)| {
            let words = outline.words(heading.clone());
            let rest = match_any(words, 0, EXPLANATORY)?;
            let line = outline.lines.iter().position(|l| l.section == Some(i))?;
            let asks = words.last().is_some_and(|t| t.is_mark("?"));
            let tells =
                words[0].is_any(&["what", "who"]) || any_of(words, &["did", "was", "were", "had"]);
            (asks && past(words) && tells).then(|| Question {
                found: Found {
                    span: outline.text.span_of(heading.clone()),
                    rule: "question/heading",
                },
                explanatory: true,
                who: words[0].is_any(&["who"]),
                line: Some(line),
                rest: heading.start + rest,
            })
        })
}

/// The first question for an explanation that is told rather than asked.
fn reported(outline: &Outline<'_>) -> Option<Question> {
    early(outline).find_map(|(i, line)| {
        let words = outline.words(line.tokens.clone());
        REPORTED.iter().find_map(|pattern| {
            let hit = find_phrase(words, 1, pattern)?;
            let before = &words[hit.start.saturating_sub(3)..hit.start];
            if !any_of(before, ASKING) {
                return None;
            }
            // "That would explain why the others did better" explains something else.
            if has_any(
                &words[..hit.start],
                &["would", "could", "may", "might", "which"],
            ) {
                return None;
            }
            let end = question_end(words, hit.end);
            if end < hit.end + 1 {
                return None;
            }
            let start = line.tokens.start;
            Some(Question {
                found: Found {
                    span: outline.span(start + hit.start..start + end),
                    rule: "question/reported",
                },
                explanatory: true,
                who: words[hit.start].is_any(&["who"]),
                line: Some(i),
                rest: start + hit.end,
            })
        })
    })
}

/// The first lines that have no quotation.
fn early<'a>(outline: &'a Outline<'_>) -> impl Iterator<Item = (usize, &'a Line)> {
    let lines = outline.lines.iter().enumerate().take(EARLY);
    lines.filter(|(_, line)| {
        let words = outline.words(line.tokens.clone());
        !words.iter().any(Token::is_quote)
    })
}

/// Where the reported question ends: before a comma too.
fn question_end(words: &[Token], from: usize) -> usize {
    let end = clause_end(words, from, words.len());
    (from + 2..end)
        .find(|&i| words[i].is_mark(","))
        .unwrap_or(end)
}

fn has_any(words: &[Token], any: &'static [&'static str]) -> bool {
    any_of(words, any)
}

/// "Several explanations for the delay have been offered" asks for the delay's cause.
fn implied(outline: &Outline<'_>) -> Option<Question> {
    const IMPLIED: &[&[&str]] = &[
        &["explanations|theories|hypotheses", "for|about|of|as"],
        &[
            "reasons|causes",
            "for|of|behind",
            "the|this|that|his|her|its|their",
        ],
        &["to", "explain", "the|this|that|his|her|its|their"],
    ];
    early(outline).find_map(|(i, line)| {
        let words = outline.words(line.tokens.clone());
        IMPLIED.iter().find_map(|pattern| {
            let hit = find_phrase(words, 0, pattern)?;
            let end = question_end(words, hit.end);
            let start = line.tokens.start;
            (end > hit.end).then(|| Question {
                found: Found {
                    span: outline.span(start + hit.start..start + end),
                    rule: "question/implied",
                },
                explanatory: true,
                who: false,
                line: Some(i),
                rest: start + hit.end,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn ask(text: &str) -> Option<(String, &'static str, bool)> {
        let document = document(text);
        let title = document.blocks.first().map(|b| b.span);
        let title = title.filter(|_| text.starts_with('#'));
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let question = find(&outline, title)?;
        let words = text.slice(question.found.span).to_owned();
        Some((words, question.found.rule, question.explanatory))
    }

    #[test]
    fn questions() {
        let cases = [
            (
                "# Why did the dam fail?\n\nIt failed.",
                "Why did the dam fail?",
                "question/title",
            ),
            (
                "# Opinion: Why the dam failed\n\nIt failed.",
                "Why the dam failed",
                "question/title",
            ),
            (
                "# Will it rain?\n\nSo why did it fail?",
                "why did it fail?",
                "question/direct",
            ),
            (
                "The question is: what caused the fire?",
                "what caused the fire?",
                "question/direct",
            ),
            (
                "# What Really Took Down the Dam\n\nIt failed.",
                "What Really Took Down the Dam",
                "question/title",
            ),
            (
                "# The dam was not old\n\nIt failed. So what did for it?",
                "what did for it?",
                "question/direct",
            ),
            (
                "# The dam\n\nIt failed.\n\n## What went wrong?\n\nMuch did.",
                "What went wrong?",
                "question/heading",
            ),
            (
                "Nobody knows why the dam failed; it was new.",
                "why the dam failed",
                "question/reported",
            ),
            (
                "Many explanations for the delay were heard.",
                "explanations for the delay were heard",
                "question/implied",
            ),
        ];
        for (text, words, rule) in cases {
            assert_eq!(ask(text), Some((words.to_owned(), rule, true)), "{text}");
        }
        assert_eq!(ask("# Will it rain?\n\nIt may.").map(|q| q.2), Some(false));
    }

    #[test]
    fn not_questions() {
        for text in [
            "# A day at the dam\n\nIt was warm.",
            "That is why the dam failed.",
            "# The soup\n\nStir it.\n\n## Why unwaxed?\n\nIt sticks so.",
            "# The soup\n\nStir it.\n\n## What is it served with?\n\nBread.",
            "That would explain why the others held.",
            "Could you wait?",
        ] {
            assert_eq!(ask(text), None, "{text}");
        }
    }
}
