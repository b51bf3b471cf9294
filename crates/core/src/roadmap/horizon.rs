//! What is to be done now, what comes next, and what can wait.
//!
//! What a person has added is there because they want it; what the guide proposes is there for everybody.
//! So of what is neither under way nor due soon, the person's own comes first.

use super::item::{Item, Status};
use super::model::Plan;
use crate::day::Day;
use std::sync::Arc;

/// How many items are to be done now, unless more are under way.
const FEW: usize = 3;

/// Most items that are to be done now, and that come next.
const MANY: usize = 5;

/// An item that is due within so many days is to be done now.
const SOON: i32 = 14;

/// When an item has its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Horizon {
    /// Under way, due soon, or first of the person's own or of the plan.
    Now,
    /// What follows.
    Next,
    /// Everything else that is open.
    Later,
    /// What is done or skipped.
    Closed,
}

impl Horizon {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Now, Self::Next, Self::Later, Self::Closed];

    /// The name that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Next => "Next",
            Self::Later => "Later",
            Self::Closed => "Done and skipped",
        }
    }
}

/// The items of a plan by their turn, each list in the order of the plan.
pub type Turns<'a> = [(Horizon, Vec<&'a Arc<Item>>); 4];

/// Which items of a plan have their turn when.
pub fn horizons(plan: &Plan, today: Option<Day>) -> Turns<'_> {
    let (open, closed): (Vec<_>, Vec<_>) = plan
        .milestones()
        .into_iter()
        .partition(|item| item.is_open());
    let is_soon = |item: &Item| match (item.due, today) {
        (Some(due), Some(today)) => due.since(today) <= SOON,
        _ => false,
    };
    let (begun, waiting): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|item| item.status == Status::Doing);
    let (soon, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|item| is_soon(item));
    let (mut rest, of_guide): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|item| item.is_own());
    rest.extend(of_guide);
    let mut now = begun;
    let begun = now.len();
    for item in soon {
        let place = now[begun..].partition_point(|other| other.due <= item.due);
        now.insert(begun + place, item);
    }
    if now.len() > MANY {
        let mut pushed = now.split_off(MANY);
        pushed.append(&mut rest);
        rest = pushed;
    }
    let missing = FEW.saturating_sub(now.len()).min(rest.len());
    now.extend(rest.drain(..missing));
    let next = rest.drain(..MANY.min(rest.len())).collect();
    [
        (Horizon::Now, now),
        (Horizon::Next, next),
        (Horizon::Later, rest),
        (Horizon::Closed, closed),
    ]
}

/// The item to go on with; `None` where nothing is open.
pub fn next_step<'a>(turns: &Turns<'a>) -> Option<&'a Arc<Item>> {
    let [(_, now), ..] = turns;
    now.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, status: Status, due: &str) -> Item {
        Item {
            id: id.into(),
            step: "skills".into(),
            rank: id.to_owned(),
            title: id.to_owned(),
            status,
            due: Day::parse(due),
            ..Item::default()
        }
    }

    fn ids(items: &[&Arc<Item>]) -> String {
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        ids.join("")
    }

    fn turns(items: Vec<Item>) -> [String; 4] {
        let plan = Plan::from_items(items);
        horizons(&plan, Day::parse("2026-11-27")).map(|(_, items)| ids(&items))
    }

    #[test]
    fn now_is_what_is_under_way_then_due_soon_then_first() {
        let found = turns(vec![
            item("a", Status::ToDo, ""),
            item("b", Status::Doing, ""),
            item("c", Status::Done, ""),
            item("d", Status::ToDo, "2026-12-01"),
            item("e", Status::ToDo, "2026-10-01"),
            item("f", Status::ToDo, "2027-10-01"),
            item("g", Status::Skipped, ""),
        ]);
        assert_eq!(found, ["bed", "af", "", "cg"]);
    }

    #[test]
    fn now_has_three_items_and_five_at_most() {
        let many = |status: Status| {
            let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
            letters.map(|id| item(id, status.clone(), "")).to_vec()
        };
        assert_eq!(turns(many(Status::ToDo)), ["abc", "defgh", "ij", ""]);
        assert_eq!(turns(many(Status::Doing)), ["abcde", "fghij", "", ""]);
    }

    #[test]
    fn what_a_person_has_added_comes_before_what_the_guide_proposes() {
        let of_guide = |id: &str, status: Status, due: &str| Item {
            revision: Some(1),
            ..item(id, status, due)
        };
        let found = turns(vec![
            of_guide("a", Status::ToDo, ""),
            of_guide("b", Status::ToDo, ""),
            item("c", Status::ToDo, ""),
            of_guide("d", Status::ToDo, "2026-12-01"),
            of_guide("e", Status::Doing, ""),
            item("f", Status::ToDo, ""),
            item("g", Status::Done, ""),
        ]);
        // What is under way and what is due soon stay in front.
        assert_eq!(found, ["edc", "fab", "", "g"]);
    }

    #[test]
    fn what_is_added_to_the_whole_plan_of_the_guide_is_done_now() {
        let mut plan = Plan::template();
        let edit = plan.add("own-a".into(), "experience", "Ask Ada");
        plan.apply(&edit.expect("it has a title"));
        let next = next_step(&horizons(&plan, None)).map(|item| item.id.as_str());
        assert_eq!(next, Some("own-a"));
    }

    #[test]
    fn nothing_is_lost_and_nothing_comes_twice() {
        let plan = Plan::template();
        let found = horizons(&plan, None);
        let count: usize = found.iter().map(|(_, items)| items.len()).sum();
        assert_eq!(count, plan.milestones().len());
        assert_eq!(
            next_step(&horizons(&plan, None)),
            plan.milestones().first().copied()
        );
        assert_eq!(next_step(&horizons(&Plan::default(), None)), None);
    }
}
