//! The rule `risk-untreated`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk above the acceptance criterion has no treatment.
    ///
    /// Clause 6.1.3 asks for a choice: change the risk, keep it knowingly, avoid it or share it. A risk above the criterion that nobody decided on is the first thing that an auditor reads in a register.
    ///
    /// Choose with the risk owner what is done and write it as `treatment:`. To live with the risk is a choice too: `options: [retain]`, with the owner's acceptance.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    "risk-untreated" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let levels = risk.levels;
    let above = |reading| levels.is_above(reading) == Some(true);
    let (reading, field) = if above(&levels.inherent) {
        (&levels.inherent, "inherent")
    } else {
        (&levels.current, "stated.current")
    };
    if risk.treatment().is_some() || !above(reading) {
        return None;
    }
    let message = format!(
        "{} is {}, above the criterion {}, and has no treatment",
        risk.name(),
        risk.level_of(reading),
        risk.criterion()
    );
    let finding = risk.finding(RULE.info.name, field, message);
    Some(
        risk.show_criterion(finding)
            .help("Choose with the risk owner what is done, and write it as `treatment:`."),
    )
}
