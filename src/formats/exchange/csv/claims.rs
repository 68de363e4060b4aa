//! Claims as a table for those who check them: what is said, by whom, what was found.

use serde::Serialize;

use super::super::claim;
use super::super::{Exporter, Frame, Loss, Options, Written};
use super::{document_name, safe, table};
use crate::annotation::{Annotation, Document, Signature};
use crate::formats::native::{names, time};
use crate::text::Unit;

/// The exporter.
pub(in crate::formats) struct Claims;

/// A row; the field names are the head of the table.
#[derive(Serialize)]
struct Row {
    document: String,
    id: String,
    claim: String,
    statement: String,
    claimant: String,
    start: usize,
    end: usize,
    types: String,
    voice: String,
    stance: String,
    checkability: String,
    reach: String,
    harm: String,
    centrality: String,
    doubt: String,
    status: String,
    finding: String,
    rating: String,
    evidence: String,
    action: String,
    review: &'static str,
    rank: Option<u16>,
    why: String,
    note: String,
    editor: String,
    decided: String,
}

const HEAD: &str = "document,id,claim,statement,claimant,start,end,types,voice,stance,checkability,reach,\
    harm,centrality,doubt,status,finding,rating,evidence,action,review,rank,why,note,editor,decided\n";

impl Exporter for Claims {
    fn key(&self) -> &'static str {
        "csv-claims"
    }

    fn about(&self) -> &'static str {
        "a table of claims with claimant, status, finding and evidence"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["claims.csv"]
    }

    fn many(&self) -> bool {
        true
    }

    fn frame(&self) -> Frame {
        Frame { head: HEAD, ..Frame::NONE }
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let rows = claim::all(document).map(|it| row(document, it, unit));
        Written::one(table(rows), losses(document))
    }
}

/// Whatever is no claim; of claims, their relations but for who makes them.
fn losses(document: &Document) -> Vec<Loss> {
    let others = document.annotations().filter(|it| it.label != claim::LABEL);
    let links = document.relations().filter(|it| it.kind != "claimed_by");
    let tags = others.map(|it| Loss::tag(it.id));
    tags.chain(links.map(|it| Loss::relation(it.id))).collect()
}

fn row(document: &Document, claim: &Annotation, unit: Unit) -> Row {
    let value =
        |key: &str| claim.attributes.get(key).map(|it| safe(&it.to_string())).unwrap_or_default();
    let standing = &claim.standing;
    let signed = standing.signed.as_ref();
    let decided = |it: &Signature| it.at.and_then(time::to_text);
    let place = claim.spans.hull();
    Row {
        document: document_name(document),
        id: claim.id.to_string(),
        claim: safe(&document.excerpt(claim)),
        statement: value("statement"),
        claimant: claim::claimant(document, claim).map(|it| safe(&it.name)).unwrap_or_default(),
        start: document.text().offset_in(unit, place.start()),
        end: document.text().offset_in(unit, place.end()),
        types: value("types"),
        voice: value("voice"),
        stance: value("stance"),
        checkability: value("checkability"),
        reach: value("worth_reach"),
        harm: value("worth_harm"),
        centrality: value("worth_centrality"),
        doubt: value("worth_doubt"),
        status: value("status"),
        finding: value("finding"),
        rating: value("rating"),
        evidence: value("evidence"),
        action: value("action"),
        review: names::review(standing.review),
        rank: standing.confidence.map(crate::annotation::Confidence::per_mille),
        why: standing.why().map(safe).unwrap_or_default(),
        note: claim.note.as_deref().map(safe).unwrap_or_default(),
        editor: signed.map(|it| safe(&it.by)).unwrap_or_default(),
        decided: signed.and_then(decided).unwrap_or_default(),
    }
}
