//! [`Zone`]: what part of the page a line is.

use super::model::Standing;
use super::value::Extra;
use crate::text::Span;

/// Makes an enum whose variants have a key.
macro_rules! keyed {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $key:literal, $doc:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $doc] $variant,)+ }

        impl $name {
            /// Every one, in the order of a page.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The key in files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The one with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.key() == key)
            }
        }
    };
}

keyed! {
    /// The parts of a page (after NITF and ninjs).
    ZoneKind {
        Headline = "headline", "The article's title.";
        Standfirst = "standfirst", "The summary under the headline.";
        Kicker = "kicker", "A topic word over the headline.";
        Byline = "byline", "Who wrote it.";
        Timestamp = "timestamp", "When it was published.";
        Dateline = "dateline", "Where it was written: `KELLBERG, Norland (MW) —`.";
        Caption = "caption", "Words under a picture.";
        Credit = "credit", "Whose picture it is.";
        Subhead = "subhead", "A heading inside the article.";
        Body = "body", "The running text.";
        Blockquote = "blockquote", "An indented quotation.";
        Pullquote = "pullquote", "Body words repeated large.";
        Embed = "embed", "A post from a platform.";
        Factbox = "factbox", "A box of facts or a list beside the article.";
        Transcript = "transcript", "`NAME:` turns.";
        Correction = "correction", "What was wrong in an earlier version.";
        EditorsNote = "editors_note", "A remark of the publication about the article.";
        Furniture = "furniture", "The page around the article: bars, links, buttons.";
    }
}

keyed! {
    /// Kinds of furniture.
    Furniture {
        Nav = "nav", "Menus and section bars.";
        Accessibility = "accessibility", "Skip links.";
        Share = "share", "Share and print buttons.";
        Related = "related", "Other articles.";
        ReadMore = "read_more", "A link inside the article.";
        Newsletter = "newsletter", "Sign-up lines.";
        Ad = "ad", "Advertisements.";
        Cookie = "cookie", "Consent notices.";
        Comments = "comments", "Reader comments.";
        TagList = "tag_list", "Lists of topics.";
        Legal = "legal", "Copyright and terms.";
        Other = "other", "Anything else around the article.";
    }
}

/// What part of the page a stretch of text is.
///
/// Zones of a document are sorted and apart, and hold every non-blank character; or there is none,
/// while the document has not been zoned.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
    /// Which kind of furniture; `None` for other zones.
    pub sub: Option<Furniture>,
    /// Its language, as a BCP 47 tag such as `en`.
    pub lang: Option<String>,
    /// Decided or open, how sure, from where.
    pub standing: Standing,
    /// Keys of a newer version.
    pub extra: Extra,
}

impl ZoneKind {
    /// Whether the tagger proposes quotes, claims and entities here.
    pub fn is_article(self) -> bool {
        self != Self::Furniture
    }
}
