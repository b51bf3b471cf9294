//! What the browser says of how safe stored data is, as far as it says anything. Each by its name:
//! bindings of their own would be loaded by every visitor.

use super::elements::{call, number};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the site may use, and what it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Bytes in use, with the offline copy.
    pub used: f64,
    /// Bytes that the browser allows.
    pub allowed: f64,
}

/// What the browser allows this address; `None` where it does not say.
pub async fn room() -> Option<Room> {
    let estimate = ask("estimate").await?;
    let room = Room {
        used: number(&estimate, "usage"),
        allowed: number(&estimate, "quota"),
    };
    (room.allowed > 0.0).then_some(room)
}

/// Whether the browser has promised to keep what is stored; `None` where it does not say.
pub async fn is_promised() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks the browser to promise it. Firefox asks the person, and answers when the person does, or never.
pub async fn ask_for_promise() -> Option<bool> {
    ask("persist").await?.as_bool()
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    let window = web_sys::window();
    let agent = window.and_then(|window| window.navigator().user_agent().ok());
    agent.unwrap_or_default()
}

/// Asks `navigator.storage`, which only secure pages have.
async fn ask(method: &str) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    if !manager.is_object() {
        return None;
    }
    let promise: js_sys::Promise = call(&manager, method, &JsValue::UNDEFINED)
        .dyn_into()
        .ok()?;
    JsFuture::from(promise).await.ok()
}
