//! Work on several threads whose results are taken in the order of the work: what comes
//! out is the same on any number of threads.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::output::Stop;

/// How many results each thread may be ahead of the slowest: memory stays bounded.
const AHEAD: usize = 2;

/// Results that wait for their turn.
struct Sink<R, Take> {
    /// Whose turn it is.
    next: usize,
    waiting: BTreeMap<usize, R>,
    take: Take,
    stop: Option<Stop>,
}

/// Does `work` on what `source` gives until it gives nothing more; `take` is given the
/// results in the order of the source.
///
/// # Errors
/// When `take` stops; what was not taken yet is dropped.
pub(crate) fn in_order<T: Send, R: Send>(
    threads: usize,
    source: impl FnMut() -> Option<T> + Send,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), Stop> + Send,
) -> Result<(), Stop> {
    let source = Mutex::new((0, source));
    let sink = Mutex::new(Sink {
        next: 0,
        waiting: BTreeMap::new(),
        take,
        stop: None,
    });
    let turn = Condvar::new();
    let run = || {
        loop {
            let (at, item) = {
                let mut source = lock(&source);
                let Some(item) = (source.1)() else { return };
                source.0 += 1;
                (source.0 - 1, item)
            };
            let result = work(item);
            let mut sink = lock(&sink);
            while at > sink.next + threads * AHEAD && sink.stop.is_none() {
                sink = turn.wait(sink).unwrap_or_else(PoisonError::into_inner);
            }
            if sink.stop.is_some() {
                return;
            }
            sink.waiting.insert(at, result);
            hand_over(&mut sink);
            turn.notify_all();
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    let sink = sink.into_inner().unwrap_or_else(PoisonError::into_inner);
    sink.stop.map_or(Ok(()), Err)
}

/// Hands over all results whose turn it is.
fn hand_over<R, Take: FnMut(R) -> Result<(), Stop>>(sink: &mut Sink<R, Take>) {
    while sink.stop.is_none() {
        let Some(result) = sink.waiting.remove(&sink.next) else {
            return;
        };
        sink.next += 1;
        sink.stop = (sink.take)(result).err();
    }
}

/// Locks; a thread that panicked leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order() {
        for threads in [1, 2, 7] {
            let mut numbers = 0..200_u64;
            let mut seen = Vec::new();
            let work = |n: u64| {
                thread::sleep(Duration::from_micros(n * 7919 % 300));
                n * n
            };
            let take = |n| {
                seen.push(n);
                Ok(())
            };
            assert!(in_order(threads, || numbers.next(), work, take).is_ok());
            assert_eq!(seen, (0..200).map(|n| n * n).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn a_stop_ends_all() {
        let mut n_taken = 0;
        let take = |n| {
            n_taken += 1;
            if n == 20 {
                Err(Stop::ReaderGone)
            } else {
                Ok(())
            }
        };
        let mut numbers = 0..;
        let end = in_order(3, || numbers.next(), |n: u32| n, take);
        assert!(matches!(end, Err(Stop::ReaderGone)));
        assert_eq!(n_taken, 21);
    }
}
