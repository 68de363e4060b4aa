//! Characters of fonts of signs, which have no letters but pictures in the places of letters.

/// The character that a place in a font of signs shows; `None` if the font is none, or the sign has
/// no character. `font` is in lower case. After Unicode's mapping tables of the two fonts.
pub(super) fn of(font: &str, found: char) -> Option<char> {
    let place = match u32::from(found) {
        code @ 0xf020..=0xf0ff => code - 0xf000,
        code @ 0x20..=0xff => code,
        _ => return None,
    };
    let place = u8::try_from(place).ok()?;
    if font.starts_with("symbol") {
        symbol(place)
    } else if font.starts_with("wingdings") && !font.starts_with("wingdings ") {
        wingdings(place)
    } else {
        None
    }
}

fn symbol(place: u8) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let letter = |letters: &str, first: u8| letters.chars().nth(usize::from(place - first));
    match place {
        b'A'..=b'Z' => letter(CAPITALS, b'A'),
        b'a'..=b'z' => letter(SMALL, b'a'),
        b' ' | b'!' | b'#' | b'%' | b'&' | b'('..=b')' | b'+' | b',' | b'.' | b'/'..=b'?' => {
            Some(char::from(place))
        }
        0xa0 => Some('€'),
        0xa3 => Some('≤'),
        0xa5 => Some('∞'),
        0xac => Some('←'),
        0xad => Some('↑'),
        0xae => Some('→'),
        0xaf => Some('↓'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb3 => Some('≥'),
        0xb4 => Some('×'),
        0xb7 => Some('•'),
        0xb8 => Some('÷'),
        0xb9 => Some('≠'),
        0xbb => Some('≈'),
        0xbc => Some('…'),
        _ => None,
    }
}

fn wingdings(place: u8) -> Option<char> {
    match place {
        0x28 => Some('☎'),
        0x2a => Some('✉'),
        0x4a => Some('☺'),
        0x4c => Some('☹'),
        0x6c => Some('●'),
        0x6e => Some('■'),
        0x76 => Some('❖'),
        0xa7 => Some('▪'),
        0xa8 => Some('◻'),
        0xd8 => Some('➢'),
        0xdf => Some('←'),
        0xe0 => Some('→'),
        0xe8 => Some('➔'),
        0xfb => Some('✗'),
        0xfc => Some('✓'),
        0xfd => Some('☒'),
        0xfe => Some('☑'),
        _ => None,
    }
}
