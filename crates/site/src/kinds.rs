//! "Which kind of technical lead's job is this?" as HTML: questions, kinds, and what to ask in the
//! interview. All of it is readable without scripts; the app hides what does not apply.

use super::SiteError;
use super::content_file::toml_file;
use super::library::Library;
use super::markdown::copy_link_button;
use guide_core::content::ROWS;
use guide_core::route::{Base, Route};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// `content/kinds.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    kind: Vec<Kind>,
    question: Vec<Question>,
}

/// One kind of job.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: String,
    title: String,
    what: String,
    good: String,
    watch: String,
    sources: Vec<String>,
}

/// One question about a job, and how to find the answer out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    /// The row of the comparison that says more.
    row: String,
    text: String,
    ask: String,
    why: String,
    sources: Vec<String>,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    text: String,
    fits: BTreeMap<String, u8>,
}

impl Kinds {
    /// Reads and checks the file; sources are checked when the page is written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let kinds: Self = toml_file(folder, "kinds.toml")?;
        let error = |what: String| Err(SiteError::at("content/kinds.toml", 1, what));
        let mut ids = HashSet::new();
        for kind in &kinds.kind {
            if !ids.insert(kind.id.as_str()) {
                return error(format!("the kind `{}` stands twice", kind.id));
            }
        }
        for question in &kinds.question {
            if !ROWS.iter().any(|row| row.id == question.row) {
                return error(format!("there is no row `{}`", question.row));
            }
            for (kind, fit) in question.answers.iter().flat_map(|answer| &answer.fits) {
                if !ids.contains(kind.as_str()) || *fit > 9 {
                    return error(format!("question `{}`: `{kind} = {fit}`", question.id));
                }
            }
        }
        Ok(kinds)
    }

    /// The digits of an answer, one for each kind: what the app adds up.
    fn digits(&self, answer: &Answer) -> String {
        let fit = |kind: &Kind| answer.fits.get(&kind.id).copied().unwrap_or(0);
        self.kind.iter().map(|kind| fit(kind).to_string()).collect()
    }

    /// The digits of every answer to every question, for tests of the whole.
    pub fn all_digits(&self) -> Vec<Vec<String>> {
        let answers = |question: &Question| {
            let answers = question.answers.iter();
            answers.map(|answer| self.digits(answer)).collect()
        };
        self.question.iter().map(answers).collect()
    }

    /// The section of the comparison's page.
    ///
    /// # Errors
    /// A source that is not there.
    pub fn section(&self, library: &Library, base: &Base) -> Result<Markup, SiteError> {
        let cited = |ids: &[String]| citations(library, base, ids);
        let mut kinds = Vec::new();
        for kind in &self.kind {
            kinds.push(kind_markup(kind, &cited(&kind.sources)?));
        }
        let mut asks = Vec::new();
        for question in &self.question {
            asks.push(ask_markup(question, &cited(&question.sources)?));
        }
        Ok(html! {
            section.kinds {
                h2 id="which-kind" { "Which kind of lead’s job is this?" (copy_link_button("which-kind", "Which kind of lead’s job is this?")) }
                p { "One title, at least six jobs. Take an advert or an offer and answer what it says; leave out what it does not. Nothing is stored or sent." }
                form.needs-app aria-label="Questions about a job" autocomplete="off" {
                    @for question in &self.question {
                        fieldset {
                            legend { (question.text) }
                            @for answer in &question.answers {
                                label.tick { input type="radio" name=(format!("kind-{}", question.id)) value=(self.digits(answer)); (answer.text) }
                            }
                            label.tick { input type="radio" name=(format!("kind-{}", question.id)) value="" checked; "It does not say" }
                        }
                    }
                }
                p role="status" { b data-kind-status { "Six kinds of the same job:" } }
                @for kind in kinds { (kind) }
                h3 id="ask-in-the-interview" { "Ask in the interview" (copy_link_button("ask-in-the-interview", "Ask in the interview")) }
                ol { @for ask in asks { (ask) } }
            }
        })
    }
}

fn kind_markup(kind: &Kind, cited: &Markup) -> Markup {
    html! {
        div data-kind=(kind.title) {
            h3 id=(format!("kind-{}", kind.id)) { (kind.title) }
            p { (kind.what) }
            p { b { "Good: " } (kind.good) " " b { "Watch: " } (kind.watch) " " span.meta { (cited) "." } }
        }
    }
}

fn ask_markup(question: &Question, cited: &Markup) -> Markup {
    html! {
        li data-ask=(format!("kind-{}", question.id)) {
            b { "“" (question.ask) "”" } " "
            (question.why) " "
            span.meta { (cited) "; " a href=(format!("#{}", question.row)) { "in the table" } "." }
        }
    }
}

fn citations(library: &Library, base: &Base, ids: &[String]) -> Result<Markup, SiteError> {
    let page = base.href(Route::Sources);
    let mut found = Vec::new();
    for id in ids {
        let source = library.source(id).ok_or_else(|| {
            SiteError::at(
                "content/kinds.toml",
                1,
                format!("there is no source `{id}`"),
            )
        })?;
        found.push((format!("{page}#{id}"), source.title.as_str()));
    }
    Ok(html! {
        @for (index, (href, title)) in found.iter().enumerate() {
            @if index > 0 { "; " }
            a href=(href) { (title) }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use guide_core::compare::kinds;

    /// All ways of answering every question.
    fn fillings(questions: &[Vec<String>]) -> Vec<Vec<String>> {
        questions
            .iter()
            .fold(vec![Vec::new()], |fillings, answers| {
                fillings
                    .iter()
                    .flat_map(|filling| {
                        answers.iter().map(|answer| {
                            let mut longer = filling.clone();
                            longer.push(answer.clone());
                            longer
                        })
                    })
                    .collect()
            })
    }

    #[test]
    fn every_kind_can_be_the_only_answer_and_none_swallows_the_others() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let content = Kinds::read(&folder).expect("it is sound");
        let fillings = fillings(&content.all_digits());
        let mut alone = vec![0_usize; content.kind.len()];
        for filling in &fillings {
            if let [only] = kinds::place(filling)[..] {
                alone[only] += 1;
            }
        }
        for (kind, count) in content.kind.iter().zip(&alone) {
            assert!(*count > 0, "{} is never the answer: {alone:?}", kind.id);
            assert!(count * 2 < fillings.len(), "{}: {alone:?}", kind.id);
        }
    }

    #[test]
    fn reports_with_reviews_and_pay_make_a_manager() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let content = Kinds::read(&folder).expect("it is sound");
        let digits = content.all_digits();
        let answers = [&digits[0][0], &digits[1][0], &digits[3][2]].map(String::clone);
        let best = kinds::place(&answers);
        assert_eq!(content.kind[best[0]].id, "player-manager");
    }
}
