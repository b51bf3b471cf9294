//! Several tabs over one storage that fails now and then: whatever they do, they come to one plan,
//! lose nothing that was acknowledged, and bring nothing back that was deleted.

use guide_core::id::ItemId;
use guide_core::roadmap::item::Evidence;
use guide_core::roadmap::model::{Edit, Plan};
use guide_core::roadmap::stored::{LoadedPlan, MAIN, StoredPlan};
use guide_core::store::{Area, Failure, FaultyArea, PREFIX, StorageError, Store, Written};
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// Something that happens. Items are named by their place, so that most hit one.
#[derive(Debug, Clone)]
enum Event {
    /// A person writes evidence, adds, deletes or ticks something in a tab.
    Prove(usize, usize),
    Add(usize),
    Remove(usize, usize),
    Tick(usize, usize),
    /// A tab hears what others have done. One that is busy, or sleeps, hears it late.
    Hear(usize),
    /// A tab tries again what it could not write.
    Retry(usize),
    /// A tab is closed, with all that it could not write, and another one opened.
    Restart(usize),
    /// Storage fails from now on: everywhere, or at one item.
    Fail(Failure, Option<usize>),
    /// There is only so much room left.
    Fill(usize),
    Heal,
}

const TABS: usize = 4;

fn event() -> impl Strategy<Value = Event> {
    let tab = 0..TABS;
    let place = 0..8_usize;
    let broken = prop_oneof![
        Just(Failure::Write(StorageError::Full)),
        Just(Failure::Read(StorageError::Broken)),
        Just(Failure::Keys(StorageError::Broken)),
        Just(Failure::DropWrites),
        Just(Failure::IgnoreRemovals),
        Just(Failure::Gone),
    ];
    prop_oneof![
        4 => (tab.clone(), place.clone()).prop_map(|(tab, place)| Event::Prove(tab, place)),
        2 => tab.clone().prop_map(Event::Add),
        2 => (tab.clone(), place.clone()).prop_map(|(tab, place)| Event::Remove(tab, place)),
        2 => (tab.clone(), place.clone()).prop_map(|(tab, place)| Event::Tick(tab, place)),
        4 => tab.clone().prop_map(Event::Hear),
        1 => tab.clone().prop_map(Event::Retry),
        1 => tab.prop_map(Event::Restart),
        1 => (broken, prop::option::of(place)).prop_map(|(broken, place)| Event::Fail(broken, place)),
        1 => (0..600_usize).prop_map(Event::Fill),
        2 => Just(Event::Heal),
    ]
}

struct Tab {
    store: Store,
    loaded: LoadedPlan,
    /// Items that it added and could not store.
    waiting: BTreeSet<ItemId>,
}

impl Tab {
    fn new(area: &Rc<FaultyArea>) -> Self {
        Self::over(area.clone())
    }

    fn over(area: Rc<dyn Area>) -> Self {
        let store = Store::new(area);
        let loaded = StoredPlan::of(MAIN).load(&store);
        Self {
            store,
            loaded,
            waiting: BTreeSet::new(),
        }
    }

    fn hear(&mut self) {
        self.loaded = StoredPlan::of(MAIN).load_again(&self.store);
    }

    /// Makes an edit as the app does. `None` where it was not possible.
    fn make(
        &mut self,
        edit: impl FnOnce(&Plan) -> Option<Edit>,
    ) -> Option<Result<Written, StorageError>> {
        if self.loaded.error.is_some() {
            self.hear();
            return None;
        }
        let LoadedPlan {
            plan,
            head,
            started,
            ..
        } = &self.loaded;
        let edit = edit(plan)?;
        let kept = StoredPlan::of(MAIN).keep(&self.store, plan, head, *started, &edit);
        match kept {
            Ok(Written::AsGiven) | Err(_) => {
                self.loaded.plan.apply(&edit);
                self.loaded.started = true;
            }
            Ok(Written::Merged | Written::Gone) => self.hear(),
        }
        Some(kept)
    }

    /// An item that a person could choose: the first of the list are chosen often.
    fn at(&self, place: usize) -> Option<ItemId> {
        let items = self.loaded.plan.milestones();
        let item = items.get(place % items.len().max(1))?;
        Some(item.id.clone())
    }
}

/// What has to be true in the end.
#[derive(Default)]
struct Expected {
    /// Items whose storing was acknowledged, and which nobody tried to delete.
    there: BTreeSet<ItemId>,
    /// Items whose deletion was acknowledged.
    gone: BTreeSet<ItemId>,
    /// The evidence that was acknowledged last, and what was written since and waits.
    evidence: BTreeMap<ItemId, (Option<String>, BTreeSet<String>)>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn tabs_converge_lose_nothing_and_bring_nothing_back(
        events in prop::collection::vec(event(), 1..80),
    ) {
        let area = Rc::new(FaultyArea::default());
        let mut tabs: Vec<Tab> = (0..TABS).map(|_| Tab::new(&area)).collect();
        let mut expected = Expected::default();
        let mut restarted = false;
        for (number, event) in events.into_iter().enumerate() {
            match event {
                Event::Prove(tab, place) => {
                    let Some(id) = tabs[tab].at(place) else { continue };
                    let what = format!("evidence {number}");
                    let evidence = Evidence { what: what.clone(), ..Evidence::default() };
                    let kept = tabs[tab].make(|plan| plan.prove(&id, &evidence));
                    let known = expected.evidence.entry(id).or_default();
                    match kept {
                        Some(Ok(Written::AsGiven | Written::Merged)) => *known = (Some(what), BTreeSet::new()),
                        Some(Err(_)) => _ = known.1.insert(what),
                        Some(Ok(Written::Gone)) | None => {}
                    }
                }
                Event::Add(tab) => {
                    let id = ItemId::from(format!("own-{number}"));
                    let new = id.clone();
                    match tabs[tab].make(|plan| plan.add(new, "degree", "Added")) {
                        Some(Ok(Written::AsGiven | Written::Merged)) => _ = expected.there.insert(id),
                        Some(Err(_)) => _ = tabs[tab].waiting.insert(id),
                        Some(Ok(Written::Gone)) | None => {}
                    }
                }
                Event::Remove(tab, place) => {
                    let Some(id) = tabs[tab].at(place) else { continue };
                    let Some(kept) = tabs[tab].make(|plan| plan.remove(std::slice::from_ref(&id))) else {
                        continue;
                    };
                    expected.there.remove(&id);
                    for tab in &mut tabs {
                        tab.waiting.remove(&id);
                    }
                    if kept.is_ok() {
                        expected.gone.insert(id);
                    }
                }
                Event::Tick(tab, place) => {
                    let Some(id) = tabs[tab].at(place) else { continue };
                    tabs[tab].make(|plan| plan.tick(&id));
                }
                Event::Hear(tab) => tabs[tab].hear(),
                Event::Retry(tab) => _ = tabs[tab].store.retry(),
                Event::Restart(tab) => {
                    restarted = true;
                    tabs[tab] = Tab::new(&area);
                }
                Event::Fail(broken, None) => area.breaks(broken),
                Event::Fail(broken, Some(place)) => {
                    if let Some(id) = tabs[0].at(place) {
                        area.breaks_for(&id, broken);
                    }
                }
                Event::Fill(room) => area.leaves_room(room),
                Event::Heal => area.heals(),
            }
        }
        area.heals();
        for tab in &tabs {
            tab.store.retry();
        }
        let fresh = Tab::new(&area);
        for tab in &mut tabs {
            tab.hear();
            prop_assert_eq!(tab.store.status().waiting, 0);
            prop_assert_eq!(tab.store.error(), None);
            prop_assert_eq!(&tab.loaded.plan, &fresh.loaded.plan);
            expected.there.append(&mut tab.waiting);
        }
        let plan = &fresh.loaded.plan;
        prop_assert!(restarted || fresh.loaded.missing == 0);
        prop_assert!(fresh.loaded.damaged.is_empty());
        for id in &expected.there {
            prop_assert!(plan.item(id).is_some(), "{} is lost", id);
        }
        for id in &expected.gone {
            prop_assert!(plan.item(id).is_none_or(|item| !item.is_there()), "{} is back", id);
        }
        for (id, (acknowledged, waited)) in &expected.evidence {
            if let (Some(item), Some(acknowledged)) = (plan.item(id), acknowledged)
                && item.is_there()
            {
                let what = &item.evidence.what;
                prop_assert!(
                    what == acknowledged || waited.contains(what),
                    "{id}: {what:?} instead of {acknowledged:?} or {waited:?}"
                );
            }
        }
    }
}

/// Found by the property: what a tab deletes while its own first edit waits counts in the plan that
/// another tab was first to store.
#[test]
fn a_deletion_on_top_of_an_edit_that_waits_leaves_no_count_of_items_that_are_not_there() {
    let area = Rc::new(FaultyArea::default());
    let mut tabs: Vec<Tab> = (0..2).map(|_| Tab::new(&area)).collect();
    let add = |tab: &mut Tab, id: &str| {
        let id = ItemId::from(id);
        tab.make(|plan| plan.add(id, "degree", "Added"))
    };
    let remove = |tab: &mut Tab, id: &ItemId| {
        let ids = std::slice::from_ref(id);
        tab.make(|plan| plan.remove(ids))
    };
    area.breaks(Failure::Write(StorageError::Full));
    let first = tabs[0].at(6).expect("the template has more");
    assert_eq!(remove(&mut tabs[0], &first), Some(Err(StorageError::Full)));
    area.heals();
    for id in ["own-1", "own-2"] {
        assert_eq!(add(&mut tabs[1], id), Some(Ok(Written::AsGiven)));
    }
    tabs[0].hear();
    area.breaks(Failure::Gone);
    let own = ItemId::from("own-1");
    assert!(remove(&mut tabs[0], &own).is_some_and(|kept| kept.is_err()));
    area.heals();
    tabs[0].store.retry();
    let fresh = Tab::new(&area);
    assert_eq!(fresh.loaded.missing, 0);
    assert!(
        fresh
            .loaded
            .plan
            .item(&own)
            .is_none_or(|item| !item.is_there())
    );
    assert!(fresh.loaded.plan.item("own-2").is_some());
}

// ---- tabs that hear of each other a moment late -----------------------------------------------------

/// A change of one key: its number among all, and what is there since.
type News = (u64, String, Option<String>);

/// The storage of one tab as browsers with a process for each tab have it: it reads what it has written
/// itself and what it has heard of, and no more.
struct LateArea {
    shared: Rc<Shared>,
    place: usize,
    view: RefCell<BTreeMap<String, String>>,
    /// The number of its own last change of each key.
    own: RefCell<BTreeMap<String, u64>>,
}

/// What all of them have in common: what is on disk, and what each has not heard yet.
#[derive(Default)]
struct Shared {
    disk: RefCell<BTreeMap<String, String>>,
    news: [RefCell<VecDeque<News>>; TABS],
    changes: Cell<u64>,
}

fn put(map: &RefCell<BTreeMap<String, String>>, key: &str, value: Option<&str>) -> bool {
    let mut map = map.borrow_mut();
    let old = match value {
        Some(value) => map.insert(key.to_owned(), value.to_owned()),
        None => map.remove(key),
    };
    old.as_deref() != value
}

impl LateArea {
    fn change(&self, key: &str, value: Option<&str>) {
        if !put(&self.view, key, value) {
            return;
        }
        let number = self.shared.changes.get() + 1;
        self.shared.changes.set(number);
        self.own.borrow_mut().insert(key.to_owned(), number);
        put(&self.shared.disk, key, value);
        for (place, news) in self.shared.news.iter().enumerate() {
            if place != self.place {
                let value = value.map(str::to_owned);
                news.borrow_mut().push_back((number, key.to_owned(), value));
            }
        }
    }

    /// The next change of another tab. What this one has written later itself stays.
    fn hear(&self) -> Option<(String, Option<String>)> {
        let (number, key, value) = self.shared.news[self.place].borrow_mut().pop_front()?;
        let own = self.own.borrow().get(&key).copied();
        if own.is_none_or(|own| own < number) {
            put(&self.view, &key, value.as_deref());
        }
        Some((key, value))
    }
}

impl Area for LateArea {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.view.borrow().get(key).cloned())
    }

    fn write(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.change(key, Some(value));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.change(key, None);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.view.borrow().keys().cloned().collect())
    }
}

/// A tab hears up to so many changes, as `src/browser/storage.rs` of the app does. Whether there was one.
fn hear_late(tab: &mut Tab, area: &LateArea, count: usize) -> bool {
    let mut heard = false;
    for (key, value) in std::iter::from_fn(|| area.hear()).take(count) {
        heard = true;
        let Some(key) = key.strip_prefix(PREFIX) else {
            continue;
        };
        if tab.store.heard_of_deletion(key, value.as_deref()) || tab.store.is_news(key) {
            tab.hear();
        }
    }
    heard
}

/// Several tabs with a plan that all of them know.
fn late_tabs() -> (Rc<Shared>, Vec<(Tab, Rc<LateArea>)>) {
    let shared = Rc::new(Shared::default());
    let tab = |place| {
        let area = Rc::new(LateArea {
            shared: shared.clone(),
            place,
            view: RefCell::default(),
            own: RefCell::default(),
        });
        (Tab::over(area.clone()), area)
    };
    let mut tabs: Vec<_> = (0..TABS).map(tab).collect();
    tabs[0].0.make(|plan| plan.tick(&plan.milestones()[0].id));
    when_quiet(&shared, &mut tabs);
    (shared, tabs)
}

/// Until no tab has anything to hear any more; the plan as it is on disk then.
fn when_quiet(shared: &Shared, tabs: &mut [(Tab, Rc<LateArea>)]) -> LoadedPlan {
    loop {
        let heard = tabs
            .iter_mut()
            .map(|(tab, area)| hear_late(tab, area, usize::MAX));
        if !heard.fold(false, |any, heard| any | heard) {
            let disk = FaultyArea::of(shared.disk.borrow().clone());
            return Tab::new(&Rc::new(disk)).loaded;
        }
    }
}

/// Both wrote the same count of items: the page spoke of one that was missing, for ever.
#[test]
fn two_tabs_that_delete_in_the_same_moment_leave_a_plan_of_which_nothing_is_missing() {
    let (shared, mut tabs) = late_tabs();
    let ids: Vec<ItemId> = (0..2)
        .map(|number| ItemId::from(format!("own-{number}")))
        .collect();
    for id in &ids {
        tabs[0]
            .0
            .make(|plan| plan.add(id.clone(), "degree", "Added"));
    }
    when_quiet(&shared, &mut tabs);
    for ((tab, _), id) in tabs.iter_mut().zip(&ids) {
        tab.make(|plan| plan.remove(std::slice::from_ref(id)));
    }
    let fresh = when_quiet(&shared, &mut tabs);
    assert_eq!(fresh.missing, 0);
    assert!(ids.iter().all(|id| fresh.plan.item(id).is_none()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tabs_that_hear_late_come_to_one_plan_of_which_nothing_is_missing(
        events in prop::collection::vec((0..TABS, 0..8_usize, 0..10_usize), 1..80),
    ) {
        let (shared, mut tabs) = late_tabs();
        let (mut added, mut deleted) = (BTreeSet::new(), BTreeSet::new());
        for (number, (tab, place, kind)) in events.into_iter().enumerate() {
            let (tab, area) = &mut tabs[tab];
            let id = tab.at(place);
            match (kind, id) {
                (0..3, _) => {
                    let id = ItemId::from(format!("own-{number}"));
                    let new = id.clone();
                    tab.make(|plan| plan.add(new, "degree", "Added"));
                    added.insert(id);
                }
                (3..6, Some(id)) => {
                    tab.make(|plan| plan.remove(std::slice::from_ref(&id)));
                    deleted.insert(id);
                }
                (6..8, Some(id)) => _ = tab.make(|plan| plan.tick(&id)),
                _ => _ = hear_late(tab, area, place),
            }
        }
        let fresh = when_quiet(&shared, &mut tabs);
        prop_assert_eq!(fresh.missing, 0);
        for (tab, _) in &tabs {
            prop_assert_eq!(tab.loaded.missing, 0);
            prop_assert_eq!(&tab.loaded.plan, &fresh.plan);
        }
        // A milestone of the guide that is deleted keeps its fields: of two changes of one item at the
        // same moment, the later one stays.
        for id in deleted.iter().filter(|id| added.contains(*id)) {
            prop_assert!(fresh.plan.item(id).is_none(), "{} is back", id);
        }
        for id in added.difference(&deleted) {
            prop_assert!(fresh.plan.item(id).is_some(), "{} is lost", id);
        }
    }
}
