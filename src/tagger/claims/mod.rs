//! The pass for claims: clause spans that could turn out wrong, ranked.
//!
//! Candidates are what quotes report and the sentences that report nobody. Each is weighed
//! by rules ([`evidence`]) and by a trained ranker ([`ranker`]); the rank is its confidence, and what has too little for it is not proposed.
//!
//! Not here: worth, finding and action, which only people set.

mod evidence;
mod ranker;

use self::evidence::{Evidence, Setting, weigh};
pub(super) use self::ranker::{TEMPLATES, examples};
use super::learn::Model;
use super::quotes::floating;
use super::quotes::marks::{self, Marked};
use super::quotes::units::{self, Unit};
use super::quotes::words::{AUXILIARIES, FINITE, fold};
use super::{Analysis, Cancel, Cancelled};
use crate::annotation::{
    Key, Proposal, Proposals, ProposedRelation, Reason, Tier, Value, ZoneKind,
};
use crate::text::{Span, TokenKind};

/// Candidates with less than these odds (their logarithm) are not proposed.
const LEAST: f32 = -1.8;

/// Nor are parts of a candidate with less than these.
const LEAST_PART: f32 = 0.0;

/// Of so many sentences, so many are proposed at most, but [`ALWAYS`] in a short text.
const SHARE: (usize, usize) = (3, 4);
const ALWAYS: usize = 4;

/// A clause that may be a claim.
struct Candidate {
    span: Span,
    setting: Setting,
    stance: &'static str,
    /// The source annotation that it is reported from.
    source: Option<usize>,
    /// A part of another candidate.
    part: bool,
}

pub(super) fn propose(
    analysis: &Analysis<'_>,
    found: &mut Proposals,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    let marks = marks::pair(analysis);
    let units = units::units(analysis, &marks);
    let mut all = reported(analysis, &marks, found);
    let quoted: Vec<Span> = all.1;
    let mut candidates = std::mem::take(&mut all.0);
    for unit in &units {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        candidates.extend(own_words(analysis, unit, &quoted));
    }
    let causal: Vec<_> = candidates.iter().filter_map(|it| before_because(analysis, it)).collect();
    candidates.extend(causal);
    candidates.sort_by_key(|it| it.span);
    candidates.dedup_by_key(|it| it.span);
    let model = analysis.models.and_then(|it| it.claims.as_ref());
    let mut weighed = Vec::new();
    for candidate in candidates {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        let evidence = weigh(analysis, candidate.span, candidate.setting);
        let odds = match model {
            Some(it) => trained_odds(it, analysis, &candidate) + tenths(evidence.place),
            None => tenths(evidence.points),
        };
        if odds >= if candidate.part { LEAST_PART } else { LEAST } {
            weighed.push((candidate, evidence, odds));
        }
    }
    // The best of the article, in the order of the text.
    weighed.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.span.cmp(&b.0.span)));
    weighed.truncate((units.len() * SHARE.0 / SHARE.1).max(ALWAYS));
    weighed.sort_by_key(|it| it.0.span);
    for (candidate, evidence, odds) in weighed {
        push(&candidate, &evidence, per_mille(odds), found);
    }
    Ok(())
}

/// What the weights make of a clause. What is reported is judged with its sentence, which may say
/// when, where and to whom, as the sentences were that the weights come from.
fn trained_odds(model: &Model, analysis: &Analysis<'_>, candidate: &Candidate) -> f32 {
    let alone = ranker::odds(model, analysis, candidate.span);
    let sentence = analysis.sentence_at(candidate.span.start()).map(|it| it.span);
    match sentence.filter(|it| candidate.setting.reported && *it != candidate.span) {
        Some(it) => f32::midpoint(alone, ranker::odds(model, analysis, it)),
        None => alone,
    }
}

/// What quotes report, and all places that quotes hold.
fn reported(
    analysis: &Analysis<'_>,
    marks: &[Marked],
    found: &Proposals,
) -> (Vec<Candidate>, Vec<Span>) {
    let mut candidates = Vec::new();
    let mut places = Vec::new();
    let mut sources = vec![None; found.annotations.len()];
    for relation in found.relations.iter().filter(|it| it.kind == "said_by") {
        if let Some(it) = sources.get_mut(relation.from) {
            *it = Some(relation.to);
        }
    }
    for (index, quote) in found.annotations.iter().enumerate().filter(|it| it.1.label == "quote") {
        let text =
            |key: &str| quote.attributes.get(key).and_then(Value::as_text).unwrap_or_default();
        if weak_quote(found, index) {
            continue;
        }
        places.push(quote.spans.hull());
        if text("kind") == "no_comment" {
            continue;
        }
        let stance = match (text("cue_stance"), text("polarity")) {
            ("deny", _) | (_, "negated") => "denies",
            ("doubt", _) if quote.reason.rule == "quote.belief" => "doubts",
            _ => "asserts",
        };
        let mut add = |span: Span| {
            candidates.extend(clause(analysis, span).map(|span| Candidate {
                span,
                setting: Setting {
                    reported: true,
                    own_words: text("kind") == "indirect",
                    named: quote.reason.rule == "quote.called",
                    ..setting_at(analysis, span)
                },
                stance,
                source: sources.get(index).copied().flatten(),
                part: false,
            }));
        };
        if text("kind") == "direct" {
            quote.spans.iter().flat_map(|it| sentences_in(analysis, it)).for_each(&mut add);
        } else {
            add(quote.spans.hull());
        }
    }
    places.extend(
        marks
            .iter()
            .filter(|it| it.outer && it.inner.is_some_and(|it| it.len() > 40))
            .map(|it| it.span),
    );
    // A line that only names the speaker states nothing.
    let strong =
        found.relations.iter().filter(|it| it.kind == "said_by" && !weak_quote(found, it.from));
    let named = strong.filter_map(|it| found.annotations.get(it.to));
    places.extend(named.map(|it| it.spans.hull()));
    places.sort_unstable();
    (candidates, places)
}

/// What someone thinks or wants is no report of a fact; its sentence may still state one. So may that
/// of a quote which only the weights found: most of those are plans and attitudes.
fn weak_quote(found: &Proposals, index: usize) -> bool {
    found.annotations.get(index).is_some_and(|it| {
        let kind = it.attributes.get("kind").and_then(Value::as_text);
        let rule = it.reason.rule.as_str();
        let doubts = it.attributes.get("cue_stance").and_then(Value::as_text) == Some("doubt");
        let weak = matches!(rule, "quote.speech_act" | "quote.belief" | "quote.learned");
        weak && kind == Some("indirect") && !doubts
    })
}

/// What the zone around `span` says about a clause.
fn setting_at(analysis: &Analysis<'_>, span: Span) -> Setting {
    let zone = analysis.paragraph_at(span.start()).map(|it| it.kind);
    Setting {
        headline: matches!(zone, Some(ZoneKind::Headline | ZoneKind::Standfirst)),
        caption: zone == Some(ZoneKind::Caption),
        ..Setting::default()
    }
}

/// The parts of sentences that lie in `span`.
fn sentences_in(analysis: &Analysis<'_>, span: Span) -> Vec<Span> {
    let from = analysis.sentences.partition_point(|it| it.span.end() <= span.start());
    let rest = analysis.sentences.iter().skip(from);
    rest.take_while(|it| it.span.start() < span.end())
        .filter_map(|it| it.span.intersection(span))
        .collect()
}

/// A sentence of the publication: one that no quote reports a part of.
fn own_words(analysis: &Analysis<'_>, unit: &Unit, quoted: &[Span]) -> Option<Candidate> {
    let fits = matches!(
        unit.zone,
        ZoneKind::Headline
            | ZoneKind::Standfirst
            | ZoneKind::Caption
            | ZoneKind::Body
            | ZoneKind::Blockquote
            | ZoneKind::Embed
            | ZoneKind::Factbox
            | ZoneKind::Transcript
            | ZoneKind::Correction
            | ZoneKind::EditorsNote
    );
    let at = quoted.partition_point(|it| it.start() < unit.span.start());
    let near = quoted.get(at.saturating_sub(1)..).unwrap_or_default();
    let attributes =
        near.iter().take_while(|it| it.start() < unit.span.end()).any(|it| it.overlaps(unit.span));
    if !fits || attributes || floating::in_brackets(unit) {
        return None;
    }
    let span = clause(analysis, after_label(unit)?)?;
    let setting = setting_at(analysis, span);
    Some(Candidate { span, setting, stance: "asserts", source: None, part: false })
}

/// The unit without `FILE -` and the like in front.
fn after_label(unit: &Unit) -> Option<Span> {
    let labelled =
        matches!(unit.word(0), "file" | "pictured" | "correction" | "note" | "clarification")
            && unit.at(1).is_some_and(|it| it.is_dash() || it.lower == ":");
    unit.place(if labelled { 2 } else { 0 }, unit.len())
}

/// `span` without outer marks, final stop, leading `that` and interjections; `None` if what is left
/// is no clause.
fn clause(analysis: &Analysis<'_>, span: Span) -> Option<Span> {
    let text = analysis.text;
    let outer = |c: char| c.is_whitespace() || "“”\"„«»‘’',;:—–-".contains(c);
    let mut span = text.trim_matches(span, outer)?;
    let question = analysis.words(span).ends_with('?');
    if !question {
        span = text
            .trim_matches(span, |c| outer(c) || ".!…".contains(c))
            .map(|it| keep_front(text, span, it))?;
    }
    // A mark whose partner is inside stays.
    let tokens = analysis.tokens_in(span);
    let skip = tokens.iter().take_while(|it| {
        let word = analysis.word(it);
        let lead = ["and", "but", "no", "yes", "well", "so", ",", "look"];
        matches!(word, "that" | "whether") || lead.contains(&fold(word).as_str())
    });
    let skipped = skip.count();
    let comma = tokens.get(skipped.saturating_sub(1)).is_some_and(|it| analysis.word(it) == ",");
    let bare_no = tokens.first().is_some_and(|it| fold(analysis.word(it)) == "no") && !comma;
    let rest = tokens.get(if bare_no { 0 } else { skipped }..)?;
    let span = rest
        .first()?
        .span
        .hull(span)
        .intersection(text.span(rest.first()?.span.start()..span.end()).ok()?)?;
    let span = with_partner(analysis, span);
    is_clause(analysis, span).then_some(span)
}

/// A leading dot belongs to the words (`.5 per cent`); only the end loses its stop.
fn keep_front(text: &crate::text::Text, whole: Span, trimmed: Span) -> Span {
    text.span(whole.start()..trimmed.end()).unwrap_or(trimmed)
}

/// Takes in a mark right before or after whose partner is inside.
fn with_partner(analysis: &Analysis<'_>, span: Span) -> Span {
    let words = analysis.words(span);
    let text = analysis.text;
    let (open, close) = (words.matches('“').count(), words.matches('”').count());
    let straight = words.matches('"').count() % 2 == 1;
    let rest = text.as_str().get(span.end()..).unwrap_or_default();
    let stop = rest.len() - rest.trim_start_matches([',', '.', '!', '?', '…']).len();
    let after = text.char_at(span.end() + stop);
    if (open > close && after == Some('”')) || (straight && after == Some('"')) {
        let end = span.end() + stop + after.map_or(0, char::len_utf8);
        return text.span(span.start()..end).unwrap_or(span);
    }
    let single = words.starts_with(['\'', '‘']) || words.contains(" '") || words.contains(" ‘");
    if single && matches!(after, Some('\'' | '’')) {
        return text
            .span(span.start()..span.end() + stop + after.map_or(0, char::len_utf8))
            .unwrap_or(span);
    }
    let before = text.char_before(span.start());
    if (close > open && before == Some('“')) || (straight && before == Some('"')) {
        let start = span.start() - before.map_or(0, char::len_utf8);
        return text.span(start..span.end()).unwrap_or(span);
    }
    span
}

/// Whether the words state something: three words or more, with a verb or a figure, and neither
/// an infinitive nor an indirect question.
fn is_clause(analysis: &Analysis<'_>, span: Span) -> bool {
    let tokens = analysis.tokens_in(span);
    let words: Vec<String> = tokens
        .iter()
        .filter(|it| !matches!(it.kind, TokenKind::Mark | TokenKind::Symbol))
        .map(|it| fold(analysis.word(it)))
        .collect();
    let first = words.first().map_or("", String::as_str);
    let open = matches!(
        first,
        "to" | "if" | "how" | "why" | "what" | "who" | "where" | "for" | "when" | "which"
    );
    let finite = words
        .iter()
        .any(|it| AUXILIARIES.has(it) || FINITE.has(it) || it.len() > 4 && it.ends_with("ed"));
    let number = tokens.iter().any(|it| it.kind == TokenKind::Number);
    // An infinitive, or a verb whose subject stands outside.
    let lower = analysis.words(span).starts_with(char::is_lowercase);
    let bare = first == "to" || AUXILIARIES.has(first) && lower;
    words.len() > 2 && !bare && !(open && words.len() < 9) && (finite || number || words.len() > 4)
}

/// The clause before `because`, which states a fact of its own; the whole states the cause.
fn before_because(analysis: &Analysis<'_>, whole: &Candidate) -> Option<Candidate> {
    let tokens = analysis.tokens_in(whole.span);
    let at = tokens.iter().skip(2).position(|it| fold(analysis.word(it)) == "because")? + 2;
    let span = tokens.first()?.span.hull(tokens.get(at.checked_sub(1)?)?.span);
    let span = clause(analysis, span)?;
    Some(Candidate { span, part: true, ..*whole })
}

/// Log-odds from tenths.
fn tenths(points: i32) -> f32 {
    f32::from(i16::try_from(points).unwrap_or(0)) / 10.0
}

/// How likely a clause of these log-odds is worth checking, per mille.
fn per_mille(odds: f32) -> u16 {
    let share = 1.0 / (1.0 + (-odds).exp());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 999")]
    let rank = (1000.0 * share).clamp(1.0, 999.0) as u16;
    rank
}

fn push(candidate: &Candidate, fact: &Evidence, rank: u16, found: &mut Proposals) {
    let tier = if rank >= 600 { Tier::Likely } else { Tier::Unsure };
    let rule = if candidate.setting.reported { "claim.reported" } else { "claim.sentence" };
    let reason = Reason::new(rule, tier, rank, fact.why());
    let voice = if candidate.setting.reported { "reported" } else { "publication" };
    let proposal = Proposal::new("claim", candidate.span, reason)
        .with("types", Value::texts(fact.types.iter().copied()))
        .with("voice", voice)
        .with("stance", candidate.stance)
        .with("checkability", fact.checkability);
    let from = found.annotations.len();
    found.annotations.push(proposal);
    if let Some(to) = candidate.source {
        let Some(reason) = found.annotations.get(to).map(|it| it.reason.clone()) else {
            return;
        };
        found.relations.push(ProposedRelation { kind: Key::new("claimed_by"), from, to, reason });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::quotes::tests::body;
    use crate::text::Text;

    fn claims_of(content: &str) -> (Text, Vec<Proposal>) {
        let (text, zones) = body(content);
        let analysis = Analysis::new(&text, zones);
        let mut found = Proposals::default();
        let cancel = Cancel::new();
        super::super::quotes::propose(&analysis, &mut found, &cancel).unwrap();
        propose(&analysis, &mut found, &cancel).unwrap();
        found.annotations.retain(|it| it.label == "claim");
        (text, found.annotations)
    }

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let (text, claims) = claims_of(content);
        let found: Vec<_> = claims.iter().map(|it| text.slice(it.spans.hull())).collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn a_claim_has_no_marks_no_stop_and_no_that() {
        check(
            "Ann Roe said that rents rose 12 per cent in 2024.",
            &["rents rose 12 per cent in 2024"],
        );
        check("“Rents rose 12 per cent,” she said.", &["Rents rose 12 per cent"]);
        check(
            "The council’s “fast team” has 14 staff.",
            &["The council’s “fast team” has 14 staff"],
        );
    }

    #[test]
    fn a_quote_that_only_the_weights_found_leaves_its_sentence() {
        let (text, zones) = body("Ann Roe said that rents rose 12 per cent in 2024.");
        let analysis = Analysis::new(&text, zones);
        let mut found = Proposals::default();
        let cancel = Cancel::new();
        super::super::quotes::propose(&analysis, &mut found, &cancel).unwrap();
        for quote in found.annotations.iter_mut().filter(|it| it.label == "quote") {
            quote.reason.rule = Key::new("quote.learned");
        }
        propose(&analysis, &mut found, &cancel).unwrap();
        let claims = found.annotations.iter().filter(|it| it.label == "claim");
        let claims: Vec<_> = claims.map(|it| text.slice(it.spans.hull())).collect();
        assert_eq!(claims, ["Ann Roe said that rents rose 12 per cent in 2024"]);
    }

    #[test]
    fn a_cause_is_a_claim_beside_what_it_explains() {
        check(
            "The rule saved $41 million in 2023, because it ended double billing.",
            &[
                "The rule saved $41 million in 2023, because it ended double billing",
                "The rule saved $41 million in 2023",
            ],
        );
    }

    #[test]
    fn questions_requests_and_wishes_are_no_claims() {
        check("Where did the money go? Please stop sharing this. I hope you like it.", &[]);
    }

    #[test]
    fn figures_rank_above_opinions() {
        let (_, claims) = claims_of(
            "The council spent $40 million on trams in 2023. They had a wonderful, happy idea.",
        );
        let ranks: Vec<_> = claims.iter().map(|it| it.reason.confidence.per_mille()).collect();
        assert!(ranks[0] > 800 && ranks.get(1).is_none_or(|it| *it < 300), "{ranks:?}");
    }
}
