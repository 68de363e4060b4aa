//! Any page has a text with a zone for all of it.
#![no_main]

use factmark::formats::{self, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &[u8]| {
    if let Ok(read) = formats::read("page.html", page, &tagset::news()) {
        assert!(read.iter().flat_map(|it| &it.problems).all(|it| it.check != "markup-zones"));
        factmark_fuzz::assert_read(&read);
    }
    if let Ok(copied) = std::str::from_utf8(page) {
        factmark_fuzz::assert_read(&[formats::pasted(copied, &tagset::news())]);
    }
});
