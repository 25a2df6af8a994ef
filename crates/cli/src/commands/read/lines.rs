//! The lines of streams, a few at a time, each with where it ends.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::PathBuf;

use crate::files;
use crate::output::Stop;

/// A line has at most so many bytes.
pub(super) const MAX_LINE: usize = 64 << 20;

/// Lines are handed out until they have so many bytes together.
const BATCH: usize = 32 << 10;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    /// How many bytes it takes, its end included.
    pub(super) length: u64,
    /// The byte of its stream that stands after it.
    pub(super) end: u64,
    /// The line; none when it is longer than [`MAX_LINE`].
    pub(super) bytes: Option<Vec<u8>>,
}

/// Some lines of one stream.
#[derive(Debug)]
pub(super) struct Batch {
    /// Which stream, from 0.
    pub(super) input: usize,
    pub(super) lines: Vec<Line>,
}

/// A place in a list of streams: lines before it were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Which stream, from 0.
    pub(super) input: usize,
    /// How many lines of it.
    pub(super) line: u64,
    /// How many bytes of it.
    pub(super) offset: u64,
}

/// The lines of streams, one stream after the other.
pub(super) struct Lines {
    paths: Vec<PathBuf>,
    at: Place,
    open: Option<Box<dyn BufRead + Send>>,
    failed: bool,
}

impl Lines {
    /// The lines after `place`.
    pub(super) fn after(place: Place, paths: &[PathBuf]) -> Lines {
        Lines {
            paths: paths.to_vec(),
            at: place,
            open: None,
            failed: false,
        }
    }

    /// The next lines; none at the end of the last stream, and after a failure.
    pub(super) fn next(&mut self) -> Option<Result<Batch, Stop>> {
        while !self.failed && self.at.input < self.paths.len() {
            match self.batch() {
                Ok(batch) if batch.lines.is_empty() => {
                    self.open = None;
                    self.at = Place {
                        input: self.at.input + 1,
                        ..Place::default()
                    };
                }
                Ok(batch) => return Some(Ok(batch)),
                Err(error) => {
                    self.failed = true;
                    let name = files::name(&self.paths[self.at.input]);
                    return Some(Err(Stop::because(format!("{name}: {error}"))));
                }
            }
        }
        None
    }

    fn batch(&mut self) -> io::Result<Batch> {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => self.start()?,
        };
        let input = self.at.input;
        let mut lines = Vec::new();
        let mut size = 0;
        while size < BATCH {
            let Some((length, bytes)) = line(&mut stream, MAX_LINE)? else {
                break;
            };
            self.at.line += 1;
            self.at.offset += length;
            size += bytes.as_ref().map_or(0, Vec::len) + 1;
            lines.push(Line {
                number: self.at.line,
                length,
                end: self.at.offset,
                bytes,
            });
        }
        self.open = Some(stream);
        Ok(Batch { input, lines })
    }

    /// Opens a stream and leaves out what was read before.
    fn start(&self) -> io::Result<Box<dyn BufRead + Send>> {
        let path = &self.paths[self.at.input];
        let mut stream: Box<dyn BufRead + Send> = if files::is_standard_input(path) {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::with_capacity(1 << 18, File::open(path)?))
        };
        let skipped = io::copy(&mut (&mut stream).take(self.at.offset), &mut io::sink())?;
        if skipped < self.at.offset {
            let why = "shorter than what was read of it before; nothing to go on with";
            return Err(io::Error::other(why));
        }
        Ok(stream)
    }
}

/// The next line, without its end, and how many bytes it takes with it; what is longer
/// than `limit` is read over. None at the end.
fn line(stream: &mut impl BufRead, limit: usize) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
    let mut bytes = Vec::new();
    let mut length = stream
        .by_ref()
        .take(limit as u64 + 1)
        .read_until(b'\n', &mut bytes)?;
    if length == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if length > limit {
        length += read_over(stream)?;
        return Ok(Some((length as u64, None)));
    }
    Ok(Some((length as u64, Some(bytes))))
}

/// Reads to the end of the line; says how many bytes that was.
fn read_over(stream: &mut impl BufRead) -> io::Result<usize> {
    let mut length = 0;
    loop {
        let buffer = stream.fill_buf()?;
        let (used, ended) = match buffer.iter().position(|&b| b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        stream.consume(used);
        length += used;
        if ended {
            return Ok(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_read_over() -> io::Result<()> {
        let mut stream = BufReader::with_capacity(3, &b"ab\n\nabcdefgh\nabcde\nxy"[..]);
        let mut seen = Vec::new();
        while let Some((length, bytes)) = line(&mut stream, 5)? {
            seen.push((
                length,
                bytes.map(|b| String::from_utf8_lossy(&b).into_owned()),
            ));
        }
        let line = |length, text: &str| (length, Some(text.to_owned()));
        assert_eq!(
            seen,
            [
                line(3, "ab"),
                line(1, ""),
                (9, None),
                line(6, "abcde"),
                line(2, "xy")
            ]
        );
        Ok(())
    }
}
