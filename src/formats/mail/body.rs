//! The plain text of a mail: what is said, what is quoted from other mail, and the signature.

use super::{Element, Page, head};

/// Most lines of a signature; below more, a line of two dashes was something else.
const SIGNATURE: usize = 15;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Said,
    /// Quoted from other mail, or about it.
    Quoted,
    Signature,
    /// Heads of mail that is forwarded in the text.
    Head,
}

/// Whether a mail hands other mail on, rather than answering it.
pub(super) fn is_forwarded(subject: &str) -> bool {
    let subject = subject.trim_start().to_lowercase();
    ["fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "i:"].iter().any(|it| subject.starts_with(it))
}

/// How many words HTML shows, roughly: tags and what is in angle brackets do not count.
pub(super) fn words_of_html(html: &str) -> usize {
    let mut count = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        count += before.split_whitespace().count();
        let raw = ["<style", "<script", "<head"]
            .iter()
            .find(|it| tag.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
        let end = match raw {
            Some(name) => {
                let close = format!("</{}", name.trim_start_matches('<'));
                tag.to_ascii_lowercase().find(&close).unwrap_or(tag.len())
            }
            None => 0,
        };
        let from = tag.get(end..).unwrap_or_default();
        rest = from.find('>').and_then(|it| from.get(it + 1..)).unwrap_or_default();
    }
    count + rest.split_whitespace().count()
}

/// Adds the lines of a text. `flowed` says that lines which end in a space go on below, and whether
/// that space is to go.
pub(super) fn lay_out(page: &mut Page, words: &str, flowed: Option<bool>, forwarded: bool) {
    let lines: Vec<String> = match flowed {
        Some(delete) => joined(words, delete),
        None => words.lines().map(str::to_owned).collect(),
    };
    let kinds = kinds(&lines, forwarded);
    let mut paragraph: Vec<&str> = Vec::new();
    let mut open = Line::Said;
    for (line, kind) in lines.iter().zip(kinds).chain([(&String::new(), Line::Said)]) {
        let blank = line.trim().is_empty();
        if (blank || kind != open) && !paragraph.is_empty() {
            let element = if open == Line::Said { Element::new("p") } else { head("p") };
            // Lines are broken as they were written.
            page.line(Element { verbatim: true, ..element }, &paragraph.join("\n"));
            paragraph.clear();
        }
        if !blank {
            paragraph.push(line.trim_end());
            open = kind;
        }
    }
}

fn kinds(lines: &[String], forwarded: bool) -> Vec<Line> {
    let mut kinds: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = Line::Said;
    let mut heads = false;
    for (at, line) in lines.iter().enumerate() {
        let words = line.trim();
        let kind = if words.starts_with('>') {
            // “On Monday Ann Lee wrote:” may take two lines.
            let above = kinds.iter().enumerate().rev().take_while(|(it, _)| at - it <= 3);
            let above: Vec<_> = above.map(|it| it.0).collect();
            let tells =
                above.into_iter().find(|it| lines.get(*it).is_some_and(|it| introduces(it)));
            for kind in kinds.iter_mut().skip(tells.unwrap_or(at)) {
                *kind = Line::Quoted;
            }
            Line::Quoted
        } else if is_marker(words) {
            heads = true;
            // What is handed on is what the mail is about; what is answered has been read.
            let handed = forwarded || !words.to_lowercase().contains("original message");
            rest = if handed { Line::Said } else { Line::Quoted };
            Line::Head
        } else if matches!(line.trim_end(), "--") && rest == Line::Said && is_signature(lines, at) {
            rest = Line::Signature;
            Line::Signature
        } else if heads && (words.is_empty() || is_head(words)) {
            heads = words.is_empty() || is_head(words);
            Line::Head
        } else {
            heads = false;
            rest
        };
        kinds.push(kind);
    }
    kinds
}

/// Whether only a few lines come after line `at`, none of them quoted.
fn is_signature(lines: &[String], at: usize) -> bool {
    let after = lines.iter().skip(at + 1).take_while(|it| !it.starts_with('>'));
    after.filter(|it| !it.trim().is_empty()).count() <= SIGNATURE
}

/// “On Monday, 6 May 2024, Ann Lee wrote:”
fn introduces(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(':') && !line.starts_with('>') && line.len() <= 200
}

/// “----- Original Message -----”
fn is_marker(words: &str) -> bool {
    let inner = words.trim_matches('-').trim().to_lowercase();
    let known =
        ["original message", "forwarded message", "ursprüngliche nachricht", "message transféré"];
    words.starts_with("--") && words.ends_with("--") && known.iter().any(|it| inner.contains(it))
        || inner == "begin forwarded message:"
}

fn is_head(words: &str) -> bool {
    let name = words.split_once(':').map(|it| it.0.trim_matches('*').to_lowercase());
    let known = [
        "from", "to", "cc", "date", "sent", "subject", "reply-to", "von", "an", "gesendet",
        "betreff", "datum", "de", "à", "objet", "envoyé", "para", "asunto", "fecha",
    ];
    name.is_some_and(|it| known.contains(&it.as_str()))
}

/// Lines of `format=flowed` made whole.
fn joined(words: &str, delete: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = None;
    for line in words.lines() {
        let depth = line.bytes().take_while(|it| *it == b'>').count();
        let rest = line.get(depth..).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let flows = rest.ends_with(' ') && rest != "-- ";
        let rest = if delete && flows { rest.trim_end_matches(' ') } else { rest };
        match lines.last_mut() {
            Some(last) if open == Some(depth) && rest != "-- " => last.push_str(rest),
            _ => {
                let marks = ">".repeat(depth);
                let blank = if depth > 0 { " " } else { "" };
                lines.push(format!("{marks}{blank}{rest}"));
            }
        }
        open = flows.then_some(depth);
    }
    lines
}
