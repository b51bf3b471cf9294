//! One load of a page in a fresh browser on a slow line, and what the browser says of it.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::webdriver::{Driver, Session};
use crate::error::Result;

/// The conditions below in words.
pub(super) const CONDITIONS: &str = "1.6 Mbit/s, 150 ms round trip, processor ÷ 4";

const BITS_PER_SECOND: f64 = 1_600_000.0;
const ROUND_TRIP_MILLISECONDS: u32 = 150;
pub(super) const PROCESSOR_SLOWDOWN: u32 = 4;

/// A page whose app has not started after this time counts as never interactive.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// What shifts or blocks right after the start counts as well.
const SETTLING_TIME: Duration = Duration::from_millis(1500);

/// What one load was like. Times are in milliseconds from the start of the navigation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Load {
    pub(super) first_paint: Option<f64>,
    pub(super) largest_paint: Option<f64>,
    /// The mark `app-interactive`.
    pub(super) interactive: Option<f64>,
    /// The sum of all layout shifts.
    pub(super) layout_shift: f64,
    /// What long tasks took beyond their first 50 ms.
    pub(super) blocking: f64,
    /// Bytes transferred for the page and all that it loaded, heads included.
    pub(super) bytes: u64,
    pub(super) requests: u64,
}

/// Loads the page in a browser that has never seen it.
pub(super) fn measure(driver: &Driver, address: &str) -> Result<Load> {
    let session = driver.session()?;
    slow_down(&session)?;
    session.open(address)?;
    wait_until_interactive(&session)?;
    thread::sleep(SETTLING_TIME);
    Ok(load_from(&session.ask_later(QUESTION)?))
}

fn slow_down(session: &Session<'_>) -> Result<()> {
    let bytes_per_second = BITS_PER_SECOND / 8.0;
    let line = json!({
        "offline": false,
        "latency": ROUND_TRIP_MILLISECONDS,
        "downloadThroughput": bytes_per_second,
        "uploadThroughput": bytes_per_second,
    });
    session.devtools("Network.enable", json!({}))?;
    session.devtools("Network.setCacheDisabled", json!({"cacheDisabled": true}))?;
    session.devtools("Network.emulateNetworkConditions", line)?;
    let rate = json!({"rate": PROCESSOR_SLOWDOWN});
    session.devtools("Emulation.setCPUThrottlingRate", rate)
}

fn wait_until_interactive(session: &Session<'_>) -> Result<()> {
    let start = Instant::now();
    let question = "return performance.getEntriesByName('app-interactive').length > 0";
    while start.elapsed() < LONGEST_WAIT {
        if session.ask(question)? == Value::Bool(true) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// The entries that the browser has kept come to a new observer in its first callback.
const QUESTION: &str = "
    const answer = arguments[arguments.length - 1];
    const kept = { 'largest-contentful-paint': [], 'layout-shift': [], 'longtask': [] };
    for (const type in kept) {
        new PerformanceObserver((list) => kept[type].push(...list.getEntries()))
            .observe({ type, buffered: true });
    }
    setTimeout(() => {
        const sum = (list, value) => list.reduce((total, entry) => total + value(entry), 0);
        const start = (entry) => entry ? entry.startTime : null;
        const loaded = [
            ...performance.getEntriesByType('navigation'),
            ...performance.getEntriesByType('resource'),
        ];
        answer({
            first_paint: start(performance.getEntriesByName('first-contentful-paint')[0]),
            largest_paint: start(kept['largest-contentful-paint'].at(-1)),
            interactive: start(performance.getEntriesByName('app-interactive')[0]),
            layout_shift: sum(kept['layout-shift'], (shift) => shift.value),
            blocking: sum(kept['longtask'], (task) => Math.max(0, task.duration - 50)),
            bytes: sum(loaded, (file) => file.transferSize),
            requests: loaded.length,
        });
    }, 300);
";

fn load_from(answer: &Value) -> Load {
    let number = |name: &str| answer.get(name).and_then(Value::as_f64);
    let count = |name: &str| answer.get(name).and_then(Value::as_u64).unwrap_or(0);
    Load {
        first_paint: number("first_paint"),
        largest_paint: number("largest_paint"),
        interactive: number("interactive"),
        layout_shift: number("layout_shift").unwrap_or(0.0),
        blocking: number("blocking").unwrap_or(0.0),
        bytes: count("bytes"),
        requests: count("requests"),
    }
}

/// The median of each figure by itself. A load without the figure counts as the slowest.
pub(super) fn median(loads: &[Load]) -> Load {
    let middle = |figure: &dyn Fn(&Load) -> Option<f64>| {
        let mut values: Vec<f64> = loads
            .iter()
            .map(|load| figure(load).unwrap_or(f64::INFINITY))
            .collect();
        values.sort_by(f64::total_cmp);
        // Of an even number of loads the slower one, so that no figure is made up.
        let middle = values.get(values.len() / 2).copied();
        middle.filter(|value| value.is_finite())
    };
    let middle_count = |figure: &dyn Fn(&Load) -> u64| {
        let mut values: Vec<u64> = loads.iter().map(figure).collect();
        values.sort_unstable();
        values.get(values.len() / 2).copied().unwrap_or(0)
    };
    Load {
        first_paint: middle(&|load| load.first_paint),
        largest_paint: middle(&|load| load.largest_paint),
        interactive: middle(&|load| load.interactive),
        layout_shift: middle(&|load| Some(load.layout_shift)).unwrap_or(0.0),
        blocking: middle(&|load| Some(load.blocking)).unwrap_or(0.0),
        bytes: middle_count(&|load| load.bytes),
        requests: middle_count(&|load| load.requests),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_the_browser_is_read() {
        let answer = json!({
            "first_paint": 300.5, "largest_paint": null, "interactive": 1200,
            "layout_shift": 0, "blocking": 12.5, "bytes": 4321, "requests": 6,
        });
        let expected = Load {
            first_paint: Some(300.5),
            largest_paint: None,
            interactive: Some(1200.0),
            layout_shift: 0.0,
            blocking: 12.5,
            bytes: 4321,
            requests: 6,
        };
        assert_eq!(load_from(&answer), expected);
    }

    #[test]
    fn the_median_is_taken_of_each_figure() {
        let load = |first_paint: Option<f64>, bytes: u64| Load {
            first_paint,
            bytes,
            ..Load::default()
        };
        let loads = [load(Some(300.0), 5), load(Some(100.0), 7), load(None, 6)];
        let median = median(&loads);
        assert_eq!((median.first_paint, median.bytes), (Some(300.0), 6));
    }

    #[test]
    fn mostly_missing_is_missing() {
        let loads = [Load::default(), Load::default()];
        assert_eq!(median(&loads).interactive, None);
    }
}
