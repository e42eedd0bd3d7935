//! Policies, signatures under the whole and exclusions.

use crate::world::*;
use crate::*;

const POLICY: &str = "---\nkind: policy\nid: access\ntitle: Access control policy\ntype: policy\nversion: '1.0'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: BASIS}\n---\nWho gets in.\n\n## Rights\n\nEverybody gets the rights that the work asks for.\n\n## Passwords\n\nA password has twelve characters.\n";

#[test]
fn a_policy_names_the_headings_under_which_its_text_changed() {
    let world = World::new();
    let draft = POLICY.replace("BASIS", NOWHERE);
    let field = "approvals[0]";
    let basis = basis(
        &[SETTINGS, PEOPLE, ROLE, ("isms/a.md", &draft)],
        "policy/access",
        field,
    );
    let policy = POLICY.replace("BASIS", &basis);
    let longer = policy.replace("twelve", "sixteen");
    let more =
        longer.replace("Who gets in.", "Who gets in, and how.") + "\n## Leaving\n\nRights end.\n";
    let ids = world.line(&[
        (
            "Jane",
            "05-06",
            &[SETTINGS, PEOPLE, ROLE, ("isms/a.md", &policy)],
        ),
        ("Omar", "06-01", &[("isms/a.md", &longer)]),
        ("Tomasz", "06-02", &[("isms/a.md", &more)]),
    ]);
    let seen = world.look();
    assert_eq!(
        seen.changes("policy/access", field),
        [
            change(
                "text",
                "Who gets in.",
                "Who gets in, and how.",
                Some(ids[2])
            ),
            change("text under \"Leaving\"", "-", "Rights end.", Some(ids[2])),
            change(
                "text under \"Passwords\"",
                "A password has twelve characters.",
                "A password has sixteen characters.",
                Some(ids[1])
            ),
        ]
    );
    let message = seen.message("policy-approval-stale");
    assert!(
        message.contains("the text under \"Passwords\" reads differently since"),
        "{message}"
    );
    world.write("isms/a.md", &policy.replace("## Rights", "\n### Rights"));
    let seen = world.look();
    let message = seen.message("policy-approval-stale");
    assert!(
        message.ends_with("the text differs in blank lines or marks of headings"),
        "{message}"
    );
}

const CONTROL: &str = "kind: control\nid: A.8.1\napplicable: true\njustification: Laptops leave the house.\n---\nkind: control\nid: A.8.30\napplicable: false\nexclusion: {by: jane, on: 2026-05-06, reason: All code is written by employees., basis: BASIS}\n";
const SIGNED: &str = "kind: sign-off\nid: soa\ntitle: Signatures under the SoA\nsubject: soa\nversion: '1'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: BASIS}\n---\nkind: sign-off\nid: rtp\ntitle: Signatures under the RTP\nsubject: rtp\nversion: '1'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: OTHER}\n";
const ROLE: (&str, &str) = (
    "isms/roles.yaml",
    "kind: role\nid: ceo\ntitle: Managing director\nholders: [{person: jane, from: 2026-01-01}]\nauthorities: [top-management]\n",
);

/// Files of a whole that is signed, and what signs it.
fn signed(risk: &str) -> (String, String) {
    let draft = CONTROL.replace("BASIS", NOWHERE);
    let unsigned = SIGNED.replace("BASIS", NOWHERE).replace("OTHER", NOWHERE);
    let files = [
        SETTINGS,
        PEOPLE,
        ROLE,
        ("isms/r.yaml", risk),
        ("isms/c.yaml", &draft),
        ("isms/s.yaml", &unsigned),
    ];
    let excluded = CONTROL.replace("BASIS", &basis(&files, "control/A.8.30", "exclusion"));
    let soa = basis(&files, "sign-off/soa", "approvals[0]");
    let rtp = basis(&files, "sign-off/rtp", "approvals[0]");
    (
        excluded,
        SIGNED.replace("BASIS", &soa).replace("OTHER", &rtp),
    )
}

#[test]
fn a_signature_under_the_whole_names_the_control_and_the_commit_that_touched_it() {
    let (world, risk) = (World::new(), risk());
    let (controls, sign_offs) = signed(&risk);
    let undone = controls.replacen(
        "applicable: true\njustification: Laptops leave the house.",
        "applicable: false\nexclusion: {by: jane, on: 2026-06-01, reason: No laptops are left.}",
        1,
    );
    let treated = risk.replace(
        "  actions:",
        "  controls: [{control: A.8.24, reduces: {impact: 1}}]\n  actions:",
    );
    let ids = world.line(&[
        (
            "Omar",
            "05-01",
            &[SETTINGS, PEOPLE, ROLE, ("isms/r.yaml", &risk)],
        ),
        (
            "Jane",
            "05-06",
            &[("isms/c.yaml", &controls), ("isms/s.yaml", &sign_offs)],
        ),
        ("Omar", "06-01", &[("isms/c.yaml", &undone)]),
        (
            "Tomasz",
            "06-02",
            &[("isms/r.yaml", &treated.replace("2026-09-30", "2026-12-31"))],
        ),
        ("Omar", "06-03", &[("README", "Hello\n")]),
    ]);
    let seen = world.look();
    let soa = seen.changes("sign-off/soa", "approvals[0]");
    let named: Vec<_> = soa.iter().map(|it| (it.0.as_str(), it.3.clone())).collect();
    let of = |at: usize| Some(ids[at].to_string());
    assert_eq!(
        named,
        [
            ("A.8.1 applicable", of(2)),
            ("A.8.1 exclusion", of(2)),
            ("A.8.1 justification", of(2)),
        ],
        "{soa:?}"
    );
    assert_eq!((soa[0].1.as_str(), soa[0].2.as_str()), ("true", "false"));
    assert_eq!(
        seen.changes("sign-off/rtp", "approvals[0]"),
        [
            change(
                "R-1 actions[T-1]",
                "T-1, jane, 2026-09-30",
                "T-1, jane, 2026-12-31",
                Some(ids[3])
            ),
            change("R-1 controls", "nothing", "A.8.24", Some(ids[3])),
        ]
    );
    let message = seen.message("soa-changed-since-sign-off");
    assert!(
        message
            .contains("version 1: `A.8.1 applicable` was true and is false; `A.8.1 exclusion` is "),
        "{message}"
    );
}

#[test]
fn reasons_of_a_control_lead_to_the_risks_that_give_them() {
    let world = World::new();
    let risk = RISK.replace(", basis: BASIS", "").replace(
        "  actions:",
        "  controls: [{control: A.8.1, reduces: {impact: 1}}]\n  actions:",
    );
    let (controls, sign_offs) = signed(&risk);
    let second = risk.replace("R-1", "R-2");
    let ids = world.line(&[
        (
            "Jane",
            "05-06",
            &[
                SETTINGS,
                PEOPLE,
                ROLE,
                ("isms/r.yaml", &risk),
                ("isms/c.yaml", &controls),
                ("isms/s.yaml", &sign_offs),
            ],
        ),
        ("Tomasz", "06-02", &[("isms/r2.yaml", &second)]),
        (
            "Omar",
            "06-03",
            &[(
                "isms/c.yaml",
                &controls.replace("\n---", "\nnotes: Looked at.\n---"),
            )],
        ),
    ]);
    let expected = [change(
        "A.8.1 reasons.risk",
        "R-1",
        "R-1, R-2",
        Some(ids[1]),
    )];
    assert_eq!(
        world.look().changes("sign-off/soa", "approvals[0]"),
        expected
    );
    world.write("isms/r3.yaml", &risk.replace("R-1", "R-3"));
    let seen = world.look();
    let expected = [change("A.8.1 reasons.risk", "R-1", "R-1, R-2, R-3", None)];
    assert_eq!(seen.changes("sign-off/soa", "approvals[0]"), expected);
}

#[test]
fn an_exclusion_names_what_speaks_to_it_now() {
    let world = World::new();
    let risk = RISK.replace(", basis: BASIS", "");
    let (controls, _) = signed(&risk);
    let treated = risk.replace(
        "  actions:",
        "  controls: [{control: A.8.30, reduces: {impact: 1}}]\n  actions:",
    );
    let reworded = controls.replace(
        "All code is written by employees.",
        "Hardly any code is written by others.",
    );
    let ids = world.line(&[
        (
            "Omar",
            "05-06",
            &[SETTINGS, PEOPLE, ROLE, ("isms/r.yaml", &risk)],
        ),
        ("Jane", "05-06", &[("isms/c.yaml", &controls)]),
        ("Tomasz", "06-02", &[("isms/r.yaml", &treated)]),
        ("Omar", "06-03", &[("isms/c.yaml", &reworded)]),
    ]);
    let seen = world.look();
    let changes = seen.changes("control/A.8.30", "exclusion");
    let named: Vec<_> = changes
        .iter()
        .map(|it| (it.0.as_str(), it.2.as_str(), it.3.clone()))
        .collect();
    assert_eq!(
        named,
        [
            (
                "reason",
                "Hardly any code is written by others.",
                Some(ids[3].to_string())
            ),
            ("risks", "R-1", Some(ids[2].to_string())),
        ]
    );
    let message = seen.message("exclusion-stale");
    assert!(
        message.contains("has changed since: `reason` was \"All code"),
        "{message}"
    );
}

#[test]
fn nothing_is_asked_where_nothing_is_stale() {
    let (world, risk) = (World::new(), risk());
    world.line(&[("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)])]);
    let seen = world.look();
    assert_eq!(seen.proofs.iter().count(), 0);
}
