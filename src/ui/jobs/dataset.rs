//! Data sets: made of a folder beside the window.

use std::sync::{Mutex, PoisonError};

use super::{Answer, Done};
use crate::batch::dataset::{self, Settings};
use crate::batch::{Stopped, Told, Watch};
use crate::tagger::Cancel;

/// How many documents go by before the window is told again.
const STEP: usize = 20;

/// Most sentences about single files that are kept.
const MOST: usize = 100;

/// What became of a data set.
pub enum Made {
    /// It is there: how many documents are in it, and what there is to know, in sentences.
    Whole(u64, Vec<String>),
    /// It was stopped, and nothing of it is there.
    Stopped,
    /// It could not be made, and nothing of it is there.
    Failed(anyhow::Error),
}

/// Makes a data set.
pub(super) fn make(settings: &Settings, cancel: Cancel, answer: &Answer) {
    let watch = Onlooker { answer, cancel, told: Mutex::default() };
    let made = dataset::make(settings, None::<Vec<u8>>, &watch);
    let Onlooker { cancel, told, .. } = watch;
    let made = match made {
        Ok((summary, _)) => {
            let mut told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
            told.extend(summary.left);
            Made::Whole(summary.documents, told)
        }
        Err(error) if error.is::<Stopped>() => Made::Stopped,
        Err(error) => Made::Failed(error),
    };
    answer.send(Done::DatasetMade { path: settings.output.clone(), made, cancel });
}

/// Tells the window.
struct Onlooker<'a> {
    answer: &'a Answer,
    cancel: Cancel,
    told: Mutex<Vec<String>>,
}

impl Watch for Onlooker<'_> {
    fn tell(&self, told: Told<'_>) {
        match told {
            Told::Documents(done) if done.is_multiple_of(STEP) => {
                self.answer.send(Done::MakingDataset(done));
            }
            Told::Documents(_) => {}
            Told::Problem(what) | Told::Note(what) => {
                let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
                if told.len() < MOST {
                    told.push(what.to_owned());
                }
            }
        }
    }

    fn is_stopped(&self) -> bool {
        self.cancel.is_cancelled()
    }
}
