//! Columns of tokens, as of CoNLL-2003 with tags in IOB2: a word, two columns that are not used and
//! a mark, a token a line, with an empty line after each sentence.
//!
//! One layer a file, since a token has one mark: of tags that share a token the longest stays. A
//! sentence is not ended inside of a tag. The text between words is not there, so reading makes one
//! of the words unless it is given.

use std::fmt::Write as _;
use std::sync::Arc;

use super::found::{self, Found, Tag, misfit};
use super::tokens::{Layer, align, runs, sentence_starts, words};
use super::{Exporter, Holds, Options, Written, losses_at};
use crate::annotation::check::Problem;
use crate::annotation::{Document, Edit, Lane, Metadata, TagSet};
use crate::formats::input::article;
use crate::formats::{Importer, Input, Read, ReadError, Source};
use crate::text::{Text, Unit};

/// The exporter of a layer.
pub(in crate::formats) struct Conll {
    key: &'static str,
    about: &'static str,
    lane: Lane,
}

/// Names and values.
pub(in crate::formats) const ENTITIES: Conll =
    Conll { key: "conll", about: "entities in columns, IOB2 (CoNLL-2003)", lane: Lane::Entities };

/// Quotes, their sources and cues.
pub(in crate::formats) const QUOTES: Conll = Conll {
    key: "conll-quotes",
    about: "quotes in columns, IOB2 (CoNLL-2003)",
    lane: Lane::Quotes,
};

/// Claims.
pub(in crate::formats) const CLAIMS: Conll = Conll {
    key: "conll-claims",
    about: "claims in columns, IOB2 (CoNLL-2003)",
    lane: Lane::Claims,
};

const HOLDS: Holds = Holds { name: false, ..Holds::TAGS };

/// What stands before each document.
const START: &str = "-DOCSTART-";

impl Exporter for Conll {
    fn key(&self) -> &'static str {
        self.key
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn endings(&self) -> &'static [&'static str] {
        &["conll"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        let text = document.text();
        let words = words(text);
        let layer = Layer::new(document, &words, self.lane);
        let starts = sentence_starts(text, &words);
        let mut out = format!("{START} -X- O O\n");
        let marks = layer.marks(document, words.len());
        for (at, (word, mark)) in words.iter().zip(marks).enumerate() {
            let first = at == 0 || starts.binary_search(&at).is_ok();
            if first && !mark.starts_with("I-") {
                out.push('\n');
            }
            // Text takes everything.
            let _written = writeln!(out, "{} -X- _ {mark}", text.slice(*word));
        }
        out.push('\n');
        Written::one(out, losses_at(document, &HOLDS, &|tag| layer.place(tag.id, &words)))
    }
}

/// The importer.
pub(in crate::formats) struct Columns;

impl Importer for Columns {
    fn key(&self) -> &'static str {
        "conll"
    }

    fn about(&self) -> &'static str {
        "tokens in columns with IOB, IOB2 or BIOES marks"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["conll", "iob", "iob2", "bio"]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn text(&self) -> Source {
        Source::Words
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let documents = documents(input.whole()?);
        let several = documents.len() > 1;
        let read = (1..).zip(documents).map(|(number, it)| {
            let (text, places) = it.text();
            let mut read = article(Text::new(text), None, input, "text/plain", tag_set);
            if several {
                let id = format!("{}-{number}", input.stem());
                let metadata = Metadata { id, ..read.document.metadata().clone() };
                // Metadata fit any document.
                let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
            }
            it.onto(&places, read)
        });
        Ok(read.collect())
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        let documents = documents(input.whole()?);
        let count = documents.len();
        let Ok([found]) = <[Columned<'_>; 1]>::try_from(documents) else {
            let message = format!("it holds {count} documents, and an article is one");
            return Err(ReadError::NotThisArticle { message });
        };
        let words: Vec<_> = found.rows.iter().map(|it| it.word).collect();
        let places = align(article.document.text().as_str(), &words);
        match places {
            Ok(places) => Ok(found.onto(&places, article)),
            Err((index, there)) => {
                let row = found.rows.get(index);
                let here = match row {
                    Some(row) => format!("line {} has {:?}", row.line, row.word),
                    None => "the file ends".to_owned(),
                };
                let message = format!("{here} where the article goes on with {there:?}");
                Err(ReadError::NotThisArticle { message })
            }
        }
    }
}

/// A token and its mark.
struct Row<'a> {
    line: usize,
    word: &'a str,
    mark: &'a str,
    /// Whether it begins a sentence.
    first: bool,
}

/// One document of a file.
#[derive(Default)]
struct Columned<'a> {
    rows: Vec<Row<'a>>,
    problems: Vec<Problem>,
}

fn documents(source: &str) -> Vec<Columned<'_>> {
    let mut found = vec![Columned::default()];
    let mut first = true;
    let mut started = false;
    for (number, line) in (1..).zip(source.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            first = true;
            continue;
        }
        if line.starts_with(START) {
            // What stands before the first is a document only if there is something.
            if started || found.last().is_some_and(|it| !it.rows.is_empty()) {
                found.push(Columned::default());
            }
            (started, first) = (true, true);
            continue;
        }
        let Some(document) = found.last_mut() else { break };
        let row = row(number, line, first);
        if row.mark.is_empty() {
            let message = format!("line {number} has no mark after {:?}; its mark", row.word);
            document.problems.push(misfit(message));
        }
        document.rows.push(row);
        first = false;
    }
    found
}

fn row(line: usize, columns: &str, first: bool) -> Row<'_> {
    let columns = columns.trim_end();
    let tabs = columns.split_once('\t').map(|(word, rest)| (word.trim(), rest));
    let (word, rest) = tabs.unwrap_or_else(|| {
        let columns = columns.trim_start();
        columns.split_once(char::is_whitespace).unwrap_or((columns, ""))
    });
    let mark = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    Row { line, word, mark, first }
}

impl Columned<'_> {
    /// A text of the words, with a line for each sentence, and where they stand in it.
    fn text(&self) -> (String, Vec<std::ops::Range<usize>>) {
        let mut text = String::new();
        let mut places = Vec::new();
        for row in &self.rows {
            if !text.is_empty() {
                text.push(if row.first { '\n' } else { ' ' });
            }
            let start = text.len();
            text += row.word;
            places.push(start..text.len());
        }
        if !text.is_empty() {
            text.push('\n');
        }
        (text, places)
    }

    fn onto(self, places: &[std::ops::Range<usize>], mut read: Read) -> Read {
        read.problems.extend(self.problems);
        let mut found = Found::default();
        let mut at = 0;
        for sentence in self.rows.chunk_by(|_, next| !next.first) {
            let marks: Vec<_> = sentence.iter().map(|it| it.mark).collect();
            for (run, label) in runs(&marks) {
                let place = |index: usize| places.get(at + index);
                let first = sentence.get(run.start);
                let ends = (place(run.start), place(run.end - 1), first);
                let (Some(start), Some(end), Some(first)) = ends else { continue };
                let name = format!("line {}", first.line);
                found.tags.push(Tag::new(name, (start.start, end.end), label));
            }
            at += sentence.len();
        }
        found::onto(read, found, Unit::Byte, "conll")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    fn read(source: &str) -> Vec<Read> {
        let input = Input::new("d.conll", source.as_bytes()).unwrap();
        Columns.import(&input, &tagset::news()).unwrap()
    }

    fn shown(read: &Read) -> String {
        let tags = read.document.annotations();
        let tags: Vec<_> =
            tags.map(|it| format!("{}:{}", it.label, read.document.excerpt(it))).collect();
        tags.join(" ")
    }

    #[test]
    fn a_file_makes_texts_of_its_own() {
        let source = "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\
                      German JJ I-NP I-MISC\n\nPeter NNP I-NP I-PER\nBlackburn NNP I-NP I-PER\n\n\
                      -DOCSTART- -X- -X- O\n\nAnn\tB-PER\r\nRoe\tI-PER\n";
        let read = read(source);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].document.text().as_str(), "EU rejects German\nPeter Blackburn\n");
        assert_eq!(shown(&read[0]), "ORG:EU MISC:German PER:Peter Blackburn");
        assert_eq!(
            (shown(&read[1]), &*read[1].document.metadata().id),
            ("PER:Ann Roe".into(), "d-2")
        );
    }

    #[test]
    fn a_line_without_a_mark_is_told() {
        let read = read("Ann B-PER\nRoe\nleft O\n");
        assert_eq!(read[0].document.text().as_str(), "Ann Roe left\n");
        assert!(read[0].problems.iter().any(|it| it.message.contains("line 2 has no mark")));
    }

    #[test]
    fn another_article_is_refused_with_the_line() {
        let input = Input::new("d.conll", b"Ann B-PER\nleft O\n").unwrap();
        let other = Document::new(Text::new("Ann Roe left."), tagset::news());
        let error = Columns.onto(&input, Read { document: other, problems: Vec::new() });
        let message = error.unwrap_err().to_string();
        assert!(
            message.contains("line 2 has \"left\" where the article goes on with \"Roe left.\"")
        );
    }

    #[test]
    fn the_longest_of_overlapping_tags_stays_and_no_sentence_ends_inside() {
        let source = r#"{"text": "“No. Never,” he said.", "label": [[0, 12, "quote"], [1, 4, "not_quote"], [13, 15, "source"]]}"#;
        let document = crate::formats::line::read(source, &tagset::news()).unwrap();
        let input = format!("{source}\n");
        let input = Input::new("d.jsonl", input.as_bytes()).unwrap();
        let tagged =
            crate::formats::exchange::offsets::Lines.import(&input, document.document.tag_set());
        let written = QUOTES.write(&tagged.unwrap()[0].document, &Options::default());
        let out = String::from_utf8(written.parts[0].clone()).unwrap();
        assert_eq!(
            out,
            "-DOCSTART- -X- O O\n\n“ -X- _ B-quote\nNo -X- _ I-quote\n. -X- _ I-quote\n\
             Never -X- _ I-quote\n, -X- _ I-quote\n” -X- _ I-quote\nhe -X- _ B-source\n\
             said -X- _ O\n. -X- _ O\n\n"
        );
        assert_eq!(written.losses.len(), 1, "{:?}", written.losses);
    }
}
