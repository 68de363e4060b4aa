//! Frames: each entry of a journal with its length and a checksum, so that one that was not
//! written whole is told from one that was.
//!
//! A frame is a line: eight hexadecimal digits of length, sixteen of SHA-256, the content, each
//! with a space or line end after it.

use crate::formats::native::sha256;

/// Digits of the length, a space, digits of the checksum, a space.
const HEAD: usize = 8 + 1 + SUM + 1;

/// Digits of the checksum: 64 bits, enough against accidents.
const SUM: usize = 16;

/// Adds a frame with this content. A content over 4 GB cannot be framed, and is left out.
pub(super) fn put(out: &mut Vec<u8>, content: &[u8]) {
    let Ok(len) = u32::try_from(content.len()) else { return };
    out.extend_from_slice(format!("{len:08x} {} ", sum(content)).as_bytes());
    out.extend_from_slice(content);
    out.push(b'\n');
}

/// The content of the first frame and what comes after it; `None` if there is no whole frame.
pub(super) fn take(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let head = std::str::from_utf8(head).ok()?;
    let (len, expected) = head.strip_suffix(' ')?.split_once(' ')?;
    let len = usize::try_from(u32::from_str_radix(len, 16).ok()?).ok()?;
    let (content, rest) = rest.split_at_checked(len)?;
    let rest = rest.strip_prefix(b"\n")?;
    (sum(content) == expected).then_some((content, rest))
}

fn sum(content: &[u8]) -> String {
    let mut digits = sha256(content);
    digits.truncate(SUM);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, b"one\nline");
        put(&mut out, "Zo\u{eb}".as_bytes());
        out
    }

    #[test]
    fn frames_are_taken_as_they_were_put() {
        let bytes = two();
        let (first, rest) = take(&bytes).unwrap();
        let (second, rest) = take(rest).unwrap();
        assert_eq!((first, second, rest), (&b"one\nline"[..], "Zo\u{eb}".as_bytes(), &b""[..]));
        assert_eq!(take(rest), None);
    }

    #[test]
    fn a_frame_that_is_cut_or_changed_is_none() {
        let mut one = Vec::new();
        put(&mut one, b"content");
        for end in 0..one.len() {
            assert_eq!(take(&one[..end]), None, "cut at {end}");
        }
        for at in 0..one.len() {
            let mut changed = one.clone();
            changed[at] ^= 1;
            assert_eq!(take(&changed), None, "changed at {at}");
        }
    }
}
