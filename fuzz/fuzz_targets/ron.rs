//! A saved document in RON: refused in words, or whole and saved again as the same.
#![no_main]

use factmark::formats::{native, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    match native::read_ron(source, &tagset::news()) {
        Ok(read) => factmark_fuzz::assert_whole(&read.document),
        Err(error) => assert!(!error.to_string().trim().is_empty()),
    }
});
