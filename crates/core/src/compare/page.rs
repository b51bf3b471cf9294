//! The names that the comparison's HTML and the app share: what the generator writes, and what the app
//! finds it by. Neither writes one of them itself.

use super::share;
use crate::content::{Group, Owner, ROW_GROUPS, Role};

/// A thing that is done on the page, in a place of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The roles side by side.
    Table,
    /// Weighing the rows.
    Weigh,
    /// Which kind of job an advert describes.
    Job,
    /// What an advert says of the rows.
    Advert,
}

impl Tab {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Table, Self::Weigh, Self::Job, Self::Advert];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Table => "The table",
            Self::Weigh => "Weigh it",
            Self::Job => "Which kind?",
            Self::Advert => "My advert",
        }
    }

    /// The id of its heading, which is its address.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Weigh => "weigh",
            Self::Job => "which-kind",
            Self::Advert => "advert",
        }
    }

    /// The tab that a link opens. The first release named weighing in the query.
    pub fn of_link(query: &str, fragment: &str) -> Self {
        if fragment.is_empty() && query.split('&').any(|pair| pair == "weigh=1") {
            Self::Weigh
        } else {
            Self::of(fragment)
        }
    }

    /// The tab that has what a fragment leads to. Whatever is in no other is in the table.
    pub fn of(fragment: &str) -> Self {
        if fragment == Self::Weigh.id() || share::is_shared(fragment) {
            Self::Weigh
        } else if [Self::Job.id(), QUESTIONS].contains(&fragment) || fragment.starts_with(KIND) {
            Self::Job
        } else if fragment == Self::Advert.id() {
            Self::Advert
        } else {
            Self::Table
        }
    }
}

/// The id of what can be asked in an interview.
pub const QUESTIONS: &str = "ask-in-the-interview";

/// The id of what can be done with the table as it is shown.
pub const TAKE_ALONG: &str = "take-along";

/// The id of the line that stands where no row is shown.
pub const NO_ROW: &str = "no-row";

/// The class of the empty place in a row's explanation, for what can be done with the row.
pub const TOOLS: &str = "row-tools";

const KIND: &str = "kind-";
const EXPLAINS: &str = "about-";

/// The id of a kind of job.
pub fn kind_id(kind: &str) -> String {
    [KIND, kind].concat()
}

/// The id of a cell.
pub fn cell_id(row: &str, role: &Role) -> String {
    [row, ".", role.id].concat()
}

/// The row and the role that the id of a cell names.
pub fn cell_of(id: &str) -> Option<(&str, &str)> {
    id.split_once('.')
}

/// The id of the head of a column.
pub fn head_id(role: &Role) -> String {
    ["column-", role.id].concat()
}

/// The class of what explains a role's cell.
pub fn explanation_class(role: &Role) -> String {
    [EXPLAINS, role.id].concat()
}

/// The id of the heading of a group.
pub fn group_id(group: &Group) -> String {
    ["group-", group.id].concat()
}

/// A part of the table with rows of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// A group, as an index into [`ROW_GROUPS`].
    Group(usize),
    /// The rows that stay on top.
    Pinned,
    /// All other rows, where they stand in one list.
    Flat,
}

impl Body {
    /// All of them: first the groups.
    pub fn all() -> impl Iterator<Item = Self> {
        let groups = (0..ROW_GROUPS.len()).map(Self::Group);
        groups.chain([Self::Pinned, Self::Flat])
    }

    /// Its place among [`Body::all`].
    pub fn place(self) -> usize {
        match self {
            Self::Group(group) => group,
            Self::Pinned => ROW_GROUPS.len(),
            Self::Flat => ROW_GROUPS.len() + 1,
        }
    }

    /// Its id.
    pub fn id(self) -> String {
        let name = match self {
            Self::Group(group) => ROW_GROUPS.get(group).map_or("", |group| group.id),
            Self::Pinned => "pinned",
            Self::Flat => "ungrouped",
        };
        ["rows-", name].concat()
    }
}

/// The class of a column of the owner's.
pub const fn owner_class(owner: Owner) -> &'static str {
    match owner {
        Owner::Lead => "of-lead",
        Owner::Manager => "of-manager",
        Owner::Both => "of-both",
        Owner::Neither => "of-neither",
    }
}

/// What a row's element says of the row by its classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowMarks {
    /// Permanent number, which links that share a weighing use.
    pub number: usize,
    /// Its group, as an index into [`ROW_GROUPS`].
    pub group: usize,
    /// Who owns it.
    pub owner: Owner,
    /// Whether lead and manager hardly differ here.
    pub same: bool,
    /// Whether its sources disagree.
    pub disputed: bool,
}

impl RowMarks {
    /// The class that every row has, and nothing else.
    pub const ROW: &'static str = "dimension";
    const SAME: &'static str = "same";
    const DISPUTED: &'static str = "disputed";

    /// The classes of the row's element.
    pub fn classes(self) -> String {
        let group = ROW_GROUPS.get(self.group).map_or("", |group| group.id);
        let mut classes = format!(
            "{} n-{} in-{group} {}",
            Self::ROW,
            self.number,
            owner_class(self.owner)
        );
        for (is_set, class) in [(self.same, Self::SAME), (self.disputed, Self::DISPUTED)] {
            if is_set {
                classes.push(' ');
                classes += class;
            }
        }
        classes
    }

    /// Reads what [`RowMarks::classes`] has written.
    pub fn read(classes: &str) -> Self {
        let has = |wanted: &str| classes.split(' ').any(|class| class == wanted);
        let value = |start: &str| {
            classes
                .split(' ')
                .find_map(|class| class.strip_prefix(start))
        };
        let group = value("in-").and_then(super::model::group_of);
        let owners = [Owner::Lead, Owner::Manager, Owner::Both];
        Self {
            number: value("n-")
                .and_then(|number| number.parse().ok())
                .unwrap_or(0),
            group: group.unwrap_or(0),
            owner: owners
                .into_iter()
                .find(|owner| has(owner_class(*owner)))
                .unwrap_or(Owner::Neither),
            same: has(Self::SAME),
            disputed: has(Self::DISPUTED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{JOB_KINDS, ROLES, ROWS};

    #[test]
    fn every_row_is_read_as_it_was_written() {
        for row in ROWS {
            let marks = RowMarks {
                number: usize::from(row.number),
                group: super::super::model::group_of(row.group).expect("it is there"),
                owner: row.owner,
                same: row.same,
                disputed: row.disagree.is_some(),
            };
            assert_eq!(RowMarks::read(&marks.classes()), marks, "{}", row.id);
        }
    }

    #[test]
    fn a_fragment_opens_the_tab_that_has_it() {
        for tab in Tab::ALL {
            assert_eq!(Tab::of(tab.id()), tab);
        }
        for kind in JOB_KINDS {
            assert_eq!(Tab::of(&kind_id(kind.id)), Tab::Job);
        }
        assert_eq!(Tab::of("w=1.0000.12"), Tab::Weigh);
        for row in ROWS {
            assert_eq!(Tab::of(row.id), Tab::Table);
            let cell = cell_id(row.id, &ROLES[1]);
            assert_eq!(cell_of(&cell), Some((row.id, ROLES[1].id)));
            assert_eq!(Tab::of(&cell), Tab::Table);
        }
        assert_eq!((Tab::of(""), Tab::of(TAKE_ALONG)), (Tab::Table, Tab::Table));
    }

    #[test]
    fn a_query_of_the_first_release_opens_weighing_unless_the_fragment_leads_elsewhere() {
        assert_eq!(Tab::of_link("q=coding&weigh=1", ""), Tab::Weigh);
        assert_eq!(Tab::of_link("weigh=1", "advert"), Tab::Advert);
        assert_eq!(Tab::of_link("q=weigh=1", ""), Tab::Table);
    }

    #[test]
    fn every_body_is_found_at_its_place() {
        for (place, body) in Body::all().enumerate() {
            assert_eq!(body.place(), place);
            assert!(Body::all().take(place).all(|other| other.id() != body.id()));
        }
    }
}
