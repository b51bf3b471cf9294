//! The tools below the list of the roadmap, as HTML: the app makes their controls work, by `data-act`.

use crate::route::{Base, Route};
use maud::{Markup, html};

/// What stands below the list.
pub fn tools(base: &Base) -> Markup {
    html! {
        (plans())
        (take_along(base))
    }
}

/// Files, links, restore points.
fn take_along(base: &Base) -> Markup {
    html! {
        section.tool {
            h2 id="take-along" tabindex="-1" { "Take it along" }
            p { "The file has everything, also what you deleted, and this page reads it back on any device. Save one now and then: a browser may clear its storage. " a href=(base.href(Route::About) + "#your-data") { "When it does" } "." }
            p.row.needs-app {
                button.btn type="button" data-act="save-file" { "Save as a file" }
                button.plain type="button" data-act="save-markdown" { "Markdown" }
                button.plain type="button" data-act="copy-markdown" { "Copy as Markdown" }
                button.plain type="button" data-act="save-csv" { "Table (CSV)" }
                button.plain type="button" data-act="print" { "Print" }
            }
            h3 id="bring-in" { "Bring a plan in" }
            div.row.needs-app {
                label for="import-file" { "Choose a file" }
                input id="import-file" type="file" accept=".json,application/json" data-act="import-file";
            }
            details.needs-app {
                summary { "Or paste its text" }
                label.unseen for="import-text" { "Text of a saved plan" }
                textarea.field id="import-text" rows="4" spellcheck="false" {}
                button.plain type="button" data-act="import-text" { "Read it" }
            }
            div id="import-result" aria-live="polite" {}
            h3 id="share" { "Share it by link" }
            p { "The plan itself is in the link: it is not stored anywhere, and whoever has the link can read it. Notes and evidence stay with you unless you tick them." }
            form.row.needs-app data-act="share" {
                label { "What " select.field id="share-what" name="what" {} }
                label.tick { input type="checkbox" name="notes"; "with notes" }
                label.tick { input type="checkbox" name="evidence"; "with evidence" }
                button.plain type="submit" { "Make the link" }
            }
            div id="share-result" aria-live="polite" {}
            h3 id="restore" { "Go back" }
            p { "Before something replaces your plan, the page keeps it as it was: the last three times." }
            ul id="restore-points" {}
            p.needs-app { button.plain type="button" id="reset" data-act="reset" { "Reset the plan to the guide’s" } }
            div id="reset-result" aria-live="polite" {}
        }
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
