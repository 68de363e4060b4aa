//! Scripts of which a letter on screen has no font: the system's fonts stand behind the bundled
//! ones, and not every computer has one for every script. Such letters show as boxes.

use std::collections::BTreeSet;

use crate::ui::words;
use egui::{FontId, Ui};

/// Scripts that the bundled fonts lack, by their letters.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{530}', '\u{58f}', words::article::SCRIPT_ARMENIAN),
    ('\u{590}', '\u{5ff}', words::article::SCRIPT_HEBREW),
    ('\u{600}', '\u{6ff}', words::article::SCRIPT_ARABIC),
    ('\u{700}', '\u{74f}', words::article::SCRIPT_SYRIAC),
    ('\u{750}', '\u{77f}', words::article::SCRIPT_ARABIC),
    ('\u{780}', '\u{7bf}', words::article::SCRIPT_THAANA),
    ('\u{7c0}', '\u{7ff}', words::article::SCRIPT_NKO),
    ('\u{8a0}', '\u{8ff}', words::article::SCRIPT_ARABIC),
    ('\u{900}', '\u{97f}', words::article::SCRIPT_DEVANAGARI),
    ('\u{980}', '\u{9ff}', words::article::SCRIPT_BENGALI),
    ('\u{a00}', '\u{a7f}', words::article::SCRIPT_GURMUKHI),
    ('\u{a80}', '\u{aff}', words::article::SCRIPT_GUJARATI),
    ('\u{b00}', '\u{b7f}', words::article::SCRIPT_ODIA),
    ('\u{b80}', '\u{bff}', words::article::SCRIPT_TAMIL),
    ('\u{c00}', '\u{c7f}', words::article::SCRIPT_TELUGU),
    ('\u{c80}', '\u{cff}', words::article::SCRIPT_KANNADA),
    ('\u{d00}', '\u{d7f}', words::article::SCRIPT_MALAYALAM),
    ('\u{d80}', '\u{dff}', words::article::SCRIPT_SINHALA),
    ('\u{e00}', '\u{e7f}', words::article::SCRIPT_THAI),
    ('\u{e80}', '\u{eff}', words::article::SCRIPT_LAO),
    ('\u{f00}', '\u{fff}', words::article::SCRIPT_TIBETAN),
    ('\u{1000}', '\u{109f}', words::article::SCRIPT_BURMESE),
    ('\u{10a0}', '\u{10ff}', words::article::SCRIPT_GEORGIAN),
    ('\u{1100}', '\u{11ff}', words::article::SCRIPT_KOREAN),
    ('\u{1200}', '\u{139f}', words::article::SCRIPT_ETHIOPIC),
    ('\u{1780}', '\u{17ff}', words::article::SCRIPT_KHMER),
    ('\u{1800}', '\u{18af}', words::article::SCRIPT_MONGOLIAN),
    ('\u{3040}', '\u{30ff}', words::article::SCRIPT_JAPANESE),
    ('\u{3400}', '\u{9fff}', words::article::SCRIPT_CHINESE),
    ('\u{ac00}', '\u{d7af}', words::article::SCRIPT_KOREAN),
    ('\u{1e900}', '\u{1e95f}', words::article::SCRIPT_ADLAM),
    ('\u{1f300}', '\u{1faff}', words::article::SCRIPT_EMOJI),
    ('\u{20000}', '\u{3ffff}', words::article::SCRIPT_RARE_CHINESE),
];

/// The script of a letter, if the bundled fonts lack it.
fn script(c: char) -> Option<&'static str> {
    let index = SCRIPTS.partition_point(|it| it.1 < c);
    SCRIPTS.get(index).filter(|it| it.0 <= c).map(|it| it.2)
}

/// Adds the scripts of the letters in `words` that no font shows.
pub(super) fn find(ui: &Ui, words: &str, font: &FontId, lacking: &mut BTreeSet<&'static str>) {
    if words.is_ascii() {
        return;
    }
    let letters = words.chars().filter_map(|c| Some((c, script(c)?)));
    for (c, script) in letters.filter(|(c, _)| c.is_alphabetic() || *c >= '\u{1f300}') {
        if !lacking.contains(script) && !ui.fonts_mut(|it| it.has_glyph(font, c)) {
            lacking.insert(script);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_know_their_script() {
        assert!(SCRIPTS.windows(2).all(|it| it[0].1 < it[1].0), "in order");
        let found = ["क", "ק", "ق", "香", "か", "한", "👨", "ɓ", "é", "я", "—"]
            .map(|it| script(it.chars().next().unwrap()));
        let expected = ["Devanagari", "Hebrew", "Arabic", "Chinese", "Japanese", "Korean", "emoji"];
        assert_eq!(found[..7], expected.map(Some));
        assert_eq!(found[7..], [None; 4]);
    }
}
