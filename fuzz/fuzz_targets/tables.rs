//! Tags of other programs, with their text or on one: an error, or tags that fit the text.
#![no_main]

use std::sync::Arc;

use factmark::annotation::Document;
use factmark::formats::{self, Input, Read, line, tagset};
use factmark::text::Text;
use libfuzzer_sys::fuzz_target;

const ARTICLE: &str = "Ann Roe said: “Rents fell 12% in 2024.”\r\nزوي 👩‍🚒 left.\n";

fuzz_target!(|source: &str| {
    let tags = tagset::news();
    if let Ok(read) = line::read(source, &tags) {
        factmark_fuzz::assert_read(&[read]);
    }
    let Ok(input) = Input::new("data", source.as_bytes()) else { return };
    for importer in formats::IMPORTERS {
        // Articles have targets of their own, and a binary file is no text.
        let article = ["ron", "json", "html", "markdown", "plain"].contains(&importer.key());
        if article || importer.is_binary() {
            continue;
        }
        if let Ok(read) = importer.import(&input, &tags) {
            factmark_fuzz::assert_read(&read);
        }
        let document = Document::new(Text::new(ARTICLE), Arc::clone(&tags));
        if let Ok(read) = importer.onto(&input, Read { document, problems: Vec::new() }) {
            factmark_fuzz::assert_read(&[read]);
        }
    }
});
