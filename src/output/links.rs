//! Where on the site each id is explained, and how lines of the repository are linked.

use super::escape::address;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Places on the site by group of ids and id: the page, and the fragment in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links(BTreeMap<&'static str, BTreeMap<String, (String, String)>>);

/// Which rows explain which group; a later line wins where both have the id.
const ROWS: [(&str, &str); 15] = [
    ("soa", "controls"),
    ("risks", "register"),
    ("risks", "risks"),
    ("rtp", "risks"),
    ("assets", "assets"),
    ("suppliers", "assets"),
    ("clauses", "clauses"),
    ("interested-parties", "parties"),
    ("obligations", "obligations"),
    ("objectives", "objectives"),
    ("metrics", "metrics"),
    ("roles", "roles"),
    ("audits", "origins"),
    ("incidents", "origins"),
    ("nonconformities", "nonconformities"),
];

impl Links {
    /// The rows of these reports, by name, and the policies of these ids.
    pub fn new<'a>(
        reports: impl IntoIterator<Item = (&'a str, &'a Value)>,
        policies: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let reports: BTreeMap<&str, &Value> = reports.into_iter().collect();
        let mut links = Self::default();
        for (name, group) in ROWS {
            let rows = reports
                .get(name)
                .and_then(|report| report["rows"].as_array());
            for id in rows
                .into_iter()
                .flatten()
                .filter_map(|row| row["id"].as_str())
            {
                links.add(group, id, format!("{name}.html"), address(id));
            }
        }
        for id in policies {
            links.add(
                "policies",
                id,
                format!("{}.html", policy_path(id)),
                String::new(),
            );
        }
        links
    }

    fn add(&mut self, group: &'static str, id: &str, page: String, fragment: String) {
        let group = self.0.entry(group).or_default();
        group.insert(id.to_owned(), (page, fragment));
    }

    /// The addresses by group and id, as seen from a page; groups without any are empty objects. Markdown
    /// links to Markdown, where rows have no addresses.
    pub fn seen_from(&self, page: &str) -> Value {
        let mut all = json!({"policies": {}, "evidence": {}});
        for (_, group) in ROWS {
            all[group] = json!({});
        }
        for (group, ids) in &self.0 {
            for (id, (to, fragment)) in ids {
                all[group][id] = match (page.strip_suffix(".md"), to.strip_suffix("html")) {
                    (Some(_), Some(stem)) => relative(page, &format!("{stem}md")).into(),
                    _ if fragment.is_empty() => relative(page, to).into(),
                    _ => format!("{}#{fragment}", relative(page, to)).into(),
                };
            }
        }
        all
    }
}

/// The path of a policy on the site, without its ending; an id decides no folder.
pub fn policy_path(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let name: String = id
        .chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect();
    format!("policies/{name}")
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
    fn a_treated_risk_is_explained_by_the_plan_and_any_other_by_the_register() {
        let rtp = json!({"rows": [{"id": "R-1"}]});
        let risks = json!({"rows": [{"id": "R-1"}, {"id": "R-2"}]});
        let links = Links::new([("rtp", &rtp), ("risks", &risks)], ["backup"]);
        let seen = links.seen_from("policies/backup.html");
        assert_eq!(seen["risks"]["R-1"], "../rtp.html#R-1");
        assert_eq!(seen["risks"]["R-2"], "../risks.html#R-2");
        assert_eq!(links.seen_from("rtp.html")["risks"]["R-1"], "#R-1");
        assert_eq!(
            links.seen_from("soa.html")["policies"]["backup"],
            "policies/backup.html"
        );
    }

    #[test]
    fn an_id_names_no_folder() {
        assert_eq!(policy_path("../../etc/passwd"), "policies/.._.._etc_passwd");
        assert_eq!(policy_path("a\\b:c"), "policies/a_b_c");
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
