//! The letters of each page and where they stand.

use std::collections::BTreeSet;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{Pdf, page::Page as Source};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};

/// Most steps of drawing in a file: beyond, it is made to waste time.
const STEPS: usize = 20_000_000;

/// A letter, in points from the upper left corner of the page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Where its line stands.
    pub base: f64,
    /// Size of the type.
    pub size: f64,
    pub bold: bool,
    /// Marked as no part of the page's content, such as a running head.
    pub artifact: bool,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub height: f64,
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Letters that run up, down or askew, as they are drawn.
    pub askew: String,
    pub pictures: usize,
    /// Letters of which the file does not tell what they are.
    pub unknown: usize,
    /// Not read to its end.
    pub cut: bool,
    /// Turned over, because its text runs from right to left.
    pub turned: bool,
}

/// Thrown through the drawing of a page that does not end.
struct Enough;

/// Reads the pages of a file.
pub(super) fn pages(file: &Pdf) -> Vec<Page> {
    let cache = InterpreterCache::new();
    let mut steps = 0;
    let mut pages = Vec::new();
    for source in file.pages().iter() {
        let (_, height) = source.render_dimensions();
        let page = Page { height: f64::from(height), ..Page::default() };
        let mut drawing = Drawing { page, steps, marked: Vec::new(), seen: BTreeSet::new() };
        if steps <= STEPS {
            draw(file, source, &cache, &mut drawing);
        } else {
            drawing.page.cut = true;
        }
        steps = drawing.steps;
        pages.push(drawing.page);
    }
    pages
}

fn draw<'a>(
    file: &'a Pdf,
    source: &Source<'a>,
    cache: &InterpreterCache<'a>,
    drawing: &mut Drawing,
) {
    let settings = InterpreterSettings::default();
    let place = source.initial_transform(true).to_kurbo();
    let mut context =
        Context::new(place, Rect::new(0.0, 0.0, 1.0, 1.0), cache, file.xref(), settings);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        interpret_page(source, &mut context, drawing);
    }));
    if let Err(why) = done {
        if !why.is::<Enough>() {
            std::panic::resume_unwind(why);
        }
        drawing.page.cut = true;
    }
}

struct Drawing {
    page: Page,
    steps: usize,
    /// For each marked stretch that is open, whether it is no content.
    marked: Vec<bool>,
    /// Letters and their places, in half points: some programs draw a letter twice to make it bold.
    seen: BTreeSet<(String, i64, i64)>,
}

impl Drawing {
    fn step(&mut self) {
        self.steps += 1;
        if self.steps > STEPS {
            std::panic::resume_unwind(Box::new(Enough));
        }
    }

    fn glyph(&mut self, drawn: &Drawn<'_>, place: Affine) {
        self.step();
        let (width, bold) = match drawn {
            Drawn::Outline(it) => {
                let bold = it.font_data().is_some_and(|it| {
                    let named = it.postscript_name.is_some_and(|it| it.contains("Bold"));
                    named || it.weight.is_some_and(|it| it >= 600)
                });
                (it.advance_width(), bold)
            }
            Drawn::Type3(it) => (it.advance_width(), false),
        };
        let text = match drawn.as_unicode() {
            Some(BfString::Char(c)) => plain(c),
            Some(BfString::String(words)) => words.chars().map(plain).collect(),
            None => {
                self.page.unknown += 1;
                "\u{fffd}".to_owned()
            }
        };
        let start = place * Point::ZERO;
        let end = place * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
        let top = place * Point::new(0.0, 1000.0);
        let size = (top - start).hypot();
        if ![start.x, start.y, end.x, end.y, size].iter().all(|it| it.is_finite() && it.abs() < 1e6)
        {
            return;
        }
        if (end.y - start.y).abs() > (end.x - start.x).abs() * 0.3 || end.x < start.x {
            self.page.askew.push_str(&text);
            return;
        }
        let halves = |it: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
            let halves = (it * 2.0).round() as i64;
            halves
        };
        if !self.seen.insert((text.clone(), halves(start.x), halves(start.y))) {
            return;
        }
        self.page.glyphs.push(Glyph {
            text,
            left: start.x,
            right: end.x,
            base: start.y,
            size,
            bold,
            artifact: self.marked.contains(&true),
        });
    }
}

/// A letter without its typographic form: `ﬁ` is two letters, and a bullet of a symbol font a bullet.
fn plain(c: char) -> String {
    match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\u{f0b7}' | '\u{f0a7}' => "•",
        c if c.is_control() => " ",
        c => return c.to_string(),
    }
    .to_owned()
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step();
        self.page.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.step();
        self.marked.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}
