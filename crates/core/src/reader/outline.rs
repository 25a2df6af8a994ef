//! The sentences of an article's prose, each with how it opens and what it speaks of: what
//! all rules on arguments look at.

use std::ops::Range;
use std::sync::LazyLock;

use super::phrase::{Phrase, Table, match_any};
use super::stems::{Stems, stems};
use super::text::{Sentence, Text, Token, TokenKind};
use crate::source::Span;
use crate::source::document::BlockKind;

/// How a sentence joins to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    /// No word says how.
    Plain,
    /// It turns against it: "however", "in practice".
    Contrast,
    /// It grants something before turning: "it is true that", "admittedly".
    Concession,
    /// It adds to it: "indeed", "after all".
    Support,
    /// It counts: "first", "second", "finally".
    Ordinal,
}

type Row = (&'static [&'static str], Opener);

const OPENERS: &[Row] = &[
    (&["but", "then?", "again?", ",?"], Opener::Contrast),
    (&["and", "yet", ",?"], Opener::Contrast),
    (&["yet", ",?"], Opener::Contrast),
    (
        &[
            "still|however|nevertheless|nonetheless|alas|unfortunately|actually",
            ",",
        ],
        Opener::Contrast,
    ),
    (&["even", "so", ","], Opener::Contrast),
    (&["that", "said", ","], Opener::Contrast),
    (&["all|just", "the", "same", ","], Opener::Contrast),
    (
        &["in", "practice|reality|fact|truth", ",?"],
        Opener::Contrast,
    ),
    (&["on", "the", "other", "hand", ",?"], Opener::Contrast),
    (&["on", "the", "contrary", ",?"], Opener::Contrast),
    (&["by", "contrast", ",?"], Opener::Contrast),
    (
        &[
            "the",
            "trouble|problem|snag|catch|difficulty",
            "is|was",
            "that?",
            ",?",
        ],
        Opener::Contrast,
    ),
    (&["at", "the", "same", "time", ","], Opener::Contrast),
    (
        &["it", "is|was", "true|undeniable", "that"],
        Opener::Concession,
    ),
    (
        &["true|admittedly|granted|certainly|undeniably", ","],
        Opener::Concession,
    ),
    (&["to", "be", "sure", ",?"], Opener::Concession),
    (&["of", "course", ",?"], Opener::Concession),
    (&["no", "doubt", ","], Opener::Concession),
    (
        &[
            "indeed|moreover|furthermore|besides|likewise|similarly",
            ",?",
        ],
        Opener::Support,
    ),
    (&["after", "all", ","], Opener::Support),
    (&["for", "example|instance", ","], Opener::Support),
    (&["what", "is", "more", ","], Opener::Support),
    (&["in", "addition", ","], Opener::Support),
    (
        &[
            "first|firstly|second|secondly|third|thirdly|fourth|fourthly|fifth|finally|lastly",
            ",",
        ],
        Opener::Ordinal,
    ),
    (&["to", "begin|start", "with", ","], Opener::Ordinal),
    (&["so|and|now|well", ",?"], Opener::Plain),
];

/// Words that turn a sentence from inside it: "Growers, however, had sold".
const INSIDE: &[Row] = &[
    (
        &[",", "however|though|nevertheless|nonetheless", ",|.|:|;"],
        Opener::Contrast,
    ),
    (
        &[",", "on", "the", "other", "hand", ",|."],
        Opener::Contrast,
    ),
    (&[",", "by", "contrast", ",|."], Opener::Contrast),
    (&["in", "fact"], Opener::Contrast),
    (&["actually"], Opener::Contrast),
];

static OPENER_TABLE: LazyLock<Table<Opener>> = LazyLock::new(|| Table::new(OPENERS));
static INSIDE_TABLE: LazyLock<Table<Opener>> = LazyLock::new(|| Table::new(INSIDE));

/// One sentence of prose.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its tokens without the words that join it to what stands before.
    pub(crate) body: Range<usize>,
    /// How it joins to what stands before.
    pub(crate) opener: Opener,
    /// The paragraph it stands in, counted from 0 over prose.
    pub(crate) paragraph: usize,
    /// The heading that it stands under, as an index into [`Outline::headings`].
    pub(crate) section: Option<usize>,
    /// Whether it opens that paragraph.
    pub(crate) first: bool,
    /// Whether it asks.
    pub(crate) question: bool,
    /// The stems of its content words.
    pub(crate) stems: Stems,
}

/// The prose of an article.
#[derive(Debug)]
pub(crate) struct Outline<'t> {
    /// The article, cut.
    pub(crate) text: &'t Text<'t>,
    /// Its sentences of prose, in order.
    pub(crate) lines: Vec<Line>,
    /// The tokens of its subheadings.
    pub(crate) headings: Vec<Range<usize>>,
}

/// No more sentences than this are argued over: a long book has some 10,000.
const MOST_LINES: usize = 20_000;

/// Longer sentences than this, in tokens, are no prose.
const LONGEST: usize = 400;

/// Headings over lists of other articles.
const ELSEWHERE: &[Phrase] = &[
    &["more", "on|from|about|in|stories|news"],
    &["related"],
    &["read", "more|next|also|on"],
    &["see", "also"],
    &["most", "read|popular|viewed|shared"],
    &["also|elsewhere", "in|on"],
    &["further", "reading"],
    &["you", "may|might", "also"],
    &["recommended|trending|popular|topics|latest"],
];

/// Whether a heading stands over a list of other articles.
fn leads_elsewhere(words: &[Token]) -> bool {
    match_any(words, 0, ELSEWHERE).is_some()
}

/// Whether a sentence stands about: the title of another article in a list of them
/// (`elsewhere`), or the words under a picture ("Photo: ...").
fn stands_about(text: &Text<'_>, sentence: &Sentence, elsewhere: bool) -> bool {
    const PICTURES: &[&str] = &[
        "caption",
        "credit",
        "graphic",
        "image",
        "photo",
        "photograph",
        "photos",
        "pictured",
        "picture",
    ];
    const STOPS: &[&str] = &[".", "!", "?", ":", ";"];
    let words = text.words(sentence);
    let [first, second, ..] = words else {
        return false;
    };
    let picture = first.is_any(PICTURES) && second.is_mark(":");
    let listed = matches!(text.block(sentence).kind, BlockKind::ListItem);
    let ends = words.iter().rev().take(3);
    picture || elsewhere && listed && !ends.into_iter().any(|t| STOPS.iter().any(|s| t.is_mark(s)))
}

impl<'t> Outline<'t> {
    /// Whether a line ends as a sentence does; a byline and a date do not.
    pub(crate) fn stops(&self, line: &Line) -> bool {
        let words = self.words(line.tokens.clone());
        words
            .iter()
            .rev()
            .take(2)
            .any(|t| t.is_any(&[".", "?", "!"]))
    }

    /// The prose of `text`; sentences inside `skip` (a title, a byline) are left out.
    pub(crate) fn new(text: &'t Text<'t>, skip: &[Span]) -> Outline<'t> {
        let mut lines: Vec<Line> = Vec::new();
        let mut block = None;
        let mut paragraph = 0;
        let mut broken = false;
        let mut headings: Vec<Range<usize>> = Vec::new();
        let mut heading_block = None;
        let mut elsewhere = false;
        for sentence in &text.sentences {
            let skipped = skip
                .iter()
                .any(|s| s.start <= sentence.span.start && sentence.span.end <= s.end);
            let words = text.words(sentence);
            let wordy = words.iter().filter(|t| t.kind == TokenKind::Word).count();
            if !skipped && is_heading(text, sentence) {
                let same = heading_block == Some(sentence.block);
                elsewhere = leads_elsewhere(words);
                match headings.last_mut() {
                    // "1. Supply" is cut in two.
                    Some(last) if same => last.end = whole_or_part(last.start, sentence.tokens.end),
                    _ if text.block(sentence).kind == BlockKind::Heading(1) => {}
                    _ => {
                        let start = sentence.tokens.start;
                        headings.push(start..whole_or_part(start, sentence.tokens.end));
                    }
                }
                heading_block = Some(sentence.block);
                continue;
            }
            if skipped
                || !text.is_prose(sentence)
                || words.len() > LONGEST
                || stands_about(text, sentence, elsewhere)
            {
                continue;
            }
            if wordy < 2 && !judges(words) && !is_why(words) {
                continue;
            }
            if block != Some(sentence.block) {
                broken = lines_are_paragraphs(text, sentence.block);
            }
            let from = lines.last().map_or(sentence.span.start, |l| l.span.end);
            let gap = text.document.text.get(from..sentence.span.start);
            let first = block != Some(sentence.block)
                || broken && gap.is_some_and(|gap| gap.contains('\n'));
            if first && block.is_some() {
                paragraph += 1;
            }
            block = Some(sentence.block);
            let (opener, body) = opening(&text.tokens, sentence.tokens.clone());
            lines.push(Line {
                span: sentence.span,
                tokens: sentence.tokens.clone(),
                body,
                opener,
                paragraph,
                section: headings.len().checked_sub(1),
                first,
                question: asks(words),
                stems: stems(words),
            });
            if lines.len() >= MOST_LINES {
                break;
            }
        }
        Outline {
            text,
            lines,
            headings,
        }
    }

    /// The tokens of a range.
    pub(crate) fn words(&self, range: Range<usize>) -> &[Token] {
        self.text.tokens.get(range).unwrap_or(&[])
    }

    /// The tokens of a line, without its opener.
    pub(crate) fn body(&self, line: &Line) -> &[Token] {
        self.words(line.body.clone())
    }

    /// The span of tokens of a range, marks at its ends left out.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let mut range = range;
        while range.start < range.end && is_edge(&self.text.tokens[range.start]) {
            range.start += 1;
        }
        while range.start < range.end && is_edge(&self.text.tokens[range.end - 1]) {
            range.end -= 1;
        }
        self.text.span_of(range)
    }

    /// The whole of a line without its opener, its final stop included.
    pub(crate) fn statement(&self, line: &Line) -> Span {
        let start = self.text.span_of(line.body.clone()).start;
        Span::new(start.min(line.span.end), line.span.end)
    }

    /// The index of the last line of the paragraph that line `at` stands in.
    pub(crate) fn paragraph_end(&self, at: usize) -> usize {
        let paragraph = self.lines[at].paragraph;
        let after = self.lines.partition_point(|l| l.paragraph <= paragraph);
        after.saturating_sub(1).max(at)
    }
}

/// Whether one word judges what stands before it: "Nonsense."
fn judges(words: &[Token]) -> bool {
    words.len() == 2
        && words[0].is_any(&[
            "nonsense",
            "rubbish",
            "bunk",
            "perhaps",
            "maybe",
            "possibly",
            "hardly",
            "far-fetched",
            "implausible",
            "unlikely",
            "doubtful",
            "plausible",
            "probably",
        ])
}

/// "Why?"
fn is_why(words: &[Token]) -> bool {
    words.len() == 2 && words[0].is_any(&["why"]) && words[1].is_mark("?")
}

/// Whether a sentence is a subheading: marked as one, or a short block of one line without
/// a stop.
fn is_heading(text: &Text<'_>, sentence: &Sentence) -> bool {
    let block = text.block(sentence);
    let words = text.words(sentence);
    match block.kind {
        BlockKind::Heading(_) => true,
        BlockKind::Paragraph => {
            let whole = block.span == sentence.span;
            let stopped = words
                .last()
                .is_some_and(|t| t.is_any(&[".", "!", "?", ":", ";", ",", "”", "\"", ")", "*"]));
            let capital = text.is_capital(sentence.tokens.start);
            whole && !stopped && capital && words.len() <= HEADING
        }
        _ => false,
    }
}

/// A subheading has at most so many tokens.
const HEADING: usize = 9;

/// Of what is marked as a heading so many tokens are looked at: each paragraph below looks
/// at them again.
const LONGEST_HEADING: usize = 60;

/// Where a heading of tokens `start..end` ends for those who look at it.
fn whole_or_part(start: usize, end: usize) -> usize {
    end.min(start.saturating_add(LONGEST_HEADING))
}

/// Whether the line breaks inside a block end paragraphs rather than wrap lines: nearly all
/// of them stand after a stop.
fn lines_are_paragraphs(text: &Text<'_>, block: usize) -> bool {
    let Some(block) = text.document.blocks.get(block) else {
        return false;
    };
    let (mut breaks, mut stops) = (0_usize, 0_usize);
    let mut lines = text.slice(block.span).lines().peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() {
            breaks += 1;
            let stop = |c| ".!?\"”’')*:".contains(c);
            stops += usize::from(line.trim_end().ends_with(stop));
        }
    }
    breaks >= 2 && stops * 5 >= breaks * 4
}

/// A mark that a quote does not begin or end with.
fn is_edge(token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && !token.is_quote()
        && !token.is_any(&["(", ")", "%", "$", "€", "£", "#", "'"])
}

/// How a sentence opens, and the tokens after that.
fn opening(tokens: &[Token], range: Range<usize>) -> (Opener, Range<usize>) {
    let words = &tokens[range.clone()];
    let mut opener = Opener::Plain;
    let mut at = 0;
    // "But in practice", "And indeed": two joints at most.
    for _ in 0..2 {
        let Some(hit) = OPENER_TABLE.match_at(words, at) else {
            break;
        };
        if hit.tokens.end + 2 > words.len() {
            break;
        }
        if *hit.value != Opener::Plain {
            opener = *hit.value;
        }
        // "The trouble is how little it explains": these words are the clause's own.
        if words[at].is_any(&["the"]) && hit.value == &Opener::Contrast {
            break;
        }
        at = hit.tokens.end;
    }
    if opener == Opener::Plain || opener == Opener::Support {
        let turned = (0..words.len().min(16)).find_map(|at| INSIDE_TABLE.match_at(words, at));
        if let Some(hit) = turned {
            opener = *hit.value;
        }
    }
    (opener, range.start + at..range.end)
}

/// Whether a sentence ends in a question mark.
fn asks(words: &[Token]) -> bool {
    words
        .iter()
        .rev()
        .take(3)
        .find(|t| !t.is_quote() && !t.is_mark(")"))
        .is_some_and(|t| t.is_mark("?"))
}

/// Where the clause that holds token `at` ends: before a dash, a colon, a semicolon, a
/// bracket or a word that opens another main clause; at `end` at the latest.
pub(crate) fn clause_end(tokens: &[Token], at: usize, end: usize) -> usize {
    let end = end.min(tokens.len());
    let mut i = at;
    while i < end {
        let token = &tokens[i];
        let mark = token.kind == TokenKind::Mark;
        if mark && (token.is_any(&["—", "–", ";", ":", "("])) {
            return i;
        }
        if mark && token.lower == "," && i + 1 < end {
            let next = &tokens[i + 1];
            if next.is_any(&[
                "but", "though", "although", "yet", "whereas", "while", "so", "which",
            ]) {
                return i;
            }
        }
        i += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn openers(text: &str) -> Vec<(Opener, String)> {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let lines = outline.lines.iter();
        lines
            .map(|l| (l.opener, text.slice(outline.statement(l)).to_owned()))
            .collect()
    }

    #[test]
    fn openers_are_seen_and_left_out_of_the_body() {
        let cases = [
            (
                "However, the mill was full.",
                Opener::Contrast,
                "the mill was full.",
            ),
            (
                "But in practice nobody came.",
                Opener::Contrast,
                "nobody came.",
            ),
            (
                "The mill, however, was full.",
                Opener::Contrast,
                "The mill, however, was full.",
            ),
            (
                "It is true that it rained.",
                Opener::Concession,
                "it rained.",
            ),
            (
                "Second, the roof leaked.",
                Opener::Ordinal,
                "the roof leaked.",
            ),
            ("After all, it rained.", Opener::Support, "it rained."),
            (
                "Still the rain fell.",
                Opener::Plain,
                "Still the rain fell.",
            ),
            (
                "First place went to Odda.",
                Opener::Plain,
                "First place went to Odda.",
            ),
        ];
        for (text, opener, body) in cases {
            assert_eq!(openers(text), [(opener, body.to_owned())], "{text}");
        }
    }

    #[test]
    fn lines_may_be_paragraphs() {
        let paragraphs = |text: &str| {
            let document = document(text);
            let text = Text::new(&document);
            let lines = Outline::new(&text, &[]).lines;
            lines.last().map(|l| l.paragraph)
        };
        assert_eq!(
            paragraphs("It rained.\nIt was cold. Very.\nIt was dark."),
            Some(2)
        );
        assert_eq!(
            paragraphs("It rained and\nit was cold. It\nwas dark."),
            Some(0)
        );
    }
}
