//! Defects in context issues, interested parties and obligations.

use crate::{Case, case};

const ISSUES: &str = "isms/context/issues.yaml";
const PARTIES: &str = "isms/context/parties.yaml";
const LAWS: &str = "isms/obligations/laws.yaml";

pub(crate) const CASES: &[Case] = &[
    case(
        ISSUES,
        "id: issue-heat\n",
        "id: issue-hot\n",
        &[],
        &[
            ("dangling-reference", "scope.yaml"),
            ("context-not-considered", "issue-hot"),
        ],
    ),
    case(
        ISSUES,
        "owner: managing-director\nactions:\n",
        "owner: managing-directress\nactions:\n",
        &[("dangling-reference", "managing-directress")],
        &[],
    ),
    case(
        ISSUES,
        "    status: done\n    done: 2026-08-24\n",
        "    status: done\n",
        &[("done-inconsistent", "status: done")],
        &[],
    ),
    case(
        PARTIES,
        "    obligation: customer-contract\n",
        "    obligation: customers-contract\n",
        &[("dangling-reference", "customers-contract")],
        &[],
    ),
    case(
        PARTIES,
        "    addressed_by: [A.8.2, A.8.15]\n",
        "    addressed_by: [A.8.2, A.8.99]\n",
        &[("dangling-reference", "A.8.99")],
        &[
            (
                "stage-1-requirement-not-shown",
                "the approval of sign-off/soa-approval does not hold",
            ),
            ("soa-changed-since-sign-off", "at most 1"),
        ],
    ),
    case(
        LAWS,
        "    controls: [A.5.34, A.8.3]\n",
        "    controls: [A.5.34, A.8.300]\n",
        &[("dangling-reference", "A.8.300")],
        &[
            ("soa-changed-since-sign-off", "at most 1"),
            (
                "stage-1-requirement-not-shown",
                "the approval of sign-off/soa-approval does not hold",
            ),
        ],
    ),
    case(
        LAWS,
        "id: bdsg\n",
        "id: gdpr\n",
        &[("duplicate-id", "id: gdpr")],
        &[
            (
                "stage-1-requirement-not-shown",
                "the approval of sign-off/soa-approval does not hold",
            ),
            ("soa-changed-since-sign-off", "at most 1"),
            ("dangling-reference", "bdsg"),
        ],
    ),
    case(
        LAWS,
        "  - {within: 72h, from",
        "  - {within: soon, from",
        &[("invalid-value", "within: soon")],
        &[],
    ),
    case(
        LAWS,
        "review: {every: 12m, done: [{by: dilara, on: 2026-05-28, record: legal-review-2026}]}\n---\nkind: obligation\nid: bdsg",
        "review: {every: 12m, done: [{by: dilara, on: 2025-05-28, record: legal-review-2026}]}\n---\nkind: obligation\nid: bdsg",
        &[("review-overdue", "2025-05-28")],
        &[],
    ),
    case(
        LAWS,
        "source: Bundesdatenschutzgesetz (BDSG)\nowner: head-of-people\n",
        "source: Bundesdatenschutzgesetz (BDSG)\n",
        &[("obligation-without-owner", "id: bdsg")],
        &[],
    ),
    case(
        "isms/context/issues.yaml",
        "    due: 2026-12-18\n",
        "    due: 2026-11-18\n",
        &[("context-action-overdue", "2026-11-18")],
        &[],
    ),
];
