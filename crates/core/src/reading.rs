//! What counts as read, and how it is said. Plain Rust.

use crate::markup::Markup;
use crate::store::{Json, Schema};
use serde::{Deserialize, Serialize};

/// The key of what is stored of a page: a document for each, so that two tabs do not undo each other.
pub fn key(slug: &str) -> String {
    format!("{KEYS}{slug}")
}

/// What all of these keys start with.
pub const KEYS: &str = "read:";

/// That somebody has read a page, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReadPage {
    schema: Schema,
    /// The date of the page's last change, as it was read: `YYYY-MM-DD`.
    pub updated: String,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(ReadPage);

/// What a page is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not read yet.
    Unread,
    /// Read as it is.
    Read,
    /// Read, and changed since.
    Changed,
}

impl Mark {
    /// The mark of a page that was last changed on `updated`, and had last been changed on `read`
    /// when somebody read it.
    pub fn of(read: Option<&str>, updated: &str) -> Self {
        match read {
            None => Self::Unread,
            Some(read) if read < updated => Self::Changed,
            Some(_) => Self::Read,
        }
    }

    /// What is added to a link to the page: a sign to see, and words to hear.
    pub fn html(self) -> &'static str {
        match self {
            Self::Unread => "",
            Self::Read => {
                "<span class=read><b aria-hidden=true>✓</b><span class=unseen>, read</span></span>"
            }
            Self::Changed => {
                "<span class=read title=\"changed since you read it\"><b aria-hidden=true>↻</b><span class=unseen>, changed since you read it</span></span>"
            }
        }
    }

    /// What the button at the end of the page says, and what stands beside it.
    pub fn toggle(self) -> (&'static str, &'static str) {
        match self {
            Self::Unread => ("Mark as read", ""),
            Self::Read => ("Mark as unread", "You have read this page."),
            Self::Changed => ("Mark as read", "Changed since you read it."),
        }
    }
}

/// Whether somebody who reached the end has read the page: a third of its reading time is plausible
/// for a reader in a hurry, and too long for a scroll to the end.
pub fn is_plausible(seconds: u32, minutes: u32) -> bool {
    seconds >= minutes * 20
}

/// A page of the guide in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its short name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Whether it has been read.
    pub mark: Mark,
}

/// How far somebody has come, as HTML; nothing for a first visit. `pages` is in reading order.
pub fn summary(pages: &[Listed]) -> Option<String> {
    let count = |mark: Mark| pages.iter().filter(|page| page.mark == mark).count();
    let first = |mark: Mark| pages.iter().find(|page| page.mark == mark);
    let (unread, changed) = (count(Mark::Unread), count(Mark::Changed));
    if unread == pages.len() {
        return None;
    }
    let all = pages.len().to_string();
    let mut text = Markup::new();
    if unread == 0 {
        text.text(&["You have read all ", &all, " pages"].concat());
    } else {
        let read = (pages.len() - unread).to_string();
        text.text(&["You have read ", &read, " of ", &all, " pages"].concat());
    }
    match changed {
        0 => {}
        1 => _ = text.text("; one has changed since"),
        _ => _ = text.text(&["; ", &changed.to_string(), " have changed since"].concat()),
    }
    text.text(".");
    if let Some(next) = first(Mark::Unread).or_else(|| first(Mark::Changed)) {
        text.text(" Next: ")
            .open("a")
            .attribute("href", &next.address)
            .text(&next.name)
            .close("a");
    }
    Some(text.into_html())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str, mark: Mark) -> Listed {
        Listed {
            name: name.to_owned(),
            address: ["/guide/", name, "/"].concat(),
            mark,
        }
    }

    #[test]
    fn a_page_is_read_until_it_changes() {
        let read = Some("2026-11-23");
        assert_eq!(Mark::of(None, "2026-11-23"), Mark::Unread);
        assert_eq!(Mark::of(read, "2026-11-23"), Mark::Read);
        assert_eq!(Mark::of(read, "2026-11-24"), Mark::Changed);
        // An older copy of the site, offline, does not take it back.
        assert_eq!(Mark::of(read, "2026-10-01"), Mark::Read);
    }

    #[test]
    fn a_scroll_to_the_end_is_not_reading() {
        assert!(!is_plausible(99, 5));
        assert!(is_plausible(100, 5));
    }

    #[test]
    fn a_first_visit_is_told_nothing() {
        assert_eq!(summary(&[listed("a", Mark::Unread)]), None);
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn the_summary_counts_and_names_the_next_page() {
        let mut pages = vec![
            listed("a", Mark::Read),
            listed("b", Mark::Changed),
            listed("c", Mark::Unread),
        ];
        assert_eq!(
            summary(&pages).as_deref(),
            Some(
                "You have read 2 of 3 pages; one has changed since. Next: <a href=\"/guide/c/\">c</a>"
            )
        );
        pages[2].mark = Mark::Changed;
        assert_eq!(
            summary(&pages).as_deref(),
            Some(
                "You have read all 3 pages; 2 have changed since. Next: <a href=\"/guide/b/\">b</a>"
            )
        );
        for page in &mut pages {
            page.mark = Mark::Read;
        }
        assert_eq!(
            summary(&pages).as_deref(),
            Some("You have read all 3 pages.")
        );
    }
}
