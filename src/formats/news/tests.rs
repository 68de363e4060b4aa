//! What news in XML becomes.

use super::*;
use crate::formats::{self, tagset};

fn read(source: &str) -> Result<Vec<Read>, ReadError> {
    formats::read("a.xml", source.as_bytes(), &tagset::news())
}

fn shown(read: &Read) -> Vec<String> {
    assert!(read.problems.iter().all(|it| it.check != "markup-zones"), "{:?}", read.problems);
    let text = read.document.text();
    let zones = read.document.zones().iter();
    zones.map(|it| format!("{}: {}", it.kind.key(), text.slice(it.span))).collect()
}

const NITF: &str = "<nitf><head><title>Leak</title><docdata><doc-id id-string='mw.7'/><date.issue norm='20240506T100000Z'/></docdata></head>\
    <body><body.head><hedline><hl1>Leak <em>closed</em></hl1><hl2>Valve shut in an hour</hl2></hedline><byline>By <person>Ann Carver</person></byline>\
    <dateline><location>KELLBERG, Norland</location></dateline><abstract><p>A pipe burst.</p></abstract></body.head>\
    <body.content><block><p>The valve&nbsp;&mdash; old &foo; &mdash; was shut by <org>the council</org>.</p>\
    <bq><block><p>We closed it</p></block></bq><hl2>What next</hl2>\
    <media media-type='image'><media-reference source='a.jpg'>x</media-reference><media-caption>A valve</media-caption><media-producer>Bo Ray</media-producer></media>\
    <table><tr><td>1974</td><td>laid</td></tr></table></block></body.content><body.end><tagline>Editing by Bo Ray</tagline></body.end></body></nitf>";

const NITF_ZONES: [&str; 12] = [
    "timestamp: 20240506T100000Z",
    "headline: Leak closed",
    "subhead: Valve shut in an hour",
    "byline: By Ann Carver",
    "dateline: KELLBERG, Norland",
    "standfirst: A pipe burst.",
    "body: The valve\u{a0}— old &foo; — was shut by the council.",
    "blockquote: We closed it",
    "subhead: What next",
    "caption: A valve",
    "credit: Bo Ray",
    "body: 1974 laid",
];

#[test]
fn nitf_becomes_zones() {
    let typed = format!(
        "<?xml version='1.0'?><!-- x --><!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY foo 'bar'>]>{NITF}"
    );
    for source in [NITF, &typed] {
        let reads = read(source).unwrap();
        let expected = [&NITF_ZONES[..], &["editors_note: Editing by Bo Ray"]].concat();
        assert_eq!(shown(&reads[0]), expected);
        assert_eq!(reads[0].document.metadata().id, "mw.7");
    }
}

fn news_ml(content: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:7'><rightsInfo><copyrightNotice>© MW</copyrightNotice></rightsInfo>\
         <itemMeta><versionCreated>2024-05-06</versionCreated><pubStatus qcode='stat:canceled'/></itemMeta>\
         <contentMeta><headline>Leak closed</headline><by>Ann Carver</by><slugline>LEAK</slugline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn newsml_holds_its_text_in_many_ways() {
    let top = ["headline: Leak closed", "byline: Ann Carver", "timestamp: 2024-05-06"];
    for content in [
        "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>One <b>two</b>.</p><h2>Next</h2></body></html></inlineXML>",
        "<inlineData contenttype='text/html'>&lt;p&gt;One two.&lt;/p&gt;&lt;h2&gt;Next&lt;/h2&gt;</inlineData>",
        "<remoteContent href='a.jpg'/><inlineXML contenttype='application/xhtml+xml'><p>One two.</p><h2>Next</h2></inlineXML>",
    ] {
        let reads = read(&news_ml(content)).unwrap();
        let rest = ["body: One two.", "subhead: Next", "furniture: © MW"];
        assert_eq!(shown(&reads[0]), [&top[..], &rest].concat());
        assert!(reads[0].problems.iter().any(|it| it.message.contains("stat:canceled")));
        assert_eq!(reads[0].document.metadata().id, "urn:x:7");
    }
    let inner = format!("<inlineXML contenttype='application/nitf+xml'>{NITF}</inlineXML>");
    let zones = shown(&read(&news_ml(&inner)).unwrap()[0]);
    assert_eq!(zones.iter().filter(|it| it.starts_with("headline")).count(), 1, "{zones:?}");
    let several = format!(
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{}{}{}</itemSet></newsMessage>",
        news_ml("<inlineData>One.</inlineData>"),
        news_ml("<inlineData contenttype='text/plain'>Two.</inlineData>"),
        news_ml("<remoteContent/>"),
    );
    let reads = read(&several).unwrap();
    assert_eq!(reads.len(), 2);
    assert!(reads[0].problems.iter().any(|it| it.message.contains("1 items have no text")));
    assert!(read(&news_ml("<remoteContent/>")).unwrap_err().to_string().contains("pictures"));
}

#[test]
fn feeds_become_a_document_for_each_item() {
    let rss = "<rss version='2.0' xmlns:content='urn:c' xmlns:dc='urn:d'><channel><title>The Echo</title><language>en-gb</language>\
        <item><title>Leak &amp;amp; more</title><link>https://echo.example/a</link><dc:creator>Ann Carver</dc:creator><pubDate>Mon, 6 May 2024</pubDate>\
        <description>A teaser</description><content:encoded><![CDATA[<p>One <b>two</b>.</p><h2>Next</h2>]]></content:encoded></item>\
        <item><title>Second</title><description>Just &lt;i&gt;words&lt;/i&gt;</description></item></channel></rss>";
    let reads = read(rss).unwrap();
    let expected = [
        "headline: Leak & more",
        "byline: Ann Carver",
        "timestamp: Mon, 6 May 2024",
        "body: One two.",
        "subhead: Next",
    ];
    assert_eq!(shown(&reads[0]), expected);
    assert!(reads[0].document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
    let extra = &reads[0].document.metadata().extra;
    assert!(extra.contains_key("url") && extra.contains_key("summary"));
    assert_eq!(shown(&reads[1]), ["headline: Second", "body: Just words"]);
    assert_eq!(reads[1].document.metadata().id, "a-2");
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Echo</title><entry><id>urn:1</id><title type='html'>Leak &lt;b&gt;closed&lt;/b&gt;</title>\
        <author><name>Ann Carver</name></author><published>2024-05-06</published><link rel='alternate' href='x'/>\
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One two.</p></div></content><summary>s</summary></entry></feed>";
    let expected =
        ["headline: Leak closed", "byline: Ann Carver", "timestamp: 2024-05-06", "body: One two."];
    assert_eq!(shown(&read(atom).unwrap()[0]), expected);
}

#[test]
fn bad_files_are_refused_in_words() {
    let why = |source: &str| read(source).unwrap_err().to_string();
    assert!(why("<rss><channel/></rss>").contains("no items"));
    assert!(why("<nitf><body>").contains("ends inside"));
    assert!(why(&("<nitf>".to_owned() + &"<p>".repeat(100_000))).contains("deep"));
    let bomb = "<!DOCTYPE nitf [<!ENTITY a 'xxxxxxxx'><!ENTITY b '&a;&a;&a;&a;'>]><nitf><body><body.content><p>&b;</p></body.content></body></nitf>";
    assert_eq!(shown(&read(bomb).unwrap()[0]), ["body: &b;"]);
    let named = |name: &str, source: &str| {
        formats::read(name, source.as_bytes(), &tagset::news()).unwrap_err().to_string()
    };
    assert!(named("a.rss", "A text.").contains("no element"));
    assert!(named("a.nitf", "<a></a>").contains("not nitf"));
}

#[test]
fn the_first_element_is_found() {
    for (text, expected) in [
        ("<a>", Some("a")),
        ("<?xml version='1.0'?>\n<!-- <b> -->\n<x:a y='z'>", Some("a")),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", Some("a")),
        ("<!DOCTYPE a SYSTEM 'x'><a/>", Some("a")),
        ("a", None),
        ("<", None),
        ("<!DOCTYPE [", None),
    ] {
        assert_eq!(root(text), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_news_is_read_or_refused(inside in "(</?(item|title|p|description|entry|content|body|hl1|inlineXML|newsItem|contentSet|byline)>|[a-zé🙂&;<]{1,4}| ){0,30}") {
        for (before, after) in [("<rss><channel>", "</channel></rss>"), ("<nitf>", "</nitf>"), ("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>", "</newsMessage>")] {
            for read in read(&format!("{before}{inside}{after}")).unwrap_or_default() {
                proptest::prop_assert!(read.problems.iter().all(|it| it.check != "markup-zones"));
            }
        }
    }
}

fn shown_json(json: &serde_json::Value) -> Vec<String> {
    let reads = formats::read("a.json", json.to_string().as_bytes(), &tagset::news()).unwrap();
    assert_eq!(reads.len(), 1);
    shown(&reads[0])
}

#[test]
fn ninjs_of_every_version_is_read_with_its_parts() {
    let expected = [
        "headline: Leak closed",
        "byline: By Ann Carver",
        "dateline: Kellberg",
        "timestamp: 2024-05-06T10:00:00Z",
        "body: A pipe burst & leaked.",
        "subhead: What next",
        "body: See the list.",
    ];
    let body = "<p>A pipe burst &amp; leaked.</p><h2>What next</h2><p>See <a href='https://echo.example'>the list</a>.</p>";
    let one = serde_json::json!({"uri": "urn:mw:7", "type": "text", "headline": "Leak closed",
        "byline": "By Ann Carver", "located": "Kellberg", "versioncreated": "2024-05-06T10:00:00Z",
        "language": "en-GB", "pubstatus": "usable", "body_xhtml": body});
    assert_eq!(shown_json(&one), expected);
    let reads = formats::read("a.json", one.to_string().as_bytes(), &tagset::news()).unwrap();
    assert_eq!(reads[0].document.metadata().id, "urn:mw:7");
    assert_eq!(reads[0].document.markup().len(), 3, "two headings and a link");
    assert!(reads[0].document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
    let list = |key: &str, value: &str| serde_json::json!([{"role": "main", key: "text/html", "value": value}]);
    for (key, created) in [("contenttype", "versioncreated"), ("contentType", "versionCreated")] {
        let new = serde_json::json!({"uri": "urn:mw:7", "headlines": [{"value": "Leak closed"}],
            "by": "By Ann Carver", "located": "Kellberg", created: "2024-05-06T10:00:00Z", "bodies": list(key, body)});
        assert_eq!(shown_json(&new), expected);
    }
    // A plain body, and one of which nothing is said besides.
    let mut plain = one.clone();
    plain["body_text"] = "A pipe burst & leaked.\n\nWhat next".into();
    let found = shown_json(&plain);
    assert_eq!(found[4..], ["body: A pipe burst & leaked.", "body: What next"]);
    let alone = serde_json::json!({"uri": "urn:mw:7", "headline": "A pipe", "body_text": " A pipe burst\n"});
    let reads = formats::read("a.json", alone.to_string().as_bytes(), &tagset::news()).unwrap();
    assert_eq!(reads[0].document.text().as_str(), " A pipe burst\n");
    let two = serde_json::json!([one, plain]);
    let reads = formats::read("a.json", two.to_string().as_bytes(), &tagset::news()).unwrap();
    assert_eq!(reads.len(), 2);
}

#[test]
fn newsml_of_the_first_version_is_read() {
    let item = |content: &str| {
        format!(
            "<?xml version='1.0'?><!DOCTYPE NewsML SYSTEM 'NewsML_1.2.dtd' [<!ENTITY a 'b'>]>\
             <NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>kell7</NewsItemId>\
             <PublicIdentifier>urn:newsml:mw:kell7</PublicIdentifier></NewsIdentifier></Identification>\
             <NewsManagement><ThisRevisionCreated>20240506T100000Z</ThisRevisionCreated>\
             <Status FormalName='Canceled'/></NewsManagement><NewsComponent><NewsLines>\
             <HeadLine>Leak closed</HeadLine><ByLine>By Ann Carver</ByLine><DateLine>KELLBERG</DateLine>\
             <CopyrightLine>(c) Northern Wire</CopyrightLine><SlugLine>leak</SlugLine></NewsLines>\
             <DescriptiveMetadata><Language FormalName='en'/></DescriptiveMetadata>\
             <NewsComponent><ContentItem><MediaType FormalName='Text'/><DataContent>{content}\
             </DataContent></ContentItem></NewsComponent><NewsComponent><ContentItem>\
             <DataContent>A valve</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"
        )
    };
    let expected = [
        "headline: Leak closed",
        "byline: By Ann Carver",
        "dateline: KELLBERG",
        "timestamp: 20240506T100000Z",
        "body: A pipe burst.",
        "body: It leaked.",
        "caption: A valve",
        "furniture: (c) Northern Wire",
    ];
    for content in [
        "<p>A pipe burst.</p><p>It leaked.</p>",
        "<html><head><title>x</title></head><body><p>A pipe burst.</p><p>It leaked.</p></body></html>",
        "<![CDATA[<p>A pipe burst.</p><p>It leaked.</p>]]>",
        "A pipe burst.\n\nIt leaked.",
        "<nitf><body><body.content><p>A pipe burst.</p><p>It leaked.</p></body.content></body></nitf>",
    ] {
        let reads = read(&item(content)).unwrap();
        assert_eq!(shown(&reads[0]), expected, "{content}");
        assert_eq!(reads[0].document.metadata().id, "urn:newsml:mw:kell7");
        assert!(reads[0].problems.iter().any(|it| it.message.contains("Canceled")));
    }
    let none = read("<NewsML><NewsItem><NewsComponent/></NewsItem></NewsML>").unwrap_err();
    assert!(none.to_string().contains("no NewsItem"), "{none}");
}
