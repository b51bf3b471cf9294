//! Search: real questions find their answers, and no file makes it fall over.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "the helpers of tests may panic as tests do; the ranks are worth reading"
)]

use guide_core::route::{GuidePage, Route};
use guide_core::search::model::{Index, IndexError};
use guide_site::library::Library;
use guide_site::search;
use proptest::prelude::*;
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

/// The file as the site has it.
static FILE: LazyLock<String> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let library = Library::read(&content).expect("the content can be read");
    let search = search::index(&library, &content).expect("the index can be made");
    search.file
});

static INDEX: LazyLock<Index> =
    LazyLock::new(|| Index::parse(&FILE).expect("the index can be read"));

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    ask: String,
    answers: Vec<String>,
}

/// The questions that the weights were found with, and those that were written down beforehand.
fn questions() -> Vec<Question> {
    [
        include_str!("../../../tests/fixtures/questions.toml"),
        include_str!("../../../tests/fixtures/fresh_questions.toml"),
    ]
    .into_iter()
    .flat_map(|text| {
        let questions: Questions = toml::from_str(text).expect("the questions can be read");
        questions.question
    })
    .collect()
}

/// The paths of the hits, best first.
fn hits(query: &str) -> Vec<&'static str> {
    let hits = INDEX.ask(query).hits;
    hits.into_iter()
        .filter_map(|hit| INDEX.place(hit))
        .map(|place| place.path.as_str())
        .collect()
}

#[test]
fn every_question_has_its_answer_in_the_first_three_hits() {
    let questions = questions();
    let mut table = String::new();
    let mut missed = 0;
    for question in &questions {
        let hits = hits(&question.ask);
        let rank = hits
            .iter()
            .position(|hit| question.answers.iter().any(|answer| answer == hit));
        match rank {
            Some(rank) if rank < 3 => _ = writeln!(table, "{}    {}", rank + 1, question.ask),
            _ => {
                missed += 1;
                let rank = rank.map_or("none".to_owned(), |rank| (rank + 1).to_string());
                _ = writeln!(table, "{rank:4} {}: {hits:#?}", question.ask);
            }
        }
    }
    println!("{table}");
    assert_eq!(missed, 0, "of {} questions\n{table}", questions.len());
}

#[test]
fn a_page_comes_first_for_its_title_and_for_its_name() {
    for page in GuidePage::all() {
        let path = Route::Guide(page).path();
        let place = (0..INDEX.size().0).filter_map(|place| INDEX.place(place));
        let title = place.into_iter().find(|place| place.path == path);
        let title = &title.expect("every page is there").title;
        for query in [
            title.clone(),
            title.to_uppercase(),
            page.slug().replace('-', " "),
        ] {
            assert_eq!(hits(&query).first(), Some(&path.as_str()), "{query}");
        }
    }
}

#[test]
fn hyphens_and_apostrophes_make_no_difference() {
    for (queries, first) in [
        (
            ["on call", "on-call", "on\u{2011}call", "oncall"],
            ["/compare/#on-call", "/guide/incidents/"],
        ),
        (
            [
                "post mortem",
                "post-mortem",
                "Postmortem",
                "post\u{2010}mortem",
            ],
            [
                "/glossary/#blameless-postmortem",
                "/guide/incidents/#review",
            ],
        ),
        (
            [
                "users’ needs",
                "users' needs",
                "USERS NEEDS",
                "ùsers’ neéds",
            ],
            [
                "/guide/understanding-users-needs/",
                "/guide/understanding-users-needs/",
            ],
        ),
    ] {
        for query in queries {
            let hits = hits(query);
            assert!(
                first.iter().all(|path| hits[..3].contains(path)),
                "{query}: {hits:#?}"
            );
        }
    }
}

#[test]
fn no_question_is_sent_to_a_source_first() {
    for question in questions() {
        let hits = hits(&question.ask);
        let first = hits.first().copied().unwrap_or_default();
        assert!(
            !first.starts_with("/sources/#"),
            "{}: {hits:#?}",
            question.ask
        );
    }
}

#[test]
fn the_index_has_every_kind_of_place() {
    for (query, path) in [
        (
            "what the title means rung hat",
            "/guide/kinds-of-technical-lead/",
        ),
        ("error budget", "/glossary/#error-budget"),
        ("week and time horizon", "/compare/#week"),
        ("slicing and planning", "/skills/#slicing-and-planning"),
        ("keep a proof file", "/roadmap/#item-proof-file"),
        ("nygard", "/sources/#nygard-adrs"),
        ("privacy", "/about/#privacy"),
    ] {
        assert!(hits(query).contains(&path), "{query}: {:#?}", hits(query));
    }
}

#[test]
fn each_place_stands_once_and_has_a_title() {
    let (places, stems) = INDEX.size();
    assert!(
        places > 400 && stems > 1000,
        "{places} places, {stems} stems"
    );
    let mut paths: Vec<&str> = Vec::new();
    for place in (0..places).filter_map(|place| INDEX.place(place)) {
        assert!(!place.title.is_empty(), "{place:?}");
        assert!(!paths.contains(&place.path.as_str()), "{place:?}");
        assert!(place.excerpt.chars().count() <= 120, "{place:?}");
        paths.push(&place.path);
    }
}

#[test]
fn an_answer_comes_while_the_word_is_typed_and_with_a_slip_in_it() {
    for query in [
        "blam",
        "blamel",
        "blameless",
        "blaemless",
        "blamless",
        "blameles post",
    ] {
        let hits = hits(query);
        assert!(
            hits.iter()
                .take(3)
                .any(|hit| hit.contains("blameless") || hit.contains("incident")),
            "{query}: {hits:#?}"
        );
    }
}

#[test]
fn found_words_are_marked_and_a_hit_has_its_address() {
    let answer = INDEX.ask("estimating");
    let hits = INDEX.hits(&answer);
    let best = hits.first().expect("there is a hit");
    assert_eq!(best.path, "/guide/estimates/");
    let title: Vec<_> = best
        .title
        .iter()
        .map(|piece| (piece.text.as_str(), piece.is_match))
        .collect();
    assert_eq!(title, [("Estimates", true), (" and forecasts", false)]);
    assert_eq!(hits.len(), answer.hits.len());
    assert!(answer.count >= answer.hits.len());
}

#[test]
fn nothing_is_found_for_nothing() {
    for query in ["", "   ", "?!", "xqzvw", "日本語"] {
        assert_eq!(hits(query), [""; 0], "{query}");
    }
}

#[test]
fn another_file_is_refused() {
    for text in [
        "",
        "[]",
        "{}",
        "<!doctype html>",
        r#"{"schema":2,"places":"","words":"","lists":""}"#,
    ] {
        assert_eq!(
            Index::parse(text).err(),
            Some(IndexError::Foreign),
            "{text}"
        );
    }
    for text in [
        r#"{"schema":1,"places":"","words":""}"#,
        r##"{"schema":1,"places":"#a\tb\tc","words":"","lists":""}"##,
        r#"{"schema":1,"places":"/a/\tb","words":"","lists":""}"#,
        r#"{"schema":1,"places":"","words":"AabBc","lists":"x"}"#,
        r#"{"schema":1,"places":"","words":"Aab","lists":"x y"}"#,
        r#"{"schema":1,"places":"","words":"A b","lists":"x"}"#,
    ] {
        assert_eq!(
            Index::parse(text).err(),
            Some(IndexError::Damaged),
            "{text}"
        );
    }
}

/// What the person sees of an index that may be damaged.
fn look_through(text: &str, query: &str) {
    if let Ok(index) = Index::parse(text) {
        let answer = index.ask(query);
        _ = index.hits(&answer);
    }
}

proptest! {
    #[test]
    fn a_cut_off_file_is_refused(cut in 0..FILE.len() - 1) {
        let cut = FILE.floor_char_boundary(cut);
        prop_assert!(Index::parse(&FILE[..cut]).is_err());
    }

    #[test]
    fn a_damaged_file_does_no_harm(
        at in 0..FILE.len(),
        damage in "[ -~\t\n]{1,12}",
        query in "[a-z ]{0,30}",
    ) {
        let at = FILE.floor_char_boundary(at);
        let end = FILE.floor_char_boundary((at + damage.len()).min(FILE.len()));
        look_through(&[&FILE[..at], &damage, &FILE[end..]].concat(), &query);
    }

    #[test]
    fn a_made_up_index_does_no_harm(
        places in "([/#][a-z]{0,3}\t[a-z]{0,5}\t[a-z]{0,5}\n?){0,5}",
        words in "([A-Z][a-z]{0,6}){0,8}",
        lists in "[ -~]{0,30}",
        query in "[a-z ]{0,20}",
    ) {
        let file = serde_json::json!({ "schema": 1, "places": places, "words": words, "lists": lists });
        look_through(&file.to_string(), &query);
    }

    #[test]
    fn any_query_has_an_answer(query in ".{0,200}") {
        let answer = INDEX.ask(&query);
        prop_assert!(answer.hits.len() <= 8 && answer.hits.len() <= answer.count);
        _ = INDEX.hits(&answer);
    }
}

#[test]
fn every_title_finds_its_place() {
    for number in 0..INDEX.size().0 {
        let place = INDEX.place(number).expect("it is there");
        // What a source is about is found in the guide first.
        if place.path.starts_with("/sources/#") {
            continue;
        }
        // Titles such as “Mistakes” stand on many pages.
        let title = place.title.to_lowercase();
        let hits = INDEX.ask(&place.title).hits;
        let found = hits.iter().filter_map(|hit| INDEX.place(*hit));
        let titles: Vec<&str> = found.map(|hit| hit.title.as_str()).collect();
        assert!(
            titles
                .iter()
                .any(|found| found.to_lowercase().contains(&title)),
            "{place:?}: {titles:#?}"
        );
    }
}
