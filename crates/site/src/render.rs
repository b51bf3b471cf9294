//! The app as HTML: Leptos's server rendering, without a server.

use futures::StreamExt;
use guide_core::route::{Base, Route};
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use std::sync::Arc;
use tech_lead_guide::shell::{App, Shown};

/// What goes into `#app` on the page for `route`.
pub fn page(route: Route, content: Option<String>) -> String {
    // Only the first call can set the executor; later ones find it there.
    _ = any_spawner::Executor::init_futures_executor();
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&route.path()));
        let base = Base::relative_from(route);
        let first = Shown { route, content };
        view! { <App base first/> }
            .into_view()
            .to_html_stream_in_order()
    });
    let html = futures::executor::block_on(html.collect::<String>());
    owner.unset_with_forced_cleanup();
    // Leptos marks places with `<!>`, which browsers read as an empty comment, but which is no HTML.
    html.replace("<!>", "<!---->")
}
