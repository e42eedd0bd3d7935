//! Files that are moved, renamed or removed.

use crate::{Case, case};

pub(crate) const CASES: &[Case] = &[
    // Nothing names the file, or what stands in it.
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
            ("dead-link", "there is no file"),
            ("modeline-wrong", "isms/people-security-procedure.md"),
        ],
    ),
    case(
        "isms/organization.yaml",
        "",
        "",
        &[],
        &[
            ("organization-missing", "isms.toml"),
            ("stage-1-requirement-not-shown", "4.1.climate"),
            ("stage-1-requirement-not-shown", "4.2.climate"),
            ("dangling-reference", "no site"),
        ],
    ),
    case(
        "isms/risk-method.yaml",
        "",
        "",
        &[],
        &[
            ("risk-method-missing", "no risk method"),
            (
                "stage-1-requirement-not-shown",
                "there is no approved `risk-method`",
            ),
        ],
    ),
    case(
        "isms/audits/programme.yaml",
        "",
        "",
        &[],
        &[
            ("audit-programme-missing", "programme"),
            ("stage-1-requirement-not-shown", "audit_programme"),
        ],
    ),
    // Nothing names the file, or what stands in it.
    case("isms/incidents/EV-26-17.yaml", "", "", &[], &[]),
    case(
        "isms/nonconformities/NC-2026-3.yaml",
        "",
        "",
        &[],
        &[
            ("audit-finding-without-nonconformity", "IA-2026"),
            ("unknown-id-in-prose", "NC-2026-3"),
        ],
    ),
    // Nothing names the file, or what stands in it.
    case("isms/metrics-monthly.yaml", "", "", &[], &[]),
    // Documents of YAML in a file that is called Markdown would vanish.
    case(
        "isms/suppliers.yaml",
        "",
        "isms/suppliers.md",
        &[],
        &[
            ("wrong-file-type", "isms/suppliers.md"),
            ("dangling-reference", "no supplier has the id"),
        ],
    ),
];
