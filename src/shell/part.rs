//! Parts of the app that are loaded where they are used: a room for its page, the search when it is
//! first opened, and what is not needed before the page is live.
//!
//! A page of a room is HTML like every other page. Its text stands there first; its part, once it is
//! loaded, builds the room in its place. Until then, `#content` has `data-waiting`, and its controls do nothing and say
//! so. A part that cannot be loaded leaves the text where it is, says why, and can be tried again.

use super::{Messages, Overlays, come_alive, react};
use crate::browser::{clock, elements, events, focus, history, page};
use guide_core::route::{Base, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Why a part is not there. The browser's console has the reason.
pub type PartFault = leptos::wasm_split::SplitLoaderError;

/// What is done before a part is opened, while the page answers.
pub type Before = Pin<Box<dyn Future<Output = ()>>>;

/// How what a loaded part has is opened, below an owner that lives as long as that is open.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    before: Option<fn() -> Before>,
    begin: Option<fn()>,
    open: fn(),
}

impl Open {
    /// At once.
    pub const fn at_once(open: fn()) -> Self {
        Self {
            before: None,
            begin: None,
            open,
        }
    }

    /// In steps, each a task of its own, so that the page answers in between: what takes a while is
    /// done before, then it begins, then it is opened.
    pub const fn in_steps(before: fn() -> Before, begin: fn(), open: fn()) -> Self {
        Self {
            before: Some(before),
            begin: Some(begin),
            open,
        }
    }

    /// Does what is to be done before.
    async fn prepare(&self) {
        if let Some(before) = self.before {
            before().await;
        }
    }

    /// Opens it, after its steps.
    pub fn now(self) {
        (self.open)();
    }
}

/// A part on its way. A failed load is not kept: the next one starts anew.
pub type Loading = Pin<Box<dyn Future<Output = Result<Open, PartFault>>>>;

/// A part of the app.
#[derive(Debug)]
pub struct Part {
    /// What the name of its file begins with.
    pub name: &'static str,
    /// Loads it, where it is not there yet.
    pub load: fn() -> Loading,
}

/// A part that makes a place on a page live once it is wanted: it is pressed, or there is something in
/// it to be shown.
#[derive(Debug)]
pub struct Used {
    /// The part.
    pub part: &'static Part,
    /// The id of the place, where pressing it asks for the part.
    pub place: Option<&'static str>,
    /// What a page has on which the place is wanted at once: a selector.
    pub wanted: &'static str,
}

/// The parts of the app. The shell knows when they are needed, and not what is in them.
#[derive(Debug)]
pub struct Parts {
    /// The part that makes the page of a route live, where it has one of its own.
    pub room_of: fn(Route) -> Option<&'static Part>,
    /// The parts that the page of a room needs at once besides its own, as query and fragment say, or
    /// what is stored.
    pub behind: fn(Route, &str, &str) -> Vec<&'static Part>,
    /// The places on the page of a route that have a part of their own.
    pub used_on: fn(Route) -> &'static [Used],
    /// All parts of pages.
    pub rooms: &'static [&'static Part],
    /// The search: a dialog that opens when [`Overlays::search`] says so.
    pub search: &'static Part,
    /// Saves a figure as a picture, when [`Overlays::picture`] says which one.
    pub picture: &'static Part,
    /// What is not needed before a page is live: theme, shortcuts, reading marks, copying.
    pub extras: &'static Part,
}

/// Milliseconds after which a page says that it waits for its part.
const PATIENCE: u32 = 300;

/// How the open page gets its part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Status {
    /// There is nothing to be said.
    #[default]
    Quiet,
    /// It is being loaded, and that takes a while.
    Loading,
    /// It cannot be loaded now.
    Failed,
    /// Nothing is wrong with the page itself, but `extras` cannot be loaded now.
    WithoutExtras,
}

/// Loads the parts and opens them. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Loader {
    parts: &'static Parts,
    messages: Messages,
    /// The owner of the app.
    app: StoredValue<Owner>,
    /// The owners of what is open on the page.
    open: StoredValue<Vec<Owner>>,
    /// The open page.
    route: StoredValue<Route>,
    /// The parts of places on it that are asked for, by their names.
    asked: StoredValue<Vec<&'static str>>,
    /// How many pages have been shown. A part that arrives late must not open on another page.
    pages: StoredValue<u32>,
    status: RwSignal<Status>,
    /// What is to be loaded until everything on the first page is live.
    awaited: StoredValue<u8>,
    /// Whether somebody wants to search.
    search: RwSignal<bool>,
    has_search: StoredValue<bool>,
    has_extras: StoredValue<bool>,
}

impl Loader {
    /// A loader below the current owner.
    pub(super) fn new(parts: &'static Parts) -> Self {
        Self {
            parts,
            messages: expect_context::<Messages>(),
            app: StoredValue::new(Owner::current().unwrap_or_default()),
            open: StoredValue::default(),
            route: StoredValue::new(Route::Home),
            asked: StoredValue::default(),
            pages: StoredValue::new(0),
            status: RwSignal::default(),
            awaited: StoredValue::new(2),
            search: expect_context::<Overlays>().search,
            has_search: StoredValue::new(false),
            has_extras: StoredValue::new(false),
        }
    }

    /// Whether the page of this route has a part of its own.
    pub(super) fn has_room(self, route: Route) -> bool {
        (self.parts.room_of)(route).is_some()
    }

    /// Loads what the first page needs, its room first; and then, while nothing else is to be done,
    /// what may be needed next.
    pub(super) fn start(self, route: Route, base: Base) {
        self.route.set_value(route);
        self.bring_wanted();
        events::on_press(move |is_within| self.bring(&|used| used.place.is_some_and(is_within)));
        spawn_local(async move {
            self.open_room(route).await;
            self.one_is_there();
        });
        spawn_local(self.open_extras());
        react(move || {
            if self.search.get() && !self.has_search.get_value() {
                self.bring_search();
            }
        });
        let wanted = expect_context::<Overlays>().picture;
        react(move || {
            if wanted.with(Option::is_some) {
                spawn_local(self.save_picture());
            }
        });
        events::on_link_approach(move |path| {
            if let Some(part) = base
                .strip(path)
                .and_then(Route::parse)
                .and_then(self.parts.room_of)
            {
                spawn_local(async move { _ = (part.load)().await });
            }
        });
    }

    /// Shows the HTML of another page; its room is opened as soon as its part is there.
    pub(super) fn show(self, route: Route, html: &str) {
        self.pages.update_value(|pages| *pages += 1);
        for room in self
            .open
            .try_update_value(std::mem::take)
            .into_iter()
            .flatten()
        {
            room.cleanup();
        }
        page::set_content(html, self.has_room(route));
        self.route.set_value(route);
        self.asked.update_value(Vec::clear);
        spawn_local(self.open_room(route));
        self.bring_wanted();
        if !self.has_extras.get_value() {
            spawn_local(self.open_extras());
        }
    }

    /// Brings the parts of the places that are wanted already.
    pub(super) fn bring_wanted(self) {
        self.bring(&|used| elements::is_there(used.wanted));
    }

    /// Brings the parts of the places for which `is_wanted` says so, each once.
    fn bring(self, is_wanted: &dyn Fn(&Used) -> bool) {
        for used in (self.parts.used_on)(self.route.get_value()) {
            if !self.asked.get_value().contains(&used.part.name) && is_wanted(used) {
                self.asked.update_value(|asked| asked.push(used.part.name));
                // After what the browser itself does for the press.
                request_animation_frame(move || spawn_local(self.open_used(used)));
            }
        }
    }

    async fn open_used(self, used: &'static Used) {
        let page = self.pages.get_value();
        let loaded = (used.part.load)().await;
        if self.pages.get_value() != page {
            return;
        }
        match loaded {
            Ok(open) => self.open_below(open),
            Err(_) => {
                self.asked
                    .update_value(|asked| asked.retain(|name| *name != used.part.name));
                page::show_as_it_is();
                self.status.set(Status::Failed);
            }
        }
    }

    /// Opens what stays open as long as the page does.
    fn open_below(self, open: Open) {
        self.new_owner().with(|| come_alive(|| open.now()));
    }

    /// An owner that lives as long as the page is open.
    fn new_owner(self) -> Owner {
        let owner = self.below_app(Owner::new);
        self.open.update_value(|owners| owners.push(owner.clone()));
        owner
    }

    /// Loads the search for somebody who wants to use it.
    fn bring_search(self) {
        let told = StoredValue::new(false);
        clock::later(PATIENCE, move || {
            if self.search.get_untracked() && !self.has_search.get_value() {
                told.set_value(true);
                self.messages.say("Loading the search…");
            }
        });
        spawn_local(async move {
            match (self.parts.search.load)().await {
                Ok(open) => {
                    if told.get_value() {
                        self.messages.clear();
                    }
                    if !self.has_search.get_value() {
                        self.has_search.set_value(true);
                        self.below_app(|| open.now());
                    }
                }
                Err(_) => {
                    self.search.set(false);
                    self.offer_again("The search could not be loaded.", move || {
                        self.search.set(true);
                    });
                }
            }
        });
    }

    /// Opens the part that saves a figure, as often as one is wanted.
    async fn save_picture(self) {
        match (self.parts.picture.load)().await {
            Ok(open) => self.below_app(|| open.now()),
            Err(_) => self
                .messages
                .say("What draws the picture could not be loaded. Try again when you are online."),
        }
    }

    async fn open_room(self, route: Route) {
        let Some(part) = (self.parts.room_of)(route) else {
            return self.status.set(Status::Quiet);
        };
        let page = self.pages.get_value();
        let is_open = move || self.pages.get_value() == page;
        clock::later(PATIENCE, move || {
            if is_open() && page::is_waiting() {
                self.status.set(Status::Loading);
            }
        });
        // What the address leads to is there when the room is, so that nothing comes in later and moves
        // the page. Where it cannot be loaded, the room says so.
        let behind = (self.parts.behind)(route, &history::query(), &history::fragment());
        for part in behind.iter().copied().chain([part]) {
            spawn_local(async move { _ = (part.load)().await });
        }
        for part in behind {
            if let Ok(open) = (part.load)().await {
                open.now();
            }
        }
        let loaded = (part.load)().await;
        if let Ok(open) = &loaded {
            open.prepare().await;
        }
        if !is_open() {
            return;
        }
        match loaded {
            Ok(open) => {
                let owner = self.new_owner();
                if let Some(begin) = open.begin {
                    owner.with(begin);
                    clock::breathe().await;
                    if !is_open() {
                        return;
                    }
                }
                owner.with(|| come_alive(|| open.now()));
                page::end_waiting();
                self.status.set(Status::Quiet);
                request_animation_frame(keep_target_in_sight);
            }
            Err(_) => {
                page::give_up_waiting();
                self.status.set(Status::Failed);
            }
        }
    }

    async fn open_extras(self) {
        match (self.parts.extras.load)().await {
            // It may have been asked for twice.
            Ok(open) if !self.has_extras.get_value() => {
                self.has_extras.set_value(true);
                self.below_app(|| come_alive(|| open.now()));
                self.one_is_there();
            }
            Ok(_) => {}
            // What the page says of its own part is more important.
            Err(_) => self.status.update(|status| {
                if *status == Status::Quiet {
                    *status = Status::WithoutExtras;
                }
            }),
        }
    }

    /// Loads again what the open page needs and does not have.
    fn try_again(self) {
        let route = self.route.get_value();
        if self.has_room(route) {
            page::start_waiting();
            spawn_local(self.open_room(route));
        }
        self.bring_wanted();
    }

    /// Counts what has arrived; with the last of it, everything on the page is live.
    fn one_is_there(self) {
        self.awaited.update_value(|awaited| *awaited -= 1);
        if self.awaited.get_value() == 0 {
            elements::set_root_attribute("data-hydrated", Some(""));
            page::mark("app-interactive");
            if !clock::saves_data() {
                let mut next = vec![self.parts.search];
                next.extend(self.parts.rooms);
                load_when_idle(next);
            }
        }
    }

    fn below_app<T>(self, act: impl FnOnce() -> T) -> T {
        self.app.get_value().with(act)
    }

    fn offer_again(self, what: &'static str, again: impl Fn() + Send + Sync + 'static) {
        self.messages
            .say_and_offer(what, "Try again", Arc::new(again));
    }
}

/// A room may show its page in another order than the file has it, and may have hidden until now what
/// the address leads to. That is where the person wants to be, unless they have gone on meanwhile or come
/// back to where they were.
fn keep_target_in_sight() {
    let fragment = history::fragment();
    if fragment.is_empty() {
        return;
    }
    if history::remembered_scroll().is_none() {
        focus::arrive_at(&fragment);
    }
    if focus::has_focus(&fragment) {
        history::go_to_fragment(&fragment);
    }
}

/// Loads parts one after the other while the browser has nothing else to do. The first one that
/// cannot be loaded is the last one that is tried.
fn load_when_idle(mut parts: Vec<&'static Part>) {
    if parts.is_empty() {
        return;
    }
    clock::when_idle(move || {
        let part = parts.remove(0);
        spawn_local(async move {
            if (part.load)().await.is_ok() {
                load_when_idle(parts);
            }
        });
    });
}

/// What the page says while its part is not there. The live region is there from the start, as screen
/// readers need it.
#[component]
pub(super) fn RoomStatus(loader: Loader) -> impl IntoView {
    let status = loader.status;
    let text = move || match status.get() {
        Status::Quiet => "",
        Status::Loading => "Loading what makes this page work…",
        Status::Failed if page::is_offline() => {
            "You are offline, and what makes this page work is not in your offline copy yet. You can read everything here, and what you saved is safe."
        }
        Status::WithoutExtras => "Theme, shortcuts, reading marks and copying could not be loaded.",
        Status::Failed => {
            "What makes this page work could not be loaded. You can read everything here, and what you saved is safe."
        }
    };
    let again = move |_| {
        if status.get_untracked() == Status::WithoutExtras {
            spawn_local(loader.open_extras());
        } else {
            loader.try_again();
        }
        status.set(Status::Quiet);
    };
    view! {
        <div id="room-status" class="room-status" class:shown=move || status.get() != Status::Quiet>
            <p role="status">{text}</p>
            <span class="controls" hidden=move || matches!(status.get(), Status::Quiet | Status::Loading)>
                <button type="button" class="btn" on:click=again>
                    "Try again"
                </button>
                <a class="btn" href="" rel="external">
                    "Load the page again"
                </a>
            </span>
        </div>
    }
}
