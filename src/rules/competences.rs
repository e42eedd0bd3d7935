//! Competences that are asked for.

use super::rule::Case;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::competence::Competence;
use crate::model::document::Whole;

/// All competences but those of people who have left, of whom none is asked any more.
pub(super) fn of_people_here(case: Case<'_>) -> impl Iterator<Item = Whole<'_, Competence>> {
    let all = case.model.all::<Competence>();
    all.filter(move |competence| {
        let person = competence.data.person.as_ref();
        let person = person.and_then(|person| case.model.find(Kind::Person, person.id()));
        !person.is_some_and(|person| is_over(person, case.as_of))
    })
}
