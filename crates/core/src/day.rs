//! Calendar days, without a clock and without time zones.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the proleptic Gregorian calendar. As JSON it is `"YYYY-MM-DD"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

impl Day {
    /// The day that is `days` after 1 January 1970.
    pub const fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1 January 1970.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Reads `YYYY-MM-DD`, years 1 to 9999. `None` for anything else, and for a day that is not in
    /// the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0, |number, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| number * 10 + i32::from(digit - b'0'))
            })
        };
        let day = Self::from_date(number(0, 4)?, number(5, 7)?, number(8, 10)?);
        (day.to_string() == text).then_some(day)
    }

    /// Days from civil, after Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”.
    pub(crate) const fn from_date(year: i32, month: i32, day: i32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day of the month.
    pub fn date(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The day so many days later.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day in words, “23 Nov 2026”.
    pub fn in_words(self) -> String {
        let (year, month, day) = self.date();
        let at = 3 * (month as usize - 1);
        let month = &"JanFebMarAprMayJunJulAugSepOctNovDec"[at..at + 3];
        [&day.to_string(), " ", month, " ", &year.to_string()].concat()
    }

    /// The day as somebody says it on `today`: “tomorrow”, or in words where it is further away.
    pub fn told_on(self, today: Option<Self>) -> String {
        let near = match today.map(|today| self.since(today)) {
            Some(-1) => "yesterday",
            Some(0) => "today",
            Some(1) => "tomorrow",
            _ => return self.in_words(),
        };
        near.to_owned()
    }

    /// That something is due on this day, “due tomorrow”. What is over is said without reproach, “was
    /// due yesterday”.
    pub fn due_on(self, today: Option<Self>) -> String {
        let is_late = today.is_some_and(|today| self < today);
        let words = if is_late { "was due " } else { "due " };
        [words, &self.told_on(today)].concat()
    }
}

/// As `YYYY-MM-DD`.
impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("it is no day of the calendar")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let mut digits = Vec::with_capacity(10);
        for (place, number) in [(1_000, year), (10, month), (10, day)] {
            let mut place = place;
            while place > 0 {
                digits.push(b'0' + (number / place).rem_euclid(10) as u8);
                place /= 10;
            }
            digits.push(b'-');
        }
        digits.pop();
        formatter.write_str(&String::from_utf8_lossy(&digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_near_is_told_by_its_name() {
        let day = |text: &str| Day::parse(text).expect("a day");
        for (due, said) in [
            ("2026-12-30", "was due 30 Dec 2026"),
            ("2026-12-31", "was due yesterday"),
            ("2027-01-01", "due today"),
            ("2027-01-02", "due tomorrow"),
            ("2027-01-03", "due 3 Jan 2027"),
        ] {
            assert_eq!(day(due).due_on(Some(day("2027-01-01"))), said);
        }
        assert_eq!(day("2027-01-01").due_on(None), "due 1 Jan 2027");
    }

    #[test]
    fn every_day_of_eight_centuries_is_written_and_read() {
        let first = Day::parse("1600-01-01").expect("a day");
        let mut before = first;
        for number in 1..292_194 {
            let day = first.plus(number);
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            assert!(day.date() > before.date());
            before = day;
        }
        assert_eq!(before.to_string(), "2399-12-31");
    }

    #[test]
    fn the_calendar_counts_from_1970() {
        assert_eq!(Day::parse("1970-01-01").map(Day::number), Some(0));
        assert_eq!(Day::parse("2026-11-23").map(Day::number), Some(20_780));
        let day = Day::parse("2026-11-23").map(Day::in_words);
        assert_eq!(day.as_deref(), Some("23 Nov 2026"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "2026-11-2x",
            "2026-11-23 ",
            "0000-01-00",
            "२०२६-११",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
