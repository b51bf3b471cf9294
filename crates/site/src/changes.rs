//! What changed on which page and when, from `content/changes.toml`.

use super::SiteError;
use super::content_file::toml_file;
use guide_core::route::Route;
use serde::Deserialize;
use std::path::Path;

/// The file of the feed (`feed.rs`).
pub const FEED: &str = "feed.xml";

/// The file that the changes are written in.
const FILE: &str = "changes.toml";

/// Something that a reader who comes back wants to know of.
#[derive(Debug, Clone)]
pub struct Change {
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Where.
    pub page: Route,
    /// What is new, in a sentence.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangesFile {
    change: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    date: String,
    page: String,
    what: String,
}

/// Reads the changes, newest first.
///
/// # Errors
/// A page that is not there, a date that is none, two entries for one page and day, or an older entry
/// before a newer one.
pub fn read(content: &Path) -> Result<Vec<Change>, SiteError> {
    let ChangesFile { change } = toml_file(content, FILE)?;
    let mut changes: Vec<Change> = Vec::new();
    for Entry { date, page, what } in change {
        let error = |fault: &str| {
            let file = format!("content/{FILE}");
            SiteError::at(&file, 1, format!("{date}, `{page}`: {fault}"))
        };
        let route = Route::parse(&page).filter(|route| route.path() == page);
        let route = route.ok_or_else(|| error("there is no such page"))?;
        if !is_date(&date) {
            return Err(error("a date is written YYYY-MM-DD"));
        }
        if what.is_empty() || what.chars().count() > 200 {
            return Err(error("`what` has 1 to 200 characters"));
        }
        if changes.last().is_some_and(|before| before.date < date) {
            return Err(error("newer changes stand before older ones"));
        }
        if changes
            .iter()
            .any(|known| known.page == route && known.date == date)
        {
            return Err(error("this page has an entry of this day already"));
        }
        changes.push(Change {
            date,
            page: route,
            what,
        });
    }
    Ok(changes)
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read_text(text: &str) -> Result<Vec<Change>, SiteError> {
        let folder = std::env::temp_dir().join(format!(
            "guide-changes-{}-{}",
            std::process::id(),
            text.len()
        ));
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(FILE), text).expect("a file can be written");
        let changes = read(&folder);
        fs::remove_dir_all(&folder).expect("the folder can be removed");
        changes
    }

    fn entry(date: &str, page: &str) -> String {
        format!("[[change]]\ndate = \"{date}\"\npage = \"{page}\"\nwhat = \"New.\"\n")
    }

    #[test]
    fn changes_are_read_in_their_order() {
        let text = entry("2026-11-27", "/guide/incidents/") + &entry("2026-10-01", "/compare/");
        let changes = read_text(&text).expect("they are sound");
        assert_eq!(changes.len(), 2);
        assert_eq!(changes[1].page, Route::Compare);
    }

    #[test]
    fn what_is_wrong_is_refused() {
        for (text, fault) in [
            (entry("2026-11-27", "/guide/nothing/"), "no such page"),
            (entry("2026-11-27", "/guide/incidents"), "no such page"),
            (entry("27 November", "/compare/"), "YYYY-MM-DD"),
            (
                entry("2026-10-01", "/compare/") + &entry("2026-11-27", "/skills/"),
                "newer",
            ),
            (
                entry("2026-11-27", "/compare/") + &entry("2026-11-27", "/compare/"),
                "already",
            ),
        ] {
            let error = read_text(&text).expect_err(fault);
            assert!(error.to_string().contains(fault), "{error}");
        }
    }
}
