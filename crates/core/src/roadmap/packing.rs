//! Numbers and texts as few characters of an address.
//!
//! Everything is a row of nibbles: three of them are two characters of an address. A number has
//! three bits in each, the lowest first, and a fourth that says whether more follow. A common letter
//! takes one, a less common one two, any other character a 15 and its number.

const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The characters of English text by how common they are: twelve that take one nibble, then
/// three times sixteen that take two. The order is part of the format.
const LETTERS: &str = " etaonirsldhcumpgfwybvkxjqz.,-’:/0123456789ABCDEFILMNOPRSTW?";
const COMMON: usize = 12;
const RARE: u8 = 15;

/// A row of nibbles in the making.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Adds one nibble.
    pub fn nibble(&mut self, nibble: u8) {
        self.0.push(nibble & 15);
    }

    /// Adds a number.
    pub fn number(&mut self, mut number: u32) {
        while number > 7 {
            self.nibble((number & 7) as u8 | 8);
            number >>= 3;
        }
        self.nibble(number as u8);
    }

    /// Adds four nibbles.
    pub fn u16(&mut self, number: u16) {
        for place in 0..4 {
            self.nibble((number >> (4 * place)) as u8);
        }
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.number(text.chars().count() as u32);
        for c in text.chars() {
            match LETTERS.chars().position(|letter| letter == c) {
                Some(place) if place < COMMON => self.nibble(place as u8),
                Some(place) => {
                    let place = place - COMMON;
                    self.nibble((COMMON + place / 16) as u8);
                    self.nibble(place as u8);
                }
                None => {
                    self.nibble(RARE);
                    self.number(c.into());
                }
            }
        }
    }

    /// The row as characters that an address can have.
    pub fn into_text(self) -> String {
        let mut text = String::new();
        for group in self.0.chunks(3) {
            let at = |place: usize| usize::from(group.get(place).copied().unwrap_or_default());
            for digit in [at(0) << 2 | at(1) >> 2, (at(1) & 3) << 4 | at(2)] {
                text.push_str(&DIGITS[digit..=digit]);
            }
        }
        text
    }
}

/// A row of nibbles to read. Every reader gives `None` at its end.
#[derive(Debug)]
pub struct Reader {
    nibbles: Vec<u8>,
    at: usize,
}

impl Reader {
    /// A row from the characters of an address; `None` where one of them is no digit.
    pub fn new(text: &str) -> Option<Self> {
        let mut nibbles = Vec::new();
        let mut before = None;
        for c in text.chars() {
            let digit = DIGITS.find(c)? as u8;
            match before.take() {
                None => before = Some(digit),
                Some(first) => {
                    nibbles.extend([first >> 2, (first & 3) << 2 | digit >> 4, digit & 15]);
                }
            }
        }
        Some(Self { nibbles, at: 0 })
    }

    /// The next nibble.
    pub fn nibble(&mut self) -> Option<u8> {
        let nibble = self.nibbles.get(self.at).copied();
        self.at += 1;
        nibble
    }

    /// The next number.
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for place in 0..11 {
            let nibble = self.nibble()?;
            number |= u32::from(nibble & 7).checked_shl(3 * place)?;
            if nibble < 8 {
                return Some(number);
            }
        }
        None
    }

    /// The next four nibbles.
    pub fn u16(&mut self) -> Option<u16> {
        let mut number = 0;
        for place in 0..4 {
            number |= u16::from(self.nibble()?) << (4 * place);
        }
        Some(number)
    }

    /// The next text.
    pub fn text(&mut self) -> Option<String> {
        let count = self.number()?;
        let mut text = String::new();
        for _ in 0..count {
            let nibble = self.nibble()?;
            text.push(match nibble {
                RARE => char::from_u32(self.number()?)?,
                _ if usize::from(nibble) < COMMON => LETTERS.chars().nth(nibble.into())?,
                _ => {
                    let place = COMMON + 16 * (usize::from(nibble) - COMMON);
                    LETTERS.chars().nth(place + usize::from(self.nibble()?))?
                }
            });
        }
        Some(text)
    }
}

/// 32 bits that differ where `text` does (FNV-1a).
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// 16 bits of the [`hash`]: enough to tell the ids of one guide apart, which a test makes sure of.
pub fn short_hash(text: &str) -> u16 {
    let hash = hash(text);
    (hash >> 16 ^ hash) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let text = "Quentin’s “naïve” 42 %: ZoË?";
        let numbers = [0, 7, 8, 63, 64, 20_454, u32::MAX];
        let mut row = Writer::default();
        numbers.iter().for_each(|number| row.number(*number));
        row.u16(0xfedc);
        row.text(text);
        let mut row = Reader::new(&row.into_text()).expect("all are digits");
        for number in numbers {
            assert_eq!(row.number(), Some(number));
        }
        assert_eq!(row.u16(), Some(0xfedc));
        assert_eq!(row.text().as_deref(), Some(text));
    }

    /// Links that people have are made of these.
    #[test]
    fn rows_and_hashes_are_what_they_were_in_the_first_release() {
        let mut row = Writer::default();
        row.text("Mine");
        row.u16(short_hash("choose-a-route"));
        assert_eq!(short_hash("choose-a-route"), 60_224);
        assert_eq!(row.into_text(), "TnZRBL4A");
    }
}
