//! What can be told of the text without shaping it: widths of letters, and so heights.

use egui::Ui;

use super::super::blocks::Block;
use super::super::heights::Heights;
use super::shaped::{white_after, white_before};
use crate::annotation::ZoneKind;
use crate::text::Text;
use crate::ui::theme::{Face, Theme};

/// Average width of a letter of body text, in points.
pub(in crate::ui::article) fn average_letter(ui: &Ui, theme: &Theme) -> f32 {
    const SAMPLE: &str = "the quick brown fox jumps over a lazy dog and then it rests there";
    let look = theme.zone(ZoneKind::Body);
    let font = Theme::font(look.face, look.size);
    let sum: f32 = ui.fonts_mut(|it| SAMPLE.chars().map(|c| it.glyph_width(&font, c)).sum());
    #[expect(clippy::cast_precision_loss, reason = "a short sample")]
    let count = SAMPLE.len() as f32;
    (sum / count).max(1.0)
}

/// Heights guessed from the widths of letters, without shaping: some nanoseconds per byte.
pub(super) fn heights(
    ui: &Ui,
    theme: &Theme,
    text: &Text,
    blocks: &[Block],
    width: f32,
) -> Heights {
    let mut widths: Vec<(Face, Vec<f32>)> = Vec::new();
    let mut values = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let look = theme.zone(block.kind);
        if !widths.iter().any(|(face, _)| *face == look.face) {
            widths.push((look.face, ascii_widths(ui, look.face)));
        }
        let table = widths.iter().find(|(face, _)| *face == look.face);
        let table = table.map(|(_, table)| table.as_slice()).unwrap_or_default();
        let letters: f32 =
            text.slice(block.span).bytes().map(|byte| width_of(table, byte)).sum::<f32>()
                * look.size;
        let room = (width - look.indent).max(1.0);
        // Rows end half a word early on average.
        let usable = (room - 1.6 * look.size).max(room * 0.5);
        let rows = if letters <= room { 1.0 } else { (letters / usable).ceil() };
        let white = white_before(&look, block, index == 0) + white_after(&look, block);
        values.push(rows * look.line + white);
    }
    Heights::new(values)
}

fn ascii_widths(ui: &Ui, face: Face) -> Vec<f32> {
    const SIZE: f32 = 16.0;
    let font = Theme::font(face, SIZE);
    ui.fonts_mut(|fonts| {
        let letters = (0..128_u8).map(char::from);
        letters.map(|c| if c < ' ' { 0.0 } else { fonts.glyph_width(&font, c) / SIZE }).collect()
    })
}

/// Width of a character at size 1, told by its first byte; of its other bytes 0.
fn width_of(ascii: &[f32], byte: u8) -> f32 {
    match byte {
        0..=0x7f => ascii.get(usize::from(byte)).copied().unwrap_or(0.5),
        0x80..=0xbf => 0.0,
        0xc0..=0xe2 => 0.55,
        0xe3..=0xff => 1.0,
    }
}
