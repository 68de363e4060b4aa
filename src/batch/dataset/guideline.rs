//! What the guideline says of labels: the first words of its pages.

/// The pages, in the order of the guideline.
const PAGES: [&str; 15] = [
    include_str!("../../../assets/guidelines/person_org_place.md"),
    include_str!("../../../assets/guidelines/other_names.md"),
    include_str!("../../../assets/guidelines/values.md"),
    include_str!("../../../assets/guidelines/record.md"),
    include_str!("../../../assets/guidelines/quote.md"),
    include_str!("../../../assets/guidelines/source.md"),
    include_str!("../../../assets/guidelines/speaker.md"),
    include_str!("../../../assets/guidelines/quote_source_kind.md"),
    include_str!("../../../assets/guidelines/headline.md"),
    include_str!("../../../assets/guidelines/not_quote.md"),
    include_str!("../../../assets/guidelines/claim.md"),
    include_str!("../../../assets/guidelines/claim_voice.md"),
    include_str!("../../../assets/guidelines/claim_stance.md"),
    include_str!("../../../assets/guidelines/flag.md"),
    include_str!("../../../assets/guidelines/zone.md"),
];

/// A page of the guideline.
#[derive(Debug)]
pub(super) struct Page {
    /// What it is about.
    pub(super) title: &'static str,
    /// Keys of labels, or of a label and an attribute: `quote.kind`.
    labels: Vec<&'static str>,
    /// The rule, a paragraph each.
    pub(super) rule: Vec<String>,
}

impl Page {
    /// Whether it speaks of a label, or of an attribute of it.
    pub(super) fn is_about(&self, label: &str) -> bool {
        self.labels.iter().any(|it| it.split('.').next() == Some(label))
    }
}

/// All pages.
pub(super) fn pages() -> impl Iterator<Item = Page> {
    PAGES.into_iter().map(page)
}

fn page(source: &'static str) -> Page {
    let mut page = Page { title: "", labels: Vec::new(), rule: Vec::new() };
    let before_examples = source.split("\n## ").next().unwrap_or_default();
    let before_examples = before_examples.split("```").next().unwrap_or_default();
    for paragraph in before_examples.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) {
        if let Some(title) = paragraph.strip_prefix("# ") {
            page.title = title;
        } else if let Some(labels) = paragraph.strip_prefix("labels:") {
            page.labels = labels.split(',').map(str::trim).collect();
        } else {
            page.rule.push(paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_labels_and_a_rule() {
        for page in pages() {
            assert!(!page.title.is_empty() && !page.labels.is_empty(), "{page:?}");
            assert!(!page.rule.is_empty(), "{page:?}");
        }
        let claims = pages().filter(|it| it.is_about("claim")).map(|it| it.title);
        assert_eq!(
            claims.collect::<Vec<_>>(),
            ["Claims", "Whose claim it is", "Denials and doubts"]
        );
    }
}
