//! What people have already, as milestones: this guide's own files, checklists, plain lines, todo.txt,
//! and tables of Trello, Jira and spreadsheets.

mod lines;
mod table;

pub use crate::encoding::{Decoded, Encoding, decode};

use super::exchange::{self, FILE_LIMIT, Import, ImportError};
use super::item::{Item, TITLE_LIMIT, one_line};
use crate::text;
use std::fmt;

/// Most lines that are read.
const LINE_LIMIT: usize = 2_000;

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
}

/// A line that can become a milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its number, from 1.
    pub line: usize,
    /// The milestone, without id and step.
    pub item: Item,
    /// Whether it is worth having: what was put away is offered, but not chosen.
    pub archived: bool,
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
    /// It comes after as many lines as are read.
    TooMany,
}

impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => formatter.write_str("it has no title"),
            Self::TooLong => write!(formatter, "it is longer than {TITLE_LIMIT} characters"),
            Self::NoEntry => formatter.write_str("it is no entry of the list"),
            Self::TooMany => write!(formatter, "only {LINE_LIMIT} lines are read"),
        }
    }
}

impl List {
    const fn new(format: Format) -> Self {
        Self {
            format,
            taken: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Takes a line in, where its title can be one.
    fn take(&mut self, line: usize, item: Item, archived: bool) {
        let title = one_line(&item.title, usize::MAX);
        let why = match text::length(&title) {
            0 => Why::NoTitle,
            length if length > TITLE_LIMIT => Why::TooLong,
            _ if self.taken.len() >= LINE_LIMIT => Why::TooMany,
            _ => {
                let item = Item { title, ..item };
                return self.taken.push(Taken {
                    line,
                    item,
                    archived,
                });
            }
        };
        self.refuse(line, &title, why);
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
