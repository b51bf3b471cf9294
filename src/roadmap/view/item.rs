//! One item of the plan on the page.

use super::state::{State, today};
use crate::shell::{href_of_path, is_live};
use guide_core::roadmap::item::Status;
use guide_core::roadmap::line;
use guide_core::roadmap::model::milestone;
use leptos::prelude::*;

/// One item, as long as it is in the plan. What its buttons do is in [`super::acts`].
pub(super) fn item_view(state: &State, id: &str) -> impl IntoView + use<> {
    let shown = state.item(id)?;
    let how_to = milestone(id).map_or_else(String::new, |milestone| href_of_path(milestone.guide));
    let (item, form) = (shown.item, shown.form);
    let tick_id = ["tick-", id].concat();
    let data = id.to_owned();
    let line = move || {
        let item = item.get();
        let done = matches!(item.status, Status::Done | Status::Skipped);
        view! {
            <input
                type="checkbox"
                id=tick_id.clone()
                data-act="tick"
                data-item=data.clone()
                disabled=!is_live()
                prop:checked=item.status == Status::Done
            />
            <div class="words" class:done=done inner_html=line::words(&item, &how_to, today())></div>
            <div class="actions needs-app" inner_html=line::buttons(&item)></div>
        }
    };
    Some(view! {
        <li class="task" id=["item-", id].concat() data-item=id.to_owned()>
            <span class="handle needs-app" aria-hidden="true"></span>
            {line}
            <div class="under" inner_html=move || form.get()></div>
        </li>
    })
}
