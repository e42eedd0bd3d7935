//! The rule `training-overdue`.

use crate::model::document::Whole;
use crate::model::scalar::{Date, Period};
use crate::model::training::Training;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::trainings::{Round, of_all, of_people};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A training was not repeated in its time.
    ///
    /// What was heard once fades, and new people come. The interval is the organisation's own, and clause 7.3
    /// is judged by whether it was kept. Where rounds are recorded for each person, each is counted; a round
    /// of a whole population counts for everybody.
    ///
    /// Hold the next round and add it to `records`, or change `every` to what is realistic. A day due is
    /// still in time, and who has left is not counted.
    ///
    /// ```yaml wrong
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// every: 12m
    /// #      ^^^
    /// records:
    ///   - {on: 2025-10-01, population: 24, completed: 24}
    /// ---
    /// kind: training
    /// id: fire-drill
    /// title: Emergency shutdown
    /// every: 12m
    /// records:
    ///   - {on: 2025-05-01, person: bob, result: pass}
    /// #                            ^^^
    ///   - {on: 2026-05-01, person: jane, result: pass}
    /// ```
    ///
    /// ```yaml right
    /// kind: person
    /// id: tom
    /// name: Tom Low
    /// left: 2026-06-30
    /// ---
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// every: 12m
    /// records:
    ///   - {on: 2025-10-01, person: bob, result: pass}
    ///   - {on: 2025-11-20, population: 24, completed: 24}
    /// ---
    /// kind: training
    /// id: fire-drill
    /// title: Emergency shutdown
    /// every: 12m
    /// records:
    ///   - {on: 2025-05-01, person: tom, result: pass}
    ///   - {on: 2026-05-01, person: jane, result: pass}
    /// ```
    "training-overdue" in "support",
    clauses ["7.2", "7.3", "A.6.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let trainings = case.model.all::<Training>();
    trainings
        .flat_map(|training| judge(case, training).unwrap_or_default())
        .collect()
}

fn judge(case: Case<'_>, training: Whole<'_, Training>) -> Option<Vec<Diagnostic>> {
    let every = training.data.every?;
    let last = training.data.last(case.as_of)?;
    let is_late = |last: Date| every.after(last) < case.as_of;
    if is_late(last) {
        let message = format!(
            "the training “{}” was due on {}: it is held every {every}, last on {last}",
            training.data.title,
            every.after(last)
        );
        let finding = training.finding(RULE.info.name, "every", message);
        return Some(vec![
            finding.help("Hold it and add the round to `records`."),
        ]);
    }
    let all = of_all(case, training.data).map(|(_, record)| record.on);
    let people = of_people(case, training.data).into_iter();
    let late =
        people.filter(|(_, record)| is_late(all.map_or(record.on, |all| all.max(record.on))));
    Some(
        late.map(|round| of_person(training, every, round))
            .collect(),
    )
}

fn of_person(training: Whole<'_, Training>, every: Period, (at, record): Round<'_>) -> Diagnostic {
    let person = record.person.as_ref().map_or("", |person| person.id());
    let message = format!(
        "the training “{}” was due for {person} on {}: it is held every {every}, last on {}",
        training.data.title,
        every.after(record.on),
        record.on
    );
    let field = format!("records[{at}].person");
    let finding = training.finding(RULE.info.name, &field, message);
    finding.help("Train the person and add the round to `records`.")
}
