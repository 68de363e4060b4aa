//! Lines that stand in other files of the same site, too: what a page carries around its article.
//!
//! Repetition alone is weak where words run on: follow-ups repeat whole paragraphs, and a sentence may be
//! said twice. So labels and known phrases need two files; running text needs a label beside it, as in a
//! box, or most of the site's files. Quoted words stay, and so does what is known to be something else.

use super::line::Line;
use super::{Cancel, cues, furniture, line};
use crate::annotation::{Furniture, ProposedZone, Reason, Tier, ZoneKind};
use crate::text::{Often, Repeats, Text};

/// The rule of these zones.
pub(in crate::tagger) const RULE: &str = "zone.repeated";

/// Words of running text in a box; more are an article's background.
const BOX: usize = 45;

/// Words of a paragraph that most files of a site may have as a notice; longer ones are background.
const NOTICE: usize = 25;

/// What a zone is in the eyes of repetition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// In no other file, or known to be something else.
    Once,
    /// Furniture already, and in other files.
    Known,
    /// A label or a known phrase.
    Label(Furniture),
    /// A heading: a label only where what is under it is repeated, too.
    Heading,
    /// Running text: how many words, and how many files have it.
    Prose(usize, Often),
}

/// Makes zones furniture whose lines all stand in other files of the site.
pub(in crate::tagger) fn mark(
    text: &Text,
    zones: &mut [ProposedZone],
    repeats: &Repeats,
    cancel: &Cancel,
) {
    if repeats.is_empty() {
        return;
    }
    let lines = line::lines(text, cancel);
    let mut seen = Vec::with_capacity(zones.len());
    for zone in cancel.watch(&*zones) {
        let from = lines.partition_point(|it| it.span.end() <= zone.span.start());
        let to = lines.partition_point(|it| it.span.start() < zone.span.end());
        seen.push(judge(zone, lines.get(from..to).unwrap_or_default(), repeats));
    }
    // Around the article, furniture says nothing of the paragraph beside it.
    let of_article = |it: &ProposedZone| it.kind.is_article();
    let first = zones.iter().position(of_article).unwrap_or(0);
    let last = zones.iter().rposition(of_article).unwrap_or(0);
    let mut from = 0;
    for run in seen.chunk_by(|one, next| *one != Seen::Once && *next != Seen::Once) {
        let inside = from > first && from + run.len() <= last;
        for (zone, seen) in zones.iter_mut().skip(from).zip(run) {
            if let Some(sub) = becomes(*seen, run, inside) {
                let why = "other files of the same site have this line, too";
                (zone.kind, zone.sub) = (ZoneKind::Furniture, Some(sub));
                zone.reason = Reason::new(RULE, Tier::Likely, 880, why);
            }
        }
        from += run.len();
    }
}

/// What a zone is, of which these are the lines.
fn judge(zone: &ProposedZone, lines: &[Line<'_>], repeats: &Repeats) -> Seen {
    // A line that is cut into zones, such as a dateline and what follows, is one line elsewhere.
    let whole = lines.iter().all(|it| zone.span.contains(it.span));
    let often = lines.iter().map(|it| repeats.often(it.words)).min().flatten();
    let Some(often) = often.filter(|_| whole) else { return Seen::Once };
    let by_person = matches!(zone.reason.rule.as_str(), "person" | "import");
    match zone.kind {
        ZoneKind::Furniture => return Seen::Known,
        _ if by_person => return Seen::Once,
        ZoneKind::Body | ZoneKind::Subhead | ZoneKind::Factbox => {}
        ZoneKind::Standfirst if zone.reason.tier != Tier::Sure => {}
        _ => return Seen::Once,
    }
    if lines.iter().any(is_something_else) {
        return Seen::Once;
    }
    if let [line] = lines {
        if let Some(sub) = furniture::find(line).and_then(|it| it.sub) {
            return Seen::Label(sub);
        }
        if zone.kind == ZoneKind::Subhead {
            return Seen::Heading;
        }
        if !line.ends_like_prose() && line.count < NOTICE {
            return Seen::Label(Furniture::Other);
        }
    }
    Seen::Prose(lines.iter().map(|it| it.count).sum(), often)
}

/// Whether a line has quoted words, or says itself that it is a byline, dateline or the like.
fn is_something_else(line: &Line<'_>) -> bool {
    const MARKS: [char; 7] = ['“', '”', '„', '"', '«', '»', '「'];
    let place = line.words.split_whitespace().next().is_some_and(|it| {
        it.chars().filter(|c| c.is_uppercase()).count() > 1 && !it.contains(char::is_lowercase)
    });
    let dateline = place && line.words.ends_with([')', '—', '–', '―', '-']);
    line.words.contains(MARKS) || dateline || cues::by_words(line).is_some()
}

/// What kind of furniture a zone becomes in a run of zones that are all repeated; `inside` if that has some of
/// the article before and after it.
fn becomes(seen: Seen, run: &[Seen], inside: bool) -> Option<Furniture> {
    let label = |it: &Seen| match it {
        Seen::Label(sub) => Some(*sub),
        Seen::Heading => Some(Furniture::Other),
        Seen::Known => Some(Furniture::Other).filter(|_| inside),
        Seen::Once | Seen::Prose(..) => None,
    };
    let words = |it: &Seen| if let Seen::Prose(words, _) = it { *words } else { 0 };
    let all: usize = run.iter().map(words).sum();
    let of_box = run.iter().find_map(label).filter(|_| run.len() > 1 && all <= BOX);
    match seen {
        Seen::Label(sub) => Some(sub),
        Seen::Heading => of_box,
        Seen::Prose(words, often) => {
            let notice = often == Often::Mostly && words < NOTICE;
            of_box.or(Some(Furniture::Other).filter(|_| notice))
        }
        Seen::Once | Seen::Known => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::propose;
    use super::*;
    use crate::text::line_keys;

    const FIRST: &str =
        "The council of Kellberg said on Monday that the leak in the main was closed.";
    const SECOND: &str =
        "Nobody drank the water, the mayor told the committee after the vote on it.";

    /// The kinds of the lines of `content`, where `repeated` stand in other files.
    fn kinds(content: &str, repeated: &str, often: Often) -> Vec<String> {
        let text = Text::new(content);
        let repeats = line_keys(&Text::new(repeated)).into_iter().map(|it| (it, often)).collect();
        let mut zones = propose(&text, &Cancel::new());
        mark(&text, &mut zones, &repeats, &Cancel::new());
        let shown = |it: &ProposedZone| match it.sub {
            Some(sub) => format!("{} {}", it.kind.key(), sub.key()),
            None => it.kind.key().to_owned(),
        };
        zones.iter().map(shown).collect()
    }

    fn page(middle: &str) -> String {
        format!("Leak in the main is closed\n\n{FIRST}\n\n{middle}\n\n{SECOND}")
    }

    fn middle(middle: &str, often: Often) -> Vec<String> {
        let all = kinds(&page(middle), middle, often);
        assert_eq!((all[0].as_str(), all[1].as_str()), ("headline", "body"), "{all:?}");
        assert_eq!(all[all.len() - 1], "body");
        all[2..all.len() - 1].to_vec()
    }

    #[test]
    fn labels_and_boxes_are_furniture_in_two_files() {
        let line = "the Kellberg Courier app, now for tablets";
        assert_eq!(middle(line, Often::Twice), ["furniture other"]);
        let promo = "Stand by the Courier\n\nFrom two crowns a month you keep our reporters \
                     on the road.";
        assert_eq!(middle(promo, Often::Twice), ["furniture other"; 2]);
        let known = "Sign up for our newsletter to have the news with your coffee.";
        assert_eq!(middle(known, Often::Twice), ["furniture newsletter"]);
    }

    #[test]
    fn running_text_needs_most_files_of_a_site() {
        let notice = "The Courier belongs to its readers and takes no money from parties.";
        assert_eq!(middle(notice, Often::Twice), ["body"]);
        assert_eq!(middle(notice, Often::Mostly), ["furniture other"]);
        let background = format!("{} since 2019.", "The main has burst four times ".repeat(6));
        assert_eq!(middle(&background, Often::Mostly), ["body"]);
        let long = format!("Background\n\n{background}\n\n{background} It is old.\n\nOld pipes.");
        assert!(!middle(&long, Often::Twice).iter().any(|it| it.starts_with("furniture")));
    }

    #[test]
    fn what_is_known_to_be_something_else_stays() {
        for line in [
            "By Ada Moor",
            "“No comment”",
            "LONDON (Reuters)",
            "Correction: the main is older than we said.",
            "12 May 2026, 10:15",
        ] {
            let found = kinds(&page(line), line, Often::Mostly);
            assert!(!found.iter().any(|it| it.starts_with("furniture")), "{line}: {found:?}");
        }
        // A heading over other paragraphs than elsewhere.
        let page = page("What comes next\n\nThe pipe is dug out in June, and the road is closed.");
        let all = kinds(&page, "What comes next", Often::Mostly);
        assert_eq!(all[2], "subhead", "{all:?}");
        // A sentence inside of a longer paragraph is no line.
        let all = kinds(&self::page(&format!("{FIRST} It cost two crowns.")), FIRST, Often::Twice);
        assert_eq!(all, ["headline", "body", "body", "body"]);
    }
}
