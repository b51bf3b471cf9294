//! How a browser is brought to a state. Chromium only: screen, theme and storage are its emulation.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverError;
use tokio::time::{Instant, sleep};

use crate::{State, Step, Storage};

/// How long a step may take that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(40);

/// A file of the site that is no page: nothing starts there, and its storage is the site's.
const QUIET_FILE: &str = "sitemap.txt";

/// What a page sees where the person's settings forbid it to store anything.
const DENY_STORAGE: &str = "for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });";

/// Functions that the steps share. What is folded away is there at the next attempt.
const TOOLS: &str = "
    const visible = (element) => element.checkVisibility({ visibilityProperty: true });
    const unfold = (element) => {
        const around = element?.closest('summary')?.parentElement ?? element;
        for (let part = around; part; part = part.parentElement) if (part !== around && part.matches('details')) part.open = true;
    };
    const first = (css) => {
        const all = [...document.querySelectorAll(css)];
        return all.find(visible) ?? unfold(all[0]);
    };
    const press = (element) => { if (!element || element.disabled) return false; element.click(); return true; };";

/// Why a state was not reached.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// The browser refused something.
    #[error("{0}: {1}")]
    Browser(&'static str, WebDriverError),
    /// A step was not possible in time.
    #[error("{0}: not possible: {1:?}")]
    Step(&'static str, Step),
    /// The app did not become live in time.
    #[error("{0}: the app does not start")]
    NotLive(&'static str),
}

/// Opens the page of a state with its storage, and takes its steps. `site` is the address of the start
/// page. A page stays open in the state that it was left in: screen and theme can be changed then.
///
/// # Errors
/// The browser refuses, or a step is not possible.
pub async fn show(session: &WebDriver, site: &str, state: &State) -> Result<(), ShowError> {
    let browser = |error| ShowError::Browser(state.name, error);
    // Also because a change of the fragment alone would not load the page anew.
    let quiet = [site, QUIET_FILE].concat();
    session.goto(quiet).await.map_err(browser)?;
    let entries = match state.storage {
        Storage::Holds(entries) => entries,
        Storage::Denied => &[],
    };
    let store = "localStorage.clear(); sessionStorage.clear();
        for (const [key, value] of arguments[0]) localStorage.setItem('tech-lead-guide:' + key, value);
        return null;";
    session
        .execute(store, vec![json!(entries)])
        .await
        .map_err(browser)?;

    let denial = match state.storage {
        Storage::Denied => Some(deny_storage(session).await.map_err(browser)?),
        Storage::Holds(_) => None,
    };
    let opened = session.goto([site, state.page].concat()).await;
    if let Some(denial) = denial {
        let parameters = json!({ "identifier": denial });
        let method = "Page.removeScriptToEvaluateOnNewDocument";
        let removed = session.cdp().send_raw(method, parameters).await;
        removed.map_err(browser)?;
    }
    opened.map_err(browser)?;

    let live = "return document.documentElement.hasAttribute('data-hydrated');";
    if state.has_app && !becomes_true(session, live, Vec::new()).await {
        return Err(ShowError::NotLive(state.name));
    }
    for step in state.steps {
        let (script, arguments) = script_of(*step);
        if !becomes_true(session, &[TOOLS, script].concat(), arguments).await {
            return Err(ShowError::Step(state.name, *step));
        }
    }
    Ok(())
}

/// A screen of this size, in CSS pixels. One as narrow as a phone's is touched.
///
/// # Errors
/// The browser refuses.
pub async fn set_screen(session: &WebDriver, width: u32, height: u32) -> Result<(), ShowError> {
    let phone = width <= crate::WIDEST_PHONE;
    let screen =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
    let touch = json!({ "enabled": phone });
    for (method, parameters) in [
        ("Emulation.setDeviceMetricsOverride", screen),
        ("Emulation.setTouchEmulationEnabled", touch),
    ] {
        let sent = session.cdp().send_raw(method, parameters).await;
        sent.map_err(|error| ShowError::Browser("the screen", error))?;
    }
    Ok(())
}

/// The system's colour scheme: `light` or `dark`.
///
/// # Errors
/// The browser refuses.
pub async fn set_theme(session: &WebDriver, theme: &str) -> Result<(), ShowError> {
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    let method = "Emulation.setEmulatedMedia";
    let sent = session.cdp().send_raw(method, features).await;
    sent.map_err(|error| ShowError::Browser("the theme", error))?;
    Ok(())
}

/// From now on no page may store anything. The answer names what to remove to allow it again.
async fn deny_storage(session: &WebDriver) -> Result<Value, WebDriverError> {
    let source = json!({ "source": DENY_STORAGE });
    let method = "Page.addScriptToEvaluateOnNewDocument";
    let added = session.cdp().send_raw(method, source).await?;
    Ok(added["identifier"].clone())
}

/// Whether statements return true within the patience. Between two pages there may be nothing to ask.
async fn becomes_true(session: &WebDriver, script: &str, arguments: Vec<Value>) -> bool {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = session.execute(script, arguments.clone()).await;
        match answer.map(|answer| answer.json() == true) {
            Ok(true) => return true,
            _ if Instant::now() > deadline => return false,
            _ => sleep(PAUSE).await,
        }
    }
}

/// The statements of a step, after [`TOOLS`]: true where it was possible.
fn script_of(step: Step) -> (&'static str, Vec<Value>) {
    match step {
        Step::Press(css) => ("return press(first(arguments[0]));", vec![json!(css)]),
        Step::PressText(css, text) => (
            "const parts = document.querySelector(arguments[0])?.querySelectorAll('button, a, summary, label, [role=menuitem]') ?? [];
            return press([...parts].find((part) => visible(part) && part.textContent.trim().startsWith(arguments[1])));",
            vec![json!(css), json!(text)],
        ),
        Step::Write(css, text) => (
            "const field = first(arguments[0]);
            if (!field || field.disabled) return false;
            field.focus();
            field.value = arguments[1];
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
            return true;",
            vec![json!(css), json!(text)],
        ),
        Step::PressAll(css) => (
            "const next = first(arguments[0]); if (!next) return true; press(next); return false;",
            vec![json!(css)],
        ),
        Step::OpenAll => (
            "for (const part of document.querySelectorAll('main details')) part.open = true; return true;",
            Vec::new(),
        ),
        Step::See(css, text) => (
            "return Boolean(first(arguments[0])?.textContent.includes(arguments[1]));",
            vec![json!(css), json!(text)],
        ),
    }
}
