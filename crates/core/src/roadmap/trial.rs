//! A trial of the role: three of its behaviours for some weeks, then a decision.
//!
//! A trial is nothing but items of the plan whose ids say so; all that works on items works on it.

use super::item::{Item, Status};
use super::model::{Edit, Plan};
use crate::day::Day;
use crate::markup::Markup;

/// What the ids of a trial's items start with; the behaviour and the first day follow.
const ID_START: &str = "own-trial-";

/// How many behaviours a trial has.
pub const CHOSEN: usize = 3;

/// How many days an extension adds.
const EXTENSION: i32 = 14;

/// A behaviour to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    /// Permanent id.
    pub id: String,
    /// What to do.
    pub title: String,
    /// What there is to show in the end.
    pub proof: String,
}

/// Starts a trial of 2 to 6 weeks. `None` where all of it is in the plan already.
pub fn start(plan: &Plan, behaviours: Vec<Behaviour>, weeks: i32, first: Day) -> Option<Edit> {
    let due = first.plus(7 * weeks.clamp(2, 6));
    let day = first.to_string();
    let items = behaviours.into_iter().map(|behaviour| Item {
        id: format!("{ID_START}{}-{day}", behaviour.id).into(),
        step: "experience".into(),
        title: behaviour.title,
        done_when: behaviour.proof,
        status: Status::Doing,
        start: Some(first),
        due: Some(due),
        ..Item::default()
    });
    plan.add_all(items.collect())
}

/// Moves the day on which an item of a trial is decided.
pub fn extend(plan: &Plan, id: &str) -> Option<Edit> {
    let due = plan.item(id)?.due?.plus(EXTENSION);
    let done = format!("extended to {}", due.in_words());
    plan.change_one(id, &done, |item| item.due = Some(due))
}

/// What is being tried, as HTML; nothing where nothing is.
pub fn show(plan: &Plan, today: Day) -> String {
    let mut html = Markup::new();
    let running = plan
        .items()
        .filter(|item| item.id.starts_with(ID_START) && item.is_open());
    let mut over = false;
    for item in running {
        over |= item.due.is_some_and(|due| due <= today);
        html.open("li").element("b", &item.title);
        html.open("small");
        if let Some(due) = item.due {
            let words = if due <= today {
                "Over since "
            } else {
                "Until "
            };
            html.text(words).text(&due.in_words()).text(" · ");
        }
        html.text(&item.done_when).close("small");
        for (act, name) in [
            ("trial-keep", "Keep doing it"),
            ("trial-stop", "Stop"),
            ("trial-extend", "Two more weeks"),
        ] {
            html.open("button").attribute("type", "button");
            html.attribute("class", "plain").attribute("data-act", act);
            html.attribute("id", &[act, "-", &item.id].concat());
            html.attribute("data-trial", &item.id);
            html.text(name).open("span").attribute("class", "unseen");
            html.text(": ").text(&item.title).close("span");
            html.close("button").text(" ");
        }
        html.close("li");
    }
    let entries = html.into_html();
    if entries.is_empty() {
        return entries;
    }
    let question = if over {
        "<p class=\"note\">The weeks are over: keep, stop or extend?</p>"
    } else {
        ""
    };
    [
        "<h3>Under way</h3>",
        question,
        "<ul class=\"plain-list trials\">",
        &entries,
        "</ul>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ItemId;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn behaviours() -> Vec<Behaviour> {
        let behaviour = |id: &str| Behaviour {
            id: id.to_owned(),
            title: ["Do ", id, " <b>"].concat(),
            proof: "A page".to_owned(),
        };
        ["one", "two", "three"].map(behaviour).to_vec()
    }

    fn started(weeks: i32) -> Plan {
        let mut plan = Plan::template();
        let edit = start(&plan, behaviours(), weeks, day("2026-11-23"));
        plan.apply(&edit.expect("it is new"));
        plan
    }

    #[test]
    fn a_trial_is_three_items_of_one_edit() {
        let plan = Plan::template();
        let edit = start(&plan, behaviours(), 4, day("2026-11-23")).expect("it is new");
        assert_eq!(edit.changes.len(), 3);
        let plan = started(4);
        let item = plan.item("own-trial-two-2026-11-23").expect("it is there");
        assert_eq!(item.status, Status::Doing);
        assert_eq!(item.due, Day::parse("2026-12-21"));
        assert_eq!(plan.step_of(item), "experience");
        assert_eq!(start(&plan, behaviours(), 4, day("2026-11-23")), None);
    }

    #[test]
    fn a_trial_has_two_to_six_weeks() {
        for (weeks, due) in [(-1, "2026-12-07"), (99, "2027-01-04")] {
            let plan = started(weeks);
            let item = plan.item("own-trial-one-2026-11-23").expect("it is there");
            assert_eq!(item.due, Day::parse(due));
        }
    }

    #[test]
    fn an_extension_is_two_weeks() {
        let mut plan = started(2);
        let id = "own-trial-one-2026-11-23";
        plan.apply(&extend(&plan, id).expect("it has a day"));
        assert_eq!(
            plan.item(id).and_then(|item| item.due),
            Day::parse("2026-12-21")
        );
        assert_eq!(extend(&plan, "choose-a-route"), None);
    }

    #[test]
    fn what_is_open_is_shown_and_asked_for_when_its_day_has_come() {
        assert_eq!(show(&Plan::template(), day("2026-11-23")), "");
        let mut plan = started(2);
        let html = show(&plan, day("2026-12-06"));
        assert_eq!(html.matches("<li>").count(), 3);
        assert!(html.contains("Until 7 Dec 2026 · A page") && !html.contains("keep, stop"));
        assert!(!html.contains("<b>\u{20}") && html.contains("Do one &lt;b&gt;"));
        assert!(show(&plan, day("2026-12-07")).contains("keep, stop or extend?"));
        let all =
            ["one", "two", "three"].map(|id| ItemId::from(format!("own-trial-{id}-2026-11-23")));
        plan.apply(
            &plan
                .set_status(&all, &Status::Skipped)
                .expect("they are open"),
        );
        assert_eq!(show(&plan, day("2026-12-07")), "");
    }
}
