//! Cues joined into lines.

use std::ops::Range;

use super::cue::{Cue, File};
use crate::annotation::{Furniture, ZoneKind};
use crate::formats::draft::{Draft, Piece};

/// Silence after which a new line begins, in milliseconds, if a sentence has ended.
const PAUSE: u64 = 2_500;

/// Silence after which a new line begins in any case.
const BREAK: u64 = 10_000;

/// Bytes after which a line ends with the next sentence.
const LONG: usize = 500;

/// Longest name of a speaker, in bytes.
const NAME: usize = 40;

const TURN: Piece =
    Piece::new(ZoneKind::Transcript, "markup.turn", "a turn, with who speaks before it");
const SAID: Piece = Piece::new(ZoneKind::Body, "markup.cue", "words of a recording");
const SOUND: Piece =
    Piece::furniture(Furniture::Other, "markup.sound", "a sound in brackets, no speech");
const NOTE: Piece = Piece::furniture(Furniture::Other, "markup.note", "a remark in the file");

/// What became of the cues.
pub(super) struct Joined {
    pub draft: Draft,
    /// The words of each cue in it, and when they are said, in milliseconds.
    pub cues: Vec<(Range<usize>, (u64, u64))>,
    /// Lines that were said by the cue before, too.
    pub repeated: usize,
}

/// A line in the making.
#[derive(Default)]
struct Open {
    words: String,
    turn: bool,
    end: Option<u64>,
    /// The words of each cue.
    cues: Vec<(Range<usize>, (u64, u64))>,
}

struct Work {
    out: Joined,
    open: Open,
    speaker: Option<String>,
    /// Of the cue at work.
    times: Option<(u64, u64)>,
}

/// Joins the cues of a file.
pub(super) fn join(file: &File) -> Joined {
    let out = Joined { draft: Draft::default(), cues: Vec::new(), repeated: 0 };
    let mut work = Work { out, open: Open::default(), speaker: None, times: None };
    let mut before: &[(Option<String>, String)] = &[];
    for cue in &file.cues {
        if cue.note {
            let words: Vec<_> = cue.lines.iter().map(|it| it.1.as_str()).collect();
            work.times = None;
            work.alone(&words.join("\n"), NOTE);
            continue;
        }
        // Live captions roll: a cue shows the last line again and adds one.
        let again = (1..=before.len().min(cue.lines.len()))
            .rev()
            .find(|it| before.get(before.len() - it..) == cue.lines.get(..*it));
        let again = again.filter(|_| rolls(file)).unwrap_or(0);
        work.out.repeated += again;
        work.cue(cue, again);
        before = &cue.lines;
    }
    work.end();
    work.out
}

/// Whether most cues begin with what the one before has ended with.
fn rolls(file: &File) -> bool {
    let pairs = file.cues.windows(2).filter(|it| {
        matches!(it, [one, next] if one.lines.last().is_some_and(|it| next.lines.contains(it)))
    });
    pairs.count() * 3 > file.cues.len()
}

impl Work {
    fn cue(&mut self, cue: &Cue, skip: usize) {
        let (start, end) = cue.times.unzip();
        self.times = cue.times.filter(|(start, end)| start <= end);
        let silence = start.zip(self.open.end).map_or(0, |(start, end)| start.saturating_sub(end));
        let ended = self.open.words.ends_with(['.', '!', '?', '…', '”', '"', '»']);
        if silence >= BREAK || (ended && (silence >= PAUSE || self.open.words.len() > LONG)) {
            self.end();
        }
        for (voice, said) in cue.lines.iter().skip(skip) {
            self.line(voice.as_deref(), said);
        }
        self.open.end = end.or(start).or(self.open.end);
    }

    fn line(&mut self, voice: Option<&str>, said: &str) {
        let dash = ["- ", "– ", "— ", ">> ", ">>> "];
        let turn = dash.iter().find_map(|it| said.strip_prefix(it));
        let said = turn.unwrap_or(said).trim();
        if is_sound(said) {
            self.alone(said, SOUND);
        } else if let Some((name, rest)) = named(said) {
            self.end();
            self.speaker = None;
            self.open.turn = true;
            self.say(format!("{name}: {}", rest.trim_start()).trim_end());
        } else if let Some(voice) = voice {
            if self.speaker.as_deref() != Some(voice) {
                self.end();
                self.speaker = Some(voice.to_owned());
                self.open.words = format!("{voice}:");
            }
            self.open.turn = true;
            self.say(said);
        } else {
            if turn.is_some() || self.speaker.is_some() {
                self.end();
                self.speaker = None;
            }
            self.say(said);
        }
    }

    fn say(&mut self, said: &str) {
        if !self.open.words.is_empty() {
            self.open.words.push(' ');
        }
        let start = self.open.words.len();
        self.open.words.push_str(said);
        let end = self.open.words.len();
        match (self.open.cues.last_mut(), self.times) {
            // A cue of several lines.
            (Some((range, times)), Some(now)) if *times == now => range.end = end,
            (_, Some(now)) => self.open.cues.push((start..end, now)),
            (_, None) => {}
        }
    }

    fn alone(&mut self, words: &str, piece: Piece) {
        self.end();
        let place = self.out.draft.paragraph(words, piece);
        self.out.cues.extend(place.zip(self.times));
    }

    fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        let piece = if open.turn { TURN } else { SAID };
        if let Some(place) = self.out.draft.paragraph(&open.words, piece) {
            let moved = |range: Range<usize>| range.start + place.start..range.end + place.start;
            self.out.cues.extend(open.cues.into_iter().map(|(range, it)| (moved(range), it)));
        }
        self.open.end = open.end;
    }
}

/// `[applause]`, `(music)`, `♪ … ♪`.
fn is_sound(said: &str) -> bool {
    let inside = |open, close| {
        let inner = said.strip_prefix(open).and_then(|it: &str| it.strip_suffix(close));
        inner.is_some_and(|it: &str| !it.contains([open, close]))
    };
    inside('[', ']') || inside('(', ')') || said.starts_with(['♪', '♫'])
}

/// Splits `ANN LEE: We know.` and `Ann Lee: We know.`; a name has no small words but particles.
fn named(said: &str) -> Option<(&str, &str)> {
    let (name, rest) = said.split_once(':')?;
    let count = name.split_whitespace().count();
    let particle = |it: &str| ["de", "da", "van", "von", "der", "of", "bin", "al"].contains(&it);
    let fits = |it: &str| particle(it) || it.starts_with(|c: char| c.is_uppercase() || c == '(');
    let all = name.split_whitespace().all(fits);
    // Of two and more words, or in capitals: “Note: …” names nobody.
    let loud = !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase);
    let is_name = (2..=5).contains(&count) || (count == 1 && loud);
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (all && is_name && spaced && name.len() <= NAME).then_some((name, rest))
}
