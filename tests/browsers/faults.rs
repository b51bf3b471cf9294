//! Every fault of a storage, while a person does anything that is written: what was done is on disk, or
//! the page says that it is not. What was there stays, a batch is whole or not there, and nothing stops.

#![expect(clippy::print_stdout, reason = "its figures are part of the answer")]

use crate::harness::{Browser, CATCH_FILES, Failure, Outcome, in_chromium};
use crate::roadmap::{OPEN_TAB, SAID, SHARE};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What people do, and what a storage can do wrong: `window.faulty`.
const WORLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/faults.js");

/// What is on disk, by key without prefix.
type Disk = BTreeMap<String, String>;

/// What was seen of one thing that a person did under one fault.
#[derive(Debug, Deserialize)]
struct Played {
    before: Disk,
    now: Disk,
    /// Why it could not be done.
    no_way: String,
    /// Whether the page shows it as done.
    shown: bool,
    /// What the page says of trouble.
    said: String,
    /// Whether it is on disk.
    done: bool,
    /// Whether it is once the storage works again.
    later: bool,
    /// What else is not there any more, at once and once the storage works again.
    lost: Vec<String>,
    lost_later: Vec<String>,
    alive: bool,
    alive_later: bool,
}

/// What was seen when the page was closed under the fault and opened again without it.
#[derive(Debug, Deserialize)]
struct Opened {
    done: bool,
    partly: bool,
    lost: Vec<String>,
    said: String,
    alive: bool,
}

impl Played {
    /// One word for the table.
    fn in_a_word(&self, opened: &Opened) -> &'static str {
        match (self.done || opened.done, self.later, self.said.is_empty()) {
            (true, ..) => "kept",
            (false, _, true) => "LOST",
            (false, true, false) => "waits, said",
            (false, false, false) if self.no_way.is_empty() => "refused, said",
            (false, false, false) => "no way, said",
        }
    }

    /// What is not as it should be.
    fn faults(&self, opened: &Opened) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |is: bool, what: String| {
            if is {
                faults.push(what);
            }
        };
        let word = self.in_a_word(opened);
        fault(
            word == "LOST",
            format!("not on disk and not said (shown: {})", self.shown),
        );
        fault(
            !self.lost.is_empty(),
            format!("lost at once: {:?}", self.lost),
        );
        fault(
            !self.lost_later.is_empty(),
            format!("lost when the storage healed: {:?}", self.lost_later),
        );
        fault(
            !opened.lost.is_empty(),
            format!("lost after a load: {:?}", opened.lost),
        );
        fault(
            opened.partly,
            format!("a part of it is there after a load; said: {}", opened.said),
        );
        fault(
            !(self.alive && self.alive_later && opened.alive),
            "the app has stopped".to_owned(),
        );
        faults
    }
}

/// Loads a page with this on disk and this fault.
async fn load(browser: &Browser, page: &str, seed: &Disk, fault: &str, path: &str) -> Outcome {
    browser
        .run_with::<Value>(
            "faulty.prepare(...arguments); return null;",
            vec![json!(seed), json!(fault), json!(path)],
        )
        .await?;
    browser.open(page).await
}

/// What somebody has stored who has used everything.
async fn use_everything(browser: &Browser) -> Outcome<Disk> {
    let act = async |page: &str, what: &str| {
        browser.open(page).await?;
        browser
            .run_with::<Value>(
                "await faulty.act(arguments[0]); return null;",
                vec![json!(what)],
            )
            .await
    };
    browser.open("roadmap/").await?;
    browser.click("#tick-choose-a-route").await?;
    browser.expect_ticked("choose-a-route").await?;
    crate::roadmap::press(browser, ".tabs", SHARE).await?;
    browser.type_into("#new-plan", "Second\u{e007}").await?;
    browser
        .expect_text(SAID, "The plan “Second” is open.")
        .await?;
    crate::roadmap::press(browser, OPEN_TAB, "Delete this plan").await?;
    browser
        .expect_text(SAID, "is among the deleted plans.")
        .await?;
    act("skills/", "skills answer").await?;
    browser
        .run::<Value>(
            "document.querySelector('#system-design input[value=\"1\"]').click(); return null;",
        )
        .await?;
    act("compare/", "weighing answer").await?;
    act("about/", "theme").await?;
    browser.get("faulty.disk()").await
}

/// Plays everything that people do under each of these faults, and prints what became of it. A fault
/// is there before the page, or comes once the page is live.
fn play(faults: &[(&str, &str)]) -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser
            .before_every_page(&std::fs::read_to_string(WORLD)?)
            .await?;
        browser.before_every_page(CATCH_FILES).await?;
        let full = use_everything(&browser).await?;
        browser.open("about/").await?;
        browser.expect_there(".data.live").await?;
        crate::roadmap::press(&browser, ".data", "Save a backup").await?;
        let backup = browser.take("saved").await?;
        browser
            .run_with::<Value>(
                "sessionStorage.setItem('backup', arguments[0]); return null;",
                vec![json!(backup)],
            )
            .await?;
        let mut without_answers = full.clone();
        without_answers.remove("skills:draft");
        without_answers.insert(
            "theme".to_owned(),
            r#"{"schema":1,"theme":"light"}"#.to_owned(),
        );
        let mut untouched = full;
        untouched.insert(
            "skills:draft".to_owned(),
            r#"{"levels":"system-design:1","schema":1}"#.to_owned(),
        );
        let seeds: BTreeMap<&str, Disk> = BTreeMap::from([
            ("empty", Disk::new()),
            ("full", untouched),
            ("other", without_answers),
        ]);
        let paths: BTreeMap<String, Path> = browser.get("Object.fromEntries(Object.entries(faulty.paths).map(([name, { page, seed }]) => [name, { page, seed }]))").await?;
        let mut found = Vec::new();
        let mut table = format!("\n| fault | {} |\n", join(paths.keys()));
        for (from_start, later) in faults {
            let mut words = Vec::new();
            for (name, path) in &paths {
                let seed = &seeds[path.seed.as_str()];
                load(&browser, &path.page, seed, from_start, name).await?;
                let played: Played = browser
                    .run_with(
                        "return await faulty.play(...arguments);",
                        vec![json!(name), json!(later)],
                    )
                    .await?;
                load(&browser, &path.page, &played.now, "none", name).await?;
                let fault = if later.is_empty() { from_start } else { later };
                let opened: Opened = browser
                    .run_with(
                        "return await faulty.after(...arguments);",
                        vec![json!(name), json!(played.before), json!(fault)],
                    )
                    .await?;
                words.push(played.in_a_word(&opened));
                let label = format!("{from_start}/{later}, {name}");
                for fault in played.faults(&opened) {
                    found.push(format!("{label}: {fault}; no way: {}", played.no_way));
                }
                let errors = browser.console_errors().await?;
                found.extend(errors.iter().map(|error| format!("{label}: {error}")));
            }
            let label = match (*from_start, *later) {
                (fault, "") => format!("{fault}, from the start"),
                (_, fault) => format!("{fault}, later"),
            };
            table += &format!("| {label} | {} |\n", join(words.iter()));
        }
        println!("{table}");
        match found.as_slice() {
            [] => Ok(()),
            found => Err(Failure::new(found.join("\n"))),
        }
    })
}

fn join(cells: impl Iterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<String> = cells.map(|cell| cell.as_ref().to_owned()).collect();
    cells.join(" | ")
}

#[derive(Debug, Deserialize)]
struct Path {
    page: String,
    seed: String,
}

#[test]
fn a_storage_that_is_sound_or_cleared_keeps_what_is_done() -> Outcome {
    play(&[("none", ""), ("none", "cleared")])
}

#[test]
fn a_storage_that_is_away_loses_nothing_without_a_word() -> Outcome {
    play(&[
        ("denied", ""),
        ("null", ""),
        ("none", "denied"),
        ("none", "null"),
    ])
}

#[test]
fn a_storage_that_cannot_be_read_loses_nothing_without_a_word() -> Outcome {
    play(&[
        ("one value unreadable", ""),
        ("no value readable", ""),
        ("no list of keys", ""),
        ("none", "one value unreadable"),
        ("none", "no value readable"),
        ("none", "no list of keys"),
    ])
}

#[test]
fn a_storage_that_cannot_be_written_loses_nothing_without_a_word() -> Outcome {
    play(&[
        ("no room", ""),
        ("none", "no room"),
        ("none", "little room"),
        ("none", "writes fail"),
        ("none", "writes forgotten"),
        ("none", "removals forgotten"),
    ])
}
