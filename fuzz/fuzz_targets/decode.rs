//! Any bytes are a text or an error.
#![no_main]

use factmark::formats::{self, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _read = formats::read("article.txt", bytes, &tagset::news());
});
