//! What people have already, as milestones: this guide's own files, checklists, plain lines, todo.txt,
//! and tables of Trello, Jira and spreadsheets.

mod dates;
mod lines;
mod table;

pub use crate::encoding::{Decoded, Encoding, decode};

use super::exchange::{self, FILE_LIMIT, Import, ImportError};
use super::item::{Item, Kind, Status, TITLE_LIMIT, one_line};
use super::model::Plan;
use crate::day::Day;
use crate::fold::folded;
use crate::text;
use std::fmt;

/// Most lines that are read.
const LINE_LIMIT: usize = 2_000;

/// Most characters that are shown of what a line stands under.
const UNDER_LIMIT: usize = 60;

/// How many days that could not be read are named.
const UNREAD_SHOWN: usize = 10;

/// Most characters that are shown of what is not understood.
const UNREAD_LIMIT: usize = 40;

/// What a text is.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A plan of this guide. `mended` says that its quotation marks or line starts were put right.
    Plan {
        /// What it has.
        import: Import,
        /// Whether it had been damaged on its way, and was put right.
        mended: bool,
    },
    /// Anything else that can become milestones.
    List(List),
}

/// The kind of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A Markdown text with boxes or list entries.
    Markdown,
    /// todo.txt.
    TodoTxt,
    /// A table.
    Table,
    /// One milestone a line.
    Lines,
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Markdown => "a Markdown list",
            Self::TodoTxt => "a todo.txt list",
            Self::Table => "a table",
            Self::Lines => "plain lines",
        })
    }
}

/// What became of a list, line by line.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What it was taken for.
    pub format: Format,
    /// The lines that can become milestones.
    pub taken: Vec<Taken>,
    /// The lines that cannot.
    pub refused: Vec<Refused>,
    /// The names of the columns of a table of which nothing is taken.
    pub unknown: Vec<String>,
}

/// A line that can become a milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its number, from 1.
    pub line: usize,
    /// The milestone, without id and step.
    pub item: Item,
    /// Whether it was put away: then it is offered, but not chosen.
    pub archived: bool,
    /// The heading, the entry or the column that it stands under; it is shown and not taken along.
    pub under: String,
    /// What it says of a day, where that is not understood.
    pub unread: String,
}

impl Taken {
    fn of(line: usize, item: Item) -> Self {
        Self {
            line,
            item,
            archived: false,
            under: String::new(),
            unread: String::new(),
        }
    }

    /// What becomes of the line besides its title: “done · due 15 Dec 2026 · has a note”.
    pub fn about(&self) -> String {
        let item = &self.item;
        let status = match item.status {
            Status::Done => Some("done".to_owned()),
            Status::Doing => Some("under way".to_owned()),
            Status::Skipped => Some("skipped".to_owned()),
            _ => None,
        };
        let day =
            |words: &str, day: Option<Day>| day.map(|day| [words, " ", &day.in_words()].concat());
        let has = |text: &str, words: &str| (!text.is_empty()).then(|| words.to_owned());
        let quoted =
            |words: &str, text: &str| (!text.is_empty()).then(|| [words, " “", text, "”"].concat());
        let links = match item.links.len() {
            0 => None,
            1 => Some("has a link".to_owned()),
            count => Some([&count.to_string(), " links"].concat()),
        };
        let facts = [
            status,
            day("from", item.start),
            day("due", item.due),
            quoted("a day that could not be read:", &self.unread),
            has(&item.done_when, "says when it is done"),
            has(&item.note, "has a note"),
            has(&item.evidence.what, "has evidence"),
            links,
            self.archived.then(|| "archived".to_owned()),
            quoted("stands under", &self.under),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        facts.join(" · ")
    }
}

/// Where a line that can become a milestone is already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Already {
    /// A milestone of the plan has its title.
    InPlan,
    /// A line before it has its title.
    InList,
}

impl fmt::Display for Already {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InPlan => "you have this already",
            Self::InList => "a line before has the same title",
        })
    }
}

/// A line that cannot become a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number, from 1.
    pub line: usize,
    /// Its beginning.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why a line cannot become a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It has no words for a title.
    NoTitle,
    /// It has more words than a title can have.
    TooLong,
    /// It is text between the entries of a list.
    NoEntry,
    /// It has no box, in a list in which others have one.
    NoBox,
    /// It comes after as many lines as are read.
    TooMany,
}

impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => formatter.write_str("it has no title"),
            Self::TooLong => write!(formatter, "it is longer than {TITLE_LIMIT} characters"),
            Self::NoEntry => formatter.write_str("it is no entry of the list"),
            Self::NoBox => formatter.write_str("it has no box, and other lines have one"),
            Self::TooMany => {
                let limit = text::number(LINE_LIMIT);
                write!(formatter, "only {limit} lines are read")
            }
        }
    }
}

impl List {
    const fn new(format: Format) -> Self {
        Self {
            format,
            taken: Vec::new(),
            refused: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Takes a line in, where its title can be one.
    fn take(&mut self, mut taken: Taken) {
        let title = one_line(&taken.item.title, usize::MAX);
        let why = match text::length(&title) {
            0 => Why::NoTitle,
            length if length > TITLE_LIMIT => Why::TooLong,
            _ if self.taken.len() >= LINE_LIMIT => Why::TooMany,
            _ => {
                taken.item.title = title;
                return self.taken.push(taken);
            }
        };
        self.refuse(taken.line, &title, why);
    }

    /// Where each line that can become a milestone is already: in the plan, or in the list itself.
    pub fn already(&self, plan: &Plan) -> Vec<Option<Already>> {
        let milestones = plan.items();
        let milestones = milestones.filter(|item| item.kind == Kind::Milestone && item.is_there());
        let mut in_plan: Vec<String> = milestones.map(|item| folded(&item.title)).collect();
        in_plan.sort_unstable();
        let mut in_list: Vec<String> = Vec::new();
        let already = |taken: &Taken| {
            let title = folded(&taken.item.title);
            if in_plan.binary_search(&title).is_ok() {
                return Some(Already::InPlan);
            }
            match in_list.binary_search(&title) {
                Ok(_) => Some(Already::InList),
                Err(place) => {
                    in_list.insert(place, title);
                    None
                }
            }
        };
        self.taken.iter().map(already).collect()
    }

    /// Which days could not be read, each with its line; `None` where all could.
    pub fn unread_days(&self) -> Option<String> {
        let unread = self.taken.iter().filter(|taken| !taken.unread.is_empty());
        let unread: Vec<String> = unread
            .map(|taken| format!("“{}” in line {}", taken.unread, taken.line))
            .collect();
        let shown = unread.get(..UNREAD_SHOWN).unwrap_or(&unread).join(", ");
        let more = if unread.len() > UNREAD_SHOWN {
            ", …"
        } else {
            ""
        };
        if unread.is_empty() {
            return None;
        }
        let dates = text::counted(unread.len(), "date");
        Some(format!(
            "{dates} could not be read: {shown}{more}. Write days as 15 Jan 2027 or 2027-01-15, or set them in the plan."
        ))
    }

    fn refuse(&mut self, line: usize, text: &str, why: Why) {
        let text = one_line(text, 60);
        self.refused.push(Refused { line, text, why });
    }
}

/// Reads a text, whatever it is.
///
/// # Errors
/// Why nothing of it can become a milestone.
pub fn read(text: &str) -> Result<Found, ImportError> {
    if text.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportError::Nothing);
    }
    if text.trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err(ImportError::Calendar);
    }
    // A comment stands at the beginning of many a Markdown file.
    let is_json = |text: &str| {
        let text = text.trim_start();
        text.starts_with(['{', '[', '<']) && !text.starts_with("<!--")
    };
    if is_json(text) {
        return read_plan(text);
    }
    let unquoted = without_quoting(text);
    if is_json(&unquoted) {
        return read_plan(&unquoted).map(|found| match found {
            Found::Plan { import, .. } => Found::Plan {
                import,
                mended: true,
            },
            list => list,
        });
    }
    Ok(Found::List(
        table::read(text).unwrap_or_else(|| lines::read(text)),
    ))
}

/// A plan of this guide. Mail and word processors put curly quotation marks into it.
fn read_plan(text: &str) -> Result<Found, ImportError> {
    let plan = |import, mended| Found::Plan { import, mended };
    match exchange::read(text) {
        Ok(import) => Ok(plan(import, false)),
        Err(error @ (ImportError::Cut | ImportError::NotJson(_))) => {
            let straight = text.replace(['“', '”', '„'], "\"");
            exchange::read(&straight)
                .map(|import| plan(import, true))
                .map_err(|_| error)
        }
        Err(error) => Err(error),
    }
}

/// The text without the signs that mail puts before what is quoted.
fn without_quoting(text: &str) -> String {
    let lines = text.lines();
    let lines = lines.map(|line| {
        line.strip_prefix('>')
            .map_or(line, |rest| rest.trim_start())
    });
    lines.collect::<Vec<&str>>().join("\n")
}

#[cfg(test)]
mod tests;
