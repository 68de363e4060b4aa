//! The looks of the window: colours, sizes, fonts. The only place that knows them.
//!
//! Tokens are data (`assets/themes`): `light.ron` and `dark.ron` hold colours, `page.ron` holds
//! what both share. Views ask for a token and never write a colour down.
//!
//! Not here: what is drawn with them.

mod fonts;
#[cfg(test)]
mod sight;
mod style;
mod system;
mod tokens;

use std::sync::OnceLock;

use egui::Color32;

pub(super) use self::system::add as add_system_fonts;
use self::tokens::{Colors, Page};
pub use self::tokens::{Face, Ink, Line, Palette, Sizes, ZoneLook};
use crate::annotation::{Key, ZoneKind};

/// Light, dark, or what the desktop says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// As the desktop.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// One theme.
#[derive(Debug)]
pub struct Theme {
    /// Whether the paper is dark.
    pub dark: bool,
    /// Colours of surfaces and text.
    pub palette: Palette,
    /// Sizes, in points.
    pub sizes: Sizes,
    colors: Colors,
    page: Page,
}

/// Gives the window its fonts and both its themes, and shows the one that `mode` asks for.
///
/// Cheap to call again when only the mode changes: fonts are set once.
pub fn apply(ctx: &egui::Context, mode: Mode) {
    fonts::install(ctx);
    ctx.set_style_of(egui::Theme::Light, style::style(Theme::light()));
    ctx.set_style_of(egui::Theme::Dark, style::style(Theme::dark()));
    // A desktop that does not say gets ink on paper.
    ctx.options_mut(|it| it.fallback_theme = egui::Theme::Light);
    ctx.set_theme(match mode {
        Mode::System => egui::ThemePreference::System,
        Mode::Light => egui::ThemePreference::Light,
        Mode::Dark => egui::ThemePreference::Dark,
    });
}

/// Whether the fonts of the theme can be used in this frame: the frame after [`apply`], or the first
/// one if it was called before.
pub fn is_ready(ctx: &egui::Context) -> bool {
    fonts::are_bound(ctx)
}

impl Theme {
    /// Ink on paper.
    pub fn light() -> &'static Self {
        static LIGHT: OnceLock<Theme> = OnceLock::new();
        LIGHT.get_or_init(|| Self::read(include_str!("../../../assets/themes/light.ron"), false))
    }

    /// Light ink on dark paper.
    pub fn dark() -> &'static Self {
        static DARK: OnceLock<Theme> = OnceLock::new();
        DARK.get_or_init(|| Self::read(include_str!("../../../assets/themes/dark.ron"), true))
    }

    /// The theme that `ctx` shows now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Light => Self::light(),
            egui::Theme::Dark => Self::dark(),
        }
    }

    #[expect(clippy::expect_used, reason = "the files are part of the program and tested")]
    fn read(colors: &str, dark: bool) -> Self {
        let page = include_str!("../../../assets/themes/page.ron");
        let page: Page = ron::from_str(page).expect("page.ron fits its types");
        let colors: Colors = ron::from_str(colors).expect("the colour file fits its types");
        Self { dark, palette: colors.palette.clone(), sizes: page.sizes.clone(), colors, page }
    }

    /// The colour of a label's colour token; unknown ones look imported.
    pub fn color(&self, token: &Key) -> Color32 {
        let labels = &self.colors.labels;
        let found = labels.get(token.as_str()).or_else(|| labels.get("imported"));
        found.map_or(self.palette.ink, |it| it.0)
    }

    /// The colour tokens of labels.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.colors.labels.keys().map(String::as_str)
    }

    /// How the line under words of a label is drawn.
    pub fn line(&self, token: &Key) -> Line {
        self.page.lines.get(token.as_str()).copied().unwrap_or(Line::Solid)
    }

    /// How a part of the page is set.
    pub fn zone(&self, kind: ZoneKind) -> ZoneLook {
        self.page.zones.get(kind.key()).copied().unwrap_or(ZoneLook::PLAIN)
    }

    /// The colour of ordinary text.
    pub fn ink(&self, ink: Ink) -> Color32 {
        match ink {
            Ink::Ink => self.palette.ink,
            Ink::Muted => self.palette.muted,
            Ink::Faint => self.palette.faint,
            Ink::Accent => self.palette.accent,
        }
    }

    /// `paper` with `part` (0 to 1) of `color` in it.
    pub fn tint(&self, color: Color32, part: f32) -> Color32 {
        mix(self.palette.paper, color, part)
    }

    /// `size` points of a face.
    pub fn font(face: Face, size: f32) -> egui::FontId {
        egui::FontId::new(size, fonts::family(face))
    }
}

/// `below` with `part` (0 to 1) of `above` in it.
pub fn mix(below: Color32, above: Color32, part: f32) -> Color32 {
    below.lerp_to_gamma(above, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f64 {
        let linear = |byte: u8| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    /// Contrast as the web's accessibility guidelines (WCAG 2) define it.
    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[track_caller]
    fn check(what: &str, text: Color32, ground: Color32) {
        let found = contrast(text, ground);
        assert!(found >= 4.5, "{what}: {found:.2}");
    }

    fn themes() -> [&'static Theme; 2] {
        [Theme::light(), Theme::dark()]
    }

    #[test]
    fn contrast_of_black_on_white() {
        let found = contrast(Color32::BLACK, Color32::WHITE);
        assert!((found - 21.0).abs() < 0.01, "{found}");
    }

    #[test]
    fn text_can_be_read_on_every_surface() {
        for theme in themes() {
            let it = &theme.palette;
            let surfaces = [
                ("paper", it.paper),
                ("panel", it.panel),
                ("raised", it.raised),
                ("sunken", it.sunken),
            ];
            for (name, ground) in surfaces {
                for (word, text) in [("ink", it.ink), ("muted", it.muted), ("faint", it.faint)] {
                    check(&format!("{word} on {name}, dark: {}", theme.dark), text, ground);
                }
            }
            for (name, ground) in [("paper", it.paper), ("panel", it.panel), ("raised", it.raised)]
            {
                for (word, text) in
                    [("accent", it.accent), ("good", it.good), ("warn", it.warn), ("bad", it.bad)]
                {
                    check(&format!("{word} on {name}, dark: {}", theme.dark), text, ground);
                }
            }
            check("ink on selection", it.ink, it.selection);
            check("ink on search", it.ink, it.search);
            check("on_accent on accent", it.on_accent, it.accent);
        }
    }

    #[test]
    fn labels_can_be_read_on_paper_panels_and_chips() {
        for theme in themes() {
            for (name, color) in &theme.colors.labels {
                let what = |ground: &str| format!("{name} on {ground}, dark: {}", theme.dark);
                check(&what("paper"), color.0, theme.palette.paper);
                check(&what("panel"), color.0, theme.palette.panel);
                check(&what("raised"), color.0, theme.palette.raised);
                check(&what("its chip"), theme.palette.paper, color.0);
            }
        }
    }

    #[test]
    fn text_can_be_read_on_stacked_tints() {
        for theme in themes() {
            let quote = theme.color(&Key::new("quote"));
            let strong = theme.sizes.tint_done.max(theme.sizes.tint_hover);
            for (name, color) in &theme.colors.labels {
                let under = theme.tint(quote, theme.sizes.tint_done);
                let ground = mix(under, color.0, strong);
                for (word, text) in [("ink", theme.palette.ink), ("muted", theme.palette.muted)] {
                    check(
                        &format!("{word} on {name} in a quote, dark: {}", theme.dark),
                        text,
                        ground,
                    );
                }
                check(
                    &format!("{name} on a quote, dark: {}", theme.dark),
                    color.0,
                    theme.tint(quote, theme.sizes.tint_open),
                );
            }
        }
    }

    #[test]
    fn every_zone_and_label_of_the_scheme_has_a_look() {
        for theme in themes() {
            for kind in ZoneKind::ALL {
                assert!(theme.page.zones.contains_key(kind.key()), "{}", kind.key());
            }
            let labels = "person org place group role event work law product date time money percent \
                 quantity identifier quote source cue not_quote occasion anonymity_reason \
                 claim flag";
            for label in labels.split_whitespace() {
                assert!(theme.colors.labels.contains_key(label), "{label}");
                let line = theme.page.lines.contains_key(label);
                assert!(line || label == "quote", "{label} has no line");
            }
            assert!(theme.colors.labels.contains_key("imported"));
            let odd = theme.color(&Key::new("no such label"));
            assert_eq!(odd, theme.color(&Key::new("imported")));
        }
    }

    #[test]
    fn applying_shows_the_theme_that_was_asked_for() {
        let ctx = egui::Context::default();
        for (mode, theme) in [(Mode::Dark, Theme::dark()), (Mode::Light, Theme::light())] {
            apply(&ctx, mode);
            let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
                assert!(std::ptr::eq(Theme::of(ui.ctx()), theme));
                assert_eq!(ui.visuals().panel_fill, theme.palette.panel);
            });
            out.textures_delta.clear();
        }
    }
}
