//! What only a browser can tell: the rules of the real storage, the clock, the page. Run in a headless
//! browser by `cargo xtask test wasm`; everything else is tested natively.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "what helps a test may fail like one")]

use guide_core::store::{Json, Loaded, Schema};
use serde::{Deserialize, Serialize};
use tech_lead_guide::browser::{clock, elements, focus, history, page, storage};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Note {
    schema: Schema,
    text: String,
    #[serde(skip)]
    unknown: Json,
}

guide_core::documents!(Note);

fn note(text: &str) -> Note {
    Note {
        text: text.to_owned(),
        ..Note::default()
    }
}

fn text_at(key: &str) -> Option<String> {
    match storage::store().load::<Note>(key) {
        Loaded::Found(note) => Some(note.text),
        _ => None,
    }
}

#[wasm_bindgen_test]
fn local_storage_keeps_what_is_saved() {
    let store = storage::store();
    assert!(store.save("test:kept", None, &note("Grüße 🦀")).is_ok());
    assert_eq!(text_at("test:kept").as_deref(), Some("Grüße 🦀"));
    assert!(store.remove::<Note>("test:kept").is_ok());
    assert_eq!(text_at("test:kept"), None);
}

#[wasm_bindgen_test]
fn a_value_that_does_not_fit_is_reported_and_holds_no_other_up() {
    let store = storage::store();
    assert!(store.save("test:old", None, &note("old")).is_ok());
    // localStorage takes about five million characters.
    let huge = note(&"x".repeat(12_000_000));
    assert!(store.save("test:huge", None, &huge).is_err());
    assert!(store.error().is_some());
    assert!(
        store
            .save("test:old", Some(&note("old")), &note("new"))
            .is_ok()
    );
    assert!(store.error().is_some());
    assert!(store.remove::<Note>("test:huge").is_ok());
    assert_eq!(store.error(), None);
    assert_eq!(text_at("test:old").as_deref(), Some("new"));
    assert!(store.remove::<Note>("test:old").is_ok());
}

#[wasm_bindgen_test]
fn a_damaged_value_is_set_aside_as_it_is() {
    let store = storage::store();
    let area = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let area = area.expect("there is a storage");
    area.set_item("tech-lead-guide:test:damaged", "{no JSON")
        .expect("there is room");
    assert!(store.save("test:damaged", None, &note("new")).is_ok());
    let copy = area.get_item("tech-lead-guide:quarantine:test:damaged");
    assert_eq!(copy.expect("it answers").as_deref(), Some("{no JSON"));
    assert!(store.remove_unreadable("quarantine:test:damaged").is_ok());
    assert!(store.remove::<Note>("test:damaged").is_ok());
}

#[wasm_bindgen_test]
fn fresh_ids_differ() {
    let ids: Vec<String> = (0..100).map(|_| clock::fresh_id()).collect();
    for (index, id) in ids.iter().enumerate() {
        assert!(id.starts_with("own-") && !ids[..index].contains(id), "{id}");
    }
}

#[wasm_bindgen_test]
fn today_is_a_date() {
    let today = clock::today();
    assert_eq!(today.len(), 10, "{today}");
    assert!(
        today.split('-').all(|part| part.parse::<u32>().is_ok()),
        "{today}"
    );
}

#[wasm_bindgen_test]
fn an_attribute_of_the_document_is_set_and_taken_away() {
    elements::set_root_attribute("data-test", Some("x"));
    assert_eq!(elements::root_attribute("data-test").as_deref(), Some("x"));
    elements::set_root_attribute("data-test", None);
    assert_eq!(elements::root_attribute("data-test"), None);
}

#[wasm_bindgen_test]
fn the_query_of_the_address_is_replaced_in_place() {
    history::replace_query("q=coding%20share");
    assert_eq!(history::query(), "q=coding%20share");
    history::replace_query("");
    assert_eq!(history::query(), "");
}

#[wasm_bindgen_test]
fn a_page_without_the_app_is_no_error() {
    assert_eq!(page::base_path(), None);
    assert!(page::app_element().is_none());
    page::reveal("nothing-has-this-id");
    focus::focus_id("nothing-has-this-id");
}
