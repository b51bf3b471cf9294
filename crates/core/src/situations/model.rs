//! Answers to situations, and what they come to.

use crate::content::{SCENES, Scene};

/// From which mean on answers lean to a side, in hundredths.
const LEANS: i16 = 15;

/// From which mean on they lean there clearly.
const CLEARLY: i16 = 40;

/// From which leaning on a single answer goes to one side first.
const ONE_SIDE: i8 = 30;

/// How many answers it takes to say where somebody leans.
pub const ENOUGH: usize = 5;

/// Which of a situation’s three answers, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The one that is shown first.
    First,
    /// The one after it.
    Second,
    /// The last one.
    Third,
}

impl Choice {
    /// All three.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// Its place, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Its number on a keyboard and in a link.
    pub fn digit(self) -> char {
        match self {
            Self::First => '1',
            Self::Second => '2',
            Self::Third => '3',
        }
    }

    /// The choice with this number.
    pub fn from_digit(digit: char) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.digit() == digit)
    }
}

/// Situations that are played together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deck {
    /// The five of the front page.
    Front,
    /// All of them.
    All,
}

impl Deck {
    /// The situations with their places in [`SCENES`].
    pub fn scenes(self) -> impl Iterator<Item = (usize, &'static Scene)> {
        let has = move |(_, scene): &(usize, &Scene)| self == Self::All || scene.front;
        SCENES.iter().enumerate().filter(has)
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.scenes().count()
    }

    /// The place after this one.
    pub fn after(self, place: usize) -> Option<usize> {
        let mut places = self.scenes().map(|(place, _)| place);
        places.find(|other| *other > place)
    }

    /// The place before this one.
    pub fn before(self, place: usize) -> Option<usize> {
        let places = self.scenes().map(|(place, _)| place);
        places.take_while(|other| *other < place).last()
    }

    /// The number of a place among those of the deck, from 1.
    pub fn number(self, place: usize) -> usize {
        self.scenes()
            .take_while(|(other, _)| *other <= place)
            .count()
    }
}

/// Where answers lean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// To the system, as a technical lead does.
    System,
    /// To neither more than to the other.
    Between,
    /// To the people, as an engineering manager does.
    People,
}

impl Leaning {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Between, Self::People];

    /// Where a mean of leanings, in hundredths, leads.
    pub fn of(mean: i16) -> Self {
        if mean <= -LEANS {
            Self::System
        } else if mean >= LEANS {
            Self::People
        } else {
            Self::Between
        }
    }
}

/// How many answers go where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// To the system first.
    pub system: usize,
    /// To neither before the other.
    pub both: usize,
    /// To the people first.
    pub people: usize,
}

/// What somebody has answered, by the places of the situations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers(Vec<Option<Choice>>);

impl Default for Answers {
    fn default() -> Self {
        Self(vec![None; SCENES.len()])
    }
}

impl Answers {
    /// The answer to a situation.
    pub fn get(&self, place: usize) -> Option<Choice> {
        self.0.get(place).copied().flatten()
    }

    /// Sets an answer or takes it away. A place that there is not changes nothing.
    pub fn set(&mut self, place: usize, choice: Option<Choice>) {
        if let Some(answer) = self.0.get_mut(place) {
            *answer = choice;
        }
    }

    /// How many situations of a deck are answered.
    pub fn count(&self, deck: Deck) -> usize {
        self.leanings(deck).count()
    }

    /// The first situation of a deck that is not answered.
    pub fn first_open(&self, deck: Deck) -> Option<usize> {
        let mut places = deck.scenes().map(|(place, _)| place);
        places.find(|place| self.get(*place).is_none())
    }

    /// The mean of the leanings in hundredths, from -100 for the system to 100 for the people. `None`
    /// where nothing is answered.
    pub fn mean(&self, deck: Deck) -> Option<i16> {
        let sum: i16 = self.leanings(deck).map(|(_, leaning)| leaning).sum();
        let count = i16::try_from(self.count(deck)).ok()?;
        (count > 0).then(|| rounded(sum, count))
    }

    /// Where the answers lean. `None` where nothing is answered.
    pub fn leaning(&self, deck: Deck) -> Option<Leaning> {
        self.mean(deck).map(Leaning::of)
    }

    /// How many answers go where.
    pub fn tally(&self, deck: Deck) -> Tally {
        let mut tally = Tally::default();
        for (_, leaning) in self.leanings(deck) {
            if leaning <= -i16::from(ONE_SIDE) {
                tally.system += 1;
            } else if leaning >= i16::from(ONE_SIDE) {
                tally.people += 1;
            } else {
                tally.both += 1;
            }
        }
        tally
    }

    /// The situation whose answer leans furthest to the side that all of them lean to; between the
    /// two, the one whose answer leans least.
    pub fn heaviest(&self, deck: Deck) -> Option<usize> {
        let weight = |leaning: i16| match self.leaning(deck) {
            Some(Leaning::System) => -leaning,
            Some(Leaning::People) => leaning,
            _ => -leaning.abs(),
        };
        let mut heaviest: Option<(usize, i16)> = None;
        for (place, leaning) in self.leanings(deck) {
            let weight = weight(leaning);
            if heaviest.is_none_or(|(_, most)| weight > most) {
                heaviest = Some((place, weight));
            }
        }
        heaviest.map(|(place, _)| place)
    }

    fn leanings(&self, deck: Deck) -> impl Iterator<Item = (usize, i16)> {
        deck.scenes().filter_map(|(place, scene)| {
            let answer = scene.answers.get(self.get(place)?.index())?;
            Some((place, i16::from(answer.leaning)))
        })
    }
}

/// Halves are rounded away from 0, so that neither side is favoured.
fn rounded(sum: i16, count: i16) -> i16 {
    let half = if sum < 0 { -count } else { count };
    (2 * sum + half) / (2 * count)
}

/// What is said of a result, in the words of whoever answered.
pub fn headline(mean: i16) -> &'static str {
    match (Leaning::of(mean), mean.abs() >= CLEARLY) {
        (Leaning::System, false) => "You lean to the system.",
        (Leaning::System, true) => "You lean clearly to the system.",
        (Leaning::Between, _) => "You stand between the two.",
        (Leaning::People, false) => "You lean to the people.",
        (Leaning::People, true) => "You lean clearly to the people.",
    }
}

/// The same beside the balance, after a number: “leaning to the system”.
pub fn tendency(mean: i16) -> &'static str {
    match Leaning::of(mean) {
        Leaning::System => "leaning to the system",
        Leaning::Between => "between the two",
        Leaning::People => "leaning to the people",
    }
}

const NUMBERS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Why: how many answers go where. Nothing where nothing is answered.
pub fn reasons(tally: Tally) -> String {
    let all = tally.system + tally.both + tally.people;
    if all == 0 {
        return String::new();
    }
    let answers = if all == 1 { " answer, " } else { " answers, " };
    let mut text = ["Of your ", in_words(all), answers].concat();
    let parts = [
        (tally.system, "to the system first"),
        (tally.people, "to the people first"),
        (tally.both, "to both at once"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    for (place, (count, whither)) in parts.enumerate() {
        let verb = match (place, count) {
            (0, 1) => " goes ",
            (0, _) => " go ",
            _ => " ",
        };
        let comma = if place > 0 { ", " } else { "" };
        text += &[comma, in_words(count), verb, whither].concat();
    }
    text.push('.');
    text
}

fn in_words(number: usize) -> &'static str {
    NUMBERS.get(number).copied().unwrap_or("many")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{GUIDE_SLUGS, MILESTONES, ROWS, SITUATIONS, SKILLS};
    use crate::route::Route;

    fn answered(digits: &str) -> Answers {
        let mut answers = Answers::default();
        for (place, digit) in digits.chars().enumerate() {
            answers.set(place, Choice::from_digit(digit));
        }
        answers
    }

    /// Every way to answer the five of the front page.
    fn all_of_the_front() -> impl Iterator<Item = Answers> {
        (0..3_usize.pow(5)).map(|number| {
            let mut answers = Answers::default();
            let mut rest = number;
            for (place, _) in Deck::Front.scenes() {
                answers.set(place, Some(Choice::ALL[rest % 3]));
                rest /= 3;
            }
            answers
        })
    }

    #[test]
    fn whoever_answers_the_front_page_at_random_leans_nowhere_on_average() {
        let means: Vec<f64> = all_of_the_front()
            .filter_map(|answers| answers.mean(Deck::Front).map(f64::from))
            .collect();
        assert_eq!(means.len(), 243);
        let mean = means.iter().sum::<f64>() / 243.0 / 100.0;
        assert!(mean.abs() <= 0.02, "{mean}");
        // And is told so about as often for one side as for the other.
        let count = |side: Leaning| {
            all_of_the_front()
                .filter(|answers| answers.leaning(Deck::Front) == Some(side))
                .count()
        };
        let (system, people) = (count(Leaning::System), count(Leaning::People));
        assert!(system.abs_diff(people) <= 10, "{system} and {people}");
        assert!(count(Leaning::Between) < 243 / 2);
    }

    #[test]
    fn whoever_answers_all_at_random_leans_nowhere_on_average() {
        // A plain generator of chance: the same in every run.
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            Choice::ALL[(state >> 33) as usize % 3]
        };
        let rounds = 60_000;
        let mut sum = 0.0;
        for _ in 0..rounds {
            let mut answers = Answers::default();
            (0..SCENES.len()).for_each(|place| answers.set(place, Some(next())));
            sum += f64::from(answers.mean(Deck::All).unwrap_or_default());
        }
        let mean = sum / f64::from(rounds) / 100.0;
        assert!(mean.abs() <= 0.02, "{mean}");
    }

    #[test]
    fn whoever_always_takes_one_side_leans_clearly_there() {
        for (side, said) in [
            (-1, "You lean clearly to the system."),
            (1, "You lean clearly to the people."),
        ] {
            let mut answers = Answers::default();
            for (place, scene) in SCENES.iter().enumerate() {
                let choice = Choice::ALL
                    .into_iter()
                    .max_by_key(|choice| side * i16::from(scene.answers[choice.index()].leaning));
                answers.set(place, choice);
            }
            for deck in [Deck::Front, Deck::All] {
                assert_eq!(answers.mean(deck).map(headline), Some(said));
            }
        }
    }

    #[test]
    fn what_a_situation_names_is_there() {
        assert_eq!(SITUATIONS.len(), 12);
        for situation in SITUATIONS {
            let name = situation.id;
            assert!(ROWS.iter().any(|row| row.id == situation.row), "{name}");
            assert!(
                SKILLS.iter().any(|skill| skill.id == situation.skill),
                "{name}"
            );
            let milestone = |entry: &crate::content::Milestone| entry.id == situation.milestone;
            assert!(MILESTONES.iter().any(milestone), "{name}");
            let page = situation.guide.split('#').next().unwrap_or_default();
            assert!(
                matches!(Route::parse(page), Some(Route::Guide(_))),
                "{name}"
            );
            let cited = situation.answers.iter().flat_map(|answer| answer.sources);
            let cited = cited.chain(situation.sources);
            let cited = cited.chain(situation.case.iter().flat_map(|case| case.sources));
            assert!(
                cited.into_iter().all(|source| !source.title.is_empty()),
                "{name}"
            );
            assert!(
                situation
                    .answers
                    .iter()
                    .all(|answer| !answer.sources.is_empty())
            );
        }
        assert!(!GUIDE_SLUGS.is_empty());
    }

    #[test]
    fn the_short_table_says_the_same_as_the_long_one() {
        assert_eq!(SCENES.len(), SITUATIONS.len());
        for (scene, situation) in SCENES.iter().zip(SITUATIONS) {
            assert_eq!((scene.id, scene.front), (situation.id, situation.front));
            for (short, long) in scene.answers.iter().zip(situation.answers) {
                assert_eq!((short.id, short.leaning), (long.id, long.leaning));
            }
        }
    }

    #[test]
    fn the_mean_counts_what_is_answered() {
        assert_eq!(Answers::default().mean(Deck::All), None);
        let mut answers = Answers::default();
        answers.set(0, Some(Choice::First));
        let first = i16::from(SCENES[0].answers[0].leaning);
        assert_eq!(answers.mean(Deck::Front), Some(first));
        assert_eq!(answers.count(Deck::Front), 1);
        assert_eq!(answers.first_open(Deck::Front), Some(1));
        answers.set(0, None);
        answers.set(99, Some(Choice::First));
        assert_eq!(answers, Answers::default());
        assert_eq!((rounded(-5, 2), rounded(5, 2), rounded(4, 3)), (-3, 3, 1));
    }

    #[test]
    fn a_deck_is_walked_in_both_directions() {
        let places: Vec<usize> = Deck::Front.scenes().map(|(place, _)| place).collect();
        assert_eq!(places.len(), 5);
        assert_eq!(Deck::Front.after(places[0]), Some(places[1]));
        assert_eq!(Deck::Front.before(places[1]), Some(places[0]));
        assert_eq!(Deck::Front.before(places[0]), None);
        assert_eq!(Deck::Front.after(places[4]), None);
        assert_eq!(Deck::Front.number(places[4]), 5);
        assert_eq!(Deck::All.count(), 12);
    }

    #[test]
    fn the_reasons_count_and_the_heaviest_answer_is_named() {
        let answers = answered("11321");
        let tally = answers.tally(Deck::Front);
        assert_eq!((tally.system, tally.people, tally.both), (3, 1, 1));
        assert_eq!(
            reasons(tally),
            "Of your five answers, three go to the system first, one to the people first, one to both at once."
        );
        let one = Tally {
            people: 1,
            ..Tally::default()
        };
        assert_eq!(
            reasons(one),
            "Of your one answer, one goes to the people first."
        );
        assert_eq!(reasons(Tally::default()), "");
        assert_eq!(answers.leaning(Deck::Front), Some(Leaning::System));
        assert_eq!(answers.heaviest(Deck::Front), Some(0));
        assert_eq!(Answers::default().heaviest(Deck::All), None);
    }

    #[test]
    fn the_answer_that_is_named_leans_furthest_and_of_two_alike_is_the_first() {
        for answers in all_of_the_front() {
            let named = answers.heaviest(Deck::Front).expect("all are answered");
            let weight = |place: usize| {
                let choice = answers.get(place).expect("it is answered");
                let leaning = i16::from(SCENES[place].answers[choice.index()].leaning);
                match answers.leaning(Deck::Front) {
                    Some(Leaning::System) => -leaning,
                    Some(Leaning::People) => leaning,
                    _ => -leaning.abs(),
                }
            };
            for (place, _) in Deck::Front.scenes() {
                let least = weight(place) + i16::from(place < named);
                assert!(weight(named) >= least, "{answers:?}");
            }
        }
    }
}
