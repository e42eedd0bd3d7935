//! Totals that people write by hand: which phrases count what, and what the data say.

use super::absence::may_be_unread;
use super::rule::Case;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::control::Status;
use crate::model::document::Document;
use crate::model::objective::Objective;
use crate::model::policy::{Policy, PolicyType};

/// Where a number has to stand so that it can only be a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Where a sentence says of the register that it holds so many: "22 risks" alone may be some of them.
    Register,
    /// At the beginning of a sentence: the phrase says itself that all are meant.
    Itself,
}

/// What a phrase counts.
#[derive(Debug, Clone, Copy)]
enum Counted {
    /// Documents of a kind.
    Documents(Kind),
    /// Policies of a type, or of every type.
    Policies(PolicyType),
    /// Controls that are applicable.
    Applicable,
    /// Controls that are excluded.
    Excluded,
    /// Applicable controls that are implemented.
    Implemented,
}

/// A phrase that follows a number, and what it counts.
pub(super) struct Total {
    /// The phrase, in lower case.
    pub(super) phrase: &'static str,
    /// Where the number has to stand.
    pub(super) anchor: Anchor,
    counted: Counted,
}

const fn all(phrase: &'static str, kind: Kind) -> Total {
    Total {
        phrase,
        anchor: Anchor::Register,
        counted: Counted::Documents(kind),
    }
}

const fn of_type(phrase: &'static str, policy_type: PolicyType) -> Total {
    Total {
        phrase,
        anchor: Anchor::Register,
        counted: Counted::Policies(policy_type),
    }
}

const fn controls(phrase: &'static str, anchor: Anchor, counted: Counted) -> Total {
    Total {
        phrase,
        anchor,
        counted,
    }
}

use Anchor::{Itself, Register};
use Counted::{Applicable, Excluded, Implemented};

/// The phrases that are understood.
pub(super) const TOTALS: &[Total] = &[
    all("risks", Kind::Risk),
    all("assets", Kind::Asset),
    all("suppliers", Kind::Supplier),
    all("obligations", Kind::Obligation),
    all("interested parties", Kind::InterestedParty),
    all("objectives", Kind::Objective),
    all("metrics", Kind::Metric),
    all("processes", Kind::Process),
    of_type("policies", PolicyType::Policy),
    of_type("procedures", PolicyType::Procedure),
    of_type("standards", PolicyType::Standard),
    controls("applicable controls", Register, Applicable),
    controls("controls are applicable", Itself, Applicable),
    controls("of the 93 controls are applicable", Itself, Applicable),
    controls("of 93 controls are applicable", Itself, Applicable),
    controls("excluded controls", Register, Excluded),
    controls("controls are excluded", Itself, Excluded),
    controls("controls are not applicable", Itself, Excluded),
    controls("implemented controls", Register, Implemented),
    controls("controls are implemented", Itself, Implemented),
];

impl Total {
    /// The numbers that may be meant, the likeliest first: living things, and those that have ended
    /// too; policies of the type, and of every type. `None` while something that counts is unread.
    pub(super) fn counts(&self, case: Case<'_>) -> Option<Vec<usize>> {
        let kind = match self.counted {
            Counted::Documents(kind) => kind,
            Counted::Policies(_) => Kind::Policy,
            _ => Kind::Control,
        };
        if may_be_unread(case.model, kind) {
            return None;
        }
        let documents = || case.model.of_kind(kind);
        let judged =
            |document: &Document| document.is::<Objective>().is_some_and(Objective::is_judged);
        let ended = move |document: &Document| is_over(document, case.as_of) || judged(document);
        let living = || documents().filter(move |document| !ended(document));
        Some(match self.counted {
            Counted::Documents(_) => vec![living().count(), documents().count()],
            Counted::Policies(wanted) => {
                let typed = living().filter_map(|document| document.is::<Policy>());
                let typed = typed.filter(|policy| policy.policy_type == wanted);
                vec![typed.count(), living().count()]
            }
            Applicable => rows(case, |applicable, _| applicable == Some(true)),
            Excluded => rows(case, |applicable, _| applicable == Some(false)),
            Implemented => rows(case, |applicable, status| {
                applicable == Some(true) && status == Some(Status::Implemented)
            }),
        })
    }
}

/// How many controls there are of a sort: of all, and of the catalog alone.
fn rows(case: Case<'_>, wanted: fn(Option<bool>, Option<Status>) -> bool) -> Vec<usize> {
    let rows = || {
        let rows = case.assessment.applicability.iter();
        rows.filter(move |row| wanted(row.applicable, row.status))
    };
    let of_catalog = rows().filter(|row| row.catalog == Some(ANNEX_A.name));
    vec![rows().count(), of_catalog.count()]
}
