//! The editor of `examples/actions`, on an invented sample.

#[path = "../../../examples/actions/editor.rs"]
mod editor;
#[path = "../../../examples/actions/wanted.rs"]
mod wanted;

use editor::{Editor, Way};
use factmark::annotation::Gold;
use factmark::formats::gold;
use wanted::Wanted;

fn texts() -> Vec<Gold> {
    crate::repo::read("tests/data/gold.jsonl").lines().map(|it| gold::read(it).unwrap()).collect()
}

fn actions(texts: &[Gold], way: Way) -> usize {
    let mut editor = Editor::new();
    for it in texts {
        editor.work(&it.text, &Wanted::new(it), way).unwrap();
    }
    assert_eq!(editor.counts().iter().map(|it| it.1).sum::<usize>(), editor.total());
    editor.total()
}

#[test]
fn proposals_are_brought_to_the_right_answers_with_fewer_actions_than_a_blank_document() {
    let texts = texts();
    let [blank, one_by_one, at_once] = Way::ALL.map(|way| actions(&texts, way));
    // By hand: two for each of 18 tags, two for the second piece of a quote; three names stand again.
    assert!((30..=38).contains(&blank), "{blank}");
    assert!(one_by_one < blank && at_once < blank, "{one_by_one} and {at_once} of {blank}");
}

#[test]
fn an_editor_who_leaves_something_out_is_seen() {
    let texts = texts();
    let wanted: Vec<_> = texts.iter().map(Wanted::new).collect();
    let mut more = Wanted::new(&texts[0]);
    // Parts that no script can reach: a source of a name.
    let (first, second) = (wanted[1].tags.first().unwrap(), wanted[0].tags.first().unwrap());
    more.parts.insert((first.clone(), second.clone()));
    let done = Editor::new().work(&texts[0].text, &more, Way::Blank);
    assert!(done.unwrap_err().to_string().contains("at the end"));
}
