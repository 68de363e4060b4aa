//! A window without a display, driven frame by frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect};
use factmark::annotation::{AnnotationId, Document, Timestamp};
use factmark::files::{self, Opened};
use factmark::text::{Span, Text};
use factmark::ui::article::ArticleState;
use factmark::ui::desk::Desk;
use factmark::ui::host::{Host, Pick};
use factmark::ui::intent::{FileIntent, Intent, TagIntent};
use factmark::ui::jobs::{Answer, Done, Jobs};
use factmark::ui::state::Preferences;
use factmark::ui::theme::{self, Mode};

/// The window, in points.
const SIZE: egui::Vec2 = egui::vec2(1366.0, 768.0);

/// A point of the article.
const CENTRE: Pos2 = egui::pos2(620.0, 400.0);

/// Time since some moment, where the system does not tell processor time.
#[cfg(not(unix))]
pub(crate) fn now() -> Duration {
    static BEGAN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGAN.get_or_init(std::time::Instant::now).elapsed()
}

/// Processor time of this thread.
#[cfg(unix)]
pub(crate) fn now() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = Duration::from_secs(time.tv_sec.unsigned_abs());
    seconds + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}

/// Memory of this process, in bytes; `None` where the system does not tell.
pub(crate) fn memory() -> Option<u64> {
    let status = files::bytes(Path::new("/proc/self/status")).ok()?;
    let status = String::from_utf8(status).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

/// A point that goes through the text from its upper left to its lower right.
pub(crate) fn along(number: usize, of: usize) -> Pos2 {
    let part = number as f32 / of as f32;
    egui::pos2(430.0 + 400.0 * ((part * 9.0) % 1.0), 180.0 + 400.0 * part)
}

/// The wheel turned by so many points.
pub(crate) fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: egui::MouseWheelSource::Wheel,
        delta: egui::vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    }
}

/// A key pressed and let go.
pub(crate) fn stroke(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}

/// Times of one kind of frame.
pub(crate) struct Times(Vec<Duration>);

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort();
        let at = |part: usize| {
            let index = (sorted.len() * part / 100).min(sorted.len().saturating_sub(1));
            sorted.get(index).map_or(f64::NAN, |it| it.as_secs_f64() * 1e3)
        };
        match sorted.len() {
            1 => write!(f, "{:>8.2}", at(50)),
            _ => write!(f, "{:>8.2} / {:>7.2} / {:>7.2}", at(50), at(99), at(100)),
        }
    }
}

/// A system with a folder for the journal, and no dialogs.
struct Folder(PathBuf);

impl Host for Folder {
    fn now(&self) -> Option<Timestamp> {
        Some(Timestamp(1_700_000_000))
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn journal_folder(&self) -> Option<PathBuf> {
        Some(self.0.join("journal"))
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }
}

/// The window.
pub(crate) struct Window {
    pub(crate) ctx: Context,
    desk: Desk,
    time: f64,
}

impl Window {
    /// An empty window that has been drawn.
    pub(crate) fn new(folder: &Path) -> Self {
        let ctx = Context::default();
        theme::apply(&ctx, Mode::Light);
        let preferences = Preferences { welcomed: true, ..Preferences::default() };
        let jobs = Jobs::threaded(Arc::new(|| {}));
        let desk = Desk::new(preferences, jobs, Box::new(Folder(folder.to_owned())));
        let mut window = Self { ctx, desk, time: 0.0 };
        window.frame(vec![Event::PointerMoved(CENTRE)]);
        window.settle();
        window
    }

    /// One frame, and its triangles.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let began = now();
        let desk = &mut self.desk;
        let mut output =
            self.ctx.run_ui(input, |ui| factmark::ui::draw_guarded(desk, ui, Desk::ui));
        let drawn =
            self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let took = now().saturating_sub(began);
        drop(drawn);
        // There is no graphics card that they could go to.
        output.textures_delta.clear();
        assert_eq!(self.desk.shell.crash, None);
        took
    }

    /// Draws until background work and animations are done.
    pub(crate) fn settle(&mut self) {
        std::thread::sleep(Duration::from_millis(50));
        for _ in 0..30 {
            self.frame(Vec::new());
        }
    }

    /// Takes in a file that was read, and draws it.
    pub(crate) fn open(&mut self, path: &Path, opened: Opened) -> Times {
        self.desk.jobs.answer().send(Done::Read(path.to_owned(), Box::new(Ok(opened))));
        Times(vec![self.frame(Vec::new())])
    }

    /// Frames in a row, each with the events that `events` adds.
    pub(crate) fn frames(
        &mut self,
        count: usize,
        events: impl Fn(usize, &mut Vec<Event>),
    ) -> Times {
        let frame = |number| {
            let mut queue = Vec::new();
            events(number, &mut queue);
            self.frame(queue)
        };
        Times((0..count).map(frame).collect())
    }

    /// As `frames`, with something done before each that counts too. Each is followed by a frame
    /// that does not count: what was asked for in one shows in the next.
    pub(crate) fn each(
        &mut self,
        count: usize,
        before: impl Fn(&mut Self, usize) -> Vec<Event>,
    ) -> Times {
        let mut times = Vec::new();
        for number in 0..count {
            let began = now();
            let events = before(self, number);
            let asked = now().saturating_sub(began);
            times.push(asked + self.frame(events));
            times.push(self.frame(Vec::new()));
        }
        Times(times)
    }

    /// One intent and the frames until what it asks for is done and shown: each counts.
    pub(crate) fn once(&mut self, intent: Intent) -> Times {
        let began = now();
        self.ask(intent);
        let asked = now().saturating_sub(began);
        let mut times = vec![asked + self.frame(Vec::new())];
        while self.desk.current().is_some_and(|it| it.step.is_some()) {
            std::thread::sleep(Duration::from_millis(5));
            times.push(self.frame(Vec::new()));
        }
        Times(times)
    }

    /// Changes of the document, each without the frame that shows it.
    pub(crate) fn edits(&mut self, count: usize, edit: impl Fn(usize) -> TagIntent) -> Times {
        let mut times = Vec::new();
        for number in 0..count {
            let intent = Intent::Tag(edit(number));
            let began = now();
            self.ask(intent);
            times.push(now().saturating_sub(began));
            self.frame(Vec::new());
        }
        Times(times)
    }

    /// Has a text tagged for so long, by the clock, then stops that and closes the document.
    pub(crate) fn tag_for(&mut self, text: &str, wait: Duration) {
        self.ask(Intent::File(FileIntent::Paste(text.to_owned())));
        std::thread::sleep(wait);
        let id = self.desk.current.expect("a document is open");
        self.ask(Intent::File(FileIntent::Cancel(id)));
        self.ask(Intent::File(FileIntent::Discard(id)));
    }

    /// Time by the clock until a text that is opened has its tags.
    pub(crate) fn until_tagged(&mut self, text: &str) -> Duration {
        let began = Instant::now();
        self.ask(Intent::File(FileIntent::Paste(text.to_owned())));
        while self.desk.current().is_some_and(|it| it.work.is_some()) {
            std::thread::sleep(Duration::from_millis(1));
            self.desk.receive(&self.ctx.clone());
        }
        assert!(self.document().annotation_count() > 0);
        began.elapsed()
    }

    /// Frames from when a text is opened until its tags are shown.
    pub(crate) fn while_tagged(&mut self, text: &str) -> Times {
        self.ask(Intent::File(FileIntent::Paste(text.to_owned())));
        let mut times = Vec::new();
        while self.desk.current().is_some_and(|it| it.work.is_some()) {
            std::thread::sleep(Duration::from_millis(16));
            times.push(self.frame(Vec::new()));
        }
        times.extend((0..10).map(|_| self.frame(Vec::new())));
        Times(times)
    }

    pub(crate) fn press(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = Modifiers::NONE;
        let button = PointerButton::Primary;
        self.frame(vec![Event::PointerMoved(pos)]);
        self.frame(vec![Event::PointerButton { pos, button, pressed, modifiers }]);
    }

    pub(crate) fn ask(&mut self, intent: Intent) {
        self.desk.ask(&self.ctx.clone(), intent);
    }

    pub(crate) fn document(&self) -> &Document {
        self.desk.current().expect("a document is open").workspace.document()
    }

    pub(crate) fn text(&self) -> Text {
        self.document().text().clone()
    }

    pub(crate) fn article(&mut self) -> &mut ArticleState {
        &mut self.desk.current_mut().expect("a document is open").view.article
    }

    pub(crate) fn selected(&self) -> Option<AnnotationId> {
        self.desk.selected().map(|it| it.id)
    }

    pub(crate) fn place(&self, id: AnnotationId) -> Span {
        self.document().annotation(id).expect("it is selected").spans.hull()
    }

    pub(crate) fn queue(&self) -> Vec<AnnotationId> {
        self.desk.current().map(|it| it.derived.queue.clone()).unwrap_or_default()
    }
}
