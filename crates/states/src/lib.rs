//! What the site can look like: each page, and each state of a page that looks another way.
//!
//! The states are data ([`STATES`]). `cargo xtask sheets` takes their pictures, the tests of accessibility
//! look at them, and those of the controls press whatever can be pressed there: a state that is added
//! here is in all three.

pub use self::list::STATES;
pub use self::show::{ShowError, set_screen, set_theme, show};

mod list;
mod show;

/// One look of the site: a page, what was stored before, and what a person has done there.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// What it is called: the page, then what is special about it.
    pub name: &'static str,
    /// The address below the site's folder, with query and fragment.
    pub page: &'static str,
    /// What the browser had stored.
    pub storage: Storage,
    /// What is done on the page.
    pub steps: &'static [Step],
    /// The screens that have it.
    pub screens: Screens,
    /// Whether it is worth looking at on paper.
    pub paper: bool,
    /// Whether the app starts there.
    pub has_app: bool,
}

/// What the browser lets the site store, and has stored already.
#[derive(Debug, Clone, Copy)]
pub enum Storage {
    /// These keys, without the site's prefix, with their values.
    Holds(&'static [(&'static str, &'static str)]),
    /// Every access is refused.
    Denied,
}

/// Something that a person does, or waits for. Each is tried until it is possible.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Presses the first visible element that the selector finds.
    Press(&'static str),
    /// Presses the first visible button, link or choice within the selected element whose text
    /// starts so.
    PressText(&'static str, &'static str),
    /// Fills in a field.
    Write(&'static str, &'static str),
    /// Presses elements of the selector, one after the other as they come, until there is none.
    PressAll(&'static str),
    /// Opens everything that is folded.
    OpenAll,
    /// Waits until the selected element is visible and its text contains this.
    See(&'static str, &'static str),
}

/// The screens on which a state exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screens {
    /// Every screen.
    All,
    /// Only narrow ones: elsewhere there is nothing to open.
    Phones,
}

/// Up to this width, in CSS pixels, a screen is a phone's.
const WIDEST_PHONE: u32 = 430;

impl Screens {
    /// Whether a screen of this width is among them.
    pub fn include(self, width: u32) -> bool {
        self == Self::All || width <= WIDEST_PHONE
    }
}

impl State {
    /// A page as it is for somebody who comes for the first time.
    pub const fn of_page(page: &'static str) -> Self {
        Self {
            name: page,
            page,
            storage: Storage::Holds(&[]),
            steps: &[],
            screens: Screens::All,
            paper: false,
            has_app: true,
        }
    }

    /// The state as the name of a file.
    pub fn file_name(&self) -> String {
        let name = if self.name.is_empty() {
            "front"
        } else {
            self.name
        };
        let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-")
            .to_lowercase()
    }
}

/// The pages that the text of `sitemap.txt` lists, without the address of the site.
pub fn pages_in(sitemap: &str) -> impl Iterator<Item = &str> {
    // With SITE_URL the list has whole addresses, and the first is the front page's.
    let site = sitemap.lines().next().unwrap_or_default();
    sitemap
        .lines()
        .map(move |line| line.strip_prefix(site).unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_state_has_a_name_and_a_file_of_its_own() {
        let names: HashSet<String> = STATES.iter().map(State::file_name).collect();
        assert_eq!(names.len(), STATES.len());
        assert!(names.iter().all(|name| !name.is_empty()));
    }

    #[test]
    fn what_is_stored_has_a_schema_as_the_app_writes_it() {
        for state in STATES {
            let Storage::Holds(entries) = state.storage else {
                continue;
            };
            for (key, value) in entries {
                let value: serde_json::Value = serde_json::from_str(value).unwrap();
                assert!(value["schema"].is_u64(), "{}: {key}", state.name);
            }
        }
    }
}
