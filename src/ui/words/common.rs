//! What several parts of the window say for the same purpose.

pub const SHOW_PLACE: &str = "Show the place";

/// Under a list that is cut off.
pub fn more(count: usize) -> String {
    format!("… {count} more")
}

pub const CANCEL: &str = "Cancel";
pub const GO_TO_PLACE: &str = "Go to the place";
pub const CLOSE: &str = "Close";

/// A field with its value, for a screen reader.
pub fn field(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

pub const PASTED: &str = "Pasted text";

/// What a button does, with the key that does the same.
pub fn with_key(action: &str, key: &str) -> String {
    if key.is_empty() { action.to_owned() } else { format!("{action} ({key})") }
}
