//! The last line of a check: how many findings of each weight, and everything that was not shown.

use crate::analysis::findings::Findings;

/// `2 errors, 1 info in 214 documents (1 suppressed, 0 baselined; 1 document could not be judged)`;
/// without findings, what was checked and as of when, so that silence is never mistaken for more.
pub fn tally(findings: &Findings) -> String {
    let summary = &findings.summary;
    let hidden = hidden(findings);
    let documents = count(summary.documents, "document");
    let weights = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.infos, "info"),
    ];
    let parts: Vec<String> = weights
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| count(number, name))
        .collect();
    if parts.is_empty() {
        let (as_of, stage) = (findings.as_of, findings.stage);
        return format!("No findings in {documents} as of {as_of} at stage {stage} {hidden}");
    }
    format!("{} in {documents} {hidden}", parts.join(", "))
}

/// What no finding shows: silenced findings and what could not be judged.
fn hidden(findings: &Findings) -> String {
    let summary = &findings.summary;
    let silenced = format!(
        "{} suppressed, {} baselined",
        summary.suppressed, summary.baselined
    );
    match summary.not_judged {
        0 => format!("({silenced})"),
        number => format!(
            "({silenced}; {} could not be judged)",
            count(number, "document")
        ),
    }
}

/// `1 error`, `2 errors`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
