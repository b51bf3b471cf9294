//! The split points: what is loaded where it is used, each in a file of its own.
//!
//! A split point hands out the function that opens its part. Nothing else may name what it opens, or
//! that would be in `main` too; and it has no views in its signature, since their types are large.

#![cfg_attr(
    split,
    allow(
        unsafe_code,
        reason = "the splitter joins a part to `main` by declarations of foreign functions"
    )
)]

use crate::browser::elements;
use crate::browser::hydration::build_in_place;
use crate::compare::advert::{self, AdvertPart};
use crate::compare::view::Compare;
use crate::compare::weigh::{self, WeighPart};
use crate::roadmap::opened;
use crate::roadmap::pieces::{self, OpenedPart};
use crate::roadmap::reading;
use crate::roadmap::tabs::{self, TabsPart};
use crate::roadmap::view::{self, Roadmap};
use crate::shell::{Loading, Open, Part, PartFault, Parts, Used, extras};
use crate::skills::outcome;
use crate::skills::pieces::OutcomePart;
use crate::skills::view::Skills;
use crate::{checklists, data, picture, returning, search, situations};
use guide_core::compare::page::Tab;
use guide_core::data as stored;
use guide_core::returning as back;
use guide_core::route::Route;
use guide_core::situations::{OPENING_PLACE, OPENING_WANTED};
use leptos::prelude::*;
#[cfg(split)]
use leptos::wasm_split::wasm_split;

/// Defines a part as `$PART`, in a file named `$file`, which is opened as `$open` says.
macro_rules! split_point {
    ($PART:ident, $file:ident, $open:expr) => {
        static $PART: Part = Part {
            name: stringify!($file),
            load: {
                fn load() -> Loading {
                    #[cfg_attr(
                                split,
                                wasm_split($file, fallible, wasm_split_path = ::leptos::wasm_split)
                            )]
                    fn hand_out() -> Result<Open, PartFault> {
                        Ok($open)
                    }
                    #[cfg(split)]
                    let loading = hand_out();
                    #[cfg(not(split))]
                    let loading = std::future::ready(hand_out());
                    Box::pin(loading)
                }
                load
            },
        };
    };
}

split_point!(
    ROADMAP,
    roadmap,
    Open::in_steps(reading::read, begin_roadmap, open_roadmap)
);
split_point!(OPENED, opened, Open::at_once(opened::open));
split_point!(TABS, tabs, Open::at_once(tabs::open));
split_point!(COMPARE, compare, Open::at_once(open_compare));
split_point!(WEIGH, weigh, Open::at_once(weigh::open));
split_point!(ADVERT, advert, Open::at_once(advert::open));
split_point!(SKILLS, skills, Open::at_once(open_skills));
split_point!(OUTCOME, outcome, Open::at_once(outcome::open));
split_point!(SITUATIONS, situations, Open::at_once(open_situations));
split_point!(RETURNING, returning, Open::at_once(returning::open));
split_point!(DATA, data, Open::at_once(data::open));
split_point!(CHECKLISTS, checklists, Open::at_once(checklists::open));
split_point!(PICTURE, picture, Open::at_once(picture::open));
split_point!(SEARCH, search, Open::at_once(search::view::open));
split_point!(EXTRAS, extras, Open::at_once(extras::open));

/// The parts of this site.
pub(super) static PARTS: Parts = Parts {
    room_of,
    behind,
    used_on,
    rooms: &[&SITUATIONS, &ROADMAP, &COMPARE, &SKILLS],
    search: &SEARCH,
    picture: &PICTURE,
    extras: &EXTRAS,
};

/// The part that makes a page live, where it has one of its own.
pub fn room_of(route: Route) -> Option<&'static Part> {
    match route {
        Route::Roadmap => Some(&ROADMAP),
        Route::Compare => Some(&COMPARE),
        Route::Skills => Some(&SKILLS),
        Route::Situations => Some(&SITUATIONS),
        _ => None,
    }
}

/// What a room shows at once besides its own part: what a link's query and fragment lead to, or what
/// belongs to what somebody has stored. It is loaded together with the room.
fn behind(route: Route, query: &str, fragment: &str) -> Vec<&'static Part> {
    // `early.js` has looked.
    let has_stored = |what| elements::root_attribute(what).is_some();
    let behind: [Option<&'static Part>; 2] = match route {
        Route::Roadmap => [
            (has_stored("data-plan") || pieces::is_brought_by(fragment)).then_some(&OPENED),
            tabs::are_led_to(fragment).then_some(&TABS),
        ],
        Route::Compare => match Tab::of_link(query, fragment) {
            Tab::Table => [None; 2],
            Tab::Weigh | Tab::Job => [Some(&WEIGH), None],
            Tab::Advert => [Some(&ADVERT), None],
        },
        Route::Skills => {
            let is_wanted = has_stored("data-skills") || !fragment.is_empty();
            [is_wanted.then_some(&OUTCOME), None]
        }
        _ => [None; 2],
    };
    behind.into_iter().flatten().collect()
}

/// The places on the front page that are live once they are wanted: the first situations, for whoever
/// has pressed an answer, now or on an earlier visit; and what is told to whoever comes back.
static ON_THE_FRONT_PAGE: [Used; 2] = [
    Used {
        part: &SITUATIONS,
        place: Some(OPENING_PLACE),
        wanted: OPENING_WANTED,
    },
    Used {
        part: &RETURNING,
        place: Some(back::PLACE),
        wanted: back::WANTED,
    },
];

/// The place on the page about this site that shows what somebody has stored.
static ON_THE_ABOUT_PAGE: [Used; 1] = [Used {
    part: &DATA,
    place: Some(stored::PLACE),
    wanted: stored::WANTED,
}];

/// The checklists of a page of the guide.
static ON_A_GUIDE_PAGE: [Used; 1] = [Used {
    part: &CHECKLISTS,
    place: None,
    wanted: checklists::LISTS,
}];

/// The places on the page of a route that have a part of their own.
fn used_on(route: Route) -> &'static [Used] {
    match route {
        Route::Home => &ON_THE_FRONT_PAGE,
        Route::About => &ON_THE_ABOUT_PAGE,
        Route::Guide(_) => &ON_A_GUIDE_PAGE,
        _ => &[],
    }
}

/// Both are the same part: it looks which of its places the page has.
fn open_situations() {
    if elements::is_there(&["#", OPENING_PLACE].concat()) {
        situations::view::open_front();
    } else {
        situations::view::open_all();
    }
}

fn begin_roadmap() {
    provide_context(OpenedPart(&OPENED));
    provide_context(TabsPart(&TABS));
    view::begin();
}

fn open_roadmap() {
    build_in_place("content", || view! { <Roadmap/> });
}

fn open_compare() {
    provide_context(WeighPart(&WEIGH));
    provide_context(AdvertPart(&ADVERT));
    build_in_place("content", || view! { <Compare/> });
}

fn open_skills() {
    provide_context(OutcomePart(&OUTCOME));
    build_in_place("content", || view! { <Skills/> });
}
