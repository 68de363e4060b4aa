//! Bytes, code points and UTF-16: the only conversions in the program.
//!
//! A table holds the counts at every [`STEP`] bytes, so a conversion looks at no more than that,
//! and the table takes 8 bytes per [`STEP`] bytes of text. ASCII text needs no table.

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// UTF-8 bytes, as in memory.
    Byte,
    /// Unicode code points, as in Python, W3C selectors and our files.
    CodePoint,
    /// UTF-16 code units, as in JavaScript and Java.
    Utf16,
}

/// Bytes between two entries of the table.
const STEP: usize = 256;

pub(super) struct Units {
    /// Counts before byte `i * STEP` (before the character that holds it). Empty for ASCII.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Default)]
struct Mark {
    code_points: u32,
    utf16: u32,
}

impl Mark {
    fn get(self, unit: Unit, byte: usize) -> usize {
        match unit {
            Unit::Byte => byte,
            Unit::CodePoint => self.code_points as usize,
            Unit::Utf16 => self.utf16 as usize,
        }
    }
}

fn width(unit: Unit, c: char) -> usize {
    match unit {
        Unit::Byte => c.len_utf8(),
        Unit::CodePoint => 1,
        Unit::Utf16 => c.len_utf16(),
    }
}

/// The start of the character that holds byte `at`.
fn floor(content: &str, at: usize) -> usize {
    content.floor_char_boundary(at)
}

impl Units {
    pub(super) fn new(content: &str) -> Self {
        let mut marks = Vec::new();
        if content.is_ascii() {
            return Self { marks };
        }
        let (mut code_points, mut utf16, mut next) = (0_u32, 0_u32, 0);
        for (at, c) in content.char_indices() {
            while next < at + c.len_utf8() {
                marks.push(Mark { code_points, utf16 });
                next += STEP;
            }
            code_points = code_points.saturating_add(1);
            utf16 = utf16.saturating_add(if c.len_utf16() == 2 { 2 } else { 1 });
        }
        Self { marks }
    }

    pub(super) fn count_to(&self, content: &str, unit: Unit, byte: usize) -> usize {
        let byte = floor(content, byte.min(content.len()));
        if self.marks.is_empty() || unit == Unit::Byte {
            return byte;
        }
        let index = (byte / STEP).min(self.marks.len() - 1);
        let from = floor(content, index * STEP);
        let mark = self.marks.get(index).copied().unwrap_or_default();
        let rest = content.get(from..byte).unwrap_or_default();
        mark.get(unit, from) + rest.chars().map(|c| width(unit, c)).sum::<usize>()
    }

    pub(super) fn to_byte(&self, content: &str, unit: Unit, offset: usize) -> Option<usize> {
        if self.marks.is_empty() || unit == Unit::Byte {
            return content.is_char_boundary(offset).then_some(offset);
        }
        let after = self.marks.partition_point(|mark| mark.get(unit, 0) <= offset);
        let index = after.saturating_sub(1);
        let mut byte = floor(content, index * STEP);
        let mut count = self.marks.get(index)?.get(unit, byte);
        let mut rest = content.get(byte..)?.chars();
        while count < offset {
            let c = rest.next()?;
            count += width(unit, c);
            byte += c.len_utf8();
        }
        (count == offset).then_some(byte)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Text;

    #[test]
    fn one_text_three_units() {
        let text =
            Text::new("Mayor Zoë Ruiz 🙂 said: “Rents fell 12% in 2024.” She thanked Acme.\n");
        let at = text.as_str().find('“').unwrap();
        assert_eq!(at, 27);
        assert_eq!(text.offset_in(Unit::CodePoint, at), 23);
        assert_eq!(text.offset_in(Unit::Utf16, at), 24);
        assert_eq!(text.byte_of(Unit::CodePoint, 48), Some(56));
        assert_eq!(text.byte_of(Unit::Utf16, 49), Some(56));
        assert_eq!(text.byte_of(Unit::Utf16, 16), None, "inside the emoji");
        assert_eq!(text.byte_of(Unit::CodePoint, 67), Some(text.len()));
        assert_eq!(text.byte_of(Unit::CodePoint, 68), None);
    }

    proptest! {
        #[test]
        fn conversions_agree_with_counting(content in "(\\PC|[\n🙂é👨\u{200d}]){0,900}", pick in 0_usize..1000) {
            let text = Text::new(content.clone());
            let (byte, _) = content.char_indices().nth(pick % content.chars().count().max(1)).unwrap_or((0, 'x'));
            let before = content.get(..byte).unwrap();
            let points = before.chars().count();
            let utf16 = before.encode_utf16().count();
            prop_assert_eq!(text.offset_in(Unit::CodePoint, byte), points);
            prop_assert_eq!(text.offset_in(Unit::Utf16, byte), utf16);
            prop_assert_eq!(text.byte_of(Unit::CodePoint, points), Some(byte));
            prop_assert_eq!(text.byte_of(Unit::Utf16, utf16), Some(byte));
        }
    }
}
