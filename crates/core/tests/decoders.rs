//! Everything that comes from outside is read without harm, however it was damaged: by chance from
//! samples of what people have, a second of it each time the tests run.
//!
//! `DECODER_SECONDS=300 cargo test -p guide-core --test decoders -- --nocapture` looks longer, and says how
//! often each decoder was asked. `DECODER_SEED` begins elsewhere.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "what helps a test may fail like one; how often each was asked is worth reading"
)]

mod profile;

use guide_core::compare::answers::RowAnswer;
use guide_core::compare::model::rows_of_content;
use guide_core::compare::share as weighing;
use guide_core::data::backup;
use guide_core::day::Day;
use guide_core::roadmap::import;
use guide_core::roadmap::item::Item;
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::stored::{self, Head, MAIN, StoredPlan};
use guide_core::roadmap::{exchange, note, packing, proposals, share};
use guide_core::skills::link::Link;
use guide_core::skills::stored as skills;
use guide_core::store::{FaultyArea, PREFIX, Store};
use profile::profile;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The longest that one answer may take: without optimisation, and on a machine that does other things
/// too. What a person would wait for is measured in browsers.
const PATIENCE: Duration = Duration::from_secs(20);

/// The largest input that is made of a sample.
const SIZE: usize = 40_000;

/// Numbers by chance, the same for the same start.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// One of these.
    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// What breaks readers of texts.
const PIECES: [&[u8]; 30] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"null",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"=",
    b"%",
    b"~",
    b"-",
    b"_",
    b"&1=",
    "\u{202e}".as_bytes(),
    "\u{0301}\u{0301}".as_bytes(),
    "👩\u{200d}👧".as_bytes(),
    b"](javascript:",
    b"- [ ] ",
    b"2026-02-31",
];

/// A sample, changed in some places.
fn changed(sample: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(9) {
            0 => bytes.truncate(at),
            1 => _ = bytes.drain(..at),
            2 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            3 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            4 => {
                let piece = chance.one(&PIECES);
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let end = (at + chance.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            6 => {
                let end = (at + chance.below(200)).min(bytes.len());
                let again = bytes[at..end].repeat(1 + chance.below(30));
                bytes.splice(at..at, again);
            }
            7 => {
                let from = chance.below(other.len() + 1);
                let end = (from + chance.below(300)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                // A number becomes another one.
                if let Some(digit) = bytes.iter().skip(at).position(u8::is_ascii_digit) {
                    let piece: &[u8] =
                        chance.one(&[&b"99999999999"[..], b"-5", b"0", b"4294967295", b"1.5"]);
                    bytes.splice(at + digit..=at + digit, piece.iter().copied());
                }
            }
        }
        bytes.truncate(SIZE);
    }
    bytes
}

/// Asks a decoder for as long as the environment says.
fn ask(name: &str, samples: &[Vec<u8>], decode: impl Fn(&[u8], &mut Chance)) {
    let of_environment = |variable: &str| std::env::var(variable).ok()?.parse::<f64>().ok();
    let time = Duration::from_secs_f64(of_environment("DECODER_SECONDS").unwrap_or(1.0));
    let start = of_environment("DECODER_SEED").unwrap_or(1.0) as u64;
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ start.wrapping_mul(0x1000_0001));
    let begun = Instant::now();
    let (mut asked, mut longest) = (0_u64, Duration::ZERO);
    while begun.elapsed() < time {
        let sample = &samples[chance.below(samples.len())];
        let other = &samples[chance.below(samples.len())];
        let input = changed(sample, other, &mut chance);
        let before = Instant::now();
        // A panic shows the input.
        let shown = Shown(&input);
        decode(&input, &mut chance);
        std::mem::forget(shown);
        let took = before.elapsed();
        longest = longest.max(took);
        assert!(
            took < PATIENCE,
            "{name} takes {took:?} for {:?}",
            String::from_utf8_lossy(&input)
        );
        asked += 1;
    }
    println!("{name}: asked {asked} times, at most {longest:?}");
}

/// Shows an input where the decoder panics.
struct Shown<'a>(&'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        eprintln!("the input was {:?}", String::from_utf8_lossy(self.0));
    }
}

fn texts<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<Vec<u8>> {
    all.into_iter()
        .map(|text| text.as_bytes().to_vec())
        .collect()
}

/// Links of this kind that the first release has made, and others.
fn fragments(kind: &str, more: &[String]) -> Vec<Vec<u8>> {
    let links = profile().links;
    let fragments = links
        .values()
        .filter_map(|link| Some(link.split_once('#')?.1));
    let mut all = texts(fragments.filter(|fragment| fragment.starts_with(kind)));
    all.extend(texts(more.iter().map(String::as_str)));
    assert!(!all.is_empty(), "there are samples of {kind}");
    all
}

#[test]
fn links_to_plans() {
    let everything = share::Share {
        notes: true,
        evidence: true,
    };
    let all: Vec<Item> = Plan::template().items().cloned().collect();
    let own = Item {
        id: "own-1-a".into(),
        step: "skills".into(),
        title: "Zoë’s 👩‍👧".to_owned(),
        note: "n".repeat(200),
        ..Item::default()
    };
    let more = [
        share::write("Mine", &all, everything),
        share::write("", &[own], everything),
    ];
    ask(
        "links to plans",
        &fragments("plan=", &more),
        |input, chance| {
            let text = String::from_utf8_lossy(input);
            _ = share::read(&text);
            // With a length and a checksum that fit, so that what is behind them is read.
            let body = text.rsplit('.').next().unwrap_or_default();
            let mut rest = packing::hash(body);
            let mut sum = String::new();
            for _ in 0..7 {
                sum.push(char::from(b'a' + (rest % 26) as u8));
                rest /= 26;
            }
            if chance.below(2) == 0
                && let Ok(shared) = share::read(&format!("plan=1.{}.{sum}.{body}", body.len()))
            {
                let plan = Plan::from_items(shared.items);
                _ = share::write(
                    &shared.name,
                    &plan.items().cloned().collect::<Vec<_>>(),
                    everything,
                );
            }
        },
    );
}

#[test]
fn links_that_propose_milestones() {
    let plan = Plan::template();
    let samples = fragments("add=", &["add=system-design.3,delegation.2".to_owned()]);
    ask("links that propose", &samples, |input, _| {
        _ = proposals::read(&String::from_utf8_lossy(input), &plan);
    });
}

#[test]
fn links_about_skills() {
    let ask_link = Link::Ask {
        request: 7,
        name: "Zoë".to_owned(),
    };
    let samples = fragments(
        "rate",
        &[ask_link.to_fragment(), "agreed=AQAAAAc".to_owned()],
    );
    ask("links about skills", &samples, |input, chance| {
        let text = String::from_utf8_lossy(input);
        _ = Link::from_fragment(&text);
        _ = Link::from_text(&format!("> https://example.org/skills/#{text}"));
        // With a checksum that fits.
        let kind = chance.one(&["rate=", "rated=", "agreed="]);
        let mut body = vec![1];
        body.extend(input.iter().take(chance.below(120)));
        if let Some(Ok(link)) = Link::from_fragment(&sealed(kind, &body)) {
            let again = Link::from_fragment(&link.to_fragment());
            assert_eq!(again, Some(Ok(link)), "what was read can be sent on");
        }
    });
}

/// A link about skills with a right checksum around anything.
fn sealed(kind: &str, body: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let hash = kind
        .bytes()
        .chain(body.iter().copied())
        .fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    let [first, second, third, fourth] = hash.to_be_bytes();
    let bytes = [body, &[first ^ fourth, second, third]].concat();
    let mut text = kind.to_owned();
    for three in bytes.chunks(3) {
        let group = (0..3).fold(0, |group, place| {
            group << 8 | three.get(place).map_or(0, |byte| usize::from(*byte))
        });
        for place in 0..=three.len() {
            text.push(char::from(DIGITS[group >> (18 - 6 * place) & 63]));
        }
    }
    text
}

#[test]
fn links_with_a_weighing() {
    let rows = rows_of_content();
    let mut mine: Vec<RowAnswer> = rows.iter().map(|row| RowAnswer::of(&row.id)).collect();
    mine[2].set_note("Größe & 50 % = ~mine~");
    let everything = weighing::LinkOptions {
        notes: true,
        first: true,
    };
    let (with_note, _) = weighing::write(&rows, &mine, everything, weighing::LINK_LIMIT);
    ask(
        "links with a weighing",
        &fragments("w=", &[with_note]),
        |input, chance| {
            let text = String::from_utf8_lossy(input);
            _ = weighing::read(&text, &rows);
            if chance.below(2) == 0 {
                let body = text.rsplit('.').next().unwrap_or_default();
                let hash = body.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
                    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
                });
                let sum = (hash >> 16) ^ (hash & 0xffff);
                let read = weighing::read(&format!("w=1.{sum:04x}.{body}"), &rows);
                let read = read.expect("the checksum fits");
                _ = weighing::write(&rows, &read, everything, weighing::LINK_LIMIT);
            }
        },
    );
}

#[test]
fn backups() {
    let values: Vec<(String, String)> = profile()
        .stored
        .into_iter()
        .map(|(key, value)| (key.trim_start_matches(PREFIX).to_owned(), value))
        .collect();
    let day = Day::parse("2026-11-23").expect("it is a day");
    let whole = backup::write(&values, day).expect("it can be written");
    let emergency = serde_json::to_string(&profile().stored).expect("it is JSON");
    ask(
        "backups",
        &texts([whole.as_str(), &emergency]),
        |input, _| {
            if let Ok(read) = backup::read(input) {
                assert!(
                    !read.checked || read.values == values,
                    "a change was not noticed"
                );
                _ = backup::changes(&values, &read.values);
            }
        },
    );
}

#[test]
fn files_of_plans() {
    let mut samples: Vec<Vec<u8>> = profile()
        .files
        .into_values()
        .map(String::into_bytes)
        .collect();
    samples.push(exchange::write(&Head::default(), &Plan::template(), &[]).into_bytes());
    let mine = Plan::template();
    ask("files of plans", &samples, |input, _| {
        let text = String::from_utf8_lossy(input);
        if let Ok(found) = exchange::read(&text) {
            let plan = Plan::from_items(found.items.clone());
            let text = exchange::write(&Head::default(), &plan, &[]);
            let again = exchange::read(&text).expect("what was read can be saved and read");
            assert_eq!(
                Plan::from_items(again.items).items().count(),
                plan.items().count()
            );
            _ = exchange::compare(&mine, &found.items);
            _ = mine.merged_with(found.items.clone(), "");
            _ = mine.replaced_by(found.items, "");
        }
    });
}

#[test]
fn lists_of_other_programs() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/samples");
    let files = std::fs::read_dir(folder).expect("there are samples");
    let samples: Vec<Vec<u8>> = files
        .map(|file| std::fs::read(file.expect("it is there").path()).expect("it can be read"))
        .collect();
    assert!(samples.len() > 5);
    ask("lists of other programs", &samples, |input, _| {
        let text = import::decode(input).text;
        if let Ok(import::Found::List(list)) = import::read(&text) {
            for taken in &list.taken {
                assert!(
                    !taken.item.title.trim().is_empty(),
                    "a milestone without a title"
                );
            }
        }
    });
}

#[test]
fn stored_documents() {
    let stored: Vec<(String, String)> = profile().stored.into_iter().collect();
    let samples: Vec<Vec<u8>> = stored
        .iter()
        .map(|(_, value)| value.clone().into_bytes())
        .collect();
    ask("stored documents", &samples, |input, chance| {
        let area = Rc::new(FaultyArea::of(stored.iter().cloned().collect()));
        let (key, _) = &stored[chance.below(stored.len())];
        let text = String::from_utf8_lossy(input);
        area.put(key.trim_start_matches(PREFIX), &text);
        let store = Store::new(area.clone());
        let place = StoredPlan::of(MAIN);
        let loaded = place.load(&store);
        _ = stored::plans(&store);
        _ = place.restore_points(&store);
        _ = skills::load(&store);
        let first = loaded.plan.items().next().map(|item| item.id.clone());
        if let Some(edit) = first.and_then(|id| loaded.plan.tick(&id)) {
            _ = place.keep(&store, &loaded.plan, &loaded.head, loaded.started, &edit);
            // What could not be read is still there, as it was or set aside.
            let kept = area.contents();
            assert!(
                loaded
                    .damaged
                    .iter()
                    .all(|(_, raw)| kept.values().any(|value| value == raw)),
                "a damaged value is gone"
            );
        }
    });
}

#[test]
fn notes() {
    let samples = texts([
        "**bold** *and* `code` [a link](https://example.org/a_(b)) <https://x.y>\n\n- one\n- two\n\n1. first\n2. second\n",
        "# A heading\n> quoted\n\n```\ncode\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "* _ * ** *** `` [ ]( )( http:// https://example.org. (https://example.org) \\* &amp; <b>x</b>",
    ]);
    ask("notes", &samples, |input, _| {
        let text = String::from_utf8_lossy(input);
        _ = note::read(&text);
    });
}
