//! Signatures under the Statement of Applicability, the risk treatment plan and the audit programme.

use super::entry::{Awaiting, Ground, Why};
use crate::assess::coverage::unread;
use crate::assess::decision::Judged;
use crate::assess::entitled::{Seat, signers};
use crate::assess::known::nothing_unread;
use crate::assess::sign_off::latest;
use crate::model::Kind;
use crate::model::sign_off::Subject;

/// What is signed, and what it is called.
const SUBJECTS: &[(Subject, &str)] = &[
    (Subject::Soa, "Statement of Applicability"),
    (Subject::Rtp, "Risk treatment plan"),
    (Subject::Programme, "Audit programme"),
];

/// Of each subject, the signature that is missing or does not hold. Of several sign-offs the one that
/// was signed last counts. Results of assessments are approved in the assessment itself, so only a
/// sign-off that stands there is looked at.
pub(super) fn signatures(ground: Ground<'_>) -> Vec<Awaiting<'_>> {
    let kept = |(subject, _): &&(Subject, &str)| {
        let programme = || ground.model.of_kind(Kind::Programme).next().is_some();
        *subject != Subject::Programme || programme()
    };
    let named = SUBJECTS.iter().filter(kept);
    let mut found: Vec<Awaiting<'_>> = named
        .filter_map(
            |(subject, title)| match latest(ground.model, *subject, ground.as_of) {
                Some(at) => wanted(ground, at, *subject),
                None => absent(ground, *subject, title),
            },
        )
        .collect();
    let assessment = latest(ground.model, Subject::Assessment, ground.as_of);
    found.extend(assessment.and_then(|at| wanted(ground, at, Subject::Assessment)));
    found
}

fn wanted(ground: Ground<'_>, at: usize, subject: Subject) -> Option<Awaiting<'_>> {
    let seat = Seat::Signature(subject);
    let judged: Option<&Judged> = seat.what().and_then(|what| ground.judged(at, what));
    let why = Why::of(judged)?;
    let computed = matches!(subject, Subject::Soa | Subject::Rtp);
    // While a part of what is signed could not be read, nobody can say that it changed.
    if computed && matches!(why, Why::Stale(_)) && !nothing_unread(ground.model) {
        return None;
    }
    let of = signers(ground.model, subject, ground.as_of);
    Some(ground.wanted(at, seat, of, why))
}

fn absent<'a>(ground: Ground<'a>, subject: Subject, title: &str) -> Option<Awaiting<'a>> {
    if unread(ground.model, Kind::SignOff).is_some() {
        return None;
    }
    let seat = Seat::Signature(subject);
    Some(Awaiting {
        seat,
        document: None,
        field: seat.field().to_owned(),
        title: title.to_owned(),
        of: signers(ground.model, subject, ground.as_of),
        why: Why::Missing,
        level: None,
    })
}
