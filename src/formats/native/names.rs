//! The words for states in files.

use crate::annotation::{Review, Tier};

pub(crate) fn review(review: Review) -> &'static str {
    match review {
        Review::Proposed => "proposed",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
    }
}

pub(crate) fn review_of(word: &str) -> Option<Review> {
    [Review::Proposed, Review::Accepted, Review::Rejected]
        .into_iter()
        .find(|it| review(*it) == word)
}

pub(crate) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Sure => "sure",
        Tier::Likely => "likely",
        Tier::Unsure => "unsure",
    }
}

pub(crate) fn tier_of(word: &str) -> Option<Tier> {
    [Tier::Sure, Tier::Likely, Tier::Unsure].into_iter().find(|it| tier(*it) == word)
}
