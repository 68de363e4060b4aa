//! How the window looks: small pictures of it, held against those that were accepted.
//!
//! The window is drawn headless, and its triangles become pixels in `raster`. With the environment
//! variable `BLESS` set, `tests/data/pictures` is rewritten to what is drawn today; the difference
//! is for a person to look at.
//!
//! Not here: what a click does (`window`), and contrasts, which are computed from the colours.

mod compare;
mod raster;
mod scenes;

use egui::{Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use factmark::annotation::{Review, Tier};
use factmark::ui::chooser::ChooserKind;
use factmark::ui::intent::{Intent, ViewIntent};
use factmark::ui::theme::Mode;

use self::compare::{alike, assert_as_accepted};
use self::scenes::{Looking, MIXED, MIXED_WORDS, STORY, STORY_WORDS, Tag, Window, document, told};

fn story(looking: Looking, name: &str) {
    let mut window = Window::with(looking, told());
    window.harness.state_mut().current_mut().unwrap().view.filter.rejected = true;
    window.select("quote");
    assert_as_accepted(name, &window.picture(window.article()));
}

#[test]
fn tags_of_all_lanes_on_paper() {
    let window = Window::with(Looking::at_article(), document(STORY_WORDS, STORY));
    assert_as_accepted("article", &window.picture(window.article()));
}

#[test]
fn tags_of_all_lanes_on_dark_paper() {
    story(Looking { mode: Mode::Dark, ..Looking::at_article() }, "article-dark");
}

#[test]
fn tags_of_all_lanes_in_high_contrast() {
    story(Looking { high_contrast: true, ..Looking::at_article() }, "article-contrast");
}

#[test]
fn words_that_run_both_ways() {
    let looking = Looking { size: vec2(520.0, 460.0), ..Looking::at_article() };
    let window = Window::with(looking, document(MIXED_WORDS, MIXED));
    assert_as_accepted("both-ways", &window.picture(window.article()));
}

#[test]
fn letters_and_lines_on_a_fine_screen() {
    let looking = Looking { scale: 2.0, ..Looking::at_article() };
    let window = Window::with(looking, document(STORY_WORDS, STORY));
    let quote = window.harness.get_by_label_contains("We counted 31 boats,” said").rect();
    let view = Rect::from_min_size(quote.left_top() - vec2(24.0, 4.0), vec2(280.0, 72.0));
    assert_as_accepted("fine", &window.picture(view));
}

#[test]
fn the_card_of_a_quote_with_its_speaker() {
    let looking = Looking { size: vec2(760.0, 640.0), alone: false, ..Looking::at_article() };
    let mut window = Window::with(looking, told());
    window.select("quote");
    let article = window.article();
    // Beside the article and the rows over it.
    let view = Rect::from_min_max(pos2(article.right(), 104.0), pos2(760.0, 556.0));
    assert_as_accepted("card", &window.picture(view));
}

#[test]
fn an_empty_window() {
    let looking = Looking { size: vec2(760.0, 480.0), alone: false, ..Looking::at_article() };
    let window = Window::new(looking);
    let view = Rect::from_min_size(pos2(0.0, 0.0), looking.size);
    assert_as_accepted("start", &window.picture(view));
}

#[test]
fn a_list_to_choose_a_label_from() {
    let looking = Looking { size: vec2(520.0, 480.0), ..Looking::at_article() };
    let mut window = Window::with(looking, told());
    window.select("person");
    window.ask(Intent::View(ViewIntent::Choose(ChooserKind::Label)));
    let view = Rect::from_min_max(pos2(16.0, 32.0), pos2(504.0, 350.0));
    assert_as_accepted("chooser", &window.picture(view));
}

/// Each of these is a mistake that has to be seen: they say how fine the comparison is.
#[test]
fn a_letter_a_label_a_place_or_a_point_is_seen_in_a_picture() {
    let mut window = Window::with(Looking::at_article(), document(STORY_WORDS, STORY));
    let paragraph = |it: &&str| it.starts_with("Repairs");
    let words = STORY_WORDS.lines().find(paragraph).unwrap();
    let last = window.harness.get_by_label(words).rect().expand(16.0);
    let before = window.picture(last);
    assert!(!alike(&window.picture(last.translate(vec2(1.0, 0.0))), &before), "a point");
    let mut shot = |words: &str, tags: &[Tag]| {
        window.show(document(words, tags));
        window.picture(last)
    };
    for (right, wrong) in [("wrote", "wrcte"), ("budget, the", "budget. the")] {
        let words = STORY_WORDS.replace(right, wrong);
        assert!(!alike(&shot(&words, STORY), &before), "{wrong}");
    }
    let at = STORY.iter().position(|it| it.0 == "percent").unwrap();
    let others = [
        Tag("quantity", &["12%"], Review::Proposed, Tier::Unsure),
        Tag("percent", &["12"], Review::Proposed, Tier::Unsure),
        Tag("percent", &["12%"], Review::Accepted, Tier::Unsure),
    ];
    for other in others {
        let mut tags = STORY.to_vec();
        tags[at] = other;
        assert!(!alike(&shot(STORY_WORDS, &tags), &before), "{} {:?}", other.0, other.1);
    }
    assert_eq!(shot(STORY_WORDS, STORY), before, "drawn again it is the same");
}
