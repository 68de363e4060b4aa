//! `OpenDocument` texts (`.odt`, ISO/IEC 26300).
//!
//! Not here: pictures, charts, numbers of lists, pages; spreadsheets and slides.

mod body;
mod styles;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::body::Body;
use self::styles::Styles;
use super::{Archive, Importer, Input, Read, ReadError, TagSet, child, is_package, markup, part};

/// The importer of `OpenDocument` texts.
pub(in crate::formats) struct Odt;

/// What a file is, in messages.
const FORMAT: &str = "OpenDocument text";

const ENDS: &[&str] = &["odt", "ott"];

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

impl Importer for Odt {
    fn key(&self) -> &'static str {
        "odt"
    }

    fn about(&self) -> &'static str {
        "OpenDocument texts (LibreOffice), with headings, lists, tables, notes and links"
    }

    fn extensions(&self) -> &'static [&'static str] {
        ENDS
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        is_package(input, ENDS, |archive| {
            let kind = archive.text("mimetype").ok().flatten().unwrap_or_default();
            // Templates and masters have longer names.
            kind.starts_with(MEDIA_TYPE)
                || (kind.is_empty()
                    && archive.has("content.xml")
                    && ENDS.contains(&input.extension().as_str()))
        })
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let mut archive = Archive::open(input.bytes(), FORMAT)?;
        if let Some(manifest) = part(&mut archive, "META-INF/manifest.xml")?
            && manifest.elements().any(|it| child(it, "encryption-data").is_some())
        {
            let message = "it is protected by a password; save it without one".to_owned();
            return Err(ReadError::Package { format: FORMAT, message });
        }
        let content = part(&mut archive, "content.xml")?;
        let content = content.ok_or_else(|| archive.lacks("content.xml"))?;
        let shared = part(&mut archive, "styles.xml")?;
        let styles = Styles::new(&[shared.as_ref(), Some(&content)]);
        let mut body = Body::new(&styles);
        body.whole(&content, shared.as_ref());
        let (page, told) = body.finish();
        let mut read = markup::document(&page, input, MEDIA_TYPE, tag_set);
        told.tell(&mut read.problems);
        Ok(vec![read])
    }
}
