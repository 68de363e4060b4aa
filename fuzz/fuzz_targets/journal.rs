//! A journal: nothing that stands in it makes the reader panic, and however it is damaged, what was
//! whole before the damage is read and leads to the state that it led to.
#![no_main]

use factmark::formats::journal::{self, Entry, Journal, SavedAs, Start};
use factmark::formats::tagset;
use factmark::workspace::{Change, Past, Workspace};
use factmark_fuzz::{Draw, act, assert_whole, document};
use libfuzzer_sys::{arbitrary::Unstructured, fuzz_target};
use sha2::{Digest, Sha256};

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    if choice % 2 == 0 { any_content(bytes) } else { damaged(bytes) }
});

/// Each line becomes an entry with a good checksum: the reader must tell what it makes of it.
fn any_content(lines: &[u8]) {
    let mut bytes = b"factmark journal 1\n".to_vec();
    for line in lines.split(|it| *it == b'\n') {
        let sum = Sha256::digest(line);
        let digits: String = sum.iter().take(8).map(|it| format!("{it:02x}")).collect();
        bytes.extend(format!("{:08x} {digits} ", line.len()).as_bytes());
        bytes.extend(line);
        bytes.push(b'\n');
    }
    match journal::read(&bytes, &tagset::news()) {
        Ok(read) => {
            assert_whole(&read.start.document);
            let mut workspace = begin(&read.start);
            for entry in &read.entries {
                let done = change(entry).map(|it| workspace.replay(it));
                if done.is_some_and(|it| it.is_err()) {
                    break;
                }
            }
            assert_whole(workspace.document());
        }
        Err(error) => assert!(!error.to_string().trim().is_empty()),
    }
}

/// Steps are done and written; then a byte is changed or the end cut off.
fn damaged(bytes: &[u8]) {
    let mut draws = Unstructured::new(bytes);
    let drawn = draws.arbitrary::<(u16, u32, u8, &str, Vec<Draw>)>();
    let Ok((seed, at, mask, content, draws)) = drawn else { return };
    let mut workspace = Workspace::new(document(content, seed));
    let start = start(&workspace);
    let text = workspace.document().text().clone();
    workspace.take_log();
    let mut bytes = journal::start(&start);
    let mut entries = Vec::new();
    let mut states = vec![(0, bytes.len(), workspace.document().clone())];
    for draw in draws.into_iter().take(40) {
        act(&mut workspace, draw);
        let new: Vec<Entry> = workspace.take_log().unwrap_or_default().into_iter().map(entry).collect();
        bytes.extend(journal::entries(&text, &new));
        entries.extend(new);
        states.push((entries.len(), bytes.len(), workspace.document().clone()));
    }
    let at = at as usize % bytes.len();
    match mask {
        0 => bytes.truncate(at),
        _ => bytes[at] ^= mask,
    }
    let read = match journal::read(&bytes, start.document.tag_set()) {
        Ok(read) => read,
        Err(_) => return assert!(at < states[0].1, "the start was whole"),
    };
    assert!(read.start == start, "the start is as it was written");
    assert!(entries.starts_with(&read.entries), "no entry is made up");
    let whole = states.iter().rev().find(|it| it.1 <= at).unwrap_or(&states[0]);
    assert!(read.entries.len() >= whole.0, "what was whole before the damage is read");
    replayed(&read, &states);
}

/// Replaying leads to each state that was written.
fn replayed(read: &Journal, states: &[(usize, usize, factmark::annotation::Document)]) {
    let mut workspace = begin(&read.start);
    for (done, entry) in read.entries.iter().enumerate() {
        if let Some(state) = states.iter().find(|it| it.0 == done) {
            assert!(*workspace.document() == state.2, "it replays to what was there");
        }
        if let Some(change) = change(entry) {
            workspace.replay(change).expect("what was done can be done again");
        }
    }
    assert_whole(workspace.document());
}

fn start(workspace: &Workspace) -> Start {
    Start {
        name: "a".to_owned(),
        opened: None,
        saved_as: None,
        document: workspace.document().clone(),
        undo: Vec::new(),
        redo: Vec::new(),
        saved: Some(0),
        revision: 0,
    }
}

fn begin(start: &Start) -> Workspace {
    let past = Past::new(start.undo.clone(), start.redo.clone(), start.saved);
    Workspace::resume(start.document.clone(), past, start.revision)
}

fn entry(change: Change) -> Entry {
    match change {
        Change::Step(it) => Entry::Step(it),
        Change::Undo => Entry::Undo,
        Change::Redo => Entry::Redo,
        Change::Forget => Entry::Forget,
        Change::Saved(revision) => Entry::Saved(SavedAs {
            path: "a.factmark.ron".into(),
            sha256: "00".to_owned(),
            len: 1,
            revision,
        }),
    }
}

fn change(entry: &Entry) -> Option<Change> {
    Some(match entry {
        Entry::Step(it) => Change::Step(it.clone()),
        Entry::Undo => Change::Undo,
        Entry::Redo => Change::Redo,
        Entry::Forget => Change::Forget,
        Entry::Saving(_) => return None,
        Entry::Saved(it) => Change::Saved(it.revision),
    })
}
