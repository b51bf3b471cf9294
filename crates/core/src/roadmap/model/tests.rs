//! What a plan promises, edit by edit; sequences of edits are in `tests/properties.rs`.

use super::*;
use crate::roadmap::history::History;
use crate::roadmap::item::{STORED_LIMIT, links_in};
use crate::store::Side;

/// A form as it stands for an item, with other texts.
fn draft(item: &Item, title: &str, done_when: &str, note: &str) -> Draft {
    let hours = |hours: Option<u32>| hours.map_or_else(String::new, |hours| hours.to_string());
    Draft {
        title: title.to_owned(),
        done_when: done_when.to_owned(),
        note: note.to_owned(),
        status: item.status.name().to_owned(),
        low: hours(item.effort.map(|effort| effort.low)),
        high: hours(item.effort.map(|effort| effort.high)),
        ..Draft::default()
    }
}

fn reworded(plan: &Plan, id: &str, title: &str, done_when: &str, note: &str) -> Option<Edit> {
    let item = plan.item(id).expect("it is there");
    plan.rewrite(id, &draft(item, title, done_when, note))
}

fn first_two() -> (Plan, ItemId, ItemId) {
    let plan = Plan::template();
    let ids: Vec<ItemId> = plan
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
    assert_eq!(
        plan.progress(),
        Progress {
            done: 0,
            all: MILESTONES.len()
        }
    );
}

#[test]
fn a_tick_counts_and_a_second_one_takes_it_back() {
    let (mut plan, first, _) = first_two();
    let edit = plan.tick(&first);
    made(&mut plan, edit);
    assert_eq!(plan.progress().done, 1);
    assert_eq!(Progress::of(plan.in_step(STEPS[0].id)).done, 1);
    let edit = plan.tick(&first);
    made(&mut plan, edit);
    assert_eq!(plan.progress().done, 0);
}

#[test]
fn an_added_item_stands_last_in_its_step() {
    let (mut plan, ..) = first_two();
    let edit = plan.add("own-1".into(), STEPS[1].id, "  Ask\nmy manager ");
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
    assert_eq!(plan.add("own-1".into(), STEPS[0].id, " \u{0}\n"), None);
    assert_eq!(reworded(&plan, &first, " ", "x", ""), None);
}

#[test]
fn long_texts_are_cut_so_that_an_item_stays_below_4_kb() {
    let (mut plan, first, _) = first_two();
    for character in ["ä", "\"", "🦀", "\u{1}x", "x\n"] {
        let long = character.repeat(10_000);
        let edit = reworded(&plan, &first, &long, &long, &long);
        made(&mut plan, edit);
        let size = plan.item(&first).expect("it is there").stored_size();
        assert!(size <= STORED_LIMIT, "{size} bytes of {character:?}");
    }
}

#[test]
fn rewording_to_the_same_is_no_edit() {
    let (plan, first, _) = first_two();
    let item = plan.item(&first).expect("it is there").clone();
    assert_eq!(
        reworded(&plan, &first, &item.title, &item.done_when, ""),
        None
    );
}

#[test]
fn a_deleted_item_comes_back_where_it_was() {
    let (mut plan, _, second) = first_two();
    let before = plan.clone();
    let edit = plan.remove(std::slice::from_ref(&second));
    let edit = made(&mut plan, edit);
    assert!(
        !plan
            .in_step(STEPS[0].id)
            .iter()
            .any(|item| item.id == second)
    );
    assert!(
        plan.item(&second).is_some_and(|item| !item.is_there()),
        "the guide does not offer it again"
    );
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
    let edit = plan.add("own-1".into(), "a-step-of-the-future", "Something");
    made(&mut plan, edit);
    let edit = plan.add_step("own-step".into(), "Mine");
    made(&mut plan, edit);
    let last_step = STEPS.last().expect("there are steps").id;
    let is_there = |items: &[&Arc<Item>]| items.iter().any(|item| item.id == "own-1");
    assert!(is_there(&plan.in_step(last_step)));
    for (step, items) in plan.by_step() {
        assert_eq!(is_there(&items), step.id == last_step, "{}", step.title);
    }
}

#[test]
fn the_neighbour_of_an_item_is_the_next_one_of_its_step_or_for_the_last_the_one_before() {
    let (mut plan, first, second) = first_two();
    let neighbour = |plan: &Plan, id: &str| plan.neighbour(id).map(|item| item.id.clone());
    assert_eq!(neighbour(&plan, &first), Some(second));
    let there: Vec<ItemId> = plan
        .in_step(STEPS[0].id)
        .iter()
        .rev()
        .map(|item| item.id.clone())
        .collect();
    assert_eq!(neighbour(&plan, &there[0]), Some(there[1].clone()));
    let edit = plan.remove(&there[1..]);
    made(&mut plan, edit);
    assert_eq!(neighbour(&plan, &there[0]), None);
}

#[test]
fn what_a_newer_version_wrote_survives() {
    let json = r#"{"schema":7,"id":"a","step":"skills","rank":"n","title":"T","status":"paused","version":3,"due":"when it is done","evidence":[{"who":"M"}],"mood":3}"#;
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
    let mut newer = Item::clone(plan.item(&first).expect("it is there"));
    newer.version = 5;
    newer.title = "Newer".to_owned();
    let older = Item::clone(plan.item(&first).expect("it is there"));
    for order in [[newer.clone(), older.clone()], [older, newer]] {
        assert_eq!(
            Plan::from_items(order)
                .item(&first)
                .map(|item| item.title.as_str()),
            Some("Newer")
        );
    }
}

fn texts(plan: &Plan) -> Vec<(ItemId, String, Status)> {
    let items = plan.milestones();
    let text = |item: &&Arc<Item>| (item.id.clone(), item.title.clone(), item.status.clone());
    items.iter().map(text).collect()
}

#[test]
fn undo_and_redo_go_the_same_way() {
    let (mut plan, first, second) = first_two();
    let start = texts(&plan);
    let mut history = History::default();
    for edit in [plan.tick(&first), plan.remove(&[second])] {
        let edit = made(&mut plan, edit);
        history.record(edit);
    }
    let end = texts(&plan);
    while let Some((edit, _)) = history.undo(&plan) {
        plan.apply(&edit);
    }
    assert_eq!(texts(&plan), start);
    while let Some((edit, _)) = history.redo(&plan) {
        plan.apply(&edit);
    }
    assert_eq!(texts(&plan), end);
}

#[test]
fn the_history_knows_what_was_deleted_as_it_was_last() {
    let mut plan = Plan::template();
    let mut history = History::default();
    let added = plan.add("own-1".into(), STEPS[0].id, "Mine");
    history.record(made(&mut plan, added));
    let renamed = reworded(&plan, "own-1", "Mine, renamed", "", "");
    history.record(made(&mut plan, renamed));
    assert_eq!(history.deleted(&plan), []);
    let removed = plan.remove(&["own-1".into()]);
    history.record(made(&mut plan, removed));
    let deleted = history.deleted(&plan);
    assert_eq!(deleted.len(), 1);
    assert_eq!(deleted[0].title, "Mine, renamed");
}

#[test]
fn a_new_edit_ends_what_could_be_redone() {
    let (plan, first, second) = first_two();
    let mut history = History::default();
    history.record(plan.tick(&first).expect("possible"));
    history.undo(&plan);
    let log = history.record(plan.tick(&second).expect("possible"));
    assert_eq!(history.available(), (true, false));
    assert_eq!(log.dropped.len(), 1, "the stored entry goes too");
}

#[test]
fn undo_leaves_alone_what_was_changed_elsewhere() {
    let (mut plan, first, second) = first_two();
    let mut history = History::default();
    let edit = plan.set_status(&[first.clone(), second.clone()], &Status::Doing);
    history.record(made(&mut plan, edit));
    let elsewhere = reworded(&plan, &first, "Changed in another tab", "", "");
    made(&mut plan, elsewhere);
    let (undo, _) = history.undo(&plan).expect("there is something to undo");
    plan.apply(&undo);
    let status = |id: &str| plan.item(id).map(|item| item.status.clone());
    assert_eq!(status(&first), Some(Status::Doing));
    assert_eq!(status(&second), Some(Status::ToDo));
    assert!(undo.message.contains("elsewhere"));
}

#[test]
fn a_tab_takes_back_its_own_edits_whatever_others_did_since() {
    let (mut plan, first, second) = first_two();
    let mut mine = History::default();
    let edit = plan.tick(&first);
    let own = mine.record(made(&mut plan, edit));
    // Another tab goes on from there, and this one hears of it.
    let mut theirs = History::from_entries(own.put);
    let edit = plan.tick(&second);
    theirs.record(made(&mut plan, edit));
    let mut mine = mine.with_stored(theirs.clone());
    let is_done = |plan: &Plan, id: &str| {
        plan.item(id)
            .is_some_and(|item| item.status == Status::Done)
    };
    assert_eq!(mine.available(), (true, false));
    let (undo, log) = mine.undo(&plan).expect("its own edit");
    plan.apply(&undo);
    assert_eq!(
        (is_done(&plan, &first), is_done(&plan, &second)),
        (false, true)
    );
    assert_eq!(mine.available(), (false, true));
    assert_eq!(
        log.put.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [1]
    );
    // The same when it hears of it once more, and with a new edit on top.
    let mut mine = mine.clone().with_stored(mine);
    assert_eq!(mine.available(), (false, true));
    let edit = plan.tick(&first);
    let log = mine.record(made(&mut plan, edit));
    assert_eq!(log.dropped, [1]);
    assert_eq!(log.put[0].number, 3);
    assert_eq!(mine.available(), (true, false));
    // A tab that is opened later can take everything back.
    assert_eq!(theirs.available(), (true, false));
}

#[test]
fn an_edit_that_is_too_large_to_be_stored_can_be_undone_also_after_news_of_another_tab() {
    let mut plan = Plan::template();
    let mut history = History::default();
    let items = (0..150).map(|number| Item {
        id: format!("own-{number}").into(),
        step: STEPS[0].id.into(),
        title: format!("Item {number}"),
        ..Item::default()
    });
    let edit = plan.add_all(items.collect());
    let log = history.record(made(&mut plan, edit));
    assert!(!log.put[0].is_stored());
    let mut history = history.with_stored(History::default());
    let (undo, _) = history.undo(&plan).expect("it is still here");
    plan.apply(&undo);
    assert_eq!(plan.items().count(), Plan::template().items().count());
}

#[test]
fn two_hundred_edits_can_be_undone() {
    let (mut plan, first, _) = first_two();
    let start = texts(&plan);
    let mut history = History::default();
    for number in 0..200 {
        let edit = reworded(&plan, &first, &format!("Title {number}"), "", "");
        history.record(made(&mut plan, edit));
    }
    let mut count = 0;
    while let Some((edit, _)) = history.undo(&plan) {
        plan.apply(&edit);
        count += 1;
    }
    assert_eq!(count, 200);
    assert_eq!(texts(&plan), start);
}

#[test]
fn an_own_step_has_items_and_gives_them_back_when_it_goes() {
    let (mut plan, first, _) = first_two();
    let edit = plan.add_step("own-step".into(), " Step  five ");
    made(&mut plan, edit);
    let names: Vec<&str> = plan.steps().iter().map(|step| step.title).collect();
    assert_eq!(names.last(), Some(&"Step five"));
    let edit = plan.move_to(std::slice::from_ref(&first), "own-step", None);
    made(&mut plan, edit);
    assert_eq!(plan.in_step("own-step").len(), 1);
    let edit = plan.rename_step("own-step", "Later");
    made(&mut plan, edit);
    let edit = plan.remove_step("own-step");
    let edit = made(&mut plan, edit);
    assert_eq!(plan.steps().len(), STEPS.len());
    let last_step = STEPS.last().expect("there are steps").id;
    let last = plan.in_step(last_step).last().map(|item| item.id.clone());
    assert_eq!(last.as_deref(), Some(first.as_str()));
    plan.apply(&edit.inverse());
    assert_eq!(plan.in_step("own-step").len(), 1, "undo brings both back");
    assert_eq!(
        plan.remove_step(STEPS[0].id),
        None,
        "the guide's steps stay"
    );
}

#[test]
fn several_items_move_in_their_order_to_one_place() {
    let (mut plan, first, second) = first_two();
    let target = plan.in_step(STEPS[1].id)[1].id.clone();
    let ids = [second.clone(), first.clone()];
    let edit = plan.move_to(&ids, STEPS[1].id, Some(&target));
    made(&mut plan, edit);
    let there: Vec<&str> = plan
        .in_step(STEPS[1].id)
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(
        there[1..4],
        [second.as_str(), first.as_str(), target.as_str()]
    );
    let again = plan.move_to(&ids, STEPS[1].id, Some(&target));
    assert_eq!(again, None, "they stand there");
    let turned = [first, second];
    assert!(plan.move_to(&turned, STEPS[1].id, Some(&target)).is_some());
}

#[test]
fn a_copy_stands_after_its_original_and_is_not_done() {
    let (mut plan, first, second) = first_two();
    let edit = plan.tick(&first);
    made(&mut plan, edit);
    let edit = plan.duplicate(&first, "own-copy".into());
    made(&mut plan, edit);
    let there = plan.in_step(STEPS[0].id);
    let ids: Vec<&str> = there.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids[..3], [first.as_str(), "own-copy", second.as_str()]);
    assert_eq!(there[1].status, Status::ToDo);
    assert_eq!(there[1].title, there[0].title);
}

#[test]
fn skipped_items_do_not_count() {
    let (mut plan, first, second) = first_two();
    let edit = plan.set_status(&[first, second.clone()], &Status::Skipped);
    made(&mut plan, edit);
    assert_eq!(plan.progress().all, MILESTONES.len() - 2);
    let edit = plan.tick(&second);
    made(&mut plan, edit);
    assert_eq!(
        plan.progress(),
        Progress {
            done: 1,
            all: MILESTONES.len() - 1
        }
    );
}

#[test]
fn a_reset_gives_the_guides_plan_and_can_be_undone() {
    let (mut plan, first, second) = first_two();
    for edit in [
        plan.remove(&[first]),
        plan.tick(&second),
        plan.add("own-1".into(), STEPS[0].id, "Own"),
    ] {
        made(&mut plan, edit);
    }
    let before = texts(&plan);
    let edit = plan.reset();
    let edit = made(&mut plan, edit);
    assert_eq!(texts(&plan), texts(&Plan::template()));
    assert_eq!(plan.reset(), None);
    plan.apply(&edit.inverse());
    assert_eq!(texts(&plan), before);
}

#[test]
fn links_are_web_addresses_and_nothing_else() {
    let text = "javascript:alert(1) https://a.example/x HTTP://b.example ftp://c data:text/html,x https://";
    assert_eq!(links_in(text), ["https://a.example/x", "HTTP://b.example"]);
    assert_eq!(links_in(&"https://a.example/ ".repeat(9)).len(), 3);
}

#[test]
fn own_steps_stand_in_the_order_in_which_they_were_added() {
    let mut plan = Plan::template();
    for id in ["own-c", "own-a", "own-b"] {
        let edit = plan.add_step(id.into(), id);
        made(&mut plan, edit);
    }
    let own: Vec<&str> = plan
        .steps()
        .iter()
        .rev()
        .take(3)
        .map(|step| step.id)
        .collect();
    assert_eq!(own, ["own-b", "own-a", "own-c"]);
}

#[test]
fn evidence_that_is_kept_says_where_it_is_and_what_is_taken_away_does_not() {
    let (mut plan, first, _) = first_two();
    let evidence = Evidence {
        what: "It went well".to_owned(),
        ..Evidence::default()
    };
    let edit = plan.prove(&first, &evidence);
    let kept = made(&mut plan, edit).message;
    assert!(kept.contains(UNDER_EVIDENCE), "{kept}");
    assert_eq!(plan.prove(&first, &evidence), None);
    let edit = plan.prove(&first, &Evidence::default());
    let taken = made(&mut plan, edit).message;
    assert!(taken.ends_with("is changed."), "{taken}");
}

#[test]
fn of_two_edits_with_one_version_all_devices_keep_the_same() {
    let (plan, first, _) = first_two();
    let item = |title: &str| Item {
        version: 5,
        title: title.to_owned(),
        ..Item::clone(plan.item(&first).expect("it is there"))
    };
    let [one, other] = ["One", "Other"].map(item);
    assert_ne!(is_newer(&one, &other), is_newer(&other, &one));
    assert!(!is_newer(&one, &one));
    assert_eq!(
        Plan::from_items([one.clone(), other.clone()]),
        Plan::from_items([other, one])
    );
}

#[test]
fn what_comes_of_two_edits_is_newer_than_both_and_one_edit_made_twice_is_not() {
    let (plan, first, _) = first_two();
    let base = Item::clone(plan.item(&first).expect("it is there"));
    let noted = Item {
        note: "Noted".to_owned(),
        version: 1,
        ..base.clone()
    };
    let renamed = Item {
        title: "Renamed".to_owned(),
        version: 3,
        ..base.clone()
    };
    let both = Item {
        note: "Noted".to_owned(),
        version: 4,
        ..renamed.clone()
    };
    for wins in [Side::Mine, Side::Theirs] {
        let merged = |mine: &Item, theirs: &Item| {
            Item::from_json(Item::merge(
                &base.to_json(),
                &mine.to_json(),
                &theirs.to_json(),
                wins,
            ))
        };
        assert_eq!(merged(&noted, &renamed), Some(both.clone()));
        assert_eq!(merged(&renamed, &noted), Some(both.clone()));
        assert_eq!(merged(&noted, &noted), Some(noted.clone()));
        assert_eq!(merged(&noted, &both), Some(both.clone()));
    }
}

#[test]
fn every_status_is_found_by_the_name_under_which_it_is_stored() {
    let known = Status::CHOICES.map(|(status, _)| status);
    for status in known.into_iter().chain([Status::Removed]) {
        assert_eq!(Status::from_name(status.name()), status);
    }
    let newer = Status::Unknown("paused".to_owned());
    assert_eq!(Status::from_name("paused"), newer);
}

#[test]
fn what_was_dropped_from_the_stored_history_cannot_be_undone_any_more() {
    let (mut plan, first, second) = first_two();
    let mut history = History::default();
    let edit = plan.tick(&first);
    history.record(made(&mut plan, edit));
    let edit = plan.tick(&second);
    let kept = history.record(made(&mut plan, edit));
    let mut history = history.with_stored(History::from_entries(kept.put));
    let (undo, _) = history.undo(&plan).expect("one is left");
    assert_eq!(undo.changes[0].id(), second.as_str());
    assert_eq!(history.available(), (false, true));
}

#[test]
fn what_is_undone_is_newer_than_what_it_replaces_and_speaks_of_nothing_elsewhere() {
    let (mut plan, first, _) = first_two();
    let mut history = History::default();
    let edit = plan.tick(&first);
    history.record(made(&mut plan, edit));
    let version = |plan: &Plan| plan.item(&first).map_or(0, |item| item.version);
    let mut last = version(&plan);
    for is_undone in [true, false, true] {
        let next = if is_undone {
            history.undo(&plan)
        } else {
            history.redo(&plan)
        };
        let (edit, log) = next.expect("it is there");
        plan.apply(&edit);
        assert!(version(&plan) > last);
        last = version(&plan);
        assert!(!edit.message.contains("elsewhere"), "{}", edit.message);
        assert_eq!(log.put[0].undone, is_undone);
    }
}

#[test]
fn what_is_to_do_or_under_way_is_open() {
    let item = |status: Status| Item {
        status,
        ..Item::default()
    };
    let known = Status::CHOICES.map(|(status, _)| item(status).is_open());
    assert_eq!(known, [true, true, false, false]);
    assert!(!item(Status::Removed).is_open());
    assert!(item(Status::Unknown("paused".to_owned())).is_open());
}

#[test]
fn what_anybody_could_have_written_is_made_sound_or_refused() {
    let sound = Item {
        id: "own-1".into(),
        step: "own-step".into(),
        rank: "n".to_owned(),
        title: "Title".to_owned(),
        skill: "delegation".into(),
        status: Status::Unknown("paused".to_owned()),
        ..Item::default()
    };
    assert_eq!(sound.clone().cleaned(), Ok(sound.clone()));
    let refused = |change: &dyn Fn(&mut Item)| {
        let mut item = sound.clone();
        change(&mut item);
        item.cleaned().err()
    };
    for id in [String::new(), "x y".to_owned(), "x".repeat(81)] {
        let found = refused(&|item| item.id = id.as_str().into());
        assert_eq!(found, Some("its id is damaged"), "{id}");
    }
    assert_eq!(refused(&|item| item.id = "x".repeat(80).into()), None);
    let of_guide = refused(&|item| (item.id, item.kind) = (STEPS[0].id.into(), Kind::Step));
    assert_eq!(of_guide, Some("a step of the guide has its id"));
    assert_eq!(refused(&|item| item.kind = Kind::Step), None);
    assert_eq!(refused(&|item| item.id = STEPS[0].id.into()), None);
    assert_eq!(
        refused(&|item| item.title = " \u{202e}".to_owned()),
        Some("it has no title")
    );
    let too_large = refused(&|item| {
        let mood = Value::from("x".repeat(STORED_LIMIT / 4));
        item.unknown.insert("mood".to_owned(), mood);
    });
    assert_eq!(too_large, Some("it is larger than an item can be"));
    let damaged = Item {
        step: "<b>".into(),
        rank: "aaa".to_owned(),
        skill: "<i>".into(),
        status: Status::Unknown("<u>".to_owned()),
        version: u32::MAX,
        ..sound.clone()
    };
    let found = damaged.cleaned().expect("it is made sound");
    assert_eq!((found.step.as_str(), found.skill.as_str()), ("", ""));
    assert_eq!((found.rank.as_str(), &found.status), ("n", &Status::ToDo));
    assert!(found.version < u32::MAX);
}
