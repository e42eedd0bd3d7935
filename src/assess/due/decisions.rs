//! Decisions that hold until a day: acceptances, endorsements, approvals, exclusions, exceptions.

use super::entry::{Due, What};
use super::ground::{Ground, called, name};
use crate::assess::coverage;
use crate::assess::decision;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::exception::Exception;
use crate::model::risk::{AcceptanceOf, Risk};
use crate::model::scalar::Date;
use crate::model::sign_off::SignOff;

/// Every decision that counts and ends. Of several approvals only the latest counts; the end of an
/// acceptance does not matter when nothing needs it any more, or when it never counted.
pub(super) fn ends(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = ground.assessment.decisions.iter();
    all.filter_map(|judged| {
        let document = &ground.model.documents[judged.document];
        let until = judged.until?;
        let accepts = matches!(
            judged.what,
            decision::What::Acceptance | decision::What::Endorsement
        );
        let void = accepts && judged.state == decision::State::None;
        if void || !matters(ground, document, judged.what, until) {
            return None;
        }
        let (what, summary) = sort(document, judged.what);
        let field = format!("{}.until", judged.field);
        Some(Due::new(what, until, document, field, summary).key(key(judged.what)))
    })
    .collect()
}

fn matters(ground: Ground<'_>, document: &Document, what: decision::What, until: Date) -> bool {
    let over = is_over(document, ground.as_of);
    match what {
        _ if over => false,
        decision::What::Acceptance | decision::What::Endorsement => {
            until >= ground.as_of || needs_acceptance(ground, document)
        }
        _ if document.is::<SignOff>().is_some() => {
            let unread = coverage::unread(ground.model, Kind::SignOff).is_some();
            is_latest(ground, document) && (until >= ground.as_of || !unread)
        }
        _ => true,
    }
}

/// Whether the level that a risk was accepted at is above its criterion, or may be.
fn needs_acceptance(ground: Ground<'_>, document: &Document) -> bool {
    let acceptance = document
        .is::<Risk>()
        .and_then(|risk| risk.treatment.as_ref()?.acceptance.as_ref());
    let levels = ground.assessment.levels_of(ground.model, document);
    let (Some(acceptance), Some(levels)) = (acceptance, levels) else {
        return false;
    };
    let reading = match acceptance.of {
        Some(AcceptanceOf::Interim) => &levels.current,
        _ => &levels.target,
    };
    levels.is_above(reading) != Some(false)
}

/// Whether no later signature of the same subject has taken the place of this one.
fn is_latest(ground: Ground<'_>, document: &Document) -> bool {
    let signed = |sign_off: &SignOff| {
        let days = sign_off.approvals.iter().filter_map(|approval| approval.on);
        ground.last(days)
    };
    document.is::<SignOff>().is_some_and(|own| {
        let all = ground.model.all::<SignOff>();
        let mut same = all.filter(|other| other.data.subject == own.subject);
        !same.any(|other| signed(other.data) > signed(own))
    })
}

fn sort(document: &Document, what: decision::What) -> (What, String) {
    match what {
        decision::What::Acceptance => (
            What::Acceptance,
            format!("Acceptance ends: {}", called(document)),
        ),
        decision::What::Endorsement => (
            What::Endorsement,
            format!("Endorsement of an acceptance ends: {}", called(document)),
        ),
        decision::What::Exclusion => (
            What::Exclusion,
            format!("Exclusion ends: {}", name(document)),
        ),
        decision::What::Plan => (
            What::Approval,
            format!("Approval of the plan ends: {}", called(document)),
        ),
        _ if document.is::<Exception>().is_some() => {
            (What::Exception, format!("Ends: {}", called(document)))
        }
        _ => (
            What::Approval,
            format!("Approval ends: {}", called(document)),
        ),
    }
}

/// A risk may hold more than one approval.
fn key(what: decision::What) -> &'static str {
    match what {
        decision::What::Plan => "plan",
        _ => "",
    }
}
