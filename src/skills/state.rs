//! What is open on the skills page, and how the page is brought in line with it.

use crate::browser::{clock, form, history, page, storage};
use guide_core::content::{SKILL_NAMES, SkillName};
use guide_core::markup::Markup;
use guide_core::route::{Base, Route};
use guide_core::skills::link::{Link, LinkError};
use guide_core::skills::model::{Levels, Preset, digit, target};
use guide_core::skills::report;
use guide_core::skills::stored::{self, Assessment, Record};
use guide_core::store::{StorageError, Written};
use std::mem;

/// Before the ids of skills in the names of the fields for targets.
pub(super) const TARGET: &str = "target-";

/// What the page is open for.
#[derive(Debug, Clone, Default)]
pub(super) enum Mode {
    /// The person's own assessment.
    #[default]
    Own,
    /// Rating the person of this name, on a record of its own.
    Rate(String, Record),
    /// A colleague's answer, which has not been added.
    Offer(Record),
    /// A link that cannot be read.
    Fault(LinkError),
}

/// What is open on the page.
pub(super) struct State {
    pub(super) kept: Assessment,
    pub(super) mode: Mode,
    /// Ids of the skills whose gaps go to the roadmap.
    pub(super) chosen: Vec<String>,
    pub(super) base: Base,
}

impl State {
    pub(super) fn load(&mut self) {
        self.kept = stored::load(&storage::store());
        if let Mode::Rate(_, record) = &mut self.mode {
            *record = stored::load_for(&storage::store(), record.request);
        }
    }

    /// Shows what the address asks for.
    pub(super) fn open(&mut self) {
        let fragment = history::fragment();
        self.mode = match Link::from_fragment(&fragment) {
            // A link within the page goes on with what it is open for.
            None if !fragment.is_empty() => mem::take(&mut self.mode),
            None => Mode::Own,
            Some(Ok(Link::Ask { request, name })) => {
                Mode::Rate(name, stored::load_for(&storage::store(), request))
            }
            Some(Ok(Link::Answer {
                request,
                answer,
                levels,
            })) => Mode::Offer(Record::rating(request, answer, levels)),
            Some(Err(fault)) => Mode::Fault(fault),
        };
        self.show();
    }

    /// The levels that the form shows.
    pub(super) fn levels(&self) -> &Levels {
        match &self.mode {
            Mode::Rate(_, record) => &record.levels,
            _ => &self.kept.draft.levels,
        }
    }

    /// The page as everything is now.
    pub(super) fn show(&mut self) {
        let (link, open) = match self.mode {
            Mode::Own => (None, ""),
            Mode::Rate(..) => (Some("rate"), "-"),
            Mode::Offer(_) | Mode::Fault(_) => (Some("rated"), ""),
        };
        for skill in SKILL_NAMES {
            form::write(skill.id, self.levels().get(skill.id).map_or(open, digit));
        }
        form::show("skills-link", &banner(&self.kept, &self.mode, &self.base));
        page::set_field("asker", &self.kept.request.name);
        form::show("skills-history", &report::history(&self.kept));
        self.show_targets();
        self.show_result();
        page::set_root_attribute("data-link", link);
    }

    pub(super) fn show_targets(&self) {
        let targets = &self.kept.target.levels;
        for skill in SKILL_NAMES {
            let name = format!("{TARGET}{}", skill.id);
            form::write(&name, digit(target(targets, skill.id)));
        }
        form::write(
            "preset",
            Preset::of(targets).map_or("own", |preset| preset.id),
        );
    }

    /// What changes with every answer.
    pub(super) fn show_result(&self) {
        let rating = matches!(self.mode, Mode::Rate(..));
        let trouble = storage::store().error();
        form::show("skills-progress", &report::progress(self.levels(), rating));
        form::show("skills-trouble", &notes(trouble, self.kept.damaged));
        form::show("skills-result", &report::result(&self.kept));
        form::show("skills-colleagues", &report::colleagues(&self.kept));
        let gaps = report::gaps(&self.kept, &self.chosen, &prose);
        form::show("skills-gaps", &gaps);
        self.show_roadmap_link();
    }

    pub(super) fn show_roadmap_link(&self) {
        let link = report::roadmap_link(&self.kept, &self.chosen, &self.base);
        form::show("skills-roadmap", &link);
    }

    /// Takes over levels for the form, and saves them.
    pub(super) fn set_levels(&mut self, levels: Levels) {
        let store = storage::store();
        // Trouble with the storage is told by the line that stays in sight.
        let written = if let Mode::Rate(_, record) = &mut self.mode {
            let before = record.clone();
            record.levels = levels;
            stored::save_for(&store, &before, record)
        } else {
            self.kept.set_draft(&store, levels)
        };
        self.after_writing(written);
        self.show_result();
    }

    pub(super) fn score(&mut self, id: &str, level: Option<u8>) {
        let mut levels = self.levels().clone();
        levels.set(id, level);
        self.set_levels(levels);
    }

    /// Takes over targets, and saves them.
    pub(super) fn set_target(&mut self, levels: Levels) {
        let written = self.kept.set_target(&storage::store(), levels);
        self.after_writing(written);
        self.show_targets();
        self.show_result();
    }

    /// Shows what another tab has changed meanwhile.
    fn after_writing(&mut self, written: Result<Written, StorageError>) {
        if written == Ok(Written::Merged) {
            self.load();
            self.show();
        }
    }

    /// Takes all answers away. Returns what they were.
    pub(super) fn restart(&mut self) -> Levels {
        let before = self.levels().clone();
        let mut levels = before.clone();
        for skill in SKILL_NAMES {
            levels.set(skill.id, None);
        }
        self.set_levels(levels);
        self.show();
        before
    }

    /// Keeps the levels as they are now. Returns what is told of it.
    pub(super) fn take_snapshot(&mut self) -> &'static str {
        // Another tab may have kept one meanwhile: numbers are taken once.
        self.load();
        let record = self.kept.next_snapshot(clock::today());
        if record.levels.answered() == 0 {
            return "Score a skill first.";
        }
        _ = stored::add(&storage::store(), &record);
        self.load();
        self.show();
        "Kept in your history."
    }

    /// The link that asks a colleague.
    pub(super) fn ask(&mut self) -> Link {
        let request = match self.kept.request.request {
            0 => clock::chance(),
            known => known,
        };
        let name = page::field("asker").trim().to_owned();
        _ = self.kept.set_request(&storage::store(), request, &name);
        Link::Ask { request, name }
    }

    /// The link that answers, once there is an answer.
    pub(super) fn answer(&mut self) -> Option<Link> {
        let Mode::Rate(_, record) = &mut self.mode else {
            return None;
        };
        if record.levels.answered() == 0 {
            return None;
        }
        if record.answer == 0 {
            let before = record.clone();
            record.answer = clock::chance();
            _ = stored::save_for(&storage::store(), &before, record);
        }
        Some(Link::Answer {
            request: record.request,
            answer: record.answer,
            levels: record.levels.clone(),
        })
    }

    /// Adds the answer that the link offers. Returns what is told of it.
    pub(super) fn accept(&mut self) -> &'static str {
        let Mode::Offer(mut record) = mem::take(&mut self.mode) else {
            return "";
        };
        let there = self.kept.rating(&record);
        if there.is_some_and(|there| there.levels == record.levels) {
            return "This rating is here already.";
        }
        record.day = clock::today();
        _ = stored::add(&storage::store(), &record);
        self.load();
        "Rating added."
    }

    /// Takes a snapshot or a rating away, and returns it.
    pub(super) fn forget(&mut self, key: &str) -> Option<Record> {
        let mut all = self.kept.snapshots.iter().chain(&self.kept.ratings);
        let record = all.find(|record| stored::key(record) == key)?.clone();
        _ = stored::remove(&storage::store(), &record);
        self.load();
        self.show();
        let list = if record.number == 0 {
            "colleagues"
        } else {
            "history"
        };
        page::focus_id(list);
        Some(record)
    }
}

/// The page has the words; the app would only have them a second time.
fn prose(skill: &SkillName, level: u8) -> (String, String) {
    let behaviour = ["#", skill.id, " [value='", digit(level), "'] + span span"].concat();
    let guide = ["#", skill.id, " a"].concat();
    (form::text(&behaviour), form::address(&guide))
}

/// What stands between the person and an assessment that is kept.
fn notes(trouble: Option<StorageError>, damaged: usize) -> String {
    let mut html = Markup::new();
    if let Some(fault) = trouble {
        html.text("Your answers are not saved: ")
            .text(&fault.to_string())
            .text(". They last until you close this page. ");
    }
    if damaged > 0 {
        html.text("Saved records that could not be read: ")
            .text(&damaged.to_string())
            .text(". They are left as they are.");
    }
    html.into_html()
}

/// What a link has opened, above the form.
fn banner(kept: &Assessment, mode: &Mode, base: &Base) -> String {
    let mut html = Markup::new();
    match mode {
        Mode::Own => {}
        Mode::Rate(name, _) => {
            let name = if name.is_empty() { "a colleague" } else { name };
            html.open("p")
                .element("b", &["You are rating ", name, "."].concat());
            html.text(" Their own score is not in this link, and what you have stored for yourself is not touched. Take what you have seen in the last three months; what you have not seen stays at “cannot say”. Your answers go nowhere until you copy the answer link at the end and send it.");
            html.close("p").open("p").open("a");
            html.attribute("href", &base.href(Route::Skills));
            html.text("Leave, and score yourself").close("a").close("p");
        }
        Mode::Offer(record) => {
            let count = record.levels.answered().to_string();
            html.open("p");
            html.element(
                "b",
                &["A colleague has rated you in ", &count, " skills."].concat(),
            );
            if kept.request.request != record.request {
                html.text(" The question was not asked in this browser: add the answer only if it is about you.");
            }
            html.close("p").open("p");
            button(&mut html, "accept", "Add this rating");
            button(&mut html, "decline", "Leave it out");
            html.close("p");
        }
        Mode::Fault(fault) => {
            html.open("p").text(match fault {
                LinkError::Damaged => "This link is damaged: a part of it is missing or changed, as happens when a mail breaks a long line. Nothing was changed. Copy the whole link, or ask for it again.",
                LinkError::Newer => "A newer version of this site has made this link. Nothing was changed. Load this page again, and open the link then.",
            });
            html.close("p").open("p");
            button(&mut html, "decline", "Go on without it");
            html.close("p");
        }
    }
    html.into_html()
}

fn button(html: &mut Markup, name: &str, text: &str) {
    html.open("button").attribute("type", "button");
    html.attribute("class", "btn").attribute("name", name);
    html.text(text).close("button").text(" ");
}
