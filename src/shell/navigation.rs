//! From a click on a link to the page being there: its text, its title, focus and scroll.
//!
//! A page is shown only once its text has arrived, and the address changes at the same moment; until
//! then the person goes on reading the old one. The part of the app that the page needs is loaded at
//! the same time. Where a page cannot be fetched, the browser is asked
//! to load it on its own.

use super::part::Loader;
use super::shown::Shown;
use super::when_live;
use crate::browser::{events, fetch, focus, history, page};
use guide_core::route::{Base, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// Keeps `shown` in step with the address: with clicks on links, and with Back and Forward.
pub(super) fn follow(shown: RwSignal<Shown>, loader: Loader) {
    let base = expect_context::<Base>();
    let location = use_location();
    let pages = Pages {
        fetched: StoredValue::default(),
        clicks: StoredValue::new(0),
    };
    let clicks_follow = base.clone();
    when_live(move || {
        history::take_over_scrolling();
        follow_clicks(clicks_follow, pages);
        // What the app changes on the page is in place by then.
        request_animation_frame(|| focus::arrive_at(&history::fragment()));
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
            // Back and Forward within one page; a link within it the browser has followed already.
            match history::remembered_scroll() {
                Some(position) => history::scroll_to(position),
                None => focus::focus_target(&history::fragment()),
            }
            return;
        }
        pages.with(route, base.href(route), move |article| {
            // Meanwhile somebody may have gone on to another page.
            if history::path() == path {
                show(shown, loader, route, &article);
            }
        });
    });
}

fn follow_clicks(base: Base, pages: Pages) {
    events::on_link_click(move |click| {
        let Some(route) = base.strip(&click.path).and_then(Route::parse) else {
            // Not a page of the app: keep the router from taking it over.
            click.event.stop_propagation();
            return;
        };
        let (query, fragment) = click.rest.split_once('#').unwrap_or((&click.rest, ""));
        let is_same_page =
            click.path == history::path() && query.trim_start_matches('?') == history::query();
        if is_same_page && !fragment.is_empty() {
            // The browser does this best: it scrolls, focuses and marks the target.
            history::remember_scroll();
            click.event.stop_propagation();
            return;
        }
        click.event.prevent_default();
        let address = base.href(route) + &click.rest;
        pages.clicks.update_value(|clicks| *clicks += 1);
        let this_click = pages.clicks.get_value();
        pages.with(route, address.clone(), move |_| {
            // Of two quick clicks the later one counts, whichever page is here first.
            if pages.clicks.get_value() == this_click {
                history::remember_scroll();
                history::push(&address);
            }
        });
    });
}

/// The pages that were fetched so far. They are kept, so that Back shows one at once and its scroll
/// position fits.
#[derive(Clone, Copy)]
struct Pages {
    fetched: StoredValue<Vec<(Route, fetch::Article)>>,
    /// How many links have been clicked.
    clicks: StoredValue<u32>,
}

impl Pages {
    /// Calls `ready` with the text of `route`: at once where it is here, later where it has to be
    /// fetched. Where it cannot be, the browser is sent to `address`.
    fn with(self, route: Route, address: String, ready: impl FnOnce(fetch::Article) + 'static) {
        let known = self
            .fetched
            .with_value(|pages| pages.iter().find(|(known, _)| *known == route).cloned());
        if let Some((_, article)) = known {
            return ready(article);
        }
        spawn_local(async move {
            match fetch::article(&address).await {
                Ok(article) => {
                    self.fetched
                        .update_value(|pages| pages.push((route, article.clone())));
                    ready(article);
                }
                Err(_) => history::leave_for(&address),
            }
        });
    }
}

fn show(shown: RwSignal<Shown>, loader: Loader, route: Route, article: &fetch::Article) {
    // Read first: a page of another height, or another font, moves the one that is on the screen, and
    // the end of that scrolling is noted too.
    let remembered = history::remembered_scroll();
    loader.show(route, &article.html);
    shown.set(Shown {
        route,
        content: None,
    });
    page::set_title(&article.title);
    // The room, where its part is here, opens in the next task, after this one.
    request_animation_frame(move || {
        focus::focus_heading();
        let fragment = history::fragment();
        match remembered {
            Some(position) => history::scroll_to(position),
            None if !fragment.is_empty() => {
                history::go_to_fragment(&fragment);
                focus::focus_target(&fragment);
            }
            None => history::scroll_to(0.0),
        }
    });
}
