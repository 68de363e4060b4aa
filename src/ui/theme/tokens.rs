//! What the theme files hold, as types.

use std::collections::BTreeMap;

use egui::Color32;
use serde::{Deserialize, Deserializer, de};

/// `light.ron`, `dark.ron` and their twins in high contrast.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Colors {
    pub(super) palette: Palette,
    pub(super) labels: BTreeMap<String, Hex>,
}

/// `page.ron`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    pub(super) sizes: Sizes,
    pub(super) lines: BTreeMap<String, Line>,
    pub(super) zones: BTreeMap<String, ZoneLook>,
}

/// Makes a struct of named tokens of one type.
macro_rules! tokens {
    ($(#[$meta:meta])* $name:ident: $type:ty, $with:literal { $($field:ident = $doc:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] #[serde(deserialize_with = $with)] pub $field: $type,)+ }
    };
}

tokens! {
    /// Colours of surfaces and text.
    Palette: Color32, "hex" {
        paper = "Behind the article.";
        panel = "Behind side panels and bars.";
        raised = "Cards, menus, dialogs and fields.";
        sunken = "Wells: the track of a slider, an unused tab.";
        rule = "Hairlines between things.";
        outline = "Edges of what can be pressed or typed into.";
        ink = "Text.";
        muted = "Secondary text.";
        faint = "Text that should not call: furniture, hints.";
        accent = "Focus, links, the selected annotation, the caret.";
        on_accent = "Text on `accent`.";
        selection = "Behind selected words.";
        search = "Behind words that a search found.";
        good = "Accepted, saved.";
        warn = "Look at this.";
        bad = "Rejected, wrong, lost.";
        shadow = "Under menus and dialogs.";
    }
}

tokens! {
    /// Sizes, in points.
    Sizes: f32, "size" {
        text = "Text of panels.";
        small = "Secondary text of panels.";
        heading = "Headings of panels and dialogs.";
        tiny = "Label words over and beside the article's text.";
        gap = "Between two things.";
        radius = "Of corners.";
        measure = "Average characters in a line of body text.";
        margin_left = "Left of the article, for quote bars and speakers.";
        margin_right = "Right of the article, for claims and flags.";
        margin_least = "What is left of a margin in a narrow window.";
        page_top = "White over the article.";
        page_bottom = "White under the article.";
        lane_first = "From the baseline to the first line under words.";
        lane_step = "From one line under words to the next.";
        line_open = "Width of the line of a proposed annotation.";
        line_done = "Width of the line of an accepted annotation.";
        bar = "Width of a quote's bar.";
        bar_step = "From one bar to the next of a nested quote.";
        bar_gap = "From the text to the first bar.";
        chip = "Text of a speaker's chip.";
        item_gap = "From the text to the first claim or flag beside it.";
        item_step = "From one claim or flag to the next in a row.";
        handle = "Radius of the handles at the edges of the selected annotation.";
        tint_open = "How much of its colour is behind a proposed quote, 0 to 1.";
        tint_done = "How much of its colour is behind an accepted annotation, 0 to 1.";
        tint_hover = "How much of its colour is behind what the pointer is on, 0 to 1.";
    }
}

/// A bundled font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Face {
    /// Panels, and what is around the article.
    Sans,
    /// Headings of panels.
    SansBold,
    /// The article.
    Serif,
    /// Headlines.
    SerifBold,
}

impl Face {
    /// The same weight of the face without serifs.
    pub(super) fn without_serifs(self) -> Self {
        match self {
            Self::Serif => Self::Sans,
            Self::SerifBold => Self::SansBold,
            sans => sans,
        }
    }
}

/// How strong text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Ink {
    /// Ordinary text.
    Ink,
    /// Secondary text.
    Muted,
    /// Text that should not call.
    Faint,
    /// Text that should.
    Accent,
}

/// How a line under words is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Line {
    /// One line.
    Solid,
    /// One hairline.
    Thin,
    /// Two lines.
    Double,
    /// Short dashes.
    Dashed,
    /// Long dashes.
    LongDashed,
    /// Dash, dot, dash, dot.
    DashDot,
    /// Round dots.
    Dotted,
    /// A line with small ticks, as on a ruler.
    Ticked,
    /// A wave.
    Wavy,
}

impl Line {
    /// Every line, with the name that a tag set has for it.
    pub const ALL: [(&'static str, Self); 9] = [
        ("solid", Self::Solid),
        ("thin", Self::Thin),
        ("double", Self::Double),
        ("dashed", Self::Dashed),
        ("long_dashed", Self::LongDashed),
        ("dash_dot", Self::DashDot),
        ("dotted", Self::Dotted),
        ("ticked", Self::Ticked),
        ("wavy", Self::Wavy),
    ];

    /// The line with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.0 == name).map(|it| it.1)
    }
}

/// How a part of the page is set.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneLook {
    /// Its font.
    pub face: Face,
    /// Size of its text, in points.
    pub size: f32,
    /// From baseline to baseline, in points.
    pub line: f32,
    /// How strong its text is.
    pub ink: Ink,
    /// White over it, in points.
    pub before: f32,
    /// White under it, in points.
    pub after: f32,
    /// White left of it, in points.
    pub indent: f32,
}

impl ZoneLook {
    /// Text of no known part.
    pub(super) const PLAIN: Self = Self {
        face: Face::Serif,
        size: 16.0,
        line: 32.0,
        ink: Ink::Ink,
        before: 0.0,
        after: 12.0,
        indent: 0.0,
    };
}

/// A colour written as `#RRGGBB` or `#RRGGBBAA`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hex(pub(super) Color32);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        hex(from).map(Self)
    }
}

fn hex<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let written = String::deserialize(from)?;
    Color32::from_hex(&written)
        .map_err(|_| de::Error::custom(format!("{written:?} is no colour such as \"#1D1B18\"")))
}

fn size<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
    let size = f32::deserialize(from)?;
    let usable = size.is_finite() && (0.0..1000.0).contains(&size);
    if usable { Ok(size) } else { Err(de::Error::custom("sizes are from 0 to 1000 points")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_colour_is_told() {
        let error = ron::from_str::<Hex>("\"blue\"").unwrap_err();
        assert!(error.to_string().contains("\"blue\" is no colour"), "{error}");
    }
}
