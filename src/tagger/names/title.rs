//! Titles and offices before a name, and capitals that only begin a sentence.

use super::find::Finder;
use super::lists::{self, is_small};
use super::word::{LIKELY, Mention, SURE, Word, reason};

impl Finder<'_, '_> {
    /// German writes every noun with a capital: one after an article, before a name or alone.
    pub(super) fn is_german_noun(&self, at: usize, end: usize) -> bool {
        const ARTICLES: &[&str] = &[
            "das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer",
            "eines", "ihr", "ihre", "im", "am", "zum", "zur", "vom", "kein", "keine",
        ];
        let after_article = ARTICLES.contains(&self.before(at).to_lowercase().as_str());
        self.foreign == Some("de")
            && (after_article || end - at == 1 && lists::listed(self.text(at)).is_none())
    }

    /// A common word that has a capital only because it comes first.
    pub(super) fn is_sentence_start(&self, word: &Word<'_>, at: usize, end: usize) -> bool {
        if !(word.first || self.shouting)
            || !word.is_common()
            || word.is_upper() && end - at == 1 && !self.shouting && word.words.len() > 1
        {
            return false;
        }
        let ending = lists::ending(self.text(end - 1)).is_some();
        let whole = end - at > 1 && ending && !is_small(word.words) && !self.shouting;
        let name = lists::is_forename(word.words)
            && end - at > 1
            && self.word(at + 1).is_some_and(|it| !it.is_common() || lists::is_surname(it.words));
        !whole && !name
    }

    /// An honorific or an office before a name.
    pub(super) fn read_title(&mut self, at: usize, end: usize) -> Option<usize> {
        let word = self.word(at)?.words;
        if lists::is_honorific(word)
            && at + 1 < end
            && !lists::ending(self.text(end - 1)).is_some_and(|it| it != "org" || end - at > 3)
        {
            self.titled = true;
            if lists::is_role(word) {
                self.role = self.span(at, at + 1);
            }
            return Some(at + 1);
        }
        let len = self.role_len(at, end)?;
        let next = at + len;
        let span = self.span(at, next)?;
        if next < end {
            // An office before a name; the name says what it is.
            let why = "an office before a name";
            if lists::ending(self.text(end - 1)).is_none()
                || end - next <= 3 && lists::is_forename(self.text(next))
            {
                self.push(Mention::new(span, "role", reason("name.role", (SURE, 950), why)));
                self.role = Some(span);
                self.titled = true;
                return Some(next);
            }
            return None;
        }
        if self.word(next).is_some_and(|it| it.capital && it.joined) && next > end {
            let why = "an office before a name";
            self.push(Mention::new(span, "role", reason("name.role", (SURE, 950), why)));
            self.role = Some(span);
            self.titled = true;
            self.carried = true;
            return Some(next);
        }
        if self.text(next) == "of" && self.word(next + 1).is_some_and(|it| it.capital) {
            let why = "an office with the place or body it belongs to";
            self.push(Mention::new(span, "role", reason("name.role_of", (LIKELY, 850), why)));
        }
        Some(next)
    }

    /// How many words from `at` make up an office, `Secretary of State` among them.
    pub(super) fn role_len(&self, at: usize, end: usize) -> Option<usize> {
        let reach = (at + 6).min(self.words.len());
        let fits = |to: usize| {
            let phrase: Vec<_> = (at..to).map(|it| self.text(it)).collect();
            lists::is_role(&phrase.join(" "))
        };
        let exact =
            (at + 1..=reach).rev().find(|&to| (to <= end || self.text(to - 1) != "of") && fits(to));
        if let Some(to) = exact {
            return Some(to - at);
        }
        // Modifiers before an office: Deputy Foreign Minister, Irrigation Minister.
        let modified = (at + 2..=end.min(at + 4)).rev().find(|&to| {
            lists::is_role(self.text(to - 1))
                && (at..to - 1).all(|it| {
                    self.word(it).is_some_and(|w| w.is_common() && w.capital && !is_small(w.words))
                        && lists::listed(self.text(it)).is_none()
                })
        });
        modified
            .filter(|_| {
                !self.word(at).is_some_and(|it| {
                    it.first && it.is_common() && !lists::is_role(it.words) && end - at <= 2
                })
            })
            .map(|to| to - at)
    }
}
