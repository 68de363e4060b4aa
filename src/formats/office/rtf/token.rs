//! The bytes of a rich text file as words and characters.

/// A step through a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A word such as `\fs24`, with its number.
    Word(&'a str, Option<i32>),
    /// A sign such as `\~`.
    Sign(u8),
    /// A byte of the code page, written as `\'e9`.
    Byte(u8),
    /// Bytes of the code page as they stand.
    Plain(&'a [u8]),
}

/// Walks through the bytes of a file.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Longest word; the format allows 32 letters.
const LONGEST: usize = 40;

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no text.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self, after: usize) -> Option<u8> {
        self.bytes.get(self.at + after).copied()
    }

    /// What follows a backslash at `at`.
    fn escaped(&mut self) -> Option<Token<'a>> {
        let next = self.peek(1)?;
        if next == b'\'' {
            let digits = self.bytes.get(self.at + 2..self.at + 4);
            let digits = digits.and_then(|it| std::str::from_utf8(it).ok());
            let code = digits.and_then(|it| u8::from_str_radix(it, 16).ok());
            self.pass(if code.is_some() { 4 } else { 2 });
            return Some(Token::Byte(code.unwrap_or(b'?')));
        }
        if !next.is_ascii_alphabetic() {
            self.pass(2);
            return Some(Token::Sign(next));
        }
        let rest = self.bytes.get(self.at + 1..)?;
        let letters = rest.iter().take(LONGEST).take_while(|it| it.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(rest.get(..letters)?).ok()?;
        let after = rest.get(letters..)?;
        let minus = usize::from(after.first() == Some(&b'-'));
        let digits = after.iter().skip(minus).take(10).take_while(|it| it.is_ascii_digit()).count();
        let number = after.get(..minus + digits).filter(|_| digits > 0);
        let number = number.and_then(|it| std::str::from_utf8(it).ok()?.parse().ok());
        let used = if digits > 0 { minus + digits } else { 0 };
        let space = usize::from(after.get(used) == Some(&b' '));
        self.pass(1 + letters + used + space);
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while matches!(self.peek(0), Some(b'\r' | b'\n' | 0)) {
            self.at += 1;
        }
        match self.peek(0)? {
            b'{' => {
                self.at += 1;
                Some(Token::Open)
            }
            b'}' => {
                self.at += 1;
                Some(Token::Close)
            }
            b'\\' => self.escaped(),
            _ => {
                let rest = self.bytes.get(self.at..)?;
                let ends = |it: &u8| matches!(it, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                let length = rest.iter().position(ends).unwrap_or(rest.len());
                self.at += length;
                rest.get(..length).map(Token::Plain)
            }
        }
    }
}
