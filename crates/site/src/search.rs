//! The search index: every page and section, glossary term, row of the comparison, skill, milestone
//! and source, with the words that it is found by.

use super::check::Link;
use super::content_file::toml_file;
use super::dom::{self, Piece};
use super::guide::Page;
use super::library::Library;
use super::{SiteError, articles};
use guide_core::compare::page::Tab;
use guide_core::content::{MILESTONES, ROLES, ROWS, SKILLS};
use guide_core::route::Route;
use guide_core::search::model::{FIRST, FUNCTION_WORD, GAPS, LEVELS, SCHEMA};
use guide_core::words::{stem, words};
use scraper::Html;
use scraper::node::Element;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What people ask a glossary for.
const MEANING: &str = "definition, stands for";

/// Longest beginning of a text that is shown with a hit, in characters.
const EXCERPT: usize = 71;

/// Words that say little of a place. They count only in headings, and little there.
const FUNCTION_WORDS: &str = "1 a about all am an and any are as at be been before being between both but by can cant could did difference do does doing dont \
    for from get gets had has have having he her his how i if in into is it its just made many me much my no not now of on one or our out \
    should so some than that the their them then there these they this those to too use up us versus very vs was we well were what whats when where \
    which who whom why will with would you your";

/// Parts that every page of the guide has. They are rarely what somebody looks for.
const USUAL_PARTS: [&str; 5] = [
    "#this-month",
    "#worked-example",
    "#example",
    "#mistakes",
    "#checklist",
];

/// How much a word counts, by where it stands. These figures, and those of [`vocabulary`], were found
/// by trying on `tests/fixtures/questions.toml`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Weight {
    Text = 1,
    /// The answer of a page, the definition of a term.
    Answer = 2,
    /// The title of the page that a section is on; the question of a row.
    Page = 4,
    Title = 16,
}

/// A word that more than one place in so many has is common: places that only mention it are left out.
const COMMON: usize = 18;

/// What another word for what is said counts beside the word itself.
const SYNONYM: f64 = 0.8;

/// A place in the making.
struct Entry {
    /// A path, or a fragment of the page before.
    address: String,
    title: String,
    excerpt: String,
    fields: Vec<(Weight, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymsFile {
    same: Vec<Vec<String>>,
    leads_to: Vec<LeadsTo>,
}

/// What people ask for in words that the text of the place does not have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadsTo {
    /// What they type.
    ask: Vec<String>,
    /// What the place says.
    say: String,
}

/// The synonyms as stems: for each group the phrases that bring in the others, and all of them.
struct Synonyms(Vec<Group>);

struct Group {
    said: Vec<Vec<String>>,
    found_by: Vec<Vec<String>>,
}

impl Synonyms {
    fn new(file: &SynonymsFile) -> Self {
        let said = |text: &String| stems(text);
        let found_by = |text: &String| {
            let mut phrase = stems(text);
            phrase.extend(closed(text));
            phrase
        };
        let same = file.same.iter().map(|group| Group {
            said: group.iter().map(said).collect(),
            found_by: group.iter().map(found_by).collect(),
        });
        let one_way = file.leads_to.iter().map(|one_way| Group {
            said: vec![said(&one_way.say)],
            found_by: one_way.ask.iter().map(found_by).collect(),
        });
        Self(same.chain(one_way).collect())
    }

    /// What else a text is found by, for each phrase in it that has others.
    fn of(&self, stems: &[String]) -> impl Iterator<Item = &String> {
        let has = |phrase: &Vec<String>| {
            let mut parts = stems.windows(phrase.len().max(1));
            parts.any(|part| part == phrase.as_slice())
        };
        self.0.iter().flat_map(move |group| {
            let said: Vec<&Vec<String>> = group.said.iter().filter(|phrase| has(phrase)).collect();
            let others = group.found_by.iter().filter(|_| !said.is_empty()).flatten();
            let mut others: Vec<&String> = others
                .filter(|stem| !said.iter().any(|phrase| phrase.contains(stem)))
                .collect();
            others.sort();
            others.dedup();
            others
        })
    }
}

/// The index as a file, and the places that it leads to, to be checked as links.
pub struct Search {
    /// The text of the file.
    pub file: String,
    /// Where its entries lead.
    pub links: Vec<Link>,
}

/// Makes the index.
///
/// # Errors
/// A page that cannot be rendered, or the list of synonyms that cannot be read.
pub fn index(library: &Library, content: &Path) -> Result<Search, SiteError> {
    let synonyms: SynonymsFile = toml_file(content, "synonyms.toml")?;
    let synonyms = Synonyms::new(&synonyms);
    let mut entries = Vec::new();
    for route in Route::all() {
        page_entries(library, route, &mut entries)?;
    }
    let vocabulary = vocabulary(&entries, &synonyms);
    let file = serde_json::json!({
        "schema": SCHEMA,
        "places": places_text(&entries),
        "words": words_text(vocabulary.keys()),
        "lists": vocabulary.iter().map(|(word, list)| list_text(word, list)).collect::<Vec<_>>().join(" "),
    });
    Ok(Search {
        file: file.to_string(),
        links: links(&entries),
    })
}

fn links(entries: &[Entry]) -> Vec<Link> {
    let mut page = String::new();
    let mut links = Vec::new();
    for entry in entries {
        if !entry.address.starts_with('#') {
            page.clone_from(&entry.address);
        }
        links.push(Link {
            file: "the search index".to_owned(),
            line: links.len() + 1,
            path: match entry.address.strip_prefix('#') {
                Some(id) => format!("{page}#{id}"),
                None => page.clone(),
            },
        });
    }
    links
}

// ---- what can be found --------------------------------------------------------------------------

fn page_entries(
    library: &Library,
    route: Route,
    entries: &mut Vec<Entry>,
) -> Result<(), SiteError> {
    let article = articles::article(library, route, None)?;
    let title = article
        .head
        .title
        .replace(" · The Technical Lead Guide", "");
    let mut page = Entry {
        address: route.path(),
        excerpt: article.head.description.clone(),
        fields: vec![
            (Weight::Title, title.clone()),
            (Weight::Answer, article.head.description.clone()),
        ],
        title,
    };
    match route {
        Route::Guide(guide) => {
            let Some(text) = library.pages.iter().find(|found| found.page == guide) else {
                return Ok(());
            };
            guide_entries(page, text, entries);
        }
        Route::About => {
            let name = page.title.clone();
            let (_, sections) = opening_and_sections(&article.html);
            entries.push(page);
            entries.extend(sections.into_iter().map(|section| section.entry(&name)));
        }
        _ => {
            if route == Route::Compare {
                page.title = format!("Comparison: {}", page.title);
                page.fields.push((Weight::Answer, roles()));
            }
            entries.push(page);
            entries.extend(table_entries(library, route));
        }
    }
    Ok(())
}

fn roles() -> String {
    ROLES
        .iter()
        .map(|role| format!("{} {}. ", role.title, role.summary))
        .collect()
}

fn guide_entries(mut page: Entry, text: &Page, entries: &mut Vec<Entry>) {
    let front = &text.front;
    page.excerpt.clone_from(&front.answer);
    page.fields.push((Weight::Title, front.nav.clone()));
    page.fields.push((Weight::Answer, front.answer.clone()));
    let (opening, sections) = opening_and_sections(&text.text.html);
    page.fields.push((Weight::Text, opening));
    entries.push(page);
    entries.extend(
        sections
            .into_iter()
            .map(|section| section.entry(&front.title)),
    );
}

fn entry(id: &str, title: &str, excerpt: &str, fields: &[(Weight, &str)]) -> Entry {
    let mut fields: Vec<(Weight, String)> = fields
        .iter()
        .map(|(weight, text)| (*weight, (*text).to_owned()))
        .collect();
    fields.push((Weight::Title, title.to_owned()));
    Entry {
        address: format!("#{id}"),
        title: title.to_owned(),
        excerpt: excerpt.to_owned(),
        fields,
    }
}

/// What is found on the pages that are tables.
fn table_entries(library: &Library, route: Route) -> Vec<Entry> {
    match route {
        Route::Compare => ROWS
            .iter()
            .map(|row| {
                let cells: String = row
                    .cells
                    .iter()
                    .flatten()
                    .map(|cell| format!("{} {} ", cell.text, cell.more.unwrap_or_default()))
                    .collect();
                let fields = [
                    (Weight::Page, row.question),
                    (Weight::Page, "technical lead engineering manager"),
                    (Weight::Text, &cells),
                    (Weight::Text, row.disagree.unwrap_or_default()),
                ];
                entry(row.id, row.title, row.question, &fields)
            })
            .chain([entry(
                Tab::Advert.id(),
                "Read my advert",
                "Paste a job description: what it says of the job, and what to ask.",
                &[(Weight::Page, "job advert description offer ladder")],
            )])
            .collect(),
        Route::Skills => SKILLS
            .iter()
            .map(|skill| {
                let fields = [
                    (Weight::Answer, skill.definition),
                    (Weight::Text, &skill.levels.join(". ")),
                ];
                entry(skill.id, skill.title, skill.definition, &fields)
            })
            .collect(),
        Route::Roadmap => MILESTONES
            .iter()
            .map(|milestone| {
                let id = format!("item-{}", milestone.id);
                entry(
                    &id,
                    milestone.title,
                    milestone.done_when,
                    &[(Weight::Answer, milestone.done_when)],
                )
            })
            .collect(),
        Route::Glossary => library
            .references
            .terms
            .iter()
            .map(|term| {
                let fields = [
                    (Weight::Page, MEANING),
                    (Weight::Title, &*term.aliases.join(". ")),
                    (Weight::Answer, &term.short),
                    (Weight::Text, &term.more),
                ];
                entry(&term.id, &term.title, &term.short, &fields)
            })
            .collect(),
        Route::Sources => library
            .references
            .sources
            .iter()
            .map(|source| {
                // Nobody looks for a source by its date, and dates would be a hundredth of the index.
                let by = [&source.author, &source.publisher];
                let by: Vec<&str> = by.into_iter().flatten().map(String::as_str).collect();
                let by = by.join(", ");
                // Not a title: who looks for what a source is about wants the guide.
                Entry {
                    address: format!("#{}", source.id),
                    title: source.title.clone(),
                    fields: vec![
                        (Weight::Text, source.title.clone()),
                        (Weight::Answer, by.clone()),
                    ],
                    excerpt: by,
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A part of a page between two headings.
struct Section {
    id: String,
    title: String,
    text: String,
    /// Its first paragraph.
    first: String,
}

impl Section {
    fn entry(self, page: &str) -> Entry {
        let fields = [(Weight::Page, page), (Weight::Text, &self.text)];
        entry(&self.id, &self.title, &self.first, &fields)
    }
}

/// The words before the first heading, and the sections from there on.
fn opening_and_sections(html: &str) -> (String, Vec<Section>) {
    let html = Html::parse_fragment(html);
    let pieces = dom::pieces(&html, &NOT_READ);
    let start = pieces.iter().position(begins_section);
    let (opening, rest) = pieces.split_at(start.unwrap_or(pieces.len()));
    (plain(opening), sections(rest))
}

/// Sections have no element of their own: a heading with an id begins one, wherever it is.
fn begins_section(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Open(element) if is_heading(element) && element.id().is_some())
}

fn is_heading(element: &Element) -> bool {
    matches!(element.name(), "h2" | "h3")
}

/// The sections of `pieces`, which begin with a heading.
fn sections(pieces: &[Piece<'_>]) -> Vec<Section> {
    pieces
        .chunk_by(|_, next| !begins_section(next))
        .filter_map(|section| {
            let Some(Piece::Open(heading)) = section.first() else {
                return None;
            };
            let title = up_to_close(section, is_heading);
            let text = &section[title.len()..];
            let first = text.iter().position(
                |piece| matches!(piece, Piece::Open(element) if is_plain_paragraph(element)),
            );
            let first = first.map_or(text, |start| {
                up_to_close(&text[start..], is_plain_paragraph)
            });
            Some(Section {
                id: heading.id()?.to_owned(),
                title: plain(title),
                first: plain(first),
                text: plain(text),
            })
        })
        .collect()
}

/// Not the title of a figure, nor any other that has a class.
fn is_plain_paragraph(element: &Element) -> bool {
    element.name() == "p" && element.attrs().next().is_none()
}

/// The pieces up to the end of the first such element.
fn up_to_close<'a, 'b>(
    pieces: &'b [Piece<'a>],
    is_wanted: fn(&Element) -> bool,
) -> &'b [Piece<'a>] {
    let close = pieces
        .iter()
        .position(|piece| matches!(piece, Piece::Close(element) if is_wanted(element)));
    &pieces[..close.map_or(pieces.len(), |close| close + 1)]
}

/// Buttons, the numbers of sources, and what is for those who have no scripts, and so no search.
const NOT_READ: [&str; 3] = ["button", "noscript", "sup"];

/// What is in a line of text, and so has no space around it.
const INLINE: [&str; 5] = ["a", "b", "em", "strong", "code"];

/// The words of a piece of HTML that people read.
fn plain(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Open(element) | Piece::Close(element) => {
                if !INLINE.contains(&element.name()) {
                    text.push(' ');
                }
            }
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// ---- its words ----------------------------------------------------------------------------------

fn stems(text: &str) -> Vec<String> {
    words(text)
        .iter()
        .map(|word| stem(&word.letters).to_owned())
        .collect()
}

/// Each two words with a hyphen between them as one: who looks for `oncall` finds “on-call”.
fn closed(text: &str) -> Vec<String> {
    let words = words(text);
    let pairs = words.windows(2).filter(|pair| pair[1].is_joined);
    pairs
        .map(|pair| stem(&[&*pair[0].letters, &*pair[1].letters].concat()).to_owned())
        .collect()
}

/// Every stem with the places that have it, and at which level.
fn vocabulary(entries: &[Entry], synonyms: &Synonyms) -> BTreeMap<String, Vec<(usize, usize)>> {
    let function_words = stems(FUNCTION_WORDS);
    let counted: Vec<BTreeMap<String, f64>> = entries
        .iter()
        .map(|entry| counts(entry, synonyms, &function_words))
        .collect();
    let length = |counts: &BTreeMap<String, f64>| counts.values().sum::<f64>();
    let usual = counted.iter().map(length).sum::<f64>() / counted.len().max(1) as f64;
    let mut vocabulary: BTreeMap<String, Vec<(usize, usize)>> = function_words
        .into_iter()
        .map(|word| (word, Vec::new()))
        .collect();
    for (place, counts) in counted.iter().enumerate() {
        let size = 0.5 + 0.5 * length(counts) / usual;
        for (stem, count) in counts {
            // The more often, the more, but less and less so; and less in a long text.
            let share = count / (count + 6.0 * size);
            let level = ((share * LEVELS as f64 * 1.25) as usize).min(LEVELS - 1);
            vocabulary
                .entry(stem.clone())
                .or_default()
                .push((place, level));
        }
    }
    for list in vocabulary.values_mut() {
        if list.len() > entries.len() / COMMON {
            list.retain(|(_, level)| *level > 0);
        }
    }
    vocabulary
}

/// How much a place says of each stem.
fn counts(entry: &Entry, synonyms: &Synonyms, function_words: &[String]) -> BTreeMap<String, f64> {
    let favour = if !entry.address.starts_with('#') {
        1.6
    } else if USUAL_PARTS.contains(&entry.address.as_str()) {
        0.7
    } else {
        1.0
    };
    let mut counts = BTreeMap::new();
    for (weight, text) in &entry.fields {
        let mut stems = stems(text);
        stems.extend(closed(text));
        let is_heading = matches!(weight, Weight::Page | Weight::Title);
        let value = favour * f64::from(*weight as u8);
        let said = stems.iter().map(|stem| (stem, value));
        let meant = synonyms.of(&stems).map(|stem| (stem, value * SYNONYM));
        for (stem, value) in said.chain(meant) {
            if is_heading || !function_words.contains(stem) {
                *counts.entry(stem.clone()).or_default() += value;
            }
        }
    }
    counts
}

// ---- the file -----------------------------------------------------------------------------------

fn places_text(entries: &[Entry]) -> String {
    entries
        .iter()
        .map(|entry| {
            format!(
                "{}\t{}\t{}\n",
                entry.address,
                entry.title,
                beginning(&entry.excerpt)
            )
        })
        .collect()
}

/// The beginning of a text, cut between words.
fn beginning(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(EXCERPT).collect();
    let cut = cut.rsplit_once(' ').map_or(&*cut, |(cut, _)| cut);
    format!(
        "{}…",
        cut.trim_end_matches([',', ';', ':', '.', ' ', '–', '—'])
    )
}

/// Each stem as a capital for what it shares with the one before, and the rest.
fn words_text<'a>(stems: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::new();
    let mut before = "";
    for stem in stems {
        let shared = stem
            .bytes()
            .zip(before.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        text.push(char::from(b'A' + shared as u8));
        text.push_str(&stem[shared..]);
        before = stem;
    }
    text
}

fn list_text(word: &str, list: &[(usize, usize)]) -> String {
    let mut text = String::new();
    if stems(FUNCTION_WORDS).iter().any(|known| known == word) {
        text.push(char::from(FUNCTION_WORD));
    }
    let symbol = |number: usize| char::from(FIRST + number as u8);
    let most = usize::from(b'~' - FIRST) + 1 - LEVELS * GAPS;
    let mut next = 0;
    for (place, level) in list {
        let mut gap = place - next;
        while gap >= GAPS {
            let steps = (gap / GAPS).min(most);
            text.push(symbol(LEVELS * GAPS + steps - 1));
            gap -= steps * GAPS;
        }
        text.push(symbol(gap * LEVELS + level));
        next = place + 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_read_is_indexed() {
        let html = "<p>One<sup class=\"cite\"><a href=\"#s\">1</a></sup> <b>t</b>wo &amp; <a href=\"/x/\">three</a></p><button type=\"button\">Copy link</button><noscript><p>No scripts.</p></noscript><p>four</p>";
        let html = Html::parse_fragment(html);
        let words = plain(&dom::pieces(&html, &NOT_READ));
        assert_eq!(words, "One two & three four");
    }

    #[test]
    fn sections_have_their_own_words_and_their_first_paragraph() {
        let html = "<p>Before.</p><h2 id=\"a\">A <button>Copy</button></h2><figure>f</figure><p>One.</p><p>Two.</p><h3 id=\"b\">B</h3><ul><li>x</li></ul>";
        let (opening, sections) = opening_and_sections(html);
        assert_eq!(opening, "Before.");
        let read: Vec<_> = sections
            .iter()
            .map(|part| {
                (
                    part.id.as_str(),
                    part.title.as_str(),
                    part.text.as_str(),
                    part.first.as_str(),
                )
            })
            .collect();
        assert_eq!(
            read,
            [("a", "A", "f One. Two.", "One."), ("b", "B", "x", "x")]
        );
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(beginning("Short."), "Short.");
        let cut = beginning(&"word, ".repeat(40));
        assert!(
            cut.ends_with("word…") && cut.chars().count() <= EXCERPT,
            "{cut}"
        );
    }

    #[test]
    fn one_phrase_brings_the_others_of_its_group() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let synonyms = Synonyms::new(&SynonymsFile {
            same: vec![texts(&["tech lead", "tl", "technical lead"])],
            leads_to: vec![LeadsTo {
                ask: texts(&["earns"]),
                say: "pay".to_owned(),
            }],
        });
        let found = |text: &str| synonyms.of(&stems(text)).cloned().collect::<Vec<_>>();
        assert_eq!(found("A technical lead’s week"), ["tech", "tl"]);
        assert_eq!(found("A lead"), [""; 0]);
        assert_eq!(found("Who pays"), ["earn"]);
        assert_eq!(
            found("Earn it"),
            [""; 0],
            "what is typed leads one way only"
        );
    }

    #[test]
    fn two_words_with_a_hyphen_are_found_as_one() {
        assert_eq!(
            closed("an on\u{2011}call post-mortem, on call"),
            ["oncall", "postmortem"]
        );
    }

    #[test]
    fn stems_share_their_beginning_with_the_one_before() {
        let stems = ["code", "codec", "lead"].map(str::to_owned);
        assert_eq!(words_text(stems.iter()), "AcodeEcAlead");
    }
}
