//! The commands: one table drives the menus, the palette, the shortcuts and the key sheet.
//!
//! Not here: the keys of labels, which come from the tag set.

use std::collections::BTreeMap;

use egui::{Key, Modifiers};

use super::article::ArticleState;
use super::chooser::ChooserKind;
use super::desk::Desk;
use super::intent::{Edge, FileIntent, Intent, Stride, TagIntent, ViewIntent, Zoom};
use super::keys::{self, Turn};
use super::linking;
use super::shortcut::Shortcut;
use super::state::{After, BulkPick, Dialog, Lines, Order, ThemeChoice};
use super::tagset::Draft;
use super::words::commands::{self as words, CommandWords};
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
            Self::File => words::MENU_FILE,
            Self::Edit => words::MENU_EDIT,
            Self::Tag => words::MENU_TAG,
            Self::Go => words::MENU_GO,
            Self::View => words::MENU_VIEW,
            Self::Help => words::MENU_HELP,
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
        keys.join(words::OR)
    }
}

/// The first key of a command as a person reads it; nothing, if there is none.
pub fn key_of(command: &CommandWords, set: &BTreeMap<String, String>) -> String {
    let found = COMMANDS.iter().find(|it| it.name == command.name);
    let first = found.and_then(|it| it.shortcuts(set).first().map(ToString::to_string));
    first.unwrap_or_default()
}

/// The keys of the command of this name as a person reads them; nothing, if there is none.
pub fn keys_of(name: &str, set: &BTreeMap<String, String>) -> String {
    let command = COMMANDS.iter().find(|it| it.name == name);
    command.map(|it| it.shortcut_text(set)).unwrap_or_default()
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

/// Whether a run of the tagger has changed something that is to be looked at.
fn rerun(desk: &Desk) -> bool {
    desk.current().and_then(|it| it.view.rerun.as_ref()).is_some_and(|it| !it.is_done())
}

fn selected(desk: &Desk) -> bool {
    desk.selected().is_some()
}

fn selected_quote(desk: &Desk) -> bool {
    desk.selected().is_some_and(|it| it.label == "quote")
}

fn linked(desk: &Desk) -> bool {
    desk.current()
        .zip(desk.selected())
        .is_some_and(|(open, it)| linking::links(open.workspace.document(), it).next().is_some())
}

fn words_or_tag(desk: &Desk) -> bool {
    selected(desk) || desk.selected_words().is_some()
}

fn mentions_a_record(desk: &Desk) -> bool {
    desk.selected().is_some_and(|it| it.record.is_some())
}

macro_rules! commands {
    ($($menu:ident { $($words:expr, [$($key:expr),*], $enabled:expr, $intent:expr;)+ })+) => {
        /// Every command, menu by menu.
        pub const COMMANDS: &[Command] = &[$($(Command {
            name: $words.name,
            help: $words.help,
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
        words::OPEN, [ctrl(Key::O)], always, |_| file(FileIntent::Open);
        words::OPEN_PATH, [ctrl_shift(Key::O)], always,
            |_| view(ViewIntent::Dialog(Dialog::Path { purpose: super::state::PathPurpose::Open, typed: String::new() }));
        words::OPEN_FOLDER, [], always, |_| file(FileIntent::Folder);
        words::PASTE_AN_ARTICLE, [ctrl_shift(Key::V)], always,
            |_| file(FileIntent::FromClipboard(None));
        words::OPEN_THE_SAMPLE, [], always, |_| file(FileIntent::Sample);
        words::IMPORT_TAGS, [ctrl_shift(Key::E)], always, |_| file(FileIntent::Import);
        words::TAKE_IN_A_NEW_DRAFT, [], open, |_| file(FileIntent::Draft);
        words::SAVE, [ctrl(Key::S)], open, |_| file(FileIntent::Save(After::Stay));
        words::SAVE_AS, [ctrl_shift(Key::S)], open, |_| file(FileIntent::SaveAs(After::Stay));
        words::EXPORT, [ctrl(Key::E)], open,
            |desk| view(ViewIntent::Dialog(Dialog::Export { open: desk.current()?.id, choice: desk.preferences.export.clone() }));
        words::MAKE_A_DATA_SET, [], always,
            |desk| view(ViewIntent::Dialog(Dialog::Dataset { choice: Box::new(desk.preferences.dataset.clone()) }));
        words::EARLIER_VERSIONS, [], saved_before, |desk| file(FileIntent::Versions(desk.current()?.id));
        words::RECOVERED_WORK, [], |desk| !desk.shell.recovered.is_empty(), |_| view(ViewIntent::Dialog(Dialog::Recovered { sure: None }));
        words::PROPOSE_TAGS_AGAIN, [ctrl(Key::R)], open, |_| file(FileIntent::Retag);
        words::OPEN_WHAT_WAS_OPEN_LAST, [], always, |_| view(ViewIntent::Reopen);
        words::CLOSE, [ctrl(Key::W)], open, |desk| file(FileIntent::Close(desk.current()?.id));
        words::QUIT, [ctrl(Key::Q)], always, |_| file(FileIntent::Quit);
    }
    Edit {
        words::UNDO, [ctrl(Key::Z)], |desk| desk.undo_name().is_some(), |_| Some(Intent::Undo);
        words::REDO, [ctrl_shift(Key::Z), ctrl(Key::Y)], |desk| desk.redo_name().is_some(), |_| Some(Intent::Redo);
        words::COPY, [], |desk| desk.selected_words().is_some(), |_| view(ViewIntent::Copy);
        words::FIND, [Shortcut::Typed('/'), ctrl(Key::F)], open, |_| view(ViewIntent::FocusSearch);
        words::NEXT_HIT, [plain(Key::F3)], open, |_| view(ViewIntent::StepHit { forward: true });
        words::PREVIOUS_HIT, [shift(Key::F3)], open, |_| view(ViewIntent::StepHit { forward: false });
        words::COMMAND_PALETTE, [ctrl(Key::K)], always, |_| view(ViewIntent::Choose(ChooserKind::Command));
        words::OTHER_PANE, [plain(Key::F6)], open, |_| view(ViewIntent::Pane);
        words::INSPECTOR_PANE, [shift(Key::F6)], open, |_| view(ViewIntent::InspectorPane);
        words::LET_GO, [plain(Key::Escape)], always, |_| view(ViewIntent::Escape);
    }
    Tag {
        words::ACCEPT, [plain(Key::A)], selected, |_| tag(TagIntent::DecideSelected(Review::Accepted));
        words::REJECT, [plain(Key::X)], selected, |_| tag(TagIntent::DecideSelected(Review::Rejected));
        words::UNSURE, [plain(Key::U)], selected, |_| tag(TagIntent::Unsure);
        words::REOPEN, [shift(Key::A)], selected, |_| tag(TagIntent::DecideSelected(Review::Proposed));
        words::LABEL, [plain(Key::Enter)], words_or_tag, |_| view(ViewIntent::Choose(ChooserKind::Label));
        words::SPEAKER, [plain(Key::S)], selected_quote, |_| view(ViewIntent::Choose(ChooserKind::Speaker));
        words::RECORD, [plain(Key::M)], selected, |desk| view(ViewIntent::Choose(if selected_quote(desk) { ChooserKind::Speaker } else { ChooserKind::Record }));
        words::MERGE_RECORDS, [shift(Key::M)], mentions_a_record, |_| view(ViewIntent::Choose(ChooserKind::MergeRecord));
        words::RENAME_RECORD, [], mentions_a_record, |desk| {
            let record = desk.selected()?.record?;
            let typed = desk.current()?.workspace.document().record(record)?.name.clone();
            view(ViewIntent::Dialog(Dialog::Rename { record, typed }))
        };
        words::SPLIT_RECORD, [], mentions_a_record, |desk| {
            let (id, record) = (desk.selected()?.id, desk.selected()?.record?);
            let open = desk.current()?;
            let typed = open.workspace.document().excerpt(desk.selected()?);
            view(ViewIntent::Dialog(Dialog::SplitRecord { record, ticked: vec![id], typed }))
        };
        words::LINK, [shift(Key::L)], selected, |_| view(ViewIntent::Choose(ChooserKind::Link));
        words::UNLINK, [alt(Key::L)], linked, |_| view(ViewIntent::Choose(ChooserKind::Unlink));
        words::ATTRIBUTE, [Shortcut::Typed('=')], selected, |_| view(ViewIntent::Choose(ChooserKind::Attribute));
        words::REPLACE_A_LABEL, [ctrl(Key::H)], open, |desk| view(ViewIntent::Dialog(Dialog::Replace {
            from: desk.selected().map(|it| it.label.clone()),
            to: None,
            words: String::new(),
        }));
        words::TAG_SET, [], always, |desk| {
            let house = !desk.preferences.tag_set.is_empty();
            let draft = Draft::new(TagSet::clone(&desk.tag_set()), house);
            view(ViewIntent::Dialog(Dialog::TagSet { draft: Box::new(draft) }))
        };
        words::NOTE, [plain(Key::N)], selected, |_| view(ViewIntent::EditNote);
        words::START_ONE_WORD_LEFT, [Shortcut::Typed('[')], selected, |_| nudge(Edge::Start, Stride::Word, false);
        words::START_ONE_WORD_RIGHT, [Shortcut::Typed(']')], selected, |_| nudge(Edge::Start, Stride::Word, true);
        words::END_ONE_WORD_LEFT, [Shortcut::Typed('{')], selected, |_| nudge(Edge::End, Stride::Word, false);
        words::END_ONE_WORD_RIGHT, [Shortcut::Typed('}')], selected, |_| nudge(Edge::End, Stride::Word, true);
        words::START_ONE_CHARACTER_LEFT, [alt(Key::OpenBracket)], selected, |_| nudge(Edge::Start, Stride::Grapheme, false);
        words::START_ONE_CHARACTER_RIGHT, [alt(Key::CloseBracket)], selected, |_| nudge(Edge::Start, Stride::Grapheme, true);
        words::END_ONE_CHARACTER_LEFT, [alt_shift(Key::OpenBracket)], selected, |_| nudge(Edge::End, Stride::Grapheme, false);
        words::END_ONE_CHARACTER_RIGHT, [alt_shift(Key::CloseBracket)], selected, |_| nudge(Edge::End, Stride::Grapheme, true);
        words::EDIT_BOUNDS, [plain(Key::E)], selected, |desk| match desk.selected_words() {
            Some(words) => tag(TagIntent::Rebound(words)),
            None => view(ViewIntent::SelectTagWords),
        };
        words::SPLIT_AT_THE_CARET, [Shortcut::Typed('\\')], selected, |_| tag(TagIntent::Split);
        words::MERGE_WITH_THE_NEXT, [Shortcut::Typed('+')], selected, |_| tag(TagIntent::MergeNext);
        words::ADD_THE_SELECTED_WORDS, [Shortcut::Typed('&')], |desk| selected(desk) && desk.selected_words().is_some(), |_| tag(TagIntent::AddFragment);
        words::ALL_IDENTICAL_MENTIONS, [Shortcut::Typed('*')], selected, |_| view(ViewIntent::FindMentions);
        words::DELETE, [plain(Key::Delete), plain(Key::Backspace)], selected, |_| tag(TagIntent::Delete);
        words::ZONE, [plain(Key::R)], open, |_| view(ViewIntent::Choose(ChooserKind::Zone));
        words::FURNITURE_OR_BODY, [shift(Key::R)], open, |_| tag(TagIntent::Furniture);
        words::ACCEPT_ALL_SHOWN, [ctrl_shift(Key::A)], open, |_| view(ViewIntent::Dialog(Dialog::Bulk { review: Review::Accepted, pick: BulkPick::default() }));
        words::REJECT_ALL_SHOWN, [ctrl_shift(Key::X)], open, |_| view(ViewIntent::Dialog(Dialog::Bulk { review: Review::Rejected, pick: BulkPick::default() }));
    }
    Go {
        words::NEXT_PROPOSAL, [plain(Key::J)], open, |_| view(ViewIntent::StepOpen { forward: true });
        words::PREVIOUS_PROPOSAL, [plain(Key::K)], open, |_| view(ViewIntent::StepOpen { forward: false });
        words::NEXT_NEW, [shift(Key::J)], rerun, |_| view(ViewIntent::StepRerun { forward: true });
        words::PREVIOUS_NEW, [shift(Key::K)], rerun, |_| view(ViewIntent::StepRerun { forward: false });
        words::NEXT_TAG, [plain(Key::Tab)], open, |_| view(ViewIntent::StepTag { forward: true });
        words::PREVIOUS_TAG, [shift(Key::Tab)], open, |_| view(ViewIntent::StepTag { forward: false });
        words::NEXT_DOCUMENT, [ctrl(Key::PageDown)], several, |_| file(FileIntent::StepItem { forward: true });
        words::PREVIOUS_DOCUMENT, [ctrl(Key::PageUp)], several, |_| file(FileIntent::StepItem { forward: false });
        words::SELECT_MORE, [plain(Key::Space)], open, |_| view(ViewIntent::Grow);
    }
    View {
        words::ENTITIES, [alt(Key::Num1)], open, |_| view(ViewIntent::Lane(Lane::Entities));
        words::QUOTES, [alt(Key::Num2)], open, |_| view(ViewIntent::Lane(Lane::Quotes));
        words::CLAIMS, [alt(Key::Num3)], open, |_| view(ViewIntent::Lane(Lane::Claims));
        words::FLAGS, [alt(Key::Num4)], open, |_| view(ViewIntent::Lane(Lane::Flags));
        words::REJECTED_TAGS, [alt(Key::Num0)], open, |_| view(ViewIntent::Rejected);
        words::QUEUE_IN_READING_ORDER, [], always, |_| view(ViewIntent::Order(Order::Reading));
        words::QUEUE_LEAST_SURE_FIRST, [], always, |_| view(ViewIntent::Order(Order::LeastSure));
        words::GO_ON_AFTER_A_DECISION, [], always, |_| view(ViewIntent::Advance);
        words::OUTLINE, [ctrl(Key::B)], always, |_| view(ViewIntent::Outline);
        words::INSPECTOR, [ctrl(Key::I)], always, |_| view(ViewIntent::Inspector);
        words::LIGHT, [], always, |_| view(ViewIntent::Theme(ThemeChoice::Light));
        words::DARK, [], always, |_| view(ViewIntent::Theme(ThemeChoice::Dark));
        words::THEME_OF_THE_DESKTOP, [], always, |_| view(ViewIntent::Theme(ThemeChoice::System));
        words::HIGH_CONTRAST, [], always, |_| view(ViewIntent::HighContrast);
        words::SERIF_OR_SANS, [], always, |_| view(ViewIntent::Sans);
        words::SHORTER_LINES, [], always, |_| view(ViewIntent::Lines(Lines::Shorter));
        words::LONGER_LINES, [], always, |_| view(ViewIntent::Lines(Lines::Longer));
        words::NORMAL_LINES, [], always, |_| view(ViewIntent::Lines(Lines::Normal));
        words::LARGER, [ctrl(Key::Plus), ctrl(Key::Equals)], always, |_| view(ViewIntent::Zoom(Zoom::In));
        words::SMALLER, [ctrl(Key::Minus)], always, |_| view(ViewIntent::Zoom(Zoom::Out));
        words::NORMAL_SIZE, [ctrl(Key::Num0)], always, |_| view(ViewIntent::Zoom(Zoom::Reset));
    }
    Help {
        words::KEYS, [Shortcut::Typed('?'), plain(Key::F1)], always, |_| view(ViewIntent::Dialog(Dialog::Keys { waiting: None }));
        words::FIRST_STEPS, [], always, |_| view(ViewIntent::Dialog(Dialog::Welcome));
        words::ABOUT_FACTMARK, [], always, |_| view(ViewIntent::Dialog(Dialog::About));
    }
}

/// The intents that the keys of this frame ask for. Takes the keys, so that nothing else sees them.
pub fn pressed(desk: &Desk, ctx: &egui::Context) -> Vec<Intent> {
    let typing = ctx.text_edit_focused();
    let busy = desk.is_asking();
    // A button that has the keyboard is pressed by some keys, and left by others.
    let elsewhere = ctx.memory(|it| it.focused().is_some()) && !ArticleState::has_focus(ctx);
    let mut found = Vec::new();
    let tags = !typing && !busy && words_or_tag(desk);
    if tags {
        found.extend(keys::pressed(desk, ctx, Turn::BeforeCommands));
    }
    // More modifiers first: egui takes Ctrl+S out of Ctrl+Shift+S.
    let set = &desk.preferences.keys;
    let mut all: Vec<(&Command, Shortcut)> = COMMANDS
        .iter()
        .flat_map(|it| it.shortcuts(set).into_iter().map(move |key| (it, key)))
        .collect();
    all.sort_by_key(|(_, key)| std::cmp::Reverse(key.modifiers()));
    for (command, key) in all {
        let asks = !busy || key == plain(Key::Escape);
        if asks
            && !(key == plain(Key::Escape) && egui::Popup::is_any_open(ctx))
            && (!typing || key.works_while_typing())
            && !(elsewhere && key.is_of_widgets())
            && (command.enabled)(desk)
            && ctx.input_mut(|it| key.take(it))
        {
            found.extend((command.intent)(desk));
        }
    }
    if tags {
        found.extend(keys::pressed(desk, ctx, Turn::AfterCommands));
    }
    found
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
