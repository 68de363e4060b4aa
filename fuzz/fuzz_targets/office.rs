//! Files of office programs: an error, or documents that are whole. Parts are given as they are, since
//! no chance change of a packed part unpacks.
#![no_main]

use factmark::formats::{self, tagset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the part that is random; rich text has none.
    let mut files = vec![("a.rtf", [b"{\\rtf1 ", bytes].concat()), ("a", bytes.to_vec())];
    if let Some((choice, rest)) = bytes.split_first() {
        files.push(("a.docx", [b"PK\x03\x04", rest].concat()));
        files.push(factmark_fuzz::package(*choice, rest));
    }
    for (name, file) in files {
        if let Ok(read) = formats::read(name, &file, &tagset::news()) {
            assert!(read.iter().flat_map(|it| &it.problems).all(|it| it.check != "markup-zones"));
            factmark_fuzz::assert_read(&read);
        }
    }
});
