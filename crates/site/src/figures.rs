//! Figures drawn from data: the drawing as inline SVG, the words as HTML beside it.
//!
//! The words are text on the page, not part of the drawing. They are the figure's text equivalent,
//! they wrap on a phone, and they are there when a screen reader, a printer or forced colours take
//! the drawing away. A figure with a module of its own is drawn for what it says; the others share
//! the charts of `charts.rs`.

mod chain;
mod charts;
mod coding_share;
mod cone;
mod ninety_days;
mod ownership;
mod pendulum;
mod svg;
mod week;

use super::SiteError;
use super::references::References;
use guide_core::page_action::PageAction;
use guide_core::route::{Base, Route};
use maud::{Markup, html};
use ownership::Share;
use serde::Deserialize;
use week::HalfDay;

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
    mark: Vec<Mark>,
    #[serde(default)]
    half: Vec<HalfDay>,
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
    Pendulum,
    Cone,
    Days,
    Week,
    Share,
    Chain,
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
    /// What stands above the rows that have the same.
    group: Option<String>,
    /// “At least”: `high` is the end of the scale.
    #[serde(default)]
    open: bool,
    #[serde(default)]
    cells: Vec<Share>,
    /// Id of the row of the comparison that says the same of lead and manager.
    compare: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    label: String,
    #[serde(default)]
    text: String,
    href: Option<String>,
    /// A word or two that stand in the drawing.
    note: Option<String>,
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

/// What comes back on certain days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    label: String,
    text: String,
    days: Vec<f32>,
    /// Whether the manager is part of it.
    #[serde(default)]
    manager: bool,
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
            Kind::Pendulum => pendulum::is_sound(self),
            Kind::Cone => cone::is_sound(self),
            Kind::Days => ninety_days::is_sound(self),
            Kind::Week => week::is_sound(self),
            Kind::Share => coding_share::is_sound(self),
            Kind::Chain => chain::is_sound(self),
        };
        if sound {
            Ok(())
        } else {
            error("the figure does not have what its kind needs".to_owned())
        }
    }

    /// The sources that the figure rests on.
    pub fn cited(&self) -> impl Iterator<Item = &str> {
        self.sources
            .iter()
            .chain(self.row.iter().filter_map(|row| row.source.as_ref()))
            .map(String::as_str)
    }

    /// The figure as HTML, after empty anchors for the ids of figures that are part of it now.
    pub fn html(&self, id: &str, old_ids: &[&str], references: &References, base: &Base) -> Markup {
        // Rows name their own sources.
        let of_rows = |id: &String| self.row.iter().any(|row| row.source.as_ref() == Some(id));
        let sources = self
            .sources
            .iter()
            .filter(|id| !of_rows(id))
            .filter_map(|id| references.source(id));
        html! {
            @for id in old_ids { span id=(id) {} }
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
                    button.copy.needs-app name=(PageAction::CopyLink.name()) value=(format!("figure-{id}")) aria-label=(format!("Copy link to {}", self.title)) { "Copy link" }
                    " "
                    button.copy.needs-app name=(PageAction::SavePicture.name()) value=(format!("figure-{id}")) aria-label=(format!("Save picture: {}", self.title)) { "Save picture" }
                }
            }
        }
    }

    /// The figure as Markdown: a table or a list. `address` makes a link of a path of the site.
    pub fn markdown(&self, address: &dyn Fn(&str) -> String) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        let at = |x: usize, y: usize| self.cell.iter().find(|cell| (cell.x, cell.y) == (x, y));
        let words = match self.kind {
            Kind::Ranges | Kind::Pendulum | Kind::Share => {
                let rows = self.row.iter();
                lines(rows.map(|row| format!("- {}: {}", row.label, row.text)))
            }
            Kind::Cone => {
                let rows = self.row.iter();
                lines(rows.map(|row| format!("1. {}: {}", row.label, cone::meaning(row))))
            }
            Kind::Ladder | Kind::Path | Kind::Chain => {
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
            Kind::Bands | Kind::Days => {
                let bands = self.band.iter().map(|band| {
                    format!(
                        "- **{}**, {}–{} {unit}: {}",
                        band.label, band.from, band.to, band.text
                    )
                });
                let marks = self.mark.iter();
                let marks = marks.map(|mark| format!("- **{}**: {}", mark.label, mark.text));
                lines(bands.chain(marks))
            }
            Kind::Week => table(
                &["Technical lead".to_owned(), "Manager".to_owned()],
                week::rows(self),
            ),
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
            Kind::Pendulum => "pendulum",
            Kind::Cone => "uncertainty",
            Kind::Days => "days",
            Kind::Week => "week",
            Kind::Share => "coding",
            Kind::Chain => "chain",
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
            Kind::Pendulum => html! { (pendulum::drawing(self)) (self.said(references, base)) },
            Kind::Cone => html! {
                (cone::drawing(self))
                ol.words { @for row in &self.row { li { b { (row.label) } " " (cone::meaning(row)) } } }
            },
            Kind::Days => html! {
                (ninety_days::drawing(self))
                ul.words {
                    @for band in &self.band { li { b { (band.label) } " " (band.text) } }
                    @for mark in &self.mark { li { b { (mark.label) } " " (mark.text) } }
                }
            },
            Kind::Week => week::drawing(self),
            Kind::Share => coding_share::drawing(self, references, base),
            Kind::Chain => html! {
                (chain::drawing(self))
                ul.words { @for step in &self.step { li { b { (step.label) } " " (step.text) } } }
            },
        }
    }

    /// Rows as a list: who, what, and where it is written.
    fn said(&self, references: &References, base: &Base) -> Markup {
        html! {
            ul.words {
                @for row in &self.row {
                    li {
                        b { (row.label) } " " (row.text)
                        @if let Some(source) = row.source.as_ref().and_then(|id| references.source(id)) {
                            ", " a href=(base.href(Route::Sources) + "#" + &source.id) { (source.title) }
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
