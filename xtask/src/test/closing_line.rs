//! Reading the line with which a test runner closes: `test result: ok. 12 passed; 0 failed; ...`.

use std::iter::Sum;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |total, more| Self {
            passed: total.passed + more.passed,
            failed: total.failed + more.failed,
        })
    }
}

/// The counts, if the line closes a run of tests.
///
/// cargo's own harness and the runner for WebAssembly agree on the words, not on what stands around
/// them, so only these are looked for: `test result:`, and numbers before `passed` and `failed`.
pub(super) fn closing_line(line: &str) -> Option<Counts> {
    let line = without_colours(line);
    let (_, result) = line.split_once("test result:")?;
    Some(Counts {
        passed: number_before(result, "passed")?,
        failed: number_before(result, "failed")?,
    })
}

fn number_before(text: &str, word: &str) -> Option<u64> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word && pair[0].parse::<u64>().is_ok())
        .and_then(|pair| pair[0].parse().ok())
}

/// Takes out the escape sequences that colour a terminal.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = escape
            .split_once(|c: char| c.is_ascii_alphabetic())
            .map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Option<Counts> {
        Some(Counts { passed, failed })
    }

    #[test]
    fn closing_lines_are_read_in_every_form() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.02s",
                counts(12, 0),
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 1 ignored",
                counts(3, 2),
            ),
            (
                "test result: \u{1b}[31mFAILED\u{1b}[0m. 3 passed; 2 failed; 1 ignored",
                counts(3, 2),
            ),
            (
                "    test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out",
                counts(7, 0),
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(closing_line(line), expected, "{line}");
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "running 12 tests",
            "test store::tests::two_passed ... ok",
            "12 passed, 0 failed",
            "test result: unknown",
            "",
        ] {
            assert_eq!(closing_line(line), None, "{line}");
        }
    }

    #[test]
    fn counts_of_several_programs_add_up() {
        let total: Counts = [counts(1, 0), counts(20, 3)].into_iter().flatten().sum();
        assert_eq!(Some(total), counts(21, 3));
    }
}
