//! What editors have that is no plain text or web page: an error, or documents that are whole.
#![no_main]

use factmark::formats::{self, tagset};
use libfuzzer_sys::fuzz_target;

const KEYS: [&str; 13] = [
    "srt", "vtt", "pdf", "mail", "mhtml", "nitf", "newsml-g2", "feed", "articles-json", "articles-csv",
    "newsml-1", "ninjs-item", "markdown",
];

fuzz_target!(|bytes: &[u8]| {
    // The last byte chooses, so that seeds are files as they are.
    let Some((choice, _)) = bytes.split_last() else { return };
    let key = KEYS[usize::from(*choice) % KEYS.len()];
    let importer = formats::IMPORTERS.iter().copied().find(|it| it.key() == key);
    let read = formats::read("article", bytes, &tagset::news());
    let input = formats::input("article", bytes, importer);
    let as_told = input.and_then(|it| importer.expect("a key").import(&it, &tagset::news()));
    for read in [read, as_told].into_iter().flatten() {
        assert!(read.iter().flat_map(|it| &it.problems).all(|it| it.check != "markup-zones"));
        factmark_fuzz::assert_read(&read);
    }
});
