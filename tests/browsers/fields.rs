//! No field cuts what is written into it. Seen once: notes of the comparison were cut after 500 bytes,
//! which are 250 Cyrillic letters, and what somebody pasted into them or into the sentences about skills
//! was cut by the browser, which says nothing.

use crate::accessibility::expect_none;
use crate::harness::{Outcome, in_chromium};
use serde_json::json;
use states::{STATES, State, Storage};

/// More letters than any field takes that has a limit.
const LETTERS: usize = 6_000;

/// Writes so many letters into each field for text as a person pastes them, and tells which fields have
/// fewer than that then, or led to fewer in the storage. What is stored must be all of it, or nothing.
const CUT: &str = "
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const [length] = arguments;
    const long = 'Ж'.repeat(length);
    const runs = (text) => (text.match(/Ж+/gu) ?? []).map((run) => run.length).filter((run) => run !== length);
    const kept = () => [localStorage, sessionStorage].flatMap((storage) => Object.values(storage)).join();
    const kinds = '#content :is(textarea, input:is([type=text], [type=search], :not([type]))):not([readonly])';
    for (const folded of document.querySelectorAll('#content details')) folded.open = true;
    await pause(300);
    const cut = [];
    const known = new Set();
    let tried = 0;
    for (const field of document.querySelectorAll(kinds)) {
        const name = [field.closest('form, section')?.className, (field.id || field.className).split('-of-')[0]].join(' ');
        if (known.has(name) || field.disabled || !field.checkVisibility({ visibilityProperty: true })) continue;
        known.add(name);
        const before = field.value;
        const write = async (text) => {
            field.focus();
            field.select();
            document.execCommand('insertText', false, text);
            field.dispatchEvent(new Event('change', { bubbles: true }));
            await pause(200);
        };
        await write(long);
        tried += 1;
        if (field.value !== long) cut.push(`${name}: ${field.value.length} letters in the field`);
        for (const run of runs(kept())) cut.push(`${name}: ${run} letters in the storage`);
        await write(before || 'a');
    }
    return [tried, cut];";

#[test]
fn no_field_cuts_what_is_written_into_it() -> Outcome {
    const OPEN_ROW: State = State {
        steps: &[states::Step::OpenAll],
        ..State::of_page("compare/#hiring")
    };
    in_chromium("/", async |browser, _host| {
        states::set_screen(browser.session(), 1280, 900).await?;
        let site = browser.address_of("");
        let mut tried = 0;
        let mut cut = Vec::new();
        for state in [&OPEN_ROW].into_iter().chain(STATES) {
            let has_storage = matches!(state.storage, Storage::Holds(_));
            if !state.has_app || !has_storage || !state.screens.include(1280) {
                continue;
            }
            states::show(browser.session(), &site, state).await?;
            let script = format!("return (async () => {{ {CUT} }})();");
            let (fields, found): (usize, Vec<String>) =
                browser.run_with(&script, vec![json!(LETTERS)]).await?;
            tried += fields;
            cut.extend(found.iter().map(|found| format!("{}: {found}", state.name)));
        }
        assert!(tried > 20, "only {tried} fields were found");
        browser.forgive(&["404 (Not Found)"]).await?;
        expect_none(&cut)
    })
}
