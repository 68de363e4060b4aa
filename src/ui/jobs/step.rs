//! Large steps, done on a copy of the document while the window goes on with the old one.

use std::sync::Arc;

use super::{Fitted, Large, Look, Stepped};
use crate::annotation::reconcile::reconcile;
use crate::annotation::{Document, EditError, Proposals, actions};
use crate::tagger::{self, Cancel};
use crate::ui::derived::Derived;
use crate::workspace::{Prepared, Way};

/// Fits proposals into a copy of a document.
pub(super) fn fit(
    (document, revision): (Arc<Document>, u64),
    proposals: Box<Proposals>,
    look: &Look,
    cancel: Cancel,
) -> Fitted {
    let result = reconcile(&document, &proposals, tagger::VERSION);
    let (new, withdrawn) = (result.new, result.withdrawn);
    let step = (Way::On, Arc::new(result.transaction));
    let prepared = Prepared::new(&document, revision, step);
    // Before the answer, so that the window shares the document with nobody.
    drop(document);
    let lists = lists(&prepared, look);
    Fitted { proposals, prepared, lists, new, withdrawn, cancel }
}

/// Does a step on a copy of a document.
pub(super) fn step(
    (document, revision): (Arc<Document>, u64),
    step: Large,
    look: &Look,
    cancel: Cancel,
) -> Stepped {
    let transaction = match &step {
        Large::Decide(ids, review, by) => {
            (Way::On, Arc::new(actions::decide_many(&document, ids, *review, by)))
        }
        Large::Import(it) => (Way::On, Arc::clone(it)),
        Large::Back(it) => (Way::Back, Arc::clone(it)),
        Large::Again(it) => (Way::Again, Arc::clone(it)),
    };
    let prepared = Prepared::new(&document, revision, transaction);
    drop(document);
    let lists = lists(&prepared, look);
    Stepped { step, prepared, lists, cancel }
}

fn lists(prepared: &Result<Prepared, EditError>, (filter, order): &Look) -> Derived {
    prepared
        .as_ref()
        .map_or_else(|_| Derived::default(), |it| Derived::ahead(it.document(), filter, *order))
}
