//! Keeps the words of the window in `src/ui/words`, so that they can be translated in one place.
//!
//! A literal gives itself away by how it reads (words with a space between them, a capital, a sign
//! that ends a sentence) or by what it is given to: what `ui.label` gets is shown, be it one word.
//! Ids, keys and glue such as ` · ` do neither. What this cannot see is a lower-case word that
//! reaches the screen by way of a variable or an array.

use crate::architecture;
use crate::source::{self, Literal};

/// What shows the string that it is given; an arm of a `match` mostly makes a word for a state.
const SHOW: &[&str] = &[
    "=>",
    "Button::new",
    "Button::selectable",
    "CollapsingHeader::new",
    "Label::new",
    "RichText::new",
    "add_filter",
    "button",
    "checkbox",
    "collapsing",
    "done",
    "error",
    "failure",
    "from_label",
    "heading",
    "heading_words",
    "hint_text",
    "labeled",
    "label",
    "link",
    "menu_button",
    "on_disabled_hover_text",
    "on_hover_text",
    "radio",
    "radio_value",
    "selectable_label",
    "selectable_value",
    "selected",
    "selected_text",
    "set_title",
    "small",
    "small_button",
    "strong",
    "suffix",
    "text",
    "weak",
];

/// Literals that read like words and stay where they are: the file, the literal or all of them.
const STAY: &[(&str, &str, &str)] = &[
    ("src/ui/article/layout/guess.rs", "the quick brown fox", "measured and never drawn"),
    ("src/ui/shortcut.rs", "Ctrl", "saved in preferences"),
    ("src/ui/shortcut.rs", "Alt", "saved in preferences"),
    ("src/ui/shortcut.rs", "Shift", "saved in preferences"),
    ("src/ui/theme/sight.rs", "", "a test"),
    (
        "src/ui/theme/tokens.rs",
        "",
        "docs of fields, and what is wrong with a file that is built in",
    ),
];

/// Whether a literal is for people to read.
fn is_shown(literal: &Literal) -> bool {
    let given_to = literal.given_to.as_deref();
    if matches!(given_to, Some("expect" | "include_str!" | "include_bytes!" | "env!")) {
        return false;
    }
    let bare = bare(&literal.text);
    let has_letters = bare.contains(char::is_alphabetic);
    has_letters && (given_to.is_some_and(|it| SHOW.contains(&it)) || reads_like_words(&bare))
}

/// In the place of a value that is filled in.
const VALUE: char = '\u{fffc}';

/// The literal without escapes, and with [`VALUE`] for each value.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('u') => rest.by_ref().take_while(|it| *it != '}').for_each(drop),
                Some('n' | 'r' | 't') => bare.push(' '),
                Some('\n') | None => while rest.next_if(|it| it.is_whitespace()).is_some() {},
                Some(other) => bare.push(other),
            },
            '{' if rest.next_if_eq(&'{').is_some() => bare.push('{'),
            '{' => {
                rest.by_ref().take_while(|it| *it != '}').for_each(drop);
                bare.push(VALUE);
            }
            c => bare.push(c),
        }
    }
    bare
}

fn reads_like_words(bare: &str) -> bool {
    let is_path = bare.contains('/') && !bare.contains(' ');
    let inside = |it: char| it.is_alphabetic() || it == VALUE;
    let words = bare.trim_matches(|it| !inside(it)).contains(char::is_whitespace);
    let letters: Vec<char> = bare.chars().collect();
    let capital = letters.windows(2).any(|it| it[0].is_uppercase() && it[1].is_alphabetic());
    let ends = letters
        .windows(2)
        .next_back()
        .is_some_and(|it| it[0].is_alphabetic() && matches!(it[1], '.' | '?' | '!' | '…' | ':'));
    let is_constant = bare.chars().all(|it| it.is_uppercase() || it == '_') && bare.contains('_');
    let is_ending = bare.starts_with('.');
    words || (capital || ends) && !is_path && !is_constant && !is_ending
}

/// Complaints about words in `code` of file `path`.
fn words_elsewhere(path: &str, code: &str) -> Vec<String> {
    if path.starts_with("src/ui/words/") || architecture::is_test(path) {
        return Vec::new();
    }
    let stays = |it: &Literal| {
        STAY.iter().any(|(file, text, _)| *file == path && it.text.starts_with(text))
    };
    let found = source::literals(code).into_iter().filter(|it| is_shown(it) && !stays(it));
    found.map(|it| format!("{path}:{}: {:?} belongs into src/ui/words", it.line, it.text)).collect()
}

#[test]
fn window_words_stand_in_one_place() {
    architecture::check_files("src/ui", words_elsewhere);
}

#[test]
fn words_elsewhere_are_seen() {
    #[track_caller]
    fn check(code: &str, expected: usize) {
        let found = words_elsewhere("src/ui/panels/bar.rs", code);
        assert_eq!(found.len(), expected, "{code}: {found:?}");
    }
    for shown in [
        r#"let a = "nothing fits";"#,
        r#"let a = "Save";"#,
        r#"let a = "WHY";"#,
        r#"let a = "speaker?";"#,
        r#"let a = "find…";"#,
        r##"let a = r#"no "such" thing"#;"##,
        r#"format!("{count} more")"#,
        r#"format!("{} of {}", 1, 2)"#,
        r#"ui.label("saved")"#,
        r#"ui.checkbox(&mut choice.labels[0], "all")"#,
        r#"RichText::new("saved").small()"#,
        r#"match it { A => "saved", B => Key::new("b") }"#,
        "\"none \\\n    of these\"",
    ] {
        check(shown, 1);
    }
    for hidden in [
        r#"Id::unique("factmark-search")"#,
        r#"ui.label("×")"#,
        r#"words.join("  ·  ")"#,
        r#"format!("{kind}: {words}")"#,
        r#"format!("{stem}-{tried}.factmark.json")"#,
        r#"include_str!("../../assets/themes/Dark.ron")"#,
        r#"env!("CARGO_PKG_VERSION")"#,
        r#"read().expect("The file fits.")"#,
        "/// \"Save\" is a word.\n// \"And so on\"\n",
        r#"#[expect(dead_code, reason = "Why not")] fn f() { g('"', "id") }"#,
        r#"#[cfg(test)] mod tests { fn f() { g("Save the file") } }"#,
        "let a = '\\''; let b = \"id\"; let c = \"\\u{2007}\";",
    ] {
        check(hidden, 0);
    }
    let line = words_elsewhere("src/ui/app.rs", "\n/* a\nb */\nf(\"Save\")");
    assert_eq!(line, ["src/ui/app.rs:4: \"Save\" belongs into src/ui/words"]);
    assert!(words_elsewhere("src/ui/words/bars.rs", r#"let a = "Save";"#).is_empty());
}
