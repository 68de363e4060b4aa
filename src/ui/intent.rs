//! What the user asks for, as data. Views make intents; `update` carries them out.

use std::path::PathBuf;
use std::sync::Arc;

use super::chooser::ChooserKind;
use super::dataset::DatasetChoice;
use super::export::ExportChoice;
use super::import::ImportChoice;
use super::shortcut::Shortcut;
use super::state::{After, Dialog, Lines, OpenId, Order, PathPurpose, Theirs, ThemeChoice};
use crate::annotation::actions::Speaker;
use crate::annotation::merge::Choices;
use crate::annotation::{
    AnnotationId, Key, Lane, RecordId, RelationId, Review, TagSet, Value, ZoneKind,
};
use crate::text::Span;

/// Something that the user asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// About tags; goes to the current document and can be undone.
    Tag(TagIntent),
    /// About what is shown.
    View(ViewIntent),
    /// About files and documents as a whole.
    File(FileIntent),
    /// About tag sets in files.
    TagSet(TagSetIntent),
    /// Take back the last step.
    Undo,
    /// Do it again.
    Redo,
}

/// Intents, in the order they were uttered.
pub type Intents = Vec<Intent>;

/// Which edge of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its start.
    Start,
    /// Its end.
    End,
}

/// How far an edge goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// To the next word boundary.
    Word,
    /// One character, as a reader counts.
    Grapheme,
}

/// About tags. Those without an id are about the selected one.
#[derive(Clone, Debug, PartialEq)]
pub enum TagIntent {
    /// Accept, reject or reopen an annotation.
    Decide(AnnotationId, Review),
    /// Accept, reject or reopen the selected one and go on.
    DecideSelected(Review),
    /// Accept or reject all of these in one step.
    DecideMany(Vec<AnnotationId>, Review),
    /// Leave it open, as unsure, and go on.
    Unsure,
    /// Tag the selected words, or relabel the selected tag.
    Label(Key),
    /// Put a span of an annotation elsewhere.
    Resize(AnnotationId, usize, Span),
    /// Move an edge of the selected tag; outwards or inwards by reading order.
    Nudge {
        /// Which edge.
        edge: Edge,
        /// How far.
        stride: Stride,
        /// Towards the end of the text.
        forward: bool,
    },
    /// Put the selected tag, or the nearest piece of it, on these words.
    Rebound(Span),
    /// Split the selected tag at the caret.
    Split,
    /// Merge it with the next one of its label.
    MergeNext,
    /// Add the selected words as a piece.
    AddFragment,
    /// Take a piece away.
    RemoveFragment(AnnotationId, usize),
    /// Link the selected tag to this one.
    Link(Key, AnnotationId),
    /// Take a link out; a part, such as a source, is taken off the tag that it is a part of.
    Unlink(RelationId),
    /// Take the tag out.
    Delete,
    /// Say who said the selected quote.
    Speaker(Speaker),
    /// Say what the selected tag stands for.
    Record(Option<RecordId>),
    /// Give the selected tag a new record.
    NewRecord(String),
    /// Give a record another name.
    RenameRecord(RecordId, String),
    /// Make one record of two: kept, gone.
    MergeRecords(RecordId, RecordId),
    /// Make two records of one: these mentions get a new one with this name.
    SplitRecord(RecordId, Vec<AnnotationId>, String),
    /// Give all of these another label.
    ReplaceLabel(Vec<AnnotationId>, Key),
    /// Give the document another tag set.
    TagSet(Arc<TagSet>),
    /// Write a note.
    Note(AnnotationId, String),
    /// Set an attribute.
    Attribute(AnnotationId, Key, Option<Value>),
    /// Tag these places like an annotation.
    Mentions(AnnotationId, Vec<Span>),
    /// Say what the selected lines are.
    Rezone(ZoneKind),
    /// Put a tag of an earlier draft on the selected words.
    PlaceOrphan(AnnotationId),
    /// Take a tag of an earlier draft off the list of those without a place.
    DismissOrphan(AnnotationId),
    /// Take all of them off that list.
    DismissOrphans,
    /// The selected lines are furniture; or, if they are that already, body text.
    Furniture,
}

/// About what is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewIntent {
    /// Select an annotation, and scroll to it if asked.
    Select {
        /// Which; `None` for none.
        id: Option<AnnotationId>,
        /// Whether to scroll.
        scroll: bool,
    },
    /// The next or previous open proposal of the queue.
    StepOpen {
        /// Towards the end.
        forward: bool,
    },
    /// The next or previous tag of any kind.
    StepTag {
        /// Towards the end.
        forward: bool,
    },
    /// Scroll to a place and put the caret there.
    GoTo(Span),
    /// Scroll to words and select them.
    Show(Span),
    /// Select more: word, then phrase, then sentence, then paragraph.
    Grow,
    /// Show or hide a lane.
    Lane(Lane),
    /// Show or hide rejected tags.
    Rejected,
    /// Hide proposals below this, per mille.
    Threshold(u16),
    /// The order of the queue.
    Order(Order),
    /// Light, dark, or as the desktop.
    Theme(ThemeChoice),
    /// Text in high contrast, or as before.
    HighContrast,
    /// The article without serifs, or with them.
    Sans,
    /// Longer or shorter lines in the article.
    Lines(Lines),
    /// Show or hide the outline.
    Outline,
    /// Show or hide the inspector.
    Inspector,
    /// Select the next proposal after a decision, or stay.
    Advance,
    /// Open at the next start what is open then, or nothing.
    Reopen,
    /// Open a list to choose from.
    Choose(ChooserKind),
    /// Open a dialog.
    Dialog(Dialog),
    /// Close dialogs and lists; else deselect.
    Escape,
    /// Put the cursor into the search field.
    FocusSearch,
    /// Give the keyboard from the article to the bars and panels, or back.
    Pane,
    /// Give the keyboard from the article to the inspector, or back.
    InspectorPane,
    /// The next or previous hit of the search.
    StepHit {
        /// Towards the end.
        forward: bool,
    },
    /// The next or previous proposal that the last run of the tagger has brought or withdrawn.
    StepRerun {
        /// Towards the end.
        forward: bool,
    },
    /// What the last run has changed has been looked at.
    RerunRead,
    /// Write a note on the selected tag.
    EditNote,
    /// Ask about all identical mentions of the selected tag.
    FindMentions,
    /// The editor's name.
    Editor(String),
    /// Give a command, by its name, another key; or the key it had at first.
    Remap(&'static str, Option<Shortcut>),
    /// Select the words of the selected tag.
    SelectTagWords,
    /// Larger or smaller text, or as at first.
    Zoom(Zoom),
    /// Copy the selected words.
    Copy,
    /// Copy where a link leads.
    CopyLink(String),
    /// What was recognised has been read.
    Recognised,
    /// What there was to say of drafts has been read.
    DraftRead,
    /// The sheet of the first run has been read.
    Welcomed,
}

/// How the text size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As at first.
    Reset,
}

/// What becomes of recovered work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recover {
    /// It is opened.
    Open,
    /// It is opened, and a place to save it is asked for.
    SaveElsewhere,
    /// It is thrown away.
    Discard,
}

/// About tag sets in files.
#[derive(Clone, Debug, PartialEq)]
pub enum TagSetIntent {
    /// Read one from this file into the open dialog.
    Load(PathBuf),
    /// Write it to that file; whether one that is there may be overwritten.
    Save(Arc<TagSet>, PathBuf, bool),
    /// New documents get it; the built-in one, if there is none.
    House(Option<Arc<TagSet>>),
}

/// About files and documents as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum FileIntent {
    /// Ask which file to open.
    Open,
    /// Open what was open last.
    Reopen,
    /// Open these files.
    OpenPaths(Vec<PathBuf>),
    /// Ask which folder to open.
    Folder,
    /// Open a document of the list, by its index.
    OpenItem(usize),
    /// Look into a document of the list without opening it, by its index.
    LookAtItem(usize),
    /// Open the next or previous document.
    StepItem {
        /// Towards the end of the list.
        forward: bool,
    },
    /// Close the list.
    CloseList,
    /// Stop reading a folder.
    StopListing,
    /// Ask which file's tags to import.
    Import,
    /// Ask how to import the tags of this file.
    ImportFrom(PathBuf),
    /// Ask for the file of a new draft of the current document.
    Draft,
    /// Carry the tags of this document onto the article in this file.
    TakeDraft(OpenId, PathBuf),
    /// Carry the tags of the first document onto the second, a newer draft that is open.
    TakeOpenDraft(OpenId, OpenId),
    /// Find out what this import would change.
    Weigh(ImportChoice),
    /// Import the tags.
    ImportTags(ImportChoice),
    /// Make a document of what is on the clipboard; the text of it, if that is known.
    FromClipboard(Option<String>),
    /// Make a document of pasted text.
    Paste(String),
    /// Open the built-in sample.
    Sample,
    /// Save the current document, asking where if it has no file yet.
    Save(After),
    /// Ask where to save it.
    SaveAs(After),
    /// Save this document there; the name was picked in a dialog that asks before it overwrites.
    SaveTo(OpenId, PathBuf, After),
    /// Save this document there, if no file has that name.
    SaveToNew(OpenId, PathBuf, After),
    /// Save it there, whatever the file holds.
    Overwrite(OpenId, PathBuf, After),
    /// Show how this document and its file differ.
    Compare(OpenId, PathBuf, After),
    /// Make one of this document and what its file holds.
    Merge(OpenId, Box<Theirs>, Choices),
    /// Take what the file holds; the changes of this document go.
    Reload(OpenId, PathBuf),
    /// Show what is kept of this document's file.
    Versions(OpenId),
    /// Make this document what that version of its file is, as a step.
    Restore(OpenId, PathBuf),
    /// Open a repaired copy of a damaged file.
    OpenMended(PathBuf),
    /// Count what an export of this document would leave out.
    Preview(OpenId, ExportChoice),
    /// Ask where this document is to be exported.
    ExportAs(OpenId, ExportChoice),
    /// Ask where to export it, in the format with this key.
    Export(&'static str),
    /// Export this document there, in the format with this key. These files may be overwritten.
    ExportTo(OpenId, &'static str, PathBuf, Vec<PathBuf>),
    /// Ask for a file or folder of the system.
    Pick(PathPurpose),
    /// Make a data set of a folder.
    MakeDataset(Box<DatasetChoice>),
    /// Stop making it.
    StopDataset,
    /// Show another open document.
    Switch(OpenId),
    /// Close a document, asking about unsaved changes.
    Close(OpenId),
    /// Close it without saving.
    Discard(OpenId),
    /// Close the window, asking about unsaved changes.
    Quit,
    /// Close the window without saving a document that was asked about.
    QuitDiscarding(OpenId),
    /// Go on with recovered work, or throw it away.
    Recover(u64, Recover),
    /// Go on with all of it.
    RecoverAll,
    /// Propose tags again.
    Retag,
    /// Stop proposing tags.
    Cancel(OpenId),
    /// Stop a large step.
    StopStep(OpenId),
    /// Stop an export.
    StopExport(OpenId),
}
