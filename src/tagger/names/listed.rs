//! Names of the word lists, and what belongs to them.

use super::find::{Finder, label_words};
use super::lists::{self, is_body};
use super::word::{LIKELY, Mention, SURE, Word, reason};

impl Finder<'_, '_> {
    /// A name of a list.
    pub(super) fn read_listed(&mut self, at: usize, end: usize) -> Option<usize> {
        let (to, (label, kind)) = self.longest_listed(at)?;
        let word = *self.word(at)?;
        if kind == "weak" && word.first || self.is_part_of_longer(at, (to, end), label) {
            return None;
        }
        let span = self.span(at, to)?;
        let person = lists::is_forename(word.words) || lists::is_surname(word.words);
        if to - at == 1 && person && label != "group" {
            self.open_listed(at, to, (label, kind));
            return Some(to);
        }
        if label == "group" && is_direction(word.words) && to - at == 1 {
            return None;
        }
        let why = format!("{} that the word lists know", label_words(label));
        let sure = if label == "org" && kind == "weak" { (LIKELY, 850) } else { (SURE, 950) };
        let kind = if label == "place" { kind } else { "" };
        let made = Mention { kind, ..Mention::new(span, label, reason("name.list", sure, why)) };
        let extended = if label == "org" { self.extend(at, to) } else { to };
        let span = self.span(at, extended).unwrap_or(made.span);
        self.push(Mention { span, ..made });
        Some(extended)
    }

    /// The longest listed name that begins at `at`: where it ends, and what it is.
    fn longest_listed(&self, at: usize) -> Option<(usize, (&'static str, &'static str))> {
        let first = self.word(at)?;
        let mut longest = lists::longest_from(first.words);
        if first.is_upper() {
            longest = longest.max(lists::longest_from(&lists::title_case(first.words)));
        }
        let joined = (at + 1..at + longest)
            .take_while(|&it| self.word(it).is_some_and(|word| word.joined))
            .count();
        (at + 1..=at + 1 + joined).rev().find_map(|to| Some((to, self.listed(at, to)?)))
    }

    /// Whether the listed words only begin a longer name, or the name of a person.
    fn is_part_of_longer(&self, at: usize, (to, end): (usize, usize), label: &str) -> bool {
        if to >= end {
            return self.titled && label != "group"; // "Mr London"
        }
        let last = self.text(end - 1);
        let longer = lists::ending(last).is_some_and(|it| !(label == "group" && it == "law"))
            && !lists::is_role(last)
            && end - at <= 6
            && !self.shouting;
        let person = to - at == 1
            && label != "group"
            && lists::is_forename(self.text(at))
            && !lists::is_role(self.text(to))
            && lists::listed(self.text(to)).is_none_or(|it| it.0 == "place");
        longer || person || self.titled && label != "group"
    }

    /// "Western Kenya": a direction before a listed place.
    pub(super) fn read_direction(&mut self, at: usize, end: usize) -> Option<usize> {
        if at + 1 >= end || !is_direction(self.text(at)) {
            return None;
        }
        let (to, (label, _)) = self.longest_listed(at + 1)?;
        if label != "place" || to < end {
            return None;
        }
        let span = self.span(at, to)?;
        let why = "a part of a place that the word lists know";
        self.push(Mention::place(span, "region", reason("name.list", (LIKELY, 900), why)));
        Some(to)
    }

    /// Listed names that are joined by a hyphen to something else: `Argentina-Chile`, `US-backed`.
    pub(super) fn read_hyphenated(&mut self, at: usize) {
        let Some(word) = self.word(at).filter(|it| it.words.contains('-')).copied() else { return };
        if lists::listed(word.words).is_some() {
            return;
        }
        let mut from = word.span.start();
        for part in word.words.split('-') {
            let span = self.cut_span(from, from + part.len());
            from += part.len() + 1;
            let Some((label, kind)) = lists::listed(part).filter(|it| it.1 != "weak") else {
                continue;
            };
            let Some(span) = span.filter(|_| part.len() > 1) else { continue };
            let why =
                format!("{} that the word lists know, joined by a hyphen", label_words(label));
            let kind = if label == "place" { kind } else { "" };
            let rule = reason("name.list_joined", (LIKELY, 820), why);
            self.push(Mention { kind, ..Mention::new(span, label, rule) });
        }
    }

    /// A listed name of exactly these words.
    fn listed(&self, from: usize, to: usize) -> Option<(&'static str, &'static str)> {
        if to - from == 1 {
            let word = self.word(from)?;
            let found = lists::listed(word.words).filter(|_| word.capital);
            if found.is_none() && word.is_upper() && word.words.chars().count() > 3 {
                return lists::listed(&lists::title_case(word.words))
                    .filter(|it| it.0 == "place" && it.1 != "weak");
            }
            return found;
        }
        let joined: Vec<_> = (from..to).map(|it| self.text(it)).collect();
        let name = joined.join(" ");
        lists::listed(&name).or_else(|| {
            let upper = self.words.get(from..to)?.iter().all(Word::is_upper);
            if upper { lists::listed(&lists::title_case(&name)) } else { None }
        })
    }

    /// Adds what belongs to the name of a body after its last capitalised word: `of Kenya`.
    pub(super) fn extend(&self, from: usize, end: usize) -> usize {
        let mut end = end;
        for _ in 0..3 {
            let of = self.text(end);
            let head = (from..end).any(|it| is_body(self.text(it)))
                || of == "and" && self.is_joint_body(from, end);
            if !head
                || !matches!(of, "of" | "for" | "on" | "against" | "and")
                || !self.word(end).is_some_and(|it| it.joined)
            {
                break;
            }
            let skip = if matches!(self.text(end + 1), "the") { 2 } else { 1 };
            let Some(next) = self.word(end + skip).filter(|it| it.capital && it.joined) else {
                break;
            };
            let open_list = of == "and"
                && !(from..end).any(|it| {
                    matches!(self.text(it), "of" | "for" | "on")
                        || matches!(self.text(it), "Ministry" | "Department")
                });
            if of == "and" && self.is_joint_body(from, end) {
                end = self.run_end(end + 1);
                break;
            }
            if open_list
                || of == "and"
                    && (lists::listed(next.words).is_some()
                        || lists::is_forename(next.words)
                        || is_body(next.words))
            {
                break;
            }
            if of == "for" && !next.is_common() && lists::listed(next.words).is_none() {
                break;
            }
            end = self.run_end(end + skip);
        }
        end
    }

    /// "Food and Drug Administration": two common words, of which the second ends in a body.
    fn is_joint_body(&self, from: usize, end: usize) -> bool {
        let Some(last) = end.checked_sub(1).and_then(|it| self.word(it)) else { return false };
        let Some(next) = self.word(end + 1).filter(|it| it.capital) else { return false };
        let stop = self.run_end(end + 1);
        let ends = stop.checked_sub(1).and_then(|it| lists::ending(self.text(it)));
        let plain = |word: &Word<'_>| word.is_common() && lists::listed(word.words).is_none();
        ends == Some("org")
            && stop - end >= 3
            && end - from <= 4
            && lists::ending(last.words).is_none()
            && !lists::is_role(last.words)
            && plain(last)
            && plain(next)
    }
}

/// Directions that make a part of a place.
fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "Northern"
            | "Southern"
            | "Eastern"
            | "Western"
            | "Central"
            | "North"
            | "South"
            | "East"
            | "West"
            | "Northeast"
            | "Northwest"
            | "Southeast"
            | "Southwest"
            | "Upper"
            | "Lower"
            | "Greater"
            | "Inner"
            | "Outer"
            | "Northeastern"
            | "Northwestern"
            | "Southeastern"
            | "Southwestern"
    )
}
