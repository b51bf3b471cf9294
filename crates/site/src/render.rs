//! The app as HTML: Leptos's server rendering, without a server.

use super::library::Library;
use super::{SiteError, comparison};
use futures::StreamExt;
use guide_core::route::{Base, Route};
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use std::sync::Arc;
use tech_lead_guide::app::App;
use tech_lead_guide::compare::view::Compare;
use tech_lead_guide::roadmap::view::{self as roadmap, Roadmap};
use tech_lead_guide::shell::{Messages, Shown};
use tech_lead_guide::skills::view::Skills;

/// What goes into `#app` on the page for `route`, whose article is `html`.
///
/// # Errors
/// Content of a room that does not hold together.
pub fn page(library: &Library, route: Route, html: String) -> Result<String, SiteError> {
    let base = Base::relative_from(route);
    let content = match route {
        Route::Compare => {
            let prose = comparison::prose(library, &base)?;
            view(route, move || leptos::view! { <Compare prose/> })
        }
        Route::Roadmap => view(route, || {
            roadmap::begin();
            leptos::view! { <Roadmap/> }
        }),
        Route::Skills => view(route, || leptos::view! { <Skills/> }),
        _ => html,
    };
    let first = Shown {
        route,
        content: Some(content),
    };
    Ok(view(route, move || leptos::view! { <App base first/> }))
}

/// A view of the page for `route` as HTML.
pub(super) fn view<V: IntoView>(route: Route, view: impl FnOnce() -> V) -> String {
    // Only the first call can set the executor; later ones find it there.
    _ = any_spawner::Executor::init_futures_executor();
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&route.path()));
        // `App` provides its own; a room on its own finds these.
        provide_context(Base::relative_from(route));
        provide_context(Messages::new());
        view().into_view().to_html_stream_in_order()
    });
    let html = futures::executor::block_on(html.collect::<String>());
    owner.unset_with_forced_cleanup();
    // Leptos marks places with `<!>`, which browsers read as an empty comment, but which is no HTML.
    html.replace("<!>", "<!---->")
}
