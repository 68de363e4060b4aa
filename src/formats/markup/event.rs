//! A page as a flat list of what opens, what is said and what closes: no recursion anywhere, so
//! depth cannot hurt.

use std::collections::BTreeSet;

use super::rules::Mark;
use crate::annotation::MarkupKind;

/// One step through a page.
#[derive(Debug)]
pub(in crate::formats) enum Event {
    Open(Box<Element>),
    Text(String),
    Close,
}

/// What the rules need of an element.
#[derive(Debug, Default)]
pub(in crate::formats) struct Element {
    /// Lower-case name, as in HTML.
    pub name: String,
    /// The words of its class and id: `article-byline` and `articleByline` give both words.
    pub words: Vec<String>,
    pub role: String,
    pub rel: String,
    pub itemprop: String,
    pub lang: Option<String>,
    /// Marked as not to be shown.
    pub hidden: bool,
    /// Where it leads.
    pub href: Option<String>,
    /// White space in it is shown as it stands, as in `<pre>`.
    pub verbatim: bool,
    /// Which zone it is, where the file tells that and names need not be judged.
    pub told: Option<Mark>,
    /// What it is in the file, where its name does not say that.
    pub is: Option<MarkupKind>,
}

impl Element {
    /// One of this name, with nothing else known.
    pub(in crate::formats) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// One that the file says is `mark`, with all that is in it.
    pub(in crate::formats) fn told(name: &str, mark: Mark) -> Self {
        Self { told: Some(mark), ..Self::new(name) }
    }

    /// Whether its class or id has one of `words`.
    pub(super) fn is_called(&self, words: &[&str]) -> bool {
        self.words.iter().any(|it| words.contains(&it.as_str()))
    }

    /// Splits names of a class at anything but letters and digits, and before a capital after a
    /// small letter.
    pub(in crate::formats) fn call(&mut self, names: &str) {
        let mut word = String::new();
        let mut small = false;
        for c in names.chars().take(2000).chain([' ']) {
            let ends = !c.is_alphanumeric() || (small && c.is_uppercase());
            if ends && !word.is_empty() {
                self.words.push(std::mem::take(&mut word));
            }
            small = c.is_lowercase();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
    }
}

/// Which part of a page is the article.
#[derive(Debug, Default)]
pub(in crate::formats) enum Article {
    /// All that is not marked as something else.
    #[default]
    All,
    /// The elements that hold it, by the index of the event that opens them.
    Kept(BTreeSet<usize>),
    /// It has to be found by where most of the running text is.
    Unknown,
}

/// What a page says.
#[derive(Debug, Default)]
pub(in crate::formats) struct Page {
    pub events: Vec<Event>,
    /// The title of the whole, which a heading may repeat; it is no text of the page itself.
    pub title: String,
    /// Where the page says that it stands on the web; empty if it does not say it.
    pub address: String,
    pub article: Article,
    /// It was made for the web, where a line that is hardly more than a link leads elsewhere.
    pub web: bool,
}

impl Page {
    pub(in crate::formats) fn open(&mut self, element: Element) {
        self.events.push(Event::Open(Box::new(element)));
    }

    pub(in crate::formats) fn say(&mut self, words: &str) {
        self.events.push(Event::Text(words.to_owned()));
    }

    /// All that is said, without what lies between.
    pub(in crate::formats) fn said(&self) -> String {
        let said = self.events.iter().filter_map(|it| match it {
            Event::Text(words) => Some(words.as_str()),
            Event::Open(_) | Event::Close => None,
        });
        said.collect::<Vec<_>>().join(" ")
    }

    pub(in crate::formats) fn close(&mut self) {
        self.events.push(Event::Close);
    }

    /// An element that says `words` and nothing else; none where there are no words.
    pub(in crate::formats) fn line(&mut self, element: Element, words: &str) {
        if !words.trim().is_empty() {
            self.open(element);
            self.say(words);
            self.close();
        }
    }

    /// Puts what another page says here, as a part of this one.
    pub(in crate::formats) fn add(&mut self, part: Self) {
        self.web |= part.web;
        self.open(Element::new("section"));
        self.events.extend(part.events);
        self.close();
    }
}

/// The first part of a language tag, if it is one.
pub(in crate::formats) fn language(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|it| it.is_ascii_lowercase()))
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        let mut element = Element::new("p");
        element.call("articleByline story__share-bar");
        assert_eq!(element.words, ["article", "byline", "story", "share", "bar"]);
    }
}
