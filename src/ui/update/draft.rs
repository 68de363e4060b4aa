//! New drafts: a text never changes in its document, so a newer one becomes a document of its own,
//! with the tags of the earlier one. That stays open, as it is, and so does its file.
//!
//! Not here: where tags go (`annotation::carry`).

use std::path::{Path, PathBuf};

use super::file;
use crate::annotation::carry::{Carried, Fate};
use crate::tagger;
use crate::ui::desk::Desk;
use crate::ui::intent::FileIntent;
use crate::ui::jobs::{Candidate, Done, Drafted, Job, Onto};
use crate::ui::state::{Draft, FileState, Open, OpenId, PathPurpose};
use crate::ui::words;

/// Carries out an intent about drafts.
pub(super) fn update(desk: &mut Desk, intent: FileIntent) {
    match intent {
        FileIntent::Draft => {
            if let Some(open) = desk.current {
                file::pick(desk, PathPurpose::Draft(open));
            }
        }
        FileIntent::TakeDraft(open, path) => begin(desk, open, Onto::File(path)),
        FileIntent::TakeOpenDraft(old, new) => {
            if let Some(onto) = desk.by_id(new).map(|it| it.workspace.snapshot()) {
                begin(desk, old, Onto::Open(new, onto));
            }
        }
        _ => {}
    }
}

fn begin(desk: &mut Desk, id: OpenId, onto: Onto) {
    let Some(open) = desk.by_id(id) else {
        desk.shell.toasts.error(words::messages::EARLIER_DRAFT_CLOSED);
        return;
    };
    let document = open.workspace.snapshot();
    desk.shell.reading.push(words::messages::READING_DRAFT.to_owned());
    desk.jobs.start(Job::TakeIn { open: id, document, onto });
}

/// The file of the article that a document was made of, and the SHA-256 of what it held then.
fn article(open: &Open) -> Option<(PathBuf, String)> {
    let source = open.workspace.document().metadata().source.as_ref()?;
    let sha256 = source.sha256.clone()?;
    let path = match &open.file.native {
        Some(native) => {
            let name = Path::new(&source.name);
            // A name of a file, and nothing that leads elsewhere.
            (name.file_name() == Some(name.as_os_str())).then(|| native.with_file_name(name))?
        }
        None => open.file.opened.clone()?,
    };
    Some((path, sha256))
}

/// Has it looked whether there is a new draft where the article was.
pub(super) fn look(desk: &Desk, id: OpenId) {
    let Some(open) = desk.by_id(id).filter(|it| !it.file.draft_noticed) else { return };
    if let Some((path, sha256)) = article(open) {
        desk.jobs.start(Job::LookAtArticle { open: id, path, sha256 });
    }
}

/// As `look`, also where that has been told before.
pub(super) fn look_again(desk: &mut Desk, id: OpenId) {
    if let Some(open) = desk.by_id_mut(id) {
        open.file.draft_noticed = false;
    }
    look(desk, id);
}

/// The name of the file that a document's text came from.
fn name(open: &Open) -> String {
    let source = open.workspace.document().metadata().source.as_ref();
    source.map(|it| it.name.clone()).unwrap_or_default()
}

/// Has it looked whether an article that was just opened is a newer draft of something that people
/// have worked on.
pub(super) fn look_for_earlier(desk: &Desk, id: OpenId) {
    let Some(new) = desk.by_id(id) else { return };
    let worked_on = |it: &&Open| {
        it.id != id && it.workspace.document().annotations().any(|it| !it.standing.is_untouched())
    };
    let candidate = |it: &Open| (it.id, it.workspace.document().text().clone(), name(it));
    let others: Vec<Candidate> = desk.open.iter().filter(worked_on).map(candidate).collect();
    if others.is_empty() {
        return;
    }
    let (text, name) = (new.workspace.document().text().clone(), name(new));
    desk.jobs.start(Job::Earlier { open: id, text, name, others });
}

/// Takes in what jobs found out about drafts.
pub(super) fn receive(desk: &mut Desk, done: Done) {
    match done {
        Done::ArticleChanged(open, path) => {
            if let Some(open) = desk.by_id_mut(open).filter(|it| !it.file.draft_noticed) {
                open.file.draft_noticed = true;
                open.view.draft = Some(Draft::Changed(path));
            }
        }
        Done::IsNewer(new, old) => {
            if let Some(open) = desk.by_id_mut(new).filter(|it| !it.workspace.is_changed()) {
                open.view.draft = Some(Draft::Newer(old));
            }
        }
        Done::Drafted(drafted) => self::drafted(desk, *drafted),
        _ => {}
    }
}

/// Puts the new draft with its tags on the desk, beside the earlier one.
fn drafted(desk: &mut Desk, drafted: Drafted) {
    desk.shell.reading.retain(|it| it != words::messages::READING_DRAFT);
    let carried = match drafted.result {
        Ok(it) => it,
        Err(why) => return desk.shell.toasts.error(words::sentence(&why)),
    };
    let from = desk.by_id(drafted.from).map(|it| it.file.name()).unwrap_or_default();
    let state = match (drafted.onto, drafted.file) {
        (Some(new), _) => left(desk, new),
        (None, Some((path, fingerprint))) => {
            desk.preferences.remember(&path);
            let problems = drafted.problems.iter().map(file::noted).collect();
            let (opened, article) = (Some(path), Some(fingerprint));
            FileState { opened, article, problems, ..FileState::default() }
        }
        (None, None) => FileState::default(),
    };
    if let Some(old) = desk.by_id_mut(drafted.from) {
        old.view.draft = None;
    }
    let zones = tagger::known_zones(&carried.document);
    let told = told(from, &carried);
    let id = file::place(desk, carried.document, state);
    if let Some(open) = desk.by_id_mut(id) {
        open.view.draft = Some(told);
        // No revision of it is in a file.
        open.workspace.mark_saved(u64::MAX);
    }
    file::tag(desk, id, zones);
}

/// What became of the tags.
fn told(from: String, carried: &Carried) -> Draft {
    let changed = carried.tags.iter().filter(|it| it.1 == Fate::Changed).map(|it| it.0);
    Draft::Taken {
        from,
        counts: Fate::ALL.iter().map(|it| carried.count(*it)).collect(),
        changed: changed.collect(),
        reopened: carried.reopened,
    }
}

/// Where a draft is from that was open; its document goes, unless somebody has worked on it.
fn left(desk: &mut Desk, id: OpenId) -> FileState {
    let Some(open) = desk.by_id(id) else { return FileState::default() };
    let (opened, article) = (open.file.opened.clone(), open.file.article.clone());
    let problems = open.file.problems.clone();
    let is_new = !open.workspace.is_changed() && open.file.native.is_none();
    if is_new {
        file::discard(desk, id);
    }
    FileState { opened, article, problems, ..FileState::default() }
}

/// A file was written by one document: another that had been in it is in none any more, and closing it
/// asks.
pub(super) fn lose_file(desk: &mut Desk, writer: OpenId, path: &Path) {
    let its = |it: &&mut Open| it.id != writer && it.file.native.as_deref() == Some(path);
    for open in desk.open.iter_mut().filter(its) {
        let article = article(open).map(|it| it.0);
        (open.file.native, open.file.fingerprint, open.file.base) = (None, None, None);
        open.file.opened = open.file.opened.take().filter(|it| it != path).or(article);
        open.workspace.mark_saved(u64::MAX);
    }
}
