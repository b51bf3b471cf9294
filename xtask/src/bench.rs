//! `cargo xtask bench`: how large the site is and how fast it comes up on a slow phone.
//!
//! It prints tables and judges nothing: times depend on the machine. The sizes are judged by
//! `cargo xtask check`.

use self::load::Load;
use self::response::CASES;
use self::webdriver::Driver;
use crate::arguments::BenchOptions;
use crate::build;
use crate::error::{Error, Result};
use crate::host::{Host, HostOptions};
use crate::project::Project;
use crate::sizes::{BuiltFile, brotli_sizes, gzip_size, read_site};
use crate::table::{self, thousands};
use crate::tools::{self, catalogue};

mod inputs;
mod load;
mod response;
mod search;
mod webdriver;

/// One page of each kind.
const PAGES: [&str; 4] = [
    "",
    "guide/what-is-a-technical-lead/",
    "compare/",
    "roadmap/",
];

/// Builds unless told not to, measures and prints.
pub fn run(project: &Project, options: &BenchOptions) -> Result<()> {
    tools::ensure(project, catalogue::TO_MEASURE)?;
    if options.build {
        build::ensure_fresh(project)?;
    }
    build::ensure_built(project)?;

    println!("\nBytes of the built files\n");
    print!("{}", size_table(&read_site(&project.dist())?));

    let runs = options.runs;
    println!(
        "\nLoads in Chromium: {}, nothing cached, median of {runs}\n",
        load::CONDITIONS
    );
    print!("{}", load_table(project, runs)?);

    println!(
        "\nFrom an input to the next paint in Chromium, milliseconds, median and worst of 15\n"
    );
    print!("{}", response_table(project)?);
    println!("\nSearch in Chromium: {}\n", search::CONDITIONS);
    print!("{}", search::table(project)?);
    println!("\nFrom an input to the next paint on the comparison, five roles, ten inputs each\n");
    print!("{}", input_table(project)?);
    Ok(())
}

fn size_table(files: &[BuiltFile]) -> String {
    let is_page = |file: &&BuiltFile| file.extension() == "html";
    // Not what nobody waits for: pictures for sharing, the sitemap, licences.
    let is_fetched = |file: &&BuiltFile| {
        matches!(
            file.extension(),
            "wasm" | "js" | "mjs" | "css" | "json" | "bin" | "woff2"
        )
    };
    let mut shown: Vec<&BuiltFile> = files.iter().filter(is_fetched).collect();
    shown.extend(
        files
            .iter()
            .filter(is_page)
            .max_by_key(|page| page.content.len()),
    );
    shown.sort_by_key(|file| std::cmp::Reverse(file.content.len()));

    let brotli = brotli_sizes(&shown);
    let mut rows: Vec<_> = shown
        .iter()
        .zip(brotli)
        .map(|(file, brotli)| {
            vec![
                file.path.clone(),
                thousands(file.content.len() as u64),
                thousands(gzip_size(&file.content)),
                thousands(brotli),
            ]
        })
        .collect();
    rows.push(sum_row("all pages", &mut files.iter().filter(is_page)));
    rows.push(sum_row("all files", &mut files.iter()));
    table::render(&["file", "raw", "gzip", "brotli"], &rows)
}

/// A sum without brotli, which takes too long for everything there is.
fn sum_row(name: &str, files: &mut dyn Iterator<Item = &BuiltFile>) -> Vec<String> {
    let (mut count, mut raw, mut gzip) = (0, 0, 0);
    for file in files {
        count += 1;
        raw += file.content.len() as u64;
        gzip += gzip_size(&file.content);
    }
    let name = format!("{name} ({count})");
    vec![name, thousands(raw), thousands(gzip), String::new()]
}

fn host_of(project: &Project) -> Result<Host> {
    let host = Host::start(HostOptions {
        root: project.dist(),
        base: "/".to_owned(),
        port: 0,
    });
    host.map_err(Error::while_doing("the host"))
}

fn response_table(project: &Project) -> Result<String> {
    let host = host_of(project)?;
    let driver = Driver::start()?;
    let time = |time: f64| format!("{time:.0}");
    let mut rows = Vec::new();
    for case in &CASES {
        for &size in case.sizes {
            for slowdown in [1, 4] {
                let response = response::measure(&driver, &host.address(), case, size, slowdown)?;
                rows.push(vec![
                    case.what.to_owned(),
                    thousands(u64::from(size)),
                    slowdown.to_string(),
                    time(response.work.median),
                    time(response.work.worst),
                    time(response.paint.median),
                    time(response.paint.worst),
                    time(response.start),
                ]);
            }
        }
    }
    let header = [
        "input",
        "items",
        "slower by",
        "work",
        "worst",
        "paint",
        "worst",
        "start of the page",
    ];
    Ok(table::render(&header, &rows))
}

fn load_table(project: &Project, runs: usize) -> Result<String> {
    let host = host_of(project)?;
    let driver = Driver::start()?;

    let mut rows = Vec::new();
    for page in PAGES {
        let address = format!("{}{page}", host.address());
        // Not measured: it lets the host compress each file once.
        load::measure(&driver, &address)?;
        let mut loads = Vec::new();
        for _ in 0..runs {
            loads.push(load::measure(&driver, &address)?);
        }
        rows.push(load_row(page, &load::median(&loads)));
    }
    let header = [
        "page",
        "first paint ms",
        "largest paint ms",
        "interactive ms",
        "layout shift",
        "blocking ms",
        "bytes",
        "requests",
    ];
    Ok(table::render(&header, &rows))
}

fn input_table(project: &Project) -> Result<String> {
    let host = Host::start(HostOptions {
        root: project.dist(),
        base: "/".to_owned(),
        port: 0,
    });
    let host = host.map_err(Error::while_doing("the host"))?;
    let driver = Driver::start()?;
    let mut rows = Vec::new();
    for (count, slowdown) in inputs::CASES {
        for input in inputs::measure(&driver, &host.address(), count, slowdown)? {
            rows.push(vec![
                count.to_string(),
                format!("÷ {slowdown}"),
                input.name,
                format!("{:.1}", input.median),
                format!("{:.1}", input.worst),
            ]);
        }
    }
    let header = ["rows", "processor", "input", "median ms", "worst ms"];
    Ok(table::render(&header, &rows))
}

fn load_row(page: &str, load: &Load) -> Vec<String> {
    let milliseconds =
        |time: Option<f64>| time.map_or_else(|| "none".to_owned(), |time| format!("{time:.0}"));
    vec![
        format!("/{page}"),
        milliseconds(load.first_paint),
        milliseconds(load.largest_paint),
        milliseconds(load.interactive),
        format!("{:.3}", load.layout_shift),
        format!("{:.0}", load.blocking),
        thousands(load.bytes),
        load.requests.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_never_became_interactive_shows_that() {
        let load = Load {
            first_paint: Some(300.4),
            interactive: None,
            bytes: 12_345,
            requests: 4,
            ..Load::default()
        };
        let row = load_row("compare/", &load);
        assert_eq!(
            row,
            [
                "/compare/",
                "300",
                "none",
                "none",
                "0.000",
                "0",
                "12,345",
                "4"
            ]
        );
    }

    #[test]
    fn the_size_table_shows_what_is_fetched_and_sums_the_rest() {
        let file = |path: &str, length: usize| BuiltFile {
            path: path.to_owned(),
            content: vec![b'a'; length],
        };
        let files = [
            file("app.wasm", 5000),
            file("index.html", 100),
            file("guide/index.html", 200),
            file("share.png", 9000),
        ];
        let table = size_table(&files);
        let names: Vec<&str> = table
            .lines()
            .skip(2)
            .filter_map(|line| line.split("  ").next())
            .collect();
        let expected = [
            "app.wasm",
            "guide/index.html",
            "all pages (2)",
            "all files (4)",
        ];
        assert_eq!(names, expected);
    }
}
