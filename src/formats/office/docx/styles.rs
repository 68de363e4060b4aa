//! What styles of paragraphs and lists mean.

use std::collections::BTreeMap;

use super::super::{Kind, Xml, attribute, child};

/// Most styles that one builds upon; more go in a circle.
const DEEPEST: usize = 30;

/// A list and a level of it, as a paragraph or style says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListRef {
    pub list: Option<String>,
    pub level: Option<u8>,
}

/// What a style says by itself.
#[derive(Debug)]
struct Style {
    kind: Option<Kind>,
    list: ListRef,
    parent: Option<String>,
}

/// The styles of a file by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// That of paragraphs which name none.
    default: Option<String>,
}

/// The value of an element that has one and nothing else.
pub(super) fn value<'a>(parent: Option<&'a Xml>, name: &str) -> Option<&'a str> {
    attribute(child(parent?, name)?, "val")
}

/// Whether a property that is there is on.
pub(super) fn is_on(parent: Option<&Xml>, name: &str) -> bool {
    parent.and_then(|it| child(it, name)).is_some_and(|it| {
        !attribute(it, "val").is_some_and(|it| matches!(it, "0" | "false" | "off" | "none"))
    })
}

/// The heading that an outline level makes: 0 is the highest, 9 none.
pub(super) fn outline(properties: Option<&Xml>) -> Option<Kind> {
    let level: u8 = value(properties, "outlineLvl")?.parse().ok()?;
    Some(if level < 9 { Kind::Heading(level + 1) } else { Kind::Plain })
}

/// The list that properties of a paragraph name.
pub(super) fn list_ref(properties: Option<&Xml>) -> ListRef {
    let numbered = properties.and_then(|it| child(it, "numPr"));
    ListRef {
        list: value(numbered, "numId").map(str::to_owned),
        level: value(numbered, "ilvl").and_then(|it| it.parse().ok()),
    }
}

impl Styles {
    pub(super) fn new(root: Option<&Xml>) -> Self {
        let mut found = Self::default();
        for style in root.into_iter().flat_map(|it| it.named("style")) {
            if attribute(style, "type").is_some_and(|it| it != "paragraph") {
                continue;
            }
            let Some(id) = attribute(style, "styleId") else { continue };
            let properties = child(style, "pPr");
            let named = value(Some(style), "name").and_then(Kind::of_style);
            let kind = named.filter(|it| *it != Kind::Plain).or_else(|| outline(properties));
            let parent = value(Some(style), "basedOn").map(str::to_owned);
            if attribute(style, "default").is_some_and(|it| matches!(it, "1" | "true" | "on")) {
                found.default = Some(id.to_owned());
            }
            let list = list_ref(properties);
            found.by_id.insert(id.to_owned(), Style { kind: kind.or(named), list, parent });
        }
        found
    }

    /// A style and those that it builds upon.
    fn line<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.or(self.default.as_deref()).and_then(|it| self.by_id.get(it));
        let next = |it: &&'a Style| self.by_id.get(it.parent.as_deref()?);
        std::iter::successors(first, next).take(DEEPEST)
    }

    /// What a paragraph of this style is. A style that is not described may tell by its id.
    pub(super) fn kind(&self, id: Option<&str>) -> Kind {
        let found = self.line(id).find_map(|it| it.kind);
        let by_id = || Kind::of_style(id.filter(|it| !self.by_id.contains_key(*it))?);
        found.or_else(by_id).unwrap_or(Kind::Plain)
    }

    /// The list that paragraphs of this style are in.
    pub(super) fn list(&self, id: Option<&str>) -> ListRef {
        let list = self.line(id).find_map(|it| it.list.list.clone());
        let level = self.line(id).find_map(|it| it.list.level);
        ListRef { list, level }
    }
}

/// Which levels of which lists are numbered.
#[derive(Debug, Default)]
pub(super) struct Lists {
    ordered: BTreeMap<(String, u8), bool>,
}

impl Lists {
    pub(super) fn new(root: Option<&Xml>) -> Self {
        let mut ordered = BTreeMap::new();
        let Some(root) = root else { return Self { ordered } };
        let mut forms: BTreeMap<&str, Vec<(u8, bool)>> = BTreeMap::new();
        for form in root.named("abstractNum") {
            let levels = form.named("lvl").filter_map(|it| {
                let level = attribute(it, "ilvl")?.parse().ok()?;
                Some((level, !matches!(value(Some(it), "numFmt"), Some("bullet" | "none"))))
            });
            forms.insert(attribute(form, "abstractNumId").unwrap_or_default(), levels.collect());
        }
        for list in root.named("num") {
            let (Some(id), Some(form)) =
                (attribute(list, "numId"), value(Some(list), "abstractNumId"))
            else {
                continue;
            };
            for (level, is) in forms.get(form).into_iter().flatten() {
                ordered.insert((id.to_owned(), *level), *is);
            }
        }
        Self { ordered }
    }

    /// Whether a level of a list is numbered.
    pub(super) fn is_ordered(&self, list: &str, level: u8) -> bool {
        self.ordered.get(&(list.to_owned(), level)).copied().unwrap_or(false)
    }
}
