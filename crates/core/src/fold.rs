//! One way of reading what people type: without capitals, accents, and the kinds of apostrophe, hyphen
//! and space that look alike. The search and the filters of the rooms compare texts by it.
//!
//! It knows Latin letters only. Unicode's own tables would cost every visitor 14 KB, and the site is
//! English.

/// What the letters from `À` (U+00C0) to `ſ` (U+017F) are without their accents. `*` is no letter.
const BASES: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A character as texts are compared; `None` for one that is only an addition to another, such as an
/// accent of its own (as macOS writes file names) or a soft hyphen.
pub fn folded_char(c: char) -> Option<char> {
    match c {
        'À'..='ſ' => {
            let base = BASES.get(c as usize - 'À' as usize).copied();
            base.filter(|base| *base != b'*')
                .map_or(Some(c), |base| Some(char::from(base)))
        }
        // Accents of their own, the soft hyphen, and what has no width.
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {
            None
        }
        '‘' | '’' | 'ʼ' | '′' => Some('\''),
        '“' | '”' => Some('"'),
        // Hyphens, among them the one that lines are not broken at, dashes, and the minus sign.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => Some(' '),
        _ => Some(c.to_ascii_lowercase()),
    }
}

/// A text as texts are compared.
pub fn folded(text: &str) -> String {
    // Most texts have nothing to look up, and a plan may have thousands of them.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().filter_map(folded_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_are_alike() {
        for (a, b) in [
            ("Café", "cafe\u{301}"),
            ("NAÏVE", "naive"),
            ("Łódź", "lodz"),
            ("the team’s", "The team's"),
            ("on\u{2011}call", "on-call"),
            ("2019–2021", "2019-2021"),
            ("post\u{AD}mortem", "postmortem"),
            ("1\u{A0}000", "1 000"),
            ("“no”", "\"no\""),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
    }

    #[test]
    fn a_text_of_ascii_is_folded_like_its_characters() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        let by_characters: String = ascii.chars().filter_map(folded_char).collect();
        assert_eq!(folded(&ascii), by_characters);
    }

    #[test]
    fn other_texts_are_not() {
        for (a, b) in [
            ("cafe", "cafes"),
            ("on call", "on-call"),
            ("×", "x"),
            ("日", "本"),
        ] {
            assert_ne!(folded(a), folded(b), "{a} {b}");
        }
    }

    #[test]
    fn every_letter_of_the_table_has_its_base() {
        for (c, base) in [
            ('À', 'a'),
            ('ß', 's'),
            ('ÿ', 'y'),
            ('Ā', 'a'),
            ('Ő', 'o'),
            ('ſ', 's'),
        ] {
            assert_eq!(folded_char(c), Some(base), "{c}");
        }
        assert!(('À'..='ſ').all(|c| folded_char(c).is_some()));
    }
}
