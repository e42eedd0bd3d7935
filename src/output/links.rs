//! Where on the site each id is explained, and how lines of the repository are linked.

use super::escape::{address, fragment};
use super::field::{rows, texts};
use super::place;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Where each id is explained: the one place which knows. A copy shares everything.
#[derive(Debug, Clone, Default)]
pub struct Links(Arc<Table>);

#[derive(Debug, Default)]
struct Table {
    /// By id, or `kind/id` in the group `subjects`: the group, and the page or row that explains it.
    html: HashMap<String, BTreeMap<&'static str, Place>>,
    /// The same among files of Markdown, where only reports and policies have one.
    markdown: HashMap<String, BTreeMap<&'static str, Place>>,
    /// Ids of the rows of each report.
    rows: BTreeMap<&'static str, BTreeSet<String>>,
}

/// A path on the site, and the fragment in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: String,
    fragment: String,
}

/// A thing that has a page of its own, or stands in the page of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnPage<'a> {
    /// `kind/id` of it.
    pub subject: &'a str,
    /// Kind of what the page is about.
    pub kind: &'a str,
    /// Id of what the page is about.
    pub id: &'a str,
}

/// A report whose rows explain ids, the kind of these, and the groups that they belong to. A later line
/// wins where both have the id.
const ROWS: &[(&str, &str, &[&str])] = &[
    ("soa", "control", &["controls"]),
    ("risks", "risk", &["register", "risks"]),
    ("rtp", "risk", &["plan", "risks"]),
    ("assets", "asset", &["assets"]),
    ("suppliers", "supplier", &["assets"]),
    ("clauses", "clause", &["clauses"]),
    ("interested-parties", "interested-party", &["parties"]),
    ("obligations", "obligation", &["obligations"]),
    ("objectives", "objective", &["objectives"]),
    ("metrics", "metric", &["metrics"]),
    ("roles", "role", &["owners", "roles"]),
    ("audits", "audit", &["origins"]),
    ("incidents", "incident", &["origins"]),
    ("nonconformities", "nonconformity", &["nonconformities"]),
    ("evidence", "evidence", &["evidence"]),
    ("competence", "competence", &[]),
];

/// The groups in which pages of things of a kind are found, where rows do not say it.
const PAGES: &[(&str, &[&str])] = &[
    ("risk", &["register", "risks"]),
    ("context-issue", &["parties"]),
    ("person", &["owners"]),
    ("management-review", &["evidence", "origins"]),
    ("policy", &["policies"]),
];

/// Every group; `own` holds what a report has rows of.
const GROUPS: &[&str] = &[
    "assets",
    "clauses",
    "controls",
    "evidence",
    "metrics",
    "nonconformities",
    "objectives",
    "obligations",
    "origins",
    "own",
    "owners",
    "parties",
    "plan",
    "policies",
    "register",
    "risks",
    "roles",
    "subjects",
];

impl Links {
    /// The rows of these reports, by name, and these pages.
    pub fn new<'a>(
        reports: impl IntoIterator<Item = (&'a str, &'a Value)>,
        pages: impl IntoIterator<Item = OnPage<'a>>,
    ) -> Self {
        let mut table = Table::default();
        let reports: BTreeMap<&str, &Value> = reports.into_iter().collect();
        for (name, _, groups) in ROWS {
            let report = reports.get(name);
            let all = report.into_iter().flat_map(|report| rows(report));
            for id in all.filter_map(|row| row["id"].as_str()) {
                table.row(name, groups, id);
            }
        }
        for page in pages {
            table.page(page);
        }
        Self(Arc::new(table))
    }

    /// The addresses by group and id of the ids that a page names, as seen from it; groups without any are
    /// empty objects. Markdown links to Markdown, where rows have no addresses.
    pub fn seen_from(&self, page: &str, naming: &Value) -> Value {
        let mut all: Map<String, Value> = GROUPS
            .iter()
            .map(|group| ((*group).to_owned(), json!({})))
            .collect();
        let places = match page.ends_with(".md") {
            true => &self.0.markdown,
            false => &self.0.html,
        };
        let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        texts(naming, &mut |id| {
            for (group, place) in places.get(id).into_iter().flatten() {
                all[*group][id] = place.seen_from(page).into();
            }
        });
        if !page.ends_with(".md") {
            for row in rows(naming) {
                let subject = row["clause"]
                    .as_str()
                    .map(|clause| format!("clause/{clause}"));
                let to = subject.and_then(|subject| Some((self.page_of(&subject, page)?, subject)));
                if let Some((to, subject)) = to {
                    all["subjects"][subject] = to.into();
                }
            }
            all["own"] = self.own(page, stem, naming);
        }
        all.into()
    }

    /// The pages of what a report has rows of: by id, or by `kind/id` where rows say their kind.
    fn own(&self, page: &str, report: &str, naming: &Value) -> Value {
        let of = ROWS.iter().find(|(name, ..)| *name == report);
        let mut own = Map::new();
        for row in rows(naming) {
            let Some(id) = row["id"].as_str() else {
                continue;
            };
            let (key, subject) = match (row["kind"].as_str(), of) {
                (Some(kind), _) => (format!("{kind}/{id}"), format!("{kind}/{id}")),
                (None, Some((_, kind, _))) => (id.to_owned(), format!("{kind}/{id}")),
                (None, None) => continue,
            };
            let to = self.page_of(&subject, page);
            own.extend(to.map(|to| (key, to.into())));
        }
        own.into()
    }

    /// The page of a subject such as `risk/R-1`, as seen from another.
    pub fn page_of(&self, subject: &str, from: &str) -> Option<String> {
        let place = self.0.html.get(subject)?.get("subjects")?;
        Some(place.seen_from(from))
    }

    /// The reports that have a row of a thing, by name, with its address as seen from a page.
    pub fn rows_of(&self, kind: &str, id: &str, from: &str) -> Vec<(&'static str, String)> {
        let of = ROWS.iter().filter(|(_, of, _)| *of == kind);
        of.filter(|(report, ..)| self.0.rows.get(report).is_some_and(|ids| ids.contains(id)))
            .map(|(report, ..)| {
                let place = Place::new(format!("{report}.html"), fragment(id));
                (*report, place.seen_from(from))
            })
            .collect()
    }
}

fn groups_of(kind: &str) -> Option<&'static [&'static str]> {
    let page = PAGES.iter().find(|(of, _)| *of == kind);
    let row = ROWS.iter().find(|(_, of, _)| *of == kind);
    page.map(|(_, groups)| *groups)
        .or_else(|| row.map(|(_, _, groups)| *groups))
}

impl Table {
    fn row(&mut self, report: &'static str, groups: &[&'static str], id: &str) {
        let ids = self.rows.entry(report).or_default();
        ids.insert(id.to_owned());
        for group in groups {
            let page = Place::new(format!("{report}.html"), fragment(id));
            put(&mut self.html, group, id, page);
            let text = Place::new(format!("{report}.md"), String::new());
            put(&mut self.markdown, group, id, text);
        }
    }

    fn page(&mut self, page: OnPage<'_>) {
        let path = place::path(page.kind, page.id);
        let to = Place::new(format!("{path}.html"), String::new());
        put(&mut self.html, "subjects", page.subject, to.clone());
        let itself = page
            .subject
            .strip_prefix(page.kind)
            .and_then(|rest| rest.strip_prefix('/'));
        if itself != Some(page.id) {
            return;
        }
        for group in groups_of(page.kind).unwrap_or_default() {
            put(&mut self.html, group, page.id, to.clone());
        }
        if page.kind == "policy" {
            let text = Place::new(format!("{path}.md"), String::new());
            put(&mut self.markdown, "policies", page.id, text);
        }
    }
}

fn put(
    into: &mut HashMap<String, BTreeMap<&'static str, Place>>,
    group: &'static str,
    id: &str,
    place: Place,
) {
    into.entry(id.to_owned()).or_default().insert(group, place);
}

impl Place {
    fn new(path: String, fragment: String) -> Self {
        Self { path, fragment }
    }

    fn seen_from(&self, page: &str) -> String {
        let to = address(&relative(page, &self.path));
        match self.fragment.as_str() {
            "" if to.is_empty() => "#_content".to_owned(),
            "" => to,
            fragment => format!("{to}#{fragment}"),
        }
    }
}

/// How a page of the site names another; itself is the empty address. Folders are one deep.
pub fn relative(from: &str, to: &str) -> String {
    let folder = |path: &str| {
        path.split_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    match (folder(from), folder(to)) {
        _ if from == to => String::new(),
        (here, there) if here == there => to.rsplit('/').next().unwrap_or(to).to_owned(),
        (here, _) if here.is_empty() => to.to_owned(),
        _ => format!("../{to}"),
    }
}

/// How a forge shows a file at a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    /// Address of a commit.
    pub commit: String,
    /// What stands before the path of a file.
    pub blob: String,
    /// What stands before the number of a line.
    pub line: &'static str,
}

impl Forge {
    /// The forge of a repository at a revision; `None` without an address that a browser may follow,
    /// or when the tree differs from its commit, because its lines are then not to be seen there.
    pub fn new(repository: Option<&str>, revision: Option<&str>, prefix: &str) -> Option<Self> {
        let revision =
            revision.filter(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_hexdigit()))?;
        let repository = repository?.trim_end_matches('/');
        let repository = repository.strip_suffix(".git").unwrap_or(repository);
        let (scheme, rest) = repository.split_once("://")?;
        if !matches!(scheme, "https" | "http")
            || rest.contains(|c: char| c.is_whitespace() || c.is_control())
        {
            return None;
        }
        let host = rest.split('/').next().unwrap_or_default();
        let (commit, blob, line) = if host.contains("gitlab") {
            ("/-/commit/", "/-/blob/", "#L")
        } else if host.contains("bitbucket") {
            ("/commits/", "/src/", "#lines-")
        } else if ["codeberg", "gitea", "forgejo"]
            .iter()
            .any(|name| host.contains(name))
        {
            ("/commit/", "/src/commit/", "#L")
        } else {
            ("/commit/", "/blob/", "#L")
        };
        let prefix = if prefix.is_empty() {
            String::new()
        } else {
            format!("{}/", address(prefix))
        };
        Some(Self {
            commit: format!("{repository}{commit}{revision}"),
            blob: format!("{repository}{blob}{revision}/{prefix}"),
            line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_treated_risk_is_explained_by_the_plan_and_any_other_by_the_register_unless_it_has_a_page()
    {
        let rtp = json!({"rows": [{"id": "R-1"}]});
        let risks = json!({"rows": [{"id": "R-1"}, {"id": "R-2"}]});
        let backup = OnPage {
            subject: "policy/backup",
            kind: "policy",
            id: "backup",
        };
        let reports = [("rtp", &rtp), ("risks", &risks)];
        let named = json!(["R-1", ["R-2"], {"x": "backup"}]);
        let links = Links::new(reports, [backup]);
        let seen = links.seen_from("policies/backup.html", &named);
        assert_eq!(seen["risks"]["R-1"], "../rtp.html#R-1");
        assert_eq!(seen["risks"]["R-2"], "../risks.html#R-2");
        assert_eq!(links.seen_from("rtp.html", &named)["risks"]["R-1"], "#R-1");
        assert_eq!(
            links.seen_from("rtp.html", &json!("R-2"))["risks"],
            json!({"R-2": "risks.html#R-2"})
        );
        let seen = links.seen_from("soa.html", &named);
        assert_eq!(seen["policies"]["backup"], "policies/backup.html");

        let risk = OnPage {
            subject: "risk/R-1",
            kind: "risk",
            id: "R-1",
        };
        let links = Links::new(reports, [risk]);
        let seen = links.seen_from("risks.html", &named);
        assert_eq!(seen["risks"]["R-1"], "risks/R-1.html");
        let own = &links.seen_from("risks.html", &risks)["own"];
        assert_eq!(*own, json!({"R-1": "risks/R-1.html"}));
        assert_eq!(seen["plan"]["R-1"], "rtp.html#R-1");
        assert_eq!(links.seen_from("soa.md", &named)["risks"]["R-1"], "rtp.md");
        let rows = links.rows_of("risk", "R-1", "risks/R-1.html");
        assert_eq!(rows[0], ("risks", "../risks.html#R-1".to_owned()));
    }

    #[test]
    fn what_stands_in_a_document_is_explained_on_its_page_but_is_not_called_as_it() {
        let action = OnPage {
            subject: "action/R-1",
            kind: "risk",
            id: "R-1",
        };
        let links = Links::new([], [action]);
        let seen = links.seen_from("x.html", &json!(["action/R-1", "R-1"]));
        assert_eq!(seen["subjects"]["action/R-1"], "risks/R-1.html");
        assert_eq!(seen["risks"], json!({}));
    }

    #[test]
    fn lines_are_linked_as_each_forge_wants_it_and_never_by_another_scheme() {
        let forge = |url| Forge::new(Some(url), Some("abc123"), "docs/isms");
        let blob = |url| forge(url).map(|forge| forge.blob);
        let github = "https://github.com/o/r/blob/abc123/docs/isms/";
        assert_eq!(blob("https://github.com/o/r.git").as_deref(), Some(github));
        let gitlab = "https://gitlab.example/o/r/-/blob/abc123/docs/isms/";
        assert_eq!(blob("https://gitlab.example/o/r/").as_deref(), Some(gitlab));
        assert_eq!(forge("javascript:alert(1)//"), None);
        assert_eq!(forge("git@github.com:o/r.git"), None);
        assert_eq!(
            Forge::new(Some("https://github.com/o/r"), Some("abc-dirty"), ""),
            None
        );
    }
}
