//! A [`Theme`] as egui's own style, for panels, buttons and fields.

use std::collections::BTreeMap;

use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2,
};

use super::{Face, Theme, mix};

pub(super) fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), ..Style::default() };
    style.text_styles = text_styles(theme);
    let gap = theme.sizes.gap;
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(gap, gap * 0.75);
    spacing.button_padding = vec2(gap, gap * 0.4);
    spacing.interact_size.y = theme.sizes.text * 1.8;
    spacing.indent = gap * 2.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.scroll.floating = true;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style
}

fn text_styles(theme: &Theme) -> BTreeMap<TextStyle, FontId> {
    let sizes = &theme.sizes;
    [
        (TextStyle::Small, Theme::font(Face::Sans, sizes.small)),
        (TextStyle::Body, Theme::font(Face::Sans, sizes.text)),
        (TextStyle::Button, Theme::font(Face::Sans, sizes.text)),
        (TextStyle::Heading, Theme::font(Face::SansBold, sizes.heading)),
        (TextStyle::Monospace, FontId::monospace(sizes.small)),
    ]
    .into()
}

fn visuals(theme: &Theme) -> Visuals {
    let tones = &theme.palette;
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = widgets(theme);
    visuals.selection =
        Selection { bg_fill: tones.selection, stroke: Stroke::new(1.0, tones.accent) };
    visuals.weak_text_color = Some(tones.muted);
    visuals.hyperlink_color = tones.accent;
    visuals.disabled_alpha = theme.disabled();
    visuals.warn_fg_color = tones.warn;
    visuals.error_fg_color = tones.bad;
    visuals.panel_fill = tones.panel;
    visuals.window_fill = tones.raised;
    visuals.window_stroke = Stroke::new(1.0, tones.rule);
    visuals.faint_bg_color = mix(tones.panel, tones.ink, 0.03);
    visuals.extreme_bg_color = tones.sunken;
    visuals.text_edit_bg_color = Some(tones.raised);
    visuals.code_bg_color = tones.sunken;
    visuals.window_corner_radius = radius(theme, 2.0);
    visuals.menu_corner_radius = radius(theme, 1.5);
    let shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: tones.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 10, ..shadow };
    // A blinking cursor keeps the machine awake for nothing.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, tones.accent);
    visuals.slider_trailing_fill = true;
    visuals
}

fn radius(theme: &Theme, times: f32) -> CornerRadius {
    CornerRadius::from(theme.sizes.radius * times)
}

fn widgets(theme: &Theme) -> Widgets {
    let tones = &theme.palette;
    let look = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: radius(theme, 1.0),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let pressed = mix(tones.raised, tones.accent, 0.22);
    Widgets {
        noninteractive: look(tones.panel, tones.rule, tones.ink),
        inactive: look(tones.raised, tones.rule, tones.ink),
        hovered: look(mix(tones.raised, tones.accent, 0.10), tones.outline, tones.ink),
        active: look(pressed, tones.accent, tones.ink),
        open: look(mix(tones.raised, tones.accent, 0.10), tones.accent, tones.ink),
    }
}
