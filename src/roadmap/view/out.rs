//! A plan leaves the page and comes in: files, links, restore points; and what of the guide is new.

use super::state::{State, today};
use crate::browser::acts::{Act, on_act, show, ticked};
use crate::browser::{history, page, take_along};
use crate::shell::{Messages, react};
use guide_core::content::MILESTONES;
use guide_core::day::Day;
use guide_core::id::ItemId;
use guide_core::markup::Markup;
use guide_core::roadmap::changes;
use guide_core::roadmap::exchange::{self, FILE_LIMIT, Import, ImportError, button, counted};
use guide_core::roadmap::item::Item;
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::proposals;
use guide_core::roadmap::share::{self, Share, Shared};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// What came with a link or a file and waits for an answer.
#[derive(Clone, Copy)]
struct Waiting {
    import: StoredValue<Option<Import>>,
    plan: StoredValue<Option<Shared>>,
    items: StoredValue<Vec<Item>>,
}

/// Makes the controls work, and shows what a link brings.
pub(super) fn offer(state: &State) {
    let waiting = Waiting {
        import: StoredValue::new(None),
        plan: StoredValue::new(None),
        items: StoredValue::default(),
    };
    let acting = state.clone();
    on_act(move |act| {
        take_out(&acting, &act);
        bring_in(&acting, &act, waiting);
        go_back(&acting, &act);
    });
    let hash = use_location().hash;
    let incoming = state.clone();
    react(move || {
        hash.track();
        show_incoming(&incoming, &history::fragment(), waiting);
    });
    let points = state.clone();
    react(move || {
        points.track_outline();
        show("restore-points", &restore_points(&points));
    });
    let state = state.clone();
    let news = Memo::new(move |_| {
        state.track();
        let news = state.with_plan(|plan| changes::html(&changes::news(plan, MILESTONES)));
        if state.is_started() {
            news
        } else {
            String::new()
        }
    });
    react(move || show("news-of-guide", &news.get()));
}

// ---- out ----------------------------------------------------------------------------------------

fn take_out(state: &State, act: &Act) {
    let named = |ending: &str| {
        let day = today().map_or_else(String::new, |day| day.to_string());
        ["technical-lead-roadmap-", &day, ".", ending].concat()
    };
    match act.name.as_str() {
        "save-file" => {
            let damaged = state.damaged.get_untracked();
            let head = state.head();
            let file = state.with_plan(|plan| exchange::write(&head, plan, &damaged));
            take_along::download(&named("json"), "application/json", &file);
        }
        "save-markdown" => take_along::download(&named("md"), "text/markdown", &markdown(state)),
        "copy-markdown" => copy(
            state.messages(),
            markdown(state),
            "Plan copied as Markdown.",
        ),
        "save-csv" => {
            take_along::download(&named("csv"), "text/csv", &state.with_plan(exchange::csv));
        }
        "print" => page::print(),
        "share" => show_link(state, act),
        "copy-share" => copy(state.messages(), page::field("share-link"), "Link copied."),
        _ => {}
    }
}

fn markdown(state: &State) -> String {
    let name = state.head().name;
    state.with_plan(|plan| exchange::markdown(&name, plan))
}

fn copy(messages: Messages, text: String, done: &'static str) {
    spawn_local(async move { messages.tell_copied(&text, done, take_along::copy).await });
}

/// Longer links are cut by some chats (Slack cuts at about 4,000 characters).
const SHORT_LINK: usize = 2_000;

fn show_link(state: &State, act: &Act) {
    let what = act.field("what");
    let (mut step, mut chosen) = (what.as_str(), Vec::new());
    if what == "chosen" {
        let ids = ticked("chosen").into_iter().map(ItemId::from);
        (step, chosen) = ("", ids.collect());
        // No choice is not a choice of everything.
        if chosen.is_empty() {
            let text =
                "No item is chosen: tick “Choose several” above the list, then the items to share.";
            return show("share-result", &note(text));
        }
    }
    let items = state.with_plan(|plan| exchange::part(plan, step, &chosen));
    let share = Share {
        notes: !act.field("notes").is_empty(),
        evidence: !act.field("evidence").is_empty(),
    };
    let fragment = share::write(&state.head().name, &items, share);
    if share::read(&fragment).is_err() {
        return show(
            "share-result",
            &note("This is too much for a link: share one step, or send the file."),
        );
    }
    let link = [&history::page_address(), "#", &fragment].concat();
    let mut html = Markup::new();
    html.open("label").attribute("for", "share-link");
    html.text("Link to ").text(&counted(items.len(), "item"));
    html.text(", ")
        .text(&link.len().to_string())
        .text(" characters")
        .close("label");
    html.open("p").attribute("class", "row");
    html.open("input")
        .attribute("class", "field")
        .attribute("id", "share-link");
    html.attribute("readonly", "")
        .attribute("value", &link)
        .text("");
    button(&mut html, "copy-share", "Copy");
    html.close("p");
    if link.len() > SHORT_LINK {
        html.open("p").attribute("class", "note");
        html.text(
            "Some chats cut links of this length. Share one step or fewer items, or send the file.",
        );
        html.close("p");
    }
    show("share-result", &html.into_html());
    page::focus_id("share-link");
}

// ---- in -----------------------------------------------------------------------------------------

fn bring_in(state: &State, act: &Act, waiting: Waiting) {
    match act.name.as_str() {
        "import-file" => {
            let Some(file) = act.file() else { return };
            #[expect(clippy::cast_precision_loss, reason = "a few millions")]
            if file.size() > FILE_LIMIT as f64 {
                return show_import(state, waiting, Err(ImportError::TooLarge));
            }
            let state = state.clone();
            spawn_local(async move {
                show_import(&state, waiting, exchange::read(&file.text().await));
            });
            act.reset();
        }
        "import-text" => show_import(state, waiting, exchange::read(&page::field("import-text"))),
        "import-merge" | "import-replace" | "import-copy" => {
            let Some(import) = waiting.import.get_value() else {
                return;
            };
            let (items, hours) = (import.items, import.hours_a_week);
            let done = match act.name.as_str() {
                "import-merge" => state.replace("before a file was merged", |plan| {
                    plan.merged_with(items, "The file is merged into your plan.")
                }),
                "import-replace" => state.replace("before a file replaced it", |plan| {
                    plan.replaced_by(items, "The plan is the one of the file.")
                }),
                _ => state.save_copy(&import.name, hours, exchange::as_own_plan(items)),
            };
            if done {
                let mut head = state.head();
                if head.hours_a_week == 0 && hours > 0 {
                    head.hours_a_week = hours;
                    state.set_head(head);
                }
                close_import(waiting);
            }
        }
        "import-close" => close_import(waiting),
        "incoming-save" => {
            if let Some(Shared { name, items, .. }) = waiting.plan.get_value() {
                let name = if name.is_empty() {
                    "Shared plan"
                } else {
                    &name
                };
                if !state.save_copy(name, 0, exchange::as_own_plan(items)) {
                    return;
                }
                state
                    .messages()
                    .say("Saved as a plan of its own. Yours is under “Open plan”.");
            }
            history::drop_fragment();
            show("incoming", "");
        }
        "incoming-add" => {
            let items = waiting.items.get_value();
            if !state.edit(|plan| plan.add_all(items)) {
                state
                    .messages()
                    .say("These items are in your plan already.");
            }
            history::drop_fragment();
            show("incoming", "");
        }
        "incoming-close" => {
            history::drop_fragment();
            show("incoming", "");
        }
        "news" => {
            let (id, said) = (act.attribute("data-item"), act.attribute("data-answer"));
            state.edit(|plan| changes::answer(plan, MILESTONES, &id, &said));
            page::focus_id("news-of-guide");
        }
        _ => {}
    }
}

fn show_import(state: &State, waiting: Waiting, read: Result<Import, ImportError>) {
    let html = match read {
        Ok(import) => {
            let html = state.with_plan(|plan| exchange::preview(&import, plan));
            waiting.import.set_value(Some(import));
            html
        }
        Err(trouble) => {
            waiting.import.set_value(None);
            note(&trouble.to_string())
        }
    };
    show("import-result", &html);
}

fn close_import(waiting: Waiting) {
    waiting.import.set_value(None);
    show("import-result", "");
    page::set_field("import-text", "");
    page::focus_id("take-along");
}

fn note(text: &str) -> String {
    let mut html = Markup::new();
    html.open("p")
        .attribute("class", "note")
        .text(text)
        .close("p");
    html.into_html()
}

/// Shows what the address brings: a plan that somebody shares, or items that the skills page proposes.
fn show_incoming(state: &State, fragment: &str, waiting: Waiting) {
    let html = if fragment.starts_with(share::PLAN) {
        match share::read(fragment) {
            Ok(shared) => {
                let html = share::preview(&shared);
                waiting.plan.set_value(Some(shared));
                html
            }
            Err(broken) => {
                let mut close = Markup::new();
                button(&mut close, "incoming-close", "Close");
                note(&broken.to_string()) + &close.into_html()
            }
        }
    } else if fragment.starts_with(proposals::ADD) {
        let words = ["skill-names", "skill-levels"].map(page::text_of).concat();
        let found = state.with_plan(|plan| proposals::read(fragment, &words, plan));
        let html = proposals::preview(&found);
        waiting.items.set_value(found.items);
        html
    } else {
        return;
    };
    show("incoming", &html);
    request_animation_frame(|| page::focus_id("incoming"));
}

// ---- back ---------------------------------------------------------------------------------------

fn restore_points(state: &State) -> String {
    let mut html = Markup::new();
    for point in state.restore_points().iter().rev() {
        html.open("li").text("As it was ").text(&point.why);
        if let Some(day) = point.day {
            html.text(", ").text(&Day::in_words(day));
        }
        html.text(", ")
            .text(&counted(point.items.len(), "item"))
            .text(" ");
        html.open("button").attribute("type", "button");
        html.attribute("class", "plain")
            .attribute("data-act", "restore");
        html.attribute("data-number", &point.number.to_string());
        html.text("Bring it back").close("button").close("li");
    }
    html.into_html()
}

fn go_back(state: &State, act: &Act) {
    match act.name.as_str() {
        "reset" => {
            let mut html = Markup::new();
            html.open("p")
                .text("Make the plan what the guide proposes? Yours stays as a restore point. ");
            button(&mut html, "reset-yes", "Yes, reset it");
            html.text(" ");
            button(&mut html, "reset-no", "No");
            html.close("p");
            show("reset-result", &html.into_html());
        }
        "reset-yes" => {
            show("reset-result", "");
            state.replace("before it was reset", Plan::reset);
            page::focus_id("reset");
        }
        "reset-no" => {
            show("reset-result", "");
            page::focus_id("reset");
        }
        "restore" => {
            let number = act.attribute("data-number");
            let points = state.restore_points();
            let point = points
                .into_iter()
                .find(|point| point.number.to_string() == number);
            if let Some(point) = point {
                state.replace("before another state was brought back", |plan| {
                    plan.replaced_by(point.items, "The plan is as it was then.")
                });
            }
        }
        _ => {}
    }
}
