//! The browser's entry: makes the prerendered page live.

/// The app runs in browsers, where `assets/boot.js` calls `start`; natively, `prerender` makes its pages.
fn main() {}

#[cfg(target_arch = "wasm32")]
mod app {
    use guide_core::route::{Base, Route};
    use leptos::mount;
    use tech_lead_guide::app::App;
    use tech_lead_guide::browser::{elements, fetch, history, page};
    use tech_lead_guide::shell::{self, Shown};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::spawn_local;

    /// Makes the page live. `on_panic`, a function, is called when the app dies.
    ///
    /// With `rebuild` the page is built anew instead of hydrated: for a page that something else has
    /// changed since it was prerendered, and after a panic.
    #[wasm_bindgen]
    pub fn start(rebuild: bool, on_panic: JsValue) {
        page::report_panics_to(on_panic);
        let Some(folder) = page::base_path() else {
            return;
        };
        let base = Base::new(&folder);
        let path = history::path();
        #[cfg(debug_assertions)]
        if base.strip(&path) == Some(guide_core::route::COMPONENTS_PATH) {
            return show_components();
        }
        let Some(route) = base.strip(&path).and_then(Route::parse) else {
            return;
        };
        page::make_head_absolute();
        if rebuild {
            spawn_local(build_anew(base, route));
        } else {
            hydrate(base, route);
        }
    }

    #[cfg(debug_assertions)]
    fn show_components() {
        use tech_lead_guide::ui::gallery::Gallery;
        if let Some(element) = page::app_element() {
            mount::mount_to(element, || leptos::view! { <Gallery/> }).forget();
            elements::set_root_attribute("data-hydrated", Some(""));
        }
    }

    fn hydrate(base: Base, route: Route) {
        let Some(element) = page::app_element() else {
            return;
        };
        fetch::make_links_absolute(&element, &history::address());
        let first = Shown {
            route,
            content: None,
        };
        mount::hydrate_from(element, move || leptos::view! { <App base first/> }).forget();
        shell::go_live();
    }

    async fn build_anew(base: Base, route: Route) {
        let fetched = fetch::article(&history::page_address()).await;
        // Without a network and an offline copy, the text as it stands.
        let content = fetched.map_or_else(|_| page::shown_article(), |article| article.html);
        if content.is_empty() {
            return history::leave_for(&history::address());
        }
        let (Some(element), Some(fresh)) = (page::app_element(), elements::detached_element())
        else {
            return page::report_panic();
        };
        let first = Shown {
            route,
            content: Some(content),
        };
        // Out of sight: the text stays until the new page is complete.
        let view = move || leptos::view! { <App base first/> };
        mount::mount_to(fresh.clone(), view).forget();
        let position = history::scroll_position();
        elements::replace_children(&element, &fresh);
        shell::go_live();
        history::scroll_to(position);
    }
}
