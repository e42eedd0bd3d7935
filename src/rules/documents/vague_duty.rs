//! The rule `vague-duty`.

use crate::rules::policies;
use crate::rules::rule::{Case, OFF, levels, rule};
use crate::rules::texts::search_prose;
use crate::text::diagnostic::Diagnostic;
use std::ops::Range;

rule! {
    /// A policy asks for something in words that everybody may read otherwise.
    ///
    /// "Appropriate", "as needed", "regularly", "timely" leave to each reader what has to be done. Nobody can
    /// be said to have broken such a rule, and an auditor asks of each of them: who decides that, and when did
    /// they? Whether a text is better with a number or a name, only its author knows; therefore this rule is
    /// off.
    ///
    /// Ask for it with `--select vague-duty`, or set `vague-duty = "info"` below `[rules]` in isms.toml. Then
    /// say who, what, how often and by when, or delete the word: it seldom carries anything.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// ---
    /// Rights are reviewed regularly, and removed in a timely manner where possible.
    /// #                   ^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// ---
    /// Line managers review the rights of their people each March and September; what is not needed is
    /// removed within two days.
    /// ```
    "vague-duty" in "documents",
    clauses ["7.5.2"],
    levels levels(OFF, OFF, OFF),
    fix false,
    check Some(check);
}

/// Words and phrases that leave open what is to be done; of two that overlap the longer stands first.
const VAGUE: &[&str] = &[
    "as soon as possible",
    "in a timely manner",
    "if and when necessary",
    "from time to time",
    "where appropriate",
    "as appropriate",
    "if appropriate",
    "where applicable",
    "where practicable",
    "wherever possible",
    "where possible",
    "if possible",
    "where necessary",
    "as necessary",
    "if necessary",
    "as needed",
    "if needed",
    "when needed",
    "as required",
    "best effort",
    "best efforts",
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "occasionally",
    "periodic",
    "periodically",
    "promptly",
    "reasonable",
    "reasonably",
    "regular",
    "regularly",
    "sufficient",
    "sufficiently",
    "suitable",
    "suitably",
    "timely",
];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    policies::in_force(case)
        .flat_map(|policy| {
            let hits = search_prose(policy.document, &vague).into_iter();
            hits.map(move |hit| {
                let message = format!("“{}” leaves open what is to be done", hit.word);
                let finding = hit.finding(RULE.info.name, policy.document, message);
                finding.help("Say who, what, how often and by when, or delete the word.")
            })
        })
        .collect()
}

/// The vague words of a text, none inside another.
fn vague(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = Vec::new();
    for phrase in VAGUE {
        for (start, _) in lower.match_indices(phrase) {
            let end = start + phrase.len();
            let free = found
                .iter()
                .all(|known| end <= known.start || known.end <= start);
            if free && stands_alone(&lower, &(start..end)) {
                found.push(start..end);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether no letter or hyphen goes on before or behind a range.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '-';
    !text[..range.start].ends_with(goes_on) && !text[range.end..].starts_with(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        vague(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn the_longest_phrase_is_told_once() {
        assert_eq!(
            found("Where appropriate, and as soon as possible, in a timely manner."),
            [
                "Where appropriate",
                "as soon as possible",
                "in a timely manner"
            ]
        );
    }

    #[test]
    fn words_that_only_contain_one_are_left_alone() {
        assert!(
            found("inappropriate, irregularly, untimely, insufficient, regular-expression")
                .is_empty()
        );
    }
}
