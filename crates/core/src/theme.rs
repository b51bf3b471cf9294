//! Light, dark, or what the system says.

use serde::{Deserialize, Serialize};

/// The key under which the choice is stored. The script that runs before the first paint reads it
/// too.
pub const KEY: &str = "theme";

/// A choice of theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// All themes, in the order in which a key goes through them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name under which it is stored, and which `<html data-theme>` has for a theme of its own.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What people see it called.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "Auto",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// The theme with this name. A name that a newer version may have stored is the system's theme.
    pub fn from_name(name: &str) -> Self {
        let known = Self::ALL.into_iter().find(|theme| theme.name() == name);
        known.unwrap_or_default()
    }

    /// The theme after this one.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_found_by_its_own_name() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), theme);
        }
        assert_eq!(Theme::from_name("sepia"), Theme::System);
    }

    #[test]
    fn the_key_goes_through_all_of_them() {
        let seen = [
            Theme::System,
            Theme::System.next(),
            Theme::System.next().next(),
        ];
        assert_eq!(seen, Theme::ALL);
        assert_eq!(seen[2].next(), seen[0]);
    }
}
