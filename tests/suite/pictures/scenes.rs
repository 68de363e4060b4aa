//! What the pictures show: documents that are put together tag by tag, so that no rule of the tagger
//! changes a picture, in windows with the bundled fonts alone.

use std::sync::Arc;

use egui::epaint::text::{FallbackRequest, FontInsert};
use egui::{FontData, Rect, UiBuilder, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use factmark::annotation::actions::{self, Speaker};
use factmark::annotation::{
    Annotation, AnnotationId, Confidence, Document, Edit, Extra, Key, Origin, Relation, RelationId,
    Review, Rule, Signature, Spans, Standing, Tier, Transaction, Zone, ZoneKind,
};
use factmark::formats::tagset;
use factmark::text::{Span, Text};
use factmark::ui::desk::Desk;
use factmark::ui::host::NoHost;
use factmark::ui::intent::{FileIntent, Intent, ViewIntent};
use factmark::ui::jobs::Jobs;
use factmark::ui::state::Preferences;
use factmark::ui::theme::{self, Looks, Mode};
use factmark::workspace::Workspace;

use super::raster::{self, Picture, Textures};

/// Tags of every lane, some on the same words; accepted, open and rejected.
pub(super) const STORY: &[Tag] = &[
    Tag("person", &["Petra Vollan"], Review::Accepted, Tier::Sure),
    Tag(
        "claim",
        &["The harbour wall at Port Ellery held all night"],
        Review::Proposed,
        Tier::Likely,
    ),
    Tag("place", &["Port Ellery"], Review::Proposed, Tier::Sure),
    Tag("time", &["all night"], Review::Proposed, Tier::Likely),
    Tag("quote", &["“We counted 31 boats,”", "“and none was lost.”"], Review::Proposed, Tier::Sure),
    Tag("cue", &["said"], Review::Proposed, Tier::Sure),
    Tag("source", &["Ilse Marchetti, the port engineer"], Review::Proposed, Tier::Sure),
    Tag("person", &["Ilse Marchetti"], Review::Accepted, Tier::Sure),
    Tag("role", &["port engineer"], Review::Proposed, Tier::Likely),
    Tag("quantity", &["31 boats"], Review::Proposed, Tier::Sure),
    Tag(
        "claim",
        &["Repairs would cost $4 million, or 12% of the budget"],
        Review::Accepted,
        Tier::Sure,
    ),
    Tag("flag", &["Repairs would cost"], Review::Proposed, Tier::Unsure),
    Tag("money", &["$4 million"], Review::Proposed, Tier::Sure),
    Tag("percent", &["12%"], Review::Proposed, Tier::Unsure),
    Tag("org", &["North Quay Trust"], Review::Proposed, Tier::Likely),
    Tag("date", &["Sunday"], Review::Rejected, Tier::Likely),
];

/// The article that they are in.
pub(super) const STORY_WORDS: &str = "Harbour wall holds\n\nBy Petra Vollan\n\n\
    The harbour wall at Port Ellery held all night.\n\n\
    “We counted 31 boats,” said Ilse Marchetti, the port engineer, “and none was lost.”\n\n\
    Repairs would cost $4 million, or 12% of the budget, the North Quay Trust wrote on Sunday.\n";

/// Words that run both ways.
pub(super) const MIXED: &[Tag] = &[
    Tag("person", &["דן כהן"], Review::Proposed, Tier::Likely),
    Tag("role", &["שר האוצר"], Review::Accepted, Tier::Sure),
    Tag("quote", &["“לא נעצור”"], Review::Proposed, Tier::Sure),
    Tag("claim", &["The ministry, משרד האוצר, spent 31 million"], Review::Proposed, Tier::Likely),
    Tag("org", &["משרד האוצר"], Review::Proposed, Tier::Likely),
    Tag("quote", &["“שלום עולם”"], Review::Proposed, Tier::Sure),
    Tag("person", &["Dana Orlov"], Review::Proposed, Tier::Sure),
];

pub(super) const MIXED_WORDS: &str = "שר האוצר דן כהן אמר אתמול\n\n\
    שר האוצר דן כהן אמר אתמול “לא נעצור” ולא ענה על השאלות של העיתונאים בעיר.\n\n\
    The ministry, משרד האוצר, spent 31 million. “שלום עולם” was all that Dana Orlov said.\n";

/// A label, the words of each piece, the decision, and how far it is to be trusted.
#[derive(Clone, Copy)]
pub(super) struct Tag(
    pub(super) &'static str,
    pub(super) &'static [&'static str],
    pub(super) Review,
    pub(super) Tier,
);

/// An article with a headline on its first line, and these tags.
pub(super) fn document(words: &str, tags: &[Tag]) -> Document {
    let text = Text::new(words);
    let mut document = Document::new(text.clone(), tagset::news());
    let insert = zones(&text);
    document.apply(Edit::SpliceZones { at: 0, remove: 0, insert }).unwrap();
    for (number, Tag(label, pieces, review, tier)) in (1..).zip(tags) {
        let places = pieces.iter().map(|it| place(&text, it)).collect();
        let annotation = Annotation {
            id: AnnotationId(number),
            label: Key::new(label),
            spans: Spans::new(places).unwrap(),
            attributes: [].into(),
            record: None,
            note: None,
            standing: standing(*review, *tier),
            extra: Extra::new(),
        };
        document.apply(Edit::Insert(Arc::new(annotation))).unwrap();
    }
    document
}

fn zones(text: &Text) -> Vec<Zone> {
    let mut from = 0;
    let lines = text.as_str().split_inclusive('\n').map(|line| {
        from += line.len();
        (from - line.len(), line.trim_end())
    });
    let zone = |(number, (at, line)): (usize, (usize, &str))| Zone {
        span: text.span(at..at + line.len()).unwrap(),
        kind: match number {
            0 => ZoneKind::Headline,
            _ if line.starts_with("By ") => ZoneKind::Byline,
            _ => ZoneKind::Body,
        },
        sub: None,
        lang: None,
        standing: standing(Review::Accepted, Tier::Sure),
        extra: Extra::new(),
    };
    lines.filter(|it| !it.1.is_empty()).enumerate().map(zone).collect()
}

/// The last place with these words: in a headline they are not tagged.
fn place(text: &Text, words: &str) -> Span {
    let at = text.as_str().rfind(words).unwrap_or_else(|| panic!("no {words} in the text"));
    text.span(at..at + words.len()).unwrap()
}

fn standing(review: Review, tier: Tier) -> Standing {
    let rule = Rule {
        version: "1".to_owned(),
        key: Key::new("test.rule"),
        why: "It stands beside a word of saying.".to_owned(),
        proposed: None,
    };
    let per_mille = match tier {
        Tier::Sure => 970,
        Tier::Likely => 860,
        Tier::Unsure => 550,
    };
    Standing {
        review,
        signed: (review != Review::Proposed).then(signature),
        tier,
        confidence: Some(Confidence::new(per_mille)),
        origin: Origin::Tagger(rule),
    }
}

fn signature() -> Signature {
    Signature { by: "editor".to_owned(), at: None }
}

/// The tag of `document` with this label that comes first.
pub(super) fn first(document: &Document, label: &str) -> AnnotationId {
    document.annotations().find(|it| it.label == label).expect("such a tag").id
}

/// The story with its quote linked to its source and cue, and said by someone.
pub(super) fn told() -> Document {
    let mut document = document(STORY_WORDS, STORY);
    let quote = first(&document, "quote");
    for (number, (kind, to)) in (1..).zip([("said_by", "source"), ("cue", "cue")]) {
        let to = first(&document, to);
        let standing = standing(Review::Proposed, Tier::Sure);
        let (id, kind, extra) = (RelationId(number), Key::new(kind), Extra::new());
        let link = Relation { id, kind, from: quote, to, standing, extra };
        document.apply(Edit::Link(Box::new(link))).unwrap();
    }
    let speaker = Speaker::New("Ilse Marchetti".to_owned());
    let said: Transaction = actions::set_speaker(&document, quote, &speaker, &signature()).unwrap();
    said.apply(&mut document).unwrap();
    document
}

/// A window that is drawn without a screen.
pub(super) struct Window {
    pub(super) harness: Harness<'static, Desk>,
    textures: Textures,
}

/// How a window is to look.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    pub(super) size: Vec2,
    pub(super) mode: Mode,
    pub(super) high_contrast: bool,
    /// Whether there is nothing beside the article.
    pub(super) alone: bool,
    /// Pixels in a point.
    pub(super) scale: f32,
}

impl Looking {
    /// The article alone, in the light theme.
    pub(super) fn at_article() -> Self {
        let size = egui::vec2(560.0, 520.0);
        Self { size, mode: Mode::Light, high_contrast: false, alone: true, scale: 1.0 }
    }
}

impl Window {
    /// An empty window.
    pub(super) fn new(looking: Looking) -> Self {
        let Looking { size, mode, high_contrast, alone, scale } = looking;
        let preferences = Preferences {
            welcomed: true,
            hide_outline: alone,
            hide_inspector: alone,
            high_contrast,
            ..Preferences::default()
        };
        let textures = Textures::default();
        let harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(600)
            .with_context_setup(move |ctx| {
                ctx.add_font_provider(std::sync::Arc::new(hebrew));
                theme::look(ctx, Looks { high_contrast, sans: false });
            })
            .renderer(textures.clone())
            .build_ui_state(
                move |ui, desk: &mut Desk| {
                    theme::apply(ui.ctx(), mode);
                    ui.ctx().set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
                    // The harness leaves a margin, which a window has not.
                    let whole = ui.ctx().content_rect();
                    let mut window = ui.new_child(UiBuilder::new().max_rect(whole));
                    window.set_clip_rect(whole);
                    factmark::ui::draw_guarded(desk, &mut window, Desk::ui);
                },
                Desk::new(preferences, Jobs::inline(), Box::new(NoHost)),
            );
        let mut window = Self { harness, textures };
        window.settle();
        window
    }

    /// A window with a document.
    pub(super) fn with(looking: Looking, document: Document) -> Self {
        let mut window = Self::new(looking);
        window.ask(Intent::File(FileIntent::Paste("Nothing yet.".to_owned())));
        window.show(document);
        window
    }

    /// Puts another document in the place of the one that is shown.
    pub(super) fn show(&mut self, document: Document) {
        let desk = self.harness.state_mut();
        desk.shell.toasts.shown.clear();
        desk.current_mut().unwrap().workspace = Workspace::new(document);
        self.settle();
    }

    /// Asks for something, as a click would.
    pub(super) fn ask(&mut self, intent: Intent) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().ask(&ctx, intent);
        self.settle();
    }

    /// Selects the first tag with a label.
    pub(super) fn select(&mut self, label: &str) {
        let open = self.harness.state().current().unwrap();
        let id = first(open.workspace.document(), label);
        self.ask(Intent::View(ViewIntent::Select { id: Some(id), scroll: false }));
    }

    fn settle(&mut self) {
        self.harness.run_ok();
        assert_eq!(self.harness.state().shell.crash, None);
    }

    /// Where the article is.
    pub(super) fn article(&self) -> Rect {
        self.harness.get_by_role(egui::accesskit::Role::Document).rect()
    }

    /// What is inside `view`.
    pub(super) fn picture(&self, view: Rect) -> Picture {
        let (ctx, output) = (&self.harness.ctx, self.harness.output());
        let scale = output.pixels_per_point;
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        raster::draw(&self.textures, &primitives, view, scale)
    }
}

/// Letters that the bundled fonts lack, as the system's fonts would have them: a part of Noto Serif
/// Hebrew, which the Open Font License (`assets/fonts/OFL.txt`) lets anyone pass on.
fn hebrew(request: &FallbackRequest<'_>) -> Option<FontInsert> {
    let letters = include_bytes!("../../data/pictures/NotoSerifHebrew-letters.ttf");
    let here = request.cluster.starts_with(|it| ('א'..='ת').contains(&it));
    here.then(|| FontInsert::new("hebrew", FontData::from_static(letters), Vec::new()))
}
