//! Tables: Trello, Jira, and what spreadsheets save.

use super::dates::{Order, Written, order_of};
use super::{Format, List, Taken, UNDER_LIMIT, UNREAD_LIMIT};
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
const STARTS: [&str; 2] = ["start date", "start"];
const STATES: [&str; 3] = ["status category", "status", "state"];
const DONE_WHENS: [&str; 2] = ["done when", "acceptance criteria"];
const ARCHIVED: [&str; 1] = ["archived"];
const LINKS: [&str; 3] = ["card url", "url", "links"];
const PARENTS: [&str; 7] = [
    "parent summary",
    "parent",
    "epic",
    "list name",
    "step",
    "section",
    "group",
];

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
    list.unknown = columns.unknown(header);
    let dues = rows.iter().map(|row| cell(row, columns.due));
    let starts = rows.iter().map(|row| cell(row, columns.start));
    let order = order_of(dues.chain(starts));
    for row in rows {
        list.take(columns.taken(row, order));
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
    start: Option<usize>,
    due: Option<usize>,
    state: Option<usize>,
    done_when: Option<usize>,
    archived: Option<usize>,
    link: Option<usize>,
    parent: Option<usize>,
}

/// What stands in a column, without the space around it.
fn cell(row: &StringRecord, place: Option<usize>) -> &str {
    place
        .and_then(|place| row.get(place))
        .unwrap_or_default()
        .trim()
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
            start: place(&STARTS),
            due: place(&DUES),
            state: place(&STATES),
            done_when: place(&DONE_WHENS),
            archived: place(&ARCHIVED),
            link: place(&LINKS),
            parent: place(&PARENTS),
        }
    }

    fn taken(&self, row: &StringRecord, order: Option<Order>) -> Taken {
        // A table without a known title has it in its first column.
        let title = cell(row, Some(self.title.unwrap_or_default()));
        let [start, due] = [self.start, self.due].map(|place| {
            let text = cell(row, place);
            (text, Written::read(text).day(order))
        });
        let unread = [start, due].into_iter();
        let mut unread = unread.filter(|(text, day)| !text.is_empty() && day.is_none());
        let item = Item {
            title: title.to_owned(),
            note: several_lines(cell(row, self.note), NOTE_LIMIT),
            start: start.1,
            due: due.1,
            status: status(cell(row, self.state)),
            done_when: one_line(cell(row, self.done_when), DONE_WHEN_LIMIT),
            links: links_in(cell(row, self.link)),
            ..Item::default()
        };
        let line = row.position().map_or(0, csv::Position::line);
        Taken {
            archived: cell(row, self.archived).eq_ignore_ascii_case("true"),
            under: one_line(cell(row, self.parent), UNDER_LIMIT),
            unread: unread
                .next()
                .map_or_else(String::new, |(text, _)| one_line(text, UNREAD_LIMIT)),
            ..Taken::of(usize::try_from(line).unwrap_or_default(), item)
        }
    }

    /// The names of the columns of which nothing is taken.
    fn unknown(&self, header: &StringRecord) -> Vec<String> {
        let known = [
            Some(self.title.unwrap_or_default()),
            self.note,
            self.start,
            self.due,
            self.state,
            self.done_when,
            self.archived,
            self.link,
            self.parent,
        ];
        let names = header.iter().enumerate();
        let names = names.filter(|(place, _)| !known.contains(&Some(*place)));
        let names = names.map(|(_, name)| one_line(name, UNREAD_LIMIT));
        let mut unknown: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        // Jira has a column for each label.
        unknown.dedup();
        unknown
    }
}

/// The status that another program calls so.
pub(super) fn status(text: &str) -> Status {
    match &*folded(text.trim()) {
        "done" | "closed" | "resolved" | "complete" | "completed" | "erledigt" => Status::Done,
        "under way" | "in progress" | "doing" | "in review" | "started" => Status::Doing,
        "skipped" | "won't do" => Status::Skipped,
        _ => Status::ToDo,
    }
}
