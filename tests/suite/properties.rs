//! Whatever people do in whatever order: the document stays whole, and every step can be undone.
//! Texts are small and messy.

use factmark::annotation::merge::{ASIDE, Choice, Choices, merge};
use factmark::annotation::reconcile::reconcile;
use factmark::annotation::{
    Annotation, AnnotationId, Document, Edit, RecordId, RelationId, Transaction, incoming, restore,
};
use factmark::workspace::Workspace;
use proptest::prelude::*;

use crate::steps::{Draw, act, assert_invariants, assert_whole, document, proposals, step};

fn messy() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Ann",
        " ",
        "Roe",
        "\r\n",
        "\r\n\r\n",
        "“No,”",
        " said ",
        "🙂",
        "👩‍🚒",
        "بغداد",
        " قال ",
        "é",
        "e\u{301}",
        "Ann",
        "’s",
        "\u{200f}",
        "\t",
        "\n",
        ".",
        "\u{2028}",
    ]);
    prop::collection::vec(words, 0..14).prop_map(|it| it.concat())
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    prop::collection::vec(any::<Draw>(), 1..25)
}

proptest! {
    #[test]
    fn what_comes_in_changes_nothing_that_is_there_and_comes_in_once(
        content in messy(), seeds in any::<(u16, u16)>(), draws in draws(), others in draws(),
    ) {
        let worked_on = |seed, draws: Vec<Draw>| {
            let mut workspace = Workspace::new(document(&content, seed));
            for it in draws {
                act(&mut workspace, it);
            }
            workspace.document().clone()
        };
        let (before, found) = (worked_on(seeds.0, draws), worked_on(seeds.1, others));
        let mut after = before.clone();
        let done = incoming(&before, &found).unwrap();
        let undo = done.transaction.apply(&mut after).unwrap();
        assert_invariants(&after);
        for it in before.annotations() {
            prop_assert_eq!(after.annotation(it.id), Some(it));
        }
        for it in before.relations() {
            prop_assert_eq!(after.relation(it.id), Some(it));
        }
        for it in before.records() {
            prop_assert_eq!(after.record(it.id), Some(it));
        }
        prop_assert_eq!(before.zones(), after.zones());
        let again = incoming(&after, &found).unwrap();
        prop_assert!(again.transaction.is_empty(), "{:?}", again.transaction);
        undo.apply(&mut after).unwrap();
        prop_assert_eq!(after, before);
    }

    #[test]
    fn any_steps_keep_a_document_whole_and_can_be_undone(
        content in messy(), seed in any::<u16>(), draws in draws(),
    ) {
        let mut workspace = Workspace::new(document(&content, seed));
        assert_invariants(workspace.document());
        let mut states = vec![workspace.document().clone()];
        for draw in draws {
            let revision = workspace.revision();
            act(&mut workspace, draw);
            if workspace.revision() > revision {
                assert_invariants(workspace.document());
                states.push(workspace.document().clone());
            }
        }
        for earlier in states.iter().rev().skip(1) {
            prop_assert!(workspace.undo().is_some());
            prop_assert!(workspace.document() == earlier, "undo");
            assert_invariants(workspace.document());
        }
        prop_assert!(workspace.undo().is_none() && !workspace.is_changed());
        for later in states.iter().skip(1) {
            prop_assert!(workspace.redo().is_some());
            prop_assert!(workspace.document() == later, "redo");
        }
        assert_invariants(workspace.document());
        prop_assert!(workspace.redo().is_none());
    }

    #[test]
    fn a_step_that_fails_leaves_nothing(
        content in messy(), seed in any::<u16>(), draws in draws(), what in any::<u8>(),
    ) {
        let mut document = document(&content, seed);
        let before = document.clone();
        let mut edits: Vec<_> = draws
            .into_iter()
            .filter_map(|it| step(&before, it)?.ok())
            .flat_map(|it| it.edits)
            .collect();
        let ids = document.next_ids();
        edits.push(match what % 4 {
            0 => Edit::Remove(AnnotationId(ids.annotation.0 + 99)),
            1 => Edit::RemoveRecord(RecordId(ids.record.0 + 99)),
            2 => Edit::SpliceZones { at: usize::MAX, remove: 9, insert: Vec::new() },
            _ => Edit::Unlink(RelationId(ids.relation.0 + 99)),
        });
        prop_assert!(Transaction::new("Break", edits).apply(&mut document).is_err());
        prop_assert!(document == before);
        assert_invariants(&document);
    }

    #[test]
    fn proposals_leave_human_work_alone_and_settle(
        content in messy(), seed in any::<u16>(), draws in draws(), again in any::<u16>(),
    ) {
        let mut workspace = Workspace::new(document(&content, seed));
        for draw in draws {
            act(&mut workspace, draw);
        }
        // The same ones as at first, then those of another tagger.
        for seed in [seed, again] {
            let before = workspace.document().clone();
            let proposals = proposals(&before, seed, 12);
            let first = reconcile(&before, &proposals, "1");
            workspace.apply(first.transaction).unwrap();
            let now = workspace.document();
            assert_invariants(now);
            for old in before.annotations().filter(|it| !it.standing.is_untouched()) {
                prop_assert_eq!(now.annotation(old.id), Some(old));
                let links = |it: &Document| {
                    it.relations_of(old.id).filter(|it| it.from == old.id).cloned().collect::<Vec<_>>()
                };
                prop_assert_eq!(links(now), links(&before));
            }
            let same = |one: &Annotation, other: &Annotation| {
                one.label == other.label && one.spans == other.spans
            };
            for rejected in before.annotations().filter(|it| !it.is_live()) {
                let back = now.annotations().find(|it| it.is_open() && same(it, rejected));
                let new = back.filter(|it| before.annotation(it.id).is_none());
                prop_assert!(new.is_none(), "{rejected:?} came back");
            }
            let second = reconcile(now, &proposals, "1");
            prop_assert_eq!(second.transaction.edits, vec![]);
        }
    }

    #[test]
    fn a_merge_takes_from_both_sides_and_loses_nothing(
        content in messy(), seed in any::<u16>(), ours in draws(), others in draws(),
    ) {
        let base = document(&content, seed);
        let after = |draws: Vec<Draw>| {
            let mut workspace = Workspace::new(base.clone());
            for draw in draws {
                act(&mut workspace, draw);
            }
            workspace.document().clone()
        };
        let (mine, theirs) = (after(ours), after(others));
        let both = merge(&base, &mine, &theirs, &Choices::default()).unwrap().both;
        for choice in [Choice::Mine, Choice::Theirs, Choice::Both, Choice::Open] {
            let choices = Choices::all(choice);
            let merged = merge(&base, &mine, &theirs, &choices).unwrap();
            prop_assert_eq!(&merged.both, &both, "what is chosen changes no question");
            let mut workspace = Workspace::new(theirs.clone());
            workspace.apply(merged.transaction.clone()).unwrap();
            assert_whole(workspace.document());
            workspace.undo();
            prop_assert!(*workspace.document() == theirs, "it can be undone");

            if choice == Choice::Open {
                let mut result = theirs.clone();
                merged.transaction.clone().apply(&mut result).unwrap();
                for side in [&mine, &theirs] {
                    assert_kept(&base, side, &result);
                }
            }

            let nothing = merge(&base, &base, &theirs, &choices).unwrap();
            prop_assert_eq!(nothing.transaction.edits, vec![], "what we did not change stays");
            prop_assert_eq!(nothing.mine.len() + nothing.both.len() + nothing.left_out.len(), 0);
            let again = merge(&base, &theirs, &theirs, &choices).unwrap();
            prop_assert_eq!(again.transaction.edits, vec![], "what both did is done");
            let mut alone = base.clone();
            let ours = merge(&base, &mine, &base, &choices).unwrap();
            prop_assert_eq!(ours.left_out, Vec::<String>::new());
            ours.transaction.apply(&mut alone).unwrap();
            prop_assert_eq!(alone.counts(), mine.counts(), "all of ours comes in");
            let reviews = |it: &Document| {
                let mut all: Vec<_> = it.annotations().map(|it| {
                    (it.label.to_string(), it.spans.hull().start(), it.standing.review, it.note.clone())
                }).collect();
                all.sort();
                all
            };
            prop_assert_eq!(reviews(&alone), reviews(&mine));
            prop_assert_eq!(alone.relations().count(), mine.relations().count());
        }
    }

    #[test]
    fn an_earlier_version_is_restored_as_it_was(
        content in messy(), seed in any::<u16>(), then in draws(), since in draws(),
    ) {
        let mut workspace = Workspace::new(document(&content, seed));
        for draw in then {
            act(&mut workspace, draw);
        }
        let version = workspace.document().clone();
        for draw in since {
            act(&mut workspace, draw);
        }
        let now = workspace.document().clone();
        workspace.apply(restore(&now, &version).unwrap()).unwrap();
        prop_assert!(*workspace.document() == version);
        assert_whole(workspace.document());
        workspace.apply(restore(&version, &now).unwrap()).unwrap();
        prop_assert!(*workspace.document() == now, "and back");
    }
}

#[cfg(feature = "gui")]
proptest! {
    /// Lists that follow steps are the lists that are made from nothing.
    #[test]
    fn lists_follow_whatever_is_done(
        content in messy(), seed in any::<u16>(), draws in draws(), threshold in 0_u16..1000,
        least_sure in any::<bool>(),
    ) {
        use factmark::ui::derived::Derived;
        use factmark::ui::state::{Filter, Order};

        let order = if least_sure { Order::LeastSure } else { Order::Reading };
        let filter = Filter { threshold, ..Filter::default() };
        let mut workspace = Workspace::new(document(&content, seed));
        let mut kept = Derived::default();
        kept.refresh(&mut workspace, &filter, order);
        let check = |kept: &mut Derived, workspace: &mut Workspace| {
            kept.refresh(workspace, &filter, order);
            let mut fresh = Derived::default();
            fresh.refresh(&mut Workspace::new(workspace.document().clone()), &filter, order);
            assert_eq!(**kept, *fresh);
        };
        for (index, draw) in draws.into_iter().enumerate() {
            act(&mut workspace, draw);
            if index % 3 != 1 {
                check(&mut kept, &mut workspace);
            }
        }
        while workspace.undo().is_some() {
            check(&mut kept, &mut workspace);
        }
        while workspace.redo().is_some() {}
        check(&mut kept, &mut workspace);
    }
}

/// Everything that a side has changed is in a merge for which nobody chose: as it was, or as an open
/// proposal that tells of it.
#[track_caller]
fn assert_kept(base: &Document, side: &Document, result: &Document) {
    let told = |note: Option<&String>| note.is_some_and(|it| it.contains("Merge conflict: "));
    let aside = result.metadata().extra.contains_key(ASIDE);
    for tag in side.annotations().filter(|it| base.annotation(it.id) != Some(*it)) {
        let kept = result.annotations().any(|it| {
            let note = it.note.as_deref().unwrap_or_default();
            it.label == tag.label
                && it.spans == tag.spans
                && it.attributes == tag.attributes
                && note.starts_with(tag.note.as_deref().unwrap_or_default())
                && (it.standing.review == tag.standing.review
                    || it.standing.signed == tag.standing.signed && told(it.note.as_ref()))
        });
        assert!(kept, "{tag:?} is gone");
    }
    for record in side.records().filter(|it| base.record(it.id) != Some(*it)) {
        let kept = result.records().any(|it| {
            let named = |name: &String| *name == it.name || it.aliases.contains(name);
            record.aliases.iter().chain([&record.name]).all(named)
                && record.roles.iter().all(|role| it.roles.contains(role))
        });
        assert!(kept, "{record:?} is gone");
    }
    for link in side.relations().filter(|it| base.relation(it.id) != Some(*it)) {
        let kept = result.relations().any(|it| it.kind == link.kind);
        assert!(kept || aside, "{link:?} is gone");
    }
    if side.zones() != base.zones() {
        let zones = |it: &Document| {
            it.zones().iter().map(|it| (it.span, it.kind, it.standing.review)).collect::<Vec<_>>()
        };
        assert!(zones(side) == zones(result) || aside, "zones are gone");
    }
    if side.metadata().status != base.metadata().status {
        assert!(side.metadata().status == result.metadata().status || aside, "status is gone");
    }
}
