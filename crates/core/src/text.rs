//! Texts as people count and quote them, and a number of things.

use std::fmt;
use unicode_segmentation::UnicodeSegmentation as _;

/// How many characters a text has: what a person sees as one is one, however it is stored.
pub fn length(text: &str) -> usize {
    if text.is_ascii() {
        // A line break of two bytes is one.
        return text.len() - text.matches("\r\n").count();
    }
    text.graphemes(true).count()
}

/// The text without what goes beyond `limit` characters.
pub fn cut(text: &str, limit: usize) -> &str {
    // No character takes less than a byte.
    if text.len() <= limit {
        return text;
    }
    let end = text.grapheme_indices(true).nth(limit);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The text without what goes beyond so many code points: for what a link has, and where the tables that
/// tell what people see as one character, 6.6 KB of WebAssembly, are not worth it.
pub fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    end.map_or(text, |(end, _)| &text[..end])
}

/// A text has more characters than there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// How many it has.
    pub length: usize,
    /// How many it can have.
    pub limit: usize,
}

impl TooLong {
    /// By how much a text is too long, where it is, in characters as people see them.
    pub fn of(text: &str, limit: usize) -> Option<Self> {
        let length = length(text);
        (length > limit).then_some(Self { length, limit })
    }

    /// By how much a text goes beyond its beginning that fits, where it does, in code points.
    pub fn beyond(text: &str, fits: &str) -> Option<Self> {
        (fits.len() < text.len()).then(|| Self {
            length: text.chars().count(),
            limit: fits.chars().count(),
        })
    }
}

impl fmt::Display for TooLong {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { length, limit } = *self;
        let [over, length, limit] = [length - limit, length, limit].map(number);
        write!(
            formatter,
            "{over} too many: {length} of {limit} characters."
        )
    }
}

/// “1 row”, “2 rows”, “1,200 rows”: for a noun whose plural adds an “s”.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    [&number(count), " ", noun, ending].concat()
}

/// How many characters of a text are quoted in a sentence: what is said of a milestone has three or four
/// short lines on a phone.
const QUOTED: usize = 36;

/// The beginning of a text between quotation marks, all of it where it is short. Quotation marks inside
/// of it become single ones.
pub fn quoted(text: &str) -> String {
    let start = cut(text, QUOTED);
    let more = if start.len() < text.len() { "…" } else { "" };
    let inside = start.trim_end().replace('“', "‘").replace('”', "’");
    // Words from right to left leave the order of the sentence around them as it is.
    let (isolate, end) = match inside.chars().any(runs_from_the_right) {
        true => ("\u{2068}", "\u{2069}"),
        false => ("", ""),
    };
    ["“", isolate, &inside, more, end, "”"].concat()
}

/// A number with a comma between its thousands, “1,500”.
pub fn number(number: usize) -> String {
    let mut text = number.to_string();
    let mut place = text.len();
    while place > 3 {
        place -= 3;
        text.insert(place, ',');
    }
    text
}

/// Whether a letter is of a script that is written from right to left.
const fn runs_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_several() {
        for (count, expected) in [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (21, "21 rows")] {
            assert_eq!(counted(count, "row"), expected);
        }
    }

    #[test]
    fn no_quotation_mark_stands_beside_its_like() {
        assert_eq!(quoted("Lead a design"), "“Lead a design”");
        assert_eq!(
            quoted("Slicing and planning: reach “leads”"),
            "“Slicing and planning: reach ‘leads’”"
        );
    }

    #[test]
    fn what_is_long_is_quoted_in_part_and_what_runs_from_the_right_by_itself() {
        let long = "Ж".repeat(QUOTED + 1);
        assert_eq!(quoted(&long[2..]), ["“", &long[2..], "”"].concat());
        assert_eq!(quoted(&long), ["“", &long[2..], "…”"].concat());
        assert_eq!(
            quoted("קראו שיר, then talk"),
            "“\u{2068}קראו שיר, then talk\u{2069}”"
        );
    }

    #[test]
    fn thousands_stand_apart() {
        for (given, said) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (9_999_999, "9,999,999"),
        ] {
            assert_eq!(number(given), said);
        }
    }

    #[test]
    fn a_character_is_what_a_person_sees_as_one() {
        for (text, expected) in [
            ("lead", 4),
            ("Ж".repeat(200).as_str(), 200),
            ("👨‍👩‍👧‍👦", 1),
            ("e\u{301}", 1),
            ("a\r\nb", 3),
            ("", 0),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    #[test]
    fn by_how_much_a_text_is_too_long_is_told() {
        let said = |text: &str, fits: &str| TooLong::beyond(text, fits).map(|it| it.to_string());
        assert_eq!(said("lead", "lead"), None);
        let long = "Ж".repeat(1_500);
        assert_eq!(
            said(&long, first(&long, 500)).as_deref(),
            Some("1,000 too many: 1,500 of 500 characters.")
        );
        assert_eq!(TooLong::of(&"👨‍👩‍👧‍👦".repeat(2), 2), None);
        let (length, limit) = (3, 2);
        assert_eq!(
            TooLong::of(&"👨‍👩‍👧‍👦".repeat(3), 2),
            Some(TooLong { length, limit })
        );
    }

    #[test]
    fn what_is_cut_falls_between_characters() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(cut(&family.repeat(3), 2), family.repeat(2));
        assert_eq!(cut("e\u{301}e\u{301}", 1), "e\u{301}");
        assert_eq!(cut("short", 9), "short");
        assert_eq!(cut(&"Ж".repeat(300), 300), "Ж".repeat(300));
    }
}
