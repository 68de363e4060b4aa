//! Texts with right answers from files: lines of a data set, plain or packed with gzip, and
//! documents that people have gone through.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use flate2::bufread::MultiGzDecoder;

use super::report;
use crate::annotation::{Document, Gold};
use crate::batch::lines::{LONGEST, Line, Lines};
use crate::files;
use crate::formats::native::Form;
use crate::formats::{gold, line, tagset};
use crate::tagger;

/// Reads all texts of `paths`, in order. A line that cannot be read stops the work: a score or a
/// model of part of the data would mislead.
pub(super) fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<Gold>> {
    let mut all = Vec::new();
    let mut undecided = 0;
    let mut own = |document: &Document| {
        undecided += document.annotations().filter(|it| it.is_open()).count();
        Gold { zones: tagger::known_zones(document), ..Gold::of(document) }
    };
    for path in paths {
        let ends = |form: &Form| path.extension().is_some_and(|it| it == form.key());
        if [Form::Ron, Form::Json].iter().any(ends) {
            let opened = files::open(path, &tagset::news())?;
            all.extend(opened.documents.iter().map(|it| own(&it.document)));
            continue;
        }
        for (number, line) in (1..).zip(Lines::new(open(path)?)) {
            let line = line.with_context(|| format!("{} could not be read", path.display()))?;
            let at = || format!("{}, line {number}", path.display());
            let Line::Whole(bytes) = line else {
                bail!("{}: longer than {} MB; split the document", at(), LONGEST >> 20);
            };
            let line = String::from_utf8(bytes).with_context(at)?;
            let line = line.trim_start_matches('\u{feff}');
            if line::is_native(line) {
                all.push(own(&line::read(line, &tagset::news()).with_context(at)?.document));
            } else if !line.trim().is_empty() {
                all.push(gold::read(line).with_context(at)?);
            }
        }
    }
    if undecided > 0 {
        report::say(&format!(
            "{undecided} proposals are undecided and no answers; accept or reject them for true figures"
        ));
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
