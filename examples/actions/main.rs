//! How many actions it takes to tag an article: `cargo run --example actions -- [--first N] GOLD…`.
//!
//! `GOLD` are texts with right answers, as `factmark eval` reads them: lines of a data set, packed or not.
//! An editor who follows a script brings the first `N` (ten) texts of each file to the right answers, in
//! the window and without a display: from a blank document, from proposals one by one, and from proposals
//! with the wrong ones looked for first and the rest accepted at once. Each ends by comparing the document
//! with the right answers, exactly: labels, places, and which source and cue belong to which quote.
//!
//! One action is one key press (typing counts by the key), one click, one drag, one turn to another tag.
//! What is read is not counted, and neither is scrolling. docs/FIGURES.md has figures.

#![expect(clippy::print_stdout, reason = "it prints figures")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]

mod editor;
mod wanted;

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, bail};
use factmark::annotation::Gold;
use factmark::files;
use factmark::formats::gold;

use editor::{Editor, Way};
use wanted::Wanted;

/// How many texts of each file, where nothing is said.
const FIRST: usize = 10;

fn main() -> anyhow::Result<()> {
    let mut first = FIRST;
    let mut files = Vec::new();
    let mut given = std::env::args().skip(1);
    while let Some(it) = given.next() {
        if it == "--first" {
            let number = given.next().context("--first needs a number")?;
            first = number.parse().with_context(|| format!("{number:?} is no number"))?;
        } else {
            files.push(it);
        }
    }
    if files.is_empty() {
        bail!("name at least one file of texts with right answers; see docs/DATASETS.md");
    }
    for file in files {
        let texts = read(Path::new(&file), first).with_context(|| file.clone())?;
        println!("{file}: {} texts", texts.len());
        measure(&texts)?;
    }
    Ok(())
}

/// The first texts of a file.
fn read(path: &Path, first: usize) -> anyhow::Result<Vec<Gold>> {
    let mut input = files::stream(path)?;
    let packed = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let input: Box<dyn Read> = if packed {
        Box::new(flate2::bufread::MultiGzDecoder::new(input))
    } else {
        Box::new(input)
    };
    let mut texts = Vec::new();
    for line in BufReader::new(input).lines().take(first) {
        texts.push(gold::read(&line?)?);
    }
    Ok(texts)
}

/// Has every text tagged in every way, and prints what it took.
fn measure(texts: &[Gold]) -> anyhow::Result<()> {
    let words: usize = texts.iter().map(|it| it.text.as_str().split_whitespace().count()).sum();
    let wanted: Vec<Wanted> = texts.iter().map(Wanted::new).collect();
    let tags: usize = wanted.iter().map(|it| it.tags.len()).sum();
    println!("  {words} words, {tags} tags to be there at the end");
    let mut blank = 0;
    for way in Way::ALL {
        let mut editor = Editor::new();
        for (text, wanted) in texts.iter().zip(&wanted) {
            editor.work(&text.text, wanted, way).with_context(|| text.id.clone())?;
        }
        let total = editor.total();
        let rate = total as f64 * 1000.0 / words.max(1) as f64;
        if way == Way::Blank {
            blank = total;
        }
        let ratio = total as f64 / blank.max(1) as f64;
        println!(
            "  {:<34} {total:>6} actions  {rate:>7.1} per 1,000 words  ratio {ratio:.2}",
            name(way)
        );
        for (what, count) in editor.counts() {
            println!("    {what:<32} {count:>6}");
        }
    }
    Ok(())
}

fn name(way: Way) -> &'static str {
    match way {
        Way::Blank => "from a blank document",
        Way::OneByOne => "from proposals, one by one",
        Way::AtOnce => "from proposals, right ones at once",
    }
}
