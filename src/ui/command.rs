//! The commands: one table drives the menus, the palette, the shortcuts and the key sheet.
//!
//! Not here: the keys of labels, which come from the tag set.

use std::collections::BTreeMap;

use egui::{Key, Modifiers};

use super::chooser::ChooserKind;
use super::desk::Desk;
use super::intent::{Edge, FileIntent, Intent, Stride, TagIntent, ViewIntent, Zoom};
use super::shortcut::Shortcut;
use super::state::{After, BulkPick, Dialog, Lines, Order, ThemeChoice};
use super::tagset::Draft;
use crate::annotation::{Lane, Review, TagSet};

/// A named entry of the menus, palette and key sheet.
pub struct Command {
    /// Its name in menus.
    pub name: &'static str,
    /// What it does, in a sentence without a stop.
    pub help: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// Keys that ask for it.
    pub keys: &'static [Shortcut],
    /// Whether it can be asked for now.
    pub enabled: fn(&Desk) -> bool,
    /// What it asks for; `None` if there is nothing it could be about.
    pub intent: fn(&Desk) -> Option<Intent>,
}

/// The menus, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files and documents.
    File,
    /// Undo, search.
    Edit,
    /// Decisions and corrections.
    Tag,
    /// Going from one to the next.
    Go,
    /// What is shown.
    View,
    /// Keys, about.
    Help,
}

impl Menu {
    /// Every menu, in order.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Edit, Self::Tag, Self::Go, Self::View, Self::Help];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Tag => "Tag",
            Self::Go => "Go",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

const fn plain(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn shift(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> Shortcut {
    Shortcut::key(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}

impl Command {
    /// Its keys: those that the user has set, else those of the table.
    pub fn shortcuts(&self, set: &BTreeMap<String, String>) -> Vec<Shortcut> {
        match set.get(self.name).and_then(|it| it.parse().ok()) {
            Some(key) => vec![key],
            None => self.keys.to_vec(),
        }
    }

    /// Its keys as a person reads them.
    pub fn shortcut_text(&self, set: &BTreeMap<String, String>) -> String {
        let keys: Vec<_> = self.shortcuts(set).iter().map(ToString::to_string).collect();
        keys.join(" or ")
    }
}

/// The command that the key of a label would be taken from.
pub fn command_with(desk: &Desk, label_key: char) -> Option<&'static str> {
    let set = &desk.preferences.keys;
    let typed = label_key.to_string();
    let found = COMMANDS
        .iter()
        .find(|it| it.shortcuts(set).iter().any(|it| it.to_string().to_lowercase() == typed));
    found.map(|it| it.name)
}

/// The command or label, other than `command`, that `key` asks for already.
pub fn user_of(desk: &Desk, key: Shortcut, command: &str) -> Option<String> {
    let set = &desk.preferences.keys;
    let other = COMMANDS.iter().find(|it| it.name != command && it.shortcuts(set).contains(&key));
    let label = || {
        let tags = desk.tag_set();
        let typed = key.to_string().to_lowercase();
        let found =
            tags.labels.iter().find(|it| it.shortcut.is_some_and(|it| it.to_string() == typed));
        found.map(|it| it.name.clone())
    };
    other.map(|it| it.name.to_owned()).or_else(label)
}

fn always(_: &Desk) -> bool {
    true
}

fn open(desk: &Desk) -> bool {
    desk.current().is_some()
}

fn saved_before(desk: &Desk) -> bool {
    let saved = desk.current().is_some_and(|it| it.file.native.is_some());
    saved && desk.host.backup_folder().is_some()
}

fn several(desk: &Desk) -> bool {
    desk.shell.shelf.is_some() || desk.open.len() > 1
}

fn selected(desk: &Desk) -> bool {
    desk.selected().is_some()
}

fn selected_quote(desk: &Desk) -> bool {
    desk.selected().is_some_and(|it| it.label == "quote")
}

fn words_or_tag(desk: &Desk) -> bool {
    selected(desk) || desk.selected_words().is_some()
}

fn mentions_a_record(desk: &Desk) -> bool {
    desk.selected().is_some_and(|it| it.record.is_some())
}

macro_rules! commands {
    ($($menu:ident { $($name:literal, $help:literal, [$($key:expr),*], $enabled:expr, $intent:expr;)+ })+) => {
        /// Every command, menu by menu.
        pub const COMMANDS: &[Command] = &[$($(Command {
            name: $name,
            help: $help,
            menu: Menu::$menu,
            keys: &[$($key),*],
            enabled: $enabled,
            intent: $intent,
        },)+)+];
    };
}

/// As [`Command::intent`] wants it.
#[expect(clippy::unnecessary_wraps, reason = "the table holds options")]
fn tag(intent: TagIntent) -> Option<Intent> {
    Some(Intent::Tag(intent))
}

#[expect(clippy::unnecessary_wraps, reason = "the table holds options")]
fn view(intent: ViewIntent) -> Option<Intent> {
    Some(Intent::View(intent))
}

#[expect(clippy::unnecessary_wraps, reason = "the table holds options")]
fn file(intent: FileIntent) -> Option<Intent> {
    Some(Intent::File(intent))
}

fn nudge(edge: Edge, stride: Stride, forward: bool) -> Option<Intent> {
    tag(TagIntent::Nudge { edge, stride, forward })
}

commands! {
    File {
        "Open…", "Open an article or a saved document", [ctrl(Key::O)], always, |_| file(FileIntent::Open);
        "Open path…", "Type the path of a file to open", [ctrl_shift(Key::O)], always,
            |_| view(ViewIntent::Dialog(Dialog::Path { purpose: super::state::PathPurpose::Open, typed: String::new() }));
        "Open folder…", "List the documents in a folder, and open them one at a time", [], always, |_| file(FileIntent::Folder);
        "Paste an article…", "Make a document of what is on the clipboard, with its headings and links", [ctrl_shift(Key::V)], always,
            |_| file(FileIntent::FromClipboard(None));
        "Open the sample", "Open an invented article to try things on", [], always, |_| file(FileIntent::Sample);
        "Import tags…", "Take in the tags of another program, onto the open article or as a document", [ctrl_shift(Key::E)], always, |_| file(FileIntent::Import);
        "Take in a new draft…", "Carry the tags onto a newer text of the article, as a document of its own", [], open, |_| file(FileIntent::Draft);
        "Save", "Save the document as RON or JSON", [ctrl(Key::S)], open, |_| file(FileIntent::Save(After::Stay));
        "Save as…", "Save the document under another name", [ctrl_shift(Key::S)], open, |_| file(FileIntent::SaveAs(After::Stay));
        "Export…", "Write the tags in a format for other programs", [ctrl(Key::E)], open,
            |desk| view(ViewIntent::Dialog(Dialog::Export { open: desk.current()?.id, choice: desk.preferences.export.clone() }));
        "Make a data set…", "Write a whole folder of documents as data for training", [], always,
            |desk| view(ViewIntent::Dialog(Dialog::Dataset { choice: Box::new(desk.preferences.dataset.clone()) }));
        "Earlier versions…", "See what the file held before, open it as a copy, or restore it", [], saved_before, |desk| file(FileIntent::Versions(desk.current()?.id));
        "Recovered work…", "Decide on work that a crash left behind", [], |desk| !desk.shell.recovered.is_empty(), |_| view(ViewIntent::Dialog(Dialog::Recovered { sure: None }));
        "Propose tags again", "Run the tagger again; what people decided stays", [ctrl(Key::R)], open, |_| file(FileIntent::Retag);
        "Close", "Close the document", [ctrl(Key::W)], open, |desk| file(FileIntent::Close(desk.current()?.id));
        "Quit", "Close the window", [ctrl(Key::Q)], always, |_| file(FileIntent::Quit);
    }
    Edit {
        "Undo", "Take back the last step", [ctrl(Key::Z)], |desk| desk.undo_name().is_some(), |_| Some(Intent::Undo);
        "Redo", "Do the step again that was taken back", [ctrl_shift(Key::Z), ctrl(Key::Y)], |desk| desk.redo_name().is_some(), |_| Some(Intent::Redo);
        "Copy", "Copy the selected words", [], |desk| desk.selected_words().is_some(), |_| view(ViewIntent::Copy);
        "Find", "Search in the text", [Shortcut::Typed('/'), ctrl(Key::F)], open, |_| view(ViewIntent::FocusSearch);
        "Next hit", "Go to the next place that the search found", [plain(Key::F3)], open, |_| view(ViewIntent::StepHit { forward: true });
        "Previous hit", "Go to the place before", [shift(Key::F3)], open, |_| view(ViewIntent::StepHit { forward: false });
        "Command palette", "Find any command by its name", [ctrl(Key::K)], always, |_| view(ViewIntent::Choose(ChooserKind::Command));
        "Other pane", "Give the keyboard to the bars and panels, where Tab goes on, or back to the article", [plain(Key::F6)], open, |_| view(ViewIntent::Pane);
        "Let go", "Close what is open, else select nothing", [plain(Key::Escape)], always, |_| view(ViewIntent::Escape);
    }
    Tag {
        "Accept", "The selected tag is right", [plain(Key::A)], selected, |_| tag(TagIntent::DecideSelected(Review::Accepted));
        "Reject", "The selected tag is wrong; it is never proposed again", [plain(Key::X)], selected, |_| tag(TagIntent::DecideSelected(Review::Rejected));
        "Unsure", "Leave it open and go on", [plain(Key::U)], selected, |_| tag(TagIntent::Unsure);
        "Reopen", "Take a decision back", [shift(Key::A)], selected, |_| tag(TagIntent::DecideSelected(Review::Proposed));
        "Label…", "Tag the selected words, or give the tag another label", [plain(Key::Enter)], words_or_tag, |_| view(ViewIntent::Choose(ChooserKind::Label));
        "Speaker…", "Say who said the quote", [plain(Key::S)], selected_quote, |_| view(ViewIntent::Choose(ChooserKind::Speaker));
        "Record…", "Say who or what the tag stands for", [plain(Key::M)], selected, |desk| view(ViewIntent::Choose(if selected_quote(desk) { ChooserKind::Speaker } else { ChooserKind::Record }));
        "Merge records…", "Two records are the same person or thing", [shift(Key::M)], mentions_a_record, |_| view(ViewIntent::Choose(ChooserKind::MergeRecord));
        "Rename record…", "Give the record of the tag another name", [], mentions_a_record, |desk| {
            let record = desk.selected()?.record?;
            let typed = desk.current()?.workspace.document().record(record)?.name.clone();
            view(ViewIntent::Dialog(Dialog::Rename { record, typed }))
        };
        "Split record…", "Some mentions of the record are somebody or something else", [], mentions_a_record, |desk| {
            let (id, record) = (desk.selected()?.id, desk.selected()?.record?);
            let open = desk.current()?;
            let typed = open.workspace.document().excerpt(desk.selected()?);
            view(ViewIntent::Dialog(Dialog::SplitRecord { record, ticked: vec![id], typed }))
        };
        "Attribute…", "Set an attribute of the tag, by one key for it and one for its value", [Shortcut::Typed('=')], selected, |_| view(ViewIntent::Choose(ChooserKind::Attribute));
        "Replace a label…", "Give all tags with a label another one", [ctrl(Key::H)], open, |desk| view(ViewIntent::Dialog(Dialog::Replace {
            from: desk.selected().map(|it| it.label.clone()),
            to: None,
            words: String::new(),
        }));
        "Tag set…", "Labels, colours, keys, attributes and links: change them, load or save them", [], always, |desk| {
            let house = !desk.preferences.tag_set.is_empty();
            let draft = Draft::new(TagSet::clone(&desk.tag_set()), house);
            view(ViewIntent::Dialog(Dialog::TagSet { draft: Box::new(draft) }))
        };
        "Note", "Write a note on the tag", [plain(Key::N)], selected, |_| view(ViewIntent::EditNote);
        "Start one word left", "Move the start of the tag", [Shortcut::Typed('[')], selected, |_| nudge(Edge::Start, Stride::Word, false);
        "Start one word right", "Move the start of the tag", [Shortcut::Typed(']')], selected, |_| nudge(Edge::Start, Stride::Word, true);
        "End one word left", "Move the end of the tag", [Shortcut::Typed('{')], selected, |_| nudge(Edge::End, Stride::Word, false);
        "End one word right", "Move the end of the tag", [Shortcut::Typed('}')], selected, |_| nudge(Edge::End, Stride::Word, true);
        "Start one character left", "Move the start of the tag", [alt(Key::OpenBracket)], selected, |_| nudge(Edge::Start, Stride::Grapheme, false);
        "Start one character right", "Move the start of the tag", [alt(Key::CloseBracket)], selected, |_| nudge(Edge::Start, Stride::Grapheme, true);
        "End one character left", "Move the end of the tag", [alt_shift(Key::OpenBracket)], selected, |_| nudge(Edge::End, Stride::Grapheme, false);
        "End one character right", "Move the end of the tag", [alt_shift(Key::CloseBracket)], selected, |_| nudge(Edge::End, Stride::Grapheme, true);
        "Edit bounds", "Select the words of the tag; once other words are selected, put it there", [plain(Key::E)], selected, |desk| match desk.selected_words() {
            Some(words) => tag(TagIntent::Rebound(words)),
            None => view(ViewIntent::SelectTagWords),
        };
        "Split at the caret", "Make two tags of one", [Shortcut::Typed('\\')], selected, |_| tag(TagIntent::Split);
        "Merge with the next", "Make one tag of this and the next with its label", [Shortcut::Typed('+')], selected, |_| tag(TagIntent::MergeNext);
        "Add the selected words", "They become a piece of the tag", [Shortcut::Typed('&')], |desk| selected(desk) && desk.selected_words().is_some(), |_| tag(TagIntent::AddFragment);
        "All identical mentions…", "Tag the same words elsewhere", [Shortcut::Typed('*')], selected, |_| view(ViewIntent::FindMentions);
        "Delete", "Take the tag out", [plain(Key::Delete), plain(Key::Backspace)], selected, |_| tag(TagIntent::Delete);
        "Zone…", "Say what part of the page the lines are", [plain(Key::R)], open, |_| view(ViewIntent::Choose(ChooserKind::Zone));
        "Furniture or body", "The lines are no part of the article; again, and they are", [shift(Key::R)], open, |_| tag(TagIntent::Furniture);
        "Accept all shown…", "Accept every open proposal that the filter shows", [ctrl_shift(Key::A)], open, |_| view(ViewIntent::Dialog(Dialog::Bulk { review: Review::Accepted, pick: BulkPick::default() }));
        "Reject all shown…", "Reject every open proposal that the filter shows", [ctrl_shift(Key::X)], open, |_| view(ViewIntent::Dialog(Dialog::Bulk { review: Review::Rejected, pick: BulkPick::default() }));
    }
    Go {
        "Next proposal", "Go to the next open proposal", [plain(Key::J)], open, |_| view(ViewIntent::StepOpen { forward: true });
        "Previous proposal", "Go to the one before", [plain(Key::K)], open, |_| view(ViewIntent::StepOpen { forward: false });
        "Next tag", "Go to the next tag of any kind", [plain(Key::Tab)], open, |_| view(ViewIntent::StepTag { forward: true });
        "Previous tag", "Go to the tag before", [shift(Key::Tab)], open, |_| view(ViewIntent::StepTag { forward: false });
        "Next document", "Open the next document of the list; one without changes is put away", [ctrl(Key::PageDown)], several, |_| file(FileIntent::StepItem { forward: true });
        "Previous document", "Open the document before", [ctrl(Key::PageUp)], several, |_| file(FileIntent::StepItem { forward: false });
        "Select more", "Word, then phrase, then sentence, then paragraph", [plain(Key::Space)], open, |_| view(ViewIntent::Grow);
    }
    View {
        "Entities", "Show or hide names and values", [alt(Key::Num1)], open, |_| view(ViewIntent::Lane(Lane::Entities));
        "Quotes", "Show or hide quotes, sources and cues", [alt(Key::Num2)], open, |_| view(ViewIntent::Lane(Lane::Quotes));
        "Claims", "Show or hide claims", [alt(Key::Num3)], open, |_| view(ViewIntent::Lane(Lane::Claims));
        "Flags", "Show or hide questions to the editor", [alt(Key::Num4)], open, |_| view(ViewIntent::Lane(Lane::Flags));
        "Rejected tags", "Show or hide rejected tags, struck out", [alt(Key::Num0)], open, |_| view(ViewIntent::Rejected);
        "Queue in reading order", "Go through proposals as they stand in the text", [], always, |_| view(ViewIntent::Order(Order::Reading));
        "Queue least sure first", "Go through proposals from the most doubtful on", [], always, |_| view(ViewIntent::Order(Order::LeastSure));
        "Go on after a decision", "Select the next proposal after accept or reject, or stay", [], always, |_| view(ViewIntent::Advance);
        "Outline", "Show or hide the outline", [ctrl(Key::B)], always, |_| view(ViewIntent::Outline);
        "Inspector", "Show or hide the inspector", [ctrl(Key::I)], always, |_| view(ViewIntent::Inspector);
        "Light", "Ink on paper", [], always, |_| view(ViewIntent::Theme(ThemeChoice::Light));
        "Dark", "Light ink on dark paper", [], always, |_| view(ViewIntent::Theme(ThemeChoice::Dark));
        "Theme of the desktop", "Light or dark as the desktop", [], always, |_| view(ViewIntent::Theme(ThemeChoice::System));
        "High contrast", "Text at its clearest, light or dark; again, and as before", [], always, |_| view(ViewIntent::HighContrast);
        "Serif or sans", "Set the article in letters without serifs; again, and with them", [], always, |_| view(ViewIntent::Sans);
        "Shorter lines", "Fewer characters in a line of the article", [], always, |_| view(ViewIntent::Lines(Lines::Shorter));
        "Longer lines", "More characters in a line of the article, where the window has room", [], always, |_| view(ViewIntent::Lines(Lines::Longer));
        "Normal lines", "Lines of the article as long as at first", [], always, |_| view(ViewIntent::Lines(Lines::Normal));
        "Larger", "Larger text, up to three times its normal size", [ctrl(Key::Plus), ctrl(Key::Equals)], always, |_| view(ViewIntent::Zoom(Zoom::In));
        "Smaller", "Smaller text, down to half its normal size", [ctrl(Key::Minus)], always, |_| view(ViewIntent::Zoom(Zoom::Out));
        "Normal size", "Text as large as at first", [ctrl(Key::Num0)], always, |_| view(ViewIntent::Zoom(Zoom::Reset));
    }
    Help {
        "Keys", "Every key on one sheet", [Shortcut::Typed('?'), plain(Key::F1)], always, |_| view(ViewIntent::Dialog(Dialog::Keys { waiting: None }));
        "First steps", "What the window is for, in one sheet", [], always, |_| view(ViewIntent::Dialog(Dialog::Welcome));
        "About factmark", "Version and licence", [], always, |_| view(ViewIntent::Dialog(Dialog::About));
    }
}

/// The intents that the keys of this frame ask for. Takes the keys, so that nothing else sees them.
pub fn pressed(desk: &Desk, ctx: &egui::Context) -> Vec<Intent> {
    let typing = ctx.text_edit_focused();
    let busy = desk.is_asking();
    let mut found = Vec::new();
    // More modifiers first: egui takes Ctrl+S out of Ctrl+Shift+S.
    let set = &desk.preferences.keys;
    let mut keys: Vec<(&Command, Shortcut)> = COMMANDS
        .iter()
        .flat_map(|it| it.shortcuts(set).into_iter().map(move |key| (it, key)))
        .collect();
    keys.sort_by_key(|(_, key)| std::cmp::Reverse(key.modifiers()));
    for (command, key) in keys {
        let asks = !busy || key == plain(Key::Escape);
        if asks
            && (!typing || key.works_while_typing())
            && (command.enabled)(desk)
            && ctx.input_mut(|it| key.take(it))
        {
            found.extend((command.intent)(desk));
        }
    }
    if !typing && !busy && words_or_tag(desk) {
        found.extend(label_keys(desk, ctx));
    }
    found
}

/// The labels whose keys were typed.
fn label_keys(desk: &Desk, ctx: &egui::Context) -> Vec<Intent> {
    let Some(open) = desk.current() else { return Vec::new() };
    let labels = &open.workspace.document().tag_set().labels;
    let with_key = labels.iter().filter_map(|it| Some((it, it.shortcut?)));
    with_key
        .filter(|(_, key)| ctx.input_mut(|input| Shortcut::Typed(*key).take(input)))
        .map(|(it, _)| Intent::Tag(TagIntent::Label(it.key.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    #[test]
    fn no_two_commands_or_labels_share_a_key() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut check = |key: String, name: &str| {
            let before = seen.insert(key.to_lowercase(), name.to_owned());
            assert_eq!(before, None, "{key} is the key of {name} too");
        };
        for command in COMMANDS {
            for key in command.keys {
                check(key.to_string(), command.name);
            }
        }
        for label in &tagset::news().labels {
            if let Some(key) = label.shortcut {
                check(key.to_string(), &label.name);
            }
        }
    }
}
