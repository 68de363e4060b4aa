//! How saved files are named, and where names lead.

use std::path::{Path, PathBuf};

use crate::formats::native::Form;

/// The name under which what was read from `path` is saved: `a/council.html` gives
/// `a/council.factmark.ron`.
pub fn native_path(path: &Path, form: Form) -> PathBuf {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let stem =
        Form::ALL.iter().find_map(|it| name.strip_suffix(&format!(".factmark.{}", it.key())));
    let stem = stem.unwrap_or_else(|| match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 8 => stem,
        _ => &name,
    });
    path.with_file_name(format!("{stem}.factmark.{}", form.key()))
}

/// The same place, told from the root: what it is told from may be another the next time.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The form that a file's name asks for.
pub fn form_of(path: &Path) -> Option<Form> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    Form::ALL.into_iter().find(|it| it.key() == end)
}

/// The file beside `file` that has another `ending`.
pub fn beside(file: &Path, endings: &[&str], ending: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let cut = |end: &&str| name.strip_suffix(*end)?.strip_suffix('.').map(str::to_owned);
    let stem = endings.iter().find_map(cut);
    stem.map_or_else(
        || file.with_extension(ending),
        |stem| file.with_file_name(format!("{stem}.{ending}")),
    )
}
