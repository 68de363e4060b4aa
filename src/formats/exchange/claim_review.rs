//! Claims as schema.org describes them, in JSON-LD: a `Claim` for each, and a `ClaimReview` around it
//! once there is a finding. Terms: schema.org, release 29.
//!
//! A finding becomes the name of the rating; no figure is made up for it. Only out: nothing in such
//! a file says where in the text a claim stands.

use serde_json::{Map, Value as Json, json};

use super::claim::{self, Claimant};
use super::{Exporter, Holds, Loss, Options, Subject, What, Written, losses};
use crate::annotation::{Annotation, Document, Value, ZoneKind};
use crate::formats::native::time;

/// The exporter.
pub(in crate::formats) struct ClaimReview;

impl Exporter for ClaimReview {
    fn key(&self) -> &'static str {
        "claim-review"
    }

    fn about(&self) -> &'static str {
        "claims and findings as schema.org Claim and ClaimReview, in JSON-LD"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["claims.jsonld"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        let article = article(document);
        let graph: Vec<_> = claim::all(document).map(|it| node(document, it, &article)).collect();
        let file = json!({ "@context": "https://schema.org", "@graph": graph });
        // Texts, lists and maps with texts for keys: there is nothing that JSON cannot say.
        let content = serde_json::to_string_pretty(&file).unwrap_or_default() + "\n";
        Written::one(content, lost(document))
    }
}

/// Attributes of a claim that schema.org has a place for.
const KEPT: [&str; 5] = ["statement", "types", "finding", "rating", "evidence"];

fn lost(document: &Document) -> Vec<Loss> {
    let holds = Holds { attributes: true, review: true, ..Holds::TAGS };
    let mut lost = losses(document, &holds);
    let is_claim = |id| document.annotation(id).is_some_and(|it| it.label == claim::LABEL);
    // Of what is lost as a whole nothing else needs to be told.
    lost.retain(|it| match it.of {
        Subject::Annotation(id) => is_claim(id),
        _ => true,
    });
    for tag in document.annotations() {
        let of = Subject::Annotation(tag.id);
        if tag.label != claim::LABEL || !tag.is_live() {
            lost.retain(|it| it.of != of);
            lost.push(Loss::tag(tag.id));
            continue;
        }
        let attributes = tag.attributes.keys().filter(|it| !KEPT.contains(&it.as_str()));
        lost.extend(attributes.map(|it| Loss::new(What::Attribute(it.clone()), of)));
        lost.push(Loss::new(What::Place(tag.spans.clone()), of));
    }
    lost
}

fn node(document: &Document, claim: &Annotation, article: &Json) -> Json {
    let text = |key| claim.text_attribute(key).filter(|it| !it.trim().is_empty());
    let words = document.excerpt(claim);
    let mut node = Map::new();
    node.insert("@type".to_owned(), "Claim".into());
    node.insert("identifier".to_owned(), claim.id.to_string().into());
    node.insert("text".to_owned(), text("statement").unwrap_or(&words).into());
    if let Some(types) = claim.attributes.get("types") {
        node.insert("keywords".to_owned(), types.to_string().into());
    }
    if let Some(claimant) = claim::claimant(document, claim) {
        node.insert("author".to_owned(), author(&claimant));
    }
    node.insert("appearance".to_owned(), article.clone());
    let Some(finding) = text("finding") else { return Json::Object(node) };
    let rating = text("rating").map_or_else(|| finding.replace('_', " "), str::to_owned);
    let mut review = Map::new();
    review.insert("@type".to_owned(), "ClaimReview".into());
    review.insert("claimReviewed".to_owned(), text("statement").unwrap_or(&words).into());
    review.insert(
        "reviewRating".to_owned(),
        json!({ "@type": "Rating", "alternateName": rating, "ratingExplanation": finding.replace('_', " ") }),
    );
    if let Some(signed) = &claim.standing.signed {
        review.insert("author".to_owned(), json!({ "@type": "Person", "name": signed.by }));
        if let Some(at) = signed.at.and_then(time::to_text) {
            review.insert("dateCreated".to_owned(), at.into());
        }
    }
    if let Some(Value::List(evidence)) = claim.attributes.get("evidence") {
        let all: Vec<_> = evidence.iter().map(citation).collect();
        review.insert("citation".to_owned(), all.into());
    }
    review.insert("itemReviewed".to_owned(), Json::Object(node));
    Json::Object(review)
}

fn author(claimant: &Claimant) -> Json {
    let kind = match claimant.label.as_deref() {
        Some("person") => "Person",
        Some("org" | "group") => "Organization",
        _ => "Thing",
    };
    let mut author = json!({ "@type": kind, "name": claimant.name });
    let entry = claimant.link.as_deref().and_then(|it| it.strip_prefix("wikidata:"));
    if let (Some(entry), Some(author)) = (entry, author.as_object_mut()) {
        let same = format!("http://www.wikidata.org/entity/{entry}");
        author.insert("sameAs".to_owned(), same.into());
    }
    author
}

/// A piece of evidence: a map of kind, locator, verdict, excerpt and date seen, or a text.
fn citation(evidence: &Value) -> Json {
    let Value::Map(fields) = evidence else {
        return json!({ "@type": "CreativeWork", "name": evidence.to_string() });
    };
    let mut work = Map::new();
    work.insert("@type".to_owned(), "CreativeWork".into());
    for (key, value) in fields {
        let value = value.to_string();
        let term = match key.as_str() {
            "locator" if value.starts_with("http://") || value.starts_with("https://") => "url",
            "locator" => "name",
            "kind" => "genre",
            "excerpt" => "text",
            "verdict" => "abstract",
            "seen" => "temporal",
            other => other,
        };
        work.insert(term.to_owned(), value.into());
    }
    Json::Object(work)
}

/// The article that the claims are in.
fn article(document: &Document) -> Json {
    let metadata = document.metadata();
    let mut article = Map::new();
    article.insert("@type".to_owned(), "NewsArticle".into());
    let headline = document.zones().iter().find(|it| it.kind == ZoneKind::Headline);
    if let Some(zone) = headline {
        article.insert("headline".to_owned(), document.text().slice(zone.span).into());
        if let Some(lang) = &zone.lang {
            article.insert("inLanguage".to_owned(), lang.as_str().into());
        }
    }
    if !metadata.id.is_empty() {
        article.insert("identifier".to_owned(), metadata.id.as_str().into());
    }
    if let Some(source) = &metadata.source {
        article.insert("name".to_owned(), source.name.as_str().into());
    }
    Json::Object(article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{line, tagset};

    const DOCUMENT: &str = r#"{"factmark": 1, "id": "rents", "text": "Rents fell, Ruiz said. It rained.",
        "annotations": [
            {"id": "a1", "label": "claim", "spans": [[0, 10]], "review": "accepted",
             "signed": {"by": "Kim", "at": "2026-11-20T09:30:00Z"},
             "attributes": {"finding": "partly_supported", "statement": "Rents fell in 2024.",
                "types": ["quantity"], "voice": "reported",
                "evidence": [{"kind": "dataset", "locator": "https://stats.example/rents"}]}},
            {"id": "a2", "label": "source", "spans": [[12, 16]], "review": "accepted", "record": "r1"},
            {"id": "a3", "label": "claim", "spans": [[23, 32]], "review": "accepted"},
            {"id": "a4", "label": "claim", "spans": [[23, 25]], "review": "rejected"}],
        "relations": [{"id": "x1", "kind": "claimed_by", "from": "a1", "to": "a2"}],
        "records": [{"id": "r1", "label": "person", "name": "Zoë Ruiz", "link": "wikidata:Q1"}]}"#;

    #[test]
    fn a_finding_makes_a_review_of_a_claim() {
        let one_line: String = DOCUMENT.lines().map(str::trim).collect();
        let document = line::read(&one_line, &tagset::news()).unwrap().document;
        let written = ClaimReview.write(&document, &Options::default());
        let file: Json = serde_json::from_slice(&written.parts[0]).unwrap();
        let graph = file["@graph"].as_array().unwrap();
        assert_eq!(graph.len(), 2, "rejected claims do not go out");
        let review = &graph[0];
        assert_eq!(review["@type"], "ClaimReview");
        assert_eq!(review["reviewRating"]["alternateName"], "partly supported");
        assert_eq!(review["dateCreated"], "2026-11-20T09:30:00Z");
        assert_eq!(review["citation"][0]["url"], "https://stats.example/rents");
        let claim = &review["itemReviewed"];
        assert_eq!(claim["text"], "Rents fell in 2024.");
        assert_eq!(claim["author"]["sameAs"], "http://www.wikidata.org/entity/Q1");
        assert_eq!(claim["appearance"]["identifier"], "rents");
        assert_eq!((&graph[1]["@type"], &graph[1]["text"]), (&json!("Claim"), &json!("It rained")));
        let voice = What::Attribute("voice".into());
        assert!(written.losses.iter().any(|it| it.what == voice));
        assert!(written.losses.contains(&Loss::tag(document.annotations().nth(1).unwrap().id)));
    }
}
