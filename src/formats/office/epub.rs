//! E-books (`.epub`, EPUB 2 and 3): the chapters in reading order, as one document.
//!
//! A book is one work: what a chapter says of somebody, another takes up. So it is one document and
//! its chapters stand in it under their headings.
//!
//! Not here: pictures, sounds, scripts, fixed pages; books that are locked (DRM).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::{
    Archive, Element, Furniture, Importer, Input, Mark, Page, Read, ReadError, TagSet, Xml,
    attribute, child, is_package, markup, part, typed_part,
};
use crate::annotation::check::{Place, Problem, Severity};
use crate::formats::html;

/// The importer of e-books.
pub(in crate::formats) struct Epub;

/// What a file is, in messages.
const FORMAT: &str = "EPUB book";

const MEDIA_TYPE: &str = "application/epub+zip";

const CONTAINER: &str = "META-INF/container.xml";

impl Importer for Epub {
    fn key(&self) -> &'static str {
        "epub"
    }

    fn about(&self) -> &'static str {
        "e-books (EPUB), their chapters in reading order"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        is_package(input, self.extensions(), |archive| {
            archive.text("mimetype").ok().flatten().is_some_and(|it| it.trim() == MEDIA_TYPE)
                || archive.has(CONTAINER)
        })
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let mut archive = Archive::open(input.bytes(), FORMAT)?;
        let book = Book::read(&mut archive)?;
        let mut page = Page { title: book.title.clone(), ..Page::default() };
        let mut problems = Vec::new();
        for chapter in &book.chapters {
            if let Some(part) = book.page(&mut archive, chapter)? {
                page.add(part);
            } else {
                let shown: String = chapter.name.chars().take(80).collect();
                let message = format!("the book names {shown}, which is not in the file");
                let problem =
                    Problem::new("missing-part", Severity::Warning, Place::Whole, message);
                problems.push(problem.hint("get the whole file again if a chapter is missing"));
            }
        }
        page.web = false;
        let mut read = markup::document(&page, input, MEDIA_TYPE, tag_set);
        read.problems.extend(problems);
        Ok(vec![read])
    }
}

/// What the package file of a book says.
struct Book {
    title: String,
    lang: Option<String>,
    /// In reading order.
    chapters: Vec<Chapter>,
}

struct Chapter {
    /// Of the part.
    name: String,
    /// It is the table of contents.
    nav: bool,
}

impl Book {
    fn read(archive: &mut Archive<'_>) -> Result<Self, ReadError> {
        let container = typed_part(archive, CONTAINER)?.ok_or_else(|| archive.lacks(CONTAINER))?;
        let mut roots = container.named("rootfiles").flat_map(|it| it.named("rootfile"));
        let root = roots.find_map(|it| attribute(it, "full-path"));
        let root = root.ok_or_else(|| archive.lacks("with the book's contents"))?.to_owned();
        let package = typed_part(archive, &root)?.ok_or_else(|| archive.lacks(&root))?;
        let folder = root.rsplit_once('/').map_or("", |it| it.0);
        let metadata = child(&package, "metadata");
        let of = |name| metadata.and_then(|it| child(it, name)).map(Xml::text);
        let book = Self {
            title: of("title").unwrap_or_default().trim().to_owned(),
            lang: of("language").as_deref().and_then(markup::language),
            chapters: chapters(&package, folder),
        };
        if book.chapters.is_empty() {
            let message =
                format!("{root} names no chapters; it may be a book of pictures or sounds");
            return Err(ReadError::Package { format: FORMAT, message });
        }
        let locked = locked(archive)?;
        if book.chapters.iter().any(|it| locked.contains(&it.name)) {
            let message = "it is locked against copying (DRM); get the book without".to_owned();
            return Err(ReadError::Package { format: FORMAT, message });
        }
        Ok(book)
    }

    /// What a chapter says; `None` if it is not in the file.
    fn page(
        &self,
        archive: &mut Archive<'_>,
        chapter: &Chapter,
    ) -> Result<Option<Page>, ReadError> {
        let Some(source) = archive.text(&chapter.name)? else { return Ok(None) };
        let mut element = Element::new("section");
        element.lang.clone_from(&self.lang);
        if chapter.nav {
            element.told = Some(Mark::Furniture(Furniture::Nav, "element"));
        }
        let mut page = Page::default();
        page.open(element);
        page.add(html::part(&opened(&source)));
        page.close();
        Ok(Some(page))
    }
}

fn chapters(package: &Xml, folder: &str) -> Vec<Chapter> {
    let items = package.named("manifest").flat_map(|it| it.named("item"));
    let items: BTreeMap<&str, &Xml> = items.filter_map(|it| Some((it.get("id")?, it))).collect();
    let order = package.named("spine").flat_map(|it| it.named("itemref"));
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for id in order.filter_map(|it| it.get("idref")) {
        let Some(item) = items.get(id).filter(|_| seen.insert(id)) else { continue };
        let (Some(href), kind) = (item.get("href"), item.get("media-type")) else { continue };
        if kind.is_some_and(|it| it.contains("html") || it.contains("dtbook")) {
            let nav = item.get("properties").unwrap_or_default();
            let nav = nav.split_ascii_whitespace().any(|it| it == "nav");
            chapters.push(Chapter { name: joined(folder, href), nav });
        }
    }
    chapters
}

/// The parts that are locked. Fonts often are, which does no harm.
fn locked(archive: &mut Archive<'_>) -> Result<Vec<String>, ReadError> {
    let Some(root) = part(archive, "META-INF/encryption.xml")? else { return Ok(Vec::new()) };
    let data = root.named("EncryptedData").flat_map(|it| it.named("CipherData"));
    let names = data.flat_map(|it| it.named("CipherReference")).filter_map(|it| it.get("URI"));
    Ok(names.map(|it| joined("", it)).collect())
}

/// The name of the part that `href` leads to from `folder`.
fn joined(folder: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    let all = folder.split('/').map(str::to_owned).chain(href.split('/').map(unescaped));
    for name in all {
        match name.as_str() {
            "" | "." => {}
            ".." => drop(names.pop()),
            _ => names.push(name),
        }
    }
    names.join("/")
}

/// `a b` of `a%20b`.
fn unescaped(name: &str) -> String {
    let mut found = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|it| std::str::from_utf8(it).ok());
        let code = code.and_then(|it| u8::from_str_radix(it, 16).ok());
        found.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&found).into_owned()
}

/// XHTML as HTML: there `<title/>` would begin a title that swallows the chapter.
fn opened(source: &str) -> String {
    const EMPTY: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    static CLOSED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"<([A-Za-z][A-Za-z0-9:._-]*)(\s[^<>]*)?/>").ok());
    let Some(closed) = CLOSED.as_ref() else { return source.to_owned() };
    let opened = closed.replace_all(source, |found: &regex::Captures<'_>| {
        let part = |at| found.get(at).map_or("", |it| it.as_str());
        if EMPTY.contains(&part(1).to_ascii_lowercase().as_str()) {
            part(0).to_owned()
        } else {
            format!("<{name}{rest}></{name}>", name = part(1), rest = part(2))
        }
    });
    opened.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::archive::samples::zip;
    use crate::formats::tagset;

    const CONTAINER_XML: &str = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/>\
                                 </rootfiles></container>";
    const OPF: &str = "<package xmlns:dc='urn:dc'><metadata><dc:title>The Leak</dc:title>\
        <dc:language>en-GB</dc:language></metadata><manifest>\
        <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
        <item id='b' href='text/two%20b.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='text/one.xhtml' media-type='application/xhtml+xml'/>\
        <item id='g' href='gone.xhtml' media-type='application/xhtml+xml'/>\
        <item id='c' href='cover.jpg' media-type='image/jpeg'/></manifest>\
        <spine><itemref idref='c'/><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/>\
        <itemref idref='a'/><itemref idref='g'/></spine></package>";

    fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
        book_of(OPF, more)
    }

    fn book_of(opf: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("mimetype", MEDIA_TYPE.as_bytes()),
            (CONTAINER, CONTAINER_XML.as_bytes()),
            ("OEBPS/book.opf", opf.as_bytes()),
            ("OEBPS/nav.xhtml", b"<html><body><nav><ol><li><a href='one'>One</a></li></ol></nav></body></html>"),
            ("OEBPS/text/one.xhtml", b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><head><title/><script src='x'/></head>\
              <body><h1>One</h1><p>It rained.<a id='x'/> All day.</p>\
              <aside epub:type='footnote'><p>A note.</p></aside></body></html>"),
            ("OEBPS/text/two b.xhtml", b"<html><body><h1>Two</h1><p>See <a href='https://echo.example'>this</a>.</p></body></html>"),
        ];
        parts.extend(more);
        zip(&parts)
    }

    fn import(bytes: &[u8]) -> Result<Read, ReadError> {
        let input = Input::binary("book.epub", bytes);
        assert!(Epub.recognises(&input));
        Epub.import(&input, &tagset::news()).map(|mut it| it.remove(0))
    }

    #[test]
    fn a_book_is_read_in_its_order() {
        let read = import(&book(&[])).unwrap();
        let document = &read.document;
        assert_eq!(
            document.text().as_str(),
            "One\n\nOne\n\nIt rained. All day.\n\nA note.\n\nTwo\n\nSee this."
        );
        let kinds: Vec<_> = document.zones().iter().map(|it| it.kind.key()).collect();
        assert_eq!(kinds, ["furniture", "headline", "body", "body", "subhead", "body"]);
        assert!(document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
        assert_eq!(document.markup().len(), 4);
        assert_eq!(read.problems.len(), 1);
        assert!(read.problems[0].message.contains("OEBPS/gone.xhtml"), "{:?}", read.problems);
    }

    #[test]
    fn the_document_type_of_an_old_book_is_passed_over() {
        let old = OPF.replace(
            "<package",
            "<?xml version='1.0'?><!DOCTYPE package PUBLIC '+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN' \
             'http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd' [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>]>\
             <package",
        );
        let old = old.replace("The Leak", "The &b; Leak");
        let read = import(&book_of(&old, &[])).unwrap();
        assert!(read.document.text().as_str().starts_with("One\n\nOne\n\nIt rained."));
        assert!(!read.document.text().as_str().contains("lol"));
    }

    #[test]
    fn a_locked_or_empty_book_is_refused() {
        let locked: &[u8] = b"<encryption><EncryptedData><CipherData>\
            <CipherReference URI='OEBPS/text/one.xhtml'/></CipherData></EncryptedData></encryption>";
        let why = import(&book(&[("META-INF/encryption.xml", locked)])).unwrap_err().to_string();
        assert!(why.contains("DRM"), "{why}");
        let font: &[u8] = b"<encryption><EncryptedData><CipherData>\
            <CipherReference URI='OEBPS/font.otf'/></CipherData></EncryptedData></encryption>";
        assert!(import(&book(&[("META-INF/encryption.xml", font)])).is_ok());
        let empty =
            zip(&[(CONTAINER, CONTAINER_XML.as_bytes()), ("OEBPS/book.opf", b"<package/>")]);
        assert!(import(&empty).unwrap_err().to_string().contains("names no chapters"));
        let none = zip(&[(CONTAINER, CONTAINER_XML.as_bytes())]);
        assert!(import(&none).unwrap_err().to_string().contains("OEBPS/book.opf"));
    }
}
