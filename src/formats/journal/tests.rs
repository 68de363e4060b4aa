use super::*;
use crate::annotation::{Edit, Key, Review, Signature, Spans, Timestamp, Value, actions};
use crate::formats::tagset;

fn by() -> Signature {
    Signature { by: "Kim".to_owned(), at: Some(Timestamp(1_000_000)) }
}

/// A document with one tag, and the step that made it.
fn tagged() -> (Document, Transaction) {
    let mut document = Document::new(Text::new("Zoë Roe spoke.\r\nRoe left."), tagset::news());
    let spans = Spans::from(document.text().span(0..8).unwrap());
    let step = actions::tag(&document, &spans, &Key::new("person"), &by()).unwrap();
    step.clone().apply(&mut document).unwrap();
    (document, step)
}

fn at_start(document: Document) -> Start {
    let saved =
        SavedAs { path: "/a/b.factmark.ron".into(), sha256: "00".to_owned(), len: 7, revision: 3 };
    Start {
        name: "b.factmark.ron".to_owned(),
        opened: Some("/a/b.txt".into()),
        saved_as: Some(saved),
        document,
        undo: Vec::new(),
        redo: Vec::new(),
        saved: Some(0),
        revision: 3,
    }
}

fn full() -> (Start, Vec<Entry>) {
    let (document, step) = tagged();
    let mut later = document.clone();
    let id = later.annotations().next().unwrap().id;
    let reject = actions::decide_many(&later, &[id], Review::Rejected, &by());
    let undo = reject.clone().apply(&mut later).unwrap();
    let start = Start { undo: vec![undo], redo: vec![step.clone()], ..at_start(later) };
    let saved = start.saved_as.clone().unwrap();
    let entries = vec![
        Entry::Undo,
        Entry::Step(step),
        Entry::Saving(saved.clone()),
        Entry::Saved(saved),
        Entry::Redo,
        Entry::Forget,
        Entry::Step(reject),
    ];
    (start, entries)
}

fn bytes() -> (Vec<u8>, Start, Vec<Entry>) {
    let (first, all) = full();
    let mut bytes = start(&first);
    bytes.extend(entries(first.document.text(), &all));
    (bytes, first, all)
}

#[test]
fn a_journal_is_read_as_it_was_written() {
    let (bytes, first, all) = bytes();
    let read = read(&bytes, &tagset::news()).unwrap();
    assert_eq!(read, Journal { start: first, entries: all, dropped: 0 });
}

#[test]
fn a_journal_that_is_cut_anywhere_gives_what_was_whole() {
    let (bytes, first, all) = bytes();
    let mut before = 0;
    for end in start(&first).len()..bytes.len() {
        let read = read(&bytes[..end], &tagset::news()).unwrap();
        assert_eq!(read.entries, all[..read.entries.len()]);
        assert!(read.entries.len() >= before);
        before = read.entries.len();
        assert_eq!(read.dropped == 0, bytes[..end].ends_with(b"\n"));
    }
    assert_eq!(before, all.len() - 1);
    for end in 0..start(&first).len() {
        assert!(read(&bytes[..end], &tagset::news()).is_err());
    }
}

#[test]
fn errors_say_what_to_do() {
    let why = |bytes: &[u8]| read(bytes, &tagset::news()).unwrap_err().to_string();
    assert!(why(b"something else").contains("throw it away"));
    assert!(why(b"factmark journal 2\nx").contains("newer version"));
    assert!(why(b"factmark journal 1\nx").contains("damaged"));
}

#[test]
fn what_the_tag_set_learned_stays() {
    let mut tags = tagset::news();
    let set = Arc::make_mut(&mut tags);
    set.import_label(&Key::new("ship"));
    set.import_attribute(&Key::new("ship"), &Key::new("flag"));
    set.import_attribute(&Key::new("quote"), &Key::new("kind"));
    set.relations[0].to.push(Key::new("ship"));
    let document = Document::new(Text::new("The Anna sank."), tags);
    let read = read(&start(&at_start(document.clone())), &tagset::news()).unwrap();
    assert_eq!(read.start.document, document);
}

#[test]
fn what_is_known_about_a_document_stays() {
    let (document, _) = tagged();
    let mut metadata = document.metadata().clone();
    metadata.status = crate::annotation::Status::Done(by());
    metadata.extra.insert("desk".to_owned(), Value::texts(["north"]));
    metadata.source = Some(crate::annotation::Source {
        name: "b.txt".to_owned(),
        sha256: None,
        media_type: Some("text/plain".to_owned()),
    });
    let edits = vec![Edit::SetMetadata(Box::new(metadata))];
    let entry = Entry::Step(Transaction::new("Finish", edits));
    let mut bytes = start(&at_start(document.clone()));
    bytes.extend(entries(document.text(), std::slice::from_ref(&entry)));
    assert_eq!(read(&bytes, &tagset::news()).unwrap().entries, [entry]);
}

#[test]
fn the_latest_steps_are_kept() {
    let (document, step) = tagged();
    let many: Vec<_> = (0..MOST_STEPS + 5)
        .map(|it| Transaction { name: it.to_string(), ..step.clone() })
        .collect();
    let kept = steps(document.text(), &Steps { undo: many, redo: Vec::new() });
    let read = read_steps(&kept, &document).unwrap();
    assert_eq!(read.undo.len(), MOST_STEPS);
    assert_eq!(read.undo[0].name, "5");
    assert_eq!(read_steps(&kept[..kept.len() - 1], &document), None);
}
