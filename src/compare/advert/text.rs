//! The text that is read, and the marks that it gets: what the components share. Nothing of it is stored or
//! sent, and nothing of it outlives the page.

use crate::browser::files::ChosenFile;
use crate::browser::{clock, focus, page};
use advert_reader::{LIMIT, Marks, Reader, Reading, Summary, sum_up, text_of, within_limit};
use guide_core::content::AdvertMark;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// The id of the field.
pub(super) const FIELD: &str = "advert-text";

/// The id of the answer in short.
pub(super) const ANSWER: &str = "advert-answer";

/// Milliseconds after the last letter until a text is read.
const PAUSE: u32 = 150;

/// A longer text, in bytes, is read without being put into the field: laying it out takes the
/// browser a while.
pub(super) const SHOWN: usize = 30_000;

/// As many bytes are read until the clock is looked at.
const AT_A_TIME: usize = 16 * 1024;

/// Milliseconds after which the browser may paint and answer the person.
const STRETCH: f64 = 40.0;

/// What the reader works on. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Advert {
    reader: StoredValue<Option<Rc<Reader>>, LocalStorage>,
    /// What stands in the field.
    pub(super) field: RwSignal<String>,
    /// What stood in the field when it was read last.
    last: StoredValue<String>,
    /// What is to be said of the text besides what it says.
    pub(super) note: RwSignal<String>,
    pub(super) reading: RwSignal<Option<Arc<Reading>>>,
    /// Whether the answer in short is there, and is painted before what is shown row by row.
    pub(super) rows_follow: RwSignal<bool>,
    /// The marks, as the person has left them.
    pub(super) marks: RwSignal<Marks>,
    /// Rises with every change of the text.
    change: StoredValue<u32>,
    /// Whether the next answer is to be brought into sight: the text came as a whole, and nobody is
    /// about to go on typing.
    leads_to_answer: StoredValue<bool>,
}

impl Advert {
    pub(super) fn new() -> Self {
        Self {
            reader: StoredValue::new_local(None),
            field: RwSignal::default(),
            last: StoredValue::default(),
            note: RwSignal::default(),
            reading: RwSignal::new(None),
            rows_follow: RwSignal::new(false),
            marks: RwSignal::default(),
            change: StoredValue::new(0),
            leads_to_answer: StoredValue::new(false),
        }
    }

    /// What the marks come to.
    pub(super) fn summary(self) -> Option<Summary> {
        let reading = self.reading.get()?;
        Some(self.marks.with(|marks| sum_up(&reading, marks)))
    }

    /// Puts another mark in the place of a row's.
    pub(super) fn mark(self, row: usize, mark: Option<AdvertMark>) {
        self.marks.update(|marks| {
            if let Some(there) = marks.get_mut(row) {
                *there = mark;
            }
        });
    }

    /// Reads a text in the place of the one before. A long one takes its time, and the page stays live.
    fn read(self, whole: &str) {
        let (text, is_all) = within_limit(whole);
        if !is_all {
            self.note.set(format!(
                "The text has {} KB. The first {} KB were read, and the rest was left out.",
                whole.len() / 1024,
                LIMIT / 1024
            ));
        }
        if text.trim().is_empty() {
            return self.show(None);
        }
        let reader = self
            .reader
            .try_update_value(|reader| Rc::clone(reader.get_or_insert_default()));
        let (Some(reader), text) = (reader, text.to_owned()) else {
            return;
        };
        let change = self.change.get_value();
        spawn_local(async move {
            let mut pass = reader.begin(&text);
            // There may be another text meanwhile, or the room may have been left.
            let is_wanted = || self.change.try_get_value() == Some(change);
            let mut begun = clock::milliseconds();
            while is_wanted() && pass.goes_on(AT_A_TIME) {
                if clock::milliseconds() - begun >= STRETCH {
                    clock::breathe().await;
                    begun = clock::milliseconds();
                }
            }
            if is_wanted() {
                self.show(Some(pass.finish()));
            }
        });
    }

    fn show(self, reading: Option<Reading>) {
        let marks = reading.as_ref().map(Reading::marks);
        let reading = reading.map(Arc::new);
        let leads = self.leads_to_answer.get_value() && reading.is_some();
        self.leads_to_answer.set_value(false);
        batch(move || {
            self.marks.set(marks.unwrap_or_default());
            // While somebody types, everything changes at once.
            self.rows_follow.set(leads);
            self.reading.set(reading);
        });
        if leads {
            request_animation_frame(move || {
                page::show_top_of(ANSWER);
                if !focus::has_focus(FIELD) {
                    // The button that was pressed may be hidden now.
                    focus::focus_id(ANSWER);
                }
                self.show_rows_next();
            });
        }
    }

    /// Shows the rows once the answer is painted.
    fn show_rows_next(self) {
        spawn_local(async move {
            clock::breathe().await;
            // The room may have been left meanwhile.
            _ = self.rows_follow.try_set(false);
        });
    }

    /// What is shown row by row, once it may be.
    pub(super) fn rows(self) -> Option<Arc<Reading>> {
        self.reading.get().filter(|_| !self.rows_follow.get())
    }

    /// The next answer is brought into sight.
    pub(super) fn lead_to_answer(self) {
        self.leads_to_answer.set_value(true);
    }

    /// Takes a text from elsewhere, in the place of what is in the field.
    pub(super) fn take(self, text: &str) {
        self.note.set(String::new());
        let is_long = text.len() > SHOWN;
        if is_long {
            self.note.set(format!(
                "A long text, {} KB: it was read, and is not shown in the field.",
                text.len() / 1024
            ));
        }
        let shown = if is_long {
            String::new()
        } else {
            text.to_owned()
        };
        self.last.set_value(shown.clone());
        self.field.set(shown);
        self.change.update_value(|change| *change += 1);
        self.lead_to_answer();
        self.read(text);
    }

    /// Reads what is in the field, once nothing is typed for a moment.
    pub(super) fn read_soon(self, text: String) {
        if self.last.with_value(|last| *last == text) {
            return;
        }
        self.last.set_value(text.clone());
        self.change.update_value(|change| *change += 1);
        let change = self.change.get_value();
        clock::later(PAUSE, move || {
            // The room may have been left meanwhile.
            if self.change.try_get_value() == Some(change) {
                self.note.set(String::new());
                self.read(&text);
            }
        });
    }

    pub(super) fn open(self, file: ChosenFile) {
        #[expect(clippy::cast_precision_loss, reason = "a few millions")]
        if file.size() > 8.0 * LIMIT as f64 {
            return self
                .note
                .set("This file is too large to be an advert. Nothing was read.".to_owned());
        }
        spawn_local(async move {
            match text_of(&file.bytes().await) {
                Ok(text) => self.take(&text),
                Err(_) => self.note.set(
                    "This is no text file. Open it where you can read it, and copy its text from there.".to_owned(),
                ),
            }
        });
    }

    pub(super) fn clear(self) {
        self.take("");
        focus::focus_id(FIELD);
    }
}
