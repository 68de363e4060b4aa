//! Data sets from the window.

use factmark::files::{self, Over};
use factmark::tagger::Cancel;
use factmark::ui::dataset::{DatasetChoice, Making};
use factmark::ui::jobs::{Done, Made};

use super::*;

fn fill(window: &mut Harness<'_, Desk>, name: &str, words: &str) {
    let field = window.get_by_role_and_label(Role::TextInput, name);
    field.click();
    window.run_ok();
    press_with(window, Modifiers::COMMAND, Key::A);
    typed(window, words);
}

/// Asks for the question about a data set.
fn ask(window: &mut Harness<'_, Desk>) {
    press_with(window, Modifiers::COMMAND, Key::K);
    typed(window, "data set");
    press(window, Key::Enter);
    window.get_by_label("Make a data set of a folder");
}

#[test]
fn a_folder_becomes_a_data_set_without_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let document = |id: usize, review: &str| {
        format!(
            r#"{{"factmark": 1, "id": "d{id}", "text": "Ann Lee left on day {id}.", "annotations":
            [{{"id": "a1", "label": "person", "spans": [[0, 7]], "quote": ["Ann Lee"],
            "review": "{review}", "tier": "sure", "signed": {{"by": "Kim"}}, "origin": {{"person": "Kim"}}}}]}}"#
        )
    };
    files::make_folder(&at("archive")).unwrap();
    for id in 0..12 {
        let review = if id == 7 { "proposed" } else { "accepted" };
        let path = at(&format!("archive/{id}.factmark.json"));
        files::write(&path, document(id, review).as_bytes(), Over::Nothing).unwrap();
    }
    let mut window = window(desk());
    ask(&mut window);
    assert!(window.get_by_label("Make it").accesskit_node().is_disabled());
    fill(&mut window, "Documents in", &at("archive").to_string_lossy());
    fill(&mut window, "New folder", &at("set").to_string_lossy());
    fill(&mut window, "Shares of parts", "much");
    assert!(window.query_all_by_label_contains("write them as 80/10/10").next().is_some());
    assert!(window.get_by_label("Make it").accesskit_node().is_disabled());
    fill(&mut window, "Shares of parts", "1/1");
    click(&mut window, "Call editors editor-1, editor-2 …");
    click(&mut window, "Make it");
    assert!(window.query_all_by_label_contains("of 11 documents").next().is_some());
    let read = |name: &str| String::from_utf8(files::bytes(&at(name)).unwrap()).unwrap();
    let lines = [read("set/train.factmark.jsonl"), read("set/test.factmark.jsonl")].concat();
    assert_eq!((lines.lines().count(), lines.contains("Kim")), (11, false));
    assert!(read("set/README.md").contains("1 documents were left out"));
    assert!(window.state().shell.making.is_none());
    // What was chosen is what the next one begins with; the folder is there now.
    ask(&mut window);
    click(&mut window, "Make it");
    window.get_by_label("The data set could not be made");
    let kept = &window.state().preferences.dataset;
    assert_eq!((kept.split.as_str(), kept.anonymise), ("1/1", true));
}

#[test]
fn a_data_set_that_is_stopped_ends_at_once_and_says_nothing_later() {
    let mut window = with_article(ARTICLE);
    let cancel = Cancel::new();
    window.state_mut().shell.making = Some(Making { done: 0, cancel: cancel.clone() });
    window.state().jobs.answer().send(Done::MakingDataset(1240));
    // The sign of work turns as long as it is there.
    window.step();
    window.step();
    window.get_by_label("Making a data set: 1240 documents");
    window.get_by_label("Stop making").click();
    window.step();
    settle(&mut window);
    assert!(cancel.is_cancelled() && window.state().shell.making.is_none());
    window.get_by_label("The data set was stopped; nothing of it is left.");
    let toasts = window.state().shell.toasts.shown.len();
    let late = Done::DatasetMade { path: "/far/away".into(), made: Made::Stopped, cancel };
    window.state().jobs.answer().send(late);
    settle(&mut window);
    assert!(window.state().shell.toasts.shown.len() <= toasts);
}

#[test]
fn what_is_typed_about_a_data_set_is_what_is_made() {
    let choice = DatasetChoice {
        from: " archive ".to_owned(),
        to: "set".to_owned(),
        labels: "person, quote,".to_owned(),
        until: "2026-12-01".to_owned(),
        split: String::new(),
        stratify: "lang".to_owned(),
        ..DatasetChoice::default()
    };
    let settings = choice.settings().unwrap();
    assert_eq!(settings.folders, [std::path::PathBuf::from("archive")]);
    assert_eq!(settings.labels, ["person", "quote"]);
    assert_eq!((settings.split, settings.stratify), (None, None), "one part has no groups");
    assert!(settings.since.is_none() && settings.editors.is_empty());
    let wrong = DatasetChoice { since: "soon".to_owned(), ..choice };
    assert!(wrong.settings().is_err_and(|it| it.contains("soon")));
    assert!(DatasetChoice::default().settings().is_err());
}

/// Of how many documents the long test makes a data set.
const MANY: usize = 10_000;

#[test]
#[ignore = "takes a minute; prints how long a frame takes meanwhile, and a stop"]
fn ten_thousand_documents_are_exported_beside_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    files::make_folder(&at("archive")).unwrap();
    for id in 0..MANY {
        let text = format!("Ann Lee left on day {id}. {}", "The harbour was quiet. ".repeat(20));
        let document = serde_json::json!({"factmark": 1, "text": text, "annotations": [{
            "id": "a1", "label": "person", "spans": [[0, 7]], "review": "accepted", "tier": "sure",
            "signed": {"by": "Kim"}, "origin": {"person": "Kim"}}]});
        let path = at(&format!("archive/{id}.factmark.json"));
        files::write(&path, document.to_string().as_bytes(), Over::Nothing).unwrap();
    }
    let choice = DatasetChoice {
        from: at("archive").to_string_lossy().into_owned(),
        to: at("set").to_string_lossy().into_owned(),
        ..DatasetChoice::default()
    };
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    let jobs = Jobs::threaded(std::sync::Arc::new(|| {}));
    let mut window = window(Desk::new(preferences, jobs, Box::new(NoHost)));
    let ctx = window.ctx.clone();
    let begin = |window: &mut Harness<'_, Desk>, format: &str| {
        let choice = DatasetChoice { format: format.to_owned(), ..choice.clone() };
        let make = FileIntent::MakeDataset(Box::new(choice));
        window.state_mut().ask(&ctx, Intent::File(make));
    };
    let clock = std::time::Instant::now;
    let left = || folder.path().read_dir().unwrap().count() - 1;
    let (mut frames, mut stops) = (Vec::new(), Vec::new());
    let mut frame = |window: &mut Harness<'_, Desk>| {
        let since = clock();
        window.step();
        frames.push(since.elapsed().as_micros());
    };
    for round in 0..12 {
        // One file for all, and two for each.
        begin(&mut window, if round % 2 == 0 { "csv" } else { "brat" });
        let goal = 300 + round * 200;
        while window.state().shell.making.as_ref().is_some_and(|it| it.done < goal) {
            frame(&mut window);
        }
        let since = clock();
        window.state_mut().ask(&ctx, Intent::File(FileIntent::StopDataset));
        while left() > 0 {
            std::thread::yield_now();
        }
        stops.push(since.elapsed().as_micros() / 1000);
    }
    let since = clock();
    begin(&mut window, "csv");
    while window.state().shell.making.is_some() {
        frame(&mut window);
    }
    let seconds = since.elapsed().as_secs_f32();
    assert!(at("set/README.md").is_file());
    frames.sort_unstable();
    let part = |share: usize| frames[frames.len() * share / 100];
    println!("{MANY} documents: {seconds:.1} s; {} frames meanwhile", frames.len());
    println!("frame, ms: median {}, 99 % {}", part(50) / 1000, part(99) / 1000);
    println!("until nothing is left of a stopped one, ms: {stops:?}");
}
