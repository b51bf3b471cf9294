//! What a person asks of one room and another one does. Rooms do not know each other: the one gives a
//! link to the other, and says here that somebody has pressed it.

use std::cell::RefCell;

thread_local! {
    static HANDED_OVER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The person has asked, in this app, for what a link with this fragment proposes.
pub fn hand_over(fragment: &str) {
    HANDED_OVER.with_borrow_mut(|there| fragment.clone_into(there));
}

/// Whether the person has asked for what this fragment proposes. A link from elsewhere only proposes;
/// and what was asked for once is done once.
pub fn was_handed_over(fragment: &str) -> bool {
    let asked = HANDED_OVER.take();
    !fragment.is_empty() && asked == fragment
}
