//! Steps of an editor, drawn as numbers and read against the document as it is then, so that most
//! of them hit something; and everything that must hold whatever was done.
//!
//! Properties, the soak and the fuzzers share it: nothing here needs a crate of theirs.

use std::cmp::Reverse;

use factmark::annotation::reconcile::reconcile;
use factmark::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, Origin, Proposal, Proposals,
    ProposedRecord, ProposedRelation, Reason, RecordId, Relation, Review, Rule, Signature, Spans,
    Standing, TagSet, Tier, Transaction, Value, Zone, ZoneKind, actions,
};
use factmark::formats::tagset;
use factmark::text::{Span, Text};
use factmark::workspace::Workspace;

/// What is drawn for a step: which one, and numbers to choose with.
pub(crate) type Draw = (u8, u16, u16, u16);

fn by() -> Signature {
    Signature { by: "Kim".to_owned(), at: None }
}

/// One of `items`.
fn pick<T: Copy>(items: &[T], at: u16) -> Option<T> {
    items.get(usize::from(at) % items.len().max(1)).copied()
}

/// A span between two places between characters.
fn span(text: &Text, one: u16, other: u16) -> Option<Span> {
    let places: Vec<usize> =
        text.as_str().char_indices().map(|it| it.0).chain([text.len()]).collect();
    let (one, other) = (pick(&places, one)?, pick(&places, other)?);
    text.span(one.min(other)..one.max(other)).ok()
}

fn label(at: u16) -> Key {
    let keys = ["person", "quote", "source", "cue", "claim", "org", "place", "not_quote"];
    Key::new(pick(&keys, at).unwrap())
}

/// A fresh document with one zone and some open tags.
pub(crate) fn document(content: &str, seed: u16) -> Document {
    let mut document = Document::new(Text::new(content), tagset::news());
    let whole = document.text().whole().and_then(|it| document.text().trim(it));
    if let Some(span) = whole {
        let zone = Zone {
            span,
            kind: ZoneKind::Body,
            sub: None,
            lang: None,
            standing: Standing {
                origin: Origin::Tagger(Rule {
                    version: "1".to_owned(),
                    key: Key::new("zone.body"),
                    why: "it is there".to_owned(),
                    proposed: None,
                }),
                review: Review::Proposed,
                signed: None,
                ..Standing::by_person(by())
            },
            extra: Extra::new(),
        };
        document.apply(Edit::SpliceZones { at: 0, remove: 0, insert: vec![zone] }).unwrap();
    }
    let first = reconcile(&document, &proposals(&document, seed, 12), "1").transaction;
    first.apply(&mut document).unwrap();
    document
}

/// Numbers from a number, for proposals.
fn numbers(seed: u16) -> impl FnMut() -> u16 {
    let mut state = u32::from(seed).wrapping_mul(2_654_435_761).wrapping_add(1);
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(state >> 16).unwrap()
    }
}

/// What some tagger might propose: with doubles, records, and links that do not fit.
pub(crate) fn proposals(document: &Document, seed: u16, count: usize) -> Proposals {
    let mut next = numbers(seed);
    let reason = || Reason::new("test.rule", Tier::Likely, 800, "a test says so");
    let mut all = Proposals::default();
    for name in ["Ann", "Ann Roe", "Roe"] {
        all.records.push(ProposedRecord {
            label: "person".to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        });
    }
    for _ in 0..count {
        if let Some(span) = span(document.text(), next(), next()) {
            let mut new = Proposal::new("person", span, reason());
            new.label = label(next());
            new.record = Some(usize::from(next() % 4)).filter(|it| *it < 3);
            all.annotations.push(new);
        }
    }
    for _ in 0..count {
        let kind = Key::new(pick(&["said_by", "cue", "about", "nonsense"], next()).unwrap());
        let end = |at: u16| usize::from(at) % (count + 1);
        let (from, to) = (end(next()), end(next()));
        all.relations.push(ProposedRelation { kind, from, to, reason: reason() });
    }
    all
}

/// The step that is drawn; `None` if there is nothing to do it to.
pub(crate) fn step(document: &Document, draw: Draw) -> Option<Result<Transaction, EditError>> {
    let (what, one, two, three) = draw;
    let ids: Vec<AnnotationId> = document.annotations().map(|it| it.id).collect();
    let records: Vec<RecordId> = document.records().map(|it| it.id).collect();
    let id = || pick(&ids, one);
    let place = || span(document.text(), two, three);
    let by = by();
    Some(match what % 31 {
        0 => actions::tag(document, &spans(document, draw)?, &label(one), &by),
        1 => actions::tag(document, &place()?.into(), &label(one), &by),
        2 => actions::accept(document, id()?, &by),
        3 => actions::reject(document, id()?, &by),
        4 => actions::unsure(document, id()?, &by),
        5 => actions::reopen(document, id()?),
        6 => {
            let review = [Review::Accepted, Review::Rejected, Review::Proposed];
            let many: Vec<_> = ids.iter().copied().filter(|it| it.0 % 3 == 0).collect();
            Ok(actions::decide_many(document, &many, pick(&review, one)?, &by))
        }
        7 => actions::relabel(document, id()?, &label(two), &by),
        8 | 9 => actions::resize(document, id()?, usize::from(one % 3), place()?, &by),
        10 => actions::split(document, id()?, usize::from(two) % (document.text().len() + 3), &by),
        11 => actions::merge(document, id()?, pick(&ids, two)?, &by),
        12 => actions::delete(document, id()?, &by),
        13 => actions::add_fragment(document, id()?, place()?, &by),
        14 => actions::remove_fragment(document, id()?, usize::from(two % 3), &by),
        15 => set_attribute(document, id()?, two, three),
        16 => actions::set_note(document, id()?, pick(&["", "why?", " "], two)?),
        17 => actions::set_record(
            document,
            id()?,
            pick(&records, two).filter(|_| !three.is_multiple_of(4)),
            &by,
        ),
        18 => actions::set_record_new(document, id()?, pick(&["Ann", "بغداد", " "], two)?, &by),
        19 => actions::rename_record(document, pick(&records, one)?, pick(&["Ann", "Bo"], two)?),
        20 => actions::merge_records(document, pick(&records, one)?, pick(&records, two)?),
        21 | 22 => {
            actions::set_speaker(document, quote(document, one)?, &speaker(&records, draw)?, &by)
        }
        23 => {
            let (whole_words, ignore_case) = (two.is_multiple_of(2), three.is_multiple_of(2));
            let alike = actions::Alike { whole_words, ignore_case };
            let found = actions::identical_mentions(document, id()?, alike);
            let places: Vec<_> = found.iter().map(|it| it.span).collect();
            actions::tag_mentions(document, id()?, &places, &by)
        }
        24 => actions::rezone(document, place()?, pick(ZoneKind::ALL, one)?, &by),
        25..=29 => further(document, &ids, draw)?,
        _ => linked(document, &ids, draw)?,
    })
}

/// Steps about labels, parts and records.
fn further(
    document: &Document,
    ids: &[AnnotationId],
    (what, one, two, three): Draw,
) -> Option<Result<Transaction, EditError>> {
    let place = || span(document.text(), two, three);
    let by = by();
    Some(match what % 5 {
        0 => {
            let found = actions::with_label(document, &label(one), pick(&["", "a"], two)?);
            actions::replace_label(document, &found, &label(three), &by)
        }
        1 => actions::set_tag_set(document, tag_set(document, one)),
        2 => actions::tag_part(
            document,
            quote(document, one)?,
            &place()?.into(),
            &Key::new(pick(&["source", "cue"], one)?),
            &by,
        ),
        3 => {
            let links: Vec<_> = document.relations().map(|it| it.id).collect();
            actions::take_part_off(document, pick(&links, one)?, &by)
        }
        _ => {
            let records: Vec<RecordId> = document.records().map(|it| it.id).collect();
            let some: Vec<_> = ids.iter().copied().filter(|it| it.0 % 2 == 0).collect();
            actions::split_record(document, pick(&records, one)?, &some, "Cy")
        }
    })
}

/// The document's tag set with something more or less, or the built-in one again.
fn tag_set(document: &Document, draw: u16) -> std::sync::Arc<TagSet> {
    let mut set = TagSet::clone(document.tag_set());
    match draw % 4 {
        0 => set.import_label(&Key::from(format!("new_{draw}"))),
        1 => set.labels.retain(|it| it.key != "law"),
        2 => set.labels.iter_mut().for_each(|it| it.name.push('!')),
        _ => return factmark::formats::tagset::news(),
    }
    set.into()
}

fn linked(
    document: &Document,
    ids: &[AnnotationId],
    (_, one, two, three): Draw,
) -> Option<Result<Transaction, EditError>> {
    let relations: Vec<_> = document.relations().map(|it| it.id).collect();
    if three.is_multiple_of(4) {
        return Some(actions::unlink(document, pick(&relations, one)?, &by()));
    }
    let kind = Key::new(pick(&["said_by", "cue", "about", "expresses"], three)?);
    Some(actions::link(document, &kind, pick(ids, one)?, pick(ids, two)?, &by()))
}

fn spans(document: &Document, (what, one, two, three): Draw) -> Option<Spans> {
    let more = span(document.text(), one, u16::from(what));
    Spans::new([span(document.text(), two, three), more].into_iter().flatten().collect())
}

fn quote(document: &Document, at: u16) -> Option<AnnotationId> {
    let quotes: Vec<_> =
        document.annotations().filter(|it| it.label == "quote").map(|it| it.id).collect();
    pick(&quotes, at)
}

fn speaker(records: &[RecordId], (_, _, two, three): Draw) -> Option<actions::Speaker> {
    use actions::Speaker;
    Some(match two % 6 {
        0 | 1 => Speaker::Record(pick(records, three)?),
        2 => Speaker::New(pick(&["Ann", "Cy", ""], three)?.to_owned()),
        3 => Speaker::SameAsPrevious,
        4 => Speaker::Anonymous,
        _ => Speaker::Unknown,
    })
}

fn set_attribute(
    document: &Document,
    id: AnnotationId,
    key: u16,
    value: u16,
) -> Result<Transaction, EditError> {
    let key = Key::new(pick(&["use", "kind", "source_form", "nonsense"], key).unwrap());
    let values = ["byline", "city", "direct", "pronoun", "nonsense"];
    let value = pick(&values, value).map(Value::from).filter(|_| !value.is_multiple_of(5));
    actions::set_attribute(document, id, &key, value, &by())
}

/// Fails unless everything that a document promises holds.
#[track_caller]
pub(crate) fn assert_invariants(document: &Document) {
    assert_whole(document);
    for record in document.records() {
        assert!(!record.name.trim().is_empty(), "{record:?}");
        assert!(!record.aliases.contains(&record.name), "{record:?}");
    }
}

/// Fails unless what holds for every document holds, whoever wrote the file that it came from.
#[track_caller]
pub(crate) fn assert_whole(document: &Document) {
    assert_annotations(document);
    assert_links(document);
    assert_zones(document);
}

#[track_caller]
fn assert_annotations(document: &Document) {
    let all: Vec<&Annotation> = document.annotations().collect();
    let place = |it: &Annotation| {
        let hull = it.spans.hull();
        (hull.start(), Reverse(hull.end()), it.id)
    };
    assert!(all.windows(2).all(|it| place(it[0]) < place(it[1])), "document order");
    assert_eq!(all.len(), document.annotation_count());
    for (index, it) in all.iter().enumerate() {
        assert_eq!(document.annotation(it.id), Some(*it));
        assert!(it.id < document.next_ids().annotation);
        assert!(it.spans.iter().all(|it| document.text().span(it.range()) == Ok(it)));
        assert!(it.spans.as_slice().windows(2).all(|it| it[0].end() <= it[1].start()));
        assert_eq!(document.tag_set().admits(it), Ok(()));
        assert!(it.record.is_none_or(|it| document.record(it).is_some()));
        let hull = it.spans.hull();
        let over: Vec<_> = document.overlapping(hull).collect();
        let expected: Vec<_> =
            all.iter().filter(|it| it.spans.hull().overlaps(hull)).copied().collect();
        assert_eq!(over, expected, "overlapping");
        assert_eq!(document.after(it.id).count(), all.len() - index - 1);
        assert_eq!(document.before(it.id).count(), index);
    }
    for record in document.records() {
        assert!(record.id < document.next_ids().record);
        let mentions: Vec<_> = document.mentions(record.id).collect();
        let expected: Vec<_> =
            all.iter().filter(|it| it.record == Some(record.id)).copied().collect();
        assert_eq!(mentions, expected, "mentions of {}", record.id);
    }
}

#[track_caller]
fn assert_links(document: &Document) {
    let touches = |it: &Relation, id| it.from == id || it.to == id;
    for link in document.relations() {
        assert!(link.id < document.next_ids().relation);
        let ends = [link.from, link.to].map(|it| document.annotation(it).map(|it| &it.label));
        let [Some(from), Some(to)] = ends else { panic!("{link:?} dangles") };
        let spec = document.tag_set().relation(link.kind.as_str());
        assert!(spec.is_some_and(|it| it.admits(from, to)), "{link:?}");
    }
    for it in document.annotations() {
        let found: Vec<_> = document.relations_of(it.id).map(|it| it.id).collect();
        let expected: Vec<_> =
            document.relations().filter(|link| touches(link, it.id)).map(|it| it.id).collect();
        assert_eq!(found, expected, "links of {}", it.id);
    }
}

#[track_caller]
fn assert_zones(document: &Document) {
    let zones = document.zones();
    assert!(zones.windows(2).all(|it| it[0].span.end() <= it[1].span.start()), "zones overlap");
    for (at, c) in document.text().as_str().char_indices() {
        let held = zones.is_empty() || c.is_whitespace() || document.zone_at(at).is_some();
        assert!(held, "no zone holds {c:?} at {at}");
    }
}

/// Does a step. An action may refuse; what it offers must fit, but for the tag set's own rules.
#[track_caller]
pub(crate) fn act(workspace: &mut Workspace, draw: Draw) {
    let before = workspace.document().clone();
    let Some(Ok(offered)) = step(&before, draw) else { return };
    let name = offered.name.clone();
    match workspace.apply(offered.clone()) {
        Ok(_) => {}
        Err(EditError::TagSet(_) | EditError::Relation { .. }) => {
            assert_eq!(*workspace.document(), before, "{name} failed and left something");
        }
        Err(error) => panic!("{name} does not fit: {error}\n{offered:#?}"),
    }
}
