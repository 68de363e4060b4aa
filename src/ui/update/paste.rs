//! Articles from the clipboard.
//!
//! Not here: how the clipboard is read (`host`), nor what its markup says (`formats`).

use super::{draft, file};
use crate::annotation::Document;
use crate::formats::tagset;
use crate::tagger;
use crate::text::Text;
use crate::ui::desk::Desk;
use crate::ui::jobs::Pasted;
use crate::ui::state::{Dialog, FileState, OpenId};
use crate::ui::words;

/// Asks for what is on the clipboard; `text` is what the window has been given of it.
pub(super) fn ask(desk: &mut Desk, text: Option<String>) {
    desk.shell.reading.push(words::messages::READING_CLIPBOARD.to_owned());
    desk.host.clipboard(text, desk.jobs.answer());
}

/// Puts what was on the clipboard on the desk; where that is nothing, there is a field to paste into.
pub(super) fn pasted(desk: &mut Desk, pasted: Pasted) {
    desk.shell.reading.retain(|it| it != words::messages::READING_CLIPBOARD);
    match pasted {
        Pasted::Article(read) => {
            let zones = tagger::known_zones(&read.document);
            let problems = read.problems.iter().map(file::noted).collect();
            let state = FileState { problems, ..FileState::default() };
            let id = file::place(desk, read.document, state);
            file::show_recognised(desk, id, true);
            file::tag(desk, id, zones);
            draft::look_for_earlier(desk, id);
        }
        Pasted::Text(words) => text(desk, &words),
        Pasted::Nothing => desk.shell.dialog = Some(Dialog::Paste { text: String::new() }),
        Pasted::TooLarge(size) => {
            desk.shell.toasts.error(words::messages::clipboard_too_large(size / 1_000_000));
        }
    }
}

/// Makes a document of text that was pasted.
pub(super) fn text(desk: &mut Desk, text: &str) {
    if text.trim().is_empty() {
        desk.shell.toasts.error(words::messages::NOTHING_TO_PASTE);
        return;
    }
    desk.shell.dialog = None;
    let id = place(desk, text);
    file::show_recognised(desk, id, true);
    draft::look_for_earlier(desk, id);
}

/// Opens a text that comes with the program, which needs no telling what it is.
pub(super) fn sample(desk: &mut Desk, text: &str) {
    place(desk, text);
}

/// Puts a text on the desk and has it tagged.
fn place(desk: &mut Desk, text: &str) -> OpenId {
    let text = text.replace("\r\n", "\n");
    let document = Document::new(Text::new(text), tagset::news());
    let id = file::place(desk, document, FileState::default());
    file::tag(desk, id, None);
    id
}
