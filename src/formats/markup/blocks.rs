//! From events to lines of text, each with what its markup says about it.

use super::event::{Article, Element, Event, Page};
use super::rules::{self, Mark};
use crate::annotation::MarkupKind;

/// A run of text that no block element interrupts.
#[derive(Debug)]
pub(super) struct Block {
    /// Bytes in [`Laid::text`].
    pub range: std::ops::Range<usize>,
    /// What the elements around it say.
    pub mark: Mark,
    /// A mark that only a part of it has.
    pub partly: Mark,
    /// Name of the nearest block element.
    pub element: String,
    /// Whether that is known to be part of the article.
    pub read: bool,
    /// Language, as declared.
    pub lang: Option<String>,
    /// Bytes inside links.
    pub linked: usize,
}

impl Block {
    /// Bytes of running text: nothing for furniture and for what is mostly links.
    pub(super) fn weight(&self) -> usize {
        let len = self.range.len();
        let running = len >= 60 && self.linked * 5 < len * 2;
        let counts = matches!(self.mark, Mark::None | Mark::Zone(..)) && running;
        if counts { len } else { 0 }
    }
}

/// Which blocks an element holds.
#[derive(Debug)]
pub(super) struct Container {
    pub blocks: std::ops::Range<usize>,
    pub depth: usize,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub text: String,
    pub blocks: Vec<Block>,
    pub containers: Vec<Container>,
    /// What elements are besides zones, by their bytes in `text`, in the order in which they end.
    pub elements: Vec<(std::ops::Range<usize>, MarkupKind)>,
}

/// What is open around the place.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about the place")]
struct Context {
    mark: Mark,
    /// The mark of the nearest block element, without inline ones inside it.
    outer: Mark,
    lang: Option<std::rc::Rc<str>>,
    element: std::rc::Rc<str>,
    read: bool,
    link: bool,
    pre: bool,
    break_after: u8,
    first_block: usize,
    /// How deep lists stand in each other.
    lists: u8,
    ordered: bool,
}

struct Work {
    out: Laid,
    stack: Vec<Context>,
    open: Option<Block>,
    /// Line ends to come before the next text: 1 a line, 2 a paragraph.
    pending: u8,
    /// A blank is to come before the next text.
    blank: bool,
    /// White space that is kept as it stands, if more text comes in the same block.
    held: String,
    /// Elements that are open: the length of the stack with each, and where its words begin.
    marked: Vec<(usize, Option<usize>, MarkupKind)>,
}

/// Most elements around each other that are told; no person nests lists that deep.
const DEEPEST: usize = 100;

/// Lays the page out. White space is collapsed as on screen, but for `<pre>`.
pub(super) fn lay_out(page: &Page) -> Laid {
    let shares = rules::Shares::new(&page.events);
    let root = Context {
        mark: Mark::None,
        outer: Mark::None,
        lang: None,
        element: "body".into(),
        read: matches!(page.article, Article::All),
        link: false,
        pre: false,
        break_after: 0,
        first_block: 0,
        lists: 0,
        ordered: false,
    };
    let out = Laid::default();
    let mut work = Work {
        out,
        stack: vec![root],
        open: None,
        pending: 0,
        blank: false,
        held: String::new(),
        marked: Vec::new(),
    };
    for (index, event) in page.events.iter().enumerate() {
        match event {
            Event::Open(element) => {
                let read = match &page.article {
                    Article::All => true,
                    Article::Kept(kept) => kept.contains(&index),
                    Article::Unknown => false,
                };
                work.open(element, &shares, (index, read));
            }
            Event::Text(text) => work.say(text),
            Event::Close => work.close(),
        }
    }
    work.end_block(2);
    work.out
}

/// How much space an element has around it: 0 inline, 1 a line of its own, 2 a paragraph.
fn breaks(name: &str) -> u8 {
    const PARAGRAPHS: [&str; 38] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ];
    const LINES: [&str; 14] = [
        "caption", "dd", "dt", "li", "option", "optgroup", "select", "tbody", "textarea", "tfoot",
        "thead", "tr", "button", "noscript",
    ];
    if PARAGRAPHS.binary_search(&name).is_ok() { 2 } else { u8::from(LINES.contains(&name)) }
}

/// What an element is by its name.
fn named(element: &Element, context: &Context) -> Option<MarkupKind> {
    use MarkupKind as Is;
    match (element.name.as_str(), element.href.as_deref()) {
        ("a", Some(to)) if leads(to) => Some(Is::Link(to.to_owned())),
        ("li", _) => Some(Is::Item { level: context.lists.max(1), ordered: context.ordered }),
        ("tr", _) => Some(Is::Row),
        ("h1", _) => Some(Is::Heading(1)),
        ("h2", _) => Some(Is::Heading(2)),
        ("h3", _) => Some(Is::Heading(3)),
        ("h4", _) => Some(Is::Heading(4)),
        ("h5", _) => Some(Is::Heading(5)),
        ("h6", _) => Some(Is::Heading(6)),
        _ => None,
    }
}

/// Whether an address leads somewhere; scripts and pictures in themselves do not.
fn leads(to: &str) -> bool {
    let start: String = to.chars().take(11).collect::<String>().to_ascii_lowercase();
    !to.is_empty() && to != "#" && !start.starts_with("javascript:") && !start.starts_with("data:")
}

impl Work {
    fn open(&mut self, element: &Element, shares: &rules::Shares, (index, read): (usize, bool)) {
        let name = element.name.as_str();
        if name == "br" {
            self.end_block(self.pending.saturating_add(1).min(2));
        } else if matches!(name, "td" | "th") && self.open.is_some() {
            self.blank = true;
        }
        let breaks = breaks(name);
        if breaks > 0 {
            self.end_block(breaks);
        }
        let Some(parent) = self.stack.last() else { return };
        let mark = rules::mark(element, &parent.mark, shares.of(index));
        let mut context = Context {
            break_after: breaks,
            first_block: self.out.blocks.len(),
            link: parent.link || (name == "a" && element.href.is_some()),
            pre: parent.pre || element.verbatim || matches!(name, "pre" | "textarea"),
            ..parent.clone()
        };
        if breaks > 0 {
            context.element = name.into();
            context.read = read;
            context.outer = mark.clone();
        }
        if matches!(name, "ul" | "ol" | "menu" | "dir") {
            context.lists = context.lists.saturating_add(1);
            context.ordered = name == "ol";
        }
        let is = || element.is.clone().or_else(|| named(element, &context));
        if self.marked.len() < DEEPEST
            && let Some(is) = is()
        {
            self.marked.push((self.stack.len(), None, is));
        }
        context.mark = mark;
        if let Some(lang) = &element.lang {
            context.lang = Some(lang.as_str().into());
        }
        self.stack.push(context);
    }

    fn close(&mut self) {
        if self.stack.len() == 1 {
            return; // one more closes than was opened
        }
        let Some(context) = self.stack.pop() else { return };
        if let Some((_, start, is)) = self.marked.pop_if(|it| it.0 == self.stack.len())
            && let Some(start) = start
        {
            self.out.elements.push((start..self.out.text.len(), is));
        }
        if context.break_after == 0 {
            return;
        }
        self.end_block(context.break_after);
        let blocks = context.first_block..self.out.blocks.len();
        if !blocks.is_empty() {
            self.out.containers.push(Container { blocks, depth: self.stack.len() });
        }
    }

    fn end_block(&mut self, breaks: u8) {
        self.out.blocks.extend(self.open.take());
        self.pending = self.pending.max(breaks);
        self.blank = false;
        self.held.clear();
    }

    fn say(&mut self, text: &str) {
        let pre = self.stack.last().is_some_and(|it| it.pre);
        let white = |c: char| c.is_ascii_whitespace();
        if pre {
            return self.say_as_it_stands(text, white);
        }
        self.blank |= text.starts_with(white);
        let mut first = true;
        for word in text.split(white).filter(|it| !it.is_empty()) {
            self.blank |= !first;
            self.push(word);
            first = false;
        }
        self.blank |= !first && text.ends_with(white);
    }

    fn say_as_it_stands(&mut self, text: &str, white: impl Fn(char) -> bool + Copy) {
        let words = text.trim_start_matches(white);
        let before = text.strip_suffix(words).unwrap_or_default();
        let said = words.trim_end_matches(white);
        self.held.push_str(before);
        if !said.is_empty() {
            if self.open.is_none() {
                // The lines before the first are empty.
                let indent = self.held.trim_start_matches('\n').len();
                self.held.drain(..self.held.len() - indent);
            }
            self.push(said);
            self.held.push_str(words.strip_prefix(said).unwrap_or_default());
        }
    }

    fn push(&mut self, words: &str) {
        let Some(context) = self.stack.last() else { return };
        // Text of no-break spaces alone makes no line.
        if self.open.is_none() && words.trim().is_empty() {
            return;
        }
        let out = &mut self.out.text;
        let block = if let Some(block) = &mut self.open {
            if !self.held.is_empty() {
                out.push_str(&self.held);
            } else if self.blank {
                out.push(' ');
            }
            if block.mark != context.mark {
                block.partly = context.mark.clone().or(block.mark.clone());
                block.mark = context.outer.clone();
            }
            block
        } else {
            let ends = if out.is_empty() { 0 } else { usize::from(self.pending) };
            out.push_str("\n\n".get(..ends).unwrap_or_default());
            out.push_str(&self.held);
            self.open.insert(Block {
                range: out.len()..out.len(),
                mark: context.mark.clone(),
                partly: Mark::None,
                element: context.element.to_string(),
                read: context.read,
                lang: context.lang.as_deref().map(str::to_owned),
                linked: 0,
            })
        };
        // Whatever opened before these words begins with them; what is outside has begun before.
        for (_, start, _) in self.marked.iter_mut().rev().take_while(|it| it.1.is_none()) {
            *start = Some(out.len());
        }
        if context.link {
            block.linked += words.len() + usize::from(self.blank);
        }
        out.push_str(words);
        block.range.end = out.len();
        self.blank = false;
        self.held.clear();
        self.pending = 0;
    }
}
