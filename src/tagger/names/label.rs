//! What a run of capitalised words is, by its own words.

use super::find::{Finder, label_words};
use super::lists::{self, is_body};
use super::word::{LIKELY, Mention, SURE, Word, reason};
use crate::annotation::Tier;
use crate::text::Span;

impl Finder<'_, '_> {
    /// Where a run that names two things is cut.
    pub(super) fn cut(&self, at: usize, end: usize) -> usize {
        // A group or place after a person's name, or a name after the name of a body.
        for inner in at + 1..end {
            if self
                .word(inner)
                .is_some_and(|it| lists::is_honorific(it.words) && it.words.ends_with('.'))
                && !matches!(self.text(inner), "Sr." | "Jr." | "Gen." | "Lt.")
            {
                return inner;
            }
        }
        end
    }

    pub(super) fn label(&mut self, at: usize, end: usize) {
        let Some(span) = self.span(at, end) else { return };
        let count = end - at;
        let last = self.text(end - 1);
        if self.titled && self.could_be_person(at, end) {
            let why = if self.role.is_some() {
                "a name after an office"
            } else {
                "a name after a title such as Mr or Dr"
            };
            self.person(span, ("name.title", (SURE, 960)), why.to_owned());
            return;
        }
        if self.shouting
            && !self.words.get(at..end).is_some_and(|it| it.iter().any(|w| !w.is_common()))
        {
            return;
        }
        let body = (at..end).find(|&it| {
            is_body(self.text(it)) && self.text(it + 1) == "of" || self.text(it) == "Ministry"
        });
        if let Some(kind) = lists::ending(last).or(body.map(|_| "org")).filter(|_| count > 1) {
            // A party holds one; other conventions are agreements.
            let meeting = last == "Convention" && self.text(end - 2) == "National";
            let kind = match (body, meeting) {
                (Some(_), _) => "org",
                (None, true) => "event",
                (None, false) => kind,
            };
            self.by_ending(span, kind, last);
            return;
        }
        if count > 1 && self.is_person(at, end) {
            let first = self.text(at);
            let why = if lists::is_forename(first) {
                format!("{first} is a forename, with a capitalised word after it")
            } else {
                "initials, particles or a known surname, as persons have".to_owned()
            };
            self.person(span, ("name.forename", (SURE, 950)), why);
            return;
        }
        if !self.shouting {
            self.open(at, end, false);
        } else if count == 1
            || self.words.get(at..end).is_some_and(|it| it.iter().all(|w| !w.is_common()))
        {
            self.open(at, end, true);
        } else {
            for single in at..end {
                if self.word(single).is_some_and(|it| !it.is_common()) {
                    self.open(single, single + 1, true);
                }
            }
        }
    }

    pub(super) fn could_be_person(&self, at: usize, end: usize) -> bool {
        let tame = lists::ending(self.text(end - 1)).is_none()
            || lists::is_surname(self.text(end - 1))
            || lists::is_forename(self.text(at))
            || end - at == 1;
        end - at <= 5 && tame
    }

    pub(super) fn is_person(&self, at: usize, end: usize) -> bool {
        let Some(words) = self.words.get(at..end) else { return false };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let initials =
            words.iter().take(words.len() - 1).any(Word::is_initial) && !last.is_initial();
        let particle =
            words.iter().any(|it| matches!(it.words, "bin" | "ibn" | "bint" | "van" | "von"));
        let arabic = words.len() > 1
            && (last.words.starts_with("al-")
                || last.words.starts_with("Al-")
                || last.words.starts_with("el-"));
        let surname = lists::is_surname(last.words) && !first.is_common() && !first.is_upper();
        let forename = lists::is_forename(first.words)
            && !words.iter().skip(1).any(|it| it.is_common() && lists::ending(it.words).is_some());
        words.len() <= 5 && (forename || initials || particle || arabic || surname)
    }

    pub(super) fn person(
        &mut self,
        span: Span,
        (rule, sure): (&'static str, (Tier, u16)),
        why: String,
    ) {
        let made = Mention::new(span, "person", reason(rule, sure, why));
        self.push(Mention { role: self.role, ..made });
    }

    pub(super) fn by_ending(&mut self, span: Span, kind: &'static str, last: &str) {
        let (label, place) = match kind {
            "city" | "region" | "location" | "facility" => ("place", kind),
            other => (other, ""),
        };
        let why = format!("{last} ends the name of {}", label_words(label));
        let rule = reason("name.ending", (LIKELY, 900), why);
        self.push(Mention { kind: place, ..Mention::new(span, label, rule) });
    }
}
