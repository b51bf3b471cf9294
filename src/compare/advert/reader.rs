//! The field that an advert is pasted into, and below it what it says.

use super::reading::Result;
use super::text::{ANSWER, Advert, FIELD, SHOWN};
use crate::browser::files;
use crate::ui::boxed::{flag, late, on_click, text};
use crate::ui::{FieldKind, FileField, Late, TextField};
use advert_reader::report::{counts, headline, kind};
use guide_core::content::ADVERT_SAMPLE;
use leptos::ev;
use leptos::prelude::*;

/// The field, and what the text says.
#[component]
pub(super) fn ReadAdvert() -> impl IntoView {
    let advert = Advert::new();
    provide_context(advert);
    // Typing changes the field; what is taken from elsewhere is read at once.
    Effect::watch(
        move || advert.field.get(),
        move |text, before, _| {
            if before.is_some() {
                advert.read_soon(text.clone());
            }
        },
        true,
    );
    let pasted = move |event: ev::ClipboardEvent| {
        let text = files::pasted(&event);
        advert.lead_to_answer();
        if text.len() > SHOWN {
            event.prevent_default();
            advert.take(&text);
        }
    };
    let has_text =
        move || advert.reading.with(Option::is_some) || advert.field.with(|text| !text.is_empty());
    view! {
        <form class="advert-form" aria-label="An advert" autocomplete="off" on:submit=|event| event.prevent_default()>
            <TextField
                id=FIELD
                label="The text of the advert"
                value=advert.field
                kind=FieldKind::Lines
                on:paste=pasted
            />
            <FileField id="advert-file" label="Or a text file, chosen or dropped here" on_choose=move |file| advert.open(file)/>
            <p class="advert-ways">
                <button type="button" class="btn" hidden=flag(has_text) on:click=on_click(move |_| advert.take(ADVERT_SAMPLE.trim()))>
                    "Try it with a made-up advert"
                </button>
                <button type="button" class="btn" hidden=flag(move || !has_text()) on:click=on_click(move |_| advert.clear())>
                    "Clear the text"
                </button>
            </p>
            <div role="status">
                {late(move || {
                    let note = advert.note.get();
                    (!note.is_empty()).then(|| Late::of(view! { <p class="note">{note}</p> }))
                })}
            </div>
        </form>
        <Answer advert/>
        {late(move || {
            let reading = advert.rows()?;
            Some(Late::of(view! { <Result advert reading/> }))
        })}
    }
}

/// The answer in short, spoken when it changes.
#[component]
fn Answer(advert: Advert) -> impl IntoView {
    let summary = Memo::new(move |_| advert.summary());
    let reports = move || {
        advert
            .reading
            .with(|reading| reading.as_ref().and_then(|reading| reading.reports))
    };
    let head = move || {
        summary.with(|summary| summary.as_ref().map(|summary| headline(summary, reports())))
    };
    let rest = move || {
        summary.with(|summary| {
            let summary = summary.as_ref()?;
            Some([&counts(summary), " ", &kind(summary.placed.as_ref())].concat())
        })
    };
    view! {
        <div class="advert-answer" class:coming=flag(move || advert.rows_follow.get()) id=ANSWER role="status">
            <p class="headline">{text(move || head().unwrap_or_default())}</p>
            <p>{text(move || rest().unwrap_or_default())}</p>
        </div>
    }
}
