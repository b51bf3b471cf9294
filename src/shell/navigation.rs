//! From a click on a link to the page being there: its text, its title, focus and scroll.
//!
//! A page is shown only once its text has arrived, and the address changes at the same moment; until
//! then the person goes on reading the old one. Where a page cannot be fetched, the browser is asked
//! to load it on its own.

use super::frame::Shown;
use super::when_live;
use crate::browser::{history, page};
use crate::route::{Base, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// The title of the one page that the app renders alone; any other brings its own.
pub const ROADMAP_TITLE: &str = "Your roadmap to technical lead · The Technical Lead Guide";

/// Keeps `shown` in step with the address: with clicks on links, and with Back and Forward.
pub(super) fn follow(shown: RwSignal<Shown>) {
    let base = expect_context::<Base>();
    let location = use_location();
    // Fetched pages are kept, so that Back shows one at once and the scroll position fits.
    let fetched = StoredValue::new(Vec::<(Route, page::Article)>::new());
    let clicks_follow = base.clone();
    when_live(move || {
        history::take_over_scrolling();
        follow_clicks(clicks_follow, fetched);
    });
    Effect::new(move |started: Option<()>| {
        location.hash.track();
        let path = location.pathname.get();
        let Some(route) = base.strip(&path).and_then(Route::parse) else {
            return;
        };
        if started.is_none() {
            return;
        }
        if shown.with_untracked(|shown| shown.route == route) {
            // Back and Forward within one page; for a link within it the browser has done all.
            if let Some(position) = history::remembered_scroll() {
                history::scroll_to(position);
            }
            return;
        }
        spawn_or_show(route, base.href(route), fetched, move |article| {
            // Meanwhile somebody may have gone on to another page.
            if history::path() == path {
                show(shown, route, article);
            }
        });
    });
}

fn follow_clicks(base: Base, fetched: StoredValue<Vec<(Route, page::Article)>>) {
    page::on_link_click(move |click| {
        let Some(route) = base.strip(&click.path).and_then(Route::parse) else {
            // Not a page of the app: keep the router from taking it over.
            click.event.stop_propagation();
            return;
        };
        if click.path == history::path() && click.rest.starts_with('#') {
            // The browser does this best: it scrolls, focuses and marks the target.
            history::remember_scroll();
            click.event.stop_propagation();
            return;
        }
        click.event.prevent_default();
        let address = base.href(route) + &click.rest;
        spawn_or_show(route, base.href(route), fetched, move |_| {
            history::remember_scroll();
            history::push(&address);
        });
    });
}

/// Calls `ready` once the text of `route` is at hand: at once where it is.
fn spawn_or_show(
    route: Route,
    path: String,
    fetched: StoredValue<Vec<(Route, page::Article)>>,
    ready: impl FnOnce(Option<page::Article>) + 'static,
) {
    if !route.has_content() {
        return ready(None);
    }
    if let Some((_, article)) =
        fetched.with_value(|fetched| fetched.iter().find(|(known, _)| *known == route).cloned())
    {
        return ready(Some(article));
    }
    spawn_local(async move {
        match page::fetch_article(&path).await {
            Ok(article) => {
                fetched.update_value(|fetched| fetched.push((route, article.clone())));
                ready(Some(article));
            }
            Err(_) => history::leave_for(&path),
        }
    });
}

fn show(shown: RwSignal<Shown>, route: Route, article: Option<page::Article>) {
    let (title, content) = match article {
        Some(article) => (article.title, Some(article.html)),
        None => (ROADMAP_TITLE.to_owned(), None),
    };
    shown.set(Shown { route, content });
    page::set_title(&title);
    // The view changes in the next task, after this one; focus and scroll need it in place.
    request_animation_frame(move || {
        page::focus_heading();
        let fragment = history::fragment();
        match history::remembered_scroll() {
            Some(position) => history::scroll_to(position),
            None if !fragment.is_empty() => history::go_to_fragment(&fragment),
            None => history::scroll_to(0.0),
        }
    });
}
