//! The cues of a file.

/// Words that are shown for some time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// When, in milliseconds; `None` where the file's times cannot be read.
    pub times: Option<(u64, u64)>,
    /// What is said, line by line, and by whom if a voice tag says it.
    pub lines: Vec<(Option<String>, String)>,
    /// A remark of the file and no speech.
    pub note: bool,
}

/// A place that is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// Counted from 1.
    pub line: usize,
    pub why: &'static str,
}

/// A file of cues.
#[derive(Debug, Default)]
pub(super) struct File {
    pub cues: Vec<Cue>,
    pub broken: Vec<Broken>,
    /// Blocks of style and regions.
    pub dropped: usize,
}

/// The times of a line that begins a cue.
pub(super) fn times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->")?;
    let end = end.trim_start();
    let end = end.split_whitespace().next().unwrap_or(end);
    Some((time(start.trim())?, time(end)?))
}

/// `01:02:03,450` or `02:03.450` in milliseconds.
fn time(words: &str) -> Option<u64> {
    let (whole, part) = words.rsplit_once([',', '.']).unwrap_or((words, "0"));
    let digits =
        |it: &str| !it.is_empty() && it.len() <= 6 && it.bytes().all(|c| c.is_ascii_digit());
    let mut seconds = 0_u64;
    let mut fields = 0;
    for field in whole.split(':') {
        if !digits(field) {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(field.parse().ok()?)?;
        fields += 1;
    }
    if !(2..=3).contains(&fields) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain("00".chars()).take(3).collect();
    seconds.checked_mul(1000)?.checked_add(part.parse().ok()?)
}

impl File {
    /// Reads `SubRip`.
    pub(super) fn srt(text: &str) -> Self {
        let mut file = Self::default();
        file.read(text, 0, false);
        file
    }

    /// Reads `WebVTT`: after the first block, which tells of the file.
    pub(super) fn vtt(text: &str) -> Self {
        let mut file = Self::default();
        let head = if text.starts_with("WEBVTT") {
            let lines = text.lines().take_while(|it| !it.trim().is_empty() && !it.contains("-->"));
            lines.count()
        } else {
            0
        };
        file.read(text, head, true);
        file
    }

    fn read(&mut self, text: &str, skip: usize, web: bool) {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |at: usize| lines.get(at).copied().unwrap_or_default();
        // A number or name stands over the times of its cue; a number also where no blank line parts
        // it from the cue before, unless that would have no words then.
        let named = |at: usize, fresh: bool| {
            let name = line(at);
            let number = name.bytes().all(|it| it.is_ascii_digit());
            let above = at.checked_sub(1).map(line).unwrap_or_default();
            let alone = fresh || (number && !above.contains("-->"));
            !name.is_empty() && alone && (web || number) && line(at + 1).contains("-->")
        };
        let mut voice = None;
        let mut fresh = true;
        let mut skipping = false;
        for at in skip..lines.len() {
            let words = line(at);
            let blank = words.is_empty();
            if words.contains("-->") {
                skipping = false;
                voice = None;
                self.begin(at + 1, words);
            } else if blank {
                skipping = false;
            } else if fresh && web && (words.starts_with("STYLE") || words.starts_with("REGION")) {
                self.dropped += 1;
                skipping = true;
            } else if fresh && web && (words == "NOTE" || words.starts_with("NOTE ")) {
                let rest = words.trim_start_matches("NOTE").trim();
                self.cues.push(Cue { note: true, ..Cue::default() });
                self.say(rest, &mut voice, web);
            } else if !skipping && !named(at, fresh) {
                if self.cues.last().is_none_or(|it| it.note && fresh) {
                    self.broken.push(Broken { line: at + 1, why: "words that stand in no cue" });
                    self.cues.push(Cue::default());
                }
                self.say(words, &mut voice, web);
            }
            fresh = blank;
        }
        self.cues.retain(|it| !it.lines.is_empty());
    }

    fn begin(&mut self, line: usize, words: &str) {
        let found = times(words);
        let why = match found {
            None => Some("its times cannot be read"),
            Some((start, end)) if end < start => Some("it ends before it begins"),
            Some(_) => None,
        };
        self.broken.extend(why.map(|why| Broken { line, why }));
        self.cues.push(Cue { times: found, ..Cue::default() });
    }

    fn say(&mut self, words: &str, voice: &mut Option<String>, web: bool) {
        let Some(cue) = self.cues.last_mut() else { return };
        for (who, said) in plain(words, voice, web) {
            if !said.trim().is_empty() {
                cue.lines.push((who, said.trim().to_owned()));
            }
        }
    }
}

/// Tags that are marks for the look or for the voice.
const TAGS: [&str; 11] = ["i", "b", "u", "s", "em", "strong", "font", "c", "ruby", "rt", "lang"];

/// A line without its marks, piece by piece where the voice changes.
fn plain(line: &str, voice: &mut Option<String>, web: bool) -> Vec<(Option<String>, String)> {
    let mut pieces = vec![(voice.clone(), String::new())];
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let mark = match c {
            '<' => after.split_once('>').filter(|(tag, _)| is_mark(tag)),
            '{' => after.split_once('}').filter(|(tag, _)| tag.starts_with('\\')),
            _ => None,
        };
        if let Some((tag, more)) = mark {
            rest = more;
            let spoken = tag.strip_prefix('v').filter(|_| c == '<');
            if spoken.is_some() || tag == "/v" {
                // The name follows the classes: `<v.loud Ann Lee>`.
                let name = spoken.and_then(|it| it.split_once(char::is_whitespace));
                *voice = name.map(|it| decoded(it.1.trim())).filter(|it| !it.is_empty());
                pieces.push((voice.clone(), String::new()));
            }
            continue;
        }
        if let Some((_, said)) = pieces.last_mut() {
            said.push(c);
        }
        rest = after;
    }
    if web {
        for (_, said) in &mut pieces {
            *said = decoded(said);
        }
    }
    pieces
}

fn is_mark(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
    TAGS.contains(&name.as_str()) || name == "v" || time(tag).is_some()
}

/// Replaces the characters that `WebVTT` writes as names.
fn decoded(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&lrm;", "\u{200e}")];
    let names = names.into_iter().chain([("&rlm;", "\u{200f}"), ("&amp;", "&")]);
    names.fold(words.to_owned(), |words, (name, c)| words.replace(name, c))
}
