//! The result of a weighing as a picture to show: an SVG file of its own, which the app turns into a PNG.

use super::report::{self, driver, sensitivity};
use super::weigh::{Answer, Leaning, Side, Verdict};
use crate::markup::Markup;

/// Its width, in pixels.
pub const WIDTH: i32 = 1200;

/// Its height, in pixels.
pub const HEIGHT: i32 = 630;

const PAPER: &str = "#fbfaf6";
const INK: &str = "#1c1d1f";
const QUIET: &str = "#55524b";
const LINE: &str = "#c9c3b4";
const LEAD: &str = "#14557f";
const MANAGER: &str = "#8a4b08";
const SERIF: &str = "Literata, Charter, 'Iowan Old Style', 'Noto Serif', Georgia, serif";
const SANS: &str = "'Avenir Next', 'Segoe UI', 'Noto Sans', system-ui, sans-serif";

/// The left edge of what is written.
const LEFT: i32 = 72;

/// The width of the scale.
const SCALE: i32 = WIDTH - 2 * LEFT;

/// What a word below the scale takes.
const WORD: i32 = 64;

/// How many letters of the body fit on a line.
const LETTERS: usize = 92;

/// Draws the result. `address` is where it can be done by others.
pub fn svg(
    leaning: &Leaning,
    answers: &[Answer],
    title: &dyn Fn(usize) -> String,
    address: &str,
) -> String {
    let mut canvas = Canvas::new();
    canvas.rectangle(0, 0, WIDTH, HEIGHT, PAPER);
    canvas.rectangle(0, 0, WIDTH, 10, INK);
    canvas.text(
        LEFT,
        76,
        24,
        QUIET,
        SANS,
        "Technical lead or engineering manager?",
    );
    for (line, y) in lines(&report::sentence(leaning, "My"), 30)
        .iter()
        .zip([138, 190])
    {
        canvas.text(LEFT, y, 46, INK, SERIF, line);
    }
    canvas.scale(leaning, 236);
    let mut y = 366;
    if leaning.verdict != Verdict::TooFew {
        for (number, row) in (1..).zip(&leaning.drivers) {
            let line = format!("{number}. {}", driver(*row, answers, title));
            canvas.text(LEFT, y, 25, INK, SANS, &line);
            y += 40;
        }
    }
    y += 14;
    for line in lines(&sensitivity(leaning, title), LETTERS).iter().take(2) {
        canvas.text(LEFT, y, 23, QUIET, SANS, line);
        y += 34;
    }
    canvas.rectangle(LEFT, 566, SCALE, 1, LINE);
    canvas.text(LEFT, 600, 20, QUIET, SANS, address);
    let name = "The Technical Lead Guide";
    canvas.text_at("end", WIDTH - LEFT, 600, 20, QUIET, name);
    canvas.finish()
}

/// Breaks a text into lines of up to so many letters, between words.
fn lines(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The picture in the making.
struct Canvas(Markup);

impl Canvas {
    fn new() -> Self {
        let mut markup = Markup::new();
        markup
            .open("svg")
            .attribute("xmlns", "http://www.w3.org/2000/svg")
            .number("width", WIDTH)
            .number("height", HEIGHT)
            .attribute("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
        Self(markup)
    }

    fn rectangle(&mut self, x: i32, y: i32, width: i32, height: i32, fill: &str) {
        self.0
            .open("rect")
            .number("x", x)
            .number("y", y)
            .number("width", width)
            .number("height", height)
            .attribute("fill", fill)
            .close("rect");
    }

    fn text(&mut self, x: i32, y: i32, size: i32, fill: &str, font: &str, text: &str) {
        self.start_text(x, y, size, fill, font)
            .text(text)
            .close("text");
    }

    /// A text whose middle or end is at `x`.
    fn text_at(&mut self, anchor: &str, x: i32, y: i32, size: i32, fill: &str, text: &str) {
        self.start_text(x, y, size, fill, SANS)
            .attribute("text-anchor", anchor)
            .text(text)
            .close("text");
    }

    fn start_text(&mut self, x: i32, y: i32, size: i32, fill: &str, font: &str) -> &mut Markup {
        self.0
            .open("text")
            .number("x", x)
            .number("y", y)
            .number("font-size", size)
            .attribute("font-family", font)
            .attribute("fill", fill)
    }

    /// The scale from one side to the other: a mark in the middle, one for the beginning of each word
    /// with the word, and the bar from the middle to where the answers are.
    fn scale(&mut self, leaning: &Leaning, y: i32) {
        let at = |percent: i32| LEFT + SCALE / 2 - percent * SCALE / 200;
        self.rectangle(LEFT, y, SCALE, 16, "#e7e2d5");
        let (middle, end) = (at(0), at(leaning.position()));
        let fill = if end < middle { LEAD } else { MANAGER };
        self.rectangle(end.min(middle), y, (end - middle).abs(), 16, fill);
        for (strength, from, to) in leaning.bands() {
            for sign in [1, -1] {
                self.rectangle(at(sign * from), y - 4, 1, 50, LINE);
                if (at(from) - at(to)) > WORD {
                    let x = at(sign * (from + to) / 2);
                    self.text_at("middle", x, y + 40, 16, QUIET, report::adverb(strength));
                }
            }
        }
        self.rectangle(middle - 1, y - 12, 3, 40, INK);
        let y = y + 76;
        self.text(LEFT, y, 21, LEAD, SANS, report::name(Side::Lead));
        let name = report::name(Side::Manager);
        self.text_at("end", WIDTH - LEFT, y, 21, MANAGER, name);
        self.text_at("middle", middle, y, 19, QUIET, "no leaning");
    }

    fn finish(mut self) -> String {
        self.0.close("svg");
        self.0.into_html()
    }
}

#[cfg(test)]
mod tests {
    use super::super::weigh::{Feeling, weigh};
    use super::*;
    use crate::content::Owner;

    fn picture(owner: Owner) -> String {
        let answer = |feeling| Answer {
            feeling: Some(feeling),
            matters: 3,
        };
        let rows: Vec<(Owner, Answer)> = [Owner::Lead, Owner::Manager]
            .into_iter()
            .flat_map(|side| {
                let feeling = if side == owner {
                    Feeling::Energises
                } else {
                    Feeling::Drains
                };
                [(side, answer(feeling)); 4]
            })
            .collect();
        let only: Vec<Answer> = rows.iter().map(|row| row.1).collect();
        svg(&weigh(&rows), &only, &|_| "a < b".to_owned(), "example.org")
    }

    #[test]
    fn the_picture_is_whole_escaped_and_says_whose_result_it_is() {
        let svg = picture(Owner::Lead);
        assert!(
            svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"),
            "{svg}"
        );
        for part in [
            "a &lt; b",
            "example.org",
            "towards technical lead",
            "no leaning",
            ">slightly<",
            ">clearly<",
            ">strongly<",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("=\"-"), "nothing lies outside: {svg}");
    }

    #[test]
    fn each_side_is_drawn_in_its_colour() {
        assert_eq!(picture(Owner::Lead).matches(LEAD).count(), 2);
        assert_eq!(picture(Owner::Manager).matches(MANAGER).count(), 2);
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("", 8), [""; 0]);
    }
}
