//! A list to choose from: commands, speakers, records, labels, zones. One key chooses by its badge;
//! or type to filter, move with the arrows, and press Enter.

use super::desk::Desk;
use super::intent::{Intent, TagIntent, ViewIntent};
use super::state::Open;
use super::{command, linking};
use crate::annotation::actions::Speaker;
use crate::annotation::{AttributeKind, Key, Lane, Record, Value, ZoneKind};
use crate::ui::words;

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChooserKind {
    /// Any command.
    Command,
    /// Who said the selected quote.
    Speaker,
    /// What the selected tag stands for.
    Record,
    /// What becomes one record with that of the selected tag.
    MergeRecord,
    /// The label of the selected words or tag.
    Label,
    /// What part of the page the selected lines are.
    Zone,
    /// Which attribute of the selected tag is to be set.
    Attribute,
    /// The value of the attribute with this index.
    Value(usize),
    /// How the selected tag is to be linked.
    Link,
    /// To which tag, by the kind of link with this index.
    LinkTo(usize),
    /// Which link of the selected tag is to be taken out.
    Unlink,
}

impl ChooserKind {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Command => words::chooser::COMMANDS,
            Self::Speaker => words::chooser::SPEAKER,
            Self::Record => words::chooser::RECORD,
            Self::MergeRecord => words::chooser::MERGE,
            Self::Label => words::chooser::LABEL,
            Self::Zone => words::chooser::ZONE,
            Self::Attribute => words::chooser::ATTRIBUTE,
            Self::Value(_) => words::chooser::VALUE,
            Self::Link => words::chooser::LINK,
            Self::LinkTo(_) => words::chooser::LINK_TO,
            Self::Unlink => words::chooser::UNLINK,
        }
    }

    /// Whether typing filters from the start, so that badges are not keys.
    pub fn filters_first(self) -> bool {
        self == Self::Command
    }
}

/// An open list.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What is chosen.
    pub kind: ChooserKind,
    /// What has been typed.
    pub filter: String,
    /// The row that Enter chooses.
    pub row: usize,
    /// Whether keys go to the field and badges are none.
    pub typing: Typing,
    /// Whether it was opened in this frame: the key that opened it is not for it.
    pub fresh: bool,
}

impl Chooser {
    /// A list that has just been opened.
    pub fn new(kind: ChooserKind) -> Self {
        Self { kind, filter: String::new(), row: 0, typing: Typing::No, fresh: true }
    }
}

/// Whether a name is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Keys are badges.
    No,
    /// From this frame on: the field is to be given the keyboard.
    Begins,
    /// The field has been given the keyboard.
    Yes,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The key that chooses it.
    pub badge: Option<char>,
    /// What it is.
    pub name: String,
    /// More about it.
    pub detail: String,
    /// What choosing it asks for.
    pub intent: Intent,
}

impl Choice {
    pub(super) fn new(
        badge: Option<char>,
        name: impl Into<String>,
        detail: impl Into<String>,
        intent: Intent,
    ) -> Self {
        Self { badge, name: name.into(), detail: detail.into(), intent }
    }
}

/// The rows of `chooser` that fit what has been typed.
pub fn choices(desk: &Desk, chooser: &Chooser) -> Vec<Choice> {
    let all = match (chooser.kind, desk.current()) {
        (ChooserKind::Command, _) => commands(desk),
        (_, None) => Vec::new(),
        (ChooserKind::Speaker, Some(open)) => speakers(open, &chooser.filter),
        (ChooserKind::Record, Some(open)) => records(open, &chooser.filter),
        (ChooserKind::MergeRecord, Some(open)) => others(open),
        (ChooserKind::Label, Some(open)) => labels(open),
        (ChooserKind::Zone, Some(_)) => zones(),
        (ChooserKind::Attribute, Some(open)) => attributes(open),
        (ChooserKind::Value(index), Some(open)) => values(open, index, &chooser.filter),
        (ChooserKind::Link, Some(open)) => linking::kinds(open),
        (ChooserKind::LinkTo(index), Some(open)) => linking::targets(open, index),
        (ChooserKind::Unlink, Some(open)) => linking::removals(open),
    };
    let mut fits: Vec<(u32, Choice)> =
        all.into_iter().filter_map(|it| Some((score(&it, &chooser.filter)?, it))).collect();
    fits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fits.into_iter().map(|(_, it)| it).collect()
}

/// How well a row fits what was typed; `None` if its letters are not there in order.
fn score(choice: &Choice, typed: &str) -> Option<u32> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Some(0);
    }
    let name = choice.name.to_lowercase();
    if name.starts_with(&typed) {
        return Some(4);
    }
    if name.split_whitespace().any(|it| it.starts_with(&typed)) {
        return Some(3);
    }
    if name.contains(&typed) {
        return Some(2);
    }
    let mut letters = name.chars();
    let in_order = typed.chars().all(|c| letters.any(|it| it == c));
    let detailed = choice.detail.to_lowercase().contains(&typed);
    (in_order || detailed).then_some(u32::from(in_order))
}

fn commands(desk: &Desk) -> Vec<Choice> {
    command::COMMANDS
        .iter()
        .filter(|it| (it.enabled)(desk))
        .filter_map(|it| {
            let keys = it.shortcut_text(&desk.preferences.keys);
            let detail =
                if keys.is_empty() { it.help.to_owned() } else { format!("{keys}   {}", it.help) };
            Some(Choice::new(None, it.name, detail, (it.intent)(desk)?))
        })
        .collect()
}

/// Keys for the rows of a list: 1 to 9.
fn badge(index: usize) -> Option<char> {
    u32::try_from(index + 1).ok().filter(|it| *it < 10).and_then(|it| char::from_digit(it, 10))
}

fn describe(record: &Record) -> String {
    let mut parts = vec![record.label.to_string()];
    parts.extend(record.roles.first().cloned());
    parts.join(" · ")
}

fn speakers(open: &Open, typed: &str) -> Vec<Choice> {
    let speaker = |it: Speaker| Intent::Tag(TagIntent::Speaker(it));
    let document = open.workspace.document();
    let can_speak = |it: &&Record| {
        ["person", "org", "group", "source", "place", "work"].contains(&it.label.as_str())
    };
    let speaking = |it: &Record| open.derived.speakers.iter().any(|(id, _)| *id == Some(it.id));
    let mut known: Vec<&Record> = open
        .derived
        .records
        .iter()
        .filter_map(|(id, _, _)| document.record(*id))
        .filter(can_speak)
        .collect();
    known.sort_by_key(|it| (!speaking(it), it.label != "person"));
    let mut rows = vec![Choice::new(
        Some('s'),
        words::chooser::SPEAKER_SAME,
        "",
        speaker(Speaker::SameAsPrevious),
    )];
    rows.extend(known.iter().enumerate().map(|(index, it)| {
        Choice::new(badge(index), it.name.clone(), describe(it), speaker(Speaker::Record(it.id)))
    }));
    rows.push(Choice::new(
        Some('a'),
        words::chooser::SPEAKER_ANONYMOUS,
        words::chooser::SPEAKER_ANONYMOUS_ABOUT,
        speaker(Speaker::Anonymous),
    ));
    rows.push(Choice::new(
        Some('u'),
        words::chooser::SPEAKER_UNKNOWN,
        words::chooser::SPEAKER_UNKNOWN_ABOUT,
        speaker(Speaker::Unknown),
    ));
    if !typed.trim().is_empty() {
        let name = typed.trim();
        rows.push(Choice::new(
            None,
            words::chooser::new(name),
            words::chooser::SPEAKER_NEW_ABOUT,
            speaker(Speaker::New(name.to_owned())),
        ));
    }
    rows
}

fn records(open: &Open, typed: &str) -> Vec<Choice> {
    let document = open.workspace.document();
    let selected = open.view.selected.and_then(|it| document.annotation(it));
    let label = selected.map(|it| it.label.clone());
    let mut known: Vec<&Record> =
        open.derived.records.iter().filter_map(|(id, _, _)| document.record(*id)).collect();
    known.sort_by_key(|it| Some(&it.label) != label.as_ref());
    let mut rows: Vec<Choice> = known
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let intent = Intent::Tag(TagIntent::Record(Some(it.id)));
            Choice::new(badge(index), it.name.clone(), describe(it), intent)
        })
        .collect();
    rows.push(Choice::new(
        Some('0'),
        words::chooser::RECORD_NONE,
        words::chooser::RECORD_NONE_ABOUT,
        Intent::Tag(TagIntent::Record(None)),
    ));
    let words = selected.map(|it| document.excerpt(it)).unwrap_or_default();
    let name = if typed.trim().is_empty() { words } else { typed.trim().to_owned() };
    rows.push(Choice::new(
        Some('n'),
        words::chooser::new(&name),
        words::chooser::RECORD_NEW_ABOUT,
        Intent::Tag(TagIntent::NewRecord(name)),
    ));
    rows
}

fn others(open: &Open) -> Vec<Choice> {
    let document = open.workspace.document();
    let own = open.view.selected.and_then(|it| document.annotation(it)).and_then(|it| it.record);
    let Some(own) = own else { return Vec::new() };
    let label = document.record(own).map(|it| it.label.clone());
    let fits = |it: &&Record| it.id != own && Some(&it.label) == label.as_ref();
    let rest =
        open.derived.records.iter().filter_map(|(id, _, _)| document.record(*id)).filter(fits);
    rest.enumerate()
        .map(|(index, it)| {
            let intent = Intent::Tag(TagIntent::MergeRecords(it.id, own));
            Choice::new(badge(index), it.name.clone(), describe(it), intent)
        })
        .collect()
}

fn labels(open: &Open) -> Vec<Choice> {
    let labels = &open.workspace.document().tag_set().labels;
    labels
        .iter()
        .filter(|it| it.lane != Lane::Flags)
        .map(|it| {
            let intent = Intent::Tag(TagIntent::Label(it.key.clone()));
            Choice::new(it.shortcut, it.name.clone(), it.help.clone(), intent)
        })
        .collect()
}

/// The attributes of the selected tag, each with what it says now.
fn attributes(open: &Open) -> Vec<Choice> {
    let document = open.workspace.document();
    let tag = open.view.selected.and_then(|it| document.annotation(it));
    let Some((tag, label)) = tag.and_then(|it| Some((it, document.label(it)?))) else {
        return Vec::new();
    };
    let editable = label.attributes.iter().enumerate();
    let editable = editable.filter(|(_, it)| it.kind != AttributeKind::Any);
    editable
        .enumerate()
        .map(|(row, (index, spec))| {
            let now = tag.attributes.get(&spec.key).map(|it| it.to_string().replace('_', " "));
            let intent = Intent::View(ViewIntent::Choose(ChooserKind::Value(index)));
            Choice::new(key_of_row(row), spec.name.clone(), now.unwrap_or_default(), intent)
        })
        .collect()
}

/// Keys for the rows of longer lists: 1 to 9, then letters.
pub(super) fn key_of_row(row: usize) -> Option<char> {
    badge(row).or_else(|| "abcdefghijklmnopqrstuvwxyz".chars().nth(row.checked_sub(9)?))
}

/// The values that an attribute of the selected tag can have.
fn values(open: &Open, index: usize, typed: &str) -> Vec<Choice> {
    let document = open.workspace.document();
    let tag = open.view.selected.and_then(|it| document.annotation(it));
    let spec = tag.and_then(|it| document.label(it)?.attributes.get(index));
    let Some((tag, spec)) = tag.zip(spec) else { return Vec::new() };
    let now = tag.attributes.get(&spec.key);
    let row = |badge, name: String, value: Option<Value>| {
        let detail =
            if value.is_some() && value.as_ref() == now { words::chooser::VALUE_NOW } else { "" };
        let intent = TagIntent::Attribute(tag.id, spec.key.clone(), value);
        Choice::new(badge, name, detail, Intent::Tag(intent))
    };
    let mut rows = Vec::new();
    match &spec.kind {
        AttributeKind::Choice(keys) => rows.extend(
            keys.iter()
                .enumerate()
                .map(|(at, key)| row(key_of_row(at), spoken(key), Some(Value::from(key.as_str())))),
        ),
        AttributeKind::Choices(keys) => rows.extend(keys.iter().enumerate().map(|(at, key)| {
            let (value, there) = toggled(now, key);
            let name =
                if there { words::chooser::value_without(&spoken(key)) } else { spoken(key) };
            row(key_of_row(at), name, value)
        })),
        AttributeKind::Flag => rows.extend([
            row(Some('1'), words::chooser::VALUE_YES.to_owned(), Some(Value::Flag(true))),
            row(Some('2'), words::chooser::VALUE_NO.to_owned(), Some(Value::Flag(false))),
        ]),
        AttributeKind::Scale(most) => rows.extend((0..=*most).map(|it| {
            let digit = u32::try_from(it).ok().and_then(|it| char::from_digit(it, 10));
            row(digit, it.to_string(), Some(Value::Number(it)))
        })),
        AttributeKind::Text => {
            let words = typed.trim().to_owned();
            rows.extend(
                (!words.is_empty()).then(|| row(None, words.clone(), Some(Value::Text(words)))),
            );
        }
        AttributeKind::Any => {}
    }
    let nothing = if matches!(spec.kind, AttributeKind::Scale(_)) { 'x' } else { '0' };
    rows.push(row(Some(nothing), words::chooser::VALUE_NONE.to_owned(), None));
    rows
}

fn spoken(key: &Key) -> String {
    key.as_str().replace('_', " ")
}

/// The list with `key` taken out if it is there, else put last; and whether it was there.
fn toggled(now: Option<&Value>, key: &Key) -> (Option<Value>, bool) {
    let mut items = match now {
        Some(Value::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let before = items.len();
    items.retain(|it| it.as_text() != Some(key.as_str()));
    let there = items.len() < before;
    if !there {
        items.push(Value::from(key.as_str()));
    }
    ((!items.is_empty()).then_some(Value::List(items)), there)
}

fn zones() -> Vec<Choice> {
    /// A key for each kind, in the order of [`ZoneKind::ALL`].
    const KEYS: &str = "hskytdcrubqplfnxev";
    let kinds = ZoneKind::ALL.iter().zip(KEYS.chars());
    kinds
        .map(|(kind, key)| {
            let name = kind.key().replace('_', " ");
            Choice::new(Some(key), name, "", Intent::Tag(TagIntent::Rezone(*kind)))
        })
        .collect()
}
