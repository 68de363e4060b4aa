//! Texts with right answers from files, plain or packed with gzip.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use flate2::bufread::MultiGzDecoder;

use super::lines::{LONGEST, Line, Lines};
use crate::annotation::Gold;
use crate::files;
use crate::formats::gold;

/// Reads all texts of `paths`, in order. A line that cannot be read stops the work: a score or a
/// model of part of the data would mislead.
pub(super) fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<Gold>> {
    let mut all = Vec::new();
    for path in paths {
        for (number, line) in (1..).zip(Lines::new(open(path)?)) {
            let line = line.with_context(|| format!("{} could not be read", path.display()))?;
            let at = || format!("{}, line {number}", path.display());
            let Line::Whole(bytes) = line else {
                bail!("{}: longer than {} MB; split the document", at(), LONGEST >> 20);
            };
            let line = String::from_utf8(bytes).with_context(at)?;
            let line = line.trim_start_matches('\u{feff}');
            if !line.trim().is_empty() {
                all.push(gold::read(line).with_context(at)?);
            }
        }
    }
    Ok(all)
}

/// A file, unpacked if it is packed.
fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let mut input = files::stream(path)?;
    let packed = input.fill_buf().is_ok_and(|it| it.starts_with(&[0x1f, 0x8b]));
    if packed {
        return Ok(Box::new(io::BufReader::new(MultiGzDecoder::new(input))));
    }
    Ok(Box::new(input))
}
