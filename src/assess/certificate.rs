//! Certificates of the organisation: which have been replaced, and which audits keep the others.

use super::coverage::{held, unread};
use crate::model::Kind;
use crate::model::audit::AuditType;
use crate::model::graph::Model;
use crate::model::organization::Certificate;
use crate::model::scalar::Date;

/// An audit that keeps a certificate and is still to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditDue {
    /// Which of the days due it is, by date, from 1.
    pub number: usize,
    /// Index in `audits_due`.
    pub index: usize,
    /// The day.
    pub on: Date,
}

/// Whether a certificate has taken the place of another: of the same scope whatever the body, or of the
/// same body where one of them says no scope; and both say when they end, the new one later.
pub fn replaces(new: &Certificate, old: &Certificate) -> bool {
    let same = match (&new.scope, &old.scope) {
        (Some(new), Some(old)) => new == old,
        _ => new.body == old.body,
    };
    same && old.expires.is_some() && new.expires > old.expires
}

/// Audits of a certificate that are still to be held: each one that a certification body held since it
/// was issued, late or not, takes the earliest of those that were open. While an audit cannot be read,
/// none is known to be open.
pub fn audits_due(model: &Model, certificate: &Certificate, as_of: Date) -> Vec<AuditDue> {
    if unread(model, Kind::Audit).is_some() {
        return Vec::new();
    }
    let by_body = held(model, as_of).filter(|(audit, day)| {
        let since = certificate.issued.is_none_or(|issued| issued < *day);
        since && audit.data.audit_type != AuditType::Internal
    });
    let done = by_body.count();
    let days = certificate.audits_due.iter().copied().enumerate();
    let mut days: Vec<(Date, usize)> = days.map(|(index, on)| (on, index)).collect();
    days.sort_unstable();
    let all = days.into_iter().zip(1..);
    all.skip(done)
        .map(|((on, index), number)| AuditDue { number, index, on })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(body: &str, scope: Option<&str>, expires: Option<&str>) -> Certificate {
        Certificate {
            body: body.into(),
            number: None,
            scope: scope.map(Into::into),
            soa_version: None,
            issued: None,
            expires: expires.and_then(|day| day.parse().ok()),
            audits_due: Vec::new(),
        }
    }

    #[test]
    fn a_certificate_of_another_scope_takes_the_place_of_none() {
        let old = certificate("TÜV", Some("Hosting"), Some("2027-03-01"));
        let later = Some("2028-03-01");
        assert!(replaces(&certificate("TÜV", Some("Hosting"), later), &old));
        assert!(replaces(&certificate("BSI", Some("Hosting"), later), &old));
        assert!(replaces(&certificate("TÜV", None, later), &old));
        assert!(!replaces(&certificate("TÜV", Some("Support"), later), &old));
        assert!(!replaces(&certificate("BSI", None, later), &old));
        let endless = certificate("TÜV", Some("Hosting"), None);
        assert!(!replaces(
            &certificate("TÜV", Some("Hosting"), later),
            &endless
        ));
    }
}
