//! The rule `audit-without-conclusion`.

use crate::model::audit::Audit;
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit was held and does not say what it concludes.
    ///
    /// An audit says whether the ISMS conforms and is effectively carried out and kept up (clause
    /// 9.2.1). A list of findings without a conclusion leaves that to the reader, and the management
    /// review needs it (clause 9.3.2 d).
    ///
    /// Write the overall result in `conclusion`, in two or three sentences, also when there is no
    /// finding.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// #   ^^^^^^^^^^^^
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// conclusion: Conforms but for one minor nonconformity; access reviews have got better.
    /// ```
    "audit-without-conclusion" in "audit",
    clauses ["9.2.1", "9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "conclusion",
    says: "was held and does not say what it concludes",
    help: "Write in `conclusion` whether what was looked at conforms and works.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Audit>(case, RULE.info.name, &LACK, |audit| {
        audit.is_held(case.as_of) && audit.conclusion.is_none()
    })
}
