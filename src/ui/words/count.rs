//! Numbers of things, with the form of the word that a number asks for.

/// `1 tag`, `2 tags`. The only place that knows how many forms a word has.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

pub fn documents(count: usize) -> String {
    counted(count, "document", "documents")
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
