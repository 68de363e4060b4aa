use std::sync::Arc;

use super::*;
use crate::annotation::{Edit, Key, Value};
use crate::formats::tagset;
use crate::text::Text;

fn read(importer: &dyn Importer, file: &str) -> Result<Read, ReadError> {
    let input = Input::new("d.xmi", file.as_bytes()).unwrap();
    importer.import(&input, &tagset::news()).map(|mut it| it.pop().unwrap())
}

/// As `INCEpTION` writes a layer of its own and a relation.
const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:custom="http:///webanno/custom.ecore" xmlns:tcas="http:///uima/tcas.ecore"
  xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
  xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
  xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
  <tcas:DocumentAnnotation xmi:id="8" sofa="1" begin="0" end="10" language="en"/>
  <seg:Token xmi:id="20" sofa="1" begin="0" end="2"/>
  <pos:POS xmi:id="21" sofa="1" begin="0" end="2" PosValue="X"/>
  <type:NamedEntity xmi:id="13" sofa="1" begin="3" end="6" value="PER" identifier="wd:Q1"/>
  <custom:Claim xmi:id="14" sofa="1" begin="7" end="11"><notes>a</notes></custom:Claim>
  <custom:Link xmi:id="15" sofa="1" begin="3" end="6" Governor="14" Dependent="13" role="by"/>
  <custom:Claim xmi:id="16" sofa="2" begin="0" end="1"/>
  <custom:Claim xmi:id="17" sofa="1" begin="0" end="1"/>
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="&#55357;"/>
</xmi:XMI>"#;

#[test]
fn annotations_of_other_projects_come_in() {
    let foreign = FOREIGN.replace("&#55357;", "🙂 Ann said");
    let Read { document, problems } = read(&Xmi, &foreign).unwrap();
    let tags: Vec<_> = document.annotations().collect();
    let words: Vec<_> = tags.iter().map(|it| document.excerpt(it)).collect();
    assert_eq!(words, ["Ann", "said"]);
    assert_eq!(tags[0].label, "PER");
    assert_eq!(tags[0].text_attribute("identifier"), Some("wd:Q1"));
    assert_eq!((&tags[1].label, tags[1].text_attribute("notes")), (&Key::new("Claim"), Some("a")));
    let link = document.relations().next().unwrap();
    assert_eq!((link.from, link.to, link.kind.as_str()), (tags[1].id, tags[0].id, "Link"));
    let told: Vec<_> = problems.iter().map(|it| it.message.as_str()).collect();
    let all = told.join("\n");
    assert!(all.contains("1 annotations of other views"), "{all}");
    assert!(all.contains("1 of the type") && all.contains("pos.POS"), "{all}");
    assert!(all.contains("Claim 17"), "{all}");
}

#[test]
fn what_is_no_cas_is_refused() {
    for (file, told) in [
        ("<a/>", "xmi:XMI"),
        (FOREIGN, "line 16"),
        ("<x:XMI xmlns:x='http://www.omg.org/XMI'/>", "no text"),
    ] {
        let error = read(&Xmi, file).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
    for (file, told) in [
        ("{}", "FEATURE_STRUCTURES"),
        (r#"{"%FEATURE_STRUCTURES": [{}]}"#, "%ID"),
        (r#"{"%FEATURE_STRUCTURES": []}"#, "no text"),
        (r#"{"%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa"}}}"#, "sofaString"),
        ("[", "line 1"),
    ] {
        let error = read(&JsonCas, file).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn attributes_that_cannot_be_features_go_along() {
    let mut tags = (*tagset::news()).clone();
    let person = Key::new("person");
    let keys = ["begin", "label", "two words", "plain", "é"];
    for key in keys {
        tags.import_attribute(&person, &Key::new(key));
    }
    let mut document = Document::new(Text::new("Ann\u{1}"), Arc::new(tags));
    let line = r#"{"text": "Ann", "label": [[0, 3, "person"]]}"#;
    let input = Input::new("d.jsonl", line.as_bytes()).unwrap();
    let made = super::super::offsets::Lines.import(&input, &tagset::news()).unwrap();
    let mut tag = made[0].document.annotations().next().unwrap().clone();
    for key in keys {
        tag.attributes.insert(Key::new(key), Value::from("\u{2}"));
    }
    document.apply(Edit::Insert(Arc::new(tag.clone()))).unwrap();
    let exporters: [(&dyn Exporter, &dyn Importer, usize); 2] =
        [(&Xmi, &Xmi, 1), (&JsonCas, &JsonCas, 0)];
    for (exporter, importer, forbidden) in exporters {
        let written = exporter.write(&document, &Options::default());
        let told = written.losses.iter().filter(|it| it.what == What::Characters).count();
        assert_eq!(told, forbidden);
        let file = String::from_utf8(written.parts[0].clone()).unwrap();
        let back = read(importer, &file).unwrap().document;
        assert_eq!(back.annotations().next().unwrap().attributes, tag.attributes, "{file}");
    }
}
