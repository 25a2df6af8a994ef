//! Short pieces of a text with marks on them, safe to draw whatever the text holds.
//!
//! The drawing library is never given a whole file: only the lines that have marks, each cut
//! around its marks, with empty lines standing for those between (it folds them away). So
//! a diagnostic costs the same in a file of one line of 100 MB as in a small one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::place::Place;
use super::safe::safe_line;

/// A longer stretch of one line, in bytes, is not shown whole.
const LINE_BYTES: usize = 600;
/// How much of a cut line stands around its marks, in bytes.
const AROUND_BYTES: usize = 120;
/// A mark over more lines or bytes than these is drawn on its first line only.
const MARK_LINES: usize = 8;
const MARK_BYTES: usize = 4_000;
/// Marks farther apart than this many lines get an excerpt each.
const GAP_LINES: usize = 5_000;

/// A stretch of a text with what is said of it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) start: Place,
    pub(super) end: Place,
    pub(super) label: String,
    pub(super) primary: bool,
}

/// A piece of a text with marks, the marks by bytes of `source`.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) source: String,
    pub(super) first_line: usize,
    pub(super) marks: Vec<(Range<usize>, Mark)>,
}

/// The bytes of one line that the excerpt's marks touch.
#[derive(Clone, Copy, Debug)]
struct Row {
    line_start: usize,
    low: usize,
    high: usize,
}

/// As many excerpts of `text` as it takes to show all marks, from the top down.
pub(super) fn excerpts(text: &str, marks: Vec<Mark>) -> Vec<Excerpt> {
    let mut marks: Vec<Mark> = marks.into_iter().map(|mark| clip(text, mark)).collect();
    marks.sort_by_key(|mark| mark.start.byte);
    let mut groups: Vec<(BTreeMap<usize, Row>, Vec<Mark>)> = Vec::new();
    for mark in marks {
        let own = rows(text, &mark);
        match groups.last_mut() {
            Some((rows, group)) if fits(rows, &own) => {
                join(rows, own);
                group.push(mark);
            }
            _ => groups.push((own, vec![mark])),
        }
    }
    groups
        .into_iter()
        .map(|(rows, marks)| compose(text, &rows, marks))
        .collect()
}

/// Whether a mark is short enough to be shown whole.
pub(super) fn is_short(start: Place, end: Place) -> bool {
    let n_bytes = end.byte - start.byte;
    if start.line == end.line {
        n_bytes <= LINE_BYTES / 2
    } else {
        end.line - start.line < MARK_LINES && n_bytes <= MARK_BYTES
    }
}

/// The mark, without the line break it ends in, and cut to its first line when long.
fn clip(text: &str, mut mark: Mark) -> Mark {
    let marked = &text[mark.start.byte..mark.end.byte];
    if let Some(before) = marked.strip_suffix('\n')
        && !before.is_empty()
    {
        let before = before.strip_suffix('\r').unwrap_or(before);
        mark.end.byte = mark.start.byte + before.len();
        mark.end.line -= 1;
    }
    if is_short(mark.start, mark.end) {
        return mark;
    }
    if mark.end.line > mark.start.line {
        mark.label = format!("{} (up to line {})", mark.label, mark.end.line);
    }
    let most = text.floor_char_boundary(mark.start.byte + LINE_BYTES / 2);
    mark.end.byte = line_end(text, mark.start.byte, most)
        .unwrap_or(most)
        .min(mark.end.byte);
    mark.end.line = mark.start.line;
    mark
}

/// Where the line that `from` is on ends, when that is not past `most`.
fn line_end(text: &str, from: usize, most: usize) -> Option<usize> {
    let most = most.min(text.len());
    match text.as_bytes()[from..most].iter().position(|&b| b == b'\n') {
        Some(n) => Some(from + n),
        None => (most == text.len()).then_some(most),
    }
}

/// The lines that a clipped mark touches.
fn rows(text: &str, mark: &Mark) -> BTreeMap<usize, Row> {
    let mut rows = BTreeMap::new();
    let mut row = Row {
        line_start: mark.start.line_start,
        low: mark.start.byte,
        high: mark.end.byte,
    };
    for line in mark.start.line..mark.end.line {
        let Some(end) = line_end(text, row.low, mark.end.byte) else {
            break;
        };
        rows.insert(line, Row { high: end, ..row });
        row = Row {
            line_start: end + 1,
            low: end + 1,
            high: mark.end.byte,
        };
    }
    rows.insert(mark.end.line, row);
    rows
}

/// Whether the rows of one more mark can be drawn with `rows`.
fn fits(rows: &BTreeMap<usize, Row>, own: &BTreeMap<usize, Row>) -> bool {
    let near = match (rows.keys().next_back(), own.keys().next()) {
        (Some(last), Some(first)) => *first <= last + GAP_LINES,
        _ => false,
    };
    near && own.iter().all(|(line, row)| {
        rows.get(line)
            .is_none_or(|other| row.high.max(other.high) - row.low.min(other.low) <= LINE_BYTES)
    })
}

fn join(rows: &mut BTreeMap<usize, Row>, own: BTreeMap<usize, Row>) {
    for (line, row) in own {
        rows.entry(line)
            .and_modify(|other| {
                other.low = other.low.min(row.low);
                other.high = other.high.max(row.high);
            })
            .or_insert(row);
    }
}

/// Draws the rows below each other and moves the marks along.
fn compose(text: &str, rows: &BTreeMap<usize, Row>, marks: Vec<Mark>) -> Excerpt {
    let first_line = rows.keys().next().copied().unwrap_or(1);
    let mut source = String::new();
    let mut next_line = first_line;
    // Per line: the first byte kept, the last byte kept, and where it went.
    let mut kept: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for (&line, row) in rows {
        if line == next_line + 1 {
            source.push_str(&line_before(text, row.line_start));
        }
        source.push_str(&"\n".repeat(line - next_line));
        let (start, end) = keep(text, row);
        if start > row.line_start {
            source.push('…');
        }
        kept.insert(line, (start, end, source.len()));
        source.push_str(&safe_line(&text[start..end]));
        if !matches!(text.as_bytes().get(end), None | Some(b'\n' | b'\r')) {
            source.push('…');
        }
        next_line = line + 1;
        if rows.range(next_line..).next().is_some() {
            source.push('\n');
        }
    }
    if source.is_empty() || source.ends_with('\n') {
        source.push(' ');
    }
    let moved = |place: Place| {
        let (start, end, at) = kept.get(&place.line).copied().unwrap_or_default();
        at + safe_line(&text[start..place.byte.clamp(start, end)]).len()
    };
    let marks = marks
        .into_iter()
        .map(|mark| (moved(mark.start)..moved(mark.end), mark))
        .collect();
    Excerpt {
        source,
        first_line,
        marks,
    }
}

/// What of a row's line is kept: all, or what stands around its marks.
fn keep(text: &str, row: &Row) -> (usize, usize) {
    let start = if row.low - row.line_start <= LINE_BYTES / 2 {
        row.line_start
    } else {
        text.floor_char_boundary(row.low - AROUND_BYTES)
    };
    let most = text.floor_char_boundary(row.high + AROUND_BYTES);
    let end = line_end(text, row.high, row.high + LINE_BYTES / 2).unwrap_or(most);
    let line = &text[start..end];
    (
        start,
        start + line.strip_suffix('\r').map_or(line.len(), str::len),
    )
}

/// The line before the one that starts at `start`; its end only, when it is long.
fn line_before(text: &str, start: usize) -> String {
    let end = start.saturating_sub(1);
    let most = text.ceil_char_boundary(end.saturating_sub(LINE_BYTES));
    let line = &text[most..end];
    let line = line.strip_suffix('\r').unwrap_or(line);
    match line.rfind('\n') {
        Some(n) => safe_line(&line[n + 1..]).into_owned(),
        None if most == 0 => safe_line(line).into_owned(),
        None => format!("…{}", safe_line(line)),
    }
}
