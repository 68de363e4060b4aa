//! Articles from the clipboard.

use std::cell::RefCell;
use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use factmark::annotation::{Timestamp, ZoneKind};
use factmark::ui::desk::Desk;
use factmark::ui::host::{Clip, Host, Pick};
use factmark::ui::intent::{Intent, ViewIntent};
use factmark::ui::jobs::{Answer, Done, Jobs};
use factmark::ui::state::{Dialog, Preferences};

use super::{click, press_with, settle, window};

/// A system with a clipboard.
struct Clipboard(RefCell<Clip>);

impl Host for Clipboard {
    fn now(&self) -> Option<Timestamp> {
        None
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn clipboard(&self, text: Option<String>, answer: Answer) {
        let clip = self.0.take();
        answer.send(Done::Clip(Clip { text: text.or(clip.text), ..clip }));
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }
}

fn with_clipboard<'a>(html: Option<&str>, text: Option<&str>) -> Harness<'a, Desk> {
    let clip = Clip { html: html.map(str::to_owned), text: text.map(str::to_owned) };
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    let host = Box::new(Clipboard(RefCell::new(clip)));
    window(Desk::new(preferences, Jobs::inline(), host))
}

const PASTE: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const PAGE: &str = "<h1>Leak found</h1><p>“It <a href='https://echo.example/b'>rained\
                    </a>,” said Bea Stone of Leeds.</p><figcaption>A valve</figcaption>";

fn kinds(window: &Harness<'_, Desk>) -> Vec<ZoneKind> {
    let document = window.state().current().unwrap().workspace.document();
    document.zones().iter().map(|it| it.kind).collect()
}

#[test]
fn a_copied_page_comes_with_its_headings_links_and_captions() {
    let mut window = with_clipboard(Some(PAGE), Some("Leak found By Ann Lee"));
    press_with(&mut window, PASTE, Key::V);
    assert_eq!(kinds(&window), [ZoneKind::Headline, ZoneKind::Body, ZoneKind::Caption]);
    let open = window.state().current().unwrap();
    assert_eq!(open.workspace.document().markup().len(), 2, "a heading and a link");
    assert!(open.workspace.document().annotation_count() > 0);
    assert!(open.view.recognised);
    assert!(window.state().shell.reading.is_empty());
    window.get_by_label("Close what was recognised");
}

#[test]
fn copied_text_without_markup_is_opened_and_nothing_asks_for_it() {
    let mut window = with_clipboard(None, Some("Leak found\r\n\r\nIt rained."));
    click(&mut window, "Paste an article…");
    let open = window.state().current().unwrap();
    assert_eq!(open.workspace.document().text().as_str(), "Leak found\n\nIt rained.");
    assert!(open.view.recognised);
    // A picture is markup without words.
    let mut window = with_clipboard(Some("<img src=a.png alt=Valve>"), Some("Valve"));
    press_with(&mut window, PASTE, Key::V);
    assert_eq!(window.state().current().unwrap().workspace.document().text().as_str(), "Valve");
}

#[test]
fn an_empty_clipboard_leads_to_a_field() {
    let mut window = with_clipboard(Some("<p> </p>"), None);
    press_with(&mut window, PASTE, Key::V);
    assert_eq!(window.state().shell.dialog, Some(Dialog::Paste { text: String::new() }));
    super::typed(&mut window, "It rained.");
    click(&mut window, "Open it");
    assert!(window.state().current().unwrap().view.recognised);
}

#[test]
fn pasting_where_nothing_takes_text_opens_an_article() {
    let mut window = with_clipboard(Some(PAGE), None);
    window.event(Event::Paste("Leak found".to_owned()));
    settle(&mut window);
    assert_eq!(kinds(&window).len(), 3, "the markup is taken where there is some");
    let mut window = with_clipboard(None, None);
    window.event(Event::Paste("Leak found".to_owned()));
    settle(&mut window);
    let text = window.state().current().unwrap().workspace.document().text().clone();
    assert_eq!(text.as_str(), "Leak found");
}

#[test]
fn where_a_link_leads_is_told_and_can_be_copied() {
    let mut window = with_clipboard(Some(PAGE), None);
    press_with(&mut window, PASTE, Key::V);
    assert!(window.query_by_label("Copy the link").is_none(), "the caret stands elsewhere");
    let at = window.state().current().unwrap().workspace.document().text().clone();
    let start = at.as_str().find("rained").unwrap();
    let go = ViewIntent::GoTo(at.span(start + 2..start + 4).unwrap());
    window.state_mut().ask(&egui::Context::default(), Intent::View(go));
    settle(&mut window);
    window.get_by_label("link to https://echo.example/b");
    window.get_by_label("Copy the link").click();
    window.step();
    let copied = window.output().platform_output.commands.iter().any(
        |it| matches!(it, egui::OutputCommand::CopyText(to) if to == "https://echo.example/b"),
    );
    window.step();
    let later = window.output().platform_output.commands.iter().any(
        |it| matches!(it, egui::OutputCommand::CopyText(to) if to == "https://echo.example/b"),
    );
    assert!(copied || later, "the address was not copied");
}

#[test]
fn a_link_under_the_pointer_is_told() {
    let mut window = with_clipboard(Some(PAGE), None);
    press_with(&mut window, PASTE, Key::V);
    let (mut on, mut beside) = (0, 0);
    let paragraphs: Vec<_> = window.get_all_by_role(Role::Paragraph).map(|it| it.rect()).collect();
    for paragraph in paragraphs {
        let mut x = paragraph.left();
        while x < paragraph.right() {
            window.event(Event::PointerMoved(egui::pos2(x, paragraph.top() + 12.0)));
            window.step();
            window.step();
            let told = window.query_by_label("link to https://echo.example/b").is_some();
            if told {
                on += 1;
            } else {
                beside += 1;
            }
            x += 8.0;
        }
    }
    assert!(on > 2 && beside > 2 * on, "{on} {beside}");
    assert_eq!(window.state().current().unwrap().view.article.caret(), 0);
    window.event(Event::PointerGone);
    settle(&mut window);
    assert!(window.query_by_label("Copy the link").is_none());
}
