//! What goes with tags.

use super::*;

/// What a step takes, which is then done.
#[track_caller]
fn taken(
    it: &mut Document,
    action: impl Fn(&Document) -> Result<Transaction, EditError>,
) -> Vec<Dropped> {
    let found = dropped(it, &action(it).unwrap());
    apply(it, action);
    found
}

fn attribute(it: &mut Document, id: u32, key: &'static str, value: &str) {
    change(it, id, |it| drop(it.attributes.insert(Key::new(key), value.into())));
}

#[test]
fn what_goes_with_a_deleted_tag_is_named() {
    let mut it = document("{person|Bo} and Kell");
    let kell = place(&it, "Kell").into();
    apply(&mut it, |it| tag(it, &kell, &Key::new("place"), &kim()));
    assert_eq!(taken(&mut it.clone(), |it| delete(it, a(2), &kim())), []);
    attribute(&mut it, 2, "kind", "city");
    change(&mut it, 2, |it| it.note = Some("which one?".to_owned()));
    record(&mut it, "place", "Kell", &[2]);
    link(&mut it, "about", 1, 2);
    link(&mut it, "duplicates", 2, 1);
    let (name, words) = ("About".to_owned(), "Bo".to_owned());
    let found = taken(&mut it, |it| delete(it, a(2), &kim()));
    let wanted = [
        Dropped::Note,
        Dropped::Attribute("Kind".to_owned()),
        Dropped::Record("Kell".to_owned()),
        Dropped::LinkFrom { name, from: words.clone() },
        Dropped::Link { name: "Repeats".to_owned(), to: words },
    ];
    assert_eq!(found, wanted);
}

#[test]
fn the_parts_of_a_deleted_quote_are_told_by_their_links() {
    let mut it = document("“No,” Ann Roe said.");
    let words = ["“No,”", "Ann Roe"].map(|words| place(&it, words).into());
    apply(&mut it, |it| tag(it, &words[0], &Key::new("quote"), &kim()));
    apply(&mut it, |it| tag_part(it, a(1), &words[1], &Key::new("source"), &kim()));
    record(&mut it, "person", "Ann Roe", &[2]);
    let found = taken(&mut it, |it| delete(it, a(1), &kim()));
    let (name, to) = ("Said by".to_owned(), "Ann Roe".to_owned());
    assert_eq!(found, [Dropped::Link { name, to }]);
    assert_eq!(it.annotation_count(), 0);
}

#[test]
fn what_is_rejected_keeps_all_and_nothing_is_said() {
    let mut it = said();
    attribute(&mut it, 1, "kind", "direct");
    change(&mut it, 1, |it| it.note = Some("sure?".to_owned()));
    record(&mut it, "source", "Ann Roe", &[2]);
    assert_eq!(taken(&mut it, |it| delete(it, a(1), &kim())), []);
    assert!(it.annotation(a(1)).unwrap().note.is_some());
}

#[test]
fn a_merge_tells_what_only_one_can_have() {
    let mut it = document("{place|New} {place|Kell} by {person|Bo}");
    change(&mut it, 2, |it| it.note = Some("where?".to_owned()));
    attribute(&mut it, 2, "kind", "city");
    record(&mut it, "place", "Kell", &[2]);
    link(&mut it, "about", 2, 3);
    link(&mut it, "same_as", 1, 2);
    let mut other = it.clone();
    assert_eq!(taken(&mut it, |it| merge(it, a(1), a(2), &kim())), [], "all goes over");
    attribute(&mut other, 1, "kind", "region");
    record(&mut other, "place", "New", &[1]);
    let found = taken(&mut other, |it| merge(it, a(1), a(2), &kim()));
    let wanted = [Dropped::Attribute("Kind".to_owned()), Dropped::Record("Kell".to_owned())];
    assert_eq!(found, wanted);
}

#[test]
fn a_split_takes_nothing() {
    let mut it = said();
    change(&mut it, 2, |it| it.note = Some("who?".to_owned()));
    let at = place(&it, "Roe").start();
    assert_eq!(taken(&mut it, |it| split(it, a(2), at, &kim())), []);
}

#[test]
fn a_relabelled_tag_tells_what_the_label_cannot_have() {
    let mut it = said();
    attribute(&mut it, 1, "source_form", "name");
    let found = taken(&mut it, |it| relabel(it, a(1), &Key::new("not_quote"), &kim()));
    let link = |name: &str, to: &str| Dropped::Link { name: name.to_owned(), to: to.to_owned() };
    let form = Dropped::Attribute("Form of the source".to_owned());
    assert_eq!(found, [form, link("Said by", "Ann Roe"), link("Cue", "said")]);
}
