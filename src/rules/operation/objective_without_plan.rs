//! The rule `objective-without-plan`.

use crate::model::objective::{Objective, ObjectiveStatus};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An objective lacks a part of the plan to reach it.
    ///
    /// Clause 6.2 wants five things planned for each objective: what is done, with which resources, who
    /// answers for it, until when, and how the result is judged. An objective without them is a wish.
    ///
    /// Add the parts that the finding names: `actions`, `resources`, `owner`, `due`, `evaluation`.
    ///
    /// ```yaml wrong
    /// kind: objective
    /// id: awareness
    /// #   ^^^^^^^^^
    /// title: Everybody trained each year
    /// not_measurable: There is no list of who came.
    /// owner: head-of-it
    /// due: 2027-06-30
    /// ```
    ///
    /// ```yaml right
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// not_measurable: There is no list of who came.
    /// owner: head-of-it
    /// due: 2027-06-30
    /// actions:
    ///   - {id: awareness-1, title: Record a lesson of half an hour, owner: jane, due: 2027-03-31, status: open}
    /// resources: Two days of Jane
    /// evaluation: Ten people asked at random know how to report an incident.
    /// ```
    "objective-without-plan" in "operation",
    clauses ["6.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for objective in case.model.all::<Objective>() {
        let data = objective.data;
        let judged = matches!(
            data.status,
            Some(ObjectiveStatus::Met | ObjectiveStatus::Missed)
        );
        if judged {
            continue;
        }
        let parts = [
            ("actions", data.actions.is_empty(), "what is done"),
            (
                "resources",
                data.resources.is_none(),
                "with which resources",
            ),
            ("owner", data.owner.is_none(), "who answers for it"),
            ("due", data.due.is_none(), "by when"),
            (
                "evaluation",
                data.evaluation.is_none(),
                "how the result is judged",
            ),
        ];
        let missing: Vec<_> = parts.iter().filter(|(_, missing, _)| *missing).collect();
        let Some((first, ..)) = missing.first() else {
            continue;
        };
        let words: Vec<String> = missing
            .iter()
            .map(|(.., words)| (*words).to_owned())
            .collect();
        let keys: Vec<String> = missing.iter().map(|(key, ..)| format!("`{key}`")).collect();
        let message = format!(
            "{} {} does not say {}",
            objective.doc_id(),
            data.title,
            listed(&words)
        );
        let finding = objective.finding(RULE.info.name, first, message);
        found.push(finding.help(format!("Add {}.", listed(&keys))));
    }
    found
}
