//! A plan as a file, and a file as a plan. The format is in `docs/formats.md`.

use super::item::{Item, Kind, SCHEMA, Status, one_line};
use super::model::{Plan, is_newer, items_of_guide};
use crate::day::Day;
use crate::markup::Markup;
use crate::store::{Document, take_number, take_text};
use serde_json::{Map, Value};
use std::fmt;

/// Largest file that is read, in bytes. 5,000 items take about 1.5 million.
pub const FILE_LIMIT: usize = 5_000_000;

/// Most items that a file can have.
const ITEM_LIMIT: usize = 10_000;

const KIND: &str = "tech-lead-guide plan";

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// More than [`FILE_LIMIT`].
    TooLarge,
    /// No JSON, or only a part of it.
    NotJson,
    /// JSON of something else.
    NotAPlan,
    /// Written by a newer version of the site.
    Newer,
    /// More items than a plan can have.
    TooMany,
    /// Not one item that can be read.
    Empty,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "This file is larger than any plan. Nothing of it was read.",
            Self::NotJson => {
                "This file cannot be read: it was cut off, or it is no plan of this site. Ask for it again, or choose the file that ends in .json."
            }
            Self::NotAPlan => {
                "This file is sound, but it is no plan of this site. Choose the one that “Save as a file” has made."
            }
            Self::Newer => {
                "This file was made by a newer version of this site. Load the page again to get that version, then try once more."
            }
            Self::TooMany => "This file has more items than a plan can have. Nothing of it was read.",
            Self::Empty => "There is no item in this file that can be read. Nothing was changed.",
        })
    }
}

impl std::error::Error for Trouble {}

/// What a file has.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The plan's name.
    pub name: String,
    /// Its items, [cleaned](Item::cleaned).
    pub items: Vec<Item>,
    /// How many items could not be used.
    pub left_out: usize,
}

/// The whole plan as a file, one item a line. `damaged` are stored values that could not be read.
pub fn write(name: &str, plan: &Plan, damaged: &[(String, String)]) -> String {
    let items: Vec<String> = plan
        .items()
        .map(|item| Value::Object(item.to_json()).to_string())
        .collect();
    let mut file = [
        "{\"kind\":\"",
        KIND,
        "\",\"schema\":",
        &SCHEMA.to_string(),
        ",\"name\":",
        &Value::from(name).to_string(),
        ",\"items\":[\n",
        &items.join(",\n"),
        "\n]",
    ]
    .concat();
    if !damaged.is_empty() {
        let raw = damaged.iter();
        let raw = raw.map(|(key, raw)| (key.clone(), Value::from(raw.as_str())));
        file += ",\"unreadable\":";
        file += &Value::Object(raw.collect()).to_string();
    }
    file.push('}');
    file
}

/// Reads a file. Items that cannot be used are counted and left out.
///
/// # Errors
/// Why nothing of it can be used.
pub fn read(text: &str) -> Result<Import, Trouble> {
    if text.len() > FILE_LIMIT {
        return Err(Trouble::TooLarge);
    }
    // serde_json stops at 128 levels, so that no nesting exhausts the stack.
    let json = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let Value::Object(mut json) = json.map_err(|_| Trouble::NotJson)? else {
        return Err(Trouble::NotAPlan);
    };
    if json.get("kind").and_then(Value::as_str) != Some(KIND) {
        return Err(Trouble::NotAPlan);
    }
    if take_number(&mut json, "schema").is_none_or(|schema| schema > SCHEMA) {
        return Err(Trouble::Newer);
    }
    let Some(Value::Array(list)) = json.remove("items") else {
        return Err(Trouble::NotAPlan);
    };
    if list.len() > ITEM_LIMIT {
        return Err(Trouble::TooMany);
    }
    let mut left_out = 0;
    let mut items = Vec::new();
    for value in list {
        let item = match value {
            Value::Object(json) => item_from(json),
            _ => None,
        };
        match item {
            Some(item) => items.push(item),
            None => left_out += 1,
        }
    }
    if items.is_empty() {
        return Err(Trouble::Empty);
    }
    Ok(Import {
        name: one_line(&take_text(&mut json, "name").unwrap_or_default(), 80),
        items,
        left_out,
    })
}

fn item_from(json: Map<String, Value>) -> Option<Item> {
    Item::from_json(json)?.cleaned()
}

/// What a merge with the items of a file would do, as HTML.
pub fn preview(import: &Import, plan: &Plan) -> String {
    let (mut new, mut newer, mut same) = (0, 0, 0);
    for item in &import.items {
        match plan.item(&item.id) {
            None => new += 1,
            Some(known) if is_newer(item, known) => newer += 1,
            Some(_) => same += 1,
        }
    }
    let mine = plan.items();
    let only_mine = mine.filter(|item| !import.items.iter().any(|other| other.id == item.id));
    let only_mine = only_mine.filter(|item| item.is_there()).count();
    let mut html = Markup::new();
    html.open("p").text("The file has ");
    html.text(&counted(import.items.len(), "item"));
    if !import.name.is_empty() {
        html.text(" of “").text(&import.name).text("”");
    }
    html.text(": ")
        .text(&new.to_string())
        .text(" that are not in your plan, ");
    html.text(&newer.to_string());
    html.text(" in a newer version than yours, and ");
    html.text(&same.to_string());
    html.text(" that you have as new or newer.");
    if import.left_out > 0 {
        html.text(" Left out, because they cannot be read: ");
        html.text(&import.left_out.to_string()).text(".");
    }
    html.close("p");
    html.open("p");
    button(&mut html, "import-merge", "Merge into my plan");
    html.text(" ");
    button(&mut html, "import-replace", "Replace my plan");
    html.text(" ");
    button(&mut html, "import-copy", "Keep as another plan");
    html.text(" ");
    button(&mut html, "import-close", "Do nothing");
    html.close("p");
    html.open("p")
        .attribute("class", "meta")
        .text("Replacing takes ");
    html.text(&counted(only_mine, "item"));
    html.text(
        " away that the file does not have. Before either, your plan is kept as a restore point.",
    );
    html.close("p");
    html.into_html()
}

/// A button that the roadmap's own controls know.
pub(super) fn button(html: &mut Markup, act: &str, name: &str) {
    html.open("button").attribute("type", "button");
    html.attribute("class", "btn").attribute("data-act", act);
    html.text(name).close("button");
}

/// “1 item”, “2 items”.
pub(super) fn counted(count: usize, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    [&count.to_string(), " ", what, ending].concat()
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

// ---- as text ------------------------------------------------------------------------------------

/// The plan as a Markdown checklist.
pub fn markdown(name: &str, plan: &Plan) -> String {
    let mut text = ["# ", &escaped(name), "\n"].concat();
    for step in plan.steps() {
        text += &["\n## ", &escaped(step.title), "\n\n"].concat();
        for item in plan.in_step(step.id) {
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

/// The plan as a table for spreadsheets: RFC 4180, with a mark at the start by which they know that it
/// is UTF-8.
pub fn csv(plan: &Plan) -> String {
    let mut text = "\u{feff}Step,Milestone,Status,Done when,Start,Due,Hours from,Hours to,Note,Evidence,When,Seen by,Links\r\n".to_owned();
    for step in plan.steps() {
        for item in plan.in_step(step.id) {
            let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
            let hours =
                |hours: Option<u32>| hours.map_or_else(String::new, |hours| hours.to_string());
            let cells = [
                step.title.to_owned(),
                item.title.clone(),
                item.status.title().to_owned(),
                item.done_when.clone(),
                day(item.start),
                day(item.due),
                hours(item.effort.map(|effort| effort.low)),
                hours(item.effort.map(|effort| effort.high)),
                item.note.clone(),
                item.evidence.what.clone(),
                day(item.evidence.when),
                item.evidence.who.clone(),
                item.links.join(" "),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
            text += &cells.join(",");
            text += "\r\n";
        }
    }
    text
}

/// A cell that no spreadsheet takes for a formula (OWASP, “CSV Injection”).
fn csv_cell(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let guard = first.is_some_and(|first| "=+-@".contains(first));
    let guard = if guard { "'" } else { "" };
    ["\"", guard, &text.replace('"', "\"\""), "\""].concat()
}

/// The items of a step, or all, or those of these ids: what a person shares.
pub fn part(plan: &Plan, step: &str, ids: &[String]) -> Vec<Item> {
    let wanted = |item: &&Item| {
        (step.is_empty() || plan.step_of(item) == step)
            && (ids.is_empty() || ids.contains(&item.id))
    };
    let milestones = plan.milestones().into_iter().map(AsRef::as_ref);
    let items: Vec<Item> = milestones.filter(wanted).cloned().collect();
    let own = plan
        .items()
        .filter(|item| item.kind == Kind::Step && item.is_there());
    let used = own.filter(|own| items.iter().any(|item| item.step == own.id));
    let mut part: Vec<Item> = used.cloned().collect();
    part.extend(items);
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;

    #[test]
    fn a_file_gives_the_plan_back() {
        let plan = Plan::template();
        let import = read(&write("Plan “A”", &plan, &[])).expect("it is a plan");
        assert_eq!(import.name, "Plan “A”");
        assert_eq!(import.left_out, 0);
        assert_eq!(Plan::from_items(import.items), plan);
    }

    #[test]
    fn what_could_not_be_read_is_in_the_file_too() {
        let damaged = [("plan:main:item:x".to_owned(), "{".to_owned())];
        let file: Value =
            serde_json::from_str(&write("", &Plan::template(), &damaged)).expect("it is JSON");
        assert_eq!(file["unreadable"]["plan:main:item:x"], "{");
    }

    #[test]
    fn each_trouble_is_told_apart() {
        let cases = [
            ("", Trouble::NotJson),
            ("{\"kind\":", Trouble::NotJson),
            ("[]", Trouble::NotAPlan),
            ("{\"kind\":\"something\"}", Trouble::NotAPlan),
            (
                "{\"kind\":\"tech-lead-guide plan\",\"schema\":99,\"items\":[]}",
                Trouble::Newer,
            ),
            (
                "{\"kind\":\"tech-lead-guide plan\",\"schema\":1}",
                Trouble::NotAPlan,
            ),
            (
                "{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[3]}",
                Trouble::Empty,
            ),
        ];
        for (text, trouble) in cases {
            assert_eq!(read(text), Err(trouble), "{text}");
            assert!(trouble.to_string().len() > 20);
        }
        assert_eq!(read(&"[".repeat(100_000)), Err(Trouble::NotJson));
        assert_eq!(read(&" ".repeat(FILE_LIMIT + 1)), Err(Trouble::TooLarge));
        let many = "{},".repeat(ITEM_LIMIT) + "{}";
        let file = format!("{{\"kind\":\"{KIND}\",\"schema\":1,\"items\":[{many}]}}");
        assert_eq!(read(&file), Err(Trouble::TooMany));
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
        assert_eq!(import.left_out, 1);
        assert_eq!(import.items[0].title, "evil x");
        assert_eq!(import.items[0].links, ["https://a.example"]);
        assert!(import.items[0].version < u32::MAX);
        assert_eq!(import.items[1].step, "");
        assert!(!preview(&import, &Plan::template()).contains("<img"));
    }

    #[test]
    fn no_cell_of_the_table_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r@x"] {
            assert!(csv_cell(text).starts_with("\"'"), "{text:?}");
        }
        assert_eq!(csv_cell("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
        let lines = csv(&Plan::template()).lines().count();
        assert_eq!(lines, MILESTONES.len() + 1);
    }

    #[test]
    fn markdown_has_every_item_and_no_markup_of_the_persons() {
        let mut plan = Plan::template();
        let edit = plan.add("own-1".to_owned(), "skills", "# <b>*x*</b> [y](z)");
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
}
