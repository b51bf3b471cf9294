//! `docs/faults.md` and `SECURITY.md` name the tests that guard against faults: each of them is there.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "the helpers of tests may panic as tests do"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const LISTS: [&str; 2] = ["docs/faults.md", "SECURITY.md"];

/// What a line of a list says where no test guards it.
const NONE: &str = "none yet";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The tests of every file, by the file's path.
fn all_tests() -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for folder in ["src", "crates", "tests", "xtask"] {
        read_folder(folder, &mut found);
    }
    found
}

fn read_folder(folder: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let path = [folder, &entry.file_name().to_string_lossy()].join("/");
        if entry.path().is_dir() {
            read_folder(&path, found);
        } else if path.ends_with(".rs") {
            let tests = tests_in(&read(&path));
            found.insert(path, tests);
        }
    }
}

/// The names of the tests in a source, those of `proptest!` too: functions below `#[test]`.
fn tests_in(source: &str) -> Vec<String> {
    let mut is_test = false;
    let mut names = Vec::new();
    for line in source.lines().map(str::trim) {
        if ["#[test]", "#[wasm_bindgen_test]"].contains(&line) {
            is_test = true;
        }
        let name = line
            .trim_start_matches("async ")
            .strip_prefix("fn ")
            .and_then(|rest| rest.split(['(', '<']).next());
        if let Some(name) = name {
            if is_test {
                names.push(name.to_owned());
            }
            is_test = false;
        }
    }
    names
}

/// The tests that a text names, as the end of a path and a name: `` `store/tests.rs::what_is_read` ``.
fn named_in(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let code = text.split('`').skip(1).step_by(2);
    code.filter_map(|code| code.split_once(".rs::").map(|_| code))
        .filter_map(|code| code.split_once("::"))
}

/// What is wrong with the name of a test, if anything is.
fn fault_of(tests: &BTreeMap<String, Vec<String>>, file: &str, name: &str) -> Option<String> {
    let end = ["/", file].concat();
    let files: Vec<&String> = tests
        .iter()
        .filter(|(path, _)| ["/", path].concat().ends_with(&end))
        .filter(|(_, tests)| tests.iter().any(|test| test == name))
        .map(|(path, _)| path)
        .collect();
    match files.as_slice() {
        [_] => None,
        [] => Some(format!("{file}::{name} is gone")),
        _ => Some(format!("{file}::{name} is in {files:?}")),
    }
}

#[test]
fn every_test_that_is_said_to_guard_something_is_there() {
    let tests = all_tests();
    let mut faults = Vec::new();
    for list in LISTS {
        let text = read(list);
        assert!(named_in(&text).count() > 10, "{list} names no tests");
        faults.extend(named_in(&text).filter_map(|(file, name)| fault_of(&tests, file, name)));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_fault_has_a_test_or_says_that_it_has_none() {
    let text = read("docs/faults.md");
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
        .filter(|line| !line.starts_with("| fault |"));
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 4, "{row}");
        let has_test = named_in(cells[1]).next().is_some();
        assert!(has_test != cells[1].contains(NONE), "{row}");
        count += 1;
    }
    assert!(count > 70, "{count}");
}

#[test]
fn a_test_that_is_gone_is_named() {
    let source =
        "#[test]\nfn one() {}\nfn helper() {}\n#[test]\n#[ignore = \"x\"]\nfn two(a: u8) {}";
    let tests = tests_in(source);
    assert_eq!(tests, ["one", "two"]);
    let tests = BTreeMap::from([
        ("crates/a/src/x.rs".to_owned(), tests.clone()),
        ("tests/x.rs".to_owned(), tests),
    ]);
    assert_eq!(fault_of(&tests, "src/x.rs", "one"), None);
    for (file, name) in [("src/x.rs", "helper"), ("y.rs", "one"), ("x.rs", "one")] {
        assert!(fault_of(&tests, file, name).is_some(), "{file}::{name}");
    }
    let named: Vec<_> = named_in("see `a/x.rs::one`, `b::c` and `d.rs`").collect();
    assert_eq!(named, [("a/x.rs", "one")]);
}
