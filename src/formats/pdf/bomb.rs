//! Files that unpack to far more than they are.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// Most bytes that the streams of a file may unpack to, all together.
const MOST: u64 = 1 << 30;

/// Most bytes of one stream.
const ONE: u64 = 256 << 20;

/// Whether the streams of a file, unpacked once, stay within bounds. What is packed twice or
/// encrypted is not seen.
pub(super) fn is_bounded(bytes: &[u8]) -> bool {
    let mut left = MOST;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = rest.get(at + b"stream".len()..).unwrap_or_default();
        let packed = rest.trim_ascii_start();
        // The first byte of zlib data with its usual window.
        if packed.first().is_none_or(|it| it & 0x0f != 8) {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(packed).take(ONE.min(left) + 1);
        let size = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or(0);
        if size > ONE.min(left) {
            return false;
        }
        left -= size;
    }
    true
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|it| *it == first)?;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}
