//! Import, export and data sets: the dialogs, and what is missing in them.

use super::count;

// Import

pub fn import_heading(file: &str) -> String {
    format!("Import tags from {file}")
}

/// The choice to put the tags onto an open document.
pub fn import_onto(document: &str) -> String {
    format!("Onto {document}")
}

pub const IMPORT_OWN: &str = "As documents of their own";
pub const IMPORT: &str = "Import";
pub const IMPORT_OTHER_FILE: &str = "Another file…";
pub const IMPORT_FORMAT: &str = "Format";
pub const IMPORT_FORMAT_UNKNOWN: &str = "As the content shows";

pub fn import_format_recognised(format: &str) -> String {
    format!("Recognised: {format}")
}

pub const IMPORT_UNITS: &str = "The text has emoji or other rare signs. Offsets in the file count";
pub const IMPORT_UNITS_OF_FORMAT: &str = "what the format says";
pub const IMPORT_UNITS_CODE_POINTS: &str = "characters, as Python does";
pub const IMPORT_UNITS_UTF16: &str = "UTF-16 units, as JavaScript and Java do";
pub const IMPORT_READING: &str = "Reading the file";
pub const IMPORT_CHOOSE_ANOTHER: &str = "Choose another format or article, if one of them fits.";
pub const IMPORT_NOTHING_NEW: &str = "Nothing new comes in.";

/// `open`: how many of the new tags are to be decided on.
pub fn import_new(new: usize, accepted: usize, open: usize) -> String {
    let new = count::tags(new);
    format!("{new} would come in: {accepted} accepted, {open} to be looked at.")
}

/// What comes in besides tags; `None` if that is nothing.
pub fn import_with(relations: usize, records: usize) -> Option<String> {
    let (some_relations, some_records) = (count::relations(relations), count::records(records));
    match (relations, records) {
        (0, 0) => None,
        (_, 0) => Some(format!("With them: {some_relations}.")),
        (0, _) => Some(format!("With them: {some_records}.")),
        _ => Some(format!("With them: {some_relations} and {some_records}.")),
    }
}

/// Tags that are left alone, since they are in the document.
pub fn import_there(tags: usize) -> String {
    format!("Here already, and left alone: {}.", count::tags(tags))
}

/// Tags that were rejected in the document.
pub fn import_rejected(tags: usize) -> String {
    format!("Rejected here, which stays so: {}.", count::tags(tags))
}

/// What documents of their own hold.
pub fn import_documents(documents: usize, tags: usize, relations: usize, records: usize) -> String {
    let (documents, tags) = (count::documents(documents), count::tags(tags));
    let (relations, records) = (count::relations(relations), count::records(records));
    format!("{documents} with {tags}, {relations} and {records}.")
}

/// Problems of an import; `None` if there are none.
pub fn import_problems(left_out: usize, to_look_at: usize) -> Option<String> {
    match (left_out, to_look_at) {
        (0, 0) => None,
        (left, 0) => Some(format!("{left} left out")),
        (0, look) => Some(format!("{look} to look at")),
        (left, look) => Some(format!("{left} left out, {look} to look at")),
    }
}

// Export

pub fn export_heading(document: &str) -> String {
    format!("Export {document}")
}

pub const EXPORT_ACCEPTED: &str = "Accepted tags go out.";
pub const EXPORT_PROPOSALS: &str = "Open proposals too";
pub const EXPORT_REJECTED: &str = "Rejected tags too, as negative examples";
pub const EXPORT: &str = "Export…";
pub const EXPORT_LOOKING: &str = "Looking what would be left out";
pub const EXPORT_WHOLE: &str = "Everything will be in it.";
pub const EXPORT_LOSSES: &str = "What will not be in it";

/// What leaves something out, in the sentences of `formats`.
pub const EXPORT_LOSSES_BY: &str = "The format";

/// A file that belongs to the export is there, with other content.
pub fn export_companion_there(file: &str) -> String {
    format!("{file} beside it was there already and is left as it was")
}

// Data sets

pub const DATASET: &str = "Make a data set of a folder";
pub const DATASET_ABOUT: &str =
    "What people have accepted goes out, with a card that describes it and checksums.";
pub const DATASET_FROM: &str = "Documents in";
pub const DATASET_TO: &str = "New folder";
pub const DATASET_LABELS: &str = "Only labels";
pub const DATASET_LABELS_HINT: &str = "all; or: person, quote";
pub const DATASET_EDITORS: &str = "Only decided by";
pub const DATASET_EDITORS_HINT: &str = "anybody; or names of editors";
pub const DATASET_SINCE: &str = "Decided from";
pub const DATASET_SINCE_HINT: &str = "any time; or a day: 2026-11-01";
pub const DATASET_UNTIL: &str = "Decided before";
pub const DATASET_UNTIL_HINT: &str = "any time; or a day: 2026-12-01";
pub const DATASET_UNTAGGED: &str = "Documents that nobody has reviewed too";
pub const DATASET_ANONYMISE: &str = "Call editors editor-1, editor-2 …";
pub const DATASET_MAKE: &str = "Make it";
pub const DATASET_CHOOSE: &str = "Choose…";
pub const DATASET_FORMAT: &str = "Format";
pub const DATASET_SPLIT: &str = "Shares of parts";
pub const DATASET_SPLIT_NONE: &str = "one part";
pub const DATASET_SEED: &str = "Seed";
pub const DATASET_STRATIFY: &str = "Same shares by";
pub const DATASET_BY_LABEL: &str = "most frequent label";
pub const DATASET_BY_LANGUAGE: &str = "language";
pub const DATASET_BY_NOTHING: &str = "no group";
pub const DATASET_BY_SOURCE: &str = "source";

/// The button beside the field of this name.
pub fn dataset_choose(field: &str) -> String {
    format!("Choose: {field}")
}

pub const DATASET_NO_FROM: &str = "Choose the folder that the documents are in.";
pub const DATASET_NO_TO: &str = "Choose where the data set is to go.";
pub const DATASET_NO_FORMAT: &str = "There is no format to write.";
