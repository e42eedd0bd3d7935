//! How many documents of each kind a repository of N documents holds.

/// Controls of Annex A by theme.
const THEMES: [(usize, usize); 4] = [(5, 37), (6, 8), (7, 14), (8, 34)];

/// Documents by kind, beside the one organisation, scope and risk method.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many in all.
    pub total: usize,
    pub people: usize,
    pub roles: usize,
    pub suppliers: usize,
    pub obligations: usize,
    pub metrics: usize,
    pub policies: usize,
    pub issues: usize,
    pub parties: usize,
    pub controls: usize,
    pub own: usize,
    pub assets: usize,
    pub risks: usize,
    pub evidence: usize,
}

/// Fewer documents hold people only, beside the organisation.
pub const SMALL: usize = 60;

impl Plan {
    /// The shares of a real ISMS: a third of it assets and suppliers, a quarter risks, a quarter records.
    pub fn new(total: usize) -> Self {
        let share = |per_mille: usize| (total * per_mille / 1000).max(1);
        let mut plan = Self {
            total,
            people: share(45).max(3),
            roles: share(15).max(3),
            suppliers: share(40),
            obligations: share(15),
            metrics: share(20),
            policies: share(12),
            issues: share(10),
            parties: share(5),
            controls: share(200).min(93),
            own: total * 30 / 1000,
            assets: share(280),
            risks: share(230),
            evidence: 0,
        };
        plan.evidence = total.saturating_sub(plan.without_evidence());
        plan
    }

    fn without_evidence(&self) -> usize {
        let single = 3;
        single
            + self.people
            + self.roles
            + self.suppliers
            + self.obligations
            + self.metrics
            + self.policies
            + self.issues
            + self.parties
            + self.controls
            + self.own
            + self.assets
            + self.risks
    }

    /// Ids of the controls that there are: the first of each theme in turn, then own ones.
    pub fn control(&self, at: usize) -> String {
        let mut at = at % (self.controls + self.own);
        if at >= self.controls {
            return format!("C-{:05}", at - self.controls + 1);
        }
        for (theme, count) in THEMES {
            if at < count {
                return format!("A.{theme}.{}", at + 1);
            }
            at -= count;
        }
        unreachable!("Annex A has 93 controls")
    }
}
