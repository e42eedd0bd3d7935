//! Files that are moved, renamed or removed.

use crate::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "isms/risks/R-002-phishing.yaml",
        "",
        "isms/risks/R-002.yaml",
        &[],
        &[],
    ),
    case(
        "isms/people.yaml",
        "",
        "isms/people/all.yaml",
        &[],
        &[("modeline-wrong", "isms/people/all.yaml")],
    ),
    case(
        "isms/policies/people-security-procedure.md",
        "",
        "isms/policies/joiners-and-leavers.md",
        &[],
        &[("dead-link", "people-security-procedure.md")],
    ),
    case(
        "isms/policies/people-security-procedure.md",
        "",
        "isms/people-security-procedure.md",
        &[],
        &[
            ("dead-link", ""),
            ("modeline-wrong", "isms/people-security-procedure.md"),
        ],
    ),
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
    case(
        "isms/organization.yaml",
        "",
        "",
        &[],
        &[("organization-missing", "")],
    ),
    case(
        "isms/risk-method.yaml",
        "",
        "",
        &[],
        &[("risk-method-missing", "")],
    ),
    case(
        "isms/audits/programme.yaml",
        "",
        "",
        &[],
        &[("audit-programme-missing", "")],
    ),
    case("isms/incidents/EV-26-17.yaml", "", "", &[], &[]),
    case(
        "isms/nonconformities/NC-2026-3.yaml",
        "",
        "",
        &[],
        &[("audit-finding-without-nonconformity", "IA-2026")],
    ),
    case("isms/metrics-monthly.yaml", "", "", &[], &[]),
];
