//! Pages on paper: what is printed, and what is not.

use crate::driver::Engine;
use crate::harness::{Browser, Outcome, in_browser, in_chromium};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lopdf::content::Operation;
use lopdf::{Document, Object};
use serde_json::json;

/// Links to pages of this site behind which their address would be printed.
const INTERNAL_ADDRESSES: &str = "[...document.querySelectorAll('a[href]')]
    .filter((link) => link.origin === location.origin && !['none', 'normal'].includes(getComputedStyle(link, '::after').content))
    .map((link) => link.getAttribute('href'))";

/// The same for links to other sites, whose address is wanted on paper.
const FOREIGN_WITH_ADDRESS: &str = "[...document.querySelectorAll('article a[href^=http]')]
    .some((link) => getComputedStyle(link, '::after').content.includes('attr(href)') || getComputedStyle(link, '::after').content.includes('http'))";

/// How many bytes of glyphs each sheet of a PDF file, which is in base64, shows.
fn glyphs(pdf: &str) -> Outcome<Vec<usize>> {
    fn length(shown: &Object) -> usize {
        match shown {
            Object::String(glyphs, _) => glyphs.len(),
            Object::Array(parts) => parts.iter().map(length).sum(),
            _ => 0,
        }
    }
    let document = Document::load_mem(&BASE64_STANDARD.decode(pdf)?)?;
    let sheets = document.get_pages().into_values().map(|sheet| {
        let content = document.get_and_decode_page_content(sheet)?;
        let shows_text = |operation: &&Operation| {
            matches!(operation.operator.as_str(), "Tj" | "TJ" | "'" | "\"")
        };
        let shown = content.operations.iter().filter(shows_text);
        Ok(shown
            .flat_map(|operation| &operation.operands)
            .map(length)
            .sum())
    });
    sheets.collect()
}

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
                let sheets = glyphs(&browser.printed().await?)?;
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
