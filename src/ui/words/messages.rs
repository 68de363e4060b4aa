//! Messages that come up and go away, and why something that was asked for was not done.

use std::path::Path;

use super::count;
use crate::annotation::actions::Dropped;

// Files

pub const OPEN_FAILED: &str = "The file could not be opened";

/// What was not done, and the error of the disk or format.
pub fn failed(what: &str, error: &str) -> String {
    super::sentence(&format!("{what}: {error}"))
}

pub fn saved(name: &str) -> String {
    format!("Saved as {name}")
}

pub const SAVED_WITHOUT_BACKUP: &str = "It is saved, but no backup of the old file could be kept.";
pub const SAVED_APART: &str =
    "Saved as a file of its own; hard links to the old one keep what that held";
pub const COMPARE_FAILED: &str = "The file could not be compared";
pub const REREAD_FAILED: &str = "The file could not be read; your document is as it was";
pub const REPAIR_FAILED: &str = "The file could not be repaired";

/// How many repairs there are to look at.
pub fn repaired(count: usize) -> String {
    match count {
        1 => "1 repair is listed beside the article".to_owned(),
        many => format!("{many} repairs are listed beside the article"),
    }
}

pub fn open_already(name: &str) -> String {
    format!("The file is open already, as {name}")
}

pub const MERGE_FAILED: &str = "The two versions do not fit together; nothing was changed.";
pub const MERGED: &str = "Merged; look it over, then save";
pub const MERGED_IN_PART: &str = "Merged; look it over, then save. Some of yours did not fit.";

/// A file of more documents than are opened at once.
pub fn too_many_documents(path: &Path, count: usize, open: usize) -> String {
    format!(
        "{} holds {count} documents; the first {open} are open. Split the file to work on the \
         others.",
        path.display()
    )
}

pub const NO_FILE_DIALOG: &str = "There is no file dialog on this system; type the path.";

/// A file that holds tags alone cannot be opened.
pub fn tags_without_text(path: &Path) -> String {
    format!("{} holds tags without their text. Import it onto its article.", path.display())
}

// What was open last

pub const WILL_REOPEN: &str =
    "What is open when the window closes is opened again at the next start";
pub const WILL_NOT_REOPEN: &str = "The next start opens nothing by itself";

pub fn gone(path: &Path) -> String {
    format!("{} is not there any more.", path.display())
}

pub fn damaged(path: &Path) -> String {
    format!("{} is damaged: open it to see what can be repaired.", path.display())
}

/// `why` has a sentence for each file.
pub fn not_reopened(why: &[String]) -> String {
    let files = match why.len() {
        1 => "One of the files that were open last".to_owned(),
        count => format!("{count} of the files that were open last"),
    };
    format!("{files} could not be opened again. {}", why.join(" "))
}

/// Why tags are not for the open article.
pub const IMPORT_OTHER_TEXT: &str = "its text is another";

// Folders

pub const LISTING_FAILED: &str = "The folder could not be read";
pub const OPEN_FROM_LIST_FAILED: &str = "The document could not be opened";
pub const END_OF_LIST: &str = "There is no further document in the list";

pub fn no_documents(folder: &Path) -> String {
    format!("{} holds no documents that can be read.", folder.display())
}

// Drafts and the clipboard

pub const EARLIER_DRAFT_CLOSED: &str =
    "The earlier draft is not open any more: open it, then try again.";
pub const NOTHING_TO_PASTE: &str = "There is no text to open: paste an article first.";

/// The clipboard holds more than can be pasted.
pub fn clipboard_too_large(megabytes: usize) -> String {
    format!("The clipboard holds {megabytes} MB; save it as a file and split that, then open it.")
}

// Work in the background, as the status bar names it

pub const READING_DRAFT: &str = "the new draft";
pub const READING_CLIPBOARD: &str = "the clipboard";
pub const LISTING: &str = "Reading the folder";
pub const TAGGING: &str = "Proposing tags";
pub const EXPORTING: &str = "Exporting";
pub const DECIDING: &str = "Deciding";
pub const IMPORTING: &str = "Importing";
pub const REPLACING: &str = "Replacing labels";
pub const TAGGING_MENTIONS: &str = "Tagging mentions";
pub const UNDOING: &str = "Undoing";
pub const REDOING: &str = "Redoing";

/// `work` is one of those above.
pub fn stopped(work: &str) -> String {
    format!("{work} was stopped.")
}

/// `work` is one of those above.
pub fn stopped_without_change(work: &str) -> String {
    format!("{work} was stopped; nothing has changed.")
}

/// Another step was asked for while a large one is on its way.
pub fn not_done_yet(work: &str) -> String {
    format!("{work} is not done yet; press again when it is.")
}

pub const BACKGROUND_FAILED: &str =
    "Work in the background stopped; the documents are unharmed. Try again.";

// Exports and data sets

pub const EXPORT_STOPPED: &str = "The export was stopped; nothing of it was written.";
pub const EXPORT_FAILED: &str = "The export could not be written";

/// `late`: it was stopped, but was done by then.
pub fn exported(name: &str, late: bool) -> String {
    format!("Exported {name}{}; nothing was left out", before_stopped(late))
}

/// As [`exported`], where the format could not hold all; what not is told below.
pub fn exported_in_part(name: &str, late: bool) -> String {
    format!("Exported {name}{}; not all is in it.", before_stopped(late))
}

fn before_stopped(late: bool) -> &'static str {
    if late { " before it could be stopped" } else { "" }
}

pub const DATASET_STOPPED: &str = "The data set was stopped; nothing of it is left.";
pub const DATASET_FAILED: &str = "The data set could not be made";

/// `late` as in [`exported`].
pub fn dataset_made(path: &Path, documents: u64, late: bool) -> String {
    let documents = count::documents(documents);
    format!("Made {} of {documents}{}", path.display(), before_stopped(late))
}

// Tags and steps

pub const CHANGED_SINCE_IMPORT_SHOWN: &str = "The document has changed meanwhile; import again.";
pub const CHANGED_DURING_IMPORT: &str =
    "The document has changed meanwhile; import the tags again.";
pub const CHANGED_DURING_UNDO: &str =
    "The document has changed meanwhile; nothing was undone or redone.";
pub const IMPORT_UNFIT: &str = "The tags do not fit the document; nothing was changed.";
pub const STEP_UNFIT: &str = "The step does not fit the document; nothing was changed.";
pub const PROPOSALS_UNFIT: &str = "The proposals do not fit the document; nothing was changed.";

/// `there`: tags that were there before; `problems`: some did not fit.
pub fn imported(new: usize, there: usize, problems: bool) -> String {
    let told = if problems { "; what does not fit is listed beside the article" } else { "" };
    let were = if there == 1 { "was" } else { "were" };
    format!("{} came in, {there} {were} there already{told}", count::tags(new))
}

pub fn proposed(new: usize, withdrawn: usize) -> String {
    format!("{new} new, {withdrawn} withdrawn")
}

// What went with a step; `of` are the words of the tag

pub fn deleted_with(of: &str, dropped: &[Dropped]) -> String {
    format!("Deleted “{of}”: {} went with it", parts(dropped))
}

pub fn merged_without(of: &str, dropped: &[Dropped]) -> String {
    format!("Merged “{of}” with the next: {} could not be kept", parts(dropped))
}

pub fn split_without(of: &str, dropped: &[Dropped]) -> String {
    format!("Split “{of}”: {} could not be kept", parts(dropped))
}

pub fn relabelled_without(of: &str, dropped: &[Dropped]) -> String {
    format!("Relabelled “{of}”: {} could not be kept", parts(dropped))
}

/// `a, b and c`; a long list ends with how many more there are.
fn parts(dropped: &[Dropped]) -> String {
    const LONGEST: usize = 5;
    let mut parts: Vec<String> = dropped.iter().take(LONGEST).map(part).collect();
    match dropped.len().saturating_sub(LONGEST) {
        0 => {}
        more => parts.push(format!("{more} more")),
    }
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn part(dropped: &Dropped) -> String {
    match dropped {
        Dropped::Note => "its note".to_owned(),
        Dropped::Attribute(name) => format!("its attribute {name}"),
        Dropped::Record(name) => format!("the record “{name}”"),
        Dropped::Link { name, to } => format!("the link “{name}” to “{to}”"),
        Dropped::LinkFrom { name, from } => format!("the link “{name}” from “{from}”"),
    }
}

/// A message with how to take the step back.
pub fn with_undo(message: &str, keys: &str) -> String {
    if keys.is_empty() { format!("{message}.") } else { format!("{message}. Undo: {keys}") }
}

/// `step` is what the step did, as `annotation` names it.
pub fn undone(step: &str) -> String {
    format!("Undone: {step}")
}

/// As [`undone`].
pub fn redone(step: &str) -> String {
    format!("Done again: {step}")
}

// Why a step was not done, without a capital and a stop

pub const SELECT_TAG: &str = "select a tag first";
pub const SELECT_WORDS_OR_TAG: &str = "select words or a tag first";
pub const SELECT_WORDS_TO_ADD: &str = "select the words to add first";
pub const SELECT_WORDS_TO_PLACE: &str = "select the words that say it now first";
pub const ONLY_SPACE_SELECTED: &str = "only white space is selected: select words";
pub const CARET_IN_LINES: &str = "put the caret into the lines first";
pub const NO_TAG_FOLLOWS: &str = "no tag with this label follows";
pub const TAG_ENDS_HERE: &str = "the tag ends here already";
pub const TAG_WOULD_BE_EMPTY: &str = "a tag must keep at least one character; delete it instead";

/// A key was to be given to a command that another command or label has.
pub fn key_taken(key: &str, other: &str) -> String {
    format!("{key} is the key of “{other}”. Give that another key first.")
}

// Recovered work and earlier versions

pub const RECOVERY_FAILED: &str = "Work that was left behind could not be looked for";
pub const DISCARD_FAILED: &str = "The recovered work is still there";

pub fn discarded(name: &str) -> String {
    format!("Thrown away: {name}")
}

pub fn recovered(name: &str) -> String {
    format!("Recovered: {name}")
}

pub const VERSIONS_FAILED: &str = "The earlier versions could not be listed";
pub const VERSION_FAILED: &str = "The version could not be read";
pub const VERSION_OF_OTHER_TEXT: &str =
    "That version is of another text; open it as a copy instead.";
pub const VERSION_SAME: &str = "The document is as it was then";
pub const VERSION_RESTORED: &str = "Restored; undo takes it back, saving keeps it";
pub const VERSION_UNFIT: &str =
    "That version does not fit; nothing was changed. Open it as a copy.";

// Tag sets

pub const TAG_SET_NO_TEXT: &str = "this is no text";

pub fn tag_set_read(path: &Path) -> String {
    format!("Read {}", path.display())
}

pub fn tag_set_saved(path: &Path) -> String {
    format!("Saved as {}", path.display())
}

/// The tag set for new documents is broken.
pub fn house_tag_set_failed(error: &str) -> String {
    format!(
        "The tag set for new documents cannot be read any more: {error}. They get the built-in \
         one; load yours again under Tag set."
    )
}

// The message itself

pub const CLOSE_MESSAGE: &str = "Close the message";
pub const DETAILS: &str = "Details";

// What lies behind a message: the system does not keep up

pub const QUEUE_FULL: &str = "too much is waiting to be done; try again in a moment";
pub const NO_THREAD: &str = "the system has no thread left; close other programs and try again";
pub const NO_REASON: &str = "no reason was given";
pub const DISK_TOO_SLOW: &str = "the disk does not keep up";
pub const NOT_KEPT: &str =
    "Your changes are not being kept for the case of a crash; this is tried again. Save soon.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_told_as_one() {
        assert_eq!(repaired(1), "1 repair is listed beside the article");
        assert_eq!(repaired(2), "2 repairs are listed beside the article");
        assert_eq!(imported(1, 1, false), "1 tag came in, 1 was there already");
        assert_eq!(imported(0, 2, false), "0 tags came in, 2 were there already");
        assert_eq!(dataset_made(Path::new("data"), 1, false), "Made data of 1 document");
    }
}
