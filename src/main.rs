//! The browser's entry: makes the prerendered page live.

#[cfg(target_arch = "wasm32")]
fn main() {
    use guide_core::route::{Base, Route};
    use tech_lead_guide::browser::page;
    use tech_lead_guide::shell::{App, Shown};

    // A panic leaves the app dead but the page readable: say so.
    std::panic::set_hook(Box::new(|_| page::reveal("failure")));

    let (Some(folder), Some(element)) = (page::base_path(), page::app_element()) else {
        return;
    };
    let base = Base::new(&folder);
    let path = tech_lead_guide::browser::history::path();
    let Some(route) = base.strip(&path).and_then(Route::parse) else {
        return;
    };
    page::make_links_absolute(&element, &tech_lead_guide::browser::history::address());
    page::make_head_absolute();

    let first = Shown {
        route,
        content: None,
    };
    leptos::mount::hydrate_from(element, move || leptos::view! { <App base first/> }).forget();
    tech_lead_guide::shell::go_live();
    page::mark("app-interactive");
}

/// The app runs in browsers; natively, `prerender` makes its pages.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
