//! Lines under words, in the styles that tell kinds apart without colour.

use egui::{Color32, Mesh, Painter, Pos2, Rangef, Rect, Rgba, Shape, Stroke, Vec2, pos2};

use crate::ui::theme::Line;

/// Least part of a label's colour in a dot: a sign wants a contrast of 3:1 with the paper.
const FAINTEST: f32 = 0.65;

/// Draws a line of `style` from left to right at height `y`.
pub(super) fn under(painter: &Painter, style: Line, x: Rangef, y: f32, stroke: Stroke) {
    let y = painter.round_to_pixel_center(y);
    let Stroke { width, color } = stroke;
    match style {
        Line::Solid => flat(painter, x, y, stroke),
        Line::Thin => flat(painter, x, y, Stroke::new(width * 0.7, color)),
        Line::Double => {
            flat(painter, x, y - 1.0, Stroke::new(width * 0.7, color));
            flat(painter, x, y + 1.5, Stroke::new(width * 0.7, color));
        }
        Line::Dashed => dashes(painter, x, y, stroke, &[(5.0, 3.0)]),
        Line::LongDashed => dashes(painter, x, y, stroke, &[(11.0, 3.0)]),
        Line::DashDot => dashes(painter, x, y, stroke, &[(8.0, 2.5), (1.5, 2.5)]),
        Line::Dotted => dots(painter, x, y, stroke),
        Line::Ticked => {
            flat(painter, x, y, Stroke::new(width * 0.8, color));
            for at in steps(x, 7.0) {
                painter.vline(at, y - 2.5..=y, Stroke::new(width * 0.8, color));
            }
        }
        Line::Wavy => wave(painter, x, y, stroke),
    }
}

fn flat(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    painter.hline(x, y, stroke);
}

fn dashes(painter: &Painter, x: Rangef, y: f32, stroke: Stroke, pattern: &[(f32, f32)]) {
    let mut at = x.min;
    for (dash, gap) in pattern.iter().cycle() {
        if at >= x.max {
            break;
        }
        flat(painter, Rangef::new(at, (at + dash).min(x.max)), y, stroke);
        at += dash + gap;
    }
}

/// One shape for all dots of a line: a page of claims has thousands.
fn dots(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    let scale = painter.pixels_per_point();
    let whole = |it: f32| (it * scale).round() / scale;
    let radius = (stroke.width * 0.62).max(0.8);
    let side = whole(radius * 2.0).max(1.0 / scale);
    // As light as the round dot that a square of whole pixels stands for, but not so light that it
    // is not seen.
    let round = std::f32::consts::PI * (radius / side).powi(2);
    let least = FAINTEST / Rgba::from(stroke.color).a().max(FAINTEST);
    let color = veil(stroke.color, round.max(least).min(1.0));
    let top = whole(y - side * 0.5);
    let mut dots = Mesh::default();
    for at in steps(x, 4.0) {
        let corner = pos2(whole(at), top);
        dots.add_colored_rect(Rect::from_min_size(corner, Vec2::splat(side)), color);
    }
    painter.add(Shape::mesh(dots));
}

fn wave(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    let up = |at: f32| ((at - x.min) * std::f32::consts::TAU / 7.0).sin();
    let points: Vec<Pos2> = steps(x, 1.0).map(|at| pos2(at, y + 1.4 * up(at))).collect();
    painter.add(Shape::line(points, stroke));
}

/// From left to right in steps, short of the end.
fn steps(x: Rangef, step: f32) -> impl Iterator<Item = f32> {
    std::iter::successors(Some(x.min), move |at| Some(at + step)).take_while(move |at| *at < x.max)
}

/// `color` at `part` of its strength, over whatever is below.
pub(super) fn veil(color: Color32, part: f32) -> Color32 {
    color.gamma_multiply(part)
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;
    use crate::annotation::Key;
    use crate::ui::theme::{Looks, Theme, sight::contrast};

    /// The colour of the dots of an open claim's line.
    fn dots_of_a_claim(theme: &Theme, scale: f32) -> Color32 {
        let ctx = Context::default();
        let input = RawInput::default();
        ctx.set_pixels_per_point(scale);
        let color = veil(theme.color(&Key::new("claim")), 0.65);
        let mut found = None;
        for _ in 0..2 {
            let mut out = ctx.run_ui(input.clone(), |ui| {
                let stroke = Stroke::new(theme.sizes.line_open, color);
                under(ui.painter(), Line::Dotted, Rangef::new(0.0, 400.0), 20.0, stroke);
            });
            out.textures_delta.clear();
            found = out.shapes.iter().find_map(|it| match &it.shape {
                Shape::Mesh(it) => it.vertices.first().map(|it| it.color),
                _ => None,
            });
        }
        found.unwrap()
    }

    #[test]
    fn dots_under_open_claims_are_seen_on_paper() {
        let high = Looks { high_contrast: true, ..Looks::default() };
        let themes = [Looks::default(), high].map(|it| [false, true].map(|dark| (dark, it)));
        for (dark, looks) in themes.into_iter().flatten() {
            let theme = Theme::get(dark, looks);
            for scale in [1.0, 1.25, 1.5, 2.0] {
                let dot = theme.palette.paper.blend(dots_of_a_claim(theme, scale));
                let found = contrast(dot, theme.palette.paper);
                assert!(found >= 3.0, "{found:.2} at {scale}, dark: {dark}, {looks:?}");
            }
        }
    }

    #[test]
    fn a_dotted_line_is_one_shape() {
        let ctx = Context::default();
        let draw = |style: Option<Line>| {
            let mut out = ctx.run_ui(RawInput::default(), |ui| {
                let stroke = Stroke::new(1.5, Color32::BLACK);
                if let Some(style) = style {
                    under(ui.painter(), style, Rangef::new(0.0, 400.0), 20.0, stroke);
                }
            });
            out.textures_delta.clear();
            out.shapes.len()
        };
        assert_eq!(draw(Some(Line::Dotted)), draw(None) + 1);
    }
}
