//! The words of the situations as HTML, on the front page and on the page of all of them.
//!
//! Everything that is read is here; `src/situations/` of the app has the frame around it and makes it
//! live. Without scripts each answer opens its own explanation.

use super::library::Library;
use super::markdown::copy_link_button;
use super::render;
use guide_core::compare::page::Tab;
use guide_core::content::{Citation, MILESTONES, ROWS, SITUATIONS, Situation};
use guide_core::route::{Base, GuidePage, Route};
use guide_core::situations::OPENING_PLACE;
use guide_core::situations::model::Leaning;
use maud::{Markup, PreEscaped, html};
use tech_lead_guide::situations::{
    AllHtml, AllSituations, AnswerHtml, Opening, OpeningHtml, SceneHtml,
};

/// The first five, where the front page has them.
pub fn opening(library: &Library, base: &Base) -> Markup {
    let front: Vec<&Situation> = SITUATIONS.iter().filter(|entry| entry.front).collect();
    let scenes = front
        .iter()
        .enumerate()
        .map(|(place, situation)| SceneHtml {
            title: html! { span.kicker { (place + 1) " of " (front.len()) } " " (situation.title) }
                .into_string(),
            words: words(situation),
            answers: answers(situation, None),
            acts: acts(situation).into_string(),
        });
    let html = OpeningHtml {
        intro: html! {
            p { b { "Five moments from the job, three answers each." } " All of them sound right. Take the one that you would give." }
            p.meta { "About a minute to see which way you lean. What you press stays in this browser." }
            noscript { p.meta { "Without scripts nothing is counted: each answer opens what speaks for it." } }
        }
        .into_string(),
        scenes: scenes.collect(),
        next: next(library, base),
    };
    let opening = render::view(Route::Home, move || leptos::view! { <Opening html/> });
    html! { section id=(OPENING_PLACE) aria-label="Five situations" { (PreEscaped(opening)) } }
}

/// The whole page of all situations.
pub fn page(library: &Library, base: &Base) -> Markup {
    let scenes = SITUATIONS.iter().map(|situation| SceneHtml {
        title: html! { (situation.title) (copy_link_button(situation.id, situation.title)) }
            .into_string(),
        words: words(situation),
        answers: answers(situation, Some(base)),
        acts:
            html! { (acts(situation)) (case(situation, base)) (onward(library, situation, base)) }
                .into_string(),
    });
    let html = AllHtml {
        intro: html! {
            h1 { "Twelve situations" }
            p.standfirst { "Each has three answers that all sound right. Press the one that you would give: it says what speaks for it and what it costs, and where it leans." }
            p.meta.needs-app.keys { "On a keyboard: 1 to 3 answers, the arrow keys go on and back." }
            p.meta { "The situations are made up; what stands behind the answers is not. Your answers stay in this browser. " a href=(base.href(Route::About)) { "Where your data is" } }
        }
        .into_string(),
        scenes: scenes.collect(),
        next: next(library, base),
    };
    let page = render::view(
        Route::Situations,
        move || leptos::view! { <AllSituations html/> },
    );
    PreEscaped(page)
}

fn words(situation: &Situation) -> String {
    html! {
        p { (situation.text) }
        p.ask { b { (situation.question) } }
    }
    .into_string()
}

/// The answers, with what they rest on where `cited` says where the sources are.
fn answers(situation: &Situation, cited: Option<&Base>) -> [AnswerHtml; 3] {
    std::array::from_fn(|place| {
        let Some(answer) = situation.answers.get(place) else {
            return AnswerHtml::default();
        };
        AnswerHtml {
            text: html! { (answer.text) }.into_string(),
            because: html! {
                p { (answer.because) @if let Some(base) = cited { " " (sources(answer.sources, base)) } }
            }
            .into_string(),
        }
    })
}

fn sources(sources: &[Citation], base: &Base) -> Markup {
    html! {
        span.meta {
            @for (place, source) in sources.iter().enumerate() {
                @if place > 0 { ", " }
                a href=(base.href(Route::Sources) + "#" + source.id) { (source.title) }
            }
        }
    }
}

fn acts(situation: &Situation) -> Markup {
    html! {
        dl {
            div.lead { dt { "A lead" } dd { (situation.lead) } }
            div.manager { dt { "A manager" } dd { (situation.manager) } }
        }
    }
}

fn case(situation: &Situation, base: &Base) -> Markup {
    html! {
        p { (sources(situation.sources, base)) }
        @if let Some(case) = &situation.case {
            p { b { "It has happened. " } (case.text) " " (sources(case.sources, base)) }
        }
    }
}

/// What leads on from a situation. The milestone is a link, not a button that adds it: every plan has
/// the guide's milestones already.
fn onward(library: &Library, situation: &Situation, base: &Base) -> Markup {
    let row = ROWS.iter().find(|row| row.id == situation.row);
    let milestone = MILESTONES
        .iter()
        .find(|entry| entry.id == situation.milestone);
    let slug = situation.guide.split('/').nth(2).unwrap_or_default();
    html! {
        ul.onward {
            li { "In the guide: " a href=(base.join(situation.guide)) { (name_of(library, slug)) } }
            @if let Some(row) = row {
                li { "In the comparison: " a href=(base.href(Route::Compare) + "#" + row.id) { (row.title) } }
            }
            @if let Some(milestone) = milestone {
                li { "On your roadmap: " a href=(base.href(Route::Roadmap) + "#item-" + milestone.id) { (milestone.title) } }
            }
        }
    }
}

/// For each leaning one page to read next, and how to find out whether the job is for oneself.
fn next(library: &Library, base: &Base) -> [String; 3] {
    Leaning::ALL.map(|leaning| {
        let (slug, why) = match leaning {
            Leaning::System => (
                "what-is-a-technical-lead",
                "It is the job whose first look goes to the system, and why it is never only that.",
            ),
            Leaning::Between => (
                "kinds-of-technical-lead",
                "Some kinds of lead stand nearer to the people than others.",
            ),
            Leaning::People => (
                "technical-lead-vs-engineering-manager",
                "The other job may suit you better, and one can go back and forth.",
            ),
        };
        let page = GuidePage::from_slug(slug).map_or(Route::GuideIndex, Route::Guide);
        html! {
            b { "Read next: " a href=(base.href(page)) { (name_of(library, slug)) } "." } " " (why) " "
            span.then {
                "Is it for you? "
                a href=(base.href(Route::Compare) + "#" + Tab::Weigh.id()) { "Weigh the two jobs" } ", "
                a href=(base.href(Route::Skills)) { "score your skills" } ", or read "
                a href=(base.join("/guide/when-not-to-lead/")) { (name_of(library, "when-not-to-lead")) } "."
            }
        }
        .into_string()
    })
}

fn name_of<'a>(library: &'a Library, slug: &str) -> &'a str {
    let page = library.pages.iter().find(|page| page.page.slug() == slug);
    page.map_or("the guide", |page| page.front.nav.as_str())
}
