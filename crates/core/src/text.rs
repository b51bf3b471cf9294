//! Texts as people count them.

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

/// The text between quotation marks. Those inside of it become single ones.
pub fn quoted(text: &str) -> String {
    let inside = text.replace('“', "‘").replace('”', "’");
    ["“", &inside, "”"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_quotation_mark_stands_beside_its_like() {
        assert_eq!(quoted("Lead a design"), "“Lead a design”");
        assert_eq!(
            quoted("Slicing and planning: reach “leads”"),
            "“Slicing and planning: reach ‘leads’”"
        );
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
    fn what_is_cut_falls_between_characters() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(cut(&family.repeat(3), 2), family.repeat(2));
        assert_eq!(cut("e\u{301}e\u{301}", 1), "e\u{301}");
        assert_eq!(cut("short", 9), "short");
        assert_eq!(cut(&"Ж".repeat(300), 300), "Ж".repeat(300));
    }
}
