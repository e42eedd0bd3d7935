//! The rule `nonconformity-without-similar-cases`.

use crate::model::nonconformity::Nonconformity;
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has looked whether a nonconformity exists, or could happen, elsewhere.
    ///
    /// Clause 10.2 b asks for it explicitly, beside the cause: what went wrong in one team may go wrong
    /// in the next. It is the step that is left out most often.
    ///
    /// Look, and write in `similar_cases` where you looked and what you found, also when that is
    /// nothing.
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
    /// similar_cases: All other servers were searched; one more shared account was found and closed.
    /// ```
    "nonconformity-without-similar-cases" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "similar_cases",
    says: "does not say whether there are similar cases",
    help: "Add `similar_cases`: where you looked, and what you found.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Nonconformity>(case, RULE.info.name, &LACK, |it| it.similar_cases.is_none())
}
