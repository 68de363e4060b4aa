//! Lines of JSON, and a table of tags on a text: an error, or tags that fit the text.
#![no_main]

use factmark::formats::{self, Input, csv, line, tagset};
use factmark::text::Text;
use libfuzzer_sys::fuzz_target;

const ARTICLE: &str = "Ann Roe said: “Rents fell 12% in 2024.”\r\nزوي 👩‍🚒 left.\n";

fuzz_target!(|source: &str| {
    let tags = tagset::news();
    if let Ok(read) = line::read(source, &tags) {
        factmark_fuzz::assert_read(&[read]);
    }
    if let Ok(read) = csv::read(source, &Text::new(ARTICLE), &tags) {
        factmark_fuzz::assert_read(&[read]);
    }
    let Ok(input) = Input::new("data.jsonl", source.as_bytes()) else { return };
    let importer = formats::IMPORTERS.iter().find(|it| it.key() == "jsonl");
    if let Ok(read) = importer.expect("there is one").import(&input, &tags) {
        factmark_fuzz::assert_read(&read);
    }
});
