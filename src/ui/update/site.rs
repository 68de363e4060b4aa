//! Files that were opened together: what those of one site have in common is furniture in each.

use std::path::PathBuf;
use std::sync::Arc;

use super::{file, shelf};
use crate::annotation::ProposedZone;
use crate::batch::site::Shared;
use crate::files;
use crate::tagger::{self, Cancel};
use crate::ui::desk::Desk;
use crate::ui::jobs::Job;
use crate::ui::site::Site;
use crate::ui::state::{Open, OpenId};

/// Most files that are read for what they have in common.
const MOST: usize = 2000;

/// Begins to look what these files have in common, if they are several.
pub(super) fn begin(desk: &mut Desk, paths: impl Iterator<Item = PathBuf>) {
    let paths: Vec<_> = paths.filter(|it| !files::is_folder(it)).take(MOST).collect();
    if paths.len() < 2 {
        return;
    }
    let cancel = Cancel::new();
    let its = paths.iter().cloned().collect();
    let site = Site { paths: its, shared: None, cancel: cancel.clone() };
    if let Some(old) = desk.shell.site.replace(site) {
        old.cancel.cancel();
    }
    desk.jobs.start(Job::Site { paths, cancel });
}

/// Takes in what they have in common: articles on which nobody has worked yet are judged again.
pub(super) fn found(desk: &mut Desk, cancel: &Cancel, shared: Option<Arc<Shared>>) {
    let Some(site) = desk.shell.site.as_mut().filter(|_| !cancel.is_cancelled()) else { return };
    site.shared = shared;
    shelf::look_again(desk);
    let ids: Vec<_> = desk.open.iter().map(|it| it.id).collect();
    for id in ids {
        judge(desk, id);
    }
}

/// Has the zones of an article judged by what is known of its site; false if there is nothing to judge them by.
pub(super) fn judge(desk: &Desk, id: OpenId) -> bool {
    let Some(open) = desk.by_id(id).filter(|it| is_fresh(it)) else { return false };
    let Some(site) = &desk.shell.site else { return false };
    let (Some(shared), Some(path)) = (site.shared.clone(), open.file.opened.clone()) else {
        return false;
    };
    if !site.paths.contains(&path) {
        return false;
    }
    desk.jobs.start(Job::SiteZones { open: id, document: open.workspace.snapshot(), path, shared });
    true
}

/// Takes in the zones of an article, and has its tags proposed for them.
pub(super) fn judged(desk: &mut Desk, id: OpenId, zones: Option<Vec<ProposedZone>>) {
    let Some(open) = desk.by_id_mut(id).filter(|it| is_fresh(it)) else { return };
    let is_tagged = open.workspace.revision() > 0 || open.work.is_some();
    if zones.is_none() && is_tagged {
        return; // as it is without the other files
    }
    let known = || tagger::known_zones(open.workspace.document());
    let zones = zones.or_else(known);
    open.view.anew = true;
    file::tag(desk, id, zones);
}

/// Whether nobody has worked on an article.
fn is_fresh(open: &Open) -> bool {
    open.file.native.is_none() && open.file.article.is_some() && !open.workspace.is_changed()
}
