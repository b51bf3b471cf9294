//! The lines of an advert: which belong together, which are headings, and which section a line is in.

use super::terms::{Break, Class, Found, Meaning, Section, Sort, Terms, Token};

/// A line with at least so many bytes may have been wrapped where it ends.
const WRAPPED: usize = 50;

/// A heading has at most so many words.
const HEADING: usize = 8;

/// The lines of a text with the places where they begin. A sentence that an e-mail or a PDF file has
/// wrapped is one line.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines {
        rest: text,
        from: 0,
    }
}

/// What is left of a text, and where that begins.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    rest: &'a str,
    from: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.find('\n').unwrap_or(rest.len());
        let mut last = &rest[..end];
        while end < rest.len() && last.len() >= WRAPPED && !ends_sentence(last) {
            let next = &rest[end + 1..];
            let next = &next[..next.find('\n').unwrap_or(next.len())];
            if !next.trim_start().starts_with(|c: char| c.is_lowercase()) {
                break;
            }
            end += 1 + next.len();
            last = next;
        }
        let line = (self.from, &rest[..end]);
        let taken = (end + 1).min(rest.len());
        self.from += taken;
        self.rest = &rest[taken..];
        Some(line)
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', ':', ';'])
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a section; `None` where it is none that is known.
    Heading(Option<Section>),
    /// A line that says what it is about itself: `Must: full stack`. That holds up to this token.
    Labelled(Section, usize),
    Text,
}

/// Tells headings from text.
pub(super) fn line(terms: &Terms, text: &str, tokens: &[Token]) -> Line {
    let text = text.trim();
    if is_item(text) {
        return Line::Text;
    }
    let ends_with_colon = text
        .trim_end_matches(['*', '_', '>', 'h', '/', '<', '1', '2', '3', '4', ' '])
        .ends_with(':');
    let is_marked = ends_with_colon
        || text.starts_with(['#', '_'])
        || text.starts_with("**")
        || text.starts_with("<h")
        || (text.len() > 3 && !text.contains(|c: char| c.is_lowercase()));
    if tokens.len() <= HEADING && (is_marked || !ends_sentence(text)) {
        let heading = heading(terms, tokens);
        let fits = heading.is_some_and(|(_, end)| is_marked || tokens.len() - end <= 2);
        if fits || is_marked {
            return Line::Heading(heading.map(|(section, _)| section));
        }
    }
    let label = tokens.iter().skip(1).take(4);
    let label = label
        .take_while(|token| token.before <= Break::Comma)
        .count()
        + 1;
    let is_labelled = tokens.get(label).is_some_and(|token| {
        token.before == Break::Clause && text_before(text, tokens, token).ends_with(':')
    });
    match heading(terms, tokens.get(..label).unwrap_or(tokens)) {
        Some((section, _)) if is_labelled => {
            let rest = tokens[label..].iter();
            let rest = rest.take_while(|token| token.before < Break::Sentence);
            Line::Labelled(section, label + rest.count())
        }
        _ => Line::Text,
    }
}

/// What of a line stands before a token, without spaces at its end.
fn text_before<'a>(line: &'a str, tokens: &[Token], token: &Token) -> &'a str {
    let from = tokens.first().map_or(0, |first| first.start);
    // The line begins at its first word or at signs before it.
    let signs = line.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let end = (token.start - from + signs).min(line.len());
    line.get(..end)
        .unwrap_or("")
        .trim_end_matches([' ', '\t', '*', '_'])
}

/// The section that a heading names, and how many words it takes for it. A tag of HTML may stand before.
fn heading(terms: &Terms, tokens: &[Token]) -> Option<(Section, usize)> {
    let mut best: Option<(Section, usize)> = None;
    let beginning = &tokens[..tokens.len().min(HEADING)];
    terms.find(Sort::Headings, beginning, |found: Found| {
        if let Meaning::Heading(section) = found.meaning
            && found.start <= 1
            && best.is_none_or(|(_, end)| found.end > end)
        {
            best = Some((section, found.end));
        }
    });
    best
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < line.len() && digits.starts_with([')', '.']);
    let mut signs = line.chars();
    let is_marked = signs.next().is_some_and(|c| "-*+•·–▪●✓".contains(c))
        && signs.next().is_some_and(char::is_whitespace);
    is_numbered || is_marked || line.starts_with("<li")
}

/// Whether a sentence is about the company, whatever the section is.
pub(super) fn is_of_company(tokens: &[Token]) -> bool {
    let begins = tokens.iter().take(3).any(|token| token.is(Class::We));
    let is_of_job = |token: &Token| token.is(Class::You) || token.is(Class::Seek);
    begins && !tokens.iter().any(is_of_job)
}
