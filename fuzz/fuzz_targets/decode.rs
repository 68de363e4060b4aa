//! Any bytes are a text or an error: as plain text, Markdown, or whatever they look like.
#![no_main]

use factmark::formats::{self, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = if choice % 2 == 0 { "article.txt" } else { "article.md" };
    if let Ok(read) = formats::read(name, bytes, &tagset::news()) {
        assert!(read.iter().flat_map(|it| &it.problems).all(|it| it.check != "markup-zones"));
        factmark_fuzz::assert_read(&read);
    }
});
