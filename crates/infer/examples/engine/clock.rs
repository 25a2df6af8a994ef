//! Wall clock and CPU time.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// How long something took, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Took {
    pub(crate) wall: f64,
    /// Of all threads of this process.
    pub(crate) cpu: f64,
}

impl Took {
    /// What one of `n` equal parts took.
    pub(crate) fn share(self, n: usize) -> Took {
        Took {
            wall: self.wall / n as f64,
            cpu: self.cpu / n as f64,
        }
    }
}

/// Does something and says how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (cpu, wall) = (cpu_now(), Instant::now());
    let done = work();
    let wall = wall.elapsed().as_secs_f64();
    let cpu = cpu_now() - cpu;
    (done, Took { wall, cpu })
}

fn cpu_now() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// What may still be spent.
pub(crate) struct Budget {
    start: Instant,
    seconds: f64,
}

impl Budget {
    pub(crate) fn new(seconds: f64) -> Budget {
        Budget {
            start: Instant::now(),
            seconds,
        }
    }

    /// Whether less than this part of it (0 to 1) is spent.
    pub(crate) fn is_within(&self, part: f64) -> bool {
        self.start.elapsed().as_secs_f64() < self.seconds * part
    }
}

/// Bytes of memory that this process holds now, where the system says so.
pub(crate) fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
