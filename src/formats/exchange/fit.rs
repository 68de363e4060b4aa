//! The tags of a file for an article that is open: which document of the file they are in, and
//! where they stand if only white space differs.
//!
//! Not here: what the article has already (`annotation::incoming`).

use std::sync::Arc;

use super::super::{Importer, Input, Read, ReadError, Source};
use super::found::{differ, without_tags};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Annotation, Document, Edit, Spans};
use crate::text::{Span, Text};

/// The tags of a file on a document that has the text of `article`, and none of its tags. Of a file
/// with several documents it is the one with this text; white space may be another.
///
/// # Errors
///
/// The file cannot be read, or belongs to another text.
pub fn tags_for(
    importer: &dyn Importer,
    input: &Input<'_>,
    article: &Document,
) -> Result<Read, ReadError> {
    let bare = Read { document: without_tags(article), problems: Vec::new() };
    let found = match importer.text() {
        Source::Article | Source::Beside(_) => return importer.onto(input, bare),
        Source::File | Source::Words => importer.import(input, article.tag_set())?,
    };
    if let [one] = found.as_slice()
        && one.document.text().as_str() != article.text().as_str()
        && let Ok(fits) = importer.onto(input, bare)
    {
        // It knows better than white space where its words stand.
        return Ok(fits);
    }
    fitting(found, article)
}

/// The document among those of a file that has the text of `article`.
fn fitting(mut found: Vec<Read>, article: &Document) -> Result<Read, ReadError> {
    let count = found.len();
    let text = article.text();
    let same = |it: &Read| it.document.text().as_str() == text.as_str();
    let alike = |it: &Read| ink(it.document.text().as_str()).eq(ink(text.as_str()));
    let at = found.iter().position(same).or_else(|| found.iter().position(alike));
    let Some(at) = at else {
        return Err(ReadError::NotThisArticle { message: why(&found, article) });
    };
    let read = found.swap_remove(at);
    let mut read = if same(&read) { read } else { moved(&read, text) };
    if count > 1 {
        let message =
            format!("the file holds {count} documents; only the one with this text came in");
        read.problems.push(Problem::new("import", Severity::Note, Place::Whole, message));
    }
    Ok(read)
}

/// Why no document fits: told of the only one, or of the one with the article's name.
fn why(found: &[Read], article: &Document) -> String {
    let id = &article.metadata().id;
    let named = found.iter().find(|it| !id.is_empty() && it.document.metadata().id == *id);
    let only = found.first().filter(|_| found.len() == 1);
    match named.or(only) {
        Some(it) => {
            differ(article.text().as_str(), it.document.text().as_str()).unwrap_or_default()
        }
        None => format!("none of its {} documents has this text", found.len()),
    }
}

/// What is no white space.
fn ink(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|it| !it.is_whitespace())
}

/// The document on `text`, which differs in white space alone.
fn moved(read: &Read, text: &Text) -> Read {
    let old = &read.document;
    let mut new = Document::new(text.clone(), old.tag_set().clone());
    let mut problems = read.problems.clone();
    let places = Places { old: inked(old.text().as_str()), new: inked(text.as_str()) };
    let mut edits: Vec<_> = old.records().map(|it| Edit::AddRecord(Box::new(it.clone()))).collect();
    edits.push(Edit::SetMetadata(Box::new(old.metadata().clone())));
    for tag in old.annotations() {
        let spans = tag.spans.iter().map(|it| places.span(it, text)).collect::<Option<Vec<_>>>();
        if let Some(spans) = spans.and_then(Spans::new) {
            edits.push(Edit::Insert(Arc::new(Annotation { spans, ..tag.clone() })));
        } else {
            let message = format!("a {} is on white space alone; it was left out", tag.label);
            problems.push(Problem::new("import", Severity::Error, Place::Whole, message));
        }
    }
    edits.extend(old.relations().map(|it| Edit::Link(Box::new(it.clone()))));
    for edit in edits {
        // Only a link of what was left out is refused; that was told.
        new.apply(edit).ok();
    }
    let message = "the file’s text has other white space; its tags stand on the same words";
    problems.push(Problem::new("import", Severity::Note, Place::Whole, message));
    Read { document: new, problems }
}

/// Where each character stands that is no white space, as ranges of bytes.
fn inked(text: &str) -> Vec<(usize, usize)> {
    let chars = text.char_indices().filter(|it| !it.1.is_whitespace());
    chars.map(|(at, it)| (at, at + it.len_utf8())).collect()
}

/// The same characters in two texts.
struct Places {
    old: Vec<(usize, usize)>,
    new: Vec<(usize, usize)>,
}

impl Places {
    fn span(&self, span: Span, text: &Text) -> Option<Span> {
        let first = self.old.partition_point(|it| it.0 < span.start());
        let after = self.old.partition_point(|it| it.0 < span.end());
        let (start, _) = self.new.get(first)?;
        let (_, end) = self.new.get(after.checked_sub(1)?)?;
        if start >= end { None } else { text.span(*start..*end).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{IMPORTERS, input, tagset};

    fn tags(name: &str, key: &str, content: &str, article: &str) -> Result<Vec<String>, String> {
        let importer = *IMPORTERS.iter().find(|it| it.key() == key).unwrap();
        let input = input(name, content.as_bytes(), Some(importer)).unwrap();
        let article = Document::new(Text::new(article), tagset::news());
        let read = tags_for(importer, &input, &article).map_err(|it| it.to_string())?;
        assert_eq!(read.document.text(), article.text());
        let tags = read.document.annotations();
        Ok(tags.map(|it| format!("{} {}", it.label, read.document.excerpt(it))).collect())
    }

    const LINES: &str = "{\"id\":\"a\",\"text\":\"Ann left.\",\"label\":[[0,3,\"person\"]]}\n\
        {\"id\":\"b\",\"text\":\"Bo stayed in Leeds.\",\"label\":[[0,2,\"person\"],[13,18,\"place\"]]}\n";

    #[test]
    fn of_several_documents_the_one_with_the_text_fits() {
        let found = tags("a.jsonl", "jsonl", LINES, "Bo stayed in Leeds.");
        assert_eq!(found.unwrap(), ["person Bo", "place Leeds"]);
        let none = tags("a.jsonl", "jsonl", LINES, "Cy came.").unwrap_err();
        assert!(none.contains("none of its 2 documents has this text"), "{none}");
    }

    #[test]
    fn other_white_space_moves_tags_along() {
        let found = tags("a.jsonl", "jsonl", LINES, "  Bo\r\nstayed\tin Leeds.\n\n");
        assert_eq!(found.unwrap(), ["person Bo", "place Leeds"]);
    }

    #[test]
    fn words_of_several_documents_find_their_article() {
        let rows = "-DOCSTART- -X- -X- O\n\nAnn _ _ B-person\nleft _ _ O\n. _ _ O\n\n\
            -DOCSTART- -X- -X- O\n\nBo _ _ B-person\nstayed _ _ O\n. _ _ O\n";
        assert_eq!(tags("a.conll", "conll", rows, "Bo stayed.").unwrap(), ["person Bo"]);
    }
}
