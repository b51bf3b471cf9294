//! Everything that the first release stored, saved and put into links opens, unchanged in meaning.
//!
//! `tests/fixtures/release-1/profile.json` is a browser that used it, frozen: it never changes.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "what helps a test may fail like one")]

mod profile;

use guide_core::compare::answers::{self, RowAnswer};
use guide_core::compare::model::{View, place_of, rows_of_content};
use guide_core::compare::share as weighing;
use guide_core::compare::weigh::Feeling;
use guide_core::id::PlanId;
use guide_core::preferences::{KEYBOARD, KeyboardChoice, ThemeChoice};
use guide_core::reading::{self, ReadPage};
use guide_core::roadmap::history::Entry;
use guide_core::roadmap::item::{Item, Status};
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::stored::{self as plans, Head, MAIN, RestorePoint, StoredPlan};
use guide_core::roadmap::{exchange, proposals, share};
use guide_core::skills::link::Link;
use guide_core::skills::stored::{self as skills, Record};
use guide_core::store::{Document, FaultyArea, Json, PREFIX, Store, Written};
use guide_core::theme::{self, Theme};
use profile::profile;
use std::rc::Rc;

const OWN_ITEM: &str = "own-mwyddfxj-1htyn4dt";

fn device() -> (Rc<FaultyArea>, Store) {
    let area = Rc::new(FaultyArea::of(profile().stored));
    (area.clone(), Store::new(area))
}

/// The fragment, or the query, of a link.
fn link(name: &str) -> String {
    let link = profile().links[name].clone();
    let start = link.find(['#', '?']).expect("it has one");
    link[start + 1..].to_owned()
}

fn read_and_written<T: Document>(json: Json) -> Option<Json> {
    T::from_json(json).map(|document| document.to_json())
}

#[test]
fn every_stored_document_is_read_and_written_as_it_was() {
    let mut seen = 0;
    for (key, raw) in profile().stored {
        let key = key.strip_prefix(PREFIX).expect("it is ours");
        let json: Json = serde_json::from_str(&raw).expect("it is an object");
        let read = match key {
            "theme" => read_and_written::<ThemeChoice>,
            "keyboard" => read_and_written::<KeyboardChoice>,
            "open-plan" => continue,
            _ if key.starts_with("read:") => read_and_written::<ReadPage>,
            _ if key.starts_with("compare:") => read_and_written::<RowAnswer>,
            _ if key.starts_with("skills:") => read_and_written::<Record>,
            _ if key.contains(":item:") => read_and_written::<Item>,
            _ if key.contains(":edit:") => read_and_written::<Entry>,
            _ if key.contains(":restore:") => read_and_written::<RestorePoint>,
            _ => read_and_written::<Head>,
        };
        assert_eq!(read(json.clone()), Some(json), "{key}");
        seen += 1;
    }
    assert!(seen > 80);
}

#[test]
fn the_plans_are_what_they_were() {
    let (_, store) = device();
    assert_eq!(StoredPlan::open(&store).id(), &PlanId::from(MAIN));
    let loaded = StoredPlan::of(MAIN).load(&store);
    assert!(loaded.started && loaded.damaged.is_empty() && loaded.error.is_none());
    assert_eq!((loaded.missing, loaded.unreadable), (0, 0));
    assert_eq!(loaded.plan.items().count(), 31);
    assert_eq!(loaded.plan.progress().done, 3);
    let own = loaded.plan.item(OWN_ITEM).expect("it is there");
    assert_eq!((own.title.as_str(), own.version), ("Mine", 2));
    assert_eq!(loaded.head.name, "My plan");
    assert_eq!(loaded.history.available(), (true, true));
    let points = StoredPlan::of(MAIN).restore_points(&store);
    assert_eq!(points.len(), 1);
    assert_eq!(
        (points[0].why.as_str(), points[0].items.len()),
        ("before it was reset", 31)
    );
    let all = plans::plans(&store);
    let names: Vec<&str> = all.values().map(|head| head.name.as_str()).collect();
    assert_eq!(names, ["My plan", "Second"]);
    let second = all.keys().last().expect("there are two").clone();
    assert_eq!(StoredPlan::of(second).load(&store).plan.items().count(), 30);
}

#[test]
fn the_first_edit_after_the_update_changes_one_document_and_can_be_undone() {
    let (area, store) = device();
    let before = area.documents();
    let stored = StoredPlan::of(MAIN);
    let mut loaded = stored.load(&store);
    let edit = loaded.plan.tick("proof-file").expect("possible");
    let kept = stored.keep(&store, &loaded.plan, &loaded.head, loaded.started, &edit);
    assert_eq!(kept, Ok(Written::AsGiven));
    loaded.plan.apply(&edit);
    let after = area.documents();
    let changed = after
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value));
    assert!(
        changed
            .map(|(key, _)| key)
            .eq(["plan:main:item:proof-file"])
    );
    // And what the first release did last can still be made again.
    let (redo, log) = loaded.history.redo(&loaded.plan).expect("it was undone");
    let kept = stored.keep(&store, &loaded.plan, &loaded.head, true, &redo);
    assert_eq!(kept, Ok(Written::AsGiven));
    assert_eq!(stored.keep_log(&store, &log), Ok(()));
    let again = stored.load(&store);
    assert!(again.plan.item(OWN_ITEM).is_none());
    assert_eq!(
        again.plan.item("choose-a-route").map(|item| &item.status),
        Some(&Status::ToDo)
    );
    assert_eq!(again.missing, 0);
}

#[test]
fn the_assessment_is_what_it_was() {
    let (_, store) = device();
    let found = skills::load(&store);
    assert_eq!(found.damaged, 0);
    assert_eq!(found.draft.levels.get("code-review"), Some(3));
    assert_eq!(found.target.levels.get("delegation"), Some(3));
    assert_eq!(found.request.request, 1_850_418_511);
    assert_eq!((found.snapshots.len(), found.ratings.len()), (1, 1));
    assert_eq!(found.next_snapshot(String::new()).number, 2);
    assert_eq!(
        skills::load_for(&store, 77).levels.get("delegation"),
        Some(1)
    );
}

#[test]
fn weighing_reading_and_choices_are_what_they_were() {
    let (_, store) = device();
    let rows = rows_of_content();
    let place = place_of(&rows, "direct-reports").expect("the row is permanent");
    let answer = answers::load(&store, &rows)[place].answer();
    assert_eq!(
        (answer.feeling, answer.matters),
        (Some(Feeling::Energises), 2)
    );
    let read: ReadPage = store
        .find(&reading::key("code-review"))
        .expect("it was read");
    assert_eq!(read.updated, "2026-11-01");
    let choice: ThemeChoice = store.find(theme::KEY).expect("it was chosen");
    assert_eq!(choice.theme, Some(Theme::Dark));
    let keyboard: KeyboardChoice = store.find(KEYBOARD).expect("it was chosen");
    assert!(keyboard.single_keys);
}

#[test]
fn the_saved_file_is_the_plan() {
    let import = exchange::read(&profile().files["plan.json"]).expect("it is whole");
    assert_eq!(
        (import.name.as_str(), import.left_out.len()),
        ("My plan", 0)
    );
    let (_, store) = device();
    assert_eq!(
        Plan::from_items(import.items),
        StoredPlan::of(MAIN).load(&store).plan
    );
}

#[test]
fn every_link_opens() {
    let shared = share::read(&link("plan")).expect("it is whole");
    assert_eq!((shared.name.as_str(), shared.unknown), ("My plan", 0));
    let own = shared.items.iter().filter(|item| item.revision.is_none());
    assert!(own.map(|item| item.title.as_str()).eq(["Mine"]));

    let Some(Ok(Link::Ask { request, .. })) = Link::from_fragment(&link("ask")) else {
        panic!("it asks");
    };
    let Some(Ok(Link::Answer {
        request: answered,
        levels,
        ..
    })) = Link::from_fragment(&link("rated"))
    else {
        panic!("it answers");
    };
    assert_eq!(request, answered);
    assert!(levels.answered() > 0);

    let rows = rows_of_content();
    let answers = weighing::read(&link("weighing"), &rows).expect("it is whole");
    assert_eq!(
        answers.iter().filter(|answer| !answer.is_empty()).count(),
        1
    );
    let (view, ignored) = View::from_query(&link("view"), &rows);
    assert_eq!((view.filter.as_str(), ignored.len()), ("code", 0));

    let proposed = proposals::read(&link("add"), &Plan::template());
    assert_eq!((proposed.items.len(), proposed.unknown.len()), (1, 0));
}
