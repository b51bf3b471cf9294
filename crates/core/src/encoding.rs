//! The text of a file that does not say how it is written.

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, either end first.
    Utf16,
    /// Windows-1252: guessed, where it is nothing else.
    Windows1252,
}

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Its text, without a mark at its start.
    pub text: String,
    /// How it is written.
    pub encoding: Encoding,
}

/// The characters of Windows-1252 that are not those of Unicode: 0x80 to 0x9F. Five are not given.
const SPECIAL: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads the bytes of a file: UTF-16 by the mark at its start, UTF-8 where they are that, and
/// Windows-1252 otherwise.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8)
        }
        _ => match str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), Encoding::Utf8),
            Err(_) => (
                bytes.iter().copied().map(windows_1252).collect(),
                Encoding::Windows1252,
            ),
        },
    };
    Decoded { text, encoding }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().copied().map(unit);
    let characters = char::decode_utf16(units);
    characters
        .map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => SPECIAL[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Encoding) {
        let Decoded { text, encoding } = decode(bytes);
        (text, encoding)
    }

    #[test]
    fn a_file_is_read_however_it_is_written() {
        let word = "Fähigkeit – “ja”";
        let said = word.to_owned();
        assert_eq!(text(word.as_bytes()), (said.clone(), Encoding::Utf8));
        let marked = [&[0xef, 0xbb, 0xbf][..], word.as_bytes()].concat();
        assert_eq!(text(&marked), (said.clone(), Encoding::Utf8));
        let little: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(
            text(&[&[0xff, 0xfe][..], &little].concat()),
            (said.clone(), Encoding::Utf16)
        );
        assert_eq!(
            text(&[&[0xfe, 0xff][..], &big].concat()),
            (said.clone(), Encoding::Utf16)
        );
        assert_eq!(
            text(b"F\xe4higkeit \x96 \x93ja\x94"),
            (said, Encoding::Windows1252)
        );
    }

    #[test]
    fn half_a_character_at_the_end_is_no_panic() {
        assert_eq!(text(&[0xff, 0xfe, 0x41]).0, "");
        assert_eq!(text(&[]).0, "");
    }
}
