//! Names for programs that allow few characters in a name, and back.
//!
//! A character that is not allowed becomes `-u` with its number in hexadecimal digits and `-`, so
//! that no two names become one.

/// `name` with only letters, digits, `_` and `-` of ASCII.
pub(super) fn narrow(name: &str) -> String {
    escape(name, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// `name` with only characters that are `allowed`, of which those of [`narrow`] must be some.
pub(super) fn escape(name: &str, allowed: impl Fn(char) -> bool) -> String {
    if name.is_empty() {
        return "-u-".to_owned();
    }
    let mut out = String::new();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let looks_escaped = c == '-' && chars.peek() == Some(&'u');
        if allowed(c) && !looks_escaped { out.push(c) } else { out += &escaped(c) }
    }
    out
}

/// A character as [`escape`] writes it.
pub(super) fn escaped(c: char) -> String {
    format!("-u{:x}-", u32::from(c))
}

/// The name that [`escape`] was given.
pub(super) fn widen(name: &str) -> String {
    if name == "-u-" {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("-u") {
        out += before;
        let read = after.split_once('-').filter(|it| it.0.len() <= 6).and_then(|(digits, tail)| {
            let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
            Some((c, tail))
        });
        if let Some((c, tail)) = read {
            out.push(c);
            rest = tail;
        } else {
            out += "-u";
            rest = after;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_narrow_and_no_two_alike() {
        for (name, expected) in [
            ("said_by", "said_by"),
            ("B-7", "B-7"),
            ("a b", "a-u20-b"),
            ("", "-u-"),
            ("x-u20-y", "x-u2d-u20-y"),
        ] {
            assert_eq!(narrow(name), expected);
            assert_eq!(widen(expected), name);
        }
        assert_eq!(widen("-u-x"), "-u-x");
    }

    proptest! {
        #[test]
        fn any_name_comes_back(name in "(-|u|2|0|[ -~]|\\PC|[\n\t]){0,12}") {
            let narrow = narrow(&name);
            prop_assert!(narrow.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)));
            prop_assert_eq!(widen(&narrow), name);
        }
    }
}
