//! One load of a page in a fresh browser on a slow line, and what the browser says of it.

use std::time::Duration;

use anyhow::Result;
use browser_driver::Driver;
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;

use crate::browser::{Browser, PHONE_SLOWDOWN};

/// The conditions below in words.
pub const CONDITIONS: &str = "1.6 Mbit/s, 150 ms round trip, processor ÷ 4";

const BITS_PER_SECOND: f64 = 1_600_000.0;
const ROUND_TRIP_MILLISECONDS: u32 = 150;

/// What shifts or blocks right after the start counts as well.
const SETTLING_TIME: Duration = Duration::from_millis(1500);

/// What one load was like. Times are in milliseconds from the start of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Load {
    /// The first contentful paint.
    pub first_paint: Option<f64>,
    /// The largest contentful paint.
    pub largest_paint: Option<f64>,
    /// The mark `app-interactive`.
    pub interactive: Option<f64>,
    /// The sum of all layout shifts.
    pub layout_shift: f64,
    /// What long tasks took beyond their first 50 ms.
    pub blocking: f64,
    /// Bytes transferred for the page and all that it loaded, heads included.
    pub bytes: f64,
    /// Files loaded, the page included.
    pub requests: f64,
}

/// Loads the page in a browser that has never seen it. `is_app` is whether it tells when it is live.
pub async fn measure(driver: &Driver, address: &str, is_app: bool) -> Result<Load> {
    Browser::visit(driver, async |browser| {
        let bytes_per_second = BITS_PER_SECOND / 8.0;
        let line = json!({
            "offline": false,
            "latency": ROUND_TRIP_MILLISECONDS,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        });
        browser.devtools("Network.enable", json!({})).await?;
        let without_cache = json!({ "cacheDisabled": true });
        browser
            .devtools("Network.setCacheDisabled", without_cache)
            .await?;
        browser
            .devtools("Network.emulateNetworkConditions", line)
            .await?;
        browser.slow_down(PHONE_SLOWDOWN).await?;
        browser.open(address).await?;
        if is_app {
            // A page whose app does not start shows that in its figures.
            browser
                .wait_for("performance.getEntriesByName('app-interactive').length")
                .await?;
        }
        sleep(SETTLING_TIME).await;
        browser.run_async(QUESTION).await
    })
    .await
}

/// The entries that the browser has kept come to a new observer in its first callback.
const QUESTION: &str = "
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

/// The median of each figure by itself. A load without the figure counts as the slowest.
pub fn median(loads: &[Load]) -> Load {
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
    let always = |figure: &dyn Fn(&Load) -> f64| middle(&|load| Some(figure(load))).unwrap_or(0.0);
    Load {
        first_paint: middle(&|load| load.first_paint),
        largest_paint: middle(&|load| load.largest_paint),
        interactive: middle(&|load| load.interactive),
        layout_shift: always(&|load| load.layout_shift),
        blocking: always(&|load| load.blocking),
        bytes: always(&|load| load.bytes),
        requests: always(&|load| load.requests),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_taken_of_each_figure() {
        let load = |first_paint: Option<f64>, bytes: f64| Load {
            first_paint,
            bytes,
            ..Load::default()
        };
        let loads = [
            load(Some(300.0), 5.0),
            load(Some(100.0), 7.0),
            load(None, 6.0),
        ];
        let median = median(&loads);
        assert_eq!((median.first_paint, median.bytes), (Some(300.0), 6.0));
    }

    #[test]
    fn mostly_missing_is_missing() {
        let loads = [Load::default(), Load::default()];
        assert_eq!(median(&loads).interactive, None);
    }
}
