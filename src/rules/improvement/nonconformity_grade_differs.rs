//! The rule `nonconformity-grade-differs`.

use crate::model::audit::{Audit, FindingType};
use crate::model::document::{Also, Whole};
use crate::model::nonconformity::{Grade, Nonconformity};
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity has another grade than the finding of the audit that it comes from.
    ///
    /// A major nonconformity has other deadlines and other consequences than a minor one, with a
    /// certification body up to the loss of the certificate. Two documents that grade the same thing
    /// differently make a reader doubt both.
    ///
    /// Correct the one that is wrong. The grade that the auditor gave stands, unless they have agreed
    /// to change it.
    ///
    /// `isms fix --unsafe` writes the grade of the auditor.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// findings:
    ///   - {id: f1, type: major, requirement: A.8.5, statement: Shared accounts on all servers}
    /// ---
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// source: audit-2026-1/f1
    /// grade: minor
    /// #      ^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// findings:
    ///   - {id: f1, type: major, requirement: A.8.5, statement: Shared accounts on all servers}
    /// ---
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// source: audit-2026-1/f1
    /// grade: major
    /// ```
    "nonconformity-grade-differs" in "improvement",
    clauses ["10.2", "9.2.2"],
    levels levels(WARNING, WARNING, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Nonconformity>();
    all.filter_map(|it| judge(case, it)).collect()
}

fn judge(case: Case<'_>, it: Whole<'_, Nonconformity>) -> Option<Diagnostic> {
    let (grade, source) = (it.data.grade?, it.data.source.as_ref()?);
    let (audit, finding) = source.id().split_once('/')?;
    let audit = case.model.get::<Audit>(audit)?;
    let findings = &audit.data.findings;
    let at = findings.iter().position(|found| *found.id.0 == *finding)?;
    let given = match findings[at].finding_type {
        FindingType::Major => Grade::Major,
        FindingType::Minor => Grade::Minor,
        FindingType::Observation | FindingType::Opportunity => return None,
    };
    if given == grade {
        return None;
    }
    let (is, was) = (word(grade), word(given));
    let message = format!(
        "{} is graded {is}, but its source {source} is graded {was}",
        name(it.document)
    );
    let finding = it.finding(RULE.info.name, "grade", message);
    let field = format!("findings[{at}].type");
    let finding = finding.also(audit.document, &field, format!("graded {was} here"));
    let place = it.document.place_of("grade");
    let edits = it.document.rewritten(place, was);
    let finding = finding.help("Correct the grade that is wrong; that of the auditor stands.");
    Some(finding.fix_by(format!("write `{was}`"), false, edits))
}

fn word(grade: Grade) -> &'static str {
    match grade {
        Grade::Major => "major",
        Grade::Minor => "minor",
    }
}
