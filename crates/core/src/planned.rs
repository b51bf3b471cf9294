//! What the rooms beside the roadmap may know of its plan.

use crate::roadmap::stored::{self, StoredPlan};
use crate::store::Store;

/// Every key of every plan starts with this.
pub const KEYS: &str = stored::KEYS;

/// Where a tab notes which plan it has open.
pub const OPEN: &str = stored::OPEN;

/// Whether the milestone with this id is in the plan that is open: in the one that the tab has noted as
/// `of_tab`, or else in the one that was opened last.
pub fn is_planned(store: &Store, of_tab: Option<&str>, milestone: &str) -> bool {
    StoredPlan::open_in(store, of_tab).has(store, milestone)
}
