//! The rule `evidence-file-missing`.

use crate::model::document::Whole;
use crate::model::evidence::Evidence;
use crate::rules::outside::leads_out;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss::Guesses;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The file of a record is not there, or cannot be read.
    ///
    /// An auditor who follows the link from a control finds nothing. Often the file was renamed,
    /// was never added, or only its pointer of Git LFS was fetched; the message says what stands in
    /// the way.
    ///
    /// Correct the path (it goes from the root of the repository, with `/`), add the file, or point
    /// to where the record is kept with `url`.
    ///
    /// `isms fix --unsafe` writes the path of a file of the same name, or of a name that is near.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.xls
    /// #     ^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// collected: 2026-10-05
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.csv
    /// collected: 2026-10-05
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    "evidence-file-missing" in "evidence",
    clauses ["7.5.3", "9.1"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut guesses = Guesses::default();
    let evidence = case.model.all::<Evidence>();
    evidence
        .filter_map(|evidence| judge(case, evidence, &mut guesses))
        .collect()
}

fn judge(
    case: Case<'_>,
    evidence: Whole<'_, Evidence>,
    guesses: &mut Guesses,
) -> Option<Diagnostic> {
    let path = evidence.data.file.as_deref()?;
    let facts = case.files.get(path)?;
    let message = match (&facts.refused, facts.size) {
        (Some(why), _) if leads_out(why) => return None,
        (Some(why), _) => format!("the file of {} cannot be used: {why}", evidence.doc_id()),
        (None, None) => format!(
            "there is no file `{path}`, which {} names",
            evidence.doc_id()
        ),
        (None, Some(_)) => return None,
    };
    let finding = evidence.finding(RULE.info.name, "file", message);
    let finding = finding.help("Correct the path, or add the file.");
    let guess = facts.refused.is_none() && guesses.allows(case.paths.count());
    let meant = guess.then(|| case.paths.meant(path)).flatten();
    Some(match meant {
        Some(meant) => {
            let document = evidence.document;
            let edits = document.rewritten(document.place_of("file"), meant);
            finding.fix_by(format!("write `{meant}`"), false, edits)
        }
        None => finding,
    })
}
