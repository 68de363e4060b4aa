//! What the project's pages say about files is true.

use factmark::formats::native::{self, Form};
use factmark::formats::tagset;

use crate::repo;

/// The first block of `page` with this fence word.
fn block<'a>(page: &'a str, fence: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n```{fence}\n"))?;
    Some(rest.split_once("\n```")?.0)
}

/// The paths that `page` links to, without those on the web and inside the page.
fn links(page: &str) -> Vec<&str> {
    let targets = page.split("](").skip(1).filter_map(|it| Some(it.split_once(')')?.0));
    targets.filter(|it| !it.contains(':') && !it.starts_with('#')).collect()
}

#[test]
fn links_lead_to_files() {
    let mut dead = Vec::new();
    for page in ["README.md"].into_iter().map(str::to_owned).chain(repo::files("docs", "md")) {
        let folder = page.rsplit_once('/').map_or(String::new(), |it| format!("{}/", it.0));
        for link in links(&repo::read(&page)) {
            if !repo::exists(&format!("{folder}{link}")) {
                dead.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "no such file:\n{}", dead.join("\n"));
}

#[test]
fn links_are_found() {
    let page = "[a](docs/A.md) ![b](b.png) [c](https://c.example) [d](#e)";
    assert_eq!(links(page), ["docs/A.md", "b.png"]);
}

#[test]
fn the_example_of_the_format_is_a_document() {
    let page = repo::read("docs/FORMAT.md");
    let example = block(&page, "json").unwrap();
    let read = native::read_json(example, &tagset::news()).unwrap();
    assert_eq!(read.problems, []);
    // What is written has all that was read: no key of the example is one that nobody knows.
    let written = native::write(&read.document, Form::Json);
    assert!(read.document.metadata().extra.is_empty(), "{written}");
    assert_eq!(read.document.annotation_count(), 2);
    assert_eq!(native::read_json(&written, &tagset::news()).unwrap().document, read.document);
}
