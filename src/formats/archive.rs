//! The parts of a zip file, which office documents and books are, within stated limits.
//!
//! Only parts that are asked for are unpacked, into memory; the names in the file are looked up and
//! never used as paths. What is too large, damaged or locked is an error that names the part.
//!
//! Not here: archives in archives, volumes, methods other than "stored" and "deflated", files of
//! more than 4 GiB.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{ReadError, decode};

/// Most parts of a file.
const MOST_PARTS: usize = 20_000;

/// Most bytes of a part, unpacked.
const LARGEST_PART: usize = 32 << 20;

/// Most bytes of all parts that are read of a file, unpacked.
const LARGEST: usize = 128 << 20;

/// Most bytes that one packed byte may become, in parts of more than a mebibyte.
const RATIO: usize = 400;

const CUT: &str = "its end is missing; get the whole file again";

/// How far from its end a file's table of parts may end: a comment may follow.
const COMMENT: usize = 65_557;

/// A zip file.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    /// By name in lower case; the first of each.
    entries: BTreeMap<String, Entry>,
    /// Bytes that may still be unpacked.
    left: usize,
    /// What it is, for messages.
    format: &'static str,
}

#[derive(Debug)]
struct Entry {
    method: u16,
    locked: bool,
    crc: u32,
    packed: usize,
    size: usize,
    /// Where its own header begins.
    at: usize,
}

/// Whether a file begins as a zip file does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// A number of two bytes, the low one first.
fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(two.try_into().ok()?)))
}

/// A number of four bytes, the low one first.
fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

impl<'a> Archive<'a> {
    /// Reads the table of parts. `format` is what the file is, in words.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        let wrong = |message: &str| ReadError::Package { format, message: message.to_owned() };
        let from = bytes.len().saturating_sub(COMMENT);
        let tail = bytes.get(from..).unwrap_or_default();
        let end = tail.windows(4).rposition(|it| it == b"PK\x05\x06");
        let end = end.ok_or_else(|| wrong(CUT))? + from;
        let table = short(bytes, end + 10).zip(long(bytes, end + 16));
        let (count, mut at) = table.ok_or_else(|| wrong(CUT))?;
        if count > MOST_PARTS {
            return Err(wrong(&format!("it has {count} parts; {MOST_PARTS} are the most")));
        }
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            let entry = entry(bytes, at);
            let (name, entry, length) = entry.ok_or_else(|| {
                wrong("its table of parts is damaged; get the file again or save it anew")
            })?;
            entries.entry(name).or_insert(entry);
            at += length;
        }
        Ok(Self { bytes, entries, left: LARGEST, format })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The part of a name; capitals do not count, as in office programs.
    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.get(&name.trim_start_matches('/').to_ascii_lowercase())
    }

    /// What is in a part; `None` if there is no such part.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.entry(name) else { return Ok(None) };
        let found = unpack(self.bytes, entry, self.left);
        let wrong = |why| {
            let shown: String = name.chars().take(80).collect();
            ReadError::Package { format: self.format, message: format!("{shown} {why}") }
        };
        let found = found.map_err(wrong)?;
        self.left = self.left.saturating_sub(found.len());
        Ok(Some(found))
    }

    /// The text of a part in the encoding that it names, or in UTF-8.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let decoded = decode::decode(&bytes, super::input::declared(&bytes).as_deref());
        decoded.map(|it| Some(it.text.into_owned())).map_err(|error| self.damaged(name, &error))
    }

    /// The error of a part that does not read.
    pub(super) fn damaged(&self, name: &str, error: &ReadError) -> ReadError {
        let message = format!("{name}: {error}");
        ReadError::Package { format: self.format, message }
    }

    /// The error of a file that lacks a part.
    pub(super) fn lacks(&self, name: &str) -> ReadError {
        let message = format!("it has no part {name}; save it anew");
        ReadError::Package { format: self.format, message }
    }
}

/// The name of a part, its row of the table at `at`, and the row's length.
fn entry(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    let row = bytes.get(at..)?;
    if !row.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, comment) = (short(row, 28)?, short(row, 30)?, short(row, 32)?);
    let words = String::from_utf8_lossy(row.get(46..46 + name)?);
    let entry = Entry {
        method: u16::try_from(short(row, 10)?).ok()?,
        locked: short(row, 8)? & 1 == 1,
        crc: u32::try_from(long(row, 16)?).ok()?,
        packed: long(row, 20)?,
        size: long(row, 24)?,
        at: long(row, 42)?,
    };
    let name_of = words.replace('\\', "/").to_ascii_lowercase();
    Some((name_of, entry, 46 + name + extra + comment))
}

/// The bytes of a part, or why not, as the end of a sentence.
fn unpack(bytes: &[u8], entry: &Entry, left: usize) -> Result<Vec<u8>, String> {
    const DAMAGED: &str = "is damaged; get the file again or save it anew";
    if entry.locked {
        return Err("is protected by a password; save the file without one".to_owned());
    }
    let too_large = || format!("unpacks to more than {} MiB, too large to be read", LARGEST >> 20);
    let most = LARGEST_PART.min(left);
    if entry.size > LARGEST_PART {
        let most = LARGEST_PART >> 20;
        return Err(format!("unpacks to more than {most} MiB, too large to be read"));
    }
    if entry.size > most {
        return Err(too_large());
    }
    if entry.size > 1 << 20 && entry.size / RATIO > entry.packed {
        return Err(format!(
            "is packed more than {RATIO} times, as only bombs are; it is not read"
        ));
    }
    let header = bytes.get(entry.at..).filter(|it| it.starts_with(b"PK\x03\x04")).ok_or(DAMAGED)?;
    let skipped = short(header, 26).zip(short(header, 28)).ok_or(DAMAGED)?;
    let start = 30 + skipped.0 + skipped.1;
    let packed = header.get(start..start.saturating_add(entry.packed)).ok_or(DAMAGED)?;
    let mut found = Vec::new();
    match entry.method {
        0 => found.extend_from_slice(packed),
        8 => {
            // One byte more than is promised shows a lie.
            let most = u64::try_from(entry.size).unwrap_or_default() + 1;
            let mut decoder = DeflateDecoder::new(packed).take(most);
            decoder.read_to_end(&mut found).map_err(|_| DAMAGED)?;
        }
        _ => return Err("is packed in a way that is not known; save the file anew".to_owned()),
    }
    let mut crc = Crc::new();
    crc.update(&found);
    if found.len() != entry.size || crc.sum() != entry.crc {
        return Err(DAMAGED.to_owned());
    }
    Ok(found)
}

/// Makes zip files for tests.
#[cfg(test)]
pub(super) mod samples {
    use std::io::Write as _;

    use flate2::write::DeflateEncoder;
    use flate2::{Compression, Crc};

    fn long(number: usize) -> [u8; 4] {
        u32::try_from(number).unwrap().to_le_bytes()
    }

    fn short(number: usize) -> [u8; 2] {
        u16::try_from(number).unwrap().to_le_bytes()
    }

    /// A zip file of these parts, deflated.
    pub(in crate::formats) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut table) = (Vec::new(), Vec::new());
        for (name, content) in parts {
            let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
            deflate.write_all(content).unwrap();
            let packed = deflate.finish().unwrap();
            let mut crc = Crc::new();
            crc.update(content);
            let at = out.len();
            let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            fields.extend(crc.sum().to_le_bytes());
            fields.extend(long(packed.len()));
            fields.extend(long(content.len()));
            fields.extend(short(name.len()));
            fields.extend([0, 0]);
            out.extend(b"PK\x03\x04");
            out.extend(&fields);
            out.extend(name.as_bytes());
            out.extend(packed);
            table.extend(b"PK\x01\x02\x14\x00");
            table.extend(&fields);
            table.extend([0; 10]);
            table.extend(long(at));
            table.extend(name.as_bytes());
        }
        let (at, length, count) = (long(out.len()), long(table.len()), short(parts.len()));
        out.extend(table);
        out.extend(b"PK\x05\x06\x00\x00\x00\x00");
        out.extend(count);
        out.extend(count);
        out.extend(length);
        out.extend(at);
        out.extend([0, 0]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(bytes: &[u8], name: &str) -> String {
        match Archive::open(bytes, "book") {
            Ok(mut archive) => archive.read(name).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn parts_are_unpacked() {
        let bytes = samples::zip(&[("a/B.xml", b"one"), ("c", "Zo\u{eb}".as_bytes()), ("d", b"")]);
        let mut archive = Archive::open(&bytes, "book").unwrap();
        assert_eq!(archive.read("a/B.xml").unwrap().unwrap(), b"one");
        assert_eq!(archive.read("/A/b.XML").unwrap().unwrap(), b"one");
        assert_eq!(archive.text("c").unwrap().unwrap(), "Zo\u{eb}");
        assert_eq!(archive.read("d").unwrap().unwrap(), b"");
        assert!(archive.read("e").unwrap().is_none() && !archive.has("e"));
    }

    #[test]
    fn damage_is_named_wherever_a_file_is_cut_or_changed() {
        let content = b"The council met on Monday. ".repeat(20);
        let bytes = samples::zip(&[("one.xml", &content), ("two.xml", b"x")]);
        // The last two say how long a comment is, which nobody needs.
        for end in 0..bytes.len() - 2 {
            assert!(why(&bytes[..end], "one.xml").contains("book"), "{end}");
        }
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x15;
            if let Ok(mut archive) = Archive::open(&wrong, "book") {
                let read = archive.read("one.xml");
                assert!(read.as_ref().is_err() || read.unwrap().is_none_or(|it| it == content));
            }
        }
    }

    #[test]
    fn bombs_and_locked_parts_are_refused() {
        let zeros = vec![0; 33 << 20];
        assert!(
            why(&samples::zip(&[("a", &zeros)]), "a").contains("a unpacks to more than 32 MiB")
        );
        let bomb = samples::zip(&[("a", &zeros[..8 << 20])]);
        assert!(why(&bomb, "a").contains("bomb"), "{}", why(&bomb, "a"));
        // A header that lies about the size.
        let mut lies = samples::zip(&[("a", &zeros[..1 << 20])]);
        let table = lies.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
        lies[table + 24..table + 28].copy_from_slice(&5_u32.to_le_bytes());
        assert!(why(&lies, "a").contains("damaged"));
        let mut locked = samples::zip(&[("a", b"x")]);
        let table = locked.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
        locked[table + 8] |= 1;
        assert!(why(&locked, "a").contains("password"));
        assert!(why(b"PK\x03\x04 no zip file", "a").contains("its end is missing"));
        let many = samples::zip(&vec![("a", b"".as_slice()); MOST_PARTS + 1]);
        assert!(why(&many, "a").contains("20000 are the most"));
    }

    #[test]
    fn all_that_is_read_has_a_limit() {
        let mut parts = Vec::new();
        let mut noise = Vec::new();
        let mut state = 7_u32;
        while noise.len() < 30 << 20 {
            // Numbers without a pattern, and runs of zeros, so that it packs a little.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.extend(state.to_be_bytes());
            noise.extend([0; 60]);
        }
        for name in ["a", "b", "c", "d", "e"] {
            parts.push((name, noise.as_slice()));
        }
        let bytes = samples::zip(&parts);
        let mut archive = Archive::open(&bytes, "book").unwrap();
        let read: Vec<bool> = parts.iter().map(|it| archive.read(it.0).is_ok()).collect();
        assert_eq!(read, [true, true, true, true, false]);
    }
}
