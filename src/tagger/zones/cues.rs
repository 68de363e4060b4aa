//! Lines that say themselves what they are: bylines, times, captions, credits, corrections, notes,
//! posts from platforms, headings and quotations in Markdown.

use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use super::{Call, Page};
use crate::annotation::{Reason, Tier, ZoneKind};
use crate::tagger::lexicon::pattern;

/// Judges every line by its own words.
pub(super) fn judge(page: &mut Page<'_>) {
    let mut headed = false;
    for at in page.numbers() {
        let Some(line) = page.line(at) else { continue };
        if let Some(call) = markdown(line, headed) {
            headed = true;
            page.set(at, call);
        } else if let Some(call) = by_words(line) {
            page.set(at, call);
        }
    }
    mark_captions_over_credits(page);
}

/// Judges the only line of a text: body, unless it plainly says something else.
pub(super) fn judge_single(page: &mut Page<'_>) {
    let call = page.line(0).and_then(|line| correction(line).or_else(|| quoted(line)));
    if let Some(call) = call {
        page.set(0, call);
    }
}

fn call(kind: ZoneKind, rule: &'static str, why: &str, (tier, sure): (Tier, u16)) -> Call {
    Call::new(kind, Reason::new(rule, tier, sure, why))
}

fn markdown(line: &Line<'_>, headed: bool) -> Option<Call> {
    let level = line.words.chars().take_while(|&c| c == '#').count();
    let rest = line.words.get(level..)?;
    if (1..=6).contains(&level) && rest.starts_with(' ') && line.count <= 40 {
        let (kind, why) = if headed {
            (ZoneKind::Subhead, "a Markdown heading after the first")
        } else {
            (ZoneKind::Headline, "the first Markdown heading")
        };
        return Some(call(kind, "zone.markdown", why, (Tier::Sure, 970)));
    }
    quoted(line)
}

fn quoted(line: &Line<'_>) -> Option<Call> {
    let rest = line.words.strip_prefix('>')?;
    let why = "a Markdown quotation, marked with >";
    (rest.starts_with([' ', '>']) && line.count > 1)
        .then(|| call(ZoneKind::Blockquote, "zone.markdown", why, (Tier::Sure, 960)))
}

/// What a line says itself that it is.
pub(super) fn by_words(line: &Line<'_>) -> Option<Call> {
    if line.folded.is_empty() {
        return correction(line);
    }
    correction(line)
        .or_else(|| caption(line))
        .or_else(|| credit(line))
        .or_else(|| timestamp(line))
        .or_else(|| byline(line))
}

static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?i:corrections?|clarifications?|corrections? and clarifications?|erratum|korrektur|richtigstellung",
        r"|rectificatif|correction du|correcci[oó]n|corre[cç][aã]o|rettifica|correctie|r[aä]ttelse|rettelse)",
        r"(?: ?\([^)]{0,60}\))?(?: [^.:]{0,40})?\s*[:–—]",
        r"|^(?i:an? (?:earlier|previous|prior) version of (?:this|the) (?:article|story|report|post|headline|piece|page|caption|graphic|chart))",
        r"|^(?i:this (?:article|story|report|post|headline|piece|page|version)(?:'s headline)? (?:was|has been|is) (?:amended|corrected))",
        r"|^(?i:(?:the|a) (?:headline|caption) (?:of|on|to) this (?:article|story|report) (?:was|has been) (?:amended|corrected|changed))",
    ))
});

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W{0,3}(?i:(?:editor|publisher|author|reporter)(?:['’]?s|s['’])?['’]? notes?|note (?:to|from) (?:the )?(?:editors?|readers?)|disclosure|disclaimer",
        r"|content warning|trigger warning|anmerkung der redaktion|anm\. d\. red\.|note de la r[eé]daction|ndlr|nota del editor|nota de la redacci[oó]n|nota da reda[cç][aã]o|nota dell['’]editore)\s*[:.–—]",
        r"|^\W{0,2}(?i:this (?:article|story|report|post|piece) (?:was|has been|is being|will be) (?:updated|(?:first|originally) published|produced|translated|republished))",
        r"|^\W{0,2}(?i:this (?:article|story|report|piece) (?:is part of|contains (?:descriptions?|details|references)|originally appeared|first appeared))",
        r"|^\W{0,2}(?i:(?:warning|caution): this (?:article|story|report|piece))",
        r"|^\W{0,2}(?i:(?:some|the) names? (?:in this (?:article|story|report) )?(?:have|has) been changed)",
    ))
});

/// Pieces of which a correction or note has one near its start: most lines have none, and looking for
/// these words is far cheaper than the patterns.
static REMARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "(?i)correc|correç|clarif|errat|korrek|richtig|rectif|rettif|rattel|rättel|rettel|earlier|previous",
        "|prior|this |headline|caption|editor|publisher|author|reporter|note|disc|warning|anm|ndlr|nota",
        "|caution|name",
    ))
});

/// Bytes in which a remark shows.
const START: usize = 30;

fn correction(line: &Line<'_>) -> Option<Call> {
    let start = line.words.get(..line.words.floor_char_boundary(START)).unwrap_or(line.words);
    if !REMARK.is_match(start) {
        return None;
    }
    if CORRECTION.is_match(line.words) {
        let why = "it begins as a correction of an earlier version does";
        return Some(call(ZoneKind::Correction, "zone.correction", why, (Tier::Sure, 970)));
    }
    NOTE.is_match(line.words).then(|| {
        let why = "it begins as a remark of the editors about the article does";
        call(ZoneKind::EditorsNote, "zone.editors_note", why, (Tier::Sure, 950))
    })
}

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:FILE|File)(?: ?(?:PHOTO|[Pp]hoto|[Pp]icture|[Ii]mage|FOTO))?(?: ?\([^)]{0,60}\))?\s*(?:[-–—:]|--)",
        r"|(?i:pictured|photo caption|image caption|caption|above|below|top|left|right|(?:in this|this) (?:file )?(?:photo|image|picture)",
        r"|archivbild|archivfoto|photo d'archives|foto de archivo|imagem de arquivo)(?: ?\([^)]{0,30}\))?\s*[:,]\s",
        r"|(?i:in this (?:\w+\.? \d+,? \d+,? )?(?:file )?(?:photo|image|picture|handout))\b)",
    ))
});
static POSITIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\((?:(?:\d(?:st|nd|rd|th) )?[LRC]|(?:second |third |far |front )?(?:left|right|centre|center))\)",
    )
});

fn caption(line: &Line<'_>) -> Option<Call> {
    if CAPTION.is_match(line.words) && line.count >= 4 {
        let why = "it begins as captions do (FILE, Pictured, In this photo)";
        return Some(call(ZoneKind::Caption, "zone.caption", why, (Tier::Sure, 960)));
    }
    if POSITIONS.is_match(line.words) && line.count <= 60 {
        let why = "it says who stands where in a picture";
        return Some(call(ZoneKind::Caption, "zone.caption", why, (Tier::Likely, 900)));
    }
    let credited = super::cut::credit_at_end(line.words).is_some_and(|at| at > 0);
    (credited && line.first == line.last && line.count <= 60).then(|| {
        let why = "a short paragraph with a picture credit at its end";
        call(ZoneKind::Caption, "zone.caption", why, (Tier::Likely, 880))
    })
}

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\(?(?i:photo(?:graph)?s?|pictures?|images?|illustration|graphic|video|foto|bild|imagen|imagem)?\s*",
        r"(?i:credits?|source|by|courtesy(?: of)?|photo|cr[eé]dit|cr[eé]ditos?|via)?\s*(?:[:/©]|source,|by\s|courtesy\s)\s*\S",
    ))
});
static CREDIT_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:(?i:photo|picture|image|illustration|graphic|video|foto|bild|credit|imagen|imagem|cr[eé]dit)|©|Courtesy)",
    )
});
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s/(])(?:AP|AFP|REUTERS|Reuters|EPA|EFE|ANSA|dpa|DPA|TASS|Xinhua|PA|UPI|Getty|Getty Images|Shutterstock|Unsplash|iStock|Alamy|Anadolu|AAP|Handout|File|Twitter|Instagram|Facebook|Flickr|Wikimedia)\b",
    )
});

fn credit(line: &Line<'_>) -> Option<Call> {
    let bracketed = super::cut::credit_at_end(line.words) == Some(0);
    let named = CREDIT_WORD.is_match(line.words) && CREDIT.is_match(line.words) && line.count <= 12;
    let agency = line.count <= 8
        && line.words.contains('/')
        && AGENCY.is_match(line.words)
        && !line.ends_like_prose();
    // "All rights reserved" is about the page, not about a picture.
    let owner = line.words.starts_with('©') && line.count <= 8 && !line.folded.contains("reserved");
    let alone =
        matches!(line.folded.as_str(), "getty images" | "ap photo" | "getty" | "shutterstock");
    (bracketed || named && !line.ends_like_prose() || agency || owner || alone).then(|| {
        let why = "it names whose picture it is";
        call(ZoneKind::Credit, "zone.credit", why, (Tier::Likely, 920))
    })
}

static TIME_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:\d{1,2}(?:st|nd|rd|th)?|\d{4}|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:am|pm|z)?|\d{1,2}(?:am|pm)|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:t[\d:.z+]+)?|\d{4}年\d{1,2}月\d{1,2}日",
        r"|published|updated|posted|modified|created|edited|first|last|on|at|of|date|the|added|issued|since|as|release|released|am|pm|a\.m\.?|p\.m\.?|hrs|hours?|minutes?|mins?|days?|weeks?|ago|yesterday|today",
        r"|gmt|utc|est|edt|et|pst|pdt|cst|cdt|bst|cet|cest|ist|wat|eat|cat|sast|hkt|jst|aest|aedt|nzst|z|gmt[+-]\d+|utc[+-]\d+",
        r"|uhr|stand|veröffentlicht|aktualisiert|am|um|den|publié|mis|à|jour|le|modifié|publicado|actualizado|el|de|del|às|em|atualizado|pubblicato|aggiornato|il|gepubliceerd|publicerad|publisert|oppdatert",
        r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?|january|february|march|april|may|june|july|august|september|october|november|december",
        r"|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        r"|januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag",
        r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre",
        r"|januari|februari|maart|mei|augustus|augusti|oktober|desember)$",
    ))
});

fn timestamp(line: &Line<'_>) -> Option<Call> {
    if line.count > 16 || !line.words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut words = line
        .folded
        .split(|c: char| c.is_whitespace() || "|,;()•·–—".contains(c))
        .map(|it| it.trim_matches([':', '-']))
        .filter(|it| !it.is_empty())
        .peekable();
    words.peek()?;
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).count();
    let mut told = 0;
    for word in words {
        if !TIME_WORD.is_match(word) {
            return None;
        }
        let joined = digits(word) >= 3 && word.contains([':', '/', '-', '.', '月']);
        let names = word.len() > 2 && word.chars().all(char::is_alphabetic);
        told += if joined || word == "ago" { 2 } else { usize::from(names || digits(word) > 0) };
    }
    (told >= 2 && !line.words.ends_with('.')).then(|| {
        let why = "nothing but a date or time";
        call(ZoneKind::Timestamp, "zone.timestamp", why, (Tier::Sure, 970))
    })
}

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?i:story|report|reporting|reported|written|words|text|posted|analysis|published|article|opinion|interview|compiled|edited|photographs?|photos) )?(?:(?i:and [a-z]+ ))?",
        r"(?:[Bb]y|BY|Von|Par|Por|Di|Door|Av|Oleh|Автор)[:\s]\s*((?:(?:[A-Z]\.|Dr\.?|de|la|van|von|der|den|bin|al|el|da|dos|del)[ -])*\p{Lu}[\p{L}'’.\-]*(?:[,&|]|\b).*)$",
    ))
});
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Lu}[\p{L}'’.\-]*(?:\s+(?:(?:de|la|van|von|der|den|bin|al|el|da|dos|del|le)\s+)*\p{Lu}[\p{L}'’.\-]*){1,4}(?:\s*(?:,|\||–|—|and|&|in|for|und|et|y|e|•|·|/|@|with|\()|$)",
    )
});

/// Words of which [`BYLINE`] has one.
const BY: [&str; 11] = ["By", "by", "BY", "Von", "Par", "Por", "Di", "Door", "Av", "Oleh", "Автор"];

fn byline(line: &Line<'_>) -> Option<Call> {
    if line.count > 18 || line.words.ends_with([':', '?', '!', ';']) {
        return None;
    }
    if !BY.iter().any(|it| line.words.contains(it)) {
        return None;
    }
    let tail = BYLINE.captures(line.words).and_then(|it| it.get(1))?.as_str();
    let stops = line.words.ends_with('.') && line.count > 5;
    let single = tail.split_whitespace().count() <= 2;
    let all_caps = line.is_upper();
    (!stops && (single || all_caps || NAMES.is_match(tail))).then(|| {
        let why = "a line that begins with By and a name";
        call(ZoneKind::Byline, "zone.byline", why, (Tier::Sure, 960))
    })
}

/// Whether the line is a name, alone or with a role or place after it.
pub(super) fn is_bare_byline(line: &Line<'_>) -> bool {
    let role = line.words.contains(',') || line.words.contains('|') || line.count <= 4;
    line.count <= 9 && role && NAMES.is_match(line.words) && !line.ends_like_prose()
}

/// A paragraph right above a credit line is a caption.
fn mark_captions_over_credits(page: &mut Page<'_>) {
    for at in 1..page.lines.len() {
        let over = page.kind(at) == Some(ZoneKind::Credit)
            && page.is_open(at - 1)
            && page.same_block(at - 1, at)
            && page.line(at - 1).is_some_and(|it| it.first && it.count <= 60 && it.count >= 4);
        if over {
            let why = "it stands right above a picture credit";
            let found = call(ZoneKind::Caption, "zone.caption", why, (Tier::Likely, 860));
            page.set(at - 1, found);
        }
    }
}
