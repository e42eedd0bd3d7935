//! PDF on the command line, as far as this build has it: one report, or all that lies beside rendered pages.

use super::session::Session;
use crate::output::field::rows;
use crate::output::place;
use crate::output::policy::Policy;
use crate::output::view::About;
use crate::report::audience::Audience;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// What PDFs are made of, as an audience gets it.
pub(super) struct Texts<'a> {
    /// Reports as JSON.
    pub(super) reports: &'a [Value],
    /// The texts of policies, by id.
    pub(super) policies: &'a BTreeMap<String, String>,
}

/// The name of the format.
pub(super) const NAME: &str = "pdf";

/// Whether this build can write it.
pub(super) const BUILT: bool = cfg!(feature = "pdf");

/// The reports that have one.
const REPORTS: [&str; 2] = ["soa", "rtp"];

/// Refuses in a build that has none.
pub(super) fn built() -> Result<()> {
    if !BUILT {
        bail!("this build has no PDF; install a release, or build with `--features pdf`");
    }
    Ok(())
}

/// Refuses what this build, or PDF at all, cannot do, before anything is read.
pub(super) fn check(report: &str) -> Result<()> {
    built()?;
    if !REPORTS.contains(&report) {
        bail!(
            "the report `{report}` has no PDF; soa and rtp have one, and `isms render --pdf` writes each policy as one too"
        );
    }
    Ok(())
}

/// A report as PDF.
pub(super) fn report(session: &Session, json: &Value, audience: Audience) -> Result<Vec<u8>> {
    built()?;
    let made = made::report(json, &about(session, json), label(audience))?;
    made.context("internal error: this build has PDF")
}

/// The Statement of Applicability, the treatment plan and each policy as PDF, by path; `None` for each when
/// this build cannot make them. What an audience does not get is not in those texts, and so in no PDF.
pub(super) fn beside(
    session: &Session,
    texts: &Texts<'_>,
    audience: Audience,
) -> Result<BTreeMap<String, Option<Vec<u8>>>> {
    let mut files = BTreeMap::new();
    let label = label(audience);
    for name in REPORTS {
        if let Some(json) = texts.report(name) {
            let made = made::report(json, &about(session, json), label)?;
            files.insert(format!("{name}.pdf"), made);
        }
    }
    let Some(register) = texts.report("policies") else {
        return Ok(files);
    };
    let about = about(session, register);
    for row in rows(register) {
        // That the register names it does not mean that its text is for this audience.
        let Some(policy) = texts.policy(row, &register["header"]["names"]) else {
            continue;
        };
        let path = place::path("policy", &policy.id);
        files.insert(format!("{path}.pdf"), made::policy(&policy, &about, label)?);
    }
    Ok(files)
}

impl Texts<'_> {
    fn report(&self, name: &str) -> Option<&Value> {
        let mut reports = self.reports.iter();
        reports.find(|report| report["report"] == name)
    }

    /// The policy of a row, with its text as the audience reads it; `None` when there is none.
    fn policy(&self, row: &Value, names: &Value) -> Option<Policy> {
        Policy::new(row, names, self.policies.get(row["id"].as_str()?)?)
    }
}

fn about(session: &Session, report: &Value) -> About {
    About::of(report, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix)
}

/// What stands as classification on pages that bear none of their own.
fn label(audience: Audience) -> &'static str {
    match audience {
        Audience::Customer => "for customers",
        Audience::Auditor => "for auditors",
        Audience::Internal => "internal",
    }
}

/// The bytes, in a build that can make them.
#[cfg(feature = "pdf")]
mod made {
    use crate::output::pdf;
    use crate::output::policy::Policy;
    use crate::output::view::About;
    use anyhow::{Result, anyhow};
    use serde_json::Value;

    fn told(subject: &str, wrong: &str) -> anyhow::Error {
        anyhow!("{subject} cannot be written as accessible and archivable PDF: {wrong}")
    }

    pub(super) fn report(json: &Value, about: &About, label: &str) -> Result<Option<Vec<u8>>> {
        let name = json["report"].as_str().unwrap_or_default();
        let made = pdf::report(json, about, label);
        made.map(Some).map_err(|wrong| told(name, &wrong))
    }

    pub(super) fn policy(policy: &Policy, about: &About, label: &str) -> Result<Option<Vec<u8>>> {
        let made = pdf::policy(policy, about, label);
        made.map(Some)
            .map_err(|wrong| told(&format!("policy {}", policy.id), &wrong))
    }
}

/// No bytes, in a build that cannot make them.
#[cfg(not(feature = "pdf"))]
mod made {
    use crate::output::policy::Policy;
    use crate::output::view::About;
    use anyhow::Result;
    use serde_json::Value;

    pub(super) fn report(_: &Value, _: &About, _: &str) -> Result<Option<Vec<u8>>> {
        Ok(None)
    }

    pub(super) fn policy(_: &Policy, _: &About, _: &str) -> Result<Option<Vec<u8>>> {
        Ok(None)
    }
}
