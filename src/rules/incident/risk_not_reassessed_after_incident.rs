//! The rule `risk-not-reassessed-after-incident`.

use crate::assess::life::is_over;
use crate::model::document::{Also, Whole};
use crate::model::incident::{Incident, Severity};
use crate::model::risk::Risk;
use crate::rules::incidents::{closed, name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk came true badly, and has not been assessed since.
    ///
    /// Risks are assessed again when something significant happens (clause 8.2), and a grave incident is
    /// exactly that: it says how likely the risk was and what it costs. The rule looks at closed incidents of
    /// severity high or critical and at the risks that they name.
    ///
    /// Assess the risk in the light of the incident, and write the day in `assessed`, even if nothing else
    /// changes.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen on the way
    /// assessed: 2026-01-15
    /// #         ^^^^^^^^^^
    /// inherent: {likelihood: 2, impact: 3}
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// severity: high
    /// risks: [R-1]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen on the way
    /// assessed: 2026-03-12
    /// inherent: {likelihood: 3, impact: 3}
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// severity: high
    /// risks: [R-1]
    /// ```
    "risk-not-reassessed-after-incident" in "incident",
    clauses ["8.2", "A.5.27"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let grave = closed(case).filter(|(it, _)| it.data.severity >= Some(Severity::High));
    grave
        .flat_map(|(incident, _)| judge(case, incident))
        .collect()
}

fn judge(case: Case<'_>, incident: Whole<'_, Incident>) -> Vec<Diagnostic> {
    let Some(detected) = incident.data.detected.map(|moment| moment.day()) else {
        return Vec::new();
    };
    let risks = incident.data.risks.iter();
    let risks = risks.filter_map(|risk| case.model.get::<Risk>(risk.id()));
    let living = risks.filter(|risk| !is_over(risk.document, case.as_of));
    living
        .filter_map(|risk| {
            let assessed = risk.data.assessed.filter(|day| *day < detected)?;
            let message = format!(
                "{} “{}” was last assessed on {assessed}, before {} of {detected}",
                risk.doc_id(),
                risk.data.title,
                name(incident)
            );
            let finding = risk.finding(RULE.info.name, "assessed", message);
            let finding = finding.also(incident.document, "risks", "the incident names it");
            Some(finding.help("Assess the risk anew, and write the day in `assessed`."))
        })
        .collect()
}
