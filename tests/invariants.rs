//! The invariants of ARCHITECTURE.md that no compiler checks: who may name whom.
//!
//! Each rule is a function over one file's path and text, so that each can be shown to fail.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the site: features that do not know each other.
const ROOMS: [&str; 4] = ["compare", "roadmap", "search", "skills"];

type Rule = fn(&str, &str) -> Option<&'static str>;

/// Every rule, each with a file that breaks it.
const RULES: [(Rule, &str, &str); 7] = [
    (
        only_browser_names_the_browser,
        "src/shell/theme.rs",
        "use web_sys::Window;",
    ),
    (
        only_browser_names_the_browser,
        "src/store.rs",
        "gloo_storage::LocalStorage::raw()",
    ),
    (
        models_know_no_leptos,
        "src/roadmap/model.rs",
        "use leptos::prelude::*;",
    ),
    (
        rooms_do_not_reach_into_each_other,
        "src/compare/view.rs",
        "use crate::roadmap::view::Roadmap;",
    ),
    (
        only_routes_write_paths,
        "src/shell/frame.rs",
        "view! { <a href=\"/compare/\">\"x\"</a> }",
    ),
    (
        only_the_store_has_keys,
        "src/roadmap/view.rs",
        "let key = \"tech-lead-guide:plan\";",
    ),
    (nothing_is_left_for_later, "src/roadmap/view.rs", "todo!()"),
];

/// Invariant 1: a model is plain Rust. No signals inside stored data.
fn models_know_no_leptos(path: &str, text: &str) -> Option<&'static str> {
    let is_model = path.ends_with("/model.rs")
        || path.contains("/model/")
        || path.starts_with("src/store")
        || path == "src/route.rs";
    let knows = text.contains("leptos") || text.contains("crate::browser");
    (is_model && knows).then_some("a model or the store names Leptos or the browser")
}

/// Invariant 2: one door to the browser.
fn only_browser_names_the_browser(path: &str, text: &str) -> Option<&'static str> {
    let is_door = path == "src/browser.rs" || path.starts_with("src/browser/");
    let names = ["web_sys", "js_sys", "gloo_storage"]
        .iter()
        .any(|name| text.contains(&format!("{name}::")));
    (!is_door && names).then_some("the browser is named outside src/browser/")
}

/// Invariant 3: every internal link comes from `Route`, or from content that is checked against it.
fn only_routes_write_paths(path: &str, text: &str) -> Option<&'static str> {
    let writes = text.contains("href=\"/") || text.contains("href = \"/");
    (path.starts_with("src/") && path != "src/route.rs" && writes)
        .then_some("a path is written outside src/route.rs")
}

/// Invariant 5: everything that a person stores goes through the store.
fn only_the_store_has_keys(path: &str, text: &str) -> Option<&'static str> {
    let has = path.starts_with("src/") && path != "src/store.rs" && !path.starts_with("src/site/");
    (has && text.contains("\"tech-lead-guide:"))
        .then_some("a storage key is written outside src/store.rs")
}

/// A feature's view is its own.
fn rooms_do_not_reach_into_each_other(path: &str, text: &str) -> Option<&'static str> {
    let room = ROOMS.iter().find(|room| {
        path.starts_with(&format!("src/{room}/")) || path == format!("src/{room}.rs")
    })?;
    let others = ROOMS.iter().filter(|other| other != &room);
    others
        .into_iter()
        .any(|other| text.contains(&format!("crate::{other}")))
        .then_some("a room reaches into another room")
}

fn nothing_is_left_for_later(path: &str, text: &str) -> Option<&'static str> {
    let marks = ["todo!(", "unimplemented!(", "coming soon", "lorem ipsum"];
    (path.starts_with("src/") && marks.iter().any(|mark| text.contains(mark)))
        .then_some("something is left for later")
}

/// The text of a file without its comments and its unit tests, which may name anything.
fn code_of(text: &str) -> String {
    let code = text
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

#[test]
fn every_rule_holds_in_every_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    assert!(files.len() > 30, "{} files", files.len());
    let mut broken = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("the file can be read");
        let path = file
            .strip_prefix(root)
            .expect("it is below the root")
            .to_string_lossy()
            .replace('\\', "/");
        for (rule, ..) in RULES {
            if let Some(what) = rule(&path, &code_of(&text)) {
                broken.push(format!("{path}: {what}"));
            }
        }
    }
    broken.dedup();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_rule_fails_when_it_is_broken() {
    for (rule, path, text) in RULES {
        assert!(rule(path, text).is_some(), "{path}: {text}");
        assert_eq!(rule(path, "let sound = 1;"), None, "{path}");
    }
}

#[test]
fn the_prerendered_page_and_the_app_agree_on_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let early = fs::read_to_string(root.join("assets/early.js")).expect("it can be read");
    let prefix = tech_lead_guide::store::PREFIX;
    let theme = format!("{prefix}theme");
    for part in [theme.as_str(), prefix, "'plan:main'", "'open-plan'"] {
        assert!(
            early.contains(part),
            "early.js reads {part} before the first paint"
        );
    }
}
