//! The commands as menus, the palette and the key sheet name them, and the menus.
//!
//! A name is also what a key that somebody has chosen for the command is saved under, so a
//! translation has to save those under names that stay.

/// A command's name and what it does, in a sentence without a stop.
pub struct CommandWords {
    /// In menus.
    pub name: &'static str,
    /// Where the pointer rests on it, and in the palette.
    pub help: &'static str,
}

impl CommandWords {
    const fn new(name: &'static str, help: &'static str) -> Self {
        Self { name, help }
    }
}

pub const MENU_FILE: &str = "File";
pub const MENU_EDIT: &str = "Edit";
pub const MENU_TAG: &str = "Tag";
pub const MENU_GO: &str = "Go";
pub const MENU_VIEW: &str = "View";
pub const MENU_HELP: &str = "Help";

/// Between two keys of one command.
pub const OR: &str = " or ";

// File

pub const OPEN: CommandWords = CommandWords::new("Open…", "Open an article or a saved document");
pub const OPEN_PATH: CommandWords =
    CommandWords::new("Open path…", "Type the path of a file to open");
pub const OPEN_FOLDER: CommandWords = CommandWords::new(
    "Open folder…",
    "List the documents in a folder, and open them one at a time",
);
pub const PASTE_AN_ARTICLE: CommandWords = CommandWords::new(
    "Paste an article…",
    "Make a document of what is on the clipboard, with its headings and links",
);
pub const OPEN_THE_SAMPLE: CommandWords =
    CommandWords::new("Open the sample", "Open an invented article to try things on");
pub const IMPORT_TAGS: CommandWords = CommandWords::new(
    "Import tags…",
    "Take in the tags of another program, onto the open article or as a document",
);
pub const TAKE_IN_A_NEW_DRAFT: CommandWords = CommandWords::new(
    "Take in a new draft…",
    "Carry the tags onto a newer text of the article, as a document of its own",
);
pub const SAVE: CommandWords = CommandWords::new("Save", "Save the document as RON or JSON");
pub const SAVE_AS: CommandWords =
    CommandWords::new("Save as…", "Save the document under another name");
pub const EXPORT: CommandWords =
    CommandWords::new("Export…", "Write the tags in a format for other programs");
pub const MAKE_A_DATA_SET: CommandWords =
    CommandWords::new("Make a data set…", "Write a whole folder of documents as data for training");
pub const EARLIER_VERSIONS: CommandWords = CommandWords::new(
    "Earlier versions…",
    "See what the file held before, open it as a copy, or restore it",
);
pub const RECOVERED_WORK: CommandWords =
    CommandWords::new("Recovered work…", "Decide on work that a crash left behind");
pub const PROPOSE_TAGS_AGAIN: CommandWords =
    CommandWords::new("Propose tags again", "Run the tagger again; what people decided stays");
pub const OPEN_WHAT_WAS_OPEN_LAST: CommandWords = CommandWords::new(
    "Open what was open last",
    "At a start without files, open what was open when the window closed; again, and nothing",
);
pub const CLOSE: CommandWords = CommandWords::new("Close", "Close the document");
pub const QUIT: CommandWords = CommandWords::new("Quit", "Close the window");

// Edit

pub const UNDO: CommandWords = CommandWords::new("Undo", "Take back the last step");
pub const REDO: CommandWords = CommandWords::new("Redo", "Do the step again that was taken back");
pub const COPY: CommandWords = CommandWords::new("Copy", "Copy the selected words");
pub const FIND: CommandWords = CommandWords::new("Find", "Search in the text");
pub const NEXT_HIT: CommandWords =
    CommandWords::new("Next hit", "Go to the next place that the search found");
pub const PREVIOUS_HIT: CommandWords = CommandWords::new("Previous hit", "Go to the place before");
pub const COMMAND_PALETTE: CommandWords =
    CommandWords::new("Command palette", "Find any command by its name");
pub const OTHER_PANE: CommandWords = CommandWords::new(
    "Other pane",
    "Give the keyboard to the bars and panels, where Tab goes on, or back to the article",
);
pub const INSPECTOR_PANE: CommandWords = CommandWords::new(
    "Inspector pane",
    "Give the keyboard to the inspector, where Tab goes on, or back to the article",
);
pub const LET_GO: CommandWords =
    CommandWords::new("Let go", "Close what is open, else select nothing");

// Tag

pub const ACCEPT: CommandWords = CommandWords::new("Accept", "The selected tag is right");
pub const REJECT: CommandWords =
    CommandWords::new("Reject", "The selected tag is wrong; it is never proposed again");
pub const UNSURE: CommandWords = CommandWords::new("Unsure", "Leave it open and go on");
pub const REOPEN: CommandWords = CommandWords::new("Reopen", "Take a decision back");
pub const LABEL: CommandWords =
    CommandWords::new("Label…", "Tag the selected words, or give the tag another label");
pub const SPEAKER: CommandWords = CommandWords::new("Speaker…", "Say who said the quote");
pub const RECORD: CommandWords = CommandWords::new("Record…", "Say who or what the tag stands for");
pub const MERGE_RECORDS: CommandWords =
    CommandWords::new("Merge records…", "Two records are the same person or thing");
pub const RENAME_RECORD: CommandWords =
    CommandWords::new("Rename record…", "Give the record of the tag another name");
pub const SPLIT_RECORD: CommandWords = CommandWords::new(
    "Split record…",
    "Some mentions of the record are somebody or something else",
);
pub const LINK: CommandWords =
    CommandWords::new("Link…", "Link the tag to another one: first how, then to which");
pub const UNLINK: CommandWords =
    CommandWords::new("Remove a link…", "Take out one of the tag's links, from a list of them");
pub const ATTRIBUTE: CommandWords = CommandWords::new(
    "Attribute…",
    "Set an attribute of the tag, by one key for it and one for its value",
);
pub const REPLACE_A_LABEL: CommandWords =
    CommandWords::new("Replace a label…", "Give all tags with a label another one");
pub const TAG_SET: CommandWords = CommandWords::new(
    "Tag set…",
    "Labels, colours, keys, attributes and links: change them, load or save them",
);
pub const NOTE: CommandWords = CommandWords::new("Note", "Write a note on the tag");
pub const START_ONE_WORD_LEFT: CommandWords =
    CommandWords::new("Start one word left", "Move the start of the tag");
pub const START_ONE_WORD_RIGHT: CommandWords =
    CommandWords::new("Start one word right", "Move the start of the tag");
pub const END_ONE_WORD_LEFT: CommandWords =
    CommandWords::new("End one word left", "Move the end of the tag");
pub const END_ONE_WORD_RIGHT: CommandWords =
    CommandWords::new("End one word right", "Move the end of the tag");
pub const START_ONE_CHARACTER_LEFT: CommandWords =
    CommandWords::new("Start one character left", "Move the start of the tag");
pub const START_ONE_CHARACTER_RIGHT: CommandWords =
    CommandWords::new("Start one character right", "Move the start of the tag");
pub const END_ONE_CHARACTER_LEFT: CommandWords =
    CommandWords::new("End one character left", "Move the end of the tag");
pub const END_ONE_CHARACTER_RIGHT: CommandWords =
    CommandWords::new("End one character right", "Move the end of the tag");
pub const EDIT_BOUNDS: CommandWords = CommandWords::new(
    "Edit bounds",
    "Select the words of the tag; once other words are selected, put it there",
);
pub const SPLIT_AT_THE_CARET: CommandWords =
    CommandWords::new("Split at the caret", "Make two tags of one");
pub const MERGE_WITH_THE_NEXT: CommandWords =
    CommandWords::new("Merge with the next", "Make one tag of this and the next with its label");
pub const ADD_THE_SELECTED_WORDS: CommandWords =
    CommandWords::new("Add the selected words", "They become a piece of the tag");
pub const ALL_IDENTICAL_MENTIONS: CommandWords =
    CommandWords::new("All identical mentions…", "Tag the same words elsewhere");
pub const DELETE: CommandWords = CommandWords::new("Delete", "Take the tag out");
pub const ZONE: CommandWords =
    CommandWords::new("Zone…", "Say what part of the page the lines are");
pub const FURNITURE_OR_BODY: CommandWords = CommandWords::new(
    "Furniture or body",
    "The lines are no part of the article; again, and they are",
);
pub const ACCEPT_ALL_SHOWN: CommandWords =
    CommandWords::new("Accept all shown…", "Accept every open proposal that the filter shows");
pub const REJECT_ALL_SHOWN: CommandWords =
    CommandWords::new("Reject all shown…", "Reject every open proposal that the filter shows");

// Go

pub const NEXT_PROPOSAL: CommandWords =
    CommandWords::new("Next proposal", "Go to the next open proposal");
pub const PREVIOUS_PROPOSAL: CommandWords =
    CommandWords::new("Previous proposal", "Go to the one before");
pub const NEXT_NEW: CommandWords = CommandWords::new(
    "Next new or withdrawn",
    "Go to what the last run of the tagger has brought or withdrawn",
);
pub const PREVIOUS_NEW: CommandWords =
    CommandWords::new("Previous new or withdrawn", "Go to the one before");
pub const NEXT_TAG: CommandWords = CommandWords::new("Next tag", "Go to the next tag of any kind");
pub const PREVIOUS_TAG: CommandWords = CommandWords::new("Previous tag", "Go to the tag before");
pub const NEXT_DOCUMENT: CommandWords = CommandWords::new(
    "Next document",
    "Open the next document of the list; one without changes is put away",
);
pub const PREVIOUS_DOCUMENT: CommandWords =
    CommandWords::new("Previous document", "Open the document before");
pub const SELECT_MORE: CommandWords =
    CommandWords::new("Select more", "Word, then phrase, then sentence, then paragraph");

// View

pub const ENTITIES: CommandWords = CommandWords::new("Entities", "Show or hide names and values");
pub const QUOTES: CommandWords =
    CommandWords::new("Quotes", "Show or hide quotes, sources and cues");
pub const CLAIMS: CommandWords = CommandWords::new("Claims", "Show or hide claims");
pub const FLAGS: CommandWords = CommandWords::new("Flags", "Show or hide questions to the editor");
pub const REJECTED_TAGS: CommandWords =
    CommandWords::new("Rejected tags", "Show or hide rejected tags, struck out");
pub const QUEUE_IN_READING_ORDER: CommandWords =
    CommandWords::new("Queue in reading order", "Go through proposals as they stand in the text");
pub const QUEUE_LEAST_SURE_FIRST: CommandWords =
    CommandWords::new("Queue least sure first", "Go through proposals from the most doubtful on");
pub const GO_ON_AFTER_A_DECISION: CommandWords = CommandWords::new(
    "Go on after a decision",
    "Select the next proposal after accept or reject, or stay",
);
pub const OUTLINE: CommandWords = CommandWords::new("Outline", "Show or hide the outline");
pub const INSPECTOR: CommandWords = CommandWords::new("Inspector", "Show or hide the inspector");
pub const LIGHT: CommandWords = CommandWords::new("Light", "Ink on paper");
pub const DARK: CommandWords = CommandWords::new("Dark", "Light ink on dark paper");
pub const THEME_OF_THE_DESKTOP: CommandWords =
    CommandWords::new("Theme of the desktop", "Light or dark as the desktop");
pub const HIGH_CONTRAST: CommandWords =
    CommandWords::new("High contrast", "Text at its clearest, light or dark; again, and as before");
pub const SERIF_OR_SANS: CommandWords = CommandWords::new(
    "Serif or sans",
    "Set the article in letters without serifs; again, and with them",
);
pub const SHORTER_LINES: CommandWords =
    CommandWords::new("Shorter lines", "Fewer characters in a line of the article");
pub const LONGER_LINES: CommandWords = CommandWords::new(
    "Longer lines",
    "More characters in a line of the article, where the window has room",
);
pub const NORMAL_LINES: CommandWords =
    CommandWords::new("Normal lines", "Lines of the article as long as at first");
pub const LARGER: CommandWords =
    CommandWords::new("Larger", "Larger text, up to three times its normal size");
pub const SMALLER: CommandWords =
    CommandWords::new("Smaller", "Smaller text, down to half its normal size");
pub const NORMAL_SIZE: CommandWords = CommandWords::new("Normal size", "Text as large as at first");

// Help

pub const KEYS: CommandWords = CommandWords::new("Keys", "Every key on one sheet");
pub const FIRST_STEPS: CommandWords =
    CommandWords::new("First steps", "What the window is for, in one sheet");
pub const ABOUT_FACTMARK: CommandWords = CommandWords::new("About factmark", "Version and licence");
