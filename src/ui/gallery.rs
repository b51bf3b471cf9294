//! Every component in every state, on one page of development builds: `/ui/`.

use super::*;
use leptos::prelude::*;
use std::sync::Arc;

/// Three values, to choose from.
const ANSWERS: [(u8, &str); 3] = [(0, "Drains"), (1, "Neutral"), (2, "Energises")];

/// The page.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <main id="main" class="wide">
            <h1>"Components"</h1>
            <Dialogs/>
            <Fields/>
            <Choices/>
            <Menus/>
            <Statuses/>
            <Rest/>
        </main>
    }
}

#[component]
fn Dialogs() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <h2>"Dialog"</h2>
        <button type="button" class="btn" on:click=move |_| open.set(true)>
            "Open"
        </button>
        <Dialog id="example" title="A dialog" open>
            <p>"Escape, a click outside and the button close it; the focus goes back."</p>
        </Dialog>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let [empty, filled, wrong, long] =
        ["", "Lead a design", "0027-01-01", "מסמך החלטה\nSecond line"]
            .map(|text| RwSignal::new(text.to_owned()));
    let day_error = Signal::derive(move || {
        wrong
            .with(|day| day.starts_with('0'))
            .then(|| "The year has to be between 1970 and 2999.".to_owned())
    });
    view! {
        <h2>"Fields"</h2>
        <TextField id="empty" label="Title" value=empty hint="What you will do, in a few words."/>
        <TextField id="filled" label="Title, filled" value=filled/>
        <TextField id="wrong" label="Due" value=wrong error=day_error/>
        <TextField id="long" label="Note" value=long kind=FieldKind::Lines/>
        <TextField id="day" label="Day" value=RwSignal::new(String::new()) kind=FieldKind::Day/>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let ticked = RwSignal::new(true);
    let chosen = RwSignal::new(1_u8);
    view! {
        <h2>"Choices"</h2>
        <Checkbox label="Ticked" checked=ticked on_change=move |now| ticked.set(now)/>
        <Checkbox label="Cannot be used" checked=false on_change=|_| {} disabled=true/>
        <Select
            label="How does it feel?"
            options=Signal::stored(ANSWERS.map(|(value, name)| (value, name.to_owned())).to_vec())
            chosen
            on_choose=move |value| chosen.set(value)
        />
        <FileField id="file" label="Open a file" on_choose=|_| {}/>
        <Choice name="feeling" legend="How does it feel?" options=ANSWERS.to_vec() chosen on_choose=move |value| chosen.set(value)/>
    }
}

#[component]
fn Menus() -> impl IntoView {
    let last = RwSignal::new("nothing yet");
    view! {
        <h2>"Menu"</h2>
        <Menu label="Actions">
            <MenuItem on_choose=move || last.set("edit")>"Edit"</MenuItem>
            <MenuItem on_choose=move || last.set("delete")>"Delete"</MenuItem>
            <MenuItem on_choose=|| {} disabled=true>"Cannot be chosen"</MenuItem>
        </Menu>
        <p class="meta">"Chosen: " {last}</p>
        <h2>"Popover"</h2>
        <Popover id="popover" label="Columns">
            <Checkbox label="One" checked=true on_change=|_| {}/>
            <Checkbox label="Two" checked=false on_change=|_| {}/>
        </Popover>
    }
}

#[component]
fn Statuses() -> impl IntoView {
    let (text, number) = (RwSignal::new(String::new()), RwSignal::new(0_u32));
    let offer = RwSignal::new(None);
    let say = move |offered: Option<Offer>| {
        number.update(|number| *number += 1);
        text.set("“Lead a design” is done.".to_owned());
        offer.set(offered);
    };
    let undo = move || Offer {
        name: "Undo",
        act: Arc::new(move || text.set("Taken back.".to_owned())),
    };
    view! {
        <h2>"Status line"</h2>
        <button type="button" class="btn" on:click=move |_| say(None)>
            "Say"
        </button>
        <button type="button" class="btn" on:click=move |_| say(Some(undo()))>
            "Say, with undo"
        </button>
        <StatusLine text number offer on_close=move || text.set(String::new())/>
    }
}

#[component]
fn Rest() -> impl IntoView {
    let tab = |view, label| Tab {
        view,
        label,
        href: format!("#tab-{view}"),
    };
    let shown = RwSignal::new(0_u8);
    let done = RwSignal::new(0_usize);
    view! {
        <h2>"Tabs"</h2>
        <Tabs label="Views of the plan" tabs=vec![tab(0, "Plan"), tab(1, "Timeline"), tab(2, "Evidence")] shown/>
        <h2>"Disclosure"</h2>
        <Disclosure summary="Why?">
            <p>"Because the sources disagree."</p>
        </Disclosure>
        <h2>"Progress"</h2>
        <Progress label="Progress of the plan" done all=7/>
        <button type="button" class="btn" on:click=move |_| done.update(|done| *done = (*done + 1) % 8)>
            "One more"
        </button>
        <h2>"Copy and share"</h2>
        <CopyButton label="Copy" text=|| "text".to_owned() on_copied=|_, _| {}/>
        <ShareButton label="Share…" address=|| "https://example.org/".to_owned()/>
    }
}
