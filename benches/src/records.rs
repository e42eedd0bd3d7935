//! Records of operation beside a corpus: audits, nonconformities, incidents, trainings and the other kinds
//! of clauses 6.3 to 10, each about 1.5 KB.

use crate::documents::File;
use crate::plan::Plan;
use crate::prose::Random;

/// Kinds in turn: what there is most of comes most often.
const KINDS: [&str; 12] = [
    "nonconformity",
    "training",
    "incident",
    "improvement",
    "competence",
    "nonconformity",
    "audit",
    "controlled-document",
    "incident",
    "planned-change",
    "communication",
    "management-review",
];

/// The files of `count` records that name documents of the corpus of this plan.
pub fn all(plan: Plan, count: usize) -> Vec<File> {
    let mut random = Random(count as u64 + 7);
    (0..count).map(|at| record(plan, &mut random, at)).collect()
}

fn record(plan: Plan, random: &mut Random, at: usize) -> File {
    let kind = KINDS[at % KINDS.len()];
    let id = format!("{kind}-{at:05}");
    let (title, more) = (random.words(5), random.folded(650, 2));
    let body = body(plan, random, kind, at);
    let text = format!(
        "# yaml-language-server: $schema=../../../schemas/{kind}.schema.json\nkind: {kind}\nid: {id}\ntitle: {title}\nowner: security-lead\ndescription: >-\n{more}\n{body}\n"
    );
    (format!("isms/records/{kind}/{id}.yaml"), text)
}

fn body(plan: Plan, random: &mut Random, kind: &str, at: usize) -> String {
    let mut text = || random.words(22);
    let control = plan.control(at);
    match kind {
        "nonconformity" => {
            let (statement, correction, cause) = (text(), text(), text());
            format!(
                "source: observation\ndetected: 2026-02-03\nrequirement: {control}\nstatement: {statement}\nevidence: [E-00000]\ngrade: minor\ncorrection: {correction}\nconsequences: {correction}\ncause: {cause}\nsimilar_cases: {cause}\nactions:\n  - {{id: {at}-1, title: {statement}, owner: person-0001, due: 2026-04-01, status: done, done: 2026-03-20}}\neffectiveness: {{result: effective, by: person-0000, on: 2026-06-01}}\nclosed: 2026-06-02"
            )
        }
        "training" => format!(
            "topics: [{}, {}]\ncovers: [information-security-policy]\naudience: Everybody\nevery: 12m\nrecords:\n  - {{on: 2025-11-25, population: 40, completed: 40, evidence: [E-00000]}}\n  - {{on: 2026-09-02, population: 42, completed: 42, evidence: [E-00000]}}",
            text(),
            text()
        ),
        "incident" => format!(
            "detected: \"2026-03-04T09:30:00+01:00\"\ncontained: \"2026-03-04T11:10:00+01:00\"\nclosed: \"2026-03-06T16:00:00+01:00\"\nseverity: low\naffects: [availability]\ntimeline:\n  - {{at: \"2026-03-04T09:30:00+01:00\", text: {}}}\n  - {{at: \"2026-03-04T11:10:00+01:00\", text: {}}}\ncause: {}\nlessons: {}",
            text(),
            text(),
            text(),
            text()
        ),
        "improvement" => format!(
            "source: suggestion\naction: {}\ndue: 2026-10-01\nstatus: done\ndone: 2026-09-14\nnotes: {}",
            text(),
            text()
        ),
        "competence" => format!(
            "person: person-{:04}\nrequired: {}\nheld: {}\nacquired: {}\nevidence: [E-00000]\non: 2026-02-02\neffectiveness: {}",
            at % plan.people,
            text(),
            text(),
            text(),
            text()
        ),
        "audit" => format!(
            "type: internal\ncriteria: [{}]\nscope: {{clauses: [\"7.2\", \"9.1\"], controls: [{control}]}}\nauditors: [person-0002]\nplanned: 2026-05-04\nheld: 2026-05-06\nsamples: [{}]\nconclusion: {}\nreported: [{{to: managing-director, on: 2026-05-12}}]\nfindings:\n  - {{id: F-1, type: opportunity, requirement: \"9.1\", statement: {}}}",
            text(),
            text(),
            text(),
            text()
        ),
        "controlled-document" => format!(
            "type: external-origin\norigin: {}\nversion: \"2026\"\nlocation: {}\nclassification: internal\naccess: {}",
            text(),
            text(),
            text()
        ),
        "planned-change" => format!(
            "reason: {}\nconsequences: {}\nplanned: 2026-04-01\nstatus: done\ndone: 2026-04-02\nresult: {}",
            text(),
            text(),
            text()
        ),
        "communication" => format!(
            "what: {}\nwhen: {}\nwith_whom: Everybody\nhow: {}\nwho: security-lead",
            text(),
            text(),
            text()
        ),
        _ => review(&mut text),
    }
}

fn review(text: &mut impl FnMut() -> String) -> String {
    let inputs = ["a", "b", "c", "d1", "d2", "d3", "d4", "e", "f", "g"];
    let inputs: Vec<String> = inputs
        .iter()
        .map(|letter| format!("  {letter}: {{text: {}}}\n", text()))
        .collect();
    format!(
        "every: 12m\nheld: 2026-06-18\nattendees: [person-0000, person-0001]\ninputs:\n{}decisions:\n  - {{text: {}, type: improvement, owner: person-0001, due: 2026-10-01, status: done, done: 2026-09-01}}\napproval: {{by: person-0000, on: 2026-06-18}}",
        inputs.concat(),
        text()
    )
}
