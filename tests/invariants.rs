//! The invariants of ARCHITECTURE.md that no compiler checks: who may name whom.
//!
//! Each rule is a function over one file's path and text, so that each can be shown to fail.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the site: features that do not know each other.
const ROOMS: [&str; 5] = ["compare", "roadmap", "search", "situations", "skills"];

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
        "src/compare/state.rs",
        "gloo_storage::LocalStorage::raw()",
    ),
    (
        rooms_do_not_reach_into_each_other,
        "src/compare/view.rs",
        "use crate::roadmap::view::Roadmap;",
    ),
    (
        what_is_below_the_rooms_knows_none,
        "src/shell/frame.rs",
        "use crate::search::view::open;",
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
    (is_ours(path) && path != "crates/core/src/route.rs" && writes)
        .then_some("a path is written outside crates/core/src/route.rs")
}

/// Invariant 5: everything that a person stores goes through the store.
fn only_the_store_has_keys(path: &str, text: &str) -> Option<&'static str> {
    let is_store = path == "crates/core/src/store.rs" || path.starts_with("crates/site/");
    (!is_store && text.contains("\"tech-lead-guide:"))
        .then_some("a storage key is written outside crates/core/src/store.rs")
}

/// A feature's view is its own, and so is its model.
fn rooms_do_not_reach_into_each_other(path: &str, text: &str) -> Option<&'static str> {
    let inside = path
        .strip_prefix("crates/core/src/")
        .or_else(|| path.strip_prefix("src/"))?;
    let room = ROOMS
        .iter()
        .find(|room| inside.starts_with(&format!("{room}/")) || inside == format!("{room}.rs"))?;
    let others = ROOMS.iter().filter(|other| other != &room);
    others
        .into_iter()
        .any(|other| {
            text.contains(&format!("crate::{other}"))
                || text.contains(&format!("guide_core::{other}"))
        })
        .then_some("a room reaches into another room")
}

/// Shell, components and the door to the browser are in `main`: a room that they named would be too.
fn what_is_below_the_rooms_knows_none(path: &str, text: &str) -> Option<&'static str> {
    let is_below = ["src/shell", "src/ui", "src/browser"]
        .iter()
        .any(|place| path.starts_with(place));
    let names = ROOMS
        .iter()
        .any(|room| text.contains(&format!("crate::{room}")));
    (is_below && names).then_some("a room is named below the rooms")
}

fn nothing_is_left_for_later(path: &str, text: &str) -> Option<&'static str> {
    let marks = ["todo!(", "unimplemented!(", "coming soon", "lorem ipsum"];
    (is_ours(path) && marks.iter().any(|mark| text.contains(mark)))
        .then_some("something is left for later")
}

/// Code that visitors get, or that makes what they get.
fn is_ours(path: &str) -> bool {
    path.starts_with("src/") || path.starts_with("crates/")
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
            if !path.ends_with("tests") {
                rust_files(&path, found);
            }
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
    for part in ["core", "site"] {
        rust_files(&root.join("crates").join(part).join("src"), &mut files);
    }
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
    let prefix = guide_core::store::PREFIX;
    let theme = format!("{prefix}theme");
    for part in [theme.as_str(), prefix, "'plan:main'", "'open-plan'"] {
        assert!(
            early.contains(part),
            "early.js reads {part} before the first paint"
        );
    }
}
