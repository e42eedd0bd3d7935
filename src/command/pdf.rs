//! PDF on the command line, as far as this build has it: one report, or all that was rendered.

use super::session::Session;
use crate::report::audience::Audience;
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// Files by path, and texts of policies by id, as an audience gets them.
#[cfg_attr(
    not(feature = "pdf"),
    expect(dead_code, reason = "only PDF is made of it")
)]
pub(super) struct Texts<'a> {
    /// What was rendered.
    pub(super) files: &'a BTreeMap<String, Vec<u8>>,
    /// The texts of policies.
    pub(super) policies: &'a BTreeMap<String, String>,
}

/// The name of the format.
pub(super) const NAME: &str = "pdf";

/// Whether this build can write it.
pub(super) const BUILT: bool = cfg!(feature = "pdf");

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
    if !["soa", "rtp"].contains(&report) {
        bail!(
            "the report `{report}` has no PDF; soa and rtp have one, and `isms render --pdf` writes each policy as one too"
        );
    }
    Ok(())
}

/// A report as PDF.
#[cfg(feature = "pdf")]
pub(super) fn report(session: &Session, json: &Value) -> Result<Vec<u8>> {
    made::report(session, json, label(Audience::Internal))
}

/// A report as PDF, which this build does not have.
#[cfg(not(feature = "pdf"))]
pub(super) fn report(_: &Session, _: &Value) -> Result<Vec<u8>> {
    built()?;
    Ok(Vec::new())
}

/// The Statement of Applicability, the treatment plan and each policy among rendered files as PDF, by path.
/// What an audience does not get is not in those files, and so in no PDF.
#[cfg(feature = "pdf")]
pub(super) fn beside(
    session: &Session,
    rendered: &Texts<'_>,
    audience: Audience,
) -> Result<BTreeMap<String, Vec<u8>>> {
    made::beside(session, rendered, label(audience))
}

/// The same, which this build cannot make.
#[cfg(not(feature = "pdf"))]
pub(super) fn beside(_: &Session, _: &Texts<'_>, _: Audience) -> Result<BTreeMap<String, Vec<u8>>> {
    built()?;
    Ok(BTreeMap::new())
}

/// What stands as classification on pages that bear none of their own.
#[cfg(feature = "pdf")]
fn label(audience: Audience) -> &'static str {
    match audience {
        Audience::Customer => "for customers",
        Audience::Auditor => "for auditors",
        Audience::Internal => "internal",
    }
}

#[cfg(feature = "pdf")]
mod made {
    use super::{Session, Texts};
    use crate::output::field::rows;
    use crate::output::pdf;
    use crate::output::place;
    use crate::output::policy::Policy;
    use crate::output::view::About;
    use anyhow::{Context, Result, anyhow};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn about(session: &Session, report: &Value) -> About {
        About::of(report, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix)
    }

    fn told(subject: &str, wrong: &str) -> anyhow::Error {
        anyhow!("{subject} cannot be written as accessible and archivable PDF: {wrong}")
    }

    pub(super) fn report(session: &Session, json: &Value, label: &str) -> Result<Vec<u8>> {
        let name = json["report"].as_str().unwrap_or_default();
        pdf::report(json, &about(session, json), label).map_err(|wrong| told(name, &wrong))
    }

    pub(super) fn beside(
        session: &Session,
        rendered: &Texts<'_>,
        label: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>> {
        let mut files = BTreeMap::new();
        for name in pdf::REPORTS {
            if let Some(json) = read(rendered.files, name)? {
                files.insert(format!("{name}.pdf"), report(session, &json, label)?);
            }
        }
        let Some(register) = read(rendered.files, "policies")? else {
            return Ok(files);
        };
        let about = about(session, &register);
        for row in rows(&register) {
            // That the register names it does not mean that its text is for this audience.
            let Some(policy) = policy(rendered, row, &register["header"]["names"]) else {
                continue;
            };
            let path = place::path("policy", &policy.id);
            let bytes = pdf::policy(&policy, &about, label)
                .map_err(|wrong| told(&format!("policy {}", policy.id), &wrong))?;
            files.insert(format!("{path}.pdf"), bytes);
        }
        Ok(files)
    }

    /// A report that was rendered; `None` when it was not.
    fn read(rendered: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<Option<Value>> {
        let json = rendered.get(&format!("{name}.json"));
        json.map(|bytes| serde_json::from_slice(bytes))
            .transpose()
            .context("internal error: our own JSON can be read")
    }

    /// The policy of a row, with its text as the audience reads it; `None` when there is none.
    fn policy(rendered: &Texts<'_>, row: &Value, names: &Value) -> Option<Policy> {
        Policy::new(row, names, rendered.policies.get(row["id"].as_str()?)?)
    }
}
