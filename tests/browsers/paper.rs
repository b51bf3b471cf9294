//! Pages on paper: what is printed, and what is not.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use crate::pdf::Pdf;
use serde_json::json;

/// Links to pages of this site behind which their address would be printed.
const INTERNAL_ADDRESSES: &str = "[...document.querySelectorAll('a[href]')]
    .filter((link) => link.origin === location.origin && !['none', 'normal'].includes(getComputedStyle(link, '::after').content))
    .map((link) => link.getAttribute('href'))";

/// The same for links to other sites, whose address is wanted on paper.
const FOREIGN_WITH_ADDRESS: &str = "[...document.querySelectorAll('article a[href^=http]')]
    .some((link) => getComputedStyle(link, '::after').content.includes('attr(href)') || getComputedStyle(link, '::after').content.includes('http'))";

async fn on_paper(browser: &Browser) -> Outcome {
    let media = json!({ "media": "print" });
    browser.devtools("Emulation.setEmulatedMedia", media).await
}

#[test]
fn no_address_is_printed_for_a_link_within_the_site() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for page in [
            "",
            "guide/",
            "guide/going-back-and-forth/",
            "guide/for-managers/",
            "compare/",
            "skills/",
            "roadmap/",
            "situations/",
            "glossary/",
            "sources/",
            "about/",
        ] {
            browser.open(page).await?;
            on_paper(&browser).await?;
            browser.expect(INTERNAL_ADDRESSES, json!([])).await?;
        }
        browser.open("guide/further-reading/").await?;
        browser.expect(FOREIGN_WITH_ADDRESS, true).await
    })
}

/// WebKit's driver prints nothing.
#[test]
fn every_sheet_has_text_in_the_engines_that_print() -> Outcome {
    const PAGES: [&str; 7] = [
        "",
        "compare/",
        "roadmap/",
        "skills/",
        "situations/",
        "guide/estimates/",
        "sources/",
    ];
    for engine in [Engine::Chromium, Engine::Firefox] {
        in_browser(engine, &json!({}), "/repo/", async |browser, _host| {
            for page in PAGES {
                browser.open(page).await?;
                let sheets = Pdf::of(&browser).await?.glyphs()?;
                assert!(
                    sheets.first().is_some_and(|first| *first > 400),
                    "{page} in {engine:?}: {sheets:?}"
                );
                // The last sheet may be short; none is blank.
                assert!(
                    sheets.iter().all(|sheet| *sheet > 0),
                    "{page} in {engine:?}: {sheets:?}"
                );
            }
            Ok(())
        })?;
    }
    Ok(())
}
