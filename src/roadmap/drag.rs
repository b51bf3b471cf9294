//! Moving a milestone with the mouse or a finger. All of it can be done with the menu and with keys,
//! too.

use super::groups::Grouping;
use super::state::State;
use crate::browser::drag::{Span, hold, scroll_near_edge};
use crate::ui::Late;
use crate::ui::boxed::{flag, late, on_pointer};
use guide_core::id::{ItemId, StepId};
use leptos::ev::PointerEvent;
use leptos::prelude::*;
use std::time::Duration;

/// How often the page scrolls while something is held near its edge.
const FRAME: Duration = Duration::from_millis(16);

/// Where a milestone can be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the milestone with this id.
    Before(ItemId),
    /// At the end of the step with this id.
    End(StepId),
}

/// A milestone in the hand.
#[derive(Debug, Clone, PartialEq)]
struct Lifted {
    id: ItemId,
    title: String,
    /// Where the pointer is, in CSS pixels from the left and the top of the window.
    at: (i32, i32),
    /// What it would be dropped on.
    target: Option<Place>,
}

type Find = Box<dyn Fn() -> Option<Span> + Send + Sync>;

/// What is dragged, and where it can go.
#[derive(Clone, Copy)]
pub(super) struct DragState {
    lifted: RwSignal<Option<Lifted>>,
    places: StoredValue<Vec<(Place, Find)>>,
}

impl DragState {
    /// Nothing is dragged, and there is no place yet.
    pub(super) fn new() -> Self {
        Self {
            lifted: RwSignal::default(),
            places: StoredValue::default(),
        }
    }

    /// Makes something a place to drop on, as long as the component around lives.
    pub(super) fn register(
        self,
        place: Place,
        find: impl Fn() -> Option<Span> + Send + Sync + 'static,
    ) {
        let gone = place.clone();
        self.places
            .update_value(|places| places.push((place, Box::new(find))));
        on_cleanup(move || {
            // The whole room may be gone.
            _ = self.places.try_update_value(|places| {
                if let Some(at) = places.iter().position(|(place, _)| *place == gone) {
                    _ = places.swap_remove(at);
                }
            });
        });
    }

    /// Whether something would be dropped there.
    pub(super) fn is_target(self, place: &Place) -> bool {
        self.lifted.with(|lifted| {
            lifted
                .as_ref()
                .is_some_and(|lifted| lifted.target.as_ref() == Some(place))
        })
    }

    /// Whether the milestone with this id is in the hand.
    pub(super) fn is_lifted(self, id: &str) -> bool {
        self.lifted
            .with(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.id == id))
    }

    fn lift(self, state: State, id: &str, event: &PointerEvent) {
        let Some(item) = state.item(id) else { return };
        self.lifted.set(Some(Lifted {
            id: id.into(),
            title: item.item.with_untracked(|item| item.title.clone()),
            at: (event.client_x(), event.client_y()),
            target: None,
        }));
        self.scroll_while_held();
    }

    /// The page goes on scrolling while the pointer rests near its edge.
    fn scroll_while_held(self) {
        let held = self.lifted.get_untracked();
        let Some(Lifted { at: (_, y), .. }) = held else {
            return;
        };
        if scroll_near_edge(f64::from(y)) {
            self.look();
        }
        let again = move || {
            // The whole room may be gone.
            if self.lifted.try_get_untracked().flatten().is_some() {
                self.scroll_while_held();
            }
        };
        set_timeout(again, FRAME);
    }

    fn move_to(self, event: &PointerEvent) {
        if self.lifted.with_untracked(Option::is_none) {
            return;
        }
        self.lifted.update(|lifted| {
            if let Some(lifted) = lifted {
                lifted.at = (event.client_x(), event.client_y());
            }
        });
        self.look();
    }

    /// Finds what the pointer is over.
    fn look(self) {
        self.lifted.update(|lifted| {
            if let Some(lifted) = lifted {
                lifted.target = self.place_at(f64::from(lifted.at.1));
            }
        });
    }

    /// The place that begins next below the pointer: what is dropped on the upper half of a milestone
    /// goes before it, and on the lower half before the next one.
    fn place_at(self, y: f64) -> Option<Place> {
        self.places.with_value(|places| {
            let spans = places.iter().filter_map(|(place, find)| {
                let span = find().filter(|span| span.bottom > span.top)?;
                let end = match place {
                    Place::Before(_) => f64::midpoint(span.top, span.bottom),
                    Place::End(_) => span.bottom,
                };
                (end >= y).then_some((end, place))
            });
            let nearest = spans.min_by(|(one, _), (other, _)| one.total_cmp(other));
            nearest.map(|(_, place)| place.clone())
        })
    }

    fn drop_it(self, state: State) {
        let Some(Lifted { id, target, .. }) = self.lifted.get_untracked() else {
            return;
        };
        self.lifted.set(None);
        state.edit(|plan| match target? {
            Place::Before(before) if before == id => None,
            Place::Before(before) => {
                let step = plan.step_of(plan.item(&before)?).to_owned();
                plan.move_to(&[id], &step, Some(&before))
            }
            Place::End(step) => plan.move_to(&[id], &step, None),
        });
    }
}

/// What a milestone is taken by.
#[component]
pub(super) fn Handle(id: ItemId) -> impl IntoView {
    let state = State::here();
    let drag: DragState = expect_context();
    // The other grouping has no order that could be changed.
    let is_there = move || state.grouping.get() == Grouping::Steps;
    let down = move |event: PointerEvent| {
        hold(&event);
        drag.lift(state, &id, &event);
    };
    view! {
        <span
            class="handle needs-app"
            aria-hidden="true"
            hidden=flag(move || !is_there())
            on:pointerdown=on_pointer(down)
            on:pointermove=on_pointer(move |event| drag.move_to(&event))
            on:pointerup=on_pointer(move |_| drag.drop_it(state))
            on:pointercancel=on_pointer(move |_| drag.lifted.set(None))
        ></span>
    }
}

/// What is in the hand, at the pointer.
#[component]
pub(super) fn InHand() -> impl IntoView {
    let drag: DragState = expect_context();
    let place = move |pixels: i32| format!("{pixels}px");
    late(move || {
        drag.lifted.get().map(|lifted| {
            Late::of(view! {
                <div
                    class="in-hand"
                    aria-hidden="true"
                    dir="auto"
                    style:left=place(lifted.at.0)
                    style:top=place(lifted.at.1)
                >
                    {lifted.title}
                </div>
            })
        })
    })
}
