//! Defects in the organisation, its scope, people, roles and risk method.

use crate::{Case, case};

const ORGANISATION: &str = "isms/organization.yaml";
const SCOPE: &str = "isms/scope.yaml";
const PEOPLE: &str = "isms/people.yaml";
const ROLES: &str = "isms/roles.yaml";
const METHOD: &str = "isms/risk-method.yaml";

pub(crate) const CASES: &[Case] = &[
    case(
        ORGANISATION,
        "legal_name: Ottersand GmbH\n",
        "leagl_name: Ottersand GmbH\n",
        &[("unknown-field", "leagl_name")],
        &[],
    ),
    case(
        ORGANISATION,
        "name: Ottersand\n",
        "",
        &[("missing-field", "kind: organization")],
        &[],
    ),
    case(
        ORGANISATION,
        "    in_scope: false\n",
        "    in_scope: perhaps\n",
        &[("wrong-type", "perhaps")],
        &[],
    ),
    case(
        ORGANISATION,
        "entity: ottersand-portugal\n",
        "entity: ottersand-spain\n",
        &[("dangling-reference", "ottersand-spain")],
        &[],
    ),
    case(
        ORGANISATION,
        "  - id: porto\n",
        "  - id: leipzig\n",
        &[("duplicate-id", "id: leipzig")],
        &[
            (
                "dangling-reference",
                "no site, entity or asset has the id `porto`",
            ),
            ("dangling-reference", "no site has the id `porto`"),
        ],
    ),
    case(
        ORGANISATION,
        "confidential, restricted]\n",
        "confidential, confidential]\n",
        &[("duplicate-list-entry", "classification:")],
        &[(
            "unknown-classification",
            "`restricted` is not a classification level",
        )],
    ),
    case(
        ORGANISATION,
        "  by: annika\n  on: 2026-06-18\n",
        "  by: anika\n  on: 2026-06-18\n",
        &[("dangling-reference", "by: anika")],
        &[],
    ),
    case(
        ORGANISATION,
        "    expires: 2028-12-15\n",
        "    expires: 2026-11-19\n",
        &[("certificate-expired", "2026-11-19")],
        &[],
    ),
    case(
        ORGANISATION,
        "    soa_version: \"1.1\"\n",
        "    soa_version: \"1.0\"\n",
        &[("certificate-names-other-soa", "soa_version")],
        &[],
    ),
    case(
        ORGANISATION,
        "  on: 2026-06-18\n",
        "  on: 2027-06-18\n",
        &[("date-in-future", "on: 2027-06-18")],
        &[("stage-1-requirement-not-shown", "4.2.climate")],
    ),
    case(
        ORGANISATION,
        "    issued: 2026-11-18\n",
        "    issued: 2026-11-31\n",
        &[("invalid-value", "2026-11-31")],
        &[],
    ),
    case(
        SCOPE,
        "sites: [leipzig, porto]\n",
        "sites: [leipzig]\n",
        &[],
        &[
            ("approval-of-scope-stale", "scope"),
            (
                "stage-1-requirement-not-shown",
                "the approval of scope does not hold",
            ),
            ("site-outside-scope", "office-porto"),
        ],
    ),
    case(
        SCOPE,
        "services: [rota-service, support-service]\n",
        "services: [rota-service, backups]\n",
        &[("scope-service-of-other-type", "services:")],
        &[
            ("approval-of-scope-stale", "scope"),
            (
                "stage-1-requirement-not-shown",
                "the approval of scope does not hold",
            ),
        ],
    ),
    case(
        SCOPE,
        "and from home.\n",
        "and from anywhere.\n",
        &[("approval-of-scope-stale", "approval:")],
        &[(
            "stage-1-requirement-not-shown",
            "the approval of scope does not hold",
        )],
    ),
    case(
        SCOPE,
        "  - issue-heat\n",
        "",
        &[],
        &[
            ("approval-of-scope-stale", "scope"),
            (
                "stage-1-requirement-not-shown",
                "the approval of scope does not hold",
            ),
            ("context-not-considered", "issue-heat"),
        ],
    ),
    case(
        SCOPE,
        "    supplier: vaktpost\n",
        "    supplier: waktpost\n",
        &[("dangling-reference", "waktpost")],
        &[
            ("approval-of-scope-stale", "scope"),
            (
                "stage-1-requirement-not-shown",
                "the approval of scope does not hold",
            ),
        ],
    ),
    case(
        SCOPE,
        "    responsibility: Skrivbord runs the service; workplace IT answers for accounts, policies and sharing rules.\n",
        "",
        &[("scope-interface-without-responsibility", "Skrivbord Suite")],
        &[
            ("approval-of-scope-stale", "scope"),
            (
                "stage-1-requirement-not-shown",
                "the approval of scope does not hold",
            ),
        ],
    ),
    case(
        SCOPE,
        "{by: annika, on: 2026-11-12, reason",
        "{by: annika, on: 2026-11-12, raeson",
        &[("unknown-field", "raeson")],
        &[],
    ),
    case(
        SCOPE,
        "  every: 12m\n",
        "  every: yearly\n",
        &[("invalid-value", "yearly")],
        &[],
    ),
    case(
        SCOPE,
        "approval: {by: annika, on: 2026-06-18",
        "approval: {by: tomas, on: 2026-06-18",
        &[("dangling-reference", "tomas")],
        &[],
    ),
    case(
        PEOPLE,
        "id: kofi\n",
        "id: noor\n",
        &[("duplicate-id", "id: noor")],
        &[("dangling-reference", "kofi")],
    ),
    case(
        PEOPLE,
        "name: Mateo Ibarra\n",
        "",
        &[("missing-field", "id: mateo")],
        &[],
    ),
    case(
        PEOPLE,
        "id: radka\n",
        "id: Radka Novotna\n",
        &[("invalid-value", "id: Radka")],
        &[("dangling-reference", "radka")],
    ),
    case(
        PEOPLE,
        "name: Yuki Tanabe\nemails: [yuki@ottersand.example]\nfrom: 2023-01-09\n",
        "name: Yuki Tanabe\nemails: [yuki@ottersand.example]\nfrom: 2023-01-09\nleft: 2026-10-31\n",
        &[],
        &[
            ("ended-thing-named", "yuki"),
            ("deputy-left", "Yuki Tanabe"),
            ("role-vacant", "qa-lead"),
        ],
    ),
    case(
        PEOPLE,
        "from: 2022-05-01\n",
        "from: 01.05.2022\n",
        &[("invalid-value", "01.05.2022")],
        &[],
    ),
    case(
        PEOPLE,
        "id: vesna\nname:",
        "id: vesna\nnmae:",
        &[("unknown-field", "nmae")],
        &[],
    ),
    case(
        PEOPLE,
        "external: true\nemployer: Novotná Audit\n",
        "external: maybe\nemployer: Novotná Audit\n",
        &[("wrong-type", "maybe")],
        &[],
    ),
    case(
        ROLES,
        "deputy: emeka\n",
        "deputy: emekka\n",
        &[("dangling-reference", "emekka")],
        &[],
    ),
    case(
        ROLES,
        "deputy: emeka\n",
        "deputy: felix\n",
        &[("deputy-left", "felix")],
        &[],
    ),
    case(
        ROLES,
        "  - {person: yuki, from: 2024-04-01}\n",
        "  - {person: yuki, from: 2024-04-01, until: 2026-09-30}\n",
        &[],
        &[("role-vacant", "qa-lead")],
    ),
    case(
        ROLES,
        "authorities: [isms-conformity, isms-reporting, approve-policy]\n",
        "authorities: [isms-reporting, approve-policy]\n",
        &[],
        &[
            ("conformity-not-assigned", "role"),
            ("stage-1-requirement-not-shown", "5.3.a"),
        ],
    ),
    case(
        ROLES,
        "authorities: [isms-conformity, isms-reporting, approve-policy]\n",
        "authorities: [isms-conformity, approve-policy]\n",
        &[],
        &[
            ("reporting-not-assigned", "role"),
            ("stage-1-requirement-not-shown", "5.3.b"),
        ],
    ),
    case(
        ROLES,
        "authorities: [approve-policy]\n",
        "authorities: [aprove-policy]\n",
        &[("invalid-value", "aprove-policy")],
        &[("approver-without-authority", "noor approved")],
    ),
    case(
        ROLES,
        "  - {person: joao, from: 2023-01-01}\n",
        "  - {person: joao, from: 2023-01-01, utnil: 2027-01-01}\n",
        &[("unknown-field", "utnil")],
        &[],
    ),
    case(
        ROLES,
        "id: head-of-sales\n",
        "id: sales-head\n",
        &[],
        &[
            ("dangling-reference", "head-of-sales"),
            ("role-without-competence", "sales-head"),
        ],
    ),
    case(
        METHOD,
        "  - {value: 3, title: Possible, description: Once in one to five years}\n",
        "  - {value: 1, title: Possible, description: Once in one to five years}\n",
        &[("risk-scale-not-rising", "title: Possible")],
        &[
            ("risk-method-approval-stale", "risk-method"),
            (
                "stage-1-requirement-not-shown",
                "the approval of risk-method does not hold",
            ),
        ],
    ),
    case(
        METHOD,
        "formula: product\n",
        "formula: multiply\n",
        &[("invalid-value", "multiply")],
        &[],
    ),
    case(
        METHOD,
        "acceptable_up_to: medium\n",
        "acceptable_up_to: moderate\n",
        &[("unknown-risk-level", "moderate")],
        &[
            (
                "stage-1-requirement-not-shown",
                "the approval of risk-method does not hold",
            ),
            ("risk-method-approval-stale", "risk-method"),
        ],
    ),
    case(
        METHOD,
        "acceptable_up_to: medium\n",
        "",
        &[("acceptance-criterion-missing", "kind: risk-method")],
        &[
            (
                "stage-1-requirement-not-shown",
                "the approval of risk-method does not hold",
            ),
            ("risk-method-approval-stale", "risk-method"),
            ("stage-1-requirement-not-shown", "6.1.2.a.1"),
            ("stage-1-requirement-not-shown", "6.1.2.e.1"),
        ],
    ),
    case(
        METHOD,
        "  - {up_to: high, roles: [managing-director]}\n",
        "  - {up_to: high, roles: [managing-directors]}\n",
        &[("dangling-reference", "managing-directors")],
        &[
            ("risk-method-approval-stale", "risk-method"),
            (
                "stage-1-requirement-not-shown",
                "the approval of risk-method does not hold",
            ),
            (
                "endorsed-without-authority",
                "it takes a holder of managing-directors",
            ),
        ],
    ),
    case(
        METHOD,
        "partial_effect: 0.5\n",
        "partial_effect: 5\n",
        &[("invalid-value", "partial_effect: 5")],
        &[],
    ),
    case(
        METHOD,
        "title: High, from: 10,",
        "title: High, from: ten,",
        &[("wrong-type", "from: ten")],
        &[],
    ),
    case(
        METHOD,
        "      financial: Below 2,000 EUR\n",
        "      financial: Below 3,000 EUR\n",
        &[("risk-method-approval-stale", "approval:")],
        &[(
            "stage-1-requirement-not-shown",
            "the approval of risk-method does not hold",
        )],
    ),
];
