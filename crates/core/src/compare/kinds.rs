//! Which kind of technical lead's job an advert or an offer describes: what fits best and why, what
//! comes next and by how much, and what is worth asking.

use crate::content::{JOB_KINDS, JOB_QUESTIONS, JobKind, JobQuestion};

/// How many questions have to be answered.
pub const ENOUGH: usize = 3;

/// How many points two kinds may be apart to be called alike.
const ALIKE: u32 = 1;

/// How many reasons are given.
const REASONS: usize = 3;

/// For each of [`JOB_QUESTIONS`] the answer, as its place among the question's answers. `None` where
/// the advert does not say.
pub type JobAnswers = Vec<Option<usize>>;

/// No question answered.
pub fn unanswered() -> JobAnswers {
    vec![None; JOB_QUESTIONS.len()]
}

/// An answer that counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The question.
    pub question: &'static JobQuestion,
    /// What was answered.
    pub answer: &'static str,
}

/// Where a job belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The kind that fits best.
    pub best: &'static JobKind,
    /// The next one, and how many points it is behind. `None` where no other kind has any.
    pub next: Option<(&'static JobKind, u32)>,
    /// The answers that speak most for the best kind and against the next one; up to three.
    pub reasons: Vec<Reason>,
    /// What is not answered yet, first what tells the best kind from the next one.
    pub ask: Vec<&'static JobQuestion>,
}

impl Placement {
    /// Whether the two best kinds are so close that the job lies between them.
    pub fn is_between(&self) -> bool {
        self.next.is_some_and(|(_, behind)| behind <= ALIKE)
    }
}

/// The title of a kind, which begins with its article, within a sentence.
pub fn in_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// How many answers are missing until a job can be placed.
pub fn missing(answers: &[Option<usize>]) -> usize {
    ENOUGH.saturating_sub(answers.iter().flatten().count())
}

/// Places a job. `None` where too little is answered, or nothing that tells kinds apart.
pub fn place(answers: &[Option<usize>]) -> Option<Placement> {
    if missing(answers) > 0 {
        return None;
    }
    let points: Vec<u32> = (0..JOB_KINDS.len())
        .map(|kind| answered(answers).map(|(_, _, fits)| fit(fits, kind)).sum())
        .collect();
    let mut order: Vec<usize> = Vec::new();
    for kind in (0..points.len()).filter(|kind| points[*kind] > 0) {
        let place = order.partition_point(|there| points[*there] >= points[kind]);
        order.insert(place, kind);
    }
    let best = *order.first()?;
    let next = order.get(1).copied();
    let next_fit = |fits: &[u8]| next.map_or(0, |next| fit(fits, next));

    let mut reasons: Vec<(u32, u32, Reason)> = Vec::new();
    for (question, answer, fits) in answered(answers) {
        let for_best = fit(fits, best);
        if for_best > 0 {
            let weight = (for_best + 9).saturating_sub(next_fit(fits));
            let place = reasons.partition_point(|(w, f, _)| (*w, *f) >= (weight, for_best));
            reasons.insert(place, (weight, for_best, Reason { question, answer }));
        }
    }
    reasons.truncate(REASONS);

    let mut ask: Vec<(u32, &JobQuestion)> = Vec::new();
    for (question, answer) in JOB_QUESTIONS.iter().zip(answers) {
        if answer.is_none() {
            let apart = question.answers.iter();
            let apart = apart.map(|answer| fit(answer.fits, best).abs_diff(next_fit(answer.fits)));
            let apart = apart.max().unwrap_or(0);
            let place = ask.partition_point(|(there, _)| *there >= apart);
            ask.insert(place, (apart, question));
        }
    }
    Some(Placement {
        best: &JOB_KINDS[best],
        next: next.map(|next| (&JOB_KINDS[next], points[best] - points[next])),
        reasons: reasons.into_iter().map(|(_, _, reason)| reason).collect(),
        ask: ask.into_iter().map(|(_, question)| question).collect(),
    })
}

/// The answered questions, each with its answer and how well that fits the kinds.
fn answered(
    answers: &[Option<usize>],
) -> impl Iterator<Item = (&'static JobQuestion, &'static str, &'static [u8])> {
    JOB_QUESTIONS
        .iter()
        .zip(answers)
        .filter_map(|(question, answer)| {
            let answer = question.answers.get((*answer)?)?;
            Some((question, answer.text, answer.fits))
        })
}

fn fit(fits: &[u8], kind: usize) -> u32 {
    fits.get(kind).copied().map_or(0, u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers by the ids of their questions.
    fn answers(given: &[(&str, usize)]) -> JobAnswers {
        let answer = |question: &JobQuestion| {
            let found = given.iter().find(|(id, _)| *id == question.id);
            found.map(|(_, answer)| *answer)
        };
        JOB_QUESTIONS.iter().map(answer).collect()
    }

    fn best(given: &[(&str, usize)]) -> (&'static str, bool) {
        let placed = place(&answers(given)).expect("enough is answered");
        (placed.best.id, placed.is_between())
    }

    /// All ways of answering every question.
    fn fillings() -> Vec<JobAnswers> {
        JOB_QUESTIONS
            .iter()
            .fold(vec![Vec::new()], |fillings, question| {
                let longer = |filling: &JobAnswers| {
                    let filling = filling.clone();
                    let places = 0..question.answers.len();
                    places.map(move |answer| [filling.as_slice(), &[Some(answer)]].concat())
                };
                fillings.iter().flat_map(longer).collect()
            })
    }

    #[test]
    fn every_kind_can_be_the_only_answer_and_none_swallows_the_others() {
        let fillings = fillings();
        let mut alone = vec![0_usize; JOB_KINDS.len()];
        for filling in &fillings {
            let placed = place(filling).expect("all is answered");
            if !placed.is_between() {
                let kind = JOB_KINDS.iter().position(|kind| kind == placed.best);
                alone[kind.expect("it is one of them")] += 1;
            }
        }
        for (kind, count) in JOB_KINDS.iter().zip(&alone) {
            assert!(*count > 0, "{} is never the answer: {alone:?}", kind.id);
            assert!(count * 2 < fillings.len(), "{}: {alone:?}", kind.id);
        }
    }

    #[test]
    fn reports_beside_code_are_both_jobs_and_reports_without_code_are_a_managers() {
        let both = [
            ("title", 0),
            ("reports", 0),
            ("coding", 1),
            ("last-word", 0),
        ];
        assert_eq!(best(&both), ("player-manager", false));
        let manager = [
            ("title", 0),
            ("reports", 0),
            ("coding", 2),
            ("last-word", 2),
        ];
        assert_eq!(best(&manager), ("manager", false));
    }

    #[test]
    fn too_few_answers_place_nothing() {
        assert_eq!(place(&unanswered()), None);
        let two = answers(&[("title", 0), ("coding", 0)]);
        assert_eq!((missing(&two), place(&two)), (1, None));
    }

    #[test]
    fn a_placement_says_why_how_close_and_what_to_ask() {
        let placed = place(&answers(&[("title", 1), ("failure", 0), ("dates", 0)]));
        let placed = placed.expect("three are answered");
        assert_eq!(placed.best.id, "project-lead");
        assert_eq!(placed.reasons.len(), 3);
        assert_eq!(placed.reasons[0].question.id, "dates");
        let (next, behind) = placed.next.expect("others have points, too");
        assert!(next.id != placed.best.id && behind > 1, "{behind}");
        let asked: Vec<&str> = placed.ask.iter().map(|question| question.id).collect();
        assert_eq!(asked.len(), JOB_QUESTIONS.len() - 3);
        assert!(!asked.contains(&"dates"), "{asked:?}");
    }

    #[test]
    fn all_answered_leaves_nothing_to_ask() {
        let all = vec![Some(0); JOB_QUESTIONS.len()];
        assert_eq!(
            place(&all).expect("all is answered").ask,
            [] as [&JobQuestion; 0]
        );
    }

    #[test]
    fn an_answer_that_is_not_there_counts_nothing() {
        let mut wrong = vec![Some(99); JOB_QUESTIONS.len()];
        assert_eq!(place(&wrong), None);
        wrong.push(Some(1));
        assert_eq!(place(&wrong), None);
    }
}
