//! What can be chosen on the command line: its name and what it is, from one place.

use clap::ValueEnum;

/// A value that a person chooses by its name, and that is printed as a heading when its turn comes.
pub trait Choice: ValueEnum {
    /// What it is called on the command line.
    fn name(&self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What it is, in a few words: the first line of its documentation.
    fn about(&self) -> String {
        let value = self.to_possible_value();
        let help = value.and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }
}

impl<T: ValueEnum> Choice for T {}
