//! Starting a browser: its driver on a free port, and the capabilities of a session.

use crate::harness::{Failure, Outcome};
use serde_json::{Value, json};
use std::env;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use thirtyfour::{Capabilities, WebDriver};
use tokio::time::{Instant, sleep};

/// How long a driver may take until it accepts connections, on a busy machine.
const START_TIME: Duration = Duration::from_secs(30);

/// A browser that the tests know how to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Chrome, by chromedriver. All journeys run here.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver, on a virtual screen.
    WebKit,
}

impl Engine {
    /// The command that starts the driver. `cargo xtask test` says where each one is.
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

    fn capabilities(self, prefs: &Value) -> Outcome<Value> {
        Ok(match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    // No sandbox: it does not start as root, and nothing but our own site is opened.
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                        "--no-first-run", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                        "--window-size=1280,900",
                    ],
                    "prefs": prefs,
                },
            }),
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
fn mini_browser() -> Outcome<PathBuf> {
    for architecture in Path::new("/usr/lib").read_dir()?.flatten() {
        for version in ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"] {
            let program = architecture.path().join(version).join("MiniBrowser");
            if program.exists() {
                return Ok(program);
            }
        }
    }
    Err(Failure::new(
        "WebKitGTK's MiniBrowser is not below /usr/lib",
    ))
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
    pub async fn start(engine: Engine) -> Outcome<Self> {
        // Free now; that somebody takes it before the driver does is unlikely.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let process = engine
            .command(port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that all of it can be ended.
            .process_group(0)
            .spawn()
            .map_err(|error| {
                Failure::new(format!("the driver of {engine:?} does not start: {error}"))
            })?;
        let mut driver = Self {
            engine,
            port,
            process,
        };
        let deadline = Instant::now() + START_TIME;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = driver.process.try_wait()? {
                return Err(Failure::new(format!(
                    "the driver of {engine:?} ended: {status}"
                )));
            }
            if Instant::now() > deadline {
                return Err(Failure::new(format!(
                    "the driver of {engine:?} does not answer"
                )));
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// Opens a browser with a fresh profile. `prefs` are the browser's own settings.
    pub async fn open(&self, prefs: &Value) -> Outcome<WebDriver> {
        let Value::Object(capabilities) = self.engine.capabilities(prefs)? else {
            return Err(Failure::new("capabilities are an object"));
        };
        let address = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(address, Capabilities::from(capabilities))
            .await
            .map_err(|error| Failure::new(format!("{:?} does not start: {error}", self.engine)))
    }
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
