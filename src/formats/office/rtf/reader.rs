//! From words and characters to stories. A stack of groups, and no recursion: depth cannot hurt.

use std::collections::BTreeSet;
use std::rc::Rc;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::super::line::link_of;
use super::super::{Element, Furniture, Kind, Mark, MarkupKind, Page, Told, signs};
use super::story::{Paragraph, Role, Story};
use super::tables::{Font, Goes, Head, code_page, destination, language, of_charset};
use super::token::{Token, Tokens};
use crate::annotation::check::{Place, Problem, Severity};

/// Groups that are told apart; what is deeper is as the last of these.
const DEEPEST: usize = 1000;

/// What holds in a group, until it ends.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format")]
struct State {
    goes: Goes,
    font: i32,
    /// Characters after `\u` that stand for programs which do not know it.
    after_unicode: usize,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    style: Option<i32>,
    outline: Option<Kind>,
    list: Option<(u8, bool)>,
    lang: Option<&'static str>,
    link: Option<Rc<str>>,
    /// The font that the table describes.
    font_defined: i32,
}

struct Reader {
    head: Head,
    encoding: &'static Encoding,
    state: State,
    stack: Vec<State>,
    /// Groups beyond the deepest.
    over: usize,
    /// The text is the first; the one that is being told is the last.
    open: Vec<Story>,
    done: Vec<Story>,
    notes: usize,
    told: Told,
    instruction: String,
    /// Bytes of a code page that are not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character beyond the first 65,536.
    half: Option<u16>,
    skip: usize,
    /// The next word is that of a destination which may be passed over.
    starred: bool,
    /// Words for the head.
    name: String,
    unknown_page: bool,
    languages: BTreeSet<Option<&'static str>>,
}

/// Reads a file: the page, what was met, and what else an editor should know.
pub(super) fn read(bytes: &[u8]) -> (Page, Told, Vec<Problem>) {
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(bytes);
    let mut ended = false;
    while let Some(token) = tokens.next() {
        let binary = matches!(token, Token::Word("bin", Some(_)));
        if let Token::Word("bin", Some(count)) = token {
            tokens.pass(usize::try_from(count).unwrap_or_default());
        }
        if !binary {
            reader.take(token);
        }
        if reader.stack.is_empty() && reader.over == 0 {
            ended = true;
            break;
        }
    }
    let mut problems = Vec::new();
    let mut warn = |check, message: &str, hint: &str| {
        let problem = Problem::new(check, Severity::Warning, Place::Whole, message.to_owned());
        problems.push(problem.hint(hint));
    };
    if !ended {
        warn("cut-off", "the file ends before its text does", "get the whole file again");
    }
    if reader.unknown_page {
        let message = "the file is written in a code page that is not known";
        warn("encoding", message, "look at accents and quotation marks");
    }
    let (page, told) = reader.finish();
    (page, told, problems)
}

impl Reader {
    fn new() -> Self {
        let state = State {
            goes: Goes::Text,
            font: -1,
            after_unicode: 1,
            hidden: false,
            deleted: false,
            in_table: false,
            style: None,
            outline: None,
            list: None,
            lang: None,
            link: None,
            font_defined: -1,
        };
        Self {
            head: Head::default(),
            encoding: WINDOWS_1252,
            state,
            stack: Vec::new(),
            over: 0,
            open: vec![Story::new(Role::Text, 0)],
            done: Vec::new(),
            notes: 0,
            told: Told::default(),
            instruction: String::new(),
            bytes: Vec::new(),
            half: None,
            skip: 0,
            starred: false,
            name: String::new(),
            unknown_page: false,
            languages: BTreeSet::new(),
        }
    }

    fn take(&mut self, token: Token<'_>) {
        if !matches!(token, Token::Byte(_) | Token::Plain(_)) {
            self.flush();
        }
        match token {
            Token::Open => {
                self.skip = 0;
                if self.stack.len() < DEEPEST {
                    self.stack.push(self.state.clone());
                } else {
                    self.over += 1;
                }
            }
            Token::Close => self.close(),
            Token::Sign(b'*') => self.starred = true,
            Token::Byte(_) | Token::Sign(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Plain(bytes) => {
                let skipped = self.skip.min(bytes.len());
                self.skip -= skipped;
                self.bytes.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
            }
            Token::Sign(sign) => self.sign(sign),
            Token::Word("u", Some(code)) => self.unicode(code),
            Token::Word(_, _) if self.skip > 0 => self.skip -= 1,
            Token::Word(word, number) => {
                let starred = std::mem::take(&mut self.starred);
                self.word(word, number, starred);
            }
        }
    }

    fn close(&mut self) {
        self.skip = 0;
        self.starred = false;
        if self.state.goes == Goes::Styles || self.state.goes == Goes::Fonts {
            self.end_name();
        }
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        let Some(state) = self.stack.pop() else { return };
        if self.open.len() > 1 && self.open.last().is_some_and(|it| it.depth > self.stack.len()) {
            self.end_paragraph();
            if let Some(mut story) = self.open.pop() {
                story.row();
                self.done.push(story);
            }
        }
        self.state = state;
    }

    /// Decodes the bytes that have come so far.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.head.fonts.get(&self.state.font).filter(|_| self.state.goes == Goes::Text);
        if let Some(Font { signs: true, name, .. }) = font {
            let known = bytes.iter().map(|it| signs::of(name, char::from(*it)));
            let words: Vec<_> = known.collect();
            self.told.signs += words.iter().filter(|it| it.is_none()).count();
            let private = |byte: u8| char::from_u32(0xf000 + u32::from(byte)).unwrap_or('\u{fffd}');
            let words = words.iter().zip(&bytes).map(|(it, byte)| it.unwrap_or(private(*byte)));
            let words: String = words.collect();
            return self.say(&words);
        }
        let encoding = font.and_then(|it| it.encoding).unwrap_or(self.encoding);
        let (words, _) = encoding.decode_without_bom_handling(&bytes);
        self.say(&words);
    }

    fn say(&mut self, words: &str) {
        match self.state.goes {
            Goes::Nowhere => {}
            Goes::Fonts | Goes::Styles => self.name.push_str(words),
            Goes::Instruction => self.instruction.push_str(words),
            Goes::Text if self.state.deleted => self.told.deleted += 1,
            Goes::Text if self.state.hidden => self.told.hidden += 1,
            Goes::Text => {
                if !words.trim().is_empty() {
                    self.languages.insert(self.state.lang);
                }
                let link = self.state.link.clone();
                if let Some(story) = self.open.last_mut() {
                    story.line.say(words, link.as_ref());
                }
            }
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("\u{2011}"),
            b'\\' | b'{' | b'}' => self.say(char::from(sign).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.say("\t"),
            _ => {}
        }
    }

    /// A character by its number, which is written with a sign and in halves.
    fn unicode(&mut self, code: i32) {
        self.skip = self.state.after_unicode;
        let Ok(unit) = u16::try_from(code & 0xffff) else { return };
        let first = self.half.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = first.into_iter().chain([unit]);
        let words: String = char::decode_utf16(units).map(|it| it.unwrap_or('\u{fffd}')).collect();
        let font = self.head.fonts.get(&self.state.font).filter(|it| it.signs);
        let sign = |c| font.and_then(|it| signs::of(&it.name, c)).unwrap_or(c);
        let words: String = words.chars().map(sign).collect();
        self.say(&words);
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if self.state.goes == Goes::Nowhere && word != "ud" {
            return;
        }
        if let Some(goes) = destination(word) {
            self.state.goes = goes;
            self.begin(word);
            return;
        }
        if self.story(word) {
            return;
        }
        if starred && !matches!(self.state.goes, Goes::Styles) {
            self.state.goes = Goes::Nowhere;
            return;
        }
        match self.state.goes {
            Goes::Fonts => self.font_word(word, number),
            Goes::Styles => self.style_word(word, number),
            Goes::Text | Goes::Nowhere | Goes::Instruction => {
                self.text_word(word, number.unwrap_or(1), number);
            }
        }
    }

    /// What else a destination does.
    fn begin(&mut self, word: &str) {
        match word {
            "fldinst" => self.instruction.clear(),
            "fldrslt" => {
                let link = link_of(&std::mem::take(&mut self.instruction));
                self.state.link = link.or(self.state.link.take());
            }
            "listtext" | "pntext" => {
                // Old files have lists only by the words before their items.
                if let Some(outer) = self.stack.last_mut() {
                    outer.list.get_or_insert((1, false));
                }
            }
            "shptxt" | "shptx" => self.begin_story(Role::Box),
            _ => {}
        }
    }

    /// Begins what stands beside the text; `false` if `word` does not.
    fn story(&mut self, word: &str) -> bool {
        let role = match word {
            "footnote" => {
                self.notes += 1;
                let mark = format!("[{}]", self.notes);
                self.say(&mark);
                Role::Note(self.notes)
            }
            "annotation" => Role::Comment,
            "header" | "headerl" | "headerr" | "headerf" => Role::Header,
            "footer" | "footerl" | "footerr" | "footerf" => Role::Footer,
            _ => return false,
        };
        self.state.goes = Goes::Text;
        self.begin_story(role);
        true
    }

    fn begin_story(&mut self, role: Role) {
        let depth = self.stack.len();
        // A story that begins where one has begun is the same.
        if self.open.len() == 1 || self.open.last().is_some_and(|it| it.depth < depth) {
            self.open.push(Story::new(role, depth));
            self.state.in_table = false;
            self.state.list = None;
            self.state.link = None;
        }
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or_default();
        let font = self.state.font_defined;
        match word {
            "f" => {
                self.state.font_defined = number;
                self.head.fonts.insert(number, Font::default());
            }
            "fcharset" => {
                if let Some(font) = self.head.fonts.get_mut(&font) {
                    font.signs = number == 2;
                    font.encoding = of_charset(number);
                }
            }
            "cpg" => {
                if let Some(font) = self.head.fonts.get_mut(&font) {
                    font.encoding = code_page(number).or(font.encoding);
                }
            }
            _ => {}
        }
    }

    fn style_word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("s", Some(number)) => self.state.style = Some(number),
            ("cs" | "ts" | "ds", _) => self.state.style = None,
            ("outlinelevel", Some(level)) => self.state.outline = outline(level),
            _ => {}
        }
    }

    /// A font or style has its name now.
    fn end_name(&mut self) {
        self.flush();
        let name = std::mem::take(&mut self.name);
        let name = name.trim().trim_end_matches(';').trim();
        if name.is_empty() {
            return;
        }
        if self.state.goes == Goes::Fonts {
            if let Some(font) = self.head.fonts.get_mut(&self.state.font_defined) {
                font.name = name.to_lowercase();
                font.signs |= font.name == "symbol" || font.name == "wingdings";
            }
        } else if let Some(style) = self.state.style {
            let named = Kind::of_style(name).filter(|it| *it != Kind::Plain);
            if let Some(kind) = named.or(self.state.outline) {
                self.head.styles.insert(style, kind);
            }
        }
    }

    fn text_word(&mut self, word: &str, number: i32, given: Option<i32>) {
        let on = number != 0;
        match word {
            "par" | "sect" => self.end_paragraph(),
            "line" | "page" | "column" => {
                if let Some(story) = self.open.last_mut().filter(|_| self.state.goes == Goes::Text)
                {
                    story.line.end();
                }
            }
            "cell" | "nestcell" => {
                self.end_paragraph_in(true);
                self.open.last_mut().into_iter().for_each(Story::cell);
            }
            "row" | "nestrow" => {
                self.end_paragraph_in(true);
                self.open.last_mut().into_iter().for_each(Story::row);
            }
            "pard" => {
                self.state.in_table = false;
                (self.state.style, self.state.outline, self.state.list) = (None, None, None);
            }
            "plain" => (self.state.hidden, self.state.deleted) = (false, false),
            "s" => self.state.style = given,
            "outlinelevel" => self.state.outline = outline(number),
            "intbl" => self.state.in_table = true,
            "ls" if number > 0 => self.state.list = self.state.list.or(Some((1, false))),
            "ilvl" => {
                let level = u8::try_from(number.clamp(0, 8)).unwrap_or_default() + 1;
                self.state.list = Some((level, false));
            }
            "f" => self.state.font = number,
            "deff" if self.state.font < 0 => self.set_default_font(number),
            "uc" => self.state.after_unicode = usize::try_from(number.clamp(0, 100)).unwrap_or(1),
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "revised" if on => self.told.inserted += 1,
            "lang" => self.state.lang = language(number),
            "object" => self.told.embedded += 1,
            "ansicpg" => match code_page(number) {
                Some(page) => self.encoding = page,
                None => self.unknown_page |= number != 0,
            },
            "mac" => self.encoding = code_page(10000).unwrap_or(WINDOWS_1252),
            "pc" | "pca" => self.unknown_page = true,
            _ => {
                if let Some(shown) = shown(word) {
                    self.say(shown);
                }
            }
        }
    }

    /// The font of text that names none.
    fn set_default_font(&mut self, number: i32) {
        self.state.font = number;
        for outer in &mut self.stack {
            outer.font = number;
        }
    }

    fn end_paragraph(&mut self) {
        self.end_paragraph_in(self.state.in_table);
    }

    fn end_paragraph_in(&mut self, in_table: bool) {
        if self.state.goes != Goes::Text {
            return;
        }
        let state = &self.state;
        let styled = state.style.and_then(|it| self.head.styles.get(&it)).copied();
        let kind = styled.filter(|it| *it != Kind::Plain).or(state.outline).unwrap_or(Kind::Plain);
        let languages = std::mem::take(&mut self.languages);
        let lang = if languages.len() == 1 { languages.into_iter().next().flatten() } else { None };
        let item = state.list;
        if let Some(story) = self.open.last_mut() {
            let line = std::mem::take(&mut story.line);
            story.paragraph(Paragraph { line, kind, item, lang }, in_table);
        }
    }

    /// Headers, the text with its boxes, notes, comments and footers.
    fn finish(mut self) -> (Page, Told) {
        self.flush();
        self.state.goes = Goes::Text;
        while !self.open.is_empty() {
            self.end_paragraph();
            let Some(mut story) = self.open.pop() else { break };
            story.row();
            self.done.push(story);
        }
        let mut page = Page::default();
        let titled = self.done.iter().any(|it| it.role == Role::Text && it.has_title());
        self.done.sort_by_key(|it| match it.role {
            Role::Header => (0, 0),
            Role::Text => (1, 0),
            Role::Box => (2, 0),
            Role::Note(number) => (3, number),
            Role::Comment => (4, 0),
            Role::Footer => (5, 0),
        });
        let mut told = self.told;
        for story in self.done.iter_mut().filter(|it| !it.pieces.is_empty()) {
            let mut element = Element::new("div");
            match story.role {
                Role::Note(number) => {
                    element.is = Some(MarkupKind::Note);
                    story.begin_with(&format!("[{number}] "));
                }
                Role::Comment => {
                    told.comments += 1;
                    element.told = Some(Mark::Furniture(Furniture::Comments, "element"));
                }
                Role::Header | Role::Footer => {
                    element.told = Some(Mark::Furniture(Furniture::Other, "element"));
                }
                Role::Text | Role::Box => {}
            }
            page.open(element);
            story.put(&mut page, titled);
            page.close();
        }
        (page, told)
    }
}

/// The heading that an outline level makes: 0 is the highest, 9 none.
fn outline(level: i32) -> Option<Kind> {
    u8::try_from(level).ok().filter(|it| *it < 9).map(|it| Kind::Heading(it + 1))
}

/// The character that a word stands for.
fn shown(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        _ => return None,
    })
}
