//! What must hold for any plan, any view and any stored value, not just for examples.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::{Map, Value};
use std::rc::Rc;
use tech_lead_guide::compare::model::{ROLE_LIMIT, View};
use tech_lead_guide::content::{MILESTONES, ROLES, ROW_GROUPS, STEPS};
use tech_lead_guide::roadmap::keeping;
use tech_lead_guide::roadmap::model::{Direction, Edit, History, Item, Plan};
use tech_lead_guide::roadmap::rank;
use tech_lead_guide::store::{Area, Document, Fault, MemoryArea, Store};

/// Something that a person does to a plan; items are named by their place, so that most hit one.
#[derive(Debug, Clone)]
enum Act {
    Tick(usize),
    Add(usize, String),
    Reword(usize, String, String),
    Remove(usize),
    Shift(usize, bool),
}

fn act() -> impl Strategy<Value = Act> {
    let place = 0..64_usize;
    prop_oneof![
        place.clone().prop_map(Act::Tick),
        (0..4_usize, ".{0,40}").prop_map(|(step, title)| Act::Add(step, title)),
        (place.clone(), ".{0,40}", ".{0,80}")
            .prop_map(|(place, title, note)| Act::Reword(place, title, note)),
        place.clone().prop_map(Act::Remove),
        (place, any::<bool>()).prop_map(|(place, up)| Act::Shift(place, up)),
    ]
}

fn edit_of(plan: &Plan, act: &Act, number: usize) -> Option<Edit> {
    let ids: Vec<&str> = plan.items().map(|item| item.id.as_str()).collect();
    let id = |place: usize| {
        ids.get(place % ids.len().max(1))
            .copied()
            .unwrap_or_default()
    };
    match act {
        Act::Tick(place) => plan.tick(id(*place)),
        Act::Add(step, title) => plan.add(format!("own-{number}"), STEPS[*step].id, title),
        Act::Reword(place, title, note) => plan.reword(id(*place), title, "", note),
        Act::Remove(place) => plan.remove(id(*place)),
        Act::Shift(place, up) => plan.shift(
            id(*place),
            if *up { Direction::Up } else { Direction::Down },
        ),
    }
}

fn view() -> impl Strategy<Value = View> {
    let roles = prop::sample::subsequence((0..ROLES.len()).collect::<Vec<_>>(), 1..=ROLE_LIMIT);
    let group = prop::option::of(0..ROW_GROUPS.len());
    (roles, ".{0,30}", group, any::<bool>()).prop_map(|(roles, filter, group, differences)| {
        let mut view = View {
            roles,
            group,
            differences,
            ..View::default()
        };
        view.set_filter(&filter);
        view
    })
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
        let end = plan.clone();
        while let Some(edit) = history.undo() {
            plan.apply(&edit);
        }
        prop_assert_eq!(&plan, &start);
        while let Some(edit) = history.redo() {
            plan.apply(&edit);
        }
        prop_assert_eq!(plan, end);
    }

    #[test]
    fn what_is_stored_is_what_is_shown(acts in prop::collection::vec(act(), 0..40)) {
        let store = Store::new(Rc::new(MemoryArea::default()), None);
        let mut plan = Plan::template();
        let mut started = false;
        for (number, act) in acts.iter().enumerate() {
            if let Some(edit) = edit_of(&plan, act, number) {
                prop_assert_eq!(keeping::keep(&store, &plan, started, &edit), Ok(()));
                plan.apply(&edit);
                started = true;
            }
        }
        let kept = keeping::load(&store);
        prop_assert_eq!(kept.plan, plan);
        prop_assert!(kept.damaged.is_empty());
    }

    #[test]
    fn every_item_is_shown_once_and_ranks_stay_distinct(acts in prop::collection::vec(act(), 0..80)) {
        let mut plan = Plan::template();
        for (number, act) in acts.iter().enumerate() {
            if let Some(edit) = edit_of(&plan, act, number) {
                plan.apply(&edit);
            }
        }
        let shown: usize = STEPS.iter().map(|step| plan.in_step(step.id).len()).sum();
        prop_assert_eq!(shown, plan.items().count());
        for step in STEPS {
            for pair in plan.in_step(step.id).windows(2) {
                prop_assert!(pair[0].rank < pair[1].rank, "{} and {}", pair[0].rank, pair[1].rank);
            }
        }
    }

    #[test]
    fn a_full_storage_loses_nothing_that_is_shown(
        acts in prop::collection::vec(act(), 1..30),
        full_from in 0..30_usize,
    ) {
        let area = Rc::new(MemoryArea::default());
        let store = Store::new(Rc::clone(&area) as Rc<dyn Area>, None);
        let mut plan = Plan::template();
        let mut started = false;
        for (number, act) in acts.iter().enumerate() {
            area.fail_with((number >= full_from).then_some(Fault::Full));
            if let Some(edit) = edit_of(&plan, act, number) {
                _ = keeping::keep(&store, &plan, started, &edit);
                plan.apply(&edit);
                started = true;
            }
        }
        area.fail_with(None);
        prop_assert_eq!(store.flush(), Ok(()));
        let fresh = Store::new(area, None);
        prop_assert_eq!(keeping::load(&fresh).plan, plan);
    }

    #[test]
    fn no_stored_value_breaks_loading_or_is_overwritten(raw in ".{0,200}", place in 0..30_usize) {
        let area = Rc::new(MemoryArea::default());
        let store = Store::new(Rc::clone(&area) as Rc<dyn Area>, None);
        let plan = Plan::template();
        let edit = plan.tick(MILESTONES[0].id).expect("it is in the template");
        keeping::keep(&store, &plan, false, &edit).expect("there is room");
        let id = MILESTONES[1 + place % (MILESTONES.len() - 1)].id;
        let key = format!("tech-lead-guide:plan:main:item:{id}");
        area.write(&key, &raw).expect("there is room");

        let kept = keeping::load(&store);
        prop_assert_eq!(kept.damaged.len(), 1);
        let edit = kept.plan.tick(MILESTONES[0].id).expect("it is there");
        keeping::keep(&store, &kept.plan, kept.started, &edit).expect("there is room");
        let contents = area.contents();
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
        let json: Map<String, Value> = names.into_iter().map(|name| (name, Value::from(number))).collect();
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

    #[test]
    fn a_view_and_its_link_are_the_same(view in view()) {
        let (read, ignored) = View::from_query(&view.to_query());
        prop_assert_eq!(read, view);
        prop_assert!(ignored.is_empty());
    }

    #[test]
    fn a_link_is_plain_ascii_without_spaces(view in view()) {
        let query = view.to_query();
        prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic()), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_damaged_link_panics_and_the_view_stays_sound(query in ".{0,300}") {
        let (view, ignored) = View::from_query(&query);
        prop_assert!((1..=ROLE_LIMIT).contains(&view.roles.len()));
        prop_assert!(ignored.len() <= 5);
        prop_assert_eq!(View::from_query(&view.to_query()).0, view);
    }
}
