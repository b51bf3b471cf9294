//! Everything as one file, and such a file read. The format is in `docs/formats.md`.

use super::overview::Kind;
use crate::day::Day;
use crate::store::{Json, PREFIX, Values, as_json, from_json, is_own, lenient};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;
use std::fmt;

/// Largest file that is read, in bytes: what a browser keeps for one address is less.
pub const FILE_LIMIT: usize = 20_000_000;

const KIND: &str = "tech-lead-guide backup";

/// What a plan that the roadmap saves calls itself.
const PLAN: &str = "tech-lead-guide plan";

/// The number of the format.
const SCHEMA: u32 = 1;

/// A file that can be restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The day on which it was saved, where the file says so.
    pub saved: Option<Day>,
    /// What was stored.
    pub values: Values,
    /// Whether a checksum says that it is as it was saved. The file that is saved where the app does
    /// not run has none.
    pub checked: bool,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupError {
    /// There is nothing in it.
    Nothing,
    /// More than [`FILE_LIMIT`].
    TooLarge,
    /// No text in UTF-8.
    NotText,
    /// JSON that ends in the middle.
    Cut,
    /// No JSON from this line on.
    NotJson(usize),
    /// JSON of something else.
    NotABackup,
    /// A plan of the roadmap.
    Plan,
    /// A backup whose values are not those that were saved.
    Damaged,
    /// Written by a newer version of the site.
    Newer,
}

impl fmt::Display for BackupError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self {
            Self::Nothing => "There is nothing in this file.",
            Self::TooLarge => "This file is larger than 20 MB, and no backup is.",
            Self::NotText => "This file is no text: it is something else, or it was damaged.",
            Self::Cut => "This file ends in the middle: it was cut off. Use another copy of it.",
            Self::NotJson(line) => {
                formatter.write_str("This file cannot be read from line ")?;
                formatter.write_str(&line.to_string())?;
                " on: it was damaged, or it is no backup of this site."
            }
            Self::NotABackup => {
                "This file is sound, but it is no backup of this site. Choose the one that “Save a backup” has made."
            }
            Self::Plan => {
                "This file is one plan and not a backup of everything. Open it on the roadmap, under “Share and backup”."
            }
            Self::Damaged => {
                "This file was changed since it was saved: its checksum does not fit. Use another copy of it."
            }
            Self::Newer => {
                "This file was made by a newer version of this site. Load the page again to get that version, then try once more."
            }
        };
        formatter.write_str(why)?;
        formatter.write_str(" Nothing has changed.")
    }
}

impl std::error::Error for BackupError {}

/// The file, as it is written.
#[derive(Serialize)]
struct Written {
    kind: &'static str,
    schema: u32,
    saved: Day,
    checksum: String,
    values: Json,
}

/// What any file says of itself. The rest is passed over without being built.
#[derive(Deserialize)]
struct Label {
    #[serde(default, deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    schema: Option<u64>,
}

/// The rest of a backup.
#[derive(Deserialize)]
struct Content {
    #[serde(default, deserialize_with = "lenient")]
    saved: Option<Day>,
    checksum: String,
    values: Json,
}

/// Everything as a file, read back and compared: `None` where that would not give the same again.
pub fn write(values: &[(String, String)], saved: Day) -> Option<String> {
    let json = as_json(values);
    let file = Written {
        kind: KIND,
        schema: SCHEMA,
        saved,
        checksum: checksum(&json),
        values: json,
    };
    let text = serde_json::to_string_pretty(&file).ok()?;
    let back = read(text.as_bytes()).ok()?;
    (back.values == *values && back.checked).then_some(text)
}

/// Reads a file.
///
/// # Errors
/// Why it cannot be used.
pub fn read(bytes: &[u8]) -> Result<Backup, BackupError> {
    if bytes.len() > FILE_LIMIT {
        return Err(BackupError::TooLarge);
    }
    let text = str::from_utf8(bytes).map_err(|_| BackupError::NotText)?;
    // Some programs put a mark before the text when they save it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    if text.is_empty() {
        return Err(BackupError::Nothing);
    }
    let label: Label = serde_json::from_str(text).map_err(|error| why(&error))?;
    match (label.kind.as_deref(), label.schema) {
        (Some(KIND), Some(schema)) if schema > u64::from(SCHEMA) => Err(BackupError::Newer),
        (Some(KIND), Some(1..)) => read_content(text),
        (Some(KIND), _) => Err(BackupError::Damaged),
        (Some(PLAN), _) => Err(BackupError::Plan),
        _ => read_emergency(text),
    }
}

fn why(error: &serde_json::Error) -> BackupError {
    match error.classify() {
        Category::Eof => BackupError::Cut,
        Category::Syntax | Category::Io => BackupError::NotJson(error.line()),
        Category::Data => BackupError::NotABackup,
    }
}

fn read_content(text: &str) -> Result<Backup, BackupError> {
    let content: Content = serde_json::from_str(text).map_err(|_| BackupError::Damaged)?;
    let mut values = from_json(&content.values).ok_or(BackupError::Damaged)?;
    if checksum(&content.values) != content.checksum {
        return Err(BackupError::Damaged);
    }
    values.retain(|(key, _)| !is_own(key));
    Ok(Backup {
        saved: content.saved,
        values,
        checked: true,
    })
}

/// What `assets/failure.js` saves where the app does not run: every value by its full key.
fn read_emergency(text: &str) -> Result<Backup, BackupError> {
    let first = text.trim_start_matches('{').trim_start();
    if !first.trim_start_matches('"').starts_with(PREFIX) {
        return Err(BackupError::NotABackup);
    }
    let json: Json = serde_json::from_str(text).map_err(|error| why(&error))?;
    let all = from_json(&json).ok_or(BackupError::NotABackup)?;
    let ours = all.into_iter().map(|(key, value)| {
        let key = key.strip_prefix(PREFIX)?;
        Some((key.to_owned(), value))
    });
    let mut values = ours
        .collect::<Option<Values>>()
        .ok_or(BackupError::NotABackup)?;
    values.retain(|(key, _)| !is_own(key));
    Ok(Backup {
        saved: None,
        values,
        checked: false,
    })
}

/// FNV-1a of 64 bits over the values as compact JSON with their keys in order, in 16 hexadecimal
/// digits.
fn checksum(values: &Json) -> String {
    let text = serde_json::to_string(values).unwrap_or_default();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let digits = (0..16).rev().map(|place| {
        let digit = (hash >> (4 * place)) & 15;
        char::from(b"0123456789abcdef"[digit as usize])
    });
    digits.collect()
}

/// The values that could not be read, as they are, for somebody who wants to look into them.
pub fn write_unreadable<'a>(values: impl Iterator<Item = &'a (String, String)>) -> String {
    let texts = values.map(|(key, value)| (key.clone(), Value::from(value.as_str())));
    serde_json::to_string_pretty(&texts.collect::<Json>()).unwrap_or_default()
}

/// What restoring a file does to the values of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Not here yet.
    pub added: usize,
    /// Here in another state.
    pub replaced: usize,
    /// Here, and not in the file.
    pub removed: usize,
    /// The same here and in the file.
    pub same: usize,
}

impl Change {
    /// Whether nothing changes.
    pub fn is_none(&self) -> bool {
        self.added + self.replaced + self.removed == 0
    }

    /// In words: “2 added, 1 replaced, 3 the same”; empty where there is nothing.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.added, " added"),
            (self.replaced, " replaced"),
            (self.removed, " taken away"),
            (self.same, " the same"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts = parts.map(|(count, what)| [&count.to_string(), what].concat());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// What restoring a file does, in the order of [`Kind::ALL`].
pub fn changes(here: &[(String, String)], file: &[(String, String)]) -> [Change; 9] {
    let mut changes = [Change::default(); 9];
    let at = |values: &[(String, String)], key: &str| {
        let place = values.binary_search_by(|(other, _)| other.as_str().cmp(key));
        place.ok()
    };
    for (key, value) in file {
        let change = &mut changes[Kind::of(key, value) as usize];
        match at(here, key).and_then(|place| here.get(place)) {
            None => change.added += 1,
            Some((_, there)) if there == value => change.same += 1,
            Some(_) => change.replaced += 1,
        }
    }
    for (key, value) in here {
        if at(file, key).is_none() {
            changes[Kind::of(key, value) as usize].removed += 1;
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(of: &[(&str, &str)]) -> Values {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        of.iter().map(own).collect()
    }

    fn some() -> Values {
        values(&[
            ("plan:main", r#"{"items":1,"schema":1}"#),
            (
                "plan:main:item:own-a",
                r#"{"schema":1,"title":"Ü 👩‍👩‍👧 \"x\""}"#,
            ),
            ("quarantine:theme", "{cut \u{0} \u{feff} \r\n"),
            ("theme", r#"{"schema":1,"theme":"dark"}"#),
        ])
    }

    fn file() -> String {
        let today = Day::parse("2026-11-27").expect("a day");
        write(&some(), today).expect("it reads back")
    }

    #[test]
    fn what_is_written_is_read_back_to_the_byte() {
        let backup = read(file().as_bytes()).expect("it is one");
        assert_eq!(backup.values, some());
        assert_eq!(backup.saved, Day::parse("2026-11-27"));
        assert!(backup.checked);
        let marked = format!("\u{feff}{}\r\n", file());
        assert_eq!(
            read(marked.as_bytes()).map(|backup| backup.values),
            Ok(some())
        );
        let compact: Value = serde_json::from_str(&file()).expect("it is JSON");
        let compact = compact.to_string();
        assert_eq!(
            read(compact.as_bytes()).map(|backup| backup.values),
            Ok(some())
        );
    }

    #[test]
    fn the_format_is_the_documented_one() {
        let today = Day::parse("2026-11-27").expect("a day");
        let one = values(&[("theme", r#"{"schema":1}"#)]);
        let text = write(&one, today).expect("it reads back");
        let expected = r#"{
  "kind": "tech-lead-guide backup",
  "schema": 1,
  "saved": "2026-11-27",
  "checksum": "CHECKSUM",
  "values": {
    "theme": "{\"schema\":1}"
  }
}"#;
        let sum = checksum(&as_json(&one));
        assert_eq!(sum.len(), 16);
        assert_eq!(text, expected.replace("CHECKSUM", &sum));
        assert_eq!(checksum(&Json::new()), "08f44b07b5901a25");
    }

    #[test]
    fn every_cut_and_every_changed_value_is_noticed() {
        let file = file();
        for end in (0..file.len()).filter(|end| file.is_char_boundary(*end)) {
            let found = read(&file.as_bytes()[..end]);
            let expected = if end == 0 {
                BackupError::Nothing
            } else {
                BackupError::Cut
            };
            assert_eq!(found, Err(expected), "{end}");
        }
        for (from, to) in [
            ("dark", "Dark"),
            ("\"theme\": ", "\"thema\": "),
            ("own-a", "own-b"),
            ("\"checksum\": \"", "\"checksum\": \"0"),
            ("\"checksum\"", "\"sum\""),
            ("\"values\"", "\"value\""),
            ("\"schema\": 1", "\"schema\": \"1\""),
            ("\"schema\": 1", "\"schema\": 0"),
        ] {
            let damaged = file.replacen(from, to, 1);
            assert_ne!(damaged, file, "{from}");
            assert_eq!(
                read(damaged.as_bytes()),
                Err(BackupError::Damaged),
                "{from}"
            );
        }
    }

    #[test]
    fn what_is_no_backup_is_named() {
        let long = "x".repeat(5_000_000);
        let foreign = format!("{{\"name\":\"{long}\",\"list\":[1,2,3]}}");
        let cases: [(&[u8], BackupError); 13] = [
            (b"", BackupError::Nothing),
            (b" \r\n", BackupError::Nothing),
            (b"\xef\xbb\xbf", BackupError::Nothing),
            (b"\x89PNG\x0d\x0a\x1a\x0a\xff", BackupError::NotText),
            (b"not JSON", BackupError::NotJson(1)),
            (b"{\"kind\":\n1,,}", BackupError::NotJson(2)),
            (b"[1, 2]", BackupError::NotABackup),
            (b"null", BackupError::NotABackup),
            (b"{}", BackupError::NotABackup),
            (
                b"{\"kind\":\"other\",\"schema\":1}",
                BackupError::NotABackup,
            ),
            (
                b"{\"kind\":\"tech-lead-guide plan\",\"schema\":1,\"items\":[]}",
                BackupError::Plan,
            ),
            (
                b"{\"kind\":\"tech-lead-guide backup\",\"schema\":2}",
                BackupError::Newer,
            ),
            (foreign.as_bytes(), BackupError::NotABackup),
        ];
        for (bytes, expected) in cases {
            let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
            assert_eq!(read(bytes), Err(expected), "{start}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(deep.as_bytes()).is_err());
        assert_eq!(
            read(&vec![b' '; FILE_LIMIT + 1]),
            Err(BackupError::TooLarge)
        );
    }

    #[test]
    fn a_file_that_was_saved_where_the_app_does_not_run_is_read_too() {
        let text = "{\n  \"tech-lead-guide:before-replacing\": \"{}\",\n  \"tech-lead-guide:mark\": \"{}\",\n  \"tech-lead-guide:theme\": \"{cut\"\n}";
        let backup = read(text.as_bytes()).expect("it is one");
        assert_eq!(backup.values, values(&[("theme", "{cut")]));
        assert!(!backup.checked);
        let foreign = "{\"tech-lead-guide:theme\": \"x\", \"another\": \"y\"}";
        assert_eq!(read(foreign.as_bytes()), Err(BackupError::NotABackup));
    }

    #[test]
    fn what_restoring_does_is_said_before() {
        let here = values(&[
            ("plan:main", r#"{"items":2,"schema":1}"#),
            ("plan:main:item:own-b", r#"{"schema":1}"#),
            ("theme", r#"{"schema":1,"theme":"dark"}"#),
        ]);
        let changes = changes(&here, &some());
        assert_eq!(changes[Kind::Plan as usize].in_words(), "1 replaced");
        assert_eq!(
            changes[Kind::Milestone as usize].in_words(),
            "1 added, 1 taken away"
        );
        assert_eq!(changes[Kind::Setting as usize].in_words(), "1 the same");
        assert_eq!(changes[Kind::Unreadable as usize].in_words(), "1 added");
        assert_eq!(changes[Kind::Skills as usize].in_words(), "");
        assert!(changes[Kind::Setting as usize].is_none());
    }
}
