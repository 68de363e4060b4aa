//! Keeps the layers that docs/ARCHITECTURE.md draws: which module may use which, who may touch
//! the disk, the environment and the clock, who may know serde and egui, how long a file may be.
//!
//! Each rule is a function from code to complaints, so that a test can show that it complains.

use crate::{repo, source};

/// What a module of the library may use of its own crate.
struct Layer {
    module: &'static str,
    may_use: &'static [&'static str],
}

/// From the lowest layer up. tagger, formats and workspace are siblings, and so are cli and ui.
const LAYERS: &[Layer] = &[
    Layer { module: "text", may_use: &[] },
    Layer { module: "annotation", may_use: &["text"] },
    Layer { module: "tagger", may_use: &["text", "annotation"] },
    Layer { module: "formats", may_use: &["text", "annotation"] },
    Layer { module: "workspace", may_use: &["text", "annotation"] },
    Layer { module: "files", may_use: &["text", "annotation", "formats"] },
    Layer { module: "batch", may_use: &["text", "annotation", "formats", "files"] },
    Layer {
        module: "cli",
        may_use: &["text", "annotation", "tagger", "formats", "files", "batch"],
    },
    Layer {
        module: "ui",
        may_use: &["text", "annotation", "tagger", "formats", "workspace", "files", "batch"],
    },
];

/// A path that only some modules may name.
struct Reserved {
    path: &'static str,
    owners: &'static [&'static str],
    why: &'static str,
}

const RESERVED: &[Reserved] = &[
    Reserved { path: "std::fs", owners: &["files"], why: "only `files` touches the disk" },
    Reserved { path: "std::env", owners: &["files"], why: "only `files` reads the environment" },
    Reserved { path: "std::time::SystemTime", owners: &["cli", "ui"], why: "time is a parameter" },
    Reserved { path: "std::net", owners: &[], why: "nothing here uses a network" },
    Reserved { path: "std::os::unix::net", owners: &[], why: "nothing here uses a network" },
    Reserved { path: "std::process::Command", owners: &[], why: "nothing here starts programs" },
    Reserved { path: "serde", owners: SERDE, why: "saved structs live in `formats`" },
    Reserved { path: "serde_json", owners: SERDE, why: "saved structs live in `formats`" },
    Reserved { path: "ron", owners: SERDE, why: "saved structs live in `formats`" },
    Reserved { path: "egui", owners: &["ui"], why: "only `ui` draws" },
    Reserved { path: "eframe", owners: &["ui"], why: "only `ui` draws" },
    Reserved { path: "rfd", owners: &["ui"], why: "only `ui` draws" },
    Reserved { path: "clap", owners: &["cli", "main"], why: "only `cli` reads arguments" },
];

const SERDE: &[&str] = &["formats", "files", "batch", "cli", "ui"];

/// Lines that a file may have before it must be split; the aim is 400.
const LONGEST_FILE: usize = 600;

/// The modules that a source file is in, from the outermost: `src/text/span.rs` is in
/// `text`, `span`; `src/text/mod.rs` is in `text`; `src/lib.rs` is in none.
fn modules_of(path: &str) -> Vec<&str> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    inside.split('/').filter(|it| !matches!(*it, "mod" | "lib")).collect()
}

/// Whether a file is a test module of its own, declared with `#[cfg(test)] mod tests;`.
pub(crate) fn is_test(path: &str) -> bool {
    modules_of(path).contains(&"tests")
}

/// The module of this crate that `path` leads to, seen from a module at `depth`.
fn own_module(path: &str, depth: usize) -> Option<&str> {
    let parts: Vec<&str> = path.split("::").collect();
    match parts.iter().take_while(|it| **it == "super").count() {
        0 if matches!(parts[0], "crate" | "factmark") => parts.get(1).copied(),
        ups if ups > 0 && ups >= depth => parts.get(ups).copied(),
        _ => None,
    }
}

/// Complaints about what `code` of file `path` uses of its own crate.
fn layer_breaks(path: &str, code: &str) -> Vec<String> {
    let modules = modules_of(path);
    let Some(top) = modules.first().filter(|it| **it != "main" && !is_test(path)) else {
        return Vec::new(); // lib.rs and main.rs may use everything
    };
    let Some(layer) = LAYERS.iter().find(|it| it.module == *top) else {
        return vec![format!("{path}: module `{top}` has no row in the table of layers")];
    };
    source::paths(&source::tokens(code))
        .into_iter()
        .filter(|it| {
            own_module(it, modules.len()).is_some_and(|used| {
                used != *top
                    && LAYERS.iter().any(|it| it.module == used)
                    && !layer.may_use.contains(&used)
            })
        })
        .map(|it| format!("{path}: `{top}` may not use `{it}`"))
        .collect()
}

/// Complaints about reserved paths in `code` of file `path`.
fn reserved_paths(path: &str, code: &str) -> Vec<String> {
    if is_test(path) {
        return Vec::new();
    }
    let top = modules_of(path).first().copied().unwrap_or("lib").to_owned();
    let mut found = Vec::new();
    for used in source::paths(&source::tokens(code)) {
        for rule in RESERVED.iter().filter(|rule| names(&used, rule.path)) {
            if !rule.owners.contains(&top.as_str()) {
                found.push(format!("{path}: `{used}`: {}", rule.why));
            }
        }
    }
    found
}

/// Whether `used` is `reserved` or leads into it.
fn names(used: &str, reserved: &str) -> bool {
    used.strip_prefix(reserved).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// A complaint about a file that is too long.
fn too_long(path: &str, code: &str) -> Option<String> {
    let lines = code.lines().count();
    (lines > LONGEST_FILE).then(|| format!("{path}: {lines} lines, at most {LONGEST_FILE}"))
}

/// Runs `check` over the files of `folder` and fails with all complaints.
#[track_caller]
pub(crate) fn check_files<I: IntoIterator<Item = String>>(
    folder: &str,
    check: impl Fn(&str, &str) -> I,
) {
    let complaints: Vec<String> =
        repo::files(folder, "rs").iter().flat_map(|path| check(path, &repo::read(path))).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_use_only_lower_layers() {
    check_files("src", layer_breaks);
}

#[test]
fn reserved_paths_stay_with_their_owners() {
    check_files("src", reserved_paths);
}

#[test]
fn files_are_short() {
    check_files("src", too_long);
    check_files("tests", too_long);
}

#[test]
fn a_use_of_a_higher_layer_is_seen() {
    let seen = |path, code| layer_breaks(path, code).len();
    assert_eq!(seen("src/text/span.rs", "use crate::annotation::Key;"), 1);
    assert_eq!(seen("src/tagger/quotes.rs", "fn f() { crate::formats::read() }"), 1);
    assert_eq!(seen("src/tagger/mod.rs", "use super::formats;"), 1);
    assert_eq!(seen("src/tagger/quotes.rs", "use super::super::formats;"), 1);
    assert_eq!(seen("src/cli/mod.rs", "use crate::{text::Text, ui::App};"), 1);
    assert_eq!(seen("src/web/mod.rs", ""), 1);

    assert_eq!(seen("src/tagger/quotes.rs", "use super::names; use crate::text::Text;"), 0);
    assert_eq!(seen("src/tagger/quotes.rs", "#[cfg(test)] mod tests { use crate::formats; }"), 0);
    assert_eq!(seen("src/tagger/quotes/tests.rs", "use crate::formats;"), 0);
    assert_eq!(seen("src/lib.rs", "pub mod ui;"), 0);
}

#[test]
fn a_reserved_path_is_seen() {
    let seen = |path, code| reserved_paths(path, code).len();
    assert_eq!(seen("src/tagger/names.rs", "use std::{env, fs::File};"), 2);
    assert_eq!(seen("src/annotation/model.rs", "#[derive(serde::Serialize)] struct A;"), 1);
    assert_eq!(seen("src/workspace/mod.rs", "use std::time::{Duration, SystemTime};"), 1);
    assert_eq!(seen("src/formats/mod.rs", "use std::fs;"), 1);
    assert_eq!(seen("src/files/mod.rs", "fn f() { std::net::lookup() }"), 1);

    assert_eq!(seen("src/files/mod.rs", "use std::fs;"), 0);
    assert_eq!(seen("src/formats/native.rs", "use serde::Serialize;"), 0);
    assert_eq!(seen("src/text/mod.rs", "use std::fmt; // not std::fs"), 0);
}

#[test]
fn a_long_file_is_seen() {
    assert!(too_long("src/a.rs", &"\n".repeat(LONGEST_FILE + 1)).is_some());
    assert!(too_long("src/a.rs", &"\n".repeat(LONGEST_FILE)).is_none());
}
