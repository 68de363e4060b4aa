//! Transcripts with times: `SubRip` (`.srt`) and `WebVTT` (`.vtt`).
//!
//! Cues are joined into lines as one would read them: a line ends where the speaker changes, where
//! nobody speaks for a while, or at the end of a sentence once it is long. Who speaks is written
//! before a turn (`Ann Lee: …`), also where the file says it in a voice tag. Marks for the look are
//! left out; when the words of a cue are said is kept with them; sounds in brackets and notes of the file are furniture.
//!
//! Formats: the `SubRip` files that players read; `WebVTT`, W3C.
//!
//! Not here: which words belong to whom; the tagger reads the turns.

mod cue;
mod join;

use std::ops::Range;
use std::sync::Arc;

use self::cue::File;
use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Markup, MarkupKind, TagSet};

/// The importer of `SubRip`.
pub(super) struct Srt;

/// The importer of `WebVTT`.
pub(super) struct Vtt;

impl Importer for Srt {
    fn key(&self) -> &'static str {
        "srt"
    }

    fn about(&self) -> &'static str {
        "subtitles (SubRip), their cues joined into turns"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut lines = input.text().lines().map(str::trim).filter(|it| !it.is_empty()).take(2);
        lines.any(|it| cue::times(it).is_some())
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read(input, &File::srt(input.text()), "application/x-subrip", tag_set)
    }
}

impl Importer for Vtt {
    fn key(&self) -> &'static str {
        "vtt"
    }

    fn about(&self) -> &'static str {
        "subtitles and transcripts of the web (WebVTT), their cues joined into turns"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let rest = input.text().strip_prefix("WEBVTT");
        rest.is_some_and(|it| it.is_empty() || it.starts_with(char::is_whitespace))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read(input, &File::vtt(input.text()), "text/vtt", tag_set)
    }
}

fn read(
    input: &Input<'_>,
    file: &File,
    media_type: &'static str,
    tag_set: &Arc<TagSet>,
) -> Result<Vec<Read>, ReadError> {
    if file.cues.iter().all(|it| it.note) {
        let message =
            "there is no cue, such as “00:00:01,000 --> 00:00:04,000” with words under it";
        let message = message.to_owned();
        return Err(ReadError::Format { format: "file of subtitles", message });
    }
    let joined = join::join(file);
    let (text, zones) = joined.draft.finish();
    let mut read = article(text, Some(zones), input, media_type, tag_set);
    let text = read.document.text();
    let cue = |(range, (start, end)): (Range<usize>, (u64, u64))| {
        let span = text.trim(text.span(range).ok()?)?;
        Some(Markup::new(span, MarkupKind::Cue { start, end }))
    };
    let cues = joined.cues.into_iter().filter_map(cue).collect();
    // Each is of this text.
    let _fits = read.document.set_markup(cues);
    let mut tell = |severity, check, message| {
        read.problems.push(Problem::new(check, severity, Place::Whole, message));
    };
    if let Some((first, more)) = file.broken.split_first() {
        let others = match more.len() {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!("line {}: {}{others}; the words were kept", first.line, first.why);
        tell(Severity::Warning, "caption-times", message);
    }
    if file.dropped > 0 {
        let message = format!("{} blocks of style or regions are no text; left out", file.dropped);
        tell(Severity::Note, "caption-style", message);
    }
    if joined.repeated > 0 {
        let message = format!(
            "{} lines that a cue repeats from the one before were taken once",
            joined.repeated
        );
        tell(Severity::Note, "caption-repeats", message);
    }
    Ok(vec![read])
}

#[cfg(test)]
mod tests;
