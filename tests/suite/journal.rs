//! A window is killed with SIGKILL at any moment while it edits and saves, and what is left is
//! looked at: the file is a whole version, the journal replays, and nothing is gone but what
//! happened in the last 100 ms.
//!
//! The window is this test program itself, started anew as `a_window_that_is_killed`: a desk with
//! the real threads, the real journal and real files, but without a screen.

#![cfg(all(feature = "gui", unix))]
#![expect(clippy::disallowed_methods, reason = "a test plays the editor, and looks at the files")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use factmark::annotation::{AnnotationId, Review, Timestamp};
use factmark::files;
use factmark::files::journal::left_behind;
use factmark::formats::journal::{self as form, Entry, SavedAs, Start};
use factmark::formats::native::{self, Form};
use factmark::formats::tagset;
use factmark::ui::desk::Desk;
use factmark::ui::host::{Host, Pick};
use factmark::ui::intent::{FileIntent, Intent, TagIntent};
use factmark::ui::jobs::{Answer, Done, Jobs};
use factmark::ui::journal;
use factmark::ui::state::{After, Preferences};
use factmark::workspace::{Change, Workspace};
use proptest::prelude::*;

use crate::steps;

/// Tells the killed window where it works, and what its dice begin with.
const FOLDER: &str = "FACTMARK_TEST_KILL";
const SEED: &str = "FACTMARK_TEST_SEED";

/// The longest time before the kill from which anything may be gone.
const BOUND: Duration = Duration::from_millis(100);

/// The same beside all the other tests, which may leave no processor for a while.
const BUSY: Duration = Duration::from_secs(1);

const ARTICLE: &str = "“The wall held all night,” said Ilse Marchetti, the port engineer. She said \
    repairs would cost $4 million. Marchetti told reporters that 31 boats sank on Sunday.\n";

/// A system with folders, and nothing else.
struct Folders(PathBuf);

impl Host for Folders {
    fn now(&self) -> Option<Timestamp> {
        None
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn backup_folder(&self) -> Option<PathBuf> {
        Some(self.0.join("backups"))
    }

    fn journal_folder(&self) -> Option<PathBuf> {
        Some(self.0.join("journal"))
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }
}

fn digest(content: &str) -> String {
    SavedAs::new(Path::new(""), content.as_bytes(), 0).sha256
}

/// A number below `end`; dice that are the same for the same seed.
fn roll(state: &mut u64, end: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % end
}

/// What the editor does next.
fn intent(desk: &Desk, dice: &mut u64) -> Intent {
    let document = desk.current().unwrap().workspace.document();
    let ids: Vec<AnnotationId> = document.annotations().map(|it| it.id).collect();
    let id = ids[usize::try_from(roll(dice, ids.len() as u64)).unwrap()];
    match roll(dice, 20) {
        0..7 => Intent::Tag(TagIntent::Note(id, format!("note {}", roll(dice, 1_000_000)))),
        7..10 => Intent::Tag(TagIntent::Decide(id, Review::Accepted)),
        10..13 => Intent::Tag(TagIntent::Decide(id, Review::Rejected)),
        13..16 => Intent::Undo,
        16..18 => Intent::Redo,
        _ => Intent::File(FileIntent::Save(After::Stay)),
    }
}

/// Not a test of its own: what the others start and kill. Does nothing unless they do.
#[test]
#[ignore = "started and killed by other tests"]
fn a_window_that_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = PathBuf::from(folder);
    let mut dice = std::env::var(SEED).unwrap().parse().unwrap();
    let ctx = egui::Context::default();
    let jobs = Jobs::threaded(Arc::new(|| {}));
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    let mut desk = Desk::new(preferences, jobs, Box::new(Folders(folder.clone())));
    desk.ask(&ctx, Intent::File(FileIntent::OpenPaths(vec![folder.join("a.factmark.ron")])));
    while desk.current().is_none() {
        desk.receive(&ctx);
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut told = u64::MAX;
    loop {
        let intent = intent(&desk, &mut dice);
        desk.ask(&ctx, intent);
        desk.receive(&ctx);
        let workspace = &desk.current().unwrap().workspace;
        if workspace.revision() != told {
            told = workspace.revision();
            let content = digest(&native::write(workspace.document(), Form::Ron));
            println!("\n@ {told} {content}");
            std::io::stdout().flush().unwrap();
        }
        std::thread::sleep(Duration::from_micros(roll(&mut dice, 8000)));
    }
}

/// What the window said before it was killed: for each revision the digest of the document as a
/// file, and when that was heard.
type Said = BTreeMap<u64, (String, Instant)>;

/// Starts a window, kills it some time after its first step, and returns what it said, and when it
/// was killed.
fn kill(folder: &Path, seed: u64) -> (Said, Instant) {
    let mut dice = seed;
    let mut window = Command::new(std::env::current_exe().unwrap())
        .args(["journal::a_window_that_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(window.stdout.take().unwrap());
    let (sender, heard) = sync_channel(100_000);
    let reader = std::thread::Builder::new();
    let reader = reader.spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let mut words = line.split(' ');
            if let (Some("@"), Some(revision), Some(digest)) =
                (words.next(), words.next(), words.next())
            {
                let said = (revision.parse().unwrap(), (digest.to_owned(), Instant::now()));
                sender.send(said).unwrap();
            }
        }
    });
    let first: (u64, (String, Instant)) =
        heard.recv_timeout(Duration::from_mins(1)).expect("the window does its first step");
    std::thread::sleep(Duration::from_micros(roll(&mut dice, 400_000)));
    let killed = Instant::now();
    window.kill().unwrap();
    assert_eq!(window.wait().unwrap().signal(), Some(9), "it ran until it was killed");
    reader.unwrap().join().unwrap();
    (std::iter::once(first).chain(heard.try_iter()).collect(), killed)
}

/// What the rounds found.
#[derive(Debug, Default)]
struct Found {
    rounds: u64,
    changes: u64,
    torn: u64,
    saved: u64,
    parts: u64,
    lost: u64,
    longest: Duration,
}

fn round(seed: u64, bound: Duration, found: &mut Found) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let before = steps::document(ARTICLE, 7);
    let before = native::write(&before, Form::Ron);
    fs::write(&path, &before).unwrap();
    let (mut said, killed) = kill(folder.path(), seed);
    said.insert(0, (digest(&before), said.values().next().unwrap().1));

    // The file is whole: a state that the document was in.
    let on_disk = fs::read_to_string(&path).unwrap();
    let opened = files::open(&path, &tagset::news()).unwrap();
    assert!(opened.documents[0].problems.is_empty(), "seed {seed}");
    let mut left = left_behind(&folder.path().join("journal"), &tagset::news()).unwrap();
    let work = match left.as_slice() {
        [] => None,
        [one] => Some(journal::replay(one.journal.as_ref().unwrap())),
        more => panic!("seed {seed}: {} journals", more.len()),
    };
    // What was done last may be in the journal, or the file, and yet not have been said.
    let recovered = work.as_ref().map_or(0, |it| it.workspace.revision());
    let last = *said.keys().next_back().unwrap();
    assert!(recovered <= last + 1, "seed {seed}");
    let mut states: Vec<String> = said.values().map(|it| it.0.clone()).collect();
    if let Some(work) = &work {
        let now = digest(&native::write(work.workspace.document(), Form::Ron));
        if let Some((expected, _)) = said.get(&recovered) {
            assert_eq!(now, *expected, "seed {seed}, revision {recovered}");
        }
        assert_eq!(work.on_disk, journal::OnDisk::Known, "seed {seed}: our file is not known");
        states.push(now);
        steps::assert_whole(work.workspace.document());
        found.torn += u64::from(work.torn);
    }
    assert!(
        states.contains(&digest(&on_disk)),
        "seed {seed}: the file is no state of the document"
    );

    // Nothing is gone but what is younger than the bound.
    let gone: Vec<Instant> = said.range(recovered + 1..).map(|it| it.1.1).collect();
    let age = gone.first().map_or(Duration::ZERO, |it| killed.saturating_duration_since(*it));
    assert!(age <= bound, "seed {seed}: {age:?} of work is gone");
    found.rounds += 1;
    found.changes += last;
    found.saved += u64::from(on_disk != before);
    found.lost += u64::from(!gone.is_empty());
    found.longest = found.longest.max(age);
    let names = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    found.parts += names.filter(|it| it.to_string_lossy().ends_with(".part")).count() as u64;
    for left in left.drain(..) {
        left.remove().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_steps_are_recovered_with_their_history(
        draws in prop::collection::vec(any::<steps::Draw>(), 0..40),
        ways in prop::collection::vec(0..8_u8, 40),
    ) {
        let mut workspace = Workspace::new(steps::document(ARTICLE, 7));
        prop_assert_eq!(workspace.take_log(), None);
        let start = start(&workspace);
        let mut entries = Vec::new();
        for (draw, way) in draws.into_iter().zip(ways) {
            match way {
                0 | 1 => drop(workspace.undo()),
                2 => drop(workspace.redo()),
                3 => workspace.mark_saved(workspace.revision()),
                _ => steps::act(&mut workspace, draw),
            }
            let log = workspace.take_log().unwrap();
            entries.extend(log.into_iter().map(|it| match it {
                Change::Step(it) => Entry::Step(it),
                Change::Undo => Entry::Undo,
                Change::Redo => Entry::Redo,
                Change::Forget => Entry::Forget,
                Change::Saved(revision) => {
                    Entry::Saved(SavedAs::new(Path::new("nowhere.ron"), b"", revision))
                }
            }));
        }
        let mut bytes = form::start(&start);
        bytes.extend(form::entries(workspace.document().text(), &entries));
        let read = form::read(&bytes, &tagset::news()).unwrap();
        prop_assert_eq!((&read.entries, read.dropped), (&entries, 0));
        let work = journal::replay(&read);
        prop_assert!(!work.torn);
        prop_assert_eq!(work.workspace.document(), workspace.document());
        prop_assert_eq!(work.workspace.past(), workspace.past());
        // Begun anew at this moment, it holds the same.
        let again = form::read(&form::start(&self::start(&workspace)), &tagset::news()).unwrap();
        let again = journal::replay(&again).workspace;
        prop_assert_eq!(again.document(), workspace.document());
        prop_assert_eq!(again.past(), workspace.past());
    }
}

#[test]
fn a_file_that_was_saved_unheard_is_known_as_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let workspace = Workspace::new(steps::document(ARTICLE, 7));
    let note = |text: &str| {
        let document = workspace.document();
        let id = document.annotations().next().unwrap().id;
        Entry::Step(factmark::annotation::actions::set_note(document, id, text).unwrap())
    };
    let saving =
        |content: &str, revision| Entry::Saving(SavedAs::new(&path, content.as_bytes(), revision));
    let entries = vec![note("one"), saving("one", 1), note("two"), saving("two", 2), note("three")];
    for (content, unsaved) in [("one", 2), ("two", 1)] {
        fs::write(&path, content).unwrap();
        let read = form::Journal { start: start(&workspace), entries: entries.clone(), dropped: 0 };
        let work = journal::replay(&read);
        assert_eq!(work.on_disk, journal::OnDisk::Known, "{content}");
        assert_eq!(work.workspace.unsaved(), Some(unsaved), "{content}");
    }
    let mut late = entries.clone();
    late.push(Entry::Saved(SavedAs::new(&path, b"one", 1)));
    let read = form::Journal { start: start(&workspace), entries: late, dropped: 0 };
    let work = journal::replay(&read);
    assert_eq!((work.on_disk, work.workspace.unsaved()), (journal::OnDisk::Known, Some(1)));
    fs::write(&path, "somebody else's words").unwrap();
    let read = form::Journal { start: start(&workspace), entries, dropped: 0 };
    assert_eq!(journal::replay(&read).on_disk, journal::OnDisk::NoFile);
}

fn start(workspace: &Workspace) -> Start {
    let past = workspace.past();
    let saved = past.saved;
    let (undo, redo) = past.into_steps();
    Start {
        name: "a".to_owned(),
        opened: None,
        saved_as: None,
        document: workspace.document().clone(),
        undo,
        redo,
        saved,
        revision: workspace.revision(),
    }
}

#[test]
fn a_window_that_is_killed_loses_nothing() {
    let mut found = Found::default();
    for seed in 0..12 {
        round(seed, BUSY, &mut found);
    }
    println!("{found:?}");
}

#[test]
#[ignore = "takes four minutes: cargo test --test suite a_thousand -- --ignored --nocapture"]
fn a_thousand_killed_windows_lose_nothing() {
    let mut found = Found::default();
    for seed in 1000..2000 {
        round(seed, BOUND, &mut found);
    }
    println!("{found:?}");
}
