//! Other names for the people who made and decided things: [`editors`], [`anonymise`].
//!
//! Not here: the article's own words and the records, which are what a data set is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::carry::{STALE, orphans};
use super::{
    Annotation, AttributeKind, Document, Edit, Extra, Key, Metadata, Origin, Relation, Signature,
    Standing, Status, TagSet, Value, Zone,
};

/// The names of everybody who made or decided something in a document, or finished it, also in an
/// earlier draft.
pub fn editors(document: &Document) -> BTreeSet<String> {
    fn of(standing: &Standing) -> impl Iterator<Item = &Signature> {
        let made = match &standing.origin {
            Origin::Person(signed) => Some(signed),
            Origin::Tagger(_) | Origin::Import { .. } => None,
        };
        standing.signed.iter().chain(made)
    }
    let done = match &document.metadata().status {
        Status::Done(signed) => Some(signed),
        Status::Open => None,
    };
    let standings = document.annotations().map(|it| &it.standing);
    let standings = standings.chain(document.relations().map(|it| &it.standing));
    let standings = standings.chain(document.zones().iter().map(|it| &it.standing));
    let signed = standings.flat_map(of).chain(done).map(|it| it.by.clone());
    let carried = document.annotations().filter_map(|it| it.note.as_deref());
    let carried = carried.filter(|it| it.contains(STALE)).flat_map(deciders);
    let orphans = orphans(document).into_iter().flat_map(|it| deciders(&it.decided));
    signed.chain(carried).chain(orphans).collect()
}

/// The names in words about decisions in an earlier draft: `accepted by Kim; the words have changed`.
fn deciders(words: &str) -> Vec<String> {
    let after = ["accepted by ", "rejected by ", "open by "].map(|it| words.split(it).skip(1));
    let names = after.into_iter().flatten();
    let names = names.filter_map(|it| it.split([';', '\n']).next().map(str::trim));
    names.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// A copy in which each name in `names` is what it stands for there: where somebody signed, and in
/// notes, attributes and unknown keys, where the whole name stands in the text.
pub fn anonymise(document: &Document, names: &BTreeMap<String, String>) -> Document {
    let new = Names { names, tag_set: document.tag_set() };
    let mut copy = document.clone();
    let tags = document.annotations().map(|it| Edit::Replace(Arc::new(new.annotation(it))));
    let links = document
        .relations()
        .flat_map(|it| [Edit::Unlink(it.id), Edit::Link(Box::new(new.relation(it)))]);
    let records = document.records().map(|it| {
        let mut record = it.clone();
        record.extra = new.extra(&it.extra);
        Edit::ReplaceRecord(Box::new(record))
    });
    let zones = document.zones().iter().map(|it| new.zone(it)).collect::<Vec<_>>();
    let zones = Edit::SpliceZones { at: 0, remove: zones.len(), insert: zones };
    let metadata = Edit::SetMetadata(Box::new(new.metadata(document.metadata())));
    for edit in tags.chain(links).chain(records).chain([zones, metadata]) {
        // Only names have changed, and free text fits wherever other text did.
        let applied = copy.apply(edit);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
    let mut markup = document.markup().to_vec();
    for it in &mut markup {
        it.extra = new.extra(&it.extra);
    }
    let applied = copy.set_markup(markup);
    debug_assert!(applied.is_ok(), "{applied:?}");
    copy
}

struct Names<'a> {
    names: &'a BTreeMap<String, String>,
    tag_set: &'a TagSet,
}

impl Names<'_> {
    fn signature(&self, signed: &Signature) -> Signature {
        let by = self.names.get(&signed.by).unwrap_or(&signed.by).clone();
        Signature { by, at: signed.at }
    }

    fn standing(&self, standing: &Standing) -> Standing {
        let origin = match &standing.origin {
            Origin::Person(signed) => Origin::Person(self.signature(signed)),
            other => other.clone(),
        };
        let signed = standing.signed.as_ref().map(|it| self.signature(it));
        Standing { signed, origin, ..standing.clone() }
    }

    fn annotation(&self, it: &Annotation) -> Annotation {
        Annotation {
            note: it.note.as_deref().map(|it| self.words(it)),
            attributes: it.attributes.iter().map(|(k, v)| self.attribute(it, k, v)).collect(),
            standing: self.standing(&it.standing),
            extra: self.extra(&it.extra),
            ..it.clone()
        }
    }

    /// Only what is written freely can name anybody.
    fn attribute(&self, tag: &Annotation, key: &Key, value: &Value) -> (Key, Value) {
        let spec = self.tag_set.label(tag.label.as_str()).and_then(|it| it.attribute(key.as_str()));
        let free = spec.is_some_and(|it| match it.kind {
            AttributeKind::Text | AttributeKind::Any => true,
            AttributeKind::Choice(_)
            | AttributeKind::Choices(_)
            | AttributeKind::Flag
            | AttributeKind::Scale(_) => false,
        });
        (key.clone(), if free { self.value(value) } else { value.clone() })
    }

    fn relation(&self, it: &Relation) -> Relation {
        Relation {
            standing: self.standing(&it.standing),
            extra: self.extra(&it.extra),
            ..it.clone()
        }
    }

    fn zone(&self, it: &Zone) -> Zone {
        Zone { standing: self.standing(&it.standing), extra: self.extra(&it.extra), ..it.clone() }
    }

    fn metadata(&self, it: &Metadata) -> Metadata {
        let status = match &it.status {
            Status::Done(signed) => Status::Done(self.signature(signed)),
            Status::Open => Status::Open,
        };
        Metadata { status, extra: self.extra(&it.extra), ..it.clone() }
    }

    fn extra(&self, extra: &Extra) -> Extra {
        extra.iter().map(|(key, value)| (key.clone(), self.value(value))).collect()
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Text(text) => Value::Text(self.words(text)),
            Value::List(items) => Value::List(items.iter().map(|it| self.value(it)).collect()),
            Value::Map(items) => {
                Value::Map(items.iter().map(|(key, it)| (key.clone(), self.value(it))).collect())
            }
            Value::Null | Value::Flag(_) | Value::Number(_) | Value::Decimal(_) => value.clone(),
        }
    }

    /// Text in which the names stand as whole words, the longest first.
    fn words(&self, text: &str) -> String {
        let mut names: Vec<_> = self.names.iter().filter(|it| !it.0.is_empty()).collect();
        names.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let inside = out.chars().next_back().is_some_and(char::is_alphanumeric);
            let found = names.iter().filter(|_| !inside).find_map(|(name, new)| {
                let after = rest.strip_prefix(name.as_str())?;
                let ends = !after.chars().next().is_some_and(char::is_alphanumeric);
                ends.then_some((after, new))
            });
            if let Some((after, new)) = found {
                out.push_str(new);
                rest = after;
            } else {
                out.push(c);
                rest = rest.split_at(c.len_utf8()).1;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::samples::{change, document, kim, link};

    #[test]
    fn no_name_is_left() {
        let mut document = document("{quote|“No,”} said {source|Ann}.");
        link(&mut document, "said_by", 1, 2);
        let by = |name: &str| Signature { by: name.into(), at: None };
        change(&mut document, 1, |it| {
            it.standing = Standing::by_person(by("Ann Lee"));
            it.note = Some("ask Ann Lee, Kim’s or Kimberley; Kim".into());
            it.extra.insert("by".into(), Value::texts(["Kim", "x"]));
        });
        let metadata = Metadata { status: Status::Done(kim()), ..document.metadata().clone() };
        document.apply(Edit::SetMetadata(Box::new(metadata))).unwrap();
        assert_eq!(editors(&document), BTreeSet::from(["Ann Lee", "Kim"].map(str::to_owned)));
        let names = [("Ann Lee", "editor-1"), ("Kim", "editor-2")];
        let names = names.map(|it| (it.0.to_owned(), it.1.to_owned())).into();
        let new = anonymise(&document, &names);
        assert_eq!(editors(&new), BTreeSet::from(["editor-1", "editor-2"].map(str::to_owned)));
        let tag = new.annotation(crate::annotation::AnnotationId(1)).unwrap();
        assert_eq!(tag.note.as_deref(), Some("ask editor-1, editor-2’s or Kimberley; editor-2"));
        assert_eq!(tag.extra["by"], Value::texts(["editor-2", "x"]));
        assert_eq!(new.text(), document.text(), "the article stays");
        assert_eq!(new.relations().count(), 1);
    }

    #[test]
    fn who_decided_in_an_earlier_draft_is_found() {
        let mut old = document("{person|Ann Roe} left. {person|Bo Dee} saw fourteen boats sink.");
        for id in [1, 2] {
            change(&mut old, id, |it| it.standing = Standing::by_person(kim()));
        }
        let draft = document("Bo Dee saw many boats sink.");
        let carried = crate::annotation::carry::carry(&old, &draft).unwrap().document;
        assert_eq!(orphans(&carried).len(), 1);
        assert_eq!(editors(&carried), BTreeSet::from(["Kim".to_owned()]));
        let names = [("Kim".to_owned(), "editor-1".to_owned())].into();
        assert_eq!(editors(&anonymise(&carried, &names)), BTreeSet::from(["editor-1".to_owned()]));
    }
}
