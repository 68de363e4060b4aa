//! What the fuzz targets share: what must hold for every document, however it came to be.

#[path = "../../tests/suite/steps.rs"]
#[allow(dead_code)] // the suite uses all of it
mod steps;

use factmark::annotation::Document;
use factmark::workspace::Workspace;
use factmark::formats::native::{self, Form};
use factmark::formats::{EXPORTERS, Options, Read, exchange};

/// What is drawn for a step of an editor.
pub type Draw = (u8, u16, u16, u16);

/// A fresh document with some open tags.
pub fn document(content: &str, seed: u16) -> Document {
    steps::document(content, seed)
}

/// Does a step; fails if what an action offers does not fit.
#[track_caller]
pub fn act(workspace: &mut Workspace, draw: Draw) {
    steps::act(workspace, draw);
}

/// Fails unless the document is whole, is written, and loads again as the same.
#[track_caller]
pub fn assert_whole(document: &Document) {
    steps::assert_whole(document);
    for form in Form::ALL {
        let saved = native::write(document, form);
        let read = match form {
            Form::Ron => native::read_ron(&saved, document.tag_set()),
            Form::Json | Form::Jsonl => native::read_json(&saved, document.tag_set()),
        };
        let again = read.expect("what is saved loads").document;
        assert_eq!(again, *document);
        assert_eq!(native::write(&again, form), saved);
    }
}

/// Fails unless every document that was read is whole and goes out in every format.
#[track_caller]
pub fn assert_read(documents: &[Read]) {
    for read in documents {
        assert_whole(&read.document);
        factmark::annotation::check::all(&read.document);
        for exporter in EXPORTERS {
            let written = exporter.write(&read.document, &Options::default());
            for loss in &written.losses {
                loss.which(&read.document);
            }
            exchange::files(*exporter, written.parts, "a").expect("memory takes everything");
        }
    }
}
