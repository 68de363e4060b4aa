//! Work on a stream of lines or files with every core: constant memory, output in input order.
//!
//! Item `n` goes to worker `n` modulo their number, and its answer is awaited from there. So the
//! order needs no sorting, and no more than a few items per worker are ever in memory.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Lines that may wait before and after each worker.
pub const LINES: usize = 8;

/// Files that may wait: they can be large.
pub const FILES: usize = 1;

type Numbered<I> = (usize, io::Result<I>);
type Answer<T> = (usize, io::Result<T>);

/// Calls `work` for each item on many threads (`None`: one for each core) and `done` with each
/// answer, in order, on this one.
///
/// At most `waiting` items wait before and after each thread. Stops at the first error of reading or of
/// `done`. Items are counted from 1.
pub fn in_order<I: Send, T: Send>(
    items: impl Iterator<Item = io::Result<I>> + Send,
    (threads, waiting): (Option<NonZero<usize>>, usize),
    work: impl Fn(I) -> T + Sync,
    mut done: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let workers = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let work = &work;
    thread::scope(|scope| {
        let mut inputs: Vec<SyncSender<Numbered<I>>> = Vec::new();
        let mut outputs: Vec<Receiver<Answer<T>>> = Vec::new();
        for _ in 0..workers {
            let (input, jobs) = sync_channel::<Numbered<I>>(waiting);
            let (answers, output) = sync_channel(waiting);
            inputs.push(input);
            outputs.push(output);
            scope.spawn(move || {
                for (number, item) in jobs {
                    if answers.send((number, item.map(work))).is_err() {
                        return;
                    }
                }
            });
        }
        scope.spawn(move || {
            let turns = inputs.iter().cycle();
            for ((number, item), input) in (1..).zip(items).zip(turns) {
                let last = item.is_err();
                if input.send((number, item)).is_err() || last {
                    return;
                }
            }
        });
        for output in outputs.iter().cycle() {
            // A worker without an answer has no item: the stream has ended.
            let Ok((number, answer)) = output.recv() else {
                return Ok(());
            };
            done(number, answer?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::lines::Line;

    #[test]
    fn answers_come_in_order() {
        let lines = (0..200_u8).map(|it| Ok(Line::Whole(vec![it])));
        let mut seen = Vec::new();
        let work = |line| match line {
            Line::Whole(bytes) => bytes.iter().map(|it| usize::from(*it)).sum::<usize>(),
            Line::TooLong => 0,
        };
        in_order(lines, (None, LINES), work, |number, it| {
            seen.push((number, it));
            Ok(())
        })
        .unwrap();
        let expected: Vec<_> = (0..200).map(|it| (it + 1, it)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        for workers in 1..6 {
            let mut seen = Vec::new();
            in_order(
                (0..50).map(Ok),
                (NonZero::new(workers), FILES),
                |it: usize| it * it,
                |number, it| {
                    seen.push((number, it));
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..50).map(|it| (it + 1, it * it)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_writer_that_stops_stops_the_work() {
        let endless = std::iter::repeat_with(|| Ok(Line::Whole(Vec::new())));
        let stop =
            |number, ()| if number < 50 { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) };
        let error = in_order(endless, (None, LINES), |_| (), stop).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn an_error_of_reading_comes_after_the_lines_before_it() {
        let lines = [Ok(Line::TooLong), Ok(Line::TooLong), Err(io::Error::other("gone"))];
        let mut seen = 0;
        let error = in_order(
            lines.into_iter(),
            (None, LINES),
            |_| (),
            |number, ()| {
                seen = number;
                Ok(())
            },
        );
        assert_eq!((seen, error.unwrap_err().to_string()), (2, "gone".to_owned()));
    }
}
