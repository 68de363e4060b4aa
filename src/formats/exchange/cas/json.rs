//! Feature structures as JSON CAS.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::{Cas, Feature, SOFA, SOFA_ID, Structure, types};
use crate::annotation::TagSet;
use crate::annotation::check::Problem;
use crate::formats::{ReadError, native};

pub(super) fn write(cas: &Cas, tag_set: &Arc<TagSet>) -> Vec<u8> {
    let types = types::fields(tag_set);
    let sofa = json!({
        "%ID": SOFA_ID, "%TYPE": SOFA, "sofaNum": 1, "sofaID": "_InitialView",
        "mimeType": "text/plain", "sofaString": cas.text,
    });
    let structures = cas.structures.iter().map(|structure| {
        let mut fields = Map::new();
        fields.insert("%ID".to_owned(), structure.id.into());
        fields.insert("%TYPE".to_owned(), structure.kind.as_str().into());
        for (name, value) in &structure.features {
            match value {
                Feature::Text(text) => fields.insert(name.clone(), text.as_str().into()),
                Feature::Number(number) => fields.insert(name.clone(), (*number).into()),
                Feature::To(id) => fields.insert(format!("@{name}"), (*id).into()),
            };
        }
        Json::Object(fields)
    });
    let structures: Vec<_> = std::iter::once(sofa).chain(structures).collect();
    let members: Vec<_> = cas.structures.iter().map(|it| it.id).collect();
    // Texts, numbers and lists: there is nothing that JSON cannot say. A structure a line.
    let lines: Vec<_> = structures.iter().map(|it| format!("\n{it}")).collect();
    let views = json!({ "_InitialView": { "%SOFA": SOFA_ID, "%MEMBERS": members } });
    let types = Json::Object(types);
    let structures = lines.join(",");
    format!(
        "{{\"%TYPES\":{types},\n\"%FEATURE_STRUCTURES\":[{structures}\n],\n\"%VIEWS\":{views}}}\n"
    )
    .into_bytes()
}

pub(super) fn read(source: &str) -> Result<(Cas, Vec<Problem>), ReadError> {
    let file: Json = serde_json::from_str(source).map_err(|error| native::syntax(&error))?;
    let wrong =
        |message: &str| ReadError::Foreign { format: "JSON CAS", message: message.to_owned() };
    let mut structures: Vec<(Option<usize>, &Json)> = Vec::new();
    match file.get("%FEATURE_STRUCTURES") {
        Some(Json::Array(items)) => structures.extend(items.iter().map(|it| (None, it))),
        Some(Json::Object(items)) => {
            structures.extend(items.iter().map(|(id, it)| (id.parse().ok(), it)));
        }
        _ => return Err(wrong("it has no \"%FEATURE_STRUCTURES\"")),
    }
    let mut cas = Cas::default();
    let mut sofas = Vec::new();
    for (id, fields) in structures {
        let own = fields.get("%ID").and_then(Json::as_u64).and_then(|it| usize::try_from(it).ok());
        let kind = fields.get("%TYPE").and_then(Json::as_str);
        let (Some(id), Some(kind), Some(fields)) = (id.or(own), kind, fields.as_object()) else {
            return Err(wrong("one of its feature structures has no \"%ID\" or no \"%TYPE\""));
        };
        if kind == SOFA {
            sofas.push((id, fields));
        } else {
            cas.structures.push(structure(id, kind, fields));
        }
    }
    let initial = |it: &&(usize, &Map<String, Json>)| {
        it.1.get("sofaID").and_then(Json::as_str) == Some("_InitialView")
    };
    let sofa = sofas.iter().find(initial).or(sofas.first());
    let (id, sofa) = sofa.ok_or_else(|| wrong("it has no text (uima.cas.Sofa)"))?;
    let text = sofa.get("sofaString").and_then(Json::as_str);
    text.ok_or_else(|| wrong("its text (sofaString) is not in it"))?.clone_into(&mut cas.text);
    let mut problems = Vec::new();
    cas.of_sofa(Some(*id), &mut problems);
    Ok((cas, problems))
}

fn structure(id: usize, kind: &str, fields: &Map<String, Json>) -> Structure {
    let mut made = Structure::new(id, kind);
    for (key, value) in fields.iter().filter(|it| !it.0.starts_with('%')) {
        let name = key.trim_start_matches(['@', '#', '^']);
        let number = value.as_u64().and_then(|it| usize::try_from(it).ok());
        let value = match (value, number) {
            (_, Some(id)) if key.starts_with('@') => Feature::To(id),
            (_, Some(number)) => Feature::Number(number),
            (Json::String(text), _) => Feature::Text(text.clone()),
            (Json::Null, _) => continue,
            (other, _) => Feature::Text(other.to_string()),
        };
        made.with(name, value);
    }
    made
}
