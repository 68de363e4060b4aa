//! Work in the background: reading, tagging, saving, file dialogs. The window never waits.
//!
//! A job gets what it needs by value (text is shared, so that is cheap) and answers with a
//! [`Done`]. Because text never changes, proposals are right for ever; the only question when an
//! answer arrives is whether the document is still open.
//!
//! Here is what can be asked for and answered; `queue` hands it over, `run` does it, `worker` has the
//! threads. Not here:
//! what an answer does (`update`).

mod dataset;
mod draft;
mod export;
mod import;
mod queue;
mod run;
mod site;
mod step;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;

pub use self::dataset::Made;
pub use self::draft::{Candidate, Drafted, Onto};
pub use self::export::{How, NoExport};
pub use self::queue::{Answer, Jobs, Wake};
pub(super) use self::site::zones as zones_of_site;
pub(super) use self::step::loss;
use super::derived::Derived;
use super::glance::Glance;
use super::host::Clip;
use super::import::{ImportChoice, Weighed};
use super::intent::TagIntent;
use super::journal::{News, Recovered, Scribe};
use super::shelf::{Item, Spot};
use super::state::{After, Filter, OpenId, Order, PathPurpose};
use crate::annotation::{
    AnnotationId, Document, EditError, Proposals, ProposedZone, Signature, Transaction,
};
use crate::batch::dataset::Settings;
use crate::batch::site::Shared;
use crate::files::backup::Version;
use crate::files::{FileError, Fingerprint, Mended, Opened, Over, Saved};
use crate::formats::Read;
use crate::formats::journal::Steps;
use crate::tagger::Cancel;
use crate::text::Text;
use crate::workspace::Prepared;

/// Something to do in the background.
pub enum Job {
    /// Read a file.
    Read(PathBuf),
    /// List the documents in a folder.
    List {
        /// The folder.
        path: PathBuf,
        /// Stops it.
        cancel: Cancel,
    },
    /// Read one of the documents in a file.
    ReadNth {
        /// The file.
        path: PathBuf,
        /// Which, counted from 0.
        at: usize,
        /// Its index in the list that asks.
        index: usize,
    },
    /// Look into a document of a list.
    Glance {
        /// Where it is.
        spot: Spot,
        /// Its index in the list.
        index: usize,
        /// What files of its site have in common, if that is known.
        shared: Option<Arc<Shared>>,
        /// Stops it.
        cancel: Cancel,
    },
    /// Find the lines that files of one site have in common.
    Site {
        /// The files.
        paths: Vec<PathBuf>,
        /// Stops it.
        cancel: Cancel,
    },
    /// Judge the zones of an article by what other files of its site have, too.
    SiteZones {
        /// The document that was made of it.
        open: OpenId,
        /// What it is now.
        document: Arc<Document>,
        /// Its file.
        path: PathBuf,
        /// The lines that several files have.
        shared: Arc<Shared>,
    },
    /// Read what was on the clipboard.
    Paste(Clip),
    /// Tag a text.
    Tag {
        /// The document that asks.
        open: OpenId,
        /// Its text.
        text: Text,
        /// What markup said about zones.
        zones: Option<Vec<ProposedZone>>,
        /// Stops it.
        cancel: Cancel,
    },
    /// Fit proposals into a copy of a document, where that takes longer than a frame.
    Fit {
        /// The document that asks.
        open: OpenId,
        /// What it is now.
        document: Arc<Document>,
        /// Its revision.
        revision: u64,
        /// What is proposed.
        proposals: Box<Proposals>,
        /// How it is looked at.
        look: Look,
        /// Stops it.
        cancel: Cancel,
    },
    /// Do a step on a copy of a document, where that takes longer than a frame.
    Step {
        /// The document that asks.
        open: OpenId,
        /// What it is now.
        document: Arc<Document>,
        /// Its revision.
        revision: u64,
        /// What is to be done.
        step: Large,
        /// How it is looked at.
        look: Look,
        /// Stops it.
        cancel: Cancel,
    },
    /// Let go of something large, which takes longer than a frame.
    LetGo(Box<dyn std::any::Any + Send>),
    /// Write a document.
    Save {
        /// The document.
        open: OpenId,
        /// What to write.
        document: Arc<Document>,
        /// Its revision.
        revision: u64,
        /// Where.
        path: PathBuf,
        /// What may be overwritten.
        over: Overwrite,
        /// Where the old file is kept.
        backups: Option<PathBuf>,
        /// What follows.
        after: After,
        /// Who notes that the file is about to be written.
        scribe: Option<Scribe>,
    },
    /// Look for work that was left behind in this folder of journals.
    Recover(PathBuf),
    /// Look for the steps of a document that was opened.
    Steps {
        /// The document.
        open: OpenId,
        /// The folder of journals.
        root: PathBuf,
        /// SHA-256 of its file.
        sha256: String,
        /// What it holds.
        document: Arc<Document>,
    },
    /// Look whether a file still is what it was.
    Look {
        /// The document that it belongs to.
        open: OpenId,
        /// The file.
        path: PathBuf,
        /// What it was like.
        known: Fingerprint,
    },
    /// Look whether the file of an article still has these bytes.
    LookAtArticle {
        /// The document that was made of it.
        open: OpenId,
        /// The file.
        path: PathBuf,
        /// SHA-256 of its bytes.
        sha256: String,
    },
    /// Look whether one of the open documents is an earlier draft of an article that was opened.
    Earlier {
        /// The article.
        open: OpenId,
        /// Its text.
        text: Text,
        /// The name of its file, if it has one.
        name: String,
        /// The documents that people have worked on.
        others: Vec<Candidate>,
    },
    /// Carry the tags of a document onto a new draft.
    TakeIn {
        /// The document.
        open: OpenId,
        /// What it is now.
        document: Arc<Document>,
        /// The draft.
        onto: Onto,
    },
    /// Read a file to compare it with its open document.
    Compare {
        /// The document.
        open: OpenId,
        /// Its file.
        path: PathBuf,
        /// What follows a save.
        after: After,
    },
    /// Read a file that is to take the place of its open document.
    Reread {
        /// The document.
        open: OpenId,
        /// Its file.
        path: PathBuf,
    },
    /// List what is kept of a document's file.
    Versions {
        /// The document.
        open: OpenId,
        /// Its file.
        path: PathBuf,
        /// Where versions are kept.
        backups: PathBuf,
    },
    /// Read a version that is to be restored.
    Version {
        /// The document.
        open: OpenId,
        /// The version.
        path: PathBuf,
    },
    /// Read a damaged file and repair what can be repaired.
    Mend(PathBuf),
    /// Write a document in another format.
    Export {
        /// The document.
        open: OpenId,
        /// What to write.
        document: Arc<Document>,
        /// How.
        how: How,
        /// Where.
        path: PathBuf,
        /// Files that may be overwritten.
        agreed: Vec<PathBuf>,
        /// Stops it.
        cancel: Cancel,
    },
    /// Find out what an import would change.
    Weigh {
        /// Which import.
        choice: ImportChoice,
        /// The article.
        article: Option<Arc<Document>>,
        /// What it is asked for by.
        number: u64,
        /// Stops it.
        cancel: Cancel,
    },
    /// Make a data set of a folder.
    Dataset {
        /// What it is to be like.
        settings: Box<Settings>,
        /// Stops it.
        cancel: Cancel,
    },
    /// Look what an export would leave out.
    Preview {
        /// The document.
        document: Arc<Document>,
        /// How it would be exported.
        how: How,
        /// What it is asked for by.
        number: u64,
        /// Stops it.
        cancel: Cancel,
    },
}

impl Job {
    /// What stops it, if anything does.
    fn cancel(&self) -> Option<&Cancel> {
        match self {
            Self::Tag { cancel, .. }
            | Self::List { cancel, .. }
            | Self::Glance { cancel, .. }
            | Self::Site { cancel, .. }
            | Self::Fit { cancel, .. }
            | Self::Step { cancel, .. }
            | Self::Export { cancel, .. }
            | Self::Weigh { cancel, .. }
            | Self::Dataset { cancel, .. }
            | Self::Preview { cancel, .. } => Some(cancel),
            _ => None,
        }
    }
}

/// What a save may overwrite.
#[derive(Clone, Debug)]
pub enum Overwrite {
    /// Nothing: the file must be new.
    Nothing,
    /// The file as it was when it was read or saved.
    Known(Fingerprint),
    /// Anything: the user has said so.
    Anything,
}

impl Overwrite {
    fn as_over(&self) -> Over<'_> {
        match self {
            Self::Nothing => Over::Nothing,
            Self::Known(it) => Over::Known(it),
            Self::Anything => Over::Anything,
        }
    }
}

/// How a document is looked at, so that its lists can be made ahead.
pub type Look = (Filter, Order);

/// A step that takes longer than a frame.
#[derive(Clone, Debug)]
pub enum Large {
    /// What an intent asks for about many tags.
    Tags(Box<TagIntent>, Signature),
    /// The last step is taken back.
    Back(Arc<Transaction>),
    /// The step is done again that was taken back last.
    Again(Arc<Transaction>),
    /// Tags of a file come in.
    Import(Arc<Transaction>),
}

/// A step that was done on a copy of a document.
pub struct Stepped {
    /// What was to be done.
    pub step: Large,
    /// What it takes from tags for good, in a sentence; `None` if nothing.
    pub loss: Option<String>,
    /// The copy, or why the step does not fit.
    pub prepared: Result<Prepared, EditError>,
    /// The lists of the copy.
    pub lists: Derived,
    /// Whether it was stopped.
    pub cancel: Cancel,
}

/// Proposals that were fitted into a copy of a document.
pub struct Fitted {
    /// The proposals, in case that the document has changed meanwhile.
    pub proposals: Box<Proposals>,
    /// The step, or why it does not fit.
    pub prepared: Result<Prepared, EditError>,
    /// The lists of the copy.
    pub lists: Derived,
    /// The annotations that come in.
    pub new: Vec<AnnotationId>,
    /// The open proposals that go.
    pub withdrawn: Vec<AnnotationId>,
    /// Whether it was stopped.
    pub cancel: Cancel,
}

/// What was on the clipboard.
pub enum Pasted {
    /// An article with its markup.
    Article(Box<Read>),
    /// Text without any.
    Text(String),
    /// Nothing that could be read.
    Nothing,
    /// More than can be opened, in bytes.
    TooLarge(usize),
}

/// What a job found or did.
pub enum Done {
    /// A file was read.
    Read(PathBuf, Box<Result<Opened, FileError>>),
    /// The documents of a folder, or of a file that has several.
    Listed(PathBuf, Result<Vec<Item>, FileError>),
    /// One of the documents in a file: the file, which, and its index in the list.
    Nth((PathBuf, usize, usize), Box<Result<Opened, FileError>>),
    /// What a document of a list is like, by its index, unless that was stopped.
    Glance(usize, Cancel, Option<Box<Glance>>),
    /// What files of one site have in common; `None` if the disk did not let it be found.
    Site(Cancel, Option<Arc<Shared>>),
    /// The zones of an article, if other files of its site make a difference.
    SiteZones(OpenId, Option<Vec<ProposedZone>>),
    /// What is on the clipboard.
    Clip(Clip),
    /// What was on the clipboard was read.
    Pasted(Pasted),
    /// How far tagging is, per mille.
    Progress(OpenId, u16),
    /// Proposals; `None` if it was cancelled.
    Tagged(OpenId, Option<Box<Proposals>>),
    /// Proposals were fitted into a copy of a document.
    Fitted(OpenId, Box<Fitted>),
    /// A step was done on a copy of a document.
    Stepped(OpenId, Box<Stepped>),
    /// A document was written.
    Saved {
        /// The document.
        open: OpenId,
        /// The revision that was written.
        revision: u64,
        /// Where.
        path: PathBuf,
        /// What follows.
        after: After,
        /// What was written.
        document: Arc<Document>,
        /// What the file holds now.
        result: Result<Saved, FileError>,
    },
    /// Work that was left behind.
    Recovered(Result<Vec<Recovered>, FileError>),
    /// The steps of a document that was opened.
    Steps(OpenId, Steps),
    /// What the journal of a document tells.
    Journal(OpenId, News),
    /// What is kept of a document's file.
    Versions(OpenId, Result<Vec<Version>, FileError>),
    /// A version that is to be restored was read.
    Version(OpenId, Box<Result<Opened, FileError>>),
    /// A file is not what it was.
    Changed(OpenId, PathBuf),
    /// The file of an article is not what it was.
    ArticleChanged(OpenId, PathBuf),
    /// An article that was opened is a newer draft of another document that is open.
    IsNewer(OpenId, OpenId),
    /// Tags were carried onto a new draft, or not.
    Drafted(Box<Drafted>),
    /// A file was read to be compared.
    Compared(OpenId, PathBuf, After, Box<Result<Opened, FileError>>),
    /// A file was read to take the place of its open document.
    Reread(OpenId, PathBuf, Box<Result<Opened, FileError>>),
    /// A damaged file was read.
    Mended(PathBuf, Box<Result<Mended, FileError>>),
    /// How much of an export has been written, per mille.
    Exporting(OpenId, u16),
    /// A document was exported, or not.
    Exported {
        /// The document.
        open: OpenId,
        /// The format's key.
        format: &'static str,
        /// Where.
        path: PathBuf,
        /// What was left out, in sentences.
        result: Result<Vec<String>, NoExport>,
        /// What stops it.
        cancel: Cancel,
    },
    /// What an import would change, by the number that it was asked for.
    Weighed(u64, Box<Result<Weighed, FileError>>),
    /// How many documents have been looked at for a data set.
    MakingDataset(usize),
    /// A data set was made, or not.
    DatasetMade {
        /// Where.
        path: PathBuf,
        /// What became of it.
        made: Made,
        /// What stops it.
        cancel: Cancel,
    },
    /// What an export would leave out, in sentences, by the number that it was asked for.
    Previewed(u64, Vec<String>),
    /// A file dialog was closed: the paths, or `None` if there is no file dialog on this system.
    Picked(PathPurpose, Option<Vec<PathBuf>>),
    /// A job panicked; what it said.
    Failed(String),
}
