//! How far a stream is, told on standard error while a person watches.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::files;
use crate::output::errors_are_watched;

/// How often it is told.
const EVERY: Duration = Duration::from_millis(250);

/// How far a stream is.
pub(super) struct Progress {
    /// The bytes of all inputs; none when one has no end that is known.
    total: Option<u64>,
    /// The bytes that were read in an earlier run.
    before: u64,
    done: u64,
    started: Instant,
    told: Option<Instant>,
    watched: bool,
}

impl Progress {
    /// A run that starts after `before` bytes of the inputs.
    pub(super) fn start(paths: &[PathBuf], before: u64) -> Progress {
        let size = |path: &PathBuf| {
            let about = (!files::is_standard_input(path)).then(|| fs::metadata(path).ok());
            about
                .flatten()
                .filter(fs::Metadata::is_file)
                .map(|m| m.len())
        };
        Progress {
            total: paths.iter().map(size).sum(),
            before,
            done: 0,
            started: Instant::now(),
            told: None,
            watched: errors_are_watched(),
        }
    }

    /// So many bytes more were read.
    pub(super) fn add(&mut self, bytes: u64) {
        self.done += bytes;
        let due = self.told.is_none_or(|told| told.elapsed() >= EVERY);
        if self.watched && due {
            self.told = Some(Instant::now());
            let _ = write!(io::stderr().lock(), "\r\x1b[K{}", self.line());
        }
    }

    /// Clears the line for something else.
    pub(super) fn clear(&mut self) {
        if self.told.take().is_some() {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }

    /// How much was read in this run, and how fast.
    pub(super) fn summary(&self) -> String {
        format!(
            "{} in {}, {:.2} MB/s",
            megabytes(self.done),
            span(self.started.elapsed().as_secs()),
            self.rate() / 1e6
        )
    }

    /// Bytes in a second.
    fn rate(&self) -> f64 {
        self.done as f64 / self.started.elapsed().as_secs_f64().max(1e-3)
    }

    fn line(&self) -> String {
        let at = self.before + self.done;
        let rate = self.rate();
        let Some(total) = self.total else {
            return format!("{}, {:.2} MB/s", megabytes(at), rate / 1e6);
        };
        let left = total.saturating_sub(at) as f64 / rate.max(1.0);
        format!(
            "{} of {}, {:.2} MB/s, {} left",
            megabytes(at),
            megabytes(total),
            rate / 1e6,
            span(left as u64)
        )
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A span of time for a person.
fn span(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_of_time() {
        let seen = [5, 65, 7265].map(span);
        assert_eq!(seen, ["5 s", "1 min 5 s", "2 h 1 min"]);
    }
}
