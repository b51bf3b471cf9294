//! The tools below the list of the roadmap, as HTML: the app makes their controls work, by `data-act`.

use crate::route::Base;
use maud::{Markup, html};

/// What stands below the list.
pub fn tools(_base: &Base) -> Markup {
    html! {
        (plans())
    }
}

/// Several plans on one device.
fn plans() -> Markup {
    html! {
        section.tool {
            h2 id="plans" { "Your plans" }
            p {
                "One plan is enough for most. A second one helps to try another path: a plan for the year without the certificate, or one for a colleague you mentor."
            }
            form.row.needs-app data-act="rename-plan" {
                label for="plan-name" { "Name of this plan" }
                input.field id="plan-name" name="name" maxlength="80" autocomplete="off";
                button.plain type="submit" { "Rename" }
                button.plain type="button" id="delete-plan" data-act="delete-plan" data-stays disabled { "Delete this plan" }
            }
            form.row.needs-app data-act="new-plan" {
                label for="new-plan" { "New plan" }
                input.field id="new-plan" name="name" maxlength="80" placeholder="Its name" autocomplete="off";
                select.field name="from" aria-label="What the new plan starts with" {
                    option value="guide" { "from the guide" }
                    option value="this" { "a copy of this one" }
                }
                button.plain type="submit" { "Make it" }
            }
            p id="deleted-plans" {}
        }
    }
}
