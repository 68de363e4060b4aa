//! PDF files with a text layer.
//!
//! A PDF says which letters stand where, and nothing of words, lines or paragraphs; those are made
//! here from the places. Columns are read one after the other, lines become paragraphs, words that a
//! line breaks are joined, and lines that come again on other pages are furniture. The same file
//! always gives the same text.
//!
//! Not here: pictures of pages, whose letters nobody has recognised; files that want a password.

mod bomb;
mod columns;
mod direction;
mod glyphs;
mod lines;
mod margin;
mod paragraphs;
mod zones;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf as File};

use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Document, Markup, MarkupKind, TagSet, Zone, ZoneKind};

/// The importer.
pub(super) struct Pdf;

/// Most pages that are read.
const PAGES: usize = 3000;

impl Importer for Pdf {
    fn key(&self) -> &'static str {
        "pdf"
    }

    fn about(&self) -> &'static str {
        "PDF files with a text layer, with zones from where and how large lines stand"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        // Some programs write a few bytes before the mark.
        let head = input.bytes().get(..input.bytes().len().min(1024)).unwrap_or_default();
        let head = head.trim_ascii_start();
        head.starts_with(b"%PDF-")
            || head.starts_with(b"\xef\xbb\xbf%PDF-")
            || (head.windows(5).any(|it| it == b"%PDF-") && head.contains(&0))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let pages = guarded(input.bytes())?;
        if pages.iter().all(|it| it.glyphs.is_empty()) {
            return Err(refused(if pages.iter().any(|it| it.pictures > 0) {
                "its pages are pictures, without letters; have a text recognition (OCR) program add \
                 them first"
            } else {
                "there is no text on its pages"
            }));
        }
        let mut problems = told(&pages);
        let (draft, joined) = zones::draft(&pages);
        let (text, zones) = draft.finish();
        if let Some(example) = joined.example {
            let message =
                format!("{} words that a line breaks were joined, such as {example}", joined.count);
            problems.push(Problem::new("pdf-hyphens", Severity::Note, Place::Whole, message));
        }
        let mut read = article(text, Some(zones), input, "application/pdf", tag_set);
        read.problems.extend(problems);
        if let Err(error) = read.document.set_markup(headings(&read.document)) {
            let message = format!("headings were not kept: {error}");
            read.problems.push(Problem::new("markup", Severity::Warning, Place::Whole, message));
        }
        Ok(vec![read])
    }
}

/// Lines that are set as headings.
fn headings(document: &Document) -> Vec<Markup> {
    let heading = |it: &Zone| match it.kind {
        ZoneKind::Headline => Some(Markup::new(it.span, MarkupKind::Heading(1))),
        ZoneKind::Subhead => Some(Markup::new(it.span, MarkupKind::Heading(2))),
        _ => None,
    };
    document.zones().iter().filter_map(heading).collect()
}

fn refused(message: &str) -> ReadError {
    ReadError::Format { format: "PDF file that can be read", message: message.to_owned() }
}

/// What an editor should know of the pages.
fn told(pages: &[glyphs::Page]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |check, message| {
        problems.push(Problem::new(check, Severity::Warning, Place::Whole, message));
    };
    let blank = (1..).zip(pages).filter(|(_, it)| it.glyphs.is_empty() && it.pictures > 0);
    let blank: Vec<_> = blank.map(|(number, _)| number.to_string()).collect();
    if !blank.is_empty() {
        let some = blank.get(..blank.len().min(10)).unwrap_or_default().join(", ");
        let more = if blank.len() > 10 { " and so on" } else { "" };
        tell("pdf-pictures", format!("page {some}{more}: a picture without letters; not read"));
    }
    let unknown: usize = pages.iter().map(|it| it.unknown).sum();
    if unknown > 0 {
        let message =
            format!("the file does not tell what {unknown} letters are; they became “\u{fffd}”");
        tell("lost-bytes", message);
    }
    if pages.iter().any(|it| it.cut) {
        tell(
            "pdf-limit",
            "the file draws more than a document can need; the rest was not read".to_owned(),
        );
    }
    problems
}

/// The letters of the pages. The crate is careful, but a panic in it shall be an error here.
fn guarded(bytes: &[u8]) -> Result<Vec<glyphs::Page>, ReadError> {
    if !bomb::is_bounded(bytes) {
        return Err(refused("it unpacks to more than a document can need"));
    }
    std::panic::catch_unwind(|| pages(bytes)).unwrap_or_else(|_| Err(refused("it is damaged")))
}

fn pages(bytes: &[u8]) -> Result<Vec<glyphs::Page>, ReadError> {
    let file = File::new(bytes.to_vec()).map_err(|error| {
        refused(match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                "it is locked with a password; open it in a PDF program and save it without one"
            }
            LoadPdfError::Decryption(_) => "it is encrypted in a way that is not known",
            LoadPdfError::Invalid => "it is damaged or not whole; get it again",
        })
    })?;
    if file.pages().len() > PAGES {
        return Err(refused("it has more than 3000 pages; take out those that you need"));
    }
    let mut pages = glyphs::pages(&file);
    pages.iter_mut().for_each(direction::turn);
    Ok(pages)
}

#[cfg(test)]
mod tests;
