//! Defects that are not found as they should be, each with the reason.

use crate::{Case, case};

pub(crate) const KNOWN: &[(&str, Case)] = &[
    (
        "no rule looks at the actions of context issues",
        case(
            "isms/context/issues.yaml",
            "    due: 2026-12-18\n",
            "    due: 2026-11-18\n",
            &[("action-overdue", "2026-11-18")],
            &[],
        ),
    ),
    (
        "the approval of the audit programme never becomes stale",
        case(
            "isms/audits/programme.yaml",
            "frequency: 12m\n",
            "frequency: 24m\n",
            &[],
            &[("audit-programme-not-approved", "programme")],
        ),
    ),
    (
        "no rule asks who approved the risk method",
        case(
            "isms/risk-method.yaml",
            "approval: {by: annika",
            "approval: {by: priya",
            &[("approver-without-authority", "approval:")],
            &[],
        ),
    ),
    (
        "a Markdown file without front matter may be any text, and documents in it vanish",
        case(
            "isms/suppliers.yaml",
            "",
            "isms/suppliers.md",
            &[],
            &[
                ("wrong-file-type", "isms/suppliers.md"),
                ("dangling-reference", ""),
            ],
        ),
    ),
];
