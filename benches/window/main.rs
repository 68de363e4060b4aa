//! How long the whole window takes, without a display: `cargo bench --bench window`, or
//! `cargo bench --bench window -- NAME…` for some of the documents.
//!
//! A frame is all that the window does in one, panels and journal included, and the triangles that
//! it hands to the graphics card: processor time of its thread, in milliseconds, as median, 99th
//! percentile and worst. Each document is measured in a process of its own, which did not make it, so
//! that memory is its own: what the process holds after the first frames, without what it held
//! before the file was read, over the size of the text. `cargo bench --bench window -- stop` stops the tagger on 10 MB at
//! random moments and prints, by the clock, how long it is until another article has its tags.
//!
//! Not here: what the graphics card does, and reading the file.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement that goes wrong has to stop, and its figures are small"
)]

mod documents;
mod window;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use documents::{SAMPLES, Sample};
use egui::{Event, Key, Modifiers};
use factmark::annotation::Review;
use factmark::files;
use factmark::formats::native::{self, Form};
use factmark::formats::tagset;
use factmark::ui::intent::{Intent, TagIntent, ViewIntent};
use window::{Times, Window, memory};

/// Given to the process that measures one document.
const ONE: &str = "--one";

/// The document in its folder.
const FILE: &str = "sample.factmark.json";

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [one, folder] = asked.as_slice()
        && one == ONE
    {
        return measure(Path::new(folder));
    }
    if asked == ["stop"] {
        return stopping();
    }
    println!("thread processor time per frame, ms: median / 99th percentile / worst");
    let program = std::env::current_exe().expect("the bench has a path");
    for sample in SAMPLES {
        if asked.is_empty() || asked.iter().any(|it| it == sample.name) {
            let folder = make(sample);
            let done = Command::new(&program).arg(ONE).arg(folder.path()).status();
            assert!(done.is_ok_and(|it| it.success()), "{} failed", sample.name);
        }
    }
}

/// A folder with the document as a file.
fn make(sample: &Sample) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let document = sample.document();
    let (bytes, tags) = (document.text().len(), document.annotation_count());
    let path = folder.path().join(FILE);
    files::save(&path, &document, Form::Json, files::Over::Nothing).expect("the sample is saved");
    println!("\n{}: {bytes} bytes, {tags} tags", sample.name);
    folder
}

/// Opens the document in `folder`, does what an editor does, and prints what each thing took.
fn measure(folder: &Path) {
    let path = folder.join(FILE);
    let mut window = Window::new(folder);
    let before = memory();
    let opened = files::open(&path, &tagset::news()).expect("the sample is read");
    show("open to first frame", &window.open(&path, opened));
    window.settle();
    let bytes = window.document().text().len();
    if let (Some(before), Some(after)) = (before, memory()) {
        let times = (after.saturating_sub(before)) as f64 / bytes as f64;
        println!("  {:<28} {times:.1} × text ({:.1} MB)", "memory", after as f64 / 1e6);
    }
    show("idle", &window.frames(120, |_, _| {}));
    moving(&mut window);
    window.ctx.enable_accesskit();
    window.settle();
    show("idle, screen reader", &window.frames(120, |_, _| {}));
    show("scrolling, screen reader", &scrolling(&mut window));
    window.ctx.disable_accesskit();
    deciding(&mut window);
    editing(&mut window);
    bulk(&mut window);
    searching(&mut window);
    saving(&window);
}

/// Stops the tagger in the middle of 10 MB, again and again, and asks for the tags of a short
/// article at once.
fn stopping() {
    const MOMENTS: u32 = 24;
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let article = include_str!("../../assets/samples/harbour-flood.txt");
    let long = article.repeat(10_000_000 / article.len() + 1);
    let mut window = Window::new(folder.path());
    // The first run of a process compiles patterns.
    window.until_tagged(article);
    let alone = window.until_tagged(article);
    println!("a short article alone: {alone:.1?}");
    let (mut dice, mut longest) = (7, Duration::ZERO);
    for _ in 0..MOMENTS {
        let wait = Duration::from_millis(documents::roll(&mut dice, 18_000) as u64);
        window.tag_for(&long, wait);
        let took = window.until_tagged(article);
        println!("  stopped after {wait:.2?}: {took:.1?}");
        longest = longest.max(took);
    }
    println!("{MOMENTS} runs stopped: a short article at most {longest:.1?} later");
    let frames = window.while_tagged(&long);
    println!(
        "frames while 10 MB are tagged and {} tags come in",
        window.document().annotation_count()
    );
    show("by thread's processor time", &frames);
}

fn show(what: &str, times: &Times) {
    println!("  {what:<28} {times}");
}

fn scrolling(window: &mut Window) -> Times {
    window.frames(300, |_, events| events.push(window::wheel(-90.0)))
}

/// Scrolling, jumping, and the pointer over the text.
fn moving(window: &mut Window) {
    show("scrolling", &scrolling(window));
    let end = window.text().len();
    let jumps = window.each(60, |window, number| {
        let at = window.text().as_str().floor_char_boundary(end * (number * 37 % 60) / 60);
        window.article().scroll_to(at);
        Vec::new()
    });
    show("jumping", &jumps);
    window.article().scroll_to(0);
    window.settle();
    let hover = window.frames(200, |number, events| {
        events.push(Event::PointerMoved(window::along(number, 200)));
    });
    show("hover", &hover);
    window.press(window::along(0, 200), true);
    let drag = window.frames(200, |number, events| {
        events.push(Event::PointerMoved(window::along(number, 200)));
    });
    show("drag selection", &drag);
    window.press(window::along(199, 200), false);
    window.settle();
}

/// Through a thousand proposals by keyboard: the next one, and accept.
fn deciding(window: &mut Window) {
    window.ask(Intent::View(ViewIntent::Escape));
    window.settle();
    let times = window.each(1000, |_, number| {
        let key = if number == 0 { Key::J } else { Key::A };
        window::stroke(key, Modifiers::NONE)
    });
    show("J, then A, 999 times", &times);
    let times = window.each(200, |_, _| window::stroke(Key::J, Modifiers::NONE));
    show("J, 200 times", &times);
}

/// One keystroke's change of the document by itself, without drawing it.
fn editing(window: &mut Window) {
    let Some(id) = window.selected() else { return };
    let accept = [Review::Accepted, Review::Proposed];
    let change = window.edits(50, |number| TagIntent::Decide(id, accept[number % 2]));
    show("accept, the change alone", &change);
    let labels = ["person", "org", "place"];
    let change = window.edits(51, |number| TagIntent::Label(labels[number % 3].into()));
    show("relabel, the change alone", &change);
    let span = window.place(id);
    let text = window.text();
    let short =
        text.span(span.start()..span.start() + 1).expect("the sample is of one-byte letters");
    let change = window
        .edits(50, |number| TagIntent::Resize(id, 0, if number % 2 == 0 { short } else { span }));
    show("resize, the change alone", &change);
}

/// Everything that the filter shows accepted, undone and done again.
fn bulk(window: &mut Window) {
    let queue = window.queue();
    let many = Intent::Tag(TagIntent::DecideMany(queue, Review::Accepted));
    show("accept all shown", &window.once(many));
    show("undo that", &window.once(Intent::Undo));
    show("redo that", &window.once(Intent::Redo));
}

/// A word typed into the search field, letter by letter, and steps through the hits.
fn searching(window: &mut Window) {
    window.ask(Intent::View(ViewIntent::FocusSearch));
    window.settle();
    let letters: Vec<String> = "harbour council".chars().map(String::from).collect();
    let times = window.each(letters.len(), |_, number| vec![Event::Text(letters[number].clone())]);
    show("typing in search", &times);
    let next = Intent::View(ViewIntent::StepHit { forward: true });
    let times = window.each(50, |window, _| {
        window.ask(next.clone());
        Vec::new()
    });
    show("next hit", &times);
    window.ask(Intent::View(ViewIntent::Escape));
}

/// What saving writes, and how long the writer takes for it: it works in the background.
fn saving(window: &Window) {
    let began = window::now();
    let written = native::write(window.document(), Form::Json).len();
    let took = window::now().saturating_sub(began);
    println!(
        "  {:<28} {:.1} ms, {:.1} MB",
        "write, in the background",
        took.as_secs_f64() * 1e3,
        written as f64 / 1e6
    );
}
