use super::*;
use crate::annotation::Key;
use crate::annotation::samples::{change, document, link};

/// Ours says that the words of a quote are a source, theirs says who said them: a source is said
/// by nobody, so that ours cannot take the place of theirs.
fn at_odds() -> (Document, Document, Document) {
    let base = document("{quote|“No,”} said {source|Ann Roe}.");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    change(&mut mine, 1, |it| it.label = Key::new("source"));
    link(&mut theirs, "said_by", 1, 2);
    (base, mine, theirs)
}

#[test]
fn what_does_not_fit_their_links_stands_beside_theirs() {
    let (base, mine, theirs) = at_odds();
    for choice in [Choice::Mine, Choice::Open] {
        let merged = merge(&base, &mine, &theirs, &Choices::all(choice)).unwrap();
        assert_eq!(merged.both, []);
        assert!(merged.left_out[0].contains("no link said_by"), "{:?}", merged.left_out);
        let mut result = theirs.clone();
        merged.transaction.apply(&mut result).unwrap();
        let tags: Vec<_> = result.annotations().map(|it| (it.id.0, it.label.as_str())).collect();
        assert_eq!(tags, [(1, "quote"), (3, "source"), (2, "source")]);
        assert_eq!(result.relations().count(), 1);
        let note = result.annotation(AnnotationId(3)).unwrap().note.clone().unwrap();
        assert!(note.starts_with("Merge conflict: first version: Source ““No,””"), "{note}");
    }
}

#[test]
fn where_nobody_chooses_a_link_that_does_not_fit_is_put_aside() {
    let (base, theirs, mine) = at_odds();
    let merged = merge(&base, &mine, &theirs, &Choices::all(Choice::Open)).unwrap();
    let mut result = theirs.clone();
    merged.transaction.apply(&mut result).unwrap();
    let aside = format!("{:?}", result.metadata().extra.get(ASIDE));
    assert!(aside.contains("the link “Said by” from"), "{aside}");
}
