//! Hours of editing in minutes: random commands of the real table, with random answers to the lists
//! that they open, on three documents at once. Nothing panics, documents stay whole, memory does
//! not grow, and undo to the start gives the starting document.

#![cfg(feature = "gui")]

use factmark::annotation::Document;
use factmark::ui::chooser::choices;
use factmark::ui::command::{COMMANDS, Menu};
use factmark::ui::desk::Desk;
use factmark::ui::host::NoHost;
use factmark::ui::intent::{Edge, FileIntent, Intent, Stride, TagIntent, ViewIntent};
use factmark::ui::jobs::Jobs;
use factmark::ui::state::{Dialog, Preferences};

use crate::{repo, steps};

/// Intents between two looks at everything.
const ROUND: usize = 1000;

/// Memory that may come with time, in bytes: what the system's allocator does not give back.
const SLACK: u64 = 24 << 20;

/// A number below `end`; dice that are the same for the same seed.
fn roll(state: &mut u64, end: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % end.max(1)
}

/// Commands that the soak leaves out: they take documents away or bring more.
const LEFT_OUT: &[&str] = &["Close", "Quit", "Open the sample", "Propose tags again"];

/// What the editor asks for next: mostly a command that can be used now.
fn next(desk: &Desk, dice: &mut u64) -> Option<Intent> {
    if let Some(chooser) = &desk.shell.chooser {
        let mut rows = choices(desk, chooser);
        let row = roll(dice, rows.len() + 1);
        let intent = (row < rows.len()).then(|| rows.swap_remove(row).intent);
        return intent.filter(is_in).or(Some(Intent::View(ViewIntent::Escape)));
    }
    if let Some(dialog) = &desk.shell.dialog {
        return Some(answer(desk, dialog, dice));
    }
    let open = desk.current()?;
    let document = open.workspace.document();
    let ids: Vec<_> = document.annotations().map(|it| it.id).collect();
    let id = ids.get(roll(dice, ids.len())).copied();
    let words = desk.selected_words();
    Some(match roll(dice, 12) {
        0 => Intent::View(ViewIntent::Select { id: Some(id?), scroll: true }),
        1 => {
            let open = desk.open.get(roll(dice, desk.open.len()))?.id;
            Intent::File(FileIntent::Switch(open))
        }
        2 => Intent::View(ViewIntent::GoTo(document.annotation(id?)?.spans.hull())),
        3 => {
            let labels = &document.tag_set().labels;
            Intent::Tag(TagIntent::Label(labels.get(roll(dice, labels.len()))?.key.clone()))
        }
        4 => match roll(dice, 3) {
            0 => Intent::Tag(TagIntent::Note(id?, ["", "why?"][roll(dice, 2)].to_owned())),
            1 => Intent::Tag(TagIntent::Resize(id?, roll(dice, 2), words?)),
            _ => Intent::Tag(TagIntent::Nudge {
                edge: [Edge::Start, Edge::End][roll(dice, 2)],
                stride: [Stride::Word, Stride::Grapheme][roll(dice, 2)],
                forward: roll(dice, 2) == 0,
            }),
        },
        _ => {
            let command = COMMANDS.get(roll(dice, COMMANDS.len()))?;
            // Files and themes are tested elsewhere; here they would only take turns away.
            let rare = matches!(command.menu, Menu::File | Menu::View | Menu::Help);
            let use_it = (command.enabled)(desk) && !LEFT_OUT.contains(&command.name);
            let use_it = use_it && (!rare || roll(dice, 5) == 0);
            use_it.then(|| (command.intent)(desk)).flatten()?
        }
    })
}

/// Whether the intent leaves the three documents where they are.
fn is_in(intent: &Intent) -> bool {
    match intent {
        Intent::File(it) => {
            matches!(it, FileIntent::Save(_) | FileIntent::Export(_) | FileIntent::ExportAs(..))
        }
        _ => true,
    }
}

/// An answer to a dialog: what its button asks for, or nothing.
fn answer(desk: &Desk, dialog: &Dialog, dice: &mut u64) -> Intent {
    let document = desk.current().map(|it| it.workspace.document());
    let done = match (dialog, document) {
        (Dialog::Bulk { review, .. }, _) if roll(dice, 20) == 0 => {
            let shown = desk.current().map(|it| it.derived.queue.clone());
            Some(TagIntent::DecideMany(shown.unwrap_or_default(), *review))
        }
        (Dialog::Rename { record, .. }, _) => {
            Some(TagIntent::RenameRecord(*record, format!("Name {}", roll(dice, 9))))
        }
        (Dialog::Mentions { id, .. }, Some(document)) => {
            let found = factmark::annotation::actions::identical_mentions(
                document,
                *id,
                factmark::annotation::actions::Alike::default(),
            );
            Some(TagIntent::Mentions(*id, found.into_iter().map(|it| it.span).collect()))
        }
        _ => None,
    };
    done.map_or(Intent::View(ViewIntent::Escape), Intent::Tag)
}

/// Memory of this process, in bytes; `None` where the system does not tell.
fn memory() -> Option<u64> {
    let path = std::path::Path::new("/proc/self/status");
    let status = factmark::files::bytes(path).ok()?;
    let status = String::from_utf8(status).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

/// A desk with three tagged articles.
fn desk(ctx: &egui::Context) -> Desk {
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    let mut desk = Desk::new(preferences, Jobs::inline(), Box::new(NoHost));
    for name in ["harbour-flood.txt", "ambaliya-hausa.txt", "press-release.md"] {
        let article = repo::read(&format!("assets/samples/{name}"));
        desk.ask(ctx, Intent::File(FileIntent::Paste(article)));
        desk.receive(ctx);
    }
    assert!(desk.open.iter().all(|it| it.workspace.document().annotation_count() > 10));
    desk
}

/// Takes everything back and compares; done again, the document is as it was.
fn there_and_back(desk: &mut Desk, ctx: &egui::Context, first: &[Document]) -> usize {
    let mut steps = 0;
    for (number, first) in first.iter().enumerate() {
        let open = &desk.open[number];
        let before = open.workspace.document().clone();
        steps::assert_whole(&before);
        let (id, (undo, _)) = (open.id, open.workspace.steps());
        desk.shell.dialog = None;
        desk.shell.chooser = None;
        desk.ask(ctx, Intent::File(FileIntent::Switch(id)));
        for _ in 0..undo {
            desk.ask(ctx, Intent::Undo);
        }
        assert_eq!(desk.open[number].workspace.document(), first, "undone to the start");
        for _ in 0..undo {
            desk.ask(ctx, Intent::Redo);
        }
        assert_eq!(*desk.open[number].workspace.document(), before, "done again");
        for _ in 0..undo {
            desk.ask(ctx, Intent::Undo);
        }
        desk.open[number].workspace.forget_history();
        steps += undo;
    }
    steps
}

fn soak(rounds: usize) {
    let ctx = egui::Context::default();
    let mut desk = desk(&ctx);
    let first: Vec<Document> = desk.open.iter().map(|it| it.workspace.document().clone()).collect();
    let (mut dice, mut steps, mut asked) = (7, 0, 0);
    let mut settled = None;
    for round in 0..rounds {
        let mut intents = 0;
        while intents < ROUND {
            let asking = desk.shell.dialog.clone();
            if let Some(intent) = next(&desk, &mut dice) {
                desk.ask(&ctx, intent);
                if asking.is_some() && desk.shell.dialog == asking {
                    // The buttons of a dialog close it, too.
                    desk.ask(&ctx, Intent::View(ViewIntent::Escape));
                }
                desk.receive(&ctx);
                intents += 1;
            }
            desk.shell.toasts.shown.clear();
        }
        assert_eq!(desk.open.len(), 3);
        asked += intents;
        steps += there_and_back(&mut desk, &ctx, &first);
        let now = memory();
        if round == rounds / 10 {
            settled = now;
        }
        if let Some((now, settled)) = now.zip(settled) {
            assert!(now < settled + SLACK, "memory grew from {settled} to {now} bytes");
        }
    }
    println!("{asked} intents, {steps} steps undone and done again, {settled:?} -> {:?}", memory());
    assert!(steps > asked / 4, "{steps} steps of {asked} intents");
}

#[test]
fn random_commands_do_no_harm() {
    soak(3);
}

#[test]
#[ignore = "takes minutes: cargo test --test suite a_hundred_thousand -- --ignored --nocapture"]
fn a_hundred_thousand_random_commands_do_no_harm() {
    soak(100);
}

#[test]
fn the_soak_uses_commands_that_there_are() {
    for name in LEFT_OUT {
        assert!(COMMANDS.iter().any(|it| it.name == *name), "{name}");
    }
}
