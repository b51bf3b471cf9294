//! The index, and what it answers. Plain Rust, whole numbers only.
//!
//! Every place of the site is scored by how much it says of each word of the query: the index has a
//! level for each word of each place, from a mention to the title; rare words count more; a word that
//! is only begun or misspelt counts less; places that have more of the query's words come first. Words
//! that stand together in the query count more where they stand together in a title, a title that is
//! the query comes first, and a source comes after what the guide says itself.

use crate::route::Route;
use crate::words::{Word, letters_of, slips, stem, words};
use serde::Deserialize;
use std::fmt;
use std::ops::Range;

/// Version of the format; `docs/formats.md` describes it.
pub const SCHEMA: u64 = 1;
/// The first character of the alphabet that numbers are written in. It ends with `~`.
pub const FIRST: u8 = b'#';
/// How much a place may say of a word: levels from 0, a mention, upwards.
pub const LEVELS: usize = 5;
/// What a level is worth.
const WORTH: [u32; LEVELS] = [1, 2, 4, 6, 8];
/// A character holds a level and a distance below this one.
pub const GAPS: usize = 15;
/// Before the list of a word that carries little meaning: `the`, `how`.
pub const FUNCTION_WORD: u8 = b'!';

/// How surely a word of the query means a stem that it is a form of.
const SURE: u32 = 16;
/// What a function word in a heading counts.
const FUNCTION: u32 = 8;
/// How many hits are shown.
const SHOWN: usize = 8;
/// How many times as much a page counts whose title, or name in its address, is the query.
const EXACT_PAGE: u32 = 16;
/// The same of a section, a term or a row, and of a page whose title begins with the query.
const EXACT_PART: u32 = 6;
/// A source counts one part in so many, unless its title is the query: who asks wants to read the guide.
const SOURCE: u32 = 4;
/// How finely shares and favours are counted.
const FINE: u32 = 16;
/// Longest query in words; the rest of a longer one is not looked at.
const MOST_WORDS: usize = 12;

/// Why a file cannot be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexError {
    /// It is no index of this version.
    Foreign,
    /// Its lists do not fit together.
    Damaged,
}

impl fmt::Display for IndexError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Foreign => "this is no search index of this version",
            Self::Damaged => "the search index is damaged",
        })
    }
}

impl std::error::Error for IndexError {}

/// A page, or a part of one with an address of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path with fragment, from the site's folder.
    pub path: String,
    /// Its heading.
    pub title: String,
    /// How its text begins.
    pub excerpt: String,
    /// The place that is the whole page.
    page: usize,
    /// The stems of its title, in order.
    title_stems: Vec<String>,
    /// Those of a page's name in its address: `estimates`. Empty for a part of a page.
    name_stems: Vec<String>,
    is_source: bool,
}

/// A stem of the vocabulary.
struct Entry {
    stem: String,
    letters: u32,
    /// Where its list stands in `lists`.
    list: Range<usize>,
}

/// Everything that can be found.
pub struct Index {
    places: Vec<Place>,
    /// In alphabetical order.
    vocabulary: Vec<Entry>,
    lists: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The best places, best first, as indices for [`Index::place`].
    pub hits: Vec<usize>,
    /// How many places there are in all.
    pub count: usize,
    /// The stems that were looked for and are there.
    pub stems: Vec<String>,
}

/// What every version of the index has.
#[derive(Deserialize)]
struct IndexHeader {
    schema: u64,
}

/// The index as a file.
#[derive(Deserialize)]
struct IndexFile {
    places: String,
    words: String,
    lists: String,
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// It is another file, or damaged.
    pub fn parse(text: &str) -> Result<Self, IndexError> {
        let header: IndexHeader = serde_json::from_str(text).map_err(|_| IndexError::Foreign)?;
        if header.schema != SCHEMA {
            return Err(IndexError::Foreign);
        }
        let file: IndexFile = serde_json::from_str(text).map_err(|_| IndexError::Damaged)?;
        let places = places_from(&file.places)?;
        let lists = file.lists;
        let vocabulary = vocabulary_from(&file.words, &lists)?;
        Ok(Self {
            places,
            vocabulary,
            lists,
        })
    }

    /// A place that was found.
    pub fn place(&self, place: usize) -> Option<&Place> {
        self.places.get(place)
    }

    /// How many places and how many stems there are.
    pub fn size(&self) -> (usize, usize) {
        (self.places.len(), self.vocabulary.len())
    }

    /// The places for a query. Its last word may be only begun.
    pub fn ask(&self, query: &str) -> Answer {
        let mut asked = words(query);
        asked.truncate(MOST_WORDS);
        let begun = query.ends_with(|c: char| !c.is_whitespace());
        let mut scores = vec![Score::default(); self.places.len()];
        let mut best = vec![0_u32; self.places.len()];
        let mut answer = Answer::default();
        let mut wanted = Vec::new();
        for (number, word) in asked.iter().enumerate() {
            let mut matches = self.matches(&word.letters, begun && number + 1 == asked.len());
            let closed = self.closed(&asked, number);
            // `on` says little, but much in `on call`.
            if !closed.is_empty() {
                matches.retain(|found| !found.function_word);
                matches.extend(closed);
            }
            let function_word = matches.iter().any(|found| found.function_word);
            // A word with a slip in it stands for the only one that it can be.
            let meant = match (self.find(&word.letters), matches.as_slice()) {
                (None, [only]) => self.vocabulary.get(only.entry),
                _ => None,
            };
            best.fill(0);
            let mut rarest = 0;
            for found in &matches {
                rarest = rarest.max(self.rate(found, &mut best));
                if !function_word && let Some(entry) = self.vocabulary.get(found.entry) {
                    answer.stems.push(entry.stem.clone());
                }
            }
            let weight = if function_word { 0 } else { rarest };
            for (score, best) in scores.iter_mut().zip(&best) {
                score.sum += best;
                score.words += if *best > 0 { weight } else { 0 };
            }
            wanted.push(Wanted {
                stem: meant.map_or_else(|| stem(&word.letters), |entry| &entry.stem),
                function_word,
                weight,
            });
        }
        self.collect(&scores, &wanted, &mut answer);
        answer
    }

    fn collect(&self, scores: &[Score], wanted: &[Wanted<'_>], answer: &mut Answer) {
        // A word that nothing has says nothing of the places, but it was meant.
        let is_meant = wanted.iter().any(|word| !word.function_word);
        let whole = wanted.iter().map(|word| word.weight).sum::<u32>().max(1);
        let mut top: Vec<(u64, usize)> = Vec::new();
        for (number, (score, place)) in scores.iter().zip(&self.places).enumerate() {
            // Only where all words are function words may they bring a place in on their own.
            if score.sum == 0 || (score.words == 0 && is_meant) {
                continue;
            }
            answer.count += 1;
            let coverage = u64::from(FINE + 3 * FINE * score.words / whole);
            let favour = place.favour(wanted, whole);
            let total = u64::from(score.sum) * coverage * coverage * u64::from(favour);
            let rank = top.partition_point(|(other, _)| *other >= total);
            if rank < SHOWN {
                top.truncate(SHOWN - 1);
                top.insert(rank, (total, number));
            }
        }
        answer.hits = top.into_iter().map(|(_, place)| place).collect();
    }

    fn find(&self, letters: &str) -> Option<usize> {
        let wanted = stem(letters);
        let place = self
            .vocabulary
            .binary_search_by(|entry| entry.stem.as_str().cmp(wanted));
        place.ok()
    }

    /// The stems that a word of a query may mean.
    fn matches(&self, word: &str, may_be_begun: bool) -> Vec<Match> {
        let mut found = Vec::new();
        let exact = self.find(word);
        if let Some(exact) = exact {
            found.push(self.matched(exact, SURE));
        }
        let is_function_word = found.iter().any(|found| found.function_word);
        if may_be_begun && word.len() > 1 && !is_function_word {
            let start = self
                .vocabulary
                .partition_point(|entry| entry.stem.as_str() < word);
            let begun = self.vocabulary.iter().enumerate().skip(start);
            for (index, _) in begun.take_while(|(_, entry)| entry.stem.starts_with(word)) {
                let longer = self.matched(index, SURE / 2);
                if !longer.function_word && exact != Some(index) {
                    found.push(longer);
                }
            }
        }
        if found.is_empty() {
            self.similar(stem(word), &mut found);
        }
        found
    }

    /// The stem that a word is written as together with the one before or after it: `on call` and
    /// `on-call` are `oncall` too.
    fn closed(&self, asked: &[Word], number: usize) -> Vec<Match> {
        let around = asked.get(number.saturating_sub(1)..).unwrap_or_default();
        let pairs = around.windows(2).take(1 + usize::from(number > 0));
        pairs
            .filter_map(|pair| {
                let letters = [&*pair[0].letters, &*pair[1].letters].concat();
                Some(self.matched(self.find(&letters)?, SURE))
            })
            .collect()
    }

    /// The stems nearest to one that is not in the vocabulary.
    fn similar(&self, wanted: &str, found: &mut Vec<Match>) {
        let mut most = match wanted.len() {
            0..=2 => return,
            3..=6 => 1,
            _ => 2,
        };
        let letters = letters_of(wanted);
        for (index, entry) in self.vocabulary.iter().enumerate() {
            // With more letters that the word lacks it is another one: a cheap look before the expensive one.
            if (entry.letters & !letters).count_ones() as usize > most {
                continue;
            }
            let slips = match wanted.strip_prefix(&*entry.stem) {
                // A slip in the ending, or an ending that is only begun: `agreemnt`, `managem`.
                Some(ending) if entry.stem.len() > 3 && ending.len() < 5 => 1,
                _ => match slips(wanted, &entry.stem, most) {
                    Some(slips) => slips,
                    None => continue,
                },
            };
            if slips < most {
                most = slips;
                found.clear();
            }
            found.push(self.matched(index, SURE / 2));
        }
    }

    fn matched(&self, entry: usize, quality: u32) -> Match {
        let list = self.list(entry);
        Match {
            entry,
            quality,
            function_word: list.first() == Some(&FUNCTION_WORD),
        }
    }

    fn list(&self, entry: usize) -> &[u8] {
        let range = self.vocabulary.get(entry).map(|entry| entry.list.clone());
        range
            .and_then(|range| self.lists.as_bytes().get(range))
            .unwrap_or_default()
    }

    /// Raises what each place has in `best` to what it has for this match. How rare that is.
    fn rate(&self, found: &Match, best: &mut [u32]) -> u32 {
        let list = decoded(self.list(found.entry));
        let rarity = rarity(self.places.len(), list.len());
        let value = if found.function_word {
            FUNCTION
        } else {
            found.quality * rarity
        };
        for (place, level) in list {
            if let Some(best) = best.get_mut(place) {
                *best = (*best).max(value * WORTH[level]);
            }
        }
        rarity
    }

    /// The hits of an answer with what is shown of each, best first.
    pub fn hits(&self, answer: &Answer) -> Vec<Hit> {
        let shown = |index: usize| {
            let place = self.places.get(index)?;
            let page = self.places.get(place.page).filter(|_| place.page != index);
            Some(Hit {
                path: place.path.clone(),
                title: marked(&place.title, &answer.stems),
                page: page.map_or_else(Vec::new, |page| marked(&page.title, &answer.stems)),
                excerpt: marked(&place.excerpt, &answer.stems),
            })
        };
        answer.hits.iter().filter_map(|hit| shown(*hit)).collect()
    }
}

/// What is shown of a place that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Path with fragment, from the site's folder.
    pub path: String,
    /// Its heading.
    pub title: Vec<Piece>,
    /// The title of the page that it is on; empty where it is the page itself.
    pub page: Vec<Piece>,
    /// How its text begins.
    pub excerpt: Vec<Piece>,
}

/// A piece of a text in which words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is one of the words that were looked for.
    pub is_match: bool,
}

/// A stem that a word of the query may mean, and how surely, up to [`SURE`].
struct Match {
    entry: usize,
    quality: u32,
    function_word: bool,
}

/// A word of a query.
struct Wanted<'a> {
    stem: &'a str,
    function_word: bool,
    /// How rare it is on this site; 0 for a function word.
    weight: u32,
}

impl Place {
    /// How much more a place counts for what it is, and for what its title has of a query whose words
    /// weigh `whole`: [`FINE`] is once.
    fn favour(&self, wanted: &[Wanted<'_>], whole: u32) -> u32 {
        let is = |stems: &[String]| {
            let mut pairs = stems.iter().zip(wanted);
            stems.len() == wanted.len() && pairs.all(|(stem, word)| stem == word.stem)
        };
        let is_page = !self.name_stems.is_empty();
        let is_meant = wanted.iter().any(|word| !word.function_word);
        let begins = is_page && is_meant && self.title_stems.get(..wanted.len()).is_some_and(is);
        let is_title = is(&self.title_stems);
        if self.is_source {
            if is_title { FINE } else { FINE / SOURCE }
        } else if is_page && (is_title || is(&self.name_stems)) {
            EXACT_PAGE * FINE
        } else if begins || is_title {
            EXACT_PART * FINE
        } else {
            FINE + FINE * together(wanted, &self.title_stems) / whole
        }
    }
}

/// The stems of a text, in order.
fn stems(text: &str) -> Vec<String> {
    let words = words(text);
    words
        .iter()
        .map(|word| stem(&word.letters).to_owned())
        .collect()
}

/// What those words of the query weigh that stand together in the title, in the same order: the
/// weightiest run of two or more.
fn together(wanted: &[Wanted<'_>], title: &[String]) -> u32 {
    let mut most = 0;
    for start in 0..wanted.len() {
        for place in 0..title.len() {
            let pairs = wanted[start..].iter().zip(&title[place..]);
            let run = pairs.take_while(|(word, stem)| word.stem == stem.as_str());
            let (words, weight) = run.fold((0, 0), |(words, weight), (word, _)| {
                (words + 1, weight + word.weight)
            });
            if words > 1 {
                most = most.max(weight);
            }
        }
    }
    most
}

#[derive(Clone, Default)]
struct Score {
    sum: u32,
    /// What the words of the query weigh that the place has.
    words: u32,
}

/// More for a word that fewer of the places have: 1 where all have it, 4 more for each halving.
fn rarity(places: usize, having: usize) -> u32 {
    let sixteenths = 16 * places as u64 / (having as u64).max(1);
    sixteenths.clamp(16, 0xFFFF).pow(4).ilog2() - 15
}

/// `text` in pieces, with the words marked that have one of these stems.
fn marked(text: &str, stems: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_match| {
        if !text.is_empty() {
            let text = text.to_owned();
            pieces.push(Piece { text, is_match });
        }
    };
    let mut done = 0;
    for word in words(text) {
        if stems.iter().any(|known| known == stem(&word.letters)) {
            push(&text[done..word.place.start], false);
            push(&text[word.place.clone()], true);
            done = word.place.end;
        }
    }
    push(&text[done..], false);
    pieces
}

/// Places from lines: `path⇥title⇥excerpt` for a page, `#id⇥title⇥excerpt` for a part of the page
/// before it.
fn places_from(text: &str) -> Result<Vec<Place>, IndexError> {
    let sources = Route::Sources.path();
    let mut places: Vec<Place> = Vec::new();
    let mut page = 0;
    for line in text.lines() {
        let mut fields = line.split('\t');
        let mut field = || fields.next().ok_or(IndexError::Damaged);
        let (address, title, excerpt) = (field()?, field()?, field()?);
        let mut is_source = false;
        let mut name = "";
        let path = if address.starts_with('#') {
            let page = places.get(page).ok_or(IndexError::Damaged)?;
            is_source = page.path == sources;
            [page.path.as_str(), address].concat()
        } else {
            page = places.len();
            let mut parts = address.trim_end_matches('/').rsplit('/');
            name = parts.next().unwrap_or_default();
            address.to_owned()
        };
        places.push(Place {
            path,
            title: title.to_owned(),
            excerpt: excerpt.to_owned(),
            page,
            title_stems: stems(title),
            name_stems: stems(name),
            is_source,
        });
    }
    Ok(places)
}

/// The vocabulary from its stems, each written as a capital for the number of letters that it shares
/// with the one before it (`A` for none) and the letters after those; and from lists with spaces
/// between them, one for each stem.
fn vocabulary_from(stems: &str, lists: &str) -> Result<Vec<Entry>, IndexError> {
    let mut vocabulary: Vec<Entry> = Vec::new();
    let mut stem = String::new();
    let mut lists_left = lists.split(' ');
    let mut start = 0;
    let mut add = |stem: &str, vocabulary: &mut Vec<Entry>| {
        let list = lists_left.next().ok_or(IndexError::Damaged)?;
        let end = start + list.len();
        vocabulary.push(Entry {
            stem: stem.to_owned(),
            letters: letters_of(stem),
            list: start..end,
        });
        start = end + 1;
        Ok(())
    };
    for c in stems.chars() {
        if c.is_ascii_uppercase() {
            if !stem.is_empty() {
                add(&stem, &mut vocabulary)?;
            }
            stem.truncate(usize::from(c as u8 - b'A'));
        } else if c.is_ascii_alphanumeric() {
            stem.push(c);
        } else {
            return Err(IndexError::Damaged);
        }
    }
    if !stem.is_empty() {
        add(&stem, &mut vocabulary)?;
    }
    match lists_left.next() {
        None => Ok(vocabulary),
        Some(_) => Err(IndexError::Damaged),
    }
}

/// The places of a list with their levels. A character is the distance from the place before, times
/// [`LEVELS`], plus the level; or, beyond those, so many times [`GAPS`] more distance.
fn decoded(list: &[u8]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut place = 0;
    for byte in list {
        let Some(number) = byte.checked_sub(FIRST).map(usize::from) else {
            continue;
        };
        if number < LEVELS * GAPS {
            place += number / LEVELS;
            places.push((place, number % LEVELS));
            place += 1;
        } else {
            place += (number - LEVELS * GAPS + 1) * GAPS;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index of these places, with the text of each stem and its list.
    fn made_of(places: &str, lists: &[(&str, String)]) -> Index {
        let file = serde_json::json!({
            "schema": SCHEMA,
            "places": places,
            "words": lists.iter().map(|(word, _)| *word).collect::<String>(),
            "lists": lists.iter().map(|(_, list)| list.as_str()).collect::<Vec<_>>().join(" "),
        });
        Index::parse(&file.to_string()).unwrap()
    }

    /// Five places. `the` is a function word; `code` and `coffee` are begun alike.
    fn index() -> Index {
        let lists = [
            ("Acod", list(&[(0, 4), (1, 0), (2, 3)])),
            ("Cffe", list(&[(4, 4)])),
            ("Aestimat", list(&[(1, 4), (3, 0)])),
            ("Ateam", list(&[(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)])),
            ("Bhe", ["!", &list(&[(3, 2)])].concat()),
        ];
        made_of(
            "/code/\tCode & more\tWho writes code\n/b/\tEstimates\tAn <estimate>\n#c\tReading code\t\n#d\tThe rest\t\n/e/\tCoffee\t\n",
            &lists,
        )
    }

    fn list(places: &[(usize, usize)]) -> String {
        let mut next = 0;
        let symbol = |(place, level): &(usize, usize)| {
            let number = (place - next) * LEVELS + level;
            next = place + 1;
            char::from(FIRST + number as u8)
        };
        places.iter().map(symbol).collect()
    }

    #[test]
    fn a_title_comes_before_a_mention() {
        assert_eq!(index().ask("code ").hits, [0, 2, 1]);
    }

    #[test]
    fn a_title_typed_out_comes_first() {
        assert_eq!(index().ask(" reading CODE").hits[0], 2);
    }

    #[test]
    fn a_page_is_found_by_its_name_and_by_how_its_title_begins() {
        let places = "/a/\tCode\t\n#code\tReview\t\n/review/\tCode\t\n/c/\tReview and code\t\n";
        let alike = [(0, 2), (1, 2), (2, 2), (3, 2)];
        let index = made_of(places, &[("Areview", list(&alike))]);
        for query in ["review ", "reviews ", "reveiw "] {
            assert_eq!(index.ask(query).hits, [2, 1, 3, 0], "{query}");
        }
    }

    #[test]
    fn words_that_stand_together_in_a_title_come_first() {
        let places = "/a/\tCode and review\t\n/b/\tA code review\t\n/c/\tReview of code\t\n";
        let both = [(0, 3), (1, 3), (2, 3)];
        let index = made_of(places, &[("Acod", list(&both)), ("Areview", list(&both))]);
        assert_eq!(index.ask("code review ").hits[0], 1);
        assert_eq!(index.ask("code reviews of ").hits[0], 1);
        assert_eq!(index.ask("review code ").hits, [0, 1, 2]);
    }

    #[test]
    fn two_words_are_found_where_they_are_written_as_one() {
        let places = "/a/\tOn call\t\n/b/\tCall\t\n/c/\tThe pager\t\n";
        let index = made_of(
            places,
            &[
                ("Acall", list(&[(0, 3), (1, 4)])),
                ("Aoncall", list(&[(0, 3), (2, 3)])),
                ("Cn", ["!", &list(&[(0, 3)])].concat()),
            ],
        );
        for query in ["on call ", "on-call ", "on\u{2011}call ", "ON CALL "] {
            assert_eq!(index.ask(query).hits, [0, 2, 1], "{query}");
        }
        assert_eq!(index.ask("oncall ").hits, [0, 2]);
    }

    #[test]
    fn the_guide_comes_before_its_sources() {
        let places = "/sources/\tSources\t\n#x\tCode\t\n/a/\tAbout it\t\n";
        let index = made_of(places, &[("Acod", list(&[(1, 4), (2, 2)]))]);
        assert_eq!(index.ask("code what ").hits, [2, 1]);
        assert_eq!(
            index.ask("code ").hits,
            [1, 2],
            "its title is what was typed"
        );
    }

    #[test]
    fn more_of_the_words_come_first() {
        let answer = index().ask("coding estimates ");
        assert_eq!((answer.hits[0], answer.count), (1, 4));
        assert_eq!(answer.stems, ["cod", "estimat"]);
    }

    #[test]
    fn the_last_word_may_be_begun_until_a_space_ends_it() {
        assert_eq!(index().ask("est").hits, [1, 3]);
        assert_eq!(index().ask("est ").hits, [0; 0]);
        assert_eq!(index().ask("co").hits, [4, 0, 2, 1]);
    }

    #[test]
    fn a_slip_is_forgiven() {
        for query in ["estmate ", "estiamte ", "estimmates ", "xstimate "] {
            assert_eq!(index().ask(query).hits, [1, 3], "{query}");
        }
        assert_eq!(
            index().ask("xx ").hits,
            [0; 0],
            "nothing is like two letters"
        );
    }

    #[test]
    fn a_function_word_counts_only_among_others_or_alone() {
        assert_eq!(index().ask("the ").hits, [3]);
        assert_eq!(index().ask("the estimates ").hits, [1, 3]);
        assert_eq!(index().ask("the xqzvw ").hits, [0; 0]);
        assert_eq!(index().ask("the estimates ").stems, ["estimat"]);
    }

    #[test]
    fn places_of_a_page_have_its_path() {
        let index = index();
        let paths: Vec<&str> = (0..5)
            .filter_map(|place| index.place(place))
            .map(|place| place.path.as_str())
            .collect();
        assert_eq!(paths, ["/code/", "/b/", "/b/#c", "/b/#d", "/e/"]);
        assert_eq!(index.place(5), None);
    }

    #[test]
    fn a_hit_has_its_page_and_the_words_marked() {
        let index = index();
        let answer = Answer {
            hits: vec![0, 2],
            count: 2,
            stems: vec!["cod".to_owned()],
        };
        let text = |pieces: &[Piece]| -> String {
            let pieces = pieces.iter();
            let bracketed = pieces.map(|piece| match piece.is_match {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            });
            bracketed.collect()
        };
        let hits = index.hits(&answer);
        let seen: Vec<_> = hits
            .iter()
            .map(|hit| {
                (
                    hit.path.as_str(),
                    text(&hit.title),
                    text(&hit.page),
                    text(&hit.excerpt),
                )
            })
            .collect();
        let expected = [
            ("/code/", "[Code] & more", "", "Who writes [code]"),
            ("/b/#c", "Reading [code]", "Estimates", ""),
        ];
        for (seen, expected) in seen.iter().zip(expected) {
            assert_eq!((seen.0, &*seen.1, &*seen.2, &*seen.3), expected);
        }
        assert_eq!(seen.len(), expected.len());
    }

    #[test]
    fn distances_beyond_one_character_are_read() {
        let far = char::from(FIRST + (LEVELS * GAPS) as u8 + 1);
        let near = char::from(FIRST + (3 * LEVELS + 2) as u8);
        assert_eq!(
            decoded([far, near].iter().collect::<String>().as_bytes()),
            [(2 * GAPS + 3, 2)]
        );
    }

    #[test]
    fn a_rarer_word_counts_more() {
        assert_eq!(rarity(500, 500), 1);
        assert_eq!(rarity(500, 250), 5);
        assert!(rarity(500, 1) > rarity(500, 2));
        assert_eq!(rarity(0, 0), 1);
        assert_eq!(
            rarity(usize::MAX / 16, 1),
            48,
            "a made-up index does no harm"
        );
    }
}
