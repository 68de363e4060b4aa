//! Contrast, letters, lengths of lines and sizes, as commands that are remembered.

use factmark::ui::intent::ViewIntent;
use factmark::ui::state::Lines;
use factmark::ui::theme::Theme;

use super::*;

/// Asks for a command by its name, in the palette.
fn command(window: &mut Harness<'_, Desk>, name: &str) {
    press_with(window, Modifiers::COMMAND, Key::K);
    typed(window, name);
    press(window, Key::Enter);
}

/// Asks many times for the same.
fn ask(window: &mut Harness<'_, Desk>, intent: &ViewIntent) {
    let ctx = window.ctx.clone();
    for _ in 0..20 {
        window.state_mut().ask(&ctx, Intent::View(intent.clone()));
    }
}

/// From the left edge of the tags on screen to the right one, in points.
fn reach(window: &Harness<'_, Desk>) -> f64 {
    let marks = window.get_all_by_role(Role::Mark);
    let boxes = marks.filter_map(|it| it.accesskit_node().bounding_box());
    boxes.map(|it| it.x1).fold(0.0, f64::max) - left(window)
}

/// Left edge of the tag that is farthest left.
fn left(window: &Harness<'_, Desk>) -> f64 {
    let marks = window.get_all_by_role(Role::Mark);
    let boxes = marks.filter_map(|it| it.accesskit_node().bounding_box());
    boxes.map(|it| it.x0).fold(f64::INFINITY, f64::min)
}

#[test]
fn high_contrast_is_a_command() {
    let mut window = with_article(ARTICLE);
    command(&mut window, "High contrast");
    assert!(window.state().preferences.high_contrast);
    assert!(Theme::of(&window.ctx).looks.high_contrast);
    assert_eq!(window.ctx.global_style().visuals.panel_fill, Theme::of(&window.ctx).palette.panel);
    command(&mut window, "High contrast");
    assert!(!Theme::of(&window.ctx).looks.high_contrast);
}

#[test]
fn lines_of_the_article_get_longer_and_shorter_within_limits() {
    let words = "Ilse Marchetti told Petra Vollan about the wall. ".repeat(30);
    let mut window = with_article(&words);
    let normal = reach(&window);
    command(&mut window, "Shorter lines");
    let shorter = reach(&window);
    assert!(shorter < normal - 20.0, "{shorter} {normal}");
    ask(&mut window, &ViewIntent::Lines(Lines::Shorter));
    assert_eq!(window.state().preferences.lines, -4);
    command(&mut window, "Normal lines");
    assert!((reach(&window) - normal).abs() < 0.5);
    command(&mut window, "Longer lines");
    assert!(reach(&window) > normal + 20.0);
    ask(&mut window, &ViewIntent::Lines(Lines::Longer));
    assert_eq!(window.state().preferences.lines, 8);
}

#[test]
fn the_article_can_be_set_without_serifs() {
    let mut window = with_article(ARTICLE);
    let before = reach(&window);
    command(&mut window, "Serif or sans");
    assert!(window.state().preferences.sans);
    assert!((reach(&window) - before).abs() > 0.5, "words have other widths");
}

#[test]
fn text_is_half_to_three_times_its_size() {
    let mut window = with_article(ARTICLE);
    for _ in 0..25 {
        press_with(&mut window, Modifiers::COMMAND, Key::Plus);
    }
    assert!((window.ctx.zoom_factor() - 3.0).abs() < 0.01, "{}", window.ctx.zoom_factor());
    for _ in 0..28 {
        press_with(&mut window, Modifiers::COMMAND, Key::Minus);
    }
    assert!((window.ctx.zoom_factor() - 0.5).abs() < 0.01, "{}", window.ctx.zoom_factor());
    press_with(&mut window, Modifiers::COMMAND, Key::Num0);
    assert!((window.ctx.zoom_factor() - 1.0).abs() < 0.01);
    command(&mut window, "Larger");
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.01);
    command(&mut window, "Normal size");
    assert!((window.ctx.zoom_factor() - 1.0).abs() < 0.01);
}
