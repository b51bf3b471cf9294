//! Which module uses which: no circle, and the picture of it in `docs/modules.md`.
//!
//! A module and those inside it are one chapter and may use each other; modules side by side may use
//! each other in one direction only. Read from `use` lines and paths, as text.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    reason = "the helpers of tests may panic as tests do"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The folders with the code of the site, and the name of each as other crates write it.
const CRATES: [(&str, &str); 3] = [
    ("src", "tech_lead_guide"),
    ("crates/core/src", "guide_core"),
    ("crates/site/src", "guide_site"),
];

/// Where the picture is kept.
const PICTURE: &str = "docs/modules.md";

/// The modules of one crate, each with those that it uses.
#[derive(Default)]
struct Modules(BTreeMap<String, BTreeSet<String>>);

impl Modules {
    fn read(folder: &Path) -> Self {
        let mut texts = BTreeMap::new();
        read_texts(folder, "", &mut texts);
        let names: BTreeSet<String> = texts.keys().cloned().collect();
        let uses = |name: &String, text: &String| {
            let used: BTreeSet<String> = paths(text)
                .iter()
                .filter_map(|path| target(&names, name, path))
                .filter(|used| used != name)
                .collect();
            (name.clone(), used)
        };
        Self(texts.iter().map(|(name, text)| uses(name, text)).collect())
    }

    /// A way from a module back to itself, if there is one.
    fn circle(&self) -> Option<Vec<String>> {
        let mut done = BTreeSet::new();
        self.0
            .keys()
            .find_map(|start| self.walk(start, &mut Vec::new(), &mut done))
    }

    fn walk(
        &self,
        at: &str,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(from) = way.iter().position(|name| name == at) {
            return Some(way[from..].to_vec());
        }
        if done.contains(at) {
            return None;
        }
        way.push(at.to_owned());
        let next = self.0.get(at).into_iter().flatten();
        let found = next
            .filter(|used| !is_inside(used, at) && !is_inside(at, used))
            .find_map(|used| self.walk(used, way, done));
        way.pop();
        done.insert(at.to_owned());
        found
    }

    /// The uses among the modules at the top of the crate.
    fn at_the_top(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, used) in &self.0 {
            let from = top(name);
            let to = used.iter().map(|used| top(used)).filter(|to| *to != from);
            all.entry(from).or_default().extend(to);
        }
        all
    }
}

fn top(name: &str) -> &str {
    name.split("::").next().unwrap_or(name)
}

/// Whether `name` is a module within `outer`.
fn is_inside(name: &str, outer: &str) -> bool {
    name.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with("::"))
}

fn read_texts(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = [prefix, &*stem].concat();
        if path.is_dir() {
            read_texts(&path, &[&*name, "::"].concat(), texts);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !["lib", "tests"].contains(&&*stem)
        {
            let text = fs::read_to_string(&path).expect("the file can be read");
            texts.insert(name, code_of(&text));
        }
    }
}

/// The text without comments and unit tests, on one line.
fn code_of(text: &str) -> String {
    let code = text
        .split("\n#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or(text);
    code.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every path of `text` that begins at the crate or at the module around, with groups taken apart.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                expand(&text[at..], "", &mut found);
            }
        }
    }
    found
}

/// Collects the paths that `text` begins with, and returns what comes after them.
fn expand<'a>(text: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .unwrap_or(text.len());
    let path = [prefix, &text[..end]].concat();
    let rest = &text[end..];
    if !(path.ends_with("::") && rest.starts_with('{')) {
        found.push(path);
        return rest;
    }
    let mut rest = &rest[1..];
    loop {
        rest = rest.trim_start_matches([' ', ',']);
        if rest.is_empty() || rest.starts_with('}') {
            return rest.get(1..).unwrap_or_default();
        }
        let after = expand(rest, &path, found);
        // A new name, as in `a as b`.
        let next = after.find([',', '}']).unwrap_or(after.len());
        rest = &after[next..];
    }
}

/// The module that `path`, written in the module `from`, leads to.
fn target(names: &BTreeSet<String>, from: &str, path: &str) -> Option<String> {
    let mut base: Vec<&str> = from.split("::").collect();
    let mut rest = path;
    if let Some(inside) = rest.strip_prefix("crate::") {
        base.clear();
        rest = inside;
    }
    while let Some(inside) = rest.strip_prefix("super::") {
        base.pop();
        rest = inside;
    }
    base.extend(rest.split("::"));
    while !base.is_empty() {
        let name = base.join("::");
        if names.contains(&name) {
            return Some(name);
        }
        base.pop();
    }
    None
}

fn picture() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::from(
        "# Modules\n\nAn arrow leads from a module to one that it uses. `tests/modules.rs` writes this page (`UPDATE_MODULES=1 cargo test --test modules`), and fails where it is not what the code says, or where modules use each other in a circle.\n",
    );
    for (folder, name) in CRATES {
        let modules = Modules::read(&root.join(folder));
        _ = write!(
            text,
            "\n## `{name}` ({folder})\n\n```mermaid\nflowchart TD\n"
        );
        for (from, uses) in modules.at_the_top() {
            _ = writeln!(text, "  {from}");
            for to in uses {
                _ = writeln!(text, "  {from} --> {to}");
            }
        }
        text += "```\n";
    }
    text
}

#[test]
fn no_module_uses_itself_by_way_of_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, _) in CRATES {
        let modules = Modules::read(&root.join(folder));
        assert!(modules.0.len() > 20, "{folder}: {}", modules.0.len());
        assert_eq!(modules.circle(), None, "{folder}");
    }
}

#[test]
fn the_picture_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE);
    let now = picture();
    if std::env::var_os("UPDATE_MODULES").is_some() {
        fs::write(&path, &now).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, now, "UPDATE_MODULES=1 cargo test --test modules");
}

#[test]
fn a_circle_is_found_and_a_chapter_is_none() {
    let modules = |uses: &[(&str, &[&str])]| {
        let owned = |(name, used): &(&str, &[&str])| {
            let used = used.iter().map(|used| (*used).to_owned()).collect();
            ((*name).to_owned(), used)
        };
        Modules(uses.iter().map(owned).collect())
    };
    let circle = modules(&[("a", &["b"]), ("b", &["c::d"]), ("c::d", &["a"])]);
    assert_eq!(circle.circle().map(|way| way.len()), Some(3));
    let chapter = modules(&[("a", &["a::b"]), ("a::b", &["a"])]);
    assert_eq!(chapter.circle(), None);
}

#[test]
fn paths_are_read_from_groups() {
    let mut found = paths("use super::{SiteError, a::{self, B as C}}; crate::d::e(1); super::x");
    found.sort();
    let expected = [
        "crate::d::e",
        "super::SiteError",
        "super::a::B",
        "super::a::self",
        "super::x",
    ];
    assert_eq!(found, expected);
}
