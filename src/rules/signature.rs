//! Signatures under what the tool computes, and under the audit programme.

use super::absence;
use super::rule::Case;
use super::since::after_colon;
use crate::assess::decision::{Authorised, Judged, State, What};
use crate::assess::known::nothing_unread;
use crate::assess::sign_off;
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

impl Signed {
    /// Whether a document holds signatures under it.
    fn is_subject_of(self, document: &Document) -> bool {
        let sign_off = document.is::<SignOff>();
        sign_off.is_some_and(|sign_off| sign_off.subject == self.subject)
    }

    fn help(self) -> String {
        format!(
            "Have {} signed: an entry in `approvals` with `by` and `on`.",
            self.name
        )
    }
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

/// The programme of internal audits.
pub(crate) const PROGRAMME: Signed = Signed {
    subject: Subject::Programme,
    what: What::Whole,
    name: "the audit programme",
    verb: "programme",
};

/// Says that nobody has signed, unless something that could not be read may say so.
pub(crate) fn missing(case: Case<'_>, rule: &'static str, signed: Signed) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, signed.what);
    let judged: Vec<(&Document, &Judged)> = decided
        .filter(|(document, _)| signed.is_subject_of(document))
        .collect();
    if judged.iter().any(|(_, judged)| stands(judged)) {
        return Vec::new();
    }
    let mut documents = case.model.all::<SignOff>();
    let document = documents.find(|it| it.data.subject == signed.subject);
    match (judged.first(), document) {
        (Some((document, judged)), _) => vec![void(rule, signed, document, judged)],
        (None, Some(sign_off)) => vec![empty(case, rule, signed, sign_off.document)],
        (None, None) => absent(case, rule, signed),
    }
}

/// Whether a signature was given; what is wrong with one that was, other rules say.
fn stands(judged: &Judged) -> bool {
    match judged.state {
        State::Valid | State::Stale => true,
        State::Expired => false,
        State::None => matches!(judged.authorised, Authorised::No(_)),
    }
}

fn void(rule: &'static str, signed: Signed, document: &Document, judged: &Judged) -> Diagnostic {
    let why = judged.why.as_deref().unwrap_or("it does not hold");
    let message = format!("{} is not signed off: {why}", signed.name);
    let field = format!("{}.by", judged.field);
    document.finding(rule, &field, message).help(signed.help())
}

fn empty(case: Case<'_>, rule: &'static str, signed: Signed, document: &Document) -> Diagnostic {
    let message = format!(
        "{} is not signed off: {} holds no signature of {} or earlier",
        signed.name, document.id, case.as_of
    );
    let finding = document.finding(rule, "approvals", message);
    finding.help(signed.help())
}

fn absent(case: Case<'_>, rule: &'static str, signed: Signed) -> Vec<Diagnostic> {
    if absence::may_be_unread(case.model, Kind::SignOff) {
        return Vec::new();
    }
    let message = format!("nobody has signed off {}", signed.name);
    let help = format!(
        "Add a `sign-off` with `subject: {}` and an entry in `approvals` with `by` and `on`.",
        signed.verb
    );
    let finding = absence::absent(case, rule, message);
    vec![
        finding
            .subject(format!("sign-off/{}", signed.verb))
            .help(help),
    ]
}

/// The signature given last; those of earlier versions are records.
pub(crate) fn latest(case: Case<'_>, signed: Signed) -> Option<(&Document, &Judged)> {
    let at = sign_off::latest(case.model, signed.subject, case.as_of)?;
    let mut decided = case.assessment.decided(case.model, signed.what);
    decided.find(|(document, _)| std::ptr::eq(*document, &raw const case.model.documents[at]))
}

/// Says that what was signed has changed since; nothing can be said while a part of it is unread.
pub(crate) fn changed(case: Case<'_>, rule: &'static str, signed: Signed) -> Vec<Diagnostic> {
    let known = nothing_unread(case.model)
        && (signed.subject != Subject::Rtp || case.assessment.is_plan_known(case.model));
    if !known {
        return Vec::new();
    }
    let stale = latest(case, signed).filter(|(_, judged)| judged.state == State::Stale);
    stale
        .into_iter()
        .map(|(document, judged)| {
            let version = document.is::<SignOff>().and_then(|it| it.version.as_deref());
            let version = version.map_or(String::new(), |version| format!(" as version {version}"));
            let on = judged.on.map_or(String::new(), |on| format!(" on {on}"));
            let what = after_colon(case, document, judged);
            let message = format!("{} has changed since it was signed{on}{version}{what}", signed.name);
            let help = format!(
                "Raise `version` and have it signed again with `isms approve {} --by …`, which writes `on` and `basis: {}`; or take the change back.",
                signed.verb, judged.basis
            );
            document.finding(rule, &format!("{}.basis", judged.field), message).help(help)
        })
        .collect()
}
