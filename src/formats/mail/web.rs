//! Web pages that a browser has saved with all that belongs to them in one file.

use std::sync::Arc;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders as _, PartType};

use super::{heads, parsed};
use crate::annotation::TagSet;
use crate::formats::html::Html;
use crate::formats::{Importer, Input, Read, ReadError};

/// The importer.
pub(in crate::formats) struct Archive;

impl Importer for Archive {
    fn key(&self) -> &'static str {
        "mhtml"
    }

    fn about(&self) -> &'static str {
        "a web page saved as one file (MHTML)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mhtml", "mht"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let names = heads(input.bytes());
        let has = |name: &str| names.iter().any(|it| it == name);
        let head = input.bytes().get(..input.bytes().len().min(4096)).unwrap_or_default();
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        has("mime-version")
            && head.contains("multipart/related")
            && (has("snapshot-content-location") || !has("to"))
            && (head.contains("saved by") || has("snapshot-content-location"))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let message = parsed(input.bytes())?;
        let page = root(&message).ok_or_else(|| ReadError::Format {
            format: "saved web page (MHTML)",
            message: "there is no page (text/html) in it".to_owned(),
        })?;
        let bytes = page_bytes(&message, page);
        let inner =
            input.part(&bytes, page.content_type().and_then(|it| it.attribute("charset")))?;
        Html.import(&inner, tag_set)
    }
}

/// The first page.
fn root<'a>(message: &'a Message<'a>) -> Option<&'a MessagePart<'a>> {
    message.parts.iter().find(|it| matches!(it.body, PartType::Html(_)))
}

/// The bytes of a page as they were before they were packed.
fn page_bytes(message: &Message<'_>, page: &MessagePart<'_>) -> Vec<u8> {
    let place = |it: u32| usize::try_from(it).unwrap_or(usize::MAX);
    let raw = message.raw_message().get(place(page.offset_body)..place(page.offset_end));
    let raw = raw.unwrap_or_default();
    let unpacked = match page.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    };
    let decoded = || page.text_contents().unwrap_or_default().as_bytes().to_vec();
    unpacked.unwrap_or_else(decoded)
}
