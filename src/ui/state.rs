//! What the window knows besides the documents: what is open, selected, filtered, asked.
//!
//! None of it is saved with a document and none of it is undone; [`Preferences`] are kept between
//! runs (`preferences`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::article::ArticleState;
use super::chooser::Chooser;
use super::dataset::{DatasetChoice, Making};
use super::derived::Derived;
use super::export::{ExportChoice, Preview};
use super::import::{ImportChoice, Weighing};
pub use super::preferences::{Lines, Order, Preferences, ThemeChoice};
use super::rerun::Rerun;
use super::search::Search;
use super::session::{Leaving, Returning};
use crate::annotation::actions::Alike;
#[cfg(doc)]
use crate::annotation::carry::Fate;
use crate::annotation::check::Place;
use crate::annotation::merge::{Choices, Conflict};
use crate::annotation::{Annotation, AnnotationId, Confidence, Document, Key, Lane, Review, Tier};
use crate::files::Fingerprint;
use crate::files::backup::Version;
use crate::tagger::Cancel;
use crate::ui::words;
use crate::workspace::Workspace;

/// Names an open document while the window lives.
pub type OpenId = u64;

/// A document that is open, with where it came from and how it is looked at.
pub struct Open {
    /// Its name among the open ones.
    pub id: OpenId,
    /// The document and its history.
    pub workspace: Workspace,
    /// Where it is saved.
    pub file: FileState,
    /// What is selected, searched and filtered in it.
    pub view: View,
    /// Lists made from the document, remade when it changes.
    pub derived: Derived,
    /// Proposals that are being made for it.
    pub work: Option<Work>,
    /// A large step that is being done on a copy of it.
    pub step: Option<Work>,
    /// An export of it that is being written.
    pub export: Option<Work>,
    /// Whether its journal is written.
    pub kept: super::journal::Kept,
}

/// Where a document is saved.
#[derive(Clone, Debug, Default)]
pub struct FileState {
    /// The article or document that was opened; `None` for pasted text.
    pub opened: Option<PathBuf>,
    /// The native file that saving writes to; `None` until it has been saved as one.
    pub native: Option<PathBuf>,
    /// What that file held when it was read or written last.
    pub fingerprint: Option<Fingerprint>,
    /// The document as that file had it: what both sides of a merge come from.
    pub base: Option<Arc<Document>>,
    /// What the article was when it was read; tells a second opening of the same file.
    pub article: Option<Fingerprint>,
    /// The user has been told that the file is not what it was.
    pub noticed: bool,
    /// The user has been told that the file of the article is not what it was.
    pub draft_noticed: bool,
    /// What reading it told.
    pub problems: Vec<Noted>,
}

/// Something that an editor should know about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What, in one or two sentences.
    pub words: String,
    /// Where.
    pub place: Place,
}

impl FileState {
    /// The name to show.
    pub fn name(&self) -> String {
        let path = self.native.as_deref().or(self.opened.as_deref());
        let name = path.and_then(Path::file_name).map(|it| it.to_string_lossy().into_owned());
        name.unwrap_or_else(|| words::common::PASTED.to_owned())
    }
}

/// Work in the background on one document.
pub struct Work {
    /// What is being done: "Proposing tags", "Exporting".
    pub what: &'static str,
    /// How much is done, per mille.
    pub done: u16,
    /// Stops it.
    pub cancel: Cancel,
}

/// What is selected, searched and filtered in a document.
#[derive(Default)]
pub struct View {
    /// Caret, selected words, scrolling.
    pub article: ArticleState,
    /// The selected annotation.
    pub selected: Option<AnnotationId>,
    /// What is shown.
    pub filter: Filter,
    /// The search.
    pub search: Search,
    /// The note that is being written, for the selected annotation.
    pub note: Option<(AnnotationId, String)>,
    /// What was recognised in a file of another program stands above the article.
    pub recognised: bool,
    /// Proposals that are being made take the place of the first ones: they are no step of an editor.
    pub anew: bool,
    /// What there is to say of drafts; stands above the article.
    pub draft: Option<Draft>,
    /// What the last run of the tagger has changed.
    pub rerun: Option<Rerun>,
    /// The tag that was selected when the document was open last, and where it begins, until it is
    /// there again.
    pub tag: Option<(u32, usize)>,
}

/// Something about drafts of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// This looks like a newer draft of a document that is open.
    Newer(OpenId),
    /// The article's file is not what it was.
    Changed(PathBuf),
    /// Tags were carried here from an earlier draft.
    Taken {
        /// The name of that.
        from: String,
        /// How many tags met each fate, in the order of [`Fate::ALL`].
        counts: Vec<usize>,
        /// Those that have changed.
        changed: Vec<AnnotationId>,
        /// Whether the document had been finished and is open again.
        reopened: bool,
    },
}

/// Which annotations are shown and queued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Lanes that are hidden.
    pub hidden: Vec<Lane>,
    /// Whether rejected annotations show, struck out.
    pub rejected: bool,
    /// Open proposals below this, per mille, are hidden.
    pub threshold: u16,
}

impl Filter {
    /// Whether `annotation`, whose label is in `lane`, shows.
    pub fn shows(&self, annotation: &Annotation, lane: Lane) -> bool {
        let review = annotation.standing.review;
        let confident =
            annotation.standing.confidence.is_none_or(|it| it.per_mille() >= self.threshold);
        !self.hidden.contains(&lane)
            && (self.rejected || review != Review::Rejected)
            && (review != Review::Proposed || confident || annotation.standing.signed.is_some())
    }
}

/// What a modal window asks or shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Unsaved changes: save, discard or stay. `window` = the whole window is being closed.
    Unsaved {
        /// The document.
        open: OpenId,
        /// Whether the window closes afterwards.
        window: bool,
    },
    /// The file is not what a save expected: save elsewhere, overwrite, or stay.
    InTheWay {
        /// The document.
        open: OpenId,
        /// The file.
        path: PathBuf,
        /// What is the matter with it.
        why: InTheWay,
        /// What follows a save.
        after: After,
    },
    /// A save that the system refused: save elsewhere, try again, or stay.
    NotSaved {
        /// The document.
        open: OpenId,
        /// The file.
        path: PathBuf,
        /// Why, in a sentence that says what to do.
        message: String,
        /// What follows a save.
        after: After,
    },
    /// An export would overwrite files: do so, choose another name, or leave it.
    ExportInTheWay {
        /// The document.
        open: OpenId,
        /// The format's key.
        format: &'static str,
        /// Where it is to go.
        path: PathBuf,
        /// The files that are there.
        files: Vec<PathBuf>,
    },
    /// A file that is no sound document: open a repaired copy, or leave it.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problems: Vec<String>,
    },
    /// The file and the open document differ: merge, take one, or stay.
    Differ {
        /// The document.
        open: OpenId,
        /// The file.
        path: PathBuf,
        /// What the file holds.
        theirs: Box<Theirs>,
        /// Whose version stands of what both have changed.
        choices: Choices,
        /// What follows a save.
        after: After,
    },
    /// What is kept of a document's file: open one as a copy, or restore it.
    Versions {
        /// The document.
        open: OpenId,
        /// The latest first.
        versions: Vec<Version>,
    },
    /// Work that was left behind by a crash; the one that is about to be thrown away.
    Recovered {
        /// Its number.
        sure: Option<u64>,
    },
    /// An export: in which format, which tags.
    Export {
        /// The document.
        open: OpenId,
        /// What has been chosen.
        choice: ExportChoice,
    },
    /// An import of tags: from which format, where to.
    Import {
        /// What has been chosen.
        choice: ImportChoice,
    },
    /// A data set to be made of a folder.
    Dataset {
        /// What has been typed and ticked.
        choice: Box<DatasetChoice>,
    },
    /// A file path to type: for systems without a file dialog.
    Path {
        /// What for.
        purpose: PathPurpose,
        /// What has been typed.
        typed: String,
    },
    /// An article to paste.
    Paste {
        /// What has been pasted.
        text: String,
    },
    /// All identical mentions of an annotation, with ticks.
    Mentions {
        /// The annotation.
        id: AnnotationId,
        /// Which places count.
        alike: Alike,
        /// The places that are not to be tagged, by their first byte.
        unticked: Vec<usize>,
    },
    /// Accept or reject open proposals that the filter shows.
    Bulk {
        /// What to decide.
        review: Review,
        /// Which of them.
        pick: BulkPick,
    },
    /// One label in the place of another.
    Replace {
        /// The label to look for.
        from: Option<Key>,
        /// The label to give.
        to: Option<Key>,
        /// Only tags among whose words these stand.
        words: String,
    },
    /// Two records made of one.
    SplitRecord {
        /// The record.
        record: crate::annotation::RecordId,
        /// The mentions that get a new one.
        ticked: Vec<AnnotationId>,
        /// The name of the new one.
        typed: String,
    },
    /// What may be tagged.
    TagSet {
        /// What has been changed.
        draft: Box<super::tagset::Draft>,
    },
    /// Another name for a record.
    Rename {
        /// The record.
        record: crate::annotation::RecordId,
        /// What has been typed.
        typed: String,
    },
    /// The keys; the command whose new key is waited for.
    Keys {
        /// Its name.
        waiting: Option<&'static str>,
    },
    /// The first-run sheet.
    Welcome,
    /// Version, licence, where help is.
    About,
}

/// Which of the open proposals that are shown are decided in one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkPick {
    /// Only those with this label.
    pub label: Option<Key>,
    /// Only those of this tier.
    pub tier: Option<Tier>,
    /// Only those at least this sure, in per cent.
    pub least: u16,
    /// Only those among whose words these stand, in either case.
    pub words: String,
}

impl BulkPick {
    /// Whether `annotation` is one of them.
    pub fn takes(&self, document: &Document, annotation: &Annotation) -> bool {
        let standing = &annotation.standing;
        let sure = standing.confidence.map_or(1000, Confidence::per_mille);
        let words = self.words.trim().to_lowercase();
        self.label.as_ref().is_none_or(|it| *it == annotation.label)
            && self.tier.is_none_or(|it| it == standing.tier)
            && sure >= self.least.saturating_mul(10)
            && (words.is_empty() || document.excerpt(annotation).to_lowercase().contains(&words))
    }
}

/// What a file holds that another program has written meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// Its document.
    pub document: Document,
    /// What it was like when it was read.
    pub fingerprint: Fingerprint,
    /// What differs; `None` if the text of the article is another, so that tags do not compare.
    pub differences: Option<Differences>,
}

/// What differs, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// What only we have changed.
    pub mine: Vec<String>,
    /// What only they have changed.
    pub theirs: Vec<String>,
    /// What both have changed.
    pub both: Vec<Conflict>,
}

/// Why a save did not overwrite a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTheWay {
    /// Somebody else has written it since it was read.
    Changed,
    /// It exists already.
    Exists,
}

/// What a typed or picked path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// Open it.
    Open,
    /// List the documents in it.
    Folder,
    /// Import its tags.
    Import,
    /// Take it in as a new draft of this document.
    Draft(OpenId),
    /// Save this document there; then close it or the window, if that was asked.
    Save(OpenId, After),
    /// Export this document there, in the format with this key.
    Export(OpenId, &'static str),
    /// Make a data set of this folder.
    DatasetFrom,
    /// Put the new folder of a data set into it.
    DatasetTo,
    /// Read a tag set from it.
    TagSet,
}

/// What follows a save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    #[default]
    Stay,
    /// The document is closed.
    Close,
    /// The window goes on closing.
    Quit,
}

/// What the window shows besides documents.
#[derive(Default)]
pub struct Shell {
    /// The open question or sheet.
    pub dialog: Option<Dialog>,
    /// The open list to choose from.
    pub chooser: Option<Chooser>,
    /// Short messages.
    pub toasts: super::toasts::Toasts,
    /// What went wrong in drawing, and where the work was kept.
    pub crash: Option<super::guard::Crash>,
    /// Documents that are being read, by file name.
    pub reading: Vec<String>,
    /// Work that windows before left behind, until it is decided on.
    pub recovered: Vec<super::journal::Recovered>,
    /// What the export that is being asked about would leave out.
    pub preview: Option<Preview>,
    /// What the import that is being asked about would change.
    pub import: Option<Weighing>,
    /// The data set that is being made.
    pub making: Option<Making>,
    /// The documents of a folder or data set.
    pub shelf: Option<super::shelf::Shelf>,
    /// A folder that is being listed.
    pub listing: Option<Work>,
    /// A text field had the keyboard at the end of the last frame.
    pub typing: bool,
    /// What is still being opened of what was open last.
    pub returning: Option<Returning>,
    /// What was open when the user began to close the window.
    pub leaving: Option<Leaving>,
    /// The files that were opened together last.
    pub site: Option<super::site::Site>,
    /// The window may close: everything was asked.
    pub quit: bool,
}
