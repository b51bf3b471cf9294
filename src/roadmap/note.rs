//! A person's note, as it is read.

use crate::ui::Late;
use guide_core::roadmap::note::{Block, Inline, read};
use leptos::either::EitherOf5;
use leptos::prelude::*;

/// A note with its little Markdown.
#[component]
pub(super) fn Note(text: String) -> impl IntoView {
    let blocks = read(&text).into_iter().map(|block| match block {
        Block::Paragraph(lines) => {
            let mut lines = lines.into_iter();
            let first = lines.next().map(|line| inlines(&line));
            // The line break is for those who copy the text.
            let others = lines.map(|line| view! { <br/> "\n" {inlines(&line)} });
            leptos::either::Either::Left(view! { <p>{first} {others.collect_view()}</p> })
        }
        Block::List(entries) => {
            let entries = entries
                .iter()
                .map(|entry| view! { <li>{inlines(entry)}</li> });
            leptos::either::Either::Right(view! { <ul>{entries.collect_view()}</ul> })
        }
    });
    view! {
        <div class="own-note" dir="auto">
            {blocks.collect_view()}
        </div>
    }
}

/// The pieces of a line. They nest, so their type has to be erased somewhere.
fn inlines(line: &[Inline]) -> Late {
    let pieces = line.iter().map(|piece| match piece {
        Inline::Text(text) => EitherOf5::A(text.clone()),
        Inline::Strong(inner) => EitherOf5::B(view! { <strong>{inlines(inner)}</strong> }),
        Inline::Emphasis(inner) => EitherOf5::C(view! { <em>{inlines(inner)}</em> }),
        Inline::Code(code) => EitherOf5::D(view! { <code>{code.clone()}</code> }),
        Inline::Link(words, address) => EitherOf5::E(view! {
            <a href=address.clone() rel="external noopener noreferrer">
                {words.clone()}
            </a>
        }),
    });
    Late::of(pieces.collect_view())
}
