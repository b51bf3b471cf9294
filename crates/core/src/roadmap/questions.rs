//! Whether the questions at the beginning of a plan still wait for their answers.
//!
//! A document that is there or not: it comes with the first change of the plan that everybody has, where
//! nobody has answered yet, and goes when the questions are answered or skipped. Before the first change
//! there is nothing of the plan at all, and they wait. A plan of an earlier release has no such document:
//! nobody with a plan of their own is asked anew.

use super::item::Status;
use super::model::Plan;
use super::stored::{KEYS, MAIN};
use crate::store::{Json, Schema, Store};
use serde::{Deserialize, Serialize};

/// Under which key a tab notes that the questions were skipped before there was a plan.
pub const SKIPPED: &str = "questions-skipped";

/// That the questions wait, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Waiting {
    schema: Schema,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Waiting);

fn key(plan: &str) -> String {
    [KEYS, plan, ":questions"].concat()
}

/// Whether the questions wait. `started` says whether the plan is the person’s own; `skipped`, whether
/// this tab has noted that they were skipped. Only the plan that everybody has begins with questions.
pub fn wait(store: &Store, plan: &str, started: bool, skipped: bool) -> bool {
    plan == MAIN
        && match started {
            true => store.find::<Waiting>(&key(plan)).is_some(),
            false => !skipped,
        }
}

/// Notes that the questions wait although the plan has begun.
pub fn set_waiting(store: &Store, plan: &str) {
    // Where that cannot be kept, they are on the page as long as it is open.
    _ = store.update::<Waiting>(&key(plan), |_| {});
}

/// Notes that they are answered or skipped.
pub fn end(store: &Store, plan: &str) {
    if store.find::<Waiting>(&key(plan)).is_some() {
        _ = store.remove::<Waiting>(&key(plan));
    }
}

/// Whether a plan answers them already: something is said of a milestone of the guide.
pub fn are_answered_by(plan: &Plan) -> bool {
    let is_said =
        |status: &Status| matches!(status, Status::Done | Status::Skipped | Status::Removed);
    plan.items()
        .any(|item| !item.is_own() && is_said(&item.status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::model::Plan;
    use crate::roadmap::stored::StoredPlan;
    use crate::store::FaultyArea;
    use std::rc::Rc;

    #[test]
    fn they_wait_until_they_are_answered_or_skipped() {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        assert!(wait(&store, MAIN, false, false));
        assert!(!wait(&store, MAIN, false, true));
        // The first change of the plan.
        set_waiting(&store, MAIN);
        assert_eq!(area.documents()["plan:main:questions"], r#"{"schema":1}"#);
        assert!(wait(&store, MAIN, true, false));
        end(&store, MAIN);
        assert!(!wait(&store, MAIN, true, false));
        assert!(!area.documents().contains_key("plan:main:questions"));
    }

    #[test]
    fn nobody_is_asked_anew_and_no_plan_but_the_first_begins_with_questions() {
        let store = Store::new(Rc::new(FaultyArea::default()));
        assert!(!wait(&store, MAIN, true, false));
        assert!(!wait(&store, "own-1", true, false));
        set_waiting(&store, "own-1");
        assert!(!wait(&store, "own-1", true, false));
    }

    #[test]
    fn they_are_no_part_of_a_plan_and_go_with_it() {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        set_waiting(&store, MAIN);
        let plan = StoredPlan::of(MAIN);
        assert!(!plan.load(&store).started);
        assert_eq!(plan.load(&store).damaged, []);
        assert!(plan.delete(&store).is_ok());
        assert!(!area.documents().contains_key("plan:main:questions"));
    }

    #[test]
    fn a_plan_of_which_something_is_said_answers_them() {
        let mut plan = Plan::template();
        assert!(!are_answered_by(&plan));
        let edit = plan
            .add("own-a".into(), "skills", "Mine")
            .expect("it is new");
        plan.apply(&edit);
        plan.apply(&plan.tick("own-a").expect("it is there"));
        assert!(!are_answered_by(&plan));
        plan.apply(&plan.tick("choose-a-route").expect("it is there"));
        assert!(are_answered_by(&plan));
    }
}
