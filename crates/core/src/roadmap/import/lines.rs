//! Lists of lines: Markdown, todo.txt, and plain lines.

use super::{Format, List, Why};
use crate::day::Day;
use crate::roadmap::item::{Item, Status, links_in};

/// Reads a list of lines as what most of it looks like.
pub(super) fn read(text: &str) -> List {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let count = |is: fn(&str) -> bool| lines().filter(|line| is(line)).count();
    let has_boxes = count(|line| task(line).is_some()) > 0;
    let entries = count(|line| entry(line).is_some());
    let is_ordered = entries > 0 && count(is_heading) > 0;
    if has_boxes || is_ordered || entries * 2 > lines().count() {
        return markdown(text, has_boxes);
    }
    let marked = count(|line| *line != *words_of_todo(line).title || line.starts_with("x "));
    if marked * 3 > lines().count() {
        return todo_txt(text);
    }
    let mut list = List::new(Format::Lines);
    for (number, line) in numbered(text) {
        if !only_orders(line) {
            list.take(number, titled(line), false);
        }
    }
    list
}

fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
}

/// Whether a line of Markdown only orders the text: a heading, a rule, or a comment.
fn only_orders(line: &str) -> bool {
    is_heading(line)
        || line.chars().all(|c| "-=*_ ".contains(c))
        || line.starts_with("<!--") && line.ends_with("-->")
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(place, line)| (place + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty())
}

fn titled(title: &str) -> Item {
    Item {
        title: title.to_owned(),
        links: links_in(title),
        ..Item::default()
    }
}

/// Whether a box is ticked, and what stands beside it.
fn task(line: &str) -> Option<(bool, &str)> {
    let rest = entry(line)?.strip_prefix('[')?;
    let (mark, rest) = rest.split_once(']')?;
    let done = match mark {
        " " | "" => false,
        "x" | "X" => true,
        _ => return None,
    };
    Some((done, rest.trim_start()))
}

/// What stands behind the sign of an entry: `-`, `*`, `+`, or a number.
fn entry(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < line.len();
    let rest = match line.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None => digits.strip_prefix(['.', ')']).filter(|_| numbered)?,
    };
    rest.strip_prefix(' ').map(str::trim_start)
}

/// Boxes where there are some; otherwise every entry.
fn markdown(text: &str, has_boxes: bool) -> List {
    let mut list = List::new(Format::Markdown);
    for (number, line) in numbered(text) {
        if only_orders(line) {
            continue;
        }
        let found = match task(line) {
            Some((done, title)) => Some((done, title)),
            None if has_boxes => None,
            None => entry(line).map(|title| (false, title)),
        };
        let Some((done, title)) = found else {
            list.refuse(number, line, Why::NoEntry);
            continue;
        };
        let status = if done { Status::Done } else { Status::ToDo };
        let title = title.replace("**", "").replace('`', "");
        list.take(
            number,
            Item {
                status,
                ..titled(&title)
            },
            false,
        );
    }
    list
}

/// A line of todo.txt without its marks.
struct Todo {
    title: String,
    done: bool,
    due: Option<Day>,
    /// When it was done.
    done_on: Option<Day>,
}

/// Takes the marks off a line: `x`, priority, dates, and `key:value`. Projects and contexts lose their
/// sign where they stand at the end, since a milestone has none.
fn words_of_todo(line: &str) -> Todo {
    let mut words = line.split_whitespace().peekable();
    let done = words.next_if(|word| *word == "x").is_some();
    let is_priority = |word: &&str| matches!(word.as_bytes(), [b'(', b'A'..=b'Z', b')']);
    _ = words.next_if(is_priority);
    let mut days = Vec::new();
    while let Some(day) = words.peek().and_then(|word| Day::parse(word)) {
        days.push(day);
        _ = words.next();
    }
    _ = words.next_if(is_priority);
    let mut due = None;
    let mut title = Vec::new();
    for word in words {
        let is_tag = word.len() > 1 && word.starts_with(['+', '@']);
        match word.split_once(':') {
            Some(("due", day)) if Day::parse(day).is_some() => due = Day::parse(day),
            Some(("rec" | "pri" | "t", value)) if !value.is_empty() => {}
            _ if is_tag => {}
            _ => title.push(word),
        }
    }
    Todo {
        title: title.join(" "),
        done,
        due,
        done_on: days.first().copied().filter(|_| done),
    }
}

fn todo_txt(text: &str) -> List {
    let mut list = List::new(Format::TodoTxt);
    for (number, line) in numbered(text) {
        let todo = words_of_todo(line);
        let mut item = titled(&todo.title);
        item.due = todo.due;
        if todo.done {
            item.status = Status::Done;
            item.evidence.when = todo.done_on;
        }
        list.take(number, item, false);
    }
    list
}
