//! The rule `no-awareness-training`.

use crate::assess::decision::INFORMATION_SECURITY_POLICY;
use crate::model::Kind;
use crate::model::training::Training;
use crate::rules::absence::{absent, may_be_unread};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No training explains the information security policy.
    ///
    /// Everybody who works under the organisation's control is aware of the policy, of what they contribute
    /// and of what follows when they do not (clause 7.3). An auditor asks this of people in the corridor, and
    /// then asks how they are told.
    ///
    /// Add a `training` for everybody, with `covers: [information-security-policy]`, and repeat it.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ---
    /// kind: training
    /// id: forensics-course
    /// title: Taking evidence from systems
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/information-security-policy.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// ---
    /// We protect what is entrusted to us.
    /// # file: isms/training.yaml
    /// kind: training
    /// id: awareness
    /// title: Information security for everybody
    /// covers: [information-security-policy]
    /// ```
    "no-awareness-training" in "support",
    clauses ["7.3", "A.6.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut trainings = case.model.all::<Training>();
    let covered = trainings.any(|training| {
        let mut covers = training.data.covers.iter();
        covers.any(|policy| policy.id() == INFORMATION_SECURITY_POLICY)
    });
    if covered || may_be_unread(case.model, Kind::Training) {
        return Vec::new();
    }
    let message = format!("no training covers `{INFORMATION_SECURITY_POLICY}`");
    let finding = absent(case, RULE.info.name, message).subject("training");
    vec![finding.help("Add a `training` for everybody that names the policy in `covers`.")]
}
