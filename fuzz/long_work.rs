//! Measures long work: `cargo run --release --manifest-path fuzz/Cargo.toml --bin long_work [tag]
//! [fit] [export]`. On Linux, for it asks the system how long a thread has worked.
//!
//! Texts of 10 MB are tagged, and stopped at 24 random moments; then 10,000 documents are exported.

use std::time::{Duration, Instant};

use factmark::annotation::{Document, Proposals};
use factmark::annotation::reconcile::reconcile;
use factmark::formats::native::{self, Form};
use factmark::formats::{EXPORTERS, Options, tagset};
use factmark::tagger::{self, Cancel, Models, Run};
use factmark::text::Text;

const ARTICLE: &str = include_str!("../assets/samples/harbour-flood.txt");

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |what: &str| asked.is_empty() || asked.iter().any(|it| it == what);
    let copies = 10_000_000 / ARTICLE.len() + 1;
    let text = Text::new(ARTICLE.repeat(copies));
    if is_asked("tag") {
        tagged("an article again and again", &text);
        tagged("in one line", &Text::new(ARTICLE.repeat(copies).replace('\n', " ")));
        tagged("a name in each sentence", &Text::new(names(10_000_000)));
    }
    if is_asked("fit") {
        fitted(&text);
    }
    if is_asked("export") {
        exported();
    }
}

/// Tags a text.
fn tag(text: &Text) -> Proposals {
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    tagger::tag(text, None, &run).expect("nobody cancels")
}

/// Tags a text, then again with a wish to stop at each of some moments.
fn tagged(what: &str, text: &Text) {
    let began = Instant::now();
    let found = tag(text);
    let whole = began.elapsed();
    let megabytes = text.len() as f64 / 1e6;
    let count = found.annotations.len();
    println!("tag {megabytes:.1} MB, {what}: {whole:.2?}, {count} proposals");
    let (mut slowest, mut busiest) = (Duration::ZERO, Duration::ZERO);
    const MOMENTS: u32 = 24;
    let mut dice = 7_u64;
    for _ in 0..MOMENTS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let wait = whole * u32::try_from(dice >> 54).expect("ten bits") / 1024;
        if let Some((late, busy)) = stopped(text, wait) {
            if busy > Duration::from_millis(50) {
                println!("  stopped at {wait:.2?}: ended {late:.1?} later, {busy:.1?} of work");
            }
            (slowest, busiest) = (slowest.max(late), busiest.max(busy));
        }
    }
    println!("  {MOMENTS} runs stopped: at most {slowest:.1?} later, {busiest:.1?} of work");
}

/// How long a run goes on that is asked to stop after `wait`, by the clock and in time on a
/// processor; `None` if it has ended by then.
fn stopped(text: &Text, wait: Duration) -> Option<(Duration, Duration)> {
    let cancel = Cancel::new();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let me = std::fs::read_link("/proc/thread-self").expect("there is Linux");
            let work = std::path::Path::new("/proc").join(me).join("schedstat");
            tell.send(work.clone()).expect("somebody listens");
            let run = Run { cancel: &cancel, progress: &|_| {}, models: Models::shipped() };
            let ended = tagger::tag(text, None, &run).is_err();
            ended.then(|| (Instant::now(), on_processor(&work)))
        });
        let work = told.recv().expect("the run has begun");
        std::thread::sleep(wait);
        let (asked, before) = (Instant::now(), on_processor(&work));
        cancel.cancel();
        let ended = worker.join().expect("the tagger does not panic");
        ended.map(|(at, busy)| {
            (at.saturating_duration_since(asked), busy.saturating_sub(before))
        })
    })
}

/// How long a thread has had a processor; zero once it has ended.
fn on_processor(schedstat: &std::path::Path) -> Duration {
    let stat = std::fs::read_to_string(schedstat).unwrap_or_default();
    let busy = stat.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(busy.unwrap_or_default())
}

/// A text of about so many bytes in which each sentence has a name of its own.
fn names(len: usize) -> String {
    let mut text = String::with_capacity(len + 100);
    let part = |mut number: usize| {
        let mut name = String::new();
        while number > 0 || name.is_empty() {
            name.push_str(["ba", "re", "lin", "do", "mar", "tis", "ko", "ven"][number % 8]);
            number /= 8;
        }
        name[..1].to_uppercase() + &name[1..]
    };
    for number in 0.. {
        if text.len() >= len {
            break;
        }
        let (first, last) = (part(number % 977), part(number + 64));
        text.push_str(&format!("{first} {last} said: \u{201c}Rents fell {number}%.\u{201d}\n\n"));
    }
    text
}

/// Fits proposals into a document, writes it and reads it.
fn fitted(text: &Text) {
    let found = tag(text);
    let mut document = Document::new(text.clone(), tagset::news());
    let began = Instant::now();
    let result = reconcile(&document, &found, tagger::VERSION);
    println!("reconcile: {:.2?}", began.elapsed());
    let began = Instant::now();
    result.transaction.apply(&mut document).expect("proposals fit");
    println!("apply: {:.2?}", began.elapsed());
    let began = Instant::now();
    let saved = native::write(&document, Form::Ron);
    println!("write: {:.2?}, {:.1} MB", began.elapsed(), saved.len() as f64 / 1e6);
    let began = Instant::now();
    native::read_ron(&saved, &tagset::news()).expect("what is saved loads");
    println!("read: {:.2?}", began.elapsed());
}

/// Exports 10,000 documents in each format.
fn exported() {
    let small = native::read_json(&one(), &tagset::news()).expect("it loads").document;
    let many = vec![small; 10_000];
    for exporter in EXPORTERS {
        let began = Instant::now();
        let written = many.iter().map(|it| exporter.write(it, &Options::default()));
        let size: usize = written.flat_map(|it| it.parts).map(|it| it.len()).sum();
        let size = size as f64 / 1e6;
        println!("export 10,000 as {}: {:.2?}, {size:.0} MB", exporter.key(), began.elapsed());
    }
}

/// The sample article, tagged and saved.
fn one() -> String {
    let mut document = Document::new(Text::new(ARTICLE), tagset::news());
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    let found = tagger::tag_document(&document, &run).expect("nobody cancels");
    found.transaction.apply(&mut document).expect("proposals fit");
    native::write(&document, Form::Json)
}
