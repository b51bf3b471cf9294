//! The style of the site: one sheet, which is loaded after the first paint, and the rules of it that a
//! page uses, which stand in the page, so that it can be painted when it has arrived.

use super::{SiteError, read};
use guide_core::returning;
use guide_core::situations::KEPT_ATTRIBUTE;
use std::collections::HashSet;
use std::path::Path;

/// The files of the sheet, in their order; each wraps itself into its cascade layer.
const FILES: [&str; 16] = [
    "tokens",
    "base",
    "layout",
    "parts",
    "ui",
    "guide",
    "front",
    "situations",
    "data",
    "reading",
    "figures",
    "compare",
    "skills",
    "roadmap",
    "search",
    "print",
];

/// The whole sheet.
///
/// # Errors
/// A file that cannot be read, or has a brace too many or too few.
pub fn sheet(folder: &Path) -> Result<String, SiteError> {
    sheet_of(folder, &FILES)
}

/// The sheet of the page that prints the whole guide.
///
/// # Errors
/// As [`sheet`].
pub fn print_sheet(folder: &Path) -> Result<String, SiteError> {
    sheet_of(folder, &[&FILES[..], &["print-guide"]].concat())
}

fn sheet_of(folder: &Path, names: &[&str]) -> Result<String, SiteError> {
    let mut sheet = String::new();
    for name in names {
        let path = folder.join(name).with_extension("css");
        let text = read(&path)?;
        // One that is not closed would swallow the files after it.
        if text.matches('{').count() != text.matches('}').count() {
            return Err(SiteError::of(&path, "a brace is not closed, or not opened"));
        }
        sheet += &text;
    }
    Ok(compact(&sheet))
}

/// The rules of `sheet`, which is compact, that decide how `html` looks when it is first painted: those
/// whose elements, classes, ids and attributes it has, but not those for what is pointed at or has the
/// focus, for paper, for fonts, for what moves, and for forced colours, which move nothing.
pub fn used_by(sheet: &str, html: &str) -> String {
    settled(Names::of(html).rules(sheet))
}

/// How long a token's value may be where its name is replaced by it: as long as a colour for light and
/// dark.
const SHORT: usize = 30;

/// Rules without the names of tokens that have one short value, and without tokens that no rule names:
/// each is a part of the bytes that a first paint waits for.
fn settled(mut rules: String) -> String {
    loop {
        let found = tokens(&rules).find_map(|(start, name, value)| {
            let is_one = tokens(&rules).filter(|token| token.1 == name).count() == 1;
            let used = format!("var({name})");
            let has_fallback = rules.contains(&format!("var({name},"));
            let is_unused = !rules.contains(&used) && !has_fallback;
            let end = start + name.len() + 1 + value.len();
            let end = end + usize::from(rules[end..].starts_with(';'));
            (is_unused || is_one && !has_fallback && value.len() <= SHORT)
                .then(|| (start..end, used, value.to_owned()))
        });
        let Some((place, used, value)) = found else {
            return rules;
        };
        rules.replace_range(place, "");
        rules = rules.replace(&used, &value);
    }
}

/// The declarations of tokens: where each begins, its name and its value.
fn tokens(rules: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    rules.match_indices("--").filter_map(|(start, _)| {
        let (name, rest) = rules[start..].split_once(':')?;
        let starts = rules[..start].ends_with(['{', ';']) && !name.contains([')', '{', ' ']);
        let value = &rest[..rest.find([';', '}'])?];
        starts.then_some((start, name, value))
    })
}

/// What `assets/early.js` may set on `<html>` before the first paint.
const SET_EARLY: [&str; 9] = [
    "data-theme",
    "data-plan",
    "data-asked",
    "data-query",
    "data-link",
    "data-skills",
    KEPT_ATTRIBUTE,
    returning::ATTRIBUTE,
    returning::MANY,
];

/// The class of the line for messages, which is empty until the app says something.
const EMPTY_AT_FIRST: &str = "toast";

/// What a page has that a selector can name.
struct Names<'a> {
    tags: HashSet<&'a str>,
    classes: HashSet<&'a str>,
    ids: HashSet<&'a str>,
    attributes: HashSet<&'a str>,
    /// Attributes with their values, as in `role="status"`.
    values: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(html: &'a str) -> Self {
        let mut names = Self {
            tags: HashSet::from(["html", "body"]),
            classes: HashSet::new(),
            ids: HashSet::new(),
            attributes: HashSet::from(SET_EARLY),
            values: HashSet::new(),
        };
        for element in html.split('<').skip(1) {
            let tag = element.split('>').next().unwrap_or_default();
            let attributes = tag.split_whitespace().skip(1);
            names.values.extend(attributes.clone());
            let attributes = attributes.map(|part| part.split('=').next().unwrap_or_default());
            names.attributes.extend(attributes.clone());
            let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
            names.tags.insert(&tag[..end.unwrap_or(tag.len())]);
            // What is hidden is not painted.
            if !attributes.clone().any(|name| name == "hidden") {
                names
                    .classes
                    .extend(value_of(tag, " class=\"").split_whitespace());
                names.ids.insert(value_of(tag, " id=\""));
            }
        }
        names.classes.remove(EMPTY_AT_FIRST);
        names
    }

    fn rules(&self, css: &str) -> String {
        let mut used = String::new();
        // The block before, where it is one of a layer or of a condition.
        let mut last = "";
        let mut rest = css;
        while let Some(end) = rest.find(['{', ';']) {
            if rest[end..].starts_with(';') {
                used += &rest[..=end];
                rest = &rest[end + 1..];
                continue;
            }
            let (prelude, block) = (&rest[..end], block_at(&rest[end..]));
            rest = &rest[end + block.len()..];
            let body = block.trim_start_matches('{');
            let body = body.strip_suffix('}').unwrap_or(body);
            if prelude.starts_with('@') {
                let later = [
                    "@media print",
                    "@media (forced-colors",
                    "@media (prefers-reduced-motion",
                    "@font-face",
                    "@keyframes",
                    "@page",
                ];
                let body = if later.iter().any(|name| prelude.starts_with(name)) {
                    String::new()
                } else {
                    self.rules(body)
                };
                if body.is_empty() {
                    continue;
                }
                if last == prelude && used.ends_with('}') {
                    used.pop();
                    used += &[&body, "}"].concat();
                } else {
                    used += &[prelude, "{", &body, "}"].concat();
                }
                last = prelude;
            } else {
                let selectors: Vec<&str> = selectors(prelude)
                    .into_iter()
                    .filter(|selector| self.match_selector(selector))
                    .collect();
                if !selectors.is_empty() {
                    last = "";
                    used += &[&selectors.join(","), "{", body, "}"].concat();
                }
            }
        }
        used
    }

    /// Whether the page may have an element that `selector` matches. How its parts stand to each other
    /// is not looked at, nor what an element must not be.
    fn match_selector(&self, selector: &str) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || "-_".contains(c);
        let mut rest = selector;
        while let Some(first) = rest.chars().next() {
            let (before, name) = match first {
                '.' | '#' | ':' | '[' => (first, &rest[1..]),
                _ => (' ', rest),
            };
            let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
            let (name, after) = name.split_at(end);
            rest = after;
            let mut list = "";
            if rest.starts_with('(') {
                (list, rest) = enclosed(rest, '(', ')');
            }
            let fits = match (before, name) {
                ('.', name) => self.classes.contains(name),
                ('#', name) => self.ids.contains(name),
                ('[', name) => {
                    let (value, after) = rest.split_once(']').unwrap_or((rest, ""));
                    rest = after;
                    self.attributes.contains(name) && self.may_have(name, value)
                }
                (':', "hover" | "active" | "focus" | "focus-visible" | "focus-within") => false,
                (':', "is" | "where" | "has") => selectors(list)
                    .into_iter()
                    .any(|one| self.match_selector(one)),
                (':', _) => true,
                (_, "") => {
                    rest = &rest[first.len_utf8()..];
                    true
                }
                (_, name) => self.tags.contains(name),
            };
            if !fits {
                return false;
            }
        }
        true
    }
}

impl Names<'_> {
    /// Whether an attribute may have the value that a selector asks for, as in `="status"`. One value
    /// may follow another in time where a script sets it.
    fn may_have(&self, name: &str, value: &str) -> bool {
        let one_word = value.starts_with("=\"") && !value.contains(char::is_whitespace);
        name != "role" || !one_word || self.values.contains(&*[name, value].concat())
    }
}

/// What stands between the bracket that `text` starts with and its partner, and what follows.
fn enclosed(text: &str, open: char, close: char) -> (&str, &str) {
    let mut depth = 0_u32;
    for (index, c) in text.char_indices() {
        depth += u32::from(c == open);
        depth = depth.saturating_sub(u32::from(c == close));
        if depth == 0 {
            return (&text[1..index], &text[index + 1..]);
        }
    }
    (text, "")
}

/// The value of an attribute in an element's tag, where it is written ` name="`.
fn value_of<'a>(tag: &'a str, name: &str) -> &'a str {
    let value = tag.split_once(name).map(|(_, rest)| rest);
    value
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

/// The block that `css` starts with, with its braces.
fn block_at(css: &str) -> &str {
    let mut depth = 0_u32;
    let mut quoted = false;
    for (index, c) in css.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return &css[..=index];
                }
            }
            _ => {}
        }
    }
    css
}

/// The selectors of a list: commas within parentheses do not part them.
fn selectors(list: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    list.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    })
    .collect()
}

/// Drops comments, and the spaces and line ends that have no meaning: around braces and semicolons,
/// after commas and colons. A space before a colon has one, in `article :target`.
fn compact(source: &str) -> String {
    let mut text = String::new();
    let mut quoted = false;
    for c in super::compact::compact(source).chars() {
        quoted ^= c == '"';
        if quoted || !(c.is_whitespace() || "{}".contains(c)) {
            // 0.5 is .5, and 10.5 is not.
            if !quoted && c == '.' && is_lone_zero(&text) {
                text.pop();
            }
            text.push(c);
        } else if c.is_whitespace() {
            if !text.ends_with(['{', '}', ';', ',', ':', ' ']) {
                text.push(' ');
            }
        } else {
            if text.ends_with(' ') {
                text.pop();
            }
            if c == '}' && text.ends_with(';') {
                text.pop();
            }
            text.push(c);
        }
    }
    text
}

/// Whether a text ends in a zero that is no part of a longer number or name.
fn is_lone_zero(text: &str) -> bool {
    text.strip_suffix('0').is_some_and(|before| {
        let before = before.strip_suffix('-').unwrap_or(before);
        before.ends_with([' ', ':', '(', ',', '/'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_loses_only_spaces_without_meaning() {
        let source = "@media (width < 40rem) {\n  a :target,\n  b {\n    margin: 0 calc(1px + 0.2px) 10.5px;\n    content: \" ; 0.5\";\n  }\n}\n";
        assert_eq!(
            compact(source),
            "@media (width < 40rem){a :target,b{margin:0 calc(1px + .2px) 10.5px;content:\" ; 0.5\"}}"
        );
    }

    #[test]
    fn a_page_has_the_rules_of_its_own_elements_classes_ids_and_attributes() {
        let html = "<main id=\"main\"><p class=\"note wide\" title=\"x\">x</p><i class=\"later\" hidden></i></main>";
        for used in [
            "p{a:b}",
            "*,::before{a:b}",
            ".note::before{a:b}",
            "p.note > .wide + *{a:b}",
            "#main:not(.toast) [title=\"x\"]{a:b}",
            ":is(.toast,.note) p:nth-child(2n + 1){a:b}",
            ":root:has(.note){a:b}",
            ":root[data-theme=\"dark\"]{a:b}",
            "[title=\"y\"]{a:b}",
            "html:not([data-hydrated]) .note{a:b}",
        ] {
            assert_eq!(used_by(used, html), used);
        }
        for unused in [
            "table{a:b}",
            ".toast{a:b}",
            ".later{a:b}",
            "p.note:hover{a:b}",
            ":is(.toast,table) p{a:b}",
            ":root:has(.toast){a:b}",
            "[role=\"option\"] p{a:b}",
            "[data-hydrated] p{a:b}",
        ] {
            assert_eq!(used_by(unused, html), "", "{unused}");
        }
        assert_eq!(used_by(".note,.toast{a:b}", html), ".note{a:b}");
    }

    /// What a declaration of a size or a weight of letters may say.
    fn is_of_tokens(declaration: &str) -> bool {
        let Some((name, value)) = declaration.trim().split_once(": ") else {
            return true;
        };
        match name {
            // Nothing of the text is to be seen.
            "font-size" if value == "0" => true,
            "font-size" | "font-weight" => value.starts_with("var(--") || value == "inherit",
            // A number is the height of the lines.
            "font" => value
                .split(' ')
                .all(|word| word.starts_with("var(--") || word == "inherit"),
            _ => true,
        }
    }

    #[test]
    fn sizes_and_weights_of_letters_are_tokens() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
        for name in FILES.iter().filter(|name| **name != "tokens") {
            let path = folder.join(name).with_extension("css");
            let text = read(&path).expect("the file can be read");
            for line in text.lines() {
                let declaration = line.trim().trim_end_matches(';');
                assert!(is_of_tokens(declaration), "{name}.css: {declaration}");
            }
        }
        assert!(!is_of_tokens("font-size: 0.9rem"));
        assert!(!is_of_tokens("font: 600 var(--ui) var(--sans)"));
    }

    #[test]
    fn short_tokens_are_replaced_by_their_value_and_unused_ones_go() {
        let sheet = ":root{--a:1;--b:var(--a) 2;--c:2;--d:3;--e:4}p{x:var(--b) var(--d,4)}p{--e:5;y:var(--e)}[role=\"status\"]{a:b}[role=\"option\"]{a:b}";
        assert_eq!(
            used_by(sheet, "<p role=\"status\">"),
            ":root{--d:3;--e:4}p{x:1 2 var(--d,4)}p{--e:5;y:var(--e)}[role=\"status\"]{a:b}"
        );
        assert_eq!(
            used_by("@layer a{p{x:y}}@layer a{p{y:z}}", "<p>"),
            "@layer a{p{x:y}p{y:z}}"
        );
    }

    #[test]
    fn blocks_without_a_rule_go_and_the_order_of_layers_stays() {
        let sheet = "@layer base,parts;@layer parts{@media (width < 9rem){.gone{a:b}}p{content:\"}\"}p:hover{a:b}}@media print{p{a:b}}@font-face{a:b}";
        assert_eq!(
            used_by(sheet, "<p>"),
            "@layer base,parts;@layer parts{p{content:\"}\"}}"
        );
    }
}
