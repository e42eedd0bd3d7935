//! What controls, actions and sharing take off likelihood and impact, added up exactly.

use crate::assess::method::Method;
use crate::model::risk::Reduces;
use crate::model::scalar::Exact;

/// Likelihood and impact on the way to a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) likelihood: i64,
    pub(super) impact: i64,
}

/// The sum (or the strongest) of reductions on both axes.
pub(super) struct Reduction {
    strongest: bool,
    likelihood: Exact,
    impact: Exact,
}

impl Reduction {
    pub(super) fn new(strongest: bool) -> Self {
        Self {
            strongest,
            likelihood: Exact::ZERO,
            impact: Exact::ZERO,
        }
    }

    /// Takes a share of what something reduces, and says what that is.
    pub(super) fn take(&mut self, reduces: Option<Reduces>, share: Exact) -> String {
        let Some(reduces) = reduces else {
            return "reduces nothing by itself".to_owned();
        };
        let mut words = Vec::new();
        for (name, value, total) in [
            ("likelihood", reduces.likelihood, &mut self.likelihood),
            ("impact", reduces.impact, &mut self.impact),
        ] {
            let Some(value) = value else { continue };
            let taken = Exact::from(value.0) * share;
            *total = if self.strongest {
                (*total).max(taken)
            } else {
                *total + taken
            };
            words.push(if taken.is_zero() {
                format!("{name} 0 of −{}", value.0)
            } else {
                format!("{name} −{}", taken.normalize())
            });
        }
        if words.is_empty() {
            "reduces nothing by itself".to_owned()
        } else {
            words.join(", ")
        }
    }

    /// Takes the reductions off a point: rounded down once, and never below the lowest steps.
    pub(super) fn apply(&self, method: &Method, from: Point) -> Point {
        let steps = |total: Exact| i64::try_from(total.floor()).unwrap_or(i64::MAX);
        let lowest = |scale: &[i64]| scale.first().copied().unwrap_or_default();
        Point {
            likelihood: from
                .likelihood
                .saturating_sub(steps(self.likelihood))
                .max(lowest(&method.likelihood)),
            impact: from
                .impact
                .saturating_sub(steps(self.impact))
                .max(lowest(&method.impact)),
        }
    }
}
