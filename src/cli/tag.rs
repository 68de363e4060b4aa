//! `factmark tag`: proposes tags.

use std::io::{self, Write as _};

use super::args::TagArgs;
use super::lines::{LONGEST, Line, Lines};
use super::{Outcome, report, stream};
use crate::annotation::Document;
use crate::formats::native::{self, Form};
use crate::formats::{line, tagset};
use crate::tagger::{Cancel, Run, tag_document};

pub(super) fn run(_args: &TagArgs) -> anyhow::Result<Outcome> {
    lines(io::BufReader::with_capacity(1 << 16, io::stdin()))
}

/// Tags a stream of lines.
fn lines(input: impl io::BufRead + Send) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut outcome = Outcome::Fine;
    stream::in_order(Lines::new(input), tag_line, |number, answer| {
        match answer {
            Ok(Some(line)) => out.write_all(line.as_bytes())?,
            Ok(None) => {}
            Err(message) => {
                outcome = Outcome::Problems;
                report::say(&format!("line {number}: {message}"));
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(outcome)
}

/// Tags the document of one line; `None` for a blank line.
fn tag_line(line: Line) -> Result<Option<String>, String> {
    let Line::Whole(bytes) = line else {
        return Err(format!("longer than {} MB, which is too long", LONGEST >> 20));
    };
    let line = std::str::from_utf8(&bytes).map_err(|error| format!("not UTF-8: {error}"))?;
    // A file may begin with a byte order mark.
    let line = line.trim_start_matches('\u{feff}');
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut read = line::read(line, &tagset::news()).map_err(|error| error.to_string())?;
    tag(&mut read.document).map_err(|error| error.to_string())?;
    Ok(Some(native::write(&read.document, Form::Jsonl)))
}

/// Brings the proposals of a document up to date.
pub(super) fn tag(document: &mut Document) -> anyhow::Result<()> {
    let run = Run { cancel: &Cancel::new(), progress: &|_| {} };
    let found = tag_document(document, &run)?;
    found.transaction.apply(document)?;
    Ok(())
}
