//! Forms that were left with something in them: kept for the tab, and open again when the person comes
//! back.

use super::{Panel, State};
use crate::browser::storage;
use guide_core::roadmap::draft::Draft;
use guide_core::roadmap::drafts::{Drafts, FormKind, LeftForm, NOTE};
use guide_core::roadmap::item::Status;

fn drafts() -> Drafts {
    let note = storage::noted_in_tab(NOTE).unwrap_or_default();
    Drafts::from_note(&note)
}

impl State {
    /// What was left in a form of a milestone.
    pub(in crate::roadmap) fn left_form(self, id: &str, kind: FormKind) -> Option<LeftForm> {
        drafts().find(self.stored().id(), id, kind).cloned()
    }

    /// Keeps what stands in a form, as far as it differs from what stood there when it opened.
    pub(in crate::roadmap) fn keep_form(
        self,
        id: &str,
        kind: FormKind,
        opened: Draft,
        written: Draft,
    ) {
        let mut drafts = drafts();
        let form = LeftForm {
            plan: self.stored().id().clone(),
            item: id.into(),
            kind,
            opened,
            written,
        };
        if drafts.keep(form) {
            storage::note_in_tab(NOTE, &drafts.to_note());
        }
    }

    /// Lets go of a form that was saved or discarded.
    pub(in crate::roadmap) fn drop_form(self, id: &str, kind: FormKind) {
        let mut drafts = drafts();
        if drafts.drop_form(self.stored().id(), id, kind) {
            storage::note_in_tab(NOTE, &drafts.to_note());
        }
    }

    /// Opens the forms again that were left with something in them, and says so.
    pub(in crate::roadmap) fn reopen_forms(self) {
        let drafts = drafts();
        let mut titles = Vec::new();
        for form in drafts.of_plan(self.stored().id()) {
            let item = self.with_plan(|plan| plan.item(&form.item).cloned());
            let Some(item) = item.filter(|item| item.is_there()) else {
                self.drop_form(&form.item, form.kind);
                continue;
            };
            let panel = match form.kind {
                FormKind::Edit => Panel::Edit,
                FormKind::Evidence if item.status == Status::Done => Panel::Evidence,
                FormKind::Evidence => continue,
            };
            self.set_panel(&form.item, panel);
            self.reveal(&form.item);
            titles.push(format!("“{}”", item.title));
        }
        if !titles.is_empty() {
            self.say(format!(
                "What you were writing is still here: {}. Save it, or discard it.",
                titles.join(", ")
            ));
        }
    }
}
