//! The rule `nonconformity-without-correction`.

use crate::model::nonconformity::Nonconformity;
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity does not say what was done about it at once.
    ///
    /// The first step is to react: to control it, to correct it, and to deal with what followed (clause
    /// 10.2 a). A corrective action that prevents the next case does not mend this one.
    ///
    /// Write in `correction` what was done and when; if nothing could be corrected, say why.
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
    /// correction: The two accounts were closed on 16 September and personal ones given out.
    /// ```
    "nonconformity-without-correction" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "correction",
    says: "does not say what was done about it at once",
    help: "Add `correction`: what was done to control and correct it.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Nonconformity>(case, RULE.info.name, &LACK, |it| it.correction.is_none())
}
