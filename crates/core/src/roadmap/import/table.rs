//! Tables: Trello, Jira, and what spreadsheets save.

use super::{Format, List};
use crate::day::Day;
use crate::fold::folded;
use crate::roadmap::item::{
    DONE_WHEN_LIMIT, Item, NOTE_LIMIT, Status, links_in, one_line, several_lines,
};
use csv::{ReaderBuilder, StringRecord};

/// What can stand between two cells.
const SEPARATORS: [u8; 3] = *b",;\t";

/// Names of columns, folded, the best first.
const TITLES: [&str; 9] = [
    "summary",
    "card name",
    "title",
    "milestone",
    "task",
    "name",
    "goal",
    "todo",
    "aufgabe",
];
const NOTES: [&str; 5] = [
    "description",
    "card description",
    "note",
    "notes",
    "beispiel",
];
const DUES: [&str; 6] = ["due date", "due", "deadline", "until", "bis", "fallig"];
const STATES: [&str; 3] = ["status category", "status", "state"];
const DONE_WHENS: [&str; 2] = ["done when", "acceptance criteria"];
const ARCHIVED: [&str; 1] = ["archived"];
const LINKS: [&str; 3] = ["card url", "url", "links"];

/// Reads a table; `None` where the text is none.
pub(super) fn read(text: &str) -> Option<List> {
    let separator = separator_of(text)?;
    // Where lines end in two characters, the reader counts the second one to the next row.
    let text = text.replace("\r\n", "\n");
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<StringRecord> = reader.records().collect::<Result<_, _>>().ok()?;
    let (header, rows) = records.split_first()?;
    let columns = Columns::of(header);
    // Sentences have commas, too: most rows of a table have as many cells as its head.
    let same = rows.iter().filter(|row| row.len() == header.len()).count();
    if rows.is_empty() || same * 2 <= rows.len() && columns.title.is_none() {
        return None;
    }
    let mut list = List::new(Format::Table);
    for row in rows {
        let line = row.position().map_or(0, csv::Position::line);
        let line = usize::try_from(line).unwrap_or_default();
        list.take(line, columns.item(row), columns.is_archived(row));
    }
    Some(list)
}

/// How a line of Markdown begins, and no table.
const MARKDOWN: [&str; 5] = ["<!--", "# ", "- ", "* ", "> "];

/// The separator of which the first line has most.
fn separator_of(text: &str) -> Option<u8> {
    let head = text.lines().next()?;
    if MARKDOWN.iter().any(|sign| head.starts_with(sign)) {
        return None;
    }
    let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
    let most = SEPARATORS
        .into_iter()
        .max_by_key(|separator| count(*separator))?;
    (count(most) > 0).then_some(most)
}

/// The columns that mean something.
struct Columns {
    title: Option<usize>,
    note: Option<usize>,
    due: Option<usize>,
    state: Option<usize>,
    done_when: Option<usize>,
    archived: Option<usize>,
    link: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Self {
        let names: Vec<String> = header.iter().map(|name| folded(name.trim())).collect();
        let place = |wanted: &[&str]| {
            let mut wanted = wanted.iter();
            wanted.find_map(|wanted| names.iter().position(|name| name == wanted))
        };
        Self {
            title: place(&TITLES),
            note: place(&NOTES),
            due: place(&DUES),
            state: place(&STATES),
            done_when: place(&DONE_WHENS),
            archived: place(&ARCHIVED),
            link: place(&LINKS),
        }
    }

    fn item(&self, row: &StringRecord) -> Item {
        let cell =
            |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        // A table without a known title has it in its first column.
        let title = row.get(self.title.unwrap_or_default()).unwrap_or_default();
        Item {
            title: title.to_owned(),
            note: several_lines(cell(self.note), NOTE_LIMIT),
            due: day(cell(self.due)),
            status: status(cell(self.state)),
            done_when: one_line(cell(self.done_when), DONE_WHEN_LIMIT),
            links: links_in(cell(self.link)),
            ..Item::default()
        }
    }

    fn is_archived(&self, row: &StringRecord) -> bool {
        let cell = self.archived.and_then(|place| row.get(place));
        cell.is_some_and(|cell| cell.eq_ignore_ascii_case("true"))
    }
}

fn status(text: &str) -> Status {
    match &*folded(text.trim()) {
        "done" | "closed" | "resolved" | "complete" | "completed" | "erledigt" => Status::Done,
        "in progress" | "doing" | "in review" | "started" => Status::Doing,
        "skipped" | "won't do" => Status::Skipped,
        _ => Status::ToDo,
    }
}

/// The day of a cell: `2027-03-31` with or without a time, `31.03.2027`, `31/Mar/26`.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(Day::parse) {
        return Some(day);
    }
    let date = text.split_whitespace().next()?;
    let mut parts = date.split(['.', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = match month.parse::<u32>() {
        // Which of two numbers is the month, only a full stop tells.
        Ok(month) if date.contains('.') => month,
        Ok(_) => return None,
        Err(_) => month_of(month)?,
    };
    let year: u32 = year.parse().ok()?;
    let year = if year < 100 { 2_000 + year } else { year };
    let day: u32 = day.parse().ok()?;
    Day::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

fn month_of(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.get(..3)?.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| *month == name)?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_programs_write_them() {
        for (text, expected) in [
            ("2026-11-09T08:00:00.000Z", "2026-11-09"),
            ("2026-11-09", "2026-11-09"),
            ("31.03.2027", "2027-03-31"),
            ("31/Mar/26", "2026-03-31"),
            ("12/Mar/26 9:41 AM", "2026-03-12"),
        ] {
            assert_eq!(
                day(text).map(|day| day.to_string()).as_deref(),
                Some(expected)
            );
        }
        for text in ["", "03/04/2026", "soon", "31.02.2027", "1.2"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
