//! The tools below the list of the roadmap, as HTML: the app makes their controls work, by `data-act`.

use guide_core::content::SKILLS;
use guide_core::page_action::PageAction;
use guide_core::route::{Base, Route};
use maud::{Markup, html};

/// What stands below the list.
pub fn tools(base: &Base) -> Markup {
    html! {
        (time())
        (evidence())
        (trial())
        (plans())
        (take_along(base))
    }
}

/// Files, links, restore points.
fn take_along(base: &Base) -> Markup {
    html! {
        section.tool {
            h2 id="take-along" tabindex="-1" { "Take it along" }
            p { "The file has everything, also what you deleted, and this page reads it back on any device. Save one now and then: a browser may clear its storage. " a href=(base.href(Route::About) + "#your-data") { "What to do when it does" } "." }
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
            pre id="skill-levels" hidden {
                @for skill in SKILLS {
                    @for (place, behaviour) in skill.levels.iter().enumerate() { (skill.id) "." (place + 1) " " (behaviour) "\n" }
                }
            }
        }
    }
}

/// The forecast, the timeline and the calendar file.
fn time() -> Markup {
    html! {
        section.tool {
            h2 id="time" { "When could this be done?" }
            p {
                "A window, not a date. Each run of the forecast draws the hours of every item at random between its low and its high estimate and works through the steps in order. Half of the luck is the item’s own, half is shared by all: who is slow at one thing tends to be slow at others. Of 500 runs, the earliest and the latest tenth are left out. What is under way counts in full. Only hours of your own count, not those within ordinary work. Before you believe it, tick or skip what you already have: the five areas of computer science alone are most of the hours."
            }
            noscript { p.note { "The forecast and the calendar file need JavaScript." } }
            div.row.needs-app {
                label for="hours" { "Hours a week that you have for it" }
                input.field id="hours" type="number" min="0" max="100" inputmode="numeric" placeholder="3" autocomplete="off" data-act="hours";
            }
            p id="time-window" aria-live="polite" {}
            div id="time-result" {}
            p.needs-app {
                button.plain type="button" data-act="calendar" { "Save as calendar file (.ics)" }
                " One event for every item with a due date, without your notes. Importing a newer file into the same calendar updates the events."
            }
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

/// What a trial can be made of: a permanent id, what to do, and what there is to show in the end.
const BEHAVIOURS: [(&str, &str, &str); 10] = [
    (
        "decisions",
        "Write down each decision of the week, with the option you left",
        "A page with at least four decisions, each with its reason and the option you left",
    ),
    (
        "reviews-first",
        "Answer every review request within a working day, before your own code",
        "How long reviews waited for you in the weeks before, and in these",
    ),
    (
        "thin-slices",
        "Cut the next piece of work into parts of two days or less, with the person who builds it",
        "The list of parts, and how many were done in their two days",
    ),
    (
        "give-away",
        "Give away one task a week that you would have liked to do yourself",
        "Who took what, and how little you changed of the result",
    ),
    (
        "ask-first",
        "Ask two questions in every design talk before you give an opinion",
        "Three talks in which an answer changed what you thought",
    ),
    (
        "name-the-risk",
        "Name the largest risk of the week on Monday, and say on Friday what became of it",
        "A line for each Monday and each Friday",
    ),
    (
        "friday-lines",
        "Write five lines on Friday to those who wait for your team: done, next, at risk",
        "The lines you sent, and one answer that shows they were read",
    ),
    (
        "next-to-somebody",
        "Sit an hour a week next to somebody less experienced, and leave them the keyboard",
        "What they do alone now, in their own words",
    ),
    (
        "say-it",
        "Tell one person a week what their work made easier, and one what would make it better",
        "Whom you told, what you said, and what happened next",
    ),
    (
        "follow-the-alarm",
        "Follow one alarm or support case a week to its cause, and close the cause",
        "The causes you closed, and whether the alarm came back",
    ),
];

/// Three behaviours of the role for some weeks.
fn trial() -> Markup {
    html! {
        section.tool {
            h2 id="trial" { "Try the role before you take it" }
            p {
                "Much of the role needs no title. Choose three of these, do them for some weeks, and then decide about each: keep it, stop it, or give it longer. What you keep is your first evidence; what you stop tells you as much."
            }
            form data-act="start-trial" {
                fieldset.behaviours {
                    legend { "Three behaviours to try" }
                    @for (id, title, proof) in BEHAVIOURS {
                        div {
                            input.needs-app type="checkbox" name="behaviour" value=(id) id=(format!("try-{id}")) aria-describedby=(format!("proof-{id}"));
                            label for=(format!("try-{id}")) id=(format!("behaviour-{id}")) { (title) }
                            small id=(format!("proof-{id}")) { (proof) }
                        }
                    }
                }
                div.row.needs-app {
                    label for="trial-weeks" { "Weeks" }
                    input.field type="number" id="trial-weeks" name="weeks" min="2" max="6" value="4" required;
                    label for="trial-start" { "from" }
                    input.field type="date" id="trial-start" name="start" required;
                    button.btn type="submit" { "Start the trial" }
                }
            }
            div id="trial-result" {}
        }
    }
}

/// The words of the packet; `roadmap::report` fills the places in braces.
const PACKET: &str = "\
# What I have done: {plan}

{day}. {done} of {all} milestones are done.

## What a promotion case has to answer

### What is different because of me, that would not have happened otherwise?

…

### How large was it: how many people, how much time or money, for how long?

…

### What did others do because I enabled them?

…

### What did I decide, and what did I leave for it?

…

### Who would confirm it, unasked?

…

## Evidence, by skill

{evidence}

## Done, but nothing written down yet

{bare}
";

/// The words of the agenda; `roadmap::report` fills the places in braces.
const AGENDA: &str = "\
# My way to technical lead: {plan}

{day}

## Where I am: what is done

{steps}

## New since we last talked

{newest}

## What I am doing now

{doing}

## What I would like next

{next}

## Where I still have gaps

{gaps}

## What I would like to know

- Who decides about this role here, when, and on what grounds?
- Which of my evidence would convince those people, and what is missing?
- Is there a team or a piece of work that needs a lead in the next half year?
- What would you want to see from me before our next talk, and when is that?
";

/// What stands below each thing that the person would like next.
const ASK: &str = "What I need from you: …";

/// Two documents that the app makes of the plan.
fn evidence() -> Markup {
    html! {
        section.tool {
            h2 id="evidence" { "Your evidence, and the talk with your manager" }
            p {
                "A promotion is decided by people who were not there. Write down what happened when you tick an item; here it becomes two documents: a packet with everything you have done, by skill, and one page for your next talk. Both leave this browser only if you take them along."
            }
            p.row.needs-app {
                button.btn type="button" data-act="show-document" data-document="packet" { "Promotion packet" }
                button.btn type="button" data-act="show-document" data-document="agenda" { "Agenda for the talk" }
            }
            p.row id="document-acts" hidden {
                button.plain type="button" name=(PageAction::CopyText.name()) value="document" { "Copy as Markdown" }
                button.plain type="button" id="save-packet" name=(PageAction::SaveText.name()) value="document" { "Save as file" }
                button.plain type="button" id="save-agenda" name=(PageAction::SaveText.name()) value="document" { "Save as file" }
                button.plain type="button" data-act="print-document" { "Print" }
            }
            pre.document id="document" tabindex="0" role="region" aria-label="The document" hidden {}
            // What the app makes them of.
            pre id="packet-words" hidden { (PACKET) }
            pre id="agenda-words" hidden { (AGENDA) }
            p id="agenda-ask" hidden { (ASK) }
            pre id="skill-names" hidden { @for skill in SKILLS { (skill.id) " " (skill.title) "\n" } }
        }
    }
}
