//! [`Jobs`]: where jobs are asked for, and their answers collected.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::worker::worker;
use super::{Done, Job, run};
use crate::ui::guard::guarded;
use crate::ui::words;

/// Wakes the window.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Runs jobs and collects the answers: tagging, which may take long, one after the other, exports
/// likewise, files that are only looked into likewise, and everything else one after the other beside them, so that a save never waits for
/// the tagger. No job waits for one that was stopped.
pub struct Jobs {
    queue: Queue,
    sender: SyncSender<Done>,
    answers: Receiver<Done>,
    wake: Wake,
}

enum Queue {
    /// Threads of their own.
    Threads {
        /// For tagging.
        tag: SyncSender<Job>,
        /// For steps that take long.
        step: SyncSender<Job>,
        /// For exports.
        export: SyncSender<Job>,
        /// For looking into files that are not open.
        look: SyncSender<Job>,
        /// For everything else.
        other: SyncSender<Job>,
    },
    /// At once, for tests.
    Inline,
}

/// Answers that may wait; a job that is faster waits for the window.
pub(super) const ROOM: usize = 256;

impl Jobs {
    /// Runs jobs on threads; `wake` is called when there is an answer.
    pub fn threaded(wake: Wake) -> Self {
        let (sender, answers) = sync_channel(ROOM);
        let done = Answer { sender: sender.clone(), wake: Arc::clone(&wake) };
        let queue =
            ["tagging", "steps", "exports", "looks", "jobs"].map(|it| worker(it, done.clone()));
        let queue = match queue {
            [Some(tag), Some(step), Some(export), Some(look), Some(other)] => {
                Queue::Threads { tag, step, export, look, other }
            }
            // Without threads the jobs still get done, only slower.
            _ => Queue::Inline,
        };
        Self { queue, sender, answers, wake }
    }

    /// Runs each job when it is asked for, before it returns.
    pub fn inline() -> Self {
        let (sender, answers) = sync_channel(ROOM);
        Self { queue: Queue::Inline, sender, answers, wake: Arc::new(|| {}) }
    }

    /// Asks for a job.
    pub fn start(&self, job: Job) {
        match &self.queue {
            Queue::Threads { tag, step, export, look, other } => {
                let jobs = match &job {
                    Job::Tag { .. } | Job::Fit { .. } | Job::LetGo(_) => tag,
                    Job::Step { .. } => step,
                    Job::Glance { .. } | Job::Site { .. } => look,
                    Job::Export { .. }
                    | Job::Preview { .. }
                    | Job::Weigh { .. }
                    | Job::Earlier { .. }
                    | Job::TakeIn { .. }
                    | Job::Dataset { .. } => export,
                    _ => other,
                };
                if jobs.try_send(job).is_err() {
                    let full = words::messages::QUEUE_FULL;
                    self.answer().send(Done::Failed(full.to_owned()));
                }
            }
            Queue::Inline => run_safely(job, &self.answer()),
        }
    }

    /// Where other threads (file dialogs) leave their answers.
    pub fn answer(&self) -> Answer {
        Answer { sender: self.sender.clone(), wake: Arc::clone(&self.wake) }
    }

    /// The answers that have arrived.
    pub fn drain(&self) -> Vec<Done> {
        self.answers.try_iter().collect()
    }
}

/// Where answers go.
#[derive(Clone)]
pub struct Answer {
    sender: SyncSender<Done>,
    wake: Wake,
}

impl Answer {
    /// Leaves an answer and wakes the window. Progress is dropped where there is no room.
    pub fn send(&self, done: Done) {
        if matches!(done, Done::Progress(..) | Done::Exporting(..) | Done::MakingDataset(_)) {
            self.sender.try_send(done).ok();
        } else if self.sender.send(done).is_err() {
            return; // the window is gone
        }
        (self.wake)();
    }
}

pub(super) fn run_safely(job: Job, answer: &Answer) {
    if let Err(message) = guarded(|| run::run(job, answer)) {
        answer.send(Done::Failed(message));
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::Overwrite;
    use super::*;
    use crate::annotation::Document;
    use crate::formats::tagset;
    use crate::tagger::Cancel;
    use crate::text::Text;
    use crate::ui::state::After;

    #[test]
    fn a_save_does_not_wait_for_the_tagger() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.factmark.json");
        let jobs = Jobs::threaded(Arc::new(|| {}));
        let cancel = Cancel::new();
        let text = Text::new("“No,” said Ann Roe of Leeds in 2024. ".repeat(60_000));
        let tag = Job::Tag { open: 1, text, zones: None, cancel: cancel.clone() };
        jobs.start(tag);
        let document = Arc::new(Document::new(Text::new("x"), tagset::news()));
        jobs.start(Job::Save {
            open: 2,
            document,
            revision: 0,
            path: path.clone(),
            over: Overwrite::Nothing,
            backups: None,
            after: After::Stay,
            scribe: None,
        });
        let began = Instant::now();
        let mut answers = Vec::new();
        while !answers.iter().any(|it| matches!(it, Done::Saved { .. })) {
            assert!(began.elapsed() < Duration::from_mins(1), "the save never came");
            let tagged = answers.iter().any(|it| matches!(it, Done::Tagged(..)));
            assert!(!tagged, "the save waited for the tagger");
            answers.extend(jobs.answers.recv_timeout(Duration::from_secs(1)));
        }
        assert!(path.exists());
        cancel.cancel();
    }
}
