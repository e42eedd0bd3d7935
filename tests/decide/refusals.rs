//! What must not be decided is refused with a sentence that says why and who could; nothing is written.

use crate::places::{change, example, refused, small};
use crate::world::World;

/// Runs lines that are refused, each with what has to be said.
fn all_refused(world: &World, lines: &[(&str, &str)]) {
    for (line, said) in lines {
        let line = line.replace("REST", "--until 2027-01-31 --reason x");
        let mut args: Vec<&str> = Vec::new();
        for (at, part) in line.split('"').enumerate() {
            match at % 2 {
                0 => args.extend(part.split_whitespace()),
                _ => args.push(part),
            }
        }
        let told = refused(world, &args);
        assert!(told.contains(said), "{line}:\n{told}\nlacks {said}");
    }
}

const RISKS: &str = "\
kind: risk
id: R-1
title: Old system
owner: it-lead
inherent: {likelihood: 3, impact: 5}
treatment:
  options: [retain]
---
kind: risk
id: R-2
title: Waits for actions
owner: it-lead
inherent: {likelihood: 3, impact: 5}
treatment:
  options: [modify]
  actions:
    - {id: R-2-1, title: A, due: 2027-01-31, status: open, reduces: {impact: 4}}
    - {id: R-2-2, title: B, due: 2026-12-31, status: open}
---
kind: risk
id: R-3
title: Small
owner: jane
inherent: {likelihood: 1, impact: 2}
treatment: {options: [retain]}
---
kind: risk
id: R-4
title: Too large
owner: jane
inherent: {likelihood: 5, impact: 5}
treatment: {options: [retain]}
---
kind: risk
id: R-5
title: Over
owner: jane
inherent: {likelihood: 3, impact: 5}
closed: {on: 2026-10-01, by: jane, reason: Sold}
---
kind: risk
id: R-6
title: Nobody's
inherent: {likelihood: 3, impact: 5}
treatment: {options: [retain]}
---
kind: risk
id: R-7
title: Untreated
owner: jane
inherent: {likelihood: 3, impact: 5}
---
kind: risk
id: R-8
title: Without a day
owner: it-lead
inherent: {likelihood: 3, impact: 5}
treatment:
  options: [modify]
  actions:
    - {id: R-8-1, title: A, status: open, reduces: {impact: 4}}
";

/// What the owner of a risk may type; `REST` is an end and a reason that nothing is wrong with.
const ACCEPTANCES: &[(&str, &str)] = &[
    (
        "accept R-9 --by jane REST",
        "there is no `R-9`; did you mean `R-",
    ),
    (
        "accept jane --by jane REST",
        "person/jane (Jane Doe) takes no acceptance",
    ),
    ("accept R-1 REST", "`--by PERSON`"),
    (
        "accept R-1 --by jan REST",
        "there is no person `jan`; did you mean `jane`?",
    ),
    ("accept R-1 --by it-lead REST", "`it-lead` is a role"),
    (
        "accept R-1 --by omar REST",
        "`omar` left on 2026-03-31, so cannot decide on 2026-11-20",
    ),
    (
        "accept R-1 --by bob REST",
        "it takes the risk owner `it-lead`; on 2026-11-20 that is jane (Jane Doe)",
    ),
    (
        "accept R-1 --by bob --on 2025-01-01 REST",
        "`bob` came on 2025-06-01, after 2025-01-01",
    ),
    (
        "accept R-1 --by jane --on 2026-03-01 REST",
        "on 2026-03-01 that is omar (Omar Haddad)",
    ),
    (
        "accept R-1 --by jane --on 2026-11-21 REST",
        "after the day of `--as-of`, 2026-11-20",
    ),
    ("accept R-1 --by jane --on 2999-01-01 REST", "and today is"),
    (
        "accept R-1 --by jane --record nothing REST",
        "no evidence and no management review `nothing`",
    ),
    (
        "accept R-3 --by jane REST",
        "is low today and low when its plan is done; the criterion is medium, so it needs no acceptance",
    ),
    (
        "accept R-3 --by jane --of residual REST",
        "the approval of the plan covers it",
    ),
    (
        "accept R-3 --by jane --of interim REST",
        "within the criterion medium",
    ),
    (
        "accept R-1 --by jane --of interim REST",
        "no action of risk/R-1 (Old system) is open",
    ),
    (
        "accept R-4 --by jane REST",
        "nobody may accept risk/R-4 (Too large) at critical: `may_accept` of the risk method ends at high",
    ),
    (
        "accept R-5 --by jane REST",
        "risk/R-5 (Over) was closed on 2026-10-01",
    ),
    ("accept R-6 --by jane REST", "the document names none"),
    ("accept R-7 --by jane REST", "has no treatment yet"),
    ("accept R-8 --by jane REST", "has no due date"),
    (
        "accept R-1 --by jane --reason x",
        "`--until YYYY-MM-DD` and `--reason TEXT`",
    ),
    (
        "accept R-1 --by jane --until 2027-01-31",
        "`--until YYYY-MM-DD` and `--reason TEXT`",
    ),
    (
        "accept R-1 --by jane --until 2027-01-31 --reason \" \"",
        "`--reason` is empty",
    ),
    (
        "accept R-1 --by jane --until 2026-11-19 --reason x",
        "would end on 2026-11-19, before the day of the decision",
    ),
    (
        "accept R-1 --by jane --on 2026-05-01 --until 2026-11-19 --reason x",
        "would have ended on 2026-11-19 already",
    ),
    (
        "accept R-2 --by jane --until 2027-02-01 --reason x",
        "due on 2027-01-31, so the level of today can be accepted until then",
    ),
    ("accept R-1 --endorse --by mary", "is not accepted yet"),
    ("accept --by jane", "name the risk, or `--owner PERSON`"),
    (
        "accept --owner nobody REST",
        "there is no person and no role `nobody`",
    ),
    ("accept --owner bob REST", "no risk awaits `bob`"),
    ("accept --owner it-lead REST", "say who decides"),
    (
        "accept --owner jane --sheet REST",
        "the page to sign writes nothing",
    ),
    (
        "accept R-1 --by jane --format md",
        "`--format` is for `--list` and for the page",
    ),
    ("accept --list --format md", "`--list` is text or json"),
    (
        "accept --owner jane --format json",
        "the page to sign is md or html",
    ),
];

#[test]
fn acceptances_that_cannot_be() {
    all_refused(&small(&[("isms/risks.yaml", RISKS)]), ACCEPTANCES);
}

#[test]
fn endorsements_that_cannot_be() {
    let world = small(&[("isms/risks.yaml", RISKS)]);
    crate::places::done(
        &world,
        &[
            "accept",
            "R-1",
            "--by",
            "jane",
            "--until",
            "2027-01-31",
            "--reason",
            "x",
        ],
    );
    all_refused(
        &world,
        &[
            (
                "accept R-1 --endorse --by jane",
                "it takes a holder of board; on 2026-11-20 that is mary (Mary Major)",
            ),
            (
                "accept R-1 --by jane --until 2027-01-31 --reason x",
                "is accepted already, by jane on 2026-11-20, until 2027-01-31, and that holds; `--again`",
            ),
        ],
    );
    change(
        &world,
        "isms/risks.yaml",
        "title: Old system",
        "title: Older system",
    );
    all_refused(
        &world,
        &[(
            "accept R-1 --endorse --by mary",
            "does not hold, so it cannot be endorsed: what it was based on has changed",
        )],
    );
}

/// What stands beside the risks.
const DOCUMENTS: &[(&str, &str)] = &[
    ("isms/risks.yaml", RISKS),
    (
        "isms/scope.yaml",
        "kind: scope\nversion: '1.0'\nstatement: '[decide: what]'\n",
    ),
    (
        "isms/a.md",
        "---\nkind: policy\nid: draft\ntitle: Draft\ntype: policy\ntags: [starter]\n---\nText\n",
    ),
    (
        "isms/b.md",
        "---\nkind: policy\nid: open\ntitle: Open\ntype: policy\n---\n[decide: how long]\n",
    ),
    (
        "isms/c.md",
        "---\nkind: policy\nid: information-security-policy\ntitle: Top\ntype: policy\nversion: '1.0'\n---\nText\n",
    ),
    (
        "isms/d.md",
        "---\nkind: policy\nid: R-1\ntitle: Same id as a risk\ntype: policy\n---\nText\n",
    ),
    (
        "isms/e.md",
        "---\nkind: policy\nid: broken\ntitle: Broken\ntype: nothing\n---\nText\n",
    ),
    (
        "isms/ex.yaml",
        "kind: exception\nid: EX-1\ntitle: Kiosk\nfrom: A.8.5\n",
    ),
    (
        "isms/c.yaml",
        "kind: control\nid: A.5.1\napplicable: true\n---\nkind: control\nid: A.5.2\napplicable: false\n",
    ),
    (
        "isms/twice.yaml",
        "kind: assessment\nid: a-1\ntitle: A\nheld: 2026-01-01\n---\nkind: assessment\nid: a-1\ntitle: B\nheld: 2026-01-01\n",
    ),
];

/// What may be typed to approve or review one of them.
const APPROVALS: &[(&str, &str)] = &[
    (
        "approve draf --by jane",
        "there is no `draf`; did you mean `draft`?",
    ),
    ("approve plicy/draft --by jane", "did you mean `policy`?"),
    (
        "approve draft --by jane",
        "is a starter; take it over first",
    ),
    (
        "approve open --by jane",
        "still holds what is to be decided",
    ),
    (
        "approve scope --by mary",
        "still holds what is to be decided",
    ),
    (
        "approve broken --by jane",
        "policy/broken could not be read whole (see isms/e.md",
    ),
    (
        "approve R-1 --by jane",
        "`R-1` may be policy/R-1 or risk/R-1; write which",
    ),
    (
        "approve a-1 --by mary",
        "stands more than once: isms/twice.yaml:2, isms/twice.yaml:7",
    ),
    (
        "approve information-security-policy --by jane",
        "it takes a role with the authority `top-management`; on 2026-11-20 that is mary (Mary Major)",
    ),
    (
        "approve policy/R-1 --by bob",
        "that is jane (Jane Doe) or mary (Mary Major)",
    ),
    (
        "approve EX-1 --by jane --until 2027-01-01",
        "`approve-exception`; on 2026-11-20 that is mary",
    ),
    ("approve EX-1 --by mary", "say until when"),
    (
        "approve risk/R-1 --by jane",
        "its acceptance is the approval of the plan too: `isms accept R-1`",
    ),
    ("approve R-2 --by mary", "it takes the risk owner `it-lead`"),
    (
        "approve R-7 --by jane",
        "has no treatment that could be approved",
    ),
    (
        "approve jane --by jane",
        "person/jane (Jane Doe) takes no approval that this verb can write",
    ),
    ("approve A.5.1 --by mary", "is not excluded"),
    ("approve A.5.2 --by mary", "is excluded without a reason"),
    ("approve R-2 --by jane --version 2", "a risk has no version"),
    (
        "approve information-security-policy --by mary --version 1.0",
        "has the version 1.0 already",
    ),
    (
        "approve soa --by mary",
        "there is no sign-off with `subject: soa` to sign; make one with `isms new sign-off",
    ),
    (
        "approve R-2 --by jane --at HEAD",
        "nothing can be decided in the past",
    ),
    ("review nothing --by jane", "there is no `nothing`"),
    ("review broken --by jane", "could not be read whole"),
];

#[test]
fn approvals_that_cannot_be() {
    all_refused(&small(DOCUMENTS), APPROVALS);
}

#[test]
fn signatures_that_cannot_be() {
    let sign_off = "kind: sign-off\nid: s-1\ntitle: SoA\nsubject: soa\nversion: '1.0'\n";
    let world = small(&[("isms/s.yaml", sign_off)]);
    let said = refused(&world, &["approve", "soa", "--by", "mary"]);
    assert!(
        said.contains("93 controls are not decided (A.5.1, A.5.2,") && said.contains("and 83 more"),
        "{said}"
    );
    all_refused(&world, &[("approve soa --by jane", "93 controls")]);
    world.write("isms/t.yaml", sign_off.replace("s-1", "s-2"));
    all_refused(
        &world,
        &[(
            "approve soa --by mary",
            "write which: sign-off/s-1 or sign-off/s-2",
        )],
    );
    let world = example();
    all_refused(
        &world,
        &[
            (
                "approve soa --by noor",
                "may not sign sign-off/soa-approval (Statement of Applicability): it takes a role with the authority `approve-soa`",
            ),
            (
                "approve soa --by annika",
                "is approved already, by annika on 2026-11-12",
            ),
            (
                "approve soa --by annika --again --on 2026-11-11",
                "a decision of 2026-11-12 that is later",
            ),
        ],
    );
    world.write("isms/broken.yaml", "kind: risk\nid: R-99\n");
    all_refused(
        &world,
        &[(
            "approve rtp --by annika --again",
            "cannot be known, because documents could not be read whole",
        )],
    );
}

#[test]
fn an_unknown_level_is_not_accepted() {
    let world = small(&[("isms/risks.yaml", RISKS)]);
    change(
        &world,
        "isms/method.yaml",
        "approach: asset-based",
        "approach: guess",
    );
    let line = [
        "accept",
        "R-1",
        "--by",
        "jane",
        "--until",
        "2027-01-31",
        "--reason",
        "x",
    ];
    let said = refused(&world, &line);
    assert!(
        said.contains("is not known") && said.contains("isms/method.yaml"),
        "{said}"
    );
}

#[test]
fn who_holds_a_role_that_cannot_be_read_is_not_guessed() {
    let world = small(&[("isms/risks.yaml", RISKS)]);
    change(
        &world,
        "isms/people.yaml",
        "title: IT lead,",
        "titel: IT lead,",
    );
    let said = refused(
        &world,
        &[
            "accept",
            "R-1",
            "--by",
            "jane",
            "--until",
            "2027-01-31",
            "--reason",
            "x",
        ],
    );
    assert!(said.contains("cannot be known"), "{said}");
}

#[test]
fn the_same_review_is_not_written_twice() {
    let world = small(&[("isms/risks.yaml", RISKS)]);
    crate::places::done(&world, &["review", "R-1", "--by", "bob"]);
    all_refused(
        &world,
        &[
            (
                "review R-1 --by bob",
                "was reviewed by bob on 2026-11-20 already",
            ),
            ("review R-5 --by bob", "was closed on 2026-10-01"),
        ],
    );
}
