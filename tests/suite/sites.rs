//! Articles of one site, tagged together: what their pages carry around them is furniture.

#![expect(clippy::disallowed_methods, reason = "a test of files makes some")]

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{err, factmark};

const PROMO: &str = "<h3>Stand by the Courier</h3>\
    <p>From two crowns a month you keep our reporters on the road.</p>";
const LETTER: &str = "<p>The morning letter, in your post before eight</p>";
/// Said in two articles, in one of them inside of a longer paragraph.
const SAID: &str = "The town has burst pipes every winter since the works were sold.";

/// A page of an invented site.
fn page(name: &str, paragraphs: &[String]) -> String {
    let all = format!("<p>{}</p>", paragraphs.join("</p><p>"));
    format!(
        "<html><head><title>{name}</title>\
         <meta property='og:url' content='https://www.courier.example/{name}'></head>\
         <body><article><h1>{name}</h1><p>By Ada Moor</p>{PROMO}{all}{LETTER}\
         <p>The council meets again on Friday to speak of {name}.</p></article></body></html>"
    )
}

const WATER: [&str; 3] = [
    "The main under Canal Street broke on Monday morning, and cellars from the chapel to the tram \
     stop stood full until the fitters had found the right valve.",
    "Nobody drank of it, the mayor told the committee; the works gave out bottles at the school \
     and took samples from eleven kitchens, all of them clean.",
    "A new pipe of plastic has been lying in the yard since May, but the trench for it crosses \
     land of the railway, which wants to see a drawing first.",
];

const FIRE: [&str; 3] = [
    "Flames went through the roof of the old rope house late on Saturday, and sparks blew across \
     the harbour as far as the sheds where the lifeboat is kept.",
    "Two watchmen ran out through the loading door with the company dog; one of them burned a \
     hand, and was back at home before the engines left.",
    "What is left of the walls leans towards the quay, so divers will look at the footings when \
     the tide allows, and boats keep to the other side.",
];

fn site(folder: &Path) {
    let mut water = WATER.map(str::to_owned).to_vec();
    water.push(SAID.to_owned());
    let mut fire = FIRE.map(str::to_owned).to_vec();
    fire.push(format!("{SAID} The brigade pumped for nine hours."));
    let mut draft = water.clone();
    draft.push("It was opened again at noon.".to_owned());
    for (name, paragraphs) in [("water", &water), ("fire", &fire), ("water-2", &draft)] {
        fs::write(folder.join(format!("{name}.html")), page(name, paragraphs)).unwrap();
    }
}

#[track_caller]
fn tag(folder: &Path, files: &[&str], to: &str) -> Vec<Value> {
    let args = [&["tag", "--to", "json", "-o", to], files].concat();
    let output = factmark(folder, &args, "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let name = |it: &&str| {
        let name = Path::new(it).with_extension("factmark.json");
        let content = fs::read_to_string(folder.join(to).join(name)).unwrap();
        serde_json::from_str(&content).unwrap()
    };
    files.iter().map(name).collect()
}

/// The lines of a document that are furniture.
fn furniture(document: &Value) -> Vec<String> {
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let zones = document["zones"].as_array().unwrap().iter();
    let place = |it: &Value| usize::try_from(it.as_u64().unwrap()).unwrap();
    zones
        .filter(|it| it["kind"] == "furniture")
        .map(|it| text[place(&it["span"][0])..place(&it["span"][1])].iter().collect())
        .collect()
}

#[test]
fn what_pages_of_a_site_have_in_common_is_furniture() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let names = ["fire.html", "water.html", "water-2.html"];
    let together = tag(folder.path(), &names, "together/");
    let wanted = [
        "Stand by the Courier",
        "From two crowns a month you keep our reporters on the road.",
        "The morning letter, in your post before eight",
    ];
    for document in &together {
        assert_eq!(furniture(document), wanted);
    }
    // Two drafts have all in common, and nothing of that is furniture.
    for document in tag(folder.path(), &names[1..], "drafts/") {
        assert_eq!(furniture(&document), [""; 0]);
    }
    // The text is the same whatever is beside it, and the order makes no difference.
    for (name, document) in names.iter().zip(&together) {
        let alone = tag(folder.path(), &[name], "alone/").remove(0);
        assert_eq!((furniture(&alone), &alone["text"]), (Vec::new(), &document["text"]));
    }
    let back = tag(folder.path(), &["water-2.html", "water.html", "fire.html"], "back/");
    assert!(back.iter().rev().eq(&together));
    // As a folder, they are the same again; so they are when they are tagged once more, alone.
    for name in names {
        let name = Path::new("together").join(name).with_extension("factmark.json");
        let before = fs::read(folder.path().join(&name)).unwrap();
        let again = factmark(folder.path(), &["tag", &name.to_string_lossy()], "");
        assert_eq!(again.status.code(), Some(0), "{}", err(&again));
        assert!(fs::read(folder.path().join(&name)).unwrap() == before, "{name:?}");
    }
    let other = tempfile::tempdir().unwrap();
    site(other.path());
    let output = factmark(other.path(), &["tag", "--to", "json", "."], "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    for name in names {
        let name = Path::new(name).with_extension("factmark.json");
        let all = fs::read(folder.path().join("together").join(&name)).unwrap();
        assert!(fs::read(other.path().join(&name)).unwrap() == all, "{name:?}");
    }
}

#[test]
fn a_folder_without_articles_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = factmark(folder.path(), &["tag", "."], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("holds no articles"), "{}", err(&output));
}
