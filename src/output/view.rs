//! What templates see beside a report: its rows in groups, figures, words, and what every page says.

use super::burn_down::burn_down;
use super::chart;
use super::counts::counted;
use super::field::{STATUSES, list, rows, status};
use super::links::Forge;
use super::months::level_bars;
use super::trend_line;
use super::values::{Shared, Values};
use serde_json::{Map, Value, json};

/// What every page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the organisation.
    pub organization: String,
    /// Address of its repository.
    pub repository: Option<String>,
    /// Path of the root below the git root, with `/`; empty when they are the same.
    pub prefix: String,
    /// The day as of which everything was computed.
    pub as_of: String,
    /// The commit that was read, with `-dirty` when the tree differs.
    pub revision: Option<String>,
    /// Version of the tool.
    pub version: String,
    /// What could not be read, as reports list it in `header.incomplete`.
    pub incomplete: Vec<Value>,
    /// For whom it is, when something is withheld.
    pub audience: Option<String>,
}

impl About {
    /// What a report says of itself.
    pub fn of(report: &Value, version: &str, prefix: &str) -> Self {
        let header = &report["header"];
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Self {
            organization: text(&header["organization"])
                .unwrap_or_else(|| "Unnamed organisation".to_owned()),
            repository: text(&header["repository"]),
            prefix: prefix.to_owned(),
            as_of: text(&report["as_of"]).unwrap_or_default(),
            revision: text(&report["revision"]),
            version: version.to_owned(),
            incomplete: list(&header["incomplete"]).to_vec(),
            audience: text(&header["audience"]["note"]),
        }
    }

    /// What the frame of a page needs, whatever the page.
    pub fn page(&self, title: &str) -> Value {
        let forge = Forge::new(
            self.repository.as_deref(),
            self.revision.as_deref(),
            &self.prefix,
        );
        json!({
            "lang": "en",
            "title": title,
            "organization": self.organization,
            "as_of": self.as_of,
            "revision": self.revision,
            "version": self.version,
            "incomplete": self.incomplete,
            "audience": self.audience,
            "commit_href": forge.as_ref().map(|forge| &forge.commit),
            "commits": forge.as_ref().map(|forge| &forge.commits),
            "blob": forge.as_ref().map(|forge| &forge.blob),
            "line": forge.as_ref().map(|forge| forge.line),
        })
    }
}

/// What a report is called.
pub fn title(report: &Value) -> String {
    let title = report["header"]["title"]
        .as_str()
        .or(report["report"].as_str());
    title.unwrap_or("Report").to_owned()
}

/// What a template of a report is given beside its page and its links: the report, and what is drawn of it.
pub fn values(report: &Value) -> Values {
    values_with(report, &Shared::of_json(report))
}

/// As [`values`], of a report that was made ready for templates already.
pub fn values_with(report: &Value, shared: &Shared) -> Values {
    Values::of(&told(report)).sharing("report", shared)
}

/// The same with its page, as one value.
#[cfg(feature = "pdf")]
pub fn context(report: &Value, page: Value) -> Value {
    let mut all = told(report);
    all["report"] = report.clone();
    all["page"] = page;
    all
}

/// What is drawn of a report, with the words of ours that it needs.
fn told(report: &Value) -> Value {
    let words = STATUSES.iter();
    let words: Map<String, Value> = words
        .map(|(id, word)| ((*id).to_owned(), (*word).into()))
        .collect();
    let mut all = drawn(report);
    all["levels"] = levels(report);
    all["status_words"] = words.into();
    all
}

/// What is counted and drawn of a report, by its sort.
pub fn drawn(report: &Value) -> Value {
    let (name, value): (&str, Value) = match report["report"].as_str().unwrap_or_default() {
        "soa" => ("themes", themes(report)),
        "rtp" => ("sections", sections(report)),
        "risks" => ("heats", chart::heats(report)),
        "metrics" => ("trends", trend_line::trends(report)),
        "trend" => (
            "level_bars",
            level_bars(report, list(&report["header"]["levels"])).into(),
        ),
        _ => ("figures", Value::Null),
    };
    // Moved, not written as `json!`: that would copy the rows once more.
    let mut all = Map::new();
    match name {
        "themes" => drop(all.insert("bars".to_owned(), chart::bars(&value))),
        "sections" => drop(all.insert("burn_down".to_owned(), burn_down(report).into())),
        _ => {}
    }
    all.insert(name.to_owned(), value);
    all.insert("figures".to_owned(), figures(report));
    all.into()
}

/// Levels of the method by id: title and fill.
pub fn levels(report: &Value) -> Value {
    let all = list(&report["header"]["levels"]);
    let mut levels = Map::new();
    for (at, level) in all.iter().enumerate() {
        let Some(id) = level["id"].as_str() else {
            continue;
        };
        let title = level["title"].as_str().unwrap_or(id);
        levels.insert(
            id.to_owned(),
            json!({"title": title, "fill": chart::fill(level, at, all.len()), "rank": at}),
        );
    }
    levels.into()
}

/// The rows of the SoA by theme, in the order of the catalog, with counts by status.
pub fn themes(report: &Value) -> Value {
    let mut themes: Vec<Value> = Vec::new();
    for row in rows(report) {
        let title = theme_title(&row["theme"]);
        if themes
            .last()
            .is_none_or(|theme| theme["title"] != title.as_str())
        {
            let zero = STATUSES.map(|(id, _)| (id.replace('-', "_"), json!(0)));
            let counts: Map<String, Value> = zero.into_iter().collect();
            themes.push(
                json!({"title": title, "total": 0, "applicable": 0, "counts": counts, "rows": []}),
            );
        }
        let Some(theme) = themes.last_mut() else {
            continue;
        };
        increase(&mut theme["total"]);
        if row["applicable"] == true {
            increase(&mut theme["applicable"]);
        }
        increase(&mut theme["counts"][status(row).replace('-', "_")]);
        let mut shown = row.clone();
        shown["reason_kinds"] = reason_kinds(row);
        if let Some(rows) = theme["rows"].as_array_mut() {
            rows.push(shown);
        }
    }
    themes.into()
}

fn increase(number: &mut Value) {
    *number = (number.as_u64().unwrap_or(0) + 1).into();
}

fn theme_title(theme: &Value) -> String {
    let Some(name) = theme.as_str() else {
        return "Own controls".to_owned();
    };
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Which sorts of reasons a row has, in words.
fn reason_kinds(row: &Value) -> Value {
    let kinds = [
        ("risk", "Risk"),
        ("legal", "Legal"),
        ("contractual", "Contract"),
        ("business", "Business"),
        ("best_practice", "Best practice"),
        ("clause", "Standard"),
    ];
    let held = kinds
        .iter()
        .filter(|(id, _)| !list(&row["reasons"][id]).is_empty());
    held.map(|(_, word)| Value::from(*word)).collect()
}

/// The rows of the plan by section.
fn sections(report: &Value) -> Value {
    let all = [
        (
            "open",
            "Open",
            "A control is not yet effective, an action is not done, or a sharing has ended.",
        ),
        (
            "waiting",
            "Waiting for a decision",
            "Everything is done; an approval, acceptance or endorsement is missing, expired or stale.",
        ),
        (
            "complete",
            "Complete",
            "Treated, approved and, where it is needed, accepted.",
        ),
        (
            "unknown",
            "Unknown",
            "What this depends on could not be read.",
        ),
    ];
    let section = |id: &str| {
        let of = |row: &&Value| row["section"].as_str().unwrap_or("unknown") == id;
        rows(report).iter().filter(of).cloned().collect::<Vec<_>>()
    };
    let each = all.iter().map(|(id, title, meaning)| {
        let mut one = json!({"id": id, "title": title, "meaning": meaning});
        one["rows"] = section(id).into();
        one
    });
    let shown = |section: &Value| section["id"] != "unknown" || !list(&section["rows"]).is_empty();
    each.filter(shown).collect()
}

fn figure(number: usize, label: &str) -> Value {
    json!({"number": number, "label": label})
}

fn count(report: &Value, holds: impl Fn(&Value) -> bool) -> usize {
    rows(report).iter().filter(|row| holds(row)).count()
}

/// The figures above the SoA.
pub fn soa_figures(report: &Value) -> Value {
    let of = |wanted: &str| count(report, |row| status(row) == wanted);
    let figures = vec![
        figure(rows(report).len(), "controls"),
        figure(count(report, |row| row["applicable"] == true), "applicable"),
        figure(of("implemented"), "implemented"),
        figure(of("partial"), "partly implemented"),
        figure(of("planned") + of("not-started"), "planned or not started"),
        figure(of("excluded"), "excluded"),
        figure(of("undecided"), "undecided"),
    ];
    with_unknown(figures, of("unknown"))
}

/// Figures, and what is unknown where something is.
fn with_unknown(mut figures: Vec<Value>, unknown: usize) -> Value {
    figures.extend((unknown > 0).then(|| figure(unknown, "unknown")));
    figures.into()
}

/// The figures above the plan.
pub fn rtp_figures(report: &Value) -> Value {
    let section = |id: &str| {
        count(report, |row| {
            row["section"].as_str().unwrap_or("unknown") == id
        })
    };
    let actions = |holds: &dyn Fn(&Value) -> bool| -> usize {
        let each = rows(report).iter().flat_map(|row| list(&row["actions"]));
        each.filter(|action| holds(action)).count()
    };
    let open = |action: &Value| !matches!(action["status"].as_str(), Some("done" | "cancelled"));
    let late = |action: &Value| action["overdue"] == true;
    let figures = vec![
        figure(rows(report).len(), "risks in the plan"),
        figure(section("open"), "open"),
        figure(section("waiting"), "waiting for a decision"),
        figure(section("complete"), "complete"),
        figure(actions(&open), "open actions"),
        figure(actions(&late), "overdue actions"),
    ];
    with_unknown(figures, section("unknown"))
}

/// The figures above the register: risks by current level, the worst first.
pub fn risk_figures(report: &Value) -> Value {
    let levels = list(&report["header"]["levels"]).iter().rev();
    let mut figures = vec![figure(rows(report).len(), "risks")];
    for level in levels {
        let title = level["title"]
            .as_str()
            .or(level["id"].as_str())
            .unwrap_or_default();
        let number = count(report, |row| row["current"]["level"] == level["id"]);
        figures.push(figure(number, &format!("{} now", title.to_lowercase())));
    }
    with_unknown(figures, count(report, |row| row["current"].is_null()))
}

fn asset_figures(report: &Value) -> Value {
    json!([
        figure(rows(report).len(), "assets"),
        figure(count(report, |row| row["critical"] == true), "critical"),
        figure(
            count(report, |row| row["personal_data"] == true),
            "with personal data"
        ),
        figure(count(report, |row| row["owner"].is_null()), "without owner"),
    ])
}

fn policy_figures(report: &Value) -> Value {
    let totals = &report["totals"];
    let state = |wanted: Value| {
        let all = list(&totals["by_approval"]).iter();
        let of = all.filter(|one| one["state"] == wanted);
        of.filter_map(|one| one["policies"].as_u64()).sum::<u64>()
    };
    let not = ["none", "stale", "expired"].map(|word| state(word.into()));
    let mut figures = vec![
        json!({"number": totals["policies"], "label": "documents"}),
        json!({"number": state("valid".into()), "label": "approved as they stand"}),
        json!({"number": not.iter().sum::<u64>(), "label": "not validly approved"}),
        json!({"number": totals["overdue"], "label": "past their review"}),
    ];
    let some = |number: &Value| number.as_u64().is_some_and(|number| number > 0);
    for (number, label) in [
        (totals["withdrawn"].clone(), "withdrawn"),
        (state(Value::Null).into(), "unknown"),
    ] {
        figures.extend(some(&number).then(|| json!({"number": number, "label": label})));
    }
    figures.into()
}

fn review_figures(report: &Value) -> Value {
    let of = |input: &str| count(report, |row| row["input"] == input);
    let open = |row: &Value| row["input"] == "d1" && row["state"] == "open";
    json!([
        figure(rows(report).len(), "facts"),
        figure(of("a"), "earlier decisions"),
        figure(count(report, open), "open nonconformities and actions"),
        figure(
            count(report, |row| row["input"] == "d2"
                && row["state"] == "missed"),
            "metrics off target"
        ),
        figure(count(report, |row| row["overdue"] == true), "overdue"),
    ])
}

fn audit_figures(report: &Value) -> Value {
    let of = |sort: &str| count(report, |row| row["sort"] == sort);
    json!([
        figure(of("clause"), "clauses"),
        figure(of("control"), "controls"),
        figure(
            count(report, |row| !row["rank"].is_null()),
            "controls sampled"
        ),
        figure(
            list(&report["header"]["interviews"]).len(),
            "people to talk to"
        ),
    ])
}

fn clause_figures(report: &Value) -> Value {
    let of = |state: &str| count(report, |row| row["state"] == state);
    json!([
        figure(rows(report).len(), "requirements"),
        figure(of("shown"), "shown"),
        figure(of("partly"), "partly shown"),
        figure(of("nothing"), "with nothing"),
    ])
}

fn status_figures(report: &Value) -> Value {
    let (controls, risks) = (&report["totals"]["controls"], &report["totals"]["risks"]);
    let days = |field: &str, label| figure(list(&report[field]).len(), label);
    let mut figures = vec![
        json!({"number": controls["applicable"], "label": "controls applicable"}),
        json!({"number": controls["implemented"], "label": "implemented"}),
        json!({"number": controls["undecided"], "label": "undecided"}),
        json!({"number": risks["risks"], "label": "risks"}),
        json!({"number": risks["above_current"], "label": "above the criterion"}),
        days("overdue", "overdue"),
        days("due", "due in 30 days"),
    ];
    for (of, label) in [(controls, "controls unknown"), (risks, "risks unknown")] {
        let unknown = of["unknown"].as_u64().filter(|number| *number > 0);
        figures.extend(unknown.map(|number| json!({"number": number, "label": label})));
    }
    figures.into()
}

/// The figures above any report.
pub fn figures(report: &Value) -> Value {
    match report["report"].as_str() {
        Some("soa") => soa_figures(report),
        Some("rtp") => rtp_figures(report),
        Some("risks") => risk_figures(report),
        Some("assets") => asset_figures(report),
        Some("policies") => policy_figures(report),
        Some("clauses") => clause_figures(report),
        Some("status") => status_figures(report),
        Some("management-review") => review_figures(report),
        Some("audit-plan") => audit_figures(report),
        _ => counted(report),
    }
}
