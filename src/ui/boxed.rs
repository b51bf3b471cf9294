//! Reactive text, attributes and handlers of one type each. The code that follows a signal, or hears an
//! event, is made for each type of closure, about 5 KB of WebAssembly: in a box they are all of one.

use super::late::Late;
use leptos::ev;

/// What follows a signal.
pub type Reactive<T> = Box<dyn Fn() -> T + Send>;

/// What hears an event.
pub type Handler<E> = Box<dyn FnMut(E)>;

/// Text that follows signals.
pub fn text<T: Into<String>>(text: impl Fn() -> T + Send + 'static) -> Reactive<String> {
    Box::new(move || text().into())
}

/// An attribute or a class that is there or not, as signals say.
pub fn flag(flag: impl Fn() -> bool + Send + 'static) -> Reactive<bool> {
    Box::new(flag)
}

/// An attribute whose value, or absence, follows signals.
pub fn attribute(value: impl Fn() -> Option<String> + Send + 'static) -> Reactive<Option<String>> {
    Box::new(value)
}

/// A view that follows signals, and that no prerendered page has.
pub fn late(view: impl Fn() -> Option<Late> + Send + 'static) -> Reactive<Option<Late>> {
    Box::new(view)
}

/// What a click does.
pub fn on_click(act: impl FnMut(ev::MouseEvent) + 'static) -> Handler<ev::MouseEvent> {
    Box::new(act)
}

/// What sending a form does.
pub fn on_submit(act: impl FnMut(ev::SubmitEvent) + 'static) -> Handler<ev::SubmitEvent> {
    Box::new(act)
}

/// What typing or choosing does.
pub fn on_event(act: impl FnMut(ev::Event) + 'static) -> Handler<ev::Event> {
    Box::new(act)
}

/// What a key does.
pub fn on_key(act: impl FnMut(ev::KeyboardEvent) + 'static) -> Handler<ev::KeyboardEvent> {
    Box::new(act)
}

/// What a pointer does.
pub fn on_pointer(act: impl FnMut(ev::PointerEvent) + 'static) -> Handler<ev::PointerEvent> {
    Box::new(act)
}
