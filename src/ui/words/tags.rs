//! Tags: what has been decided, the card of the selected one, the queue and the flags.

use crate::annotation::{Annotation, Review, Tier};

/// What has been decided.
pub fn review(review: Review) -> &'static str {
    match review {
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
        Review::Proposed => "proposed",
    }
}

/// As [`review`], with what a person has done besides.
pub fn decision(annotation: &Annotation) -> &'static str {
    let standing = &annotation.standing;
    match standing.review {
        Review::Accepted if annotation.is_corrected() => "corrected",
        Review::Proposed if standing.signed.is_some() => "left open",
        decided => review(decided),
    }
}

/// How far a proposal can be trusted.
pub fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Sure => "sure",
        Tier::Likely => "likely",
        Tier::Unsure => "unsure",
    }
}

pub const NO_SPEAKER: &str = "speaker?";
pub const RELABEL: &str = "Relabel…";
pub const TAG_WORDS: &str = "Tag as…";

// The card of the selected tag

pub const CARD: &str = "SELECTED TAG";

/// Where no tag is selected; `key` goes to the next proposal.
pub fn card_empty(key: &str) -> String {
    format!("Click a tag in the article, or press {key} for the next open proposal.")
}

pub const MENTIONS: &str = "All identical…";

/// How sure the tagger is, in a word of [`tier`] and in hundredths.
pub fn certainty(tier: &str, percent: u16) -> String {
    format!("{tier} {percent} %")
}

/// How much a claim matters.
pub fn rank(percent: u16) -> String {
    format!("rank {percent} %")
}

pub const WHY: &str = "WHY";

/// The tagger's rule, and why it proposed the tag.
pub fn why_proposed(why: &str, rule: &str) -> String {
    format!("{why} ({rule})")
}

pub fn why_tagged(editor: &str) -> String {
    format!("Tagged by {editor}.")
}

pub fn why_imported(from: &str) -> String {
    format!("Imported from {from}.")
}

/// A corrected tag had this label.
pub fn proposed_as(label: &str) -> String {
    format!("Was proposed as {label}.")
}

/// `decision` is a word of [`decision`].
pub fn decided_by(decision: &str, editor: &str) -> String {
    format!("{decision} by {editor}")
}

pub const SPEAKER: &str = "SPEAKER";
pub const SPEAKER_NONE: &str = "nobody yet";
pub const RECORD: &str = "RECORD";
pub const RECORD_NONE: &str = "none";
pub const RECORD_RENAME: &str = "Rename";

/// The button that takes a source or cue off a quote: the part's label and words.
pub fn take_part_off(label: &str, words: &str) -> String {
    format!("Take off {label}: {words}")
}

/// A part of a quote: its label and words.
pub fn part(label: &str, words: &str) -> String {
    format!("{label}: {words}")
}

pub const LINKS: &str = "LINKS";

/// A link by its kind, with the words at its other end; it starts here, or there.
pub fn link(kind: &str, words: &str, starts_here: bool) -> String {
    if starts_here { format!("{kind}: {words}") } else { format!("{kind}, from: {words}") }
}

/// The button that takes a link out; `link` as above.
pub fn unlink(link: &str) -> String {
    format!("Remove the link “{link}”")
}

/// The button that takes a piece of a split quote away, counted from one.
pub fn remove_piece(number: usize) -> String {
    format!("Remove piece {number}")
}

pub const ATTRIBUTES_MORE: &str = "More attributes";
pub const NOTE: &str = "NOTE";

/// In an empty note; `key` begins one.
pub fn note_hint(key: &str) -> String {
    format!("{key} to write a note")
}

pub const NOTE_FIELD: &str = "Note";

// The queue of proposals and the flags

pub fn queue(count: usize) -> String {
    format!("OPEN PROPOSALS ({count})")
}

pub fn flags(count: usize) -> String {
    format!("FLAGS ({count})")
}

/// A flag of this kind.
pub fn flag(kind: &str) -> String {
    format!("Flag: {kind}")
}

/// Rows of the queue above those that are drawn.
pub fn queue_before(count: usize) -> String {
    format!("… {count} before")
}

pub const FLAG_OF_NO_KIND: &str = "flag";
pub const QUEUE_IN_READING_ORDER: &str = "in reading order";
pub const QUEUE_LEAST_SURE_FIRST: &str = "least sure first";
pub const QUEUE_ORDER: &str = "Change the order of the queue";
pub const QUEUE_EMPTY: &str = "Nothing is open: every shown proposal has been decided.";
pub const FLAG_DISMISS: &str = "Dismiss";
pub const FLAG_SETTLED: &str = "Settled";
