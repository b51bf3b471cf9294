//! What changed, as a feed.

use super::articles;
use super::changes::FEED;
use super::library::Library;
use guide_core::route::{Base, Route};
use maud::html;
use std::fmt::Write as _;

/// The changes as an Atom feed. Its addresses are absolute where the site's address is known, as the
/// format wants them; a reader takes relative ones from where the feed is.
pub fn feed(library: &Library, site_url: Option<&str>) -> String {
    let base = site_url.map_or_else(|| Base::relative_from(Route::Home), Base::new);
    let own = base.join(FEED);
    let newest = library.changes.first().map_or("", |change| &change.date);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n<title>The Technical Lead Guide: what changed</title>\n<id>{own}</id>\n<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{}\"/>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>The Technical Lead Guide contributors</name></author>\n<rights>CC BY 4.0</rights>\n",
        base.href(Route::Home)
    );
    for change in &library.changes {
        let address = base.href(change.page);
        let title = html! { (title_of(library, change.page)) }.into_string();
        let what = html! { (change.what) }.into_string();
        _ = writeln!(
            text,
            "<entry><title>{title}</title><id>{address}#changed-{date}</id><link href=\"{address}\"/><updated>{date}T00:00:00Z</updated><summary>{what}</summary></entry>",
            date = change.date
        );
    }
    text + "</feed>\n"
}

fn title_of(library: &Library, route: Route) -> &str {
    let guide = library
        .pages
        .iter()
        .find(|page| Route::Guide(page.page) == route);
    guide.map_or_else(|| articles::words_of(route).0, |page| &page.front.title)
}
