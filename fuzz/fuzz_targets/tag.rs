//! Any text can be tagged: the proposals fit it, and a second run changes nothing.
#![no_main]

use factmark::annotation::Document;
use factmark::formats::tagset;
use factmark::tagger::{Cancel, Models, Run, tag_document};
use factmark::text::Text;
use libfuzzer_sys::fuzz_target;

// Rules are compiled, and weights read, when they are first used: that is no part of an input's time.
fuzz_target!(init: try_it("Ann Roe said: “Rents fell 12% in 2024.”"), |content: &str| {
    try_it(content);
});

fn try_it(content: &str) {
    let mut document = Document::new(Text::new(content), tagset::news());
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    let found = tag_document(&document, &run).expect("nobody cancels");
    found.transaction.apply(&mut document).expect("proposals fit");
    factmark_fuzz::assert_whole(&document);
    let again = tag_document(&document, &run).expect("nobody cancels");
    assert!(again.transaction.is_empty(), "a second run changes nothing");
}
