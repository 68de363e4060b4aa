//! Short messages that go away by themselves; errors stay until they are closed.

/// How important a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Something was done.
    Done,
    /// Something went wrong; stays until it is closed.
    Error,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// How important it is.
    pub level: Level,
    /// A sentence.
    pub message: String,
    /// What lies behind it, shown on demand.
    pub details: Option<String>,
    /// When it came, in seconds of the window's clock; set when it is first drawn.
    pub since: Option<f64>,
}

/// The messages on screen.
#[derive(Debug, Default)]
pub struct Toasts {
    /// The oldest first.
    pub shown: Vec<Toast>,
}

impl Toasts {
    /// Seconds that a message of [`Level::Done`] stays.
    pub const SECONDS: f64 = 4.0;
    const MOST: usize = 4;

    /// Says that something was done.
    pub fn done(&mut self, message: impl Into<String>) {
        self.push(Level::Done, message.into(), None);
    }

    /// Says that something went wrong, in a sentence that tells what to do.
    pub fn error(&mut self, message: impl Into<String>) {
        self.push(Level::Error, message.into(), None);
    }

    /// Says that something went wrong, with what lies behind it.
    pub fn failure(&mut self, message: impl Into<String>, error: &anyhow::Error) {
        self.push(Level::Error, message.into(), Some(format!("{error:#}")));
    }

    fn push(&mut self, level: Level, message: String, details: Option<String>) {
        self.shown.retain(|it| it.level == Level::Error || it.message != message);
        self.shown.push(Toast { level, message, details, since: None });
        if self.shown.len() > Self::MOST {
            self.shown.remove(0);
        }
    }
}
