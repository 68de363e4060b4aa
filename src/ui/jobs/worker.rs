//! Threads that do jobs in their order, and wait for nothing that was stopped.

use std::convert::Infallible;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::queue::{ROOM, run_safely};
use super::{Answer, Done, Job};
use crate::tagger::Cancel;
use crate::ui::words;

/// How often it is looked whether a job is to stop, while one runs that can be stopped.
const LOOK: Duration = Duration::from_millis(20);

/// A thread that does jobs in their order; `None` if the system gives none.
pub(super) fn worker(name: &str, done: Answer) -> Option<SyncSender<Job>> {
    let (jobs, work) = sync_channel::<Job>(ROOM);
    let spawned = thread(name, move || {
        while let Ok(job) = work.recv() {
            one(job, &done);
        }
    });
    spawned.then_some(jobs)
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> bool {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).is_ok()
}

fn one(job: Job, done: &Answer) {
    if let Job::LetGo(large) = job {
        // Nobody waits for it; without a thread it goes right here.
        thread("letting-go", || drop(large));
        return;
    }
    let Some(cancel) = job.cancel().cloned() else { return run_safely(job, done) };
    let answer = done.clone();
    if !until_stopped(&cancel, move || run_safely(job, &answer)) {
        let full = words::messages::NO_THREAD;
        done.send(Done::Failed(full.to_owned()));
    }
}

/// Does `work` on a thread of its own and waits for it, unless it is to stop: what it has left to
/// do then, most of it giving back memory, holds up no other job. False if there is no thread.
fn until_stopped(cancel: &Cancel, work: impl FnOnce() + Send + 'static) -> bool {
    // Nothing is ever sent: the thread's end closes it.
    let (running, ended) = sync_channel::<Infallible>(0);
    let spawned = thread("long-job", move || {
        work();
        drop(running);
    });
    while spawned
        && !cancel.is_cancelled()
        && ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout)
    {}
    spawned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stopped_holds_up_nobody() {
        let cancel = Cancel::new();
        let (go_on, wait) = sync_channel::<()>(0);
        let (tell, told) = sync_channel(0);
        let stop = cancel.clone();
        let slow = move || {
            stop.cancel();
            // Goes on until this test lets it.
            wait.recv().unwrap();
            tell.send("ended").unwrap();
        };
        assert!(until_stopped(&cancel, slow));
        go_on.send(()).unwrap();
        assert_eq!(told.recv(), Ok("ended"));
    }

    #[test]
    fn what_was_not_stopped_is_waited_for() {
        let (tell, told) = sync_channel(1);
        assert!(until_stopped(&Cancel::new(), move || tell.send("ended").unwrap()));
        assert_eq!(told.try_recv(), Ok("ended"));
    }
}
