//! Finds names in a sentence: runs of capitalised words, cut and labelled by what is in them.

use super::lists;
use super::word::{LIKELY, Mention, SURE, Word, reason};
use crate::text::Span;

/// What the rules found in one sentence.
#[derive(Default)]
pub(super) struct Found {
    /// Names that a rule or list knows.
    pub(super) known: Vec<Mention>,
    /// Capitalised words that only the rest of the text can explain.
    pub(super) open: Vec<Open>,
}

/// Capitalised words that no rule knows.
pub(super) struct Open {
    pub(super) span: Span,
    /// Number of words.
    pub(super) count: usize,
    /// The word before, and the word after.
    pub(super) before: String,
    pub(super) after: String,
    /// A common word that only begins a sentence.
    pub(super) weak: bool,
    /// All capitals, as an acronym.
    pub(super) upper: bool,
    /// A label that a list gives and the text may overrule.
    pub(super) listed: Option<(&'static str, &'static str)>,
}

/// Reads one sentence.
pub(super) struct Finder<'w, 't> {
    pub(super) words: &'w [Word<'t>],
    /// Whether capitals say nothing here: a headline in title case, a line in capitals.
    pub(super) shouting: bool,
    /// The language, where it is not English.
    pub(super) foreign: Option<&'w str>,
    pub(super) found: Found,
    /// The office before the words that are looked at, and whether they have a title.
    role: Option<Span>,
    titled: bool,
}

impl<'w, 't> Finder<'w, 't> {
    pub(super) fn new(words: &'w [Word<'t>], shouting: bool, foreign: Option<&'w str>) -> Self {
        Self { words, shouting, foreign, found: Found::default(), role: None, titled: false }
    }

    /// Finds everything in the sentence.
    pub(super) fn run(mut self) -> Found {
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            if !word.capital {
                at += 1;
                continue;
            }
            let end = self.run_end(at);
            self.role = None;
            self.titled = false;
            at = self.read_run(at, end);
        }
        self.found
    }

    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    fn text(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |it| it.words)
    }

    /// The word before `at`, passing over a mark; empty at the start.
    fn before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |it| self.text(it))
    }

    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.words.get(from)?.span;
        self.words.get(to.checked_sub(1)?).map(|last| first.hull(last.span))
    }

    /// The end of the capitalised words that begin at `from`.
    fn run_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        loop {
            match self.words.get(end) {
                Some(word) if word.joined && word.capital => end += 1,
                Some(word) if word.joined && word.is_particle() => {
                    let two = self.word(end + 1).is_some_and(Word::is_particle);
                    let next = end + 1 + usize::from(two);
                    if !self.word(next).is_some_and(|it| it.capital && it.joined)
                        || matches!(word.words, "e" | "do")
                    {
                        return end;
                    }
                    end = next + 1;
                }
                Some(word)
                    if word.words == "&" && self.word(end + 1).is_some_and(|it| it.capital) =>
                {
                    end += 2;
                }
                _ => return end,
            }
        }
    }

    /// Reads the words from `at` to `end`; returns where to go on.
    fn read_run(&mut self, mut at: usize, mut end: usize) -> usize {
        while at < end {
            let Some(word) = self.word(at).copied() else { break };
            if is_never_a_name(word.words)
                || word.words == "&"
                || word.is_particle() && !word.capital
            {
                at += 1;
                continue;
            }
            if self.is_german_noun(at, end) {
                at += 1;
                continue;
            }
            if let Some(next) = self.read_title(at, end) {
                at = next;
                continue;
            }
            if let Some(next) = self.read_listed(at, end) {
                at = next;
                continue;
            }
            if self.is_sentence_start(&word, at, end) {
                if end - at == 1 || self.word(at + 1).is_some_and(|it| it.capital) {
                    self.open(at, at + 1, true);
                }
                at += 1;
                continue;
            }
            end = self.extend(at, end);
            let stop = self.cut(at, end);
            self.label(at, stop);
            self.role = None;
            self.titled = false;
            at = stop;
        }
        at.max(end)
    }

    /// German writes every noun with a capital: one after an article, before a name or alone.
    fn is_german_noun(&self, at: usize, end: usize) -> bool {
        const ARTICLES: &[&str] = &[
            "das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer",
            "eines", "ihr", "ihre", "im", "am", "zum", "zur", "vom", "kein", "keine",
        ];
        let after_article = ARTICLES.contains(&self.before(at).to_lowercase().as_str());
        self.foreign == Some("de")
            && (after_article || end - at == 1 && lists::listed(self.text(at)).is_none())
    }

    /// A common word that has a capital only because it comes first.
    fn is_sentence_start(&self, word: &Word<'_>, at: usize, end: usize) -> bool {
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
    fn read_title(&mut self, at: usize, end: usize) -> Option<usize> {
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
        if self.text(next) == "of" && self.word(next + 1).is_some_and(|it| it.capital) {
            let why = "an office with the place or body it belongs to";
            self.push(Mention::new(span, "role", reason("name.role_of", (LIKELY, 850), why)));
        }
        Some(next)
    }

    /// How many words from `at` make up an office, `Secretary of State` among them.
    fn role_len(&self, at: usize, end: usize) -> Option<usize> {
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

    /// A name of a list.
    fn read_listed(&mut self, at: usize, end: usize) -> Option<usize> {
        let mut reach = (at + lists::longest()).min(self.words.len());
        let mut hit = None;
        while reach > at {
            let span_ok = (at + 1..reach).all(|it| self.word(it).is_some_and(|w| w.joined));
            if span_ok && let Some(found) = self.listed(at, reach) {
                hit = Some((reach, found));
                break;
            }
            reach -= 1;
        }
        let (to, (label, kind)) = hit?;
        let single = to - at == 1;
        let word = self.word(at)?;
        if kind == "weak" && word.first {
            return None;
        }
        if to < end {
            let last = self.text(end - 1);
            let longer = lists::ending(last).is_some_and(|it| !(label == "group" && it == "law"))
                && !lists::is_role(last)
                && end - at <= 6;
            let person = single
                && label != "group"
                && lists::is_forename(word.words)
                && !lists::is_role(self.text(to))
                && lists::listed(self.text(to)).is_none_or(|it| it.0 == "place");
            if longer && label != "group" || person || self.titled && label != "group" {
                return None;
            }
            if longer && label == "group" {
                return None;
            }
        }
        if self.titled && label != "group" && to == end {
            return None; // "Mr London"
        }
        let span = self.span(at, to)?;
        if single
            && (lists::is_forename(word.words) || lists::is_surname(word.words))
            && label != "group"
        {
            self.open_listed(at, to, (label, kind));
            return Some(to);
        }
        let why = format!("a {} that the word lists know", label_words(label));
        let sure = if label == "org" && kind == "weak" { (LIKELY, 850) } else { (SURE, 950) };
        let kind = if label == "place" { kind } else { "" };
        let made = Mention { kind, ..Mention::new(span, label, reason("name.list", sure, why)) };
        let extended = if label == "org" { self.extend(at, to) } else { to };
        let span = self.span(at, extended).unwrap_or(made.span);
        self.push(Mention { span, ..made });
        Some(extended)
    }

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
    fn extend(&self, from: usize, end: usize) -> usize {
        let mut end = end;
        for _ in 0..3 {
            let head = (from..end).any(|it| is_body(self.text(it)));
            let of = self.text(end);
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

    /// Where a run that names two things is cut.
    fn cut(&self, at: usize, end: usize) -> usize {
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

    fn label(&mut self, at: usize, end: usize) {
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
            let kind = if body.is_some() { "org" } else { kind };
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

    fn could_be_person(&self, at: usize, end: usize) -> bool {
        let tame = lists::ending(self.text(end - 1)).is_none()
            || lists::is_surname(self.text(end - 1))
            || lists::is_forename(self.text(at))
            || end - at == 1;
        end - at <= 5 && tame
    }

    fn is_person(&self, at: usize, end: usize) -> bool {
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

    fn person(
        &mut self,
        span: Span,
        (rule, sure): (&'static str, (crate::annotation::Tier, u16)),
        why: String,
    ) {
        let made = Mention::new(span, "person", reason(rule, sure, why));
        let (titled, role) = (self.titled, self.role);
        self.push(Mention { titled, role, ..made });
    }

    fn by_ending(&mut self, span: Span, kind: &'static str, last: &str) {
        let (label, place) = match kind {
            "city" | "region" | "location" | "facility" => ("place", kind),
            other => (other, ""),
        };
        let article = if label == "org" || label == "event" { "an" } else { "a" };
        let why =
            format!("a name with {last}, which {article} {} is called by", label_words(label));
        let rule = reason("name.ending", (LIKELY, 900), why);
        self.push(Mention { kind: place, ..Mention::new(span, label, rule) });
    }

    fn push(&mut self, mention: Mention) {
        self.found.known.push(mention);
    }

    fn open(&mut self, at: usize, end: usize, weak: bool) {
        self.push_open(at, end, (weak, None));
    }

    fn open_listed(&mut self, at: usize, end: usize, listed: (&'static str, &'static str)) {
        self.push_open(at, end, (false, Some(listed)));
    }

    fn push_open(
        &mut self,
        at: usize,
        end: usize,
        (weak, listed): (bool, Option<(&'static str, &'static str)>),
    ) {
        let Some(span) = self.span(at, end) else { return };
        let upper = self.words.get(at..end).is_some_and(|it| it.iter().all(Word::is_upper));
        let after = if self.text(end) == "," {
            format!(",{}", self.text(end + 1))
        } else {
            self.text(end).to_owned()
        };
        self.found.open.push(Open {
            span,
            count: end - at,
            before: self.before(at).to_owned(),
            after,
            weak,
            upper,
            listed,
        });
    }
}

/// The word for a label in a sentence.
pub(super) fn label_words(label: &str) -> &str {
    match label {
        "org" => "organisation",
        "group" => "people or group",
        other => other,
    }
}

/// Bodies whose name goes on with "of".
fn is_body(word: &str) -> bool {
    const BODIES: &[&str] = &[
        "Academy",
        "Administration",
        "Agency",
        "Alliance",
        "Army",
        "Assembly",
        "Association",
        "Bank",
        "Board",
        "Bureau",
        "Center",
        "Centre",
        "Chamber",
        "Church",
        "College",
        "Commission",
        "Committee",
        "Confederation",
        "Congress",
        "Corporation",
        "Council",
        "Court",
        "Department",
        "Directorate",
        "Embassy",
        "Endowment",
        "Faculty",
        "Federation",
        "Foundation",
        "Front",
        "Fund",
        "House",
        "Initiative",
        "Institute",
        "Institution",
        "League",
        "Ministry",
        "Museum",
        "Office",
        "Organisation",
        "Organization",
        "Party",
        "School",
        "Secretariat",
        "Senate",
        "Society",
        "Tribunal",
        "Trust",
        "Union",
        "University",
    ];
    BODIES.binary_search(&word).is_ok()
}

fn is_small(word: &str) -> bool {
    word.len() <= 3
        || matches!(
            word,
            "This"
                | "That"
                | "These"
                | "Those"
                | "When"
                | "While"
                | "After"
                | "Before"
                | "Since"
                | "Their"
                | "They"
                | "There"
                | "What"
                | "With"
                | "From"
                | "Under"
                | "Over"
                | "Some"
                | "Many"
                | "Most"
                | "Both"
                | "Each"
                | "Every"
                | "Other"
                | "Another"
                | "Also"
                | "Last"
                | "Next"
                | "During"
                | "According"
                | "Although"
                | "However"
                | "Because"
                | "Former"
                | "Once"
                | "Then"
                | "Than"
                | "Here"
                | "Where"
                | "Which"
                | "About"
                | "Between"
                | "Through"
                | "Against"
                | "Without"
                | "Despite"
                | "Following"
                | "Meanwhile"
                | "Later"
                | "Earlier"
                | "Even"
                | "Only"
                | "Just"
                | "Like"
                | "Such"
                | "Unlike"
        )
}

/// Words that have a capital without naming anything.
fn is_never_a_name(word: &str) -> bool {
    matches!(
        word,
        "I" | "The"
            | "A"
            | "An"
            | "And"
            | "But"
            | "Or"
            | "If"
            | "In"
            | "On"
            | "At"
            | "To"
            | "For"
            | "Of"
            | "By"
            | "As"
            | "It"
            | "He"
            | "She"
            | "We"
            | "You"
            | "They"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "His"
            | "Her"
            | "Its"
            | "Our"
            | "My"
            | "Your"
            | "Their"
            | "Is"
            | "Are"
            | "Was"
            | "Not"
            | "No"
            | "Yes"
            | "FILE"
            | "PHOTO"
            | "THE"
            | "AND"
            | "OF"
            | "IN"
            | "TO"
            | "TV"
            | "OK"
            | "PM"
            | "AM"
            | "GMT"
            | "CEO"
            | "MP"
            | "MPs"
            | "QC"
            | "KC"
            | "PhD"
            | "Jr."
            | "Sr."
            | "AD"
            | "BC"
            | "I'm"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Q"
            | "Don"
            | "NOT"
            | "God"
            | "Internet"
            | "DNA"
            | "GDP"
            | "HIV"
            | "AIDS"
            | "FAQ"
            | "PR"
            | "IT"
            | "AI"
            | "Ph.D."
            | "VIP"
            | "ID"
            | "Covid"
            | "COVID"
            | "Photo"
            | "Image"
            | "Credit"
            | "Mr"
            | "READ"
            | "MORE"
    )
}
