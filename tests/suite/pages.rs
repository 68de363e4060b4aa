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

/// The rows of the tables of `page` whose headings begin with `first`, as cells.
fn rows<'a>(page: &'a str, first: &str) -> Vec<Vec<&'a str>> {
    let cells = |line: &'a str| line.trim_matches('|').split('|').map(str::trim).collect();
    let mut found = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        inside = line.starts_with('|') && (inside || line.starts_with(&format!("| {first} |")));
        if inside {
            found.push(cells(line));
        }
    }
    found
}

/// The words between backticks.
fn code(words: &str) -> impl Iterator<Item = &str> {
    words.split('`').skip(1).step_by(2)
}

/// Whether the sources have a module with this path, such as `ui::desk`.
fn is_module(path: &str) -> bool {
    let file = format!("src/{}", path.replace("::", "/"));
    repo::exists(&format!("{file}.rs")) || repo::exists(&format!("{file}/mod.rs"))
}

#[test]
fn modules_that_are_named_exist() {
    let page = repo::read("docs/ARCHITECTURE.md");
    let rows = rows(&page, "in");
    assert!(rows.len() > 6, "the table of modules was not found");
    let named = rows.iter().skip(2).flat_map(|row| {
        let folder = row[0].trim_matches('`');
        code(row[1]).map(move |it| format!("{folder}::{it}"))
    });
    let dead: Vec<String> = named.filter(|it| !is_module(it)).collect();
    assert!(dead.is_empty(), "no such modules: {dead:?}");
}

#[test]
fn tests_that_are_named_exist() {
    let pages = [("docs/ARCHITECTURE.md", "rule"), ("docs/RELIABILITY.md", "promise")];
    let pages = pages.map(|(page, first)| (repo::read(page), first));
    let sources = [repo::files("src", "rs"), repo::files("tests", "rs")].concat();
    let sources: String = sources.iter().map(|it| repo::read(it)).collect();
    let is_name = |it: &&str| it.contains('_') && !it.contains(['.', '/']);
    let rows = pages.iter().flat_map(|(page, first)| rows(page, first));
    let named: Vec<&str> = rows.flat_map(|it| code(it[2])).filter(is_name).collect();
    assert!(named.len() > 40, "{named:?}");
    let dead = named.iter().filter(|it| !sources.contains(&format!("fn {it}(")));
    assert_eq!(dead.collect::<Vec<_>>(), Vec::<&&str>::new(), "no such tests");
}

#[cfg(feature = "gui")]
#[test]
fn keys_that_are_named_do_something() {
    use factmark::ui::command::COMMANDS;
    let labels = tagset::news()
        .labels
        .iter()
        .filter_map(|it| it.shortcut)
        .map(String::from)
        .collect::<Vec<_>>();
    let known = |key: &&str| {
        let commands = COMMANDS.iter().flat_map(|it| it.keys);
        labels.iter().any(|it| it == key) || commands.map(ToString::to_string).any(|it| it == *key)
    };
    let page = repo::read("README.md");
    let rows = rows(&page, "keys");
    let named: Vec<&str> = rows.iter().flat_map(|it| code(it[0])).collect();
    assert!(named.len() > 30, "{named:?}");
    let dead: Vec<_> = named.iter().filter(|it| !known(it)).collect();
    assert!(dead.is_empty(), "no command or label has the keys {dead:?}");
}

#[test]
fn tables_are_read() {
    let page = "| a | b |\n|---|---|\n| `x` `y` | | z |\n\n| c | d |\n";
    assert_eq!(rows(page, "a")[2], ["`x` `y`", "", "z"]);
    assert_eq!((rows(page, "a").len(), rows(page, "c").len()), (3, 1));
    assert_eq!(code("`x` and `y`").collect::<Vec<_>>(), ["x", "y"]);
    assert!(is_module("text::span") && is_module("ui::article") && !is_module("text::nothing"));
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
