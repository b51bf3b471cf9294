//! A note with a little Markdown: paragraphs, lines, lists, bold, emphasis, code and links.
//!
//! Whatever else somebody writes stays as it is written. Only this file decides what a note can have,
//! and links lead to `http` and `https` only.

/// A block of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines that follow each other.
    Paragraph(Vec<Vec<Inline>>),
    /// The entries of a list.
    List(Vec<Vec<Inline>>),
}

/// What stands within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words as they are.
    Text(String),
    /// What is to be noticed.
    Strong(Vec<Self>),
    /// What is said with another voice.
    Emphasis(Vec<Self>),
    /// Code.
    Code(String),
    /// A link with its words and its address.
    Link(String, String),
}

/// Reads a note.
pub fn read(note: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Whether the next line goes on with the paragraph before it.
    let mut goes_on = false;
    for line in note.lines() {
        let entry = line.trim_start().strip_prefix("- ");
        match (entry, blocks.last_mut()) {
            (Some(entry), Some(Block::List(entries))) if goes_on => entries.push(words(entry)),
            (Some(entry), _) => blocks.push(Block::List(vec![words(entry)])),
            (None, _) if line.trim().is_empty() => {
                goes_on = false;
                continue;
            }
            (None, Some(Block::Paragraph(lines))) if goes_on => lines.push(words(line.trim())),
            (None, _) => blocks.push(Block::Paragraph(vec![words(line.trim())])),
        }
        goes_on = true;
    }
    blocks
}

/// A line of text, cut into its pieces before it is read.
enum Piece<'a> {
    Strong(&'a str),
    Emphasis(&'a str),
    Code(&'a str),
    Link(&'a str, &'a str),
}

fn words(line: &str) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut shown = 0;
    let mut at = 0;
    let push_text = |found: &mut Vec<Inline>, text: &str| {
        if !text.is_empty() {
            found.push(Inline::Text(text.to_owned()));
        }
    };
    while let Some(next) = line[at..].chars().next() {
        let in_word = line[..at].ends_with(char::is_alphanumeric);
        let Some((piece, length)) = piece_at(&line[at..], in_word) else {
            at += next.len_utf8();
            continue;
        };
        push_text(&mut found, &line[shown..at]);
        found.push(match piece {
            Piece::Strong(inner) => Inline::Strong(words(inner)),
            Piece::Emphasis(inner) => Inline::Emphasis(words(inner)),
            Piece::Code(code) => Inline::Code(code.to_owned()),
            Piece::Link(text, address) => Inline::Link(text.to_owned(), address.to_owned()),
        });
        at += length;
        shown = at;
    }
    push_text(&mut found, &line[shown..]);
    found
}

/// The piece that `text` starts with, and how many bytes it takes.
fn piece_at(text: &str, in_word: bool) -> Option<(Piece<'_>, usize)> {
    if let Some(code) = between(text, "`") {
        return Some((Piece::Code(code), code.len() + 2));
    }
    let within = |mark| between(text, mark).filter(|inner: &&str| inner.trim() == *inner);
    if let Some(inner) = within("**") {
        return Some((Piece::Strong(inner), inner.len() + 4));
    }
    if let Some(inner) = within("*") {
        return Some((Piece::Emphasis(inner), inner.len() + 2));
    }
    if let Some((name, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        let address = rest.strip_prefix('(')?.split_once(')')?.0;
        let sound = !name.trim().is_empty() && is_address(address);
        return sound.then(|| (Piece::Link(name, address), name.len() + address.len() + 4));
    }
    let address = address_at(text).filter(|_| !in_word)?;
    Some((Piece::Link(address, address), address.len()))
}

/// What stands between two of the same marks, of which `text` starts with the first.
fn between<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let inner = text.strip_prefix(mark)?.split_once(mark)?.0;
    (!inner.is_empty()).then_some(inner)
}

fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The address that `text` starts with, without the punctuation of the sentence around it.
fn address_at(text: &str) -> Option<&str> {
    if !text.starts_with("http") {
        return None;
    }
    let address = text.split(|c: char| c.is_whitespace() || "<>\"`".contains(c));
    let address = address.into_iter().next()?;
    let opened = address.contains('(');
    let address =
        address.trim_end_matches(|c: char| ".,;:!?'*".contains(c) || (c == ')' && !opened));
    is_address(address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn link(address: &str, words: &str) -> Inline {
        Inline::Link(words.to_owned(), address.to_owned())
    }

    fn line(note: &str) -> Vec<Inline> {
        match read(note).as_slice() {
            [Block::Paragraph(lines)] if lines.len() == 1 => lines[0].clone(),
            other => panic!("not one line: {other:?}"),
        }
    }

    #[test]
    fn paragraphs_lines_and_lists() {
        let line = |words: &str| vec![text(words)];
        assert_eq!(
            read("One\ntwo\n\nthree\n- four\n- five\nsix"),
            [
                Block::Paragraph(vec![line("One"), line("two")]),
                Block::Paragraph(vec![line("three")]),
                Block::List(vec![line("four"), line("five")]),
                Block::Paragraph(vec![line("six")]),
            ]
        );
        assert_eq!(read(" \n\n"), []);
    }

    #[test]
    fn what_stands_within_a_line() {
        assert_eq!(
            line("**bold *and* more**, *em*, `a * b`"),
            [
                Inline::Strong(vec![
                    text("bold "),
                    Inline::Emphasis(vec![text("and")]),
                    text(" more")
                ]),
                text(", "),
                Inline::Emphasis(vec![text("em")]),
                text(", "),
                Inline::Code("a * b".to_owned()),
            ]
        );
        for plain in [
            "2 * 3 * 4",
            "** no **",
            "a `tick",
            "[x](y)",
            "<b>x</b> <script>",
        ] {
            assert_eq!(line(plain), [text(plain)]);
        }
    }

    #[test]
    fn links_lead_to_the_web_only() {
        let web = "https://example.org/a";
        assert_eq!(
            line("See https://example.org/a."),
            [text("See "), link(web, web), text(".")]
        );
        assert_eq!(
            line("([the page](https://example.org/a))"),
            [text("("), link(web, "the page"), text(")")]
        );
        let nested = "https://example.org/a_(b)";
        assert_eq!(line(nested), [link(nested, nested)]);
        for other in [
            "[x](javascript:alert(1))",
            "javascript:alert(1)",
            "[x](data:text/html,y)",
            "[x](https://)",
            "xhttps://example.org",
            "https:///",
        ] {
            assert_eq!(line(other), [text(other)], "{other}");
        }
    }
}
