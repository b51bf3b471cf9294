//! Finding tags and attributes in the pages that this project writes.
//!
//! Simple string search, not an HTML parser: the validator makes sure that the pages are well-formed,
//! and what is asked here is only "which tags of this name are there, with which attributes".

/// The opening tags called `name`, each without its angle brackets: `link rel="icon" href="a.svg"`.
pub fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find('<')?;
            rest = &rest[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let has_name = rest
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name));
            let is_whole_name = rest.get(name.len()..).is_some_and(|after| {
                after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
            });
            if has_name && is_whole_name {
                let tag = &rest[..end_of_tag(rest)?];
                rest = &rest[tag.len()..];
                return Some(tag);
            }
        }
    })
}

/// The index of the `>` that ends the tag: not one inside a quoted value.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(index),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag; empty where the attribute has none.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag)
        .find(|(attribute, _)| attribute.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// All attributes of a tag with their values.
pub fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let after_name = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let mut rest = &tag[after_name..];
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest
            .find(|c: char| c.is_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let (value, after) = value_at_start(value.trim_start());
        rest = after;
        Some((name, value))
    })
}

/// Splits a value, quoted or not, from what follows it.
fn value_at_start(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// The stylesheets that hold up the first paint, by address: not those for print.
pub fn blocking_stylesheets(html: &str) -> Vec<&str> {
    tags(html, "link")
        .filter(|tag| has_relation(tag, "stylesheet"))
        .filter(|tag| attribute(tag, "media") != Some("print"))
        .filter_map(|tag| attribute(tag, "href"))
        .collect()
}

fn has_relation(tag: &str, relation: &str) -> bool {
    attribute(tag, "rel").is_some_and(|relations| {
        relations
            .split_whitespace()
            .any(|known| known.eq_ignore_ascii_case(relation))
    })
}

/// The addresses of other hosts from which a page would load something by itself. A link that a
/// person follows is none, nor is the canonical address, which nobody loads.
pub fn third_party_references(html: &str) -> Vec<&str> {
    const LOADING: [(&str, &str); 9] = [
        ("link", "href"),
        ("script", "src"),
        ("img", "src"),
        ("img", "srcset"),
        ("source", "srcset"),
        ("source", "src"),
        ("iframe", "src"),
        ("video", "src"),
        ("audio", "src"),
    ];
    let mut found = Vec::new();
    for (tag_name, attribute_name) in LOADING {
        let values = tags(html, tag_name)
            .filter(|tag| !has_relation(tag, "canonical") && !has_relation(tag, "license"))
            .filter_map(|tag| attribute(tag, attribute_name));
        // A `srcset` is a list.
        let addresses = values.flat_map(|value| match attribute_name {
            "srcset" => value.split(',').collect(),
            _ => vec![value],
        });
        found.extend(addresses.filter(|address| leads_elsewhere(address)));
    }
    found
}

fn leads_elsewhere(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    ["http://", "https://", "//"]
        .iter()
        .any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head>
<!-- <link rel="stylesheet" href="commented-out.css"> -->
<link rel=stylesheet href=../base-1a2b.css>
<LINK REL='preload stylesheet' HREF='two.css' title="a > b">
<link rel="stylesheet" media="print" href="print.css"/>
<link rel="icon" href="icon.svg">
<link rel="canonical" href="https://example.org/">
<script type="module" src="boot.js" async></script>
</head><body><header><a href="https://elsewhere.example/">out</a></header></body></html>"#;

    #[test]
    fn stylesheets_that_block_are_found_in_every_spelling() {
        assert_eq!(blocking_stylesheets(PAGE), ["../base-1a2b.css", "two.css"]);
    }

    #[test]
    fn tags_are_told_apart_by_their_whole_name() {
        assert_eq!(tags(PAGE, "head").count(), 1);
        assert_eq!(tags(PAGE, "a").count(), 1);
        assert_eq!(tags("<li", "link").count(), 0);
        assert_eq!(tags("<link rel=x", "link").count(), 0);
        assert_eq!(tags("a < b ä<é <a>", "a").count(), 1);
    }

    #[test]
    fn attributes_have_values_or_are_empty() {
        let script = tags(PAGE, "script").next().unwrap();
        let all: Vec<_> = attributes(script).collect();
        let expected = [("type", "module"), ("src", "boot.js"), ("async", "")];
        assert_eq!(all, expected);
        assert_eq!(attribute(script, "defer"), None);
    }

    #[test]
    fn links_to_follow_are_no_third_party_references() {
        assert!(third_party_references(PAGE).is_empty());
    }

    #[test]
    fn what_a_page_loads_from_elsewhere_is_found() {
        let page = r#"<link rel="stylesheet" href="https://fonts.example/a.css">
            <script src="//cdn.example/x.js"></script>
            <img alt="" src="HTTP://pictures.example/1.png"><img alt="" src="https-is-fine.png">"#;
        let expected = [
            "https://fonts.example/a.css",
            "//cdn.example/x.js",
            "HTTP://pictures.example/1.png",
        ];
        assert_eq!(third_party_references(page), expected);
    }
}
