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
        Job::Glance { spot, index, cancel } => {
            let found = glance::look(&spot, &cancel).map(Box::new);
            answer.send(Done::Glance(index, cancel, found));
        }
        Job::Site { paths, cancel } => {
            // Without them, files are as if each had been opened alone.
            let shared = Shared::of(&paths, &|| !cancel.is_cancelled()).ok().flatten();
            answer.send(Done::Site(cancel, shared.map(Arc::new)));
        }
        Job::SiteZones { open, document, path, shared } => {
            let zones = zones(&document, &path, &shared);
            // Before the answer, so that the window shares the document with nobody.
            drop(document);
            answer.send(Done::SiteZones(open, zones));
        }
        _ => {}
    }
}

fn zones(document: &Document, path: &Path, shared: &Shared) -> Option<Vec<ProposedZone>> {
    let repeats = shared.with(path, document).ok()?;
    tagger::zones_of_site(document, &repeats, &Cancel::new()).ok().flatten()
}
