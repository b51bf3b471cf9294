//! The tabs of the room, and which addresses lead to them.

use std::time::Duration;

/// A thing that is done with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoomTab {
    Plan,
    Timeline,
    Evidence,
    Trial,
    Share,
}

impl RoomTab {
    /// How long a tab takes to be on the page.
    pub(super) const SHOWN: Duration = Duration::from_millis(100);

    pub(super) const ALL: [Self; 5] = [
        Self::Plan,
        Self::Timeline,
        Self::Evidence,
        Self::Trial,
        Self::Share,
    ];

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Timeline => "Timeline",
            Self::Evidence => "Evidence",
            Self::Trial => "Trial",
            Self::Share => "Share and backup",
        }
    }

    /// The id of its heading, which is its address.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Timeline => "time",
            Self::Evidence => "evidence",
            Self::Trial => "trial",
            Self::Share => "take-along",
        }
    }

    /// The tab that a fragment leads to. Everything that is no part of another tab is in the plan.
    pub(super) fn of(fragment: &str) -> Self {
        let is_former = |start: &&str| fragment.starts_with(*start);
        let mut tabs = Self::ALL.into_iter();
        tabs.find(|tab| tab.id() == fragment || tab.former().iter().any(is_former))
            .unwrap_or(Self::Plan)
    }

    /// What the ids begin with that lead into this tab: places in it, and controls of the first release,
    /// whose addresses were promised.
    const fn former(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &[],
            Self::Timeline => &["hours", "time-"],
            Self::Evidence => &["agenda-", "document", "packet-", "save-"],
            Self::Trial => &["behaviour-", "proof-", "trial-", "try-"],
            Self::Share => &[
                "bring-in",
                "deleted-plans",
                "import-",
                "new-plan",
                "plan-name",
                "plans",
                "reset",
                "restore",
                "share",
                "switch-plan",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_tab_and_everything_else_to_the_plan() {
        for (fragment, tab) in [
            ("time", RoomTab::Timeline),
            ("restore", RoomTab::Share),
            ("import-result", RoomTab::Share),
            ("try-say-it", RoomTab::Trial),
            ("packet-words", RoomTab::Evidence),
            ("item-proof-file", RoomTab::Plan),
            ("step-degree", RoomTab::Plan),
            ("", RoomTab::Plan),
        ] {
            assert_eq!(RoomTab::of(fragment), tab, "{fragment}");
        }
    }
}
