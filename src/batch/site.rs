//! Lines that files of one site have in common: [`Sites`] counts them, [`Shared`] tells a file those that
//! others have, too.
//!
//! Files belong to one site if their pages name the same host as their own address, without `www.`, `m.` and
//! `amp.`; a file that names none belongs to those in its folder that name none. Files whose articles are nearly the same
//! (two drafts, copies) count as one. The order in which files come makes no difference. Lines and
//! sketches are kept on the disk: memory grows only with the number of sites.
//!
//! Not here: what follows for zones (`tagger`), which never change the text.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::annotation::{Document, Value};
use crate::files;
use crate::files::spill::{List, Sorter, Table};
use crate::formats::native::Form;
use crate::formats::{IMPORTERS, tagset};
use crate::text::{Often, Repeats, Sketch, Text, line_keys};

/// Most bytes of a file that is looked at.
const LARGEST: u64 = 32 << 20;

/// From which resemblance on two files are one article.
const ALIKE: f64 = 0.5;

/// Files with one line that are looked at to find some that are not alike.
const LOOKED_AT: usize = 64;

/// Files that are enough to call a line a frequent one.
const ENOUGH: usize = 3;

/// What a file says: its site, its lines, and its article in a few numbers.
pub struct Page {
    site: u64,
    lines: Vec<u64>,
    sketch: Sketch,
}

impl Page {
    /// What counts of a document from the file at `path`; `None` for what is no web page or plain text.
    pub fn of(path: &Path, document: &Document) -> Option<Self> {
        let source = document.metadata().source.as_ref();
        let kind = source.and_then(|it| it.media_type.as_deref()).unwrap_or_default();
        if !matches!(kind, "text/html" | "text/plain" | "text/markdown") {
            return None;
        }
        let lines = line_keys(document.text()).into_iter().collect();
        Some(Self { site: site(path, document), lines, sketch: Sketch::of(&article(document)) })
    }

    /// As [`Page::of`], for a file that is read for it; `None` also for one that cannot be read, is very large or
    /// holds several documents.
    pub fn read(path: &Path) -> Option<Self> {
        if !may_be_page(path) || files::size(path).is_none_or(|it| it > LARGEST) {
            return None;
        }
        let opened = files::open(path, &tagset::news()).ok()?;
        match opened.documents.as_slice() {
            [one] => Self::of(path, &one.document),
            _ => None,
        }
    }
}

/// Whether a file may be a page or plain text, or a document that was made of one, by its name: whatever else
/// there is takes long to read.
fn may_be_page(path: &Path) -> bool {
    const FORMATS: [&str; 4] = ["html", "mhtml", "plain", "markdown"];
    let end = path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    let importers = IMPORTERS.iter().filter(|it| FORMATS.contains(&it.key()));
    files::form_of(path).is_some_and(|it| it != Form::Jsonl)
        || importers.flat_map(|it| it.extensions()).any(|it| *it == end)
}

/// The words of the article alone, where zones tell it: around it all pages of a site are alike.
fn article(document: &Document) -> Text {
    let zones = document.zones().iter().filter(|it| it.kind.is_article());
    let words: Vec<_> = zones.map(|it| document.text().slice(it.span)).collect();
    if words.is_empty() { document.text().clone() } else { Text::new(words.join("\n")) }
}

/// The number of the site that a document belongs to.
fn site(path: &Path, document: &Document) -> u64 {
    let address = match document.metadata().extra.get("url") {
        Some(Value::Text(it)) => host(it),
        _ => None,
    };
    let name = address.unwrap_or_else(|| {
        let folder = files::absolute(path).parent().map(PathBuf::from).unwrap_or_default();
        format!("/{}", folder.display())
    });
    crate::text::name_key(&name)
}

/// The host in an address, without what leads to the same pages in another dress.
fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let rest = rest.rsplit('@').next().unwrap_or_default();
    let name = rest.split(':').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let bare = ["www.", "m.", "amp."].iter().find_map(|it| name.strip_prefix(it));
    let bare = bare.filter(|it| it.contains('.')).unwrap_or(&name);
    (web && !bare.is_empty()).then(|| bare.to_owned())
}

/// Counts in how many files of a site each line stands.
#[derive(Default)]
pub struct Sites {
    /// A site, a line, the hash of a sketch, and the place of that in `sketches`.
    lines: Sorter,
    sketches: List,
    /// How many files each site has.
    files: BTreeMap<u64, usize>,
}

impl Sites {
    /// Adds a file.
    pub fn add(&mut self, page: &Page) -> io::Result<()> {
        let sketch: Vec<u8> = page.sketch.to_bytes().collect();
        let at = self.sketches.push(&sketch)?.to_be_bytes();
        // The order of files with one line is that of what they say.
        let order = page.sketch.keys().fold(0, |all: u64, it| all.rotate_left(7) ^ u64::from(it));
        *self.files.entry(page.site).or_default() += 1;
        for line in &page.lines {
            let record = [page.site, *line, order].map(u64::to_be_bytes);
            self.lines.push([record.as_flattened(), &at].concat())?;
        }
        Ok(())
    }

    /// The lines that several files of a site have.
    pub fn shared(self) -> io::Result<Shared> {
        let Self { lines, mut sketches, files } = self;
        let mut found = Table::new()?;
        let mut line = ([0; 16], Vec::new());
        for record in lines.sorted()? {
            let record = record?;
            let (Some(key), Some(at)) = (record.first_chunk::<16>(), record.last_chunk()) else {
                continue;
            };
            if line.0 != *key {
                count((line.0, &line.1), &mut sketches, (&files, &mut found))?;
                line = (*key, Vec::new());
            }
            if line.1.len() < LOOKED_AT {
                line.1.push(u64::from_be_bytes(*at));
            }
        }
        count((line.0, &line.1), &mut sketches, (&files, &mut found))?;
        Ok(Shared(Mutex::new(found)))
    }
}

/// Notes a line that several files have which are not alike.
fn count(
    (key, places): ([u8; 16], &[u64]),
    sketches: &mut List,
    (files, found): (&BTreeMap<u64, usize>, &mut Table),
) -> io::Result<()> {
    let mut apart: Vec<Sketch> = Vec::new();
    if places.len() < 2 {
        return Ok(());
    }
    for at in places {
        let Some(sketch) = sketches.get(*at)?.and_then(|it| Sketch::of_bytes(&it.0)) else {
            continue;
        };
        if apart.iter().all(|it| it.resemblance(&sketch) < ALIKE) {
            apart.push(sketch);
        }
        if apart.len() == ENOUGH {
            break;
        }
    }
    let (site, line) = key.split_at(8);
    let number = |it: &[u8]| it.try_into().map(u64::from_be_bytes).unwrap_or_default();
    let all = files.get(&number(site)).copied().unwrap_or(0).min(2 * LOOKED_AT);
    let often = match apart.len() {
        0 | 1 => return Ok(()),
        ENOUGH if places.len() * 2 >= all => Often::Mostly,
        _ => Often::Twice,
    };
    let mut value = [0; Table::VALUE];
    value[0] = u8::from(often == Often::Mostly);
    found.set(table_key(number(site), number(line)), value)
}

/// Where a line of a site stands in a table. Both are spread already, and so is what is made of both.
fn table_key(site: u64, line: u64) -> u128 {
    u128::from(site.rotate_left(31) ^ line) << 64 | u128::from(line)
}

/// The lines that several files of a site have.
pub struct Shared(Mutex<Table>);

impl Shared {
    /// Of a set of files; none if there are fewer than two. Those that cannot be read are passed over.
    /// `None` if `go_on` said to stop.
    pub fn of(paths: &[PathBuf], go_on: &dyn Fn() -> bool) -> io::Result<Option<Self>> {
        let mut sites = Sites::default();
        for path in paths.iter().filter(|_| paths.len() > 1) {
            if !go_on() {
                return Ok(None);
            }
            if let Some(page) = Page::read(path) {
                sites.add(&page)?;
            }
        }
        sites.shared().map(Some)
    }

    /// The lines of a document that other files of its site have, too.
    pub fn with(&self, path: &Path, document: &Document) -> io::Result<Repeats> {
        let Some(page) = Page::of(path, document) else { return Ok(Repeats::default()) };
        // Whoever panicked with the table has at most read in it.
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::new();
        for line in page.lines {
            if let Some(value) = table.get(table_key(page.site, line))? {
                let mostly = value.first() == Some(&1);
                found.push((line, if mostly { Often::Mostly } else { Often::Twice }));
            }
        }
        Ok(found.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats;

    fn page(name: &str, content: &str) -> (PathBuf, Document) {
        let read = formats::read(name, content.as_bytes(), &tagset::news()).unwrap().remove(0);
        (Path::new("/site").join(name), read.document)
    }

    fn shared(pages: &[(PathBuf, Document)]) -> Shared {
        let mut sites = Sites::default();
        for (path, document) in pages {
            sites.add(&Page::of(path, document).unwrap()).unwrap();
        }
        sites.shared().unwrap()
    }

    /// An article of its own words about `topic`, with `line` in it.
    fn text(topic: &str, line: &str) -> String {
        let words: Vec<_> = (0..60).map(|it| format!("{topic}{it}")).collect();
        format!("{topic} is here\n\n{}.\n\n{line}\n\nThe end of {topic}.", words.join(" "))
    }

    #[test]
    fn lines_of_two_files_are_found_and_drafts_count_as_one() {
        const LINE: &str = "Stand by the Courier";
        let a = page("a.txt", &text("Water", LINE));
        let b = page("b.txt", &text("Fire", LINE));
        let draft = page("a2.txt", &format!("{}\n\nMore.", text("Water", LINE)));
        let often = |pages: &[(PathBuf, Document)], of: usize| {
            let (path, document) = &pages[of];
            shared(pages).with(path, document).unwrap().often(LINE)
        };
        assert_eq!(often(&[a.clone(), draft.clone()], 0), None);
        let all = [a.clone(), draft, b.clone()];
        let back: Vec<_> = all.iter().rev().cloned().collect();
        for of in 0..3 {
            assert_eq!(
                (often(&all, of), often(&back, of)),
                (Some(Often::Twice), Some(Often::Twice))
            );
        }
        let c = page("c.txt", &text("Air", LINE));
        assert_eq!(often(&[a.clone(), b.clone(), c.clone()], 1), Some(Often::Mostly));
        let mut many = vec![a, b, c];
        many.extend((0..4).map(|it| page(&format!("d{it}.txt"), &text(&format!("d{it}x"), "-"))));
        assert_eq!(often(&many, 1), Some(Often::Twice));
        let single = &many[..1];
        assert_eq!(often(single, 0), None);
        // Elsewhere on the disk it is another site.
        let (_, elsewhere) = page("b.txt", &text("Fire", LINE));
        let apart = [many[0].clone(), (PathBuf::from("/other/b.txt"), elsewhere)];
        assert_eq!(often(&apart, 0), None);
    }

    #[test]
    fn a_host_tells_the_site_wherever_the_file_lies() {
        const LINE: &str = "Stand by the Courier";
        let of = |name: &str, host: &str, topic: &str| {
            let head = format!("<link rel=canonical href='{host}/{topic}'>");
            page(name, &format!("<html><head>{head}</head><p>{LINE}<p>{topic} it is.</html>"))
        };
        let one = of("a.html", "https://www.Courier.example:443", "Water");
        let (_, other) = of("b.html", "http://m.courier.example", "Fire");
        let pages = [one.clone(), (PathBuf::from("/elsewhere/b.html"), other)];
        let (path, document) = &pages[0];
        let found = shared(&pages).with(path, document).unwrap();
        assert_eq!(found.often(LINE), Some(Often::Twice));
        let strange = [one, of("b.html", "https://herald.example", "Fire")];
        assert!(shared(&strange).with(path, document).unwrap().is_empty());
    }

    #[test]
    fn hosts_are_bare() {
        let bare = |it: &str| host(it).unwrap_or_default();
        assert_eq!(bare("https://me@www.A.example.:80/b?c"), "a.example");
        assert_eq!(bare("http://m.example"), "m.example");
        assert_eq!(bare("file:///a/b"), "");
        assert_eq!(bare("/a/b"), "");
    }
}
