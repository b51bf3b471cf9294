//! Old addresses and where they lead now: `content/renames.toml`.

use super::check::Link;
use guide_core::route::GuidePage;
use serde::{Deserialize, Deserializer};

/// Pages and sections of the guide that had another address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renames {
    /// Pages that had another slug, or whose text is on another page now.
    #[serde(default)]
    pub page: Vec<RenamedPage>,
    /// Sections that had another id, or whose page has moved.
    #[serde(default)]
    pub section: Vec<RenamedSection>,
}

/// A page that had another slug.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenamedPage {
    /// The old slug.
    pub from: String,
    /// The slug now.
    pub to: String,
}

/// A section that had another address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenamedSection {
    /// The slug of the page that it was on.
    pub page: String,
    /// The ids that it had, or that were merged into it: a string, or a list of strings.
    #[serde(deserialize_with = "one_or_several")]
    pub from: Vec<String>,
    /// The id now. Where the page has moved: `page#id`.
    pub to: String,
}

impl RenamedSection {
    /// The slug and the id where the section is now.
    pub(super) fn target(&self) -> (&str, &str) {
        self.to.split_once('#').unwrap_or((&self.page, &self.to))
    }

    /// What is wrong with this entry, if anything is.
    fn fault(&self, pages: &[RenamedPage]) -> Option<&'static str> {
        let is_moved = pages.iter().any(|page| page.from == self.page);
        match (GuidePage::from_slug(&self.page), self.to.contains('#')) {
            (Some(_), true) => Some("a section of a page that is still there stays on that page"),
            (None, _) if !is_moved => Some("there is no page of this name, nor was there one"),
            (None, false) => Some("the page has moved, so `to` is written page#id"),
            _ => None,
        }
    }
}

impl Renames {
    /// The first entry that cannot be right: the name to look for in the file, and what is wrong.
    pub(super) fn fault(&self) -> Option<(&str, &'static str)> {
        let page = self.page.iter().find_map(|page| {
            let still_there = GuidePage::from_slug(&page.from).is_some();
            still_there.then_some((page.from.as_str(), "this page is still there"))
        });
        page.or_else(|| {
            self.section.iter().find_map(|section| {
                let fault = section.fault(&self.page)?;
                Some((section.page.as_str(), fault))
            })
        })
    }

    /// The places that old addresses lead to, for the check of links.
    pub(super) fn links(&self, line: impl Fn(&str) -> usize) -> Vec<Link> {
        let link = |name: &str, path: String| Link {
            file: "content/renames.toml".to_owned(),
            line: line(name),
            path,
        };
        let pages = self
            .page
            .iter()
            .map(|page| link(&page.from, format!("/guide/{}/", page.to)));
        let sections = self.section.iter().map(|section| {
            let (slug, id) = section.target();
            link(&section.to, format!("/guide/{slug}/#{id}"))
        });
        pages.chain(sections).collect()
    }

    /// Old ids that lead to the section `id` of the page `slug`, which is still there.
    pub(super) fn old_ids<'a>(
        &'a self,
        slug: &'a str,
        id: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        self.section
            .iter()
            .filter(move |section| section.page == slug && section.to == id)
            .flat_map(|section| section.from.iter().map(String::as_str))
    }
}

fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::Several(names) => names,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renames(text: &str) -> Renames {
        toml::from_str(text).expect("it is sound TOML")
    }

    const MOVED: &str = r#"
        [[page]]
        from = "gone"
        to = "delegating-work"

        [[section]]
        page = "gone"
        from = ["steps", "steps-1"]
        to = "delegating-work#levels"

        [[section]]
        page = "estimates"
        from = "old"
        to = "range"
    "#;

    #[test]
    fn one_old_id_or_several_lead_to_a_section() {
        let renames = renames(MOVED);
        let old: Vec<&str> = renames.old_ids("estimates", "range").collect();
        assert_eq!(old, ["old"]);
        assert_eq!(renames.section[0].from, ["steps", "steps-1"]);
        assert_eq!(renames.fault(), None);
    }

    #[test]
    fn a_section_of_a_moved_page_leads_to_another_page() {
        let paths: Vec<String> = renames(MOVED)
            .links(|_| 1)
            .into_iter()
            .map(|link| link.path)
            .collect();
        assert_eq!(
            paths,
            [
                "/guide/delegating-work/",
                "/guide/delegating-work/#levels",
                "/guide/estimates/#range"
            ]
        );
    }

    #[test]
    fn entries_that_cannot_be_right_are_named() {
        let cases = [
            (
                "[[page]]\nfrom = \"estimates\"\nto = \"metrics\"",
                ("estimates", "this page is still there"),
            ),
            (
                "[[section]]\npage = \"estimates\"\nfrom = \"a\"\nto = \"metrics#b\"",
                (
                    "estimates",
                    "a section of a page that is still there stays on that page",
                ),
            ),
            (
                "[[section]]\npage = \"nowhere\"\nfrom = \"a\"\nto = \"metrics#b\"",
                (
                    "nowhere",
                    "there is no page of this name, nor was there one",
                ),
            ),
            (
                "[[page]]\nfrom = \"gone\"\nto = \"metrics\"\n[[section]]\npage = \"gone\"\nfrom = \"a\"\nto = \"b\"",
                ("gone", "the page has moved, so `to` is written page#id"),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(renames(text).fault(), Some(expected), "{text}");
        }
    }
}
