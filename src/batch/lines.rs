//! Lines of a stream, one in memory at a time and none longer than a limit.

use std::io::{self, BufRead};

/// Most bytes in a line, without its end.
pub const LONGEST: usize = 64 << 20;

/// A line that could be read, or that there was one that was too long.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Without its end.
    Whole(Vec<u8>),
    /// Longer than [`LONGEST`].
    TooLong,
}

/// Reads lines without their ends.
pub struct Lines<R> {
    input: R,
    longest: usize,
    at: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`.
    pub fn new(input: R) -> Self {
        Self { input, longest: LONGEST, at: 0 }
    }

    /// Bytes that were read so far: where the next line begins.
    pub fn at(&self) -> u64 {
        self.at
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        let mut length = 0_usize;
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Some(Err(error)),
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|it| *it == b'\n');
            let taken = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            length = length.saturating_add(taken.len());
            if length <= self.longest {
                line.extend_from_slice(taken);
            }
            let used = taken.len() + usize::from(end.is_some());
            self.input.consume(used);
            self.at += used as u64;
            if end.is_some() {
                break;
            }
        }
        if length > self.longest {
            return Some(Ok(Line::TooLong));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        any.then_some(Ok(Line::Whole(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str, longest: usize) -> Vec<Line> {
        let input = io::BufReader::with_capacity(3, input.as_bytes());
        Lines { input, longest, at: 0 }.map(Result::unwrap).collect()
    }

    #[test]
    fn lines_end_in_any_way() {
        let whole = |it: &str| Line::Whole(it.as_bytes().to_vec());
        assert_eq!(lines("one\r\n\ntwo", 10), [whole("one"), whole(""), whole("two")]);
        assert_eq!(lines("", 10), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let whole = |it: &str| Line::Whole(it.as_bytes().to_vec());
        assert_eq!(lines("12345\n1234\n", 4), [Line::TooLong, whole("1234")]);
    }
}
