//! The HTML document around the app: head, scripts, and the files that are no page.

use super::Build;
use super::articles::Head;
use super::assets::Assets;
use super::hashed::short_hash;
use super::headers::REFERRER_POLICY;
use super::moved::MovedPage;
use super::{changes, previews, style};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use guide_core::page_action::markdown_path;
use guide_core::route::{Base, Route, SEARCH_BUTTON};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Nothing from elsewhere, nothing inline but this script and this style, nothing evaluated but
/// WebAssembly.
pub(super) fn policy(script: &str, style: Option<&str>) -> String {
    let allowed = |text: &str| format!(" 'sha256-{}'", policy_hash(text));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'",
        allowed(script),
        style.map(allowed).unwrap_or_default()
    )
}

/// trunk's `index.html`, ready to be filled.
pub struct Document<'a> {
    template: &'a str,
    assets: &'a Assets,
    site_url: Option<&'a str>,
    release: bool,
}

impl<'a> Document<'a> {
    /// A document from trunk's output.
    pub fn new(template: &'a str, assets: &'a Assets, build: &'a Build) -> Self {
        Self {
            template,
            assets,
            site_url: build.site_url.as_deref(),
            release: build.release,
        }
    }

    /// The file for `route`, but for the line that names its release: [`Release::complete`] adds it.
    pub fn page(&self, route: Route, head: &Head, app: &str) -> String {
        let base = Base::relative_from(route);
        let base = base.href(Route::Home);
        let html = without_remarks(self.template)
            .replacen("data-base=\"./\"", &format!("data-base=\"{base}\""), 1)
            .replacen(
                "<title>The Technical Lead Guide</title>",
                &self.head(route, head, &base).into_string(),
                1,
            )
            .replacen(
                "<div id=\"app\"></div>",
                &format!("<div id=\"app\">{app}</div>"),
                1,
            );
        // Last, because it depends on all the rest.
        let style = style::used_by(&self.assets.sheet, &html);
        let html = html.replacen(STYLE_PLACE, &format!("<style>{style}</style>"), 1);
        html.replacen(POLICY_PLACE, &policy(&self.assets.early, Some(&style)), 1)
    }

    fn head(&self, route: Route, head: &Head, base: &str) -> Markup {
        let address = self.site_url.map(|site| Base::new(site).href(route));
        let early = &self.assets.early;
        html! {
            @if self.release { meta http-equiv="Content-Security-Policy" content=(POLICY_PLACE); }
            title { (head.title) }
            meta name="description" content=(head.description);
            meta name="referrer" content=(REFERRER_POLICY);
            (PreEscaped(STYLE_PLACE))
            (PreEscaped(LINE_PLACE))
            script { (PreEscaped(early)) }
            @for file in self.assets.files_of_room(route) {
                // At the same time as the app, which asks for it too.
                link rel="preload" href=(format!("{base}{file}")) as="fetch" crossorigin fetchpriority="low";
            }
            link rel="icon" href=(format!("{base}icon.svg")) type="image/svg+xml";
            link rel="apple-touch-icon" href=(format!("{base}icon-192.png"));
            link rel="manifest" href=(format!("{base}manifest.webmanifest"));
            @if let Route::Guide(page) = route {
                link rel="alternate" type="text/markdown" href=(Base::new(base).join(&markdown_path(page)));
            } @else {
                // Not on the guide's pages, whose bytes all count before the first paint.
                link rel="alternate" type="application/atom+xml" title="What changed" href=(format!("{base}{}", changes::FEED));
            }
            meta property="og:type" content=(if matches!(route, Route::Guide(_)) { "article" } else { "website" });
            meta property="og:site_name" content="The Technical Lead Guide";
            meta property="og:title" content=(head.title);
            meta property="og:description" content=(head.description);
            @if let (Some(site), Some(address)) = (self.site_url, &address) {
                link rel="canonical" href=(address);
                meta property="og:url" content=(address);
                @if self.release { (preview_image(site, route, head)) }
            }
        }
    }

    /// `404.html`: what a host shows at an address that has no page.
    pub fn not_found(&self) -> String {
        self.anywhere(
            "Page not found",
            "There is no page at this address",
            "The link may be old or cut off. Search for what it was about, or start from the contents.",
        )
    }

    /// `missing.html`: what the service worker shows for a page that is not in the offline copy while
    /// there is no network.
    pub fn missing(&self) -> String {
        self.anywhere(
            "Page not in the offline copy",
            "This page is not in the offline copy",
            "It could not be fetched when the copy was made. Open it again when you are online: it is put back then. The rest of the guide is here.",
        )
    }

    /// A page that is shown at any address, so nothing in it can be relative.
    ///
    /// Chat programs write `%23` for the hash sign of a link: then this page leads on to where the link
    /// was meant to go. And where the site's address is not known at build time, it looks for its own
    /// root from the outermost folder inwards. That takes an inline script, allowed by its hash, on this
    /// page only.
    fn anywhere(&self, title: &str, heading: &str, text: &str) -> String {
        let known = self.site_url.map(|url| Base::new(path_of(url)));
        let find_root = "(async()=>{const a=location.pathname.split('/');for(let i=1;i<a.length;i++){const b=a.slice(0,i).join('/')+'/';try{const r=await fetch(b+'manifest.webmanifest');if(r.ok&&(await r.text()).includes('\"tech-lead-guide\"')){document.querySelectorAll('a').forEach(l=>{l.href=b+l.dataset.to;l.hidden=false});return}}catch{}}})()";
        let script = if known.is_none() {
            format!("{THEME}{LEAD_ON}{find_root}")
        } else {
            format!("{THEME}{LEAD_ON}")
        };
        let policy = inline_policy(&script, "connect-src 'self'; ");
        let link = |route: Route, fragment: &str, name: &str| {
            let path = route.path().trim_start_matches('/').to_owned() + fragment;
            match &known {
                Some(base) => html! { a href={ (base.href(route)) (fragment) } { (name) } },
                None => html! { a data-to=(path) hidden { (name) } },
            }
        };
        let search = ["#", SEARCH_BUTTON].concat();
        let head = html! { style { (PreEscaped(PLAIN_STYLE)) } };
        let body = html! {
            header { b { "The Technical Lead Guide" } }
            main {
                h1 { (heading) }
                p { (text) }
            }
            nav aria-label="Site" {
                (link(Route::Home, &search, "Search the guide"))
                (link(Route::GuideIndex, "", "Contents of the guide"))
                (link(Route::Compare, "", "Comparison"))
                (link(Route::Skills, "", "Skills"))
                (link(Route::Roadmap, "", "Your roadmap"))
                (link(Route::Home, "", "Front page"))
            }
            script { (PreEscaped(script)) }
        };
        outside_the_app(title, Some(&policy), &head, &body)
    }
}

/// A page that leads from an old address to the new one, and from a section to where that is now.
///
/// A redirect by `<meta>` would lose the fragment. A script reads it and goes on; without scripts
/// the browser shows the entry that the fragment names.
pub fn moved(page: &MovedPage<'_>, site_url: Option<&str>) -> String {
    let script = "const f=document.getElementById(decodeURIComponent(location.hash.slice(1)));location.replace(((f&&f.closest('li'))||document).querySelector('a').href)";
    let base = Base::new("../..");
    let new = Route::Guide(page.to);
    let head = html! {
        @if let Some(site) = site_url { link rel="canonical" href=(Base::new(site).href(new)); }
        style { (PreEscaped(PLAIN_STYLE)) }
    };
    let body = html! {
        header { b { "The Technical Lead Guide" } }
        main {
            h1 { "This page has moved" }
            p { "It is part of another page now: " a href=(base.href(new)) { (page.title) } "." }
            ul {
                @for section in &page.sections {
                    li {
                        @for id in section.from { span id=(id) {} }
                        a href=(format!("{}#{}", base.href(Route::Guide(section.page)), section.id)) { (section.title) }
                    }
                }
            }
        }
        script { (PreEscaped(script)) }
    };
    let policy = inline_policy(script, "");
    outside_the_app("This page has moved", Some(&policy), &head, &body)
}

/// Leads on from an address in which the hash sign or the question mark of a link was encoded, perhaps
/// more than once. A path that begins with two slashes would be the address of another site.
const LEAD_ON: &str = "{const p=location.pathname.replace(/^\\/+/,'/'),q=p.replace(/%(25)*3f/i,'?').replace(/%(25)*23/i,'#');if(q!==p)location.replace(q+location.search+location.hash)}";

/// The style of a page that stands alone, outside the app.
const PLAIN_STYLE: &str = ":root{color-scheme:light dark}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}\
body{font:1.1rem/1.6 Charter,'Noto Serif',Georgia,serif;max-width:34rem;margin:0 auto;padding:0 1.2rem;background:light-dark(#fbfaf6,#15171a);color:light-dark(#1c1d1f,#e8e5dd)}\
header{padding:1.2rem 0;margin-bottom:10vh;border-bottom:1px solid light-dark(#ddd8cb,#373a40)}\
header b::before{content:'';display:inline-block;width:.85em;height:.85em;margin-right:.45em;background:linear-gradient(108deg,light-dark(#14557f,#7fbbe6) 50%,transparent 50% 58%,light-dark(#8a4b08,#e0a968) 58%)}\
h1{font-size:2rem;line-height:1.2}a{color:inherit}nav{display:flex;flex-wrap:wrap;gap:0 1.2rem}nav a{padding:.6rem 0}nav a[hidden]{display:none}";

/// The theme that the person has chosen, as `early.js` sets it.
const THEME: &str = "try{const{theme:t}=JSON.parse(localStorage.getItem('tech-lead-guide:theme'));if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}";

/// The policy of such a page, which has one inline script: `more` are further directives.
fn inline_policy(script: &str, more: &str) -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; {more}base-uri 'none'; form-action 'none'",
        policy_hash(PLAIN_STYLE),
        policy_hash(script)
    )
}

/// A text without the remarks to its authors.
fn without_remarks(html: &str) -> String {
    let mut parts = html.split("<!-- ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part
            .split_once("-->")
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    text
}

/// Where a page has its policy, and its style, until they are known.
const POLICY_PLACE: &str = "policy of this page";
const STYLE_PLACE: &str = "<!--style-->";

/// Where a page has the line that names its release.
const LINE_PLACE: &str = "<!--release-->";

/// One release of the site, by which its pages, its app and its service worker know each other.
///
/// Two releases may have the same page: all that differs in it then is one line. The hashes of the
/// service worker's list do not count that line, so that an update fetches only what has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Differs wherever any file of two releases does.
    pub id: String,
    /// The line of its pages, with `{base}` for the way to the site's folder.
    pub line: String,
}

impl Release {
    /// The release with these files. `list` has the address and the hash of each, pages counted
    /// without their line. `offline` is whether pages register the service worker.
    pub fn new(assets: &Assets, list: &str, offline: bool) -> Self {
        let Assets {
            boot,
            glue,
            wasm,
            style,
            search,
            ..
        } = assets;
        let id = short_hash(format!("{list}{boot}{glue}{wasm}{style}{search}").as_bytes());
        let offline = if offline { " data-offline" } else { "" };
        let line = format!(
            "<script type=\"module\" src=\"{{base}}{boot}\" data-release=\"{id}\" data-glue=\"{glue}\" data-wasm=\"{wasm}\" data-style=\"{style}\" data-index=\"{search}\"{offline}></script>\
             <noscript><link rel=\"stylesheet\" href=\"{{base}}{style}\"></noscript>"
        );
        Self { id, line }
    }

    /// A page with its line.
    pub fn complete(&self, route: Route, page: &str) -> String {
        let base = Base::relative_from(route).href(Route::Home);
        page.replacen(LINE_PLACE, &self.line.replace("{base}", &base), 1)
    }
}

/// A page as its hash counts it: without the line of its release.
pub fn without_release(page: &str) -> String {
    page.replacen(LINE_PLACE, "", 1)
}

/// A whole page that people see, that search engines do not list, and that the app does not show.
pub(super) fn outside_the_app(
    title: &str,
    policy: Option<&str>,
    head: &Markup,
    body: &Markup,
) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if let Some(policy) = policy { meta http-equiv="Content-Security-Policy" content=(policy); }
                meta name="robots" content="noindex";
                title { (title) " · The Technical Lead Guide" }
                (head)
            }
            body { (body) }
        }
    }
    .into_string()
}

/// The picture that a chat shows beside a link.
fn preview_image(site: &str, route: Route, head: &Head) -> Markup {
    let address = Base::new(site).join(&previews::file_name(route));
    html! {
        meta property="og:image" content=(address);
        meta property="og:image:width" content=(previews::SIZE.0);
        meta property="og:image:height" content=(previews::SIZE.1);
        meta property="og:image:alt" content=(head.preview.title);
        meta name="twitter:card" content="summary_large_image";
    }
}

/// All addresses, one a line: paths where the site's address is not known.
pub fn sitemap_txt(site_url: Option<&str>) -> String {
    let mut text = String::new();
    for route in Route::all() {
        _ = writeln!(
            text,
            "{}",
            Base::new(site_url.unwrap_or_default()).href(route)
        );
    }
    text
}

/// The same for search engines, which want absolute addresses: useful where the site's is known.
pub fn sitemap_xml(site_url: Option<&str>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for route in Route::all() {
        _ = writeln!(
            text,
            "<url><loc>{}</loc></url>",
            Base::new(site_url.unwrap_or_default()).href(route)
        );
    }
    text + "</urlset>\n"
}

/// The path of an absolute address.
fn path_of(url: &str) -> &str {
    url.split("//")
        .nth(1)
        .and_then(|rest| rest.find('/').map(|slash| &rest[slash..]))
        .unwrap_or("/")
}

/// The SHA-256 of a script or style as content security policies write it.
pub fn policy_hash(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_page_leads_from_each_old_section_to_where_it_is_now() {
        let page = guide_core::route::GuidePage::from_slug("delegating-work").expect("it is there");
        let old = ["steps".to_owned(), "steps-1".to_owned()];
        let section = crate::moved::MovedSection {
            from: &old,
            page,
            id: "levels",
            title: "Levels",
        };
        let html = moved(
            &MovedPage {
                from: "gone",
                to: page,
                title: "Delegating work",
                sections: vec![section],
            },
            Some("https://example.org/"),
        );
        for part in [
            "<span id=\"steps\"></span><span id=\"steps-1\"></span><a href=\"../../guide/delegating-work/#levels\">Levels</a>",
            "<link rel=\"canonical\" href=\"https://example.org/guide/delegating-work/\">",
        ] {
            assert!(html.contains(part), "{html}");
        }
    }

    #[test]
    fn a_hash_is_written_as_policies_want_it() {
        // printf '' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            policy_hash(""),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }

    #[test]
    fn remarks_are_not_sent() {
        assert_eq!(
            without_remarks("<p>a<!-- to us -->\n  b<!---->c</p>"),
            "<p>ab<!---->c</p>"
        );
    }

    #[test]
    fn sitemaps_list_every_page() {
        assert_eq!(sitemap_txt(None).lines().count(), Route::all().len());
        assert!(
            sitemap_txt(Some("https://example.org/repo/"))
                .starts_with("https://example.org/repo/\n")
        );
        assert!(sitemap_xml(None).contains("<loc>/compare/</loc>"));
    }

    #[test]
    fn the_path_of_an_address_is_found() {
        assert_eq!(path_of("https://example.org/repo/"), "/repo/");
        assert_eq!(path_of("https://example.org"), "/");
    }
}
