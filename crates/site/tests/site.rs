//! The built site as a whole: what a person meets in the files of `dist/`, before any script runs.
//!
//! `cargo xtask test` builds the site first and sets `DIST_DIR`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "the helpers of tests may panic as tests do")]

use guide_core::content::{MILESTONES, ROWS, SKILLS};
use guide_core::page_action::markdown_path;
use guide_core::route::{Base, Route};
use guide_site::assets::files_below;
use guide_site::check;
use guide_site::document::policy_hash;
use guide_site::hashed::hash;
use guide_site::headers;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{env, fs};

fn dist() -> PathBuf {
    env::var_os("DIST_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
        PathBuf::from,
    )
}

fn file(name: &str) -> String {
    let path = dist().join(name);
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error} (cargo xtask build)", path.display()))
}

/// A page as a browser with scripts reads it.
struct Page {
    route: Route,
    html: Html,
}

impl Page {
    fn of(route: Route) -> Self {
        let source = source_of(route);
        Self {
            route,
            html: Html::parse_document(&source),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        Route::all().into_iter().map(Self::of)
    }

    fn select(&self, css: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"));
        self.html.select(&selector).collect()
    }

    fn count(&self, css: &str) -> usize {
        self.select(css).len()
    }

    /// The text of the first element.
    fn text(&self, css: &str) -> String {
        let first = self.select(css).into_iter().next();
        first.map_or_else(String::new, |element| element.text().collect())
    }

    /// An attribute of the first element; empty where there is none.
    fn attribute(&self, css: &str, name: &str) -> &str {
        let first = self.select(css).into_iter().next();
        first
            .and_then(|element| element.value().attr(name))
            .unwrap_or_default()
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let elements = self.html.root_element().descendent_elements();
        elements.filter_map(|element| element.value().id())
    }
}

fn source_of(route: Route) -> String {
    file(&format!("{}index.html", &route.path()[1..]))
}

/// The text of a script between the first `start` and the next `end` after it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split(start)
        .nth(1)
        .and_then(|rest| rest.split(end).next())
        .unwrap_or_default()
}

#[test]
fn every_link_and_fragment_resolves() {
    let counts = check::built_site(&dist()).expect("no link leads nowhere");
    assert!(counts.pages > Route::all().len(), "{counts:?}");
    assert!(counts.fragments > 500, "{counts:?}");
}

#[test]
fn every_page_has_one_main_and_one_heading() {
    for page in Page::all() {
        assert_eq!(page.count("main"), 1, "{:?}", page.route);
        assert_eq!(page.count("main#main"), 1, "{:?}", page.route);
        assert_eq!(page.count("h1"), 1, "{:?}", page.route);
    }
}

#[test]
fn every_page_has_a_title_and_a_description_of_its_own() {
    let mut titles = BTreeSet::new();
    let mut descriptions = BTreeSet::new();
    for page in Page::all() {
        let route = page.route;
        let title = page.text("head > title");
        let description = page.attribute("meta[name=description]", "content");
        assert!(
            title.len() > 10 && description.len() > 50,
            "{route:?}: {title} / {description}"
        );
        assert!(
            descriptions.insert(description.to_owned()),
            "{route:?} has the description of another page"
        );
        assert!(
            titles.insert(title),
            "{route:?} has the title of another page"
        );
    }
}

/// With `SITE_URL`, as the published site is built.
#[test]
fn every_page_names_a_preview_image_that_is_there() {
    let first = file("sitemap.txt");
    let site = first.lines().next().unwrap_or_default();
    for page in Page::all() {
        let route = page.route;
        let image = page.attribute("meta[property='og:image']", "content");
        if site == "/" {
            assert_eq!(image, "", "{route:?}: an image needs the site's address");
            continue;
        }
        let name = image.strip_prefix(site);
        let name = name.unwrap_or_else(|| panic!("{route:?}: {image} is not below {site}"));
        let bytes = fs::read(dist().join(name)).unwrap_or_default();
        assert!(
            (1_000..40_000).contains(&bytes.len()),
            "{name}: {}",
            bytes.len()
        );
        assert_eq!(
            bytes[16..24],
            [0, 0, 4, 176, 0, 0, 2, 118],
            "{name} is 1200 by 630"
        );
    }
}

#[test]
fn every_section_of_the_guide_has_an_id_and_a_button_to_copy_its_link() {
    for page in Page::all().filter(|page| matches!(page.route, Route::Guide(_))) {
        let headings = page.count("article :is(h2, h3)");
        let with_both =
            page.count("article :is(h2, h3)[id]:has(> button[aria-label^='Copy link to '])");
        assert!(headings > 0, "{:?}", page.route);
        assert_eq!(headings, with_both, "{:?}", page.route);
    }
}

#[test]
fn an_id_names_one_element_of_a_page() {
    for page in Page::all() {
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "{:?}: {id}", page.route);
        }
    }
}

#[test]
fn a_page_has_one_inline_script_and_style_allowed_by_their_hash_and_asks_no_other_host() {
    for page in Page::all() {
        let route = page.route;
        let policy = page.attribute("meta[http-equiv='Content-Security-Policy']", "content");
        for inline in ["script:not([src])", "style"] {
            assert_eq!(page.count(inline), 1, "{route:?}: {inline}");
            let allowed = format!("'sha256-{}'", policy_hash(&page.text(inline)));
            assert!(policy.contains(&allowed), "{route:?}: {inline} {policy}");
        }
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{route:?}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert_eq!(page.count("[style]"), 0, "{route:?}");
        for element in page.html.root_element().descendent_elements() {
            let (name, element) = (element.value().name(), element.value());
            for (attribute, value) in element.attrs() {
                let is_code = attribute.starts_with("on") || value.starts_with("javascript:");
                assert!(!is_code, "{route:?}: {name} {attribute}={value}");
                let is_loaded = matches!(name, "script" | "link" | "img" | "iframe" | "source")
                    && matches!(attribute, "src" | "href" | "srcset")
                    && element.attr("rel") != Some("canonical");
                let is_elsewhere = value.contains("//");
                assert!(!(is_loaded && is_elsewhere), "{route:?}: {name} {value}");
            }
        }
    }
}

#[test]
fn a_link_to_another_site_gives_it_neither_the_window_nor_the_address_of_the_page() {
    let link = Selector::parse("a[href^='http:'], a[href^='https:']").expect("a selector");
    let own = file("sitemap.txt");
    let own = own.lines().next().unwrap_or_default();
    let mut checked = 0;
    for name in files_below(&dist()).expect("the folder can be read") {
        if !name.ends_with(".html") {
            continue;
        }
        for link in Html::parse_document(&file(&name)).select(&link) {
            let address = link.attr("href").unwrap_or_default();
            if own != "/" && address.starts_with(own) {
                continue;
            }
            let rel: Vec<&str> = link.attr("rel").unwrap_or_default().split(' ').collect();
            for word in ["noopener", "noreferrer"] {
                assert!(rel.contains(&word), "{name}: {address} {rel:?}");
            }
            checked += 1;
        }
    }
    assert!(checked > 300, "{checked}");
}

/// Cloudflare Pages reads a hundred rules, of lines of 2,000 characters.
#[test]
fn the_headers_file_tells_hosts_about_every_file_and_no_host_too_much() {
    let text = file(headers::FILE);
    let rules: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
    assert!(rules.len() <= 100, "{}", rules.len());
    assert!(text.lines().all(|line| line.len() < 2_000));
    for name in files_below(&dist()).expect("the folder can be read") {
        let rule = match name.split_once('/') {
            Some((folder, _)) => format!("/{folder}/*"),
            None if name == "index.html" => "/".to_owned(),
            None if [headers::FILE, ".nojekyll"].contains(&name.as_str()) => continue,
            None => format!("/{name}"),
        };
        let found = between(&text, &format!("\n{rule}\n"), "\n/");
        let for_good = "Cache-Control: public, max-age=31536000, immutable";
        let wanted = match headers::is_named_by_hash(&name) {
            true => for_good,
            false => "Cache-Control: no-cache",
        };
        assert!(found.contains(wanted), "{name}: {found}");
    }
}

#[test]
fn nothing_blocks_the_first_paint_of_a_page() {
    for page in Page::all() {
        let route = page.route;
        assert_eq!(page.count("head link[rel=stylesheet]"), 0, "{route:?}");
        let blocking = page.count("head script[src]:not([type=module], [async], [defer])");
        assert_eq!(blocking, 0, "{route:?}");
    }
}

#[test]
fn every_page_the_app_and_the_worker_say_the_same_release() {
    let worker = file("sw.js");
    let id = between(&worker, "const RELEASE = '", "'");
    assert_eq!(id.len(), 16);
    let line = between(&worker, "const RELEASE_LINE = '", "';");
    assert!(line.contains(&format!("data-release=\"{id}\"")), "{line}");
    for route in Route::all() {
        let base = Base::relative_from(route).href(Route::Home);
        let line = line.replace("{base}", &base);
        assert_eq!(source_of(route).matches(&line).count(), 1, "{route:?}");
    }
}

#[test]
fn no_link_is_absolute_so_that_the_folder_can_live_anywhere() {
    for page in Page::all() {
        assert_eq!(page.count("[href^='/'], [src^='/']"), 0, "{:?}", page.route);
    }
}

#[test]
fn without_scripts_the_comparison_has_every_row_with_lead_and_manager() {
    let page = Page::of(Route::Compare);
    let ids: BTreeSet<&str> = page.ids().collect();
    for row in ROWS {
        assert!(ids.contains(row.id), "{}", row.id);
    }
    let shown = page.count("td[id$='.lead']:not([hidden])");
    assert!(shown >= ROWS.len(), "{shown} cells of the lead are shown");
    assert_eq!(
        page.count("td[id$='.senior']:not([hidden])"),
        0,
        "other roles wait for the app"
    );
}

#[test]
fn without_scripts_the_roadmap_has_every_milestone() {
    let page = Page::of(Route::Roadmap);
    let ids: BTreeSet<&str> = page.ids().collect();
    for milestone in MILESTONES {
        let id = format!("item-{}", milestone.id);
        assert!(ids.contains(id.as_str()), "{id}");
    }
}

#[test]
fn the_skills_are_all_there_with_four_levels() {
    let page = Page::of(Route::Skills);
    assert_eq!(page.count(".skill"), SKILLS.len());
    let highest = page.select(".skill b").into_iter();
    let highest = highest.filter(|level| level.text().eq(["Multiplies"]));
    assert_eq!(highest.count(), SKILLS.len());
}

#[test]
fn the_reading_serif_has_every_character_of_what_is_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    let list = fs::read_to_string(folder.join("characters.txt")).expect("the file can be read");
    let is_missing = |c: &char| !list.contains(*c) && !c.is_whitespace();
    // The rooms have arrows in their buttons, which are not set in it.
    let is_read = |route: &Route| !matches!(route, Route::Compare | Route::Roadmap | Route::Skills);
    for route in Route::all().into_iter().filter(is_read) {
        let text = Page::of(route).text("main");
        let missing: Vec<char> = text.chars().filter(is_missing).collect();
        assert!(missing.is_empty(), "{route:?}: {missing:?}");
    }
    let size = |name: &str| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    let bytes = size("literata-normal.woff2") + size("literata-italic.woff2");
    assert!((10_000..=45_000).contains(&bytes), "{bytes}");
}

#[test]
fn every_citation_has_its_source_and_every_source_is_used() {
    let page = Page::of(Route::Sources);
    let unused: Vec<&str> = page
        .select("main li[id]")
        .into_iter()
        .filter(|entry| !entry.text().any(|text| text.contains("Used in ")))
        .filter_map(|entry| entry.value().id())
        .collect();
    assert!(unused.is_empty(), "cited nowhere: {unused:?}");
}

#[test]
fn the_seed_of_the_outline_is_credited_on_the_front_page() {
    let seed = "a[href='https://www.indeed.com/career-advice/finding-a-job/technical-lead']";
    assert_eq!(Page::of(Route::Home).count(seed), 1);
}

#[test]
fn the_sitemap_lists_every_page() {
    let listed = file("sitemap.txt");
    assert_eq!(listed.lines().count(), Route::all().len());
    for route in Route::all() {
        assert!(
            listed.lines().any(|line| line.ends_with(&route.path())),
            "{route:?}"
        );
    }
}

/// A page without the line that names its release, which the worker's hashes do not count.
fn without_release(html: &str) -> String {
    let start = "<script type=\"module\"";
    let line = between(html, start, "</noscript>");
    match line.contains(" data-release=") {
        true => html.replacen(&format!("{start}{line}</noscript>"), "", 1),
        false => html.to_owned(),
    }
}

#[test]
fn the_worker_keeps_every_file_with_its_right_hash() {
    let worker = file("sw.js");
    let listed: BTreeMap<&str, &str> = between(&worker, "const FILES = [\n", "];")
        .lines()
        .filter_map(|line| line.trim_matches(['[', ']', ',']).split_once(','))
        .map(|(path, hash)| (path.trim_matches('"'), hash.trim_matches('"')))
        .collect();
    let left_out = [
        "sw.js",
        "sitemap.txt",
        "sitemap.xml",
        ".nojekyll",
        "_headers",
        "robots.txt",
    ];
    for name in files_below(&dist()).expect("the folder can be read") {
        if left_out.contains(&name.as_str()) || name.starts_with("og/") {
            continue;
        }
        if is_for_programs(&name) {
            assert!(
                !listed.contains_key(&*name),
                "{name} is no part of the offline copy"
            );
            continue;
        }
        let address = match name.strip_suffix("index.html") {
            Some("") => "./",
            Some(folder) => folder,
            None => &name,
        };
        let bytes = fs::read(dist().join(&name)).expect("the file can be read");
        let bytes = match name.ends_with(".html") {
            true => without_release(&String::from_utf8_lossy(&bytes)).into_bytes(),
            false => bytes,
        };
        assert_eq!(
            listed.get(address).copied(),
            Some(hash(&bytes).as_str()),
            "{name}"
        );
    }
}

/// Whether a file is Markdown, a table or a list for programs.
fn is_for_programs(name: &str) -> bool {
    name.ends_with(".md") || name.starts_with("data/") || ["llms.txt", "feed.xml"].contains(&name)
}

#[test]
fn every_page_of_the_guide_has_its_markdown_beside_it_and_a_button_that_copies_it() {
    for page in Page::all() {
        let Route::Guide(guide) = page.route else {
            continue;
        };
        let slug = guide.slug();
        let text = file(&markdown_path(guide)[1..]);
        let start = format!("# {}\n\n> {}\n", page.text("h1"), page.text(".standfirst"));
        assert!(text.starts_with(&start), "{slug}: {start}");
        let sections = text.lines().filter(|line| line.starts_with("## "));
        assert!(sections.count() >= page.count("article h2"), "{slug}");
        for mark in ["[@", "{{", "](term:", "](/"] {
            assert!(!text.contains(mark), "{slug}: {mark}");
        }
        let button = format!("button[name=copy-page][value='{slug}']");
        assert_eq!(page.count(&button), 1, "{slug}");
        let alternate = page.attribute("head link[type='text/markdown']", "href");
        assert!(
            alternate.ends_with(&markdown_path(guide)),
            "{slug}: {alternate}"
        );
    }
}

#[test]
fn the_list_for_programs_leads_to_every_file_for_programs() {
    let list = file("llms.txt");
    let site = file("sitemap.txt");
    let site = site.lines().next().unwrap_or_default();
    let listed: BTreeSet<&str> = list
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|address| !address.contains("creativecommons.org"))
        .map(|address| {
            address
                .strip_prefix(site)
                .unwrap_or(address)
                .trim_start_matches("./")
        })
        .collect();
    let mut files = files_below(&dist()).expect("the folder can be read");
    files.retain(|name| is_for_programs(name) && name != "llms.txt");
    let files: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(listed, files);
    let sitemap = file("sitemap.txt");
    assert!(!sitemap.contains(".md") && !sitemap.contains("data/"));
}

#[test]
fn the_tables_for_programs_have_everything_with_their_licence() {
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let length = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
    let comparison = read("data/comparison.json");
    let skills = read("data/skills.json");
    let roadmap = read("data/roadmap.json");
    for file in [&comparison, &skills, &roadmap] {
        assert_eq!(file["schema"], 1);
        assert_eq!(file["licence"], "CC-BY-4.0");
    }
    assert_eq!(length(&comparison["rows"]), ROWS.len());
    assert_eq!(length(&skills["skills"]), SKILLS.len());
    let steps = roadmap["steps"].as_array().expect("there are steps");
    let milestones: usize = steps.iter().map(|step| length(&step["milestones"])).sum();
    assert_eq!(milestones, MILESTONES.len());
    let cited: BTreeSet<&str> = comparison["rows"]
        .as_array()
        .expect("there are rows")
        .iter()
        .flat_map(|row| row["cells"].as_object().expect("a row has cells").values())
        .flat_map(|cell| {
            cell["sources"]
                .as_array()
                .expect("a cell has a list of sources")
        })
        .filter_map(serde_json::Value::as_str)
        .collect();
    assert!(cited.len() > 20, "{cited:?}");
    for id in cited {
        assert!(comparison["sources"][id]["address"].is_string(), "{id}");
    }
}

#[test]
fn what_changed_is_on_its_page_and_in_the_feed() {
    let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let changes = guide_site::changes::read(&content).expect("the changes can be read");
    assert!(!changes.is_empty());
    let feed = file("feed.xml");
    let home = Page::of(Route::Home);
    assert_eq!(
        home.count("head link[type='application/atom+xml'][href='./feed.xml']"),
        1
    );
    assert_eq!(feed.matches("<entry>").count(), changes.len());
    for change in &changes {
        let address = format!("{}#changed-{}</id>", change.page.path(), change.date);
        assert_eq!(feed.matches(&address).count(), 1, "{address}");
        if let Route::Guide(_) = change.page {
            let shown = Page::of(change.page).text("details.changes");
            assert!(shown.contains(&change.what), "{change:?}: {shown}");
        }
    }
}

#[test]
fn files_are_named_by_the_hash_of_their_bytes() {
    let names = files_below(&dist()).expect("the folder can be read");
    let mut checked = 0;
    for name in names.iter().filter(|name| !name.contains('/')) {
        let Some((stem, ending)) = name.rsplit_once('.') else {
            continue;
        };
        let Some((_, named)) = stem
            .rsplit_once('-')
            .filter(|_| matches!(ending, "js" | "css" | "wasm" | "json" | "woff2"))
        else {
            continue;
        };
        let bytes = fs::read(dist().join(name)).expect("the file can be read");
        assert_eq!(&hash(&bytes)[..16], named, "{name}");
        checked += 1;
    }
    assert_eq!(
        checked, 32,
        "the style, boot and three modules, the app's two and its nineteen parts, the search index, two for printing, the serif and its script"
    );
}

#[test]
fn the_prose_of_the_guide_is_not_in_the_app() {
    let names = files_below(&dist()).expect("the folder can be read");
    let wasm = names
        .iter()
        .find(|name| name.ends_with(".wasm"))
        .expect("the app is there");
    let wasm = fs::read(dist().join(wasm)).expect("the file can be read");
    let wasm = String::from_utf8_lossy(&wasm);
    for page in Page::all().filter(|page| matches!(page.route, Route::Guide(_))) {
        let answer = page.text("p.standfirst");
        assert!(!answer.is_empty() && !wasm.contains(&answer), "{answer}");
    }
}

/// The pages of the guide that are gone, by their addresses.
fn moved_pages() -> Vec<(String, Html)> {
    let here: BTreeSet<String> = Route::all().into_iter().map(Route::path).collect();
    files_below(&dist())
        .unwrap_or_else(|error| panic!("{error}"))
        .into_iter()
        .filter_map(|name| Some((format!("/{}", name.strip_suffix("index.html")?), name)))
        .filter(|(address, _)| address.starts_with("/guide/") && !here.contains(address))
        .filter(|(address, _)| address != guide_core::route::PRINT_PATH)
        .map(|(address, name)| (address, Html::parse_document(&file(&name))))
        .collect()
}

#[test]
fn an_old_section_leads_to_where_it_is_now() {
    let moved = moved_pages();
    assert!(!moved.is_empty(), "pages were merged");
    for (address, html) in moved {
        let count = |css: &str| {
            let selector = Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"));
            html.select(&selector).count()
        };
        let leading = count("li:has(span[id]):has(a[href^='../../guide/'])");
        assert_eq!(count("li"), leading, "{address}");
    }
}

/// Whether an id of the roadmap is an address: that of a tab, a step or a milestone. Its controls have
/// ids, too.
fn is_address_of_roadmap(id: &str) -> bool {
    let tabs = ["plan", "time", "evidence", "trial", "take-along"];
    id.starts_with("item-") || id.starts_with("step-") || tabs.contains(&id)
}

/// Whether an id of a room is that of a control, and no address.
fn is_control(route: Route, id: &str) -> bool {
    match route {
        Route::Compare => [
            "filter",
            "group",
            "order",
            "roles",
            "table-controls",
            "no-row",
        ]
        .contains(&id),
        Route::Skills => ["preset", "asker", "asker-error"].contains(&id),
        Route::About => [
            "my-data",
            "unreadable",
            "restore-file",
            "restore-result",
            "how-long-list",
        ]
        .contains(&id),
        Route::Roadmap => !is_address_of_roadmap(id),
        _ => false,
    }
}

/// Whether an address names a control of the first release's roadmap, which had ids for all of them. A
/// link to one leads to the roadmap itself.
fn is_former_control(address: &str) -> bool {
    address
        .strip_prefix("/roadmap/#")
        .is_some_and(|id| !is_address_of_roadmap(id))
}

/// Addresses that lead into a tab of the roadmap, whose content is made when it is opened. That they
/// do is tested in browsers.
const WITHIN_TABS: [&str; 4] = [
    "/roadmap/#bring-in",
    "/roadmap/#plans",
    "/roadmap/#restore",
    "/roadmap/#share",
];

/// Every address that the site has ever promised. A section that goes away without an entry in
/// `content/renames.toml` breaks somebody's link: this fails then. New addresses are added with
/// `UPDATE_ADDRESSES=1 cargo test -p guide-site --test site`.
#[test]
fn no_promised_address_has_gone() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/addresses.txt");
    let mut now = BTreeSet::new();
    for page in Page::all() {
        let path = page.route.path();
        let own = [
            "tick-",
            "edit-",
            "up-",
            "down-",
            "delete-",
            "add-",
            "source-",
            "template-",
            "skills-",
            "column-",
            "rows-",
            // Of the front page: a place, not something that is linked to.
            "opening",
            "returning",
            "news",
            "where-you-lean",
        ];
        let content = page.select("main#main [id]");
        for id in content
            .into_iter()
            .filter_map(|element| element.value().id())
        {
            let is_own = own.iter().any(|prefix| id.starts_with(prefix));
            if !is_own && id != "content" && !is_control(page.route, id) {
                now.insert(format!("{path}#{id}"));
            }
        }
        now.insert(path);
    }
    for (address, html) in moved_pages() {
        let elements = html.root_element().descendent_elements();
        let ids = elements.filter_map(|element| element.value().id());
        now.extend(ids.map(|id| format!("{address}#{id}")));
        now.insert(address);
    }
    let mut promised = fs::read_to_string(&path).expect("the list of addresses is there");
    now.extend(WITHIN_TABS.map(str::to_owned));
    if env::var_os("UPDATE_ADDRESSES").is_some() {
        // What was promised once stays in the list.
        let all: BTreeSet<&str> = promised
            .lines()
            .chain(now.iter().map(String::as_str))
            .collect();
        promised = all
            .into_iter()
            .map(|address| format!("{address}\n"))
            .collect();
        fs::write(&path, &promised).expect("the list can be written");
    }
    let gone: Vec<&str> = promised
        .lines()
        .filter(|address| !now.contains(*address) && !is_former_control(address))
        .collect();
    assert!(gone.is_empty(), "gone without a rename: {gone:?}");
    let new = now
        .iter()
        .filter(|address| !promised.lines().any(|known| known == address.as_str()))
        .count();
    assert_eq!(
        new, 0,
        "new addresses are not in the list yet: UPDATE_ADDRESSES=1 cargo test -p guide-site --test site"
    );
}
