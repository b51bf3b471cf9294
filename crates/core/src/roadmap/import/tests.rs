//! Files like those that people have: how many lines of each are read, and why the others are not.

use super::*;
use crate::day::Day;
use crate::roadmap::item::Status;
use crate::roadmap::model::Plan;
use crate::roadmap::stored::Head;
use std::fs;
use std::path::Path;

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    let bytes = fs::read(folder.join(name)).expect("the sample is there");
    decode(&bytes).text
}

fn list(text: &str) -> List {
    match read(text) {
        Ok(Found::List(list)) => list,
        other => panic!("no list: {other:?}"),
    }
}

fn titles(list: &List) -> Vec<&str> {
    list.taken
        .iter()
        .map(|taken| taken.item.title.as_str())
        .collect()
}

#[test]
fn the_documentation_says_what_becomes_of_every_sample() {
    let mut table = String::from(
        "| file | taken for | lines read | lines refused |\n| --- | --- | --- | --- |\n",
    );
    for (name, what) in [
        ("jira.csv", "Jira, “Export CSV”"),
        ("trello.csv", "Trello"),
        ("todo.txt", "todo.txt"),
        ("skills-semicolon.csv", "a spreadsheet with `;`"),
        ("skills-windows-1252.csv", "the same in Windows-1252"),
        ("notes.md", "notes of a one-to-one"),
        ("list.md", "a Markdown list"),
        ("canvas.json", "another site’s roadmap"),
    ] {
        let row = match read(&sample(name)) {
            Ok(Found::List(list)) => {
                let refused = list.refused.iter();
                let refused =
                    refused.map(|refused| format!("line {}: {}", refused.line, refused.why));
                let refused: Vec<String> = refused.collect();
                let refused = if refused.is_empty() {
                    "none".to_owned()
                } else {
                    refused.join("; ")
                };
                format!("{} | {} | {refused}", list.format, list.taken.len())
            }
            Ok(other) => panic!("{name}: {other:?}"),
            Err(error) => format!("nothing | 0 | all of it: {error}"),
        };
        table += &format!("| `{name}`: {what} | {row} |\n");
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md");
    let docs = fs::read_to_string(docs).expect("the documentation is there");
    assert!(docs.contains(&table), "docs/formats.md lacks:\n{table}");
}

#[test]
fn a_table_of_jira_keeps_day_status_and_text_of_several_lines() {
    let found = list(&sample("jira.csv"));
    let item = &found.taken[0].item;
    assert_eq!(item.title, "Agree on who decides");
    assert_eq!(item.status, Status::Doing);
    assert_eq!(item.due, Day::parse("2026-03-31"));
    assert_eq!(item.note, "One page.\n\nThen \"ask\" everybody.");
    assert_eq!(found.taken[2].item.status, Status::Done);
    assert_eq!(
        (found.refused[0].line, found.refused[0].why),
        (8, Why::NoTitle)
    );
}

#[test]
fn a_table_of_trello_keeps_the_day_that_was_meant_and_offers_what_is_archived() {
    let found = list(&sample("trello.csv"));
    assert_eq!(found.taken[0].item.due, Day::parse("2026-11-09"));
    assert_eq!(found.taken[0].item.links, ["https://example.org/c/1"]);
    let archived: Vec<bool> = found.taken.iter().map(|taken| taken.archived).collect();
    assert_eq!(archived, [false, false, true]);
    assert_eq!(titles(&found)[2], "=SUM is only a title");
}

#[test]
fn the_marks_of_todo_txt_are_no_part_of_a_title() {
    let found = list(&sample("todo.txt"));
    assert_eq!(
        titles(&found),
        [
            "Write the first decision record",
            "Collect three pieces of evidence",
            "Give the review talk",
            "Old line with its priority",
            "Plain line without any mark",
        ]
    );
    assert_eq!(found.taken[0].item.due, Day::parse("2026-10-15"));
    assert_eq!(found.taken[2].item.status, Status::Done);
    assert_eq!(found.taken[2].item.evidence.when, Day::parse("2026-10-05"));
}

#[test]
fn a_spreadsheet_is_read_in_both_encodings() {
    for name in ["skills-semicolon.csv", "skills-windows-1252.csv"] {
        let found = list(&sample(name));
        assert_eq!(
            titles(&found),
            ["Systementwurf", "Schätzen", "Konflikte"],
            "{name}"
        );
        assert_eq!(found.taken[0].item.due, Day::parse("2027-03-31"));
        assert_eq!(found.taken[1].item.note, "Spanne statt Zahl: \"3–5 Tage\"");
    }
}

#[test]
fn markdown_gives_boxes_and_says_what_is_left_out() {
    let found = list(&sample("notes.md"));
    assert_eq!(
        titles(&found),
        [
            "A: showed the plan to operations",
            "B: ask whether the title can wait",
            "A: give two reviews to D",
        ]
    );
    assert_eq!(found.taken[0].item.status, Status::Done);
    assert_eq!(
        (found.refused[0].line, found.refused[0].why),
        (7, Why::NoBox)
    );
    assert_eq!(
        titles(&list(&sample("list.md"))),
        ["Lead a design", "Run an incident", "Give a task away"]
    );
}

#[test]
fn the_entries_of_a_longer_text_are_read_without_what_orders_it() {
    let found = list(
        "---\nstatus: accepted\n---\n\n# One queue\n\nThree want one each.\n\n## Options\n1. One queue\n2. Three queues\n",
    );
    assert_eq!(found.format, Format::Markdown);
    assert_eq!(titles(&found), ["One queue", "Three queues"]);
    let refused: Vec<usize> = found.refused.iter().map(|refused| refused.line).collect();
    assert_eq!(refused, [2, 7]);
    let found = list(
        "<!-- Mine, all of them -->\n## Soon\nLead a design\nRun an incident, soon\n#1 in the list, too\n",
    );
    assert_eq!(found.format, Format::Lines);
    assert_eq!(
        titles(&found),
        [
            "Lead a design",
            "Run an incident, soon",
            "#1 in the list, too"
        ]
    );
}

fn abouts(list: &List) -> Vec<String> {
    list.taken.iter().map(Taken::about).collect()
}

#[test]
fn every_day_of_a_table_is_read_or_named() {
    let found = list(
        "Title;Due date\nOne;2027-01-15\nTwo;15.01.2027\nThree;15/01/2027\nFour;01/15/2027\nFive;15 Jan 2027\nSix;03/04/2027\nSeven;soon\nEight;\n",
    );
    let days: Vec<bool> = found
        .taken
        .iter()
        .map(|taken| taken.item.due == Day::parse("2027-01-15"))
        .collect();
    assert_eq!(days, [true, true, true, true, true, false, false, false]);
    assert_eq!(
        found.unread_days().as_deref(),
        Some(
            "2 dates could not be read: “03/04/2027” in line 7, “soon” in line 8. Write days as 15 Jan 2027 or 2027-01-15, or set them in the plan."
        )
    );
    // Another row of the column says which number is the month.
    let found = list("Title,Due\nOne,03/04/2027\nTwo,15/01/2027\n");
    assert_eq!(found.taken[0].item.due, Day::parse("2027-04-03"));
    assert_eq!(found.unread_days(), None);
}

#[test]
fn what_becomes_of_a_line_is_said() {
    let found = list(
        "# Soon\n- [x] Led a **design** (due 2026-12-11)\n- [ ] Run an incident\n  - [ ] Write it up, due 03/04/2027\n## Later\n- [ ] `Teach` it\n",
    );
    assert_eq!(
        titles(&found),
        [
            "Led a design",
            "Run an incident",
            "Write it up, due 03/04/2027",
            "Teach it"
        ]
    );
    assert_eq!(
        abouts(&found),
        [
            "done · due 11 Dec 2026 · stands under “Soon”",
            "stands under “Soon”",
            "a day that could not be read: “due 03/04/2027” · stands under “Run an incident”",
            "stands under “Later”",
        ]
    );
    let found = list(&sample("trello.csv"));
    assert_eq!(
        abouts(&found)[0],
        "due 9 Nov 2026 · has a note · has a link · stands under “This month”"
    );
    assert_eq!(found.unknown, ["Card ID", "Labels"]);
}

#[test]
fn a_line_that_is_there_already_is_known() {
    let mut plan = Plan::template();
    let edit = plan.add("own-1".into(), "skills", "Sketch the queue");
    plan.apply(&edit.expect("possible"));
    let found = list("- SKETCH the queue\n- Something new\n- something new\n");
    assert_eq!(
        found.already(&plan),
        [Some(Already::InPlan), None, Some(Already::InList)]
    );
    // What was deleted is not there.
    let edit = plan.remove(&["own-1".into()]).expect("possible");
    plan.apply(&edit);
    assert_eq!(found.already(&plan)[0], None);
}

#[test]
fn the_markdown_of_a_plan_comes_back_with_what_it_says() {
    let mut plan = Plan::default();
    let item = Item {
        id: "own-1".into(),
        step: "skills".into(),
        title: "Lead a [design] * twice".to_owned(),
        done_when: "Two people_signed it".to_owned(),
        note: "Ask Max".to_owned(),
        due: Day::parse("2027-01-15"),
        status: Status::Doing,
        links: vec!["https://a.example/x_y".to_owned()],
        ..Item::default()
    };
    let edit = plan.add_all(vec![item.clone()]).expect("possible");
    plan.apply(&edit);
    let found = list(&exchange::markdown("My plan", &plan));
    assert_eq!(found.refused, []);
    let read = &found.taken[0].item;
    assert_eq!(
        (&read.title, &read.done_when, &read.note, read.due),
        (&item.title, &item.done_when, &item.note, item.due)
    );
    assert_eq!((&read.status, &read.links), (&item.status, &item.links));
}

/// What is under way has one name wherever it is said, and that of earlier releases is still read.
#[test]
fn a_status_is_read_by_the_name_that_people_read() {
    for (status, name) in Status::CHOICES {
        assert_eq!(table::status(name), status, "{name}");
    }
    assert_eq!(table::status("Doing"), Status::Doing);
    let mut plan = Plan::template();
    let id = [plan.milestones()[0].id.clone()];
    let edit = plan.set_status(&id, &Status::Doing).expect("possible");
    let name = Status::Doing.title().to_lowercase();
    assert!(edit.message.ends_with(&[" is ", &name, "."].concat()));
    plan.apply(&edit);
    let text = exchange::markdown("Plan", &plan);
    assert!(text.contains(Status::Doing.title()), "{text}");
    assert!(list(&text).taken[0].about().contains(&name));
}

#[test]
fn plain_lines_are_one_milestone_each_and_a_long_one_is_refused() {
    let text = format!(
        "Lead a design, soon\n\n  Run an incident\n{}\n",
        "x".repeat(301)
    );
    let found = list(&text);
    assert_eq!(found.format, Format::Lines);
    assert_eq!(titles(&found), ["Lead a design, soon", "Run an incident"]);
    assert_eq!(
        (found.refused[0].line, found.refused[0].why),
        (4, Why::TooLong)
    );
}

#[test]
fn a_plan_is_read_also_where_mail_has_quoted_it_or_bent_its_marks() {
    let file = exchange::write(&Head::default(), &Plan::template(), &[]);
    let quoted: String = file.lines().map(|line| format!("> {line}\n")).collect();
    let mut open = false;
    let bent: String = file
        .chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            c => c,
        })
        .collect();
    for (text, was_mended) in [(file.as_str(), false), (&quoted, true), (&bent, true)] {
        match read(text) {
            Ok(Found::Plan { import, mended }) => {
                assert_eq!(mended, was_mended);
                assert_eq!(
                    Plan::from_items(import.items).milestones().len(),
                    Plan::template().milestones().len()
                );
            }
            other => panic!("no plan: {other:?}"),
        }
    }
}

#[test]
fn other_json_and_nothing_say_what_they_are() {
    assert_eq!(read(&sample("canvas.json")), Err(ImportError::NotAPlan));
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
    assert_eq!(read(calendar), Err(ImportError::Calendar));
    assert_eq!(read(" \n"), Err(ImportError::Nothing));
    assert_eq!(read("<!doctype html>"), Err(ImportError::NotJson(1)));
}
