//! The bundled fonts. Noto holds the letters of Hausa, Yoruba and Vietnamese, which egui's own
//! fonts lack; fonts of the system stand behind them for other scripts (`system`).

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, Id};

use super::Face;

const FONTS: [(&str, &[u8]); 4] = [
    ("sans", include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf")),
    ("sans-bold", include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf")),
    ("serif", include_bytes!("../../../assets/fonts/NotoSerif-Regular.ttf")),
    ("serif-bold", include_bytes!("../../../assets/fonts/NotoSerif-Bold.ttf")),
];

/// The font family of a face. Usable only after [`install`].
pub(super) fn family(face: Face) -> FontFamily {
    match face {
        Face::Sans => FontFamily::Proportional,
        Face::SansBold => FontFamily::Name("sans-bold".into()),
        Face::Serif => FontFamily::Name("serif".into()),
        Face::SerifBold => FontFamily::Name("serif-bold".into()),
    }
}

/// Gives `ctx` the fonts, once: setting them again would throw away every glyph drawn so far.
pub(super) fn install(ctx: &Context) {
    let id = Id::unique("factmark-fonts");
    let before = ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or(id, false), true));
    if !before {
        ctx.set_fonts(definitions());
    }
}

/// Whether the families of every face are known in this frame.
pub(super) fn are_bound(ctx: &Context) -> bool {
    ctx.fonts(|it| it.definitions().families.contains_key(&family(Face::SerifBold)))
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in FONTS {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for (name, _) in FONTS {
        // A bold letter that is missing is shown in the regular weight.
        let regular = name.trim_end_matches("-bold");
        let mut chain = vec![name.to_owned()];
        chain.extend((regular != name).then(|| regular.to_owned()));
        chain.extend(behind.iter().cloned());
        let family =
            if name == "sans" { FontFamily::Proportional } else { FontFamily::Name(name.into()) };
        fonts.families.insert(family, chain);
    }
    fonts
}

#[cfg(test)]
mod tests {
    use egui::{FontId, RawInput};

    use super::*;

    #[test]
    fn african_and_vietnamese_letters_are_bundled() {
        let ctx = Context::default();
        install(&ctx);
        let text = "Ɓaɓa ɗan Ɗaura ƙwai Ƴan’uwa Ọbà Ẹ̀kọ́ Ṣọlá Nguyễn Đặng Łódź “— …” €£₦ \
                    e\u{323}\u{301} o\u{323}\u{300} s\u{323} a\u{304} i\u{302} u\u{30c} m\u{301} n\u{300} e\u{329}";
        let mut out = ctx.run_ui(RawInput::default(), |ui| {
            for face in [Face::Sans, Face::SansBold, Face::Serif, Face::SerifBold] {
                let font = FontId::new(14.0, family(face));
                for c in text.chars().filter(|it| !it.is_whitespace()) {
                    assert!(ui.fonts_mut(|it| it.has_glyph(&font, c)), "{face:?} lacks {c:?}");
                }
            }
        });
        out.textures_delta.clear();
    }
}
