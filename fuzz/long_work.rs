//! Measures long work: `cargo run --release --manifest-path fuzz/Cargo.toml --bin long_work`.
//!
//! An article of 10 MB is tagged, and cancelled at 40 moments; then 10,000 documents are exported.

use std::time::{Duration, Instant};

use factmark::annotation::Document;
use factmark::annotation::reconcile::reconcile;
use factmark::formats::native::{self, Form};
use factmark::formats::{EXPORTERS, tagset};
use factmark::tagger::{self, Cancel, Models, Run};
use factmark::text::Text;

const ARTICLE: &str = include_str!("../assets/samples/harbour-flood.txt");

fn main() {
    let copies = 10_000_000 / ARTICLE.len() + 1;
    let text = Text::new(ARTICLE.repeat(copies));
    let began = Instant::now();
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    let found = tagger::tag(&text, None, &run).expect("nobody cancels");
    let whole = began.elapsed();
    let megabytes = text.len() as f64 / 1e6;
    println!("tag {megabytes:.1} MB: {whole:.2?}, {} proposals", found.annotations.len());

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

    let mut slowest = Duration::ZERO;
    const MOMENTS: u32 = 40;
    for moment in 0..MOMENTS {
        let cancel = Cancel::new();
        let wait = whole * moment / MOMENTS;
        let late = std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let run = Run { cancel: &cancel, progress: &|_| {}, models: Models::shipped() };
                tagger::tag(&text, None, &run).is_err().then(Instant::now)
            });
            std::thread::sleep(wait);
            let asked = Instant::now();
            cancel.cancel();
            let ended = worker.join().expect("the tagger does not panic");
            ended.map(|it| it.saturating_duration_since(asked))
        });
        if let Some(late) = late {
            println!("cancel at {wait:.2?}: {late:.1?}");
            slowest = slowest.max(late);
        }
    }
    println!("slowest cancel: {slowest:.1?}");

    let small = native::read_json(&one(), &tagset::news()).expect("it loads").document;
    let many = vec![small; 10_000];
    for exporter in EXPORTERS {
        let began = Instant::now();
        let mut out = Vec::new();
        exporter.export(&many, &mut out).expect("memory takes everything");
        let size = out.len() as f64 / 1e6;
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
