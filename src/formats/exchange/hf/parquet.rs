//! The same table as a Parquet file, written row group by row group.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value};

use super::super::{Companion, Exporter, Options, Sink, Written};
use super::Row;
use super::read::{Numbered, Words, read_all, read_onto};
use super::write::{labels, write};
use crate::annotation::{Document, TagSet};
use crate::formats::{Importer, Input, Read, ReadError};

/// The exporter.
pub(in crate::formats) struct Parquet;

/// Lists are three levels deep in a schema, and so they read as lists everywhere.
const SCHEMA: &str = "message document {
    required binary id (STRING);
    required binary text (STRING);
    required group tokens (LIST) { repeated group list { required binary element (STRING); } }
    required group token_starts (LIST) { repeated group list { required int64 element; } }
    required group token_ends (LIST) { repeated group list { required int64 element; } }
    required group ner_tags (LIST) { repeated group list { required binary element (STRING); } }
    required group quote_tags (LIST) { repeated group list { required binary element (STRING); } }
    required group claim_tags (LIST) { repeated group list { required binary element (STRING); } }
}";

/// A row group is written when its rows take so many bytes as lines of JSON.
const GROUP: usize = 16 << 20;

impl Exporter for Parquet {
    fn key(&self) -> &'static str {
        "parquet"
    }

    fn about(&self) -> &'static str {
        "the table of hf-jsonl as a Parquet file"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn many(&self) -> bool {
        true
    }

    /// Writes the row as a line of JSON, which [`Exporter::sink`] takes.
    fn write(&self, document: &Document, options: &Options) -> Written {
        write(document, options.unit)
    }

    fn sink<'a>(&self, out: Box<dyn Write + 'a>) -> io::Result<Box<dyn Sink + 'a>> {
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(io::Error::other)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_created_by(concat!("factmark ", env!("CARGO_PKG_VERSION")).to_owned());
        let properties = Arc::new(properties.build());
        let writer = SerializedFileWriter::new(Vec::new(), schema, properties);
        let writer = writer.map_err(io::Error::other)?;
        Ok(Box::new(Groups { writer, rows: Vec::new(), size: 0, out }))
    }

    fn companions(&self, tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        vec![labels(tag_sets)]
    }
}

struct Groups<'a> {
    /// Writes into memory, which is emptied after each group.
    writer: SerializedFileWriter<Vec<u8>>,
    rows: Vec<Row>,
    size: usize,
    out: Box<dyn Write + 'a>,
}

impl Sink for Groups<'_> {
    fn put(&mut self, part: &[u8]) -> io::Result<()> {
        self.rows.push(serde_json::from_slice(part)?);
        self.size += part.len();
        if self.size >= GROUP { self.group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.group()?;
        let rest = self.writer.into_inner().map_err(io::Error::other)?;
        self.out.write_all(&rest)?;
        self.out.flush()
    }
}

impl Groups<'_> {
    fn group(&mut self) -> io::Result<()> {
        if !self.rows.is_empty() {
            let group = self.writer.next_row_group().map_err(io::Error::other)?;
            columns(group, &self.rows).map_err(io::Error::other)?;
            self.rows.clear();
        }
        self.size = 0;
        self.writer.flush()?;
        self.out.write_all(&std::mem::take(self.writer.inner_mut()))
    }
}

/// Writes each column of a row group.
fn columns(
    mut group: SerializedRowGroupWriter<'_, Vec<u8>>,
    rows: &[Row],
) -> Result<(), ParquetError> {
    let one = |it: fn(&Row) -> &String| rows.iter().map(|row| vec![bytes(it(row))]).collect();
    let words = |it: fn(&Row) -> &Vec<String>| {
        rows.iter().map(|row| it(row).iter().map(|it| bytes(it)).collect()).collect()
    };
    let numbers = |it: fn(&Row) -> &Vec<usize>| {
        let number = |it: &usize| i64::try_from(*it).unwrap_or(i64::MAX);
        rows.iter().map(|row| it(row).iter().map(number).collect()).collect()
    };
    let all = [
        Column::One(one(|it| &it.id)),
        Column::One(one(|it| &it.text)),
        Column::Words(words(|it| &it.tokens)),
        Column::Numbers(numbers(|it| &it.token_starts)),
        Column::Numbers(numbers(|it| &it.token_ends)),
        Column::Words(words(|it| &it.ner_tags)),
        Column::Words(words(|it| &it.quote_tags)),
        Column::Words(words(|it| &it.claim_tags)),
    ];
    for column in all {
        let Some(mut writer) = group.next_column()? else { break };
        column.write(writer.untyped())?;
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

fn bytes(text: &str) -> ByteArray {
    ByteArray::from(text)
}

/// The values of a column, a list for each row.
enum Column {
    One(Vec<Vec<ByteArray>>),
    Words(Vec<Vec<ByteArray>>),
    Numbers(Vec<Vec<i64>>),
}

impl Column {
    fn write(self, writer: &mut ColumnWriter<'_>) -> Result<usize, ParquetError> {
        match (self, writer) {
            (Self::One(rows), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(&rows.concat(), None, None)
            }
            (Self::Words(rows), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                let (there, again) = levels(&rows);
                writer.write_batch(&rows.concat(), Some(&there), Some(&again))
            }
            (Self::Numbers(rows), ColumnWriter::Int64ColumnWriter(writer)) => {
                let (there, again) = levels(&rows);
                writer.write_batch(&rows.concat(), Some(&there), Some(&again))
            }
            _ => Err(ParquetError::General("a column is of another type".to_owned())),
        }
    }
}

/// For each item whether there is one, and whether it goes on the list before: an empty list is one
/// item that is not there.
fn levels<T>(rows: &[Vec<T>]) -> (Vec<i16>, Vec<i16>) {
    let (mut there, mut again) = (Vec::new(), Vec::new());
    for row in rows {
        there.extend(std::iter::repeat_n(i16::from(!row.is_empty()), row.len().max(1)));
        again.push(0);
        again.extend(std::iter::repeat_n(1, row.len().saturating_sub(1)));
    }
    (there, again)
}

/// The importer.
pub(in crate::formats) struct ParquetTable;

impl Importer for ParquetTable {
    fn key(&self) -> &'static str {
        "parquet"
    }

    fn about(&self) -> &'static str {
        "a Parquet file with tokens and marks"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let bytes = input.bytes();
        bytes.len() >= 12 && bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read_all(words(input)?, tag_set)
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        read_onto(words(input)?, article)
    }
}

fn words(input: &Input<'_>) -> Result<Vec<Numbered>, ReadError> {
    let rows = guarded(input.bytes()).map_err(|it| wrong(&it))?;
    let row = |(number, row)| {
        let words = Words::new(row, input.unit());
        Ok((number, words.map_err(|error| ReadError::in_line(number, error))?))
    };
    (1..).zip(rows).map(row).collect()
}

fn wrong(error: &ParquetError) -> ReadError {
    ReadError::Format { format: "Parquet file", message: error.to_string() }
}

/// The crate trusts the sizes that a file tells, so a damaged one can end in a panic.
fn guarded(bytes: &[u8]) -> Result<Vec<Map<String, Value>>, ParquetError> {
    std::panic::catch_unwind(|| rows(bytes))
        .unwrap_or_else(|_| Err(ParquetError::General("the file is damaged".to_owned())))
}

/// The rows as JSON objects; marks that are numbers get the names that the file tells.
fn rows(bytes: &[u8]) -> Result<Vec<Map<String, Value>>, ParquetError> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes))?;
    let metadata = reader.metadata().file_metadata();
    let told = metadata.key_value_metadata().into_iter().flatten();
    let told = told.filter(|it| it.key == "huggingface").find_map(|it| it.value.as_deref());
    let names = told.and_then(|it| serde_json::from_str(it).ok()).unwrap_or(Value::Null);
    let mut rows = Vec::new();
    for row in reader.get_row_iter(None)? {
        let mut fields = Map::new();
        for (name, field) in row?.get_column_iter() {
            fields.insert(name.clone(), value(field, classes(&names, name).as_deref()));
        }
        rows.push(fields);
    }
    Ok(rows)
}

/// The names that stand for the numbers of a column, as the library `datasets` saves them.
fn classes(told: &Value, column: &str) -> Option<Vec<String>> {
    let feature = told.get("info")?.get("features")?.get(column)?;
    let inner = feature.get("feature").unwrap_or(feature);
    let names = inner.get("names")?.as_array()?;
    Some(names.iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect())
}

fn value(field: &Field, names: Option<&[String]>) -> Value {
    let class = |number: i64| {
        let name = usize::try_from(number).ok().and_then(|it| names?.get(it));
        name.map_or_else(|| Value::from(number), |it| Value::from(it.as_str()))
    };
    match field {
        Field::Null => Value::Null,
        Field::Bool(it) => Value::from(*it),
        Field::Byte(it) => class(i64::from(*it)),
        Field::Short(it) => class(i64::from(*it)),
        Field::Int(it) => class(i64::from(*it)),
        Field::Long(it) => class(*it),
        Field::UByte(it) => class(i64::from(*it)),
        Field::UShort(it) => class(i64::from(*it)),
        Field::UInt(it) => class(i64::from(*it)),
        Field::Float(it) => Value::from(*it),
        Field::Double(it) => Value::from(*it),
        Field::Str(it) => Value::from(it.as_str()),
        Field::ListInternal(it) => it.elements().iter().map(|it| value(it, names)).collect(),
        other => Value::from(other.to_string()),
    }
}
