//! Defects in risk assessments, exceptions and sign-offs.

use crate::{Case, case};

const ASSESSMENTS: &str = "isms/assessments.yaml";
const EXCEPTIONS: &str = "isms/exceptions.yaml";
const SIGN_OFFS: &str = "isms/sign-offs.yaml";

pub(crate) const CASES: &[Case] = &[
    case(
        ASSESSMENTS,
        "participants: [annika, tomasz, dilara, henrik, noor",
        "participants: [annika, thomas, dilara, henrik, noor",
        &[("dangling-reference", "thomas")],
        &[("approval-stale", "assessment/assessment-2026-1")],
    ),
    case(
        ASSESSMENTS,
        "held: 2026-09-24\n",
        "held: 2026-12-24\n",
        &[("date-in-future", "2026-12-24")],
        &[("approval-stale", "assessment/assessment-2026-2")],
    ),
    case(
        ASSESSMENTS,
        "trigger: planned\n",
        "trigger: plan\n",
        &[("invalid-value", "trigger: plan")],
        &[],
    ),
    case(
        ASSESSMENTS,
        "id: assessment-2026-2\n",
        "id: assessment-2026-1\n",
        &[("duplicate-id", "id: assessment-2026-1")],
        &[("approval-stale", "assessment/assessment-2026-1")],
    ),
    case(
        EXCEPTIONS,
        "until: 2026-12-11",
        "until: 2026-11-11",
        &[("exception-expired", "2026-11-11")],
        &[],
    ),
    case(
        EXCEPTIONS,
        ", until: 2026-12-11",
        "",
        &[("exception-without-end", "approval:")],
        &[],
    ),
    case(
        EXCEPTIONS,
        "from: mobile-working-procedure\n",
        "from: mobile-procedure\n",
        &[("dangling-reference", "mobile-procedure")],
        &[("approval-stale", "exception/EX-002")],
    ),
    case(
        EXCEPTIONS,
        "assets: [phones]\n",
        "assets: [phones, laptops]\n",
        &[("approval-stale", "approval: {by: tomasz, on: 2026-10-15")],
        &[],
    ),
    case(
        EXCEPTIONS,
        "assets: [phones]\n",
        "assets: [phone]\n",
        &[("dangling-reference", "[phone]")],
        &[("approval-stale", "exception/EX-002")],
    ),
    case(
        EXCEPTIONS,
        "approval: {by: annika, on: 2026-10-15, until: 2027-01-31",
        "approval: {by: yuki, on: 2026-10-15, until: 2027-01-31",
        &[("exception-approved-without-authority", "by: yuki")],
        &[],
    ),
    case(
        EXCEPTIONS,
        "id: EX-002\n",
        "id: EX-001\n",
        &[("duplicate-id", "id: EX-001")],
        &[
            ("approval-stale", "exception/EX-001"),
            ("unknown-id-in-prose", "EX-002"),
        ],
    ),
    case(
        SIGN_OFFS,
        "subject: rtp\n",
        "subject: plan\n",
        &[("invalid-value", "subject: plan")],
        &[(
            "stage-1-requirement-not-shown",
            "there is no approved `sign-off` with `subject: rtp`",
        )],
    ),
    case(
        SIGN_OFFS,
        "b400}",
        "b401}",
        &[("soa-changed-since-sign-off", "b401")],
        &[(
            "stage-1-requirement-not-shown",
            "the approval of sign-off/soa-approval does not hold",
        )],
    ),
    case(
        SIGN_OFFS,
        "  - {by: annika, on: 2026-11-12, record: management-review-2026, basis: v1:sha256:ef7c",
        "  - {by: kofi, on: 2026-11-12, record: management-review-2026, basis: v1:sha256:ef7c",
        &[("signed-without-authority", "by: kofi")],
        &[(
            "stage-1-requirement-not-shown",
            "the approval of sign-off/rtp-approval does not hold",
        )],
    ),
];
