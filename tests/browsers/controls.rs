//! Every control does something. Seen once: a menu of the roadmap's filter that changed nothing, and no
//! test had used it.
//!
//! Each control of each state is pressed, or changed, once, on a page that was brought to that state
//! anew. Something has to come of it: on the page, in the storage, in the address, in what is in view or
//! has the focus, or in what the page asks of the browser. What that is, other tests ask.

use crate::accessibility::expect_none;
use crate::harness::{Browser, Outcome, in_chromium};
use serde_json::json;
use states::{STATES, State};
use std::collections::HashSet;

/// Pages as they are at first, with those of the states.
const PAGES: [State; 8] = [
    State::of_page(""),
    State::of_page("guide/delegating-work/"),
    State::of_page("glossary/"),
    State::of_page("compare/"),
    State::of_page("skills/"),
    State::of_page("roadmap/"),
    State::of_page("situations/"),
    State::of_page("about/"),
];

/// What a person can press or change on a page that is at rest, by name, besides links and fields for
/// text. What is on many pages or in many rows has one name. What waits for the button of its form does
/// nothing before.
const CONTROLS: &str = "
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    let changes = 0;
    new MutationObserver((records) => { changes += records.length; })
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const rest = async () => {
        for (let quiet = 0, looks = 0; quiet < 3 && looks < 100; looks += 1) {
            const before = changes;
            await pause(50);
            quiet = changes === before ? quiet + 1 : 0;
        }
    };
    await rest();
    const waits = (control) => control.type !== 'submit' && !control.matches('summary')
        && control.form?.querySelector('[type=submit]');
    const place = (control) => {
        const around = control.closest('dialog, form, section, [role=menu], header, footer, main');
        return [around?.localName, around?.id, around?.className].filter(Boolean).join('.');
    };
    const text = (control) => control.matches('button:not([aria-label])') ? control.textContent : control.type ?? '';
    const name = (control) => [place(control), control.localName, control.className, text(control)].join(' ')
        .replace(/\\s+/g, ' ').replace(/\\d+/g, '0').slice(0, 120);
    const kinds = 'button, select, summary, input:is([type=checkbox], [type=radio], [type=range], [type=date], [type=number], [type=search])';
    const controls = new Map();
    for (const control of document.querySelectorAll(kinds)) {
        const isOff = control.matches(':disabled, [aria-disabled=true], [type=radio]:checked')
            || !control.checkVisibility({ visibilityProperty: true });
        if (!isOff && !waits(control) && !controls.has(name(control))) controls.set(name(control), control);
    }";

const NAMES: &str = "return [...controls.keys()];";

/// Presses or changes one of them as a person would, and says whether anything came of it.
const USE: &str = "
    const control = controls.get(arguments[0]);
    if (!control) throw new Error('it is not there again');
    for (const event of ['scroll', 'focusin']) addEventListener(event, () => { changes += 1; }, { capture: true });
    for (const [owner, name] of [[window, 'print'], [window, 'open'], [URL, 'createObjectURL'],
        [navigator.clipboard, 'writeText'], [navigator.clipboard, 'write'], [navigator, 'share'],
        [window, 'showSaveFilePicker'], [HTMLInputElement.prototype, 'click']]) {
        const real = owner?.[name];
        if (!real) continue;
        owner[name] = function (...given) {
            changes += 1;
            return name === 'print' ? undefined : real.apply(this, given);
        };
    }
    const kept = () => {
        try { return JSON.stringify([location.href, localStorage, sessionStorage]); } catch { return location.href; }
    };
    control.scrollIntoView({ block: 'center', behavior: 'instant' });
    control.focus();
    await rest();
    const before = kept();
    changes = 0;
    const set = (name, value) => {
        control[name] = value;
        for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true }));
    };
    window.wasUsed = true;
    if (control.matches('select')) {
        const other = [...control.options].findLastIndex((option) => !option.selected && !option.disabled);
        if (other < 0) return true;
        set('selectedIndex', other);
    } else if (control.matches('button, summary, [type=checkbox], [type=radio]')) {
        control.click();
    } else {
        const values = { date: '2027-01-01', search: 'review', number: control.value === '7' ? '8' : '7' };
        set('value', values[control.type] ?? (control.value === control.max ? control.min : control.max));
    }
    for (const until = performance.now() + 3000; performance.now() < until; await pause(20))
        if (changes > 0 || kept() !== before) return true;
    return false;";

/// Uses the controls of the pages whose addresses begin so; the front page's is empty.
fn use_every_control(beginnings: &[&str]) -> Outcome {
    let is_wanted = |state: &&State| {
        let begins = |beginning: &&str| match *beginning {
            "" => state.page.is_empty(),
            beginning => state.page.starts_with(beginning),
        };
        beginnings.iter().any(begins)
    };
    let states: Vec<&State> = PAGES.iter().chain(STATES).filter(is_wanted).collect();
    in_chromium("/", async |browser, _host| {
        let mut known = HashSet::new();
        let mut dead = Vec::new();
        for (width, height) in [(1280, 900), (390, 844)] {
            states::set_screen(browser.session(), width, height).await?;
            for state in &states {
                if state.screens.include(width) {
                    dead.extend(dead_controls(&browser, state, &mut known).await?);
                }
            }
        }
        assert!(known.len() > 20, "only these were found: {known:?}");
        // The page of the address that is not there is an error, as it should be.
        browser.forgive(&["404 (Not Found)"]).await?;
        expect_none(&dead)
    })
}

/// The controls of a state that are not known yet, and do nothing.
async fn dead_controls(
    browser: &Browser,
    state: &State,
    known: &mut HashSet<String>,
) -> Outcome<Vec<String>> {
    let (site, session) = (browser.address_of(""), browser.session());
    let call = |script: &str| format!("return (async () => {{ {CONTROLS} {script} }})();");
    let mut dead = Vec::new();
    states::show(session, &site, state).await?;
    let names: Vec<String> = browser.run(&call(NAMES)).await?;
    for name in names {
        if !known.insert(name.clone()) {
            continue;
        }
        states::show(session, &site, state).await?;
        let used = browser
            .run_with::<bool>(&call(USE), vec![json!(name)])
            .await;
        // Who leads to another page is gone before an answer.
        let is_gone = used.is_err() && !browser.get::<bool>("'wasUsed' in window").await?;
        if !is_gone && !used? {
            dead.push(format!("{}: {name}", state.name));
        }
    }
    Ok(dead)
}

#[test]
fn every_control_of_the_guide_does_something() -> Outcome {
    use_every_control(&["", "guide/", "glossary/", "situations/", "about/", "no-"])
}

#[test]
fn every_control_of_the_comparison_does_something() -> Outcome {
    use_every_control(&["compare/"])
}

#[test]
fn every_control_of_the_skills_does_something() -> Outcome {
    use_every_control(&["skills/"])
}

#[test]
fn every_control_of_the_roadmap_does_something() -> Outcome {
    use_every_control(&["roadmap/"])
}
