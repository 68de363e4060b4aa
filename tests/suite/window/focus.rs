//! Where the keyboard is: Tab goes through the window as it is read, dialogs take the keyboard and give
//! it back.

use std::path::PathBuf;

use factmark::annotation::Timestamp;
use factmark::annotation::merge::{Choices, Conflict, Thing};
use factmark::files::Fingerprint;
use factmark::files::backup::Version;
use factmark::tagger::Cancel;
use factmark::ui::article::ArticleState;
use factmark::ui::command::COMMANDS;
use factmark::ui::intent::ViewIntent;
use factmark::ui::state::{BulkPick, Differences, InTheWay, Theirs, Work};

use super::*;

/// Dialogs that no command opens.
pub(super) fn dialogs_of_events(window: &Harness<'_, Desk>) -> Vec<Dialog> {
    let open = window.state().current.unwrap();
    let document = window.state().current().unwrap().workspace.document().clone();
    let (path, after) = (PathBuf::from("/a/b.ron"), After::Stay);
    let versions = [Some(Timestamp(1_700_000_000)), None]
        .map(|saved| Version { path: path.clone(), saved, len: 4000 })
        .to_vec();
    let conflict = Conflict {
        thing: Thing::Annotation(document.annotations().next().unwrap().id),
        what: "person “Petra Vollan”".to_owned(),
        mine: "accepted".to_owned(),
        theirs: "rejected".to_owned(),
        both: false,
    };
    let differences = Differences {
        mine: vec!["one".to_owned()],
        theirs: vec!["other".to_owned()],
        both: vec![conflict],
    };
    let theirs = |differences| {
        let fingerprint = Fingerprint::known(1, "0".to_owned());
        Box::new(Theirs { document: document.clone(), fingerprint, differences })
    };
    let differ = |differences| Dialog::Differ {
        open,
        path: path.clone(),
        theirs: theirs(differences),
        choices: Choices::default(),
        after,
    };
    let message = "The disk is full.".to_owned();
    vec![
        Dialog::Unsaved { open, window: false },
        Dialog::Unsaved { open, window: true },
        differ(Some(differences)),
        differ(None),
        Dialog::Damaged { path: path.clone(), problems: vec!["a1 ends past the text".to_owned()] },
        Dialog::Versions { open, versions },
        Dialog::Versions { open, versions: Vec::new() },
        Dialog::InTheWay { open, path: path.clone(), why: InTheWay::Changed, after },
        Dialog::InTheWay { open, path: path.clone(), why: InTheWay::Exists, after },
        Dialog::NotSaved { open, path: path.clone(), message, after },
        Dialog::ExportInTheWay { open, format: "csv", path: path.clone(), files: vec![path] },
        Dialog::Welcome,
        Dialog::About,
    ]
}

/// A part of the window, by what is drawn in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Bar,
    Outline,
    Article,
    Inspector,
    Status,
}

/// A window that is so high that nothing is scrolled out of sight.
fn high<'a>() -> Harness<'a, Desk> {
    let mut window = with_article(ARTICLE);
    window.set_size(egui::vec2(1300.0, 2400.0));
    settle(&mut window);
    // What was recognised is told over the article until then.
    press(&mut window, Key::Escape);
    press(&mut window, Key::J);
    // Something that can be stopped stands in the status bar.
    let work = Work { what: "Proposing tags", done: 500, cancel: Cancel::new() };
    window.state_mut().current_mut().unwrap().work = Some(work);
    settle(&mut window);
    window
}

/// The role, name and middle of what has the keyboard.
fn focused(window: &Harness<'_, Desk>) -> Option<(Role, String, egui::Pos2)> {
    let mut all = window.root().children_recursive();
    let node = all.find(egui_kittest::Node::is_focused)?;
    let name = node.accesskit_node().label().unwrap_or_default();
    Some((node.accesskit_node().role(), name, node.rect().center()))
}

fn part(window: &Harness<'_, Desk>) -> Part {
    if ArticleState::has_focus(&window.ctx) {
        return Part::Article;
    }
    let (_, _, at) = focused(window).expect("something has the keyboard");
    let left = window.get_by_label("DOCUMENTS").rect().left() + 200.0;
    let right = window.get_by_label_contains("OPEN PROPOSALS").rect().left() - 12.0;
    match at {
        _ if at.y < 74.0 => Part::Bar,
        _ if at.y > 2370.0 => Part::Status,
        _ if at.x < left => Part::Outline,
        _ if at.x > right => Part::Inspector,
        _ => Part::Article,
    }
}

/// The parts that Tab goes through until it comes to `last`.
fn way(window: &mut Harness<'_, Desk>, modifiers: Modifiers, last: Part) -> Vec<Part> {
    let mut way = vec![part(window)];
    for _ in 0..400 {
        if way.last() == Some(&last) {
            return way;
        }
        press_with(window, modifiers, Key::Tab);
        let now = part(window);
        if way.last() != Some(&now) {
            way.push(now);
        }
    }
    panic!("{last:?} is not reached: {way:?}");
}

#[test]
fn tab_goes_through_the_window_as_it_is_read() {
    let mut window = high();
    let tag = selected(&window).id;
    press(&mut window, Key::F6);
    assert_eq!(
        way(&mut window, Modifiers::NONE, Part::Article),
        [Part::Bar, Part::Outline, Part::Article]
    );
    assert_eq!(selected(&window).id, tag, "Tab is no command there");
    press_with(&mut window, Modifiers::SHIFT, Key::F6);
    assert_eq!(
        way(&mut window, Modifiers::NONE, Part::Bar),
        [Part::Inspector, Part::Status, Part::Bar]
    );
    // And back.
    assert_eq!(
        way(&mut window, Modifiers::SHIFT, Part::Article),
        [Part::Bar, Part::Status, Part::Inspector, Part::Article]
    );
    press(&mut window, Key::Tab);
    assert_ne!(selected(&window).id, tag, "in the article it goes to the next tag");
    press(&mut window, Key::F6);
    way(&mut window, Modifiers::NONE, Part::Outline);
    assert_eq!(
        way(&mut window, Modifiers::SHIFT, Part::Status),
        [Part::Outline, Part::Bar, Part::Status]
    );
}

#[test]
fn a_button_that_has_the_keyboard_is_pressed_by_enter() {
    let mut window = high();
    press(&mut window, Key::A);
    let decided = window.state().current().unwrap().derived.decided;
    press(&mut window, Key::F6);
    for _ in 0..200 {
        if focused(&window).is_some_and(|it| it.1 == "Undo") {
            break;
        }
        press_with(&mut window, Modifiers::SHIFT, Key::Tab);
    }
    press(&mut window, Key::Enter);
    assert!(window.state().shell.chooser.is_none(), "the list of labels is for the article");
    assert_eq!(window.state().current().unwrap().derived.decided, decided - 1);
}

/// Opens a dialog, sees to it that it has the keyboard, closes it, and sees to it that the article has.
#[track_caller]
fn goes_in_and_out(window: &mut Harness<'_, Desk>, what: &str, with_field: bool) {
    let fields = [Role::TextInput, Role::MultilineTextInput, Role::SearchInput];
    if window.state().shell.dialog.is_some() {
        assert!(!ArticleState::has_focus(&window.ctx), "{what}");
        let (role, name, _) = focused(window).unwrap_or_else(|| panic!("{what} has no keyboard"));
        assert_eq!(fields.contains(&role), with_field, "{what}: {role:?} {name:?}");
    }
    press(window, Key::Escape);
    assert!(!window.state().is_asking(), "{what}");
    assert!(ArticleState::has_focus(&window.ctx), "{what} keeps the keyboard");
}

#[test]
fn dialogs_take_the_keyboard_and_give_it_back() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "quote, proposed: “The wall held");
    for command in COMMANDS.iter().filter(|it| it.name.ends_with('…')) {
        if !(command.enabled)(window.state()) {
            continue;
        }
        let Some(intent) = (command.intent)(window.state()) else { continue };
        window.state_mut().ask(&egui::Context::default(), intent);
        settle(&mut window);
        if !window.state().is_asking() {
            continue;
        }
        let with_field = match window.state().shell.dialog.as_ref() {
            Some(Dialog::Mentions { .. } | Dialog::Export { .. } | Dialog::Versions { .. }) => {
                false
            }
            Some(Dialog::Import { .. }) => continue, // beside the article, see below
            _ => true,
        };
        goes_in_and_out(&mut window, command.name, with_field);
    }
    for dialog in dialogs_of_events(&window) {
        let what = format!("{dialog:?}").chars().take(40).collect::<String>();
        let with_field = dialog == Dialog::Welcome;
        let intent = Intent::View(ViewIntent::Dialog(dialog));
        window.state_mut().ask(&egui::Context::default(), intent);
        settle(&mut window);
        goes_in_and_out(&mut window, &what, with_field);
    }
}

#[test]
fn tab_goes_round_in_a_dialog() {
    let mut window = with_article(ARTICLE);
    let pick = BulkPick::default();
    let dialog = Dialog::Bulk { review: Review::Accepted, pick };
    let intent = Intent::View(ViewIntent::Dialog(dialog));
    window.state_mut().ask(&egui::Context::default(), intent);
    settle(&mut window);
    let first = focused(&window).unwrap().1;
    let mut seen = vec![first.clone()];
    for _ in 0..30 {
        press(&mut window, Key::Tab);
        let Some((_, name, _)) = focused(&window) else { continue };
        if name == first {
            break;
        }
        seen.push(name);
    }
    for name in ["Label", "Tier", "Cancel"] {
        assert!(seen.iter().any(|it| it.starts_with(name)), "{name}: {seen:?}");
    }
    assert!(seen.iter().all(|it| it != "Search" && it != "File"), "{seen:?}");
    press(&mut window, Key::Escape);
    press(&mut window, Key::J);
    assert!(window.state().selected().is_some());
}

#[test]
fn escape_closes_an_open_list_and_leaves_its_dialog() {
    let mut window = with_article(ARTICLE);
    press_with(&mut window, Modifiers::COMMAND, Key::H);
    window.get_all_by_role(Role::ComboBox).next().unwrap().click();
    settle(&mut window);
    assert!(egui::Popup::is_any_open(&window.ctx));
    press(&mut window, Key::Escape);
    assert!(!egui::Popup::is_any_open(&window.ctx));
    assert!(matches!(window.state().shell.dialog, Some(Dialog::Replace { .. })));
    press(&mut window, Key::Escape);
    assert_eq!(window.state().shell.dialog, None);
}
