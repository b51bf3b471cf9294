//! localStorage behind [`Area`], and memory where it is denied.

use gloo_storage::Storage as _;
use guide_core::store::{Area, Fault, MemoryArea, Store};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static STORE: Store = open();
}

/// The store of this page.
pub fn store() -> Store {
    STORE.with(Store::clone)
}

/// `gloo_storage` panics where storage is denied, so the browser is asked first.
fn open() -> Store {
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Store::new(Rc::new(LocalArea), None),
        _ => Store::new(Rc::new(MemoryArea::default()), Some(Fault::Denied)),
    }
}

/// Calls `changed` with the key, without prefix, whenever another tab changes something of ours.
pub fn on_change_elsewhere(changed: impl Fn(String) + 'static) {
    let handle = leptos::prelude::window_event_listener(leptos::ev::storage, move |event| {
        // A key of `None` means that everything was cleared.
        let key = event
            .key()
            .unwrap_or_else(|| guide_core::store::PREFIX.to_owned());
        if let Some(key) = key.strip_prefix(guide_core::store::PREFIX) {
            changed(key.to_owned());
        }
    });
    leptos::prelude::on_cleanup(move || handle.remove());
}

struct LocalArea;

impl LocalArea {
    #[expect(
        clippy::disallowed_types,
        reason = "`open` has made sure that it does not panic"
    )]
    fn raw() -> web_sys::Storage {
        gloo_storage::LocalStorage::raw()
    }
}

impl Area for LocalArea {
    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        Self::raw().get_item(key).map_err(fault)
    }

    fn write(&self, key: &str, value: &str) -> Result<(), Fault> {
        Self::raw().set_item(key, value).map_err(fault)
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        Self::raw().remove_item(key).map_err(fault)
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        let storage = Self::raw();
        let length = storage.length().map_err(fault)?;
        Ok((0..length)
            .filter_map(|index| storage.key(index).ok().flatten())
            .collect())
    }
}

/// Browsers name the same trouble differently.
fn fault(error: JsValue) -> Fault {
    let name = error
        .dyn_into::<web_sys::DomException>()
        .map(|error| error.name())
        .unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => Fault::Full,
        "SecurityError" => Fault::Denied,
        _ => Fault::Broken,
    }
}
