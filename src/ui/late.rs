//! Views that are made after the first render, and so are nothing in a prerendered page.
//!
//! A view's code for hydration is made for each place in which it can stand, and Leptos's own erased
//! view has it twice: in a room of forms and lists that was three quarters of its WebAssembly. What no
//! prerendered page has needs none of it.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::children::{ChildrenOptContainer, ToChildren};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node, Placeholder};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState};
use std::sync::Arc;

/// What is on the page.
type Made = Box<dyn Mountable>;

/// A view of any type that is never hydrated.
pub struct Late(Box<dyn FnOnce() -> Made + Send>);

impl Late {
    /// Forgets the type of a view.
    pub fn of(view: impl IntoView + 'static) -> Self {
        Self(Box::new(move || Box::new(view.build())))
    }
}

/// What is kept of a [`Late`] view that is on the page.
pub struct LateState {
    made: Made,
    /// What stood for it in a prerendered page.
    placeholder: Option<Placeholder>,
}

impl Mountable for LateState {
    fn unmount(&mut self) {
        self.made.unmount();
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.made.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.made.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.made.elements()
    }
}

impl Render for Late {
    type State = LateState;

    fn build(self) -> LateState {
        LateState {
            made: (self.0)(),
            placeholder: None,
        }
    }

    fn rebuild(self, state: &mut LateState) {
        let mut new = (self.0)();
        state.made.insert_before_this(&mut *new);
        state.made.unmount();
        state.made = new;
    }
}

impl AddAnyAttr for Late {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Late {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 3;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        buf.push_str("<!>");
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> LateState {
        let placeholder = cursor.next_placeholder(position);
        let mut made = (self.0)();
        placeholder.insert_before_this(&mut *made);
        LateState {
            made,
            placeholder: Some(placeholder),
        }
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// What a page's file has, and what comes in its place in the browser, where the first is never made.
#[cfg(not(target_arch = "wasm32"))]
pub fn in_file<V: IntoView>(
    of_file: impl FnOnce() -> V,
    _in_browser: impl Fn() -> Option<Late> + Send + 'static,
) -> impl IntoView {
    of_file()
}

/// What a page's file has, and what comes in its place in the browser, where the first is never made.
#[cfg(target_arch = "wasm32")]
pub fn in_file<V: IntoView>(
    _of_file: impl FnOnce() -> V,
    in_browser: impl Fn() -> Option<Late> + Send + 'static,
) -> impl IntoView {
    // In a box, as what `boxed` has.
    let view: Box<dyn Fn() -> Option<Late> + Send> = Box::new(in_browser);
    view
}

/// The content of a component, made whenever it is shown.
#[derive(Clone)]
pub struct LateChildren(Arc<dyn Fn() -> Late + Send + Sync>);

impl LateChildren {
    /// The content once more.
    pub fn make(&self) -> Late {
        (self.0)()
    }
}

impl<F, C> ToChildren<F> for LateChildren
where
    F: Fn() -> C + Send + Sync + 'static,
    C: IntoView + 'static,
{
    fn to_children(children: F) -> Self {
        Self(Arc::new(move || Late::of(children())))
    }
}

/// The content of a component, made once.
pub struct LateChild(Box<dyn FnOnce() -> Late + Send>);

impl LateChild {
    /// The content.
    pub fn make(self) -> Late {
        (self.0)()
    }
}

impl<F, C> ToChildren<F> for LateChild
where
    F: FnOnce() -> C + Send + 'static,
    C: IntoView + 'static,
{
    fn to_children(child: F) -> Self {
        Self(Box::new(move || Late::of(child())))
    }
}

/// Text alone is handed over as it is, not as a closure.
impl<T> ToChildren<ChildrenOptContainer<T>> for LateChild
where
    T: IntoView + 'static,
{
    fn to_children(child: ChildrenOptContainer<T>) -> Self {
        Self(Box::new(move || Late::of(child.0)))
    }
}

/// What is there while a condition holds, which it does not in a prerendered page.
#[component]
pub fn When(
    /// The condition.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is there.
    children: LateChildren,
) -> impl IntoView {
    shown_when(Box::new(when), children)
}

fn shown_when(when: Box<dyn Fn() -> bool + Send + Sync>, children: LateChildren) -> impl IntoView {
    let is_shown = Memo::new(move |_| when());
    move || is_shown.get().then(|| children.make())
}
