//! What a test does with a browser: open, click, type, look. Nothing sleeps for a fixed time:
//! whatever is expected is polled for.

use std::error::Error;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use browser_driver::{Engine, start_browser};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use static_host::{Host, HostOptions};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;
use thirtyfour::{ElementId, WebDriverRunError};
use tokio::time::{Instant, sleep};

/// How long anything may take that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(40);

/// Keeps the text of a file that the page offers as `window.saved`, instead of a download.
pub const CATCH_FILES: &str = "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return '#saved'; };";

/// Why a test could not go on. Tests return it, and it is shown as it is written.
pub struct Failure(String);

/// The result of a test, and of each of its steps.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The folder with the built site.
pub fn dist() -> PathBuf {
    std::env::var_os("DIST_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
        PathBuf::from,
    )
}

/// A host with the built site in the place of one that was stopped.
pub fn host_again(base: &str, port: u16) -> Outcome<Host> {
    let root = dist();
    let base = base.to_owned();
    Ok(Host::start(HostOptions { root, base, port })?)
}

/// The pages of the built site, without their leading slash.
pub fn sitemap() -> Outcome<Vec<String>> {
    let path = dist().join("sitemap.txt");
    let text = fs::read_to_string(&path).map_err(|error| {
        Failure::new(format!("{}: {error} (cargo xtask build)", path.display()))
    })?;
    Ok(states::pages_in(&text).map(str::to_owned).collect())
}

/// Several tests run at the same time, each in a browser of its own. What is measured then depends on
/// the others, so a test that measures waits until it has the machine to itself.
static MACHINE: RwLock<()> = RwLock::new(());

/// `xvfb-run` looks for a free screen and takes it later: two at once can find the same one.
static VIRTUAL_SCREEN: Mutex<()> = Mutex::new(());

/// A Chromium of its own and a host of its own, with the site under `base`.
pub fn in_chromium(base: &str, visit: impl AsyncFnOnce(Browser, Arc<Host>) -> Outcome) -> Outcome {
    in_browser(Engine::Chromium, &json!({}), base, visit)
}

/// The same while no other test runs: for what depends on how busy the machine is.
pub fn in_chromium_alone(
    base: &str,
    visit: impl AsyncFnOnce(Browser, Arc<Host>) -> Outcome,
) -> Outcome {
    let _machine = MACHINE.write().unwrap_or_else(PoisonError::into_inner);
    visit_with(Engine::Chromium, &json!({}), base, visit)
}

/// The same within a test that has a browser open already, on a thread of its own: it has its share of the
/// machine. To ask for it a second time would be to wait for a test that waits for this one.
pub fn in_chromium_beside(
    base: &str,
    visit: impl AsyncFnOnce(Browser, Arc<Host>) -> Outcome,
) -> Outcome {
    visit_with(Engine::Chromium, &json!({}), base, visit)
}

/// The same in any engine and with settings of the browser. Where the engine tells, a visit that
/// leaves an error in the console fails.
pub fn in_browser(
    engine: Engine,
    prefs: &Value,
    base: &str,
    visit: impl AsyncFnOnce(Browser, Arc<Host>) -> Outcome,
) -> Outcome {
    let _machine = MACHINE.read().unwrap_or_else(PoisonError::into_inner);
    let _screen = (engine == Engine::WebKit).then(|| {
        VIRTUAL_SCREEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    });
    visit_with(engine, prefs, base, visit)
}

fn visit_with(
    engine: Engine,
    prefs: &Value,
    base: &str,
    visit: impl AsyncFnOnce(Browser, Arc<Host>) -> Outcome,
) -> Outcome {
    let host = Arc::new(Host::start(HostOptions {
        root: dist(),
        base: base.to_owned(),
        port: 0,
    })?);
    let address = host.address();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // The driver ends where it is dropped.
        let (_driver, session) = start_browser(engine, prefs).await?;
        // A failed assertion panics; the browser is closed all the same.
        let visited = session
            .run_and_quit(async |session| {
                let browser = Browser {
                    session,
                    engine,
                    address,
                };
                visit(browser.clone(), Arc::clone(&host)).await?;
                if host.is_running() {
                    browser.expect_quiet_console().await
                } else {
                    browser.forgive_missing_host().await
                }
            })
            .await;
        visited.map_err(|failure| match failure {
            WebDriverRunError::Body(failure) => failure,
            WebDriverRunError::BodyAndCleanup { body, .. } => body,
            WebDriverRunError::Cleanup(error) => {
                Failure::new(format!("the browser does not close: {error}"))
            }
            _ => Failure::new("the session failed"),
        })
    })
}

/// A browser with one tab.
#[derive(Debug, Clone)]
pub struct Browser {
    session: WebDriver,
    engine: Engine,
    /// The address of the site's start page.
    address: String,
}

/// Asks for the role of an element, which the driver library has no name for.
#[derive(Debug)]
struct ComputedRole(ElementId);

impl ExtensionCommand for ComputedRole {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> http::Method {
        http::Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        format!("/element/{}/computedrole", self.0).into()
    }
}

impl Browser {
    /// The session itself, for what no other test needs.
    pub fn session(&self) -> &WebDriver {
        &self.session
    }

    /// The address of a page, which has no leading slash.
    pub fn address_of(&self, page: &str) -> String {
        [self.address.as_str(), page].concat()
    }

    /// Loads a page, without waiting for the app. (As in any browser, nothing is loaded where only
    /// the fragment differs from the address that is open.)
    pub async fn load(&self, page: &str) -> Outcome {
        self.session
            .goto(self.address_of(page))
            .await
            .map_err(|error| Failure::new(format!("{page}: {error}")))
    }

    /// Loads a page of another site that shows one page inside itself, and goes on inside that.
    pub async fn load_frame(&self, address: &str) -> Outcome {
        self.session.goto(address).await?;
        Ok(self.session.enter_frame(0).await?)
    }

    /// Loads a page and waits until the app is live.
    pub async fn open(&self, page: &str) -> Outcome {
        self.load(page).await?;
        self.wait_live().await
    }

    /// Loads the page again and waits until the app is live.
    pub async fn reload(&self) -> Outcome {
        self.session.refresh().await?;
        self.wait_live().await
    }

    /// Waits until the app is live.
    pub async fn wait_live(&self) -> Outcome {
        self.expect(
            "document.documentElement.hasAttribute('data-hydrated')",
            true,
        )
        .await
    }

    /// One step back in the history.
    pub async fn back(&self) -> Outcome {
        Ok(self.session.back().await?)
    }

    /// One step forward in the history.
    pub async fn forward(&self) -> Outcome {
        Ok(self.session.forward().await?)
    }

    /// Runs statements in the page. Their `return` value is the result; a promise is waited for.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        self.run_with(script, Vec::new()).await
    }

    /// The same with `arguments`.
    pub async fn run_with<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Outcome<T> {
        let result = self.session.execute(script, arguments).await;
        let value = result.and_then(|value| value.convert());
        value.map_err(|error| Failure::new(format!("{}\n{error}", shortened(script))))
    }

    /// The value of an expression in the page.
    pub async fn get<T: DeserializeOwned>(&self, expression: &str) -> Outcome<T> {
        self.run(&format!("return ({expression});")).await
    }

    /// Waits until an expression in the page has a value.
    pub async fn expect(&self, expression: &str, value: impl Into<Value>) -> Outcome {
        self.expect_within(PATIENCE, expression, value).await
    }

    /// The same for what takes longer.
    pub async fn expect_within(
        &self,
        patience: Duration,
        expression: &str,
        value: impl Into<Value>,
    ) -> Outcome {
        let wanted = value.into();
        let script = format!("return ({expression});");
        let deadline = Instant::now() + patience;
        loop {
            // Between two pages there may be nothing to ask.
            let found = self
                .session
                .execute(script.as_str(), Vec::new())
                .await
                .map(|found| found.json().clone());
            match found {
                Ok(found) if found == wanted => return Ok(()),
                found if Instant::now() > deadline => {
                    let found =
                        found.map_or_else(|error| error.to_string(), |found| found.to_string());
                    let page = self
                        .session
                        .current_url()
                        .await
                        .map_or_else(|_| String::new(), String::from);
                    let expression = shortened(expression);
                    return Err(Failure::new(format!(
                        "on {page}\n  {expression}\n  is     {found}\n  not    {wanted}"
                    )));
                }
                _ => sleep(PAUSE).await,
            }
        }
    }

    /// Waits until the page has kept a text as `window.<name>`, and takes it away.
    pub async fn take(&self, name: &str) -> Outcome<String> {
        self.expect(&format!("typeof window.{name}"), "string")
            .await?;
        self.run(&format!(
            "const text = window.{name}; delete window.{name}; return text;"
        ))
        .await
    }

    /// Waits until the text of the element that `css` selects contains `part`.
    pub async fn expect_text(&self, css: &str, part: &str) -> Outcome {
        let expression = format!(
            "document.querySelector({0})?.textContent.includes({1}) || document.querySelector({0})?.textContent",
            json!(css),
            json!(part)
        );
        self.expect(&expression, true).await
    }

    /// Waits until the milestone with this id is ticked.
    pub async fn expect_ticked(&self, id: &str) -> Outcome {
        self.expect(
            &format!("document.getElementById('tick-{id}').checked"),
            true,
        )
        .await
    }

    /// Waits until the path of the address, below the site's folder, with query and fragment, is
    /// `page`.
    pub async fn expect_page(&self, page: &str) -> Outcome {
        self.expect("location.href", self.address_of(page)).await
    }

    /// Waits until the element with this id is in the viewport with nothing in front of it.
    pub async fn expect_in_view(&self, id: &str) -> Outcome {
        let script = "(() => {
            const element = document.getElementById(ID);
            const box = element?.getBoundingClientRect();
            const there = box && document.elementFromPoint(box.left + 4, box.top + Math.min(box.height, 40) / 2);
            return Boolean(there) && (element.contains(there) || there.contains(element)) && box.top >= 0;
        })()";
        self.expect(&script.replace("ID", &json!(id).to_string()), true)
            .await
    }

    /// Clicks the first visible element that `css` selects, as a person does: it must not be
    /// covered. What is folded is opened first, and what lies behind a notice at the edge of the
    /// screen is scrolled to its middle.
    pub async fn click(&self, css: &str) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.try_click(css).await {
                Ok(()) => return Ok(()),
                Err(error) if Instant::now() > deadline => {
                    // The rest is the driver's own stack.
                    let error = error.to_string();
                    let error = error
                        .split("Stacktrace")
                        .next()
                        .unwrap_or_default()
                        .trim_end();
                    return Err(Failure::new(format!("click {css}: {error}")));
                }
                Err(_) => {
                    let reach = "const element = document.querySelector(arguments[0]);
                        const own = element?.closest('summary')?.parentElement;
                        let folded = (own ?? element)?.parentElement?.closest('details:not([open])');
                        for (; folded; folded = folded.parentElement.closest('details:not([open])')) folded.open = true;
                        element?.scrollIntoView({ block: 'center' }); return null;";
                    _ = self.run_with::<Value>(reach, vec![json!(css)]).await;
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn try_click(&self, css: &str) -> WebDriverResult<()> {
        let mut visible = self.session.find(By::Css(css)).await?;
        for element in self.session.find_all(By::Css(css)).await? {
            if element.is_displayed().await? {
                visible = element;
                break;
            }
        }
        let clicked = visible.click().await;
        if clicked.is_err() {
            // It may be behind something that stays in sight: away from the edges, for the next attempt.
            visible.scroll_into_view().await?;
        }
        clicked
    }

    /// Waits until there is something that `css` selects.
    pub async fn expect_there(&self, css: &str) -> Outcome {
        self.find(css).await.map(drop)
    }

    /// The first element that `css` selects, as soon as there is one.
    async fn find(&self, css: &str) -> Outcome<WebElement> {
        let query = self.session.query(By::Css(css)).wait(PATIENCE, PAUSE);
        let found = query.first().await;
        found.map_err(|_| Failure::new(format!("there is no {css}")))
    }

    /// Drags an element onto another with the mouse, to so many CSS pixels below its middle.
    pub async fn drag(&self, from: &str, to: &str, below: i64) -> Outcome {
        let from = self.find(from).await?;
        let to = self.find(to).await?;
        from.scroll_into_view().await?;
        let chain = self
            .session
            .action_chain()
            .click_and_hold_element(&from)
            .move_to_element_with_offset(&to, 0, below)
            .release();
        Ok(chain.perform().await?)
    }

    /// Types into what `css` selects, after what is there.
    pub async fn type_into(&self, css: &str, text: impl Into<TypingData>) -> Outcome {
        let element = self.find(css).await?;
        Ok(element.send_keys(text).await?)
    }

    /// Types into what `css` selects, in place of what is there.
    pub async fn replace_text(&self, css: &str, text: &str) -> Outcome {
        self.type_into(css, Key::Control + "a").await?;
        match text {
            "" => self.type_into(css, Key::Backspace + "").await,
            text => self.type_into(css, text).await,
        }
    }

    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self.session.active_element().await?.send_keys(keys).await?)
    }

    /// Presses the Tab key. (Keys sent to a field for files would be taken for the name of one.)
    pub async fn press_tab(&self) -> Outcome {
        let keys = self.session.action_chain().send_keys(Key::Tab + "");
        Ok(keys.perform().await?)
    }

    /// Does something in another tab, which is closed afterwards.
    pub async fn in_another_tab(&self, visit: impl AsyncFnOnce(&Self) -> Outcome) -> Outcome {
        let here = self.session.window().await?;
        let other = self.session.new_tab().await?;
        self.session.switch_to_window(other).await?;
        visit(self).await?;
        self.session.close_window().await?;
        Ok(self.session.switch_to_window(here).await?)
    }

    /// Opens another tab, and goes on there. The answer leads back to the tab that was open.
    pub async fn new_tab(&self) -> Outcome<WindowHandle> {
        let here = self.session.window().await?;
        let other = self.session.new_tab().await?;
        self.session.switch_to_window(other).await?;
        Ok(here)
    }

    /// The tab that is open.
    pub async fn tab(&self) -> Outcome<WindowHandle> {
        Ok(self.session.window().await?)
    }

    /// Goes on in another tab.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Outcome {
        Ok(self.session.switch_to_window(tab.clone()).await?)
    }

    /// A command of the DevTools protocol, which only Chromium has.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Outcome {
        self.session.cdp().send_raw(method, parameters).await?;
        Ok(())
    }

    /// What the elements that `css` selects are to assistive technology, as the browser computes it.
    pub async fn computed_roles(&self, css: &str) -> Outcome<Vec<String>> {
        let mut roles = Vec::new();
        for element in self.session.find_all(By::Css(css)).await? {
            let ask = Command::ExtensionCommand(Box::new(ComputedRole(element.element_id())));
            roles.push(self.session.cmd(ask).await?.value::<String>()?);
        }
        Ok(roles)
    }

    /// What the style writes before the elements with this name (in capitals), as it is painted: counters
    /// as their numbers. Chromium only.
    pub async fn painted_before(&self, element: &str) -> Outcome<Vec<String>> {
        let cdp = self.session.cdp();
        let wanted = json!({ "computedStyles": [] });
        let page = cdp.send_raw("DOMSnapshot.captureSnapshot", wanted).await?;
        let (nodes, painted) = (
            &page["documents"][0]["nodes"],
            &page["documents"][0]["layout"],
        );
        let string = |index: &Value| {
            Some(
                page["strings"][usize::try_from(index.as_u64()?).ok()?]
                    .as_str()?
                    .to_owned(),
            )
        };
        let texts = painted["text"].as_array().into_iter().flatten();
        let of_nodes = painted["nodeIndex"].as_array().into_iter().flatten();
        let before = of_nodes.zip(texts).filter_map(|(node, text)| {
            let at = usize::try_from(node.as_u64()?).ok()?;
            let parent = usize::try_from(nodes["parentIndex"][at].as_u64()?).ok()?;
            let is_before = string(&nodes["nodeName"][at])? == "::before";
            let is_wanted = string(&nodes["nodeName"][parent])? == element;
            (is_before && is_wanted).then(|| string(text)).flatten()
        });
        Ok(before.collect())
    }

    /// A screen that is touched. Chromium only.
    pub async fn emulate_touch(&self) -> Outcome {
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": true }),
        )
        .await
    }

    /// A phone of 390 by 844 CSS pixels, which is touched, with so many pixels of the screen for each.
    /// Chromium only.
    pub async fn emulate_phone(&self, scale: u32) -> Outcome {
        let screen =
            json!({ "width": 390, "height": 844, "deviceScaleFactor": scale, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await?;
        self.emulate_touch().await
    }

    /// The page as it is printed: a PDF file in base64. Not in WebKit, whose driver cannot.
    pub async fn printed(&self) -> Outcome<String> {
        if self.engine != Engine::Chromium {
            let usual = PrintParameters::default();
            return Ok(self.session.print_page_base64(usual).await?);
        }
        // On the paper that the page asks for.
        let parameters = json!({ "preferCSSPageSize": true });
        let cdp = self.session.cdp();
        let answer = cdp.send_raw("Page.printToPDF", parameters).await?;
        Ok(answer["data"].as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script before every page that is loaded from now on. Chromium only.
    pub async fn before_every_page(&self, script: &str) -> Outcome {
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        )
        .await
    }

    /// A screen of this width. Chromium only.
    pub async fn set_width(&self, width: u32) -> Outcome {
        self.set_screen(width, 900).await
    }

    /// A screen of this width and height, in CSS pixels. Chromium only.
    pub async fn set_screen(&self, width: u32, height: u32) -> Outcome {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await
    }

    /// The system's colour scheme: `light` or `dark`. Chromium only.
    pub async fn set_system_theme(&self, theme: &str) -> Outcome {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    /// The errors in the console since the last time. Only Chromium tells.
    pub async fn console_errors(&self) -> Outcome<Vec<String>> {
        if self.engine != Engine::Chromium {
            return Ok(Vec::new());
        }
        let entries = self.session.browser_log().await?;
        Ok(entries
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect())
    }

    /// Fails where there is an error in the console.
    pub async fn expect_quiet_console(&self) -> Outcome {
        self.forgive(&[]).await
    }

    /// Waits until the service worker keeps the whole site.
    pub async fn wait_for_offline(&self) -> Outcome {
        let worker = fs::read_to_string(dist().join("sw.js"))?;
        let files = worker
            .lines()
            .filter(|line| line.starts_with("[\""))
            .count();
        let kept = "(async () => {
            const registration = await navigator.serviceWorker?.getRegistration();
            if (registration?.active?.state !== 'activated') return `the worker is not active: ${
                registration?.installing?.state ?? registration?.waiting?.state ?? 'there is none'}`;
            const names = (await caches.keys()).filter((name) => name.startsWith('tech-lead-guide:'));
            // With a query, an entry is a note of the worker's own.
            const filesIn = async (name) => (await (await caches.open(name)).keys()).filter(({ url }) => !url.includes('?')).length;
            return Promise.all(names.map(filesIn));
        })()";
        self.expect(kept, json!([files])).await
    }

    /// Stops the host, and makes sure that it is gone for this browser too.
    pub async fn go_offline(&self, host: Arc<Host>) -> Outcome {
        // What was wrong so far is not to be taken for a consequence of this.
        self.expect_quiet_console().await?;
        host.stop();
        // `sitemap.txt` is for crawlers, so the worker does not keep it.
        let address = self.address_of("sitemap.txt");
        self.expect(
            &format!(
                "fetch('{address}', {{ cache: 'no-store' }}).then(() => 'it answers', () => 'gone')"
            ),
            "gone",
        )
        .await
    }

    /// Forgets the console's complaints about a host that is gone, and only those. The browser
    /// writes one for each request, whatever the page does with the failure: for the probe of
    /// `go_offline`, when it looks for a new `sw.js` after every page, and for parts of the app.
    pub async fn forgive_missing_host(&self) -> Outcome {
        let missing = [
            "ERR_CONNECTION_REFUSED",
            // It went while it was asked.
            "ERR_CONNECTION_RESET",
            "ERR_EMPTY_RESPONSE",
            "Failed to fetch",
            "fetching the script",
        ];
        self.forgive(&missing).await
    }

    /// Forgets the errors in the console that contain one of `parts`, and fails where there are others.
    pub async fn forgive(&self, parts: &[&str]) -> Outcome {
        let mut errors = self.console_errors().await?;
        errors.retain(|error| !parts.iter().any(|part| error.contains(part)));
        match errors.as_slice() {
            [] => Ok(()),
            errors => Err(Failure::new(format!(
                "errors in the console:\n{}",
                errors.join("\n")
            ))),
        }
    }
}

fn shortened(script: &str) -> String {
    if script.len() > 600 {
        format!("{}…", script.chars().take(600).collect::<String>())
    } else {
        script.to_owned()
    }
}
