//! What has the keyboard in a dialog that has just been opened.

use std::mem::{Discriminant, discriminant};

use egui::text_edit::TextEditState;
use egui::{Context, Id, Response, Sense};

use crate::ui::state::Dialog;

/// Which kind of dialog is open, and whether it has been given the keyboard: that takes a second frame,
/// since in the first one its fields may have no place yet.
type Kind = Option<(Discriminant<Dialog>, bool)>;

/// The dialog that has been given the keyboard.
fn open_id() -> Id {
    Id::unique("factmark-dialog-open")
}

/// The button that does what the open dialog is for.
fn main_id() -> Id {
    Id::unique("factmark-dialog-main")
}

/// Begins the frame of a dialog.
pub(super) fn begin(ctx: &Context) {
    ctx.data_mut(|it| it.insert_temp::<Option<Id>>(main_id(), None));
}

/// Notes the button that does what the dialog is for.
pub(super) fn is_main(response: &Response) {
    response.ctx.data_mut(|it| it.insert_temp(main_id(), Some(response.id)));
}

/// No dialog is open.
pub(super) fn closed(ctx: &Context) {
    ctx.data_mut(|it| it.insert_temp::<Kind>(open_id(), None));
}

/// Gives the keyboard to a dialog that has just been drawn for the first time: to its first field, else
/// to the button that does what it is for, else to what comes first.
pub(super) fn focus(ctx: &Context, dialog: &Dialog, sheet: &Response, behind: &Response) {
    let kind = discriminant(dialog);
    let now =
        |given: bool| ctx.data_mut(|it| it.insert_temp::<Kind>(open_id(), Some((kind, given))));
    match ctx.data(|it| it.get_temp::<Kind>(open_id())).flatten() {
        Some((it, true)) if it == kind => return,
        Some((it, false)) if it == kind => {}
        _ => {
            now(false);
            return ctx.request_repaint();
        }
    }
    let widgets: Vec<(Id, Sense)> = ctx.viewport(|it| {
        let all = it.this_pass.widgets.get_layer(sheet.layer_id);
        let can = all.filter(|it| it.enabled && it.visible && it.sense.is_focusable());
        can.filter(|it| it.id != sheet.id && it.id != behind.id)
            .map(|it| (it.id, it.sense))
            .collect()
    });
    // Words are selected in a field by dragging; what else has the id of a former field is pressed.
    let is_field =
        |(id, sense): &&(Id, Sense)| sense.senses_drag() && TextEditState::load(ctx, *id).is_some();
    let field = widgets.iter().find(is_field).map(|it| it.0);
    let main = ctx.data(|it| it.get_temp::<Option<Id>>(main_id())).flatten();
    let main = main.filter(|main| widgets.iter().any(|it| it.0 == *main));
    if let Some(first) = field.or(main).or(widgets.first().map(|it| it.0)) {
        ctx.memory_mut(|it| it.request_focus(first));
        now(true);
    }
}
