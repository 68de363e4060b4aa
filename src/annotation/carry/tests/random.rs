//! Drafts made by random edits of real texts: how many tags follow, and that none shifts in silence.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::annotation::carry::sentences::split;
use crate::text::{paragraphs, sentences, tokens};

/// Numbers that are the same on every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % end.max(1) as u64).unwrap()
    }
}

/// A sentence, and which one it is in the first draft; none if it was changed or is a copy.
type Sentence = (String, Option<usize>);

fn paragraphs_of(texts: &[&str]) -> Vec<Vec<Sentence>> {
    let mut count = 0;
    let mut all = Vec::new();
    for text in texts {
        let text = Text::new(*text);
        for paragraph in paragraphs(&text) {
            let found = sentences(&text, paragraph).into_iter().map(|it| {
                count += 1;
                // With the line break after it, which ends headings and items of lists.
                let after = text.char_at(it.end()) == Some('\n');
                let end = if after { "\n" } else { " " };
                (format!("{}{end}", plain(text.slice(it))), Some(count - 1))
            });
            all.push(found.collect());
        }
    }
    all
}

/// The text, and the byte where each sentence of the first draft begins, if it is there.
fn write(all: &[Vec<Sentence>], count: usize) -> (String, Vec<Option<usize>>) {
    let (mut text, mut places) = (String::new(), vec![None; count]);
    for paragraph in all {
        for (words, origin) in paragraph {
            if let Some(origin) = origin {
                places[*origin] = Some(text.len());
            }
            text.push_str(words);
        }
        text.push_str("\n\n");
    }
    (text, places)
}

/// The sentence with another name or another number, or with other words.
fn other(words: &str, chance: &mut Chance) -> String {
    let text = Text::new(words);
    let Some(whole) = text.whole() else { return words.to_owned() };
    let all = tokens(&text, whole);
    let told = |it: &&crate::text::Token| {
        text.slice(it.span).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let told: Vec<_> = all.iter().filter(told).collect();
    let at = match told.get(chance.below(told.len())) {
        Some(it) if chance.below(3) > 0 => it.span,
        // Not the last mark: without it the next sentence would be another one too.
        _ => all[chance.below(all.len().saturating_sub(1))].span,
    };
    // What begins in lower case goes on with the sentence before.
    let small = text.slice(at).starts_with(char::is_lowercase);
    let new = ["Okonjo", "77", if small { "never" } else { "Never" }][chance.below(3)];
    let (before, rest) = words.split_at(at.start());
    format!("{before}{new}{}", rest.split_at(at.len()).1)
}

fn edit(all: &mut Vec<Vec<Sentence>>, chance: &mut Chance) {
    let at = chance.below(all.len());
    let to = chance.below(all.len());
    match chance.below(7) {
        0 | 1 => {
            let inside = chance.below(all[at].len());
            if let Some(it) = all[at].get_mut(inside) {
                *it = (other(&it.0, chance), None);
            }
        }
        2 => {
            let it = all.remove(at);
            all.insert(to.min(all.len()), it);
        }
        3 if all.len() > 3 => {
            all.remove(at);
        }
        4 => {
            let copy = all[at].iter().map(|it| (it.0.clone(), None)).collect();
            all.insert(to, copy);
        }
        5 => {
            // A look-alike beside it, with or without the old one.
            let inside = chance.below(all[at].len());
            let new = (other(&all[at][inside].0, chance), None);
            all[at].insert(inside + chance.below(2), new);
        }
        _ => all.insert(to, vec![("Someone wrote one more line here. ".to_owned(), None)]),
    }
}

/// Tags on every sentence: all of it, some words, and now and then the next sentence too.
fn tagged(
    text: &str,
    places: &[Option<usize>],
    chance: &mut Chance,
) -> (Document, Vec<Vec<usize>>) {
    let mut document = draft(text);
    let ends = |at: usize| {
        let from = places[at].unwrap();
        let to = places.get(at + 1).copied().flatten().unwrap_or(text.len());
        (from, from + text.get(from..to).unwrap().trim_end().len())
    };
    let mut holds = vec![Vec::new()];
    for at in 0..places.len() {
        let (from, to) = ends(at);
        let all = tokens(document.text(), document.text().span(from..to).unwrap());
        let first = chance.below(all.len());
        let last = (first + chance.below(3)).min(all.len() - 1);
        let words = (all[first].span.start(), all[last].span.end(), vec![at]);
        let whole = (from, to, vec![at]);
        let mut new = vec![words, whole];
        if at + 1 < places.len() && chance.below(6) == 0 {
            new.push((from, ends(at + 1).1, vec![at, at + 1]));
        }
        for (from, to, sentences) in new {
            let id = AnnotationId(u32::try_from(holds.len()).unwrap());
            let spans = document.text().span(from..to).unwrap().into();
            let tag = Annotation {
                id,
                label: ["person", "quote", "org"][chance.below(3)].into(),
                spans,
                attributes: BTreeMap::new(),
                record: None,
                note: None,
                standing: Standing::by_person(kim()),
                extra: Extra::new(),
            };
            document.apply(Edit::Insert(Arc::new(tag))).unwrap();
            holds.push(sentences);
        }
    }
    (document, holds)
}

/// The sentences that a tag touches, in words.
fn around(document: &Document, all: &[Span], tag: &Annotation) -> Vec<String> {
    let inside = all.iter().filter(|it| tag.spans.overlap(**it));
    inside.map(|it| plain(document.text().slice(*it))).collect()
}

/// Tags on sentences that nobody touched, those that followed, and those on other words than before.
fn measure(texts: &[&str], edits: usize, chance: &mut Chance) -> (usize, usize, Vec<String>) {
    let mut all = paragraphs_of(texts);
    let count = all.iter().map(Vec::len).sum();
    let (text, first_places) = write(&all, count);
    let (old, holds) = tagged(&text, &first_places, chance);
    for _ in 0..edits {
        edit(&mut all, chance);
    }
    let (text, places) = write(&all, count);
    let done = carry(&old, &draft(&text)).unwrap();
    let new = &done.document;
    let (before, after) = (split(old.text()), split(new.text()));
    let (mut untouched, mut kept, mut silent) = (0, 0, Vec::new());
    assert_eq!(done.tags.len(), old.annotation_count());
    assert_eq!(new.annotation_count() + orphans(new).len(), old.annotation_count());
    for (id, fate) in &done.tags {
        let was = old.annotation(*id).unwrap();
        let sentences = &holds[id.0 as usize];
        let starts: Option<Vec<_>> = sentences.iter().map(|it| places[*it]).collect();
        // Two in a row are untouched if nothing came between them.
        let whole = starts.is_some_and(|it| match (it.as_slice(), sentences.as_slice()) {
            ([one, two], [first, second]) => {
                let was = first_places[*first].unwrap()..first_places[*second].unwrap();
                text.get(*one..*two)
                    .is_some_and(|it| plain(it) == plain(old.text().as_str().get(was).unwrap()))
            }
            _ => true,
        });
        untouched += usize::from(whole);
        let sure = matches!(fate, Fate::Exact | Fate::Moved);
        kept += usize::from(whole && sure);
        let now = new.annotation(*id);
        if sure {
            let now = now.unwrap();
            let same = plain(&old.excerpt(was)) == plain(&new.excerpt(now))
                && around(&old, &before, was) == around(new, &after, now)
                && now.standing == was.standing;
            if !same {
                silent.push(format!("{id} {} > {}", old.excerpt(was), new.excerpt(now)));
            }
        } else if let Some(now) = now {
            let told = now.note.as_deref().is_some_and(|it| it.starts_with(STALE));
            assert!(now.is_open() && told, "{now:?}");
        }
    }
    (untouched, kept, silent)
}

const TEXTS: &[&str] = &[
    include_str!("../../../../assets/samples/harbour-flood.txt"),
    include_str!("../../../../assets/samples/market-roundup-pasted.txt"),
    include_str!("../../../../assets/samples/press-release.md"),
    include_str!("../../../../assets/samples/sequia-espanol.txt"),
    include_str!("../../../../assets/samples/ambaliya-hausa.txt"),
];

#[test]
fn tags_follow_what_nobody_touched_and_none_shifts_in_silence() {
    let mut chance = Chance(7);
    let (mut untouched, mut kept, mut drafts) = (0, 0, 0);
    for round in 0..24 {
        for text in TEXTS {
            let edits = 1 + chance.below(8);
            let (all, found, silent) = measure(&[text], edits, &mut chance);
            assert_eq!(silent, Vec::<String>::new(), "round {round}");
            untouched += all;
            kept += found;
            drafts += 1;
        }
        let (all, found, silent) = measure(TEXTS, 40, &mut chance);
        assert_eq!(silent, Vec::<String>::new(), "round {round}");
        untouched += all;
        kept += found;
        drafts += 1;
    }
    let (part, of) = (u32::try_from(kept).unwrap(), u32::try_from(untouched).unwrap());
    let share = f64::from(part) / f64::from(of);
    println!(
        "{drafts} drafts: {kept} of {untouched} tags on untouched sentences kept ({share:.4})"
    );
    assert!(share >= 0.98, "{share}");
}

/// Ten megabytes of text and some 170 thousand tags.
#[test]
#[ignore = "takes half a minute: cargo test --lib large_drafts_are_carried -- --ignored"]
fn large_drafts_are_carried_in_seconds() {
    let mut all = Vec::new();
    for round in 0_usize..40_000 {
        let two = format!("Paragraph {round} tells of {} roads. ", round * 7 % 1000);
        let more = "It goes on for a while, as most do, and says where the water of the old mill \
                    went, who paid for the wall, and what the council of the town will do about it \
                    before the next winter, if anything at all can be done by then. ";
        all.push(vec![(two, Some(2 * round)), (more.to_owned(), Some(2 * round + 1))]);
    }
    let (text, places) = write(&all, 80_000);
    let mut chance = Chance(3);
    let (old, _) = tagged(&text, &places, &mut chance);
    for _ in 0..2000 {
        edit(&mut all, &mut chance);
    }
    let (text, _) = write(&all, 80_000);
    let (done, size) = (carry(&old, &draft(&text)).unwrap(), text.len());
    let counts: Vec<_> = Fate::ALL.iter().map(|it| (it.key(), done.count(*it))).collect();
    println!("{size} bytes, {} tags: {counts:?}", old.annotation_count());
}

proptest! {
    #[test]
    fn any_text_can_be_a_new_draft(one in "([ab.é\n]|🙂|A b\\. ){1,24}", other in "([ab.é\n]|🙂|A b\\. ){0,24}") {
        let mut old = draft(&one);
        let ends: Vec<usize> = one.char_indices().map(|it| it.0).chain([one.len()]).collect();
        let mut id = 0;
        for (at, from) in ends.iter().enumerate() {
            for to in ends.iter().skip(at + 1).step_by(3) {
                id += 1;
                let tag = Annotation {
                    id: AnnotationId(id),
                    label: "person".into(),
                    spans: old.text().span(*from..*to).unwrap().into(),
                    attributes: BTreeMap::new(),
                    record: None,
                    note: None,
                    standing: Standing::by_person(kim()),
                    extra: Extra::new(),
                };
                old.apply(Edit::Insert(Arc::new(tag))).unwrap();
            }
        }
        let done = carry(&old, &draft(&other)).unwrap();
        let new = &done.document;
        prop_assert_eq!(new.annotation_count() + orphans(new).len(), old.annotation_count());
        for (id, fate) in &done.tags {
            if matches!(fate, Fate::Exact | Fate::Moved) {
                let words = |it: &Document| plain(&it.excerpt(it.annotation(*id).unwrap()));
                prop_assert_eq!(words(&old), words(new));
            }
        }
    }
}
