//! Moments as RFC 3339, in UTC, to the second.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::file::AtV1;
use crate::annotation::Timestamp;

/// RFC 3339, or `None` for a year before 0 or after 9999.
pub(crate) fn to_text(at: Timestamp) -> Option<String> {
    OffsetDateTime::from_unix_timestamp(at.0).ok()?.format(&Rfc3339).ok()
}

/// Reads RFC 3339 with any offset; parts of a second are dropped.
pub(crate) fn from_text(at: &str) -> Option<Timestamp> {
    let moment = OffsetDateTime::parse(at, &Rfc3339).ok()?;
    Some(Timestamp(moment.unix_timestamp()))
}

pub(super) fn to_file(at: Timestamp) -> AtV1 {
    to_text(at).map_or(AtV1::Seconds(at.0), AtV1::Text)
}

pub(super) fn from_file(at: &AtV1) -> Result<Timestamp, String> {
    match at {
        AtV1::Seconds(seconds) => Ok(Timestamp(*seconds)),
        AtV1::Text(text) => from_text(text)
            .ok_or_else(|| format!("{text:?} is no time; write it as 2026-11-14T09:30:00Z")),
    }
}
