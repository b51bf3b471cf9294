//! Pages on paper: what is printed, and what is not.

use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;

/// Links to pages of this site behind which their address would be printed.
const INTERNAL_ADDRESSES: &str = "[...document.querySelectorAll('a[href]')]
    .filter((link) => link.origin === location.origin && !['none', 'normal'].includes(getComputedStyle(link, '::after').content))
    .map((link) => link.getAttribute('href'))";

/// The same for links to other sites, whose address is wanted on paper.
const FOREIGN_WITH_ADDRESS: &str = "[...document.querySelectorAll('article a[href^=http]')]
    .some((link) => getComputedStyle(link, '::after').content.includes('attr(href)') || getComputedStyle(link, '::after').content.includes('http'))";

/// How many letters, by their glyphs, each sheet of a PDF file has.
const LETTERS: &str = r"
    const pdf = atob(arguments[0]);
    const objects = new Map([...pdf.matchAll(/(\d+) 0 obj\s*([\s\S]*?)endobj/g)].map((found) => [found[1], found[2]]));
    const order = [...pdf.matchAll(/\/Kids \[([^\]]*)\]/g)]
        .flatMap((kids) => [...kids[1].matchAll(/(\d+) 0 R/g)].map((found) => found[1]))
        .filter((id) => /\/Type \/Page\n/.test(objects.get(id)));
    return Promise.all(order.map(async (id) => {
        const content = objects.get(objects.get(id).match(/\/Contents (\d+) 0 R/)[1]);
        const [, length] = content.match(/\/Length (\d+)/);
        const start = content.search(/stream\r?\n/) + content.match(/stream\r?\n/)[0].length;
        const bytes = Uint8Array.from(content.slice(start, start + Number(length)), (c) => c.charCodeAt(0));
        const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
        const text = await new Response(plain).text();
        return [...text.matchAll(/<([0-9A-Fa-f]+)>/g)].reduce((sum, [, glyphs]) => sum + Math.ceil(glyphs.length / 4), 0);
    }));";

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

#[test]
fn the_first_sheet_of_every_page_has_its_text() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for page in [
            "compare/",
            "roadmap/",
            "skills/",
            "guide/estimates/",
            "sources/",
        ] {
            browser.open(page).await?;
            let pdf = browser.printed().await?;
            let letters: Vec<u32> = browser.run_with(LETTERS, vec![json!(pdf)]).await?;
            assert!(
                letters.first().is_some_and(|first| *first > 400),
                "{page}: {letters:?}"
            );
            // The last sheet may be short; none is blank.
            assert!(
                letters.iter().all(|count| *count > 0),
                "{page}: {letters:?}"
            );
        }
        Ok(())
    })
}
