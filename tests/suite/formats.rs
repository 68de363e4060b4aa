//! Saved files against the published schema and against a file that must always load.

use factmark::formats::native::{self, Form};
use factmark::formats::{self, EXPORTERS, Options, exchange, tagset};
use serde_json::{Value, json};

use crate::repo;

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&repo::read("docs/factmark.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// A document that uses every field of version 1. It stays loadable for ever.
const RICH: &str = "tests/data/v1.factmark.json";

fn rich() -> formats::Read {
    native::read_json(&repo::read(RICH), &tagset::news()).unwrap()
}

#[test]
fn the_first_version_loads_and_is_written_as_it_was() {
    let read = rich();
    assert_eq!(read.problems, []);
    assert_eq!(native::write(&read.document, Form::Json), repo::read(RICH));
    let ron = native::write(&read.document, Form::Ron);
    assert_eq!(ron, repo::read("tests/data/v1.factmark.ron"));
    let again = native::read_ron(&ron, &tagset::news()).unwrap();
    assert_eq!(again.document, read.document);
}

#[test]
fn written_files_fit_the_schema() {
    let schema = schema();
    for form in [Form::Json, Form::Jsonl] {
        let file: Value = serde_json::from_str(&native::write(&rich().document, form)).unwrap();
        let errors: Vec<_> = schema.iter_errors(&file).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = schema();
    let good: Value = serde_json::from_str(&repo::read(RICH)).unwrap();
    for (place, wrong) in [
        ("/factmark", json!(2)),
        ("/offsets", json!("utf16")),
        ("/annotations/0/spans", json!([])),
        ("/annotations/0/spans/0", json!([1])),
        ("/annotations/0/id", json!("q1")),
        ("/annotations/0/review", json!("maybe")),
        ("/annotations/0/confidence", json!(1001)),
        ("/relations/0/id", json!(1)),
        ("/status", json!("finished")),
    ] {
        let mut file = good.clone();
        *file.pointer_mut(place).unwrap() = wrong;
        assert!(!schema.is_valid(&file), "{place}");
        assert!(native::read_json(&file.to_string(), &tagset::news()).is_err(), "{place}");
    }
}

#[test]
fn the_schema_knows_every_zone() {
    use factmark::annotation::{Furniture, ZoneKind};
    let schema: Value = serde_json::from_str(&repo::read("docs/factmark.schema.json")).unwrap();
    let kinds: Vec<_> = ZoneKind::ALL.iter().map(|it| it.key()).collect();
    let subs: Vec<_> = Furniture::ALL.iter().map(|it| it.key()).collect();
    assert_eq!(schema["$defs"]["zone"]["properties"]["kind"]["enum"], json!(kinds));
    assert_eq!(schema["$defs"]["zone"]["properties"]["sub"]["enum"], json!(subs));
}

#[test]
fn formats_have_names_of_their_own() {
    let names: std::collections::BTreeSet<_> = EXPORTERS.iter().map(|it| it.key()).collect();
    assert_eq!(names.len(), EXPORTERS.len());
}

#[test]
fn no_cell_of_a_table_starts_a_formula() {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    for start in STARTS {
        let bad = format!("{start}cmd|' /C calc'!A0");
        let word = serde_json::to_string(&bad).unwrap();
        let end = bad.chars().count();
        let source = format!(
            "{{\"factmark\": 1, \"id\": {word}, \"text\": {word}, \"annotations\": [\
             {{\"id\": \"a1\", \"label\": {word}, \"spans\": [[0, {end}]], \"record\": \"r1\", \
             \"note\": {word}, \"attributes\": {{{word}: {word}}}, \
             \"origin\": {{\"tagger\": {word}, \"rule\": {word}, \"why\": {word}}}}}], \
             \"records\": [{{\"id\": \"r1\", \"label\": \"person\", \"name\": {word}}}]}}"
        );
        let read = native::read_json(&source, &tagset::news()).unwrap();
        let csv = EXPORTERS.iter().find(|it| it.key() == "csv").unwrap();
        let written = csv.write(&read.document, &Options::default());
        let (_, out) = exchange::files(*csv, written.parts, "d").unwrap().remove(0);
        let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
        for row in table.records() {
            for cell in &row.unwrap() {
                assert!(!cell.starts_with(STARTS), "{cell:?}");
            }
        }
    }
}
