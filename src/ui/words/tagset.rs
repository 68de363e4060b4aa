//! The dialog that changes a tag set.

use crate::ui::theme::Line;

pub const HEADING: &str = "What may be tagged";
pub const NAME: &str = "Name of the tag set";
pub const LABEL_ADD: &str = "Add a label";
pub const LABEL_REMOVE: &str = "Remove";
pub const LABEL_REMOVE_ABOUT: &str = "Remove this label";

/// A row of the list of labels.
pub fn label(name: &str) -> String {
    format!("Label {name}")
}

// One label

pub const LABEL_NAME: &str = "Name";
pub const LABEL_KEY: &str = "Key in files";
pub const LABEL_LANE: &str = "Shown as";
pub const LABEL_OVERLAPS: &str = "Overlaps";
pub const LABEL_OVERLAPS_ANY: &str = "may share words with others";
pub const LABEL_HELP: &str = "What it is for";
pub const LABEL_COLOR: &str = "Colour";
pub const LABEL_LINE: &str = "Line";
pub const LABEL_SHORTCUT: &str = "Key";

/// How words with a label are underlined.
pub fn line(line: Line) -> &'static str {
    match line {
        Line::Solid => "solid",
        Line::Thin => "thin",
        Line::Double => "double",
        Line::Dashed => "dashed",
        Line::LongDashed => "long dashes",
        Line::DashDot => "dash and dot",
        Line::Dotted => "dotted",
        Line::Ticked => "ticked",
        Line::Wavy => "wavy",
    }
}

/// No line of its own: the one that comes with the colour or lane.
pub fn line_as_color(line: &str) -> String {
    format!("as usual ({line})")
}

pub const KEY_NONE: &str = "no key";
pub const KEY_WAITS: &str = "press a key…";
pub const KEY_ABOUT: &str = "Set another key; Delete takes it away";

/// The button that sets the key of an attribute or link.
pub fn key_of(name: &str) -> String {
    format!("Key of {name}")
}

/// A command, label, attribute or link has the key, too.
pub fn shortcut_taken(other: &str) -> String {
    format!("is the key of “{other}”, too; commands and labels come first")
}

// Attributes

pub fn attributes(count: usize) -> String {
    format!("Attributes ({count})")
}

/// Counted from one, as the other numbers here.
pub fn attribute_name(number: usize) -> String {
    format!("Name of attribute {number}")
}

pub fn attribute_remove(name: &str) -> String {
    format!("Remove attribute {name}")
}

/// What a list of values holds.
pub fn attribute_list(number: usize) -> String {
    format!("Values of attribute {number}")
}

/// Before the field with the values.
pub const ATTRIBUTE_LIST: &str = "values";

/// Which kind of values an attribute takes.
pub fn attribute_kind(name: &str) -> String {
    format!("Values of {name}")
}

pub const ATTRIBUTE_ADD: &str = "Add an attribute";
pub const ATTRIBUTE_SCALE: &str = "0 to";
pub const KIND_CHOICE: &str = "one of a list";
pub const KIND_CHOICES: &str = "some of a list";
pub const KIND_FLAG: &str = "yes or no";
pub const KIND_TEXT: &str = "words";
pub const KIND_SCALE: &str = "a number";
pub const KIND_ANY: &str = "anything";

// Links

pub fn links(count: usize) -> String {
    format!("Links ({count})")
}

pub fn link_name(number: usize) -> String {
    format!("Name of link {number}")
}

pub fn link_remove(name: &str) -> String {
    format!("Remove link {name}")
}

pub fn link_from(number: usize) -> String {
    format!("Link {number} goes from")
}

pub fn link_to(number: usize) -> String {
    format!("Link {number} goes to")
}

/// Before the field with the labels that a link begins at.
pub const LINK_FROM: &str = "from";

/// Before the field with the labels that a link ends at.
pub const LINK_TO: &str = "to";

pub const LINKS_ABOUT: &str = "Labels by their keys in files; none means any.";
pub const LINK_ADD: &str = "Add a link";
pub const LIST_ANY: &str = "any";

// The file, and what is done with the tag set

pub const FILE: &str = "File";
pub const FILE_CHOOSE: &str = "Choose…";
pub const FILE_LOAD: &str = "Load";
pub const FILE_SAVE: &str = "Save";
pub const FILE_OVERWRITE: &str = "Overwrite";
pub const HOUSE: &str = "New documents get it too";
pub const USE: &str = "Use it";

/// What is wrong with the tag set as it is.
pub fn fault(why: &str) -> String {
    format!("This does not work yet: {why}.")
}

/// A reason of [`fault`].
pub fn nameless(key: &str) -> String {
    format!("the label {key} has no name")
}

/// The name that a new label has at first.
pub fn new_label(key: &str) -> String {
    format!("New {key}")
}
