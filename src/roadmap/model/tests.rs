//! What a plan promises, edit by edit; sequences of edits are in `tests/properties.rs`.

use super::*;

fn first_two() -> (Plan, String, String) {
    let plan = Plan::template();
    let ids: Vec<String> = plan
        .in_step(STEPS[0].id)
        .iter()
        .map(|item| item.id.clone())
        .collect();
    (plan, ids[0].clone(), ids[1].clone())
}

fn made(plan: &mut Plan, edit: Option<Edit>) -> Edit {
    let edit = edit.expect("the edit is possible");
    plan.apply(&edit);
    edit
}

#[test]
fn the_template_has_every_milestone_in_order() {
    let plan = Plan::template();
    let shown: Vec<&str> = STEPS
        .iter()
        .flat_map(|step| plan.in_step(step.id))
        .map(|item| item.id.as_str())
        .collect();
    let mut wanted: Vec<&str> = Vec::new();
    for step in STEPS {
        wanted.extend(
            MILESTONES
                .iter()
                .filter(|milestone| milestone.step == step.id)
                .map(|milestone| milestone.id),
        );
    }
    assert_eq!(shown, wanted);
    assert_eq!(plan.progress(), (0, MILESTONES.len()));
}

#[test]
fn a_tick_counts_and_a_second_one_takes_it_back() {
    let (mut plan, first, _) = first_two();
    let edit = plan.tick(&first);
    made(&mut plan, edit);
    assert_eq!(plan.progress().0, 1);
    assert_eq!(plan.progress_of(STEPS[0].id).0, 1);
    let edit = plan.tick(&first);
    made(&mut plan, edit);
    assert_eq!(plan.progress().0, 0);
}

#[test]
fn an_added_item_stands_last_in_its_step() {
    let (mut plan, ..) = first_two();
    let edit = plan.add("own-1".to_owned(), STEPS[1].id, "  Ask\nmy manager ");
    made(&mut plan, edit);
    assert_eq!(
        plan.in_step(STEPS[1].id)
            .last()
            .map(|item| item.title.as_str()),
        Some("Ask my manager")
    );
}

#[test]
fn an_empty_title_is_refused() {
    let (plan, first, _) = first_two();
    assert_eq!(plan.add("own-1".to_owned(), STEPS[0].id, " \u{0}\n"), None);
    assert_eq!(plan.reword(&first, " ", "x", ""), None);
}

#[test]
fn long_texts_are_cut_so_that_an_item_stays_below_4_kb() {
    let (mut plan, first, _) = first_two();
    for character in ["ä", "\"", "🦀", "\u{1}x", "x\n"] {
        let long = character.repeat(10_000);
        let edit = plan.reword(&first, &long, &long, &long);
        made(&mut plan, edit);
        let json = Value::Object(plan.item(&first).expect("it is there").to_json()).to_string();
        assert!(json.len() < 4_096, "{} bytes of {character:?}", json.len());
    }
}

#[test]
fn rewording_to_the_same_is_no_edit() {
    let (plan, first, _) = first_two();
    let item = plan.item(&first).expect("it is there").clone();
    assert_eq!(plan.reword(&first, &item.title, &item.done_when, ""), None);
}

#[test]
fn a_deleted_item_comes_back_where_it_was() {
    let (mut plan, _, second) = first_two();
    let before = plan.clone();
    let edit = plan.remove(&second);
    let edit = made(&mut plan, edit);
    assert_eq!(plan.item(&second), None);
    plan.apply(&edit.inverse());
    assert_eq!(plan, before);
}

#[test]
fn moving_down_swaps_with_the_next_one_only() {
    let (mut plan, first, second) = first_two();
    let edit = plan.shift(&first, Direction::Down);
    let edit = made(&mut plan, edit);
    assert_eq!(edit.changes.len(), 1, "one item is rewritten");
    let ids: Vec<&str> = plan
        .in_step(STEPS[0].id)
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(ids[..2], [second.as_str(), first.as_str()]);
    assert!(edit.message.contains("position 2 of"), "{}", edit.message);
}

#[test]
fn moving_past_the_end_of_a_step_enters_the_next() {
    let mut plan = Plan::template();
    let last = plan
        .in_step(STEPS[0].id)
        .last()
        .map(|item| item.id.clone())
        .expect("the step has items");
    let edit = plan.shift(&last, Direction::Down);
    made(&mut plan, edit);
    assert_eq!(
        plan.in_step(STEPS[1].id)
            .first()
            .map(|item| item.id.as_str()),
        Some(last.as_str())
    );
    let edit = plan.shift(&last, Direction::Up);
    made(&mut plan, edit);
    assert_eq!(
        plan.in_step(STEPS[0].id)
            .last()
            .map(|item| item.id.as_str()),
        Some(last.as_str())
    );
}

#[test]
fn nothing_moves_past_the_ends_of_the_plan() {
    let (plan, first, _) = first_two();
    assert_eq!(plan.shift(&first, Direction::Up), None);
    let last_step = STEPS.last().expect("there are steps").id;
    let last = plan
        .in_step(last_step)
        .last()
        .map(|item| item.id.clone())
        .expect("the step has items");
    assert_eq!(plan.shift(&last, Direction::Down), None);
}

#[test]
fn an_item_of_an_unknown_step_is_shown_under_the_last() {
    let mut plan = Plan::template();
    let edit = plan.add("own-1".to_owned(), "a-step-of-the-future", "Something");
    made(&mut plan, edit);
    let last_step = STEPS.last().expect("there are steps").id;
    assert!(
        plan.in_step(last_step)
            .iter()
            .any(|item| item.id == "own-1")
    );
}

#[test]
fn what_a_newer_version_wrote_survives() {
    let json = r#"{"schema":7,"id":"a","step":"skills","rank":"n","title":"T","status":"paused","version":3,"due":"2027-01-15","evidence":[{"who":"M"}]}"#;
    let Ok(Value::Object(object)) = serde_json::from_str(json) else {
        panic!("it is an object")
    };
    let item = Item::from_json(object).expect("it can be read");
    assert_eq!(item.status, Status::Unknown("paused".to_owned()));
    assert_eq!(
        Value::Object(item.to_json()),
        serde_json::from_str::<Value>(json).expect("it is JSON")
    );
}

#[test]
fn of_two_versions_of_an_item_the_newer_stays() {
    let (plan, first, _) = first_two();
    let mut newer = plan.item(&first).expect("it is there").clone();
    newer.version = 5;
    newer.title = "Newer".to_owned();
    let older = plan.item(&first).expect("it is there").clone();
    for order in [[newer.clone(), older.clone()], [older, newer]] {
        assert_eq!(
            Plan::from_items(order)
                .item(&first)
                .map(|item| item.title.as_str()),
            Some("Newer")
        );
    }
}

#[test]
fn undo_and_redo_walk_the_same_way() {
    let (mut plan, first, second) = first_two();
    let start = plan.clone();
    let mut history = History::default();
    for edit in [plan.tick(&first), plan.remove(&second)] {
        let edit = made(&mut plan, edit);
        history.record(edit);
    }
    let end = plan.clone();
    while let Some(edit) = history.undo() {
        plan.apply(&edit);
    }
    assert_eq!(plan, start);
    while let Some(edit) = history.redo() {
        plan.apply(&edit);
    }
    assert_eq!(plan, end);
}

#[test]
fn a_new_edit_ends_what_could_be_redone() {
    let (plan, first, second) = first_two();
    let mut history = History::default();
    history.record(plan.tick(&first).expect("possible"));
    history.undo();
    history.record(plan.tick(&second).expect("possible"));
    assert_eq!(history.available(), (true, false));
}
