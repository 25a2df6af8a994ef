//! Plain text: the decoded file as it is, with its paragraphs.
//!
//! Blank lines part paragraphs. A text without any is one paragraph a line when most of
//! its lines end like sentences, and one paragraph in all otherwise (hard-wrapped lines).
//! The first line is a heading when it is short, has no final stop, and stands alone or
//! ends before the line was full.

use super::charset::Decoded;
use super::{Block, BlockKind, Document, Origin, Stretch};
use crate::source::Span;

/// A heading has at most so many characters.
const MAX_HEADING: usize = 120;

/// The text of a decoded file, and its blocks.
pub(super) fn read(decoded: &Decoded) -> Document {
    let text = decoded.text.clone();
    let origin = match decoded.raw_start {
        Some(raw) => Origin::Stretches(vec![Stretch {
            text: 0,
            raw,
            length: text.len(),
        }]),
        None => Origin::Unknown,
    };
    Document {
        blocks: blocks(&text),
        text,
        origin,
        ..Document::default()
    }
}

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    let mut blank = true;
    for line in lines {
        if line.start == line.end {
            blank = true;
        } else {
            match paragraphs.last_mut() {
                Some(paragraph) if !blank => paragraph.push(line),
                _ => paragraphs.push(vec![line]),
            }
            blank = false;
        }
    }
    if let [only] = paragraphs.as_slice()
        && is_paragraph_a_line(text, only)
    {
        paragraphs = only.iter().map(|&line| vec![line]).collect();
    }
    let has_heading = split_heading(text, &mut paragraphs);
    paragraphs
        .iter()
        .enumerate()
        .filter_map(|(i, lines)| {
            let span = Span::new(lines.first()?.start, lines.last()?.end);
            let kind = match i {
                0 if has_heading => BlockKind::Heading(1),
                _ => BlockKind::Paragraph,
            };
            Some(Block { kind, span })
        })
        .collect()
}

/// The lines of a text without white space around them; ended by LF, CR LF or CR.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let end = start + line.len();
        // Between CR and LF there is no line.
        if !(line.is_empty() && text[..start].ends_with('\r') && text[end..].starts_with('\n')) {
            let trimmed = line.trim_start();
            let first = end - trimmed.len();
            lines.push(Span::new(first, first + trimmed.trim_end().len()));
        }
        start = end + 1;
    }
    lines
}

/// Whether most lines but the first end like sentences.
fn is_paragraph_a_line(text: &str, lines: &[Span]) -> bool {
    let rest = lines.get(1..).unwrap_or_default();
    let ended = rest
        .iter()
        .filter(|line| has_final_stop(&text[line.range()]));
    !rest.is_empty() && ended.count() * 10 >= rest.len() * 6
}

/// Whether a line ends like a sentence, closing quotes and brackets aside.
fn has_final_stop(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Makes the first line a paragraph by itself if it is a heading; says whether it is.
fn split_heading(text: &str, paragraphs: &mut Vec<Vec<Span>>) -> bool {
    let n_paragraphs = paragraphs.len();
    let Some(lines) = paragraphs.first_mut() else {
        return false;
    };
    let (alone, line) = (lines.len() == 1, lines[0]);
    if (alone && n_paragraphs == 1) || !looks_like_heading(&text[line.range()]) {
        return false;
    }
    if !alone {
        if !(ends_early(text, lines) || is_masthead(text, lines)) {
            return false;
        }
        let rest = lines.split_off(1);
        paragraphs.insert(1, rest);
    }
    true
}

fn looks_like_heading(line: &str) -> bool {
    let is_byline = line
        .get(..3)
        .is_some_and(|by| by.eq_ignore_ascii_case("by "));
    let closes = line.ends_with(['.', ':', ';', ',']) || line.ends_with(".\"");
    !is_byline
        && !closes
        && line.chars().count() <= MAX_HEADING
        && line.chars().any(char::is_alphabetic)
}

/// Whether the lines are a title with its byline and the like: all short, none a sentence.
fn is_masthead(text: &str, lines: &[Span]) -> bool {
    lines.iter().all(|line| {
        let line = &text[line.range()];
        line.chars().count() <= MAX_HEADING / 2 && !has_final_stop(line)
    })
}

/// Whether the first line ends where no wrapping would have ended it: the next line's
/// first word would have had room.
fn ends_early(text: &str, lines: &[Span]) -> bool {
    let length = |line: Span| text[line.range()].chars().count();
    let widest = lines.iter().map(|&line| length(line)).max().unwrap_or(0);
    let word = text[lines[1].range()].split_whitespace().next();
    let word = word.map_or(0, |word| word.chars().count());
    length(lines[0]) + 1 + word <= widest
}
