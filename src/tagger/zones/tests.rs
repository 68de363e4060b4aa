use super::*;
use crate::tagger::lexicon::check_sorted;

/// The zones of `content`, one a line: kind, sub and the first words.
fn show(content: &str) -> Vec<String> {
    let text = Text::new(content);
    let zones = propose(&text, &Cancel::new());
    let line = |it: &ProposedZone| {
        let sub = it.sub.map(|it| format!("/{}", it.key())).unwrap_or_default();
        let words: String = text.slice(it.span).chars().take(24).collect();
        format!("{}{sub}: {words}", it.kind.key())
    };
    zones.iter().map(line).collect()
}

#[track_caller]
fn check(content: &str, expected: &[&str]) {
    assert_eq!(show(content), expected);
}

const PROSE: &str =
    "The harbour master said the crane had been checked in the spring, and nobody was hurt.";

#[test]
fn lists_are_sorted() {
    check_sorted(furniture::LIST);
    check_sorted(head::TOPICS_LIST);
}

#[test]
fn a_page_with_furniture_headline_caption_and_dateline() {
    check(
        &format!(
            "Skip to main content\nNews | Sport | Weather\n\nThe Port Daily\n\nCrane topples into the harbour\n\nShare\n\
             FILE - The crane on Feb. 2, 2025. (Ada Moor/North Wire)\n\nPELLBORG, Norland (NW) — {PROSE}\n\nWhat comes next\n\n{PROSE}\n\nMost read\nA dog finds home\nRain to go on"
        ),
        &[
            "furniture/accessibility: Skip to main content",
            "furniture/nav: News | Sport | Weather",
            "furniture/other: The Port Daily",
            "headline: Crane topples into the h",
            "furniture/share: Share",
            "caption: FILE - The crane on Feb.",
            "credit: (Ada Moor/North Wire)",
            "dateline: PELLBORG, Norland (NW) —",
            "body: The harbour master said ",
            "subhead: What comes next",
            "body: The harbour master said ",
            "furniture/related: Most read",
            "furniture/related: A dog finds home",
            "furniture/related: Rain to go on",
        ],
    );
}

#[test]
fn head_with_kicker_standfirst_byline_and_time() {
    check(
        &format!(
            "ANALYSIS\nCrane topples into the harbour\nThe port was warned twice, documents show.\nBy Ada Moor and Jon Dee\nUpdated 3 May 2026, 10:15 GMT\n\n{PROSE}"
        ),
        &[
            "kicker: ANALYSIS",
            "headline: Crane topples into the h",
            "standfirst: The port was warned twic",
            "byline: By Ada Moor and Jon Dee",
            "timestamp: Updated 3 May 2026, 10:1",
            "body: The harbour master said ",
        ],
    );
}

#[test]
fn a_text_that_begins_with_prose_has_no_headline() {
    check(PROSE, &["body: The harbour master said "]);
    check("Well, I think so", &["body: Well, I think so"]);
    check(
        &format!("{PROSE}\n\nAnd from Chair Ada Moor:\n\n“It fell.”"),
        &["body: The harbour master said ", "body: And from Chair Ada Moor:", "body: “It fell.”"],
    );
}

#[test]
fn corrections_notes_and_links_in_the_text() {
    check(
        &format!(
            "{PROSE}\n\nREAD MORE: “It fell,” says captain\n\nCorrection: An earlier version said two cranes.\n\nEditor’s note: Names were changed.\n\nSign up for our newsletter"
        ),
        &[
            "body: The harbour master said ",
            "furniture/read_more: READ MORE: “It fell,” sa",
            "correction: Correction: An earlier v",
            "editors_note: Editor’s note: Names wer",
            "furniture/newsletter: Sign up for our newslett",
        ],
    );
}

#[test]
fn posts_turns_boxes_and_repeated_words() {
    check(
        &format!(
            "{PROSE}\n\nNo, it did not fall.\n— Port of Pell (@portpell) May 2, 2026\n\n{PROSE}"
        ),
        &[
            "body: The harbour master said ",
            "embed: No, it did not fall.\n— P",
            "body: The harbour master said ",
        ],
    );
    check(
        "MOOR: Did it fall?\nDEE: It did.\nMOOR: When?\nDEE: At noon, I think.",
        &[
            "transcript: MOOR: Did it fall?",
            "transcript: DEE: It did.",
            "transcript: MOOR: When?",
            "transcript: DEE: At noon, I think.",
        ],
    );
    check(
        &format!(
            "{PROSE}\n\n“the crane had been checked in the spring”\n\n{PROSE}\n\nAt a glance\n• Two cranes\n• One harbour"
        ),
        &[
            "body: The harbour master said ",
            "pullquote: “the crane had been chec",
            "body: The harbour master said ",
            "factbox: At a glance\n• Two cranes",
        ],
    );
}

#[test]
fn markdown_headings_and_quotations() {
    check(
        &format!(
            "# Crane topples\n\n{PROSE}\n\n> It fell at noon.\n> Nobody saw it.\n\n## Next\n\n{PROSE}"
        ),
        &[
            "headline: # Crane topples",
            "body: The harbour master said ",
            "blockquote: > It fell at noon.\n> Nob",
            "subhead: ## Next",
            "body: The harbour master said ",
        ],
    );
}

#[test]
fn datelines_of_several_styles() {
    let start = |head: &str| show(&format!("{head} {PROSE}"))[0].clone();
    assert_eq!(start("PELLBORG —"), "dateline: PELLBORG —");
    assert_eq!(start("PELLBORG, May 3 (Reuters) -"), "dateline: PELLBORG, May 3 (Reuters");
    assert_eq!(start("Pellborg (NW) –"), "dateline: Pellborg (NW) –");
    assert_eq!(start("Pellborg, 3 May --"), "dateline: Pellborg, 3 May --");
    assert!(start("CO2-heavy").starts_with("body"));
    assert!(start("The crane — built in 1990 —").starts_with("body"));
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(
        "The harbour master said the crane had been\nchecked in the spring, and nobody knew\nwhy it fell into the water on a day when\nthere was no wind.\n\nIt fell.",
        &["body: The harbour master said ", "body: It fell."],
    );
}

#[test]
fn a_foreign_paragraph_has_its_language() {
    let text = Text::new(format!(
        "{PROSE}\n\n„Das stimmt nicht“, sagte die Fahrerin am Montag in der Stadt.\n\nPellborg"
    ));
    let langs: Vec<_> =
        propose(&text, &Cancel::new()).into_iter().filter_map(|it| it.lang).collect();
    assert_eq!(langs, ["en", "de", "en"]);
}

#[test]
fn a_name_over_the_menu_is_no_headline() {
    let text = format!(
        "The Quay Herald\nHome | News | Sport\n\nCrane falls on empty quay in the night\n\n{PROSE}\n"
    );
    check(
        &text,
        &[
            "furniture/other: The Quay Herald",
            "furniture/nav: Home | News | Sport",
            "headline: Crane falls on empty qua",
            "body: The harbour master said ",
        ],
    );
}

#[test]
fn the_foot_of_a_page_is_furniture() {
    let text = format!(
        "Crane falls on empty quay\n\n{PROSE}\n\n{PROSE}\n\nFollow us for updates\nShare this article\n\
         © 2026 The Quay Herald. All rights reserved.\n"
    );
    check(
        &text,
        &[
            "headline: Crane falls on empty qua",
            "body: The harbour master said ",
            "body: The harbour master said ",
            "furniture/share: Follow us for updates",
            "furniture/share: Share this article",
            "furniture/legal: © 2026 The Quay Herald. ",
        ],
    );
}

/// The lines of `content` as an importer tells them: `None` for those it only took for text.
fn told(content: &str, kinds: &[Option<ZoneKind>]) -> (Text, Vec<ProposedZone>) {
    let text = Text::new(content);
    let zone = |(span, kind): (Span, &Option<ZoneKind>)| {
        let rule = if kind.is_some() { "markup.element" } else { "markup.body" };
        let reason = Reason::new(rule, Tier::Sure, 970, "the file says so");
        let kind = kind.unwrap_or(ZoneKind::Body);
        ProposedZone { span, kind, sub: None, lang: None, reason }
    };
    let zones = crate::text::lines(&text).into_iter().zip(kinds).map(zone).collect();
    (text, zones)
}

fn completed(content: &str, kinds: &[Option<ZoneKind>]) -> Vec<String> {
    let (text, zones) = told(content, kinds);
    let zones = complete(&text, zones, &Cancel::new());
    let again = complete(&text, zones.clone(), &Cancel::new());
    assert_eq!(again, zones, "what is completed stays as it is");
    assert!(zones.iter().all(|it| it.lang.is_some()));
    let line = |it: &ProposedZone| {
        let words: String = text.slice(it.span).chars().take(24).collect();
        format!("{}: {words}", it.kind.key())
    };
    zones.iter().map(line).collect()
}

#[test]
fn what_an_importer_left_open_is_judged_by_its_words() {
    let page = format!(
        "Crane topples into the harbour\n\nBy Ada Moor\n\nPELLBORG, Norland (NW) — {PROSE}\n\n{PROSE}"
    );
    // As an office file without styles.
    assert_eq!(
        completed(&page, &[None; 4]),
        [
            "headline: Crane topples into the h",
            "byline: By Ada Moor",
            "dateline: PELLBORG, Norland (NW) —",
            "body: The harbour master said ",
            "body: The harbour master said ",
        ]
    );
    // What the file tells stands, and it has a headline already.
    let told = [Some(ZoneKind::Caption), None, None, Some(ZoneKind::Headline)];
    assert_eq!(
        completed(&page, &told),
        [
            "caption: Crane topples into the h",
            "byline: By Ada Moor",
            "dateline: PELLBORG, Norland (NW) —",
            "body: The harbour master said ",
            "headline: The harbour master said ",
        ]
    );
    assert_eq!(completed(PROSE, &[None]), ["body: The harbour master said "]);
}

#[test]
fn zones_of_markup_get_a_language_and_keep_the_one_they_have() {
    let french = "La maire de la ville a dit que le pont serait fermé pendant tout l’hiver.";
    let page = format!("Pont\n\n{french}\n\n{french}");
    let (text, mut zones) = told(&page, &[Some(ZoneKind::Headline), None, None]);
    zones[2].lang = Some("de".to_owned());
    let zones = complete(&text, zones, &Cancel::new());
    let langs: Vec<_> = zones.iter().map(|it| it.lang.as_deref().unwrap()).collect();
    assert_eq!(langs[1..], ["fr", "de"]);
}
