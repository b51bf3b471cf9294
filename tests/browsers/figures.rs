//! Figures: read on a phone, linked, saved as a picture; and the letters that the site is read in.

use crate::harness::{Browser, Outcome, in_chromium, in_chromium_alone};
use serde_json::{Value, json};

/// Pages whose figures have a drawing of their own, and those with many columns.
const PAGES: [&str; 8] = [
    "guide/going-back-and-forth/",
    "guide/estimates/",
    "guide/first-90-days/",
    "guide/a-working-week/",
    "guide/where-the-sources-disagree/",
    "guide/incidents/",
    "guide/what-a-technical-lead-does/",
    "guide/hiring-and-training/",
];

/// Words of a figure that are too small, or stand beyond its edge.
const UNREADABLE: &str = "[...document.querySelectorAll('figure')].flatMap((figure) => {
    const edge = figure.getBoundingClientRect();
    const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
    const words = [...figure.querySelectorAll('svg text')].filter(seen).filter((text) => {
        const svg = text.ownerSVGElement;
        const scale = svg.getBoundingClientRect().width / (svg.viewBox.baseVal.width || svg.getBoundingClientRect().width);
        return parseFloat(getComputedStyle(text).fontSize) * scale < 11.9;
    });
    const cut = [...figure.querySelectorAll('text, td, th, li, span')].filter(seen).filter((element) => {
        const place = element.getBoundingClientRect();
        return place.width > 1 && (place.right > edge.right + 1 || place.left < edge.left - 1);
    });
    return [...words, ...cut].map((element) => `${figure.id}: ${element.textContent}`);
})";

#[test]
fn the_words_of_every_figure_can_be_read_and_none_is_cut() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for width in [320, 390, 768, 1056, 1280] {
            browser.set_width(width).await?;
            for page in PAGES {
                browser.open(page).await?;
                browser.expect(UNREADABLE, json!([])).await?;
                let layouts = "[...document.querySelectorAll('figure:has(.drawing)')].every((figure) => [...figure.querySelectorAll('.drawing')].filter((one) => one.checkVisibility()).length === 1)";
                browser.expect(layouts, true).await?;
            }
        }
        Ok(())
    })
}

/// What is drawn for a picture, and what is saved, is kept in the page.
const CATCH_PICTURE: &str = "
    const { set } = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
    Object.defineProperty(HTMLImageElement.prototype, 'src', { set(address) { window.drawn = decodeURIComponent(address); set.call(this, address); } });
    HTMLAnchorElement.prototype.click = function () { window.saved = [this.download, this.href]; };
    return null;";

#[test]
fn a_figure_is_saved_as_a_picture_with_its_title_and_address() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        for (page, id) in [
            ("guide/going-back-and-forth/", "pendulum"),
            ("guide/a-working-week/", "week-of-half-days"),
        ] {
            browser.open(page).await?;
            browser.run::<Value>(CATCH_PICTURE).await?;
            browser
                .click(&format!("[name=save-picture][value=figure-{id}]"))
                .await?;
            browser
                .expect("window.saved?.[0]", format!("{id}.png"))
                .await?;
            browser
                .expect("window.saved[1].startsWith('data:image/png')", true)
                .await?;
            let title: String = browser
                .get(&format!(
                    "document.querySelector('#figure-{id} .figure-title').textContent.split(' ')[0]"
                ))
                .await?;
            browser
                .expect(&format!("window.drawn.includes('#figure-{id}') && window.drawn.includes('>{title} ')"), true)
                .await?;
            // A PNG of twice the size, with more than its paper on it.
            let size: Vec<u32> = browser
                .run("const image = new Image(); image.setAttribute('src', window.saved[1]);
                    return image.decode().then(() => {
                        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
                        const pen = canvas.getContext('2d');
                        pen.drawImage(image, 0, 0);
                        const { data } = pen.getImageData(0, 0, image.width, image.height);
                        const colours = new Set();
                        for (let at = 0; at < data.length; at += 4) colours.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
                        return [image.width, image.height, colours.size];
                    });")
                .await?;
            assert!(size[0] > 900 && size[1] > 600 && size[2] > 40, "{size:?}");
        }
        Ok(())
    })
}

const WATCH: &str = "window.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts.push(shift.value.toFixed(3));
    }).observe({ type: 'layout-shift', buffered: true });";

const FACES: &str =
    "[...document.fonts].map(({ family, style, status }) => `${family} ${style} ${status}`)";

async fn expect_no_shift(browser: &Browser) -> Outcome {
    browser
        .expect(
            "new Promise((done) => setTimeout(() => done(window.shifts.filter((shift) => shift !== '0.000')), 300))",
            json!([]),
        )
        .await
}

#[test]
fn the_reading_serif_comes_with_a_later_visit_and_moves_nothing() -> Outcome {
    in_chromium_alone("/repo/", async |browser, _host| {
        browser.before_every_page(WATCH).await?;
        browser.open("guide/estimates/").await?;
        expect_no_shift(&browser).await?;
        browser.expect(FACES, json!([])).await?;
        browser
            .click(".neighbours a[rel=next], .neighbours a:last-child")
            .await?;
        // A page that the app shows is as long as it was before: Back leads to the same place.
        expect_no_shift(&browser).await?;
        browser.expect(FACES, json!([])).await?;
        // A later visit has them from the worker, before anything is painted.
        browser.wait_for_offline().await?;
        browser.open("guide/incidents/").await?;
        let both = json!(["Literata normal loaded", "Literata italic loaded"]);
        browser.expect(FACES, both.clone()).await?;
        expect_no_shift(&browser).await?;
        // A picture is set in it as well.
        browser.open("guide/going-back-and-forth/").await?;
        browser.expect(FACES, both).await?;
        browser.run::<Value>(CATCH_PICTURE).await?;
        browser
            .click("[name=save-picture][value=figure-pendulum]")
            .await?;
        browser
            .expect("window.saved?.[1].startsWith('data:image/png')", true)
            .await?;
        // Base64 of what such a font starts with.
        browser
            .expect(
                "window.drawn.includes('src:url(data:font/woff2;base64,d09GMg')",
                true,
            )
            .await
    })
}
