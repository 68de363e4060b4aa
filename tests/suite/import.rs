//! Articles in the formats that editors have them in.

use factmark::annotation::merge::{Choices, merge};
use factmark::annotation::{
    Document, Markup, Origin, Signature, ZoneKind, actions, anonymise, restore,
};
use factmark::formats::{self, native, tagset};
use factmark::tagger;

const PAGE: &str =
    "<!doctype html><html lang=en><body><article><h1>Leak found under the square</h1>
    <p>The council said on Monday that <a href='https://echo.example/leak'>the leak in the main</a>
    had been found and closed, and that nobody had drunk the water since the valve was shut.</p>
    <ul><li>One valve<li>Two pumps</ul></article>";

/// What is told of the text, in words.
fn told(document: &Document) -> Vec<String> {
    let text = document.text();
    let shown = |it: &Markup| format!("{:?}: {}", it.kind, text.slice(it.span));
    document.markup().iter().map(shown).collect()
}

#[test]
fn links_and_lists_outlive_all_work_on_a_document() {
    let mut read = formats::read("leak.html", PAGE.as_bytes(), &tagset::news()).unwrap();
    let mut document = read.remove(0).document;
    let expected = [
        "Heading(1): Leak found under the square",
        "Link(\"https://echo.example/leak\"): the leak in the main",
        "Item { level: 1, ordered: false }: One valve",
        "Item { level: 1, ordered: false }: Two pumps",
    ];
    assert_eq!(told(&document), expected);
    let base = document.clone();
    let cancel = tagger::Cancel::new();
    let models = tagger::Models::shipped();
    let run = tagger::Run { cancel: &cancel, progress: &|_| (), models };
    let tagged = tagger::tag_document(&document, &run).unwrap();
    tagged.transaction.apply(&mut document).unwrap();
    let by = Signature { by: "Kim".to_owned(), at: None };
    let words = document.markup().first().unwrap().span;
    let step = actions::rezone(&document, words, ZoneKind::Caption, &by).unwrap();
    step.apply(&mut document).unwrap();
    assert!(document.zones().iter().any(|it| matches!(it.standing.origin, Origin::Person(_))));
    assert_eq!(told(&document), expected);
    for form in native::Form::ALL {
        let saved = native::write(&document, form);
        let name = format!("leak.factmark.{}", form.key());
        let again = formats::read(&name, saved.as_bytes(), &tagset::news()).unwrap();
        assert_eq!(again.first().unwrap().document, document);
    }
    let mut merged = base.clone();
    let both = merge(&base, &document, &base, &Choices::default()).unwrap();
    both.transaction.apply(&mut merged).unwrap();
    assert_eq!(told(&merged), expected);
    let names = [("Kim".to_owned(), "editor 1".to_owned())].into();
    assert_eq!(told(&anonymise(&document, &names)), expected);
    restore(&document, &base).unwrap().apply(&mut document).unwrap();
    assert_eq!(told(&document), expected);
}
