//! Scripts of which a letter on screen has no font: the system's fonts stand behind the bundled
//! ones, and not every computer has one for every script. Such letters show as boxes.

use std::collections::BTreeSet;

use egui::{FontId, Ui};

/// Scripts that the bundled fonts lack, by their letters.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{530}', '\u{58f}', "Armenian"),
    ('\u{590}', '\u{5ff}', "Hebrew"),
    ('\u{600}', '\u{6ff}', "Arabic"),
    ('\u{700}', '\u{74f}', "Syriac"),
    ('\u{750}', '\u{77f}', "Arabic"),
    ('\u{780}', '\u{7bf}', "Thaana"),
    ('\u{7c0}', '\u{7ff}', "N’Ko"),
    ('\u{8a0}', '\u{8ff}', "Arabic"),
    ('\u{900}', '\u{97f}', "Devanagari"),
    ('\u{980}', '\u{9ff}', "Bengali"),
    ('\u{a00}', '\u{a7f}', "Gurmukhi"),
    ('\u{a80}', '\u{aff}', "Gujarati"),
    ('\u{b00}', '\u{b7f}', "Odia"),
    ('\u{b80}', '\u{bff}', "Tamil"),
    ('\u{c00}', '\u{c7f}', "Telugu"),
    ('\u{c80}', '\u{cff}', "Kannada"),
    ('\u{d00}', '\u{d7f}', "Malayalam"),
    ('\u{d80}', '\u{dff}', "Sinhala"),
    ('\u{e00}', '\u{e7f}', "Thai"),
    ('\u{e80}', '\u{eff}', "Lao"),
    ('\u{f00}', '\u{fff}', "Tibetan"),
    ('\u{1000}', '\u{109f}', "Burmese"),
    ('\u{10a0}', '\u{10ff}', "Georgian"),
    ('\u{1100}', '\u{11ff}', "Korean"),
    ('\u{1200}', '\u{139f}', "Ethiopic"),
    ('\u{1780}', '\u{17ff}', "Khmer"),
    ('\u{1800}', '\u{18af}', "Mongolian"),
    ('\u{3040}', '\u{30ff}', "Japanese"),
    ('\u{3400}', '\u{9fff}', "Chinese"),
    ('\u{ac00}', '\u{d7af}', "Korean"),
    ('\u{1e900}', '\u{1e95f}', "Adlam"),
    ('\u{1f300}', '\u{1faff}', "emoji"),
    ('\u{20000}', '\u{3ffff}', "rare Chinese characters"),
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
