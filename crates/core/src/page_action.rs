//! What a button in a page's own HTML does.
//!
//! The generator writes such a button, the app hears it: both through this type, so that neither
//! knows a name that the other does not.

use crate::route::{GuidePage, Route};

/// The path of a page's Markdown file, from the site's folder.
pub fn markdown_path(page: GuidePage) -> String {
    [&*Route::Guide(page).path(), "index.md"].concat()
}

/// The action of a button in the prose: its `name`. What it acts on is its `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAction {
    /// Copies the address of the section, row or figure with the id in `value`.
    CopyLink,
    /// Copies the text of the element with the id in `value`.
    CopyText,
    /// Saves the figure with the id in `value` as a picture.
    SavePicture,
    /// Copies the Markdown of the page of the guide whose slug is `value`.
    CopyPage,
    /// Saves the text of the element with the id in `value` as a Markdown file of that name.
    SaveText,
    /// Marks the page as read or unread. `value` is its reading time in minutes.
    ToggleRead,
    /// Proposes the checklist of the guide that `value` names to the roadmap.
    PutOnRoadmap,
}

impl PageAction {
    /// All actions.
    pub const ALL: [Self; 7] = [
        Self::CopyLink,
        Self::SavePicture,
        Self::CopyText,
        Self::CopyPage,
        Self::SaveText,
        Self::ToggleRead,
        Self::PutOnRoadmap,
    ];

    /// The `name` of a button that does this.
    pub fn name(self) -> &'static str {
        match self {
            Self::CopyLink => "copy-link",
            Self::SavePicture => "save-picture",
            Self::CopyText => "copy-text",
            Self::CopyPage => "copy-page",
            Self::SaveText => "save-text",
            Self::ToggleRead => "toggle-read",
            Self::PutOnRoadmap => "put-on-roadmap",
        }
    }

    /// The action with this name; `None` for a button of another kind.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_its_own_name() {
        for action in PageAction::ALL {
            assert_eq!(PageAction::from_name(action.name()), Some(action));
        }
        assert_eq!(PageAction::from_name(""), None);
    }
}
