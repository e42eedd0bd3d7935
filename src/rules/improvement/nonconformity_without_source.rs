//! The rule `nonconformity-without-source`.

use crate::model::nonconformity::Nonconformity;
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity does not say where it came to light.
    ///
    /// The source leads an auditor from the finding to what was done about it and back (clause 10.2).
    /// Where nonconformities come from also says how well the organisation looks at itself: one that
    /// learns of them from customers alone does not.
    ///
    /// Name in `source` the finding of an audit as `audit/finding`, an incident, a test of a control as
    /// `control/test`, or write `complaint` or `observation`.
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
    /// source: complaint
    /// ```
    "nonconformity-without-source" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "source",
    says: "does not say where it came to light",
    help: "Add `source`: `audit/finding`, an incident, `control/test`, `complaint` or `observation`.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Nonconformity>(case, RULE.info.name, &LACK, |it| it.source.is_none())
}
