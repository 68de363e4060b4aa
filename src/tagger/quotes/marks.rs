//! Pairs quote marks, one paragraph at a time.
//!
//! Curly, straight, low-high and angle marks, single marks where they are no apostrophes, broken
//! and mixed pairs. What has no partner stays a fact ([`Ends`]); nothing is guessed over a
//! paragraph's end, except that a running quote goes on where the next paragraph opens again.
//!
//! Not here: what a marked place means (`attribution`, `leftover`).

use super::signs::{Mark, closers_after, fits, has_close, is_possessive, marks_of};
use crate::annotation::ZoneKind;
use crate::tagger::{Analysis, Paragraph};
use crate::text::Span;

/// A family of marks; a mark is closed by one of its own family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tagger) enum Class {
    /// `“ ” „ "`, and the typewriter's two backticks or apostrophes.
    Double,
    /// `‘ ’ ‚ '`.
    Single,
    /// `« »`.
    Angle,
}

/// How a marked place ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tagger) enum Ends {
    /// Both marks are there.
    Closed,
    /// The paragraph, or the next opening mark, comes before a closing mark.
    MissingClose,
    /// A closing mark that nothing opened; the place is that mark.
    MissingOpen,
    /// Open at the end of its paragraph, and the next one opens again.
    Continues,
}

/// A place between quote marks.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Marked {
    /// With its marks.
    pub span: Span,
    /// Without them; `None` if nothing is between.
    pub inner: Option<Span>,
    /// An index into [`Analysis::paragraphs`].
    pub paragraph: usize,
    pub class: Class,
    pub ends: Ends,
    /// Whether the two marks are of different styles, such as `"…”`.
    pub mismatch: bool,
    /// Whether no other marked place holds it.
    pub outer: bool,
}

/// Marks nested deeper than this are noise.
const DEEPEST: usize = 8;

struct Open {
    at: usize,
    end: usize,
    sign: char,
    class: Class,
}

/// All marked places of the article, in document order.
pub(in crate::tagger) fn pair(analysis: &Analysis<'_>) -> Vec<Marked> {
    let mut all = Vec::new();
    for (index, paragraph) in analysis.watch(analysis.paragraphs.iter().enumerate()) {
        if paragraph.kind != ZoneKind::Furniture {
            let from = all.len();
            Pairing { analysis, paragraph, index, found: &mut all }.run();
            settle(all.get_mut(from..).unwrap_or_default());
        }
    }
    join_paragraphs(analysis, &mut all);
    // A single mark that opens a paragraph and does not run on was an apostrophe.
    all.retain(|it| it.class != Class::Single || it.ends != Ends::MissingClose);
    settle(&mut all);
    all
}

/// Sorts the places of one paragraph and tells outer from inner ones.
fn settle(found: &mut [Marked]) {
    found.sort_by_key(|it| it.span);
    let mut end = 0;
    for it in found {
        it.outer = it.span.start() >= end;
        end = end.max(it.span.end());
    }
}

struct Pairing<'a, 't> {
    analysis: &'a Analysis<'t>,
    paragraph: &'a Paragraph,
    index: usize,
    found: &'a mut Vec<Marked>,
}

impl Pairing<'_, '_> {
    fn run(&mut self) {
        let words = self.analysis.words(self.paragraph.span);
        let marks = marks_of(words);
        let after = closers_after(&marks);
        let mut stack: Vec<Open> = Vec::new();
        for (index, mark) in marks.iter().enumerate() {
            let top = stack.last().map(|it| it.class);
            let inside = stack.iter().any(|it| it.class == mark.class);
            let german = mark.sign == '“' && stack.iter().any(|it| "„‚".contains(it.sign));
            let opens = mark.opens && !german && (mark.sign != '"' || !inside || !mark.closes);
            if opens && mark.class == Class::Single {
                if !inside && has_close(&marks, index, stack.is_empty()) {
                    stack.push(open(mark));
                }
            } else if opens && stack.len() < DEEPEST {
                let depth = stack.iter().filter(|it| it.class == mark.class).count();
                let balance = after.get(index).copied().unwrap_or_default();
                if top == Some(mark.class) && balance <= depth.cast_signed() {
                    self.close_all(&mut stack, mark.at, words);
                }
                stack.push(open(mark));
            } else if mark.closes || german {
                self.close(&mut stack, mark, &marks, index);
            }
        }
        self.close_all(&mut stack, words.len(), words);
    }

    fn close(&mut self, stack: &mut Vec<Open>, mark: &Mark, marks: &[Mark], index: usize) {
        let same = stack.iter().rposition(|it| it.class == mark.class);
        let Some(place) = same else {
            if mark.class != Class::Single {
                self.orphan(stack, mark);
            }
            return;
        };
        if mark.class == Class::Single && is_possessive(self.words(), mark, marks, index) {
            return;
        }
        // What was opened inside and never closed: apostrophes, or a nested quote's lost mark. A
        // lost nested mark is part of the same broken ending.
        let nested = stack.get(place + 1).is_some_and(|it| it.sign != '\'');
        let opened = stack.drain(place..).next();
        if let Some(opened) = opened {
            let mismatch = !fits(opened.sign, mark.sign) || nested;
            self.push(&opened, mark.at, mark.at + mark.len, (Ends::Closed, mismatch));
        }
    }

    /// A closing double mark without an opening one: it closes an outer single mark, or nothing.
    fn orphan(&mut self, stack: &mut Vec<Open>, mark: &Mark) {
        if mark.class == Class::Double && stack.last().is_some_and(|it| it.sign == '‘') {
            if let Some(opened) = stack.pop() {
                self.push(&opened, mark.at, mark.at + mark.len, (Ends::Closed, true));
            }
            return;
        }
        let start = self.paragraph.span.start() + mark.at;
        if let Ok(span) = self.analysis.text.span(start..start + mark.len) {
            self.found.push(Marked {
                span,
                inner: None,
                paragraph: self.index,
                class: mark.class,
                ends: Ends::MissingOpen,
                mismatch: false,
                outer: true,
            });
        }
    }

    /// What is still open ends before byte `at` without its mark. Single marks were apostrophes,
    /// except that one opening a paragraph may run on.
    fn close_all(&mut self, stack: &mut Vec<Open>, at: usize, words: &str) {
        let end = words.get(..at).map_or(at, |it| it.trim_end().len());
        let first = stack.drain(..).next();
        let may_run = |it: &Open| it.class != Class::Single || it.at == 0 && it.sign == '‘';
        if let Some(opened) = first.filter(may_run) {
            self.push(&opened, end, end, (Ends::MissingClose, false));
        }
    }

    fn push(&mut self, opened: &Open, inner_end: usize, end: usize, how: (Ends, bool)) {
        let base = self.paragraph.span.start();
        let text = self.analysis.text;
        if let Ok(span) = text.span(base + opened.at..base + end) {
            self.found.push(Marked {
                span,
                inner: text.span(base + opened.end..base + inner_end).ok(),
                paragraph: self.index,
                class: opened.class,
                ends: how.0,
                mismatch: how.1,
                outer: true,
            });
        }
    }

    fn words(&self) -> &str {
        self.analysis.words(self.paragraph.span)
    }
}

fn open(mark: &Mark) -> Open {
    let Mark { at, len, sign, class, .. } = *mark;
    Open { at, end: at + len, sign, class }
}

/// An unclosed mark whose next paragraph opens with the same family is a running quote, if what is
/// open ends like a sentence and names no speaker; a typing error looks otherwise.
fn join_paragraphs(analysis: &Analysis<'_>, all: &mut [Marked]) {
    for index in analysis.watch(0..all.len()) {
        let Some(it) = all.get(index) else {
            break;
        };
        if it.ends != Ends::MissingClose {
            continue;
        }
        let (paragraph, class, inner) = (it.paragraph, it.class, it.inner.unwrap_or(it.span));
        let end = analysis.paragraphs.get(paragraph).map(|it| it.span.end());
        if end != Some(it.span.end()) {
            continue;
        }
        let next = analysis.paragraphs.get(paragraph + 1);
        // The first place of a paragraph is an outer one.
        let again = all.get(all.partition_point(|it| it.paragraph <= paragraph));
        let opens = again.zip(next).is_some_and(|(again, next)| {
            again.paragraph == paragraph + 1
                && again.span.start() == next.span.start()
                && again.class == class
        });
        let words = analysis.words(inner);
        let finished = words.ends_with(['.', '!', '?', '…', ':', '’', '\'']);
        let runs_on = opens && finished && !names_speaker(words);
        if let Some(it) = all.get_mut(index).filter(|_| runs_on) {
            it.ends = Ends::Continues;
        }
    }
}

fn names_speaker(words: &str) -> bool {
    [", he said", ", she said", ", they said", ", said ", ", he added", ", she added"]
        .iter()
        .any(|it| words.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::quotes::tests::body;

    /// Outer places with how they end: `.` closed, `<` no closing mark, `>` no opening one, `+`
    /// runs on; `!` after it: the two marks do not fit.
    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let (text, zones) = body(content);
        let analysis = Analysis::new(&text, zones);
        let found: Vec<_> = pair(&analysis)
            .iter()
            .filter(|it| it.outer)
            .map(|it| {
                let ends = match it.ends {
                    Ends::Closed => ".",
                    Ends::MissingClose => "<",
                    Ends::MissingOpen => ">",
                    Ends::Continues => "+",
                };
                let fit = if it.mismatch { "!" } else { "" };
                format!("{ends}{fit} {}", text.slice(it.span))
            })
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn pairs_of_every_family() {
        check("“No,” he said. \"Yes,\" she said.", &[". “No,”", ". \"Yes,\""]);
        check("« Non », dit-il. „Nein“, sagte er.", &[". « Non »", ". „Nein“"]);
        check("``No,'' he said. 'Yes,' she said.", &[". ``No,''", ". 'Yes,'"]);
    }

    #[test]
    fn apostrophes_inches_and_decades_are_no_marks() {
        check("It’s the miners’ hall of the ’90s, ’em and ’tis.", &[]);
        check("The dogs' owners didn't come at five o'clock.", &[]);
        check("A 12\" record and a 6'4\" man.", &[]);
        check(
            "Mayor 'ignored the workers' warnings', memo says",
            &[". 'ignored the workers' warnings'"],
        );
    }

    #[test]
    fn nested_marks_belong_to_the_outer_place() {
        check("“He told me, ‘Stay,’ and left.”", &[". “He told me, ‘Stay,’ and left.”"]);
        check("‘He said “stay” to us,’ she said.", &[". ‘He said “stay” to us,’"]);
    }

    #[test]
    fn broken_pairs_are_told() {
        check("\"We stayed,” she said.", &[".! \"We stayed,”"]);
        check(
            "“They say, ‘We have a stake,’\" he said.",
            &[". “They say, ‘We have a stake,’\""]
                .map(|it| it.replace(". ", ".! "))
                .each_ref()
                .map(String::as_str),
        );
        check("We stayed,” she said.", &["> ”"]);
        check("“We stayed, she said. “It rained.”", &["< “We stayed, she said.", ". “It rained.”"]);
    }

    #[test]
    fn a_running_quote_opens_again() {
        check("“It rained.\n\n“So we stayed.”", &["+ “It rained.", ". “So we stayed.”"]);
        check(
            "“It rained, he said.\n\n“So we stayed.”",
            &["< “It rained, he said.", ". “So we stayed.”"],
        );
        check("“It rained.\n\nSo they stayed.", &["< “It rained."]);
    }
}
