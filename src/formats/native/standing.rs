//! What a file says about decisions, origins and the document as a whole.

use super::file::{OriginV1, SignatureV1, SourceFile, StandingV1, Unknown};
use super::read::{Reader, keep};
use super::{names, time};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Confidence, Extra, Key, Metadata, Origin, Proposed, Review, Rule, Signature, Source, Standing,
    Status, Tier,
};

impl Reader {
    /// What is known about the document as a whole.
    pub(super) fn metadata(
        &mut self,
        id: serde_json::Value,
        source: Option<SourceFile>,
        (status, signed): (&str, Option<SignatureV1>),
        extra: &mut Unknown,
    ) -> Metadata {
        let source = match source {
            Some(SourceFile::Source(it)) => {
                keep(extra, "source", it.extra);
                Some(Source { name: it.name, sha256: it.sha256, media_type: it.media_type })
            }
            Some(SourceFile::Other(other)) => {
                extra.insert("source".to_owned(), other);
                None
            }
            None => None,
        };
        let status = match (status, signed) {
            ("open", None) => Status::Open,
            ("open", Some(signed)) => {
                let by = signed.by;
                let message = format!("{by} signed the document, but its status is open");
                let problem = Problem::new("signed-open", Severity::Warning, Place::Whole, message);
                self.problem(problem.hint("the signature is left out; sign it off again"));
                Status::Open
            }
            ("done", signed) => {
                let signed = self.signature("the document", signed, extra);
                signed.map_or_else(
                    || {
                        let message = "status is \"done\" but nobody signed it".to_owned();
                        self.fail("damaged", message, "it is open now");
                        Status::Open
                    },
                    Status::Done,
                )
            }
            (status, _) => {
                let message = format!("{status:?} is no status; use open or done");
                self.fail("damaged", message, "it is open now");
                Status::Open
            }
        };
        let id = self.document_id(id, extra);
        Metadata { id, source, status, extra: Extra::new() }
    }

    fn document_id(&mut self, id: serde_json::Value, extra: &mut Unknown) -> String {
        match id {
            serde_json::Value::String(id) => return id,
            serde_json::Value::Null => {}
            number @ serde_json::Value::Number(_) => {
                extra.insert("id".to_owned(), number);
            }
            _ => {
                let message = "the document's id is neither a text nor a number".to_owned();
                self.fail("damaged", message, "it has none now");
            }
        }
        String::new()
    }

    pub(super) fn signature(
        &mut self,
        name: &str,
        signed: Option<SignatureV1>,
        extra: &mut Unknown,
    ) -> Option<Signature> {
        let signed = signed?;
        keep(extra, "signed", signed.extra);
        let at = signed.at.map(|it| time::from_file(&it)).transpose();
        let at = self.take(name, at, "the time was left out").flatten();
        Some(Signature { by: signed.by, at })
    }

    /// Where a zone, annotation or relation stands.
    pub(super) fn standing(
        &mut self,
        name: &str,
        file: StandingV1,
        extra: &mut Unknown,
    ) -> Standing {
        let review = names::review_of(&file.review).ok_or_else(|| {
            format!("{:?} is no review; use proposed, accepted or rejected", file.review)
        });
        let tier = names::tier_of(&file.tier)
            .ok_or_else(|| format!("{:?} is no tier; use sure, likely or unsure", file.tier));
        if let Some(over) = file.confidence.filter(|it| *it > 1000) {
            let message = format!("{name}: confidence {over} is over 1000");
            self.fail("damaged", message, "it is 1000 now");
        }
        let review = self.take(name, review, "it is proposed now");
        let tier = self.take(name, tier, "it is unsure now");
        let confidence = file.confidence.map(|it| u16::try_from(it).unwrap_or(u16::MAX));
        Standing {
            review: review.unwrap_or(Review::Proposed),
            tier: tier.unwrap_or(Tier::Unsure),
            confidence: confidence.map(Confidence::new),
            signed: self.signature(name, file.signed, extra),
            origin: self.origin(name, *file.origin.unwrap_or_default(), extra),
        }
    }

    fn origin(&mut self, name: &str, mut file: OriginV1, extra: &mut Unknown) -> Origin {
        let named = [file.tagger.is_some(), file.person.is_some(), file.import.is_some()];
        if named.iter().filter(|it| **it).count() > 1 {
            let message = format!("{name}: the origin is more than one of tagger, person, import");
            self.fail("damaged", message, "the first of these was taken");
        } else if file.tagger.is_none()
            && (file.rule.is_some() || file.why.is_some() || file.proposed.is_some())
        {
            let message = format!("{name}: the origin has a rule, but no tagger");
            self.fail("damaged", message, "the rule was left out");
        } else if file.person.is_none() && file.at.is_some() {
            let message = format!("{name}: the origin has a time, but no person");
            self.fail("damaged", message, "the time was left out");
        }
        let proposed = file.proposed.take().and_then(|it| {
            keep(&mut file.extra, "proposed", it.extra);
            let name = format!("{name}, proposed");
            let spans = self.spans(&name, &it.spans, None, "what was proposed was left out");
            Some(Proposed { label: it.label.into(), spans: spans? })
        });
        keep(extra, "origin", file.extra);
        if let Some(version) = file.tagger {
            let key = Key::from(file.rule.unwrap_or_default());
            Origin::Tagger(Rule { version, key, why: file.why.unwrap_or_default(), proposed })
        } else if let Some(by) = file.person {
            let at = file.at.map(|it| time::from_file(&it)).transpose();
            let at = self.take(name, at, "the time was left out").flatten();
            Origin::Person(Signature { by, at })
        } else {
            Origin::Import { from: file.import.unwrap_or_else(|| "unknown".to_owned()) }
        }
    }
}
