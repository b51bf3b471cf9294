//! Reading progress: which pages somebody has read, kept on the device and shown beside the links to
//! them; and which section of the page is being read.

use super::messages::Messages;
use super::shown::Shown;
use super::when_live;
use crate::browser::{clock, events, page, reading, sections, storage};
use guide_core::page_action::PageAction;
use guide_core::reading::{self as model, KEYS, Listed, Mark, ReadPage};
use guide_core::returning::{self, LastRead};
use guide_core::route::{Base, GuidePage, Route};
use guide_core::store::{StorageError, Written};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Seconds after which a page is not only passed through.
const ARRIVED: u32 = 5;

/// How long the open page has been looked at.
#[derive(Clone, Copy, Default)]
struct Visit {
    seconds: u32,
    /// The reader has decided, or the page has been marked already.
    settled: bool,
}

/// Follows the reader from page to page.
pub(super) fn follow(shown: RwSignal<Shown>) {
    let base = expect_context::<Base>();
    let messages = expect_context::<Messages>();
    when_live(move || {
        let reader = Rc::new(Reader {
            base,
            shown,
            visit: Cell::default(),
            place: RefCell::default(),
        });
        sections::follow();
        let arriving = reader.clone();
        Effect::new(move |_| {
            shown.track();
            let reader = arriving.clone();
            // The page's text is put in place by another effect.
            request_animation_frame(move || {
                reader.visit.set(Visit::default());
                reader.show();
                sections::mark_current();
            });
        });
        let ticking = reader.clone();
        clock::every_second(move || ticking.tick());
        let other_tab = reader.clone();
        storage::on_change_elsewhere(move |key| {
            if key.is_empty() || key.starts_with(KEYS) {
                other_tab.show();
            }
        });
        events::on_page_action(move |action, _| {
            if action == PageAction::ToggleRead {
                match reader.toggle() {
                    Some((true, written)) => messages.say_if_stored("Marked as read.", written),
                    Some((false, written)) => messages.say_if_stored("Marked as unread.", written),
                    None => {}
                }
            }
        });
    });
}

struct Reader {
    base: Base,
    shown: RwSignal<Shown>,
    visit: Cell<Visit>,
    /// The place that was noted last.
    place: RefCell<Option<LastRead>>,
}

impl Reader {
    fn open(&self) -> Option<GuidePage> {
        match self.shown.with_untracked(|shown| shown.route) {
            Route::Guide(page) => Some(page),
            _ => None,
        }
    }

    /// A second has passed.
    fn tick(&self) {
        let mut visit = self.visit.get();
        let (Some(page), true) = (self.open(), page::is_visible()) else {
            return;
        };
        visit.seconds += 1;
        if visit.seconds >= ARRIVED {
            self.note_place(page);
        }
        if !visit.settled
            && let Some(end) = reading::end()
            && end.in_view
            && model::is_plausible(visit.seconds, end.minutes)
        {
            visit.settled = true;
            if mark_of(page, &end.updated) != Mark::Read {
                // Nobody has asked for the mark: where it is not stored, it lasts as long as the visit.
                _ = self.remember(page, &end.updated);
            }
        }
        self.visit.set(visit);
    }

    /// Notes where the reading is, once for each section.
    fn note_place(&self, page: GuidePage) {
        let section = reading::section().unwrap_or_default();
        let place = LastRead::at(page, reading::page_name(), section, clock::today());
        if self.place.borrow().as_ref() != Some(&place) {
            returning::note_place(&storage::store(), &place);
            self.place.replace(Some(place));
        }
    }

    /// Marks the open page as read, or as unread again; says whether it is read now, and whether that
    /// is stored.
    fn toggle(&self) -> Option<(bool, Result<Written, StorageError>)> {
        let (page, end) = (self.open()?, reading::end()?);
        self.visit.set(Visit {
            settled: true,
            ..self.visit.get()
        });
        let unread = mark_of(page, &end.updated) == Mark::Read;
        let written = if unread {
            let written = storage::store().remove::<ReadPage>(&model::key(page.slug()));
            self.show();
            written
        } else {
            self.remember(page, &end.updated)
        };
        Some((!unread, written))
    }

    fn remember(&self, page: GuidePage, updated: &str) -> Result<Written, StorageError> {
        let written = storage::store().update::<ReadPage>(&model::key(page.slug()), |read| {
            updated.clone_into(&mut read.updated);
        });
        self.show();
        written
    }

    /// Shows what has been read: beside links, at the end of the page, and above the list of all.
    fn show(&self) {
        let mut listed = Vec::new();
        reading::mark_links(|path, name, updated| {
            let route = self.base.strip(path).and_then(Route::parse);
            let Some(Route::Guide(page)) = route else {
                return "";
            };
            let mark = mark_of(page, updated);
            listed.push(Listed {
                name,
                address: path.to_owned(),
                mark,
            });
            mark.html()
        });
        if let Some(summary) = model::summary(&listed) {
            reading::set_summary(&summary);
        }
        if let (Some(page), Some(end)) = (self.open(), reading::end()) {
            let (button, beside) = mark_of(page, &end.updated).toggle();
            reading::set_toggle(button, beside);
        }
    }
}

fn mark_of(page: GuidePage, updated: &str) -> Mark {
    let read: Option<ReadPage> = storage::store().find(&model::key(page.slug()));
    Mark::of(read.as_ref().map(|read| read.updated.as_str()), updated)
}
