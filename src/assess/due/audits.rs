//! Audits, certificates of the organisation, and management reviews.

use super::entry::{Due, What};
use super::ground::{Ground, called};
use crate::assess::certificate::{audits_due, replaces};
use crate::assess::coverage;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditType};
use crate::model::document::Document;
use crate::model::management_review::ManagementReview;
use crate::model::organization::{Certificate, Organization};
use crate::model::programme::Programme;
use crate::model::scalar::Date;

/// Audits that are planned and not held.
pub(super) fn planned(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = ground.living::<Audit>();
    all.filter(|audit| !audit.is_held(ground.as_of))
        .filter_map(|audit| {
            let (document, on) = (audit.document, audit.data.planned?);
            let summary = format!("Hold: {}", called(document));
            Some(Due::new(What::Audit, on, document, "planned", summary))
        })
        .collect()
}

/// The days on which audits of some types were held; nothing while one may stand in what could not be
/// read.
fn held<'a>(ground: Ground<'a>, types: &'a [AuditType]) -> Option<impl Iterator<Item = Date> + 'a> {
    if coverage::unread(ground.model, Kind::Audit).is_some() {
        return None;
    }
    let all = coverage::held(ground.model, ground.as_of);
    let wanted = all.filter(|(audit, _)| types.contains(&audit.data.audit_type));
    Some(wanted.map(|(_, on)| on))
}

/// The next internal audit, counted from the last one.
pub(super) fn internal(ground: Ground<'_>) -> Vec<Due<'_>> {
    let programme = ground.model.one::<Programme>();
    let due = programme.and_then(|programme| {
        let frequency = programme.data.frequency?;
        let on = frequency.after(held(ground, &[AuditType::Internal])?.max()?);
        let summary = format!("Hold an internal audit: one is held every {frequency}");
        let document = programme.document;
        Some(Due::new(
            What::InternalAudit,
            on,
            document,
            "frequency",
            summary,
        ))
    });
    due.into_iter().collect()
}

/// The next management review, counted from the last one.
pub(super) fn management(ground: Ground<'_>) -> Vec<Due<'_>> {
    if coverage::unread(ground.model, Kind::ManagementReview).is_some() {
        return Vec::new();
    }
    let all = ground.model.all::<ManagementReview>();
    let past = all.filter_map(|review| {
        let held = review.data.held.filter(|held| *held <= ground.as_of)?;
        Some((held, review))
    });
    let past: Vec<_> = past.collect();
    let last = past.iter().map(|(held, _)| *held).max();
    // What an earlier one says holds on until another says otherwise.
    let said = past
        .iter()
        .filter(|(_, review)| review.data.every.is_some());
    let due = said.max_by_key(|(held, _)| *held).and_then(|(_, review)| {
        let every = review.data.every?;
        let summary = format!("Hold a management review: one is held every {every}");
        let (on, document) = (every.after(last?), review.document);
        Some(Due::new(
            What::ManagementReview,
            on,
            document,
            "every",
            summary,
        ))
    });
    due.into_iter().collect()
}

/// The ends of certificates, and the audits that keep them.
pub(super) fn certificates(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for organization in ground.model.all::<Organization>() {
        let all = &organization.data.certificates;
        for (at, one) in all.iter().enumerate() {
            if !all.iter().any(|other| replaces(other, one)) {
                found.extend(certificate(organization.document, at, one));
                found.extend(surveillance(ground, organization.document, at, one));
            }
        }
    }
    found
}

fn called_by(one: &Certificate) -> &str {
    one.number.as_deref().unwrap_or(&one.body)
}

fn certificate<'a>(document: &'a Document, at: usize, one: &Certificate) -> Option<Due<'a>> {
    let summary = match &one.number {
        Some(number) => format!("Certificate ends: {number} of {}", one.body),
        None => format!("Certificate ends: that of {}", one.body),
    };
    let field = format!("certificates[{at}].expires");
    let due = Due::new(What::Certificate, one.expires?, document, field, summary);
    Some(due.key(called_by(one)))
}

/// The audits of a certificate that are still to be held.
fn surveillance<'a>(
    ground: Ground<'a>,
    document: &'a Document,
    at: usize,
    one: &'a Certificate,
) -> impl Iterator<Item = Due<'a>> {
    let open = audits_due(ground.model, one, ground.as_of).into_iter();
    open.map(move |open| {
        let (number, body) = (open.number, &one.body);
        let summary = format!("Audit {number} by {body}, to keep the certificate");
        let field = format!("certificates[{at}].audits_due[{}]", open.index);
        let due = Due::new(What::CertificationAudit, open.on, document, field, summary);
        due.key(format!("{} {number}", called_by(one)))
    })
}
