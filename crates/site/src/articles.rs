//! The pages that are prose: front page, contents, guide, glossary, sources, about.
//!
//! They are plain HTML, written once into their files. The app does not have them: it takes the
//! `#content` of the file.

use super::check::Link;
use super::guide::{Page, Part, ReadingPath};
use super::library::Library;
use super::markdown::{FOREIGN_LINK, Heading, copy_link_button, heading_html};
use super::previews::Preview;
use super::references::{Source, Trust};
use super::{SiteError, changes, open_data, render, siblings, situations};
use guide_core::compare::page::Tab;
use guide_core::content::{MILESTONES, SKILLS, STEPS};
use guide_core::data::{self, keeping::Family};
use guide_core::page_action::PageAction;
use guide_core::returning;
use guide_core::route::{Base, GuidePage, PRINT_PATH, Route};
use guide_core::text::counted;
use maud::{Markup, PreEscaped, html};
use tech_lead_guide::data::YourData;
use tech_lead_guide::returning::Returning;

/// What a page says of itself in `<head>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The document's title.
    pub title: String,
    /// For search engines and link previews.
    pub description: String,
    /// What stands on the picture of a link's preview.
    pub preview: Preview,
}

/// A page before it is put into the frame.
pub struct Article {
    /// What it says of itself.
    pub head: Head,
    /// The inner HTML of its `#content`.
    pub html: String,
    /// Its internal links.
    pub links: Vec<Link>,
}

/// The page for `route`. `edit_url` is the folder in which the guide's text can be edited.
///
/// # Errors
/// A figure or a page that the text asks for is not there.
pub fn article(
    library: &Library,
    route: Route,
    edit_url: Option<&str>,
) -> Result<Article, SiteError> {
    let base = Base::relative_from(route);
    if let Route::Guide(page) = route {
        let found = library.pages.iter().find(|found| found.page == page);
        let page = found.ok_or_else(|| SiteError::at(page.slug(), 1, "there is no such page"))?;
        let head = Head {
            title: site_title(&page.front.title),
            description: page.front.description.clone(),
            preview: Preview {
                kicker: part_of(library, page).map(|part| above_title(part, page)),
                title: page.front.title.clone(),
                answer: page.front.answer.clone(),
            },
        };
        return Ok(Article {
            head,
            html: guide_page(library, &base, page, edit_url).into_string(),
            links: page.text.links.clone(),
        });
    }
    let (title, description) = words_of(route);
    let html = match route {
        Route::Home => home(library, &base),
        Route::GuideIndex => guide_index(library, &base),
        // Rooms of components only.
        Route::Compare | Route::Skills => html! {},
        Route::Situations => situations::page(library, &base),
        Route::Glossary => glossary(library, &base),
        Route::Sources => sources(library, &base),
        // A room of components only.
        Route::Roadmap => html! {},
        _ => about(&base),
    };
    let preview = Preview {
        kicker: None,
        title: title
            .trim_start_matches("The Technical Lead Guide: ")
            .to_owned(),
        answer: description.to_owned(),
    };
    let title = if route == Route::Home {
        title.to_owned()
    } else {
        site_title(title)
    };
    let head = Head {
        title,
        description: description.to_owned(),
        preview,
    };
    Ok(Article {
        head,
        html: html.into_string(),
        links: Vec::new(),
    })
}

fn site_title(title: &str) -> String {
    format!("{title} · The Technical Lead Guide")
}

/// The title and the description of a page that is not of the guide.
pub(super) fn words_of(route: Route) -> (&'static str, &'static str) {
    match route {
        Route::Home => (
            "The Technical Lead Guide: what the job is and how to get there",
            "What a technical lead does all week, how the job differs from managing engineers, and a plan for getting there that stays on your own device.",
        ),
        Route::GuideIndex => (
            "The guide",
            "All pages of the Technical Lead Guide in reading order: the role, the nine duties, lead or manager, the four steps, and the daily work.",
        ),
        Route::Compare => (
            "Technical lead or engineering manager?",
            "Technical lead and engineering manager side by side, row by row, with sources for each and the places where the sources disagree.",
        ),
        Route::Situations => (
            "Twelve situations from the job",
            "Twelve moments from the job with three answers each that all sound right: what speaks for each, what it costs, and whether you lean to the system or to the people.",
        ),
        Route::Skills => (
            "The skills of a technical lead",
            "Score yourself on sixteen skills of a technical lead by what people can observe, ask colleagues to do the same, and see which gaps to work on.",
        ),
        Route::Roadmap => (
            "Your roadmap to technical lead",
            "Four steps and their milestones, each with a way to tell that it is done. Tick, edit, add your own: the plan stays in your browser.",
        ),
        Route::Glossary => (
            "Glossary",
            "The terms that technical leads meet, each in a sentence or two, with a link to the page of the guide that says more.",
        ),
        Route::Sources => (
            "Sources",
            "Everything the Technical Lead Guide rests on, with the date it was checked and how far it could be read.",
        ),
        _ => (
            "About this site: privacy, offline use, your data",
            "No account, no tracking, no third-party requests. How to use the guide offline, where your roadmap is kept, and how to take it along.",
        ),
    }
}

/// The part of the guide that a page belongs to.
fn part_of<'a>(library: &'a Library, page: &Page) -> Option<&'a Part> {
    let mut parts = library.outline.part.iter();
    parts.find(|part| part.pages.iter().any(|slug| slug == page.page.slug()))
}

/// The small line above a page’s title, as text.
fn above_title(part: &Part, page: &Page) -> String {
    match &page.front.kicker {
        Some(number) => format!("{} · {number}", part.title),
        None => part.title.clone(),
    }
}

fn link_to(base: &Base, page: &Page) -> Markup {
    html! { a href=(base.href(Route::Guide(page.page))) { (page.front.nav) } }
}

fn neighbour_link(base: &Base, page: &Page, rel: &str) -> Markup {
    html! { a rel=(rel) href=(base.href(Route::Guide(page.page))) { (page.front.nav) } }
}

// ---- the guide ----------------------------------------------------------------------------------

fn guide_page(library: &Library, base: &Base, page: &Page, edit_url: Option<&str>) -> Markup {
    let place = library
        .pages
        .iter()
        .position(|other| other.page == page.page)
        .unwrap_or_default();
    let neighbour = |place: Option<usize>| place.and_then(|place| library.pages.get(place));
    let cited: Vec<&Source> = page
        .text
        .cited
        .iter()
        .filter_map(|id| library.source(id))
        .collect();
    html! {
        div.page {
            (contents(library, base, page))
            article {
                @if let Some(part) = part_of(library, page) {
                    p.kicker {
                        a href=(base.href(Route::GuideIndex) + "#" + &part.id) { (part.title) }
                        @if let Some(number) = &page.front.kicker { " · " (number) }
                    }
                }
                h1 { (page.front.title) }
                p.standfirst { (page.front.answer) }
                p.meta {
                    (page.minutes()) " min · updated " (date(&page.front.updated))
                    @if !cited.is_empty() { " · " a href="#sources" { (counted(cited.len(), "source")) } }
                }
                (on_this_page(page, "on-page-inline"))
                (PreEscaped(&page.text.html))
                (steps_on_roadmap(base, page))
                @if !cited.is_empty() {
                    section.cited {
                        (heading_html(&Heading { level: 2, id: "sources".to_owned(), title: "Sources".to_owned() }, &[]))
                        ol {
                            @for source in &cited {
                                li id=(format!("source-{}", source.id)) {
                                    a href=(base.href(Route::Sources) + "#" + &source.id) { (source.title) }
                                    (origin(source)) ". " (trust_words(source.trust)) ". Checked " (date(&source.checked)) "."
                                }
                            }
                        }
                    }
                }
                @if let Some(folder) = edit_url {
                    p.meta { a rel=(FOREIGN_LINK) href=(format!("{}/{}.md", folder.trim_end_matches('/'), page.page.slug())) { "Suggest a change to this page" } }
                }
                p.meta.needs-app {
                    button.plain type="button" name=(PageAction::ToggleRead.name()) value=(page.minutes()) data-updated=(page.front.updated) { "Mark as read" } " "
                    span {}
                }
                p.meta.needs-app {
                    button.plain type="button" name=(PageAction::CopyPage.name()) value=(page.page.slug()) { "Copy page as Markdown" }
                }
                (what_changed(library, page))
                nav.neighbours aria-label="Reading order" {
                    @if let Some(previous) = neighbour(place.checked_sub(1)) {
                        p { "Before: " (neighbour_link(base, previous, "prev")) }
                    }
                    @if let Some(next) = neighbour(Some(place + 1)) {
                        p { "Next: " (neighbour_link(base, next, "next")) }
                    }
                }
                (paths_through(library, base, page))
            }
            aside.margin aria-label="On this page" { (on_this_page(page, "on-page")) }
        }
    }
}

/// Where the paths that the page is on go on, in one quiet paragraph: most readers have come by none.
fn paths_through(library: &Library, base: &Base, page: &Page) -> Markup {
    let paths = library.outline.path.iter();
    let steps: Vec<_> = paths
        .filter_map(|path| Some((&path.question, next_on(library, path, page)?)))
        .collect();
    html! {
        @if !steps.is_empty() {
            nav.paths.meta aria-label="By question" {
                p {
                    @for (index, (question, next)) in steps.iter().enumerate() {
                        @if index == 0 { "If you came for “" } @else { "; for “" }
                        (question) "”, "
                        @if index == 0 { "go on " }
                        "with " (link_to(base, next))
                    }
                    "."
                }
            }
        }
    }
}

/// The page after `page` on `path`, if it is on it and not the last.
fn next_on<'a>(library: &'a Library, path: &'a ReadingPath, page: &Page) -> Option<&'a Page> {
    let mut pages = library.pages_named(&path.pages);
    pages.find(|other| other.page == page.page)?;
    pages.next()
}

/// What changed on a page, for those who have read it before.
fn what_changed(library: &Library, page: &Page) -> Markup {
    let changes = library
        .changes
        .iter()
        .filter(|change| change.page == Route::Guide(page.page));
    let changes: Vec<_> = changes.collect();
    html! {
        @if !changes.is_empty() {
            details.changes {
                summary { "What changed" }
                ul { @for change in changes { li { (date(&change.date)) ": " (change.what) } } }
            }
        }
    }
}

/// The contents of the guide beside a page: the pages of its own part, and a link to each other
/// part. All pages here would be a seventh of what a first visit waits for.
fn contents(library: &Library, base: &Base, page: &Page) -> Markup {
    let here = |part: &Part| part.pages.iter().any(|slug| slug == page.page.slug());
    let index = base.href(Route::GuideIndex);
    html! {
        nav.toc aria-label="Guide" {
            ol {
                @for part in &library.outline.part {
                    li {
                        a href=(format!("{index}#{}", part.id)) { (part.title) }
                        @if here(part) {
                            ol {
                                @for other in library.pages_of(part) {
                                    li { (link_with_date(base, other, other.page == page.page)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link to a page, with the date that tells the app whether a reader has seen this version.
fn link_with_date(base: &Base, page: &Page, current: bool) -> Markup {
    html! {
        a href=(base.href(Route::Guide(page.page))) data-updated=(page.front.updated) aria-current=[current.then_some("page")] {
            (page.front.nav)
        }
    }
}

fn on_this_page(page: &Page, class: &str) -> Markup {
    let sections = page
        .text
        .headings
        .iter()
        .filter(|heading| heading.level == 2);
    html! {
        details class=(class) open[class == "on-page"] {
            summary { "On this page" @if class != "on-page" { " " span.here {} } }
            ol { @for heading in sections { li { a href=(format!("#{}", heading.id)) { (heading.title) } } } }
        }
    }
}

fn steps_on_roadmap(base: &Base, page: &Page) -> Markup {
    let path = Route::Guide(page.page).path();
    let here: Vec<_> = MILESTONES
        .iter()
        .filter(|milestone| milestone.guide.split('#').next() == Some(path.as_str()))
        .collect();
    html! {
        @if !here.is_empty() {
            p.note.on-roadmap {
                b { "On your roadmap: " }
                @for (index, milestone) in here.iter().enumerate() {
                    @if index > 0 { ", " }
                    a href=(base.href(Route::Roadmap) + "#item-" + milestone.id) { (milestone.title) }
                }
                "."
            }
        }
    }
}

fn guide_index(library: &Library, base: &Base) -> Markup {
    let minutes: usize = library.pages.iter().map(Page::minutes).sum();
    html! {
        div.wide.index {
            h1 { "The guide" }
            p.standfirst { "Read it in order, or open the page that this week asks for." }
            p.meta data-summary { (library.pages.len()) " pages, about " (minutes.div_ceil(60)) " hours in all. Each page starts with its answer." }
            @for part in &library.outline.part {
                section {
                    h2 id=(part.id) { (part.title) }
                    p { (part.summary) }
                    ol.entries {
                        @for page in library.pages_of(part) {
                            li {
                                (link_with_date(base, page, false))
                                span.meta { (page.minutes()) " min" }
                                span.answer { (page.front.answer) }
                            }
                        }
                    }
                }
            }
            h2 id="on-paper" { "On paper" }
            p {
                a rel="external" href=(base.join(PRINT_PATH)) { "Print the whole guide" }
                ": all pages in one document, with page numbers in its contents."
            }
        }
    }
}

// ---- the other pages ----------------------------------------------------------------------------

fn home(library: &Library, base: &Base) -> Markup {
    let guide = |slug: &str| {
        GuidePage::from_slug(slug).map_or_else(String::new, |page| base.href(Route::Guide(page)))
    };
    let rows = guide_core::content::ROWS.len();
    html! {
        div.wide.front {
            div id=(returning::PLACE) { (PreEscaped(render::view(Route::Home, || leptos::view! { <Returning/> }))) }
            h1 { "Should you lead " em.lead { "the system" } ", or " em.manager { "the people" } "?" }
            p.standfirst {
                "For engineers who lead, or may soon: what a technical lead does, how that differs from managing people, and a plan for getting there. Free, private, and it works offline."
            }
            (situations::opening(library, base))
            nav.ways aria-label="Ways in" {
                a href=(base.href(Route::GuideIndex)) { b { "Read" } span { (library.pages.len()) " short pages: the role, its nine duties, and what the usual lists leave out." } }
                a href=(base.href(Route::Compare)) { b { "Compare" } span { (rows) " rows on lead and manager with their sources, and a link for every view." } }
                a href=(base.href(Route::Compare) + "#" + Tab::Weigh.id()) { b { "Weigh" } span { "A dozen taps: what gives you energy, what drains you, and which of the two jobs that is." } }
                a href=(base.href(Route::Skills)) { b { "Assess" } span { (SKILLS.len()) " skills, four levels each, in behaviours you can check." } }
                a href=(base.href(Route::Roadmap)) { b { "Plan" } span { (STEPS.len()) " steps, " (MILESTONES.len()) " milestones, yours to change. No account." } }
            }
            section.questions {
                h2 id="questions" { "Start from your question" }
                ul {
                    @for path in &library.outline.path {
                        @let first = path.pages.first().map(|slug| guide(slug));
                        @let here = path.answered_at.as_ref().map(|address| base.join(address));
                        @if let Some(start) = here.or(first) { li { a href=(start) { (path.question) } } }
                    }
                }
                // The figure stood here once, and its address goes on working.
                p.meta {
                    "How much leads still code: "
                    a id="figure-coding-share" href=(guide("where-the-sources-disagree") + "#figure-coding-share") { "every source on one line" } "."
                }
            }
            p.meta.credit {
                "The outline of the guide began with Indeed’s "
                a rel=(FOREIGN_LINK) href="https://www.indeed.com/career-advice/finding-a-job/technical-lead" { "A Guide to Technical Leads" }
                ". The text is our own, and every claim that could be doubted names its "
                a href=(base.href(Route::Sources)) { "source" } "."
            }
            (news(library, base))
        }
    }
}

/// The newest changes of the guide, from which whoever comes back is told those since the last visit.
fn news(library: &Library, base: &Base) -> Markup {
    let name = |route: Route| {
        let mut pages = library.pages.iter();
        let page = pages.find(|page| Route::Guide(page.page) == route);
        page.map_or_else(|| words_of(route).0, |page| page.front.nav.as_str())
    };
    html! {
        ul id=(returning::NEWS_PLACE) hidden {
            @for change in library.changes.iter().take(returning::NEWS) {
                li {
                    time datetime=(change.date) {}
                    a href=(base.href(change.page)) data-path=(change.page.path()) { (name(change.page)) }
                }
            }
        }
    }
}

fn glossary(library: &Library, base: &Base) -> Markup {
    html! {
        div.wide.narrow {
            h1 { "Glossary" }
            p.standfirst { (library.references.terms.len()) " terms a technical lead meets, each in a sentence or two." }
            dl.glossary {
                @for term in &library.references.terms {
                    div id=(term.id) {
                        dt { (term.title) (copy_link_button(&term.id, &term.title)) }
                        dd {
                            p { (term.short) }
                            p.meta {
                                (term.more)
                                @if let Some(see) = &term.see { " " a href=(base.join(see)) { "More in the guide" span.unseen { ": " (term.title) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn sources(library: &Library, base: &Base) -> Markup {
    let using = |id: &str| {
        library
            .pages
            .iter()
            .filter(|page| page.text.cited.iter().any(|cited| cited == id))
            .collect::<Vec<_>>()
    };
    let of_table = |id: &str| {
        guide_core::content::ROWS.iter().any(|row| {
            row.sources
                .iter()
                .chain(row.cells.iter().flatten().flat_map(|cell| cell.sources))
                .any(|source| source.id == id)
        })
    };
    html! {
        div.wide.narrow {
            h1 { "Sources" }
            p.standfirst { "What the guide rests on, and how far each source could be read." }
            p {
                "“Read in full” means that the passages used were read in the original. “Read in part” means an opening or an excerpt. “Second hand” means that somebody else’s summary was read, not the work itself: take such a claim with care. A statement without a mark is this guide’s own view."
            }
            ul.sources {
                @for source in &library.references.sources {
                    li id=(source.id) {
                        p { a rel=(FOREIGN_LINK) href=(source.url) { (source.title) } (origin(source)) "." }
                        p.meta {
                            (trust_words(source.trust)) ". Checked " (date(&source.checked)) "."
                            @if let Some(via) = &source.read_via { " Read via " a rel=(FOREIGN_LINK) href=(via) { (host(via)) } "." }
                            @for also in &source.also { " Also " a rel=(FOREIGN_LINK) href=(also) { (host(also)) } "." }
                            @if let Some(note) = &source.note { " " (note) }
                        }
                        (used_by(base, &using(&source.id), of_table(&source.id)))
                    }
                }
            }
        }
    }
}

fn used_by(base: &Base, pages: &[&Page], in_table: bool) -> Markup {
    html! {
        @if !pages.is_empty() || in_table {
            p.meta {
                "Used in "
                @for (index, page) in pages.iter().enumerate() { @if index > 0 { ", " } (link_to(base, page)) }
                @if in_table { @if !pages.is_empty() { ", " } a href=(base.href(Route::Compare)) { "the comparison" } }
                "."
            }
        }
    }
}

fn about(base: &Base) -> Markup {
    html! {
        div.wide.narrow.prose {
            h1 { "About this site" }
            p.standfirst { "A guide you can keep: private, readable offline, and open to correction." }
            h2 id="privacy" { "Privacy" }
            p { "There is no account, no cookie, no analytics and no request to any other server. A security policy in every page lets the browser refuse such requests even if a mistake put one in." }
            p { "What you write on the " a href=(base.href(Route::Roadmap)) { "roadmap" } ", score on the " a href=(base.href(Route::Skills)) { "skills page" } ", answer or tick is kept in this browser’s local storage and nowhere else. Whoever uses this browser can read it, and nobody else. If it is lost, only a backup brings it back." }
            h2 id="your-data" { "Your data in this browser" }
            p { "Your data is in local storage, under keys that start with “tech-lead-guide:”, which the table below counts. Save a backup of it now and then: what only one browser has is lost with it." }
            p { "To export one plan only, use “Save as a file” on the roadmap: a JSON file that can be merged into another plan. “Copy as Markdown” on the skills page takes your scores along." }
            div id=(data::PLACE) data-waiting { (PreEscaped(render::view(Route::About, || leptos::view! { <YourData/> }))) }
            noscript { p { "Without scripts this site stores nothing, and what was stored before cannot be shown. It is still there." } }
            h3 id="how-long" { "How long a browser keeps it" }
            p { "A browser may clear the storage of sites that you have not opened for a while. Which ones, and when, is not the same everywhere:" }
            ul id=(data::RULES_PLACE) {
                @for family in Family::KNOWN {
                    li data-browser=(family.word()) { b { (family.name()) } " " (family.rule()) }
                }
            }
            p { "In a private window everything is gone when the window is closed, in every browser. “Clear site data”, and programs that clean up, take it away at any time. A backup is the only copy that no browser can delete." }
            p { "If the browser does not let the site store anything, or the storage is full, the roadmap says so and goes on working until you close the page. A saved value that cannot be read is never thrown away or written over. It stays where it is, the page says so, and a backup contains it." }
            h2 id="offline" { "Reading offline" }
            p { "Open any page once and wait a few seconds: the browser then keeps the whole site, and every page opens without a network. When a new version is there, a line at the foot of the page offers it. Nothing changes under your hands before you accept." }
            p { "A private window of Firefox does not allow this; there the site works as long as you are online." }
            h2 id="links" { "Links that last" }
            p { "Every section, table row, glossary term and source has an address of its own. “Copy link” beside a heading copies it. When a section is renamed, its old address goes on working." }
            h2 id="for-programs" { "For programs" }
            p {
                "Every page of the guide has a Markdown file beside it, which “Copy page as Markdown” at its end copies; "
                a rel="external" href=(base.join(siblings::LIST)) { "llms.txt" } " lists them all. "
                "The tables are JSON files: "
                @for (index, file) in open_data::FILES.iter().enumerate() {
                    @if index > 0 { ", " }
                    a rel="external" href=(base.join(file.name)) { (file.title) }
                }
                ". A "
                a rel="external" href=(base.join(changes::FEED)) { "feed" }
                " says what is new on which page. None of these files is in the offline copy."
            }
            h2 id="how-it-is-made" { "How it is made" }
            p { "The text rests on public career ladders, handbooks, books and standards, listed under " a href=(base.href(Route::Sources)) { "Sources" } " with the date each was checked. Where they disagree, the guide shows it. No figures, quotes or people are invented; examples that start with “say” are illustrations." }
            p { "The outline began with Indeed’s " a rel=(FOREIGN_LINK) href="https://www.indeed.com/career-advice/finding-a-job/technical-lead" { "A Guide to Technical Leads" } ". The code is free under the MIT or Apache 2.0 licence, the text under Creative Commons Attribution 4.0." }
        }
    }
}

// ---- small words --------------------------------------------------------------------------------

fn trust_words(trust: Trust) -> &'static str {
    match trust {
        Trust::Full => "Read in full",
        Trust::Excerpt => "Read in part",
        Trust::SecondHand => "Second hand",
    }
}

/// Author, publisher and date, as far as they are known, after a comma.
fn origin(source: &Source) -> String {
    let parts = [&source.author, &source.publisher, &source.date];
    parts
        .into_iter()
        .flatten()
        .map(|part| format!(", {part}"))
        .collect()
}

fn host(url: &str) -> &str {
    url.split("//")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or(url)
}

/// `2026-11-23` as “23 November 2026”; anything else as it is.
fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.split('-').map(str::parse::<usize>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month @ 1..=12)), Some(Ok(day))) => {
            format!("{day} {} {year}", MONTHS[month - 1])
        }
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date("2026-11-23"), "23 November 2026");
        assert_eq!(date("2022"), "2022");
    }

    #[test]
    fn a_page_can_be_changed_where_its_text_can_be_edited() {
        let library = Library::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
            .expect("the content is sound");
        let route = Route::Guide(GuidePage::from_slug("delegating-work").expect("it is there"));
        let html = |edit_url: Option<&str>| {
            let article = article(&library, route, edit_url).expect("it can be made");
            article.html
        };
        assert!(
            html(Some("https://example.org/edit/")).contains(
                "<a rel=\"noopener noreferrer\" href=\"https://example.org/edit/delegating-work.md\">Suggest a change to this page</a>"
            )
        );
        assert!(!html(None).contains("Suggest a change"));
    }

    #[test]
    fn each_page_of_a_path_leads_to_the_next_below_the_way_on_through_the_guide() {
        let library = Library::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
            .expect("the content is sound");
        let route = |slug: &str| Route::Guide(GuidePage::from_slug(slug).expect("it is there"));
        let html = |slug: &str| {
            let article = article(&library, route(slug), None).expect("it can be made");
            article.html
        };
        let path = library.outline.path.first().expect("there is a path");
        let question = html! { (path.question) }.into_string();
        let line = format!("“{question}”, go on with ");
        for (index, slug) in path.pages.iter().enumerate() {
            let html = html(slug);
            let foot = html.split_once("class=\"neighbours\"").expect(slug).1;
            match path.pages.get(index + 1) {
                Some(next) => {
                    let (_, after) = foot.split_once(&line).expect(slug);
                    let link = after.split_once("</a>").expect(slug).0;
                    assert!(link.contains(&format!("{next}/")), "{slug}: {link}");
                }
                // The last page ends quietly.
                None => assert!(!foot.contains(&question), "{slug}"),
            }
        }
    }

    #[test]
    fn above_its_title_a_page_has_the_name_of_its_part_and_leads_there() {
        let library = Library::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
            .expect("the content is sound");
        for part in &library.outline.part {
            let title = html! { (part.title) }.into_string();
            let link = format!("#{}\">{title}</a>", part.id);
            for page in library.pages_of(part) {
                let article = article(&library, Route::Guide(page.page), None);
                let article = article.expect("it can be made");
                let start = article.html.split_once("<h1").expect("it has a heading").0;
                let (_, above) = start.split_once("class=\"kicker\"").expect("it is there");
                assert!(above.contains(&link), "{}", page.page.slug());
                let kicker = article.head.preview.kicker.unwrap_or_default();
                assert!(kicker.starts_with(&part.title), "{kicker}");
            }
        }
        let duty = Route::Guide(GuidePage::from_slug("incidents").expect("it is there"));
        let article = article(&library, duty, None).expect("it can be made");
        assert!(article.html.contains("</a> · Duty 3 of 9</p>"));
    }

    #[test]
    fn a_host_is_shown_for_a_long_address() {
        assert_eq!(host("https://example.org/a/b"), "example.org");
    }
}
