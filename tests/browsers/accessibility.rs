//! axe-core finds nothing on any page and in any state of one, and nothing is cut off on a small phone.

use crate::harness::{Browser, Failure, Outcome, in_chromium, sitemap};
use serde_json::{Value, json};
use std::{env, fs};

const RUN: &str = "
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return found.violations.flatMap((violation) =>
        violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`));";

/// What has the focus and is not to be seen: behind something that sticks to an edge of the screen, or
/// outside it.
const OBSCURED: &str = "
    const inView = (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const points = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]];
        return points.some(([x, y]) => {
            const there = document.elementFromPoint(x, y);
            return there && (element.contains(there) || there.contains(element) || there.closest('label')?.control === element);
        });
    };
    const names = [];
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
    for (const element of controls) {
        // What only screen readers see is one pixel wide.
        if (!element.checkVisibility() || element.disabled || element.clientWidth === 1) continue;
        element.focus();
        if (document.activeElement === element && !inView(element)) names.push(element.outerHTML.slice(0, 120));
    }
    return names;";

/// The script of axe-core.
pub fn axe() -> Outcome<String> {
    let path = env::var_os("AXE_JS").ok_or_else(|| {
        Failure::new("AXE_JS does not say where axe-core is (cargo xtask test browsers)")
    })?;
    Ok(fs::read_to_string(path)?)
}

/// What axe finds on the page as it is now, below its name.
pub async fn violations(browser: &Browser, axe: &str, name: &str) -> Outcome<Vec<String>> {
    if !browser.get::<bool>("'axe' in window").await? {
        // What WebDriver runs is not held back by the page's policy.
        browser
            .run::<Value>(&format!("{axe}; return null;"))
            .await?;
    }
    // A bar that sticks to the window lies over something at any scroll position, and the checker takes
    // what is under it for too small. That the keyboard leads to nothing under it has a test of its own.
    browser
        .run::<Value>(
            "document.querySelectorAll('.so-far, .popover-close').forEach((bar) => { bar.style.position = 'static'; }); return null;",
        )
        .await?;
    let found: Vec<String> = browser
        .run(&format!("return (async () => {{ {RUN} }})();"))
        .await?;
    Ok(found
        .into_iter()
        .map(|violation| format!("{name}: {violation}"))
        .collect())
}

/// Shows what is wrong with all pages, not with the first one only.
pub fn expect_none(found: &[String]) -> Outcome {
    match found {
        [] => Ok(()),
        found => Err(Failure::new(format!(
            "{} violations\n{}",
            found.len(),
            found.join("\n")
        ))),
    }
}

async fn look_at_every_page(browser: &Browser, theme: &str) -> Outcome {
    let axe = axe()?;
    let mut found = Vec::new();
    browser.set_system_theme(theme).await?;
    for page in sitemap()? {
        browser.open(&page).await?;
        for width in [320, 1280] {
            browser.set_width(width).await?;
            let name = format!("/{page} {theme} {width}");
            found.extend(violations(browser, &axe, &name).await?);
            let wide: u32 = browser.get("document.documentElement.scrollWidth").await?;
            if wide > width {
                found.push(format!("{name}: it is {wide} px wide"));
            }
        }
    }
    expect_none(&found)
}

#[test]
fn every_page_is_accessible_in_light_colours() -> Outcome {
    in_chromium("/", async |browser, _host| {
        look_at_every_page(&browser, "light").await
    })
}

#[test]
fn every_page_is_accessible_in_dark_colours() -> Outcome {
    in_chromium("/", async |browser, _host| {
        look_at_every_page(&browser, "dark").await
    })
}

/// A window of 1,280 by 1,024 at 400 %: success criteria 1.4.10 and 2.4.11 of WCAG 2.2.
#[test]
fn at_400_percent_nothing_is_cut_off_and_the_focus_stays_in_sight() -> Outcome {
    const PAGES: [&str; 7] = [
        "",
        "guide/delegating-work/",
        "compare/",
        "skills/",
        "roadmap/",
        "glossary/",
        "about/",
    ];
    in_chromium("/", async |browser, _host| {
        browser.set_screen(320, 256).await?;
        let mut found = Vec::new();
        for page in PAGES {
            browser.open(page).await?;
            let wide: u32 = browser.get("document.documentElement.scrollWidth").await?;
            if wide > 320 {
                found.push(format!("/{page}: it is {wide} px wide"));
            }
            let obscured: Vec<String> = browser.run(OBSCURED).await?;
            found.extend(
                obscured
                    .iter()
                    .map(|name| format!("/{page}: behind something: {name}")),
            );
        }

        // The search has room for answers.
        browser.press("/").await?;
        browser.type_into("#search-field", "review").await?;
        browser
            .expect(
                "document.querySelectorAll('[role=option]').length > 3",
                true,
            )
            .await?;
        let answers: u32 = browser
            .get("document.querySelector('[role=listbox]').clientHeight")
            .await?;
        if answers < 100 {
            found.push(format!("the answers have {answers} px"));
        }
        expect_none(&found)
    })
}

/// What opens on a page, what stands there after some steps, and what is there for somebody who has
/// stored something: each state in both themes.
async fn look_at_every_state(browser: &Browser, width: u32) -> Outcome {
    let axe = axe()?;
    let site = browser.address_of("");
    let session = browser.session();
    states::set_screen(session, width, 900).await?;
    let mut found = Vec::new();
    for state in states::STATES {
        if !state.screens.include(width) {
            continue;
        }
        states::show(session, &site, state).await?;
        // The page of the address that is not there is an error, as it should be.
        browser.forgive(&["404 (Not Found)"]).await?;
        for theme in ["light", "dark"] {
            browser.set_system_theme(theme).await?;
            let name = format!("{}, {theme} {width}", state.name);
            found.extend(violations(browser, &axe, &name).await?);
        }
        let wide: u32 = browser.get("document.documentElement.scrollWidth").await?;
        if wide > width {
            found.push(format!("{}, {width}: it is {wide} px wide", state.name));
        }
    }
    expect_none(&found)
}

#[test]
fn every_state_is_accessible_on_a_phone() -> Outcome {
    in_chromium("/", async |browser, _host| {
        look_at_every_state(&browser, 320).await
    })
}

#[test]
fn every_state_is_accessible_on_a_desk() -> Outcome {
    in_chromium("/", async |browser, _host| {
        look_at_every_state(&browser, 1280).await
    })
}

#[test]
fn a_notice_of_a_failure_is_accessible() -> Outcome {
    in_chromium("/", async |browser, _host| {
        let axe = axe()?;
        let mut found = Vec::new();
        browser.open("compare/").await?;
        browser
            .run::<Value>("document.getElementById('failure').hidden = false; return null;")
            .await?;
        for theme in ["light", "dark"] {
            browser.set_system_theme(theme).await?;
            for width in [320, 1280] {
                browser.set_width(width).await?;
                let name = format!("a notice, {theme} {width}");
                found.extend(violations(&browser, &axe, &name).await?);
            }
        }
        expect_none(&found)
    })
}

/// Seen in the first release: who owns a row was told by colours alone.
#[test]
fn forced_colours_leave_who_owns_what() -> Outcome {
    in_chromium("/repo/", async |browser, _host| {
        browser.open("compare/").await?;
        browser
            .devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": [{ "name": "forced-colors", "value": "active" }] }),
            )
            .await?;
        browser
            .expect("matchMedia('(forced-colors: active)').matches", true)
            .await?;
        // The owner's cell has an outline that no other cell has.
        let edges = "[...document.querySelectorAll('.compare tbody td')].filter((cell) => cell.checkVisibility()).map((cell) => { const style = getComputedStyle(cell); return [cell.matches('.own-lead, .own-manager'), style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3]; })";
        browser
            .expect(
                &format!("{edges}.filter(([owns, edge]) => owns !== edge).length"),
                0,
            )
            .await?;
        browser
            .expect(
                &format!("{edges}.filter(([owns]) => owns).length > 10"),
                true,
            )
            .await
    })
}
