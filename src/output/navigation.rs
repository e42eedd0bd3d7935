//! The groups in which the site names its reports, in the order of the standard.

/// A group of reports: its title, then the name of each report and what the bar at the top calls it.
pub type Group = (&'static str, &'static [(&'static str, &'static str)]);

/// Every group; reports that none names stand in the last one, under their own title.
pub const GROUPS: &[Group] = &[
    (
        "Readiness",
        &[
            ("status", "Status"),
            ("clauses", "Requirements"),
            ("trend", "Trend"),
            ("calendar", "Calendar"),
        ],
    ),
    (
        "Plan",
        &[
            ("interested-parties", "Interested parties"),
            ("obligations", "Obligations"),
            ("objectives", "Objectives"),
            ("roles", "Roles"),
        ],
    ),
    (
        "Risks and controls",
        &[
            ("risks", "Risks"),
            ("rtp", "Treatment plan"),
            ("soa", "Applicability"),
            ("assets", "Assets"),
            ("suppliers", "Suppliers"),
            ("coverage", "Other catalogs"),
        ],
    ),
    (
        "Support",
        &[
            ("documents", "Documents"),
            ("policies", "Policies"),
            ("competence", "Competence"),
        ],
    ),
    (
        "Check and improve",
        &[
            ("metrics", "Metrics"),
            ("audits", "Audits"),
            ("audit-plan", "Audit plan"),
            ("nonconformities", "Nonconformities"),
            ("incidents", "Incidents"),
            ("management-review", "Management review"),
        ],
    ),
];

/// The place of a report in the groups: which group, and where in it.
pub fn place(report: &str) -> (usize, usize) {
    let groups = GROUPS.iter().enumerate();
    let found = groups.filter_map(|(group, (_, reports))| {
        let at = reports.iter().position(|(name, _)| *name == report)?;
        Some((group, at))
    });
    let last = (GROUPS.len().saturating_sub(1), usize::MAX);
    found.min().unwrap_or(last)
}

/// Registers of the pages in a folder, where they have different names; what has no register of its own
/// stands in that of all documents.
const REGISTERS: &[(&str, &str)] = &[
    ("assets", "assets"),
    ("audits", "audits"),
    ("clauses", "clauses"),
    ("competence", "competence"),
    ("controls", "soa"),
    ("evidence", "evidence"),
    ("incidents", "incidents"),
    ("issues", "interested-parties"),
    ("metrics", "metrics"),
    ("nonconformities", "nonconformities"),
    ("objectives", "objectives"),
    ("obligations", "obligations"),
    ("parties", "interested-parties"),
    ("people", "roles"),
    ("policies", "policies"),
    ("reviews", "management-review"),
    ("risks", "risks"),
    ("roles", "roles"),
    ("suppliers", "suppliers"),
    ("training", "competence"),
];

/// The report in which the things of a folder have their rows.
pub fn register(folder: &str) -> &'static str {
    let found = REGISTERS.iter().find(|(of, _)| *of == folder);
    found.map_or("documents", |(_, report)| report)
}

/// What the bar calls a report, if it has a name of its own there.
pub fn short(report: &str) -> Option<&'static str> {
    let mut all = GROUPS.iter().flat_map(|(_, reports)| *reports);
    all.find(|(name, _)| *name == report)
        .map(|(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_no_group_names_stands_at_the_end() {
        assert_eq!(place("soa"), (2, 2));
        assert_eq!(place("nosuch"), (4, usize::MAX));
        assert!(place("incidents") < place("nosuch"));
        assert_eq!(short("rtp"), Some("Treatment plan"));
        assert_eq!(short("nosuch"), None);
    }

    #[test]
    fn no_report_stands_in_two_places() {
        let names = GROUPS
            .iter()
            .flat_map(|(_, reports)| *reports)
            .map(|(name, _)| *name);
        let mut all: Vec<&str> = names.collect();
        let number = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), number);
    }
}
