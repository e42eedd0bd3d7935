//! The rule `competence-expired`.

use crate::rules::competences::of_people_here;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A competence counted until a day that has passed.
    ///
    /// Some knowledge ages, and some certificates run out. After the last day the organisation no longer
    /// knows that whoever does the work can do it (clause 7.2 b).
    ///
    /// Renew it and write the new `on` and `until`, with the new evidence. If it is no longer needed, delete
    /// the document: history keeps it. Of people who have left it is not asked.
    ///
    /// ```yaml wrong
    /// kind: competence
    /// id: auditing
    /// title: Auditing of management systems
    /// person: bob
    /// on: 2023-06-20
    /// until: 2026-06-19
    /// #      ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: person
    /// id: tom
    /// name: Tom Low
    /// left: 2026-06-30
    /// ---
    /// kind: competence
    /// id: toms-auditing
    /// title: Auditing of management systems
    /// person: tom
    /// until: 2026-08-31
    /// ---
    /// kind: competence
    /// id: auditing
    /// title: Auditing of management systems
    /// person: bob
    /// on: 2026-06-02
    /// until: 2029-06-19
    /// ```
    "competence-expired" in "support",
    clauses ["7.2"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let competences = of_people_here(case);
    competences
        .filter_map(|competence| {
            let data = competence.data;
            let until = data.until.filter(|until| *until < case.as_of)?;
            let message = format!("the competence “{}” was valid until {until}", data.title);
            let finding = competence.finding(RULE.info.name, "until", message);
            Some(
                finding.help(
                    "Renew it and write the new days, or delete it if nobody needs it any more.",
                ),
            )
        })
        .collect()
}
