//! What happens on the comparison's page: every control changes the view or the answers, and the
//! page and the address follow.

use crate::browser::page::{Field, Part};
use crate::browser::table::Table;
use crate::browser::{history, page, storage, take_along as browser};
use crate::shell::Messages;
use guide_core::compare::answers::{self, RowAnswer};
use guide_core::compare::model::{RowText, View, place_of, role_of};
use guide_core::compare::share::{self, LinkError, Shared};
use guide_core::compare::weigh::{Answer, FEELINGS, Leaning, weigh};
use guide_core::compare::{kinds, report, take_along};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;

/// How long after a change the address follows.
const ADDRESS_DELAY: Duration = Duration::from_millis(50);

/// Where the room of the page is kept. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Place {
    room: StoredValue<Option<Room>, LocalStorage>,
    messages: Messages,
}

impl Place {
    pub(super) fn new(messages: Messages) -> Self {
        // What a message offers to undo goes with the page.
        on_cleanup(move || messages.clear());
        Self {
            room: StoredValue::new_local(None),
            messages,
        }
    }

    /// Reads the table, once it is on the page.
    pub(super) fn open(self) {
        let fresh = self.room.try_with_value(Option::is_none) == Some(true);
        if fresh && let Some((table, rows)) = Table::read() {
            let mut room = Room {
                mine: Vec::new(),
                view: View::default(),
                pair: 0,
                shared: None,
                read: None,
                unwritten: false,
                controls: Part::of("form.controls"),
                weighing: Part::of(".weighing"),
                table,
                rows,
                place: self,
            };
            room.load_answers();
            self.room.set_value(Some(room));
        }
    }

    /// Does something with the room, if it is open.
    pub(super) fn with(self, act: impl FnOnce(&mut Room)) {
        _ = self.room.try_update_value(|room| room.as_mut().map(act));
    }
}

/// The page's state.
pub(super) struct Room {
    table: Table,
    /// The controls above the table.
    controls: Part,
    /// The section with the result of weighing.
    weighing: Part,
    rows: Vec<RowText>,
    view: View,
    /// What the person says of each row.
    mine: Vec<RowAnswer>,
    /// The first of the two columns that a phone shows.
    pair: usize,
    /// Somebody else's answers, from the address.
    shared: Option<Shared>,
    /// The address that was read last.
    read: Option<(String, String)>,
    /// Whether the address does not show the view yet.
    unwritten: bool,
    place: Place,
}

impl Room {
    /// Takes over what the address asks for.
    pub(super) fn read_address(&mut self) {
        self.write_address();
        let (query, fragment) = (history::query(), history::fragment());
        let address = Some((query.clone(), fragment.clone()));
        if self.read == address {
            return;
        }
        let (mut view, ignored) = View::from_query(&query, &self.rows);
        // A link to a cell shows its column.
        let cell = fragment.split_once('.');
        let role = cell.and_then(|(_, role)| role_of(role));
        if let Some(role) = role {
            view.show_role(role);
        }
        self.view = view;
        self.read = address;
        if !ignored.is_empty() {
            let parts = ignored.join(", ");
            let what = [
                "Part of this link is not understood and was left out: ",
                &parts,
                ".",
            ];
            self.say(&what.concat());
        }
        self.show();
        self.read_shared(&fragment);
        if role.is_some() {
            history::go_to_fragment(&fragment);
        }
    }

    fn say(&self, text: &str) {
        self.place.messages.say(text);
    }

    /// Shows the view on the page, without changing the address.
    fn show(&mut self) {
        let weights: Vec<u8> = self
            .mine
            .iter()
            .map(|mine| mine.answer().weight())
            .collect();
        if self.view.weigh && self.table.ask() {
            for place in 0..self.rows.len() {
                self.show_answer(place);
            }
        }
        let count = self.table.show(&self.view, &self.rows, &weights);
        let all = self.rows.len().to_string();
        self.controls.set_text(
            "[data-count]",
            &[&count.to_string(), " of ", &all, " rows"].concat(),
        );
        self.show_controls();
    }

    fn show_controls(&mut self) {
        let (view, controls) = (&self.view, &self.controls);
        controls.set_values("#filter", &view.filter);
        let group = view
            .group
            .map_or_else(String::new, |group| group.to_string());
        controls.set_values("#group", &group);
        let sort = view.sort_name();
        controls.set_values("[name=sort]", &sort);
        let ticks = [
            ("[name=diff]", view.differences),
            ("[name=flat]", view.flat),
            ("[name=weigh]", view.weigh),
        ];
        for (name, ticked) in ticks {
            controls.set_ticks(name, |_| ticked);
        }
        let is_shown = |role: &str| role_of(role).is_some_and(|role| view.roles.contains(&role));
        controls.set_ticks("[name=role]", is_shown);
        let movers = ".roles [data-act]";
        controls.set_each(movers, "disabled", "data-for", |_, role| !is_shown(role));
        controls.set_text("[data-count-roles]", &view.roles.len().to_string());
        let hidden = view.hidden.len().to_string();
        controls.set_text(
            "[data-act=restore]",
            &["Show hidden rows: ", &hidden].concat(),
        );
        controls.set_each("[data-act=restore]", "hidden", "", |_, _| {
            view.hidden.is_empty()
        });
        let down = |name: &str| sort.ends_with(name).then_some(view.down);
        self.table.mark_sorted(down("title"), down("owner"));
        self.pair = self.pair.min(view.roles.len().saturating_sub(2));
        self.table.show_pair(self.pair);
    }

    /// Changes the view, and the page and the address with it: the page at once, the address once
    /// that is painted, because writing it makes the browser lay out the page.
    fn change(&mut self, change: impl FnOnce(&mut View)) {
        change(&mut self.view);
        self.show();
        if !self.unwritten {
            self.unwritten = true;
            let place = self.place;
            set_timeout(move || place.with(Self::write_address), ADDRESS_DELAY);
        }
    }

    fn write_address(&mut self) {
        if self.unwritten {
            self.unwritten = false;
            let query = self.view.to_query(&self.rows);
            history::replace_query(&query);
            self.read = Some((query, history::fragment()));
        }
    }

    /// A field of the page was changed.
    pub(super) fn field_changed(&mut self, field: &Field) {
        let Field {
            name,
            value,
            checked,
        } = field;
        match name.as_str() {
            "q" => self.change(|view| view.set_filter(value)),
            "group" => self.change(|view| view.group = value.parse().ok()),
            "sort" => self.change(|view| view.sort_as(value)),
            "diff" => self.change(|view| view.differences = *checked),
            "flat" => self.change(|view| view.flat = *checked),
            "weigh" => self.change(|view| view.weigh = *checked),
            "role" => {
                if let Some(role) = role_of(value) {
                    self.change(|view| view.toggle_role(role));
                    self.say_columns();
                }
            }
            name => match name.split_once('-') {
                Some(("kind", _)) => place_job(),
                Some((what, row)) => self.answer(what, row, value),
                None => {}
            },
        }
    }

    fn say_columns(&self) {
        let roles = self.view.roles.iter();
        let names: Vec<&str> = roles
            .map(|role| guide_core::content::ROLES[*role].title)
            .collect();
        self.say(&["Columns: ", &names.join(", "), "."].concat());
    }

    /// A button of the page was pressed.
    pub(super) fn act(&mut self, act: &str, what: &str) {
        if let Some(row) = place_of(&self.rows, what) {
            return self.act_on_row(act, row);
        }
        match act {
            "left" | "right" => {
                if let Some(role) = role_of(what) {
                    self.change(|view| view.move_role(role, act == "right"));
                    self.say_columns();
                }
            }
            "sort" => self.change(|view| view.press_sort(what)),
            "pair" => {
                self.pair = match what {
                    "on" => self.pair + 1,
                    _ => self.pair.saturating_sub(1),
                };
                self.show_controls();
            }
            "restore" => {
                self.change(|view| view.hidden.clear());
                page::focus_id("filter");
            }
            "link" => {
                let query = self.view.to_query(&self.rows);
                let sign = if query.is_empty() { "" } else { "?" };
                let address = [history::page_address().as_str(), sign, &query].concat();
                self.copy(address, "Link to this view copied.");
            }
            "markdown" => self.copy(take_along::markdown(&self.sheet()), "Table copied."),
            "csv" => {
                // Spreadsheets read UTF-8 where this mark says so.
                let csv = ["\u{feff}", &take_along::csv(&self.sheet())].concat();
                browser::download("role-comparison.csv", "text/csv", &csv);
            }
            "print" => page::print(),
            "picture" => {
                let title = |row: usize| self.rows[row].title.clone();
                let svg = report::picture(&self.leaning(&self.mine), &said(&self.mine), &title);
                browser::download("lead-or-manager.svg", "image/svg+xml", &svg);
            }
            "share" => self.share(),
            "clear" => {
                self.replace_answers(self.nothing_said(), "Your answers and notes are cleared.");
            }
            "copy-shared" => {
                if let Some(shared) = self.shared.take() {
                    let mine = self.mine.iter().zip(&shared);
                    let mine = mine.map(|(mine, shared)| mine.with_answer_of(shared));
                    self.replace_answers(mine.collect(), "Copied into your answers.");
                }
                self.close_shared();
            }
            "close-shared" => self.close_shared(),
            _ => {}
        }
    }

    fn act_on_row(&mut self, act: &str, row: usize) {
        match act {
            "open" => self.change(|view| view.toggle_open(row)),
            "pin" => self.change(|view| view.toggle_pin(row)),
            "hide" => {
                self.change(|view| view.hide(row));
                self.table.focus_near(row);
                let place = self.place;
                let undo = move || {
                    place.with(|room| {
                        room.change(|view| view.hidden.retain(|hidden| *hidden != row));
                    });
                };
                let what = ["Row hidden: ", &self.rows[row].title, "."].concat();
                self.place.messages.say_with_undo(what, Arc::new(undo));
            }
            _ => {}
        }
    }

    fn copy(&self, text: String, done: &'static str) {
        let messages = self.place.messages;
        spawn_local(async move { messages.tell_copied(&text, done, browser::copy).await });
    }

    fn sheet(&self) -> take_along::Sheet {
        let with_mine = Part::of("#content")
            .fields("[name=with-mine]:checked")
            .len()
            == 1;
        self.table
            .sheet(&self.rows, with_mine.then_some(&self.mine))
    }

    // ---- weighing ---------------------------------------------------------------------------

    /// Reads the answers of this device, at first and when another tab changes them.
    pub(super) fn load_answers(&mut self) {
        let new = answers::load(&storage::store(), &self.rows);
        // What is said of no row stands in the page's file.
        let old = if self.mine.is_empty() {
            self.nothing_said()
        } else {
            std::mem::take(&mut self.mine)
        };
        self.mine = new;
        self.show_answers(&old);
    }

    /// Shows the answers that differ from the `old` ones, and the result.
    fn show_answers(&self, old: &[RowAnswer]) {
        for place in 0..self.mine.len() {
            if old.get(place) != self.mine.get(place) {
                self.show_answer(place);
            }
        }
        self.show_leaning();
    }

    fn nothing_said(&self) -> Vec<RowAnswer> {
        self.rows.iter().map(|row| RowAnswer::of(&row.id)).collect()
    }

    fn show_answer(&self, place: usize) {
        let mine = &self.mine[place];
        let questions = self.table.questions(place);
        let feeling = mine.answer().feeling_name();
        questions.set_ticks("[type=radio]", |name| name == feeling);
        questions.set_values("select", &mine.answer().matters.to_string());
        questions.set_values("input:not([type])", &mine.note);
    }

    fn answer(&mut self, what: &str, row: &str, value: &str) {
        let Some(place) = place_of(&self.rows, row) else {
            return;
        };
        let before = self.mine[place].clone();
        let mine = &mut self.mine[place];
        let mut answer = mine.answer();
        match what {
            "feeling" => {
                let found = FEELINGS.iter().find(|(_, name)| *name == value);
                answer.feeling = found.map(|(feeling, _)| *feeling);
            }
            "matters" => answer.matters = value.parse().unwrap_or(answer.matters),
            "note" => mine.set_note(value),
            _ => return,
        }
        mine.set_answer(answer);
        self.keep(&before, place);
        if what != "note" {
            self.show_leaning();
        }
    }

    fn keep(&self, before: &RowAnswer, place: usize) {
        if let Err(error) = answers::keep(&storage::store(), before, &self.mine[place]) {
            self.say(&format!("Your answer is not saved: {error}."));
        }
    }

    /// Puts other answers in the place of all; undoing puts these back.
    fn replace_answers(&mut self, new: Vec<RowAnswer>, done: &str) {
        let old = self.set_answers(new);
        let place = self.place;
        let undo = move || {
            let old = old.clone();
            place.with(|room| _ = room.set_answers(old));
        };
        self.place.messages.say_with_undo(done, Arc::new(undo));
    }

    fn set_answers(&mut self, new: Vec<RowAnswer>) -> Vec<RowAnswer> {
        let old = std::mem::replace(&mut self.mine, new);
        for place in 0..self.mine.len() {
            if let Some(before) = old.get(place)
                && *before != self.mine[place]
            {
                self.keep(before, place);
            }
        }
        self.show_answers(&old);
        old
    }

    fn leaning(&self, mine: &[RowAnswer]) -> Leaning {
        let rows = self.rows.iter().zip(mine);
        let rows: Vec<_> = rows.map(|(row, mine)| (row.owner, mine.answer())).collect();
        weigh(&rows)
    }

    fn result(&self, mine: &[RowAnswer], whose: &str) -> String {
        let title = |row: usize| self.rows[row].title.clone();
        report::html(&self.leaning(mine), &said(mine), &title, whose)
    }

    fn show_leaning(&self) {
        self.weighing
            .set_html("[data-leaning]", &self.result(&self.mine, "Your"));
        if said(&self.mine)
            .iter()
            .any(|answer| answer.feeling.is_some())
        {
            self.weighing
                .set_text("[data-said]", &report::headline(&self.leaning(&self.mine)));
        }
    }

    fn share(&self) {
        let page = history::page_address();
        let notes = self.weighing.fields("[name=with-notes]:checked").len() == 1;
        let room = share::LINK_LIMIT.saturating_sub(page.len() + 1);
        let (fragment, left_out) = share::write(&self.rows, &self.mine, notes, room);
        let done = match left_out {
            0 => "Link copied. Whoever has it can read your answers.",
            _ => {
                "Link copied, without the notes that did not fit. Whoever has it can read your answers."
            }
        };
        self.copy([&page, "#", &fragment].concat(), done);
    }

    /// Shows the weighing that a link brings, next to the person's own, which stays as it is.
    fn read_shared(&mut self, fragment: &str) {
        self.shared = None;
        if share::is_shared(fragment) {
            match share::read(fragment, &self.rows) {
                Ok(shared) => {
                    let mut html = self.result(&shared, "Their");
                    html += &report::notes(&shared, &|row| self.rows[row].title.clone());
                    self.weighing.set_html("[data-shared]", &html);
                    self.shared = Some(shared);
                }
                Err(LinkError::Version) => self.say("The answers in this link were written by a newer version of this site and are not shown."),
                Err(LinkError::Checksum) => self.say("The answers in this link are damaged or cut off: nothing of them was used."),
            }
        }
        self.weighing
            .set_each("#shared-weighing", "hidden", "", |_, _| {
                self.shared.is_none()
            });
        if self.shared.is_some() {
            page::focus_id("shared-weighing");
        }
    }

    fn close_shared(&mut self) {
        self.shared = None;
        self.weighing
            .set_each("#shared-weighing", "hidden", "", |_, _| true);
        history::replace_fragment("weigh");
        page::focus_id("weigh");
    }
}

fn said(mine: &[RowAnswer]) -> Vec<Answer> {
    mine.iter().map(RowAnswer::answer).collect()
}

/// Places a job by the answers on the page, and shows what fits.
fn place_job() {
    let page = Part::of(".kinds");
    let answered: Vec<Field> = page
        .fields(":checked")
        .into_iter()
        .filter(|field| !field.value.is_empty())
        .collect();
    let values: Vec<String> = answered.iter().map(|field| field.value.clone()).collect();
    let best = kinds::place(&values);
    let titles = page.attributes("[data-kind]", "data-kind");
    let named: Vec<&str> = best
        .iter()
        .filter_map(|kind| titles.get(*kind))
        .map(String::as_str)
        .collect();
    let status = match named.as_slice() {
        [] => "Six kinds of the same job. Three answers narrow them down:".to_owned(),
        [one] => ["This looks like: ", one, "."].concat(),
        _ => ["This lies between: ", &named.join(", and "), "."].concat(),
    };
    page.set_text("[data-kind-status]", &status);
    page.set_each("[data-kind]", "hidden", "", |kind, _| {
        !best.is_empty() && !best.contains(&kind)
    });
    // What the advert has answered need not be asked.
    page.set_each("[data-ask]", "hidden", "data-ask", |_, name| {
        answered.iter().any(|field| field.name == name)
    });
}
