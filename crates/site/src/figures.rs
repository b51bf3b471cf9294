//! Figures drawn from data: the drawing as inline SVG, the words as HTML beside it.
//!
//! The words are text on the page, not part of the drawing. They are the figure's text equivalent,
//! they wrap on a phone, and they are there when a screen reader, a printer or forced colours take
//! the drawing away.

use super::SiteError;
use super::references::References;
use guide_core::content::{Owner, ROWS};
use guide_core::page_action::PageAction;
use guide_core::route::{Base, Route};
use maud::{Markup, html};
use serde::Deserialize;

/// A figure as its file gives it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    kind: Kind,
    title: String,
    caption: String,
    #[serde(default)]
    sources: Vec<String>,
    unit: Option<String>,
    max: Option<f32>,
    #[serde(default)]
    row: Vec<Row>,
    #[serde(default)]
    step: Vec<Step>,
    #[serde(default)]
    band: Vec<Band>,
    #[serde(default)]
    cell: Vec<Cell>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    x: Vec<String>,
    #[serde(default)]
    y: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Ranges,
    Ladder,
    Path,
    Bands,
    Ownership,
    Quadrant,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    label: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    low: f32,
    #[serde(default)]
    high: f32,
    #[serde(default)]
    text: String,
    source: Option<String>,
    #[serde(default)]
    cells: Vec<Share>,
    /// Id of the row of the comparison that says the same of lead and manager.
    compare: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Share {
    Owns,
    Shares,
    Helps,
    None,
}

impl Share {
    fn word(self) -> &'static str {
        match self {
            Self::Owns => "owns",
            Self::Shares => "shares",
            Self::Helps => "helps",
            Self::None => "–",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    label: String,
    #[serde(default)]
    text: String,
    href: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    label: String,
    from: f32,
    to: f32,
    #[serde(default)]
    text: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    x: usize,
    y: usize,
    label: String,
    text: String,
}

impl Figure {
    /// Checks that the figure has what its kind needs, and that its sources exist.
    ///
    /// # Errors
    /// What is missing, with the file.
    pub fn check(&self, references: &References, file: &str) -> Result<(), SiteError> {
        let error = |what: String| Err(SiteError::at(file, 1, what));
        for id in self.cited() {
            if references.source(id).is_none() {
                return error(format!("there is no source `{id}` in content/sources.toml"));
            }
        }
        if let Some(what) = self.contradiction() {
            return error(what);
        }
        let max = self.max.unwrap_or(100.0);
        let sound = match self.kind {
            Kind::Ranges => {
                !self.row.is_empty()
                    && self
                        .row
                        .iter()
                        .all(|row| row.low <= row.high && row.high <= max)
            }
            Kind::Ladder | Kind::Path => self.step.len() >= 2,
            Kind::Bands => {
                !self.band.is_empty()
                    && self
                        .band
                        .iter()
                        .all(|band| band.from < band.to && band.to <= max)
            }
            Kind::Ownership => {
                !self.row.is_empty()
                    && self
                        .row
                        .iter()
                        .all(|row| row.cells.len() == self.columns.len())
            }
            Kind::Quadrant => {
                let all = [(0, 0), (0, 1), (1, 0), (1, 1)];
                self.x.len() == 2
                    && self.y.len() == 2
                    && all
                        .iter()
                        .all(|place| self.cell.iter().any(|cell| (cell.x, cell.y) == *place))
            }
        };
        if sound {
            Ok(())
        } else {
            error("the figure does not have what its kind needs".to_owned())
        }
    }

    /// The first row that gives something to other people than the comparison does.
    fn contradiction(&self) -> Option<String> {
        let column = |name: &str| self.columns.iter().position(|column| column == name);
        let (lead, manager) = (column("Technical lead"), column("Manager"));
        self.row.iter().find_map(|row| {
            let id = row.compare.as_ref()?;
            let Some(compared) = ROWS.iter().find(|compared| compared.id == id) else {
                return Some(format!("there is no row `{id}` in the comparison"));
            };
            let share = |column: Option<usize>| row.cells.get(column?).copied();
            let agrees = share(lead)
                .zip(share(manager))
                .is_some_and(|(lead, manager)| agrees(compared.owner, lead, manager));
            (!agrees).then(|| {
                let label = &row.label;
                format!("“{label}” has other owners than the comparison’s row `{id}`")
            })
        })
    }

    /// The sources that the figure rests on.
    pub fn cited(&self) -> impl Iterator<Item = &str> {
        self.sources
            .iter()
            .chain(self.row.iter().filter_map(|row| row.source.as_ref()))
            .map(String::as_str)
    }

    /// The figure as HTML.
    pub fn html(&self, id: &str, references: &References, base: &Base) -> Markup {
        // Rows name their own sources.
        let rows_cite = self.row.iter().any(|row| row.source.is_some());
        let sources = self
            .sources
            .iter()
            .filter(|_| !rows_cite)
            .filter_map(|id| references.source(id));
        html! {
            figure class=(self.class()) id=(format!("figure-{id}")) {
                p.figure-title { (self.title) }
                (self.drawing(references, base))
                figcaption {
                    (self.caption)
                    @for source in sources {
                        " "
                        a href=(base.href(Route::Sources) + "#" + &source.id) { (source.title) } "."
                    }
                    " "
                    button.copy.needs-app type="button" name=(PageAction::CopyLink.name()) value=(format!("figure-{id}")) aria-label=(format!("Copy link to the figure {}", self.title)) { "Copy link" }
                }
            }
        }
    }

    /// The figure as Markdown: a table or a list. `address` makes a link of a path of the site.
    pub fn markdown(&self, address: &dyn Fn(&str) -> String) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        let at = |x: usize, y: usize| self.cell.iter().find(|cell| (cell.x, cell.y) == (x, y));
        let words = match self.kind {
            Kind::Ranges => {
                let rows = self.row.iter();
                lines(rows.map(|row| format!("- {}: {}", row.label, row.text)))
            }
            Kind::Ladder | Kind::Path => {
                let steps = self.step.iter().enumerate();
                lines(steps.map(|(index, step)| {
                    let label = match &step.href {
                        Some(href) if href.starts_with('/') => {
                            format!("[{}]({})", step.label, address(href))
                        }
                        _ => step.label.clone(),
                    };
                    format!("{}. **{label}** {}", index + 1, step.text)
                }))
            }
            Kind::Bands => {
                let bands = self.band.iter();
                lines(bands.map(|band| {
                    format!(
                        "- **{}**, {}–{} {unit}: {}",
                        band.label, band.from, band.to, band.text
                    )
                }))
            }
            Kind::Ownership => {
                let rows = self.row.iter().map(|row| {
                    let shares = row.cells.iter().map(|share| share.word().to_owned());
                    (row.label.clone(), shares.collect())
                });
                table(&self.columns, rows)
            }
            Kind::Quadrant => {
                let rows = [1, 0].into_iter().map(|y| {
                    let cells = [0, 1].into_iter().map(|x| {
                        at(x, y).map_or_else(String::new, |cell| {
                            format!("**{}** {}", cell.label, cell.text)
                        })
                    });
                    (self.y.get(y).cloned().unwrap_or_default(), cells.collect())
                });
                table(&self.x, rows)
            }
        };
        format!("**{}**\n\n{words}\n{}", self.title, self.caption)
    }

    fn class(&self) -> &'static str {
        match self.kind {
            Kind::Ranges => "ranges",
            Kind::Ladder => "ladder",
            Kind::Path => "path",
            Kind::Bands => "bands",
            Kind::Ownership => "ownership",
            Kind::Quadrant => "quadrant",
        }
    }

    fn drawing(&self, references: &References, base: &Base) -> Markup {
        match self.kind {
            Kind::Ranges => self.ranges(references, base),
            Kind::Ladder => self.ladder(),
            Kind::Path => self.path(base),
            Kind::Bands => self.bands(),
            Kind::Ownership => self.ownership(base),
            Kind::Quadrant => self.quadrant(),
        }
    }

    fn ranges(&self, references: &References, base: &Base) -> Markup {
        let max = self.max.unwrap_or(100.0);
        html! {
            ul.plain-list {
                @for row in &self.row {
                    li {
                        span.label { (row.label) }
                        (bar(row.low / max, row.high / max, &row.role))
                        span.value {
                            (row.text)
                            @if let Some(source) = row.source.as_ref().and_then(|id| references.source(id)) {
                                " "
                                a href=(base.href(Route::Sources) + "#" + &source.id) { (source.title) }
                            }
                        }
                    }
                }
            }
            p.scale-ends aria-hidden="true" { span { "0" } span { (max) " " (self.unit.as_deref().unwrap_or_default()) } }
        }
    }

    fn ladder(&self) -> Markup {
        let count = self.step.len() as f32;
        html! {
            ol.plain-list {
                @for (index, step) in self.step.iter().enumerate() {
                    li {
                        (bar(0.0, (index + 1) as f32 / count, "lead"))
                        b { (step.label) }
                        span { (step.text) }
                    }
                }
            }
        }
    }

    fn path(&self, base: &Base) -> Markup {
        html! {
            ol.plain-list {
                @for (index, step) in self.step.iter().enumerate() {
                    li {
                        svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" {
                            circle cx="14" cy="14" r="12.5" {}
                            text x="14" y="19" text-anchor="middle" { (index + 1) }
                        }
                        b {
                            @match &step.href {
                                Some(href) if href.starts_with('/') => a href=(base.join(href)) { (step.label) },
                                _ => (step.label),
                            }
                        }
                        span { (step.text) }
                    }
                }
            }
        }
    }

    fn bands(&self) -> Markup {
        let max = self.max.unwrap_or(100.0);
        let unit = self.unit.as_deref().unwrap_or_default();
        html! {
            ol.plain-list {
                @for band in &self.band {
                    li {
                        span.label { b { (band.label) } " " small { (band.from) "–" (band.to) " " (unit) } }
                        (bar(band.from / max, band.to / max, "lead"))
                        span { (band.text) }
                    }
                }
            }
        }
    }

    fn ownership(&self, base: &Base) -> Markup {
        html! {
            div.scroll role="region" tabindex="0" aria-label=(self.title) {
                table {
                    thead { tr { td {} @for column in &self.columns { th scope="col" { (column) } } } }
                    tbody {
                        @for row in &self.row {
                            tr {
                                th scope="row" {
                                    @match &row.compare {
                                        Some(id) => a href=(base.href(Route::Compare) + "#" + id) { (row.label) },
                                        None => (row.label),
                                    }
                                }
                                @for share in &row.cells { td { (share_mark(*share)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn quadrant(&self) -> Markup {
        let at = |x: usize, y: usize| self.cell.iter().find(|cell| (cell.x, cell.y) == (x, y));
        html! {
            div.scroll role="region" tabindex="0" aria-label=(self.title) {
                table {
                    thead { tr { td {} @for label in &self.x { th scope="col" { (label) } } } }
                    tbody {
                        @for y in [1, 0] {
                            tr {
                                th scope="row" { (self.y.get(y).map_or("", String::as_str)) }
                                @for x in [0, 1] {
                                    td { @if let Some(cell) = at(x, y) { b { (cell.label) } " " (cell.text) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

/// A table in Markdown, with an empty corner.
fn table(columns: &[String], rows: impl Iterator<Item = (String, Vec<String>)>) -> String {
    let line = |label: &str, cells: &[String]| format!("| {label} | {} |\n", cells.join(" | "));
    let rule = vec!["---".to_owned(); columns.len()];
    let head = line("", columns) + &line("---", &rule);
    rows.fold(head, |text, (label, cells)| text + &line(&label, &cells))
}

/// A bar from `low` to `high` on a scale from 0 to 1. What it shows stands beside it in words.
fn bar(low: f32, high: f32, role: &str) -> Markup {
    let class = match role {
        "lead" | "manager" => role,
        _ => "plain-role",
    };
    // A single figure is drawn as a mark wide enough to be seen.
    let width = f32::max(high - low, 0.015);
    html! {
        svg class=(format!("bar-of {class}")) viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.scale width="100" height="8" {}
            rect.range x=(percent(low.min(1.0 - width))) width=(percent(width)) height="8" {}
        }
    }
}

fn percent(share: f32) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.trim_end_matches(".0").to_owned()
}

/// Whether a figure's cells for lead and manager say the same as the owner of a row.
fn agrees(owner: Owner, lead: Share, manager: Share) -> bool {
    let has_part = |share| matches!(share, Share::Owns | Share::Shares);
    match owner {
        Owner::Lead => lead == Share::Owns && !has_part(manager),
        Owner::Manager => manager == Share::Owns && !has_part(lead),
        Owner::Both => (lead, manager) == (Share::Shares, Share::Shares),
        Owner::Neither => !has_part(lead) && !has_part(manager),
    }
}

fn share_mark(share: Share) -> Markup {
    let word = share.word();
    let class = match share {
        Share::None => "nobody",
        _ => word,
    };
    html! {
        span class=(format!("share {class}")) {
            svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
                @match share {
                    Share::Owns => circle cx="8" cy="8" r="7" {},
                    Share::Shares => { circle.ring cx="8" cy="8" r="6.2" {} path d="M8 1a7 7 0 0 1 0 14z" {} },
                    Share::Helps => circle.ring cx="8" cy="8" r="6.2" {},
                    Share::None => (""),
                }
            }
            (word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure that says of a row of the comparison who owns it.
    fn figure(compare: &str, cells: &str) -> Figure {
        let text = format!(
            "kind = \"ownership\"\ntitle = \"Who\"\ncaption = \"\"\n\
             columns = [\"Technical lead\", \"Manager\", \"Product\"]\n\
             [[row]]\nlabel = \"It\"\ncompare = \"{compare}\"\ncells = [{cells}]\n"
        );
        toml::from_str(&text).expect("it is a figure")
    }

    #[test]
    fn a_figure_cannot_give_a_thing_to_others_than_the_comparison_does() {
        let owned = |owner: Owner| {
            let row = ROWS.iter().find(|row| row.owner == owner);
            row.expect("there is such a row").id
        };
        let cases = [
            (Owner::Lead, "\"owns\", \"helps\", \"none\"", true),
            (Owner::Lead, "\"shares\", \"shares\", \"none\"", false),
            (Owner::Manager, "\"helps\", \"owns\", \"none\"", true),
            (Owner::Manager, "\"owns\", \"owns\", \"none\"", false),
            (Owner::Both, "\"shares\", \"shares\", \"shares\"", true),
            (Owner::Both, "\"owns\", \"helps\", \"shares\"", false),
            (Owner::Neither, "\"helps\", \"helps\", \"owns\"", true),
            (Owner::Neither, "\"owns\", \"none\", \"none\"", false),
        ];
        for (owner, cells, agrees) in cases {
            let found = figure(owned(owner), cells).contradiction();
            assert_eq!(found.is_none(), agrees, "{owner:?} {cells}: {found:?}");
        }
    }

    #[test]
    fn a_figure_names_a_row_that_is_there() {
        let found = figure("no-such-row", "\"owns\", \"none\", \"none\"").contradiction();
        assert_eq!(
            found.as_deref(),
            Some("there is no row `no-such-row` in the comparison")
        );
    }
}
