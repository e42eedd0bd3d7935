//! Signatures under what the tool computes: the Statement of Applicability and the risk treatment plan.

use super::absence;
use super::rule::Case;
use crate::assess::decision::{Authorised, Judged, State, What};
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::sign_off::{SignOff, Subject};
use crate::text::diagnostic::Diagnostic;

/// Something that is signed.
#[derive(Clone, Copy)]
pub(crate) struct Signed {
    /// What the document of the signature says is signed.
    pub(crate) subject: Subject,
    /// How decisions on it are judged.
    pub(crate) what: What,
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its name on the command line.
    pub(crate) verb: &'static str,
}

/// The Statement of Applicability.
pub(crate) const SOA: Signed = Signed {
    subject: Subject::Soa,
    what: What::Soa,
    name: "the Statement of Applicability",
    verb: "soa",
};

/// The risk treatment plan.
pub(crate) const RTP: Signed = Signed {
    subject: Subject::Rtp,
    what: What::Rtp,
    name: "the risk treatment plan",
    verb: "rtp",
};

/// Says that nobody has signed, unless something that could not be read may say so.
pub(crate) fn missing(case: Case<'_>, rule: &'static str, signed: Signed) -> Vec<Diagnostic> {
    let sign_offs = case.model.all::<SignOff>();
    let documents: Vec<&Document> = sign_offs
        .filter(|sign_off| sign_off.data.subject == signed.subject)
        .map(|sign_off| sign_off.document)
        .collect();
    let judged: Vec<(&Document, &Judged)> =
        case.assessment.decided(case.model, signed.what).collect();
    let stands = |judged: &Judged| match judged.state {
        State::Valid | State::Stale => true,
        State::Expired => false,
        State::None => matches!(judged.authorised, Authorised::No(_)),
    };
    if judged.iter().any(|(_, judged)| stands(judged)) {
        return Vec::new();
    }
    let help = format!("Have it signed: `isms approve {}`.", signed.verb);
    let found = match (judged.first(), documents.first()) {
        (Some((document, judged)), _) => {
            let why = judged.why.as_deref().unwrap_or("it does not hold");
            let message = format!("{} is not signed off: {why}", signed.name);
            document.finding(rule, &format!("{}.by", judged.field), message)
        }
        (None, Some(document)) => {
            let message = format!(
                "{} is not signed off: {} holds no signature of {} or earlier",
                signed.name, document.id, case.as_of
            );
            document.finding(rule, "approvals", message)
        }
        (None, None) if absence::may_be_unread(case.model, Kind::SignOff) => return Vec::new(),
        (None, None) => {
            let message = format!("{} is not signed off by anybody", signed.name);
            let help = format!(
                "Add a `sign-off` with `subject: {}`, then have it signed: `isms approve {}`.",
                signed.verb, signed.verb
            );
            return vec![
                absence::absent(case, rule, message)
                    .subject("sign-off")
                    .help(help),
            ];
        }
    };
    vec![found.help(help)]
}

/// Says that what was signed has changed since; nothing can be said while a part of it is unread.
pub(crate) fn changed(case: Case<'_>, rule: &'static str, signed: Signed) -> Vec<Diagnostic> {
    if !absence::nothing_unread(case.model) {
        return Vec::new();
    }
    let decided = case.assessment.decided(case.model, signed.what);
    let stale = decided.filter(|(_, judged)| judged.state == State::Stale);
    stale
        .map(|(document, judged)| {
            let version = document.is::<SignOff>().and_then(|it| it.version.as_deref());
            let version = version.map_or(String::new(), |version| format!(" as version {version}"));
            let on = judged.on.map_or(String::new(), |on| format!(" on {on}"));
            let message = format!("{} has changed since it was signed{on}{version}", signed.name);
            let help = format!(
                "Raise `version` and have it signed again (`isms approve {}`), or take the change back.",
                signed.verb
            );
            document.finding(rule, &format!("{}.basis", judged.field), message).help(help)
        })
        .collect()
}
