//! What all of the room works on: the table, the view of it, and what the person says of the rows.

use super::table::{RowPlace, Table};
use crate::browser::{clock, focus, history, storage, take_along as browser};
use crate::shell::Messages;
use guide_core::compare::answers::{self, RowAnswer};
use guide_core::compare::kinds::{JobAnswers, unanswered};
use guide_core::compare::model::{RowText, View, role_of};
use guide_core::compare::page::{Tab, cell_of};
use guide_core::compare::share::{self, LinkError, LinkOptions, Shared};
use guide_core::compare::weigh::{Answer, Leaning, weigh};
use guide_core::compare::{flow, take_along};
use guide_core::content::ROLES;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;

/// How long after a change the address follows. Writing it makes the browser lay out the page, so
/// that comes after the paint.
const ADDRESS_DELAY: Duration = Duration::from_millis(50);

/// The id of the filter's field.
pub(super) const FILTER_ID: &str = "filter";

/// The id of the heading that has the focus after each answer: of the card, or of the result.
pub(super) const CARD_TITLE: &str = "card-title";

/// The id of the heading of somebody else's result.
pub(super) const THEIR_TITLE: &str = "their-result";

/// The state of the room. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// `None` until the page is live.
    table: StoredValue<Option<Table>, LocalStorage>,
    rows: StoredValue<Vec<RowText>>,
    /// The view that is shown.
    pub(super) view: RwSignal<View>,
    /// How many rows are shown, and how many there are.
    pub(super) count: RwSignal<(usize, usize)>,
    /// What the person says of each row. Empty until the page is live.
    pub(super) mine: RwSignal<Vec<RowAnswer>>,
    /// Somebody else's answers, from the address.
    pub(super) shared: RwSignal<Option<Shared>>,
    /// Whether they are shown. Where the link says so, they wait for the person's own: who sees them
    /// before answers what they answer.
    pub(super) shows_shared: RwSignal<bool>,
    /// The open tab. `None` until the address was read: the style sheet decides till then.
    pub(super) tab: RwSignal<Option<Tab>>,
    /// Where the person is in the deck of cards; its end is the result.
    pub(super) card: RwSignal<usize>,
    /// The rows that weighing asks about.
    pub(super) deck: RwSignal<Vec<RowPlace>>,
    /// What is answered about a job.
    pub(super) job: RwSignal<JobAnswers>,
    /// The address that was read last.
    read: StoredValue<Option<(String, String)>>,
    /// Whether the address does not show the view yet.
    unwritten: StoredValue<bool>,
    pub(super) messages: Messages,
}

impl State {
    pub(super) fn new() -> Self {
        let messages = expect_context::<Messages>();
        // What a message offers to undo goes with the page.
        on_cleanup(move || messages.clear());
        Self {
            table: StoredValue::new_local(None),
            rows: StoredValue::default(),
            view: RwSignal::default(),
            count: RwSignal::new(count_at_first()),
            mine: RwSignal::default(),
            shared: RwSignal::default(),
            shows_shared: RwSignal::default(),
            tab: RwSignal::default(),
            card: RwSignal::default(),
            deck: RwSignal::default(),
            job: RwSignal::new(unanswered()),
            read: StoredValue::default(),
            unwritten: StoredValue::default(),
            messages,
        }
    }

    /// The state of the room that the current component is in.
    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Reads the table, and the answers of this device.
    pub(super) fn open(self) {
        let Some((table, rows)) = Table::read() else {
            return;
        };
        self.count.set((rows.len(), rows.len()));
        self.deck.set(flow::deck(&rows));
        self.rows.set_value(rows);
        self.table.set_value(Some(table));
        clock::when_idle(move || self.read_cells());
        self.load_answers();
        if let Some(unread) = answers::unread(&storage::store()) {
            self.say(unread);
        }
        self.start_flow();
        let changed_elsewhere = move |key: &str| {
            if key.is_empty() || key.starts_with(answers::KEYS) {
                self.load_answers();
            }
        };
        storage::on_change_elsewhere(move |key| changed_elsewhere(&key));
    }

    /// Does something with the table, if it is there.
    pub(super) fn with_table<T>(self, act: impl FnOnce(&Table, &[RowText]) -> T) -> Option<T> {
        self.table
            .try_with_value(|table| {
                let table = table.as_ref()?;
                Some(self.rows.with_value(|rows| act(table, rows)))
            })
            .flatten()
    }

    /// The title of a row.
    pub(super) fn title(self, row: RowPlace) -> String {
        self.rows
            .with_value(|rows| rows.get(row).map(|row| row.title.clone()))
            .unwrap_or_default()
    }

    /// Does something with what a row says.
    pub(super) fn with_row<T>(self, row: RowPlace, act: impl FnOnce(&RowText) -> T) -> Option<T> {
        self.rows.with_value(|rows| rows.get(row).map(act))
    }

    pub(super) fn say(self, text: impl Into<String>) {
        self.messages.say(text);
    }

    /// Whether a tab is open, or was. What is behind it is made then, and stays.
    pub(super) fn was_opened(self, tab: Tab) -> Memo<bool> {
        Memo::new(move |was| was == Some(&true) || self.tab.get() == Some(tab))
    }

    // ---- the view ---------------------------------------------------------------------------

    /// Changes the view: the page at once, the address once that is painted.
    pub(super) fn change(self, change: impl FnOnce(&mut View)) {
        self.view.update(change);
        self.show();
        if !self.unwritten.get_value() {
            self.unwritten.set_value(true);
            set_timeout(move || self.write_address(), ADDRESS_DELAY);
        }
    }

    /// Reads what the cells say, for the filter.
    fn read_cells(self) {
        _ = self.table.try_with_value(|table| {
            let table = table.as_ref()?;
            self.rows.try_update_value(|rows| table.read_cells(rows))
        });
    }

    /// Shows the view on the page, without changing the address.
    fn show(self) {
        let weights = self.mine.with_untracked(|mine| {
            let weights = mine.iter().map(|mine| mine.answer().weight());
            weights.collect::<Vec<u8>>()
        });
        if self.view.with_untracked(View::reads_cells) {
            self.read_cells();
        }
        let count = self.table.try_update_value(|table| {
            let table = table.as_mut()?;
            self.view.with_untracked(|view| {
                self.rows
                    .with_value(|rows| Some((table.show(view, rows, &weights), rows.len())))
            })
        });
        if let Some(count) = count.flatten() {
            self.count.set(count);
        }
    }

    /// Takes over what the address asks for.
    pub(super) fn read_address(self) {
        self.write_address();
        let (query, fragment) = (history::query(), history::fragment());
        let address = Some((query.clone(), fragment.clone()));
        if self.read.get_value() == address {
            return;
        }
        let is_first = self.read.with_value(Option::is_none);
        let (mut view, ignored) = self.rows.with_value(|rows| View::from_query(&query, rows));
        // A link to a cell shows its column.
        let role = cell_of(&fragment).and_then(|(_, role)| role_of(role));
        if let Some(role) = role {
            view.show_role(role);
        }
        let tab = Tab::of_link(&query, &fragment);
        self.read.set_value(address);
        if !ignored.is_empty() {
            let parts = ignored.join(", ");
            self.say(format!(
                "Part of this link is not understood and was left out: {parts}."
            ));
        }
        self.view.set(view);
        self.show();
        let is_other_tab = self.tab.get_untracked().unwrap_or(Tab::Table) != tab;
        self.tab.set(Some(tab));
        self.read_shared(&fragment);
        // What the address leads to may just have come, or lies elsewhere now.
        if !fragment.is_empty() && (is_other_tab || !is_first || role.is_some()) {
            self.go_to(fragment);
        } else {
            self.settle_soon();
        }
    }

    /// Goes to the place with this id, once the page shows it. All rows above are laid out before.
    fn go_to(self, id: String) {
        _ = self.with_table(|table, _| table.settle(false));
        request_animation_frame(move || {
            if !share::is_shared(&id) {
                history::go_to_fragment(&id);
                focus::focus_target(&id);
            }
            self.settle_soon();
        });
    }

    /// Lets the browser leave out what is not in sight, once everything was laid out.
    fn settle_soon(self) {
        request_animation_frame(move || {
            request_animation_frame(move || {
                _ = self.with_table(|table, _| table.settle(true));
            });
        });
    }

    fn write_address(self) {
        if self.unwritten.try_get_value() != Some(true) {
            return;
        }
        self.unwritten.set_value(false);
        let query = self.query();
        history::replace_query(&query);
        self.read.set_value(Some((query, history::fragment())));
    }

    fn query(self) -> String {
        self.view
            .with_untracked(|view| self.rows.with_value(|rows| view.to_query(rows)))
    }

    /// The address of the view.
    pub(super) fn address(self) -> String {
        let query = self.query();
        let sign = if query.is_empty() { "" } else { "?" };
        [history::page_address().as_str(), sign, &query].concat()
    }

    /// Says which columns are shown, after they were changed.
    pub(super) fn say_columns(self) {
        let names = self.view.with_untracked(|view| {
            let roles = view.roles.iter().filter_map(|role| ROLES.get(*role));
            roles.map(|role| role.title).collect::<Vec<_>>().join(", ")
        });
        self.say(format!("Columns: {names}."));
    }

    /// Puts a row away; undoing brings it back.
    pub(super) fn hide(self, row: RowPlace) {
        self.change(|view| view.hide(row));
        _ = self.with_table(|table, _| table.focus_near(row, FILTER_ID));
        let undo = move || self.change(|view| view.hidden.retain(|hidden| *hidden != row));
        let what = format!("Row hidden: {}.", self.title(row));
        self.messages.say_with_undo(what, Arc::new(undo));
    }

    /// The table as it is shown, to be taken elsewhere.
    pub(super) fn sheet(self, with_mine: bool) -> take_along::Sheet {
        let sheet = self.mine.with_untracked(|mine| {
            self.with_table(|table, rows| table.sheet(rows, with_mine.then_some(mine.as_slice())))
        });
        sheet.unwrap_or_default()
    }

    /// Copies a text and tells whether it worked.
    pub(super) fn copy(self, text: String, done: &'static str) {
        let messages = self.messages;
        spawn_local(async move { messages.tell_copied(&text, done, browser::copy).await });
    }

    // ---- weighing ---------------------------------------------------------------------------

    /// Reads the answers of this device, at first and when another tab changes them.
    fn load_answers(self) {
        let rows = |rows: &Vec<RowText>| answers::load(&storage::store(), rows);
        if let Some(mine) = self.rows.try_with_value(rows) {
            self.mine.set(mine);
        }
    }

    /// The row of the card that the person is at; none at the result.
    pub(super) fn card_row(self) -> Option<RowPlace> {
        let card = self.card.get();
        self.deck.with(|deck| deck.get(card).copied())
    }

    /// The first card from `from` on that is not answered; the end of the deck where there is none.
    pub(super) fn next_open(self, from: usize) -> usize {
        self.deck.with_untracked(|deck| {
            self.mine
                .with_untracked(|mine| flow::next_open(deck, mine, from))
        })
    }

    /// Whether no card is left to answer.
    fn is_weighed(self) -> bool {
        self.next_open(0) >= self.deck.with_untracked(Vec::len)
    }

    /// Goes to the first card that is not answered; to the result where all are.
    pub(super) fn start_flow(self) {
        self.card.set(self.next_open(0));
    }

    /// Goes to another card, or to the result; the focus goes to its heading, so that it is read out.
    pub(super) fn go_to_card(self, card: usize) {
        self.card.set(card);
        request_animation_frame(|| focus::focus_id(CARD_TITLE));
    }

    /// What the person says of a row, after a change that is stored before it is shown.
    pub(super) fn answer(self, row: RowPlace, change: impl FnOnce(&mut RowAnswer)) {
        let Some(before) = self.mine.with_untracked(|mine| mine.get(row).cloned()) else {
            return;
        };
        let mut after = before.clone();
        change(&mut after);
        self.keep(&before, &after);
        self.mine.update(|mine| mine[row] = after);
    }

    fn keep(self, before: &RowAnswer, after: &RowAnswer) {
        if let Err(error) = answers::keep(&storage::store(), before, after) {
            self.say(format!("Your answer is not saved: {error}."));
        }
    }

    /// Puts other answers in the place of all; undoing puts these back.
    fn replace_answers(self, new: Vec<RowAnswer>, done: &str) {
        let old = self.set_answers(new);
        let undo = move || _ = self.set_answers(old.clone());
        self.messages.say_with_undo(done, Arc::new(undo));
    }

    fn set_answers(self, new: Vec<RowAnswer>) -> Vec<RowAnswer> {
        let old = self.mine.get_untracked();
        for (before, after) in old.iter().zip(&new) {
            if before != after {
                self.keep(before, after);
            }
        }
        self.mine.set(new);
        self.start_flow();
        old
    }

    /// Forgets all answers and notes.
    pub(super) fn clear_answers(self) {
        let nothing = self.mine.with_untracked(|mine| {
            let rows = mine.iter().map(|mine| RowAnswer::of(&mine.row));
            rows.collect::<Vec<_>>()
        });
        self.replace_answers(nothing, "Your answers and notes are cleared.");
    }

    /// What some answers come to.
    pub(super) fn leaning(self, answers: &[Answer]) -> Leaning {
        let rows: Vec<_> = self.rows.with_value(|rows| {
            let owners = rows.iter().map(|row| row.owner);
            owners.zip(answers.iter().copied()).collect()
        });
        weigh(&rows)
    }

    /// The link that has the person's answers, and whether all notes found room in it.
    pub(super) fn link_with_answers(self, options: LinkOptions) -> (String, bool) {
        let page = history::page_address();
        let room = share::LINK_LIMIT.saturating_sub(page.len() + 1);
        let (fragment, left_out) = self.rows.with_value(|rows| {
            self.mine
                .with_untracked(|mine| share::write(rows, mine, options, room))
        });
        ([&page, "#", &fragment].concat(), left_out == 0)
    }

    /// Shows the weighing that a link brings, beside the person's own, which stays as it is.
    fn read_shared(self, fragment: &str) {
        let shared = share::is_shared(fragment)
            .then(|| self.rows.with_value(|rows| share::read(fragment, rows)));
        match shared {
            Some(Err(LinkError::Version)) => self.say("The answers in this link were written by a newer version of this site and are not shown."),
            Some(Err(LinkError::Checksum)) => self.say("The answers in this link are damaged or cut off: nothing of them was used."),
            _ => {}
        }
        let shared = shared.and_then(Result::ok);
        self.shows_shared
            .set(!share::waits(fragment) || self.is_weighed());
        self.shared.set(shared);
    }

    /// Shows somebody else's answers, and goes there. The address keeps that they are shown: whoever comes
    /// back to it is not asked again.
    pub(super) fn show_shared(self) {
        let fragment = history::fragment();
        if share::is_shared(&fragment) {
            self.lead_to(&share::without_waiting(&fragment));
        }
        self.shows_shared.set(true);
        request_animation_frame(|| focus::show_target(THEIR_TITLE));
    }

    /// Shows somebody else's answers after the person's own last one.
    pub(super) fn compare_when_weighed(self) {
        let waits =
            self.shared.with_untracked(Option::is_some) && !self.shows_shared.get_untracked();
        if waits && self.is_weighed() {
            self.show_shared();
        }
    }

    /// Takes somebody else's answers over.
    pub(super) fn copy_shared(self) {
        if let Some(shared) = self.shared.get_untracked() {
            let mine = self.mine.with_untracked(|mine| {
                let mine = mine.iter().zip(&shared);
                mine.map(|(mine, shared)| mine.with_answer_of(shared))
                    .collect()
            });
            self.replace_answers(mine, "Copied into your answers.");
        }
        self.close_shared();
    }

    /// Leaves somebody else's answers alone; the address leads to the person's own.
    pub(super) fn close_shared(self) {
        self.shared.set(None);
        self.lead_to(Tab::Weigh.id());
        focus::focus_id(Tab::Weigh.id());
    }

    /// Gives the address another fragment: what it leads to is shown already.
    fn lead_to(self, fragment: &str) {
        history::replace_fragment(fragment);
        self.read
            .set_value(Some((history::query(), history::fragment())));
    }
}

/// The answers alone, without notes.
pub(super) fn said(mine: &[RowAnswer]) -> Vec<Answer> {
    mine.iter().map(RowAnswer::answer).collect()
}

/// How many rows the page's file shows, and has. The app does not know before it has read them.
fn count_at_first() -> (usize, usize) {
    #[cfg(not(target_arch = "wasm32"))]
    let all = guide_core::content::ROWS.len();
    #[cfg(target_arch = "wasm32")]
    let all = 0;
    (all, all)
}
