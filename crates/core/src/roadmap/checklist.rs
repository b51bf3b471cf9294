//! A checklist of the guide as milestones. The guide's page leads to the room with
//! `list=<page>.<section>`, and the room takes the entries from that page: no text is in the link.

use super::item::{Evidence, Item, Status, TITLE_LIMIT, one_line};
use super::model::Plan;
use super::proposals::Proposals;
use crate::day::Day;
use crate::route::GuidePage;
use crate::store::Store;
use crate::ticks::{self, Tick};

/// What the fragment of such a link starts with.
const LIST: &str = "list=";

/// The step that the milestones go to: what a checklist asks for is done on the job.
const STEP: &str = "experience";

/// A checklist of the guide: there is one in a section at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The page that has it.
    pub page: GuidePage,
    /// The id of the section that has it.
    pub section: String,
}

/// An entry of a checklist, as its page has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id on the page.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// Whether this is the id of an entry of the checklist in a section: that section's id and one word.
pub fn is_entry_of(section: &str, id: &str) -> bool {
    id.strip_prefix(section)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|word| !word.is_empty() && word.bytes().all(|c| c.is_ascii_alphanumeric()))
}

impl Checklist {
    /// The fragment of a link to the room that proposes it.
    pub fn to_fragment(&self) -> String {
        format!("{LIST}{}.{}", self.page.slug(), self.section)
    }

    /// The checklist that a fragment names; `None` where it names none that the guide could have.
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let (slug, section) = fragment.strip_prefix(LIST)?.split_once('.')?;
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        // What stands behind a link is no part of it.
        let end = section.find(|c| !is_id(c)).unwrap_or(section.len());
        let section = section.get(..end).filter(|section| !section.is_empty())?;
        Some(Self {
            page: GuidePage::from_slug(slug)?,
            section: section.to_owned(),
        })
    }

    /// Whether a fragment wants to name a checklist.
    pub fn is_meant(fragment: &str) -> bool {
        fragment.starts_with(LIST)
    }

    /// The milestones for its entries, as far as the plan does not have them. `address` is that of
    /// the page. What is ticked there, in `store`, is done, and since that day.
    pub fn proposals(
        &self,
        entries: &[Entry],
        address: &str,
        plan: &Plan,
        store: &Store,
    ) -> Proposals {
        let mut found = Proposals::default();
        for entry in entries {
            let id = self.item_id(&entry.id);
            let title = one_line(&entry.text, TITLE_LIMIT);
            if title.is_empty() || !is_entry_of(&self.section, &entry.id) {
                continue;
            }
            match plan.item(&id) {
                Some(_) => found.there.push(title),
                None => {
                    let tick = store.find::<Tick>(&ticks::key(self.page, &entry.id));
                    found.items.push(Item {
                        id: id.into(),
                        step: STEP.into(),
                        title,
                        links: vec![format!("{address}#{}", self.section)],
                        status: match &tick {
                            Some(_) => Status::Done,
                            None => Status::ToDo,
                        },
                        evidence: Evidence {
                            when: tick.and_then(|tick| Day::parse(&tick.day)),
                            ..Evidence::default()
                        },
                        ..Item::default()
                    });
                }
            }
        }
        found
    }

    /// The id of the milestone for an entry: the same on every device, so that none is added twice.
    fn item_id(&self, entry: &str) -> String {
        format!("own-list-{}-{entry}", self.page.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::FaultyArea;
    use std::rc::Rc;

    fn list() -> Checklist {
        Checklist {
            page: GuidePage::from_slug("code-review").expect("it is a page"),
            section: "checklist".to_owned(),
        }
    }

    #[test]
    fn a_link_names_its_checklist_whatever_stands_behind_it() {
        let fragment = list().to_fragment();
        assert_eq!(fragment, "list=code-review.checklist");
        for behind in ["", ".", ")", "&utm_source=chat"] {
            let found = Checklist::from_fragment(&format!("{fragment}{behind}"));
            assert_eq!(found, Some(list()), "{behind}");
        }
        for other in ["list=", "list=nope.checklist", "list=code-review.", "list"] {
            assert_eq!(Checklist::from_fragment(other), None, "{other}");
        }
        assert!(Checklist::is_meant("list=nope") && !Checklist::is_meant("item-a"));
    }

    fn entry(id: &str, text: &str) -> Entry {
        Entry {
            id: id.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_ticked_on_the_page_is_done() {
        let area = Rc::new(FaultyArea::default());
        let tick = r#"{"day":"2026-11-20","schema":1}"#;
        area.put("tick:code-review:checklist-1", tick);
        area.put("tick:incidents:checklist-2", tick);
        let entries = [entry("checklist-1", "One"), entry("checklist-2", "Two")];
        let found = list().proposals(&entries, "", &Plan::template(), &Store::new(area));
        let [one, two] = &found.items[..] else {
            panic!("{found:?}");
        };
        assert_eq!(one.status, Status::Done);
        assert_eq!(one.evidence.when, Day::parse("2026-11-20"));
        assert_eq!((&two.status, two.evidence.when), (&Status::ToDo, None));
    }

    #[test]
    fn an_entry_is_added_once() {
        let store = Store::new(Rc::new(FaultyArea::default()));
        let entries = [
            entry("checklist-2", "Every change has a reviewer"),
            entry("checklist-3", "  "),
            entry("other-1", "Of another checklist"),
        ];
        let mut plan = Plan::template();
        let found = list().proposals(&entries, "https://guide.example/", &plan, &store);
        assert_eq!(found.items.len(), 1);
        // The id of the entry, not its place: a list that loses its first entry proposes the same.
        assert_eq!(found.items[0].id, "own-list-code-review-checklist-2");
        assert_eq!(
            found.items[0].links,
            ["https://guide.example/#checklist".to_owned()]
        );
        assert_eq!(found.items[0].clone().cleaned(), {
            let mut item = found.items[0].clone();
            item.rank = "n".to_owned();
            Ok(item)
        });
        let edit = plan.add_all(found.items).expect("it is new");
        plan.apply(&edit);
        let again = list().proposals(&entries, "https://guide.example/", &plan, &store);
        assert_eq!((again.items.len(), again.there.len()), (0, 1));
    }
}
