//! The app as a whole: the shell, and above it which parts there are and which page needs which.

mod parts;

pub use parts::room_of;

use crate::shell::{Frame, Messages, Overlays, Shown};
use guide_core::route::Base;
use leptos::prelude::*;
use leptos_router::components::Router;

/// The whole app below `#app`.
#[component]
pub fn App(
    /// Where the site lives.
    base: Base,
    /// The page to start with.
    first: Shown,
) -> impl IntoView {
    let router_base = base.without_slash();
    provide_context(base);
    provide_context(Messages::new());
    provide_context(Overlays::new());
    view! {
        <Router base=router_base>
            <Frame first parts=&parts::PARTS/>
        </Router>
    }
}
