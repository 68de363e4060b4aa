//! Looking into files beside the one that is worked on: what a document of a list is like, and what files
//! of one site have in common.

use std::path::Path;
use std::sync::Arc;

use super::{Answer, Done, Job};
use crate::annotation::{Document, ProposedZone};
use crate::batch::site::Shared;
use crate::tagger::{self, Cancel};
use crate::ui::glance;

/// Does one of these jobs.
pub(super) fn run(job: Job, answer: &Answer) {
    match job {
        Job::Glance { spot, index, shared, cancel } => {
            let found = glance::look(&spot, shared.as_deref(), &cancel).map(Box::new);
            answer.send(Done::Glance(index, cancel, found));
        }
        Job::Site { paths, cancel } => {
            // Without them, files are as if each had been opened alone.
            let shared = Shared::of(&paths, &|| !cancel.is_cancelled()).ok().flatten();
            answer.send(Done::Site(cancel, shared.map(Arc::new)));
        }
        Job::SiteZones { open, document, path, shared } => {
            let zones = zones(&document, &path, &shared, &Cancel::new());
            answer.send(Done::SiteZones(open, zones));
        }
        _ => {}
    }
}

/// The zones of an article, if other files of its site make a difference.
pub(in crate::ui) fn zones(
    document: &Document,
    path: &Path,
    shared: &Shared,
    cancel: &Cancel,
) -> Option<Vec<ProposedZone>> {
    let repeats = shared.with(path, document).ok()?;
    tagger::zones_of_site(document, &repeats, cancel).ok().flatten()
}
