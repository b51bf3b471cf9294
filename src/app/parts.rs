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

use crate::browser::hydration::hydrate;
use crate::compare::view::Compare;
use crate::roadmap::tabs::{self, TabsPart};
use crate::roadmap::view::Roadmap;
use crate::search;
use crate::shell::{Loading, Open, Part, PartFault, Parts, extras};
use crate::skills::view::Skills;
use guide_core::route::Route;
use leptos::prelude::*;
#[cfg(split)]
use leptos::wasm_split::wasm_split;

/// Defines a part as `$PART`, in a file named `$file`, which is opened by `$open`.
macro_rules! split_point {
    ($PART:ident, $file:ident, $open:path) => {
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

split_point!(ROADMAP, roadmap, open_roadmap);
split_point!(TABS, tabs, tabs::open);
split_point!(COMPARE, compare, open_compare);
split_point!(SKILLS, skills, open_skills);
split_point!(SEARCH, search, search::view::open);
split_point!(EXTRAS, extras, extras::open);

/// The parts of this site.
pub(super) static PARTS: Parts = Parts {
    room_of,
    rooms: &[&ROADMAP, &COMPARE, &SKILLS],
    search: &SEARCH,
    extras: &EXTRAS,
};

/// The part that makes a page live, where it has one of its own.
pub fn room_of(route: Route) -> Option<&'static Part> {
    match route {
        Route::Roadmap => Some(&ROADMAP),
        Route::Compare => Some(&COMPARE),
        Route::Skills => Some(&SKILLS),
        _ => None,
    }
}

fn open_roadmap() {
    provide_context(TabsPart(&TABS));
    hydrate("content", || view! { <Roadmap/> });
}

fn open_compare() {
    hydrate("content", || view! { <Compare/> });
}

fn open_skills() {
    hydrate("content", || view! { <Skills/> });
}
