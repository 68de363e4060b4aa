//! Tags of other programs, imported in the window.

use std::path::{Path, PathBuf};

use factmark::files::{self, Over};

use super::*;

/// Asks for an import, as a picked file does.
fn import(window: &mut Harness<'_, Desk>, path: &Path) {
    let ctx = window.ctx.clone();
    let intent = Intent::File(FileIntent::ImportFrom(path.to_owned()));
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

fn says(window: &Harness<'_, Desk>, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

fn write(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    files::write(&path, content.as_bytes(), Over::Nothing).unwrap();
    path
}

/// Tags of brat on the article: one that is proposed already, one that is new, one whose words are
/// not there, one of an unknown label.
fn brat() -> String {
    let place = |words: &str| {
        let start = ARTICLE.split(words).next().unwrap().chars().count();
        (start, start + words.chars().count())
    };
    let ilse = place("Ilse Marchetti");
    let engineer = place("engineer says");
    let boats = place("boats");
    format!(
        "T1\tperson {} {}\tIlse Marchetti\nT2\tclaim {} {}\tboats\nT3\tclaim {} {}\tengineers say\n\
         T4\tVESSEL {} {}\tboats\n",
        ilse.0, ilse.1, boats.0, boats.1, engineer.0, engineer.1, boats.0, boats.1
    )
}

#[test]
fn tags_come_onto_the_open_article_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "harbour.ann", &brat());
    let mut window = with_article(ARTICLE);
    let before = window.state().current().unwrap().workspace.document().clone();
    import(&mut window, &path);
    window.get_by_label("Import tags from harbour.ann");
    assert!(says(&window, "2 tags would come in: 0 accepted, 2 to be looked at."));
    assert!(says(&window, "Here already, and left alone: 1 tag."));
    assert!(
        says(&window, "The label VESSEL is new to the tag set and added to it"),
        "unknown label"
    );
    // A click shows the place, and the question stays.
    let told = window.query_all_by_label_contains("VESSEL").next().unwrap();
    told.click();
    settle(&mut window);
    let words = window.state().selected_words().unwrap();
    assert_eq!(before.text().slice(words), "boats");
    click(&mut window, "Import");
    assert!(window.state().shell.dialog.is_none());
    let open = window.state().current().unwrap();
    let after = open.workspace.document();
    assert_eq!(after.annotation_count(), before.annotation_count() + 2);
    assert_eq!(tags(&window, "VESSEL"), ["boats"]);
    for it in before.annotations() {
        assert_eq!(after.annotation(it.id), Some(it));
    }
    assert_eq!(super::words(&window), "boats");
    // What does not fit stays listed.
    assert!(open.file.problems.len() >= 2, "{:?}", open.file.problems);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.state().current().unwrap().workspace.document(), before);
}

#[test]
fn a_second_import_brings_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "harbour.ann", &brat());
    let mut window = with_article(ARTICLE);
    import(&mut window, &path);
    click(&mut window, "Import");
    let count = window.state().current().unwrap().workspace.document().annotation_count();
    let told = window.state().current().unwrap().file.problems.len();
    import(&mut window, &path);
    assert!(says(&window, "Nothing new comes in."));
    click(&mut window, "Import"); // cannot be pressed
    assert!(window.state().shell.dialog.is_some());
    press(&mut window, Key::Escape);
    let open = window.state().current().unwrap();
    assert_eq!(open.workspace.document().annotation_count(), count);
    assert_eq!(open.file.problems.len(), told);
    assert!(window.state().shell.import.is_none(), "what was read is let go");
}

#[test]
fn the_format_and_the_target_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let line = "{\"id\":\"x\",\"text\":\"Bo left.\",\"label\":[[0,2,\"person\"]]}\n";
    let path = write(folder.path(), "other.jsonl", line);
    let mut window = with_article(ARTICLE);
    import(&mut window, &path);
    assert!(says(&window, "does not belong to this article"));
    click(&mut window, "As documents of their own");
    assert!(says(&window, "1 document with 1 tag, 0 relations and 0 records."));
    click(&mut window, "Import");
    assert_eq!(window.state().open.len(), 2);
    assert_eq!(tags(&window, "person"), ["Bo"]);
    let choice = |window: &Harness<'_, Desk>| match &window.state().shell.dialog {
        Some(Dialog::Import { choice }) => choice.clone(),
        other => panic!("no import: {other:?}"),
    };
    import(&mut window, &path);
    assert_eq!(choice(&window).format, None);
    window.get_by_role_and_label(Role::ComboBox, "Format").click();
    settle(&mut window);
    window.query_all_by_label_contains("tei –").next().unwrap().click_accesskit();
    settle(&mut window);
    assert_eq!(choice(&window).format, Some("tei"));
    assert!(says(&window, "Choose another format or article"));
}

#[test]
fn a_file_of_tags_alone_asks_for_its_article_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "harbour.ann", &brat());
    let mut window = with_article(ARTICLE);
    let ctx = window.ctx.clone();
    let open = Intent::File(FileIntent::OpenPaths(vec![path]));
    window.state_mut().ask(&ctx, open);
    settle(&mut window);
    window.get_by_label("Import tags from harbour.ann");
}

#[test]
fn offsets_are_asked_about_where_it_matters() {
    let folder = tempfile::tempdir().unwrap();
    let text = "🙂🙂 Bo Dee left.";
    let path = write(folder.path(), "a.ann", "T1\tclaim 5 11\tBo Dee\n");
    let mut window = with_article(text);
    import(&mut window, &path);
    assert!(!says(&window, "1 tag would come in"));
    click(&mut window, "UTF-16 units, as JavaScript and Java do");
    assert!(says(&window, "1 tag would come in"));
    click(&mut window, "Import");
    assert!(tags(&window, "claim").contains(&"Bo Dee".to_owned()));
}
