//! localStorage as the [`Area`] of the store, and the moments at which the store is tried again.
//!
//! `gloo_storage` panics where there is no storage, and where reading or removing throws: it is asked
//! for nothing but writing, and only after a look whether the storage is there. Every access makes
//! that look, because a storage can go away, and come back, while the page is open.

use super::clock;
use guide_core::store::{Area, PREFIX, Status, StorageError, Store};
use leptos::prelude::{on_cleanup, window_event_listener, window_event_listener_untyped};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// How often what could not be written is tried again.
const RETRY_SECONDS: u32 = 5;

/// Called with the key, without prefix, of what has changed; an empty key is anything.
type Listener = Rc<dyn Fn(String)>;

thread_local! {
    static STORE: Store = open();
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
    static LISTENER_COUNT: Cell<u32> = const { Cell::new(0) };
    static CHANGES: Cell<u32> = const { Cell::new(0) };
    /// The notes of the tab where the browser keeps none: they last as long as the page.
    static NOTES: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The store of this page.
pub fn store() -> Store {
    STORE.with(Store::clone)
}

/// Calls `changed` with the key, without prefix, of what another tab has changed, or with an empty
/// key where anything may have changed: what waited was written, or can be read again.
pub fn on_change_elsewhere(changed: impl Fn(String) + 'static) {
    let number = LISTENER_COUNT.get();
    LISTENER_COUNT.set(number + 1);
    LISTENERS.with_borrow_mut(|listeners| listeners.push((number, Rc::new(changed))));
    on_cleanup(move || {
        LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(other, _)| *other != number));
    });
}

/// Tells all who listen that this tab has changed everything.
pub fn tell_all() {
    tell("");
}

/// How often those who listen were told of a change.
pub fn changes_elsewhere() -> u32 {
    CHANGES.get()
}

fn tell(key: &str) {
    CHANGES.set(CHANGES.get() + 1);
    // A listener may stop listening while it is called, and another one start.
    let listeners = LISTENERS.with_borrow(Clone::clone);
    for (_, changed) in listeners {
        changed(key.to_owned());
    }
}

/// Opens the store, and listens as long as the page lives.
fn open() -> Store {
    let store = Store::new(Rc::new(LocalArea));
    store.finish();
    let elsewhere = store.clone();
    window_event_listener(leptos::ev::storage, move |event| {
        // A key of `None` means that everything was cleared.
        let key = event.key();
        match key.as_deref().map(|key| key.strip_prefix(PREFIX)) {
            None => tell(""),
            Some(Some(key)) if elsewhere.heard_of_deletion(key, event.new_value().as_deref()) => {
                tell(key);
            }
            Some(Some(key)) if elsewhere.is_news(key) => tell(key),
            Some(_) => {}
        }
        if elsewhere.status() != Status::default() {
            retry(&elsewhere);
        }
    });
    let shown = store.clone();
    window_event_listener_untyped("pageshow", move |event| {
        let persisted = js_sys::Reflect::get(&event, &JsValue::from_str("persisted"));
        if persisted.is_ok_and(|persisted| persisted.is_truthy()) {
            // Out of the back-forward cache: other tabs went on meanwhile.
            tell("");
        }
        retry(&shown);
    });
    for moment in ["visibilitychange", "pagehide", "focus"] {
        let store = store.clone();
        window_event_listener_untyped(moment, move |_| retry(&store));
    }
    let waiting = store.clone();
    let seconds = Cell::new(0);
    clock::every_second(move || {
        seconds.set((seconds.get() + 1) % RETRY_SECONDS);
        if seconds.get() != 0 {
            return;
        }
        if waiting.status() != Status::default() {
            retry(&waiting);
        } else if waiting.is_wiped() {
            // Cleared in this very tab, of which no event tells.
            tell("");
        }
    });
    store
}

/// What this tab has noted at `key`. Other tabs have notes of their own, and it goes with the tab.
pub fn noted_in_tab(key: &str) -> Option<String> {
    let of_page = NOTES.with_borrow(|notes| {
        let note = notes.iter().find(|(known, _)| known == key);
        note.map(|(_, value)| value.clone())
    });
    of_page.or_else(|| {
        let kept = notes_of_tab()?.get_item(&[PREFIX, key].concat());
        kept.ok()?
    })
}

fn notes_of_tab() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Notes something for this tab; where the browser does not let it, for as long as the page lives.
pub fn note_in_tab(key: &str, value: &str) {
    let kept =
        notes_of_tab().is_some_and(|notes| notes.set_item(&[PREFIX, key].concat(), value).is_ok());
    NOTES.with_borrow_mut(|notes| {
        notes.retain(|(known, _)| known != key);
        if !kept {
            notes.push((key.to_owned(), value.to_owned()));
        }
    });
}

/// Forgets what this tab has noted at `key`.
pub fn forget_in_tab(key: &str) {
    if let Some(notes) = notes_of_tab() {
        // What cannot be removed could not be noted either.
        _ = notes.remove_item(&[PREFIX, key].concat());
    }
    NOTES.with_borrow_mut(|notes| notes.retain(|(known, _)| known != key));
}

/// Tries to write what waits, and tells where that has changed something.
fn retry(store: &Store) {
    let before = store.status();
    let wrote = store.retry();
    if wrote || store.status() != before {
        tell("");
    }
}

/// The browser's localStorage, whatever it is doing just now.
struct LocalArea;

impl LocalArea {
    /// The storage, if it is there.
    fn storage() -> Result<web_sys::Storage, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Denied)?;
        match window.local_storage() {
            Ok(Some(storage)) => Ok(storage),
            Ok(None) => Err(StorageError::Denied),
            Err(error) => Err(error_of(&error)),
        }
    }
}

impl Area for LocalArea {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        let storage = Self::storage()?;
        storage.get_item(key).map_err(|error| error_of(&error))
    }

    fn write(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let storage = Self::storage()?;
        match serde_json::from_str::<Value>(value) {
            Ok(json) if serde_json::to_string(&json).is_ok_and(|text| text == value) => {
                write_json(key, &json)
            }
            // What another program wrote, and what was set aside because it is no JSON.
            _ => storage
                .set_item(key, value)
                .map_err(|error| error_of(&error)),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        let storage = Self::storage()?;
        storage.remove_item(key).map_err(|error| error_of(&error))
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let storage = Self::storage()?;
        let keys = js_sys::Reflect::own_keys(&storage).map_err(|error| error_of(&error))?;
        // One text for all: where there are thousands, each on its own takes ten times as long.
        let text = js_sys::JSON::stringify(&keys).map(String::from);
        let listed = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        // Another program's key may be no Unicode.
        Ok(listed.unwrap_or_else(|| keys.iter().filter_map(|key| key.as_string()).collect()))
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "writing returns its errors, and the storage was there a moment ago"
)]
fn write_json(key: &str, json: &Value) -> Result<(), StorageError> {
    use gloo_storage::errors::StorageError as GlooError;
    use gloo_storage::{LocalStorage, Storage as _};
    LocalStorage::set(key, json).map_err(|error| match error {
        GlooError::JsError(error) => error_named(&error.name),
        GlooError::SerdeError(_) | GlooError::KeyNotFound(_) => StorageError::Broken,
    })
}

fn error_of(error: &JsValue) -> StorageError {
    let name = error.dyn_ref::<web_sys::DomException>();
    error_named(&name.map(web_sys::DomException::name).unwrap_or_default())
}

/// Browsers name the same error differently.
fn error_named(name: &str) -> StorageError {
    match name {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StorageError::Full,
        "SecurityError" => StorageError::Denied,
        _ => StorageError::Broken,
    }
}
