//! Does every link lead somewhere? Asked of the content at build time, and of a built site.

use super::assets::files_below;
use super::{SiteError, read};
use guide_core::route::Route;
use scraper::Html;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A link to another place of the site, to be checked when all pages are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The file that it stands in.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// Where it leads: a path of the site, with or without a fragment.
    pub path: String,
}

/// Checks the links that stand in content files against the rendered pages.
///
/// # Errors
/// The first link that leads nowhere, with file and line.
pub fn links_of_content(pages: &[(Route, &str)], links: &[Link]) -> Result<(), SiteError> {
    let ids: HashMap<Route, HashSet<String>> = pages
        .iter()
        .map(|(route, html)| (*route, ids_of(html)))
        .collect();
    for link in links {
        let (path, fragment) = link.path.split_once('#').unwrap_or((&link.path, ""));
        let error = |what: String| Err(SiteError::at(&link.file, link.line, what));
        let Some(route) = Route::parse(path) else {
            return error(format!("there is no page `{path}`"));
        };
        if route.path() != path {
            return error(format!("`{path}` is written `{}`", route.path()));
        }
        if !fragment.is_empty() && !ids.get(&route).is_some_and(|ids| ids.contains(fragment)) {
            return error(format!("there is no `#{fragment}` on `{path}`"));
        }
    }
    Ok(())
}

/// What was followed in a built site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// HTML files.
    pub pages: usize,
    /// Links to files of the site.
    pub links: usize,
    /// Those with a fragment.
    pub fragments: usize,
}

/// Follows every `href` and `src` of every HTML file below `folder`.
///
/// # Errors
/// All links that lead nowhere, one a line.
pub fn built_site(folder: &Path) -> Result<Counts, SiteError> {
    let files = files_below(folder)?;
    let known: HashSet<&str> = files.iter().map(String::as_str).collect();
    let mut pages = HashMap::new();
    for name in files.iter().filter(|name| name.ends_with(".html")) {
        pages.insert(name.as_str(), Page::read(&read(&folder.join(name))?));
    }
    let mut counts = Counts {
        pages: pages.len(),
        ..Counts::default()
    };
    let mut dead = Vec::new();
    for (page, Page { addresses, .. }) in &pages {
        for address in addresses {
            let (path, fragment) = address.split_once('#').unwrap_or((address.as_str(), ""));
            let Some(target) = target_of(page, path) else {
                dead.push(format!("{page}: {address} is not relative"));
                continue;
            };
            counts.links += 1;
            if !known.contains(target.as_str()) {
                dead.push(format!("{page}: {address} leads to no file"));
            } else if !fragment.is_empty() {
                counts.fragments += 1;
                if !pages
                    .get(target.as_str())
                    .is_some_and(|page| page.ids.contains(fragment))
                {
                    dead.push(format!("{page}: {address} leads to no such id"));
                }
            }
        }
    }
    dead.sort();
    if dead.is_empty() {
        Ok(counts)
    } else {
        Err(SiteError::of(folder, dead.join("\n")))
    }
}

/// What links can lead to on a page, and where its own lead.
#[derive(Debug, Default)]
struct Page {
    /// The values of all `id` attributes.
    ids: HashSet<String>,
    /// The addresses of this site that it refers to.
    addresses: Vec<String>,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        page.collect(&Html::parse_document(html));
        page
    }

    fn collect(&mut self, html: &Html) {
        for element in html.root_element().descendent_elements() {
            self.ids.extend(element.value().id().map(str::to_owned));
            let addresses = [element.attr("href"), element.attr("src")];
            let own = addresses.into_iter().flatten();
            let own = own.filter(|address| !address.contains(':') && !address.is_empty());
            self.addresses.extend(own.map(str::to_owned));
            if element.value().name() == "noscript" {
                // The parser takes its content for text, as a browser with scripts does.
                let content: String = element.text().collect();
                self.collect(&Html::parse_fragment(&content));
            }
        }
    }
}

/// The values of all `id` attributes.
fn ids_of(html: &str) -> HashSet<String> {
    Page::read(html).ids
}

/// The file that `path` means on the page `from`; `None` where it is not relative.
fn target_of(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    if path.ends_with('/') || path.ends_with('.') {
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_resolved_as_browsers_do() {
        assert_eq!(
            target_of("guide/a/index.html", "../b/").as_deref(),
            Some("guide/b/index.html")
        );
        assert_eq!(
            target_of("guide/a/index.html", "../../style.css").as_deref(),
            Some("style.css")
        );
        assert_eq!(target_of("index.html", "./").as_deref(), Some("index.html"));
        assert_eq!(
            target_of("compare/index.html", "").as_deref(),
            Some("compare/index.html")
        );
        assert_eq!(target_of("compare/index.html", "/x/"), None);
    }

    #[test]
    fn what_is_there_without_scripts_is_followed_too() {
        let page = Page::read(
            "<head><noscript><link rel=stylesheet href=a.css></noscript></head><a id=x href='https://y/'>",
        );
        assert_eq!(page.addresses, ["a.css"]);
        assert!(page.ids.contains("x"));
    }

    #[test]
    fn a_link_to_nowhere_is_named_with_its_line() {
        let pages = [(Route::Compare, "<main id=\"main\">")];
        let link = |path: &str| Link {
            file: "content/x.md".to_owned(),
            line: 7,
            path: path.to_owned(),
        };
        assert_eq!(
            links_of_content(&pages, &[link("/compare/#main"), link("/compare/")]),
            Ok(())
        );
        for (path, what) in [
            (
                "/compare/#nope",
                "content/x.md:7: there is no `#nope` on `/compare/`",
            ),
            ("/nope/", "content/x.md:7: there is no page `/nope/`"),
            (
                "/compare",
                "content/x.md:7: `/compare` is written `/compare/`",
            ),
        ] {
            assert_eq!(
                links_of_content(&pages, &[link(path)]).map_err(|error| error.to_string()),
                Err(what.to_owned())
            );
        }
    }
}
