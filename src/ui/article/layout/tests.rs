//! Where characters are, in every script.

use egui::{Context, RawInput};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::edges::Edges;
use super::*;
use crate::formats::tagset;
use crate::ui::theme;

fn context() -> Context {
    let ctx = Context::default();
    for _ in 0..2 {
        let mut out =
            ctx.run_ui(RawInput::default(), |ui| theme::apply(ui.ctx(), theme::Mode::Light));
        out.textures_delta.clear();
    }
    ctx
}

/// Shapes every block of `content` in a column of `width` and lets `look` see each with its words.
fn shape(ctx: &Context, content: &str, width: f32, mut look: impl FnMut(&str, &Shaped)) {
    let document = Document::new(Text::new(content), tagset::news());
    let mut layout = Layout::default();
    let mut out = ctx.run_ui(RawInput::default(), |ui| {
        layout.prepare(ui, Theme::light(), &document, width);
        for index in 0..layout.blocks().len() {
            layout.shape(ui, Theme::light(), &document, index);
        }
    });
    out.textures_delta.clear();
    for (block, (_, shaped)) in layout.blocks.iter().zip(&layout.shaped) {
        look(document.text().slice(block.span), shaped);
    }
}

/// Every beginning of a character, and the end.
fn boundaries(words: &str) -> Vec<usize> {
    words.grapheme_indices(true).map(|it| it.0).chain([words.len()]).collect()
}

/// What holds of every block.
fn check(words: &str, shaped: &Shaped) {
    let rows = shaped.rows();
    assert_eq!(rows.first().map(|it| it.bytes.start), Some(0));
    assert_eq!(rows.last().map(|it| it.bytes.end), Some(words.len()));
    assert!(rows.windows(2).all(|it| it[0].bytes.end == it[1].bytes.start), "no byte is lost");
    let all = boundaries(words);
    for row in rows {
        let mut places: Vec<usize> = Vec::new();
        let mut left = f32::NEG_INFINITY;
        let mut runs: Vec<&Edges> = row.runs.iter().collect();
        for run in &runs {
            let x: Vec<f32> = run.list().iter().map(|it| it.1).collect();
            assert!(x.iter().all(|it| it.is_finite()));
            assert!(x.is_sorted() || x.iter().rev().is_sorted(), "{words:?}: {x:?}");
            assert!(x.iter().all(|it| *it >= left - 0.01), "{words:?}: runs lie apart");
            left = run.right();
        }
        runs.sort_by_key(|it| (it.start(), it.end()));
        for run in runs {
            assert!(places.last().is_none_or(|it| *it == run.start()), "runs follow each other");
            places.pop();
            places.extend(run.list().iter().map(|it| it.0));
        }
        let wanted = all.iter().filter(|it| row.bytes.start <= **it && **it <= row.bytes.end);
        assert!(places.iter().eq(wanted), "{words:?}: every character has a place");
    }
    for pair in all.windows(2) {
        let caret = shaped.caret(pair[0]);
        let row = rows.iter().find(|it| it.bytes.contains(&pair[0])).unwrap();
        if pair[0] <= row.words {
            let back = shaped.byte_at(caret.center());
            assert!(all.binary_search(&back).is_ok(), "{words:?}: never inside a character");
            let moved = (shaped.caret(back).left() - caret.left()).abs();
            let joint = row.runs.iter().filter(|it| it.end() == back).map(|it| it.after(back));
            let at_joint = joint.map(|it| (it + shaped.offset().x - caret.left()).abs() < 0.01);
            assert!(
                moved < 0.01 || at_joint.into_iter().any(|it| it),
                "{words:?} at {}: back {back} {caret:?} {:?}",
                pair[0],
                row.runs
            );
        }
        let parts = shaped.parts(pair[0]..pair[1]);
        assert_eq!(parts.len(), 1, "{words:?}: {pair:?}");
        assert!(parts[0].start.is_some() && parts[0].end.is_some());
        assert!(parts[0].rect.is_finite());
    }
}

/// Words of many scripts, what stands between them, and what nobody should write.
const PIECES: &[&str] = &[
    "harbour",
    "fi",
    "قال",
    "الوزير",
    "لله",
    "السَّلامُ",
    "می‌خواهم",
    "שָׁלוֹם",
    "צה״ל",
    "نیویورک",
    "12%",
    "٢٠٢٤",
    "3.5",
    "«",
    "»",
    "(",
    ")",
    "،",
    "؟",
    ".",
    "-",
    "–",
    "NATO",
    "हिन्दी",
    "क्षेत्र",
    "香港",
    "東京",
    "ภาษาไทย",
    "Ọbà\u{301}",
    "e\u{323}\u{301}",
    "👨‍👩‍👧‍👦",
    "🇳🇬",
    "🏽",
    "\u{200f}",
    "\u{200e}",
    "\u{202e}",
    "\u{202c}",
    "\u{2067}",
    "\u{2069}",
    "\u{200b}",
    "\u{200d}",
    "\u{a0}",
    "\u{301}",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\r\n",
    "\n",
];

#[test]
fn every_character_has_a_place_and_every_place_a_character() {
    let ctx = context();
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..40);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
    runner
        .run(&(pieces, 30_u16..400), |(pieces, width)| {
            shape(&ctx, &pieces.concat(), f32::from(width), check);
            Ok(())
        })
        .unwrap();
}

#[test]
fn long_texts_of_one_script_fit_their_rows() {
    let ctx = context();
    for words in ["قال الوزير إن الأسعار انخفضت ", "الوزيرالأسعار", "香港東京", "क्षेत्र"]
    {
        shape(&ctx, &words.repeat(40), 300.0, |words, shaped| {
            check(words, shaped);
            for row in shaped.rows() {
                let end = row.words.max(row.bytes.start + 1);
                let parts = shaped.parts(row.bytes.start..end);
                assert!(parts.iter().all(|it| it.rect.left() > -0.5 && it.rect.right() < 300.5));
            }
        });
    }
}

/// Left and right of the only part that some words take.
fn place(shaped: &Shaped, words: &str, part: &str) -> (f32, f32) {
    let at = words.find(part).unwrap();
    let parts = shaped.parts(at..at + part.len());
    assert_eq!(parts.len(), 1, "{part}");
    (parts[0].rect.left(), parts[0].rect.right())
}

#[test]
fn hebrew_begins_on_the_right_and_figures_stay_in_order() {
    let ctx = context();
    shape(&ctx, "שלום עולם (טוב) 2024 NATO", 600.0, |words, shaped| {
        assert!(shaped.is_rtl());
        let order = ["NATO", "2024", ")", "טוב", "(", "עולם", "שלום"];
        let places = order.map(|it| place(shaped, words, it));
        assert!(places.windows(2).all(|it| it[0].1 <= it[1].0 + 0.01), "{places:?}");
        assert!((places[6].1 - 600.0).abs() < 0.01, "the first word ends at the right edge");
        let part = shaped.parts(0..8)[0];
        assert_eq!((part.start, part.end), (Some(part.rect.right()), Some(part.rect.left())));
        let year = words.find("2024").unwrap();
        assert!(shaped.caret(year).left() < shaped.caret(year + 1).left());
    });
}

#[test]
fn hebrew_in_an_english_sentence_stays_in_its_place() {
    let ctx = context();
    shape(&ctx, "He said שלום עולם to us.", 600.0, |words, shaped| {
        assert!(!shaped.is_rtl());
        let order = ["He said", "עולם", "שלום", "to us."];
        let places = order.map(|it| place(shaped, words, it));
        assert!(places.windows(2).all(|it| it[0].1 <= it[1].0 + 0.01), "{places:?}");
        assert!(places[0].0.abs() < 0.01);
        // A tag that ends within the Hebrew has two parts on screen, in the order of the text.
        let end = words.find(" עולם").unwrap();
        let parts = shaped.parts(0..end);
        assert_eq!(parts.len(), 2, "{parts:?}");
        assert!(parts[0].start.is_some() && parts[0].end.is_none() && parts[1].end.is_some());
    });
}

#[test]
fn a_row_that_is_broken_ends_before_its_white_space() {
    let ctx = context();
    for words in ["one two three four five six seven eight", "אחת שתיים שלוש ארבע חמש שש שבע שמונה"]
    {
        shape(&ctx, words, 120.0, |words, shaped| {
            let rows = shaped.rows();
            assert!(rows.len() > 1);
            let row = shaped.row_around(0);
            let (seen, below) = words.split_at(row.end);
            assert!(!seen.ends_with(' ') && below.starts_with(' '));
            let middle = rows[0].top + rows[0].height * 0.5 + shaped.offset().y;
            let beside = if shaped.is_rtl() { -500.0 } else { 500.0 };
            assert_eq!(shaped.byte_at(egui::pos2(beside, middle)), row.end);
        });
    }
}

#[test]
fn a_later_piece_of_a_paragraph_begins_where_the_first_does() {
    let ctx = context();
    let content = format!("{}NATO and שלום.", "אמר השר אתמול בערב בירושלים. ".repeat(70));
    let mut rtl = Vec::new();
    shape(&ctx, &content, 600.0, |_, shaped| rtl.push(shaped.is_rtl()));
    assert!(rtl.len() > 1 && rtl.iter().all(|it| *it), "{rtl:?}");
}
