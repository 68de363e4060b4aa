//! [`Loss`]: one thing in a document that a format cannot hold.

use std::collections::BTreeSet;
use std::fmt;

use crate::annotation::{
    Annotation, AnnotationId, Document, Key, Metadata, Origin, RecordId, Relation, RelationId,
    Review, Spans, Standing, Tier,
};
use crate::text::Unit;

/// One thing that a format cannot hold.
///
/// Whoever reads an export back gets the document less exactly these; a thing that is lost as a
/// whole takes what hangs on it along, which is told as further losses only where it is another
/// thing: the relations of a tag, but not its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub what: What,
    /// Of what.
    pub of: Subject,
}

/// What has lost something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A record.
    Record(RecordId),
}

/// What is lost, or how it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The whole tag, relation or record.
    Whole,
    /// A tag's attribute.
    Attribute(Key),
    /// A tag's note.
    Note,
    /// Which record a tag stands for.
    Mention,
    /// Whether it was accepted or rejected: it comes back as a proposal.
    Review,
    /// How far it can be trusted: its tier and confidence.
    Trust,
    /// Who or what made it, why, and who decided.
    Origin,
    /// That the pieces of a split tag are one: each piece is a tag.
    Pieces,
    /// The place of a tag: the format can only hold this one.
    Place(Spans),
    /// A record's aliases, roles and link.
    Details,
    /// The zones of the page.
    Zones,
    /// What the article's own file says of places in it: links, lists, times.
    Markup,
    /// The document's source, status and unknown keys.
    Metadata,
    /// The document's name.
    Name,
    /// Unknown keys.
    Extra,
    /// Line ends other than `\n`: they are `\n`, and places move with them.
    LineEnds,
    /// Characters that the format forbids: each is another of the same length.
    Characters,
}

impl What {
    /// Its stable name, for scripts.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Attribute(_) => "attribute",
            Self::Note => "note",
            Self::Mention => "mention",
            Self::Review => "review",
            Self::Trust => "trust",
            Self::Origin => "origin",
            Self::Pieces => "pieces",
            Self::Place(_) => "place",
            Self::Details => "details",
            Self::Zones => "zones",
            Self::Markup => "markup",
            Self::Metadata => "metadata",
            Self::Name => "name",
            Self::Extra => "extra",
            Self::LineEnds => "line_ends",
            Self::Characters => "characters",
        }
    }
}

impl Loss {
    /// A loss of `of`.
    pub fn new(what: What, of: Subject) -> Self {
        Self { what, of }
    }

    /// A whole annotation that is lost.
    pub fn tag(id: AnnotationId) -> Self {
        Self::new(What::Whole, Subject::Annotation(id))
    }

    /// A whole relation that is lost.
    pub fn relation(id: RelationId) -> Self {
        Self::new(What::Whole, Subject::Relation(id))
    }

    /// Which one it is, for people: the words of a tag, the name of a record.
    pub fn which(&self, document: &Document) -> Which {
        let words = |id| document.annotation(id).map(|it| document.excerpt(it));
        let (id, words) = match self.of {
            Subject::Document => (String::new(), None),
            Subject::Annotation(id) => (id.to_string(), words(id)),
            Subject::Relation(id) => {
                let ends = document.relation(id).map(|it| {
                    let [from, to] = [it.from, it.to].map(|id| words(id).unwrap_or_default());
                    format!("{} from {from} to {to}", it.kind)
                });
                (id.to_string(), ends)
            }
            Subject::Record(id) => (id.to_string(), document.record(id).map(|it| it.name.clone())),
        };
        let detail = match &self.what {
            What::Attribute(key) => Some(key.to_string()),
            What::Place(spans) => {
                let at = |byte| document.text().offset_in(Unit::CodePoint, byte);
                let places = spans.iter().map(|it| format!("{}-{}", at(it.start()), at(it.end())));
                Some(format!("now {}", places.collect::<Vec<_>>().join(" ")))
            }
            _ => None,
        };
        Which { id, words, detail }
    }
}

/// Which thing has lost something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    /// Its id; empty for the document.
    pub id: String,
    /// Its words.
    pub words: Option<String>,
    /// The attribute, or the new place.
    pub detail: Option<String>,
}

impl fmt::Display for Which {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.id)?;
        if let Some(words) = &self.words {
            let short: String = words.chars().take(40).collect();
            let more = if short.len() < words.len() { "…" } else { "" };
            write!(out, " “{short}{more}”")?;
        }
        match &self.detail {
            Some(detail) => write!(out, " {detail}"),
            None => Ok(()),
        }
    }
}

/// What a format holds of every document, for the losses that are the same for all tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a list of abilities, each on its own")]
pub struct Holds {
    /// Attributes of tags, with values of any kind.
    pub attributes: bool,
    /// Notes.
    pub notes: bool,
    /// Records and which tags stand for them.
    pub records: bool,
    /// Aliases, roles and links of records.
    pub details: bool,
    /// Decisions. Without it, rejected tags and relations are lost as a whole: they would come back
    /// as right ones.
    pub review: bool,
    /// Tiers and confidences.
    pub trust: bool,
    /// Who or what made a tag, why, and who decided.
    pub origin: bool,
    /// Split tags, as one.
    pub pieces: bool,
    /// Relations.
    pub relations: bool,
    /// Decisions, trust and origins of relations.
    pub relation_standing: bool,
    /// Decisions of relations, if nothing else is held of where they stand.
    pub relation_review: bool,
    /// Zones.
    pub zones: bool,
    /// The document's source, status and unknown keys.
    pub metadata: bool,
    /// The document's name.
    pub name: bool,
    /// Unknown keys of tags, relations and records.
    pub extra: bool,
}

impl Holds {
    /// Nothing but labels, places and the document's name.
    pub const TAGS: Self = Self {
        attributes: false,
        notes: false,
        records: false,
        details: false,
        review: false,
        trust: false,
        origin: false,
        pieces: false,
        relations: false,
        relation_standing: false,
        relation_review: false,
        zones: false,
        metadata: false,
        name: true,
        extra: false,
    };

    /// All of tags, records and relations but where they come from and what is not known here.
    pub const MOST: Self = Self {
        attributes: true,
        notes: true,
        records: true,
        details: true,
        review: true,
        trust: true,
        pieces: true,
        relations: true,
        ..Self::TAGS
    };

    /// Whether a tag goes out at all.
    pub fn tag(&self, tag: &Annotation) -> bool {
        self.review || tag.is_live()
    }

    /// Whether a relation goes out: if both its tags do.
    pub fn relation(&self, document: &Document, link: &Relation) -> bool {
        let goes = |id| document.annotation(id).is_some_and(|it| self.tag(it));
        let told = self.relation_standing || self.relation_review;
        let live = told || link.standing.review != Review::Rejected;
        self.relations && live && goes(link.from) && goes(link.to)
    }
}

/// What a format that holds this, and can mark any place, loses of `document`.
pub fn losses(document: &Document, holds: &Holds) -> Vec<Loss> {
    losses_at(document, holds, &|tag| Some(tag.spans.clone()))
}

/// What a format that holds this loses of `document`. `place` tells where it marks a tag that goes
/// out; `None`: nowhere.
pub fn losses_at(
    document: &Document,
    holds: &Holds,
    place: &dyn Fn(&Annotation) -> Option<Spans>,
) -> Vec<Loss> {
    let mut losses = Vec::new();
    of_document(document, holds, &mut losses);
    let mut gone = BTreeSet::new();
    for tag in document.annotations() {
        let Some(spans) = Some(tag).filter(|it| holds.tag(it)).and_then(place) else {
            gone.insert(tag.id);
            losses.push(Loss::tag(tag.id));
            continue;
        };
        of_tag(tag, (holds, spans.len()), &mut losses);
        if spans != tag.spans {
            losses.push(Loss::new(What::Place(spans), Subject::Annotation(tag.id)));
        }
    }
    for link in document.relations() {
        let loose = gone.contains(&link.from) || gone.contains(&link.to);
        if loose || !holds.relation(document, link) {
            losses.push(Loss::relation(link.id));
            continue;
        }
        let of = Subject::Relation(link.id);
        if !holds.relation_standing {
            let holds = Holds { review: holds.relation_review, ..Holds::TAGS };
            of_standing(&link.standing, of, &holds, &mut losses);
        }
        if !holds.extra && !link.extra.is_empty() {
            losses.push(Loss::new(What::Extra, of));
        }
    }
    for record in document.records() {
        let of = Subject::Record(record.id);
        if !holds.records {
            losses.push(Loss::new(What::Whole, of));
            continue;
        }
        let plain = record.aliases.is_empty() && record.roles.is_empty() && record.link.is_none();
        if !holds.details && !plain {
            losses.push(Loss::new(What::Details, of));
        }
        if !holds.extra && !record.extra.is_empty() {
            losses.push(Loss::new(What::Extra, of));
        }
    }
    losses
}

/// The losses where these tags, relations and records are lost as a whole, too.
pub(super) fn whole(mut losses: Vec<Loss>, mut gone: BTreeSet<Subject>) -> Vec<Loss> {
    for loss in losses.iter().filter(|it| it.what == What::Whole) {
        gone.insert(loss.of);
    }
    losses.retain(|it| !gone.contains(&it.of));
    losses.extend(gone.into_iter().map(|it| Loss::new(What::Whole, it)));
    losses
}

fn of_document(document: &Document, holds: &Holds, losses: &mut Vec<Loss>) {
    let mut lost = |held: bool, there: bool, what| {
        if !held && there {
            losses.push(Loss::new(what, Subject::Document));
        }
    };
    let metadata = document.metadata();
    let named = Metadata { id: metadata.id.clone(), ..Metadata::default() };
    lost(holds.zones, !document.zones().is_empty(), What::Zones);
    lost(false, !document.markup().is_empty(), What::Markup);
    lost(holds.metadata, *metadata != named, What::Metadata);
    lost(holds.name, !metadata.id.is_empty(), What::Name);
}

fn of_tag(tag: &Annotation, (holds, pieces): (&Holds, usize), losses: &mut Vec<Loss>) {
    let of = Subject::Annotation(tag.id);
    if !holds.attributes {
        let keys = tag.attributes.keys();
        losses.extend(keys.map(|it| Loss::new(What::Attribute(it.clone()), of)));
    }
    let mut lost = |held: bool, there: bool, what| {
        if !held && there {
            losses.push(Loss::new(what, of));
        }
    };
    lost(holds.notes, tag.note.is_some(), What::Note);
    lost(holds.records, tag.record.is_some(), What::Mention);
    lost(holds.pieces, pieces > 1, What::Pieces);
    lost(holds.extra, !tag.extra.is_empty(), What::Extra);
    of_standing(&tag.standing, of, holds, losses);
}

/// What an import sets by itself is no loss.
fn of_standing(standing: &Standing, of: Subject, holds: &Holds, losses: &mut Vec<Loss>) {
    let mut lost = |held: bool, there: bool, what| {
        if !held && there {
            losses.push(Loss::new(what, of));
        }
    };
    let trusted = standing.tier != Tier::Likely || standing.confidence.is_some();
    let imported = matches!(standing.origin, Origin::Import { .. }) && standing.signed.is_none();
    lost(holds.review, standing.review != Review::Proposed, What::Review);
    lost(holds.trust, trusted, What::Trust);
    lost(holds.origin, !imported, What::Origin);
}
