//! Turns drafts into proposals: quotes with their attributes, sources, cues and relations.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::marks::{Class, Marked};
use super::speaker::{Speaker, Speakers};
use super::units::Unit;
use super::words::fold;
use crate::annotation::{
    Key, Proposal, Proposals, ProposedRelation, Reason, Spans, Tier, ZoneKind,
};
use crate::tagger::Analysis;
use crate::text::Span;

/// Adds all drafts to `found`.
pub(super) fn emit(
    analysis: &Analysis<'_>,
    units: &[Unit],
    marks: &[Marked],
    drafts: &[Draft],
    found: &mut Proposals,
) {
    let mut speakers = Speakers::new(analysis, units, found);
    let mut emitter =
        Emitter { analysis, units, marks, sources: BTreeMap::new(), cues: BTreeMap::new() };
    let mut said: Vec<Option<(Speaker, Option<usize>)>> = Vec::new();
    for draft in analysis.watch(drafts) {
        let carried = draft.carried.and_then(|it| said.get(it).cloned().flatten());
        let known = match (draft.source, carried) {
            (Some(source), _) => {
                let speaker = speakers.find(source, draft.unit, found);
                let place = emitter.source(source, &speaker, draft, found);
                Some((speaker, Some(place)))
            }
            (None, Some((speaker, place))) => {
                let same = draft
                    .carried
                    .and_then(|it| drafts.get(it))
                    .is_some_and(|it| emitter.paragraph(it) == emitter.paragraph(draft));
                Some((speakers.carry(&speaker, draft.unit), place.filter(|_| same)))
            }
            (None, None) => None,
        };
        emitter.quote(draft, known.as_ref(), found);
        said.push(known);
    }
}

struct Emitter<'a, 't> {
    analysis: &'a Analysis<'t>,
    units: &'a [Unit],
    marks: &'a [Marked],
    sources: BTreeMap<Span, usize>,
    cues: BTreeMap<Span, usize>,
}

impl Emitter<'_, '_> {
    fn paragraph(&self, draft: &Draft) -> Option<usize> {
        self.units.get(draft.unit).map(|it| it.paragraph)
    }

    fn source(
        &mut self,
        span: Span,
        speaker: &Speaker,
        draft: &Draft,
        found: &mut Proposals,
    ) -> usize {
        if let Some(known) = self.sources.get(&span) {
            return *known;
        }
        let words = self.analysis.words(span);
        let tier = if speaker.inferred { draft.tier.max(Tier::Likely) } else { draft.tier };
        let why = match (speaker.inferred, speaker.record.and_then(|it| found.records.get(it))) {
            (true, Some(record)) => format!(
                "“{words}” is taken for {}, the nearest person before it who fits.",
                record.name
            ),
            (true, None) => format!("“{words}” speaks here; nobody before it fits for certain."),
            (false, _) => format!("“{words}” is the subject of the reporting words."),
        };
        let reason = Reason::new("source.subject", tier, draft.confidence, why);
        let mut proposal = Proposal::new("source", span, reason);
        proposal.record = speaker.record;
        let index = found.annotations.len();
        found.annotations.push(proposal);
        self.sources.insert(span, index);
        index
    }

    fn cue(&mut self, span: Span, draft: &Draft, found: &mut Proposals) -> usize {
        if let Some(known) = self.cues.get(&span) {
            return *known;
        }
        let why = format!("“{}” reports what someone says.", self.analysis.words(span));
        let index = found.annotations.len();
        found.annotations.push(Proposal::new(
            "cue",
            span,
            Reason::new("cue.reporting", draft.tier, draft.confidence, why),
        ));
        self.cues.insert(span, index);
        index
    }

    fn quote(
        &mut self,
        draft: &Draft,
        known: Option<&(Speaker, Option<usize>)>,
        found: &mut Proposals,
    ) {
        let Some(spans) = Spans::new(draft.spans.clone()) else {
            return;
        };
        let reason =
            Reason::new(draft.rule, draft.tier, draft.confidence, self.why(draft, known, found));
        let mut proposal = Proposal::new("quote", spans, reason)
            .with("kind", draft.kind)
            .with("source_form", known.map_or("none", |it| it.0.form))
            .with("source_kind", known.map_or("unknown", |it| it.0.kind));
        proposal.record = known.and_then(|it| it.0.record);
        if let Some(stance) = draft.stance {
            proposal = proposal.with("cue_stance", stance);
        }
        if let Some(reply) = draft.reply {
            proposal = proposal.with("reply", reply);
        } else {
            proposal = proposal
                .with("marks", draft.marks(self.marks))
                .with("polarity", if draft.negated { "negated" } else { "affirmed" });
        }
        if let Some(anonymity) = known.map(|it| self.anonymity(draft, &it.0)) {
            proposal = proposal.with("anonymity", anonymity);
        }
        if let Some(medium) = self.medium(draft, known.map(|it| &it.0)) {
            proposal = proposal.with("medium", medium);
        }
        if self.is_claim_quote(draft) {
            proposal = proposal.with("claim_quote", true);
        }
        let quote = found.annotations.len();
        found.annotations.push(proposal);
        let source = known.and_then(|it| it.1);
        let cue = draft.cue.map(|it| self.cue(it, draft, found));
        for (kind, to) in [("said_by", source), ("cue", cue)] {
            let Some(to) = to else {
                continue;
            };
            let reason = match found.annotations.get(to) {
                Some(it) => it.reason.clone(),
                None => continue,
            };
            found.relations.push(ProposedRelation {
                kind: Key::new(kind),
                from: quote,
                to,
                reason,
            });
        }
    }

    /// One plain sentence that says why this is a quote.
    fn why(
        &self,
        draft: &Draft,
        known: Option<&(Speaker, Option<usize>)>,
        found: &Proposals,
    ) -> String {
        let cue = draft.cue.map_or("", |it| self.analysis.words(it));
        let source = draft.source.map_or("", |it| self.analysis.words(it));
        let name = known
            .and_then(|it| it.0.record)
            .and_then(|it| found.records.get(it))
            .map_or("the speaker before", |it| it.name.as_str());
        match draft.rule {
            "quote.said_name" | "quote.name_said" | "quote.split" => {
                format!("Marked words stand beside “{cue}”, and “{source}” is who speaks.")
            }
            "quote.content_said_name" | "quote.content_name_said" => {
                format!("The clause before “{cue}” is what “{source}” reports.")
            }
            "quote.according_to" => {
                format!("“According to” names “{source}” as the source of the clause.")
            }
            "quote.no_comment" => {
                "The wording says that someone was asked and gave no answer.".to_owned()
            }
            "quote.carried" => {
                format!("Marked words without a speaker of their own; {name} spoke last.")
            }
            "quote.no_speaker" => {
                "A whole marked sentence, and nobody near it is named as saying it.".to_owned()
            }
            "quote.colon" | "quote.colon_above" => {
                format!("“{source}” and a colon stand before the words.")
            }
            "quote.dash" | "quote.post" => format!("A dash and “{source}” stand after the words."),
            "quote.adding" | "quote.saying" => {
                format!("“{cue}” goes on reporting what “{source}” says.")
            }
            "quote.called" => {
                format!("“{source}” gives something a name in marked words after “{cue}”.")
            }
            "quote.speech_act" => format!("“{cue}” tells what “{source}” said without quoting it."),
            "quote.belief" => format!("“{cue}” tells what “{source}” thinks or expects."),
            "quote.learned" if draft.source.is_none() => {
                format!("“{cue}” is mostly followed by what someone says, thinks or wants.")
            }
            "quote.learned" => {
                format!("“{cue}” with “{source}” mostly tells what someone says, thinks or wants.")
            }
            _ => format!("“{cue}” with the subject “{source}” reports what follows."),
        }
    }

    fn anonymity(&self, draft: &Draft, speaker: &Speaker) -> &'static str {
        if speaker.kind != "anonymous_person" {
            return "not_anonymous";
        }
        if self.gives_reason(draft) { "reason_given" } else { "no_reason" }
    }

    /// Whether the sentence says why the source is not named.
    fn gives_reason(&self, draft: &Draft) -> bool {
        let words = self.units.get(draft.unit).map(|it| fold(self.analysis.words(it.span)));
        words.is_some_and(|it| {
            let unnamed = ["anonym", "not be named", "not to be named", "authori", "unnamed"];
            let reason = [
                "because",
                "citing",
                "fear",
                "authori",
                "to discuss",
                "to speak",
                "since ",
                "permitted",
            ];
            unnamed.iter().any(|word| it.contains(word))
                && reason.iter().any(|word| it.contains(word))
        })
    }

    fn medium(&self, draft: &Draft, speaker: Option<&Speaker>) -> Option<&'static str> {
        let unit = self.units.get(draft.unit)?;
        if draft.rule == "quote.post" {
            return Some("social_post");
        }
        if matches!(draft.rule, "quote.dash" | "quote.colon_above" | "quote.colon") {
            return Some("statement");
        }
        if speaker.is_some_and(|it| matches!(it.kind, "document" | "data")) {
            return Some("document");
        }
        let words = unit.items.iter().filter(|it| it.block.is_none());
        let outside =
            |it: &&super::units::Item| !draft.spans.iter().any(|span| span.contains(it.span));
        words.filter(outside).find_map(|it| match it.lower.as_str() {
            "interview" => Some("interview"),
            "statement" | "release" => Some("statement"),
            "tweeted" | "tweet" | "twitter" | "facebook" | "posted" | "instagram" => {
                Some("social_post")
            }
            "testified" | "court" | "testimony" => Some("court"),
            "speech" | "conference" | "rally" | "reporters" | "briefing" => Some("speech"),
            "broadcast" | "radio" | "television" | "tv" => Some("broadcast"),
            _ => None,
        })
    }

    /// Single marks in a headline say that someone says so, not that these are the words.
    fn is_claim_quote(&self, draft: &Draft) -> bool {
        let headline = self.units.get(draft.unit).is_some_and(|it| {
            matches!(it.zone, ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Kicker)
        });
        let single = draft
            .blocks
            .iter()
            .any(|it| self.marks.get(*it).is_some_and(|it| it.class == Class::Single));
        headline && single
    }
}
