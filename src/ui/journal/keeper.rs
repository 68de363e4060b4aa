//! The thread that writes journals. It sleeps unless there is something to write or to flush.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use super::{News, tell};
use crate::annotation::Timestamp;
use crate::files::FileError;
use crate::files::journal::{self, Left, Session, Writer};
use crate::formats::journal::{Entry, Start, Steps};
use crate::text::Text;
use crate::ui::jobs::Answer;
use crate::ui::state::OpenId;

/// What is to be written.
pub(super) enum Order {
    /// A journal begins, or begins anew.
    Begin(OpenId, Box<Start>),
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

/// Longest time from a change to the flush.
const DELAY: Duration = Duration::from_millis(100);

/// How long to wait for an order; for ever if nothing is to be flushed.
fn patience(unflushed: Option<Duration>) -> Option<Duration> {
    unflushed.map(|it| DELAY.saturating_sub(it))
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
    unflushed: BTreeSet<OpenId>,
    since: Option<Instant>,
}

impl Keeper {
    pub(super) fn new(root: PathBuf, answer: Answer) -> Self {
        Self {
            root,
            answer,
            session: None,
            journals: BTreeMap::new(),
            unflushed: BTreeSet::new(),
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
                    self.flush();
                    drop(self);
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
        self.flush();
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::Begin(open, start) => {
                if let Err(error) = self.begin(open, &start) {
                    self.fail(open, error);
                }
            }
            Order::Add(open, entries) => self.add(open, &entries),
            Order::Close(open, steps) => self.close(open, steps.as_deref()),
            Order::Remove(left, open) => {
                // Until the new journal is on the disk, the old one stays. It is offered again, at
                // worst.
                if self.journals.get(&open).is_some_and(|it| it.sound) {
                    let _again = left.remove();
                }
            }
            Order::Settle(done) | Order::End(done) => {
                self.flush();
                let _nobody_waits = done.try_send(());
            }
        }
    }

    fn begin(&mut self, open: OpenId, start: &Start) -> Result<(), FileError> {
        if let Some(old) = self.journals.get_mut(&open) {
            old.writer.restart(start)?;
            (old.sound, old.told) = (true, false);
            return Ok(());
        }
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::begin(&self.root)?,
        };
        let writer = self.session.insert(session).create(start)?;
        self.journals.insert(open, Journaled { writer, sound: true, told: false });
        Ok(())
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
        self.unflushed.insert(open);
        self.since.get_or_insert_with(Instant::now);
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

    fn flush(&mut self) {
        self.since = None;
        for open in std::mem::take(&mut self.unflushed) {
            let Some(journal) = self.journals.get(&open) else { continue };
            if let Err(error) = journal.writer.sync() {
                self.fail(open, error);
            }
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
