//! What each page of the guide is made of, and whether everything in `content/` is used.

use super::dom::{self, Piece};
use super::guide::Page;
use super::library::Library;
use super::references::{Source, Trust};
use super::{SiteError, articles};
use guide_core::content::ROWS;
use guide_core::route::Route;
use scraper::Html;
use scraper::node::Element;
use std::path::Path;

/// How hard a text is to read.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reading {
    /// Words in sentences; headings, tables, figures and templates do not count.
    pub words: usize,
    /// Sentences. An item of a list is one, whether it has a full stop or not.
    pub sentences: usize,
    /// Syllables, estimated from the spelling.
    pub syllables: usize,
}

impl Reading {
    /// Reads the sentences of a page's HTML.
    pub fn of(html: &str) -> Self {
        let mut reading = Self::default();
        for sentence in sentences(html) {
            let words = sentence
                .split(|c: char| !(c.is_alphanumeric() || "’'-".contains(c)))
                .filter(|word| word.chars().any(char::is_alphanumeric));
            let before = reading.words;
            for word in words {
                reading.words += 1;
                reading.syllables += syllables(word);
            }
            reading.sentences += usize::from(reading.words > before);
        }
        reading
    }

    /// The Flesch–Kincaid grade: the years of school after which the text is easy. Estimated, and
    /// for comparing pages with each other.
    pub fn grade(self) -> f64 {
        if self.sentences == 0 {
            return 0.0;
        }
        let words = self.words as f64;
        0.39 * words / self.sentences as f64 + 11.8 * self.syllables as f64 / words - 15.59
    }
}

/// The sentences of a text: what stands between full stops, and in paragraphs and items of lists.
fn sentences(html: &str) -> Vec<String> {
    const LEFT_OUT: [&str; 8] = ["h2", "h3", "table", "figure", "pre", "button", "sup", "svg"];
    const BLOCKS: [&str; 5] = ["p", "li", "ul", "ol", "div"];
    let mut sentences = vec![String::new()];
    let html = Html::parse_fragment(html);
    for piece in dom::pieces(&html, &LEFT_OUT) {
        let text = match piece {
            Piece::Text(text) => text.replace(['\n', '\u{a0}'], " "),
            Piece::Open(element) | Piece::Close(element) => {
                if BLOCKS.contains(&element.name()) {
                    sentences.push(String::new());
                }
                continue;
            }
        };
        // The last character may end a sentence that the next piece does not go on with.
        for word in text.split_inclusive(' ') {
            if let Some(sentence) = sentences.last_mut() {
                sentence.push_str(word);
            }
            let end = word.trim_end().trim_end_matches(['”', '’', ')', '"']);
            if word.ends_with(' ') && end.ends_with(['.', '?', '!', ':']) {
                sentences.push(String::new());
            }
        }
    }
    sentences
}

/// Syllables of an English word: groups of vowels, without a final e that is silent.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: &char| "aeiouyéè".contains(*c);
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(index, c)| is_vowel(c) && (*index == 0 || !is_vowel(&letters[index - 1])))
        .count();
    let silent = match letters.as_slice() {
        [.., before, 'l', 'e'] if !is_vowel(before) => false,
        [.., before, 'e'] => !is_vowel(before),
        [.., before, 'e', 's'] => !"sxzcg".contains(*before) && !is_vowel(before),
        [.., before, 'e', 'd'] => !"td".contains(*before) && !is_vowel(before),
        _ => false,
    };
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// What one page rests on and how it reads; added up, the same of all pages.
#[derive(Debug, Clone, PartialEq, Default)]
struct Line {
    words: usize,
    minutes: usize,
    /// Sources by how far they could be read: in full, in part, second hand.
    sources: [usize; 3],
    /// Sources that tell what happened to people, teams or companies that are named or known.
    cases: usize,
    /// Examples that the page itself calls made up.
    made_up: usize,
    figures: usize,
    checks: usize,
    reading: Reading,
}

impl Line {
    fn of(library: &Library, page: &Page) -> Self {
        let html = Html::parse_fragment(&page.text.html);
        let count = |is_counted: fn(&Element) -> bool| {
            dom::elements(&html)
                .filter(|element| is_counted(element))
                .count()
        };
        let cited = page.text.cited.iter().filter_map(|id| library.source(id));
        let cited: Vec<&Source> = cited.collect();
        let says = page.source.to_lowercase().replace('-', " ");
        Self {
            words: page.text.words,
            minutes: page.minutes(),
            sources: by_trust(&cited),
            cases: cited.iter().filter(|source| source.case).count(),
            made_up: says.matches("made up").count(),
            figures: count(|element| element.name() == "figure"),
            checks: page
                .source
                .lines()
                .filter(|line| line.starts_with("- [ ] "))
                .count(),
            reading: Reading::of(&page.text.html),
        }
    }

    fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.minutes += other.minutes;
        self.made_up += other.made_up;
        self.checks += other.checks;
        self.reading.words += other.reading.words;
        self.reading.sentences += other.reading.sentences;
        self.reading.syllables += other.reading.syllables;
    }

    /// A row of the table.
    fn row(&self, name: &str) -> String {
        let [full, part, second_hand] = self.sources;
        format!(
            "| {name} | {} | {} | {full} | {part} | {second_hand} | {} | {} | {} | {} | {:.1} |\n",
            self.words,
            self.minutes,
            self.cases,
            self.made_up,
            self.figures,
            self.checks,
            self.reading.grade()
        )
    }
}

/// How many of these sources were read in full, in part, and second hand.
fn by_trust(sources: &[&Source]) -> [usize; 3] {
    [Trust::Full, Trust::Excerpt, Trust::SecondHand].map(|trust| {
        sources
            .iter()
            .filter(|source| source.trust == trust)
            .count()
    })
}

/// A table of all pages as Markdown, for those who write them. The last row has the sums; a source or a
/// figure that several pages use counts once there.
pub fn table(library: &Library) -> String {
    let mut text = "\
        | page | words | min | read in full | in part | second hand | cases | made up | figures | checks | grade |\n\
        | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n"
        .to_owned();
    let sources: Vec<&Source> = library.references.sources.iter().collect();
    let mut whole = Line {
        sources: by_trust(&sources),
        cases: sources.iter().filter(|source| source.case).count(),
        figures: library.figures.len(),
        ..Line::default()
    };
    for page in &library.pages {
        let line = Line::of(library, page);
        text += &line.row(page.page.slug());
        whole.add(&line);
    }
    text + &whole.row(&format!("**{} pages**", library.pages.len()))
}

/// Checks that every source, figure, term and template is used, and that every figure says in words
/// what it shows.
///
/// # Errors
/// Everything that is not so, one a line.
pub fn all_is_used(library: &Library) -> Result<(), SiteError> {
    // The front page has a figure, too.
    let front = articles::article(library, Route::Home, None)?.html;
    let texts = library.pages.iter().map(|page| page.text.html.as_str());
    let texts: Vec<&str> = texts.chain([front.as_str()]).collect();
    let on_a_page = |needle: &str| texts.iter().any(|html| html.contains(needle));
    let mut wrong = Vec::new();
    for source in &library.references.sources {
        let id = source.id.as_str();
        let cited = library
            .pages
            .iter()
            .any(|page| page.text.cited.iter().any(|cited| cited == id));
        let in_table = ROWS.iter().any(|row| {
            let of_cells = row.cells.iter().flatten().flat_map(|cell| cell.sources);
            row.sources
                .iter()
                .chain(of_cells)
                .any(|source| source.id == id)
        });
        if !cited && !in_table {
            wrong.push(format!("content/sources.toml: `{id}` is cited nowhere"));
        }
    }
    for id in library.figures.keys() {
        let start = format!("id=\"figure-{id}\"");
        let shown = texts
            .iter()
            .find_map(|html| html.split_once(start.as_str()));
        match shown.and_then(|(_, rest)| rest.split_once("</figure>")) {
            None => wrong.push(format!("content/figures/{id}.toml: no page shows it")),
            Some((figure, _)) if !has_words(figure) => {
                wrong.push(format!(
                    "content/figures/{id}.toml: it has no words beside its drawing"
                ));
            }
            Some(_) => {}
        }
    }
    for term in &library.references.terms {
        if !on_a_page(&format!("glossary/#{}\"", term.id)) {
            wrong.push(format!(
                "content/glossary.toml: no page links `{}`",
                term.id
            ));
        }
    }
    for id in library.templates.keys() {
        if !on_a_page(&format!("id=\"template-{id}\"")) {
            wrong.push(format!("content/templates/{id}.md: no page shows it"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(SiteError::of(Path::new("content"), wrong.join("\n")))
    }
}

/// Whether a figure is understood without its drawing: a title, a caption, and a list or a table
/// with something in it. Its drawings are hidden from screen readers.
fn has_words(figure: &str) -> bool {
    let html = Html::parse_fragment(figure);
    let elements = || html.root_element().descendent_elements();
    let hidden = elements()
        .filter(|element| element.value().name() == "svg")
        .all(|drawing| drawing.attr("aria-hidden") == Some("true"));
    let is_filled = |is_wanted: fn(&Element) -> bool| {
        let mut wanted = elements().filter(|element| is_wanted(element.value()));
        wanted.any(|element| element.text().any(|text| !text.trim().is_empty()))
    };
    hidden
        && is_filled(|element| element.classes().any(|class| class == "figure-title"))
        && is_filled(|element| element.name() == "figcaption")
        && is_filled(|element| matches!(element.name(), "li" | "td"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, count) in [
            ("lead", 1),
            ("leads", 1),
            ("table", 2),
            ("engineer", 3),
            ("manager", 3),
            ("decide", 2),
            ("decided", 3),
            ("asked", 1),
            ("makes", 1),
            ("changes", 2),
            ("the", 1),
            ("API", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn only_sentences_are_read() {
        let html = "<h2 id=\"x\">A heading</h2><p>The cat sat. It slept!<sup>1</sup></p>\n<ul>\n<li>one item</li>\n<li>two <a href=\"#x\">linked</a> words</li></ul><table><tr><td>left out</td></tr></table>";
        let reading = Reading::of(html);
        assert_eq!((reading.words, reading.sentences), (10, 4));
        assert_eq!(Reading::of("<p></p>").grade(), 0.0);
    }

    #[test]
    fn long_words_and_sentences_are_harder() {
        let easy = Reading::of("<p>The cat sat on the mat. It was hot.</p>");
        let hard = Reading::of(
            "<p>Organisational accountability necessitates continual negotiation between administrative stakeholders.</p>",
        );
        assert!(easy.grade() < 2.0, "{}", easy.grade());
        assert!(hard.grade() > 18.0, "{}", hard.grade());
    }

    #[test]
    fn the_table_has_a_row_for_each_page_and_their_sums() {
        let library = Library::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
            .expect("the content is sound");
        let table = table(&library);
        assert_eq!(table.lines().count(), library.pages.len() + 3);
        let words = |row: &str| {
            let cell = row.split('|').nth(2).map(str::trim);
            cell.and_then(|cell| cell.parse::<usize>().ok())
        };
        let mut rows: Vec<usize> = table.lines().filter_map(words).collect();
        let sum = rows.pop().expect("there is a last row");
        assert_eq!(rows.iter().sum::<usize>(), sum);
        assert!(rows.iter().all(|words| *words > 0));
    }

    #[test]
    fn a_figure_needs_words() {
        let good = "><p class=\"figure-title\">Title</p><ul><li><svg aria-hidden=\"true\"></svg>x</li></ul><figcaption>Caption</figcaption>";
        assert!(has_words(good));
        for (part, other) in [
            (" aria-hidden=\"true\"", ""),
            ("<li>", ""),
            (">Title<", "><"),
            (">Caption<", "><"),
        ] {
            assert!(!has_words(&good.replace(part, other)), "{part}");
        }
    }
}
