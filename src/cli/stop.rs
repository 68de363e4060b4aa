//! Ctrl-C: asks for the work to stop, so that it leaves nothing half done.

use std::sync::LazyLock;

use anyhow::ensure;

use crate::batch::Stopped;
use crate::tagger::Cancel;

/// The exit code of a command that was stopped, as shells have it: 128 and the signal's number.
pub(super) const CODE: u8 = 130;

static ASKED: LazyLock<Cancel> = LazyLock::new(Cancel::new);

/// From now on Ctrl-C, and the system's wish that the program ends, ask for a stop; the second time it ends at
/// once.
pub(super) fn listen() {
    let asked = || {
        if is_asked() {
            #[expect(clippy::exit, reason = "whoever asks twice does not want to wait")]
            std::process::exit(CODE.into());
        }
        ASKED.cancel();
    };
    // Where the system has no signals, a command is stopped as it always was.
    let _unheard = ctrlc::set_handler(asked);
}

/// Whether the work is to stop.
pub(super) fn is_asked() -> bool {
    ASKED.is_cancelled()
}

/// Fails with [`Stopped`] if the work is to stop.
pub(super) fn check() -> anyhow::Result<()> {
    ensure!(!is_asked(), Stopped);
    Ok(())
}

/// The wish to stop, for the tagger.
pub(super) fn cancel() -> &'static Cancel {
    &ASKED
}
