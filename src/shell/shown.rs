//! What the shell shows.

use guide_core::route::Route;

/// The page that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its address.
    pub route: Route,
    /// The inner HTML of its `#content`. `None` where it stands on the page already: in the browser's
    /// first render, which leaves it alone, and after a navigation.
    pub content: Option<String>,
}
