//! Reads an advert, an offer or a ladder: which rows of the comparison it touches and how, with the words
//! that say so; what it answers of the questions about the kind of job; and what is left to ask.
//!
//! It looks for the terms of `content/adverts.toml` sentence by sentence, and for what the sentence does
//! with them: denies them, or gives them to somebody else. It understands nothing beyond that, which is
//! why every mark comes with its words and can be changed.

pub mod report;
mod terms;
mod text;

use guide_core::compare::kinds::{self, JobAnswers, Placement};
use guide_core::content::{ADVERT_ROWS, AdvertMark, AdvertSays, JOB_QUESTIONS};
use guide_core::encoding::decode;
use terms::{Break, Class, Found, Known, Meaning, Number, Section, Sort, Terms, Token};
use text::{Line, Lines};

/// The longest text that is read, in bytes: a megabyte.
pub const LIMIT: usize = 1 << 20;

/// How well it reads adverts that its terms were not tuned by, in percent: how many of its marks are
/// right, and how many of a person's it finds. `tests/adverts.rs` measures it.
pub const HELD_OUT: [u32; 2] = [84, 86];

/// How many quotes a row has at most.
const QUOTES: usize = 3;

/// How many bytes of a sentence are shown on each side of the words that count.
const AROUND: usize = 90;

/// How many bytes of a line can have the title of the job.
const BEGINNING: usize = 1000;

/// How many words before a term can deny it.
const REACH: usize = 8;

/// How many words may be between a term and whoever else does it.
const OTHERS_REACH: usize = 10;

/// How many rows have to be said until it can be told whose job it is.
const ENOUGH: usize = 3;

/// The row with the reports, by which a job is told in short.
const REPORTS: &str = "direct-reports";

/// The row about the title.
const TITLE: &str = "title-or-hat";

/// The words that made a mark, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What stands before them.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands after them.
    pub after: String,
    /// Whether the text denies them, or gives them to somebody else.
    pub is_denied: bool,
    /// How the row reads by these words.
    pub mark: AdvertMark,
}

/// What an advert says of one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowReading {
    /// How it reads; `None` where the text says nothing of it.
    pub mark: Option<AdvertMark>,
    /// The answer to the question about the kind of job, as its place among the answers.
    pub answer: Option<usize>,
    /// The words that made the mark; up to three.
    pub quotes: Vec<Quote>,
}

/// What an advert says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The rows, in the order of [`ADVERT_ROWS`].
    pub rows: Vec<RowReading>,
    /// How many reports it names.
    pub reports: Option<u32>,
    /// How many words it has.
    pub words: usize,
}

/// The marks of all rows, in the order of [`ADVERT_ROWS`].
pub type Marks = Vec<Option<AdvertMark>>;

impl Reading {
    /// The marks as they were read.
    pub fn marks(&self) -> Marks {
        self.rows.iter().map(|row| row.mark).collect()
    }
}

/// Why a file is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoText;

/// The text of a file, however it is written.
///
/// # Errors
/// A file of another kind, such as PDF.
pub fn text_of(file: &[u8]) -> Result<String, NoText> {
    let is_other = [b"%PDF".as_slice(), b"PK\x03\x04", b"{\\rtf"]
        .iter()
        .any(|start| file.starts_with(start));
    let text = decode(file).text;
    if is_other || text.contains('\0') {
        return Err(NoText);
    }
    Ok(text)
}

/// As much of a text as is read, and whether that is all of it.
pub fn within_limit(text: &str) -> (&str, bool) {
    let end = text.floor_char_boundary(LIMIT);
    (&text[..end], end == text.len())
}

/// The terms, made ready once; reading needs nothing else.
#[derive(Debug)]
pub struct Reader {
    terms: Terms,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Makes the terms ready.
    pub fn new() -> Self {
        Self {
            terms: Terms::new(),
        }
    }

    /// Reads a text. It takes any text, and a time that grows with its length alone.
    pub fn read(&self, text: &str) -> Reading {
        let mut pass = self.begin(text);
        while pass.goes_on(text.len()) {}
        pass.finish()
    }

    /// Begins to read a text, which goes on piece by piece.
    pub fn begin<'a>(&'a self, text: &'a str) -> Pass<'a> {
        let mut known = Known::new();
        Pass {
            terms: &self.terms,
            text,
            lines: text::lines(text),
            section: Section::Duties,
            tokens: Vec::new(),
            position: self.position(text, &mut known),
            known,
            rows: ADVERT_ROWS.iter().map(|_| Tally::default()).collect(),
            reports: None,
            words: 0,
            found: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Which titles the job has.
    fn position(&self, text: &str, known: &mut Known) -> Position {
        let mut position = Position::default();
        let mut tokens = Vec::new();
        let mut seen = 0;
        for (from, line) in text::lines(text).take(40) {
            // A title is at the beginning of what may be one long line.
            let line = &line[..line.floor_char_boundary(BEGINNING)];
            self.terms.tokens(line, from, known, &mut tokens);
            if tokens.is_empty() {
                continue;
            }
            seen += 1;
            let is_title = seen <= 3 && tokens.len() <= 14 && !line.trim_end().ends_with('.');
            if seen > 3 && position != Position::default() {
                break;
            }
            // A longer text has its title somewhere at the beginning.
            if is_title || position == Position::default() {
                let most = tokens.len().min(if is_title { 14 } else { 60 });
                self.terms.find(Sort::Titles, &tokens[..most], |found| {
                    if let Meaning::Title(kind) = found.meaning
                        && (is_title || is_named(&text[..tokens[found.start].start]))
                    {
                        position.lead |= kind == 0;
                        position.manager |= kind == 1;
                        position
                            .place
                            .get_or_insert((tokens[found.start].start, tokens[found.end - 1].end));
                        position.is_title |= is_title;
                    }
                });
            }
            if is_title && position != Position::default() {
                break;
            }
        }
        position
    }
}

/// Whether a title that follows is that of the job: `as a`, `the position of`.
fn is_named(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    words
        .next()
        .is_some_and(|last| ["a", "an", "A", "An", "of", "as", "As"].contains(&last))
}

/// What kind of title the job has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Position {
    lead: bool,
    manager: bool,
    /// Whether it stands alone in a line.
    is_title: bool,
    place: Option<(usize, usize)>,
}

/// Words that count for a row.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    mark: AdvertMark,
    is_strong: bool,
    is_denied: bool,
    /// The words, and the sentence, in bytes.
    words: (usize, usize),
    sentence: (usize, usize),
}

/// What was found for a row.
#[derive(Debug, Default)]
struct Tally {
    /// How often each mark was found, weak and strong.
    counts: [[u32; 4]; 2],
    /// Which answers were found, with their weights, in the order in which they came.
    answers: Vec<(usize, u32)>,
    evidence: Vec<Evidence>,
}

/// All marks, in the order of their counts.
const MARKS: [AdvertMark; 4] = [
    AdvertMark::Lead,
    AdvertMark::Manager,
    AdvertMark::Hybrid,
    AdvertMark::Either,
];

/// One reading of one text.
#[derive(Debug)]
pub struct Pass<'a> {
    terms: &'a Terms,
    text: &'a str,
    /// What is not read yet.
    lines: Lines<'a>,
    section: Section,
    tokens: Vec<Token>,
    known: Known,
    position: Position,
    rows: Vec<Tally>,
    reports: Option<u32>,
    words: usize,
    found: Vec<Found>,
    others: Vec<Found>,
}

impl Pass<'_> {
    /// Reads about so many bytes more, up to the end of a line. Whether there is more.
    pub fn goes_on(&mut self, bytes: usize) -> bool {
        let mut read = 0;
        while let Some((from, line)) = self.lines.next() {
            self.line(from, line);
            read += line.len();
            if read >= bytes {
                return true;
            }
        }
        false
    }

    /// Reads a line that begins at `from`.
    fn line(&mut self, from: usize, line: &str) {
        let mut tokens = std::mem::take(&mut self.tokens);
        self.terms.tokens(line, from, &mut self.known, &mut tokens);
        self.words += tokens.len();
        if self.position.is_title
            && self
                .position
                .place
                .is_some_and(|(at, _)| (from..=from + line.len()).contains(&at))
        {
            // `Tech Lead (Senior Software Engineer)` is one name.
            for token in tokens.iter_mut().skip(1) {
                token.before = Break::None;
            }
        }
        let (label, labelled) = match text::line(self.terms, line, &tokens) {
            Line::Heading(heading) => {
                self.section = heading.unwrap_or(Section::Duties);
                // A heading may say something itself: `No direct reports`.
                (self.section, tokens.len())
            }
            Line::Labelled(label, end) => (label, end),
            Line::Text => (self.section, 0),
        };
        let mut start = 0;
        while start < tokens.len() {
            let rest = &tokens[start + 1..];
            let next = rest
                .iter()
                .position(|token| token.before == Break::Sentence);
            let end = next.map_or(tokens.len(), |next| start + 1 + next);
            let of_label = start < labelled;
            let here = if of_label { label } else { self.section };
            self.sentence(&tokens[start..end], here);
            start = end;
        }
        self.tokens = tokens;
    }

    /// A title that is a manager's says that the job is one of its own.
    fn title(&mut self) {
        let Position {
            lead,
            manager,
            is_title,
            place,
        } = self.position;
        let row = ADVERT_ROWS.iter().position(|row| row.id == TITLE);
        if let (Some(row), Some(words), true, true) = (row, place, is_title, manager) {
            let mark = if lead {
                AdvertMark::Hybrid
            } else {
                AdvertMark::Manager
            };
            let line = self.text[words.0..].find('\n');
            let end = line.map_or(self.text.len(), |line| words.0 + line);
            let start = self.text[..words.0].rfind('\n').map_or(0, |line| line + 1);
            self.count(
                row,
                Evidence {
                    mark,
                    is_strong: true,
                    is_denied: false,
                    words,
                    sentence: (start, end),
                },
            );
        }
    }

    fn sentence(&mut self, tokens: &[Token], section: Section) {
        let of_company = section == Section::Company || text::is_of_company(tokens);
        let (mut found, mut others) = (
            std::mem::take(&mut self.found),
            std::mem::take(&mut self.others),
        );
        found.clear();
        others.clear();
        self.terms
            .find(Sort::Said, tokens, |this| match this.meaning {
                Meaning::Says(row, _) if !of_company || ADVERT_ROWS[usize::from(row)].offered => {
                    found.push(this);
                }
                Meaning::Other(_) => others.push(this),
                _ => {}
            });
        others.retain(|other| self.is_other(other, tokens));
        // `people managers` are people, and `management stays with our engineering` ends within a title.
        found.retain(|this| {
            let is_of_others = matches!(this.meaning, Meaning::Says(row, _) if ADVERT_ROWS[usize::from(row)].others);
            is_of_others || !others.iter().any(|other| is_part_of_title(this, other))
        });
        keep_longest(&mut found);
        for this in &found {
            self.says(*this, tokens, &others, section);
        }
        (self.found, self.others) = (found, others);
    }

    /// Counts what a term says of its row.
    fn says(&mut self, found: Found, tokens: &[Token], others: &[Found], section: Section) {
        let Meaning::Says(row, group) = found.meaning else {
            return;
        };
        let row = usize::from(row);
        let says: &AdvertSays = &ADVERT_ROWS[row].says[usize::from(group)];
        let is_denied = section == Section::Denied || found.is_denied || is_denied(found, tokens);
        let theirs = if ADVERT_ROWS[row].others || is_denied {
            None
        } else {
            self.whose(found, tokens, others)
        };
        let (mark, answer) = match theirs {
            // What the lead of the team does is nothing that somebody above or outside does.
            Some(0) => (says.denied, None),
            None if !is_denied => (says.mark, says.answer),
            _ => (says.denied, says.denied_answer),
        };
        let is_denied = is_denied || theirs.is_some();
        let Some(mark) = mark else { return };
        let is_strong = section != Section::Requirements || ADVERT_ROWS[row].anywhere;
        let words = &tokens[found.start..found.end];
        if says.reports && !is_denied {
            // The last: `one-to-ones with six engineers`.
            let number = words.iter().rev().find_map(|token| match token.number {
                Some(Number::Count(count @ 1..=999)) => Some(count),
                _ => None,
            });
            self.reports = self.reports.or(number);
        }
        if let Some(answer) = answer {
            let weight = 1 + u32::from(is_strong);
            let answers = &mut self.rows[row].answers;
            match answers.iter_mut().find(|(known, _)| *known == answer) {
                Some((_, known)) => *known = known.saturating_add(weight),
                None => answers.push((answer, weight)),
            }
        }
        let (first, last) = (&tokens[0], &tokens[tokens.len() - 1]);
        self.count(
            row,
            Evidence {
                mark,
                is_strong,
                is_denied,
                words: (words[0].start, words[words.len() - 1].end),
                sentence: (first.start, last.end),
            },
        );
    }

    fn count(&mut self, row: usize, evidence: Evidence) {
        let tally = &mut self.rows[row];
        let mark = MARKS.iter().position(|mark| *mark == evidence.mark);
        let count = &mut tally.counts[usize::from(evidence.is_strong)][mark.unwrap_or(0)];
        *count = count.saturating_add(1);
        // Some of them may be of one sentence.
        if *count <= 2 * QUOTES as u32 {
            tally.evidence.push(evidence);
        }
    }

    /// Who else does it: `your manager writes the reviews`, `hiring rests with the manager`. The sort of
    /// people, as their place in the content.
    fn whose(&self, found: Found, tokens: &[Token], others: &[Found]) -> Option<u8> {
        let theirs = others.iter().find(|other| {
            if other.end <= found.start {
                other.end + OTHERS_REACH > found.start && does(other, found.start, tokens)
            } else {
                other.start >= found.end
                    && other.start < found.end + OTHERS_REACH + 4
                    && rests_with(other, found.end, tokens)
            }
        });
        theirs.and_then(|other| match other.meaning {
            Meaning::Other(kind) => Some(kind),
            _ => None,
        })
    }

    /// Whether these are others: `the tech lead` is the job itself where that is its title.
    fn is_other(&self, other: &Found, tokens: &[Token]) -> bool {
        let is_yours = || {
            let near = &tokens[other.start.saturating_sub(1)..other.end];
            near.iter().any(|token| token.is(Class::You))
        };
        match other.meaning {
            Meaning::Other(0) => !self.position.lead || is_yours(),
            Meaning::Other(1) => !self.position.manager || is_yours(),
            _ => true,
        }
    }

    /// What the text says, as far as it was read.
    pub fn finish(mut self) -> Reading {
        self.title();
        let text = self.text;
        let rows = self.rows.into_iter().map(|tally| tally.finish(text));
        Reading {
            rows: rows.collect(),
            reports: self.reports,
            words: self.words,
        }
    }
}

impl Tally {
    /// What the row comes to. What a text asks for counts where it says nothing else of the row.
    fn finish(self, text: &str) -> RowReading {
        let is_strong = self.counts[1].iter().any(|count| *count > 0);
        let [lead, manager, hybrid, either] = self.counts[usize::from(is_strong)];
        let mark = if hybrid > 0 {
            Some(AdvertMark::Hybrid)
        } else if lead > 0 && manager > 0 {
            // One of many is a slip of the reader more often than a second half of the job.
            Some(match (lead, manager) {
                (lead, manager) if lead >= 3 * manager => AdvertMark::Lead,
                (lead, manager) if manager >= 3 * lead => AdvertMark::Manager,
                _ => AdvertMark::Hybrid,
            })
        } else if lead > 0 {
            Some(AdvertMark::Lead)
        } else if manager > 0 {
            Some(AdvertMark::Manager)
        } else {
            (either > 0).then_some(AdvertMark::Either)
        };
        let mut answer: Option<(usize, u32)> = None;
        for (place, weight) in self.answers {
            if answer.is_none_or(|(_, most)| weight > most) {
                answer = Some((place, weight));
            }
        }
        let shown = self.evidence.into_iter().filter(|evidence| {
            let is_part = mark == Some(AdvertMark::Hybrid) || mark == Some(evidence.mark);
            evidence.is_strong == is_strong && is_part
        });
        // Two words of a sentence make one quote.
        let mut sentences = Vec::new();
        let shown = shown.filter(|evidence| {
            let is_new = !sentences.contains(&(evidence.sentence, evidence.is_denied));
            sentences.push((evidence.sentence, evidence.is_denied));
            is_new
        });
        let shown = shown.take(QUOTES);
        RowReading {
            mark,
            answer: answer.map(|(place, _)| place),
            quotes: shown.map(|evidence| evidence.quote(text)).collect(),
        }
    }
}

impl Evidence {
    fn quote(self, text: &str) -> Quote {
        let (words, sentence) = (self.words, self.sentence);
        let from = cut_before(text, sentence.0, words.0);
        let to = cut_after(text, words.1, sentence.1);
        let one_line = |part: &str| part.replace(['\n', '\r', '\t'], " ");
        let before = one_line(&text[from..words.0]);
        let after = one_line(&text[words.1..to]);
        Quote {
            before: if from > sentence.0 {
                ["… ", before.trim_start()].concat()
            } else {
                before
            },
            words: one_line(&text[words.0..words.1]),
            after: if to < sentence.1 {
                [after.trim_end(), " …"].concat()
            } else {
                after
            },
            is_denied: self.is_denied,
            mark: self.mark,
        }
    }
}

/// Where a quote begins: at the sentence, or at a word not too far before.
fn cut_before(text: &str, start: usize, words: usize) -> usize {
    if words - start <= AROUND {
        return start;
    }
    let from = text.ceil_char_boundary(words - AROUND);
    let space = text[from..words].find(char::is_whitespace);
    from + space.unwrap_or(0)
}

fn cut_after(text: &str, words: usize, end: usize) -> usize {
    if end - words <= AROUND {
        return end;
    }
    let to = text.floor_char_boundary(words + AROUND);
    let space = text[words..to].rfind(char::is_whitespace);
    words + space.unwrap_or(to - words)
}

/// Whether a term has words of somebody's title and not all of it with words of its own.
fn is_part_of_title(term: &Found, title: &Found) -> bool {
    let overlaps = term.start < title.end && title.start < term.end;
    let has_all = term.start <= title.start && title.end <= term.end;
    overlaps && !(has_all && term.end - term.start > title.end - title.start)
}

/// Of the terms of a row that overlap, the longest stays; of two as long, the first.
fn keep_longest(found: &mut Vec<Found>) {
    let row = |found: &Found| match found.meaning {
        Meaning::Says(row, _) => row,
        _ => u8::MAX,
    };
    let size = |found: &Found| (found.end - found.start, found.size);
    found.sort_by_key(|found| (row(found), found.start));
    let mut kept = 0;
    for place in 0..found.len() {
        let this = found[place];
        let overlaps =
            kept > 0 && row(&found[kept - 1]) == row(&this) && found[kept - 1].end > this.start;
        if !overlaps {
            found[kept] = this;
            kept += 1;
        } else if size(&this) > size(&found[kept - 1]) {
            found[kept - 1] = this;
        }
    }
    found.truncate(kept);
}

/// Whether the sentence denies a term.
fn is_denied(found: Found, tokens: &[Token]) -> bool {
    // Within the term itself, too: `no direct reports` may be one.
    let mut place = found.start;
    for _ in 0..REACH {
        let crossed = tokens[place].before;
        if place == 0 || crossed > Break::Comma {
            break;
        }
        place -= 1;
        let token = &tokens[place];
        if token.is(Class::Not) && !is_comparison(tokens, place) {
            return true;
        }
        if token.is(Class::Anew) {
            break;
        }
    }
    // `hiring is not part of it`
    let after = tokens[found.end..].iter().take(4);
    let mut after = after.take_while(|token| token.before == Break::None);
    after
        .position(|token| token.is(Class::Rests))
        .is_some_and(|is| is <= 1 && after.next().is_some_and(|token| token.is(Class::Not)))
}

/// `no more than`, `not only`: these deny nothing.
fn is_comparison(tokens: &[Token], place: usize) -> bool {
    tokens
        .get(place + 1)
        .is_some_and(|next| next.is(Class::More))
}

/// Whether somebody else does what stands at `at`.
fn does(other: &Found, at: usize, tokens: &[Token]) -> bool {
    let between = &tokens[other.end..at];
    let next = &tokens[other.end];
    // `the manager, Search, who is responsible for it`
    let is_who = between.iter().take(3).any(|token| token.is(Class::Who));
    if !is_who && (next.before > Break::None || next.is(Class::Beside)) {
        return false;
    }
    let mut before = tokens[..other.start].iter().rev();
    let before = before.find(|token| !token.is(Class::Article));
    let is_beside = tokens[other.start].before == Break::None
        && before.is_some_and(|token| token.is(Class::Beside));
    (is_who || !is_beside)
        && between
            .iter()
            .all(|token| !token.is(Class::You) && token.before < Break::Clause)
}

/// Whether what ends at `end` stays with somebody else.
fn rests_with(other: &Found, end: usize, tokens: &[Token]) -> bool {
    let between = &tokens[end..other.start];
    // `by your discipline director`
    let near = between.len().saturating_sub(3);
    let with = between.iter().rposition(|token| token.is(Class::Beside));
    with.filter(|with| *with >= near).is_some_and(|with| {
        let between = &between[..with];
        between.iter().any(|token| token.is(Class::Rests))
            && between
                .iter()
                .all(|token| !token.is(Class::You) && token.before < Break::Clause)
    })
}

/// Whose job it reads like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It says nothing of the rows.
    Nothing,
    /// It says too little.
    TooLittle,
    /// A technical lead's.
    Lead,
    /// An engineering manager's.
    Manager,
    /// Both in one.
    Both,
}

/// What the marks come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Whose job it is.
    pub verdict: Verdict,
    /// How many rows have each mark: lead, manager, hybrid, either.
    pub counts: [usize; 4],
    /// The answers to the questions about the kind of job.
    pub answers: JobAnswers,
    /// The kind of job, where there are answers enough.
    pub placed: Option<Placement>,
    /// Whether the job has reports, where that is said.
    pub has_reports: Option<bool>,
}

impl Summary {
    /// How many rows are said.
    pub fn said(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// What the marks come to, after a person has looked at them. Where a mark was changed, the answer that
/// goes with the new one counts in place of what was read.
pub fn sum_up(reading: &Reading, marks: &[Option<AdvertMark>]) -> Summary {
    let mut counts = [0; 4];
    let mut answers = vec![None; JOB_QUESTIONS.len()];
    let mut has_reports = None;
    for ((row, read), mark) in ADVERT_ROWS.iter().zip(&reading.rows).zip(marks) {
        if let Some(place) = MARKS.iter().position(|known| Some(*known) == *mark) {
            counts[place] += 1;
        }
        if let Some(question) = row.question {
            answers[question] = if *mark == read.mark {
                read.answer
            } else {
                mark.and_then(|mark| answer_of(row.says, mark))
            };
        }
        if row.id == REPORTS {
            let answered = row.question.and_then(|question| answers[question]);
            // The headline says what the list of answers says.
            has_reports = match answered {
                Some(answer) => Some(Some(answer) == answer_of(row.says, AdvertMark::Manager)),
                None => mark.map(|mark| mark != AdvertMark::Lead),
            };
        }
    }
    let [lead, manager, hybrid, _] = counts;
    let told = lead + manager + hybrid;
    let verdict = if counts == [0; 4] {
        Verdict::Nothing
    } else if told < ENOUGH {
        Verdict::TooLittle
    } else if lead * 10 >= told * 7 {
        Verdict::Lead
    } else if manager * 10 >= told * 7 {
        Verdict::Manager
    } else {
        Verdict::Both
    };
    Summary {
        verdict,
        counts,
        placed: kinds::place(&answers),
        answers,
        has_reports,
    }
}

/// The answer that goes with a mark: that of the first terms which have both.
fn answer_of(says: &[AdvertSays], mark: AdvertMark) -> Option<usize> {
    says.iter()
        .find_map(|says| says.answer.filter(|_| says.mark == Some(mark)))
        .or_else(|| {
            says.iter()
                .find_map(|says| says.denied_answer.filter(|_| says.denied == Some(mark)))
        })
}

/// The rows of which nothing is said, as their places: first those that tell the kinds of job apart.
pub fn unsaid(marks: &[Option<AdvertMark>]) -> Vec<usize> {
    let open = || (0..ADVERT_ROWS.len()).filter(|row| marks.get(*row) == Some(&None));
    let asked = |row: &usize| ADVERT_ROWS[*row].question.is_some();
    open()
        .filter(asked)
        .chain(open().filter(|row| !asked(row)))
        .collect()
}

#[cfg(test)]
mod tests;
