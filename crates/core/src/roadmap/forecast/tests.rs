//! What the forecast promises.

use super::*;
use crate::roadmap::item::Status;

fn today() -> Day {
    Day::parse("2026-11-23").expect("a day")
}

fn item(id: &str, hours: Option<(u32, u32)>, due: &str) -> Item {
    Item {
        id: id.into(),
        step: "degree".into(),
        title: id.to_owned(),
        effort: hours.and_then(|(low, high)| Effort::new(low, high)),
        due: Day::parse(due),
        ..Item::default()
    }
}

fn plan(items: &[Item]) -> Plan {
    Plan::from_items(items.to_vec())
}

#[test]
fn one_plan_has_one_answer_within_its_sums() {
    let template = Plan::template();
    let one = forecast(&template, 4, today());
    assert_eq!(one, forecast(&template, 4, today()));
    assert!(one.sum.low <= one.likely.low);
    assert!(one.likely.low < one.likely.high);
    assert!(one.likely.high <= one.sum.high);
    assert!(one.days.low > 0);
}

#[test]
fn weeks_off_move_the_window_and_leave_less_until_a_due_date() {
    let items = [item("one", Some((10, 10)), "2027-01-31")];
    let before = forecast(&plan(&items), 5, today());
    let day = |text| Day::parse(text).expect("a day");
    let off = TimeOff::new(day("2026-11-30"), day("2026-12-13")).expect("in order");
    let after = forecast_around(&plan(&items), 5, &[off], today());
    assert_eq!(after.days.low, before.days.low + 14);
    assert_eq!(after.steps[0].days, after.days);
    let hours = |found: &Forecast| found.tightest.map_or(0, |tightest| tightest.available);
    assert_eq!(hours(&after) + 10, hours(&before));
}

#[test]
fn half_of_the_luck_is_shared() {
    // 100 items of 0 to 20 hours: what they do not share cancels out, so what is left is even
    // between 500 and 1500 hours. Independent items would give 922 to 1078.
    let items: Vec<Item> = (0..100)
        .map(|number| item(&format!("item-{number}"), Some((0, 20)), ""))
        .collect();
    let found = forecast(&plan(&items), 3, today());
    assert!(found.likely.low.abs_diff(600) < 25, "{:?}", found.likely);
    assert!(found.likely.high.abs_diff(1_400) < 25, "{:?}", found.likely);
    assert_eq!(
        found.sum,
        Span {
            low: 0,
            high: 2_000
        }
    );
}

#[test]
fn one_item_takes_most_often_its_middle() {
    // The sum of two even halves: a tenth of the chance lies in 22 % of the range at
    // either end, not in 10 %.
    let found = forecast(&plan(&[item("one", Some((0, 1_000)), "")]), 3, today());
    assert!(found.likely.low.abs_diff(224) < 30, "{:?}", found.likely);
    assert!(found.likely.high.abs_diff(776) < 30, "{:?}", found.likely);
}

#[test]
fn an_items_own_luck_is_even_and_differs_from_that_of_others() {
    let [one, other] = ["one", "other"].map(|id| Chance::of(&item(id, None, "")));
    let mut tenths = [0_u32; 10];
    let mut both_high = 0;
    for run in 0..10_000 {
        tenths[((u64::from(one.number(run)) * 10) >> 32) as usize] += 1;
        both_high += u32::from(one.number(run).min(other.number(run)) > u32::MAX / 2);
    }
    assert!(
        tenths.iter().all(|count| count.abs_diff(1_000) < 120),
        "{tenths:?}"
    );
    assert!(both_high.abs_diff(2_500) < 200, "{both_high}");
    let effort = Effort {
        low: 3,
        high: 9_999,
    };
    assert!((0..RUNS).all(|run| (3..=9_999).contains(&one.hours(effort, run))));
    assert_eq!(one.hours(Effort { low: 9, high: 9 }, 7), 9);
}

#[test]
fn what_is_done_is_never_later_and_another_title_changes_nothing() {
    let items: Vec<Item> = (0..12)
        .map(|number| {
            item(
                &format!("item-{number}"),
                Some((number, 3 * number + 1)),
                "",
            )
        })
        .collect();
    let before = forecast(&plan(&items), 3, today());
    for number in 0..items.len() {
        let mut fewer = items.clone();
        fewer[number].status = Status::Done;
        let after = forecast(&plan(&fewer), 3, today());
        assert!(after.days.low <= before.days.low, "item-{number}");
        assert!(after.days.high <= before.days.high, "item-{number}");
        let mut reworded = items.clone();
        reworded[number].title = "Another".to_owned();
        assert_eq!(forecast(&plan(&reworded), 3, today()).days, before.days);
    }
}

#[test]
fn more_hours_a_week_are_sooner_and_none_are_assumed() {
    let template = Plan::template();
    let slow = forecast(&template, 1, today());
    let fast = forecast(&template, 10, today());
    assert!(fast.days.high < slow.days.low);
    let silent = forecast(&template, 0, today());
    assert!(silent.assumed);
    assert_eq!(
        silent.days,
        forecast(&template, ASSUMED_HOURS, today()).days
    );
    assert!(headline(&silent, today()).contains("assumption"));
    assert!(!headline(&slow, today()).contains("assumption"));
}

#[test]
fn what_is_closed_or_without_estimate_is_not_counted_as_hours() {
    let mut done = item("done", Some((100, 100)), "");
    done.status = Status::Done;
    let items = [
        done,
        item("open", Some((10, 10)), ""),
        item("vague <1>", None, ""),
    ];
    let found = forecast(&plan(&items), 5, today());
    assert_eq!((found.estimated, found.unknown.len()), (1, 1));
    assert_eq!(found.sum, Span { low: 10, high: 10 });
    assert_eq!(found.days, Span { low: 14, high: 14 });
    let said = details(&found).concat();
    assert!(
        said.contains("1 item has no estimate and comes on top: “vague <1>”."),
        "{said}"
    );
}

#[test]
fn of_many_items_without_estimate_three_are_named() {
    let items = ["a", "b", "c", "d"].map(|id| item(id, None, ""));
    let said = |items: &[Item]| details(&forecast(&plan(items), 3, today())).concat();
    assert!(said(&items[..3]).contains("3 items have no estimate and come on top: “a”, “b”, “c”."));
    assert!(said(&items).contains("“a”, “b”, “c” and others."));
}

#[test]
fn steps_end_in_their_order() {
    let found = forecast(&Plan::template(), 3, today());
    assert!(found.steps.len() > 2);
    for pair in found.steps.windows(2) {
        assert!(pair[0].days.low <= pair[1].days.low);
        assert!(pair[0].days.high <= pair[1].days.high);
    }
    assert_eq!(found.steps.last().map(|step| step.days), Some(found.days));
}

#[test]
fn the_tightest_date_counts_what_is_due_before_it() {
    // 98 days are 14 weeks, at 3 hours a week 42 hours.
    let items = [
        item("a", Some((20, 30)), "2027-01-10"),
        item("b", Some((20, 60)), "2027-03-01"),
        item("c", Some((1, 2)), "2028-03-01"),
        item("late", Some((0, 0)), "2026-01-01"),
    ];
    let found = forecast(&plan(&items), 3, today());
    let tightest = found.tightest.expect("a date ahead");
    assert_eq!(tightest.due.to_string(), "2027-03-01");
    assert_eq!(tightest.needed, Span { low: 40, high: 90 });
    assert_eq!(tightest.available, 42);
    let said = hint(&tightest, 3);
    assert!(
        said.contains("What is due by 1 Mar 2027 needs 40–90 hours, 3–7 a week; at 3 hours a week there are 42."),
        "{said}"
    );
}

#[test]
fn what_is_past_due_gives_no_advice() {
    let items = [item("late", Some((5, 5)), "2026-01-01")];
    assert_eq!(forecast(&plan(&items), 3, today()).tightest, None);
}

#[test]
fn many_hours_are_said_with_their_thousands_apart() {
    let items = [item("a", Some((1_200, 2_500)), "2027-03-01")];
    let found = forecast(&plan(&items), 100, today());
    let tightest = found.tightest.as_ref().expect("a date ahead");
    let said = [details(&found).concat(), hint(tightest, 100)].concat();
    for text in [
        "1,200–2,500 hours;",
        "needs 1,200–2,500 hours",
        "there are 1,400.",
    ] {
        assert!(said.contains(text), "{text}: {said}");
    }
}

#[test]
fn windows_are_said_in_months() {
    let said = |low, high| window(Span { low, high }, today());
    assert_eq!(said(3, 5), "in November 2026");
    assert_eq!(said(0, 20), "between November and December 2026");
    assert_eq!(said(10, 120), "between December 2026 and March 2027");
    assert_eq!(said(10, u32::MAX), "in December 2026 or much later");
    assert_eq!(said(u32::MAX, u32::MAX), "in more than 20 years");
}

#[test]
fn a_brief_window_has_the_months_that_the_long_one_has() {
    let said = |low, high| brief_window(Span { low, high }, today());
    assert_eq!(said(3, 5), "Nov 2026");
    assert_eq!(said(10, 120), "Dec 2026 – Mar 2027");
    assert_eq!(said(50, 120), "Jan–Mar 2027");
    assert_eq!(said(u32::MAX, u32::MAX), "in more than 20 years");
}

#[test]
fn an_empty_plan_says_so() {
    let found = forecast(&plan(&[]), 3, today());
    assert!(headline(&found, today()).contains("Nothing is left"));
    assert!(details(&found).is_empty());
}
