//! Style and scripts without what only their authors read.

/// Drops comments of their own lines, indentation and empty lines of CSS and JavaScript.
pub(super) fn compact(source: &str) -> String {
    let mut text = String::new();
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            text += line;
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_dropped_and_nothing_else() {
        let source = "/* one */\n/*\n two\n*/\na {\n  color: red; /* kept */\n}\n\n// three\nlet x = '//';\n";
        assert_eq!(
            compact(source),
            "a {\ncolor: red; /* kept */\n}\nlet x = '//';\n"
        );
    }
}
