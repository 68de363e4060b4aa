//! Fonts of the system behind the bundled ones.
//!
//! On a computer without any font the crate that lists them panics, and so would each frame that
//! needs one. Then the bundled fonts are all there is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::Context;
use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// Lets `ctx` look for letters in the fonts of the system, which are listed in the background.
pub(in crate::ui) fn add(ctx: &Context) {
    ctx.add_font_provider(Arc::new(Careful::new(SystemFontProvider::new())));
}

/// Asks a provider until it panics.
struct Careful<P> {
    provider: P,
    broken: AtomicBool,
}

impl<P> Careful<P> {
    fn new(provider: P) -> Self {
        Self { provider, broken: AtomicBool::new(false) }
    }
}

impl<P: FontProvider> FontProvider for Careful<P> {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        if self.broken.load(Ordering::Relaxed) {
            return None;
        }
        let found = catch_unwind(AssertUnwindSafe(|| self.provider.font_for(request)));
        found.unwrap_or_else(|_| {
            self.broken.store(true, Ordering::Relaxed);
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU8;

    use egui::{FontId, RawInput};

    use super::*;

    #[derive(Default)]
    struct Broken(Arc<AtomicU8>);

    impl FontProvider for Broken {
        fn font_for(&self, _: &FallbackRequest<'_>) -> Option<FontInsert> {
            self.0.fetch_add(1, Ordering::Relaxed);
            panic!("there are no fonts");
        }
    }

    #[test]
    fn a_computer_without_fonts_is_asked_once() {
        let asked = Arc::new(AtomicU8::new(0));
        let ctx = Context::default();
        ctx.add_font_provider(Arc::new(Careful::new(Broken(Arc::clone(&asked)))));
        let mut out = ctx.run_ui(RawInput::default(), |ui| {
            let font = FontId::default();
            for c in ['香', '港'] {
                assert!(!ui.fonts_mut(|it| it.has_glyph(&font, c)));
            }
        });
        out.textures_delta.clear();
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }
}
