//! The one table of URLs. Every internal link comes from here; nothing else writes a path.

use crate::content::GUIDE_SLUGS;

/// The page of development builds that shows every component of the interface in every state. It is
/// no [`Route`]: no release has it.
pub const COMPONENTS_PATH: &str = "/ui/";

/// The page that prints the whole guide. It is outside the app, and so no [`Route`].
pub const PRINT_PATH: &str = "/guide/print/";

/// The id of the button that opens the search. A link to it, from a page without a search of its own,
/// opens it.
pub const SEARCH_BUTTON: &str = "search-open";

/// A page of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// The front page.
    Home,
    /// The contents of the guide.
    GuideIndex,
    /// A page of the guide.
    Guide(GuidePage),
    /// The comparison of roles.
    Compare,
    /// The situations, each with its answers.
    Situations,
    /// The skills of a lead, and the self-assessment.
    Skills,
    /// The personal roadmap.
    Roadmap,
    /// Terms and their meaning.
    Glossary,
    /// What the guide rests on.
    Sources,
    /// Privacy, offline use, where the data is.
    About,
}

/// A page of the guide: an index into [`GUIDE_SLUGS`], so that only existing pages can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GuidePage(usize);

impl GuidePage {
    /// All pages in reading order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..GUIDE_SLUGS.len()).map(GuidePage)
    }

    /// The page with this slug, if there is one.
    pub fn from_slug(slug: &str) -> Option<Self> {
        GUIDE_SLUGS
            .iter()
            .position(|known| *known == slug)
            .map(GuidePage)
    }

    /// The last part of the page's address.
    pub fn slug(self) -> &'static str {
        GUIDE_SLUGS.get(self.0).copied().unwrap_or_default()
    }
}

impl Route {
    /// All pages, in the order of the sitemap.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Home, Self::GuideIndex];
        all.extend(GuidePage::all().map(Self::Guide));
        all.extend([
            Self::Compare,
            Self::Situations,
            Self::Skills,
            Self::Roadmap,
            Self::Glossary,
            Self::Sources,
            Self::About,
        ]);
        all
    }

    /// The page at `path`, which is relative to the site's base and starts with a slash. The final
    /// slash and `index.html` may be there or not.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let route = match (parts.next(), parts.next()) {
            (None, _) => Self::Home,
            (Some("guide"), None) => Self::GuideIndex,
            (Some("guide"), Some(slug)) => Self::Guide(GuidePage::from_slug(slug)?),
            (Some("compare"), None) => Self::Compare,
            (Some("situations"), None) => Self::Situations,
            (Some("skills"), None) => Self::Skills,
            (Some("roadmap"), None) => Self::Roadmap,
            (Some("glossary"), None) => Self::Glossary,
            (Some("sources"), None) => Self::Sources,
            (Some("about"), None) => Self::About,
            _ => return None,
        };
        parts.next().is_none().then_some(route)
    }

    /// The canonical address, relative to the site's base: starts and ends with a slash.
    pub fn path(self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::GuideIndex => "/guide/".to_owned(),
            Self::Guide(page) => ["/guide/", page.slug(), "/"].concat(),
            Self::Compare => "/compare/".to_owned(),
            Self::Situations => "/situations/".to_owned(),
            Self::Skills => "/skills/".to_owned(),
            Self::Roadmap => "/roadmap/".to_owned(),
            Self::Glossary => "/glossary/".to_owned(),
            Self::Sources => "/sources/".to_owned(),
            Self::About => "/about/".to_owned(),
        }
    }

    /// Which entry of the site's header this page belongs to.
    pub fn section(self) -> Self {
        match self {
            Self::Guide(_) => Self::GuideIndex,
            other => other,
        }
    }
}

/// The folder that the site lives in, as it is written before a path: ends with a slash.
///
/// In the browser it is absolute (`/` or `/repo/`); in a prerendered file it is relative to that
/// file (`./`, `../`), so that one build works in any folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// A base from an address of a folder; a missing final slash is added.
    pub fn new(folder: &str) -> Self {
        Self([folder.trim_end_matches('/'), "/"].concat())
    }

    /// The base of a file that is written for `route`.
    pub fn relative_from(route: Route) -> Self {
        match route.path().matches('/').count() - 1 {
            0 => Self("./".to_owned()),
            depth => Self("../".repeat(depth)),
        }
    }

    /// The address of `route` for a link.
    pub fn href(&self, route: Route) -> String {
        self.join(&route.path())
    }

    /// The address of a path of this site, which starts with a slash, for a link.
    pub fn join(&self, path: &str) -> String {
        [self.0.as_str(), path.trim_start_matches('/')].concat()
    }

    /// The part of an absolute path that lies below this base, with its leading slash.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let folder = self.0.trim_end_matches('/');
        let rest = path.strip_prefix(folder)?;
        if rest.is_empty() {
            Some("/")
        } else {
            rest.starts_with('/').then_some(rest)
        }
    }

    /// The base as `leptos_router` wants it: without the final slash.
    pub fn without_slash(&self) -> String {
        self.0.trim_end_matches('/').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_own_path() {
        for route in Route::all() {
            assert_eq!(Route::parse(&route.path()), Some(route));
            assert_eq!(
                Route::parse(route.path().trim_end_matches('/')),
                Some(route)
            );
            assert_eq!(Route::parse(&(route.path() + "index.html")), Some(route));
        }
    }

    #[test]
    fn paths_are_unique_and_canonical() {
        let paths: Vec<String> = Route::all().into_iter().map(Route::path).collect();
        for (index, path) in paths.iter().enumerate() {
            assert!(path.starts_with('/') && path.ends_with('/'), "{path}");
            assert!(!paths[..index].contains(path), "{path} appears twice");
        }
    }

    #[test]
    fn unknown_paths_are_no_page() {
        for path in [
            "/nope/",
            "/guide/nope/",
            "/compare/x/",
            "/guide/delegating-work/x/",
            "/Guide/",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn a_base_joins_and_strips() {
        let base = Base::new("/repo");
        assert_eq!(base.href(Route::Compare), "/repo/compare/");
        assert_eq!(base.strip("/repo/compare/"), Some("/compare/"));
        assert_eq!(base.strip("/repo"), Some("/"));
        assert_eq!(
            base.strip("/repo2/compare/"),
            None,
            "another project on the same host is not ours"
        );
        assert_eq!(Base::new("/").strip("/compare/"), Some("/compare/"));
        assert_eq!(Base::new("/").without_slash(), "");
    }

    #[test]
    fn a_prerendered_file_links_relative_to_itself() {
        assert_eq!(Base::relative_from(Route::Home).href(Route::Home), "./");
        assert_eq!(Base::relative_from(Route::Compare).href(Route::Home), "../");
        let page = GuidePage::from_slug("delegating-work").map(Route::Guide);
        assert_eq!(
            page.map(|page| Base::relative_from(page).href(Route::Compare)),
            Some("../../compare/".to_owned())
        );
    }
}
