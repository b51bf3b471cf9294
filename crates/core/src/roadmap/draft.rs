//! What a person writes into the form of an item, and what is wrong with it, field by field.

use super::item::{
    DONE_WHEN_LIMIT, EVIDENCE_LIMIT, Effort, Evidence, HOURS_LIMIT, Item, LINK_COUNT, LINK_LIMIT,
    NOTE_LIMIT, STORED_LIMIT, Status, TITLE_LIMIT, WITNESS_LIMIT, is_address, links_in, one_line,
    several_lines,
};
use crate::day::Day;
use crate::text::{self, TooLong};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// The years that a date of a plan can have.
const YEARS: RangeInclusive<i32> = 1970..=2999;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What to do.
    Title,
    /// How to tell that it is done.
    DoneWhen,
    /// The note.
    Note,
    /// Addresses, with space between them.
    Links,
    /// A day, or nothing.
    Start,
    /// A day, or nothing.
    Due,
    /// Hours if it goes well, or nothing.
    Low,
    /// Hours if it does not, or nothing.
    High,
    /// What shows that it is done.
    Evidence,
    /// The day of the evidence, or nothing.
    EvidenceDay,
    /// Who saw it.
    EvidenceBy,
}

impl Field {
    /// All fields, in the order of the form.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::DoneWhen,
        Self::Note,
        Self::Start,
        Self::Due,
        Self::Low,
        Self::High,
        Self::Links,
        Self::Evidence,
        Self::EvidenceDay,
        Self::EvidenceBy,
    ];

    /// Most characters that the field takes; `None` where it is no text.
    pub const fn limit(self) -> Option<usize> {
        match self {
            Self::Title => Some(TITLE_LIMIT),
            Self::DoneWhen => Some(DONE_WHEN_LIMIT),
            Self::Note => Some(NOTE_LIMIT),
            Self::Evidence => Some(EVIDENCE_LIMIT),
            Self::EvidenceBy => Some(WITNESS_LIMIT),
            _ => None,
        }
    }
}

/// What stands in the form of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What to do.
    pub title: String,
    /// How to tell that it is done.
    pub done_when: String,
    /// The note.
    pub note: String,
    /// Addresses, with space between them.
    pub links: String,
    /// The name of a status; empty leaves it as it is.
    pub status: String,
    /// A day, or nothing.
    pub start: String,
    /// A day, or nothing.
    pub due: String,
    /// Hours, or nothing.
    pub low: String,
    /// Hours, or nothing.
    pub high: String,
    /// What shows that it is done.
    pub evidence: String,
    /// A day, or nothing.
    pub evidence_day: String,
    /// Who saw it.
    pub evidence_by: String,
}

impl Draft {
    /// The form of an item as it opens.
    pub fn of(item: &Item) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let hours = |hours: Option<u32>| hours.map(|hours| hours.to_string()).unwrap_or_default();
        Self {
            title: item.title.clone(),
            done_when: item.done_when.clone(),
            note: item.note.clone(),
            links: item.links.join("\n"),
            status: String::new(),
            start: day(item.start),
            due: day(item.due),
            low: hours(item.effort.map(|effort| effort.low)),
            high: hours(item.effort.map(|effort| effort.high)),
            evidence: item.evidence.what.clone(),
            evidence_day: day(item.evidence.when),
            evidence_by: item.evidence.who.clone(),
        }
    }

    /// What stands in a field.
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::DoneWhen => &self.done_when,
            Field::Note => &self.note,
            Field::Links => &self.links,
            Field::Start => &self.start,
            Field::Due => &self.due,
            Field::Low => &self.low,
            Field::High => &self.high,
            Field::Evidence => &self.evidence,
            Field::EvidenceDay => &self.evidence_day,
            Field::EvidenceBy => &self.evidence_by,
        }
    }

    /// The same, to be written.
    pub fn field_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Title => &mut self.title,
            Field::DoneWhen => &mut self.done_when,
            Field::Note => &mut self.note,
            Field::Links => &mut self.links,
            Field::Start => &mut self.start,
            Field::Due => &mut self.due,
            Field::Low => &mut self.low,
            Field::High => &mut self.high,
            Field::Evidence => &mut self.evidence,
            Field::EvidenceDay => &mut self.evidence_day,
            Field::EvidenceBy => &mut self.evidence_by,
        }
    }

    /// This form as it would be on top of `now`: only what differs from `opened`, the form as it
    /// opened, is taken over. What another tab has changed meanwhile stays.
    #[must_use]
    pub fn on_top_of(&self, opened: &Self, now: &Item) -> Self {
        let mut draft = Self::of(now);
        for field in Field::ALL {
            if self.field(field) != opened.field(field) {
                self.field(field).clone_into(draft.field_mut(field));
            }
        }
        draft
    }

    /// The item as the form says it.
    pub fn written_on(&self, item: &Item) -> Item {
        let mut after = Item::clone(item);
        after.title = one_line(&self.title, TITLE_LIMIT);
        after.done_when = one_line(&self.done_when, DONE_WHEN_LIMIT);
        after.note = several_lines(&self.note, NOTE_LIMIT);
        after.links = links_in(&self.links);
        let status = Status::from_name(&self.status);
        if Status::CHOICES.iter().any(|(choice, _)| *choice == status) {
            after.status = status;
        }
        after.start = Day::parse(&self.start);
        after.due = Day::parse(&self.due);
        // One number alone is both.
        let (low, high) = (hours(&self.low), hours(&self.high));
        after.effort = low
            .or(high)
            .and_then(|one| Effort::new(one, high.unwrap_or(one)));
        after.evidence = Evidence {
            what: several_lines(&self.evidence, EVIDENCE_LIMIT),
            when: Day::parse(&self.evidence_day),
            who: one_line(&self.evidence_by, WITNESS_LIMIT),
        };
        after
    }

    /// What is wrong with a field, if something is.
    pub fn problem(&self, field: Field) -> Option<Problem> {
        let value = self.field(field).trim();
        let too_long = field.limit().and_then(|limit| too_long(value, limit));
        if too_long.is_some() {
            return too_long;
        }
        match field {
            Field::Title if value.is_empty() => Some(Problem::NoTitle),
            Field::Start | Field::Due | Field::EvidenceDay => self.problem_of_day(field, value),
            Field::Low | Field::High => self.problem_of_hours(field, value),
            Field::Links => problem_of_links(value),
            _ => None,
        }
    }

    fn problem_of_day(&self, field: Field, value: &str) -> Option<Problem> {
        if value.is_empty() {
            return None;
        }
        let Some(day) = Day::parse(value) else {
            return Some(Problem::NoDay);
        };
        if !YEARS.contains(&day.date().0) {
            return Some(Problem::Year);
        }
        let start = Day::parse(&self.start).filter(|start| field == Field::Due && *start > day);
        start.map(Problem::BeforeStart)
    }

    fn problem_of_hours(&self, field: Field, value: &str) -> Option<Problem> {
        if value.is_empty() {
            return None;
        }
        let Some(high) = hours(value).filter(|hours| *hours <= HOURS_LIMIT) else {
            return Some(Problem::Hours);
        };
        let low = hours(&self.low).filter(|low| field == Field::High && *low > high);
        low.map(Problem::BelowLow)
    }

    /// The first field with a problem.
    pub fn first_problem(&self) -> Option<(Field, Problem)> {
        let mut fields = Field::ALL.into_iter();
        fields.find_map(|field| Some((field, self.problem(field)?)))
    }
}

/// The hours that stand in a field.
fn hours(value: &str) -> Option<u32> {
    value.trim().parse().ok()
}

fn problem_of_links(value: &str) -> Option<Problem> {
    let mut count = 0;
    for word in value.split_whitespace() {
        if !is_address(word) {
            return Some(Problem::NoAddress(word.to_owned()));
        }
        if word.len() > LINK_LIMIT {
            return Some(Problem::LongAddress);
        }
        count += 1;
    }
    (count > LINK_COUNT).then_some(Problem::ManyAddresses)
}

/// What is wrong with the name of something, which has at most `limit` characters.
pub fn problem_of_name(name: &str, limit: usize) -> Option<Problem> {
    match name.trim() {
        "" => Some(Problem::NoName),
        name => too_long(name, limit),
    }
}

fn too_long(value: &str, limit: usize) -> Option<Problem> {
    TooLong::of(value, limit).map(Problem::TooLong)
}

/// What is wrong with what stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A milestone without a title.
    NoTitle,
    /// Something else without a name.
    NoName,
    /// It has more characters than the field takes.
    TooLong(TooLong),
    /// It is no day of the calendar.
    NoDay,
    /// It lies outside of [`YEARS`].
    Year,
    /// The item is due before this day, its start.
    BeforeStart(Day),
    /// It is no number of hours.
    Hours,
    /// Fewer hours than these, which are those if it goes well.
    BelowLow(u32),
    /// A word is no web address.
    NoAddress(String),
    /// An address is longer than [`LINK_LIMIT`].
    LongAddress,
    /// More than [`LINK_COUNT`] addresses.
    ManyAddresses,
    /// Each text is within its limit, but the item as a whole takes more than [`STORED_LIMIT`].
    TooLarge {
        /// So many bytes over.
        over: usize,
    },
}

impl Problem {
    /// Whether an item is larger than one can be.
    pub fn of_size(item: &Item) -> Option<Self> {
        let over = item.stored_size().checked_sub(STORED_LIMIT + 1)? + 1;
        Some(Self::TooLarge { over })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => formatter.write_str("A milestone needs a title."),
            Self::NoName => formatter.write_str("Write a name first."),
            Self::TooLong(too_long) => too_long.fmt(formatter),
            Self::NoDay => formatter.write_str("This is no day of the calendar."),
            Self::Year => write!(
                formatter,
                "The year has to be between {} and {}.",
                YEARS.start(),
                YEARS.end()
            ),
            Self::BeforeStart(start) => {
                write!(formatter, "This is before the start, {}.", start.in_words())
            }
            Self::Hours => write!(
                formatter,
                "This has to be a whole number of hours, {} at most.",
                text::number(HOURS_LIMIT as usize)
            ),
            Self::BelowLow(low) => write!(
                formatter,
                "This is less than if it goes well, {}.",
                text::number(*low as usize)
            ),
            Self::NoAddress(word) => write!(
                formatter,
                "“{word}” is no web address: it has to start with https:// or http://."
            ),
            Self::LongAddress => {
                write!(formatter, "An address can have {LINK_LIMIT} characters.")
            }
            Self::ManyAddresses => write!(formatter, "There is room for {LINK_COUNT} addresses."),
            Self::TooLarge { over } => write!(
                formatter,
                "All texts together are too long to be stored, by about {} letters. Shorten this one.",
                text::number(*over)
            ),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut Draft)) -> Draft {
        let mut draft = Draft {
            title: "Title".to_owned(),
            ..Draft::default()
        };
        change(&mut draft);
        draft
    }

    fn said(draft: &Draft, field: Field) -> String {
        draft
            .problem(field)
            .map(|problem| problem.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn a_name_is_there_and_within_its_limit() {
        let said = |name: &str| problem_of_name(name, 3).map(|problem| problem.to_string());
        for (name, problem) in [
            ("", Some("Write a name first.")),
            (" \n", Some("Write a name first.")),
            (" Жуж ", None),
            ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", None),
            ("four", Some("1 too many: 4 of 3 characters.")),
        ] {
            assert_eq!(said(name).as_deref(), problem, "{name:?}");
        }
    }

    #[test]
    fn what_opens_has_no_problem() {
        let item = Item::of_guide(&crate::content::MILESTONES[0], "n".to_owned());
        assert_eq!(Draft::of(&item).first_problem(), None);
    }

    #[test]
    fn a_text_over_its_limit_is_told_by_how_much_as_people_count() {
        let long = draft(|draft| draft.title = "Ж".repeat(TITLE_LIMIT));
        assert_eq!(long.first_problem(), None);
        let longer = draft(|draft| draft.title = "👨‍👩‍👧‍👦".repeat(TITLE_LIMIT + 2));
        assert_eq!(
            said(&longer, Field::Title),
            "2 too many: 302 of 300 characters."
        );
        let empty = draft(|draft| draft.title = "  ".to_owned());
        assert_eq!(empty.problem(Field::Title), Some(Problem::NoTitle));
    }

    #[test]
    fn a_day_is_in_the_calendar_in_this_age_and_not_before_the_start() {
        for (start, due, problem) in [
            ("", "2027-02-30", "This is no day of the calendar."),
            (
                "",
                "0027-01-01",
                "The year has to be between 1970 and 2999.",
            ),
            (
                "",
                "9999-01-01",
                "The year has to be between 1970 and 2999.",
            ),
            (
                "2027-01-04",
                "2027-01-03",
                "This is before the start, 4 Jan 2027.",
            ),
            ("2027-01-04", "2027-01-04", ""),
            ("2027-01-04", "", ""),
        ] {
            let draft = draft(|draft| {
                (draft.start, draft.due) = (start.to_owned(), due.to_owned());
            });
            assert_eq!(said(&draft, Field::Due), problem, "{start} {due}");
            assert_eq!(draft.problem(Field::Start), None);
        }
    }

    #[test]
    fn the_hours_if_it_does_not_go_well_are_not_fewer() {
        const LESS: &str = "This is less than if it goes well, 1,200.";
        for (low, high, problem, effort) in [
            ("1200", "30", LESS, None),
            ("1200", "0", LESS, None),
            ("30", "1200", "", Some((30, 1_200))),
            ("30", "30", "", Some((30, 30))),
            ("0", "30", "", Some((0, 30))),
            ("30", "", "", Some((30, 30))),
            ("", "30", "", Some((30, 30))),
            ("", "0", "", None),
            ("", "", "", None),
        ] {
            let draft = draft(|draft| {
                (draft.low, draft.high) = (low.to_owned(), high.to_owned());
            });
            assert_eq!(said(&draft, Field::High), problem, "{low} {high}");
            assert_eq!(draft.problem(Field::Low), None);
            if problem.is_empty() {
                let written = draft.written_on(&Item::default()).effort;
                let written = written.map(|effort| (effort.low, effort.high));
                assert_eq!(written, effort, "{low} {high}");
            }
        }
    }

    #[test]
    fn the_first_problem_is_that_of_the_field_that_stands_first() {
        let draft = draft(|draft| {
            draft.due = "2027-02-30".to_owned();
            draft.links = "none".to_owned();
        });
        assert_eq!(draft.first_problem(), Some((Field::Due, Problem::NoDay)));
    }

    #[test]
    fn hours_are_whole_and_addresses_lead_to_the_web() {
        for hours in ["-1", "2.5", "10000", "x"] {
            let draft = draft(|draft| draft.low = hours.to_owned());
            assert_eq!(draft.problem(Field::Low), Some(Problem::Hours), "{hours}");
            assert!(said(&draft, Field::Low).ends_with("9,999 at most."));
        }
        let link = |links: &str| draft(|draft| draft.links = links.to_owned());
        assert_eq!(
            link("https://a.example\nhttp://b.example").first_problem(),
            None
        );
        assert!(said(&link("javascript:alert(1)"), Field::Links).contains("no web address"));
        assert!(said(&link(&"https://a.example ".repeat(4)), Field::Links).contains("room for 3"));
    }

    #[test]
    fn only_what_was_changed_is_written() {
        let item = Item {
            title: "Title".to_owned(),
            note: "Mine".to_owned(),
            ..Item::default()
        };
        let opened = Draft::of(&item);
        let mut written = opened.clone();
        written.note = "Mine, longer".to_owned();
        let now = Item {
            title: "Renamed elsewhere".to_owned(),
            ..item
        };
        let draft = written.on_top_of(&opened, &now);
        assert_eq!(
            (draft.title.as_str(), draft.note.as_str()),
            ("Renamed elsewhere", "Mine, longer")
        );
    }

    #[test]
    fn an_item_that_is_too_large_as_a_whole_is_told_so() {
        let item = Item {
            title: "x".to_owned(),
            note: "ж".repeat(STORED_LIMIT),
            ..Item::default()
        };
        assert!(matches!(
            Problem::of_size(&item),
            Some(Problem::TooLarge { .. })
        ));
        assert_eq!(Problem::of_size(&Item::default()), None);
    }
}
