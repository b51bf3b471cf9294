//! `bench DIST`: how fast the built site comes up on a slow phone, and how fast it answers a person.
//!
//! It prints tables and judges nothing: times depend on the machine. `cargo xtask bench` builds the
//! site, says where the browser's driver is, and runs this.

#![allow(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person through standard output"
)]

use std::path::{Path, PathBuf};

use anyhow::Result;
use browser_driver::Driver;
use clap::{Parser, ValueEnum};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use static_host::{Host, HostOptions};

use crate::browser::Browser;
use crate::load::Load;
use crate::spread::Spread;

mod advert;
mod browser;
mod inputs;
mod load;
mod response;
mod search;
mod spread;

/// One page of each kind.
const PAGES: [&str; 5] = [
    "",
    "guide/what-is-a-technical-lead/",
    "compare/",
    "skills/",
    "roadmap/",
];

/// The questions that the search is tested with.
const QUESTIONS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/fixtures/questions.toml"
);

/// The adverts that the reader is tested with.
const ADVERTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../advert/tests/fixtures/adverts.toml"
);

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Section {
    /// How pages come up on a slow line
    Loads,
    /// Inputs in short and long plans
    Plan,
    /// Queries of the search
    Search,
    /// Inputs on the comparison, beside a plain page
    Compare,
    /// The longest text in the advert reader
    Advert,
}

/// Measure the built site in Chromium.
#[derive(Parser)]
struct Arguments {
    /// The built site
    dist: PathBuf,
    /// Loads of each page, of which the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Another built site to load in turn with ours: its front page, and a page of its guide
    #[arg(long = "peer", value_name = "DIST")]
    peers: Vec<PathBuf>,
    /// Measure only these; without it, all
    #[arg(long, value_delimiter = ',')]
    only: Vec<Section>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let host = start_host(arguments.dist)?;
    let site = host.address();
    let peers: Vec<Peer> = arguments
        .peers
        .into_iter()
        .map(Peer::start)
        .collect::<Result<_>>()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let driver = Browser::driver().await?;
        let is_wanted =
            |section| arguments.only.is_empty() || arguments.only.contains(&section);
        if is_wanted(Section::Loads) {
            let runs = arguments.runs;
            println!(
                "\nLoads in Chromium: {}, nothing cached, median of {runs}\n",
                load::CONDITIONS
            );
            println!("{}", loads(&driver, &site, &peers, runs).await?);
        }
        if is_wanted(Section::Plan) {
            println!(
                "\nThe plan: from an input to the end of the app's work and to the next paint, {} times each\n",
                response::TURNS
            );
            println!("{}", responses(&driver, &site).await?);
        }
        if is_wanted(Section::Search) {
            println!("\nSearch: {}\n", search::CONDITIONS);
            println!("{}", searches(&driver, &site).await?);
        }
        if is_wanted(Section::Compare) {
            println!(
                "\nThe comparison: from an input to the next paint, five roles, ten inputs each, and the same on a plain page\n"
            );
            println!("{}", compare_inputs(&driver, &site).await?);
        }
        if is_wanted(Section::Advert) {
            println!("\nThe advert reader: {}\n", advert::CONDITIONS);
            println!("{}", adverts(&driver, &site).await?);
        }
        Ok(())
    })
}

fn start_host(root: PathBuf) -> Result<Host> {
    Ok(Host::start(HostOptions {
        root,
        base: "/".to_owned(),
        port: 0,
    })?)
}

/// Another site that is measured in the same run: its machine, host and line are ours.
struct Peer {
    name: String,
    host: Host,
    pages: Vec<&'static str>,
}

impl Peer {
    fn start(dist: PathBuf) -> Result<Self> {
        let name = dist.display().to_string();
        // Hosts differ in how they spell an address; a site has one of these.
        let guide = [
            "guide/what-is-a-technical-lead/",
            "guide/what-is-a-technical-lead.html",
        ];
        let is_there = |page: &&str| match page.strip_suffix('/') {
            Some(folder) => dist.join(folder).is_dir(),
            None => dist.join(page).is_file(),
        };
        let pages = [""]
            .into_iter()
            .chain(guide.into_iter().filter(is_there))
            .collect();
        let host = start_host(dist)?;
        Ok(Self { name, host, pages })
    }
}

/// An empty table whose first `names` columns are text, and whose others are figures.
fn table(header: &[&str], names: usize) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header);
    for column in table.column_iter_mut().skip(names) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

async fn loads(driver: &Driver, site: &str, peers: &[Peer], runs: usize) -> Result<Table> {
    let mut table = table(
        &[
            "page",
            "first paint ms",
            "largest paint ms",
            "interactive ms",
            "layout shift",
            "blocking ms",
            "kB",
            "requests",
        ],
        1,
    );
    let ours = PAGES.map(|page| (format!("/{page}"), format!("{site}{page}"), true));
    let theirs = peers.iter().flat_map(|peer| {
        let address = peer.host.address();
        let page = move |page: &&str| {
            (
                format!("{}/{page}", peer.name),
                format!("{address}{page}"),
                false,
            )
        };
        peer.pages.iter().map(page).collect::<Vec<_>>()
    });
    let mut pages: Vec<_> = ours
        .into_iter()
        .chain(theirs)
        .map(|(name, address, is_app)| (name, address, is_app, Vec::new()))
        .collect();
    // In turn, so that a busy moment of the machine does not fall on one site alone.
    for _ in 0..runs {
        for (_, address, is_app, loads) in &mut pages {
            loads.push(load::measure(driver, address, *is_app).await?);
        }
    }
    for (name, .., loads) in &pages {
        table.add_row(load_row(name, &load::median(loads)));
    }
    Ok(table)
}

fn load_row(page: &str, load: &Load) -> [String; 8] {
    let time =
        |time: Option<f64>| time.map_or_else(|| "none".to_owned(), |time| format!("{time:.0}"));
    [
        page.to_owned(),
        time(load.first_paint),
        time(load.largest_paint),
        time(load.interactive),
        format!("{:.3}", load.layout_shift),
        format!("{:.0}", load.blocking),
        format!("{:.1}", load.bytes / 1000.0),
        load.requests.to_string(),
    ]
}

async fn responses(driver: &Driver, site: &str) -> Result<Table> {
    let mut table = table(
        &[
            "input",
            "items",
            "processor ÷",
            "work ms",
            "worst",
            "paint ms",
            "worst",
            "longest task",
        ],
        1,
    );
    for (items, slowdown) in response::CASES {
        let answered = response::measure(driver, site, items, slowdown).await?;
        let (live, longest_task) = answered.start;
        let start = Spread::of(vec![live]);
        let start = ("open the page", None, start, longest_task);
        let acts = answered
            .responses
            .into_iter()
            .map(|act| (act.what, Some(act.work), act.paint, act.longest_task));
        for (what, work, paint, longest_task) in [start].into_iter().chain(acts) {
            let work = work.map_or_else(Default::default, |work| {
                [work.median, work.worst].map(|time| format!("{time:.1}"))
            });
            let [median, worst] = work;
            table.add_row([
                what.to_owned(),
                items.to_string(),
                slowdown.to_string(),
                median,
                worst,
                format!("{:.1}", paint.median),
                format!("{:.1}", paint.worst),
                format!("{longest_task:.0}"),
            ]);
        }
    }
    Ok(table)
}

async fn searches(driver: &Driver, site: &str) -> Result<Table> {
    let times = search::measure(driver, site, Path::new(QUESTIONS)).await?;
    let mut table = table(&["search", "questions", "median ms", "worst ms"], 1);
    for (what, times) in [
        ("a query", times.query),
        ("with its list laid out", times.with_list),
    ] {
        let count = times.len();
        let Spread { median, worst } = Spread::of(times);
        table.add_row([
            what.to_owned(),
            count.to_string(),
            format!("{median:.1}"),
            format!("{worst:.1}"),
        ]);
    }
    Ok(table)
}

async fn compare_inputs(driver: &Driver, site: &str) -> Result<Table> {
    let mut table = table(
        &[
            "input",
            "rows",
            "processor ÷",
            "median ms",
            "worst ms",
            "plain median",
            "plain worst",
            "ratio",
        ],
        1,
    );
    for (rows, slowdown) in inputs::CASES {
        let inputs = inputs::measure(driver, site, rows, slowdown).await?;
        for input in inputs.page {
            let plain = inputs.plain.iter().find(|plain| plain.name == input.name);
            let Spread { median, worst } = Spread::of(input.times);
            let plain = plain.map_or_else(Default::default, |plain| {
                let plain = Spread::of(plain.times.clone());
                [
                    format!("{:.1}", plain.median),
                    format!("{:.1}", plain.worst),
                    format!("{:.2}", median / plain.median),
                ]
            });
            let [plain_median, plain_worst, ratio] = plain;
            table.add_row([
                input.name,
                rows.to_string(),
                slowdown.to_string(),
                format!("{median:.1}"),
                format!("{worst:.1}"),
                plain_median,
                plain_worst,
                ratio,
            ]);
        }
    }
    Ok(table)
}

async fn adverts(driver: &Driver, site: &str) -> Result<Table> {
    let advert::Times { times, tasks } = advert::measure(driver, site, Path::new(ADVERTS)).await?;
    let mut table = table(&["advert", "median ms", "worst ms"], 1);
    for (what, times) in [("the answer", times), ("the longest task", tasks)] {
        let Spread { median, worst } = Spread::of(times);
        table.add_row([
            what.to_owned(),
            format!("{median:.0}"),
            format!("{worst:.0}"),
        ]);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_never_became_interactive_shows_that() {
        let load = Load {
            first_paint: Some(300.4),
            interactive: None,
            bytes: 12_345.0,
            requests: 4.0,
            ..Load::default()
        };
        let row = load_row("/compare/", &load);
        let expected = [
            "/compare/",
            "300",
            "none",
            "none",
            "0.000",
            "0",
            "12.3",
            "4",
        ];
        assert_eq!(row, expected);
    }

    #[test]
    fn figures_are_aligned_to_the_right() {
        let mut table = table(&["page", "ms"], 1);
        table.add_row(["/a", "7"]).add_row(["/b", "1234"]);
        let text = table.to_string();
        assert!(text.contains("| /a   |    7 |"), "{text}");
    }
}
