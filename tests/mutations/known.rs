//! Defects that nothing is said of, each with the reason.

use crate::{Case, case};

pub(crate) const KNOWN: &[(&str, Case)] = &[
    (
        "a sign-off of the audit programme binds a version, not its content: what changes under it shows in `isms diff`",
        case(
            "isms/audits/programme.yaml",
            "frequency: 12m\n",
            "frequency: 24m\n",
            &[],
            &[],
        ),
    ),
    (
        "the organisation itself says who may approve its risk method: no authority is named for it",
        case(
            "isms/risk-method.yaml",
            "approval: {by: annika",
            "approval: {by: priya",
            &[],
            &[],
        ),
    ),
];
