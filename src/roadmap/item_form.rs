//! The form of a milestone, and the question what shows that it is done.

use super::groups::Grouping;
use super::ids;
use super::state::{ItemState, Panel, State, focus_soon};
use crate::browser::clock;
use crate::ui::boxed::{on_click, on_key, on_submit};
use crate::ui::{Disclosure, FieldKind, TextField};
use guide_core::day::Day;
use guide_core::id::ItemId;
use guide_core::roadmap::draft::{Draft, Field, Problem};
use guide_core::roadmap::drafts::FormKind;
use guide_core::roadmap::item::Evidence;
use leptos::ev;
use leptos::prelude::*;

/// The fields of a form as signals, with what stood in them when it opened.
#[derive(Clone, Copy)]
struct Form {
    opened: StoredValue<Draft>,
    fields: [(Field, RwSignal<String>); Field::ALL.len()],
    /// Whether the person has tried to save: only then an empty title is a mistake, or a number of which
    /// there may be only the first digit.
    tried: RwSignal<bool>,
    /// What is wrong with the item as a whole.
    too_large: RwSignal<Option<Problem>>,
}

impl Form {
    /// The form of a milestone: with what was left in it, or as `draft` says. What is written is kept
    /// for the tab until the form is saved or discarded.
    fn open(state: State, id: ItemId, kind: FormKind, draft: Draft) -> Self {
        let left = state.left_form(&id, kind);
        let (opened, written) = left.map_or_else(
            || (draft.clone(), draft),
            |left| (left.opened, left.written),
        );
        let form = Self {
            fields: Field::ALL.map(|field| (field, RwSignal::new(written.field(field).to_owned()))),
            opened: StoredValue::new(opened),
            tried: RwSignal::new(false),
            too_large: RwSignal::new(None),
        };
        Effect::new(move |_| state.keep_form(&id, kind, form.opened.get_value(), form.draft()));
        form
    }

    fn signal(self, wanted: Field) -> RwSignal<String> {
        let mut fields = self.fields.into_iter();
        let found = fields.find(|(field, _)| *field == wanted);
        found.map_or_else(RwSignal::default, |(_, signal)| signal)
    }

    /// What stands in the form now.
    fn draft(self) -> Draft {
        let mut draft = Draft::default();
        for (field, signal) in self.fields {
            *draft.field_mut(field) = signal.get();
        }
        draft
    }

    fn has_changed(self) -> bool {
        let now = untrack(|| self.draft());
        self.opened.with_value(|opened| *opened != now)
    }

    fn problem(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let problem = self.draft().problem(field);
            let is_early =
                |problem: &Problem| matches!(problem, Problem::NoTitle | Problem::BelowLow(_));
            let problem = problem.filter(|problem| self.tried.get() || !is_early(problem));
            let problem = problem.or_else(|| self.too_large.get().filter(|_| field == Field::Note));
            problem.map(|problem| problem.to_string())
        })
    }
}

/// The name of a field in its id, its label, what it takes, and help for it.
const fn shape(field: Field) -> (&'static str, &'static str, FieldKind, &'static str) {
    match field {
        Field::Title => ("title", "Title", FieldKind::Line, ""),
        Field::DoneWhen => (
            "done-when",
            "Done when",
            FieldKind::Lines,
            "What somebody else could see.",
        ),
        Field::Note => (
            "note",
            "Note",
            FieldKind::Lines,
            "Only for you. **bold**, *emphasis*, - lists and addresses work.",
        ),
        Field::Links => ("links", "Links", FieldKind::Lines, "Up to three addresses."),
        Field::Start => ("start", "Start", FieldKind::Day, ""),
        Field::Due => ("due", "Due", FieldKind::Day, ""),
        Field::Low => ("low", "Hours, if it goes well", FieldKind::Number, ""),
        Field::High => ("high", "Hours, if it does not", FieldKind::Number, ""),
        Field::Evidence => (
            "evidence",
            "What shows that it is done?",
            FieldKind::Lines,
            "What happened, in numbers where there are some.",
        ),
        Field::EvidenceDay => ("evidence-day", "When", FieldKind::Day, ""),
        Field::EvidenceBy => ("evidence-by", "Who saw it", FieldKind::Line, ""),
    }
}

#[component]
fn FormField(id: ItemId, form: Form, field: Field) -> impl IntoView {
    let (name, label, kind, hint) = shape(field);
    view! {
        <TextField
            id=ids::form(&id, name)
            label
            value=form.signal(field)
            kind
            hint
            error=form.problem(field)
        />
    }
}

/// Moves the focus to the first field that has to be mended. `false` where there is none.
fn go_to_problem(id: &str, form: Form) -> bool {
    form.tried.set(true);
    let problem = untrack(|| form.draft()).first_problem();
    if let Some((field, _)) = problem {
        focus_soon(ids::form(id, shape(field).0));
    }
    problem.is_some()
}

/// Escape leaves a form, unless an input method is being used or something would be lost.
fn leaves(event: &ev::KeyboardEvent) -> bool {
    // WebKit tells of a composition by this code only.
    const COMPOSING: u32 = 229;
    event.key() == "Escape" && !event.is_composing() && event.key_code() != COMPOSING
}

fn close(state: State, id: &str) {
    state.drop_form(id, FormKind::Edit);
    state.set_panel(id, Panel::Details);
    focus_soon(ids::summary(id));
}

/// Everything that can be changed of a milestone.
#[component]
pub(super) fn ItemForm(item: ItemState) -> impl IntoView {
    let state = State::here();
    let id = StoredValue::new(item.id.clone());
    let draft = item.item.with_untracked(|item| Draft::of(item));
    let form = Form::open(state, item.id, FormKind::Edit, draft);
    let was_left = form.has_changed();
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_value();
        if go_to_problem(&id, form) {
            return;
        }
        let now = untrack(|| form.draft());
        let written = state.with_plan(|plan| {
            let item = plan.item(&id)?;
            let draft = form.opened.with_value(|opened| now.on_top_of(opened, item));
            let problem = Problem::of_size(&draft.written_on(item));
            Some(problem.map_or_else(|| Ok(plan.rewrite(&id, &draft)), Err))
        });
        // Another tab may have deleted it.
        let Some(edit) = written else {
            return state.say("This milestone is no longer in the plan.");
        };
        match edit {
            Ok(edit) => {
                state.make(edit);
                close(state, &id);
            }
            Err(problem) => {
                form.too_large.set(Some(problem));
                focus_soon(ids::form(&id, "note"));
            }
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        if !leaves(&event) {
            return;
        }
        event.prevent_default();
        if form.has_changed() {
            state.say("You have changed something: save it, or discard it.");
        } else {
            close(state, &id.get_value());
        }
    };
    let field = move |field| view! { <FormField id=id.get_value() form field/> };
    view! {
        <form class="edit" novalidate on:submit=on_submit(save) on:keydown=on_key(press)>
            {was_left
                .then(|| view! { <p class="note">"This is what you were writing when you left. Save it, or discard it."</p> })}
            {field(Field::Title)} {field(Field::DoneWhen)} {field(Field::Note)}
            <div class="fields">{field(Field::Start)} {field(Field::Due)}</div>
            <div class="fields">{field(Field::Low)} {field(Field::High)}</div>
            {field(Field::Links)}
            <Disclosure summary="Evidence">
                {field(Field::Evidence)}
                <div class="fields">{field(Field::EvidenceDay)} {field(Field::EvidenceBy)}</div>
            </Disclosure>
            <p class="row">
                <button type="submit" class="btn main">
                    "Save"
                </button>
                <button type="button" class="btn" on:click=on_click(move |_| close(state, &id.get_value()))>
                    "Discard"
                </button>
            </p>
        </form>
    }
}

/// The question what shows that a milestone is done. No is an answer, too.
#[component]
pub(super) fn EvidenceForm(item: ItemState) -> impl IntoView {
    let state = State::here();
    let id = StoredValue::new(item.id.clone());
    let mut draft = item.item.with_untracked(|item| Draft::of(item));
    if draft.evidence_day.is_empty() {
        draft.evidence_day = clock::today();
    }
    let form = Form::open(state, item.id, FormKind::Evidence, draft);
    let go_on = move || {
        let id = id.get_value();
        state.drop_form(&id, FormKind::Evidence);
        state.set_panel(&id, Panel::Closed);
        // By turn, it goes to what is done, and the person goes on with the next step.
        let next = match state.grouping.get_untracked() {
            Grouping::Horizons => state.next_step.get_untracked(),
            Grouping::Steps => None,
        };
        focus_soon(ids::summary(&next.unwrap_or(id)));
    };
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_value();
        if go_to_problem(&id, form) {
            return;
        }
        let draft = untrack(|| form.draft());
        let evidence = Evidence {
            what: draft.evidence,
            when: Day::parse(&draft.evidence_day),
            who: draft.evidence_by,
        };
        state.edit(|plan| plan.prove(&id, &evidence));
        go_on();
    };
    let press = move |event: ev::KeyboardEvent| {
        if leaves(&event) && !form.has_changed() {
            event.prevent_default();
            go_on();
        }
    };
    let field = move |field| view! { <FormField id=id.get_value() form field/> };
    view! {
        <form class="edit" novalidate on:submit=on_submit(save) on:keydown=on_key(press)>
            {field(Field::Evidence)}
            <div class="fields">{field(Field::EvidenceDay)} {field(Field::EvidenceBy)}</div>
            <p class="row">
                <button type="submit" class="btn main">
                    "Keep as evidence"
                </button>
                <button type="button" class="btn" on:click=on_click(move |_| go_on())>
                    "Not now"
                </button>
            </p>
        </form>
    }
}
