//! A plan as a file, and a file as a plan. The format is in `docs/formats.md`.

use super::forecast::HOURS_A_WEEK_LIMIT;
use super::item::{Item, Kind, Status, one_line};
use super::model::{Plan, is_newer, items_of_guide};
use super::stored::{Head, note_revision};
use super::time_off::{LIMIT, TimeOff};
use crate::content::{MILESTONES, STEPS};
use crate::csv::{Separator, Table};
use crate::day::Day;
use crate::id::ItemId;
use crate::store::{Document, Json, Schema, lenient};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;
use std::fmt;

/// Largest file that is read, in bytes. 5,000 items take about 1.5 million.
pub const FILE_LIMIT: usize = 5_000_000;

/// Most items that a file can have.
const ITEM_LIMIT: usize = 10_000;

/// Deepest nesting of a file: that of a plan is 4.
const DEPTH_LIMIT: usize = 30;

/// Most values in a file, at 40 for an item: what a short text can take in memory has an end.
const VALUE_LIMIT: usize = 40 * ITEM_LIMIT;

const KIND: &str = "tech-lead-guide plan";

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// There is no text in it.
    Nothing,
    /// More than [`FILE_LIMIT`].
    TooLarge,
    /// Nested more deeply than any plan.
    TooDeep,
    /// More items, or more values, than a plan can have.
    TooMany,
    /// JSON that ends in the middle.
    Cut,
    /// No JSON from this line on.
    NotJson(usize),
    /// JSON of something else.
    NotAPlan,
    /// A calendar.
    Calendar,
    /// A plan without items, or with a version that is no number.
    Damaged,
    /// Written by a newer version of the site.
    Newer,
    /// Not one item that can be used, of so many.
    NothingSound(usize),
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, number, after) = match self {
            Self::Nothing => (
                "There is nothing in it. Paste a list, or choose a file.",
                0,
                "",
            ),
            Self::TooLarge => (
                "This is larger than 5 MB, and no plan is. Nothing of it was read.",
                0,
                "",
            ),
            Self::TooDeep => (
                "This is nested more deeply than a plan can be. Nothing of it was read.",
                0,
                "",
            ),
            Self::TooMany => (
                "This has more than the 10,000 items that a plan can have. Nothing of it was read.",
                0,
                "",
            ),
            Self::Cut => (
                "This ends in the middle: it was cut off. Copy or save it again.",
                0,
                "",
            ),
            Self::NotJson(line) => (
                "This cannot be read from line ",
                *line,
                " on: it was damaged, or it is no plan of this site. Choose the file that ends in .json, as it was saved.",
            ),
            Self::NotAPlan => (
                "This is sound, but it is no plan of this site. Choose the file that “Save as a file” has made.",
                0,
                "",
            ),
            Self::Calendar => (
                "This is a calendar: it has events, and no milestones. Nothing of it was read.",
                0,
                "",
            ),
            Self::Damaged => (
                "This says that it is a plan, but it has no list of items or no version. Use it as it was saved.",
                0,
                "",
            ),
            Self::Newer => (
                "This was made by a newer version of this site. Load the page again to get that version, then try once more.",
                0,
                "",
            ),
            Self::NothingSound(count) => (
                "No item in this can be used, of ",
                *count,
                ". Use an older copy; nothing was changed.",
            ),
        };
        formatter.write_str(before)?;
        if number > 0 {
            formatter.write_str(&number.to_string())?;
        }
        formatter.write_str(after)
    }
}

impl std::error::Error for ImportError {}

/// What a file has.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The plan's name.
    pub name: String,
    /// Hours a week that the person has for it; 0 where that is not said.
    pub hours_a_week: u32,
    /// When the person does nothing for it.
    pub time_off: Vec<TimeOff>,
    /// Its items, [cleaned](Item::cleaned), each id once, sorted by id.
    pub items: Vec<Item>,
    /// The names of the items that cannot be used, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// How many raw values it has that could not be read where it was saved.
    pub unreadable: usize,
}

/// What a file says before its items.
#[derive(Serialize)]
struct FileStart<'a> {
    kind: &'static str,
    schema: Schema,
    name: &'a str,
    hours_a_week: u32,
    #[serde(skip_serializing_if = "<[TimeOff]>::is_empty")]
    time_off: &'a [TimeOff],
}

/// A file as it is read.
#[derive(Deserialize)]
struct PlanFile {
    #[serde(default, deserialize_with = "lenient")]
    kind: String,
    #[serde(default, deserialize_with = "lenient")]
    schema: Option<Schema>,
    #[serde(default, deserialize_with = "lenient")]
    name: String,
    #[serde(default, deserialize_with = "lenient")]
    hours_a_week: u32,
    #[serde(default, deserialize_with = "lenient")]
    time_off: Vec<TimeOff>,
    #[serde(default, deserialize_with = "lenient")]
    items: Option<Vec<Value>>,
    #[serde(default, deserialize_with = "lenient")]
    unreadable: Json,
}

/// The whole plan as a file, one item a line. `damaged` are stored values that could not be read.
pub fn write(head: &Head, plan: &Plan, damaged: &[(String, String)]) -> String {
    let start = FileStart {
        kind: KIND,
        schema: Schema::CURRENT,
        name: &head.name,
        hours_a_week: head.hours_a_week,
        time_off: &head.time_off,
    };
    let start = serde_json::to_string(&start).unwrap_or_default();
    let items: Vec<String> = plan
        .items()
        .map(|item| Value::Object(item.to_json()).to_string())
        .collect();
    let unreadable = if damaged.is_empty() {
        String::new()
    } else {
        let raw = damaged.iter();
        let raw = raw.map(|(key, raw)| (key.clone(), Value::from(raw.as_str())));
        format!(",\"unreadable\":{}", Value::Object(raw.collect()))
    };
    format!(
        "{},\"items\":[\n{}\n]{unreadable}}}",
        start.trim_end_matches('}'),
        items.join(",\n")
    )
}

/// Reads a file. Items that cannot be used are named and left out.
///
/// # Errors
/// Why nothing of it can be used.
pub fn read(text: &str) -> Result<Import, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    check_before_reading(text)?;
    let json: Value = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => ImportError::Cut,
        _ => ImportError::NotJson(error.line()),
    })?;
    let file: PlanFile = match json {
        Value::Object(_) => serde_json::from_value(json).map_err(|_| ImportError::NotAPlan)?,
        _ => return Err(ImportError::NotAPlan),
    };
    if file.kind != KIND {
        return Err(ImportError::NotAPlan);
    }
    match file.schema {
        Some(Schema::CURRENT) => {}
        Some(schema) if schema > Schema::CURRENT => return Err(ImportError::Newer),
        _ => return Err(ImportError::Damaged),
    }
    let list = file.items.ok_or(ImportError::Damaged)?;
    if list.len() > ITEM_LIMIT {
        return Err(ImportError::TooMany);
    }
    let (items, left_out) = usable(list);
    if items.is_empty() && !left_out.is_empty() {
        return Err(ImportError::NothingSound(left_out.len()));
    }
    Ok(Import {
        name: one_line(&file.name, 80),
        hours_a_week: file.hours_a_week.min(HOURS_A_WEEK_LIMIT),
        time_off: file.time_off.into_iter().take(LIMIT).collect(),
        unreadable: file.unreadable.len(),
        items,
        left_out,
    })
}

/// Size, depth and number of values, before anything is built of them.
fn check_before_reading(text: &str) -> Result<(), ImportError> {
    if text.is_empty() {
        return Err(ImportError::Nothing);
    }
    if text.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge);
    }
    let (mut depth, mut values) = (0_usize, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        if escaped {
            escaped = false;
            continue;
        }
        match byte {
            b'"' => in_text = !in_text,
            b'\\' => escaped = in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                values += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEPTH_LIMIT {
            return Err(ImportError::TooDeep);
        }
    }
    if values > VALUE_LIMIT {
        return Err(ImportError::TooMany);
    }
    Ok(())
}

/// The items that can be used, and the names of the others.
fn usable(list: Vec<Value>) -> (Vec<Item>, Vec<(String, &'static str)>) {
    let mut items = Vec::new();
    let mut left_out = Vec::new();
    for (place, value) in list.into_iter().enumerate() {
        let title = value.get("title").and_then(Value::as_str);
        let title = one_line(title.unwrap_or_default(), 80);
        let item = match value {
            Value::Object(json) => Item::from_json(json),
            _ => None,
        };
        match item.ok_or("it is damaged").and_then(Item::cleaned) {
            Ok(mut item) => {
                note_revision(&mut item);
                items.push(item);
            }
            Err(why) if title.is_empty() => {
                left_out.push((["item ", &(place + 1).to_string()].concat(), why));
            }
            Err(why) => left_out.push((title, why)),
        }
    }
    let count = items.len();
    let items: Vec<Item> = Plan::from_items(items).items().cloned().collect();
    if items.len() < count {
        let older = [&(count - items.len()).to_string(), " older"].concat();
        left_out.push((older, "a newer item has the same id"));
    }
    (items, left_out)
}

/// What the items of a file are to a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// Titles of items that the plan does not have.
    pub new: Vec<&'a str>,
    /// Titles of items that are newer than the plan's.
    pub newer: Vec<&'a str>,
    /// Titles of items that the plan has in a newer version.
    pub older: Vec<&'a str>,
    /// Titles of items that only the plan has.
    pub missing: Vec<&'a str>,
    /// How many are the same.
    pub same: usize,
}

/// Compares the items of a file, sorted by id, with a plan.
pub fn compare<'a>(plan: &'a Plan, items: &'a [Item]) -> Comparison<'a> {
    let mut found = Comparison::default();
    for item in items {
        match plan.item(&item.id) {
            // What was deleted elsewhere is nothing that anybody would see.
            None if item.is_there() => found.new.push(&item.title),
            None => found.same += 1,
            Some(known) if **known == *item => found.same += 1,
            Some(known) if is_newer(item, known) => found.newer.push(&item.title),
            Some(_) => found.older.push(&item.title),
        }
    }
    let is_in_file = |id: &str| {
        items
            .binary_search_by(|item| item.id.as_str().cmp(id))
            .is_ok()
    };
    let mine = plan.items().filter(|item| item.is_there());
    let only_mine = mine.filter(|item| !is_in_file(&item.id));
    found.missing = only_mine.map(|item| item.title.as_str()).collect();
    found
}

/// The items of a plan of its own: what of the guide is not among them counts as deleted, so that
/// the guide does not offer it as new.
pub fn as_own_plan(mut items: Vec<Item>) -> Vec<Item> {
    for mut item in items_of_guide() {
        if !items.iter().any(|known| known.id == item.id) {
            item.status = Status::Removed;
            items.push(item);
        }
    }
    items
}

/// Whether a step of the guide is empty because a plan of its own was made without it, not because the
/// person has deleted what was there.
pub fn was_left_out(plan: &Plan, step: &str) -> bool {
    let mut milestones = MILESTONES.iter().filter(|guide| guide.step == step);
    STEPS.iter().any(|known| known.id == step)
        && plan.in_step(step).is_empty()
        && milestones.all(|guide| {
            plan.item(guide.id)
                .is_none_or(|item| !item.is_there() && item.version == 0)
        })
}

/// This name, or where one of `known` is the same, this name with the first number that is free.
pub fn free_name(wanted: &str, known: &[String]) -> String {
    let is_free = |name: &str| !known.iter().any(|known| known == name);
    if is_free(wanted) {
        return wanted.to_owned();
    }
    // Room for the number within the longest name.
    let wanted = one_line(wanted, 70);
    let names = (2..).map(|number: u32| [&wanted, " ", &number.to_string()].concat());
    let mut free = names.filter(|name| is_free(name));
    free.next().unwrap_or_default()
}

// ---- as text ------------------------------------------------------------------------------------

/// The plan as a Markdown checklist.
pub fn markdown(name: &str, plan: &Plan) -> String {
    let mut text = ["# ", &escaped(name), "\n"].concat();
    for (step, items) in plan.by_step() {
        text += &["\n## ", &escaped(step.title), "\n\n"].concat();
        for item in items {
            let mark = if item.status == Status::Done {
                "x"
            } else {
                " "
            };
            text += &["- [", mark, "] ", &escaped(&item.title), "\n"].concat();
            let due = item.due.map(Day::in_words);
            let facts = [
                ("Done when: ", item.done_when.clone()),
                ("Status: ", said(&item.status)),
                ("Due: ", due.unwrap_or_default()),
                ("Note: ", item.note.clone()),
                ("Evidence: ", item.evidence.what.clone()),
                ("Seen by: ", item.evidence.who.clone()),
                ("Links: ", item.links.join(" ")),
            ];
            for (label, fact) in facts {
                if !fact.is_empty() {
                    let fact = escaped(&fact).replace('\n', "\n    ");
                    text += &["  - ", label, &fact, "\n"].concat();
                }
            }
        }
    }
    text
}

/// A status that a list of boxes does not show.
fn said(status: &Status) -> String {
    match status {
        Status::Doing | Status::Skipped => status.title().to_owned(),
        _ => String::new(),
    }
}

/// Text in which Markdown finds no markup but addresses.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\`*_[]<>#|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The plan as a table for spreadsheets.
pub fn csv(plan: &Plan, separator: Separator) -> String {
    let mut table = Table::new(separator);
    table.row([
        "Step",
        "Milestone",
        "Status",
        "Done when",
        "Start",
        "Due",
        "Hours from",
        "Hours to",
        "Note",
        "Evidence",
        "When",
        "Seen by",
        "Links",
    ]);
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let hours = |hours: Option<u32>| hours.map(|hours| hours.to_string()).unwrap_or_default();
    for (step, items) in plan.by_step() {
        for item in items {
            table.row([
                step.title,
                &item.title,
                item.status.title(),
                &item.done_when,
                &day(item.start),
                &day(item.due),
                &hours(item.effort.map(|effort| effort.low)),
                &hours(item.effort.map(|effort| effort.high)),
                &item.note,
                &item.evidence.what,
                &day(item.evidence.when),
                &item.evidence.who,
                &item.links.join(" "),
            ]);
        }
    }
    table.into_text()
}

/// The items of a step, or all, or those of these ids: what a person shares.
pub fn part(plan: &Plan, step: &str, ids: &[ItemId]) -> Vec<Item> {
    let wanted = |item: &&Item| {
        (step.is_empty() || plan.step_of(item) == step)
            && (ids.is_empty() || ids.contains(&item.id))
    };
    let milestones = plan.milestones().into_iter().map(AsRef::as_ref);
    let items: Vec<Item> = milestones.filter(wanted).cloned().collect();
    let own = plan
        .items()
        .filter(|item| item.kind == Kind::Step && item.is_there());
    let used = own.filter(|own| items.iter().any(|item| *item.step == *own.id));
    let mut part: Vec<Item> = used.cloned().collect();
    part.extend(items);
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_the_plan_back() {
        let plan = Plan::template();
        let mut head = Head::default();
        head.rename("Plan “A”");
        head.hours_a_week = 5;
        let day = |text| Day::parse(text).expect("a day");
        let off = TimeOff::new(day("2027-08-02"), day("2027-08-15"));
        head.time_off.extend(off);
        let import = read(&write(&head, &plan, &[])).expect("it is a plan");
        assert_eq!((import.name.as_str(), import.hours_a_week), ("Plan “A”", 5));
        assert_eq!(import.time_off, head.time_off);
        assert!(import.left_out.is_empty());
        assert_eq!(Plan::from_items(import.items), plan);
    }

    #[test]
    fn what_could_not_be_read_is_in_the_file_too() {
        let damaged = [("plan:main:item:x".to_owned(), "{".to_owned())];
        let file = write(&Head::default(), &Plan::template(), &damaged);
        let file: Value = serde_json::from_str(&file).expect("it is JSON");
        assert_eq!(file["unreadable"]["plan:main:item:x"], "{");
    }

    #[test]
    fn each_error_is_told_apart() {
        let file = |rest: &str| ["{\"kind\":\"", KIND, "\",", rest, "}"].concat();
        let many = "1,".repeat(ITEM_LIMIT);
        let cases = [
            (" \n".to_owned(), ImportError::Nothing),
            ("\u{feff}".to_owned(), ImportError::Nothing),
            ("x".repeat(FILE_LIMIT + 1), ImportError::TooLarge),
            ("[".repeat(DEPTH_LIMIT + 1), ImportError::TooDeep),
            (
                format!("[{}1]", "1,".repeat(VALUE_LIMIT)),
                ImportError::TooMany,
            ),
            (
                file(&format!("\"schema\":1,\"items\":[{many}1]")),
                ImportError::TooMany,
            ),
            ("{\"kind\":\"tech-lead".to_owned(), ImportError::Cut),
            ("{\n\nkind".to_owned(), ImportError::NotJson(3)),
            ("<!doctype html>".to_owned(), ImportError::NotJson(1)),
            ("[]".to_owned(), ImportError::NotAPlan),
            ("{\"kind\":\"something\"}".to_owned(), ImportError::NotAPlan),
            (file("\"schema\":99,\"items\":[]"), ImportError::Newer),
            (file("\"schema\":\"1\",\"items\":[]"), ImportError::Damaged),
            (file("\"schema\":1"), ImportError::Damaged),
            (
                file("\"schema\":1,\"items\":[3,{}]"),
                ImportError::NothingSound(2),
            ),
        ];
        let mut messages = Vec::new();
        for (text, error) in cases {
            assert_eq!(read(&text), Err(error), "{text:.60}");
            messages.push(error.to_string());
        }
        messages.sort();
        messages.dedup();
        assert_eq!(messages.len(), 11, "each has its own words");
    }

    #[test]
    fn a_hostile_item_is_made_harmless_or_left_out() {
        let file = format!(
            "{{\"kind\":\"{KIND}\",\"schema\":1,\"items\":[{},{},{}]}}",
            r#"{"schema":1,"id":"own-1","step":"skills","rank":"n","title":"\u202Eevil\u0000 \u2066x","links":["javascript:alert(1)","https://a.example"],"version":4294967295}"#,
            r#"{"schema":1,"id":"\"><script>","step":"skills","rank":"n","title":"x"}"#,
            r#"{"schema":1,"id":"own-2","step":"\"><b>","rank":"ZZ","title":"<img src=x>"}"#,
        );
        let import = read(&file).expect("two items are sound");
        assert_eq!(import.left_out, [("x".to_owned(), "its id is damaged")]);
        assert_eq!(import.items[0].title, "evil x");
        assert_eq!(import.items[0].links, ["https://a.example"]);
        assert!(import.items[0].version < u32::MAX);
        assert_eq!(import.items[1].step, "");
    }

    #[test]
    fn the_table_has_a_row_for_every_milestone() {
        let text = csv(&Plan::template(), Separator::Semicolon);
        assert_eq!(text.lines().count(), MILESTONES.len() + 1);
        assert!(
            text.starts_with("\u{feff}\"Step\";\"Milestone\";"),
            "{text:.40}"
        );
    }

    #[test]
    fn markdown_has_every_item_and_no_markup_of_the_persons() {
        let mut plan = Plan::template();
        let edit = plan.add("own-1".into(), "skills", "# <b>*x*</b> [y](z)");
        plan.apply(&edit.expect("possible"));
        let text = markdown("My plan", &plan);
        assert_eq!(text.matches("- [ ] ").count(), MILESTONES.len() + 1);
        assert!(
            text.contains("\\# \\<b\\>\\*x\\*\\</b\\> \\[y\\](z)"),
            "{text}"
        );
    }

    #[test]
    fn a_plan_of_its_own_is_not_offered_what_it_does_not_have() {
        let items = part(&Plan::template(), "skills", &[]);
        let own = as_own_plan(items.clone());
        assert_eq!(own.len(), MILESTONES.len());
        assert_eq!(Plan::from_items(own).milestones().len(), items.len());
    }

    #[test]
    fn a_step_without_anything_is_told_from_one_that_was_emptied() {
        let items = part(&Plan::template(), "skills", &[]);
        let mut plan = Plan::from_items(as_own_plan(items));
        assert!(!was_left_out(&plan, "skills"));
        assert!(was_left_out(&plan, "experience"));
        let all: Vec<ItemId> = plan
            .in_step("skills")
            .iter()
            .map(|item| item.id.clone())
            .collect();
        let edit = plan.remove(&all).expect("possible");
        plan.apply(&edit);
        assert!(
            !was_left_out(&plan, "skills"),
            "here milestones can be added"
        );
        assert!(!was_left_out(&Plan::template(), "experience"));
    }

    #[test]
    fn a_copy_gets_a_name_that_no_other_plan_has() {
        let known = ["My plan", "Year", "Year 2"].map(str::to_owned);
        assert_eq!(free_name("Month", &known), "Month");
        assert_eq!(free_name("Year", &known), "Year 3");
        let long = "x".repeat(80);
        assert!(free_name(&long, std::slice::from_ref(&long)).ends_with("x 2"));
    }

    #[test]
    fn of_two_items_with_one_id_the_older_is_left_out_and_named() {
        let item = |version: u32| {
            format!(
                r#"{{"schema":1,"id":"own-1","step":"skills","rank":"n","title":"Version {version}","version":{version}}}"#
            )
        };
        for (one, other) in [(1, 2), (2, 1)] {
            let (one, other) = (item(one), item(other));
            let file = format!(r#"{{"kind":"{KIND}","schema":1,"items":[{one},{other}]}}"#);
            let import = read(&file).expect("both are sound");
            assert_eq!(import.items.len(), 1);
            assert_eq!(import.items[0].title, "Version 2");
            let why = "a newer item has the same id";
            assert_eq!(import.left_out, [("1 older".to_owned(), why)]);
        }
    }

    #[test]
    fn a_preview_names_each_item_once_for_what_it_is_to_the_plan() {
        let item = |id: &str, version: u32| Item {
            id: id.into(),
            title: id.to_owned(),
            version,
            ..Item::default()
        };
        let removed = |id: &str| Item {
            status: Status::Removed,
            ..item(id, 1)
        };
        let mine = [
            item("ahead", 2),
            item("behind", 1),
            item("equal", 1),
            item("mine", 1),
            removed("removed-here"),
        ];
        let plan = Plan::from_items(mine);
        let file = [
            item("ahead", 1),
            item("behind", 2),
            item("equal", 1),
            item("new", 1),
            removed("removed-there"),
        ];
        let found = compare(&plan, &file);
        let wanted = Comparison {
            new: vec!["new"],
            newer: vec!["behind"],
            older: vec!["ahead"],
            missing: vec!["mine"],
            same: 2,
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_is_just_within_the_limits_is_read() {
        let file = |items: &str| format!(r#"{{"kind":"{KIND}","schema":1,"items":[{items}]}}"#);
        let deep = "[".repeat(DEPTH_LIMIT) + &"]".repeat(DEPTH_LIMIT);
        let brackets = "[{".repeat(DEPTH_LIMIT);
        let in_text = format!(r#"{{"\\\"{brackets}":"\\","b":"\"{brackets}\""}}"#);
        let beside = format!("[{}0]", "[],{},".repeat(DEPTH_LIMIT));
        let values = format!("[{}1]", "1,".repeat(VALUE_LIMIT - 1));
        let commas = format!(r#"{{"a":"{}"}}"#, ",".repeat(VALUE_LIMIT + 1));
        for text in [deep, in_text, beside, values, commas] {
            assert_eq!(read(&text), Err(ImportError::NotAPlan), "{text:.60}");
        }
        let largest = "x".repeat(FILE_LIMIT);
        assert_eq!(read(&largest), Err(ImportError::NotJson(1)));
        let items = file(&format!("{}1", "1,".repeat(ITEM_LIMIT - 1)));
        assert_eq!(read(&items), Err(ImportError::NothingSound(ITEM_LIMIT)));
        let none = read(&file("")).expect("a plan may be empty");
        assert_eq!(none.items, []);
    }

    /// A step of one's own, an item in it with all that an item can have, and one that is under way.
    fn full_plan() -> Plan {
        let step = Item {
            id: "own-step".into(),
            kind: Kind::Step,
            title: "Mine".to_owned(),
            ..Item::default()
        };
        let full = Item {
            id: "own-1".into(),
            step: "own-step".into(),
            rank: "n".to_owned(),
            title: "Read it".to_owned(),
            done_when: "We talked".to_owned(),
            note: "One\nTwo".to_owned(),
            links: vec![
                "https://a.example".to_owned(),
                "https://b.example".to_owned(),
            ],
            status: Status::Done,
            start: Day::parse("2026-12-01"),
            due: Day::parse("2027-01-31"),
            effort: crate::roadmap::item::Effort::new(2, 10),
            evidence: crate::roadmap::item::Evidence {
                what: "Notes".to_owned(),
                when: Day::parse("2027-01-30"),
                who: "Zoë".to_owned(),
            },
            ..Item::default()
        };
        let begun = Item {
            id: "own-2".into(),
            step: "own-step".into(),
            rank: "t".to_owned(),
            title: "Go on".to_owned(),
            status: Status::Doing,
            ..Item::default()
        };
        Plan::from_items([step, full, begun])
    }

    #[test]
    fn markdown_says_all_that_a_person_has_written() {
        let text = markdown("My plan", &full_plan());
        let wanted = "\n## Mine\n\n- [x] Read it\n  - Done when: We talked\n  - Due: 31 Jan 2027\n  - Note: One\n    Two\n  - Evidence: Notes\n  - Seen by: Zoë\n  - Links: https://a.example https://b.example\n- [ ] Go on\n  - Status: Under way\n";
        assert!(
            text.starts_with("# My plan\n") && text.ends_with(wanted),
            "{text}"
        );
    }

    #[test]
    fn a_row_of_the_table_has_all_of_an_item() {
        let text = csv(&full_plan(), Separator::Semicolon);
        let wanted = "\"Mine\";\"Read it\";\"Done\";\"We talked\";\"2026-12-01\";\"2027-01-31\";\"2\";\"10\";\"One\nTwo\";\"Notes\";\"2027-01-30\";\"Zoë\";\"https://a.example https://b.example\"";
        assert!(text.contains(wanted), "{text}");
    }

    #[test]
    fn a_part_has_what_was_chosen_and_the_own_steps_of_that() {
        let mut plan = full_plan();
        for (id, step) in [("own-3", "skills"), ("own-4", "degree")] {
            let edit = plan.add(id.into(), step, id).expect("possible");
            plan.apply(&edit);
        }
        let edit = plan
            .add_step("own-empty".into(), "Empty")
            .expect("possible");
        plan.apply(&edit);
        let ids = |step: &str, ids: &[ItemId]| {
            let part = part(&plan, step, ids).into_iter();
            part.map(|item| item.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ids("own-step", &[]), ["own-step", "own-1", "own-2"]);
        assert_eq!(ids("skills", &[]), ["own-3"]);
        assert_eq!(ids("", &["own-2".into()]), ["own-step", "own-2"]);
        assert_eq!(ids("own-step", &["own-3".into()]), [""; 0]);
        assert_eq!(ids("", &[]).len(), 5);
    }
}
