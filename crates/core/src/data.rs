//! What somebody has in this browser: what is stored, how safe it is there, all of it as one file and
//! back, and all of it gone.
//!
//! It is no room: it looks at what the rooms have stored as text, and knows of each key only what kind
//! of thing it is.

pub mod backup;
pub mod keeping;
pub mod overview;

/// The id of the place on the page about this site that shows it.
pub const PLACE: &str = "my-data";

/// What the page has where the place is wanted at once: always.
pub const WANTED: &str = "#my-data";

/// The id of the list that says how long each family of browsers keeps what is stored.
pub const RULES_PLACE: &str = "how-long-list";
