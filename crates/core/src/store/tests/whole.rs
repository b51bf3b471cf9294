//! Everything at once: read, replaced, put back.

use super::*;

fn values(of: &[(&str, &str)]) -> Values {
    let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    of.iter().map(own).collect()
}

/// What is on disk besides what the store writes for itself.
fn stored(area: &FaultyArea) -> Values {
    area.documents().into_iter().collect()
}

const OLD: [(&str, &str); 3] = [
    ("a", r#"{"schema":1,"text":"old"}"#),
    ("b", r#"{"schema":1,"text":"same"}"#),
    ("quarantine:c", "{cut"),
];
const NEW: [(&str, &str); 3] = [
    ("a", r#"{"schema":1,"text":"new, and longer"}"#),
    ("b", r#"{"schema":1,"text":"same"}"#),
    ("d", "no JSON at all"),
];

/// A device on which [`OLD`] is stored, and something of another program.
fn old_device() -> (Rc<FaultyArea>, Store) {
    let of = BTreeMap::from([("another-site".to_owned(), "theirs".to_owned())]);
    let area = Rc::new(FaultyArea::of(of));
    let store = Store::new(area.clone());
    store
        .save("z", None, &note("makes the mark"))
        .expect("there is room");
    store.remove::<Note>("z").expect("it can be removed");
    for (key, value) in OLD {
        area.put(key, value);
    }
    (area, store)
}

#[test]
fn the_whole_is_what_is_on_disk_and_what_waits_and_nothing_of_others() {
    let (area, store) = old_device();
    area.breaks_for("e", Failure::Write(StorageError::Full));
    assert!(store.save("e", None, &note("waits")).is_err());
    let whole = store.whole().expect("it can be read");
    let mut expected = values(&OLD);
    expected.insert(
        2,
        ("e".to_owned(), r#"{"schema":1,"text":"waits"}"#.to_owned()),
    );
    assert_eq!(whole.values, expected);
    assert_eq!(
        store.bytes_of_others(),
        Ok(2 * ("another-site".len() + "theirs".len()))
    );
    area.breaks_for("b", Failure::Read(StorageError::Broken));
    let fresh = tab(&area).whole().expect("the keys can be read");
    assert_eq!(fresh.unreadable, ["b"]);
    area.breaks(Failure::Keys(StorageError::Broken));
    assert_eq!(tab(&area).whole(), Err(StorageError::Broken));
}

#[test]
fn where_storage_is_denied_the_whole_is_what_waits() {
    let (area, store) = device();
    area.breaks(Failure::Gone);
    assert!(store.save("a", None, &note("x")).is_err());
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(1));
    assert_eq!(store.replace_all(&values(&NEW)), Err(StorageError::Denied));
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(1));
    assert_eq!(store.erase(), Err(StorageError::Denied));
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(0));
}

#[test]
fn a_value_is_sound_where_it_is_an_object_with_a_number() {
    assert!(is_sound(r#"{"schema":2,"x":[]}"#));
    for raw in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"schema":0}"#,
        r#"{"schema":"1"}"#,
        "{\"schema\":1",
    ] {
        assert!(!is_sound(raw), "{raw}");
    }
    assert_eq!(bytes_of("a", "{é}"), 2 * ("tech-lead-guide:a".len() + 3));
}

#[test]
fn another_state_takes_the_place_of_all_and_leaves_other_programs_alone() {
    let (area, store) = old_device();
    assert!(store.save("e", None, &note("this tab")).is_ok());
    assert_eq!(store.replace_all(&values(&NEW)), Ok(()));
    assert_eq!(stored(&area), values(&NEW));
    assert_eq!(area.contents()["another-site"], "theirs");
    assert_eq!(store.find::<Note>("e"), None);
    assert_eq!(store.replace_all(&Vec::new()), Ok(()));
    assert!(area.documents().is_empty());
}

#[test]
fn a_replacement_that_fails_anywhere_changes_nothing() {
    let failures = [
        Failure::Write(StorageError::Full),
        Failure::Write(StorageError::Broken),
        Failure::DropWrites,
        Failure::CutWrites,
        Failure::Remove(StorageError::Broken),
        Failure::IgnoreRemovals,
        Failure::Read(StorageError::Broken),
        Failure::Keys(StorageError::Broken),
        Failure::Gone,
    ];
    for failure in failures {
        for place in [":a", ":c", ":d", "replacing", ""] {
            let (area, store) = old_device();
            area.breaks_for(place, failure);
            let result = store.replace_all(&values(&NEW));
            area.heals();
            let next = tab(&area);
            next.finish();
            let expected: &[_] = if result.is_ok() { &NEW } else { &OLD };
            assert_eq!(stored(&area), values(expected), "{failure:?} {place}");
        }
    }
}

#[test]
fn a_replacement_needs_no_room_for_both_states() {
    let (area, store) = old_device();
    area.leaves_room(40);
    assert_eq!(store.replace_all(&values(&NEW)), Ok(()));
    assert_eq!(stored(&area), values(&NEW));
    let (area, store) = old_device();
    area.leaves_room(0);
    assert_eq!(store.replace_all(&values(&NEW)), Err(StorageError::Full));
    assert_eq!(stored(&area), values(&OLD));
}

#[test]
fn a_replacement_that_is_cut_at_any_moment_is_whole_or_not_at_all() {
    let (area, store) = old_device();
    area.records();
    store.replace_all(&values(&NEW)).expect("there is room");
    let states = area.states();
    assert!(states.len() > 5, "{}", states.len());
    let mut seen = [0, 0];
    for state in states {
        let area = Rc::new(FaultyArea::of(state));
        let next = tab(&area);
        next.finish();
        let there = stored(&area);
        let which = [&OLD, &NEW]
            .iter()
            .position(|state| there == values(*state));
        seen[which.expect("it is one of the two")] += 1;
        assert_eq!(area.contents()["another-site"], "theirs");
    }
    assert!(seen[0] > 3 && seen[1] == 1, "{seen:?}");
}

#[test]
fn only_what_cannot_be_read_is_removed_as_unreadable() {
    let (area, store) = old_device();
    area.put("torn", "{\"schema\":1,");
    for key in ["a", "quarantine:c", "torn"] {
        assert_eq!(store.remove_unreadable(key), Ok(()));
    }
    assert_eq!(stored(&area), values(&OLD[..2]));
}
