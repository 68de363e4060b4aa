//! The looks of the window: colours, sizes, fonts. The only place that knows them.
//!
//! Tokens are data (`assets/themes`): `light.ron`, `dark.ron` and their `-contrast` twins hold
//! colours, `page.ron` holds what all share. Views ask for a token and never write a colour down.
//!
//! Not here: what is drawn with them.

mod fonts;
#[cfg(test)]
pub(in crate::ui) mod sight;
mod style;
mod system;
mod tokens;

use std::sync::OnceLock;

use egui::Color32;

pub(super) use self::system::add as add_system_fonts;
use self::tokens::{Colors, Page};
pub use self::tokens::{Face, Ink, Line, Palette, Sizes, ZoneLook};
use crate::annotation::{Key, Label, Lane, ZoneKind};

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

/// What eyes and taste ask for, in light and dark alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Text has a contrast of 7:1 or more, instead of 4.5:1.
    pub high_contrast: bool,
    /// The article is set without serifs.
    pub sans: bool,
}

/// One theme.
#[derive(Debug)]
pub struct Theme {
    /// Whether the paper is dark.
    pub dark: bool,
    /// Contrast and letters.
    pub looks: Looks,
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
    restyle(ctx);
    // A desktop that does not say gets ink on paper.
    ctx.options_mut(|it| it.fallback_theme = egui::Theme::Light);
    ctx.set_theme(match mode {
        Mode::System => egui::ThemePreference::System,
        Mode::Light => egui::ThemePreference::Light,
        Mode::Dark => egui::ThemePreference::Dark,
    });
}

/// Gives both themes of the window other looks.
pub fn look(ctx: &egui::Context, looks: Looks) {
    ctx.data_mut(|it| it.insert_temp(looks_id(), looks));
    restyle(ctx);
    ctx.request_repaint();
}

fn looks_id() -> egui::Id {
    egui::Id::unique("factmark-looks")
}

fn looks(ctx: &egui::Context) -> Looks {
    ctx.data(|it| it.get_temp(looks_id())).unwrap_or_default()
}

fn restyle(ctx: &egui::Context) {
    let looks = looks(ctx);
    ctx.set_style_of(egui::Theme::Light, style::style(Theme::get(false, looks)));
    ctx.set_style_of(egui::Theme::Dark, style::style(Theme::get(true, looks)));
}

/// Whether the fonts of the theme can be used in this frame: the frame after [`apply`], or the first
/// one if it was called before.
pub fn is_ready(ctx: &egui::Context) -> bool {
    fonts::are_bound(ctx)
}

impl Theme {
    /// Ink on paper.
    pub fn light() -> &'static Self {
        Self::get(false, Looks::default())
    }

    /// Light ink on dark paper.
    pub fn dark() -> &'static Self {
        Self::get(true, Looks::default())
    }

    /// The theme with these looks.
    pub fn get(dark: bool, looks: Looks) -> &'static Self {
        static ALL: [OnceLock<Theme>; 8] = [const { OnceLock::new() }; 8];
        let [one, two, three, four, five, six, seven, eight] = &ALL;
        let slot = match (dark, looks.high_contrast, looks.sans) {
            (false, false, false) => one,
            (false, false, true) => two,
            (false, true, false) => three,
            (false, true, true) => four,
            (true, false, false) => five,
            (true, false, true) => six,
            (true, true, false) => seven,
            (true, true, true) => eight,
        };
        slot.get_or_init(|| Self::read(dark, looks))
    }

    /// The theme that `ctx` shows now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        Self::get(ctx.theme() == egui::Theme::Dark, looks(ctx))
    }

    #[expect(clippy::expect_used, reason = "the files are part of the program and tested")]
    fn read(dark: bool, looks: Looks) -> Self {
        let colors = match (dark, looks.high_contrast) {
            (false, false) => include_str!("../../../assets/themes/light.ron"),
            (false, true) => include_str!("../../../assets/themes/light-contrast.ron"),
            (true, false) => include_str!("../../../assets/themes/dark.ron"),
            (true, true) => include_str!("../../../assets/themes/dark-contrast.ron"),
        };
        let page = include_str!("../../../assets/themes/page.ron");
        let page: Page = ron::from_str(page).expect("page.ron fits its types");
        let colors: Colors = ron::from_str(colors).expect("the colour file fits its types");
        let (palette, sizes) = (colors.palette.clone(), page.sizes.clone());
        Self { dark, looks, palette, sizes, colors, page }
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

    /// How the line under words of `label` is drawn: as the label says, else as its colour does.
    pub fn line_of(&self, label: &Label) -> Line {
        let own = label.line.as_ref().and_then(|it| Line::named(it.as_str()));
        match label.lane {
            Lane::Claims => own.unwrap_or(Line::Dotted),
            _ => own.unwrap_or_else(|| self.line(&label.color)),
        }
    }

    /// The line that comes with a colour token.
    pub fn line(&self, token: &Key) -> Line {
        self.page.lines.get(token.as_str()).copied().unwrap_or(Line::Solid)
    }

    /// How much is left of what cannot be pressed now, 0 to 1: it is to be read, too.
    pub(super) fn disabled(&self) -> f32 {
        if self.looks.high_contrast { 0.75 } else { 0.62 }
    }

    /// How a part of the page is set.
    pub fn zone(&self, kind: ZoneKind) -> ZoneLook {
        let mut look = self.page.zones.get(kind.key()).copied().unwrap_or(ZoneLook::PLAIN);
        if self.looks.sans {
            look.face = look.face.without_serifs();
        }
        look
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
    use super::sight::contrast;
    use super::*;

    #[track_caller]
    fn check(theme: &Theme, what: &str, text: Color32, ground: Color32) {
        let found = contrast(text, ground);
        let least = if theme.looks.high_contrast { 7.0 } else { 4.5 };
        assert!(found >= least, "{what}: {found:.2}, {:?}", theme.looks);
    }

    fn themes() -> [&'static Theme; 4] {
        let high = Looks { high_contrast: true, ..Looks::default() };
        [Theme::light(), Theme::dark(), Theme::get(false, high), Theme::get(true, high)]
    }

    #[test]
    fn contrast_of_black_on_white() {
        let found = contrast(Color32::BLACK, Color32::WHITE);
        assert!((found - 21.0).abs() < 0.01, "{found}");
    }

    #[test]
    fn a_label_may_have_a_line_of_its_own() {
        let theme = Theme::light();
        let tags = crate::formats::tagset::news();
        for label in &tags.labels {
            for (name, line) in Line::ALL {
                assert_eq!(Line::named(name), Some(line));
                let own = Label { line: Some(Key::new(name)), ..label.clone() };
                assert_eq!(theme.line_of(&own), line, "{name}");
            }
            let later = Label { line: Some(Key::new("zigzag")), ..label.clone() };
            assert_eq!(theme.line_of(&later), theme.line_of(label), "a line of a later version");
            let usual = match label.lane {
                Lane::Claims => Line::Dotted,
                _ => theme.line(&label.color),
            };
            assert_eq!(theme.line_of(label), usual);
        }
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
                    check(theme, &format!("{word} on {name}, dark: {}", theme.dark), text, ground);
                }
            }
            for (name, ground) in [("paper", it.paper), ("panel", it.panel), ("raised", it.raised)]
            {
                for (word, text) in
                    [("accent", it.accent), ("good", it.good), ("warn", it.warn), ("bad", it.bad)]
                {
                    check(theme, &format!("{word} on {name}, dark: {}", theme.dark), text, ground);
                }
            }
            check(theme, "ink on selection", it.ink, it.selection);
            check(theme, "ink on search", it.ink, it.search);
            if theme.looks.high_contrast {
                // Edges count as signs, which want 3:1.
                assert!(
                    contrast(it.rule, it.panel) >= 3.0 && contrast(it.outline, it.raised) >= 3.0
                );
            }
            check(theme, "on_accent on accent", it.on_accent, it.accent);
        }
    }

    #[test]
    fn what_cannot_be_pressed_can_be_read() {
        for theme in themes() {
            let it = &theme.palette;
            let part = theme.disabled();
            assert!((style::style(theme).visuals.disabled_alpha - part).abs() < f32::EPSILON);
            for (name, ground) in [("panel", it.panel), ("raised", it.raised)] {
                // A button: its face is faded over the ground, and its text over that.
                for face in [ground, mix(ground, it.raised, part)] {
                    let found = contrast(mix(face, it.ink, part), face);
                    let least = if theme.looks.high_contrast { 7.0 } else { 4.5 };
                    assert!(found >= least, "{found:.2} on {name}, {:?}", theme.looks);
                    let plain = contrast(it.ink, face);
                    assert!(found < plain * 0.75, "{found:.2} looks like {plain:.2}");
                }
            }
        }
    }

    #[test]
    fn labels_can_be_read_on_paper_panels_and_chips() {
        for theme in themes() {
            for (name, color) in &theme.colors.labels {
                let what = |ground: &str| format!("{name} on {ground}, dark: {}", theme.dark);
                check(theme, &what("paper"), color.0, theme.palette.paper);
                check(theme, &what("panel"), color.0, theme.palette.panel);
                check(theme, &what("raised"), color.0, theme.palette.raised);
                check(theme, &what("its chip"), theme.palette.paper, color.0);
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
                        theme,
                        &format!("{word} on {name} in a quote, dark: {}", theme.dark),
                        text,
                        ground,
                    );
                }
                check(
                    theme,
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
    fn high_contrast_and_letters_change_the_shown_theme_and_stay_when_the_mode_changes() {
        let ctx = egui::Context::default();
        apply(&ctx, Mode::Light);
        let looks = Looks { high_contrast: true, sans: true };
        look(&ctx, looks);
        for (mode, dark) in [(Mode::Light, false), (Mode::Dark, true)] {
            apply(&ctx, mode);
            let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
                let theme = Theme::of(ui.ctx());
                assert_eq!((theme.dark, theme.looks), (dark, looks));
                assert_eq!(ui.visuals().panel_fill, theme.palette.panel);
                assert_eq!(theme.zone(ZoneKind::Body).face, Face::Sans);
                assert_eq!(theme.zone(ZoneKind::Headline).face, Face::SansBold);
            });
            out.textures_delta.clear();
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
