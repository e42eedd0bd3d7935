//! The rule `training-not-completed`.

use crate::model::common::Outcome;
use crate::model::document::Whole;
use crate::model::training::Training;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::rules::trainings::{of_all, of_people};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Somebody has not completed a training.
    ///
    /// To see who was not there is what the records are for: clause 7.3 speaks of everybody who works under
    /// the organisation's control, and incidents begin with those who missed it. Only the latest round of a
    /// population is looked at, and of a person whatever came after a fail.
    ///
    /// Let them catch up, then raise `completed` or add a round with `result: pass`.
    ///
    /// ```yaml wrong
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// records:
    ///   - {on: 2025-10-01, population: 20, completed: 20}
    ///   - {on: 2026-10-01, population: 24, completed: 21}
    /// #                                               ^^
    ///   - {on: 2026-10-01, person: bob, result: fail}
    /// #                                         ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// records:
    ///   - {on: 2025-10-01, population: 20, completed: 18}
    ///   - {on: 2026-10-01, population: 24, completed: 24}
    ///   - {on: 2026-10-01, person: bob, result: fail}
    ///   - {on: 2026-10-08, person: bob, result: pass}
    /// ```
    "training-not-completed" in "support",
    clauses ["7.2", "7.3", "A.6.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let trainings = case.model.all::<Training>();
    trainings
        .flat_map(|training| {
            let mut found = people(case, training);
            found.extend(population(case, training));
            found
        })
        .collect()
}

fn population(case: Case<'_>, training: Whole<'_, Training>) -> Option<Diagnostic> {
    let (at, record) = of_all(case, training.data)?;
    let (all, completed) = (record.population?, record.completed?);
    if !(0..all).contains(&completed) {
        return None;
    }
    let message = format!(
        "{completed} of {all} people completed the training “{}” of {}",
        training.data.title, record.on
    );
    let field = format!("records[{at}].completed");
    let finding = training.finding(RULE.info.name, &field, message);
    Some(finding.help("Let the others catch up, and write how many have completed it then."))
}

fn people(case: Case<'_>, training: Whole<'_, Training>) -> Vec<Diagnostic> {
    let rounds = of_people(case, training.data).into_iter();
    let failed = rounds.filter(|(_, record)| record.result == Some(Outcome::Fail));
    failed
        .map(|(at, record)| {
            let person = record.person.as_ref().map_or("", |person| person.id());
            let message = format!(
                "{person} failed the training “{}” on {}",
                training.data.title, record.on
            );
            let field = format!("records[{at}].result");
            let finding = training.finding(RULE.info.name, &field, message);
            finding.help("Let the person repeat it, and add a round with `result: pass`.")
        })
        .collect()
}
