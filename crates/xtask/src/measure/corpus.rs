//! A corpus: its documents, in halves, and what the reader finds in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use abduce_core::reader::annotation::{annotations, records};
use abduce_core::reader::reading::Reading;
use abduce_core::reader::{self};
use abduce_core::source::document;

use crate::split;

/// Which documents of a corpus are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Half {
    /// Those that rules may be tuned on.
    Tuning,
    /// The others.
    Checking,
    /// All of them.
    All,
}

impl Half {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Half::Tuning => "tuning",
            Half::Checking => "checking",
            Half::All => "all",
        }
    }

    fn has(self, doc: &str) -> bool {
        match self {
            Half::Tuning => split::is_tuning(doc),
            Half::Checking => !split::is_tuning(doc),
            Half::All => true,
        }
    }
}

/// How much was read, and how long it took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Speed {
    pub(super) bytes: u64,
    pub(super) nanoseconds: u64,
}

impl Speed {
    /// MB/s of CPU time; none when nothing was read.
    pub(super) fn rate(self) -> Option<f64> {
        (self.nanoseconds > 0).then(|| self.bytes as f64 * 1e3 / self.nanoseconds as f64)
    }

    /// Both together.
    pub(super) fn add(&mut self, other: Speed) {
        self.bytes += other.bytes;
        self.nanoseconds += other.nanoseconds;
    }
}

/// The names of the documents of a half, in order.
pub(super) fn documents(folder: &Path, half: Half) -> Result<Vec<String>, String> {
    let texts = folder.join("texts");
    let unreadable = |error: std::io::Error| format!("{}: {error}", texts.display());
    let mut docs = Vec::new();
    for entry in fs::read_dir(&texts).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            docs.extend(path.file_stem().map(|s| s.to_string_lossy().into_owned()));
        }
    }
    // Our own op-eds are parted into folders.
    if !folder.ends_with(half.name()) {
        docs.retain(|doc| half.has(doc));
    }
    docs.sort();
    Ok(docs)
}

/// Reads the documents on two threads and writes their records to `target`, in order.
pub(super) fn annotate(folder: &Path, docs: &[String], target: &Path) -> Result<Speed, String> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![Ok((Vec::new(), Speed::default())); docs.len()]);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(doc) = docs.get(at) else {
                return;
            };
            let lines = one(&folder.join("texts").join(format!("{doc}.txt")), doc);
            if let Ok(mut done) = done.lock() {
                done[at] = lines;
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let done = done.into_inner().map_err(|e| e.to_string())?;
    let mut all = Vec::new();
    let mut speed = Speed::default();
    for result in done {
        let (lines, one) = result?;
        all.extend(lines);
        speed.add(one);
    }
    fs::write(target, all).map_err(|error| format!("{}: {error}", target.display()))?;
    Ok(speed)
}

/// The records of one document, and how long reading it took.
fn one(path: &PathBuf, doc: &str) -> Result<(Vec<u8>, Speed), String> {
    let broken = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let bytes = fs::read(path).map_err(|error| broken(&error))?;
    let clock = Clock::start();
    let name = path.display().to_string();
    let document = document::read(&bytes, None, &name).map_err(|error| broken(&error))?;
    let reading = Reading::new(&document);
    let draft = reader::draft(&reading);
    let found = annotations(&reading, &draft);
    let speed = Speed {
        bytes: bytes.len() as u64,
        nanoseconds: clock.nanoseconds(),
    };
    let mut lines = Vec::new();
    for record in records(doc, &document, &bytes, &found) {
        serde_json::to_writer(&mut lines, &record).map_err(|error| broken(&error))?;
        lines.push(b'\n');
    }
    Ok((lines, speed))
}

/// CPU time of this thread where the system tells it (Linux), else time on the wall.
struct Clock {
    cpu: Option<u64>,
    wall: Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock {
            cpu: cpu(),
            wall: Instant::now(),
        }
    }

    fn nanoseconds(&self) -> u64 {
        match (self.cpu, cpu()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => u64::try_from(self.wall.elapsed().as_nanos()).unwrap_or(u64::MAX),
        }
    }
}

/// Nanoseconds that this thread has run.
fn cpu() -> Option<u64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}
