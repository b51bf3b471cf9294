//! Files: out and in again, merge and replace, and a thousand that came to harm.

use super::plans::{
    HOSTILE, Numbers, applied, expect_clean, items, plan, typical, without_versions,
};
use guide_core::content::MILESTONES;
use guide_core::roadmap::exchange::{self, ImportError};
use guide_core::roadmap::item::{Item, STORED_LIMIT, Status};
use guide_core::roadmap::model::{Direction, Plan};
use guide_core::roadmap::stored::Head;
use guide_core::store::Document;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The document of a plan with this name.
fn head(name: &str) -> Head {
    let mut head = Head::default();
    head.rename(name);
    head
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_exported_is_imported_the_same(plan in plan()) {
        let import = exchange::read(&exchange::write(&head("Mine"), &plan, &[])).expect("it is sound");
        prop_assert_eq!(&import.items, &items(&plan));
        prop_assert!(import.left_out.is_empty(), "{:?}", import.left_out);
        prop_assert_eq!(import.name, "Mine");
        prop_assert_eq!(Plan::from_items(import.items), plan);
    }

    #[test]
    fn replacing_gives_the_other_plan_and_undo_the_old_one(one in plan(), other in plan()) {
        let import = exchange::read(&exchange::write(&Head::default(), &other, &[])).expect("it is sound");
        let edit = one.replaced_by(import.items, "x");
        let replaced = applied(&one, edit.clone());
        prop_assert_eq!(without_versions(&replaced), without_versions(&other));
        let back = edit.map(|edit| edit.inverse());
        prop_assert_eq!(applied(&replaced, back), one);
    }

    #[test]
    fn merging_loses_nothing_twice_is_once_and_both_sides_agree(one in plan(), other in plan()) {
        let merged = applied(&one, one.merged_with(items(&other), "x"));
        for item in one.items().chain(other.items()) {
            prop_assert!(merged.item(&item.id).is_some(), "{} is lost", item.title);
        }
        prop_assert_eq!(merged.merged_with(items(&other), "x"), None);
        prop_assert_eq!(&applied(&other, other.merged_with(items(&one), "x")), &merged);
        // What the preview says is what happens.
        let others = items(&other);
        let found = exchange::compare(&one, &others);
        let changed = one.merged_with(others.clone(), "x").map_or(0, |edit| edit.changes.len());
        let hidden = others.iter().filter(|item| !item.is_there() && one.item(&item.id).is_none());
        prop_assert_eq!(found.new.len() + found.newer.len() + hidden.count(), changed);
    }

    #[test]
    fn no_text_can_break_the_reader(text in ".{0,400}") {
        _ = exchange::read(&text);
        _ = exchange::read(&format!("{{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[{text}]}}"));
    }
}

/// Files that came to harm, or were made to do some.
fn corpus() -> Vec<String> {
    let mut numbers = Numbers(2026);
    let sound = exchange::write(
        &head("Mine"),
        &typical(),
        &[("plan:main:item:x".to_owned(), "{\"sch".to_owned())],
    );
    let mut files = Vec::new();
    for _ in 0..400 {
        let mut bytes = sound.clone().into_bytes();
        for _ in 0..=numbers.next(4) {
            let place = numbers.next(bytes.len());
            bytes[place] ^= 1 << numbers.next(8);
        }
        files.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    for _ in 0..250 {
        let end = sound.floor_char_boundary(numbers.next(sound.len()));
        files.push(sound[..end].to_owned());
    }
    for depth in [31, 100, 127, 128, 129, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"items\":", "}]")] {
            files.push(open.repeat(depth) + "1" + &close.repeat(depth));
            files.push(open.repeat(depth));
            let items = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            files.push(format!(
                "{{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[{items}]}}"
            ));
        }
    }
    let values = [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\"x\"",
        "-1",
        "0",
        "2",
        "1e999",
        "1e308",
        "18446744073709551616",
        "4294967295",
        "4294967296",
        "0.5",
        "[1,[2]]",
        "{\"a\":{}}",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "NaN",
    ];
    let names = [
        "schema",
        "id",
        "step",
        "rank",
        "title",
        "status",
        "version",
        "links",
        "due",
        "hours_high",
        "evidence",
        "kind",
        "revision",
        "unknown_here",
    ];
    for name in names {
        for value in values {
            let fields: Vec<String> = names[..5]
                .iter()
                .map(|field| {
                    let usual = if *field == "schema" { "1" } else { "\"abc\"" };
                    format!("\"{field}\":{}", if *field == name { value } else { usual })
                })
                .collect();
            files.push(format!(
                "{{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[{{{},\"{name}\":{value}}}]}}",
                fields.join(",")
            ));
        }
    }
    for field in ["kind", "schema", "name", "items", "unreadable"] {
        for value in values {
            files.push(sound.replacen(
                &format!("\"{field}\":"),
                &format!("\"{field}\":{value},\"old\":"),
                1,
            ));
        }
    }
    for text in HOSTILE {
        for field in [
            "id",
            "step",
            "rank",
            "title",
            "done_when",
            "note",
            "status",
            "skill",
            "evidence",
        ] {
            let json = serde_json::Value::from(text).to_string();
            let mut item = Plan::template()
                .items()
                .next()
                .expect("it has items")
                .to_json();
            item.insert(field.to_owned(), serde_json::Value::from(text));
            item.insert("links".to_owned(), vec![text].into());
            let item = serde_json::Value::Object(item);
            files.push(format!(
                "{{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"name\":{json},\"items\":[{item},{item}]}}"
            ));
        }
    }
    files
}

#[test]
fn a_thousand_damaged_files_each_give_a_message_or_sound_items() {
    let files = corpus();
    assert!(files.len() >= 1_000, "{}", files.len());
    let own = typical();
    let before = own.clone();
    let (mut refused, mut taken, mut in_part) = (0, 0, 0);
    for file in &files {
        match exchange::read(file) {
            Err(error) => {
                let message = error.to_string();
                assert!(message.ends_with('.') && message.len() > 30, "{message}");
                refused += 1;
            }
            Ok(import) => {
                for item in &import.items {
                    assert!(item.stored_size() <= STORED_LIMIT);
                    assert!(!item.title.is_empty() && !item.id.contains(['<', '"', ' ', ':']));
                    assert!(item.links.iter().all(|link| link.starts_with("http")));
                    let again = Item::from_json(item.to_json());
                    assert_eq!(again.as_ref(), Some(item), "it is stored as it is");
                }
                expect_clean(&import.items);
                let merged = applied(&own, own.merged_with(import.items.clone(), "x"));
                assert!(own.items().all(|item| merged.item(&item.id).is_some()));
                taken += 1;
                in_part += usize::from(!import.left_out.is_empty());
            }
        }
        assert_eq!(own, before, "reading changes nothing");
    }
    println!(
        "{} files: {refused} refused, {taken} taken, {in_part} of them in part",
        files.len()
    );
    assert!(
        refused > 400 && taken > 200 && in_part > 50,
        "{refused} {taken} {in_part}"
    );
}

#[test]
fn a_file_of_50_mb_is_refused_at_once() {
    let text = format!(
        "{{\"kind\":\"tech-lead-guide plan\",\"x\":\"{}\"}}",
        "x".repeat(50_000_000)
    );
    let start = Instant::now();
    assert_eq!(exchange::read(&text), Err(ImportError::TooLarge));
    assert!(
        start.elapsed() < Duration::from_millis(100),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn the_largest_plan_is_read_merged_and_shown_in_good_time() {
    let item = Plan::template()
        .items()
        .next()
        .expect("it has items")
        .clone();
    let many: Vec<Item> = (0..10_000)
        .map(|number| Item {
            id: format!("own-{number}").into(),
            note: String::new(),
            ..item.clone()
        })
        .collect();
    let start = Instant::now();
    let text = exchange::write(&Head::default(), &Plan::from_items(many), &[]);
    let import = exchange::read(&text).expect("it is sound");
    assert_eq!(import.items.len(), 10_000);
    let own = typical();
    let merged = applied(&own, own.merged_with(import.items.clone(), "x"));
    assert_eq!(merged.items().count(), 10_037);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn sound_items_are_kept_and_the_others_named() {
    let plan = Plan::template();
    let first = &plan.items().next().expect("it has items").title;
    let sound = exchange::write(
        &head("Mine"),
        &Plan::template(),
        &[("a".to_owned(), "b".to_owned())],
    );
    let damaged = sound.replacen("\"rank\"", "\"runk\"", 1);
    let import = exchange::read(&damaged).expect("the others are sound");
    assert_eq!(import.items.len(), MILESTONES.len() - 1);
    assert_eq!(import.left_out, [(first.clone(), "it is damaged")]);
    assert_eq!(import.unreadable, 1);
}

#[test]
fn what_a_newer_version_wrote_survives() {
    let mut item = Plan::template()
        .items()
        .next()
        .expect("it has items")
        .clone();
    item.unknown.insert("mood".to_owned(), "calm".into());
    item.status = Status::Unknown("waiting".to_owned());
    let text = exchange::write(&Head::default(), &Plan::from_items([item.clone()]), &[]);
    assert_eq!(
        exchange::read(&text).expect("it is sound").items,
        [item.clone()]
    );
    // Not without limit.
    item.unknown
        .insert("mood".to_owned(), "x".repeat(2_000).into());
    let text = exchange::write(&Head::default(), &Plan::from_items([item]), &[]);
    assert_eq!(exchange::read(&text), Err(ImportError::NothingSound(1)));
}

#[test]
fn a_rank_that_leaves_no_room_is_made_to_leave_some() {
    for rank in ["a", "aaaa", "", "<b>", "na"] {
        let text = exchange::write(&Head::default(), &Plan::template(), &[]);
        let first = Plan::template()
            .items()
            .next()
            .expect("it has items")
            .rank
            .clone();
        let text = text.replacen(
            &format!("\"rank\":\"{first}\""),
            &format!("\"rank\":\"{rank}\""),
            1,
        );
        let plan = Plan::from_items(exchange::read(&text).expect("it is sound").items);
        for item in plan.items() {
            assert!(!item.rank.is_empty() && !item.rank.ends_with('a'));
            _ = plan.shift(&item.id, Direction::Up);
        }
    }
}
