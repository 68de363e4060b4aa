//! The patterns of the families. ASCII word ends keep them fast; token ends are checked later.

use std::sync::LazyLock;

use regex_automata::meta::{Config, Regex};

/// A number in digits.
const NUMBER: &str = r"(?:[0-9]{1,3}(?:,[0-9]{2,3})+|[0-9]+)(?:\.[0-9]+)?";
/// A number in words, below a hundred.
const WORD: &str = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
const SCALE: &str = r"(?:hundred|thousand|million|billion|trillion|crores?|lakhs?|dozen)";
const SHORT_SCALE: &str = r"(?:bn|tn|mn|m|k|b)";
const MONTH: &str = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)";
const LONG_MONTH: &str =
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const WEEKDAY: &str = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
const DAY: &str = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?";
const YEAR: &str = r"(?:1[0-9]|20)[0-9]{2}";
const MEASURE: &str = r"(?:square (?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|km)|cubic met(?:re|er)s?|kilomet(?:re|er)s?|km²|km2|km|kms|met(?:re|er)s?|centimet(?:re|er)s?|cm|mm|millimet(?:re|er)s?|miles?|yards?|feet|inch(?:es)?|kilogram(?:me)?s?|kg|kilos?|grams?|tonnes?|tons?|metric tons?|pounds of|ounces?|lit(?:re|er)s?|gallons?|barrels?|bpd|hectares?|acres?|degrees?(?: (?:Celsius|Fahrenheit))?|(?u:°)C|(?u:°)F|mph|km/h|kph|knots|(?:mega|giga|kilo)?watts?|MW|GW|kW|kWh|MWh|GWh|megabytes?|gigabytes?|terabytes?|MB|GB|TB|volts?|hertz|MHz|GHz|light[- ]years?)";
const CURRENCY: &str = r"(?:dollars?|euros?|pounds?(?: sterling)?|sterling|yuan|renminbi|yen|won|rupees?|rupiah|ringgit|baht|pesos?|reais|real|roubles?|rubles?|rials?|riyals?|dirhams?|dinars?|shekels?|shillings?|naira|rand|cedis?|kwacha|birr|francs?|lira|hryvnias?|zlotys?|kron(?:or|er|a)|taka|dong|kyat|col(?u:[oó])nes|c(?u:[oó])rdobas|lempiras?|quetzales|sol(?:es)|bolivars?|bol(?u:[ií])vares|cents|pence|USD|EUR|GBP|CFA francs?|CUP)";
const SIGN: &str = r"(?:(?:US|CA|AU|NZ|HK|NT|[ACSRNZJ])?\$|(?u:[£€¥₹₦₡₱₩₪₫₽฿₵₴₺])|GH₵|GH¢)";
const CODE: &str = r"(?:US ?\$|US dollars|USD|EUR|GBP|INR|PKR|AED|SAR|QAR|KWD|NGN|KES|UGX|TZS|ZAR|GHS|EGP|CNY|RMB|HKD|SGD|AUD|CAD|NZD|JPY|CHF|MNT|BND|MYR|THB|IDR|PHP|VND|BDT|LKR|Rs\.?|Re|Dhs?\.?|SR|QR|KD|BD|OR|RM|Tk\.?|K?Sh\.?|Shs\.?|UShs?\.?|Rp\.?|LE|R|N|K|P)";

/// Compiles a pattern from its parts. These begin with almost anything, so looking for literals to jump
/// to would only make the first article wait.
#[expect(clippy::expect_used, reason = "the pattern is a constant, and tests run every one")]
fn made(parts: &[&str]) -> Regex {
    let config = Config::new().auto_prefilter(false);
    let built = Regex::builder().configure(config).build(&parts.concat());
    built.expect("patterns of the program compile")
}

/// Amounts with a currency.
pub(super) static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    let amount = format!(
        r"(?:[0-9]{{1,3}}(?: [0-9]{{3}})+|{NUMBER})(?:(?: ?(?u:[-–]) ?| to ){SIGN}?{NUMBER})?(?:(?:-| )?(?:plus )?{SCALE}(?-u:\b)| ?{SHORT_SCALE}(?-u:\b))?"
    );
    made(&[
        SIGN,
        r" ?",
        &amount,
        r"(?: (?:US|Australian|Canadian) dollars)?",
        r"|(?-u:\b)",
        CODE,
        r" ?",
        &amount,
        r"|(?i-u:(?-u:\b)(?:(?:",
        NUMBER,
        r"(?:(?: ?(?u:[-–]) ?| to )",
        NUMBER,
        r")?|",
        WORD,
        r"|half a|several|a few|an?)(?:-plus)?(?:[ -]",
        SCALE,
        r")?|",
        NUMBER,
        r" ?",
        SHORT_SCALE,
        r"|(?:tens |hundreds |thousands )?(?:of )?(?:hundreds|thousands|millions|billions|trillions) of)",
        r"[ -](?:(?:US|U\.S\.|Australian|Canadian|Hong Kong|Singapore|Kenyan|Ugandan|Tanzanian|Mexican|Indian|Zimbabwean|of) ){0,2}",
        CURRENCY,
        r"(?-u:\b))",
    ])
});

/// Numbers with per cent.
pub(super) static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    made(&[
        r"(?i-u:(?-u:\b)(?:",
        NUMBER,
        r"(?: ?(?u:[-–]) ?| to )?(?:",
        NUMBER,
        r")?|",
        WORD,
        r"(?: and a half)?)",
        r"(?: ?%| ?per ?cent(?-u:\b)|[- ]percentage[- ]points?(?-u:\b)| pct(?-u:\b)|-percent(?-u:\b)))",
    ])
});

/// Days, months, years, and spans longer than hours.
pub(super) static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let absolute = [
        r"(?:", WEEKDAY, r",? (?:the )?)?", DAY, r"(?: ?(?:(?u:[-–])|to|and) ?", DAY, r")?(?: of)? ", MONTH, r"(?:,? ", YEAR, r")?",
        r"|(?:", WEEKDAY, r",? )?", MONTH, r" ?", DAY, r"(?:(?: ?(?u:[-–]) ?| to )(?:", MONTH, r" )?", DAY, r"| and ", DAY, r")?(?-u:\b)(?:,? ", YEAR, r"(?-u:\b))?",
        r"|", MONTH, r"(?:,| of)? ", YEAR, r"(?-u:\b)",
        r"|", LONG_MONTH, r"(?: to |(?u:[-–]))", LONG_MONTH, r"(?: ", YEAR, r")?",
        r"|", YEAR, r"-[01][0-9]-[0-3][0-9]|[0-3]?[0-9]/[0-3]?[0-9]/(?:19|20)?[0-9]{2}|[0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2}",
    ]
    .concat();
    let years = [
        r"(?:(?:early|mid|late)(?: |-))?(?:1[0-9]|20)[0-9]0s|(?u:['’])[0-9]0s",
        r"|(?:(?:early|mid|late)(?: |-))?(?:1?[0-9]th|2[01]st|2nd|3rd|1st)[- ]century(?: BC| AD)?",
        r"|(?:(?:spring|summer|autumn|fall|winter)(?: of)? |FY ?|(?:Q[1-4]|(?:first|second|third|fourth) quarter(?: of)?) )", YEAR,
        r"|", YEAR, r"(?: ?(?u:[-–/]) ?(?:", YEAR, r"|[0-9]{2})| to ", YEAR, r")(?-u:\b)",
        r"|(?:first|second|third|fourth|last) quarter|Q[1-4]",
        r"|", YEAR, r"(?-u:\b)",
    ]
    .concat();
    let unit = r"(?:days?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|fortnights?)";
    let count = [
        r"(?:",
        NUMBER,
        r"|",
        WORD,
        r"(?:(?: and a half| or (?:two|three|four|five|six)))?|a few|several|a couple of)",
    ]
    .concat();
    let relative = [
        r"(?:(?:late|early|earlier|later) )?(?:last|next|this|the (?:past|last|next|coming|previous|following)) (?:few |couple of |", &count, r" )?(?:", unit, r"|summer|winter|spring|autumn|fall|quarter)(?-u:\b)",
        r"|(?:an?|", &count, r") ", unit, r" (?:ago|earlier|later)",
        r"|", &count, r"(?:[- ](?:and|to) ", &count, r")? (?:days|weeks|weekends|months|years|decades|centuries|fortnights)(?-u:\b)(?:(?u:[’']) )?",
        r"|one (?:day|week|month|year|decade)(?-u:\b)",
        r"|(?:the day (?:before|after) )?(?:yesterday|today|tomorrow)(?-u:\b)",
    ]
    .concat();
    let named = [
        r"(?:(?:last|next|this|early|late|on|mid-)\s)?", WEEKDAY, r"s?(?-u:\b)",
        r"|(?:(?:last|next|this|early|late|mid)[ -])", LONG_MONTH, r"(?-u:\b)",
        r"|(?:Christmas|New Year(?u:[’'])s|Thanksgiving|Independence|Boxing|Labor|Labour|Memorial) (?:Day|Eve)|Christmas|Easter(?: Sunday| Monday)?|Ramadan|Eid(?: al-(?:Fitr|Adha))?|Thanksgiving|Good Friday",
    ]
    .concat();
    // A leading "on" only helps to see a weekday; the group keeps it out.
    let named = named.replace(r"|on|", "|");
    made(&[
        r"(?-u:\b)(",
        &absolute,
        r"|",
        &years,
        r"|(?i-u:",
        &relative,
        r")|",
        &named,
        r"|",
        LONG_MONTH,
        r"(?-u:\b))",
    ])
});

/// Times of day, and spans of hours or less.
pub(super) static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let zone =
        r"(?: ?(?:GMT|UTC|BST|EST|EDT|ET|PT|PST|PDT|CET|CEST|IST|WAT|EAT|local time)(?-u:\b))?";
    made(&[
        r"(?i-u:(?-u:\b)(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9]){0,2} ?(?:a\.m\.|p\.m\.|am(?-u:\b)|pm(?-u:\b)|hrs(?-u:\b)|hours GMT))",
        zone,
        r"|(?-u:\b)(?:[01]?[0-9]|2[0-3])[:h][0-5][0-9](?::[0-5][0-9])?(?-u:\b)",
        zone,
        r"|(?i-u:(?-u:\b)(?:",
        NUMBER,
        r"|",
        WORD,
        r") o(?u:[’'])clock)",
        r"|(?i-u:(?-u:\b)(?:midnight|noon|midday|tonight|last night|this (?:morning|afternoon|evening))(?-u:\b))",
        r"|(?i-u:(?-u:\b)(?:",
        NUMBER,
        r"|",
        WORD,
        r"(?: and a half)?|an|half an|a few|several|a couple of)(?: (?:to|or) (?:",
        NUMBER,
        r"|",
        WORD,
        r"))? (?-i:hours?|minutes?|mins|seconds?|secs)(?-u:\b))",
    ])
});

/// Numbers that count, and measures with their unit.
pub(super) static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    // Four digits before "to" are a year: "from 7,000 in 2013 to 9,000".
    let digits = format!(
        r"(?:[0-9]{{1,3}}(?:,[0-9]{{2,3}})*(?:\.[0-9]+)? to {NUMBER}|{NUMBER}(?: ?(?u:[-–]) ?{NUMBER})?)"
    );
    made(&[
        r"(?i-u:(?-u:\b)(?:",
        &digits,
        r"|",
        WORD,
        r")(?: ",
        SCALE,
        r"){0,2}(?:[ -]",
        MEASURE,
        r"(?-u:\b)|(?u:°)[CF])",
        r"|(?-u:\b)(?:",
        &digits,
        r"|",
        WORD,
        r")(?: (?:",
        SCALE,
        r")(?-u:\b)){1,2}",
        r"|(?-u:\b)(?:a|one|two|three|four|five|six|seven|eight|nine)[- ](?:half|halves|thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)(?-u:\b)",
        r"|(?-u:\b)(?:one|two|three|four|five|six|seven|eight|nine|[0-9]{1,3}) (?:in|out of) (?:every )?(?:",
        WORD,
        r"|[0-9]{1,3}(?:,[0-9]{3})*)(?-u:\b)",
        r"|(?-u:\b)(?:a|half a|several) (?:hundred|thousand|million|billion|trillion|dozen)(?-u:\b)|(?-u:\b)(?:tens|hundreds|dozens|thousands|millions|billions) of (?:thousands|millions)(?-u:\b)",
        r"|(?-u:\b)(?:hundreds|dozens|thousands|millions|billions|scores) (?-u:\b))",
        r"|(?-u:\b)(?:",
        &digits,
        r"|(?i-u:",
        WORD,
        r"))(?-u:\b)",
    ])
});

/// Numbers of cases and documents, and codes.
pub(super) static IDENTIFIER: LazyLock<Regex> = LazyLock::new(|| {
    made(&[
        r"(?-u:\b)(?:(?:[Cc]ase|[Dd]ocket|[Ff]ile|[Rr]eference|[Aa]pplication|[Rr]esolution|[Ff]light|[Ii]nvoice|[Pp]ermit|[Ll]icen[cs]e|[Oo]rder|[Pp]atent) (?:[Nn]o\.?|[Nn]umber|#) ?|No\. )([A-Z0-9][A-Z0-9:./-]*[0-9][A-Z0-9:./-]*[A-Z0-9]|[0-9]+)|(?-u:\b)[A-Z]{1,6}[-/][0-9]{2,}(?:[-/][A-Z0-9]+)+(?-u:\b)|(?-u:\b)[0-9]:[0-9]{2}-[a-z]{2}-[0-9]{3,}(?-u:\b)|(?-u:\b)ISBN:? ?[0-9-]{10,17}(?-u:\b)",
    ])
});

/// Days and months in other languages.
pub(super) static FOREIGN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:3[01]|[12][0-9]|0?[1-9])";
    made(&[
        r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)",
        r"|(?:",
        day,
        r"(?:\.|er| de)? )?(?i:januar|februar|märz|mai|juni|juli|august|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)(?-u:\b)(?:(?: de)? (?:19|20)[0-9]{2})?",
    ])
});

/// Compiles what nearly every article needs, the slowest first.
pub(in crate::tagger) fn prepare() {
    for pattern in [&DATE, &MONEY, &QUANTITY, &TIME, &PERCENT, &IDENTIFIER] {
        LazyLock::force(pattern);
    }
}

/// Whether a word is a unit of measure.
pub(super) fn is_unit(word: &str) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| made(&["^", MEASURE, "$"]));
    !word.is_empty() && UNIT.is_match(word)
}
