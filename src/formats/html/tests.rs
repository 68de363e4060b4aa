//! What pages become.

use super::*;
use crate::formats::tagset;

fn import(html: &str) -> Read {
    let input = Input::new("page.html", html.as_bytes()).unwrap();
    Html.import(&input, &tagset::news()).unwrap().remove(0)
}

/// A line per zone: `kind sub: words`.
fn zones(html: &str) -> Vec<String> {
    told(&import(html))
}

fn told(read: &Read) -> Vec<String> {
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let document = &read.document;
    let shown = |zone: &crate::annotation::Zone| {
        let sub = zone.sub.map(|it| format!(" {}", it.key())).unwrap_or_default();
        format!("{}{sub}: {}", zone.kind.key(), document.text().slice(zone.span))
    };
    document.zones().iter().map(shown).collect()
}

const LONG: &str = "The council said on Monday that the leak in the main had been found and closed, \
                    and that nobody had drunk the water since the valve was shut.";

#[test]
fn a_page_becomes_zones() {
    let page = format!(
        "<!doctype html><html lang=en-GB><head><title>Leak found | The Echo</title>
         <script>var a = '<p>no</p>';</script><style>p{{}}</style></head><body>
         <a class=skip-link href=#main>Skip to content</a>
         <header><h1>The Echo</h1></header><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>
         <main><article><h1>Leak <em>found</em></h1><p class=standfirst>Valve was shut</p>
         <div class=byline>By <a rel=author href=/a>Ann Lee</a></div><time>14 November</time>
         <div class=share-bar><a href=x>Share</a></div>
         <p>{LONG}</p><h2>Next steps</h2><blockquote>We closed it</blockquote>
         <figure><img alt=x><figcaption>A valve <span class=credit>Ann Lee</span></figcaption></figure>
         <p>{LONG}</p><p><a href=m>Read more about water</a></p>
         <ul><li>One<li>Two</ul></article>
         <aside><p>Most read</p></aside></main><footer>© The Echo</footer></body></html>"
    );
    let expected = [
        "furniture accessibility: Skip to content".to_owned(),
        "furniture other: The Echo".to_owned(),
        "furniture nav: Home".to_owned(),
        "furniture nav: News".to_owned(),
        "headline: Leak found".to_owned(),
        "standfirst: Valve was shut".to_owned(),
        "byline: By Ann Lee".to_owned(),
        "timestamp: 14 November".to_owned(),
        "furniture share: Share".to_owned(),
        format!("body: {LONG}"),
        "subhead: Next steps".to_owned(),
        "blockquote: We closed it".to_owned(),
        "caption: A valve Ann Lee".to_owned(),
        format!("body: {LONG}"),
        "furniture read_more: Read more about water".to_owned(),
        "body: One".to_owned(),
        "body: Two".to_owned(),
        "furniture related: Most read".to_owned(),
        "furniture other: © The Echo".to_owned(),
    ];
    assert_eq!(zones(&page), expected);
    let read = import(&page);
    assert!(read.document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
    let text = read.document.text().as_str();
    assert!(text.contains("Home\nNews\n\nLeak found\n\nValve"), "{text}");
}

#[test]
fn white_space_is_as_on_screen() {
    let text = |html: &str| import(html).document.text().as_str().to_owned();
    assert_eq!(text("<p>a <b> b</b>\n c<i>d</i> </p>e"), "a b cd\n\ne");
    assert_eq!(text("<p>a<br>b<br><br>c"), "a\nb\n\nc");
    assert_eq!(text("<pre>a  b\n  c</pre>"), "a  b\n  c");
    assert_eq!(text("<table><tr><td>1<td>2<tr><td>3</table>"), "1 2\n3");
    assert_eq!(text("<p>fish&nbsp;&amp;&nbsp;chips &#x1F642;"), "fish\u{a0}&\u{a0}chips 🙂");
    assert_eq!(text(""), "");
    assert_eq!(text("<p> </p><div>\n</div>"), "");
}

#[test]
fn a_class_name_cannot_hide_the_article() {
    let page = format!(
        "<body><form><div class='social ad'><p>{LONG}</p><p>{LONG}</p></div></form><p>x</p>"
    );
    assert!(zones(&page).iter().filter(|it| it.starts_with("body: The council")).count() == 2);
}

#[test]
fn other_articles_beside_the_article_are_furniture() {
    let teaser =
        "<li><a href=/s>Storm</a> The weather service warned of wind and of rain today</li>";
    let teasers = teaser.repeat(12);
    let page = format!(
        "<body><div><div><h1>Leak found</h1><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>\
         <div><h3>More</h3><ul>{teasers}</ul></div></div></body>"
    );
    let zones = zones(&page);
    assert_eq!(zones.iter().filter(|it| it.starts_with("body: The council")).count(), 3);
    let teasers = zones.iter().filter(|it| it.contains("weather service"));
    assert!(teasers.clone().all(|it| it.starts_with("furniture")), "{zones:?}");
    assert_eq!(teasers.count(), 12);
}

#[test]
fn what_was_copied_is_all_of_the_article() {
    // As a browser hands over what was selected, and as Word does.
    let browser = "<meta charset='utf-8'><h1 style='color: red'>Leak found</h1>\
        <p>By <a rel=author href='https://echo.example/ann'>Ann Lee</a></p><p>It rained, \
        <a href='https://echo.example/b'>she said</a>.</p><ul><li>One</li><li>Two</li></ul>";
    let read = pasted(browser, &tagset::news());
    assert_eq!(
        told(&read),
        [
            "headline: Leak found",
            "byline: By Ann Lee",
            "body: It rained, she said.",
            "body: One",
            "body: Two"
        ]
    );
    assert_eq!(read.document.markup().len(), 5);
    let word = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>\
        <meta http-equiv=Content-Type content='text/html; charset=utf-8'><style>p {}</style></head>\
        <body lang=EN-GB><!--StartFragment--><p class=MsoTitle>Leak found<o:p></o:p></p>\
        <p class=MsoSubtitle>Valve was shut</p><h2>Next</h2><p class=MsoNormal>It rained.</p>\
        <p class=MsoCaption>A valve</p><!--EndFragment--></body></html>\0";
    let read = pasted(word, &tagset::news());
    assert_eq!(
        told(&read),
        [
            "headline: Leak found",
            "standfirst: Valve was shut",
            "subhead: Next",
            "body: It rained.",
            "caption: A valve"
        ]
    );
    assert!(read.document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
}

#[test]
fn a_whole_page_that_was_copied_is_read_as_a_page() {
    let teasers = "<p>The weather service warned of wind and of rain</p>".repeat(3);
    let page = format!(
        "<nav><a href=/>Home</a></nav><article><h1>Leak found</h1><p>{LONG}</p><p>{LONG}</p></article>\
         <div class=teasers>{teasers}</div><div role=contentinfo>The Echo</div>"
    );
    let found = told(&pasted(&page, &tagset::news()));
    assert_eq!(found.iter().filter(|it| it.starts_with("body: The council")).count(), 2);
    assert!(!found.iter().any(|it| it.starts_with("body: The weather")), "{found:?}");
    assert!(found.contains(&"furniture other: The Echo".to_owned()), "{found:?}");
}

#[test]
fn depth_does_no_harm() {
    let deep = "<div><b>".repeat(100_000) + "deep";
    assert!(import(&deep).document.text().as_str().contains("deep"));
    let quotes = "<blockquote>".repeat(100_000) + "<p>deep</p>";
    assert_eq!(import(&quotes).document.text().as_str(), "deep");
}

proptest::proptest! {
    #[test]
    fn any_page_has_zones_for_all_of_its_text(html in "(<(p|div|b|h1|nav|br|td|li|pre|svg|title|table)( class=ad| hidden)?>|</(p|div|b|nav|pre|table)>|[a-z\u{a0} \n]{1,4}|&lt;){0,30}") {
        let read = import(&html);
        proptest::prop_assert!(read.problems.is_empty(), "{:?}", read.problems);
        let again = import(&html);
        proptest::prop_assert_eq!(&read.document, &again.document);
    }
}

#[test]
fn a_head_that_is_called_a_lede_is_not_all_standfirst() {
    let page = format!(
        "<title>Leak found in the main - Courier</title><article><div class=article-lede>\
         <h1>Leak found in the main</h1><h2 class=dek>It took three days</h2>\
         <p class=byline>By Ada Moor</p><time>3 May 2026</time></div><p>{LONG}</p><p>{LONG}</p></article>"
    );
    let found = zones(&page);
    let head =
        ["headline: Leak found", "standfirst: It took", "byline: By Ada", "timestamp: 3 May"];
    for (found, wanted) in found.iter().zip(head) {
        assert!(found.starts_with(wanted), "{found} for {wanted}");
    }
}

#[test]
fn a_page_keeps_its_own_address() {
    let of = |head: &str| {
        let read = import(&format!("<html><head>{head}</head><body><p>{LONG}</p></body></html>"));
        read.document.metadata().extra.get("url").cloned()
    };
    let canonical = "<link rel='Canonical' href=' https://a.example/b '>";
    let preview = "<meta property='og:url' content='http://b.example/'>";
    let base = "<base href='https://c.example/'>";
    assert_eq!(of(&format!("{base}{preview}{canonical}")), Some("https://a.example/b".into()));
    assert_eq!(of(&format!("{base}{preview}")), Some("http://b.example/".into()));
    assert_eq!(of(base), Some("https://c.example/".into()));
    assert_eq!(of("<link rel=canonical href='/b'>"), None);
    assert_eq!(of("<link rel=canonical href='https://ü'>"), Some("https://ü".into()));
    assert_eq!(of("<link rel=canonical href='éééééééé'>"), None);
}

#[test]
fn a_caption_with_its_source_inside_of_the_article_is_one() {
    let page = format!(
        "<article><p>{LONG}</p><p>{LONG}</p><div class=player><script>play()</script>\
         <div><span class=pb-caption>Fitters at the valve in Canal Street. (Reuters)</span></div></div>\
         <p>{LONG}</p></article>"
    );
    let found = zones(&page);
    assert!(
        found.contains(&"caption: Fitters at the valve in Canal Street. (Reuters)".to_owned()),
        "{found:?}"
    );
}
