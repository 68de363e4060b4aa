//! Feature structures as XMI.

use std::collections::BTreeMap;

use super::super::xml::{self, Element, Writer};
use super::{Cas, Feature, SOFA, SOFA_ID, Structure};
use crate::annotation::check::{Place, Problem, Severity};
use crate::formats::ReadError;

const XMI: &str = "http://www.omg.org/XMI";

/// The namespace of a type and its name there: `a.b.C` is `C` of `http:///a/b.ecore`.
fn space(kind: &str) -> (String, &str) {
    let (package, name) = kind.rsplit_once('.').unwrap_or(("uima.noNamespace", kind));
    (format!("http:///{}.ecore", package.replace('.', "/")), name)
}

fn kind(element: &Element) -> Option<String> {
    let package = element.space.strip_prefix("http:///")?.strip_suffix(".ecore")?;
    Some(match package {
        "uima/noNamespace" => element.name.clone(),
        package => format!("{}.{}", package.replace('/', "."), element.name),
    })
}

pub(super) fn write(cas: &Cas) -> String {
    // Each package has a prefix; that of `uima.cas` is used for what frames the structures.
    let mut prefixes = BTreeMap::from([(space(SOFA).0, "cas".to_owned())]);
    for structure in &cas.structures {
        let count = prefixes.len();
        prefixes.entry(space(&structure.kind).0).or_insert_with(|| format!("t{count}"));
    }
    let spaces: Vec<_> =
        prefixes.iter().map(|(space, prefix)| (format!("xmlns:{prefix}"), space)).collect();
    let mut head = vec![("xmlns:xmi", XMI)];
    head.extend(spaces.iter().map(|(name, space)| (name.as_str(), space.as_str())));
    head.push(("xmi:version", "2.0"));
    let mut out = Writer::new();
    out.open("xmi:XMI", &head);
    out.empty("cas:NULL", &[("xmi:id", "0")]);
    for structure in &cas.structures {
        let (space, name) = space(&structure.kind);
        let prefix = prefixes.get(&space).map(String::as_str).unwrap_or_default();
        let values: Vec<_> = structure
            .features
            .iter()
            .map(|(name, value)| match value {
                Feature::Text(text) => (name.as_str(), text.clone()),
                Feature::Number(number) | Feature::To(number) => {
                    (name.as_str(), number.to_string())
                }
            })
            .collect();
        let id = structure.id.to_string();
        let mut attributes = vec![("xmi:id", id.as_str())];
        attributes.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
        out.empty(&format!("{prefix}:{name}"), &attributes);
    }
    let sofa = SOFA_ID.to_string();
    let text = [
        ("xmi:id", sofa.as_str()),
        ("sofaNum", "1"),
        ("sofaID", "_InitialView"),
        ("mimeType", "text/plain"),
        ("sofaString", cas.text.as_str()),
    ];
    out.empty("cas:Sofa", &text);
    let members: Vec<_> = cas.structures.iter().map(|it| it.id.to_string()).collect();
    out.empty("cas:View", &[("sofa", &sofa), ("members", &members.join(" "))]);
    out.finish()
}

pub(super) fn read(source: &str) -> Result<(Cas, Vec<Problem>), ReadError> {
    let root = xml::read(source)?;
    let wrong = |message: &str| ReadError::Foreign { format: "XMI", message: message.to_owned() };
    if root.name != "XMI" {
        return Err(wrong("its outermost element is not xmi:XMI"));
    }
    let mut cas = Cas::default();
    let mut problems = Vec::new();
    let mut sofas: Vec<&Element> = Vec::new();
    for element in root.elements() {
        match kind(element).as_deref() {
            Some(SOFA) => sofas.push(element),
            Some("uima.cas.NULL" | "uima.cas.View") => {}
            Some(kind) => cas.structures.extend(structure(element, kind)),
            None => {
                let message = format!("{:?} is of no type; it was left out", element.name);
                problems.push(Problem::new("import", Severity::Error, Place::Whole, message));
            }
        }
    }
    let first = sofas.iter().find(|it| it.get("sofaID") == Some("_InitialView"));
    let sofa = first.or(sofas.first()).ok_or_else(|| wrong("it has no text (Sofa)"))?;
    let text = sofa.get("sofaString").ok_or_else(|| wrong("its text (sofaString) is not in it"))?;
    text.clone_into(&mut cas.text);
    let id = sofa.get("xmi:id").map(str::to_owned);
    cas.of_sofa(id.and_then(|it| it.parse().ok()), &mut problems);
    Ok((cas, problems))
}

/// A feature structure; lists of texts are elements in it.
fn structure(element: &Element, kind: &str) -> Option<Structure> {
    let mut made = Structure::new(element.get("xmi:id")?.parse().ok()?, kind);
    for (name, value) in element.attributes.iter().filter(|it| !it.0.contains(':')) {
        made.with(name, Feature::Text(value.clone()));
    }
    for child in element.elements() {
        made.with(&child.name, Feature::Text(child.text()));
    }
    Some(made)
}
