//! The organisation: as much of an ISMS as the decisions of the year need.

pub(crate) fn settings() -> &'static str {
    r#"stage = "certified"

[git]
trailers = ["Approved-by"]
signatures = true
allowed_signers = "allowed_signers"
four_eyes = true
"#
}

pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "isms/organization.yaml",
        "kind: organization
name: Finch Instruments
",
    ),
    (
        "isms/people.yaml",
        "kind: person
id: carol
name: Carol Finch
emails: [carol@example.com]
from: 2020-01-01
---
kind: person
id: dave
name: Dave Osei
emails: [dave@example.com]
from: 2020-01-01
---
kind: person
id: erin
name: Erin Vos
emails: [erin@example.com]
from: 2020-01-01
---
kind: role
id: top-management
title: Top management
responsibilities: [Answers for everything]
authorities: [top-management]
holders: [{person: carol, from: 2020-01-01}]
---
kind: role
id: security-lead
title: Security lead
responsibilities: [Runs the ISMS]
authorities: [approve-policy, approve-soa, isms-conformity, isms-reporting]
holders: [{person: erin, from: 2020-01-01}]
",
    ),
    (
        "isms/risk-method.yaml",
        "kind: risk-method
version: '1'
approach: asset-based
likelihood: [{value: 1, title: Rare}, {value: 2, title: Possible}, {value: 3, title: Likely}]
impact: [{value: 1, title: Small}, {value: 2, title: Felt}, {value: 3, title: Grave}]
formula: product
levels: [{id: low, title: Low, from: 1}, {id: medium, title: Medium, from: 3}, {id: high, title: High, from: 6}]
acceptable_up_to: medium
may_accept: [{up_to: high, roles: [risk-owner]}]
partial_effect: 0.5
",
    ),
    (
        "isms/scope.yaml",
        "kind: scope
version: '1'
statement: Design and repair of instruments.
boundaries:
  organizational: The company.
  physical: The workshop.
  digital: Its systems.

",
    ),
    (
        "isms/evidence.yaml",
        "kind: evidence
id: notice-board
title: The notice board
supports: [A.7.7]
url: https://board.example/
collected: 2025-12-01
",
    ),
    (
        "isms/assets.yaml",
        "kind: asset
id: drawings
title: Drawings
type: information
owner: carol
",
    ),
    (
        "isms/controls.yaml",
        "kind: control
id: A.8.5
applicable: true
status: implemented
implementation: Everybody signs in with a second factor.
owner: erin
tests:
  - id: sign-in
    how: Try without the second factor.
    every: 2y
    results:
      - {on: 2025-11-20, by: erin, result: pass}
",
    ),
    (
        "isms/risks.yaml",
        "kind: risk
id: R-1
title: The old archive burns
assets: [drawings]
owner: carol
assessed: 2025-12-01
inherent: {likelihood: 2, impact: 3}
treatment:
  options: [retain]
  rationale: The rest is carried.
---
kind: risk
id: R-2
title: Somebody signs in with a stolen password
assets: [drawings]
owner: carol
assessed: 2025-12-01
inherent: {likelihood: 3, impact: 3}
treatment:
  options: [modify]
  rationale: Sign-in with a second factor.
  controls: [{control: A.8.5, reduces: {likelihood: 2}}]
---
kind: risk
id: R-3
title: The lathe controller cannot be patched
assets: [drawings]
owner: carol
assessed: 2025-12-01
inherent: {likelihood: 3, impact: 2}
treatment:
  options: [retain]
  rationale: Replacement costs more than it saves.
",
    ),
    (
        "isms/policies/access.md",
        "---
kind: policy
id: access
title: Access control policy
type: policy
owner: erin
version: '1.0'
---
# Access control policy

Everybody gets the rights that the work asks for. Rights are taken back the same day.
",
    ),
];

pub(crate) const CLEAR_DESK: &str = "---
kind: policy
id: clear-desk
title: Clear desk policy
type: policy
owner: erin
version: '1.0'
classification: internal
controls: [A.7.7]
communicated: [{to: Everybody, on: 2026-07-06, evidence: [notice-board]}]
review: {every: 1y}
approvals:
  - {by: erin, on: 2026-07-06, basis: BASIS}
---
# Clear desk policy

Paper is locked away at the end of the day.
";
