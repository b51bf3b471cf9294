//! Positions in a list as strings, so that moving one item rewrites that item alone.
//!
//! A rank is a fraction between 0 and 1, written in base 26 with the letters a to z and no `a` at
//! the end; ranks sort as strings. Between two different ranks there is always another one
//! (known as fractional indexing).

const FIRST: u8 = b'a';
const LAST: u8 = b'z';
const MIDDLE: u8 = b'n';

/// A rank between `low` and `high`; an empty `low` is the start of the list, an empty `high` its end.
///
/// Where `low` is not before `high`, as it can be in damaged data, the result is after `low`.
pub fn between(low: &str, high: &str) -> String {
    let high = if high.is_empty() || low < high {
        high
    } else {
        ""
    };
    let mut rank = String::new();
    let mut low_digits = low.bytes();
    let mut high_digits = high.bytes();
    // Once the result is smaller than `high`, `high` no longer bounds what follows.
    let mut bounded = !high.is_empty();
    loop {
        let low_digit = low_digits.next().map_or(FIRST, in_range);
        // Damaged data can have a `high` with nothing below it, such as `a`: then it is no bound.
        let next = high_digits.next().filter(|_| bounded);
        let high_digit = next.map_or(LAST + 1, in_range);
        if high_digit > low_digit + 1 {
            rank.push(char::from(low_digit + (high_digit - low_digit) / 2));
            return rank;
        }
        rank.push(char::from(low_digit));
        if high_digit > low_digit {
            bounded = false;
        }
    }
}

/// `count` ranks in order, evenly spread.
pub fn spread(count: usize) -> Vec<String> {
    let mut digits = 1;
    let mut places = 25_usize;
    while places <= count {
        digits += 1;
        places *= 26;
    }
    (1..=count)
        .map(|index| {
            let mut number = index * places.max(count + 1) / (count + 1);
            let mut rank = vec![MIDDLE; digits];
            for digit in rank.iter_mut().rev() {
                *digit = FIRST + (number % 26) as u8;
                number /= 26;
            }
            // A rank never ends in the lowest digit: there would be nothing before it.
            rank.push(MIDDLE);
            rank.into_iter().map(char::from).collect()
        })
        .collect()
}

fn in_range(digit: u8) -> u8 {
    digit.clamp(FIRST, LAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_lies_between_its_neighbours() {
        for (low, high) in [
            ("", ""),
            ("n", ""),
            ("", "n"),
            ("a", "b"),
            ("n", "nn"),
            ("", "aan"),
            ("az", "b"),
            ("zz", ""),
        ] {
            let rank = between(low, high);
            assert!(low < rank.as_str(), "{low} < {rank}");
            assert!(high.is_empty() || rank.as_str() < high, "{rank} < {high}");
            assert!(!rank.ends_with('a'), "{rank} leaves room before it");
        }
    }

    #[test]
    fn ranks_out_of_order_still_give_one() {
        assert!(between("x", "b").as_str() > "x");
        assert!(between("b", "b").as_str() > "b");
    }

    #[test]
    fn a_rank_is_found_where_nothing_fits() {
        for (low, high) in [("", "a"), ("n", "na"), ("n", "naa"), ("", "A")] {
            assert!(between(low, high).as_str() > low, "{low:?} and {high:?}");
        }
    }

    #[test]
    fn spread_ranks_are_in_order_and_leave_room() {
        for count in [0, 1, 2, 24, 25, 26, 31, 700] {
            let ranks = spread(count);
            assert_eq!(ranks.len(), count);
            for pair in ranks.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?} of {count}");
                let middle = between(&pair[0], &pair[1]);
                assert!(pair[0] < middle && middle < pair[1]);
            }
        }
    }
}
