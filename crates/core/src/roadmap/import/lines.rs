//! Lists of lines: Markdown, todo.txt, and plain lines.

use super::dates::{Written, taken_off};
use super::table::status;
use super::{Format, List, Taken, UNDER_LIMIT, UNREAD_LIMIT, Why};
use crate::day::Day;
use crate::roadmap::item::{
    DONE_WHEN_LIMIT, EVIDENCE_LIMIT, Item, NOTE_LIMIT, Status, WITNESS_LIMIT, links_in, one_line,
};

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
    let mut heading = String::new();
    for (number, line) in numbered(text) {
        if is_heading(line) {
            heading = heading_of(line);
        } else if !only_orders(line) {
            list.take(Taken {
                under: heading.clone(),
                ..dated(number, line)
            });
        }
    }
    list
}

fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
}

/// The words of a heading.
fn heading_of(line: &str) -> String {
    one_line(&plain_words(line.trim_matches('#')), UNDER_LIMIT)
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

/// A line with this title. What it says at its end of the day on which it is due is that day.
fn dated(number: usize, title: &str) -> Taken {
    let mut taken = Taken::of(number, titled(title));
    match taken_off(title) {
        Some((rest, Written::Is(day))) => {
            taken.item.title = rest.to_owned();
            taken.item.due = Some(day);
        }
        Some((rest, _)) => {
            let said = title.get(rest.len()..).unwrap_or_default();
            let said = said.trim_matches(|c: char| !c.is_alphanumeric());
            taken.unread = one_line(said, UNREAD_LIMIT);
        }
        None => {}
    }
    taken
}

/// Text without the signs of Markdown: bold, code, and what a backslash keeps from being a sign.
fn plain_words(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let next = rest.chars().next();
        match (c, next) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                words.push(next);
                rest = &rest[1..];
            }
            ('*', Some('*')) => rest = &rest[1..],
            ('`', _) => {}
            _ => words.push(c),
        }
    }
    words
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

/// How far a line is set in, in spaces.
fn indentation(line: &str) -> usize {
    let signs = line.chars().take_while(|c| c.is_whitespace());
    signs.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// What this guide writes below a milestone, such as “Due: 15 Jan 2027”. `false` where it is none of it.
fn take_fact(taken: &mut Taken, words: &str) -> bool {
    let Some((label, fact)) = words.split_once(": ") else {
        return false;
    };
    let (item, fact) = (&mut taken.item, plain_words(fact));
    match label {
        "Done when" => item.done_when = one_line(&fact, DONE_WHEN_LIMIT),
        "Status" => item.status = status(&fact),
        "Due" => match Written::read(&fact).day(None) {
            Some(day) => item.due = Some(day),
            None => taken.unread = one_line(&fact, UNREAD_LIMIT),
        },
        "Note" => item.note = one_line(&fact, NOTE_LIMIT),
        "Evidence" => item.evidence.what = one_line(&fact, EVIDENCE_LIMIT),
        "Seen by" => item.evidence.who = one_line(&fact, WITNESS_LIMIT),
        "Links" => item.links = links_in(&fact),
        _ => return false,
    }
    true
}

/// Boxes where there are some; otherwise every entry.
fn markdown(text: &str, has_boxes: bool) -> List {
    let mut list = List::new(Format::Markdown);
    let mut heading = String::new();
    // The entries around the next line: how far each is set in, and its title.
    let mut around: Vec<(usize, String)> = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        let (number, line) = (number + 1, raw.trim());
        if is_heading(line) {
            heading = heading_of(line);
            around.clear();
            continue;
        }
        if line.is_empty() || only_orders(line) {
            continue;
        }
        let indentation = indentation(raw);
        while around.last().is_some_and(|(at, _)| *at >= indentation) {
            _ = around.pop();
        }
        if task(line).is_none()
            && let (Some(words), Some((_, title))) = (entry(line), around.last())
            && let Some(above) = list.taken.last_mut()
            && above.item.title == *title
            && take_fact(above, words)
        {
            continue;
        }
        let found = match task(line) {
            Some((done, title)) => Some((done, title)),
            None if has_boxes => None,
            None => entry(line).map(|title| (false, title)),
        };
        let Some((done, title)) = found else {
            let why = if has_boxes { Why::NoBox } else { Why::NoEntry };
            list.refuse(number, line, why);
            continue;
        };
        let mut taken = dated(number, &plain_words(title));
        if done {
            taken.item.status = Status::Done;
        }
        let above = around.last().map_or(&heading, |(_, title)| title);
        taken.under = one_line(above, UNDER_LIMIT);
        let title = one_line(&taken.item.title, usize::MAX);
        around.push((indentation, title));
        list.take(taken);
    }
    list
}

/// A line of todo.txt without its marks.
struct Todo {
    title: String,
    done: bool,
    due: Option<Day>,
    /// What it says of the day on which it is due, where that is not understood.
    unread: String,
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
    let (mut due, mut unread) = (None, String::new());
    let mut title = Vec::new();
    for word in words {
        let is_tag = word.len() > 1 && word.starts_with(['+', '@']);
        match word.split_once(':') {
            Some(("due", day)) if !day.is_empty() => match Written::read(day).day(None) {
                Some(day) => due = Some(day),
                None => {
                    unread = one_line(day, UNREAD_LIMIT);
                    title.push(word);
                }
            },
            Some(("rec" | "pri" | "t", value)) if !value.is_empty() => {}
            _ if is_tag => {}
            _ => title.push(word),
        }
    }
    Todo {
        title: title.join(" "),
        done,
        due,
        unread,
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
        list.take(Taken {
            unread: todo.unread,
            ..Taken::of(number, item)
        });
    }
    list
}
