//! Bytes to text: which encoding, and what could not be decoded.
//!
//! A byte order mark is dropped; nothing else is. Bytes that mean nothing become U+FFFD and are
//! reported with their place.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;
use crate::annotation::check::{Place, Problem, Severity};

/// What stands for bytes that mean nothing.
const LOST: char = '\u{fffd}';

/// A decoded file.
#[derive(Debug, Default)]
pub(super) struct Decoded<'a> {
    /// Borrowed where the bytes are what they say: files can be large.
    pub text: Cow<'a, str>,
    pub problems: Vec<Problem>,
}

impl Decoded<'_> {
    /// The same, apart from the bytes.
    pub(super) fn into_owned(self) -> Decoded<'static> {
        Decoded { text: self.text.into_owned().into(), problems: self.problems }
    }
}

/// First bytes of files that are no text, what they are, and what to do.
const MAGICS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP file, but no text of Word or OpenDocument and no EPUB book", UNPACK),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password", SAVE_ANEW),
    (b"{\\rtf", "a rich text (RTF) file", SAVE_AS_TEXT),
    (b"%PDF-", "a PDF file", "copy the article's text out of it and save that as plain text"),
    (b"\x89PNG", "a picture", NO_PICTURE),
    (b"\xff\xd8\xff", "a picture", NO_PICTURE),
    (b"GIF8", "a picture", NO_PICTURE),
    (b"RIFF", "a picture or recording", NO_PICTURE),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip file", "unpack it first"),
    (b"ID3", "a recording", NO_PICTURE),
    (b"\x7fELF", "a program", "open an article instead"),
    (b"MZ\x90", "a program", "open an article instead"),
    (b"SQLite format 3", "a database", "export it as text first"),
];

const UNPACK: &str =
    "unpack it, or save the article as .docx, .odt, plain text or a web page (HTML)";
const SAVE_ANEW: &str = "save it as .docx, .odt or plain text, without a password";
const SAVE_AS_TEXT: &str = "name its format with --from rtf";
const NO_PICTURE: &str = "only text can be opened";

/// Decodes `bytes`; `declared` is the encoding that the content itself names.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
) -> Result<Decoded<'a>, ReadError> {
    if let Some((_, what, advice)) = MAGICS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(ReadError::Binary { what, advice });
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return Ok(if encoding == UTF_8 { utf_8(rest) } else { other(rest, encoding, true) });
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(other(bytes, encoding, false));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // NUL is a character of UTF-8, but one that only machines write.
        return if text.contains('\0') { Err(not_text()) } else { Ok(clean(text)) };
    }
    if bytes.contains(&0) {
        return Err(not_text());
    }
    if let Some(encoding) = declared.and_then(|it| Encoding::for_label(it.as_bytes()))
        && encoding != UTF_8
    {
        return Ok(other(bytes, encoding, true));
    }
    if mostly_utf_8(bytes) {
        return Ok(utf_8(bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Ok(other(bytes, detector.guess(None, Utf8Detection::Deny), false))
}

fn not_text() -> ReadError {
    ReadError::Binary { what: "a binary file", advice: NO_PICTURE }
}

fn clean(text: &str) -> Decoded<'_> {
    Decoded { text: Cow::Borrowed(text), problems: Vec::new() }
}

/// UTF-16 shows by zero bytes at every second place.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |rest: usize| {
        head.iter().enumerate().filter(|(at, byte)| at % 2 == rest && **byte == 0).count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if pairs < 2 || !bytes.len().is_multiple_of(2) => None,
        () if odd * 10 > pairs * 4 && even * 20 < pairs => Some(UTF_16LE),
        () if even * 10 > pairs * 4 && odd * 20 < pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Whether the bytes are UTF-8 with some damage: wrong bytes are rarer than right sequences.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    wrong * 4 < right
}

fn utf_8(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len());
    let mut lost = Lost::default();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            lost.at(&text);
            text.push(LOST);
        }
    }
    let problems = lost.problems("UTF-8").into_iter().collect();
    Decoded { text: text.into(), problems }
}

fn other(bytes: &[u8], encoding: &'static Encoding, told: bool) -> Decoded<'static> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut problems = Vec::new();
    if !told {
        let message =
            format!("the file does not tell its encoding; it was read as {}", name(encoding));
        let problem = Problem::new("encoding", Severity::Note, Place::Whole, message);
        problems.push(
            problem.hint("look at accents and quotation marks; save it as UTF-8 if they are wrong"),
        );
    }
    if damaged {
        let mut lost = Lost::default();
        for (at, _) in text.match_indices(LOST) {
            lost.at(text.get(..at).unwrap_or_default());
        }
        problems.extend(lost.problems(name(encoding)));
    }
    Decoded { text: text.into_owned().into(), problems }
}

fn name(encoding: &'static Encoding) -> &'static str {
    encoding.name()
}

/// Where bytes could not be decoded.
#[derive(Default)]
struct Lost {
    count: usize,
    /// The first few lines, counted from 1.
    lines: Vec<usize>,
    /// How far lines were counted: bytes and lines before.
    counted: (usize, usize),
}

impl Lost {
    /// Notes that what comes after `before` was lost.
    fn at(&mut self, before: &str) {
        self.count += 1;
        if self.lines.len() >= 5 {
            return;
        }
        let (bytes, lines) = self.counted;
        let more = before.get(bytes..).unwrap_or_default().matches('\n').count();
        self.counted = (before.len(), lines + more);
        let line = lines + more + 1;
        if self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    fn problems(self, encoding: &str) -> Option<Problem> {
        let lines: Vec<_> = self.lines.iter().map(usize::to_string).collect();
        let first = *self.lines.first()?;
        let places = match (self.lines.len(), self.count) {
            (1, 1) => format!("one place, in line {first}"),
            (_, count) => format!("{count} places, in line {} and so on", lines.join(", ")),
        };
        let message = format!("bytes that are no {encoding} became “{LOST}” in {places}");
        let problem = Problem::new("lost-bytes", Severity::Warning, Place::Whole, message);
        Some(problem.hint("get the article in UTF-8 if the words matter"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, problems: &[&str]) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.text, text);
        let found: Vec<_> = decoded.problems.iter().map(|it| it.check).collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn encodings_are_told_apart() {
        check("Zoë\r\n🙂".as_bytes(), "Zoë\r\n🙂", &[]);
        check("\u{feff}Zoë".as_bytes(), "Zoë", &[]);
        check(b"\xff\xfeZ\0o\0\xeb\0", "Zoë", &[]);
        check(b"\xfe\xff\0Z\0o\0\xeb", "Zoë", &[]);
        check(b"T\0h\0e\0 \0m\0a\0y\0o\0r\0", "The mayor", &["encoding"]);
        check(b"He said \x93No.\x94 in the caf\xe9.", "He said “No.” in the café.", &["encoding"]);
        check(b"", "", &[]);
    }

    #[test]
    fn a_damaged_file_stays_utf_8_and_says_where() {
        let bytes = [b"\xc3\xa9\xc3\xa9\xc3\xa9\n".as_slice(), b"\xc3\xa9\xc3\xa9\xff!"].concat();
        check(&bytes, "ééé\néé\u{fffd}!", &["lost-bytes"]);
        let message = decode(&bytes, None).unwrap().problems.remove(0).message;
        assert!(message.contains("one place, in line 2"), "{message}");
    }

    #[test]
    fn what_is_no_text_is_refused_with_advice() {
        let why = |bytes: &[u8]| decode(bytes, None).unwrap_err().to_string();
        assert!(why(b"PK\x03\x04....").contains("unpack it"));
        assert!(why(b"%PDF-1.7").contains("PDF"));
        assert!(why(b"\x89PNG\r\n").contains("picture"));
        assert!(why(b"abc\0def").contains("binary"));
        assert!(why(b"\xff\0\xff\0\0\xff").contains("binary"));
    }
}
