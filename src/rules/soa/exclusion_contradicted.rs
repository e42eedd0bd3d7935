//! The rule `exclusion-contradicted`.

use crate::assess::applicability::witnesses;
use crate::model::catalog::{ANNEX_A, Contradiction};
use crate::model::document::{Also, Document};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{excluded, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control is excluded although the rest of the ISMS holds a fact that speaks against it.
    ///
    /// Rules for secure coding left out by a company that writes software, or door locks left out by one
    /// with an office: an auditor who has read the inventory sees it at once, and asks what else in the
    /// Statement of Applicability was decided without looking (clause 6.1.3 c and d).
    ///
    /// Make the control applicable, with the status that is true; when somebody else performs it, name
    /// them in `operated_by`. Correct the asset, site or supplier if that is what is wrong. If the
    /// exclusion stands in spite of the fact, say why in its reason and allow this finding there until a
    /// date.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: shop
    /// title: Web shop
    /// type: software
    /// origin: own
    /// ---
    /// kind: control
    /// id: A.8.28
    /// applicable: false
    /// #           ^^^^^
    /// exclusion: {by: jane, on: 2026-03-01, reason: We write hardly any code.}
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: shop
    /// title: Web shop
    /// type: software
    /// origin: bought
    /// ---
    /// kind: control
    /// id: A.8.28
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-03-01, reason: We write no code; the shop is bought.}
    /// ```
    "exclusion-contradicted" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// How many documents are shown beside a finding; the others are counted.
const SHOWN: usize = 3;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &ANNEX_A.contradictions {
        let names = |id: &str| entry.controls.iter().any(|control| **control == *id);
        let mut concerned = excluded(case).filter(|(row, _)| names(&row.id)).peekable();
        if concerned.peek().is_none() {
            continue;
        }
        let witnesses = witnesses(case.model, entry.when, case.as_of);
        if witnesses.is_empty() {
            continue;
        }
        found.extend(
            concerned.map(|(row, control)| report(&name(row), control.document, entry, &witnesses)),
        );
    }
    found
}

fn report(
    name: &str,
    control: &Document,
    entry: &Contradiction,
    witnesses: &[&Document],
) -> Diagnostic {
    let more = match witnesses.len() {
        0..=SHOWN => String::new(),
        all => format!(", with {} more", all - SHOWN),
    };
    let shown: Vec<&str> = witnesses.iter().take(SHOWN).map(|it| it.title()).collect();
    let says = &entry.says;
    let message = format!(
        "{name} is excluded, but {says} ({}{more})",
        shown.join(", ")
    );
    let mut finding = control.finding(RULE.info.name, "applicable", message).help(
        "Make it applicable (`operated_by` if somebody else performs it), or correct what speaks against the exclusion.",
    );
    for witness in witnesses.iter().take(SHOWN) {
        finding = finding.also(witness, "", format!("{says}: {}", witness.title()));
    }
    finding
}
