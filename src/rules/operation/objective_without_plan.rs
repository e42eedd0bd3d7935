//! The rule `objective-without-plan`.

use crate::model::document::Whole;
use crate::model::objective::Objective;
use crate::rules::lacking::lacking;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
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
    let objectives = case.model.all::<Objective>();
    let open = objectives.filter(|objective| !objective.data.is_judged());
    open.filter_map(judge).collect()
}

fn judge(objective: Whole<'_, Objective>) -> Option<Diagnostic> {
    let data = objective.data;
    let lacking = lacking(&[
        ("actions", !data.actions.is_empty(), "what is done"),
        (
            "resources",
            data.resources.is_some(),
            "with which resources",
        ),
        ("owner", data.owner.is_some(), "who answers for it"),
        ("due", data.due.is_some(), "by when"),
        (
            "evaluation",
            data.evaluation.is_some(),
            "how the result is judged",
        ),
    ])?;
    let (id, title) = (objective.doc_id(), &data.title);
    let message = format!("{id} “{title}” does not say {}", lacking.words);
    let finding = objective.finding(RULE.info.name, lacking.first, message);
    Some(finding.help(format!("Add {}.", lacking.fields)))
}
