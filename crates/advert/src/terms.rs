//! The terms of `content/adverts.toml`, made ready: which words they know, and where one of them stands
//! among the words of a sentence.
//!
//! Each word of a text is looked up once, and what it came to is kept for when it comes again. Only terms
//! that begin with that word are tried there, and of these only such whose second word may be near. Each
//! looks at a bounded number of words, so the time grows with the length of the text alone.

use guide_core::content::{ADVERT_HEADINGS, ADVERT_OTHERS, ADVERT_ROWS, ADVERT_TITLES};
use guide_core::words::{LONGEST, each_word, stem};

/// What is between a word and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing that parts them.
    None,
    Comma,
    Clause,
    Sentence,
}

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Count(u32),
    Percent(u32),
    Money(u32),
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where it stands in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its stem among those that terms name; 0 where it is none of them.
    pub(super) stem: u16,
    /// The same for the word as it is.
    pub(super) exact: u16,
    pub(super) classes: u16,
    pub(super) number: Option<Number>,
    pub(super) before: Break,
    /// What it is, as [`bits`].
    bits: u64,
    /// The sorts of terms that begin with it, a bit each.
    begins: u8,
}

impl Token {
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes & class as u16 != 0
    }
}

/// Words that matter for what a sentence does with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Class {
    /// Articles and the like, which may stand within a term.
    Article = 1,
    /// Denies what follows.
    Not = 1 << 1,
    /// Begins something new, which is not denied any more.
    Anew = 1 << 2,
    /// Whoever reads the advert.
    You = 1 << 3,
    /// The company.
    We = 1 << 4,
    /// Before somebody else: with, by, to.
    Beside = 1 << 5,
    /// What is done with a thing, or where it stays: made by, rests with.
    Rests = 1 << 6,
    /// Who or which, after somebody else.
    Who = 1 << 7,
    /// After a word that denies, it compares or limits: no more than, not only.
    More = 1 << 8,
    /// What the company does when it speaks of the job: it looks for somebody.
    Seek = 1 << 9,
}

const CLASSES: [(Class, &[&str]); 10] = [
    (
        Class::Article,
        &[
            "a", "an", "the", "your", "our", "their", "its", "his", "her", "this", "these", "all",
            "any", "every", "each", "some", "own", "also", "very",
        ],
    ),
    (
        Class::Not,
        &[
            "no", "not", "never", "without", "neither", "nor", "none", "wont", "dont", "doesnt",
            "isnt", "arent", "cannot", "cant", "instead",
        ],
    ),
    (
        Class::Anew,
        &[
            "but", "however", "while", "whereas", "who", "which", "where", "they", "he", "she",
            "we", "you", "youll", "yet", "though", "except", "only", "just",
        ],
    ),
    (
        Class::You,
        &["you", "youll", "youd", "youre", "youve", "yourself", "your"],
    ),
    (Class::We, &["we", "our", "us", "were", "weve"]),
    (
        Class::Beside,
        &[
            "with", "by", "to", "for", "from", "of", "and", "or", "as", "than", "under", "through",
            "between", "into", "like", "in", "on", "at", "among", "beside",
        ],
    ),
    (
        Class::Rests,
        &[
            "stay", "stays", "rest", "rests", "remain", "remains", "lie", "lies", "sit", "sits",
            "belong", "belongs", "falls", "is", "are", "be", "owned", "handled", "done", "covered",
        ],
    ),
    (Class::Who, &["who", "that", "which", "whom"]),
    (
        Class::More,
        &[
            "more",
            "less",
            "later",
            "only",
            "just",
            "necessarily",
            "matter",
            "sense",
        ],
    ),
    (
        Class::Seek,
        &[
            "looking",
            "seek",
            "seeking",
            "searching",
            "need",
            "want",
            "expect",
            "wanted",
            "offer",
        ],
    ),
];

/// Numbers in words.
const COUNTED: [(&str, u32); 16] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
];

/// Words before or after a number that make it an amount of money.
const CURRENCIES: [&str; 10] = [
    "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds", "chf", "sek", "pln",
];

/// What a term stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Something about a row: its place, and the place of what is said.
    Says(u8, u8),
    /// Somebody else: a lead, a manager, or other people.
    Other(u8),
    /// The title of a job: a lead's or a manager's.
    Title(u8),
    /// The heading of a section.
    Heading(Section),
}

/// What a part of an advert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Duties,
    Requirements,
    /// What the job is not.
    Denied,
    Company,
}

/// One word of a term.
#[derive(Debug)]
struct Element {
    /// How many words may stand before it.
    gap: usize,
    /// The stems that it may be.
    stems: Vec<u16>,
    /// The words as they are that it may be.
    exacts: Vec<u16>,
    number: Option<Span>,
    /// What it may be, as [`bits`].
    bits: u64,
}

/// A range of numbers.
#[derive(Debug, Clone, Copy)]
struct Span {
    low: u32,
    high: u32,
    sort: char,
}

impl Span {
    fn has(self, number: Number) -> bool {
        let (sort, number) = match number {
            Number::Count(number) => ('#', number),
            Number::Percent(number) => ('%', number),
            Number::Money(number) => ('$', number),
        };
        sort == self.sort && (self.low..=self.high).contains(&number)
    }
}

impl Element {
    fn fits(&self, token: &Token) -> bool {
        // Few words get beyond this.
        self.bits & token.bits != 0
            && ((token.stem != 0 && self.stems.contains(&token.stem))
                || (token.exact != 0 && self.exacts.contains(&token.exact))
                || (token
                    .number
                    .is_some_and(|number| self.number.is_some_and(|span| span.has(number)))))
    }
}

/// Every number has this bit.
const NUMBER: u64 = 1 << 63;

/// One bit for a stem and one for a word as it is. Two words without a bit in common are not the same.
fn bits(stem: u16, exact: u16) -> u64 {
    let bit = |id: u16, first: u16| match id {
        0 => 0,
        id => 1 << ((id + first) % 63),
    };
    bit(stem, 0) | bit(exact, 31)
}

#[derive(Debug)]
struct Term {
    meaning: Meaning,
    elements: Vec<Element>,
    /// How many of its words deny something themselves: `no extra pay`.
    denials: usize,
}

/// A term that stands in a sentence, from one token to before another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) meaning: Meaning,
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many words of the term were found: of two that overlap, the one with more says more.
    pub(super) size: usize,
    /// Whether a word between its own denies it: `have no reports`.
    pub(super) is_denied: bool,
}

/// All terms.
#[derive(Debug)]
pub(super) struct Terms {
    stems: Dictionary,
    exacts: Dictionary,
    /// The classes of the words in `exacts`.
    classes: Vec<u16>,
    /// The numbers that the words in `exacts` are for.
    counts: Vec<Option<u32>>,
    terms: Vec<Term>,
    /// Where the terms of each [`Sort`] begin.
    starts: [Starts; 3],
}

/// What is looked for at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// What is said, and other people.
    Said,
    Titles,
    Headings,
}

/// Which terms begin with a stem, with a word as it is, or with a number.
#[derive(Debug, Default)]
struct Starts {
    by_stem: Vec<Vec<Start>>,
    by_exact: Vec<Vec<Start>>,
    by_number: Vec<Start>,
}

/// The beginning of a term.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// Its place among the terms.
    term: u16,
    /// Whether only articles may stand before its second word.
    is_near: bool,
    /// What its second word may be, as [`bits`]; 0 where it has none.
    next: u64,
}

impl Terms {
    /// Makes the terms of the content ready.
    pub(super) fn new() -> Self {
        let mut terms = Self {
            stems: Dictionary::new(),
            exacts: Dictionary::new(),
            classes: vec![0],
            counts: vec![None],
            terms: Vec::new(),
            starts: Default::default(),
        };
        for (class, words) in CLASSES {
            for word in words {
                terms.stems.add(stem(word));
                let id = usize::from(terms.add_exact(word));
                terms.classes[id] |= class as u16;
            }
        }
        for (word, count) in COUNTED {
            terms.stems.add(stem(word));
            let id = usize::from(terms.add_exact(word));
            terms.counts[id] = Some(count);
        }
        for (place, row) in ADVERT_ROWS.iter().enumerate() {
            for (says, group) in row.says.iter().enumerate() {
                terms.add_all(Meaning::Says(place as u8, says as u8), group.terms);
            }
        }
        for (kind, others) in ADVERT_OTHERS.iter().enumerate() {
            terms.add_all(Meaning::Other(kind as u8), others);
        }
        for (kind, titles) in ADVERT_TITLES.iter().enumerate() {
            terms.add_all(Meaning::Title(kind as u8), titles);
        }
        let headings = &ADVERT_HEADINGS;
        // The first that fits counts: `what you do not do` is not `what you do`.
        for (section, names) in [
            (Section::Denied, headings.denied),
            (Section::Requirements, headings.requirements),
            (Section::Company, headings.company),
            (Section::Duties, headings.duties),
        ] {
            terms.add_all(Meaning::Heading(section), names);
        }
        terms.index();
        terms
    }

    fn add_exact(&mut self, word: &str) -> u16 {
        let id = self.exacts.add(word);
        self.classes.resize(self.exacts.words.len(), 0);
        self.counts.resize(self.exacts.words.len(), None);
        id
    }

    fn add_all(&mut self, meaning: Meaning, terms: &[&str]) {
        for term in terms {
            let mut elements = Vec::new();
            let mut gap = 0;
            for part in term.split(' ') {
                match part {
                    ".." => gap = 3,
                    "..." => gap = WIDEST_GAP,
                    part => {
                        let mut made = self.element(part);
                        if let Some(first) = made.first_mut() {
                            first.gap = std::mem::take(&mut gap);
                        }
                        elements.extend(made);
                    }
                }
            }
            let denials = term
                .split([' ', '|'])
                .map(|word| word.trim_start_matches('='));
            let denials = denials.filter(|word| CLASSES[1].1.contains(word)).count();
            self.terms.push(Term {
                meaning,
                elements,
                denials,
            });
        }
    }

    /// What a part of a term stands for: mostly one word; `c++` none, `one-to-one` three.
    fn element(&mut self, part: &str) -> Vec<Element> {
        let mut element = Element {
            gap: 0,
            stems: Vec::new(),
            exacts: Vec::new(),
            number: None,
            bits: 0,
        };
        if let Some(span) = span(part) {
            element.number = Some(span);
            element.bits = NUMBER;
            return vec![element];
        }
        for word in part.split('|') {
            if let Some(word) = word.strip_prefix('=') {
                // Every word has a stem: without one it is not looked up at all.
                self.stems.add(stem(word));
                let id = self.add_exact(word);
                element.exacts.push(id);
                element.bits |= bits(0, id);
            } else {
                each_word(word, |_, letters, _| {
                    let id = self.stems.add(stem(letters));
                    element.stems.push(id);
                    element.bits |= bits(id, 0);
                });
            }
        }
        vec![element]
    }

    fn index(&mut self) {
        for starts in &mut self.starts {
            starts.by_stem = vec![Vec::new(); self.stems.words.len()];
            starts.by_exact = vec![Vec::new(); self.exacts.words.len()];
        }
        for (place, term) in self.terms.iter().enumerate() {
            let Some((first, rest)) = term.elements.split_first() else {
                continue;
            };
            let sort = match term.meaning {
                Meaning::Says(..) | Meaning::Other(_) => Sort::Said,
                Meaning::Title(_) => Sort::Titles,
                Meaning::Heading(_) => Sort::Headings,
            };
            let starts = &mut self.starts[sort as usize];
            let start = Start {
                term: place as u16,
                is_near: rest.first().is_none_or(|next| next.gap == 0),
                next: rest.first().map_or(0, |next| next.bits),
            };
            for stem in &first.stems {
                starts.by_stem[usize::from(*stem)].push(start);
            }
            for exact in &first.exacts {
                starts.by_exact[usize::from(*exact)].push(start);
            }
            if first.number.is_some() {
                starts.by_number.push(start);
            }
        }
    }

    /// What a word is.
    fn look_up(&self, letters: &str) -> Looked {
        // A word without a known stem is none that is known as it is.
        let stem = self.stems.id(stem(letters));
        let exact = if stem == 0 {
            0
        } else {
            self.exacts.id(letters)
        };
        let mut begins = 0;
        for (sort, starts) in self.starts.iter().enumerate() {
            let is_start = !starts.by_stem[usize::from(stem)].is_empty()
                || !starts.by_exact[usize::from(exact)].is_empty();
            begins |= u8::from(is_start) << sort;
        }
        Looked {
            stem,
            exact,
            classes: self.classes[usize::from(exact)],
            counted: self.counts[usize::from(exact)],
            begins,
            bits: bits(stem, exact),
        }
    }

    /// The words of a piece of a text that begins at `from`, put into `tokens`.
    pub(super) fn tokens(
        &self,
        text: &str,
        from: usize,
        known: &mut Known,
        tokens: &mut Vec<Token>,
    ) {
        tokens.clear();
        let mut last_end = 0;
        let mut last_len = 0;
        each_word(text, |place, letters, _| {
            let between = &text[last_end..place.start];
            let Looked {
                stem,
                exact,
                classes,
                counted,
                begins,
                bits,
            } = known.look_up(letters, self);
            let number = number_of(letters, counted, between, &text[place.end..]);
            if number.is_some()
                && let Some(last) = tokens.last_mut()
                && last_len > 0
                && is_next_thousand(between, letters)
                && let Some(joined) = last.number.and_then(|number| thousands(number, letters))
            {
                last.number = Some(joined);
                last.end = from + place.end;
                last_end = place.end;
                return;
            }
            let mut before = match tokens.last() {
                None => Break::Sentence,
                Some(_) => break_in(between, last_len),
            };
            if let Some(last) = tokens.last_mut()
                && let Some(Number::Count(count)) = last.number
            {
                if ["percent", "pct"].contains(&letters) {
                    last.number = Some(Number::Percent(count));
                } else if CURRENCIES.contains(&letters) {
                    last.number = Some(Number::Money(count));
                }
            }
            // `the director, to whom you report`
            if classes & Class::Who as u16 != 0 {
                if before == Break::Comma {
                    before = Break::None;
                }
                if let Some(last) = tokens.last_mut()
                    && last.is(Class::Beside)
                    && last.before == Break::Comma
                {
                    last.before = Break::None;
                }
            }
            tokens.push(Token {
                start: from + place.start,
                end: from + place.end,
                stem,
                exact,
                classes,
                number,
                before,
                bits: bits | number.map_or(0, |_| NUMBER),
                begins: begins | number.map_or(0, |_| u8::MAX),
            });
            last_end = place.end;
            last_len = letters.len();
        });
    }

    /// Every term of a sort that stands in a sentence.
    pub(super) fn find(&self, sort: Sort, tokens: &[Token], mut found: impl FnMut(Found)) {
        let starts = &self.starts[sort as usize];
        for (start, token) in tokens.iter().enumerate() {
            if token.begins & 1 << sort as u8 == 0 {
                continue;
            }
            let numbers: &[Start] = match token.number {
                Some(_) => &starts.by_number,
                None => &[],
            };
            let beginning = [
                starts.by_stem[usize::from(token.stem)].as_slice(),
                starts.by_exact[usize::from(token.exact)].as_slice(),
                numbers,
            ];
            let [near, far] = bits_after(tokens, start + 1);
            for begins in beginning {
                for begin in begins {
                    let after = if begin.is_near { near } else { far };
                    if begin.next != 0 && begin.next & after == 0 {
                        continue;
                    }
                    let term = &self.terms[usize::from(begin.term)];
                    if let Some(end) = stands_at(&term.elements, tokens, start) {
                        let denials = tokens[start..end].iter();
                        let denials = denials.filter(|token| token.is(Class::Not)).count();
                        found(Found {
                            meaning: term.meaning,
                            start,
                            end,
                            size: term.elements.len(),
                            is_denied: denials > term.denials,
                        });
                    }
                }
            }
        }
    }
}

/// The most words that may stand between two of a term, besides articles.
const WIDEST_GAP: usize = 6;

/// The most articles that may stand between two words of a term.
const ARTICLES: usize = 2;

/// What the words are that can be the second of a term, as [`bits`]: with articles alone between, and
/// with the widest gap.
fn bits_after(tokens: &[Token], from: usize) -> [u64; 2] {
    let [mut near, mut far] = [0; 2];
    let mut articles = 0;
    let mut is_near = true;
    let reach = tokens[from..].iter().take(WIDEST_GAP + ARTICLES + 1);
    for token in reach.take_while(|token| token.before == Break::None) {
        far |= token.bits;
        if is_near {
            near |= token.bits;
            articles += 1;
            is_near = token.is(Class::Article) && articles <= ARTICLES;
        }
    }
    [near, far]
}

/// Where a term ends that begins at `start`, if it stands there.
fn stands_at(elements: &[Element], tokens: &[Token], start: usize) -> Option<usize> {
    let (first, rest) = elements.split_first()?;
    if !first.fits(&tokens[start]) {
        return None;
    }
    goes_on(rest, tokens, start + 1)
}

fn goes_on(elements: &[Element], tokens: &[Token], from: usize) -> Option<usize> {
    let Some((next, rest)) = elements.split_first() else {
        return Some(from);
    };
    let mut left = next.gap;
    let mut articles = ARTICLES;
    for (place, token) in tokens.iter().enumerate().skip(from) {
        if token.before > Break::None {
            return None;
        }
        if next.fits(token)
            && let Some(end) = goes_on(rest, tokens, place + 1)
        {
            return Some(end);
        }
        if token.is(Class::Article) && articles > 0 {
            articles -= 1;
        } else if left > 0 && !token.is(Class::Who) {
            left -= 1;
        } else {
            return None;
        }
    }
    None
}

/// `#2-9`, `%`, `$20000-90000`.
fn span(part: &str) -> Option<Span> {
    let sort = part
        .chars()
        .next()
        .filter(|c| ['#', '%', '$'].contains(c))?;
    let rest = &part[1..];
    let (low, high) = match rest.split_once('-') {
        Some((low, high)) => (low.parse().ok()?, high.parse().ok()?),
        None if rest.is_empty() => (0, u32::MAX),
        None => {
            let only = rest.parse().ok()?;
            (only, only)
        }
    };
    Some(Span { low, high, sort })
}

/// The number that a word is; `counted` is that of a word for one.
fn number_of(letters: &str, counted: Option<u32>, before: &str, after: &str) -> Option<Number> {
    let first = *letters.as_bytes().first()?;
    let count = if first.is_ascii_digit() {
        let digits = letters.trim_end_matches(|c: char| !c.is_ascii_digit());
        let count: u32 = digits.parse().ok()?;
        match &letters[digits.len()..] {
            "" => count,
            "k" => return Some(Number::Money(count.saturating_mul(1000))),
            _ => return None,
        }
    } else {
        counted?
    };
    if after.starts_with(['%'])
        || after
            .trim_start_matches([' ', '\u{a0}', '\u{202f}'])
            .starts_with('%')
    {
        Some(Number::Percent(count))
    } else if before.ends_with(['€', '$', '£']) || after.starts_with(['€', '$', '£']) {
        Some(Number::Money(count))
    } else {
        Some(Number::Count(count))
    }
}

/// Whether three digits go on with the number before: `85,000`.
fn is_next_thousand(between: &str, letters: &str) -> bool {
    letters.len() == 3
        && letters.bytes().all(|byte| byte.is_ascii_digit())
        && [",", ".", "'", "’", "\u{a0}", "\u{202f}"].contains(&between)
}

fn thousands(number: Number, letters: &str) -> Option<Number> {
    let more: u32 = letters.parse().ok()?;
    let joined = |count: u32| count.saturating_mul(1000).saturating_add(more);
    match number {
        Number::Count(count) => Some(Number::Count(joined(count))),
        Number::Money(count) => Some(Number::Money(joined(count))),
        Number::Percent(_) => None,
    }
}

/// What stands between two words; the first has `len` letters.
fn break_in(between: &str, len: usize) -> Break {
    if matches!(between.as_bytes(), [b' ']) {
        return Break::None;
    }
    let mut found = Break::None;
    // The two words themselves stand before and after.
    let mut before = 'a';
    let mut signs = between.chars().peekable();
    while let Some(c) = signs.next() {
        let next_is_space = signs.peek().is_some_and(|next| next.is_whitespace());
        let this = match c {
            ',' => Break::Comma,
            ';' | ':' | '(' | ')' | '[' | ']' | '—' | '"' | '“' | '”' | '|' | '<' | '>' => {
                Break::Clause
            }
            '-' | '–' if before.is_whitespace() && next_is_space => Break::Clause,
            '•' | '·' | '▪' | '●' => Break::Sentence,
            '!' | '?' => Break::Sentence,
            // Not after `e.g.` or an initial.
            '.' if next_is_space && len > 2 => Break::Sentence,
            _ => Break::None,
        };
        found = found.max(this);
        before = c;
    }
    found
}

/// What a word was found to be.
#[derive(Debug, Clone, Copy, Default)]
struct Looked {
    stem: u16,
    exact: u16,
    classes: u16,
    /// The number that it is a word for.
    counted: Option<u32>,
    /// As of [`Token`].
    begins: u8,
    bits: u64,
}

/// How many words are kept: a text has fewer that come often.
const KNOWN: usize = 4096;

/// The words of a text that were looked up last. A word has one place; another that has the same takes it
/// over, so it never grows.
#[derive(Debug)]
pub(super) struct Known {
    words: Vec<(Key, Looked)>,
}

/// The letters of a word as numbers, which compare in no time.
type Key = [u64; LONGEST / 8];

impl Known {
    pub(super) fn new() -> Self {
        Self {
            words: vec![(Key::default(), Looked::default()); KNOWN],
        }
    }

    fn look_up(&mut self, letters: &str, terms: &Terms) -> Looked {
        let mut key = Key::default();
        for (part, eight) in key.iter_mut().zip(letters.as_bytes().chunks(8)) {
            *part = eight
                .iter()
                .fold(0, |all, byte| all << 8 | u64::from(*byte));
        }
        let hash = key.iter().fold(0_u64, |hash, part| {
            (hash.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95)
        });
        let place = (hash >> 32) as usize % KNOWN;
        let (known, looked) = &mut self.words[place];
        // Number by number, since two arrays are compared by a call.
        if known.iter().zip(&key).any(|(known, this)| known != this) {
            (*known, *looked) = (key, terms.look_up(letters));
        }
        *looked
    }
}

/// Words with numbers, from 1. FNV-1a in a table that is never more than half full: looking up a word
/// takes the same time however many there are.
#[derive(Debug)]
struct Dictionary {
    words: Vec<String>,
    slots: Vec<u16>,
}

impl Dictionary {
    fn new() -> Self {
        Self {
            words: vec![String::new()],
            slots: vec![0; 64],
        }
    }

    /// The number of a word; 0 where it is not there.
    fn id(&self, word: &str) -> u16 {
        self.slot(word).unwrap_or_default()
    }

    fn add(&mut self, word: &str) -> u16 {
        let free = match self.slot(word) {
            Ok(id) => return id,
            Err(free) => free,
        };
        let id = self.words.len() as u16;
        self.words.push(word.to_owned());
        self.slots[free] = id;
        if self.words.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for place in 1..self.words.len() {
                if let Err(free) = self.slot(&self.words[place]) {
                    self.slots[free] = place as u16;
                }
            }
        }
        id
    }

    /// The number of a word, or the free slot where it would be.
    fn slot(&self, word: &str) -> Result<u16, usize> {
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let mask = self.slots.len() - 1;
        let mut slot = (hash ^ (hash >> 15)) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                id if self.words[usize::from(id)] == word => return Ok(id),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}
