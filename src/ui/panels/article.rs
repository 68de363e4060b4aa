//! The article's place: what it shows, and what its intents mean for the desk.

use egui::{CentralPanel, Frame, Ui};

use crate::annotation::Review;
use crate::ui::article::{Article, ArticleIntent};
use crate::ui::chooser::ChooserKind;
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, TagIntent, ViewIntent};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the article of the current document.
pub(in crate::ui) fn article(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    let busy = desk.is_asking();
    let measure = desk.preferences.measure(theme.sizes.measure);
    let Some(open) = desk.current_mut() else { return };
    let (document, view) = (open.workspace.document(), &mut open.view);
    let tags = document.tag_set();
    let filter = view.filter.clone();
    let visible =
        |it: &crate::annotation::Annotation| filter.shows(it, tags.lane(it.label.as_str()));
    let selected: Vec<_> = view.selected.into_iter().collect();
    let shown = Article {
        theme,
        document,
        visible: &visible,
        selected: &selected,
        hits: &view.search.hits,
        measure,
    };
    let mut asked = Vec::new();
    let response = CentralPanel::default()
        .frame(Frame::NONE.fill(theme.palette.paper))
        .show(ui, |ui| shown.show(ui, &mut view.article, &mut asked))
        .inner;
    // The article has the keyboard unless a field or dialog wants it.
    if !busy && ui.memory(|it| it.focused().is_none()) {
        response.request_focus();
    }
    let words = view.article.selection(document.text()).is_some();
    response.context_menu(|ui| menu(ui, desk, words, intents));
    for intent in asked {
        intents.extend(translate(&intent));
    }
}

fn translate(intent: &ArticleIntent) -> Option<Intent> {
    match *intent {
        ArticleIntent::Select(id) => {
            Some(Intent::View(ViewIntent::Select { id: Some(id), scroll: false }))
        }
        ArticleIntent::Deselect => {
            Some(Intent::View(ViewIntent::Select { id: None, scroll: false }))
        }
        ArticleIntent::Resize { id, index, span } => {
            Some(Intent::Tag(TagIntent::Resize(id, index, span)))
        }
        ArticleIntent::Menu { id, .. } => {
            id.map(|id| Intent::View(ViewIntent::Select { id: Some(id), scroll: false }))
        }
        ArticleIntent::SelectText(_) | ArticleIntent::Hover(_) => None,
    }
}

/// What a right click offers.
fn menu(ui: &mut Ui, desk: &Desk, words: bool, intents: &mut Intents) {
    let mut item = |ui: &mut Ui, name: &str, intent: Intent| {
        if ui.button(name).clicked() {
            intents.push(intent);
            ui.close();
        }
    };
    if let Some(selected) = desk.selected().filter(|_| !words) {
        let decide = |review| Intent::Tag(TagIntent::DecideSelected(review));
        item(ui, words::commands::ACCEPT.name, decide(Review::Accepted));
        item(ui, words::commands::REJECT.name, decide(Review::Rejected));
        if selected.label == "quote" {
            item(
                ui,
                words::commands::SPEAKER.name,
                Intent::View(ViewIntent::Choose(ChooserKind::Speaker)),
            );
        }
        item(
            ui,
            words::commands::RECORD.name,
            Intent::View(ViewIntent::Choose(ChooserKind::Record)),
        );
        item(ui, words::tags::RELABEL, Intent::View(ViewIntent::Choose(ChooserKind::Label)));
        item(
            ui,
            words::commands::ALL_IDENTICAL_MENTIONS.name,
            Intent::View(ViewIntent::FindMentions),
        );
        item(ui, words::commands::NOTE.name, Intent::View(ViewIntent::EditNote));
        item(ui, words::commands::DELETE.name, Intent::Tag(TagIntent::Delete));
        ui.separator();
    }
    if words {
        item(ui, words::tags::TAG_WORDS, Intent::View(ViewIntent::Choose(ChooserKind::Label)));
        item(ui, words::commands::COPY.name, Intent::View(ViewIntent::Copy));
    }
    item(ui, words::commands::ZONE.name, Intent::View(ViewIntent::Choose(ChooserKind::Zone)));
    item(ui, words::commands::FURNITURE_OR_BODY.name, Intent::Tag(TagIntent::Furniture));
}
