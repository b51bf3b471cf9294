//! The page that prints the whole guide.
//!
//! It is no page of the app: a list of contents and a script, `assets/print.js`, which collects the
//! pages that the browser keeps anyway. As a file with all texts in it, it would add a third to what
//! is kept offline.

use super::Build;
use super::assets::Assets;
use super::document::{outside_the_app, policy};
use super::library::Library;
use guide_core::route::{Base, Route};
use maud::{PreEscaped, html};

/// Its file.
pub const FILE: &str = "guide/print/index.html";

/// The page as an HTML file.
pub fn page(library: &Library, assets: &Assets, build: &Build) -> String {
    // Seen from a page of the guide, which is as deep.
    let base = Base::new("../..");
    let href = |file: &str| base.join(file);
    let head = html! {
        link rel="icon" href=(href("icon.svg")) type="image/svg+xml";
        link rel="stylesheet" href=(href(&assets.print_style));
        script { (PreEscaped(&assets.early)) }
        script type="module" src=(href(&assets.print_script)) {}
    };
    let body = html! {
        main.wide.narrow id="main" {
            div.controls {
                label { "Paper " select id="paper" disabled { option { "A4" } option { "Letter" } } }
                button.btn id="print-now" type="button" disabled { "Print" }
                a href=(base.href(Route::GuideIndex)) { "Back to the guide" }
                p role="status" id="print-status" { "Needs JavaScript." }
                p {
                    "The page numbers hold for this paper at its full size (100 %), with the margins that the print dialog calls its default. "
                    "Browsers break pages a little differently: look at the preview before you print, and correct the paper there if it is another."
                }
            }
            div id="whole-guide" {
                section {
                    h1 { "The Technical Lead Guide" }
                    @for part in &library.outline.part {
                        h2 { (part.title) }
                        ol.contents {
                            @for page in library.pages_of(part) {
                                @let address = base.href(Route::Guide(page.page));
                                li {
                                    a href=(address) data-page=(address) data-slug=(page.page.slug()) { (page.front.title) }
                                    span {}
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let policy = build.release.then(|| policy(&assets.early, None));
    outside_the_app(
        "The whole guide, for printing",
        policy.as_deref(),
        &head,
        &body,
    )
}
