//! Three-way merging of JSON objects, field by field.

use super::Json;

/// Whose value stays where both sides have changed one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// That of this tab: an edit that is made now.
    Mine,
    /// That of the other: this write has waited, and what is there was written later.
    Theirs,
}

/// `theirs` with what `mine` has changed since `base`.
pub fn merge_fields(base: &Json, mine: &Json, theirs: &Json, wins: Side) -> Json {
    let mut merged = theirs.clone();
    let names = base
        .keys()
        .chain(mine.keys().filter(|name| !base.contains_key(*name)));
    for name in names {
        let (old, new, there) = (base.get(name), mine.get(name), theirs.get(name));
        let both_changed = there != old;
        if new == old || (both_changed && wins == Side::Theirs) {
            continue;
        }
        match new {
            Some(value) => _ = merged.insert(name.clone(), value.clone()),
            None => _ = merged.remove(name),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn merged(base: Value, mine: Value, theirs: Value, wins: Side) -> Value {
        let [base, mine, theirs] = [base, mine, theirs].map(|value| match value {
            Value::Object(json) => json,
            other => panic!("{other} is no object"),
        });
        Value::Object(merge_fields(&base, &mine, &theirs, wins))
    }

    #[test]
    fn a_field_that_one_side_changed_keeps_that_change() {
        for wins in [Side::Mine, Side::Theirs] {
            let found = merged(
                json!({ "a": 1, "b": 1, "gone": 1, "cut": 1 }),
                json!({ "a": 2, "b": 1, "cut": 1, "new": 1 }),
                json!({ "a": 1, "b": 3, "gone": 1, "theirs": 1 }),
                wins,
            );
            assert_eq!(found, json!({ "a": 2, "b": 3, "new": 1, "theirs": 1 }));
        }
    }

    #[test]
    fn where_both_changed_a_field_the_winner_keeps_it() {
        let merge = |wins| {
            merged(
                json!({ "a": 1 }),
                json!({ "a": 2 }),
                json!({ "a": 3 }),
                wins,
            )
        };
        assert_eq!(merge(Side::Mine), json!({ "a": 2 }));
        assert_eq!(merge(Side::Theirs), json!({ "a": 3 }));
    }
}
