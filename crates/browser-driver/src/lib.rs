//! Starting a browser: its driver on a free port, and the capabilities of a session.
//!
//! Where the drivers are is said by the variables `CHROMEDRIVER`, `GECKODRIVER` and `WEBKITDRIVER`,
//! which `cargo xtask` sets; without them they are looked for on `PATH`.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use std::{env, io};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverError;
use thirtyfour::{Capabilities, WebDriver};
use tokio::time::{Instant, sleep};

/// Why there is no browser.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum BrowserError {
    #[error("the driver of {0:?} does not start: {1}")]
    DriverStart(Engine, io::Error),
    #[error("the driver of {0:?} ended: {1}")]
    DriverEnded(Engine, ExitStatus),
    #[error("the driver of {0:?} does not answer")]
    DriverSilent(Engine),
    #[error("WebKitGTK's MiniBrowser is not below /usr/lib")]
    NoMiniBrowser,
    #[error("{0:?} does not start: {1}")]
    BrowserStart(Engine, WebDriverError),
}

/// How long a driver may take until it accepts connections, on a busy machine.
const START_TIME: Duration = Duration::from_secs(30);

/// How often a browser is started before it counts as one that does not start. On a busy machine a
/// start is sometimes lost on the way: the driver closes the connection, or finds no browser behind
/// its port.
const START_ATTEMPTS: usize = 3;

/// A browser that can be started here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Chrome, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver, on a virtual screen.
    WebKit,
}

impl Engine {
    /// The command that starts the driver.
    fn command(self, port: u16) -> Command {
        let program =
            |variable: &str, usual: &str| env::var_os(variable).unwrap_or_else(|| usual.into());
        let mut command = match self {
            Self::Chromium => Command::new(program("CHROMEDRIVER", "chromedriver")),
            Self::Firefox => Command::new(program("GECKODRIVER", "geckodriver")),
            Self::WebKit => {
                // It has no headless mode, and its processes find each other on the session bus.
                let mut command = Command::new("xvfb-run");
                command
                    .args(["-a", "dbus-run-session", "--"])
                    .arg(program("WEBKITDRIVER", "WebKitWebDriver"));
                // Its sandbox needs privileges that containers do not give.
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                command
            }
        };
        command.arg(format!("--port={port}"));
        command
    }

    /// `profile` is the folder of a profile that is kept; only Chromium takes one.
    fn capabilities(self, prefs: &Value, profile: Option<&Path>) -> Result<Value, BrowserError> {
        Ok(match self {
            Self::Chromium => {
                // No sandbox: it does not start as root, and nothing but our own site is opened.
                let mut args: Vec<String> = [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--window-size=1280,900",
                ]
                .map(str::to_owned)
                .to_vec();
                if let Some(profile) = profile {
                    args.push(format!("--user-data-dir={}", profile.display()));
                }
                json!({
                    "browserName": "chrome",
                    "goog:loggingPrefs": { "browser": "ALL" },
                    "goog:chromeOptions": { "args": args, "prefs": prefs },
                })
            }
            Self::Firefox => {
                let mut options = json!({ "args": ["-headless", "--width=1280", "--height=900"], "prefs": prefs });
                // Debian's package; elsewhere geckodriver finds Firefox on its own.
                let debian = Path::new("/usr/bin/firefox-esr");
                if debian.exists() {
                    options["binary"] = json!(debian);
                }
                json!({ "browserName": "firefox", "moz:firefoxOptions": options })
            }
            Self::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
            }),
        })
    }
}

/// Debian keeps it in a folder that names the processor and the version of the library.
fn mini_browser() -> Result<PathBuf, BrowserError> {
    let libraries = Path::new("/usr/lib").read_dir();
    for architecture in libraries.into_iter().flatten().flatten() {
        for version in ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"] {
            let program = architecture.path().join(version).join("MiniBrowser");
            if program.exists() {
                return Ok(program);
            }
        }
    }
    Err(BrowserError::NoMiniBrowser)
}

/// A running driver. It stops when it is dropped, and takes what it started with it.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    port: u16,
    process: Child,
}

impl Driver {
    /// Starts a driver and waits until it accepts connections.
    ///
    /// # Errors
    /// The driver is not on this machine, ends at once, or does not answer in time.
    pub async fn start(engine: Engine) -> Result<Self, BrowserError> {
        let start_error = |error| BrowserError::DriverStart(engine, error);
        let port = free_port().map_err(start_error)?;
        let process = engine
            .command(port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that all of it can be ended.
            .process_group(0)
            .spawn()
            .map_err(start_error)?;
        let mut driver = Self {
            engine,
            port,
            process,
        };
        let deadline = Instant::now() + START_TIME;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = driver.process.try_wait().map_err(start_error)? {
                return Err(BrowserError::DriverEnded(engine, status));
            }
            if Instant::now() > deadline {
                return Err(BrowserError::DriverSilent(engine));
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// Opens a browser with a fresh profile. `prefs` are the browser's own settings.
    ///
    /// # Errors
    /// The browser is not on this machine, or does not start.
    pub async fn open(&self, prefs: &Value) -> Result<WebDriver, BrowserError> {
        self.open_with(prefs, None).await
    }

    /// The same with a profile that is kept in this folder. Chromium only.
    ///
    /// # Errors
    /// The browser is not on this machine, or does not start.
    pub async fn open_with(
        &self,
        prefs: &Value,
        profile: Option<&Path>,
    ) -> Result<WebDriver, BrowserError> {
        let capabilities = match self.engine.capabilities(prefs, profile)? {
            Value::Object(wanted) => Capabilities::from(wanted),
            _ => Capabilities::new(),
        };
        WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities)
            .await
            .map_err(|error| BrowserError::BrowserStart(self.engine, error))
    }
}

impl Driver {
    /// Ends the driver and the browser at once, as a machine does that loses its power: nothing of
    /// them can clean up.
    pub fn kill(mut self) {
        let group = format!("-{}", self.process.id());
        _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        _ = self.process.wait();
    }
}

/// Starts a driver and opens a browser with it, anew where the start was lost.
///
/// # Errors
/// Why the last attempt failed.
pub async fn start_browser(
    engine: Engine,
    prefs: &Value,
) -> Result<(Driver, WebDriver), BrowserError> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        let driver = Driver::start(engine).await?;
        match driver.open(prefs).await {
            Ok(session) => return Ok((driver, session)),
            Err(error) if attempts == START_ATTEMPTS => return Err(error),
            Err(error) => eprintln!("attempt {attempts}: {error}"),
        }
    }
}

/// Free now; that somebody takes it before the driver does is unlikely.
fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The first lets `xvfb-run` and the driver clean up behind them; by the second, whatever is
        // left of the group ends.
        for signal in ["-TERM", "-KILL"] {
            let group = format!("-{}", self.process.id());
            _ = Command::new("kill")
                .args([signal, "--", &group])
                .stderr(Stdio::null())
                .status();
            for _ in 0..40 {
                if !matches!(self.process.try_wait(), Ok(None)) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}
