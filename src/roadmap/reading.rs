//! The person's plan, read before the room is built: some of its items at a time, so that the page answers
//! meanwhile, however long the plan is.

use crate::browser::{clock, storage};
use crate::shell::Before;
use guide_core::roadmap::stored::{self, LoadedPlan, StoredPlan};
use std::cell::Cell;

/// How many items are read before the clock is looked at.
const SOME: usize = 20;

/// For how many milliseconds items are read without a break. A processor that is four times slower has
/// read [`SOME`] more by then, and the page still answers within a tenth of a second.
const AT_ONCE: f64 = 30.0;

thread_local! {
    static READ: Cell<Option<(StoredPlan, LoadedPlan)>> = const { Cell::new(None) };
}

/// Reads the plan that this tab shows, for the room that is built next.
pub fn read() -> Before {
    Box::pin(async {
        let changes = storage::changes_elsewhere();
        let store = storage::store();
        let plan = of_tab();
        let mut reading = plan.begin(&store);
        let mut begun = clock::milliseconds();
        while reading.go_on(&store, SOME) {
            if clock::milliseconds() - begun > AT_ONCE {
                clock::breathe().await;
                begun = clock::milliseconds();
            }
        }
        let loaded = reading.finish(&store);
        // Building the room takes as long again.
        clock::breathe().await;
        // What another tab has changed meanwhile was read in part: then all of it is read at once.
        let is_whole = storage::changes_elsewhere() == changes;
        READ.set(is_whole.then_some((plan, loaded)));
    })
}

/// The plan that was read, or is read now.
pub(super) fn plan_of_tab() -> (StoredPlan, LoadedPlan) {
    READ.take().unwrap_or_else(|| {
        let plan = of_tab();
        let loaded = plan.load(&storage::store());
        (plan, loaded)
    })
}

fn of_tab() -> StoredPlan {
    StoredPlan::open_in(
        &storage::store(),
        storage::noted_in_tab(stored::OPEN).as_deref(),
    )
}
