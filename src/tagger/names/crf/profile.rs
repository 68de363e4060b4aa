//! [`Profiles`]: what is known of each word of a text, whatever stands beside it.

use std::collections::BTreeMap;

use super::super::lists;
use super::super::word::{begins_with_capital, is_particle};
use super::pieces::Pieces;
use crate::tagger::Analysis;
use crate::tagger::kin::{Kin, kin};
use crate::tagger::learn::{letter_kind, pair, word_hash};
use crate::text::TokenKind;

/// What the word lists say of a word: one bit for each of them.
pub(super) mod flag {
    pub(in super::super) const FORENAME: u32 = 1;
    pub(in super::super) const SURNAME: u32 = 1 << 1;
    pub(in super::super) const PLACE: u32 = 1 << 2;
    pub(in super::super) const GROUP: u32 = 1 << 3;
    pub(in super::super) const ORG: u32 = 1 << 4;
    pub(in super::super) const ORG_END: u32 = 1 << 5;
    pub(in super::super) const PLACE_END: u32 = 1 << 6;
    pub(in super::super) const OTHER_END: u32 = 1 << 7;
    pub(in super::super) const HONORIFIC: u32 = 1 << 8;
    pub(in super::super) const ROLE: u32 = 1 << 9;
    pub(in super::super) const BODY: u32 = 1 << 10;
    pub(in super::super) const COMMON: u32 = 1 << 11;
    pub(in super::super) const PERSON_VERB: u32 = 1 << 12;
    pub(in super::super) const NO_NAME: u32 = 1 << 13;
    pub(in super::super) const UPPER: u32 = 1 << 14;
    pub(in super::super) const INITIAL: u32 = 1 << 15;
    pub(in super::super) const PARTICLE: u32 = 1 << 16;
    pub(in super::super) const CAPITAL: u32 = 1 << 17;
    pub(in super::super) const MARK: u32 = 1 << 18;
    pub(in super::super) const NUMBER: u32 = 1 << 19;
    /// Those that say most when words are seen from afar.
    pub(in super::super) const FAR: u32 = FORENAME
        | PLACE
        | GROUP
        | ORG_END
        | PLACE_END
        | HONORIFIC
        | ROLE
        | BODY
        | PERSON_VERB
        | PARTICLE;
}

/// What is known of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The word in lower case.
    pub(super) lower: u64,
    /// Capitals, digits and marks, runs of the same as one.
    pub(super) shape: u64,
    /// Its first three letters, in lower case.
    pub(super) prefix: u64,
    /// Its last two, three and four letters, in lower case.
    pub(super) suffixes: [u64; 3],
    pub(super) flags: u32,
    /// What other texts say of it.
    pub(super) kin: Kin,
    /// Whether it has a capital somewhere, so that it may belong to a name.
    pub(super) candidate: bool,
    /// Whether the text has it in lower case too.
    pub(super) small_elsewhere: bool,
    /// The number of the word, whatever its capitals; 0 for what is in no name.
    pub(super) fold: usize,
    /// How often it is there.
    times: usize,
    /// Where it stands: the first few tokens.
    pub(super) places: Vec<usize>,
}

/// Occurrences of a word that are looked at.
const SEEN: usize = 6;

/// The words of a text.
pub(super) struct Profiles {
    /// Of each token, its word.
    of: Vec<usize>,
    all: Vec<Profile>,
    /// How many words there are, whatever their capitals.
    pub(super) folds: usize,
    edge: Profile,
}

impl Profiles {
    pub(super) fn new(analysis: &Analysis<'_>, pieces: &Pieces) -> Self {
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        let mut all: Vec<Profile> = Vec::new();
        let mut of = Vec::with_capacity(pieces.all.len());
        for (at, token) in analysis.watch(pieces.all.iter().enumerate()) {
            let word = analysis.words(token.span);
            let which = *index.entry(word).or_insert_with(|| {
                all.push(Profile::of(word, token.kind));
                all.len() - 1
            });
            of.push(which);
            let Some(it) = all.get_mut(which).filter(|it| it.candidate) else { continue };
            it.times += 1;
            if it.places.len() < SEEN {
                it.places.push(at);
            }
        }
        let mut lower = String::new();
        let mut folds: BTreeMap<u64, usize> = BTreeMap::new();
        for (word, which) in &index {
            let Some(it) = all.get_mut(*which).filter(|it| it.candidate) else { continue };
            let next = folds.len() + 1;
            it.fold = *folds.entry(it.lower).or_insert(next);
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            it.small_elsewhere = index.contains_key(lower.as_str());
        }
        let edge = Profile { lower: 1, shape: 1, prefix: 1, ..Profile::default() };
        Self { of, all, folds: folds.len() + 1, edge }
    }

    /// The word of a token; what stands beyond the text for none.
    pub(super) fn at(&self, token: Option<usize>) -> &Profile {
        let which = token.and_then(|it| self.of.get(it));
        which.and_then(|it| self.all.get(*it)).unwrap_or(&self.edge)
    }
}

impl Profile {
    /// How often the text has it, with these capitals.
    pub(super) fn times(&self) -> usize {
        self.times
    }

    fn of(word: &str, kind: TokenKind) -> Self {
        let lower = word.to_lowercase();
        let hash = word_hash(&lower);
        let mut made = Self {
            lower: hash,
            kin: kin(hash),
            shape: shape(word, kind),
            candidate: kind != TokenKind::Address && word.contains(char::is_uppercase),
            flags: flags(word, kind),
            ..Self::default()
        };
        if !made.candidate && kind == TokenKind::Word && made.flags & flag::COMMON == 0 {
            made.flags |= small(word);
            made.candidate = made.flags & (flag::PLACE | flag::GROUP | flag::FORENAME) != 0;
        }
        let third = lower.char_indices().nth(3).map_or(lower.len(), |it| it.0);
        made.prefix = word_hash(lower.get(..third).unwrap_or_default());
        let ends = lower.char_indices().rev().skip(1).map(|it| it.0);
        for (slot, start) in made.suffixes.iter_mut().zip(ends) {
            *slot = word_hash(lower.get(start..).unwrap_or_default());
        }
        made
    }
}

fn shape(word: &str, kind: TokenKind) -> u64 {
    let mut shape = kind as u64;
    let (mut last, mut again) = (0, false);
    for it in word.chars() {
        let class = letter_kind(it);
        // One capital is another shape than two.
        if class != last || class == 1 && !again {
            shape = pair(shape, class);
            again = class == last;
        }
        last = class;
    }
    shape
}

/// What a word in lower case would be with a capital: mails and posts leave it out.
fn small(word: &str) -> u32 {
    let name = lists::title_case(word);
    let listed = match lists::listed(&name).map(|it| it.0) {
        Some("place") => flag::PLACE,
        Some("group") => flag::GROUP,
        _ => 0,
    };
    if lists::is_forename(&name) && word.len() > 3 { listed | flag::FORENAME } else { listed }
}

fn flags(word: &str, kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Mark | TokenKind::Symbol => return flag::MARK,
        TokenKind::Number => return flag::NUMBER,
        TokenKind::Clitic | TokenKind::Address => return 0,
        TokenKind::Word => {}
    }
    let mut made = 0;
    let mut set = |bit, is: bool| made |= if is { bit } else { 0 };
    let letters = word.chars().filter(|it| it.is_alphabetic()).count();
    let upper = letters > 1 && !word.contains(char::is_lowercase);
    set(flag::ROLE, lists::is_role(word));
    set(flag::COMMON, lists::is_common(word));
    set(flag::PERSON_VERB, lists::is_person_verb(word));
    set(flag::HONORIFIC, lists::is_honorific(word));
    set(flag::PARTICLE, is_particle(word));
    set(flag::UPPER, upper);
    if !begins_with_capital(word) {
        return made;
    }
    set(flag::CAPITAL, true);
    let title = if upper && letters > 3 { Some(lists::title_case(word)) } else { None };
    let name = title.as_deref().unwrap_or(word);
    let name = if lists::listed(word).is_some() { word } else { name };
    set(flag::FORENAME, lists::is_forename(name));
    set(flag::SURNAME, lists::is_surname(name));
    match lists::listed(name).map(|it| it.0) {
        Some("place") => set(flag::PLACE, true),
        Some("group") => set(flag::GROUP, true),
        Some(_) => set(flag::ORG, true),
        None => {}
    }
    match lists::ending(name) {
        Some("org") => set(flag::ORG_END, true),
        Some("city" | "region" | "location" | "facility") => set(flag::PLACE_END, true),
        Some(_) => set(flag::OTHER_END, true),
        None => {}
    }
    set(flag::BODY, lists::is_body(name));
    set(flag::NO_NAME, lists::is_never_a_name(word));
    let initial = word.ends_with('.') && word.split('.').all(|it| it.chars().count() <= 1);
    set(flag::INITIAL, initial);
    made
}
