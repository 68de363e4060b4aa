//! The order in which Tab goes through the window: as it is read, and not as it is drawn.
//!
//! egui gives the keyboard to the widget that is drawn next, and what is around the article is drawn
//! before it, since that takes the room that is left.

use egui::{Context, FocusDirection, Id, Key, LayerId, Modifiers, Ui, WidgetRect};

use crate::ui::article::ArticleState;

/// A part of the window, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ui) enum Part {
    /// The command bar.
    Bar,
    /// The outline.
    Outline,
    /// The article, and what is told over it.
    Article,
    /// The inspector with the queue.
    Inspector,
    /// The status bar.
    Status,
}

/// Where the parts begin among the widgets of a layer, in the order they were drawn.
#[derive(Clone)]
struct Begun {
    layer: LayerId,
    parts: Vec<(usize, Part)>,
}

fn begun_id() -> Id {
    Id::unique("factmark-parts")
}

/// Notes that what is drawn from here on belongs to `part`; the bar comes first.
pub(in crate::ui) fn begin(ui: &Ui, part: Part) {
    let layer = ui.layer_id();
    let drawn = ui.viewport(|it| it.this_pass.widgets.get_layer(layer).count());
    ui.data_mut(|it| {
        let begun =
            it.get_temp_mut_or_insert_with(begun_id(), || Begun { layer, parts: Vec::new() });
        if part == Part::Bar {
            *begun = Begun { layer, parts: Vec::new() };
        }
        begun.parts.push((drawn, part));
    });
}

/// What can have the keyboard, as it was drawn last, in the order of reading.
fn order(ctx: &Context) -> Vec<(Part, Id)> {
    let Some(begun) = ctx.data(|it| it.get_temp::<Begun>(begun_id())) else { return Vec::new() };
    let part = |at: usize| begun.parts.iter().rev().find(|it| it.0 <= at).map(|it| it.1);
    // Edges of panels and scroll bars are dragged, and hear no key.
    let thin = 2.0 + 2.0 * ctx.global_style().interaction.resize_grab_radius_side;
    let is_edge = |it: &WidgetRect| it.sense.senses_drag() && it.rect.size().min_elem() <= thin;
    let mut all: Vec<_> = ctx.viewport(|it| {
        let drawn = it.prev_pass.widgets.get_layer(begun.layer).enumerate();
        let can = drawn.filter(|(_, it)| it.enabled && it.visible && it.sense.is_focusable());
        let can = can.filter(|(_, it)| !is_edge(it));
        can.filter_map(|(at, it)| Some((part(at)?, it.id))).collect()
    });
    all.sort_by_key(|it| it.0);
    all
}

fn give(ctx: &Context, id: Id) {
    ctx.memory_mut(|it| {
        it.move_focus(FocusDirection::None);
        it.request_focus(id);
    });
}

/// Takes Tab where it would go on in the order of drawing. In the article it is a command, and dialogs
/// are drawn as they are read.
pub(in crate::ui) fn tab(ctx: &Context) {
    let Some(here) = ctx.memory(egui::Memory::focused) else { return };
    if ArticleState::has_focus(ctx) {
        return;
    }
    let order = order(ctx);
    let Some(at) = order.iter().position(|it| it.1 == here) else { return };
    let pressed = |modifiers| ctx.input_mut(|it| it.consume_key(modifiers, Key::Tab));
    let next = if pressed(Modifiers::SHIFT) {
        at.checked_sub(1).unwrap_or(order.len() - 1)
    } else if pressed(Modifiers::NONE) {
        (at + 1) % order.len()
    } else {
        return;
    };
    if let Some((_, next)) = order.get(next) {
        give(ctx, *next);
    }
}

/// Gives the keyboard to the first thing in the inspector that can have it.
pub(in crate::ui) fn focus_inspector(ctx: &Context) {
    if let Some((_, first)) = order(ctx).into_iter().find(|it| it.0 == Part::Inspector) {
        give(ctx, first);
    }
}
