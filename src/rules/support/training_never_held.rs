//! The rule `training-never-held`.

use crate::model::training::Training;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A training has never been held.
    ///
    /// A plan to train people shows good will; clauses 7.2 and 7.3 ask for people who know. The auditor asks
    /// for the list of those who were there.
    ///
    /// Hold it and add the day to `records`, with the person, or with the population and how many completed
    /// it.
    ///
    /// ```yaml wrong
    /// kind: training
    /// id: awareness
    /// #   ^^^^^^^^^
    /// title: Information security for everybody
    /// every: 12m
    /// ```
    ///
    /// ```yaml right
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// every: 12m
    /// records:
    ///   - {on: 2026-10-01, population: 24, completed: 24}
    /// ```
    "training-never-held" in "support",
    clauses ["7.2", "7.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let trainings = case.model.all::<Training>();
    let never = trainings.filter(|training| training.data.last(case.as_of).is_none());
    never
        .map(|training| {
            let message = format!("the training “{}” has never been held", training.data.title);
            let finding = training.finding(RULE.info.name, "records", message);
            finding.help("Hold it, and add the round to `records`.")
        })
        .collect()
}
