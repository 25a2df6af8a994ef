//! Where a stream that was cut short goes on.
//!
//! After the records of each article stands a record with label `article` that says how
//! much of the input was read. What stands after the last whole one of these is cut off,
//! and reading goes on from there: however the program ended, no record is lost or doubled.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::lines::Place;

/// The label of the record that ends an article.
pub(super) const ARTICLE: &str = "article";

/// The record that ends an article.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct End<D> {
    pub(super) doc: D,
    pub(super) label: D,
    pub(super) start: usize,
    /// The length of the text, in characters.
    pub(super) end: usize,
    pub(super) attrs: Until,
}

/// How much of the input was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Until {
    pub(super) input: usize,
    pub(super) line: u64,
    pub(super) offset: u64,
}

/// How much of the end of a file is looked at first.
const TAIL: u64 = 1 << 20;

/// Opens the records at `path`, cut off after the last whole article, and says where the
/// input goes on.
pub(super) fn reopen(path: &Path) -> io::Result<(File, Place)> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let length = file.metadata()?.len();
    let mut tail = TAIL;
    let (kept, place) = loop {
        let start = length.saturating_sub(tail);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&mut file).take(length - start).read_to_end(&mut bytes)?;
        if let Some((after, place)) = last_end(&bytes) {
            break (start + after as u64, place);
        }
        if start == 0 {
            break (0, Place::default());
        }
        tail *= 4;
    };
    file.set_len(kept)?;
    file.seek(SeekFrom::Start(kept))?;
    Ok((file, place))
}

/// The byte after the last whole record that ends an article, and what it says.
fn last_end(bytes: &[u8]) -> Option<(usize, Place)> {
    let mut end = bytes.iter().rposition(|&b| b == b'\n')? + 1;
    loop {
        let line = &bytes[..end - 1];
        let start = line.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        if let Some(place) = place_of(&line[start..]) {
            return Some((end, place));
        }
        if start == 0 {
            return None;
        }
        end = start;
    }
}

fn place_of(line: &[u8]) -> Option<Place> {
    let record: End<String> = serde_json::from_slice(line).ok()?;
    (record.label == ARTICLE).then_some(Place {
        input: record.attrs.input,
        line: record.attrs.line,
        offset: record.attrs.offset,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_whole_is_cut_off() {
        let end = |line: u64| {
            let attrs = Until {
                input: 0,
                line,
                offset: line * 10,
            };
            let end = End {
                doc: "a",
                label: ARTICLE,
                start: 0,
                end: 5,
                attrs,
            };
            serde_json::to_string(&end).unwrap_or_default() + "\n"
        };
        let record = "{\"doc\":\"a\",\"label\":\"name\",\"start\":0,\"end\":1,\"attrs\":{}}\n";
        let whole = format!("{record}{}{record}{}", end(1), end(2));
        let place = |bytes: &str| last_end(bytes.as_bytes()).map(|(after, p)| (after, p.line));
        let first = record.len() + end(1).len();
        for cut in 0..=whole.len() {
            let expected = if cut == whole.len() {
                Some((cut, 2))
            } else {
                (cut >= first).then_some((first, 1))
            };
            assert_eq!(place(&whole[..cut]), expected, "{cut}");
        }
    }
}
