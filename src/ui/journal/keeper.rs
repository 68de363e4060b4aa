//! The thread that writes journals, and the one that flushes them. They sleep unless there is
//! something to write or to flush. A flush may take long, and what happens meanwhile is written all
//! the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::mpsc::{
    Receiver, RecvTimeoutError, SendError, SyncSender, TrySendError, sync_channel,
};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{News, tell};
use crate::annotation::Timestamp;
use crate::files::FileError;
use crate::files::journal::{self, Left, Session, Unflushed, Writer};
use crate::formats::journal::{Entry, Start, Steps};
use crate::text::Text;
use crate::ui::jobs::Answer;
use crate::ui::state::OpenId;

/// What is to be written.
pub(super) enum Order {
    /// A journal begins, or begins anew.
    Begin(OpenId, Beginning),
    /// Something happened to a document.
    Add(OpenId, Vec<Entry>),
    /// A document is closed; with the SHA-256 of its file, its text, and the steps that led there.
    Close(OpenId, Option<Box<(String, Text, Steps)>>),
    /// What was left behind goes on in the journal of this document.
    Remove(Box<Left>, OpenId),
    /// Say when everything before is written.
    Settle(SyncSender<()>),
    /// The window is gone; say when its place is left.
    End(SyncSender<()>),
}

/// Makes what a journal starts with: a copy of what may be large.
pub(super) type Beginning = Box<dyn FnOnce() -> Start + Send>;

/// Longest time from a change to the flush.
const DELAY: Duration = Duration::from_millis(100);

/// How long to wait for an order; for ever if nothing is to be flushed.
fn patience(unflushed: Option<Duration>) -> Option<Duration> {
    unflushed.map(|it| DELAY.saturating_sub(it))
}

/// What is to be flushed.
#[derive(Default)]
struct Flush {
    journals: Vec<(OpenId, Unflushed)>,
    /// Goes when they are flushed, for then they have its work.
    left: Vec<Left>,
    /// Who is told.
    done: Vec<SyncSender<()>>,
}

impl Flush {
    fn is_empty(&self) -> bool {
        self.journals.is_empty() && self.left.is_empty() && self.done.is_empty()
    }

    fn carry_out(self, answer: &Answer) {
        let mut failed = false;
        for (open, journal) in self.journals {
            if let Err(error) = journal.flush() {
                failed = true;
                tell(answer, open, News::Failed(error));
            }
        }
        for left in self.left.into_iter().filter(|_| !failed) {
            // It is offered again, at worst.
            let _again = left.remove();
        }
        for done in self.done {
            let _nobody_waits = done.try_send(());
        }
    }
}

/// The thread that flushes.
struct Flusher {
    flushes: SyncSender<Flush>,
    thread: Option<JoinHandle<()>>,
}

impl Flusher {
    fn begin(answer: Answer) -> Self {
        let (flushes, work) = sync_channel::<Flush>(1);
        let thread = std::thread::Builder::new().name("journal-flush".to_owned());
        let spawned = thread.spawn(move || {
            while let Ok(flush) = work.recv() {
                flush.carry_out(&answer);
            }
        });
        Self { flushes, thread: spawned.ok() }
    }

    /// Waits until everything is flushed.
    fn end(self, last: Flush, answer: &Answer) {
        if let Err(SendError(last)) = self.flushes.send(last) {
            last.carry_out(answer);
        }
        drop(self.flushes);
        if let Some(thread) = self.thread {
            thread.join().ok();
        }
    }
}

struct Journaled {
    writer: Writer,
    /// Neither did writing fail, nor was the window told that the journal is long.
    sound: bool,
    told: bool,
}

/// Writes the journals of one window.
pub(super) struct Keeper {
    root: PathBuf,
    answer: Answer,
    session: Option<Session>,
    journals: BTreeMap<OpenId, Journaled>,
    /// Documents of which something is not flushed.
    unflushed: BTreeSet<OpenId>,
    /// What goes along with the next flush.
    next: Flush,
    since: Option<Instant>,
    flusher: Flusher,
}

impl Keeper {
    pub(super) fn new(root: PathBuf, answer: Answer) -> Self {
        Self {
            root,
            flusher: Flusher::begin(answer.clone()),
            answer,
            session: None,
            journals: BTreeMap::new(),
            unflushed: BTreeSet::new(),
            next: Flush::default(),
            since: None,
        }
    }

    /// Carries out orders until nobody can give any more.
    pub(super) fn run(mut self, orders: &Receiver<Order>, now: Option<Timestamp>) {
        let _only_untidy = journal::prune(&self.root, now);
        loop {
            let order = match patience(self.since.map(|it| it.elapsed())) {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(most) => orders.recv_timeout(most),
            };
            match order {
                Ok(Order::End(done)) => {
                    self.end();
                    let _nobody_waits = done.try_send(());
                    return;
                }
                Ok(order) => self.carry_out(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.since.is_some_and(|it| it.elapsed() >= DELAY) {
                self.flush();
            }
        }
        self.end();
    }

    fn end(mut self) {
        let last = self.gather();
        self.flusher.end(last, &self.answer);
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::Begin(open, start) => {
                if let Err(error) = self.begin(open, &start()) {
                    self.fail(open, error);
                }
            }
            Order::Add(open, entries) => self.add(open, &entries),
            Order::Close(open, steps) => self.close(open, steps.as_deref()),
            Order::Remove(left, open) => {
                if self.journals.get(&open).is_some_and(|it| it.sound) {
                    self.next.left.push(*left);
                    self.since.get_or_insert_with(Instant::now);
                }
            }
            Order::Settle(done) | Order::End(done) => {
                self.next.done.push(done);
                self.flush();
            }
        }
    }

    fn begin(&mut self, open: OpenId, start: &Start) -> Result<(), FileError> {
        if let Some(old) = self.journals.get_mut(&open) {
            old.writer.restart(start)?;
            (old.sound, old.told) = (true, false);
            self.changed(open);
            return Ok(());
        }
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::begin(&self.root)?,
        };
        let writer = self.session.insert(session).create(start)?;
        self.journals.insert(open, Journaled { writer, sound: true, told: false });
        self.changed(open);
        Ok(())
    }

    fn changed(&mut self, open: OpenId) {
        self.unflushed.insert(open);
        self.since.get_or_insert_with(Instant::now);
    }

    fn add(&mut self, open: OpenId, entries: &[Entry]) {
        let Some(journal) = self.journals.get_mut(&open).filter(|it| it.sound) else { return };
        if let Err(error) = journal.writer.append(entries) {
            self.fail(open, error);
            return;
        }
        if journal.writer.is_long() && !journal.told {
            journal.told = true;
            tell(&self.answer, open, News::Long);
        }
        self.changed(open);
    }

    /// After half an entry nothing more can be added: the next change begins the journal anew.
    fn fail(&mut self, open: OpenId, error: FileError) {
        if let Some(journal) = self.journals.get_mut(&open) {
            journal.sound = false;
        }
        tell(&self.answer, open, News::Failed(error));
    }

    fn close(&mut self, open: OpenId, steps: Option<&(String, Text, Steps)>) {
        if let Some((sha256, text, steps)) = steps {
            // Without, the steps cannot be undone another day; the document is safe.
            let _less = journal::keep_steps(&self.root, sha256, text, steps);
        }
        self.unflushed.remove(&open);
        if let Some(journal) = self.journals.remove(&open) {
            // It is offered again, at worst.
            let _again = journal.writer.remove();
        }
    }

    /// Everything that is to be flushed.
    fn gather(&mut self) -> Flush {
        for open in std::mem::take(&mut self.unflushed) {
            match self.journals.get_mut(&open).map(|it| it.writer.unflushed()) {
                Some(Ok(unflushed)) => self.next.journals.push((open, unflushed)),
                Some(Err(error)) => self.fail(open, error),
                None => {}
            }
        }
        self.since = None;
        std::mem::take(&mut self.next)
    }

    /// Has everything flushed; while another flush takes long, later.
    fn flush(&mut self) {
        let flush = self.gather();
        if flush.is_empty() {
            return;
        }
        match self.flusher.flushes.try_send(flush) {
            Ok(()) => {}
            Err(TrySendError::Full(flush)) => {
                self.next = flush;
                self.since = Some(Instant::now());
            }
            Err(TrySendError::Disconnected(flush)) => flush.carry_out(&self.answer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sleeps_unless_there_is_something_to_flush() {
        assert_eq!(patience(None), None);
        assert_eq!(patience(Some(Duration::from_millis(30))), Some(Duration::from_millis(70)));
        assert_eq!(patience(Some(Duration::from_secs(1))), Some(Duration::ZERO));
    }
}
