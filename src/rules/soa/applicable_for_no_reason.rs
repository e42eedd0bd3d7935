//! The rule `applicable-for-no-reason`.

use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control is applicable, but nothing in the ISMS gives a reason for it.
    ///
    /// The Statement of Applicability justifies inclusions as well as exclusions (clause 6.1.3 d). Reasons
    /// are derived from the risks that the control treats, the obligations and expectations that name it,
    /// and clauses of the standard; here there is none, so the cell would be empty.
    ///
    /// Name the control in the treatment of the risk that it reduces, or in the obligation that asks for
    /// it. If it is there for neither, give `reasons: [business]` or `[best-practice]`, best with a
    /// `justification`. If nobody can say what it is for, ask whether it is needed.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// #           ^^^^
    /// status: implemented
    /// implementation: A copy of the database is taken every night.
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// implementation: A copy of the database is taken every night.
    /// reasons: [business]
    /// justification: Orders of the last three days exist nowhere else.
    /// ```
    "applicable-for-no-reason" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    applicable(case)
        .filter(|(row, _)| row.reasons.is_empty() && !row.written)
        .filter(|(row, _)| !case.model.may_be_mentioned(&row.id))
        .map(|(row, control)| {
            let message = format!(
                "{} is applicable, but no risk, obligation, party or clause needs it and no reason is written",
                name(row)
            );
            let relying = living(case).find(|risk| risk.relies_on(&row.id));
            let help = match relying {
                Some(risk) => format!(
                    "A stated reading of {} relies on it: name it in the `controls` of its treatment.",
                    risk.risk.doc_id()
                ),
                None => "Name it where it is needed, or write `reasons: [business]` or `[best-practice]`.".to_owned(),
            };
            control
                .finding(RULE.info.name, "applicable", message)
                .help(help)
        })
        .collect()
}
