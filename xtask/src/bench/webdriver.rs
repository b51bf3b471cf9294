//! Driving Chromium through chromedriver: the few requests that the benchmark needs.
//!
//! WebDriver is JSON over HTTP on the same machine, so a socket does; a client library would cost
//! everybody who runs any command of this crate half a minute.

use std::cell::Cell;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::tools;

/// Longer than any page may take.
const LONGEST_ANSWER: Duration = Duration::from_secs(120);

/// A running chromedriver. It ends when it is dropped.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    port: u16,
    /// Numbers the profiles, so that no browser meets the cache of another.
    sessions: Cell<u32>,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub(super) fn start() -> Result<Self> {
        let program = tools::find_program("chromedriver");
        let program = program.ok_or_else(|| Error::failed("chromedriver is missing"))?;
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Error::while_doing("chromedriver"))?;
        let output = process.stdout.take();
        let mut driver = Self {
            process,
            port: 0,
            sessions: Cell::new(0),
        };

        let mut lines = BufReader::new(output.ok_or_else(|| Error::failed("no output"))?).lines();
        let port = lines.by_ref().map_while(std::result::Result::ok);
        let port = port.filter_map(|line| port_in(&line)).next();
        driver.port = port.ok_or_else(|| Error::failed("chromedriver did not start"))?;
        // What it prints later must go somewhere, or it stops when the pipe is full.
        thread::spawn(move || lines.for_each(drop));
        Ok(driver)
    }

    /// Starts a browser with a profile of its own.
    pub(super) fn session(&self) -> Result<Session<'_>> {
        let number = self.sessions.replace(self.sessions.get() + 1);
        let name = format!("tech-lead-guide-bench-{}-{number}", std::process::id());
        let profile = env::temp_dir().join(name);
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "timeouts": {"script": LONGEST_ANSWER.as_millis()},
            "goog:chromeOptions": chromium_options(&profile),
        }}});
        let answer = self.request("POST", "/session", &capabilities)?;
        let id = answer.get("sessionId").and_then(Value::as_str);
        let id = id.ok_or_else(|| Error::failed("chromedriver gave no session"))?;
        Ok(Session {
            driver: self,
            path: format!("/session/{id}"),
            profile,
        })
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let answer = exchange(self.port, method, path, &body.to_string());
        let answer = answer.map_err(Error::while_doing("talking to chromedriver"))?;
        let mut answer: Value = serde_json::from_str(&answer)
            .map_err(|error| Error::failed(format!("chromedriver's answer: {error}")))?;
        let value = answer.get_mut("value").map_or(Value::Null, Value::take);
        match value.get("error") {
            None => Ok(value),
            Some(error) => {
                let message = value.get("message").and_then(Value::as_str);
                let first_line = message.unwrap_or_default().lines().next();
                Err(Error::failed(format!(
                    "chromedriver: {error}: {}",
                    first_line.unwrap_or_default()
                )))
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// `ChromeDriver was started successfully on port 34567.`
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

fn chromium_options(profile: &std::path::Path) -> Value {
    let mut options = json!({"args": [
        "--headless=new",
        // The sandbox refuses to run as root, which is what CI machines are.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        format!("--user-data-dir={}", profile.display()),
    ]});
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(binary) = browsers.into_iter().find_map(tools::find_program) {
        options["binary"] = json!(binary);
    }
    options
}

/// One request, one connection, one answer.
fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    connection.set_read_timeout(Some(LONGEST_ANSWER))?;
    write!(
        connection,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;

    let mut reader = BufReader::new(connection);
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// A running browser. It closes, and its profile goes, when it is dropped.
#[derive(Debug)]
pub(super) struct Session<'driver> {
    driver: &'driver Driver,
    path: String,
    profile: PathBuf,
}

impl Session<'_> {
    /// Opens an address and waits for its `load` event.
    pub(super) fn open(&self, address: &str) -> Result<()> {
        self.post("url", &json!({"url": address})).map(drop)
    }

    /// Runs a script that returns its answer.
    pub(super) fn ask(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs a script that hands its answer to its last argument.
    pub(super) fn ask_later(&self, script: &str) -> Result<Value> {
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub(super) fn devtools(&self, command: &str, parameters: Value) -> Result<()> {
        let body = json!({"cmd": command, "params": parameters});
        self.post("goog/cdp/execute", &body).map(drop)
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value> {
        let path = format!("{}/{what}", self.path);
        self.driver.request("POST", &path, body)
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // chromedriver insists on an object, even here; without it the browser goes on running.
        if let Err(error) = self.driver.request("DELETE", &self.path, &json!({})) {
            eprintln!("warning: a browser may still be running: {error}");
        }
        _ = fs::remove_dir_all(&self.profile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_chromedriver_says() {
        let line = "ChromeDriver was started successfully on port 34567.";
        assert_eq!(port_in(line), Some(34567));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }

    #[test]
    fn every_browser_gets_the_profile_that_is_its_own() {
        let options = chromium_options(std::path::Path::new("/tmp/profile"));
        let arguments = options["args"].as_array().unwrap();
        assert!(arguments.contains(&json!("--user-data-dir=/tmp/profile")));
    }
}
