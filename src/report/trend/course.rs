//! What only the course of time shows: how long risks wait for their treatment, and how long they stand
//! above the criterion.

use super::point::{Point, RiskPoint};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The risks on their way through the steps.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Day of the first step that held a risk; `None` for one whose beginning nobody knows.
    since: BTreeMap<String, Option<Date>>,
    treated: BTreeSet<String>,
    /// Risks whose treatment counts in the mean, and their days together.
    timed: u64,
    days: u64,
    exposure: u64,
    /// How many risks were above the criterion at the step before, and its day; `None` after a gap.
    before: Option<(Date, u64)>,
    /// The history began before the first step.
    cut: bool,
    begun: bool,
}

impl Course {
    /// At the beginning; `cut` says that the history is older than the first step.
    pub(super) fn new(cut: bool) -> Self {
        Self {
            cut,
            ..Self::default()
        }
    }

    /// Passes a step; one without figures is a gap, over which nothing is known.
    pub(super) fn pass(&mut self, day: Date, point: Option<&Point>) {
        if let Some((from, above)) = self.before {
            self.exposure += above * days(from, day);
        }
        let above = |point: &Point| {
            let above = point.risks.values().filter(|risk| risk.above == Some(true));
            above.count() as u64
        };
        self.before = point.map(|point| (day, above(point)));
        let Some(point) = point else { return };
        for (id, risk) in &point.risks {
            self.see(day, id, *risk);
        }
        self.begun = true;
    }

    fn see(&mut self, day: Date, id: &str, risk: RiskPoint) {
        let unknown = self.cut && !self.begun;
        let first = (!unknown).then_some(day);
        let since = *self.since.entry(id.to_owned()).or_insert(first);
        if risk.complete
            && self.treated.insert(id.to_owned())
            && let Some(since) = since
        {
            self.timed += 1;
            self.days += days(since, day);
        }
    }

    /// How many risks were treated so far.
    pub(super) fn treated(&self) -> u64 {
        self.treated.len() as u64
    }

    /// Days from identification to treatment on average, rounded to the nearest; `None` while no risk
    /// was treated whose beginning is known.
    pub(super) fn mean_days(&self) -> Option<u64> {
        (self.timed > 0).then(|| (2 * self.days + self.timed) / (2 * self.timed))
    }

    /// Days above the criterion so far, of all risks together.
    pub(super) fn exposure(&self) -> u64 {
        self.exposure
    }
}

/// Days between two steps; commits whose clocks went back are of the same day.
fn days(from: Date, to: Date) -> u64 {
    u64::try_from((to - from).get_days()).unwrap_or(0)
}
