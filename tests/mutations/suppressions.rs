//! Defects in comments that silence a finding: each is told at the comment, and none silences by mistake.

use crate::{Case, case};

const ISSUES: &str = "isms/context/issues.yaml";
const SUPPLIERS: &str = "isms/suppliers.yaml";

const LATE: &str = "    due: 2026-12-18\n";

pub(crate) const CASES: &[Case] = &[
    // One that holds says nothing, and nothing is said.
    case(
        ISSUES,
        LATE,
        "    # isms: allow(context-action-overdue) until 2026-12-31: agreed with the management on 2026-11-17\n    due: 2026-11-18\n",
        &[],
        &[],
    ),
    // One that has ended silences nothing any more.
    case(
        ISSUES,
        LATE,
        "    # isms: allow(context-action-overdue) until 2026-11-19: agreed with the management\n    due: 2026-11-18\n",
        &[
            ("suppression-expired", "until 2026-11-19"),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    // One for another rule silences nothing.
    case(
        ISSUES,
        LATE,
        "    # isms: allow(action-overdue) until 2026-12-31: agreed with the management\n    due: 2026-11-18\n",
        &[
            ("suppression-unused", "allow(action-overdue)"),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    case(
        ISSUES,
        LATE,
        "    # isms: allow(context-action-overdue): agreed with the management\n    due: 2026-11-18\n",
        &[
            ("suppression-malformed", "agreed with the management"),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    case(
        ISSUES,
        LATE,
        "    # isms: allow(context-action-overdue) until 2026-12-31:\n    due: 2026-11-18\n",
        &[
            ("suppression-malformed", "until 2026-12-31:"),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    case(
        ISSUES,
        LATE,
        "    # isms: allow(context-action-overdu) until 2026-12-31: agreed\n    due: 2026-11-18\n",
        &[
            ("suppression-unknown-rule", "overdu)"),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    case(
        ISSUES,
        LATE,
        "    # isms: alow(context-action-overdue) until 2026-12-31: agreed\n    due: 2026-11-18\n",
        &[
            ("suppression-malformed", "alow("),
            ("context-action-overdue", "2026-11-18"),
        ],
        &[],
    ),
    // What was silenced is in order: the comment has to go.
    case(
        SUPPLIERS,
        "id: isarwolke\n",
        "id: isarwolke\n# isms: allow(supplier-without-owner) until 2026-12-31: the team is being hired\n",
        &[("suppression-unused", "supplier-without-owner")],
        &[],
    ),
];
