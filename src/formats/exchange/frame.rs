//! Files of many documents: what stands before, between and after them.

use std::io::{self, Write};

/// What stands around documents in a file of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Before the first document.
    pub head: &'static str,
    /// Between two documents.
    pub between: &'static str,
    /// After the last document.
    pub tail: &'static str,
}

impl Frame {
    /// Documents that follow each other.
    pub const NONE: Self = Self { head: "", between: "", tail: "" };

    /// A JSON array of objects.
    pub const ARRAY: Self = Self { head: "[\n", between: ",\n", tail: "\n]\n" };
}

/// Takes documents, one after the other, that become one file.
pub trait Sink {
    /// Takes the next document as its exporter wrote it.
    fn put(&mut self, part: &[u8]) -> io::Result<()>;

    /// Writes what comes after the last document.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// The sink of formats whose files are a [`Frame`] around documents.
pub struct Framed<'a> {
    frame: Frame,
    any: bool,
    out: Box<dyn Write + 'a>,
}

impl<'a> Framed<'a> {
    /// Writes what comes before the first document.
    pub fn begin(frame: Frame, mut out: Box<dyn Write + 'a>) -> io::Result<Self> {
        out.write_all(frame.head.as_bytes())?;
        Ok(Self { frame, any: false, out })
    }
}

impl Sink for Framed<'_> {
    fn put(&mut self, part: &[u8]) -> io::Result<()> {
        if self.any {
            self.out.write_all(self.frame.between.as_bytes())?;
        }
        self.any = true;
        self.out.write_all(part)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(self.frame.tail.as_bytes())?;
        self.out.flush()
    }
}
