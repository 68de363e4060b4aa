//! What a further run of the tagger has changed.

use factmark::annotation::Proposals;
use factmark::tagger::Cancel;
use factmark::ui::jobs::Done;
use factmark::ui::state::Work;

use super::*;

/// A run of a tagger that finds nothing any more.
fn find_nothing(window: &mut Harness<'_, Desk>) {
    let id = window.state().current.unwrap();
    let work = Work { what: "Proposing tags", done: 0, cancel: Cancel::new() };
    window.state_mut().current_mut().unwrap().work = Some(work);
    let found = Some(Box::new(Proposals::default()));
    window.state().jobs.answer().send(Done::Tagged(id, found));
    settle(window);
}

fn again(window: &mut Harness<'_, Desk>) {
    press_with(window, Modifiers::COMMAND, Key::R);
    settle(window);
}

fn next(window: &mut Harness<'_, Desk>) {
    press_with(window, Modifiers::SHIFT, Key::J);
}

fn count(window: &Harness<'_, Desk>, name: &str) -> usize {
    window.query_all_by_label_contains(name).count()
}

fn selected_words(window: &Harness<'_, Desk>) -> String {
    let open = window.state().current().unwrap();
    let text = open.workspace.document().text();
    open.view.article.selection(text).map(|it| text.slice(it).to_owned()).unwrap_or_default()
}

#[test]
fn what_a_run_has_changed_can_be_gone_through() {
    let mut window = with_article(ARTICLE);
    assert_eq!(
        count(&window, "SINCE THE LAST RUN"),
        0,
        "the first run has nothing to compare with"
    );
    let all = window.state().current().unwrap().workspace.document().annotation_count();
    press(&mut window, Key::J);
    press(&mut window, Key::X);
    let rejected = window.state().current().unwrap().workspace.document().clone();
    let rejected =
        rejected.annotations().find(|it| it.standing.review == Review::Rejected).unwrap().clone();
    find_nothing(&mut window);
    let gone = all - window.state().current().unwrap().workspace.document().annotation_count();
    window.get_by_label(&format!("0 new and open, {gone} withdrawn"));
    next(&mut window);
    let first = selected_words(&window);
    assert!(!first.is_empty() && window.state().selected().is_none());
    next(&mut window);
    assert_ne!(selected_words(&window), first);
    press_with(&mut window, Modifiers::SHIFT, Key::K);
    assert_eq!(selected_words(&window), first, "and back");
    // A row goes to its place.
    next(&mut window);
    let row = window.get_all_by_label_contains("withdrawn ").find(|it| {
        it.accesskit_node().label().is_some_and(|it| it.ends_with(&format!(": {first}")))
    });
    row.unwrap().click_accesskit();
    settle(&mut window);
    assert_eq!(selected_words(&window), first);

    again(&mut window);
    let left = window.state().current().unwrap().view.rerun.as_ref().unwrap().counts();
    assert_eq!(left, (gone, 0), "what was rejected does not come back");
    next(&mut window);
    let new = selected(&window).id;
    assert_ne!(new, rejected.id);
    assert!(count(&window, "new ") > 1);
    press(&mut window, Key::A);
    next(&mut window);
    assert_ne!(selected(&window).id, new, "what is decided has been looked at");
    // Undo brings back what went, and takes away what came.
    for _ in 0..2 {
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(count(&window, "SINCE THE LAST RUN"), 0);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    click(&mut window, "Put away");
    assert_eq!(count(&window, "SINCE THE LAST RUN"), 0);
}

#[test]
fn a_run_on_a_document_that_was_just_opened_is_a_step_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let ctx = window.ctx.clone();
    let save = FileIntent::SaveTo(id, path.clone(), After::Close);
    window.state_mut().ask(&ctx, Intent::File(save));
    settle(&mut window);
    window.state_mut().ask(&ctx, Intent::File(FileIntent::OpenPaths(vec![path])));
    settle(&mut window);
    let before = window.state().current().unwrap().workspace.document().clone();
    find_nothing(&mut window);
    assert_eq!(count(&window, "SINCE THE LAST RUN"), 1);
    assert!(window.state().current().unwrap().workspace.is_changed());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.state().current().unwrap().workspace.document(), before);
}

#[test]
fn a_run_that_finds_the_same_says_so_and_shows_no_list() {
    let mut window = with_article(ARTICLE);
    again(&mut window);
    window.get_by_label("0 new, 0 withdrawn");
    assert_eq!(count(&window, "SINCE THE LAST RUN"), 0);
}
