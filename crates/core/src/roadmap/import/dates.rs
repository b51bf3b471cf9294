//! Days as people and programs write them.

use crate::day::Day;
use crate::fold::folded;

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It is this day.
    Is(Day),
    /// Two numbers could each be the day or the month: the first is the one where the day stands
    /// first, as in `03/04/2027`.
    Either {
        /// Where the day stands first.
        day_first: Day,
        /// Where the month stands first.
        month_first: Day,
    },
    /// It is no day.
    No,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The first one.
    DayFirst,
    /// The second one.
    MonthFirst,
}

impl Written {
    /// What a text says, all of it: `2027-03-31` with or without a time, `31.03.2027`, `15 Jan 2027`,
    /// `Jan 15, 2027`, `31/Mar/26`, `15/01/2027`.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim();
        if let Some(day) = text.get(..10).and_then(Day::parse)
            && is_time(&text[10..])
        {
            return Self::Is(day);
        }
        let words = text.split(|c: char| !c.is_alphanumeric());
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        _ = words.next_if(|word| is_weekday(word));
        let (Some(one), Some(two), Some(three)) = (words.next(), words.next(), words.next()) else {
            return Self::No;
        };
        if !words.all(is_of_time) {
            return Self::No;
        }
        let day = match (number(one), number(two), number(three)) {
            (Some(year), Some(month), Some(day)) if is_year(one) => on(year, month, day),
            (Some(one), Some(two), Some(year)) if is_year(three) || text.contains(['.', '/']) => {
                return of_numbers(one, two, short(year), text);
            }
            (Some(year), None, Some(day)) if is_year(one) => {
                month_of(two).and_then(|month| on(year, month, day))
            }
            (Some(day), None, Some(year)) => {
                month_of(two).and_then(|month| on(short(year), month, day))
            }
            (None, Some(day), Some(year)) => {
                month_of(one).and_then(|month| on(short(year), month, day))
            }
            _ => None,
        };
        day.map_or(Self::No, Self::Is)
    }

    /// Which order the text is written in, where it says that.
    pub(super) fn order(self, text: &str) -> Option<Order> {
        let Self::Is(day) = self else { return None };
        let text = text.split_whitespace().next()?;
        // With a full stop the day stands first, whoever writes it; so that says nothing of a slash.
        let numbers = text.contains(['/', '-']) && !text.contains(char::is_alphabetic);
        let first = text.split(['/', '-']).next().and_then(number)?;
        let (_, month, day) = day.date();
        let is = |part: i32| i32::try_from(first).is_ok_and(|first| first == part);
        match (is(day), is(month)) {
            (true, false) if numbers => Some(Order::DayFirst),
            (false, true) if numbers => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// The day, where two numbers stand in this order.
    pub(super) fn day(self, order: Option<Order>) -> Option<Day> {
        match (self, order) {
            (Self::Is(day), _) => Some(day),
            (Self::Either { day_first, .. }, Some(Order::DayFirst)) => Some(day_first),
            (Self::Either { month_first, .. }, Some(Order::MonthFirst)) => Some(month_first),
            _ => None,
        }
    }
}

/// The order of all days of a column: that of those which say it, where they agree.
pub(super) fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Order> {
    let mut order = None;
    for found in cells.filter_map(|cell| Written::read(cell).order(cell)) {
        if order.is_some_and(|known| known != found) {
            return None;
        }
        order = Some(found);
    }
    order
}

/// How a title says that it is due, in small letters.
const DUE: [&str; 3] = ["due", "deadline", "📅"];

/// Takes a day off the end of a title, such as “(due 2026-12-11)”: the title without it, and what was
/// found. `None` where there is none.
pub(super) fn taken_off(title: &str) -> Option<(&str, Written)> {
    // Letters of ASCII only, so that places in it are places in the title.
    let small = title.to_ascii_lowercase();
    DUE.iter().find_map(|sign| {
        let at = small.rfind(sign)?;
        let (before, rest) = (&title[..at], &title[at + sign.len()..]);
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let rest = rest.trim_start_matches([' ', ':', '(', '=']);
        let rest = rest.strip_prefix("on ").unwrap_or(rest);
        let written = Written::read(rest.trim_end_matches([' ', ')', ']', '.', ';']));
        let end = |c: char| " ([,;:-–—@".contains(c);
        let before = before.trim_end_matches(end);
        let found = begins && written != Written::No && !before.is_empty();
        found.then_some((before, written))
    })
}

/// Whether what follows a day is nothing, or the time of it.
fn is_time(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['T', ' ']) && rest.split([' ', ':']).all(is_of_time)
}

/// Whether a word can belong to the time of a day: `09`, `T09`, `000Z`, `PM`, `Uhr`.
fn is_of_time(word: &str) -> bool {
    let letters =
        word.trim_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '+' || c == '-');
    matches!(
        &*folded(letters),
        "" | "t" | "z" | "am" | "pm" | "utc" | "gmt" | "at" | "uhr"
    )
}

/// A number, also with the ending of a day: `3rd`.
fn number(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    digits.parse().ok().filter(|_| digits.len() <= 4)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
}

/// A year of two digits is one of this century.
const fn short(year: u32) -> u32 {
    if year < 100 { 2_000 + year } else { year }
}

fn on(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

/// Two numbers before a year: which of them is the month, only a full stop or a number above twelve
/// tells.
fn of_numbers(one: u32, two: u32, year: u32, text: &str) -> Written {
    let (day_first, month_first) = (on(year, two, one), on(year, one, two));
    match (day_first, month_first) {
        (Some(day), _) if text.contains('.') => Written::Is(day),
        (_, Some(_)) if text.contains('.') => Written::No,
        (Some(day_first), Some(month_first)) if day_first != month_first => Written::Either {
            day_first,
            month_first,
        },
        (Some(day), _) | (None, Some(day)) => Written::Is(day),
        (None, None) => Written::No,
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = folded(word);
    DAYS.iter()
        .any(|day| word == *day || word.starts_with(day) && word.ends_with("day"))
        || matches!(&*word, "tues" | "weds" | "thur" | "thurs")
}

fn month_of(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const OTHERS: [(&str, u32); 9] = [
        ("januar", 1),
        ("februar", 2),
        ("marz", 3),
        ("mrz", 3),
        ("mai", 5),
        ("juni", 6),
        ("juli", 7),
        ("oktober", 10),
        ("dezember", 12),
    ];
    let name = folded(name);
    if name.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|month| month.starts_with(&*name));
    let place = place.and_then(|place| u32::try_from(place + 1).ok());
    place.or_else(|| {
        let mut others = OTHERS.iter();
        let other = others.find(|(month, _)| month.starts_with(&*name));
        other.map(|(_, number)| *number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> Option<String> {
        Written::read(text).day(None).map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_as_people_and_programs_write_them() {
        for (text, expected) in [
            ("2026-11-09T08:00:00.000Z", "2026-11-09"),
            ("2026-11-09 08:00", "2026-11-09"),
            ("2026-11-09", "2026-11-09"),
            ("2026/11/09", "2026-11-09"),
            ("31.03.2027", "2027-03-31"),
            ("1.2.27", "2027-02-01"),
            ("31/Mar/26", "2026-03-31"),
            ("12/Mar/26 9:41 AM", "2026-03-12"),
            ("15-Jan-27", "2027-01-15"),
            ("15 Jan 2027", "2027-01-15"),
            ("Fri, 15 January 2027", "2027-01-15"),
            ("January 3rd, 2027", "2027-01-03"),
            ("Sept 3, 2027", "2027-09-03"),
            ("15. März 2027", "2027-03-15"),
            ("15/01/2027", "2027-01-15"),
            ("01/15/2027", "2027-01-15"),
            ("01/15/27", "2027-01-15"),
            ("15-01-2027", "2027-01-15"),
            ("05/05/2027", "2027-05-05"),
        ] {
            assert_eq!(is(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "03/04/2026",
            "soon",
            "31.02.2027",
            "1.2",
            "46402",
            "15 Jan",
            "15 Jan 2027 or later",
            "2027-01-15 or later",
            "32/01/2027",
            "26-11-09",
        ] {
            assert_eq!(is(text), None, "{text}");
        }
    }

    #[test]
    fn the_other_days_of_a_column_tell_which_number_is_the_month() {
        let order = |cells: &[&str]| order_of(cells.iter().copied());
        assert_eq!(order(&["03/04/2027", "15/01/2027"]), Some(Order::DayFirst));
        assert_eq!(order(&["01/15/2027", ""]), Some(Order::MonthFirst));
        assert_eq!(order(&["01/15/2027", "15/01/2027"]), None);
        // These are written with the day first everywhere, or say it in words.
        assert_eq!(order(&["31.03.2027", "31/Mar/26", "2027-01-15"]), None);
        let day = Written::read("03/04/2027").day(Some(Order::DayFirst));
        assert_eq!(day, Day::parse("2027-04-03"));
        let day = Written::read("03/04/2027").day(Some(Order::MonthFirst));
        assert_eq!(day, Day::parse("2027-03-04"));
    }

    #[test]
    fn a_day_at_the_end_of_a_title_is_when_it_is_due() {
        for title in [
            "Run an incident (due 2026-12-11)",
            "Run an incident, due 11 Dec 2026.",
            "Run an incident – Due: 11.12.2026",
            "Run an incident [due on 11/Dec/26]",
            "Run an incident @due(2026-12-11)",
            "Run an incident 📅 2026-12-11",
        ] {
            let (rest, written) = taken_off(title).expect(title);
            assert_eq!(rest, "Run an incident", "{title}");
            assert_eq!(written.day(None), Day::parse("2026-12-11"), "{title}");
        }
        for title in [
            "Say what is due",
            "Do what is due on Friday",
            "A residue 2026-12-11",
            "After the release of 2026-12-11",
            "Due: 2026-12-11",
        ] {
            assert_eq!(taken_off(title), None, "{title}");
        }
    }
}
