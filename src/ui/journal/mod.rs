//! Unfinished work is kept: what is done to a document goes into its journal at once.
//!
//! After each frame [`keep`] hands what happened to a thread, which writes it without waiting and
//! has it flushed to the disk at most 100 ms later. The window never waits for the disk. A document
//! has a journal from its first change on; it goes when the document is closed.
//!
//! Not here: what a journal looks like (`formats::journal`), where it lies (`files::journal`).

mod keeper;
mod recover;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use self::keeper::{Keeper, Order};
pub use self::recover::{OnDisk, Recovered, Work, recover, replay};
use super::desk::Desk;
use super::guard::guarded;
use super::jobs::{Answer, Done};
use super::state::{Open, OpenId};
use crate::annotation::Timestamp;
use crate::files::journal::Left;
use crate::files::{self, FileError};
use crate::formats::journal::{Entry, MOST_STEPS, SavedAs, Start, Steps};
use crate::ui::words;
use crate::workspace::{Change, Workspace};

/// Whether the journal of an open document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep: it is as it was opened.
    #[default]
    Nothing,
    /// It is. Its journal knows neither the first `undo` nor the first `redo` steps of the history.
    Journal {
        /// Steps at the bottom of the undo stack.
        undo: usize,
        /// Steps at the bottom of the redo stack.
        redo: usize,
    },
    /// It is to begin anew with the next change, since it has grown long.
    Long,
    /// It could not be written, at this time.
    Failed(Option<Timestamp>),
}

/// What the journals tell the window.
#[derive(Debug)]
pub enum News {
    /// The journal should begin anew.
    Long,
    /// The journal could not be written.
    Failed(FileError),
}

/// Seconds until a journal that could not be written is tried again.
const AGAIN: i64 = 10;

/// Orders that may wait.
const ROOM: usize = 1024;

/// Steps that must be known below the current one, so that no frame goes deeper.
const MARGIN: usize = 200;

/// Longest wait for the journal, where something must not overtake it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where journals are written; does nothing where there is no folder for them.
#[derive(Default)]
pub struct Journal {
    scribe: Option<Scribe>,
}

/// Hands over what is to be written.
#[derive(Clone)]
pub struct Scribe(SyncSender<Order>);

impl Journal {
    /// Writes journals in the folder `root`, on a thread.
    pub fn begin(root: PathBuf, now: Option<Timestamp>, answer: Answer) -> Self {
        let (orders, work) = sync_channel(ROOM);
        let thread = std::thread::Builder::new().name("journal".to_owned());
        let failed = answer.clone();
        let work = move || {
            let run = || Keeper::new(root, answer).run(&work, now);
            if let Err(message) = guarded(run) {
                // From now on there is nobody to hand anything to, which `keep` tells.
                failed.send(Done::Failed(message));
            }
        };
        let spawned = thread.spawn(work);
        Self { scribe: spawned.is_ok().then_some(Scribe(orders)) }
    }

    /// What hands over to it; `None` where nothing is kept.
    pub fn scribe(&self) -> Option<Scribe> {
        self.scribe.clone()
    }

    /// Waits until everything is written.
    pub fn settle(&self) {
        if let Some(scribe) = &self.scribe {
            scribe.settle();
        }
    }
}

/// Everything that was handed over is written before the program ends.
impl Drop for Journal {
    fn drop(&mut self) {
        let (done, ended) = sync_channel(1);
        if self.scribe.as_ref().is_some_and(|it| it.send(Order::End(done))) {
            ended.recv_timeout(PATIENCE).ok();
        }
    }
}

impl Scribe {
    /// Whether there was room for it.
    fn send(&self, order: Order) -> bool {
        self.0.try_send(order).is_ok()
    }

    /// Waits until everything is written, but not for ever.
    fn settle(&self) {
        let (done, written) = sync_channel(1);
        if self.send(Order::Settle(done)) {
            written.recv_timeout(PATIENCE).ok();
        }
    }

    /// Notes that a file is about to be written. When this returns, a crash cannot make us take our
    /// own file for that of another program.
    pub fn saving(&self, open: OpenId, file: SavedAs) {
        if self.send(Order::Add(open, vec![Entry::Saving(file)])) {
            self.settle();
        }
    }

    /// Takes away what was left behind, once it goes on in the journal of an open document.
    pub fn remove(&self, left: Left, open: OpenId) {
        self.send(Order::Remove(Box::new(left), open));
    }
}

/// Hands over what has happened to the open documents since the last time.
pub fn keep(desk: &mut Desk) {
    let Some(scribe) = desk.journal.scribe() else { return };
    let now = desk.host.now();
    let mut failed = false;
    for open in &mut desk.open {
        if !keep_one(&scribe, open, now) {
            open.kept = Kept::Failed(now);
            failed = true;
        }
    }
    if failed {
        warn(desk, &anyhow::anyhow!(words::messages::DISK_TOO_SLOW));
    }
}

/// Whether everything was handed over.
fn keep_one(scribe: &Scribe, open: &mut Open, now: Option<Timestamp>) -> bool {
    let Some(log) = open.workspace.take_log() else {
        // It is a new document, or one that took the place of another.
        let worth = open.workspace.is_changed();
        let old = std::mem::take(&mut open.kept) != Kept::Nothing;
        return match (worth, old) {
            (true, _) => begin(scribe, open),
            (false, true) => scribe.send(Order::Close(open.id, None)),
            (false, false) => true,
        };
    };
    if log.is_empty() && !matches!(open.kept, Kept::Failed(_)) {
        return true;
    }
    match open.kept {
        Kept::Nothing => !open.workspace.has_history() || begin(scribe, open),
        Kept::Long => begin(scribe, open),
        Kept::Failed(then) => {
            let waited = now.zip(then).map(|(now, then)| now.0.saturating_sub(then.0));
            let early = waited.map_or(log.is_empty(), |it| it < AGAIN);
            early || begin(scribe, open)
        }
        Kept::Journal { undo, redo } => {
            let (below, above) = open.workspace.steps();
            let deep = (undo > 0 && below < undo + MARGIN) || (redo > 0 && above < redo + MARGIN);
            match log.into_iter().map(|it| entry(open, it)).collect::<Option<Vec<_>>>() {
                Some(entries) if !deep => scribe.send(Order::Add(open.id, entries)),
                _ => begin(scribe, open),
            }
        }
    }
}

/// What happened, as the journal says it; `None` for what only a new start can say.
fn entry(open: &Open, change: Change) -> Option<Entry> {
    Some(match change {
        Change::Step(it) => Entry::Step(it),
        Change::Undo => Entry::Undo,
        Change::Redo => Entry::Redo,
        Change::Forget => Entry::Forget,
        Change::Saved(revision) => Entry::Saved(saved_as(open, revision)?),
    })
}

/// The file of a document.
fn saved_as(open: &Open, revision: u64) -> Option<SavedAs> {
    let (path, known) = (open.file.native.clone()?, open.file.fingerprint.as_ref()?);
    let path = files::absolute(&path);
    Some(SavedAs { path, sha256: known.sha256().to_owned(), len: known.size(), revision })
}

/// Begins the journal of a document, or begins it anew.
fn begin(scribe: &Scribe, open: &mut Open) -> bool {
    let workspace = &open.workspace;
    let (past, undo, redo) = workspace.past().latest(MOST_STEPS);
    let (document, revision) = (workspace.snapshot(), workspace.revision());
    let (name, file) = (open.file.name(), saved_as(open, revision));
    let opened = open.file.opened.as_deref().map(files::absolute);
    let start = move || {
        let (document, saved, saved_as) = (Arc::unwrap_or_clone(document), past.saved, file);
        let (undo, redo) = past.into_steps();
        Start { name, opened, saved_as, document, undo, redo, saved, revision }
    };
    open.kept = Kept::Journal { undo, redo };
    scribe.send(Order::Begin(open.id, Box::new(start)))
}

/// Ends the journal of a document that is being closed, and keeps the steps that lead to its file.
pub fn close(journal: &Journal, open: &Open) {
    let Some(scribe) = &journal.scribe else { return };
    let steps = steps(&open.workspace).zip(open.file.fingerprint.as_ref());
    let text = open.workspace.document().text().clone();
    let kept = steps.map(|(steps, file)| (file.sha256().to_owned(), text, steps));
    if kept.is_some() || open.kept != Kept::Nothing {
        scribe.send(Order::Close(open.id, kept.map(Box::new)));
    }
}

/// The steps around the saved state of a document.
fn steps(workspace: &Workspace) -> Option<Steps> {
    let (_, past) = workspace.has_history().then(|| workspace.at_saved()).flatten()?;
    let (undo, redo) = past.into_steps();
    Some(Steps { undo, redo })
}

/// Takes in what the journals tell.
pub fn receive(desk: &mut Desk, open: OpenId, news: News) {
    let now = desk.host.now();
    let Some(open) = desk.by_id_mut(open) else { return };
    match news {
        News::Long => open.kept = Kept::Long,
        News::Failed(error) => {
            open.kept = Kept::Failed(now);
            warn(desk, &error.into());
        }
    }
}

/// Says once that a crash would cost work.
fn warn(desk: &mut Desk, why: &anyhow::Error) {
    let message = words::messages::NOT_KEPT;
    if desk.shell.toasts.shown.iter().all(|it| it.message != message) {
        desk.shell.toasts.failure(message, why);
    }
}

fn tell(answer: &Answer, open: OpenId, news: News) {
    answer.send(Done::Journal(open, news));
}
