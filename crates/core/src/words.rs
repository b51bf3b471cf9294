//! Words of a text: how they are found, reduced to their stem, and compared. The index is written
//! with the same functions that read a query.

use crate::fold::folded_char;
use std::ops::Range;

/// Longest word that is looked at; the rest of a longer one is dropped.
pub const LONGEST: usize = 24;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// Its letters and digits in lower case, without accents, ASCII only.
    pub letters: String,
    /// Whether a hyphen or colon, and nothing else, is between it and the word before: `1:1`.
    pub is_joined: bool,
}

/// The words of a text. An apostrophe does not end a word, a hyphen does.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, |place, letters, is_joined| {
        found.push(Word {
            place,
            letters: letters.to_owned(),
            is_joined,
        });
    });
    found
}

/// A byte of a character of more than one.
const OTHER: u8 = 1;

/// A colon, in place of its own byte, which is among the digits and letters.
const COLON: u8 = b'+';

/// What the bytes of a text are: letters and digits in lower case, the signs that matter between them as
/// they are, [`OTHER`], and spaces. Letters and digits come after all others.
const LETTERS: [u8; 256] = {
    let mut letters = [b' '; 256];
    let mut byte = 0_u8;
    loop {
        letters[byte as usize] = match byte {
            128.. => OTHER,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => byte.to_ascii_lowercase(),
            b'\'' | b'-' => byte,
            b':' => COLON,
            _ => b' ',
        };
        if byte == u8::MAX {
            break letters;
        }
        byte += 1;
    }
};

/// Hands out the words of a text one after the other, without keeping them: the place, the letters and
/// whether it is joined to the one before, as in [`Word`].
pub fn each_word(text: &str, mut found: impl FnMut(Range<usize>, &str, bool)) {
    let mut letters = [0; LONGEST];
    let mut len = 0;
    let mut start = 0;
    let mut is_joined = false;
    let bytes = text.as_bytes();
    let mut next = 0;
    while next <= bytes.len() {
        let at = next;
        // A space ends the text.
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        let mut c = LETTERS[usize::from(byte)];
        if c == OTHER {
            let Some(decoded) = text[at..].chars().next() else {
                break;
            };
            next += decoded.len_utf8();
            let Some(folded) = folded_char(decoded) else {
                continue;
            };
            // What is not ASCII even so ends a word.
            let folded = u8::try_from(folded).unwrap_or(b' ');
            c = LETTERS[usize::from(folded)];
        } else {
            next += 1;
        }
        if c >= b'0' {
            if len == 0 {
                start = at;
            }
            if let Some(letter) = letters.get_mut(len) {
                *letter = c;
                len += 1;
            }
        } else if c != b'\'' {
            if len == 0 {
                is_joined = false;
            } else {
                // ASCII alone, so that it is always a text.
                let word = str::from_utf8(&letters[..len]).unwrap_or_default();
                found(start..at, word, is_joined);
                len = 0;
                is_joined = matches!(c, b'-' | COLON);
            }
        }
    }
}

/// A word without its English endings: `estimates`, `estimated` and `estimating` become `estimat`.
/// Rough, and the same for the index and the query, which is all that matters.
pub fn stem(word: &str) -> &str {
    let mut stem = word;
    // Not `class`, `status`, `this`.
    if stem.len() > 3
        && stem.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| stem.ends_with(end))
    {
        stem = &stem[..stem.len() - 1];
    }
    for (ending, rest) in [
        // `agreed`; anything else that ends in d is left for `ed`.
        ("d", 0),
        ("ing", 3),
        ("ed", 3),
        ("ion", 5),
        ("or", 5),
        ("er", 4),
        ("ly", 4),
    ] {
        if let Some(shorter) = stem.strip_suffix(ending)
            && shorter.len() >= rest
            // `engineer` is nobody who engines; `thing` and `spring` are nothing that is done.
            && !(ending == "er" && shorter.ends_with('e'))
            && (ending != "d" || shorter.ends_with("ee"))
            && shorter.bytes().any(is_vowel)
        {
            stem = without_double(shorter);
        }
    }
    match stem.as_bytes() {
        [.., b'e', b'e'] => stem,
        [_, .., b'i', b'e'] => &stem[..stem.len() - 2],
        [_, _, .., b'i' | b'y'] | [_, _, _, .., b'e'] => &stem[..stem.len() - 1],
        _ => stem,
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// `planning` is from `plan`, but `calling` from `call`, and `agreed` from `agree`.
fn without_double(stem: &str) -> &str {
    match stem.as_bytes() {
        [.., a, b] if a == b && !matches!(a, b'e' | b'l' | b's' | b'z') => &stem[..stem.len() - 1],
        _ => stem,
    }
}

/// Which letters a word has, as bits: two words with few letters in common need no closer look.
pub fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

/// How many slips lie between two words, if there are `most` at the most: a letter too many, too few,
/// another one, or two neighbours swapped. Words up to [`LONGEST`] letters.
pub fn slips(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most || b.len() > LONGEST {
        return None;
    }
    // The last row but one, the last row and the row in the making of the table of distances.
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    for (index, cell) in rows[1].iter_mut().enumerate() {
        *cell = index;
    }
    for (i, x) in a.iter().enumerate() {
        let [before, last, now] = &mut rows;
        now[0] = i + 1;
        let mut least = i + 1;
        for (j, y) in b.iter().enumerate() {
            let mut cost = usize::min(
                last[j] + usize::from(x != y),
                1 + usize::min(last[j + 1], now[j]),
            );
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            now[j + 1] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        rows.rotate_left(1);
    }
    Some(rows[1][b.len()]).filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.letters).collect()
    }

    #[test]
    fn words_are_found_in_any_punctuation() {
        assert_eq!(
            letters("The lead’s 1:1—can't wait, naïve (ADRs)!"),
            ["the", "leads", "1", "1", "cant", "wait", "naive", "adrs"]
        );
        assert_eq!(letters(" … "), [""; 0]);
        let text = "a – café.";
        let places: Vec<&str> = words(text)
            .iter()
            .map(|word| &text[word.place.clone()])
            .collect();
        assert_eq!(places, ["a", "café"]);
    }

    #[test]
    fn an_accent_of_its_own_belongs_to_the_word() {
        let text = "the cafe\u{301} is";
        let word = &words(text)[1];
        assert_eq!(
            (&text[word.place.clone()], &*word.letters),
            ("cafe\u{301}", "cafe")
        );
    }

    #[test]
    fn a_hyphen_joins_two_words() {
        for text in ["on-call", "on\u{2011}call"] {
            let found: Vec<bool> = words(text).iter().map(|word| word.is_joined).collect();
            assert_eq!(found, [false, true], "{text}");
        }
        for text in ["on call", "on - call", "on--call", "-on call"] {
            assert!(words(text).iter().all(|word| !word.is_joined), "{text}");
        }
    }

    #[test]
    fn a_very_long_word_is_cut() {
        assert_eq!(letters(&"x".repeat(300))[0].len(), LONGEST);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "estimate estimates estimated estimating estimation",
            "delegate delegating delegation delegates",
            "code codes coding coded",
            "plan plans planning planned planner",
            "manage manager managers managing",
            "engineer engineers engineering",
            "decide decided decides deciding",
            "policy policies",
            "call calling called caller",
            "try tries tried",
            "agree agreed",
            "review reviews reviewer reviewing",
        ] {
            let stems: Vec<&str> = forms.split(' ').map(stem).collect();
            assert!(
                stems.iter().all(|stem| *stem == stems[0]),
                "{forms}: {stems:?}"
            );
        }
    }

    #[test]
    fn other_words_keep_other_stems() {
        for (a, b) in [
            ("this", "thing"),
            ("thing", "the"),
            ("class", "clay"),
            ("status", "state"),
            ("user", "use"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
        assert_eq!(stem("is"), "is");
        assert_eq!(stem("e"), "e");
        assert_eq!(stem(""), "");
    }

    #[test]
    fn slips_are_counted_up_to_a_bound() {
        assert_eq!(slips("estimat", "estmat", 1), Some(1));
        assert_eq!(slips("friend", "freind", 1), Some(1));
        assert_eq!(slips("architect", "artchitet", 2), Some(2));
        assert_eq!(slips("architect", "artchitet", 1), None);
        assert_eq!(slips("lead", "lead", 1), Some(0));
        assert_eq!(slips("lead", "manager", 2), None);
        assert_eq!(slips("", "ab", 2), Some(2));
    }
}
