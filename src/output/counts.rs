//! The figures above registers: which of their totals are shown, and in which words.

use super::field::rows;
use serde_json::{Value, json};

/// A total by the name of its field, and what it counts.
type Count = (&'static str, &'static str);

/// The totals that each register shows, the most telling first.
const COUNTS: &[(&str, &[Count])] = &[
    (
        "interested-parties",
        &[
            ("parties", "parties"),
            ("requirements", "requirements"),
            ("addressed", "addressed"),
            ("open", "without an answer"),
            ("review_overdue", "past their review"),
        ],
    ),
    (
        "obligations",
        &[
            ("obligations", "obligations"),
            ("requirements", "requirements"),
            ("met", "met by controls that work"),
            ("not_met", "not met, or in part"),
            ("unanswered", "without an answer"),
            ("review_overdue", "past their review"),
        ],
    ),
    (
        "objectives",
        &[
            ("objectives", "objectives"),
            ("met", "met"),
            ("missed", "missed"),
            ("overdue", "past their day, not judged"),
            ("open_actions", "open actions"),
        ],
    ),
    (
        "roles",
        &[
            ("roles", "roles"),
            ("vacant", "vacant"),
            ("without_deputy", "without deputy"),
            ("in_conflict", "held with an incompatible one"),
        ],
    ),
    (
        "evidence",
        &[
            ("records", "records"),
            ("controls", "controls supported"),
            ("controls_without", "applicable controls without"),
            ("differs", "changed since recorded"),
            ("missing", "with a missing file"),
            ("expired", "expired"),
        ],
    ),
    (
        "suppliers",
        &[
            ("suppliers", "suppliers"),
            ("ended", "ended"),
            ("without_agreement", "without agreement"),
            ("certificate_expired", "with an expired certificate"),
            ("review_overdue", "past their review"),
        ],
    ),
    (
        "documents",
        &[
            ("documents", "documents"),
            ("external", "of external origin"),
            ("withdrawn", "withdrawn"),
            ("not_approved", "not validly approved"),
            ("review_overdue", "past their review"),
        ],
    ),
    (
        "competence",
        &[
            ("competences", "competences"),
            ("shown", "shown"),
            ("expired", "expired"),
            ("not_shown", "not shown"),
            ("trainings_overdue", "trainings past their round"),
        ],
    ),
    (
        "metrics",
        &[
            ("metrics", "metrics"),
            ("on_target", "on target"),
            ("off_target", "off target"),
            ("never_measured", "never measured"),
            ("overdue", "past their measurement"),
        ],
    ),
    (
        "audits",
        &[
            ("audits", "audits"),
            ("held", "held"),
            ("overdue", "past their day"),
            ("major", "major nonconformities"),
            ("minor", "minor nonconformities"),
            ("observations", "observations"),
            ("without_nonconformity", "findings not followed up"),
        ],
    ),
    (
        "nonconformities",
        &[
            ("nonconformities", "nonconformities"),
            ("open", "open"),
            ("open_major", "open and major"),
            ("open_actions", "open actions"),
            ("overdue_actions", "overdue actions"),
        ],
    ),
    (
        "incidents",
        &[
            ("incidents", "incidents"),
            ("open", "open"),
            ("personal_data", "with personal data"),
            ("notifications", "notifications"),
            ("late", "late notifications"),
        ],
    ),
];

/// The figures above a report that counts its rows itself; of any other, how many rows it has.
pub fn counted(report: &Value) -> Value {
    let known = COUNTS.iter().find(|(name, _)| report["report"] == *name);
    let Some((_, counts)) = known else {
        return json!([{"number": rows(report).len(), "label": "rows"}]);
    };
    let figures = counts
        .iter()
        .map(|(field, label)| json!({"number": report["totals"][field], "label": label}));
    figures.collect()
}
