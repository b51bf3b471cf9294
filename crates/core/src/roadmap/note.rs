//! A note with a little Markdown, as HTML: paragraphs, lines, lists, bold, emphasis, code and links.
//!
//! Whatever else somebody writes stays as it is written. Only this file decides which elements a
//! note can have, and links lead to `http` and `https` only.

use crate::markup::Markup;

/// The HTML of a note.
pub fn show(note: &str) -> Markup {
    let mut html = Markup::new();
    // The element that is open: "p", "ul", or none.
    let mut block = "";
    for line in note.lines() {
        let entry = line.trim_start().strip_prefix("- ");
        let wanted = match entry {
            Some(_) => "ul",
            None if line.trim().is_empty() => "",
            None => "p",
        };
        if wanted == block && wanted == "p" {
            // The line break is for those who copy the text.
            html.open("br").text("\n");
        }
        if wanted != block {
            if !block.is_empty() {
                html.close(block);
            }
            if !wanted.is_empty() {
                html.open(wanted);
            }
            block = wanted;
        }
        if let Some(entry) = entry {
            html.open("li");
            words(&mut html, entry);
            html.close("li");
        } else {
            words(&mut html, line.trim());
        }
    }
    if !block.is_empty() {
        html.close(block);
    }
    html
}

/// What can stand within a line.
enum Piece<'a> {
    Within(&'static str, &'a str),
    Code(&'a str),
    Link(&'a str, &'a str),
}

fn words(html: &mut Markup, line: &str) {
    let mut shown = 0;
    let mut at = 0;
    while let Some(next) = line[at..].chars().next() {
        let in_word = line[..at].ends_with(char::is_alphanumeric);
        let Some((piece, length)) = piece_at(&line[at..], in_word) else {
            at += next.len_utf8();
            continue;
        };
        html.text(&line[shown..at]);
        match piece {
            Piece::Within(tag, inner) => {
                html.open(tag);
                words(html, inner);
                html.close(tag);
            }
            Piece::Code(code) => _ = html.element("code", code),
            Piece::Link(text, address) => {
                html.open("a").attribute("href", address);
                html.attribute("rel", "external noopener noreferrer");
                html.text(text).close("a");
            }
        }
        at += length;
        shown = at;
    }
    html.text(&line[shown..]);
}

/// The piece that `text` starts with, and how many bytes it takes.
fn piece_at(text: &str, in_word: bool) -> Option<(Piece<'_>, usize)> {
    if let Some(code) = between(text, "`") {
        return Some((Piece::Code(code), code.len() + 2));
    }
    for (mark, tag) in [("**", "strong"), ("*", "em")] {
        let inner = between(text, mark).filter(|inner| inner.trim() == *inner);
        if let Some(inner) = inner {
            return Some((Piece::Within(tag, inner), inner.len() + 2 * mark.len()));
        }
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

    fn html(note: &str) -> String {
        show(note).into_html()
    }

    #[test]
    fn paragraphs_lines_and_lists() {
        assert_eq!(
            html("One\ntwo\n\nthree\n- four\n- five\nsix"),
            "<p>One<br>\ntwo</p><p>three</p><ul><li>four</li><li>five</li></ul><p>six</p>"
        );
    }

    #[test]
    fn what_stands_within_a_line() {
        assert_eq!(
            html("**bold *and* more**, *em*, `a * b`"),
            "<p><strong>bold <em>and</em> more</strong>, <em>em</em>, <code>a * b</code></p>"
        );
        for plain in [
            "2 * 3 * 4",
            "** no **",
            "a `tick",
            "[x](y)",
            "[x] (https://e.org)x",
        ] {
            assert!(!html(plain).contains("<em>"), "{plain}");
            assert!(!html(plain).contains("<strong>"), "{plain}");
            assert!(!html(plain).contains("<code>"), "{plain}");
        }
        assert_eq!(html("[x](y)"), "<p>[x](y)</p>");
    }

    #[test]
    fn links_lead_to_the_web_only() {
        let link = |address: &str, text: &str| {
            format!("<a href=\"{address}\" rel=\"external noopener noreferrer\">{text}</a>")
        };
        let web = "https://example.org/a";
        assert_eq!(
            html("See https://example.org/a."),
            format!("<p>See {}.</p>", link(web, web))
        );
        assert_eq!(
            html("([the page](https://example.org/a))"),
            format!("<p>({})</p>", link(web, "the page"))
        );
        let nested = "https://example.org/a_(b)";
        assert_eq!(html(nested), format!("<p>{}</p>", link(nested, nested)));
        for other in [
            "[x](javascript:alert(1))",
            "javascript:alert(1)",
            "[x](data:text/html,y)",
            "[x](https://)",
            "xhttps://example.org",
            "https:///",
        ] {
            assert!(!html(other).contains("<a"), "{other}");
        }
    }

    #[test]
    fn what_looks_like_html_stays_text() {
        let html = html("<b>x</b> [<i>](https://e.org/\"><script>) `<u>`");
        for tag in ["<b>", "<i>", "<script", "<u>"] {
            assert!(!html.contains(tag), "{html}");
        }
    }
}
