//! The forms under an item, as HTML: they are there only while somebody writes into them.

use super::item::{Item, Status};
use crate::day::Day;
use crate::markup::Markup;

/// The form to change an item. `state` writes its fields back by their names.
pub fn edit(item: &Item) -> String {
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let hours = |hours: Option<u32>| hours.map_or_else(String::new, |hours| hours.to_string());
    let mut form = Form::new("save-item", &item.id);
    form.text("title", "What to do", &item.title, 300);
    form.text("done_when", "Done when", &item.done_when, 500);
    form.area("note", "Note to yourself", &item.note, 3);
    form.area(
        "links",
        "Links, up to three, one a line",
        &item.links.join("\n"),
        2,
    );
    form.row();
    form.status(&item.status);
    form.input("date", "start", "Start", &day(item.start));
    form.input("date", "due", "Due", &day(item.due));
    let low = item.effort.map(|effort| effort.low);
    let high = item.effort.map(|effort| effort.high);
    form.input("number", "low", "Hours, at least", &hours(low));
    form.input("number", "high", "at most", &hours(high));
    form.end_row();
    form.evidence(item, &day(item.evidence.when));
    form.finish("Save", "Cancel")
}

/// The question for evidence, when an item has just been done.
pub fn evidence(item: &Item, today: &str) -> String {
    let mut form = Form::new("save-evidence", &item.id);
    form.html
        .element("p", "Done. What would you show somebody who doubts it?");
    form.evidence(item, today);
    form.finish("Keep as evidence", "Not now")
}

struct Form<'a> {
    html: Markup,
    id: &'a str,
}

impl<'a> Form<'a> {
    fn new(act: &str, id: &'a str) -> Self {
        let mut html = Markup::new();
        html.open("form").attribute("class", "edit");
        html.attribute("data-act", act).attribute("data-item", id);
        Self { html, id }
    }

    fn row(&mut self) {
        self.html.open("div").attribute("class", "fields");
    }

    fn end_row(&mut self) {
        self.html.close("div");
    }

    fn field_id(&self, name: &str) -> String {
        [name, "-", self.id].concat()
    }

    fn label(&mut self, name: &str, label: &str) {
        let id = self.field_id(name);
        self.html.open("label").attribute("for", &id);
        self.html.text(label).close("label");
    }

    /// A field has its label before it, and in a row around both.
    fn open_field(&mut self, tag: &'static str, name: &str, label: &str) {
        self.html.open("div");
        self.label(name, label);
        let id = self.field_id(name);
        self.html.open(tag).attribute("class", "field");
        self.html.attribute("id", &id).attribute("name", name);
    }

    fn input(&mut self, kind: &str, name: &str, label: &str, value: &str) {
        self.open_field("input", name, label);
        self.html.attribute("type", kind).attribute("value", value);
        if kind == "number" {
            self.html.number("min", 0).number("max", 9_999);
        }
        self.html.text("");
        self.html.close("div");
    }

    fn text(&mut self, name: &str, label: &str, value: &str, limit: i32) {
        self.open_field("input", name, label);
        self.html.attribute("value", value);
        self.html.number("maxlength", limit);
        if name == "title" {
            self.html.attribute("required", "");
        }
        self.html.text("");
        self.html.close("div");
    }

    fn area(&mut self, name: &str, label: &str, value: &str, rows: i32) {
        self.open_field("textarea", name, label);
        self.html.number("rows", rows).number("maxlength", 1_000);
        // Browsers drop the first line break of a text area.
        self.html.text("\n").text(value);
        self.html.close("textarea").close("div");
    }

    fn status(&mut self, status: &Status) {
        self.open_field("select", "status", "Status");
        for (choice, title) in &Status::CHOICES {
            self.html.open("option").attribute("value", choice.name());
            if choice == status {
                self.html.attribute("selected", "");
            }
            self.html.text(title).close("option");
        }
        self.html.close("select").close("div");
    }

    fn evidence(&mut self, item: &Item, day: &str) {
        let evidence = &item.evidence;
        self.area("evidence", "Evidence: what happened", &evidence.what, 2);
        self.row();
        self.input("date", "evidence_day", "When", day);
        self.text("evidence_by", "Who saw it", &evidence.who, 100);
        self.end_row();
    }

    fn finish(mut self, save: &str, cancel: &str) -> String {
        let html = &mut self.html;
        html.open("p").open("button").attribute("type", "submit");
        html.attribute("class", "btn main")
            .text(save)
            .close("button")
            .text(" ");
        html.open("button").attribute("type", "button");
        html.attribute("class", "btn");
        html.attribute("data-act", "close-form");
        html.attribute("data-item", self.id);
        html.text(cancel).close("button");
        html.close("p").close("form");
        self.html.into_html()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_stays_text() {
        let item = Item {
            id: "own-1".into(),
            title: "\"><script>alert(1)</script>".to_owned(),
            note: "</textarea><img src=x onerror=alert(1)>".to_owned(),
            ..Item::default()
        };
        for html in [edit(&item), evidence(&item, "2026-11-23")] {
            assert!(
                !html.contains("<script") && !html.contains("<img"),
                "{html}"
            );
        }
    }

    #[test]
    fn every_field_has_its_label() {
        let item = Item {
            id: "own-1".into(),
            ..Item::default()
        };
        let html = edit(&item);
        for name in html.split(" name=\"").skip(1) {
            let name = name.split('"').next().unwrap_or_default();
            assert!(html.contains(&format!("for=\"{name}-own-1\"")), "{name}");
        }
    }
}
