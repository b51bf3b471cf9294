//! What must hold for any plan and any stored value, not just for examples.

use guide_core::content::MILESTONES;
use guide_core::id::ItemId;
use guide_core::roadmap::draft::Draft;
use guide_core::roadmap::exchange;
use guide_core::roadmap::history::History;
use guide_core::roadmap::item::{Item, STORED_LIMIT, Status};
use guide_core::roadmap::model::{Direction, Edit, Plan};
use guide_core::roadmap::proposals;
use guide_core::roadmap::rank;
use guide_core::roadmap::share::{self, Share};
use guide_core::roadmap::stored::{Head, LoadedPlan, MAIN, StoredPlan};
use guide_core::store::{Document, Failure, FaultyArea, Json, StorageError, Store, Written};
use proptest::prelude::*;
use serde_json::Value;
use std::rc::Rc;

/// Something that a person does to a plan; items are named by their place, so that most hit one.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a few at a time, in tests")]
pub enum Act {
    Tick(usize),
    Status(Vec<usize>, usize),
    Add(usize, String),
    AddStep(String),
    RemoveStep(usize),
    Rewrite(usize, Draft),
    Duplicate(usize),
    Remove(Vec<usize>),
    Shift(usize, bool),
    Move(Vec<usize>, usize, usize),
    Reset,
}

fn draft() -> impl Strategy<Value = Draft> {
    let texts = (
        ".{0,40}",
        ".{0,80}",
        ".{0,80}",
        "(https?://[a-z.]{1,20} ?){0,4}",
    );
    let dates = ("(2026-1[0-3]-[0-3][0-9])?", "[0-9]{0,6}", "[0-9]{0,6}");
    (texts, dates).prop_map(
        |((title, done_when, note, links), (due, low, high))| Draft {
            title,
            done_when,
            note: note.clone(),
            links,
            due,
            low,
            high,
            evidence: note,
            ..Draft::default()
        },
    )
}

/// Any act.
pub fn act() -> impl Strategy<Value = Act> {
    let place = 0..64_usize;
    let places = prop::collection::vec(0..64_usize, 0..5);
    prop_oneof![
        place.clone().prop_map(Act::Tick),
        (places.clone(), 0..4_usize).prop_map(|(places, status)| Act::Status(places, status)),
        (0..6_usize, ".{0,40}").prop_map(|(step, title)| Act::Add(step, title)),
        ".{0,20}".prop_map(Act::AddStep),
        (0..8_usize).prop_map(Act::RemoveStep),
        (place.clone(), draft()).prop_map(|(place, draft)| Act::Rewrite(place, draft)),
        place.clone().prop_map(Act::Duplicate),
        places.clone().prop_map(Act::Remove),
        (place.clone(), any::<bool>()).prop_map(|(place, up)| Act::Shift(place, up)),
        (places, 0..6_usize, place)
            .prop_map(|(places, step, place)| Act::Move(places, step, place)),
        Just(Act::Reset),
    ]
}

/// The edit of an act, where it is possible.
pub fn edit_of(plan: &Plan, act: &Act, number: usize) -> Option<Edit> {
    let ids: Vec<ItemId> = plan
        .milestones()
        .iter()
        .map(|item| item.id.clone())
        .collect();
    let id = |place: &usize| {
        ids.get(place % ids.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let several = |places: &[usize]| {
        let mut chosen: Vec<ItemId> = Vec::new();
        for place in places {
            if !chosen.contains(&id(place)) {
                chosen.push(id(place));
            }
        }
        chosen
    };
    let steps = plan.steps();
    let step = |place: &usize| steps[place % steps.len()].id;
    match act {
        Act::Tick(place) => plan.tick(&id(place)),
        Act::Status(places, status) => {
            plan.set_status(&several(places), &Status::CHOICES[*status].0)
        }
        Act::Add(place, title) => plan.add(format!("own-{number}").into(), step(place), title),
        Act::AddStep(title) => plan.add_step(format!("own-{number}").into(), title),
        Act::RemoveStep(place) => plan.remove_step(step(place)),
        Act::Rewrite(place, draft) => plan.rewrite(&id(place), draft),
        Act::Duplicate(place) => plan.duplicate(&id(place), format!("own-{number}").into()),
        Act::Remove(places) => plan.remove(&several(places)),
        Act::Shift(place, up) => plan.shift(
            &id(place),
            if *up { Direction::Up } else { Direction::Down },
        ),
        Act::Move(places, to, before) => {
            plan.move_to(&several(places), step(to), Some(&id(before)))
        }
        Act::Reset => plan.reset(),
    }
}

/// A plan after some acts.
pub fn plan_after(acts: &[Act]) -> Plan {
    let mut plan = Plan::template();
    for (number, act) in acts.iter().enumerate() {
        if let Some(edit) = edit_of(&plan, act, number) {
            plan.apply(&edit);
        }
    }
    plan
}

/// Everything of a plan but how often its items were changed.
fn without_versions(plan: &Plan) -> Vec<Item> {
    let item = |item: &Item| Item {
        version: 0,
        ..item.clone()
    };
    plan.items().map(item).collect()
}

fn main_plan(store: &Store) -> LoadedPlan {
    StoredPlan::of(MAIN).load(store)
}

proptest! {
    #[test]
    fn undoing_every_edit_gives_the_plan_back(acts in prop::collection::vec(act(), 0..60)) {
        let start = Plan::template();
        let mut plan = start.clone();
        let mut history = History::default();
        for (number, act) in acts.iter().enumerate() {
            if let Some(edit) = edit_of(&plan, act, number) {
                plan.apply(&edit);
                history.record(edit);
            }
        }
        let end = without_versions(&plan);
        while let Some((edit, _)) = history.undo(&plan) {
            plan.apply(&edit);
        }
        prop_assert_eq!(without_versions(&plan), without_versions(&start));
        while let Some((edit, _)) = history.redo(&plan) {
            plan.apply(&edit);
        }
        prop_assert_eq!(without_versions(&plan), end);
    }

    #[test]
    fn what_is_stored_is_what_is_shown(acts in prop::collection::vec(act(), 0..40)) {
        let store = Store::new(Rc::new(FaultyArea::default()));
        let stored = StoredPlan::of(MAIN);
        let head = Head::default();
        let mut plan = Plan::template();
        let mut history = History::default();
        let mut started = false;
        for (number, act) in acts.iter().enumerate() {
            if let Some(edit) = edit_of(&plan, act, number) {
                prop_assert_eq!(stored.keep(&store, &plan, &head, started, &edit), Ok(Written::AsGiven));
                plan.apply(&edit);
                prop_assert_eq!(stored.keep_log(&store, &history.record(edit)), Ok(()));
                started = true;
            }
        }
        let kept = main_plan(&store);
        prop_assert_eq!(kept.plan, plan);
        prop_assert_eq!(kept.history, history);
        prop_assert!(kept.damaged.is_empty() && kept.missing == 0);
    }

    #[test]
    fn every_item_is_shown_once_and_fits(acts in prop::collection::vec(act(), 0..80)) {
        let plan = plan_after(&acts);
        let shown: usize = plan.steps().iter().map(|step| plan.in_step(step.id).len()).sum();
        prop_assert_eq!(shown, plan.milestones().len());
        let there = plan.items().filter(|item| item.is_there());
        let own_steps = plan.steps().iter().filter(|step| step.own).count();
        prop_assert_eq!(shown + own_steps, there.count());
        for item in plan.items() {
            prop_assert!(item.stored_size() <= STORED_LIMIT);
        }
    }

    #[test]
    fn merging_loses_no_item_and_both_sides_agree(
        here in prop::collection::vec(act(), 0..30),
        there in prop::collection::vec(act(), 0..30),
    ) {
        let (here, there) = (plan_after(&here), plan_after(&there));
        let merged = |one: &Plan, other: &Plan| {
            let mut plan = one.clone();
            if let Some(edit) = one.merged_with(other.items().cloned().collect(), "") {
                plan.apply(&edit);
            }
            plan
        };
        let both = merged(&here, &there);
        prop_assert_eq!(&both, &merged(&there, &here));
        prop_assert_eq!(&both, &merged(&both, &there));
        for item in here.items().chain(there.items()) {
            prop_assert!(both.item(&item.id).is_some(), "{} is lost", item.id);
        }
    }

    #[test]
    fn a_full_storage_loses_nothing_that_is_shown(
        acts in prop::collection::vec(act(), 1..30),
        full_from in 0..30_usize,
    ) {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let stored = StoredPlan::of(MAIN);
        let head = Head::default();
        let mut plan = Plan::template();
        let mut started = false;
        for (number, act) in acts.iter().enumerate() {
            if number >= full_from {
                area.breaks(Failure::Write(StorageError::Full));
            }
            if let Some(edit) = edit_of(&plan, act, number) {
                _ = stored.keep(&store, &plan, &head, started, &edit);
                plan.apply(&edit);
                started = true;
            }
        }
        area.heals();
        store.retry();
        prop_assert_eq!(store.error(), None);
        let fresh = Store::new(area);
        prop_assert_eq!(main_plan(&fresh).plan, plan);
    }

    #[test]
    fn no_stored_value_breaks_loading_or_is_overwritten(raw in ".{0,200}", place in 0..30_usize) {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let stored = StoredPlan::of(MAIN);
        let plan = Plan::template();
        let edit = plan.tick(MILESTONES[0].id).expect("it is in the template");
        stored.keep(&store, &plan, &Head::default(), false, &edit).expect("there is room");
        let id = MILESTONES[1 + place % (MILESTONES.len() - 1)].id;
        let key = format!("plan:main:item:{id}");
        area.put(&key, &raw);

        let kept = main_plan(&store);
        prop_assert_eq!(kept.damaged.len(), 1);
        let edit = kept.plan.tick(MILESTONES[0].id).expect("it is there");
        stored.keep(&store, &kept.plan, &kept.head, kept.started, &edit).expect("there is room");
        let contents = area.documents();
        prop_assert_eq!(contents.get(&key), Some(&raw));
    }

    #[test]
    fn unknown_fields_survive_a_load_and_a_save(
        extra in prop::collection::btree_map("[a-z]{12}", any::<i32>(), 0..5),
    ) {
        let mut json = Plan::template().items().next().expect("it has items").to_json();
        for (name, value) in &extra {
            json.insert(name.clone(), Value::from(*value));
        }
        let item = Item::from_json(json.clone()).expect("it is an item");
        prop_assert_eq!(item.to_json(), json);
    }

    #[test]
    fn no_json_object_panics_the_reader(names in prop::collection::vec("schema|id|step|rank|title|status|version|x", 0..8), number in any::<i64>()) {
        let json: Json = names.into_iter().map(|name| (name, Value::from(number))).collect();
        _ = Item::from_json(json);
    }

    #[test]
    fn a_rank_is_always_between_its_neighbours(low in "[a-z]{0,6}", high in "[a-z]{0,6}") {
        let rank = rank::between(&low, &high);
        prop_assert!(rank.as_str() > low.as_str());
        // Nothing fits between a rank and itself followed by the lowest letters.
        let room = !high.is_empty() && low < high && high.trim_end_matches('a') > low.trim_end_matches('a');
        if room && !high.ends_with('a') {
            prop_assert!(rank < high, "{low} < {rank} < {high}");
        }
    }
}

/// Items as they are whatever their history and their place.
fn plain(items: &[Item]) -> Vec<Item> {
    let item = |item: &Item| Item {
        version: 0,
        rank: String::new(),
        revision: None,
        ..item.clone()
    };
    let mut items: Vec<Item> = items.iter().map(item).collect();
    items.sort_by(|one, other| one.id.cmp(&other.id));
    items
}

proptest! {
    #[test]
    fn a_file_gives_the_same_plan_back(acts in prop::collection::vec(act(), 0..40)) {
        let plan = plan_after(&acts);
        let import = exchange::read(&exchange::write(&Head::default(), &plan, &[])).expect("it is whole");
        prop_assert_eq!(import.left_out, []);
        prop_assert_eq!(Plan::from_items(import.items), plan);
    }

    #[test]
    fn a_shared_plan_is_the_same_at_the_other_end(acts in prop::collection::vec(act(), 0..40)) {
        let items = exchange::part(&plan_after(&acts), "", &[]);
        let all = Share { notes: true, evidence: true };
        let shared = share::read(&share::write("Name", &items, all)).expect("it is whole");
        // A reworded milestone keeps its own words; what else the guide says of it comes with it.
        prop_assert_eq!(plain(&shared.items), plain(&items));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// A file that was damaged on its way: something comes out of it, or a message does.
    #[test]
    fn no_damaged_file_panics_or_changes_anything(
        acts in prop::collection::vec(act(), 0..6),
        cut in 0..40_000_usize,
        at in 0..40_000_usize,
        noise in prop_oneof![".{0,20}", "[\\[\\]{}\",:0-9-]{0,40}", Just("\u{202e}<script>".to_owned())],
    ) {
        let plan = plan_after(&acts);
        let mut file = exchange::write(&Head::default(), &plan, &[]);
        file.truncate(file.floor_char_boundary(file.len().saturating_sub(cut % 3 * cut)));
        let at = file.floor_char_boundary(at % file.len().max(1));
        file.insert_str(at, &noise);
        match exchange::read(&file) {
            Ok(import) => {
                for item in &import.items {
                    prop_assert!(item.stored_size() <= STORED_LIMIT);
                    let turned = item.title.contains('\u{202e}');
                    prop_assert!(!item.title.is_empty() && !turned);
                }
            }
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }

    #[test]
    fn no_fragment_panics_the_reader(fragment in ".{0,200}", cut in 0..2_000_usize, at in 0..2_000_usize) {
        _ = share::read(&fragment);
        _ = share::read(&["plan=", &fragment].concat());
        _ = proposals::read(&fragment, &Plan::template());
        let items = exchange::part(&Plan::template(), "", &[]);
        let mut link = share::write("Name", &items, Share::default());
        link.truncate(link.len().saturating_sub(cut % 400));
        let at = at % link.len().max(1);
        link.replace_range(at..(at + 1).min(link.len()), "x");
        _ = share::read(&link);
    }
}
