//! Certificates of the organisation, as rules look at them.

use super::rule::Case;
use crate::assess::certificate::replaces;
use crate::model::document::Whole;
use crate::model::organization::{Certificate, Organization};

/// A certificate: the organisation, the index in its `certificates`, and what it says.
pub(crate) type Listed<'a> = (Whole<'a, Organization>, usize, &'a Certificate);

/// Certificates that no other has replaced, valid or not.
pub(crate) fn not_replaced(case: Case<'_>) -> impl Iterator<Item = Listed<'_>> {
    let organization = case.model.one::<Organization>().into_iter();
    organization.flat_map(|organization| {
        let all = &organization.data.certificates;
        let listed = all.iter().enumerate();
        let kept = listed.filter(|(_, one)| !all.iter().any(|other| replaces(other, one)));
        kept.map(move |(at, one)| (organization, at, one))
    })
}

/// Certificates that hold today.
pub(crate) fn in_force(case: Case<'_>) -> impl Iterator<Item = Listed<'_>> {
    not_replaced(case)
        .filter(move |(.., one)| one.expires.is_none_or(|expires| case.as_of <= expires))
}

/// What a certificate is called: its body, and its number if it has one.
pub(crate) fn name(certificate: &Certificate) -> String {
    match &certificate.number {
        Some(number) => format!("the certificate {number} of {}", certificate.body),
        None => format!("the certificate of {}", certificate.body),
    }
}
