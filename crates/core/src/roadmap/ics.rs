//! Due dates as a calendar file (RFC 5545): one event of whole days for each item that has one.
//!
//! An event keeps its `UID` and counts its changes in `SEQUENCE`, so a calendar that reads a newer
//! file changes its events instead of adding them again, and cancels those of milestones that were
//! skipped or deleted since. What a person has made and deleted is known from the history of edits.

use super::item::{Item, Kind, Status};
use super::model::Plan;
use crate::day::Day;
use std::sync::Arc;

/// Longest line without its end, in bytes.
const LINE: usize = 75;

/// The calendar of a plan; `None` where no item has, or had, a due date.
///
/// `deleted` are the items that the plan had once, `plan_id` is the plan's permanent id, and `stamp`
/// the moment of the export as `YYYYMMDDTHHMMSSZ`.
pub fn calendar(plan: &Plan, deleted: &[Arc<Item>], plan_id: &str, stamp: &str) -> Option<String> {
    let mut file = File::default();
    file.line("BEGIN", &["VCALENDAR"]);
    file.line("VERSION", &["2.0"]);
    file.line("PRODID", &["-//tech-lead-guide//roadmap//EN"]);
    file.line("CALSCALE", &["GREGORIAN"]);
    let steps = plan.steps();
    let mut any = false;
    for item in plan.items() {
        if let Some(due) = item.due
            && item.kind == Kind::Milestone
        {
            any = true;
            let step = plan.step_of(item);
            let step = steps.iter().find(|known| known.id == step);
            file.event(
                item,
                due,
                step.map_or("", |step| step.title),
                plan_id,
                stamp,
            );
        }
    }
    for item in deleted {
        if let Some(due) = item.due
            && item.kind == Kind::Milestone
        {
            any = true;
            let gone = Item {
                status: Status::Removed,
                version: item.version.saturating_add(1),
                ..Item::clone(item)
            };
            file.event(&gone, due, "", plan_id, stamp);
        }
    }
    file.line("END", &["VCALENDAR"]);
    any.then_some(file.0)
}

/// Lines that are folded and end as the format wants them.
#[derive(Default)]
struct File(String);

impl File {
    fn event(&mut self, item: &Item, due: Day, step: &str, plan_id: &str, stamp: &str) {
        let first = item.start.filter(|start| *start <= due).unwrap_or(due);
        self.line("BEGIN", &["VEVENT"]);
        let [plan_id, id] = [plan_id, &item.id].map(text);
        self.line("UID", &[&plan_id, "-", &id, "@tech-lead-guide"]);
        self.line("DTSTAMP", &[stamp]);
        self.line("DTSTART;VALUE=DATE", &[&digits(first)]);
        // The end is the first day after the event. The calendar ends with the year 9999.
        let end = due.plus(1);
        if Day::parse(&end.to_string()) == Some(end) {
            self.line("DTEND;VALUE=DATE", &[&digits(end)]);
        }
        self.line(
            "SEQUENCE",
            &[&item.version.min(i32::MAX as u32).to_string()],
        );
        self.line("SUMMARY", &[&text(&item.title)]);
        // Calendars are read by others: notes and evidence stay at home.
        if !item.done_when.is_empty() {
            self.line("DESCRIPTION", &[&text(&item.done_when)]);
        }
        if !step.is_empty() {
            self.line("CATEGORIES", &[&text(step)]);
        }
        let status = match item.status {
            Status::Skipped | Status::Removed => "CANCELLED",
            _ => "CONFIRMED",
        };
        self.line("STATUS", &[status]);
        // Meetings can be put on these days.
        self.line("TRANSP", &["TRANSPARENT"]);
        self.line("END", &["VEVENT"]);
    }

    /// Writes a line, folded: what is too long goes on after a line end and a space, and no
    /// character is torn apart.
    fn line(&mut self, name: &str, value: &[&str]) {
        let whole = [name, ":", &value.concat()].concat();
        let mut rest = whole.as_str();
        let mut room = LINE;
        while rest.len() > room {
            let (line, more) = rest.split_at(rest.floor_char_boundary(room));
            self.0 += line;
            self.0 += "\r\n ";
            rest = more;
            room = LINE - 1;
        }
        self.0 += rest;
        self.0 += "\r\n";
    }
}

/// A value of the type TEXT: escaped, and without control characters but for line breaks.
fn text(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\n' => text += "\\n",
            '\\' | ';' | ',' => {
                text.push('\\');
                text.push(c);
            }
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    text
}

/// `YYYYMMDD`.
fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: &str = "20261123T101112Z";

    fn item(title: &str) -> Item {
        Item {
            id: "own-1".into(),
            step: "degree".into(),
            title: title.to_owned(),
            due: Day::parse("2027-02-28"),
            version: 4,
            ..Item::default()
        }
    }

    fn calendar_of(item: &Item) -> Option<String> {
        calendar(&Plan::from_items([item.clone()]), &[], "main", STAMP)
    }

    #[test]
    fn an_item_is_an_event_of_whole_days() {
        let mut item = item("Talk, then; write\\do");
        item.start = Day::parse("2027-02-20");
        item.done_when = "Said.\nTwice\r\u{7}".to_owned();
        item.note = "Between us".to_owned();
        let step = Plan::template().steps()[0].title.to_owned();
        assert_eq!(crate::content::STEPS[0].id, "degree");
        let event = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//tech-lead-guide//roadmap//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "UID:main-own-1@tech-lead-guide",
            "DTSTAMP:20261123T101112Z",
            "DTSTART;VALUE=DATE:20270220",
            "DTEND;VALUE=DATE:20270301",
            "SEQUENCE:4",
            "SUMMARY:Talk\\, then\\; write\\\\do",
            "DESCRIPTION:Said.\\nTwice",
            &["CATEGORIES:", &text(&step)].concat(),
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        .join("\r\n");
        assert_eq!(calendar_of(&item), Some(event));
    }

    #[test]
    fn what_has_no_due_date_is_left_out() {
        let mut open = item("Some day");
        open.due = None;
        open.start = Day::parse("2027-02-20");
        assert_eq!(calendar_of(&open), None);
    }

    #[test]
    fn what_was_deleted_since_the_last_file_is_cancelled() {
        let mut removed = item("Gone");
        removed.status = Status::Removed;
        let mut there = item("There");
        there.id = "own-2".into();
        let plan = Plan::from_items([removed, there]);
        let mut own = item("Mine, and gone");
        own.id = "own-3".into();
        let file = calendar(&plan, &[Arc::new(own)], "main", STAMP).unwrap_or_default();
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 3);
        assert_eq!(file.matches("STATUS:CANCELLED").count(), 2);
        // Its event was of version 4 when it was there.
        let own = file.split("UID:main-own-3@").nth(1).unwrap_or_default();
        assert!(own.contains("\r\nSEQUENCE:5\r\n"), "{own}");
    }

    #[test]
    fn what_is_skipped_is_cancelled_and_a_late_start_does_not_count() {
        let mut skipped = item("Not me");
        skipped.status = Status::Skipped;
        skipped.start = Day::parse("2028-01-01");
        let file = calendar_of(&skipped).unwrap_or_default();
        assert!(file.contains("\r\nSTATUS:CANCELLED\r\n"));
        assert!(file.contains("\r\nDTSTART;VALUE=DATE:20270228\r\n"));
    }

    #[test]
    fn the_last_day_of_the_calendar_needs_no_end() {
        let mut last = item("Late");
        last.due = Day::parse("9999-12-31");
        let file = calendar_of(&last).unwrap_or_default();
        assert!(file.contains("DTSTART;VALUE=DATE:99991231\r\nSEQUENCE"));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let title = "é日本🦀".repeat(30);
        let file = calendar_of(&item(&title)).unwrap_or_default();
        assert!(file.split("\r\n").all(|line| line.len() <= LINE));
        assert!(
            file.replace("\r\n ", "")
                .contains(&["SUMMARY:", &title].concat())
        );
    }
}
