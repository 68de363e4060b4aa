//! What loads is written and loads again as the same document.
#![no_main]

use factmark::formats::{native, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    if let Ok(read) = native::read_json(source, &tagset::news()) {
        let saved = native::write(&read.document, native::Form::Json);
        let again =
            native::read_json(&saved, read.document.tag_set()).expect("what is saved loads");
        assert_eq!(again.document, read.document);
    }
});
