//! The text of each document: about 1.5 KB, valid, every reference resolving, few findings.

use crate::plan::{Plan, SMALL};
use crate::prose::Random;

/// Where a basis will stand; the tool computes it once all is written.
const BASIS: &str = "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// The day as of which the corpus is to be judged.
pub const AS_OF: &str = "2026-11-20";

/// A file and its text.
pub type File = (String, String);

/// All files of a repository of `total` documents.
pub fn all(total: usize) -> Vec<File> {
    let settings = "stage = \"building\"\ndocuments = [\"isms\"]\n";
    let mut writer = Writer {
        plan: Plan::new(total),
        random: Random(total as u64),
        files: vec![("isms.toml".into(), settings.into())],
    };
    writer.organization();
    if total < SMALL {
        (1..total).for_each(|at| writer.person(at));
        return writer.files;
    }
    let plan = writer.plan;
    writer.scope();
    writer.method();
    (0..plan.people).for_each(|at| writer.person(at));
    (0..plan.roles).for_each(|at| writer.role(at));
    (0..plan.suppliers).for_each(|at| writer.supplier(at));
    (0..plan.obligations).for_each(|at| writer.obligation(at));
    (0..plan.metrics).for_each(|at| writer.metric(at));
    (0..plan.policies).for_each(|at| writer.policy(at));
    (0..plan.issues).for_each(|at| writer.issue(at));
    (0..plan.parties).for_each(|at| writer.party(at));
    (0..plan.controls + plan.own).for_each(|at| writer.control(at));
    (0..plan.assets).for_each(|at| writer.asset(at));
    (0..plan.risks).for_each(|at| writer.risk(at));
    (0..plan.evidence).for_each(|at| writer.evidence(at));
    writer.files
}

struct Writer {
    plan: Plan,
    random: Random,
    files: Vec<File>,
}

impl Writer {
    fn add(&mut self, folder: &str, name: &str, kind: &str, body: &str) {
        let up = "../".repeat(folder.split('/').filter(|part| !part.is_empty()).count() + 1);
        let text = format!(
            "# yaml-language-server: $schema={up}schemas/{kind}.schema.json\nkind: {kind}\n{body}\n"
        );
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        self.files.push((format!("isms/{folder}{name}.yaml"), text));
    }

    fn description(&mut self, bytes: usize) -> String {
        format!("description: >-\n{}", self.random.folded(bytes, 2))
    }

    fn person_id(&self, at: usize) -> String {
        format!("person-{:04}", at % self.plan.people)
    }

    fn role_id(&self, at: usize) -> String {
        match at % self.plan.roles {
            0 => "managing-director".into(),
            1 => "security-lead".into(),
            at => format!("role-{at:04}"),
        }
    }

    fn any_role(&mut self) -> usize {
        self.random.below(self.plan.roles)
    }

    fn organization(&mut self) {
        let more = self.description(1000);
        self.add("", "organization", "organization", &format!(
            "name: Ottersand\nlegal_name: Ottersand GmbH\n{more}\nentities:\n  - id: ottersand\n    name: Ottersand GmbH, Leipzig\n    in_scope: true\nsites:\n  - id: leipzig\n    name: Head office\n    address: Gerberkai 14, Leipzig\n    entity: ottersand\nclassification: [public, internal, confidential, restricted]\nclimate_change:\n  relevant: false\n  why: The sites and the services were looked at, and neither depends on the weather."));
    }

    fn scope(&mut self) {
        let text = |random: &mut Random| random.folded(220, 4);
        let (statement, organizational, physical, digital) = (
            text(&mut self.random),
            text(&mut self.random),
            text(&mut self.random),
            text(&mut self.random),
        );
        self.add("", "scope", "scope", &format!(
            "version: \"1.0\"\nowner: managing-director\nstatement: >-\n{statement}\nboundaries:\n  organizational: >-\n{organizational}\n  physical: >-\n{physical}\n  digital: >-\n{digital}\nsites: [leipzig]\nconsidered: [issue-0000, party-0000]\napproval: {{by: person-0000, on: 2026-02-27, record: E-00000, basis: \"{BASIS}\"}}\nreview:\n  every: 12m\n  done:\n    - {{by: person-0001, on: 2026-09-24, record: E-00000}}"));
    }

    fn method(&mut self) {
        let more = self.description(400);
        let steps = |names: [&str; 5]| {
            let lines = names.iter().enumerate();
            lines
                .map(|(at, name)| format!("  - {{value: {}, title: {name}}}\n", at + 1))
                .collect::<String>()
        };
        let likelihood = steps(["Rare", "Unlikely", "Possible", "Likely", "Frequent"]);
        let impact = steps([
            "Negligible",
            "Minor",
            "Noticeable",
            "Serious",
            "Existential",
        ]);
        self.add("", "risk-method", "risk-method", &format!(
            "version: \"1.0\"\nowner: security-lead\n{more}\napproach: asset-based\nlikelihood:\n{likelihood}impact:\n{impact}formula: product\nlevels:\n  - {{id: low, title: Low, from: 1, colour: \"#7fb069\"}}\n  - {{id: medium, title: Medium, from: 5, colour: \"#e6c229\"}}\n  - {{id: high, title: High, from: 10, colour: \"#e07a2f\"}}\nacceptable_up_to: medium\nmay_accept:\n  - {{up_to: medium, roles: [risk-owner]}}\n  - {{up_to: high, roles: [managing-director]}}\npartial_effect: 0.5\nstacking: sum\ncritical_from: 5\nreview_interval: 12m\ntriggers:\n  - A new product area, supplier or site\napproval: {{by: person-0000, on: 2026-02-27, record: E-00000, basis: \"{BASIS}\"}}\nreview: {{every: 12m, done: [{{by: person-0001, on: 2026-09-24, record: E-00000}}]}}"));
    }

    fn person(&mut self, at: usize) {
        let (name, more) = (self.random.words(2), self.description(1150));
        let small = self.plan.total < SMALL;
        let owner = if small { "" } else { "owner: security-lead\n" };
        let body = format!(
            "id: person-{at:04}\nname: {name}\n{owner}emails: [person-{at:04}@ottersand.example]\nfrom: 2024-03-01\n{more}"
        );
        self.add("people", &format!("person-{at:04}"), "person", &body);
    }

    fn role(&mut self, at: usize) {
        let id = self.role_id(at);
        let (title, more) = (self.random.words(3), self.description(700));
        let authorities = match at {
            0 => "authorities: [top-management, approve-policy, approve-soa, approve-exception]\n",
            1 => "authorities: [isms-conformity, isms-reporting, approve-policy]\n",
            _ => "",
        };
        let (person, deputy) = (self.person_id(at), self.person_id(at + 1));
        let duties: Vec<String> = (0..3)
            .map(|_| format!("  - {}\n", self.random.words(9)))
            .collect();
        self.add("roles", &id, "role", &format!(
            "id: {id}\ntitle: {title}\n{more}\nowner: managing-director\nresponsibilities:\n{}{authorities}clauses: [\"5.3\", \"7.1\"]\nholders:\n  - {{person: {person}, from: 2024-03-01}}\ndeputy: {deputy}", duties.concat()));
    }

    fn supplier(&mut self, at: usize) {
        let (title, more, exit) = (
            self.random.words(2),
            self.description(600),
            self.random.folded(250, 2),
        );
        let role = self.any_role();
        let (owner, person) = (self.role_id(role), self.person_id(role));
        self.add("suppliers", &format!("supplier-{at:04}"), "supplier", &format!(
            "id: supplier-{at:04}\ntitle: {title}\nowner: {owner}\n{more}\nservices: [Managed cluster, Managed database, Object storage]\ndata: [Customer data, encrypted backups, logs]\nlocations: [\"Munich, Germany\"]\ncriticality: high\nagreements: [Framework contract 2025-10-01, Data processing agreement]\ncertifications:\n  - {{standard: ISO/IEC 27001, scope: Data centres, until: 2028-08-31, evidence: E-00000}}\nexit: >-\n{exit}\nreview: {{every: 12m, done: [{{by: {person}, on: 2026-09-22, record: E-00000}}]}}"));
    }

    fn obligation(&mut self, at: usize) {
        let (title, more) = (self.random.words(4), self.description(600));
        let requirements: Vec<String> = (0..4)
            .map(|nr| {
                let (one, two) = (
                    self.plan.control(at * 7 + nr),
                    self.plan.control(at * 11 + nr + 20),
                );
                format!(
                    "  - id: o-{at:04}-{nr}\n    text: {}\n    controls: [{one}, {two}]\n",
                    self.random.words(9)
                )
            })
            .collect();
        self.add("obligations", &format!("obligation-{at:04}"), "obligation", &format!(
            "id: obligation-{at:04}\ntitle: {title}\ntype: contract\nsource: Contract of 2024\nowner: security-lead\n{more}\nrequirements:\n{}review: {{every: 12m, done: [{{by: person-0001, on: 2026-05-28, record: E-00000}}]}}", requirements.concat()));
    }

    fn metric(&mut self, at: usize) {
        let (title, more, how) = (
            self.random.words(5),
            self.description(400),
            self.random.words(14),
        );
        let (one, two) = (self.plan.control(at * 3), self.plan.control(at * 3 + 1));
        let measurements: Vec<String> = ["2026-02-02", "2026-05-04", "2026-08-03", "2026-11-02"]
            .iter()
            .map(|day| {
                format!(
                    "  - {{on: {day}, value: {}, evaluation: {}}}\n",
                    95 + self.random.below(5),
                    self.random.words(6)
                )
            })
            .collect();
        let role = self.any_role();
        let owner = self.role_id(role);
        self.add("metrics", &format!("metric-{at:04}"), "metric", format!(
            "id: metric-{at:04}\ntitle: {title}\nowner: {owner}\n{more}\ntype: proactive\nunit: \"%\"\ntarget: {{op: \">=\", value: 95}}\nevery: 3m\nmethod: {how}\nmeasured_by: {owner}\nanalysed_by: security-lead\nanalysed_every: 3m\ncontrols: [{one}, {two}]\nmeasurements:\n{}", measurements.concat()).trim_end());
    }

    /// A policy names a run of controls, so that each is named by one.
    fn policy(&mut self, at: usize) {
        let plan = self.plan;
        let all = plan.controls + plan.own;
        let (from, to) = (at * all / plan.policies, (at + 1) * all / plan.policies);
        let controls: Vec<String> = (from..to.max(from + 1))
            .map(|at| plan.control(at))
            .collect();
        let id = if at == 0 {
            "information-security-policy".into()
        } else {
            format!("policy-{at:04}")
        };
        let meets = if at == 0 {
            "meets: {a: \"#purpose\", b: \"#purpose\", c: \"#rules\", d: \"#rules\"}\n"
        } else {
            ""
        };
        let title = self.random.words(3);
        let (purpose, rules) = (self.random.folded(300, 0), self.random.folded(300, 0));
        let text = format!(
            "---\nkind: policy\nid: {id}\ntitle: {title}\ntype: policy\nversion: \"1.0\"\nowner: security-lead\nclassification: internal\ncontrols: [{}]\n{meets}audience: Everybody\ncommunicated:\n  - {{to: Everybody, on: 2026-03-02, evidence: [E-00000]}}\napprovals:\n  - {{by: person-0000, on: 2026-02-27, record: E-00000, basis: \"{BASIS}\"}}\nreview: {{every: 12m, done: [{{by: person-0001, on: 2026-02-27, record: E-00000}}]}}\n---\n# {title}\n\n## Purpose\n\n{purpose}\n\n## Rules\n\n{rules}\n",
            controls.join(", ")
        );
        self.files.push((format!("isms/policies/{id}.md"), text));
    }

    fn issue(&mut self, at: usize) {
        let (title, more) = (self.random.words(5), self.description(1000));
        self.add("context", &format!("issue-{at:04}"), "context-issue", &format!(
            "id: issue-{at:04}\ntitle: {title}\nowner: security-lead\n{more}\ntype: external\neffect: threat\nreview: {{every: 12m, done: [{{by: person-0001, on: 2026-06-18, record: E-00000}}]}}"));
    }

    fn party(&mut self, at: usize) {
        let (title, more, text) = (
            self.random.words(2),
            self.description(900),
            self.random.words(10),
        );
        let control = self.plan.control(at * 5);
        self.add("context", &format!("party-{at:04}"), "interested-party", &format!(
            "id: party-{at:04}\ntitle: {title}\nowner: security-lead\n{more}\ntype: customer\nrequirements:\n  - id: p-{at:04}-1\n    text: {text}\n    addressed_by: [{control}]\nreview: {{every: 12m, done: [{{by: person-0001, on: 2026-06-18, record: E-00000}}]}}"));
    }

    fn control(&mut self, at: usize) {
        let id = self.plan.control(at);
        let own = if id.starts_with("C-") {
            format!("title: {}\n", self.random.words(4))
        } else {
            String::new()
        };
        let role = self.any_role();
        let (owner, person) = (self.role_id(role), self.person_id(role));
        let (how, why, test) = (
            self.random.folded(520, 2),
            self.random.folded(180, 2),
            self.random.words(14),
        );
        let evidence = at % self.plan.evidence;
        self.add("controls", &id, "control", &format!(
            "id: {id}\n{own}applicable: true\nstatus: implemented\nowner: {owner}\nreasons: [best-practice]\njustification: >-\n{why}\nimplementation: >-\n{how}\ntests:\n  - id: yearly\n    how: {test}\n    every: 12m\n    results:\n      - on: 2026-10-26\n        by: {person}\n        result: pass\n        evidence: E-{evidence:05}\n        sample: {{population: 22, size: 22, method: All of them}}\nreview:\n  every: 12m\n  done:\n    - {{by: {person}, on: 2026-09-24, record: E-00000}}"));
    }

    fn asset(&mut self, at: usize) {
        const TYPES: [&str; 5] = ["information", "software", "hardware", "service", "people"];
        let role = self.any_role();
        let (owner, custodian) = (self.role_id(role), self.role_id(role + 1));
        let (title, more) = (self.random.words(3), self.description(850));
        let needs = match at {
            0 => String::new(),
            _ => format!(
                "depends_on:\n  - {{asset: asset-{:05}, for: [integrity, availability]}}\n  - {{asset: supplier-{:04}}}\n",
                self.random.below(at),
                self.random.below(self.plan.suppliers)
            ),
        };
        let kind = TYPES[at % TYPES.len()];
        let cia = format!(
            "{{confidentiality: {}, integrity: {}, availability: {}}}",
            1 + at % 3,
            1 + at % 4,
            1 + at % 2
        );
        self.add("assets", &format!("asset-{at:05}"), "asset", &format!(
            "id: asset-{at:05}\ntitle: {title}\n{more}\ntype: {kind}\norigin: bought\nowner: {owner}\ncustodian: {custodian}\nclassification: confidential\ncia: {cia}\n{needs}site: leipzig\nrto: 24h\nrpo: 4h\npersonal_data: true\ntags: [core, hall]\nreview: {{every: 12m, done: [{{by: person-0001, on: 2026-09-24, record: E-00000}}]}}"));
    }

    fn risk(&mut self, at: usize) {
        let role = self.any_role();
        let (owner, person) = (self.role_id(role), self.person_id(role));
        let (title, more) = (self.random.words(6), self.description(330));
        let (threat, weakness, rationale) = (
            self.random.words(4),
            self.random.words(9),
            self.random.folded(160, 4),
        );
        let assets = format!(
            "[asset-{:05}, asset-{:05}]",
            at % self.plan.assets,
            (at + 1) % self.plan.assets
        );
        let head = format!(
            "id: R-{at:05}\ntitle: {title}\n{more}\nassets: {assets}\nthreat: {threat}\nvulnerability: {weakness}\naffects: [confidentiality, integrity]\nowner: {owner}\nassessed: 2026-09-24\n"
        );
        let all = self.plan.controls + self.plan.own;
        let first = self.random.below(all);
        let control = |step: usize| self.plan.control(first + step);
        let body = if at.is_multiple_of(4) {
            "inherent: {likelihood: 2, impact: 2}\ntreatment:\n  options: [retain]\n  rationale: >-\n".to_owned() + &rationale
                + &format!("\n  approval: {{by: {person}, on: 2026-10-06, record: E-00000, basis: \"{BASIS}\"}}")
        } else {
            format!(
                "inherent: {{likelihood: 4, impact: 4}}\ntreatment:\n  options: [modify]\n  rationale: >-\n{rationale}\n  controls:\n    - {{control: {}, reduces: {{likelihood: 1}}}}   # {}\n    - {{control: {}, reduces: {{likelihood: 1}}}}\n    - {{control: {}, reduces: {{impact: 1}}}}\n  actions:\n    - id: R-{at:05}-1\n      title: {}\n      owner: {owner}\n      start: 2026-03-05\n      due: 2026-10-15\n      status: done\n      done: 2026-10-13\n      control: {}\n      resources: One day\n      evidence: [E-{:05}]\n  approval: {{by: {person}, on: 2026-10-06, record: E-00000, basis: \"{BASIS}\"}}",
                control(0),
                self.random.words(4),
                control(1),
                control(2),
                self.random.words(8),
                control(0),
                at % self.plan.evidence
            )
        };
        self.add("risks", &format!("R-{at:05}"), "risk", &(head + &body));
    }

    /// Each control has a record first; the others support policies and risks.
    fn evidence(&mut self, at: usize) {
        let controls = self.plan.controls + self.plan.own;
        let supports = match at {
            0 => "\"5.1\", \"9.3\", information-security-policy".to_owned(),
            at if at <= controls => self.plan.control(at - 1),
            at => format!("{}, R-{:05}", self.plan.control(at), at % self.plan.risks),
        };
        let role = self.any_role();
        let owner = self.role_id(role);
        let (title, more) = (self.random.words(6), self.description(980));
        self.add("evidence", &format!("E-{at:05}"), "evidence", &format!(
            "id: E-{at:05}\ntitle: {title}\n{more}\nowner: {owner}\nsupports: [{supports}]\nurl: https://files.ottersand.example/records/{at:05}\naccess: Members of the security team\ncollected: 2026-02-27\nperiod: {{from: 2026-01-01, to: 2026-02-27}}\nvalid_for: 24m\nretention: 3y"));
    }
}
