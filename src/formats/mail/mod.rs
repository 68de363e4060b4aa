//! Mail (`.eml`, `.mbox`) and web pages that were saved as one (`.mhtml`).
//!
//! Subject, sender and date are zones of their own; who else got it, quoted lines of other mail and
//! signatures are furniture. Of a mail that says the same as plain text and as HTML, the plain text
//! is taken, unless it holds far less. Forwarded mail is kept, with its own heads.
//!
//! Formats: RFC 5322 and MIME; `text/plain; format=flowed`, RFC 3676; MHTML, RFC 2557.
//!
//! Not here: attachments; they are told, and have to be opened by themselves.

mod body;
mod web;

use std::sync::Arc;

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::markup::{self, Element, Mark, Page};
use super::{Importer, Input, Read, ReadError, html};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Furniture, TagSet, ZoneKind};

/// The importer of mail.
pub(super) struct Mail;

pub(super) use self::web::Archive;

/// Forwarded mail inside of forwarded mail that is opened.
const DEPTH: usize = 4;

/// Most messages of a mailbox.
const MESSAGES: usize = 10_000;

impl Importer for Mail {
    fn key(&self) -> &'static str {
        "mail"
    }

    fn about(&self) -> &'static str {
        "mail: its text, with subject, sender and date as zones, and quoted lines as furniture"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mbox", "mbx"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let names = heads(input.bytes());
        let has = |name: &str| names.iter().any(|it| it == name);
        let sent = ["message-id", "received", "mime-version", "return-path", "delivered-to"];
        let called = input.extension() == "eml" && (has("subject") || has("date") || has("to"));
        has("from") && (called || sent.into_iter().any(has))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let mut reads = Vec::new();
        for bytes in messages(input.bytes()) {
            if reads.len() >= MESSAGES {
                let message = format!("it holds more than {MESSAGES} messages; split it");
                return Err(ReadError::Format { format: "mail", message });
            }
            let message = parsed(bytes)?;
            let mut taken = Taken::default();
            taken.message(&message, DEPTH);
            let mut read = markup::document(&taken.page, input, "message/rfc822", tag_set);
            read.problems.extend(taken.problems());
            if read.document.text().as_str().trim().is_empty() {
                read.problems.push(Problem::new(
                    "mail-empty",
                    Severity::Warning,
                    Place::Whole,
                    "the mail has no text".to_owned(),
                ));
            }
            reads.push(read);
        }
        number(&mut reads);
        Ok(reads)
    }
}

/// Gives documents of one file names of their own.
pub(super) fn number(reads: &mut [Read]) {
    if reads.len() < 2 {
        return;
    }
    for (at, read) in (1..).zip(reads) {
        let mut metadata = read.document.metadata().clone();
        metadata.id = format!("{}-{at}", metadata.id);
        // Metadata fit any document.
        let _old = read.document.apply(crate::annotation::Edit::SetMetadata(Box::new(metadata)));
    }
}

/// The names of the heads with which a file begins, in small letters.
fn heads(bytes: &[u8]) -> Vec<String> {
    let start = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let lines = start.lines().skip_while(|it| it.starts_with("From "));
    let mut names = Vec::new();
    for line in lines.take_while(|it| !it.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return Vec::new() };
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
            return Vec::new();
        }
        names.push(name.to_ascii_lowercase());
    }
    names
}

/// The messages of a file: one, or those of a mailbox.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(end) = bytes.get(at..).and_then(|it| it.iter().position(|it| *it == b'\n')) {
        let blank = bytes.get(at..at + end).is_some_and(|it| it.trim_ascii().is_empty());
        at += end + 1;
        if blank && bytes.get(at..).is_some_and(|it| it.starts_with(b"From ")) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end)).collect()
}

fn refused(message: &str) -> ReadError {
    ReadError::Format { format: "mail", message: message.to_owned() }
}

/// Most mails attached to mail, anywhere in a message. The crate goes into each on the stack.
const ATTACHED: usize = 100;

/// How often a message may hold another one.
fn nested(bytes: &[u8]) -> usize {
    let words: [&[u8]; 2] = [b"message/", b"multipart/digest"];
    let at = |at: &usize| {
        let rest = bytes.get(*at..).unwrap_or_default();
        words
            .iter()
            .any(|it| rest.get(..it.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(it)))
    };
    (0..bytes.len())
        .filter(|it| bytes.get(*it).is_some_and(|it| matches!(it, b'm' | b'M')))
        .filter(at)
        .count()
}

/// A message; a panic of the crate is an error.
fn parsed(bytes: &[u8]) -> Result<Message<'_>, ReadError> {
    // The line of a mailbox before a message is no head.
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(rest) => {
            let end = rest.iter().position(|it| *it == b'\n').map_or(rest.len(), |it| it + 1);
            rest.get(end..).unwrap_or_default()
        }
        None => bytes,
    };
    if nested(bytes) > ATTACHED {
        return Err(refused("it holds more than 100 other mails; open those by themselves"));
    }
    let parsed = std::panic::catch_unwind(|| MessageParser::default().parse(bytes));
    let parsed = parsed.map_err(|_| refused("it is damaged"))?;
    parsed
        .filter(|it| !it.headers().is_empty())
        .ok_or_else(|| refused("it has no heads such as “From:” and “Subject:” before its text"))
}

/// What has been taken from a mail.
#[derive(Default)]
struct Taken {
    page: Page,
    attached: Vec<String>,
    unknown: bool,
}

impl Taken {
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut tell = |check, severity, message| {
            problems.push(Problem::new(check, severity, Place::Whole, message));
        };
        if !self.attached.is_empty() {
            let message = format!(
                "{} attachments are no part of the text: {}",
                self.attached.len(),
                self.attached.get(..self.attached.len().min(8)).unwrap_or_default().join(", ")
            );
            tell("mail-attached", Severity::Note, message);
        }
        if self.unknown {
            let message = "a part is not in the encoding that the mail tells; letters may be wrong";
            tell("lost-bytes", Severity::Warning, message.to_owned());
        }
        problems
    }

    fn message(&mut self, message: &Message<'_>, depth: usize) {
        self.heads(message);
        let forwarded = body::is_forwarded(message.subject().unwrap_or_default());
        for part in best(message) {
            self.unknown |= part.is_encoding_problem;
            match &part.body {
                PartType::Html(words) => self.page.add(html::part(words)),
                PartType::Text(words) => {
                    let kind = part.content_type();
                    let flowed = kind.and_then(|it| it.attribute("format"));
                    let flowed = flowed.is_some_and(|it| it.eq_ignore_ascii_case("flowed"));
                    let delsp = kind.and_then(|it| it.attribute("delsp"));
                    let joined = delsp.is_some_and(|it| it.eq_ignore_ascii_case("yes"));
                    body::lay_out(&mut self.page, words, flowed.then_some(joined), forwarded);
                }
                _ => {}
            }
        }
        for part in message.attachments() {
            match &part.body {
                PartType::Message(inner) if depth > 0 => {
                    self.page.line(head("p"), "Forwarded message");
                    self.message(inner, depth - 1);
                }
                _ => {
                    let name = part.attachment_name().map(str::to_owned);
                    let kind = || part.content_type().map_or("unnamed", |it| it.ctype()).to_owned();
                    self.attached.push(name.unwrap_or_else(kind));
                }
            }
        }
    }

    fn heads(&mut self, message: &Message<'_>) {
        let zone = |kind| Element::told("p", Mark::Zone(kind, "element"));
        if let Some(subject) = message.subject() {
            self.page.line(zone(ZoneKind::Headline), subject);
        }
        if let Some(from) = message.from().map(names) {
            self.page.line(zone(ZoneKind::Byline), &from);
        }
        if let Some(date) = message.header_raw("Date") {
            self.page.line(zone(ZoneKind::Timestamp), date.trim());
        }
        for (name, address) in [("To", message.to()), ("Cc", message.cc())] {
            if let Some(address) = address {
                self.page.line(head("p"), &format!("{name}: {}", names(address)));
            }
        }
    }
}

/// A line about the mail and not of it.
fn head(name: &str) -> Element {
    Element::told(name, Mark::Furniture(Furniture::Other, "element"))
}

/// `Ann Lee <ann@echo.example>, …`
fn names(address: &Address<'_>) -> String {
    let one = |it: &mail_parser::Addr<'_>| match (it.name(), it.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    };
    let all: Vec<_> = address.iter().take(50).map(one).collect();
    all.join(", ")
}

/// The parts to read: plain text, unless the HTML beside it says far more.
fn best<'a>(message: &'a Message<'a>) -> Vec<&'a mail_parser::MessagePart<'a>> {
    let words = |parts: &[&mail_parser::MessagePart<'_>]| {
        let of = |it: &&mail_parser::MessagePart<'_>| match &it.body {
            PartType::Text(words) => words.split_whitespace().count(),
            PartType::Html(words) => body::words_of_html(words),
            _ => 0,
        };
        parts.iter().map(of).sum::<usize>()
    };
    let plain: Vec<_> = message.text_bodies().collect();
    let html: Vec<_> = message.html_bodies().collect();
    if words(&plain) * 2 < words(&html) { html } else { plain }
}

#[cfg(test)]
mod tests;
