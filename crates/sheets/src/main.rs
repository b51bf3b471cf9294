//! `sheets DIST OUT`: pictures of the built site to look at, all screens of a state beside each other.
//!
//! It judges nothing. `cargo xtask sheets` builds the site, says where the browser's driver is, and
//! runs this.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use browser_driver::{Engine, start_browser};
use clap::Parser;
use serde_json::{Value, json};
use states::{STATES, State, set_screen, set_theme, show};
use static_host::{Host, HostOptions};
use thirtyfour::WebDriver;
use tokio::time::sleep;

use crate::index::Taken;

mod index;

/// The screens in CSS pixels: two phones, a tablet, two desks.
const SCREENS: [(u32, u32); 5] = [
    (320, 640),
    (390, 844),
    (768, 1024),
    (1280, 800),
    (1720, 1000),
];

/// As the rows of a sheet, from the top.
const THEMES: [&str; 2] = ["light", "dark"];

/// The longest picture of a whole page. What is below shows nothing new.
const LONGEST: u32 = 8000;

/// How long a page may take to stop moving after its last step.
const SETTLING: Duration = Duration::from_millis(250);

/// Take pictures of the built site.
#[derive(Parser)]
struct Arguments {
    /// The built site
    dist: PathBuf,
    /// The folder for the pictures
    out: PathBuf,
    /// Only pages and states whose name contains this
    #[arg(long, value_name = "PART", default_value = "")]
    only: String,
    /// Only this width of the screen
    #[arg(long)]
    width: Option<u32>,
    /// Whole pages instead of the first screen
    #[arg(long)]
    full: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let pages = sitemap(&arguments.dist)?;
    let pages = pages.into_iter().map(State::of_page);
    let wanted: Vec<State> = pages
        .chain(STATES.iter().copied())
        .filter(|state| state.name.contains(&arguments.only))
        .collect();
    fs::create_dir_all(&arguments.out)?;
    let host = Host::start(HostOptions {
        root: arguments.dist.clone(),
        base: "/".to_owned(),
        port: 0,
    })?;
    let site = host.address();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let failures = runtime.block_on(async {
        let (_driver, session) = start_browser(Engine::Chromium, &json!({})).await?;
        let failures = take_all(&session, &site, &wanted, &arguments).await;
        session.quit().await?;
        failures
    })?;

    let taken: Vec<Taken> = wanted
        .iter()
        .map(|state| Taken::find(state, &arguments.out))
        .collect();
    let index = arguments.out.join("index.html");
    fs::write(&index, index::page(&taken))?;
    println!("{} pages and states: {}", taken.len(), index.display());
    for failure in &failures {
        println!("not reached: {failure}");
    }
    anyhow::ensure!(
        failures.is_empty(),
        "{} states were not reached",
        failures.len()
    );
    Ok(())
}

/// The pages of the built site, for as long as the program runs.
fn sitemap(dist: &Path) -> Result<Vec<&'static str>> {
    let text = fs::read_to_string(dist.join("sitemap.txt")).context("there is no built site")?;
    let text: &'static str = text.leak();
    Ok(states::pages_in(text).collect())
}

/// Takes all pictures, and says which states were not reached.
async fn take_all(
    session: &WebDriver,
    site: &str,
    wanted: &[State],
    arguments: &Arguments,
) -> Result<Vec<String>> {
    // The fonts are part of what the worker keeps: a page has them from the second visit on.
    session.goto(site).await?;
    let kept = "return navigator.serviceWorker.ready.then(() => null);";
    session.execute(kept, Vec::new()).await?;
    let screens = SCREENS
        .into_iter()
        .filter(|(width, _)| arguments.width.is_none_or(|only| only == *width));
    let mut failures = Vec::new();
    for (width, height) in screens {
        set_screen(session, width, height).await?;
        for state in wanted.iter().filter(|state| state.screens.include(width)) {
            if let Err(error) = show(session, site, state).await {
                failures.push(format!("{error} ({width} px)"));
                continue;
            }
            for theme in THEMES {
                set_theme(session, theme).await?;
                sleep(SETTLING).await;
                let picture = picture(session, (width, height), arguments.full).await?;
                let name = index::picture_name(state, width, theme);
                fs::write(arguments.out.join(name), picture)?;
            }
            if state.paper && width == 1280 {
                let name = index::paper_name(state);
                fs::write(arguments.out.join(name), paper(session).await?)?;
            }
        }
        println!("{width} px");
    }
    Ok(failures)
}

/// The page as it is on the screen now, as a PNG file.
async fn picture(session: &WebDriver, (width, height): (u32, u32), full: bool) -> Result<Vec<u8>> {
    let mut parameters = json!({ "format": "png" });
    if full {
        let metrics = send(session, "Page.getLayoutMetrics", json!({})).await?;
        let whole = metrics["cssContentSize"]["height"].as_f64();
        let whole = whole
            .unwrap_or_default()
            .clamp(height.into(), LONGEST.into());
        parameters["captureBeyondViewport"] = json!(true);
        parameters["clip"] = json!({ "x": 0, "y": 0, "width": width, "height": whole, "scale": 1 });
    }
    data(&send(session, "Page.captureScreenshot", parameters).await?)
}

/// The page as it is printed, as a PDF file.
async fn paper(session: &WebDriver) -> Result<Vec<u8>> {
    let parameters = json!({ "preferCSSPageSize": true });
    data(&send(session, "Page.printToPDF", parameters).await?)
}

/// Sends a command of the Chrome DevTools Protocol.
async fn send(session: &WebDriver, command: &str, parameters: Value) -> Result<Value> {
    Ok(session.cdp().send_raw(command, parameters).await?)
}

/// The file in an answer of the browser.
fn data(answer: &Value) -> Result<Vec<u8>> {
    let text = answer["data"].as_str().context("there is no picture")?;
    Ok(STANDARD.decode(text)?)
}
