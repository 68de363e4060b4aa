//! The language of a paragraph: English by its small words, others by trigrams or script.
//!
//! A guess is only ever made where it is safe; otherwise the language of the whole text holds.

use whatlang::Lang;

/// The language of `words` as a BCP 47 tag; `None` where there is too little to tell.
pub(super) fn detect(words: &str) -> Option<&'static str> {
    let start = words.get(..words.floor_char_boundary(1200)).unwrap_or(words);
    if let Some(lang) = by_script(start) {
        return Some(lang);
    }
    let (mut count, mut small) = (0_u32, 0_u32);
    for word in start.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()) {
        count += 1;
        small += u32::from(is_small_english(word));
    }
    let english = small >= 2 && small * 7 >= count;
    if english && small * 4 >= count {
        return Some("en");
    }
    if let Some(lang) = by_small_words(start, small) {
        return Some(lang);
    }
    if english {
        return Some("en");
    }
    if count < 5 {
        return None;
    }
    let info = whatlang::detect(start)?;
    let safe = info.is_reliable() && info.confidence() > 0.9 || count > 25 && small == 0;
    if safe { tag(info.lang()) } else { None }
}

/// Words that stand in every English sentence and seldom in others.
fn is_small_english(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "about", "after", "an", "and", "are", "as", "at", "been", "but", "by", "can", "could",
        "for", "from", "had", "has", "have", "he", "his", "in", "is", "it", "its", "more", "not",
        "of", "on", "or", "said", "she", "than", "that", "the", "their", "they", "this", "to",
        "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you",
    ];
    word.len() < 6 && SMALL.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Small words of other languages that stand in few of the rest.
const SMALL_WORDS: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "das", "dass", "dem", "den", "der", "die", "ein", "eine", "für", "im", "ist", "mit",
            "nicht", "sagte", "sich", "und", "von", "wir", "zu",
        ],
    ),
    (
        "es",
        &[
            "como", "con", "del", "dijo", "el", "es", "está", "la", "las", "los", "más", "para",
            "pero", "por", "que", "su", "un", "una", "y",
        ],
    ),
    (
        "fr",
        &[
            "au", "aux", "avec", "ce", "dans", "des", "du", "elle", "est", "et", "il", "la", "le",
            "les", "mais", "nous", "pas", "pour", "qui", "rien", "sur", "une",
        ],
    ),
    (
        "it",
        &[
            "che", "con", "della", "di", "gli", "ha", "il", "nel", "non", "per", "più", "sono",
            "una",
        ],
    ),
    ("nl", &["de", "dat", "een", "en", "het", "is", "met", "niet", "op", "van", "voor", "zegt"]),
    (
        "pt",
        &[
            "ao", "com", "da", "do", "dos", "em", "mais", "na", "não", "o", "os", "para", "que",
            "um", "uma",
        ],
    ),
];

/// The language whose small words make up a good part of `words`, if one stands out.
fn by_small_words(words: &str, english: u32) -> Option<&'static str> {
    let mut count = 0_usize;
    let mut hits = [0_usize; SMALL_WORDS.len()];
    for word in words.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()) {
        count += 1;
        let word = word.to_lowercase();
        for (hits, (_, list)) in hits.iter_mut().zip(SMALL_WORDS) {
            *hits += usize::from(list.contains(&word.as_str()));
        }
    }
    let mut ranked: Vec<_> = hits.iter().zip(SMALL_WORDS).map(|(n, it)| (*n, it.0)).collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    let second = ranked.get(1).map_or(0, |it| it.0);
    let &(best, lang) = ranked.first()?;
    let stands_out = best >= 2 && best > second && best > english as usize && best * 6 >= count;
    stands_out.then_some(lang)
}

/// The usual language of a script that is not Latin, if most letters are in it.
fn by_script(words: &str) -> Option<&'static str> {
    let mut latin = 0_usize;
    let mut others = [0_usize; SCRIPTS.len()];
    for c in words.chars().filter(|it| it.is_alphabetic()) {
        match SCRIPTS.iter().position(|(from, to, _)| (*from..=*to).contains(&c)) {
            Some(script) => others.iter_mut().skip(script).take(1).for_each(|it| *it += 1),
            None => latin += 1,
        }
    }
    let sum = |lang: &str| -> usize {
        SCRIPTS.iter().zip(others).filter(|(it, _)| it.2 == lang).map(|it| it.1).sum()
    };
    // Japanese text is mostly Han; a few kana say so.
    if sum("ja") > 0 && sum("ja") * 10 > sum("zh") {
        return Some("ja");
    }
    let (lang, count) = SCRIPTS.iter().map(|it| (it.2, sum(it.2))).max_by_key(|it| it.1)?;
    if count <= latin {
        return None;
    }
    let finer = matches!(lang, "ru" | "ar" | "hi").then(|| whatlang::detect(words)).flatten();
    finer.filter(whatlang::Info::is_reliable).and_then(|it| tag(it.lang())).or(Some(lang))
}

/// Blocks of letters and the language that a short text in them is taken for.
const SCRIPTS: [(char, char, &str); 11] = [
    ('\u{370}', '\u{3ff}', "el"),
    ('\u{400}', '\u{52f}', "ru"),
    ('\u{530}', '\u{58f}', "hy"),
    ('\u{590}', '\u{5ff}', "he"),
    ('\u{600}', '\u{6ff}', "ar"),
    ('\u{900}', '\u{97f}', "hi"),
    ('\u{980}', '\u{9ff}', "bn"),
    ('\u{e00}', '\u{e7f}', "th"),
    ('\u{3040}', '\u{30ff}', "ja"),
    ('\u{4e00}', '\u{9fff}', "zh"),
    ('\u{ac00}', '\u{d7af}', "ko"),
];

/// The BCP 47 tag of a detected language; `None` for those that short texts are mistaken for.
fn tag(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Tur => "tr",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Bel => "be",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Mar => "mr",
        Lang::Nep => "ne",
        Lang::Cat => "ca",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_apart() {
        assert_eq!(detect("The minister said that he was told of it on Friday."), Some("en"));
        let german = "„Das stimmt nicht“, sagte die Fahrerin Grete Ohlsen am Montag.";
        assert_eq!(detect(german), Some("de"));
        assert_eq!(detect("Сегодня утром в городе было очень холодно."), Some("ru"));
        assert_eq!(detect("東京で今日"), Some("ja"));
        assert_eq!(detect("今天北京"), Some("zh"));
        assert_eq!(detect("שלום עולם"), Some("he"));
    }

    #[test]
    fn too_little_is_no_guess() {
        assert_eq!(detect("Kellberg, Norland"), None);
        assert_eq!(detect("31"), None);
        assert_eq!(detect(""), None);
    }
}
