//! The rule `audit-without-scope`.

use crate::model::audit::{Audit, AuditType};
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit names neither a clause nor a control that it looks at.
    ///
    /// Each audit has its scope and its criteria (clause 9.2.2 a). Without a scope nobody can tell what
    /// was looked at, so the audit counts for no clause and no control, and whether the auditor was
    /// independent of them cannot be judged.
    ///
    /// List in `scope` the `clauses` and the `controls`. A clause stands for all below it: `"8"` for
    /// 8.1, 8.2 and 8.3. Audits of suppliers need none.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// #   ^^^^^^^^^^^^
    /// title: Internal audit of 2026
    /// type: internal
    /// planned: 2026-12-01
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// planned: 2026-12-01
    /// scope: {clauses: ["6", "8"], controls: [A.8.24]}
    /// ```
    "audit-without-scope" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "scope",
    says: "names neither a clause nor a control in its scope",
    help: "List in `scope` the `clauses` and the `controls` that it looks at.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Audit>(case, RULE.info.name, &LACK, |audit| {
        let scope = audit.scope.as_ref();
        let empty = scope.is_none_or(|it| it.clauses.is_empty() && it.controls.is_empty());
        empty && audit.audit_type != AuditType::Supplier
    })
}
