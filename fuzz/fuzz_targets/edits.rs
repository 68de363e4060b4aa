//! Any edits in any order: the document stays whole, and undoing all of them gives the first one.
#![no_main]

use factmark::workspace::Workspace;
use factmark_fuzz::{Draw, act, assert_whole, document};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &str, Vec<Draw>)| {
    let (seed, content, draws) = input;
    let mut workspace = Workspace::new(document(content, seed));
    let first = workspace.document().clone();
    for draw in draws.into_iter().take(60) {
        act(&mut workspace, draw);
    }
    let last = workspace.document().clone();
    assert_whole(&last);
    while workspace.undo().is_some() {}
    assert!(*workspace.document() == first, "undo gives the start");
    while workspace.redo().is_some() {}
    assert!(*workspace.document() == last, "redo gives the end");
});
