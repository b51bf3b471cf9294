//! Keys for what is done often.

/// A key that was pressed, as a browser tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyPress {
    /// What the key writes in the person's layout: `k`, `?`, `ArrowLeft`.
    pub key: String,
    /// Which key of the board it is: `KeyK`, `Slash`.
    pub code: String,
    /// Control, or Command on a Mac, is held.
    pub control: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held.
    pub shift: bool,
    /// It belongs to an input method that is putting together a letter.
    pub composing: bool,
    /// The focus is in a field, or in something that keys move in.
    pub typing: bool,
}

/// What a key does on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Opens the search.
    Search,
    /// Lists the shortcuts.
    Help,
    /// Goes to the page before.
    PreviousPage,
    /// Goes to the next page.
    NextPage,
    /// Goes to the section before.
    PreviousSection,
    /// Goes to the next section.
    NextSection,
    /// Marks the page as read or unread.
    ToggleRead,
    /// Changes the theme.
    NextTheme,
}

impl Shortcut {
    /// What `press` does, if anything. `single_keys` is whether keys without Control do something
    /// (WCAG 2.1.4 asks for a way to switch them off).
    pub fn of(press: &KeyPress, single_keys: bool) -> Option<Self> {
        if press.composing || press.alt {
            return None;
        }
        let letter = press.letter();
        if press.control {
            return (letter == Some('k')).then_some(Self::Search);
        }
        if press.typing || !single_keys {
            return None;
        }
        match press.key.as_str() {
            "/" => return Some(Self::Search),
            "?" => return Some(Self::Help),
            // With Shift they select text.
            "ArrowLeft" if !press.shift => return Some(Self::PreviousPage),
            "ArrowRight" if !press.shift => return Some(Self::NextPage),
            _ => {}
        }
        match letter? {
            'j' => Some(Self::NextSection),
            'k' => Some(Self::PreviousSection),
            'm' => Some(Self::ToggleRead),
            't' => Some(Self::NextTheme),
            _ => None,
        }
    }
}

impl KeyPress {
    /// The Latin letter of the key in lower case: what it writes or, in a layout that writes another
    /// script, what stands on it in the English one.
    fn letter(&self) -> Option<char> {
        let mut written = self.key.chars();
        let (first, rest) = (written.next()?, written.next());
        if rest.is_none() && first.is_ascii_alphabetic() {
            return Some(first.to_ascii_lowercase());
        }
        if rest.is_some() || first.is_ascii() {
            return None;
        }
        let letter = self.code.strip_prefix("Key")?.chars().next()?;
        Some(letter.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, code: &str) -> KeyPress {
        KeyPress {
            key: key.to_owned(),
            code: code.to_owned(),
            ..KeyPress::default()
        }
    }

    #[test]
    fn letters_are_found_in_capitals_and_in_other_scripts() {
        for (key, code) in [("k", "KeyK"), ("K", "KeyK"), ("л", "KeyK"), ("κ", "KeyK")] {
            let single = press(key, code);
            assert_eq!(
                Shortcut::of(&single, true),
                Some(Shortcut::PreviousSection),
                "{key}"
            );
            let control = KeyPress {
                control: true,
                typing: true,
                ..single
            };
            assert_eq!(
                Shortcut::of(&control, false),
                Some(Shortcut::Search),
                "{key}"
            );
        }
    }

    #[test]
    fn a_latin_layout_goes_by_what_the_key_writes() {
        // AZERTY has `m` where the English layout has `;`, and Dvorak has `t` on `KeyK`.
        assert_eq!(
            Shortcut::of(&press("m", "Semicolon"), true),
            Some(Shortcut::ToggleRead)
        );
        assert_eq!(
            Shortcut::of(&press("t", "KeyK"), true),
            Some(Shortcut::NextTheme)
        );
    }

    #[test]
    fn shift_and_an_arrow_select_text() {
        let arrow = press("ArrowRight", "ArrowRight");
        assert_eq!(Shortcut::of(&arrow, true), Some(Shortcut::NextPage));
        let selecting = KeyPress {
            shift: true,
            ..arrow
        };
        assert_eq!(Shortcut::of(&selecting, true), None);
    }

    #[test]
    fn what_is_typed_or_composed_does_nothing_else() {
        let slash = press("/", "Slash");
        assert_eq!(Shortcut::of(&slash, true), Some(Shortcut::Search));
        assert_eq!(Shortcut::of(&slash, false), None);
        let typing = KeyPress {
            typing: true,
            ..slash.clone()
        };
        assert_eq!(Shortcut::of(&typing, true), None);
        let composing = KeyPress {
            composing: true,
            control: true,
            ..press("k", "KeyK")
        };
        assert_eq!(Shortcut::of(&composing, true), None);
        let alt = KeyPress {
            alt: true,
            ..press("m", "KeyM")
        };
        assert_eq!(Shortcut::of(&alt, true), None);
    }
}
