//! A proof sheet for print: the article with numbered tags, and a note for each number.
//!
//! One HTML file that needs nothing else, opens in browsers and word processors, and can be read in
//! black and white: lanes differ by their lines, not by colour alone. Everything from the document
//! is escaped; no script, no link, nothing that is loaded. Only out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Exporter, Frame, Holds, Options, Written, losses};
use crate::annotation::{Annotation, AnnotationId, Document, Lane, Review, Tier, Zone, ZoneKind};
use crate::formats::native::{names, time};
use crate::text::Span;

/// The exporter.
pub(in crate::formats) struct Proof;

const HEAD: &str = "<!DOCTYPE html>
<html>
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<title>Proof sheet</title>
<style>
@page { margin: 2cm }
body { font: 12pt/1.6 Georgia, 'Noto Serif', serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
h1, h2, table { font-family: 'Segoe UI', 'Noto Sans', sans-serif }
h1 { font-size: 15pt; margin: 2em 0 0 } h2 { font-size: 12pt; margin: 1.5em 0 .5em }
p { margin: 0 0 .6em; white-space: pre-wrap } p.headline { font-size: 17pt; font-weight: bold; line-height: 1.3; margin-top: .5em }
p.small { font-size: 9.5pt; color: #555 }
p.furniture { font-size: 8.5pt; color: #666; margin: 0 }
.entities { border-bottom: 1px dotted #1b5e9e; background: #eef4fa }
.quotes { border-bottom: 1px solid #2c6e31 }
.claims { border-bottom: 3px double #9a5a00 }
.flags { border-bottom: 1px dashed #a3262a }
.rejected { text-decoration: line-through }
sup { font: 7.5pt 'Segoe UI', 'Noto Sans', sans-serif; color: #333; padding-left: 1px }
table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.35 }
th, td { text-align: start; vertical-align: top; padding: .25em .5em; border-top: 1px solid #bbb }
tr { break-inside: avoid } td.words { width: 38% } section { break-after: page }
</style>
</head>
<body>
";

const TAIL: &str = "</body>\n</html>\n";

impl Exporter for Proof {
    fn key(&self) -> &'static str {
        "proof"
    }

    fn about(&self) -> &'static str {
        "a sheet for print: the article with numbered tags, and a note for each"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["proof.html"]
    }

    fn many(&self) -> bool {
        true
    }

    fn frame(&self) -> Frame {
        Frame { head: HEAD, between: "", tail: TAIL }
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        let holds = Holds {
            attributes: true,
            notes: true,
            records: true,
            details: true,
            review: true,
            trust: true,
            origin: true,
            pieces: true,
            relations: true,
            zones: true,
            ..Holds::TAGS
        };
        Written::one(Sheet::new(document).section(), losses(document, &holds))
    }
}

struct Sheet<'a> {
    document: &'a Document,
    /// The tags' numbers, in document order.
    numbers: BTreeMap<AnnotationId, usize>,
}

impl<'a> Sheet<'a> {
    fn new(document: &'a Document) -> Self {
        let numbers = document.annotations().map(|it| it.id).zip(1..).collect();
        Self { document, numbers }
    }

    fn section(&self) -> String {
        let document = self.document;
        let metadata = document.metadata();
        let name = match &metadata.source {
            Some(source) if metadata.id.is_empty() => &source.name,
            _ => &metadata.id,
        };
        let mut out = String::from("<section>\n");
        let count = self.numbers.len();
        let decided = document.annotations().filter(|it| !it.is_open()).count();
        let name = if name.is_empty() { "Article" } else { name };
        let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", escaped(name));
        let _ = writeln!(out, "<p class=\"small\">{count} tags, {decided} of them decided</p>");
        self.text(&mut out);
        self.notes(&mut out);
        self.records(&mut out);
        out.push_str("</section>\n");
        out
    }

    /// The article, a paragraph for each line.
    fn text(&self, out: &mut String) {
        let text = self.document.text();
        let mut at = 0;
        for line in text.as_str().split_inclusive('\n') {
            let (start, end) = (at, at + line.trim_end_matches(['\n', '\r']).len());
            at += line.len();
            let Ok(span) = text.span(start..end) else { continue };
            let zone = text.trim(span).and_then(|it| self.document.zone_at(it.start()));
            let (class, lang) = zone.map_or(("", None), class);
            let _ = write!(out, "<p dir=\"auto\"");
            if !class.is_empty() {
                let _ = write!(out, " class=\"{class}\"");
            }
            if let Some(lang) = lang {
                let _ = write!(out, " lang=\"{}\"", escaped(lang));
            }
            out.push('>');
            self.line(out, span);
            out.push_str("</p>\n");
        }
    }

    /// A line, cut wherever a tag begins or ends.
    fn line(&self, out: &mut String, line: Span) {
        let text = self.document.text();
        let here: Vec<(usize, &Annotation, Span)> = self
            .document
            .overlapping(line)
            .flat_map(|tag| {
                let number = self.numbers.get(&tag.id).copied().unwrap_or_default();
                tag.spans.iter().map(move |span| (number, tag, span))
            })
            .filter(|it| it.2.overlaps(line))
            .collect();
        let mut edges = vec![line.start(), line.end()];
        for (_, _, span) in &here {
            edges.extend(
                [span.start(), span.end()]
                    .iter()
                    .filter(|it| (line.start()..line.end()).contains(it)),
            );
        }
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            let [start, end] = pair else { continue };
            let Ok(piece) = text.span(*start..*end) else { continue };
            let over = here.iter().filter(|it| it.2.overlaps(piece));
            let classes = self.classes(over.map(|it| it.1));
            let words = escaped(text.slice(piece));
            if classes.is_empty() {
                out.push_str(&words);
            } else {
                let _ = write!(out, "<span class=\"{classes}\">{words}</span>");
            }
            let ends = here.iter().filter(|it| it.2.end() == *end);
            let numbers: Vec<_> = ends.map(|it| it.0.to_string()).collect();
            if !numbers.is_empty() {
                let _ = write!(out, "<sup>{}</sup>", numbers.join(" "));
            }
        }
    }

    fn classes<'t>(&self, tags: impl Iterator<Item = &'t Annotation>) -> String {
        let mut classes: Vec<&str> = Vec::new();
        for tag in tags {
            let lane = match self.document.tag_set().lane(tag.label.as_str()) {
                Lane::Entities => "entities",
                Lane::Quotes => "quotes",
                Lane::Claims => "claims",
                Lane::Flags => "flags",
            };
            classes.push(if tag.is_live() { lane } else { "rejected" });
        }
        classes.sort_unstable();
        classes.dedup();
        classes.join(" ")
    }

    fn notes(&self, out: &mut String) {
        if self.numbers.is_empty() {
            return;
        }
        out.push_str("<h2>Notes</h2>\n<table>\n<tr><th>No.</th><th>Tag</th><th>Words</th><th>Remarks</th></tr>\n");
        for (index, tag) in (1..).zip(self.document.annotations()) {
            let label = self.document.label(tag).map_or(tag.label.as_str(), |it| &it.name);
            let remarks = escaped(&self.remarks(tag).join(" · "));
            let why = tag.standing.why().map(|it| format!("<br>Why: {}", escaped(it)));
            let _ = writeln!(
                out,
                "<tr><td>{index}</td><td>{}</td><td class=\"words\" dir=\"auto\">{}</td><td>{remarks}{}</td></tr>",
                escaped(label),
                escaped(&self.document.excerpt(tag)),
                why.unwrap_or_default(),
            );
        }
        out.push_str("</table>\n");
    }

    fn remarks(&self, tag: &Annotation) -> Vec<String> {
        let standing = &tag.standing;
        let mut remarks = Vec::new();
        let mut decision = names::review(standing.review).to_owned();
        if let Some(signed) = &standing.signed {
            let at = signed.at.and_then(time::to_text).map(|it| format!(", {it}"));
            // A text takes everything.
            let _ = write!(decision, " by {}{}", signed.by, at.unwrap_or_default());
        }
        if standing.review == Review::Proposed {
            decision += match standing.tier {
                Tier::Sure => " (sure)",
                Tier::Likely => " (likely)",
                Tier::Unsure => " (unsure)",
            };
        }
        remarks.push(decision);
        remarks.extend(tag.note.as_ref().map(|it| format!("Note: {it}")));
        let label = self.document.label(tag);
        for (key, value) in &tag.attributes {
            let spec = label.and_then(|it| it.attribute(key.as_str()));
            let name = spec.map_or(key.as_str(), |it| &it.name);
            remarks.push(format!("{name}: {}", value.to_string().replace('_', " ")));
        }
        if let Some(record) = tag.record.and_then(|it| self.document.record(it)) {
            remarks.push(format!("is {}", record.name));
        }
        for link in self.document.relations_of(tag.id).filter(|it| it.from == tag.id) {
            let spec = self.document.tag_set().relation(link.kind.as_str());
            let name = spec.map_or(link.kind.as_str(), |it| &it.name);
            let to = self.numbers.get(&link.to).copied().unwrap_or_default();
            remarks.push(format!("{name}: no. {to}"));
        }
        remarks
    }

    fn records(&self, out: &mut String) {
        if self.document.records().next().is_none() {
            return;
        }
        out.push_str("<h2>Who and what</h2>\n<table>\n<tr><th>Name</th><th>Kind</th><th>Also</th><th>Roles</th><th>Entry</th></tr>\n");
        for record in self.document.records() {
            let label = self.document.tag_set().label(record.label.as_str());
            let kind = label.map_or(record.label.as_str(), |it| &it.name);
            let link = record.link.as_deref().unwrap_or_default();
            let cells =
                [&record.name, kind, &record.aliases.join("; "), &record.roles.join("; "), link];
            let cells = cells.map(|it| format!("<td dir=\"auto\">{}</td>", escaped(it)));
            let _ = writeln!(out, "<tr>{}</tr>", cells.concat());
        }
        out.push_str("</table>\n");
    }
}

fn class(zone: &Zone) -> (&'static str, Option<&str>) {
    let class = match zone.kind {
        ZoneKind::Headline => "headline",
        ZoneKind::Furniture => "furniture",
        ZoneKind::Byline
        | ZoneKind::Timestamp
        | ZoneKind::Caption
        | ZoneKind::Credit
        | ZoneKind::Kicker => "small",
        _ => "",
    };
    (class, zone.lang.as_deref())
}

/// Text for HTML, in elements and attributes. Characters that HTML forbids are shown as replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{exchange, line, tagset};

    #[test]
    fn everything_is_escaped_and_every_tag_has_a_number() {
        let bad = "<script>alert(1)</script>\"' &";
        let end = bad.chars().count();
        let source = serde_json::json!({
            "factmark": 1, "id": bad, "text": bad,
            "zones": [{ "kind": "body", "lang": bad, "span": [0, end] }],
            "annotations": [
                { "id": "a1", "label": bad, "spans": [[0, 4], [6, end]], "note": bad, "record": "r1",
                  "attributes": { bad: bad }, "review": "rejected", "signed": { "by": bad },
                  "origin": { "tagger": bad, "rule": bad, "why": bad } },
                { "id": "a2", "label": "person", "spans": [[2, 9]], "review": "accepted" }],
            "relations": [{ "id": "x1", "kind": bad, "from": "a1", "to": "a2" }],
            "records": [{ "id": "r1", "label": bad, "name": bad, "aliases": [bad], "roles": [bad], "link": bad }],
        });
        let document = line::read(&source.to_string(), &tagset::news()).unwrap().document;
        let written = Proof.write(&document, &Options::default());
        let (name, sheet) = exchange::files(&Proof, written.parts, "d").unwrap().remove(0);
        assert_eq!(name, "d.proof.html");
        let sheet = String::from_utf8(sheet).unwrap();
        assert!(!sheet.contains("<script") && !sheet.contains("\"'"), "{sheet}");
        assert!(sheet.contains("&lt;script&gt;"), "{sheet}");
        let page = dom_query::Document::from(sheet.as_str());
        assert_eq!(page.select("script, a, img, link, iframe").length(), 0);
        let shown: String =
            page.select("p[lang] > *:not(sup)").iter().map(|it| it.text().to_string()).collect();
        assert_eq!(shown, bad, "{sheet}");
        let numbers: Vec<_> = page.select("sup").iter().map(|it| it.text().to_string()).collect();
        assert_eq!(numbers, ["1", "2", "1"]);
        assert_eq!(page.select("section table").first().select("tr").length(), 3);
    }

    #[test]
    fn a_line_is_cut_where_tags_begin_and_end() {
        let source = r#"{"factmark": 1, "text": "Ann Roe of Leeds\nleft.", "annotations": [
            {"id": "a1", "label": "person", "spans": [[0, 7]]},
            {"id": "a2", "label": "source", "spans": [[0, 16]]},
            {"id": "a3", "label": "claim", "spans": [[11, 21]]}]}"#;
        let source: String = source.lines().map(str::trim).collect();
        let document = line::read(&source, &tagset::news()).unwrap().document;
        let sheet = Sheet::new(&document).section();
        let line = "<span class=\"entities quotes\">Ann Roe</span><sup>2</sup>\
            <span class=\"quotes\"> of </span><span class=\"claims quotes\">Leeds</span><sup>1</sup>";
        assert!(sheet.contains(line), "{sheet}");
        assert!(sheet.contains("<span class=\"claims\">left</span><sup>3</sup>."), "{sheet}");
    }
}
