//! What styles of paragraphs, words and lists mean.

use std::collections::BTreeMap;

use super::super::{Kind, Xml, attribute, child};

/// Most styles that one builds upon; more go in a circle.
const DEEPEST: usize = 30;

#[derive(Debug)]
struct Style {
    kind: Option<Kind>,
    parent: Option<String>,
    lang: Option<String>,
    hidden: bool,
}

/// The styles of a file by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: BTreeMap<String, Style>,
    /// Levels of lists that are numbered, by the name of the list's style.
    ordered: BTreeMap<(String, u8), bool>,
}

impl Styles {
    /// Takes the styles of parts; later ones stand before earlier.
    pub(super) fn new(parts: &[Option<&Xml>]) -> Self {
        let mut found = Self::default();
        for root in parts.iter().flatten() {
            let groups = ["styles", "automatic-styles"];
            let groups = groups.iter().filter_map(|it| child(root, it));
            for style in groups.flat_map(Xml::elements) {
                match style.name.as_str() {
                    "style" => found.add(style),
                    "list-style" => found.add_list(style),
                    _ => {}
                }
            }
        }
        found
    }

    fn add(&mut self, style: &Xml) {
        let Some(name) = attribute(style, "name") else { return };
        let shown = attribute(style, "display-name").unwrap_or(name);
        let level = attribute(style, "default-outline-level").and_then(|it| it.parse().ok());
        let named =
            Kind::of_style(shown).filter(|_| attribute(style, "family") == Some("paragraph"));
        let outlined = level.filter(|it| (1..=10).contains(it)).map(Kind::Heading);
        let words = child(style, "text-properties");
        let own = |key| words.and_then(|it| attribute(it, key));
        let style = Style {
            kind: named.filter(|it| *it != Kind::Plain).or(outlined).or(named),
            parent: attribute(style, "parent-style-name").map(str::to_owned),
            lang: own("language").filter(|it| *it != "none").map(str::to_owned),
            hidden: own("display") == Some("none"),
        };
        self.by_name.insert(name.to_owned(), style);
    }

    fn add_list(&mut self, style: &Xml) {
        let Some(name) = attribute(style, "name") else { return };
        for level in style.elements() {
            if let Some(number) = attribute(level, "level").and_then(|it| it.parse().ok()) {
                let ordered = level.name == "list-level-style-number"
                    && attribute(level, "num-format").is_some_and(|it| !it.is_empty());
                self.ordered.insert((name.to_owned(), number), ordered);
            }
        }
    }

    fn line<'a>(&'a self, name: Option<&str>) -> impl Iterator<Item = &'a Style> {
        let first = name.and_then(|it| self.by_name.get(it));
        let next = |it: &&'a Style| self.by_name.get(it.parent.as_deref()?);
        std::iter::successors(first, next).take(DEEPEST)
    }

    /// What a paragraph of this style is. A style that is not described may tell by its name.
    pub(super) fn kind(&self, name: Option<&str>) -> Kind {
        let found = self.line(name).find_map(|it| it.kind);
        let by_name = || {
            let last = self.line(name).last().and_then(|it| it.parent.as_deref()).or(name)?;
            Kind::of_style(last).filter(|_| !self.by_name.contains_key(last))
        };
        found.or_else(by_name).unwrap_or(Kind::Plain)
    }

    /// The language of words of this style, if the style itself says one.
    pub(super) fn lang(&self, name: Option<&str>) -> Option<&str> {
        self.by_name.get(name?)?.lang.as_deref()
    }

    /// Whether words of this style are not shown.
    pub(super) fn is_hidden(&self, name: Option<&str>) -> bool {
        self.line(name).any(|it| it.hidden)
    }

    /// Whether a level of a list is numbered.
    pub(super) fn is_ordered(&self, list: Option<&str>, level: u8) -> bool {
        let list = list.unwrap_or_default().to_owned();
        self.ordered.get(&(list, level)).copied().unwrap_or(false)
    }
}
