//! Certificates of the organisation, as rules look at them.

use crate::model::organization::Certificate;
use crate::model::scalar::Date;

/// What a certificate is called: its body, and its number if it has one.
pub(crate) fn name(certificate: &Certificate) -> String {
    match &certificate.number {
        Some(number) => format!("the certificate {number} of {}", certificate.body),
        None => format!("the certificate of {}", certificate.body),
    }
}

/// Whether its last day has passed.
pub(crate) fn is_over(certificate: &Certificate, as_of: Date) -> bool {
    certificate.expires.is_some_and(|expires| expires < as_of)
}
