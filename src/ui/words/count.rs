//! Numbers of things, with the form of the word that a number asks for.

use std::fmt::Display;

/// `1 tag`, `2 tags`. The only place that knows how many forms a word has.
fn counted<N: Display + PartialEq + From<u8> + Copy>(count: N, one: &str, many: &str) -> String {
    format!("{count} {}", if count == N::from(1) { one } else { many })
}

pub fn documents(count: impl Display + PartialEq + From<u8> + Copy) -> String {
    counted(count, "document", "documents")
}

pub fn characters(count: usize) -> String {
    counted(count, "character", "characters")
}

pub fn records(count: usize) -> String {
    counted(count, "record", "records")
}

pub fn relations(count: usize) -> String {
    counted(count, "relation", "relations")
}

pub fn tags(count: usize) -> String {
    counted(count, "tag", "tags")
}

/// How long ago, in words.
pub fn ago(seconds: i64) -> String {
    let (count, one, many) = match seconds {
        ..60 => return "less than a minute ago".to_owned(),
        60..3600 => (seconds / 60, "minute ago", "minutes ago"),
        3600..86_400 => (seconds / 3600, "hour ago", "hours ago"),
        _ => (seconds / 86_400, "day ago", "days ago"),
    };
    counted(count, one, many)
}

/// A length in bytes, as people say it.
pub fn bytes(bytes: u64) -> String {
    const KB: u64 = 1000;
    match bytes {
        ..KB => format!("{bytes} bytes"),
        KB..1_000_000 => format!("{} KB", bytes / KB),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

pub fn words(count: usize) -> String {
    counted(count, "word", "words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_do() {
        let told = [0, 61, 7_200, 90_000, 1_000_000].map(ago);
        let words =
            ["less than a minute ago", "1 minute ago", "2 hours ago", "1 day ago", "11 days ago"];
        assert_eq!(told, words);
    }

    #[test]
    fn sizes_are_told_as_people_do() {
        assert_eq!([999, 76_400, 1_940_000].map(bytes), ["999 bytes", "76 KB", "1.9 MB"]);
    }
}
