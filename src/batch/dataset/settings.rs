//! What a data set is to be like: [`Settings`].

use std::path::PathBuf;

use super::plan::{Plan, moment};
use crate::formats::Exporter;
use crate::formats::exchange::Selection;
use crate::text::Unit;

/// What a data set is to be like.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of a form")]
pub struct Settings {
    /// Folders of saved documents, or files of them.
    pub folders: Vec<PathBuf>,
    /// What it is written as.
    pub to: &'static dyn Exporter,
    /// The folder to make.
    pub output: PathBuf,
    /// Whether open tags go out.
    pub proposals: bool,
    /// Whether rejected tags go out, as negatives.
    pub rejected: bool,
    /// Only tags with these labels; none: all.
    pub labels: Vec<String>,
    /// Only what these people decided; none: all.
    pub editors: Vec<String>,
    /// Only what was decided from this day or moment on: `2026-11-14` or `2026-11-14T09:30:00Z`.
    pub since: Option<String>,
    /// Only what was decided before.
    pub until: Option<String>,
    /// Also documents of which nothing is chosen and that nobody has reviewed.
    pub untagged: bool,
    /// Shares of the parts, such as `80/10/10`; `None`: one part.
    pub split: Option<String>,
    /// Chooses a division into parts.
    pub seed: u64,
    /// In which groups the shares hold.
    pub stratify: Option<Stratify>,
    /// Whether editors get other names.
    pub anonymise: bool,
    /// What offsets count, for formats whose readers disagree.
    pub unit: Option<Unit>,
}

/// What groups documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratify {
    /// The label that most of its tags have.
    Label,
    /// Its key "source", if that is text, else the folder or the file of lines that it is in.
    Source,
    /// The language of most of its text.
    Lang,
}

impl Stratify {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Label, Self::Source, Self::Lang];

    /// As it is typed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Source => "source",
            Self::Lang => "lang",
        }
    }
}

impl Settings {
    /// Whether such a data set can be made, as far as that can be told without looking at a document.
    pub fn check(&self) -> anyhow::Result<()> {
        self.selection()?;
        Plan::new(self)?;
        Ok(())
    }

    /// What goes out of each document.
    pub(super) fn selection(&self) -> anyhow::Result<Selection> {
        Ok(Selection {
            proposals: self.proposals,
            rejected: self.rejected,
            labels: self.labels.iter().map(|it| it.clone().into()).collect(),
            editors: self.editors.clone(),
            since: self.since.as_deref().map(moment).transpose()?,
            until: self.until.as_deref().map(moment).transpose()?,
        })
    }

    /// The command that makes the same again, without what may name people. `named` gives the names under
    /// which editors go out.
    pub(super) fn command(&self, named: impl Fn(&str) -> Option<String>) -> String {
        let mut words = vec!["factmark dataset".to_owned()];
        let file = |it: &PathBuf| {
            it.file_name().map_or("…".to_owned(), |it| it.to_string_lossy().into_owned())
        };
        words.extend(self.folders.iter().map(file));
        words.push(format!("--to {} -o {}", self.to.key(), file(&self.output)));
        let flags = [
            (self.proposals, "--proposals"),
            (self.rejected, "--rejected"),
            (self.untagged, "--untagged"),
            (self.anonymise, "--anonymise"),
        ];
        words.extend(flags.iter().filter(|it| it.0).map(|it| it.1.to_owned()));
        let editor = |it: &String| match named(it) {
            Some(alias) => alias,
            None if self.anonymise => "…".to_owned(),
            None => it.clone(),
        };
        let editors: Vec<String> = self.editors.iter().map(editor).collect();
        let given = [
            ("--label", (!self.labels.is_empty()).then(|| self.labels.join(","))),
            ("--editor", (!editors.is_empty()).then(|| editors.join(","))),
            ("--since", self.since.clone()),
            ("--until", self.until.clone()),
            ("--split", self.split.clone()),
            ("--seed", self.split.as_ref().map(|_| self.seed.to_string())),
            ("--stratify", self.stratify.map(|it| it.key().to_owned())),
        ];
        for (key, value) in given {
            words.extend(value.map(|it| format!("{key} {it}")));
        }
        words.join(" ")
    }
}
