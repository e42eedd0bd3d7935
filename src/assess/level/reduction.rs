//! What controls, actions and sharing take off likelihood and impact, added up exactly.

use crate::assess::method::Method;
use crate::model::risk::Reduces;
use crate::model::scalar::Exact;
use std::fmt;

/// Likelihood and impact on the way to a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) likelihood: i64,
    pub(super) impact: i64,
}

/// What was taken of a reduction; shown in words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    reduces: Option<Reduces>,
    share: Exact,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let likelihood = self.reduces.and_then(|by| by.likelihood);
        let impact = self.reduces.and_then(|by| by.impact);
        let each = [("likelihood", likelihood), ("impact", impact)];
        let mut parts = 0;
        for (name, value) in each {
            let Some(value) = value else { continue };
            let taken = Exact::from(value.0) * self.share;
            f.write_str(if parts == 0 { "" } else { ", " })?;
            match taken.is_zero() {
                true => write!(f, "{name} 0 of −{}", value.0)?,
                false => write!(f, "{name} −{}", taken.normalize())?,
            }
            parts += 1;
        }
        match parts {
            0 => f.write_str("reduces nothing by itself"),
            _ => Ok(()),
        }
    }
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

    /// Takes a share of what something reduces.
    pub(super) fn take(&mut self, reduces: Option<Reduces>, share: Exact) -> Taken {
        for (value, total) in [
            (reduces.and_then(|by| by.likelihood), &mut self.likelihood),
            (reduces.and_then(|by| by.impact), &mut self.impact),
        ] {
            let Some(value) = value else { continue };
            let taken = Exact::from(value.0) * share;
            *total = if self.strongest {
                (*total).max(taken)
            } else {
                *total + taken
            };
        }
        Taken { reduces, share }
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
