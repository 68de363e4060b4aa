//! Which key asks for what: commands, labels, attributes and links share one keyboard. One function
//! tells who has a key, for the key sheet and for the tag set.
//!
//! Not here: the keys of commands (`command`), what a key is (`shortcut`).

use std::collections::BTreeMap;

use super::chooser::ChooserKind;
use super::command::{COMMANDS, Command};
use super::desk::Desk;
use super::intent::{Intent, TagIntent, ViewIntent};
use super::shortcut::Shortcut;
use crate::annotation::TagSet;

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The command with this name.
    Command(&'static str),
    /// The label with this index in the tag set.
    Label(usize),
    /// An attribute: indices of its label and its own.
    Attribute(usize, usize),
    /// The kind of link with this index.
    Relation(usize),
}

/// The name of what `key` asks for already, other than `owner`. Attributes of different labels may have
/// the same key.
pub fn user_of(
    tags: &TagSet,
    chosen: &BTreeMap<String, String>,
    key: Shortcut,
    owner: Owner,
) -> Option<String> {
    let wanted = letter(key);
    let commands = COMMANDS.iter().filter(|it| owner != Owner::Command(it.name));
    if let Some(command) = with_key(commands, chosen, key) {
        return Some(command.to_owned());
    }
    of_tags(tags).into_iter().find_map(|(other, key, name)| {
        let apart = match (owner, other) {
            (Owner::Attribute(one, _), Owner::Attribute(other, _)) => one != other,
            _ => false,
        };
        (other != owner && !apart && letter(key) == wanted).then_some(name)
    })
}

/// A key as it is compared: a label has `a` where a command has `A`.
fn letter(key: Shortcut) -> String {
    key.to_string().to_lowercase()
}

fn with_key<'a>(
    mut commands: impl Iterator<Item = &'a Command>,
    chosen: &BTreeMap<String, String>,
    key: Shortcut,
) -> Option<&'static str> {
    let wanted = letter(key);
    let has = |it: &&Command| it.shortcuts(chosen).into_iter().any(|it| letter(it) == wanted);
    commands.find(has).map(|it| it.name)
}

fn command_of(desk: &Desk, key: Shortcut) -> Option<&'static str> {
    with_key(COMMANDS.iter(), &desk.preferences.keys, key)
}

/// What in a tag set has a key, which one, and its name.
fn of_tags(tags: &TagSet) -> Vec<(Owner, Shortcut, String)> {
    let written = |it: &Option<String>| it.as_ref()?.parse().ok();
    let mut all = Vec::new();
    for (index, label) in tags.labels.iter().enumerate() {
        let key = label.shortcut.map(Shortcut::Typed);
        all.extend(key.map(|it| (Owner::Label(index), it, label.name.clone())));
        for (at, spec) in label.attributes.iter().enumerate() {
            let owner = Owner::Attribute(index, at);
            all.extend(written(&spec.shortcut).map(|it| (owner, it, spec.name.clone())));
        }
    }
    for (index, spec) in tags.relations.iter().enumerate() {
        let owner = Owner::Relation(index);
        all.extend(written(&spec.shortcut).map(|it| (owner, it, spec.name.clone())));
    }
    all
}

/// Which keys of the tag set are looked at. egui takes Ctrl+B out of Ctrl+Alt+B: what has more modifiers
/// comes before the commands, but for those that a command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Those of several modifiers.
    BeforeCommands,
    /// The others.
    AfterCommands,
}

/// What the keys of the tag set ask for in this frame. Takes the keys, so that nothing else sees them.
pub(super) fn pressed(desk: &Desk, ctx: &egui::Context, turn: Turn) -> Vec<Intent> {
    let Some(open) = desk.current() else { return Vec::new() };
    let tags = open.workspace.document().tag_set();
    let here = desk.selected().and_then(|tag| {
        let at = tags.labels.iter().position(|it| it.key == tag.label)?;
        Some((at, &tag.label))
    });
    let mut all = of_tags(tags);
    all.retain(|(_, key, _)| {
        let several = key.modifiers() > 1;
        several == (turn == Turn::BeforeCommands) && (!several || command_of(desk, *key).is_none())
    });
    all.sort_by_key(|(_, key, _)| std::cmp::Reverse(key.modifiers()));
    let mut found = Vec::new();
    for (owner, key, _) in all {
        let intent = match (owner, here) {
            (Owner::Label(index), _) => {
                tags.labels.get(index).map(|it| Intent::Tag(TagIntent::Label(it.key.clone())))
            }
            (Owner::Attribute(label, at), Some((here, _))) if label == here => {
                Some(Intent::View(ViewIntent::Choose(ChooserKind::Value(at))))
            }
            (Owner::Relation(index), Some((_, from))) => {
                let may = tags.relations.get(index).is_some_and(|it| it.may_start(from));
                may.then_some(Intent::View(ViewIntent::Choose(ChooserKind::LinkTo(index))))
            }
            _ => None,
        };
        if let Some(intent) = intent
            && ctx.input_mut(|it| key.take(it))
        {
            found.push(intent);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    #[test]
    fn a_key_is_told_by_whom_it_is_used_whatever_that_is() {
        let mut tags = TagSet::clone(&tagset::news());
        tags.labels[0].attributes[0].shortcut = Some("Alt+U".to_owned());
        tags.relations[0].shortcut = Some("Ctrl+Alt+B".to_owned());
        let chosen = [("Accept".to_owned(), "F8".to_owned())].into();
        let user = |key: &str, owner| user_of(&tags, &chosen, key.parse().unwrap(), owner);
        assert_eq!(user("F8", Owner::Label(0)).as_deref(), Some("Accept"));
        assert_eq!(user("F8", Owner::Command("Accept")), None, "its own");
        assert_eq!(user("A", Owner::Label(0)), None, "it was given away");
        assert_eq!(user("P", Owner::Relation(1)).as_deref(), Some("Percent"));
        assert_eq!(user("Alt+U", Owner::Relation(1)).as_deref(), Some("Used as"));
        assert_eq!(user("Alt+U", Owner::Attribute(1, 0)), None, "of another label");
        assert_eq!(user("Alt+U", Owner::Attribute(0, 1)).as_deref(), Some("Used as"));
        assert_eq!(user("Ctrl+Alt+B", Owner::Command("Accept")).as_deref(), Some("Said by"));
    }
}
