//! Who owns what: a circle for each share, with its word. Lead and manager have their own colours, and
//! what the comparison says of a row is what its figure says.

use super::Figure;
use guide_core::content::{Owner, ROWS};
use guide_core::route::{Base, Route};
use maud::{Markup, html};
use serde::Deserialize;

/// The columns that the comparison has, too.
const LEAD: &str = "Technical lead";
const MANAGER: &str = "Manager";

/// What somebody has to do with a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Share {
    Owns,
    Shares,
    Helps,
    None,
}

impl Share {
    /// The word beside its circle.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Owns => "owns",
            Self::Shares => "shares",
            Self::Helps => "helps",
            Self::None => "–",
        }
    }
}

impl Figure {
    /// The first row that gives something to other people than the comparison does.
    pub(super) fn contradiction(&self) -> Option<String> {
        let column = |name: &str| self.columns.iter().position(|column| column == name);
        let (lead, manager) = (column(LEAD), column(MANAGER));
        self.row.iter().find_map(|row| {
            let id = row.compare.as_ref()?;
            let Some(compared) = ROWS.iter().find(|compared| compared.id == id) else {
                return Some(format!("there is no row `{id}` in the comparison"));
            };
            let share = |column: Option<usize>| row.cells.get(column?).copied();
            let agrees = share(lead)
                .zip(share(manager))
                .is_some_and(|(lead, manager)| agrees(compared.owner, lead, manager));
            (!agrees).then(|| {
                let label = &row.label;
                format!("“{label}” has other owners than the comparison’s row `{id}`")
            })
        })
    }

    pub(super) fn ownership(&self, base: &Base) -> Markup {
        // On a phone, the name of a row stands above its cells where they are many. The style makes
        // grids of such rows, and some browsers forget then that they are rows.
        let many = self.columns.len() > 2;
        let role = |name: &'static str| many.then_some(name);
        html! {
            table.many[many].three[self.columns.len() == 3] role=[role("table")] {
                thead role=[role("rowgroup")] {
                    tr role=[role("row")] {
                        td role=[role("cell")] {}
                        @for column in &self.columns { th scope="col" role=[role("columnheader")] { (column) } }
                    }
                }
                tbody role=[role("rowgroup")] {
                    @for row in &self.row {
                        tr role=[role("row")] {
                            th scope="row" role=[role("rowheader")] {
                                @match &row.compare {
                                    Some(id) => a href=(base.href(Route::Compare) + "#" + id) { (row.label) },
                                    None => (row.label),
                                }
                            }
                            @for (share, column) in row.cells.iter().zip(&self.columns) {
                                td role=[role("cell")] { (share_mark(*share, column)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a figure's cells for lead and manager say the same as the owner of a row.
fn agrees(owner: Owner, lead: Share, manager: Share) -> bool {
    let has_part = |share| matches!(share, Share::Owns | Share::Shares);
    match owner {
        Owner::Lead => lead == Share::Owns && !has_part(manager),
        Owner::Manager => manager == Share::Owns && !has_part(lead),
        Owner::Both => (lead, manager) == (Share::Shares, Share::Shares),
        Owner::Neither => !has_part(lead) && !has_part(manager),
    }
}

fn share_mark(share: Share, column: &str) -> Markup {
    let word = share.word();
    let class = match share {
        Share::None => "nobody",
        _ => word,
    };
    let side = match column {
        LEAD => " lead",
        MANAGER => " manager",
        _ => "",
    };
    html! {
        span class=(format!("share {class}{side}")) {
            svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
                @match share {
                    Share::Owns => circle cx="8" cy="8" r="7" {},
                    Share::Shares => { circle.ring cx="8" cy="8" r="6.2" {} path d="M8 1a7 7 0 0 1 0 14z" {} },
                    Share::Helps => circle.ring cx="8" cy="8" r="6.2" {},
                    Share::None => (""),
                }
            }
            (word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure that says of a row of the comparison who owns it.
    fn figure(compare: &str, cells: &str) -> Figure {
        let text = format!(
            "kind = \"ownership\"\ntitle = \"Who\"\ncaption = \"\"\n\
             columns = [\"Technical lead\", \"Manager\", \"Product\"]\n\
             [[row]]\nlabel = \"It\"\ncompare = \"{compare}\"\ncells = [{cells}]\n"
        );
        toml::from_str(&text).expect("it is a figure")
    }

    #[test]
    fn a_figure_cannot_give_a_thing_to_others_than_the_comparison_does() {
        let owned = |owner: Owner| {
            let row = ROWS.iter().find(|row| row.owner == owner);
            row.expect("there is such a row").id
        };
        let cases = [
            (Owner::Lead, "\"owns\", \"helps\", \"none\"", true),
            (Owner::Lead, "\"shares\", \"shares\", \"none\"", false),
            (Owner::Manager, "\"helps\", \"owns\", \"none\"", true),
            (Owner::Manager, "\"owns\", \"owns\", \"none\"", false),
            (Owner::Both, "\"shares\", \"shares\", \"shares\"", true),
            (Owner::Both, "\"owns\", \"helps\", \"shares\"", false),
            (Owner::Neither, "\"helps\", \"helps\", \"owns\"", true),
            (Owner::Neither, "\"owns\", \"none\", \"none\"", false),
        ];
        for (owner, cells, agrees) in cases {
            let found = figure(owned(owner), cells).contradiction();
            assert_eq!(found.is_none(), agrees, "{owner:?} {cells}: {found:?}");
        }
    }

    #[test]
    fn a_figure_names_a_row_that_is_there() {
        let found = figure("no-such-row", "\"owns\", \"none\", \"none\"").contradiction();
        assert_eq!(
            found.as_deref(),
            Some("there is no row `no-such-row` in the comparison")
        );
    }
}
