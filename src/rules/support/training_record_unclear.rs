//! The rule `training-record-unclear`.

use crate::model::training::{Training, TrainingRecord};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A round of a training does not say plainly who took part.
    ///
    /// A round is either that of one person, or that of a population with the number of those who completed
    /// it; the second keeps names out of the repository. A record that says neither, both, or more people
    /// than there were, shows nothing (clause 7.2 d).
    ///
    /// Write `person` and `result`, or `population` and `completed`.
    ///
    /// ```yaml wrong
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// records:
    ///   - {on: 2026-10-01}
    /// #        ^^^^^^^^^^
    ///   - {on: 2026-10-02, person: bob, population: 24, completed: 24}
    /// #                            ^^^
    ///   - {on: 2026-10-03, population: 24, completed: 25}
    /// #                                               ^^
    ///   - {on: 2026-10-04, person: bob, completed: 1}
    /// #                                            ^
    ///   - {on: 2026-10-05, population: -1, completed: 0}
    /// #                                ^^
    ///   - {on: 2026-10-06, population: 24}
    /// #                                ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// records:
    ///   - {on: 2026-10-01, person: bob, result: pass}
    ///   - {on: 2026-10-02, population: 24, completed: 22}
    /// ```
    "training-record-unclear" in "support",
    clauses ["7.2", "7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for training in case.model.all::<Training>() {
        for (at, record) in training.data.records.iter().enumerate() {
            let Some((key, defect)) = defect(record) else {
                continue;
            };
            let title = &training.data.title;
            let message = format!("the round of {} of “{title}” {defect}", record.on);
            let field = format!("records[{at}].{key}");
            let finding = training.finding(RULE.info.name, &field, message);
            found.push(
                finding.help("Write `person` and `result`, or `population` and `completed`."),
            );
        }
    }
    found
}

/// What is unclear about a round, with the key that shows it.
fn defect(record: &TrainingRecord) -> Option<(&'static str, String)> {
    let defect = match (&record.person, record.population, record.completed) {
        (_, Some(number), _) if number < 0 => {
            ("population", format!("has the population {number}"))
        }
        (_, _, Some(number)) if number < 0 => ("completed", format!("was completed by {number}")),
        (Some(person), Some(_), _) => ("person", format!("names {person} and a population")),
        (_, None, Some(_)) => (
            "completed",
            "counts who completed it, but of no population".to_owned(),
        ),
        (None, None, None) => (
            "person",
            "names neither a person nor a population".to_owned(),
        ),
        (None, Some(_), None) => (
            "population",
            "does not say how many of the population completed it".to_owned(),
        ),
        (None, Some(all), Some(number)) if number > all => (
            "completed",
            format!("was completed by {number} of {all} people"),
        ),
        _ => return None,
    };
    Some(defect)
}
