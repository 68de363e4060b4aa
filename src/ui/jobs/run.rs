//! What each job does.

use std::path::{Path, PathBuf};

use super::{Answer, Done, Job, Overwrite, Pasted, dataset, draft, export, import, site, step};
use crate::annotation::Document;
use crate::files::{self, FileError, Opened, Saved};
use crate::formats::journal::SavedAs;
use crate::formats::native::{self, Form};
use crate::formats::{self, Options, tagset};
use crate::tagger::{self, Models, Run};
use crate::ui::host::Clip;
use crate::ui::journal::{self, Scribe};
use crate::ui::shelf;
use crate::ui::state::OpenId;

/// Does a job and leaves its answer.
pub(super) fn run(job: Job, answer: &Answer) {
    match job {
        Job::Read(path) => answer.send(opened(path)),
        Job::ReadNth { path, at, index } => {
            let read = files::open_nth(&path, at, &tagset::news());
            answer.send(Done::Nth((path, at, index), Box::new(read)));
        }
        Job::LetGo(large) => drop(large),
        Job::Paste(clip) => answer.send(Done::Pasted(pasted(clip))),
        Job::Save { open, document, revision, path, over, backups, after, scribe } => {
            let (file, how) = ((open, revision, path.as_path()), (&over, backups.as_deref()));
            let result = save(&document, file, how, scribe);
            answer.send(Done::Saved { open, revision, path, after, document, result });
        }
        Job::Recover(root) => answer.send(Done::Recovered(journal::recover(&root))),
        Job::Steps { open, root, sha256, document } => {
            let steps = files::journal::steps_of(&root, &sha256, &document);
            if !steps.is_empty() {
                answer.send(Done::Steps(open, steps));
            }
        }
        Job::Look { .. } | Job::LookAtArticle { .. } => look(job, answer),
        Job::Compare { open, path, after } => {
            let read = read(&path);
            answer.send(Done::Compared(open, path, after, read));
        }
        Job::Reread { open, path } => {
            let read = read(&path);
            answer.send(Done::Reread(open, path, read));
        }
        Job::Versions { open, path, backups } => {
            answer.send(Done::Versions(open, files::backup::versions(&backups, &path)));
        }
        Job::Version { open, path } => answer.send(Done::Version(open, read(&path))),
        Job::Mend(path) => {
            let read = files::open_mending(&path, &tagset::news());
            answer.send(Done::Mended(path, Box::new(read)));
        }
        Job::Tag { .. }
        | Job::List { .. }
        | Job::Glance { .. }
        | Job::Site { .. }
        | Job::SiteZones { .. }
        | Job::Fit { .. }
        | Job::Step { .. }
        | Job::Export { .. }
        | Job::Weigh { .. }
        | Job::Earlier { .. }
        | Job::TakeIn { .. }
        | Job::Dataset { .. }
        | Job::Preview { .. } => long(job, answer),
    }
}

/// Looks whether a file is what it was.
fn look(job: Job, answer: &Answer) {
    match job {
        // One that is gone or out of reach is told when it is saved.
        Job::Look { open, path, known } if files::is_file(&path) && !known.still_fits(&path) => {
            answer.send(Done::Changed(open, path));
        }
        Job::LookAtArticle { open, path, sha256 } if draft::has_changed(&path, &sha256) => {
            answer.send(Done::ArticleChanged(open, path));
        }
        _ => {}
    }
}

/// Does one of the jobs that may take long.
fn long(job: Job, answer: &Answer) {
    match job {
        Job::Glance { .. } | Job::Site { .. } | Job::SiteZones { .. } => site::run(job, answer),
        Job::Tag { open, text, zones, cancel } => {
            let progress = |done| answer.send(Done::Progress(open, done));
            let run = Run { cancel: &cancel, progress: &progress, models: Models::shipped() };
            let found = tagger::tag(&text, zones.as_deref(), &run).ok().map(Box::new);
            answer.send(Done::Tagged(open, found));
        }
        Job::List { path, cancel } => match shelf::folder(&path, &cancel) {
            Ok(None) => {}
            Ok(Some(items)) => answer.send(Done::Listed(path, Ok(items))),
            Err(error) => answer.send(Done::Listed(path, Err(error))),
        },
        Job::Fit { open, document, revision, proposals, look, cancel } => {
            let fitted = step::fit((document, revision), proposals, &look, cancel);
            answer.send(Done::Fitted(open, Box::new(fitted)));
        }
        Job::Step { open, document, revision, step, look, cancel } => {
            let stepped = step::step((document, revision), step, &look, cancel);
            answer.send(Done::Stepped(open, Box::new(stepped)));
        }
        Job::Export { open, document, how, path, agreed, cancel } => {
            let what = (open, &*document);
            let result = export::export(what, &how, (&path, &agreed), &cancel, answer);
            let format = how.exporter.key();
            answer.send(Done::Exported { open, format, path, result, cancel });
        }
        Job::Weigh { choice, article, number, cancel } => {
            let found = Box::new(import::weigh(&choice, article.as_deref()));
            // Before the answer, so that the window shares the document with nobody.
            drop(article);
            if !cancel.is_cancelled() {
                answer.send(Done::Weighed(number, found));
            }
        }
        Job::Earlier { open, text, name, others } => {
            if let Some(found) = draft::earlier(&text, &name, &others) {
                answer.send(Done::IsNewer(open, found));
            }
        }
        Job::TakeIn { open, document, onto } => {
            let drafted = draft::take_in(open, &document, onto);
            // Before the answer, so that the window shares the document with nobody.
            drop(document);
            answer.send(Done::Drafted(Box::new(drafted)));
        }
        Job::Dataset { settings, cancel } => dataset::make(&settings, cancel, answer),
        Job::Preview { document, how, number, cancel } => {
            let (chosen, left) = how.selection.apply(&document);
            let written = how.exporter.write(&chosen, &Options::default());
            if !cancel.is_cancelled() {
                let told = export::sentences(&chosen, &written.losses, left);
                answer.send(Done::Previewed(number, told));
            }
        }
        _ => {}
    }
}

/// Reads what was on the clipboard: its markup, if there are words in that, else its text.
fn pasted(clip: Clip) -> Pasted {
    let too_large = |it: &String| u64::try_from(it.len()).is_ok_and(|it| it > files::LARGEST);
    if let Some(large) = clip.html.iter().chain(&clip.text).find(|it| too_large(it)) {
        return Pasted::TooLarge(large.len());
    }
    let has_words = |it: &String| !it.trim().is_empty();
    let article = clip.html.filter(has_words).map(|it| formats::pasted(&it, &tagset::news()));
    // A picture that was copied from a page is markup without words.
    match article.filter(|it| !it.document.text().is_empty()) {
        Some(article) => Pasted::Article(Box::new(article)),
        None => clip.text.filter(has_words).map_or(Pasted::Nothing, Pasted::Text),
    }
}

/// Reads a file; of one with several documents there is a list, and none of them is kept.
fn opened(path: PathBuf) -> Done {
    let read = read(&path);
    match read.as_ref() {
        Ok(it) if it.documents.len() > 1 => {
            let items = shelf::within(&path, &it.documents);
            Done::Listed(path, Ok(items))
        }
        _ => Done::Read(path, read),
    }
}

fn read(path: &Path) -> Box<Result<Opened, FileError>> {
    Box::new(files::open(path, &tagset::news()))
}

/// Writes a document, after it was noted that it is going to be.
fn save(
    document: &Document,
    (open, revision, path): (OpenId, u64, &Path),
    (over, backups): (&Overwrite, Option<&Path>),
    scribe: Option<Scribe>,
) -> Result<Saved, FileError> {
    let form = files::form_of(path).unwrap_or(Form::Ron);
    let content = native::write(document, form);
    let content = content.as_bytes();
    if let Some(scribe) = scribe {
        scribe.saving(open, SavedAs::new(&files::absolute(path), content, revision));
    }
    files::write_over(path, content, over.as_over(), backups)
}
