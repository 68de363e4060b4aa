//! The annotations of a file one by one. As the file's structs, all at once, they would take more
//! memory for a moment than the document for good, and most systems leave a program what it has
//! once had.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::file::AnnotationV1;
use super::read::LAST_ID;
use crate::annotation::AnnotationId;

/// Takes the annotations of a file.
pub(super) type Take<'a> = &'a mut dyn FnMut(AnnotationV1);

/// What must be known of all annotations before the first of them is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The highest number of an id that may be one.
    pub highest: u32,
    /// Whether one comes without its words.
    pub is_unquoted: bool,
}

impl Seen {
    fn add(&mut self, id: &str, quoted: bool) {
        let id = id.parse::<AnnotationId>().ok().filter(|it| it.0 < LAST_ID);
        self.highest = self.highest.max(id.map_or(0, |it| it.0));
        self.is_unquoted |= !quoted;
    }
}

/// The annotations of a file, read or only looked at.
pub(super) trait Tags {
    fn seen(&self) -> Seen;
}

impl Tags for Seen {
    fn seen(&self) -> Seen {
        *self
    }
}

impl Tags for Vec<AnnotationV1> {
    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for it in self {
            seen.add(&it.id, it.quote.is_some());
        }
        seen
    }
}

/// An annotation of which little is looked at.
#[derive(Deserialize)]
struct Glimpse {
    id: String,
    quote: Option<IgnoredAny>,
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Look;
        impl<'de> Visitor<'de> for Look {
            type Value = Seen;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a sequence")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Seen, A::Error> {
                let mut seen = Seen::default();
                while let Some(it) = from.next_element::<Glimpse>()? {
                    seen.add(&it.id, it.quote.is_some());
                }
                Ok(seen)
            }
        }
        from.deserialize_seq(Look)
    }
}

/// Walks through a file once more, for its annotations alone.
pub(super) struct Walk<'a>(pub Take<'a>);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        while let Some(key) = from.next_key::<String>()? {
            if key == "annotations" {
                from.next_value_seed(Items(&mut *self.0))?;
            } else {
                from.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Items<'a>(Take<'a>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        while let Some(it) = from.next_element::<AnnotationV1>()? {
            (self.0)(it);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::native::file::FileV1;

    #[test]
    fn annotations_are_looked_at_and_then_read_one_by_one() {
        let source = r#"{"factmark": 1, "annotations": [
            {"id": "a7", "label": "person", "spans": [[0, 3]], "quote": ["Ann"]},
            {"id": "b", "label": "org", "spans": []}], "text": "Ann", "x": {"annotations": 3}}"#;
        let file: FileV1<Seen> = serde_json::from_str(source).unwrap();
        assert_eq!(file.annotations, Seen { highest: 7, is_unquoted: true });
        let whole: FileV1 = serde_json::from_str(source).unwrap();
        assert_eq!(whole.annotations.seen(), file.annotations);
        let mut labels = Vec::new();
        let mut take = |it: AnnotationV1| labels.push(it.label);
        Walk(&mut take).deserialize(&mut serde_json::Deserializer::from_str(source)).unwrap();
        assert_eq!(labels, ["person", "org"]);
    }
}
