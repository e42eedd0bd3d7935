//! The last line of a check: how many findings of each weight, and everything that was not shown.

use crate::analysis::findings::Findings;
use crate::text::diagnostic::Diagnostic;

/// `2 errors, 1 info in 214 documents (1 suppressed, 3 baselined; 1 document could not be judged)`, with
/// what is hidden only where there is some; without findings, what was checked and as of when, so that
/// silence is never mistaken for more.
pub fn tally(findings: &Findings) -> String {
    let documents = count(findings.summary.documents, "document");
    let hidden = hidden(findings);
    let weights = weights(&findings.diagnostics);
    if weights.is_empty() {
        let (as_of, stage) = (findings.as_of, findings.stage);
        return format!("No findings in {documents} as of {as_of} at stage {stage}{hidden}");
    }
    format!("{weights} in {documents}{hidden}")
}

/// `2 errors, 1 info`; empty without findings.
pub fn weights<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut numbers = [0; 3];
    for finding in findings {
        numbers[finding.severity as usize] += 1;
    }
    let names = ["info", "warning", "error"];
    let each = names.into_iter().zip(numbers).rev();
    let told = each.filter(|(_, number)| *number > 0);
    let told: Vec<String> = told.map(|(name, number)| count(number, name)).collect();
    told.join(", ")
}

/// The line below the tally: how many findings the tool can mend itself. Empty when it can none.
pub fn closing(findings: &Findings) -> String {
    match findings.fixable() {
        (0, 0) => String::new(),
        (safe, 0) => format!("{safe} can be mended by `isms fix`\n"),
        (0, more) => format!("{more} can be mended by `isms fix --unsafe`\n"),
        (safe, more) => {
            format!("{safe} can be mended by `isms fix`, {more} more by `isms fix --unsafe`\n")
        }
    }
}

/// What no finding shows: silenced findings and what could not be judged.
fn hidden(findings: &Findings) -> String {
    let summary = &findings.summary;
    let silenced = [
        (summary.suppressed, "suppressed"),
        (summary.baselined, "baselined"),
    ];
    let silenced = silenced.into_iter().filter(|(number, _)| *number > 0);
    let silenced: Vec<String> = silenced
        .map(|(number, how)| format!("{number} {how}"))
        .collect();
    let mut parts = vec![silenced.join(", ")];
    if summary.not_judged > 0 {
        let documents = count(summary.not_judged, "document");
        parts.push(format!("{documents} could not be judged"));
    }
    parts.retain(|part| !part.is_empty());
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join("; ")),
    }
}

/// `1 error`, `2 errors`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
