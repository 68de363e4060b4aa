//! What office programs and e-book makers write: Word, `OpenDocument`, EPUB and rich text.
//!
//! Each format says paragraph by paragraph what is shown, and goes the road of [`markup`] from there.
//! docs/IMPORT.md tells what is kept of each, what not, and the limits.
//!
//! Not here: old Word files (`.doc`), spreadsheets, slides, PDF.

mod docx;
mod epub;
mod line;
mod odt;
mod rtf;
mod signs;

pub(super) use self::docx::Docx;
pub(super) use self::epub::Epub;
pub(super) use self::odt::Odt;
pub(super) use self::rtf::Rtf;
use super::archive::{Archive, is_zip};
use super::exchange::xml::{self, Element as Xml};
use super::markup::{self, Element, Mark, Page};
use super::{Importer, Input, Read, ReadError};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Furniture, MarkupKind, TagSet, ZoneKind};

/// Most tags of a part that is XML: each takes much more memory than it has bytes.
const MOST_TAGS: usize = 3_000_000;

/// The outermost element of a part; `None` if there is no such part.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Xml>, ReadError> {
    part_as(archive, name, xml::read)
}

/// As `part`, but a document type is passed over, and no entity of it is expanded.
fn typed_part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Xml>, ReadError> {
    part_as(archive, name, xml::read_mildly)
}

fn part_as(
    archive: &mut Archive<'_>,
    name: &str,
    read: fn(&str) -> Result<Xml, ReadError>,
) -> Result<Option<Xml>, ReadError> {
    let Some(source) = archive.text(name)? else { return Ok(None) };
    if source.bytes().filter(|it| *it == b'<').count() > MOST_TAGS {
        let message = format!("it has more than {MOST_TAGS} tags, too many to be read");
        let error = ReadError::Format { format: "document of a sane size", message };
        return Err(archive.damaged(name, &error));
    }
    read(&source).map(Some).map_err(|error| archive.damaged(name, &error))
}

/// The value of an attribute, whatever prefix it has.
fn attribute<'a>(element: &'a Xml, name: &str) -> Option<&'a str> {
    let local = |key: &str| key.rsplit(':').next() == Some(name);
    element.attributes.iter().find(|(key, _)| local(key)).map(|(_, value)| value.as_str())
}

/// The first element of this name in `element`.
fn child<'a>(element: &'a Xml, name: &str) -> Option<&'a Xml> {
    element.elements().find(|it| it.name == name)
}

/// Whether a file that begins as a zip file has `sign`, or is too damaged to tell but named so.
fn is_package(input: &Input<'_>, ends: &[&str], sign: impl Fn(&mut Archive<'_>) -> bool) -> bool {
    is_zip(input.bytes())
        && match Archive::open(input.bytes(), "file") {
            Ok(mut archive) => sign(&mut archive),
            Err(_) => ends.contains(&input.extension().as_str()),
        }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Title,
    /// From 1.
    Heading(u8),
    /// Named so by the program.
    Zone(ZoneKind),
    /// Named so by a newsroom.
    Called(ZoneKind),
    /// A line of a table of contents.
    Contents,
}

impl Kind {
    /// What a style means by its name, which programs keep in English, or by the words of newsrooms.
    fn of_style(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace("_20_", " ");
        let number = |it: &str| it.trim().parse::<u8>().ok().filter(|it| (1..=9).contains(it));
        if let Some(level) = name.strip_prefix("heading").and_then(number) {
            return Some(Self::Heading(level));
        }
        if let Some(rest) = name.strip_prefix("toc").or_else(|| name.strip_prefix("contents"))
            && (number(rest).is_some() || rest.trim() == "heading")
        {
            return Some(Self::Contents);
        }
        Some(match name.as_str() {
            "title" => Self::Title,
            "subtitle" => Self::Zone(ZoneKind::Standfirst),
            "caption" | "illustration" | "figure" => Self::Zone(ZoneKind::Caption),
            "quote" | "intense quote" | "quotations" | "block text" => {
                Self::Zone(ZoneKind::Blockquote)
            }
            "normal" | "standard" | "text body" | "body text" | "default" => Self::Plain,
            _ => Self::Called(markup::zone_called(&name)?),
        })
    }

    /// The element of such a paragraph; headings stand below the title, if there is one.
    fn element(self, titled: bool) -> Element {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let mut element = match self {
            Self::Plain => Element::new("p"),
            Self::Title => Element::new("h1"),
            Self::Heading(level) => {
                let below = usize::from(level.saturating_sub(1)) + usize::from(titled);
                let name = NAMES.get(below).copied().unwrap_or("h6");
                let is = Some(MarkupKind::Heading(level.min(6)));
                Element { is, ..Element::new(name) }
            }
            Self::Zone(kind) => Element::told("p", Mark::Zone(kind, "element")),
            Self::Called(kind) => Element::told("p", Mark::Zone(kind, "class")),
            Self::Contents => Element::told("p", Mark::Furniture(Furniture::Nav, "element")),
        };
        element.verbatim = true;
        element
    }
}

/// What was met and is not in the text, to be told.
#[derive(Debug, Default)]
struct Told {
    /// Pieces of text that somebody has deleted while changes were tracked.
    deleted: usize,
    /// Pieces of text that somebody has put in while changes were tracked.
    inserted: usize,
    /// Pieces of text that are marked as hidden.
    hidden: usize,
    /// Charts, drawings with words, files in the file.
    embedded: usize,
    /// Characters of fonts of signs that stand for no character.
    signs: usize,
    /// Remarks, which stand at the end.
    comments: usize,
}

impl Told {
    /// Adds a sentence for each thing.
    fn tell(&self, problems: &mut Vec<Problem>) {
        let mut tell = |check, count: usize, severity, one: &str, many: &str, hint: &str| {
            if count > 0 {
                let message =
                    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
                problems.push(Problem::new(check, severity, Place::Whole, message).hint(hint));
            }
        };
        tell(
            "tracked-changes",
            self.deleted,
            Severity::Note,
            "piece of text that a tracked change deletes was left out",
            "pieces of text that tracked changes delete were left out",
            "accept or refuse the changes in the file if it should not be read as if they were accepted",
        );
        tell(
            "tracked-changes",
            self.inserted,
            Severity::Note,
            "piece of text that a tracked change puts in was kept",
            "pieces of text that tracked changes put in were kept",
            "accept or refuse the changes in the file if it should not be read as if they were accepted",
        );
        tell(
            "hidden-text",
            self.hidden,
            Severity::Note,
            "piece of hidden text was left out",
            "pieces of hidden text were left out",
            "show it in the file if it belongs to the article",
        );
        tell(
            "embedded",
            self.embedded,
            Severity::Warning,
            "chart, diagram or file inside of the file was not read",
            "charts, diagrams or files inside of the file were not read",
            "copy their words into the text if they matter",
        );
        tell(
            "signs",
            self.signs,
            Severity::Note,
            "sign of a special font stands as a private character",
            "signs of special fonts stand as private characters",
            "look at the place in the file",
        );
        tell(
            "comments",
            self.comments,
            Severity::Note,
            "comment stands at the end of the text, as furniture",
            "comments stand at the end of the text, as furniture",
            "take them out of the file if they should not be in the text",
        );
    }
}
