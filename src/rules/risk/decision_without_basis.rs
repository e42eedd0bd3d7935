//! The rule `decision-without-basis`.

use crate::assess::decision::{Judged, State, What};
use crate::assess::life::is_over;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A decision does not record what it was based on, so it can never go stale.
    ///
    /// The basis is a digest of what was decided on. With it, a change that the decision did not see is found by itself. Without it, the decision holds whatever happens to the risk, the policy or the method, and only a reader of the history would notice.
    ///
    /// Look whether the decision still fits what stands there now; if so, write the basis that the finding names.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   approval: {by: jane, on: 2026-05-06}
    /// #                ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   approval:
    ///     by: jane
    ///     on: 2026-05-06
    ///     basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// ```
    "decision-without-basis" in "risk",
    clauses ["6.1.3", "7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decisions = case.assessment.decisions.iter();
    let held = decisions.filter(|judged| judged.state == State::Valid);
    held.filter(|judged| judged.recorded.is_none())
        .filter(|judged| !is_over(&case.model.documents[judged.document], case.as_of))
        .map(|judged| report(case, judged))
        .collect()
}

fn report(case: Case<'_>, judged: &Judged) -> Diagnostic {
    let document = &case.model.documents[judged.document];
    let (what, subject) = (words(judged.what), document.subject());
    let message = format!("{what} of {subject} does not record what it was based on");
    document
        .finding(RULE.info.name, &format!("{}.basis", judged.field), message)
        .help(format!(
            "If it still fits what stands there now, add `basis: {}`.",
            judged.basis
        ))
}

fn words(what: What) -> &'static str {
    match what {
        What::Plan => "the approval of the treatment",
        What::Acceptance => "the acceptance",
        What::Endorsement => "the endorsement",
        What::Policy | What::Whole => "the approval",
        What::Exclusion => "the exclusion",
        What::Soa | What::Rtp => "the signature",
    }
}
