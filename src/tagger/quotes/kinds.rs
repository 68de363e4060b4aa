//! What kind of source a noun phrase names, from its words alone.

use super::words::{COLLECTIVES, DATA, DOCUMENTS, ORGANISATIONS, PERSONS, fold, is_preposition};

/// What pronouns agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

pub(super) fn title_gender(word: &str) -> Option<Gender> {
    match word.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "king" | "prince" | "pope" | "father" | "imam" | "herr" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "sister" | "frau" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

/// The description without its article.
pub(super) fn description(words: &str) -> String {
    let first = words.split_whitespace().next().map(fold).unwrap_or_default();
    let article = matches!(first.as_str(), "a" | "an" | "the" | "another" | "one");
    let rest = if article {
        words.split_once(char::is_whitespace).map_or(words, |it| it.1)
    } else {
        words
    };
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The head word of a noun phrase: the last before a preposition, relative or bracket.
pub(super) fn head_of(lower: &str) -> String {
    let mut head = "";
    for word in lower.split_whitespace() {
        let cut = is_preposition(word)
            || matches!(
                word,
                "who"
                    | "which"
                    | "that"
                    | "familiar"
                    | "seen"
                    | "obtained"
                    | "briefed"
                    | "involved"
                    | "close"
            );
        if cut && !head.is_empty() || word.starts_with('(') {
            break;
        }
        head = word;
    }
    head.trim_end_matches(['.', ',', '’', '\'']).to_owned()
}

/// The kind of source that a common noun stands for.
pub(super) fn kind_of(head: &str, lower: &str) -> &'static str {
    let anonymous = [
        "anonym",
        "familiar with",
        "not authori",
        "not to be named",
        "not be named",
        "briefed on",
        "with knowledge",
    ];
    if PERSONS.has(head) {
        let insider = matches!(
            head,
            "official"
                | "aide"
                | "source"
                | "person"
                | "insider"
                | "diplomat"
                | "adviser"
                | "advisor"
                | "staffer"
                | "operative"
                | "executive"
                | "employee"
                | "strategist"
                | "lawmaker"
                | "ally"
        );
        if insider && !lower.starts_with("the ") || anonymous.iter().any(|it| lower.contains(it)) {
            return "anonymous_person";
        }
        return "unnamed_person";
    }
    if matches!(head, "sources" | "insiders" | "persons")
        || anonymous.iter().any(|it| lower.contains(it))
    {
        return "anonymous_person";
    }
    if DATA.has(head) {
        return "data";
    }
    if COLLECTIVES.has(head) || head.ends_with("people") {
        return "collective";
    }
    if DOCUMENTS.has(head) {
        return "document";
    }
    if ORGANISATIONS.has(head) {
        return "organisation";
    }
    "unknown"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_nouns_have_kinds() {
        for (phrase, kind) in [
            ("a senior finance ministry official", "anonymous_person"),
            ("another person familiar with the talks", "anonymous_person"),
            ("a man", "unnamed_person"),
            ("iraqi officials", "collective"),
            ("a memo seen by the courier", "document"),
            ("the latest poll", "data"),
            ("the ministry", "organisation"),
            ("the moon", "unknown"),
        ] {
            assert_eq!(kind_of(&head_of(phrase), phrase), kind, "{phrase}");
        }
    }
}
