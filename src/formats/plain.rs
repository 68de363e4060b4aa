//! Plain text. It stays as it is.
//!
//! Not here: what the lines of a plain text are; the tagger judges that. Markdown is in `markdown`.

use std::sync::Arc;

use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::TagSet;
use crate::text::Text;

/// The importer of plain text.
pub(super) struct Plain;

impl Importer for Plain {
    fn key(&self) -> &'static str {
        "plain"
    }

    fn about(&self) -> &'static str {
        "plain text in any encoding"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Ok(vec![article(Text::new(input.text()), None, input, "text/plain", tag_set)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Input, tagset};

    #[test]
    fn plain_text_is_not_touched() {
        let source = " \u{a0}One\r\n\n\ntwo \u{301} ﬁ\t\n";
        let input = Input::new("a.txt", source.as_bytes()).unwrap();
        let read = Plain.import(&input, &tagset::news()).unwrap().remove(0);
        assert_eq!(read.document.text().as_str(), source);
        let origin = read.document.metadata().source.clone().unwrap();
        assert_eq!((origin.name.as_str(), origin.sha256.unwrap().len()), ("a.txt", 64));
    }
}
