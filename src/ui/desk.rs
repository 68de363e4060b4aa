//! [`Desk`]: everything that the window is, without the window. Tests drive it headless.
//!
//! A frame: answers of jobs and pressed keys become intents, the views are drawn and utter more,
//! and `update` carries them all out. Views see the desk but cannot change a document.

use std::sync::Arc;

use egui::Ui;

use super::chooser::ChooserKind;
use super::host::Host;
use super::intent::{Intent, Intents};
use super::jobs::{Job, Jobs};
use super::journal::{self, Journal};
use super::panels::Part;
use super::state::{Dialog, Open, OpenId, Preferences, Shell};
use super::theme::Theme;
use super::{command, dialogs, panels, session, update};
use crate::annotation::{Annotation, Signature, TagSet};
use crate::formats::tagset;
use crate::text::Span;

/// Below this width, in points, the outline gives its place to the article.
const NARROW: f32 = 940.0;

/// The documents, what is around them, and the world outside.
pub struct Desk {
    /// The open documents, in the order they were opened.
    pub open: Vec<Open>,
    /// Which of them is shown.
    pub current: Option<OpenId>,
    /// Dialogs, lists, messages.
    pub shell: Shell,
    /// What is kept between runs.
    pub preferences: Preferences,
    /// Work in the background.
    pub jobs: Jobs,
    /// Where unfinished work is kept.
    pub journal: Journal,
    /// The system.
    pub host: Box<dyn Host>,
    /// The name that the next opened document gets.
    pub next_open: OpenId,
}

impl Desk {
    /// An empty desk. What windows before left behind is looked for.
    pub fn new(preferences: Preferences, jobs: Jobs, host: Box<dyn Host>) -> Self {
        let mut shell = Shell::default();
        if !preferences.welcomed {
            shell.dialog = Some(Dialog::Welcome);
        }
        let journal = host.journal_folder().map(|root| {
            jobs.start(Job::Recover(root.clone()));
            Journal::begin(root, host.now(), jobs.answer())
        });
        let journal = journal.unwrap_or_default();
        let (open, current, next_open) = (Vec::new(), None, 1);
        Self { open, current, shell, preferences, jobs, journal, host, next_open }
    }

    /// The document that is shown.
    pub fn current(&self) -> Option<&Open> {
        self.by_id(self.current?)
    }

    /// The document that is shown.
    pub fn current_mut(&mut self) -> Option<&mut Open> {
        let id = self.current?;
        self.by_id_mut(id)
    }

    /// An open document.
    pub fn by_id(&self, id: OpenId) -> Option<&Open> {
        self.open.iter().find(|it| it.id == id)
    }

    /// An open document.
    pub fn by_id_mut(&mut self, id: OpenId) -> Option<&mut Open> {
        self.open.iter_mut().find(|it| it.id == id)
    }

    /// What may be tagged in the current document, or in a new one.
    pub fn tag_set(&self) -> Arc<TagSet> {
        self.current().map_or_else(tagset::news, |it| Arc::clone(it.workspace.document().tag_set()))
    }

    /// The selected annotation.
    pub fn selected(&self) -> Option<&Annotation> {
        let open = self.current()?;
        open.workspace.document().annotation(open.view.selected?)
    }

    /// The selected words.
    pub fn selected_words(&self) -> Option<Span> {
        let open = self.current()?;
        open.view.article.selection(open.workspace.document().text())
    }

    /// The step that undo would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.current()?.workspace.undo_name()
    }

    /// The step that redo would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.current()?.workspace.redo_name()
    }

    /// Whether a dialog or list waits for an answer, so that keys are not for the article.
    pub fn is_asking(&self) -> bool {
        self.shell.dialog.is_some() || self.shell.chooser.is_some() || self.shell.crash.is_some()
    }

    /// The editor's signature, now.
    pub fn signature(&self) -> Signature {
        Signature { by: self.preferences.editor.clone(), at: self.host.now() }
    }

    /// Carries out intents, in order.
    pub fn update(&mut self, ctx: &egui::Context, intents: Intents) {
        for intent in intents {
            update::update(self, ctx, intent);
        }
        journal::keep(self);
    }

    /// Takes in what jobs have done, dropped files and pasted text.
    pub fn receive(&mut self, ctx: &egui::Context) {
        for done in self.jobs.drain() {
            update::receive(self, ctx, done);
        }
        update::tidy(self);
        update::look(self, ctx);
        update::keep_zoom_in_bounds(ctx);
        let dropped = update::dropped(self, ctx);
        self.update(ctx, dropped); // and keeps what all this has changed
    }

    /// Draws one frame into `ui` and carries out what is asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        if !self.is_asking() {
            panels::tab(&ctx);
        }
        let pressed = command::pressed(self, &ctx);
        self.update(&ctx, pressed);
        self.refresh();
        let mut intents = Intents::new();
        self.draw(ui, &mut intents);
        self.shell.typing = ctx.text_edit_focused();
        if !intents.is_empty() {
            // What they change is not on screen yet.
            ctx.request_repaint();
        }
        self.update(&ctx, intents);
    }

    fn draw(&mut self, ui: &mut Ui, intents: &mut Intents) {
        let theme = Theme::of(ui.ctx());
        panels::begin(ui, Part::Bar);
        panels::bar(ui, theme, self, intents);
        panels::begin(ui, Part::Status);
        panels::status(ui, theme, self, intents);
        // A narrow window is for the article.
        let roomy = ui.available_width() >= NARROW;
        let any = self.current().is_some() || self.shell.shelf.is_some();
        if any && roomy && !self.preferences.hide_outline {
            panels::begin(ui, Part::Outline);
            panels::outline(ui, theme, self, intents);
        }
        if self.current().is_some() {
            if !self.preferences.hide_inspector {
                panels::begin(ui, Part::Inspector);
                panels::inspector(ui, theme, self, intents);
            }
            panels::begin(ui, Part::Article);
            panels::draft(ui, theme, self, intents);
            panels::recognised(ui, theme, self, intents);
            panels::article(ui, theme, self, intents);
        } else {
            panels::begin(ui, Part::Article);
            panels::start(ui, theme, self, intents);
        }
        dialogs::show(ui, theme, self, intents);
        dialogs::chooser(ui, theme, self, intents);
        panels::toasts(ui, theme, self);
    }

    /// Remakes the lists of the current document, if it has changed.
    fn refresh(&mut self) {
        let order = self.preferences.order;
        if let Some(open) = self.current_mut() {
            open.derived.refresh(&mut open.workspace, &open.view.filter, order);
            if let Some(rerun) = &mut open.view.rerun {
                rerun.refresh(open.workspace.document(), open.workspace.revision());
            }
        }
    }

    /// Opens a list to choose from.
    pub fn choose(&mut self, kind: ChooserKind) {
        self.shell.chooser = Some(super::chooser::Chooser::new(kind));
    }

    /// Whether any document has changes that are not saved.
    pub fn first_unsaved(&self) -> Option<OpenId> {
        self.open.iter().find(|it| it.workspace.is_changed()).map(|it| it.id)
    }

    /// What is to be kept for the next run.
    pub fn to_store(&self) -> Preferences {
        Preferences { session: session::session(self), ..self.preferences.clone() }
    }

    /// Carries out one intent; for callers outside of a frame.
    pub fn ask(&mut self, ctx: &egui::Context, intent: Intent) {
        self.update(ctx, vec![intent]);
    }
}
