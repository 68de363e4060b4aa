//! A whole article by keyboard alone, and names for whatever can be reached.

use egui_kittest::kittest::Queryable as _;
use factmark::ui::command::COMMANDS;
use factmark::ui::intent::ViewIntent;

use super::focus::dialogs_of_events;
use super::*;

fn type_in(window: &mut Harness<'_, Desk>, text: &str) {
    typed(window, text);
    press(window, Key::Enter);
}

#[test]
fn an_article_is_reviewed_from_open_to_save_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (article, saved) =
        (folder.path().join("harbour.txt"), folder.path().join("done.factmark.ron"));
    factmark::files::write(&article, ARTICLE.as_bytes(), factmark::files::Over::Nothing).unwrap();
    let mut window = window(desk());
    let command_shift = Modifiers::COMMAND | Modifiers::SHIFT;
    press_with(&mut window, command_shift, Key::O);
    type_in(&mut window, &article.to_string_lossy());
    let total = window.state().current().unwrap().derived.queue.len();
    assert!(total > 5, "{total}");
    press(&mut window, Key::J);
    // One of each: relabelled, resized, another speaker, a note; the others accepted or rejected.
    let mut quotes = 0;
    for step in 0..total {
        if selected(&window).label == "quote" && quotes == 0 {
            quotes += 1;
            press(&mut window, Key::S);
            typed(&mut window, "1");
            press(&mut window, Key::N);
            typed(&mut window, "ask again");
            press(&mut window, Key::Escape);
            press(&mut window, Key::J);
            continue;
        }
        press(&mut window, if step % 4 == 3 { Key::X } else { Key::A });
    }
    let open = window.state().current().unwrap();
    assert_eq!(open.derived.queue, []);
    let document = open.workspace.document().clone();
    assert!(document.annotations().any(|it| it.note.as_deref() == Some("ask again")));
    press_with(&mut window, Modifiers::COMMAND, Key::S);
    if window.query_by_label("Where is the document to be saved?").is_some() {
        press_with(&mut window, Modifiers::COMMAND, Key::A);
        type_in(&mut window, &saved.to_string_lossy());
    }
    let open = window.state().current().unwrap();
    assert!(!open.workspace.is_changed());
    let path = open.file.native.clone().unwrap();
    let read = factmark::files::open(&path, &factmark::formats::tagset::news()).unwrap();
    assert_eq!(read.documents[0].document, document);
}

/// Controls that can be reached and have no name.
pub(super) fn nameless(window: &Harness<'_, Desk>) -> Vec<String> {
    let controls = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::SearchInput,
        Role::Slider,
        Role::SpinButton,
        Role::RadioButton,
        Role::Link,
    ];
    let (mut found, mut seen) = (Vec::new(), 0);
    for role in controls {
        for it in window.query_all_by_role(role) {
            let node = it.accesskit_node();
            seen += 1;
            let named = node.label().is_some_and(|it| !it.trim().is_empty());
            if !named {
                found.push(format!("{role:?} at {:?}: {:?}", it.rect().center(), node.value()));
            }
        }
    }
    assert!(seen > 6, "only {seen} controls are there");
    found
}

/// Opens a dialog, gives what has no name in it, and closes it.
fn shown(window: &mut Harness<'_, Desk>, dialog: &Dialog) -> Vec<String> {
    let intent = Intent::View(ViewIntent::Dialog(dialog.clone()));
    window.state_mut().ask(&egui::Context::default(), intent);
    settle(window);
    assert!(window.state().shell.dialog.is_some(), "{dialog:?}");
    let missing = nameless(window);
    window.state_mut().shell.dialog = None;
    settle(window);
    missing
}

#[test]
fn every_control_of_the_window_and_its_dialogs_has_a_name() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "quote, proposed: “The wall held");
    let mut missing: Vec<String> = nameless(&window);
    for command in COMMANDS.iter().filter(|it| it.name.ends_with('…') || it.name == "Keys") {
        if !(command.enabled)(window.state()) {
            continue;
        }
        let Some(intent) = (command.intent)(window.state()) else { continue };
        // Files are asked for by the system, or in the dialog of one field.
        window.state_mut().ask(&egui::Context::default(), intent);
        settle(&mut window);
        missing.extend(nameless(&window).iter().map(|it| format!("{}: {it}", command.name)));
        while window.state().is_asking() {
            window.state_mut().shell.dialog = None;
            window.state_mut().shell.chooser = None;
        }
        settle(&mut window);
    }
    for dialog in dialogs_of_events(&window) {
        missing.extend(shown(&mut window, &dialog).iter().map(|it| format!("{dialog:?}: {it}")));
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
