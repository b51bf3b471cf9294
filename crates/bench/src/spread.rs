//! Several times of the same thing.

/// Median and worst, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Of an even number of times the slower one, so that no figure is made up.
    pub median: f64,
    /// The longest.
    pub worst: f64,
}

impl Spread {
    /// The spread of these times; zero of none.
    pub fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self {
            median: times.get(times.len() / 2).copied().unwrap_or_default(),
            worst: times.last().copied().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_worst_are_of_the_same_times() {
        let spread = Spread::of(vec![9.0, 1.0, 3.0]);
        assert_eq!((spread.median, spread.worst), (3.0, 9.0));
        assert_eq!(Spread::of(Vec::new()), Spread::default());
    }
}
