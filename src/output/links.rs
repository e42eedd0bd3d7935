//! Where on the site each id is explained, and how lines of the repository are linked.

use super::escape::{address, fragment};
use super::field::rows;
use super::place;
use super::values::Shared;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Where each id is explained: the one place which knows. A copy shares everything.
#[derive(Debug, Clone, Default)]
pub struct Links(Arc<Table>);

#[derive(Debug, Default)]
struct Table {
    /// Pages by `kind/id`.
    pages: HashMap<String, String>,
    /// Ids of the rows of each report.
    rows: BTreeMap<&'static str, BTreeSet<String>>,
    /// Addresses by group and id, as pages beside the overview name them, and pages in folders.
    html: [Option<Shared>; 2],
    /// The same among files of Markdown, where only reports and policies have one.
    markdown: Option<Shared>,
}

/// The page or row that explains an id, by group and id.
type Groups = BTreeMap<&'static str, BTreeMap<String, Place>>;

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
        let mut plan = Plan::default();
        let reports: BTreeMap<&str, &Value> = reports.into_iter().collect();
        for (name, _, groups) in ROWS {
            let report = reports.get(name);
            let all = report.into_iter().flat_map(|report| rows(report));
            for id in all.filter_map(|row| row["id"].as_str()) {
                plan.row(&format!("{name}.html"), name, groups, id);
            }
        }
        for page in pages {
            plan.page(page);
        }
        plan.links()
    }

    /// The rows of a report that stands alone, whatever its file is called.
    pub fn within(name: &str, report: &Value) -> Self {
        let mut plan = Plan::default();
        for (name, _, groups) in ROWS.iter().filter(|(of, ..)| *of == name) {
            for id in rows(report).iter().filter_map(|row| row["id"].as_str()) {
                plan.row("", name, groups, id);
            }
        }
        plan.links()
    }

    /// Every address by group and id, as seen from a page; groups without any are empty objects. Markdown
    /// links to Markdown, where rows have no addresses.
    pub fn seen_from(&self, page: &str) -> Shared {
        let seen = match page.ends_with(".md") {
            true => &self.0.markdown,
            false => &self.0.html[usize::from(page.contains('/'))],
        };
        seen.clone().unwrap_or_else(|| shared(&Groups::new(), ""))
    }

    /// As [`Links::seen_from`] the page of a report, with the pages of what it has rows of in the group
    /// `own`: by id, or by `kind/id` where rows say their kind.
    pub fn of_report(&self, page: &str, report: &Value) -> Shared {
        let seen = self.seen_from(page);
        if page.ends_with(".md") {
            return seen;
        }
        let name = page.rsplit_once('.').map_or(page, |(name, _)| name);
        let of = ROWS.iter().find(|(of, ..)| *of == name);
        let mut own: Vec<(String, String)> = Vec::new();
        for row in rows(report) {
            let Some(id) = row["id"].as_str() else {
                continue;
            };
            let (key, subject) = match (row["kind"].as_str(), of) {
                (Some(kind), _) => (format!("{kind}/{id}"), format!("{kind}/{id}")),
                (None, Some((_, kind, _))) => (id.to_owned(), format!("{kind}/{id}")),
                (None, None) => continue,
            };
            let to = self.page_of(&subject, page);
            own.extend(to.map(|to| (key, to)));
        }
        let own = own.iter().map(|(key, to)| (&**key, Shared::from(&**to)));
        seen.with("own", Shared::object(own))
    }

    /// The page of a subject such as `risk/R-1`, as seen from another.
    pub fn page_of(&self, subject: &str, from: &str) -> Option<String> {
        let path = self.0.pages.get(subject)?;
        Some(address(&relative(from, path)))
    }

    /// The reports that have a row of a thing, by name, with its address as seen from a page.
    pub fn rows_of(&self, kind: &str, id: &str, from: &str) -> Vec<(&'static str, String)> {
        let of = ROWS.iter().filter(|(_, of, _)| *of == kind);
        of.filter(|(report, ..)| self.0.rows.get(report).is_some_and(|ids| ids.contains(id)))
            .map(|(report, ..)| {
                let page = relative(from, &format!("{report}.html"));
                (*report, format!("{page}#{}", fragment(id)))
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

/// What is known while it is gathered; what comes later wins.
#[derive(Debug, Default)]
struct Plan {
    html: Groups,
    markdown: Groups,
    pages: HashMap<String, String>,
    rows: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Plan {
    fn row(&mut self, page: &str, report: &'static str, groups: &[&'static str], id: &str) {
        let ids = self.rows.entry(report).or_default();
        ids.insert(id.to_owned());
        for group in groups {
            let row = Place {
                path: page.to_owned(),
                fragment: fragment(id),
            };
            put(&mut self.html, group, id, row);
            put(&mut self.markdown, group, id, file(format!("{report}.md")));
        }
    }

    fn page(&mut self, page: OnPage<'_>) {
        let path = place::path(page.kind, page.id);
        let to = file(format!("{path}.html"));
        self.pages.insert(page.subject.to_owned(), to.path.clone());
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
            put(
                &mut self.markdown,
                "policies",
                page.id,
                file(format!("{path}.md")),
            );
        }
    }

    fn links(self) -> Links {
        Links(Arc::new(Table {
            html: ["", "../"].map(|up| Some(shared(&self.html, up))),
            markdown: Some(shared(&self.markdown, "")),
            pages: self.pages,
            rows: self.rows,
        }))
    }
}

fn file(path: String) -> Place {
    let fragment = String::new();
    Place { path, fragment }
}

fn put(into: &mut Groups, group: &'static str, id: &str, place: Place) {
    let ids = into.entry(group).or_default();
    ids.insert(id.to_owned(), place);
}

/// Addresses as templates see them, from pages that reach the overview by `up`.
fn shared(groups: &Groups, up: &str) -> Shared {
    let seen = |place: &Place| match place.fragment.as_str() {
        "" => format!("{up}{}", address(&place.path)),
        fragment if place.path.is_empty() => format!("#{fragment}"),
        fragment => format!("{up}{}#{fragment}", address(&place.path)),
    };
    let group = |name: &&'static str| {
        let ids = groups.get(name).into_iter().flatten();
        let ids = ids.map(|(id, place)| (&**id, Shared::from(&*seen(place))));
        (*name, Shared::object(ids))
    };
    Shared::object(GROUPS.iter().map(group))
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
    /// Address of the commit that was read.
    pub commit: String,
    /// What stands before the id of any commit.
    pub commits: String,
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
            commits: format!("{repository}{commit}"),
            blob: format!("{repository}{blob}{revision}/{prefix}"),
            line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
        let links = Links::new(reports, [backup]);
        let seen = |links: &Links, page: &str, group, id| links.seen_from(page).at(group, id);
        let to = |href: &str| Some(Shared::from(href));
        let page = "policies/backup.html";
        assert_eq!(seen(&links, page, "risks", "R-1"), to("../rtp.html#R-1"));
        assert_eq!(seen(&links, page, "risks", "R-2"), to("../risks.html#R-2"));
        let page = "soa.html";
        assert_eq!(seen(&links, page, "risks", "R-2"), to("risks.html#R-2"));
        let policy = to("policies/backup.html");
        assert_eq!(seen(&links, page, "policies", "backup"), policy);

        let risk = OnPage {
            subject: "risk/R-1",
            kind: "risk",
            id: "R-1",
        };
        let links = Links::new(reports, [risk]);
        let of = links.of_report("risks.html", &risks);
        assert_eq!(of.at("risks", "R-1"), to("risks/R-1.html"));
        assert_eq!(of.at("own", "R-1"), to("risks/R-1.html"));
        assert_eq!(of.at("own", "R-2"), None);
        assert_eq!(of.at("plan", "R-1"), to("rtp.html#R-1"));
        assert_eq!(seen(&links, "soa.md", "risks", "R-1"), to("rtp.md"));
        let rows = links.rows_of("risk", "R-1", "risks/R-1.html");
        assert_eq!(rows[0], ("risks", "../risks.html#R-1".to_owned()));
    }

    #[test]
    fn a_report_that_stands_alone_links_its_rows_under_any_name() {
        let links = Links::within("rtp", &json!({"rows": [{"id": "R-1"}]}));
        let seen = links.seen_from("rtp.html").at("risks", "R-1");
        assert_eq!(seen, Some(Shared::from("#R-1")));
    }

    #[test]
    fn what_stands_in_a_document_is_explained_on_its_page_but_is_not_called_as_it() {
        let action = OnPage {
            subject: "action/R-1",
            kind: "risk",
            id: "R-1",
        };
        let seen = Links::new([], [action]).seen_from("x.html");
        let page = Some(Shared::from("risks/R-1.html"));
        assert_eq!(seen.at("subjects", "action/R-1"), page);
        assert_eq!(seen.at("risks", "R-1"), None);
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
