//! What a document of a list is like, before it is opened.

pub const HEADING: &str = "Before it is opened";
pub const READING: &str = "Looking into it…";
pub const NO_HEADLINE: &str = "No headline found";
pub const TOO_LARGE: &str = "It is large: open it to see what is in it.";
pub const SAVED: &str = "saved document";

/// What kind of file it is, by its media type; `end` is the end of its name.
pub fn kind(media_type: &str, end: &str) -> String {
    let known = match media_type {
        "text/html" => "web page",
        "text/plain" => "plain text",
        "text/markdown" => "Markdown",
        "application/pdf" => "PDF",
        "message/rfc822" | "application/mbox" => "mail",
        "application/epub+zip" => "e-book",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word file",
        "application/vnd.oasis.opendocument.text" => "OpenDocument text",
        "application/rtf" | "text/rtf" => "rich text",
        _ => "",
    };
    if known.is_empty() { end.to_uppercase() } else { known.to_owned() }
}

/// A kind of zone, by its name, and how many there are.
pub fn zones(kind: &str, count: usize) -> String {
    format!("{kind} {count}")
}

/// What reading it told: how many things, and the first.
pub fn problems(count: usize, first: &str) -> String {
    if count == 1 { first.to_owned() } else { format!("{count} problems, first: {first}") }
}
