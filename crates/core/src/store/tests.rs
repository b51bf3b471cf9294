//! The rules of the store against every fault a browser can show.

use super::*;

#[derive(Debug, Clone, PartialEq)]
struct Note(String);

impl Document for Note {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        take_text(&mut json, "text").map(Note)
    }

    fn to_json(&self) -> Map<String, Value> {
        Map::from_iter([("text".to_owned(), Value::from(self.0.as_str()))])
    }
}

fn note(text: &str) -> Note {
    Note(text.to_owned())
}

fn store() -> (Rc<MemoryArea>, Store) {
    let area = Rc::new(MemoryArea::default());
    (Rc::clone(&area), Store::new(area, None))
}

#[test]
fn what_is_saved_is_found_under_the_prefix() {
    let (area, store) = store();
    assert_eq!(store.load::<Note>("a"), Ok(Loaded::Absent));
    assert_eq!(store.save("a", &note("one")), Ok(()));
    assert_eq!(store.load("a"), Ok(Loaded::Found(note("one"))));
    assert!(area.contents().keys().all(|key| key.starts_with(PREFIX)));
}

#[test]
fn keys_of_other_sites_are_not_seen() {
    let (area, store) = store();
    assert_eq!(area.write("other:a", "{}"), Ok(()));
    assert_eq!(store.load_all::<Note>(""), Ok((vec![], vec![])));
}

#[test]
fn an_unreadable_value_is_copied_before_it_is_overwritten() {
    let (area, store) = store();
    assert_eq!(area.write("tech-lead-guide:a", "{broken"), Ok(()));
    assert_eq!(
        store.load::<Note>("a"),
        Ok(Loaded::Damaged("{broken".to_owned()))
    );
    assert_eq!(store.save("a", &note("new")), Ok(()));
    assert_eq!(store.load("a"), Ok(Loaded::Found(note("new"))));
    assert_eq!(
        store.quarantined(),
        [("quarantine:a".to_owned(), "{broken".to_owned())]
    );
}

#[test]
fn two_unreadable_values_of_one_key_are_both_kept() {
    let (area, store) = store();
    for raw in ["{one", "{two", "{two"] {
        assert_eq!(area.write("tech-lead-guide:a", raw), Ok(()));
        assert_eq!(store.save("a", &note("new")), Ok(()));
    }
    let mut kept: Vec<String> = store
        .quarantined()
        .into_iter()
        .map(|(_, raw)| raw)
        .collect();
    kept.sort();
    assert_eq!(kept, ["{one", "{two"]);
}

#[test]
fn an_unreadable_value_that_cannot_be_copied_is_not_overwritten() {
    let (area, store) = store();
    assert_eq!(area.write("tech-lead-guide:a", "{broken"), Ok(()));
    area.fail_with(Some(Fault::Full));
    assert_eq!(store.save("a", &note("new")), Err(Fault::Full));
    area.fail_with(None);
    assert_eq!(
        area.contents().get("tech-lead-guide:a").map(String::as_str),
        Some("{broken")
    );
}

#[test]
fn what_waits_for_a_copy_is_said_and_written_once_there_is_room() {
    let (area, store) = store();
    assert_eq!(area.write("tech-lead-guide:a", "{broken"), Ok(()));
    area.fail_with(Some(Fault::Full));
    assert_eq!(store.save("a", &note("new")), Err(Fault::Full));
    assert_eq!(store.trouble(), Some(Fault::Full));
    area.fail_with(None);
    assert_eq!(store.flush(), Ok(()));
    assert_eq!(store.load("a"), Ok(Loaded::Found(note("new"))));
    assert_eq!(store.quarantined().len(), 1);
}

#[test]
fn an_unreadable_value_is_copied_before_it_is_removed() {
    let (area, store) = store();
    assert_eq!(area.write("tech-lead-guide:a", "{broken"), Ok(()));
    assert_eq!(store.remove::<Note>("a"), Ok(()));
    assert_eq!(
        store.quarantined(),
        [("quarantine:a".to_owned(), "{broken".to_owned())]
    );
}

#[test]
fn a_full_storage_keeps_the_old_value_and_says_so() {
    let (area, store) = store();
    assert_eq!(store.save("a", &note("old")), Ok(()));
    area.fail_with(Some(Fault::Full));
    assert_eq!(store.save("a", &note("new")), Err(Fault::Full));
    assert_eq!(store.trouble(), Some(Fault::Full));
    assert!(area.contents()["tech-lead-guide:a"].contains("old"));
    assert_eq!(
        store.load("a"),
        Ok(Loaded::Found(note("new"))),
        "the app goes on with the new value"
    );
}

#[test]
fn what_did_not_fit_is_written_with_the_next_change() {
    let (area, store) = store();
    area.fail_with(Some(Fault::Full));
    assert!(store.save("a", &note("one")).is_err());
    area.fail_with(None);
    assert_eq!(store.save("b", &note("two")), Ok(()));
    assert_eq!(store.trouble(), None);
    assert_eq!(area.contents().len(), 2);
}

#[test]
fn a_storage_that_forgets_is_noticed() {
    let (area, store) = store();
    area.fail_with(Some(Fault::Broken));
    assert_eq!(store.save("a", &note("one")), Err(Fault::Broken));
    assert_eq!(store.trouble(), Some(Fault::Broken));
}

#[test]
fn a_denied_storage_stays_in_trouble_and_works_in_memory() {
    let store = Store::new(Rc::new(MemoryArea::default()), Some(Fault::Denied));
    assert_eq!(store.save("a", &note("one")), Err(Fault::Denied));
    assert_eq!(store.load("a"), Ok(Loaded::Found(note("one"))));
    assert_eq!(store.trouble(), Some(Fault::Denied));
}

#[test]
fn a_removed_value_is_gone_and_its_neighbours_are_not() {
    let (_, store) = store();
    for key in ["plan:a:item:1", "plan:a:item:2", "plan:b:item:1"] {
        assert_eq!(store.save(key, &note(key)), Ok(()));
    }
    assert_eq!(store.remove::<Note>("plan:a:item:1"), Ok(()));
    let (found, damaged) = store.load_all::<Note>("plan:a:").unwrap_or_default();
    assert_eq!(found, [note("plan:a:item:2")]);
    assert!(damaged.is_empty());
}

#[test]
fn one_damaged_item_does_not_hide_the_others() {
    let (area, store) = store();
    assert_eq!(store.save("plan:a:item:1", &note("one")), Ok(()));
    assert_eq!(area.write("tech-lead-guide:plan:a:item:2", "\u{0}"), Ok(()));
    let (found, damaged) = store.load_all::<Note>("plan:a:").unwrap_or_default();
    assert_eq!(found.len(), 1);
    assert_eq!(damaged, [("plan:a:item:2".to_owned(), "\u{0}".to_owned())]);
}

#[test]
fn a_field_is_set_without_losing_the_others() {
    let (area, store) = store();
    assert_eq!(store.fields("a"), None);
    assert_eq!(store.set_field("a", "theme", Value::from("dark")), Ok(()));
    assert_eq!(
        area.contents()["tech-lead-guide:a"],
        r#"{"schema":1,"theme":"dark"}"#
    );
    let newer = r#"{"schema":2,"contrast":true,"theme":"dark"}"#;
    assert_eq!(area.write("tech-lead-guide:a", newer), Ok(()));
    assert_eq!(store.set_field("a", "theme", Value::from("light")), Ok(()));
    let fields = store.fields("a");
    let fields = fields.as_ref();
    assert_eq!(
        fields.and_then(|fields| fields.text("theme")),
        Some("light")
    );
    assert_eq!(
        fields.and_then(|fields| fields.flag("contrast")),
        Some(true)
    );
}

#[test]
fn fields_that_cannot_be_read_are_copied_before_one_is_set() {
    let (area, store) = store();
    assert_eq!(area.write("tech-lead-guide:a", r#"{"theme":3}"#), Ok(()));
    assert_eq!(store.fields("a"), None);
    assert_eq!(store.set_field("a", "theme", Value::from("dark")), Ok(()));
    assert_eq!(store.quarantined().len(), 1);
}
