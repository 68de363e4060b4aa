//! What in a clause speaks for or against its being a claim that can be checked: points for each
//! sign, the types they show, and the sentence that tells an editor.
//!
//! The points were set by hand near the weights that a logistic fit of the same signs gave on
//! `ClaimBuster`'s training sentences. Not here: where the clause is (`mod`).

use crate::tagger::Analysis;
use crate::tagger::quotes::words::{
    AUXILIARIES, COMPARISONS, EVENTS, FIGURES, MATTERS, NUMBERS, OPINIONS, TIMES, fold,
};
use crate::text::{Span, TokenKind};

/// Where a clause stands.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one place")]
pub(super) struct Setting {
    /// Somebody is reported as saying it.
    pub reported: bool,
    /// In the publication's words, not in marks.
    pub own_words: bool,
    /// What someone calls something, rather than what someone says of it.
    pub named: bool,
    /// It describes a picture.
    pub caption: bool,
    /// It is a headline, where verbs are short and nothing is capitalised for a reason.
    pub headline: bool,
}

/// The signs in one clause.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Tenths of a logit: 0 is even odds.
    pub points: i32,
    /// The part of them that the place in the article gives.
    pub place: i32,
    /// Keys of the attribute `types`, the main one first.
    pub types: Vec<&'static str>,
    /// A key of the attribute `checkability`.
    pub checkability: &'static str,
    /// What speaks for it, in words.
    pub signs: Vec<&'static str>,
}

/// Counts of words in a clause.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent signs of one clause")]
struct Counts {
    words: usize,
    figures: i32,
    digits: bool,
    amounts: bool,
    money: bool,
    dates: bool,
    comparisons: i32,
    ranks: bool,
    events: i32,
    names: i32,
    negated: bool,
    never: bool,
    past: bool,
    causes: bool,
    linked: bool,
    future: bool,
    modal: bool,
    duty: bool,
    condition: bool,
    opinions: i32,
    first_person: bool,
    second_person: bool,
    third_person: bool,
    matters: bool,
    law: bool,
    there_is: bool,
    polls: bool,
    hedged: bool,
    bare_pronoun: bool,
    role: bool,
    question: bool,
}

/// Weighs the clause at `span`.
pub(super) fn weigh(analysis: &Analysis<'_>, span: Span, setting: Setting) -> Evidence {
    let words: Vec<String> =
        analysis.tokens_in(span).iter().map(|it| fold(analysis.word(it))).collect();
    let mut counts = count(analysis, span, (setting, &words));
    let (thinks, asks) = counts.see_start(&words);
    let mut points = -18 + place(setting);
    let mut add = |condition: bool, value: i32| points += if condition { value } else { 0 };
    add(true, 7 * counts.figures.min(2) + 5 * counts.comparisons.min(2) + 7 * counts.events.min(2));
    add(true, 4 * counts.names.min(2) - 6 * counts.opinions.min(2));
    add(counts.digits, 3);
    add(counts.amounts, 14);
    add(counts.money, 7);
    add(counts.dates, 5);
    add(counts.causes, 3);
    add(counts.past, 7);
    add(counts.matters, 7);
    add(counts.third_person, 3);
    add(counts.never, 4);
    add(counts.words > 14, 3);
    add(counts.words > 25, 3);
    add(counts.words < 4, -8);
    add(counts.question, -25);
    add(thinks, -6);
    add(asks, -20);
    add(counts.modal, -5);
    add(counts.duty, -7);
    add(counts.second_person, -3);
    add(counts.condition, -4);
    add(counts.future, -7);
    add(counts.first_person, -5);
    add(counts.hedged, -5);
    Evidence {
        points,
        place: place(setting),
        types: types(&counts),
        checkability: checkability(&counts),
        signs: signs(&counts, setting),
    }
}

/// What the place in the article speaks for a clause.
fn place(setting: Setting) -> i32 {
    let signs = [
        (setting.reported, 4),
        (setting.own_words, 4),
        (setting.named, -15),
        (setting.caption, -8),
        (setting.headline, 3),
    ];
    signs.iter().filter(|it| it.0).map(|it| it.1).sum()
}

/// `words` are those of `span`, as [`fold`] makes them.
fn count(analysis: &Analysis<'_>, span: Span, (setting, words): (Setting, &[String])) -> Counts {
    let mut counts = Counts::default();
    for (index, (token, lower)) in analysis.tokens_in(span).iter().zip(words).enumerate() {
        let word = analysis.word(token);
        let lower = lower.as_str();
        counts.words += usize::from(!matches!(token.kind, TokenKind::Mark | TokenKind::Symbol));
        let year = lower.len() == 4 && (lower.starts_with("19") || lower.starts_with("20"));
        let digits = word.starts_with(|c: char| c.is_ascii_digit());
        counts.dates |= digits && year || is_month(lower) && index > 0;
        counts.digits |= digits && !year;
        counts.figures += i32::from(digits && !year || NUMBERS.has(lower));
        let past = word.len() > 5 && lower.ends_with("ed") && setting.reported;
        counts.events += i32::from(EVENTS.has(lower) || past);
        counts.comparisons += i32::from(COMPARISONS.has(lower));
        counts.opinions += i32::from(OPINIONS.has(lower));
        let capital = word.starts_with(char::is_uppercase) && lower != "i" && index > 0;
        counts.names += i32::from(capital && !setting.headline);
        counts.see(lower);
    }
    counts.question = analysis.words(span).trim_end_matches(['”', '"', '’']).ends_with('?');
    counts
}

impl Counts {
    /// Looks at how the clause begins; whether it says what the speaker thinks, and whether it asks
    /// for something.
    fn see_start(&mut self, words: &[String]) -> (bool, bool) {
        let first = words.first().map_or("", String::as_str);
        let second = words.get(1).map_or("", String::as_str);
        self.bare_pronoun = matches!(first, "it" | "they")
            || matches!(first, "this" | "that" | "these" | "those") && AUXILIARIES.has(second);
        let thinks = words.windows(2).any(|it| {
            matches!(it, [one, two] if matches!(one.as_str(), "i" | "we")
                && matches!(two.as_str(), "think" | "believe" | "hope" | "want" | "wish" | "feel" | "guess" | "know" | "like" | "intend" | "mean" | "say" | "support" | "agree"))
        });
        let asks = matches!(
            first,
            "please"
                | "let"
                | "thank"
                | "thanks"
                | "listen"
                | "look"
                | "imagine"
                | "stop"
                | "do"
                | "don't"
        );
        (thinks, asks)
    }

    fn see(&mut self, word: &str) {
        self.amounts |= FIGURES.has(word) || word == "%";
        self.matters |= MATTERS.has(word);
        match word {
            "$" | "£" | "€" | "dollars" | "pounds" | "euros" => self.money = true,
            "because" | "caused" | "causes" | "due" | "led" | "leads" | "result" => {
                self.causes = true;
            }
            "linked" | "associated" | "correlated" => self.linked = true,
            "will" | "'ll" | "wo" | "going" | "shall" | "gonna" => self.future = true,
            "would" | "could" | "might" | "may" | "can" | "'d" => self.modal = true,
            "should" | "must" | "ought" | "need" | "needs" | "let" => self.duty = true,
            "if" | "unless" | "whether" => self.condition = true,
            "i" | "my" | "me" | "i'm" => self.first_person = true,
            "you" | "your" => self.second_person = true,
            "he" | "she" | "they" | "his" | "her" | "their" | "him" | "them" => {
                self.third_person = true;
            }
            "not" | "n't" | "no" | "without" | "nothing" => self.negated = true,
            "never" | "nobody" | "none" | "neither" => self.never = true,
            "was" | "were" | "had" | "did" => self.past = true,
            "law" | "legal" | "illegal" | "unlawful" | "ban" | "banned" | "rule"
            | "constitution" => self.law = true,
            "there" | "exists" | "exist" => self.there_is = true,
            "opinion" | "seem" | "seems" | "seemed" | "appear" | "appears" | "assume"
            | "likely" | "perhaps" | "maybe" | "apparently" | "clearly" => self.hedged = true,
            "poll" | "polls" | "survey" | "voters" => self.polls = true,
            "head" | "chairman" | "president" | "minister" | "director" | "founder" | "leader" => {
                self.role = true;
            }
            "first" | "highest" | "lowest" | "largest" | "biggest" | "most" | "least" | "worst"
            | "best" | "record" | "only" | "oldest" => self.ranks = true,
            "yesterday" | "ago" | "today" | "since" | "years" | "months" | "weeks" => {
                self.dates = true;
            }
            day if day.ends_with("day") && TIMES.has(day) => self.dates = true,
            _ => {}
        }
    }
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "may"
    )
}

fn types(counts: &Counts) -> Vec<&'static str> {
    let signs = [
        (counts.causes, "causation"),
        (counts.linked, "correlation"),
        (counts.future || counts.modal && counts.figures > 0, "prediction"),
        (counts.figures > 0 || counts.amounts || counts.money, "quantity"),
        (counts.ranks, "ranking"),
        (counts.comparisons > 0 && !counts.ranks, "comparison"),
        (counts.polls, "public_opinion"),
        (counts.law, "law_or_rule"),
        (counts.first_person && counts.past, "personal_experience"),
        (counts.never || counts.negated, "absence"),
        (counts.events > 0 || counts.past, "event"),
        (counts.dates, "date_or_sequence"),
        (counts.there_is, "existence"),
        (counts.role, "identity_or_role"),
    ];
    let mut found: Vec<_> = signs.iter().filter(|it| it.0).map(|it| it.1).take(3).collect();
    if found.is_empty() {
        found.push("other");
    }
    found
}

fn checkability(counts: &Counts) -> &'static str {
    let fact = counts.figures > 0 || counts.amounts || counts.dates || counts.names > 0;
    if counts.future || counts.modal && counts.figures > 0 {
        "future"
    } else if !fact && (counts.opinions > 0 || counts.duty) {
        "opinion"
    } else if counts.bare_pronoun && counts.names == 0 {
        "needs_context"
    } else {
        "checkable"
    }
}

fn signs(counts: &Counts, setting: Setting) -> Vec<&'static str> {
    let all = [
        (counts.figures > 0 || counts.amounts, "a figure"),
        (counts.comparisons > 0, "a comparison"),
        (counts.causes, "a cause"),
        (counts.events > 0 || counts.past, "something that happened"),
        (counts.never, "something that never was"),
        (counts.dates, "a time"),
        (counts.matters, "a public matter"),
        (counts.names > 0, "a name"),
        (counts.negated, "a denial or absence"),
        (setting.reported, "words of a named or unnamed source"),
    ];
    all.iter().filter(|it| it.0).map(|it| it.1).take(3).collect()
}

impl Evidence {
    /// The reason, in one sentence.
    pub(super) fn why(&self) -> String {
        match self.signs.as_slice() {
            [] => "States something that could turn out wrong.".to_owned(),
            [one] => format!("States something that could turn out wrong: it has {one}."),
            [rest @ .., last] => {
                format!(
                    "States something that could turn out wrong: it has {} and {last}.",
                    rest.join(", ")
                )
            }
        }
    }
}
