//! Word files (`.docx`, ISO/IEC 29500).
//!
//! Not here: pictures, charts, equations' layout, numbers of lists, pages.

mod body;
mod runs;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::body::Body;
use self::styles::{Lists, Styles};
use super::{
    Archive, Importer, Input, Read, ReadError, TagSet, Xml, attribute, is_package, markup, part,
};

/// The importer of Word files.
pub(in crate::formats) struct Docx;

/// What a file is, in messages.
const FORMAT: &str = "Word file";

const ENDS: &[&str] = &["docx", "docm", "dotx", "dotm"];

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

impl Importer for Docx {
    fn key(&self) -> &'static str {
        "docx"
    }

    fn about(&self) -> &'static str {
        "Word files, with headings, lists, tables, notes and links"
    }

    fn extensions(&self) -> &'static [&'static str] {
        ENDS
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        is_package(input, ENDS, |archive| {
            archive.has("word/document.xml")
                || main_part(archive).is_ok_and(|it| it.contains("word") && archive.has(&it))
        })
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let mut archive = Archive::open(input.bytes(), FORMAT)?;
        let main = main_part(&mut archive)?;
        let parts = Parts::read(&mut archive, &main)?;
        let mut body = Body::new(&parts);
        body.whole();
        let (page, told) = body.finish();
        let mut read = markup::document(&page, input, MEDIA_TYPE, tag_set);
        told.tell(&mut read.problems);
        Ok(vec![read])
    }
}

/// Where a part leads by an id of its own.
struct Target {
    kind: String,
    to: String,
    outside: bool,
}

type Targets = BTreeMap<String, Target>;

/// The parts of a file that say something.
struct Parts {
    document: Xml,
    styles: Styles,
    lists: Lists,
    targets: Targets,
    notes: BTreeMap<&'static str, Xml>,
    /// Headers and footers, by the id by which the document names them.
    margins: BTreeMap<String, Xml>,
}

impl Parts {
    fn read(archive: &mut Archive<'_>, main: &str) -> Result<Self, ReadError> {
        let document = part(archive, main)?.ok_or_else(|| archive.lacks(main))?;
        let targets = targets(archive, main)?;
        let mut of_kind = |kind: &str| -> Result<Option<Xml>, ReadError> {
            let found = targets.values().find(|it| it.kind == kind && !it.outside);
            found.map(|it| part(archive, &it.to)).transpose().map(Option::flatten)
        };
        let styles = Styles::new(of_kind("styles")?.as_ref());
        let lists = Lists::new(of_kind("numbering")?.as_ref());
        let mut notes = BTreeMap::new();
        for kind in ["footnotes", "endnotes", "comments"] {
            notes.extend(of_kind(kind)?.map(|it| (kind, it)));
        }
        let mut margins = BTreeMap::new();
        for (id, target) in &targets {
            if matches!(target.kind.as_str(), "header" | "footer") && !target.outside {
                margins.extend(part(archive, &target.to)?.map(|it| (id.clone(), it)));
            }
        }
        Ok(Self { document, styles, lists, targets, notes, margins })
    }
}

/// The name of the part that is the document.
fn main_part(archive: &mut Archive<'_>) -> Result<String, ReadError> {
    let found = targets(archive, "")?.into_values().find(|it| it.kind == "officeDocument");
    Ok(found.map_or_else(|| "word/document.xml".to_owned(), |it| it.to))
}

/// Where a part leads; the file as a whole is the part without a name.
fn targets(archive: &mut Archive<'_>, name: &str) -> Result<Targets, ReadError> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut found = Targets::new();
    let Some(root) = part(archive, &format!("{folder}_rels/{file}.rels"))? else {
        return Ok(found);
    };
    for relation in root.named("Relationship") {
        let get = |key| attribute(relation, key).unwrap_or_default();
        let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
        let outside = get("TargetMode").eq_ignore_ascii_case("external");
        let to = match get("Target") {
            to if outside => to.to_owned(),
            to if to.starts_with('/') => to.trim_start_matches('/').to_owned(),
            to => format!("{folder}{to}"),
        };
        found.insert(get("Id").to_owned(), Target { kind, to, outside });
    }
    Ok(found)
}
