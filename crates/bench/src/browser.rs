//! A fresh Chromium for every measurement.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use browser_driver::{Driver, Engine};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use tokio::time::sleep;

/// Longer than any script here may take.
const LONGEST_SCRIPT: Duration = Duration::from_secs(120);
/// An app that has not started after this time counts as never interactive.
const LONGEST_START: Duration = Duration::from_secs(60);

/// By how much the processor is slowed down where a phone is meant.
pub const PHONE_SLOWDOWN: u32 = 4;

/// A browser with a profile of its own, which nothing is cached in.
pub struct Browser {
    session: WebDriver,
}

impl Browser {
    /// Opens a browser, measures in it and closes it.
    pub async fn visit<T>(
        driver: &Driver,
        measure: impl AsyncFnOnce(&Self) -> Result<T>,
    ) -> Result<T> {
        let browser = Self {
            session: driver.open(&json!({})).await?,
        };
        browser.session.set_script_timeout(LONGEST_SCRIPT).await?;
        let measured = measure(&browser).await;
        browser.session.quit().await?;
        measured
    }

    /// Starts the driver of the browsers.
    pub async fn driver() -> Result<Driver> {
        Ok(Driver::start(Engine::Chromium).await?)
    }

    /// Opens an address and waits for its `load` event.
    pub async fn open(&self, address: &str) -> Result<()> {
        Ok(self.session.goto(address).await?)
    }

    /// Runs statements in the page; their `return` value is the result.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        let answer = self.session.execute(script, Vec::new()).await?;
        Ok(answer.convert()?)
    }

    /// Runs statements in the page that hand their result to `answer`.
    pub async fn run_async<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        let script = format!("const answer = arguments[arguments.length - 1]; {script}");
        let answer = self.session.execute_async(script, Vec::new()).await?;
        Ok(answer.convert()?)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<()> {
        self.session.cdp().send_raw(command, parameters).await?;
        Ok(())
    }

    /// Divides the processor's speed.
    pub async fn slow_down(&self, by: u32) -> Result<()> {
        let rate = json!({ "rate": by });
        self.devtools("Emulation.setCPUThrottlingRate", rate).await
    }

    /// Waits until an expression in the page is true; false where it did not become so in time.
    pub async fn wait_for(&self, expression: &str) -> Result<bool> {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_START {
            if self.run(&format!("return Boolean({expression})")).await? {
                return Ok(true);
            }
            sleep(Duration::from_millis(100)).await;
        }
        Ok(false)
    }

    /// Waits until the app is live. Milliseconds from the start of the navigation.
    pub async fn wait_until_live(&self) -> Result<f64> {
        let mark = "performance.getEntriesByName('app-interactive')[0]?.startTime";
        ensure!(self.wait_for(mark).await?, "the app did not start");
        self.run(&format!("return {mark}")).await
    }
}
