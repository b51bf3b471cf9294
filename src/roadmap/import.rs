//! What people have already comes in: a preview of what becomes of it, a choice, and an undo.

use super::ids;
use super::state::{State, focus_soon};
use crate::browser::files::ChosenFile;
use crate::browser::{clock, history};
use crate::ui::boxed::{flag, late, on_click, on_event, text};
use crate::ui::{Disclosure, FieldKind, FileField, Late, Select, TextField};
use guide_core::id::StepId;
use guide_core::roadmap::exchange::{
    Comparison, FILE_LIMIT, Import, ImportError, as_own_plan, compare,
};
use guide_core::roadmap::import::{Already, Encoding, Found, List, Taken, decode, read};
use guide_core::roadmap::item::Item;
use guide_core::text::{counted, number};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many names each list of a preview shows.
const NAMES: usize = 12;

/// What was read, and how it was written.
#[derive(Debug, Clone, PartialEq)]
struct Arrived {
    read: Result<Found, ImportError>,
    /// Whether the encoding had to be guessed.
    guessed: bool,
}

/// The fields, and the preview of what came.
#[component]
pub(super) fn BringIn() -> impl IntoView {
    let list = RwSignal::new(String::new());
    let arrived = RwSignal::new(None::<Arrived>);
    let open = move |file: ChosenFile| {
        #[expect(clippy::cast_precision_loss, reason = "a few millions")]
        if file.size() > FILE_LIMIT as f64 {
            let read = Err(ImportError::TooLarge);
            return arrived.set(Some(Arrived {
                read,
                guessed: false,
            }));
        }
        spawn_local(async move {
            let decoded = decode(&file.bytes().await);
            let found = Arrived {
                read: read(&decoded.text),
                guessed: decoded.encoding == Encoding::Windows1252,
            };
            // The room may have been left meanwhile.
            _ = arrived.try_set(Some(found));
        });
    };
    let take = move |_| {
        let read = read(&list.get_untracked());
        arrived.set(Some(Arrived {
            read,
            guessed: false,
        }));
    };
    let close = move || {
        arrived.set(None);
        list.set(String::new());
        focus_soon("bring-in".to_owned());
    };
    view! {
        <h3 id="bring-in" tabindex="-1">
            "Bring what you have"
        </h3>
        <p>
            "A saved plan of this guide, a Markdown checklist, todo.txt, a table of Trello or Jira or a spreadsheet, or plain lines. You see what becomes of each line before anything changes."
        </p>
        <FileField id="import-file" label="Open a file, or drop it here" on_choose=open/>
        <Disclosure summary="Or paste a list">
            <TextField id="import-text" label="The list" kind=FieldKind::Lines value=list/>
            <p>
                <button type="button" class="btn" on:click=on_click(take)>
                    "Read it"
                </button>
            </p>
        </Disclosure>
        <div id="import-result" aria-live="polite">
            {late(move || arrived.get().map(|arrived| Late::of(view! { <Preview arrived close/> })))}
        </div>
    }
}

#[component]
fn Preview(arrived: Arrived, close: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let guessed = arrived.guessed.then(|| {
        view! {
            <p class="note">
                "This file does not say how it is written, and was read as Windows-1252. Look whether its letters are right."
            </p>
        }
    });
    let preview = match arrived.read {
        Ok(Found::Plan { import, mended }) => {
            Late::of(view! { <PlanPreview import mended close/> })
        }
        Ok(Found::List(list)) => Late::of(view! { <ListPreview list close/> }),
        Err(error) => Late::of(view! { <p class="note">{error.to_string()}</p> }),
    };
    view! {
        {guessed}
        {preview}
    }
}

/// “3 newer than yours: One; Two; Three”.
fn names(what: &str, titles: &[&str]) -> Option<String> {
    let shown = titles.get(..NAMES).unwrap_or(titles).join("; ");
    let more = if titles.len() > NAMES { "; …" } else { "" };
    (!titles.is_empty()).then(|| format!("{} {what}: {shown}{more}", number(titles.len())))
}

/// What is in a plan, compared with the one that is open.
fn comparison(state: State, import: &Import) -> (Vec<String>, usize) {
    state.with_plan(|plan| {
        let Comparison {
            new,
            newer,
            older,
            missing,
            same,
        } = compare(plan, &import.items);
        let mut lines = vec![
            names("not in your plan", &new),
            names("newer than yours", &newer),
            names("older than yours", &older),
            (same > 0).then(|| format!("{same} the same as yours")),
            names("only in your plan", &missing),
        ];
        let left_out = import.left_out.iter().take(NAMES);
        lines.extend(left_out.map(|(name, why)| Some(format!("Left out: {name}, because {why}"))));
        let more = import.left_out.len().saturating_sub(NAMES);
        lines.push((more > 0).then(|| format!("{more} more left out")));
        lines.push((import.unreadable > 0).then(|| {
            format!(
                "{} raw values that could not be read where it was saved; they stay in the file",
                import.unreadable
            )
        }));
        (lines.into_iter().flatten().collect(), missing.len())
    })
}

/// A plan of this guide: merged, in place of the one that is open, or beside it.
#[component]
fn PlanPreview(
    import: Import,
    mended: bool,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = State::here();
    let (lines, missing) = comparison(state, &import);
    let there = import.items.iter().filter(|item| item.is_there()).count();
    let of = match import.name.as_str() {
        "" => String::new(),
        name => format!(" of “{name}”"),
    };
    let (hours, import) = (import.hours_a_week, StoredValue::new(import));
    let items = move || import.with_value(|import| import.items.clone());
    let taken = move |done: bool| {
        if done {
            let mut head = state.head();
            if head.hours_a_week == 0 {
                head.hours_a_week = hours;
            }
            if head.time_off.is_empty() {
                head.time_off = import.with_value(|import| import.time_off.clone());
            }
            if head != state.head() {
                state.set_head(head);
            }
            close();
        }
    };
    let merge = move |_| {
        taken(state.replace("before a file was merged", |plan| {
            plan.merged_with(items(), "The file is merged into your plan.")
        }));
    };
    let replace = move |_| {
        taken(state.replace("before a file replaced it", |plan| {
            plan.replaced_by(items(), "The plan is the one of the file.")
        }));
    };
    let keep = move |_| {
        let name = import.with_value(|import| import.name.clone());
        let name = state.free_name(if name.is_empty() {
            "Plan of a file"
        } else {
            &name
        });
        if state.save_copy(&name, hours, as_own_plan(items())) {
            close();
        }
    };
    let lines = lines
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> });
    view! {
        {mended
            .then(|| view! { <p class="note">"The text had been changed on its way, and was put right: quotation marks, or signs before its lines."</p> })}
        <p>"The file has " {counted(there, "milestone")} {of} ". Nothing has changed yet."</p>
        <ul>{lines.collect_view()}</ul>
        <p class="row">
            <button type="button" class="btn main" on:click=on_click(merge)>
                "Merge into my plan"
            </button>
            <button type="button" class="btn" on:click=on_click(replace)>
                "Replace my plan"
            </button>
            <button type="button" class="btn" on:click=on_click(keep)>
                "Keep as another plan"
            </button>
            <button type="button" class="btn" on:click=on_click(move |_| close())>
                "Do nothing"
            </button>
        </p>
        <p class="meta">
            "Merging adds what is not in your plan and takes what is newer; nothing is lost. Replacing takes "
            {counted(missing, "milestone")}
            " of yours away. Before either, your plan is kept as it is now, under “Go back”."
        </p>
    }
}

/// A line of the preview: what becomes of it, and whether it is taken.
#[component]
fn Line(place: usize, title: String, about: String, wanted: RwSignal<bool>) -> impl IntoView {
    let about_id = format!("import-line-{place}");
    view! {
        <li>
            <label class="tick" dir="auto">
                <input
                    type="checkbox"
                    aria-describedby=about_id.clone()
                    prop:checked=wanted
                    on:change=on_event(move |event| wanted.set(event_target_checked(&event)))
                />
                {title}
            </label>
            <small id=about_id dir="auto">
                {about}
            </small>
        </li>
    }
}

/// A list: each line a milestone that can be left out.
#[component]
fn ListPreview(list: List, close: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let state = State::here();
    let already = state.with_plan(|plan| list.already(plan));
    let unread = list.unread_days();
    let List {
        format,
        taken,
        refused,
        unknown,
    } = list;
    let said = format!(
        "This is {format}: {} can become milestones.",
        counted(taken.len(), "line")
    );
    let is_under = taken.iter().any(|taken| !taken.under.is_empty());
    let lines: Vec<(Taken, Option<Already>, RwSignal<bool>)> = taken
        .into_iter()
        .zip(already)
        .map(|(taken, already)| {
            let wanted = RwSignal::new(!taken.archived && already.is_none());
            (taken, already, wanted)
        })
        .collect();
    let count = {
        let wanted: Vec<RwSignal<bool>> = lines.iter().map(|(_, _, wanted)| *wanted).collect();
        Memo::new(move |_| wanted.iter().filter(|wanted| wanted.get()).count())
    };
    let step = RwSignal::new(StepId::from("skills"));
    let steps: Vec<(StepId, String)> = state.with_plan(|plan| {
        let steps = plan.steps().into_iter();
        let steps = steps.map(|step| (step.id.into(), step.title.to_owned()));
        steps.collect()
    });
    let boxes = lines.iter().enumerate().map(|(place, line)| {
        let (taken, already, wanted) = line;
        let title = taken.item.title.clone();
        let about = match already {
            Some(already) if taken.about().is_empty() => already.to_string(),
            Some(already) => format!("{already} · {}", taken.about()),
            None => taken.about(),
        };
        view! { <Line place title about wanted=*wanted/> }
    });
    let boxes = boxes.collect_view();
    let refused = refused.into_iter().map(|refused| {
        view! { <li dir="auto">"Line " {refused.line} ": “" {refused.text} "” is left out, because " {refused.why.to_string()} "."</li> }
    });
    let add = move |_| {
        let wanted = lines.iter().filter(|(_, _, wanted)| wanted.get_untracked());
        let items: Vec<Item> = wanted
            .map(|(taken, _, _)| Item {
                id: clock::fresh_id().into(),
                step: step.get_untracked(),
                ..taken.item.clone()
            })
            .collect();
        // What is done is at the end of the page, and nothing that anybody would go on with.
        let first = items.iter().find(|item| item.is_open());
        let first = first.or(items.first()).map(|item| item.id.clone());
        if state.edit(|plan| plan.add_all(items)) {
            close();
            if let Some(first) = first {
                history::go_to_fragment(&ids::item(&first));
            }
        }
    };
    view! {
        <p>{said} " Nothing has changed yet."</p>
        {unread.map(|unread| view! { <p class="note" dir="auto">{unread}</p> })}
        <fieldset class="taking">
            <legend>"Take these lines"</legend>
            <ul class="plain-list">{boxes}</ul>
        </fieldset>
        <ul class="meta">{refused.collect_view()}</ul>
        {is_under
            .then(|| view! { <p class="meta">"What a line stands under is shown here and not taken along: all go to the step that you choose."</p> })}
        {(!unknown.is_empty())
            .then(|| view! { <p class="meta" dir="auto">"Columns of which nothing is taken: " {unknown.join(", ")} "."</p> })}
        <p class="row">
            <Select
                label="Add them to"
                options=Signal::stored(steps)
                chosen=step
                on_choose=move |chosen| step.set(chosen)
            />
            <button type="button" class="btn main" disabled=flag(move || count.get() == 0) on:click=on_click(add)>
                {text(move || format!("Add {}", counted(count.get(), "milestone")))}
            </button>
            <button type="button" class="btn" on:click=on_click(move |_| close())>
                "Do nothing"
            </button>
        </p>
    }
}
