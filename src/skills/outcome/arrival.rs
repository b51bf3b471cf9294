//! What a link has brought: said above everything else, before it changes anything.

use crate::browser::{focus, history};
use crate::skills::state::{Mode, Room};
use crate::ui::TextField;
use guide_core::skills::link::{Link, LinkError};
use guide_core::skills::stored::Record;
use guide_core::text::counted;
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// The id of the place, to which the focus goes.
const ARRIVAL: &str = "arrival";

/// What came with the address, where the person has to say what becomes of it.
#[component]
pub(super) fn Arrival() -> impl IntoView {
    let room = Room::here();
    let asked = Memo::new(move |_| {
        room.mode.with(|mode| {
            let asks = matches!(mode, Mode::Offer(_) | Mode::Fault(_));
            asks.then(|| mode.clone())
        })
    });
    let shown = move || match asked.get() {
        Some(Mode::Offer(record)) => EitherOf3::A(view! { <Offered record/> }),
        Some(Mode::Fault(fault)) => EitherOf3::B(view! { <Unreadable fault/> }),
        _ => EitherOf3::C(()),
    };
    Effect::new(move |_| {
        // A link that is opened where the page is open already may find it scrolled far down.
        if asked.with(Option::is_some) {
            crate::skills::state::then(|| focus::focus_id(ARRIVAL));
        }
    });
    view! {
        <div
            id=ARRIVAL
            class="arrival"
            class:note=move || asked.with(Option::is_some)
            role="status"
            tabindex="-1"
        >
            {shown}
        </div>
    }
}

/// A colleague’s answer.
#[component]
fn Offered(record: Record) -> impl IntoView {
    let room = Room::here();
    let count = counted(record.levels.answered(), "skill");
    let is_foreign = room
        .kept
        .with_untracked(|kept| kept.request.request != record.request);
    let foreign = is_foreign.then_some(
        " The question was not asked in this browser: add the answer only if it is about you. If you asked from another browser, open the link there.",
    );
    view! {
        <p>
            <b>"A colleague has rated you in " {count} "."</b>
            {foreign}
        </p>
        <p class="controls">
            <button type="button" class="btn main" on:click=move |_| room.accept(record.clone())>
                "Add this rating"
            </button>
            <button type="button" class="btn" on:click=move |_| room.leave_link(focus::focus_heading)>
                "Leave it out"
            </button>
        </p>
    }
}

/// A link that cannot be read, and what can be done about it.
#[component]
fn Unreadable(fault: LinkError) -> impl IntoView {
    let room = Room::here();
    let is_damaged = fault == LinkError::Damaged;
    let text = match fault {
        LinkError::Damaged => {
            "This link is damaged: a part of it is missing or changed, as happens when a chat or mail program cuts or wraps a long line. Nothing was changed. Copy the whole link from the message and paste it here, or ask for it again."
        }
        LinkError::Newer => {
            "A newer version of this site has made this link. Nothing was changed. Load this page again, and open the link then."
        }
    };
    view! {
        <p>{text}</p>
        {is_damaged.then(|| view! { <PasteLink id="skills-paste-link"/> })}
        <p>
            <button type="button" class="btn" on:click=move |_| room.leave_link(focus::focus_heading)>
                "Go on without it"
            </button>
        </p>
    }
}

/// A field for a link that a program has wrapped: what was put in between is passed over.
#[component]
pub(super) fn PasteLink(id: &'static str) -> impl IntoView {
    let room = Room::here();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let open = move |_| match text.with_untracked(|text| Link::from_text(text)) {
        Some(Ok(link)) => {
            // What the person opened stays open when the page is loaded again.
            history::replace_fragment(&link.to_fragment());
            room.open_link(Ok(link));
            room.show_beginning();
        }
        Some(Err(LinkError::Newer)) => error.set(Some(
            "A newer version of this site has made this link. Load this page again first."
                .to_owned(),
        )),
        Some(Err(LinkError::Damaged)) => error.set(Some(
            "A part of the link is missing. Copy it from “https” to its end.".to_owned(),
        )),
        None => error.set(Some(
            "There is no link of this page in it. One has #rate=, #rated= or #agreed= in it."
                .to_owned(),
        )),
    };
    view! {
        <TextField id label="The whole link, as it stands in the message" value=text error/>
        <p>
            <button type="button" class="btn" on:click=open>
                "Open it"
            </button>
        </p>
    }
}
