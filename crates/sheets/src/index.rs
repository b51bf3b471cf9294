//! The page that shows all pictures: a sheet for each state, the light row above the dark one.

use std::path::Path;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use states::State;

use crate::{SCREENS, THEMES};

const STYLE: &str = "
body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #777; color: #fff }
nav { columns: 16rem }
a { color: inherit }
table { border-spacing: 8px }
td { vertical-align: top }
img { display: block; zoom: 0.5 }";

/// What there is of a state, from this run or an earlier one.
pub struct Taken {
    name: String,
    anchor: String,
    /// A row for each theme: the widths with the names of their files.
    rows: Vec<Vec<(u32, String)>>,
    paper: Option<String>,
}

impl Taken {
    /// Looks which pictures of a state are in the folder.
    pub fn find(state: &State, folder: &Path) -> Self {
        let is_there = |name: &String| folder.join(name).exists();
        let row = |theme| {
            let names = SCREENS.map(|(width, _)| (width, picture_name(state, width, theme)));
            names
                .into_iter()
                .filter(|(_, name)| is_there(name))
                .collect()
        };
        Self {
            name: match state.name {
                "" => "/".to_owned(),
                name => name.to_owned(),
            },
            anchor: state.file_name(),
            rows: THEMES.map(row).into(),
            paper: Some(paper_name(state)).filter(is_there),
        }
    }
}

/// The name of the file with a picture.
pub fn picture_name(state: &State, width: u32, theme: &str) -> String {
    format!("{}-{width}-{theme}.png", state.file_name())
}

/// The name of the file with the page on paper.
pub fn paper_name(state: &State) -> String {
    format!("{}.pdf", state.file_name())
}

/// The page with all sheets.
pub fn page(taken: &[Taken]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Contact sheets" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Contact sheets" }
                nav {
                    @for state in taken {
                        a href={ "#" (state.anchor) } { (state.name) }
                        br;
                    }
                }
                @for state in taken { (sheet(state)) }
            }
        }
    };
    page.into_string()
}

fn sheet(state: &Taken) -> Markup {
    html! {
        h2 id=(state.anchor) { (state.name) }
        @if let Some(paper) = &state.paper {
            p { a href=(paper) { "On paper" } }
        }
        table {
            @for row in &state.rows {
                tr {
                    @for (width, name) in row {
                        td { a href=(name) { img src=(name) alt={ (width) " px" } loading="lazy"; } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_row_for_each_theme_and_escapes_names() {
        let row = |theme: &str| vec![(320, format!("a-320-{theme}.png"))];
        let taken = Taken {
            name: "a <b>".to_owned(),
            anchor: "a-b".to_owned(),
            rows: vec![row("light"), row("dark")],
            paper: Some("a.pdf".to_owned()),
        };
        let page = page(&[taken]);
        assert!(page.contains("a &lt;b&gt;"), "{page}");
        let light = page.find("a-320-light.png").unwrap();
        assert!(page.find("a-320-dark.png").unwrap() > light);
        assert!(page.contains("href=\"a.pdf\""));
    }
}
