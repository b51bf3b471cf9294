//! Pages that are gone, and where each link to them leads now.

use super::SiteError;
use super::library::Library;
use super::renames::RenamedSection;
use guide_core::route::GuidePage;

/// An old page with everything that a link to it may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPage<'a> {
    /// The old slug.
    pub from: &'a str,
    /// Where a link without a fragment leads.
    pub to: GuidePage,
    /// The title of that page.
    pub title: &'a str,
    /// Its old sections.
    pub sections: Vec<MovedSection<'a>>,
}

/// The old ids of a moved page that lead to one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedSection<'a> {
    /// The old ids.
    pub from: &'a [String],
    /// The page that has the section now.
    pub page: GuidePage,
    /// Its id there.
    pub id: &'a str,
    /// The heading of the section, or the title of its page where the id belongs to a figure.
    pub title: &'a str,
}

/// The pages that are gone, with what is known of their sections.
///
/// # Errors
/// The first entry that leads to a page that is not there.
pub fn moved_pages<'a>(library: &'a Library) -> Result<Vec<MovedPage<'a>>, SiteError> {
    let find = |slug: &str| {
        library
            .pages
            .iter()
            .find(|page| page.page.slug() == slug)
            .ok_or_else(|| {
                let what = format!("there is no page `{slug}`");
                SiteError::at("content/renames.toml", 1, what)
            })
    };
    let section_of = |section: &'a RenamedSection| {
        let (slug, id) = section.target();
        let page = find(slug)?;
        let heading = page.text.headings.iter().find(|heading| heading.id == id);
        Ok(MovedSection {
            from: &section.from,
            page: page.page,
            id,
            title: heading.map_or(page.front.title.as_str(), |heading| &heading.title),
        })
    };
    library
        .renames
        .page
        .iter()
        .map(|moved| {
            let now = find(&moved.to)?;
            let sections = library.renames.section.iter();
            Ok(MovedPage {
                from: &moved.from,
                to: now.page,
                title: &now.front.title,
                sections: sections
                    .filter(|section| section.page == moved.from)
                    .map(section_of)
                    .collect::<Result<_, SiteError>>()?,
            })
        })
        .collect()
}
