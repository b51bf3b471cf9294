//! What must hold for the calendar file of any plan. The reader here is strict on purpose: it takes
//! what RFC 5545 allows, and nothing else.

use guide_core::day::Day;
use guide_core::roadmap::ics::calendar;
use guide_core::roadmap::item::{Item, Kind, Status};
use guide_core::roadmap::model::Plan;
use proptest::prelude::*;
use std::path::Path;

const STAMP: &str = "20261123T101112Z";

/// Where to write the calendars that other readers are tried with.
const FOLDER: &str = "ICS_DIR";

/// The properties of one event: name with parameters, and raw value.
type Event = Vec<(String, String)>;

/// Reads a calendar.
fn read(file: &str) -> Result<Vec<Event>, String> {
    let mut lines: Vec<String> = Vec::new();
    let body = file.strip_suffix("\r\n").ok_or("no end of the last line")?;
    for line in body.split("\r\n") {
        if line.len() > 75 {
            return Err(format!("too long: {line}"));
        }
        if let Some(c) = line.chars().find(|c| c.is_control()) {
            return Err(format!("control character {c:?}"));
        }
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().ok_or("folded first line")?.push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let mut lines = lines.into_iter().map(|line| {
        let (name, value) = line.split_once(':').ok_or(format!("no value: {line}"))?;
        let known = |c: char| c.is_ascii_uppercase() || "-;=".contains(c);
        if name.is_empty() || !name.chars().all(known) {
            return Err(format!("not a name: {name}"));
        }
        Ok((name.to_owned(), value.to_owned()))
    });
    let mut next = || lines.next().ok_or("ended early".to_owned())?;
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//tech-lead-guide//roadmap//EN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        let line = next()?;
        if line != (name.to_owned(), value.to_owned()) {
            return Err(format!("{line:?} is not {name}"));
        }
    }
    let mut events = Vec::new();
    loop {
        let (name, value) = next()?;
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") => {}
            ("END", "VCALENDAR") => break,
            _ => return Err(format!("{name} between events")),
        }
        let mut event = Event::new();
        loop {
            let (name, value) = next()?;
            if name == "END" && value == "VEVENT" {
                break;
            }
            if event.iter().any(|(known, _)| *known == name) {
                return Err(format!("{name} twice"));
            }
            event.push((name, value));
        }
        events.push(event);
    }
    if next().is_ok() {
        return Err("something after the end".to_owned());
    }
    Ok(events)
}

fn value<'a>(event: &'a Event, name: &str) -> Option<&'a str> {
    let found = event.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// The text of a value, or what is wrong with it.
fn unescaped(value: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => return Err(format!("escape of {other:?}")),
            },
            ';' | ',' => return Err(format!("a bare {c}")),
            c => text.push(c),
        }
    }
    Ok(text)
}

fn text_of(event: &Event, name: &str) -> Result<String, String> {
    value(event, name).map_or(Ok(String::new()), unescaped)
}

/// What remains of a text: the calendar has no place for control characters.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| *c == '\n' || !c.is_control());
    kept.collect()
}

/// Any text, and much of what a calendar file gives a meaning to.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        ".{0,90}",
        Just("\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n".to_owned()),
        Just("\\n\\,\\;\\\\".to_owned()),
        Just("\n \n\t;,:\"^'".to_owned()),
        Just("\u{2028}\u{2029}\u{85}\u{feff}".to_owned()),
        Just("日本語🦀é".repeat(12)),
        Just("\\".repeat(80)),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

fn item() -> impl Strategy<Value = Item> {
    let texts = (hostile(), hostile(), hostile());
    let days = (
        prop::option::of(-700_000..2_932_897_i32),
        prop::option::weighted(0.8, -700_000..2_932_897_i32),
    );
    let rest = ("[a-z0-9-]{1,40}", 0..6_usize, any::<u32>(), any::<bool>());
    (texts, days, rest).prop_map(|(texts, (start, due), (id, status, version, is_step))| {
        let (title, done_when, note) = texts;
        let status = match status {
            0 => Status::Skipped,
            1 => Status::Removed,
            2 => Status::Done,
            3 => Status::Unknown(note.clone()),
            _ => Status::ToDo,
        };
        Item {
            kind: if is_step { Kind::Step } else { Kind::Milestone },
            id: id.into(),
            title,
            done_when,
            note,
            status,
            start: start.map(Day::from_number),
            due: due.map(Day::from_number),
            version,
            ..Item::default()
        }
    })
}

fn is_exported(item: &Item) -> bool {
    item.due.is_some() && item.kind == Kind::Milestone
}

fn uid(id: &str) -> String {
    ["main-", id, "@tech-lead-guide"].concat()
}

proptest! {
    #[test]
    fn a_calendar_says_what_the_plan_says(items in prop::collection::vec(item(), 0..8)) {
        let plan = Plan::from_items(items);
        let exported: Vec<&Item> = plan.items().filter(|item| is_exported(item)).collect();
        let Some(file) = calendar(&plan, &[], "main", STAMP) else {
            prop_assert!(exported.is_empty());
            return Ok(());
        };
        let events = read(&file).map_err(TestCaseError::fail)?;
        prop_assert_eq!(events.len(), exported.len());
        for item in exported {
            let uid = uid(&item.id);
            let event = events.iter().find(|event| value(event, "UID") == Some(&uid));
            let event = event.ok_or_else(|| TestCaseError::fail("an event is missing"))?;
            let text = |name| text_of(event, name).map_err(TestCaseError::fail);
            prop_assert_eq!(text("SUMMARY")?, plain(&item.title));
            // Neither the note nor the evidence.
            prop_assert_eq!(text("DESCRIPTION")?, plain(&item.done_when));
            text("CATEGORIES")?;
            prop_assert_eq!(value(event, "DTSTAMP"), Some(STAMP));
            let cancelled = matches!(item.status, Status::Skipped | Status::Removed);
            let status = if cancelled { "CANCELLED" } else { "CONFIRMED" };
            prop_assert_eq!(value(event, "STATUS"), Some(status));
            let from = value(event, "DTSTART;VALUE=DATE").unwrap_or_default();
            prop_assert_eq!(from.len(), 8);
            if let Some(to) = value(event, "DTEND;VALUE=DATE") {
                prop_assert!(from < to, "{} {}", from, to);
            }
        }
    }

    #[test]
    fn a_second_export_updates_the_first(items in prop::collection::vec(item(), 1..6), title in hostile()) {
        let mut plan = Plan::from_items(items);
        let uids = |plan: &Plan| -> Result<Vec<String>, String> {
            let Some(file) = calendar(plan, &[], "main", STAMP) else { return Ok(Vec::new()) };
            let events = read(&file)?;
            Ok(events.iter().filter_map(|event| value(event, "UID")).map(str::to_owned).collect())
        };
        let before = uids(&plan).map_err(TestCaseError::fail)?;
        let ids: Vec<_> = plan.items().filter(|item| is_exported(item)).map(|item| item.id.clone()).collect();
        for id in ids {
            let known = plan.item(&id).map_or(0, |item| item.version);
            if known < u32::MAX && let Some(edit) = plan.set_status(std::slice::from_ref(&id), &Status::Doing) {
                plan.apply(&edit);
                let file = calendar(&plan, &[], "main", STAMP).unwrap_or_default();
                let events = read(&file).map_err(TestCaseError::fail)?;
                let event = events.iter().find(|event| value(event, "UID") == Some(&uid(&id)));
                let sequence = (known + 1).min(i32::MAX as u32).to_string();
                prop_assert_eq!(event.and_then(|event| value(event, "SEQUENCE")), Some(sequence.as_str()));
            }
        }
        let changed = plan.items().cloned().map(|item| Item { title: title.clone(), ..item });
        prop_assert_eq!(uids(&Plan::from_items(changed)).map_err(TestCaseError::fail)?, before);
    }
}

/// Writes calendars to try other programs with, where somebody names a folder for them.
#[test]
fn calendars_are_written_for_other_readers() {
    use proptest::strategy::ValueTree;
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let plans = prop::collection::vec(item(), 3..12);
    for number in 0..200 {
        let items = plans.new_tree(&mut runner).expect("a plan").current();
        let plan = Plan::from_items(items);
        let Some(file) = calendar(&plan, &[], "main", STAMP) else {
            continue;
        };
        let exported = plan.items().filter(|item| is_exported(item));
        let expected: Vec<_> = exported
            .map(|item| serde_json::json!([uid(&item.id), plain(&item.title)]))
            .collect();
        let path = Path::new(&folder).join(format!("{number}.ics"));
        std::fs::write(&path, file).expect("the folder can be written");
        let expected = serde_json::Value::from(expected).to_string();
        std::fs::write(path.with_extension("json"), expected).expect("the folder can be written");
    }
}
