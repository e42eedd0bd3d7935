//! The rule `nonconformity-without-cause`.

use crate::model::nonconformity::Nonconformity;
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The cause of a nonconformity is not determined.
    ///
    /// Without the cause an action treats the symptom, and the next audit finds the same again (clause
    /// 10.2 b). At Stage 2 auditors reject corrective actions for this more than for anything else.
    ///
    /// Ask why until the answer is something that the organisation can change, and write it in `cause`.
    /// "Human error" is the beginning of the question, not the answer.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// #   ^^^^
    /// title: Shared accounts
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// cause: The checklist for joiners does not know the accounts of the build server.
    /// ```
    "nonconformity-without-cause" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "cause",
    says: "does not say why it happened",
    help: "Determine the cause with those who do the work, and add `cause`.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Nonconformity>(case, RULE.info.name, &LACK, |it| it.cause.is_none())
}
