//! Large steps, done on a copy of the document while the window goes on with the old one.

use std::sync::Arc;

use super::{Fitted, Large, Look, Stepped};
use crate::annotation::AnnotationId;
use crate::annotation::actions::Dropped;
use crate::annotation::reconcile::reconcile;
use crate::annotation::{Document, EditError, Proposals, Signature, Transaction, actions};
use crate::tagger::{self, Cancel};
use crate::ui::derived::Derived;
use crate::ui::intent::TagIntent;
use crate::ui::panels::one_line;
use crate::ui::words::messages;
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
        Large::Tags(intent, by) => made(&document, intent, by).map(|it| (Way::On, Arc::new(it))),
        Large::Import(it) => Ok((Way::On, Arc::clone(it))),
        Large::Back(it) => Ok((Way::Back, Arc::clone(it))),
        Large::Again(it) => Ok((Way::Again, Arc::clone(it))),
    };
    let loss = match (&step, &transaction) {
        (Large::Tags(intent, _), Ok((_, step))) => loss(&document, intent, None, step),
        _ => None,
    };
    let prepared = transaction.and_then(|it| Prepared::new(&document, revision, it));
    let lists = lists(&prepared, look);
    Stepped { step, loss, prepared, lists, cancel }
}

/// What an intent asks for about many tags.
fn made(document: &Document, intent: &TagIntent, by: &Signature) -> Result<Transaction, EditError> {
    match intent {
        TagIntent::DecideMany(ids, review) => Ok(actions::decide_many(document, ids, *review, by)),
        TagIntent::ReplaceLabel(ids, to) => actions::replace_label(document, ids, to, by),
        TagIntent::Mentions(id, places) => actions::tag_mentions(document, *id, places, by),
        _ => Err(EditError::Refused(messages::STEP_UNFIT.to_owned())),
    }
}

/// What a step that does `intent` takes from tags for good, in a sentence; `None` if nothing.
/// `selected` is what it is about where the intent does not say.
pub(in crate::ui) fn loss(
    document: &Document,
    intent: &TagIntent,
    selected: Option<AnnotationId>,
    step: &Transaction,
) -> Option<String> {
    let told: fn(&str, &[Dropped]) -> String = match intent {
        TagIntent::Delete => messages::deleted_with,
        TagIntent::MergeNext => messages::merged_without,
        TagIntent::Split => messages::split_without,
        TagIntent::Label(_) | TagIntent::ReplaceLabel(..) => messages::relabelled_without,
        _ => return None,
    };
    let dropped = actions::dropped(document, step);
    let about = match intent {
        TagIntent::ReplaceLabel(ids, _) => ids.first().copied(),
        _ => selected,
    };
    let words = about.and_then(|it| document.annotation(it)).map(|it| document.excerpt(it));
    let words = one_line(&words.unwrap_or_default(), 40);
    (!dropped.is_empty()).then(|| told(&words, &dropped))
}

fn lists(prepared: &Result<Prepared, EditError>, (filter, order): &Look) -> Derived {
    prepared
        .as_ref()
        .map_or_else(|_| Derived::default(), |it| Derived::ahead(it.document(), filter, *order))
}
