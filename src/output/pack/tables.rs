//! The pages of the pack that are tables: the index by clause, and the findings.

use super::front::marks;
use super::page::{link, page, table, text};
use crate::analysis::findings::Findings;
use crate::output::csv::written;
use crate::report::pack::clause_index::{Line, Row};
use crate::report::pack::history;
use crate::report::pack::manifest::Manifest;

/// The index by clause. `all` are the files of the pack, to which lines are linked.
pub fn clauses(manifest: &Manifest, rows: &[Row]) -> String {
    let cells = |row: &Row| {
        let state = match row.state {
            Some(state) => format!("{state:?}").to_lowercase(),
            None => "unknown".to_owned(),
        };
        let why = row.why.as_deref().map(|why| format!("<br>{}", text(why)));
        let reports = row
            .reports
            .iter()
            .map(|path| format!("<li>{}</li>", link(path, path)));
        let lines = row.documents.iter().map(line);
        let list: String = reports.chain(lines).collect();
        vec![
            text(row.clause),
            text(row.label),
            format!("{state}{}", why.unwrap_or_default()),
            match list.is_empty() {
                true => "nothing in this pack".to_owned(),
                false => format!("<ul>{list}</ul>"),
            },
        ]
    };
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let columns = [
        "Clause",
        "Documented information",
        "Shown",
        "Where in this pack",
    ];
    let body = format!(
        "<h1>Index by clause</h1>\n<p class=\"lead\">Every item of documented information that ISO/IEC 27001:2022 asks for, and where it is. {}</p>\n{}",
        link("index.html", "Back to the start"),
        table("Index by clause", &columns, &cells)
    );
    page("Index by clause", &marks(manifest), &body)
}

fn line(line: &Line) -> String {
    let files: Vec<String> = line
        .files
        .iter()
        .map(|path| link(path, &words(path, line)))
        .collect();
    let files = match files.is_empty() {
        true => text(&format!("{}:{}", line.source.path, line.source.line)),
        false => files.join(", "),
    };
    format!("<li>{}: {files}</li>", text(&line.title))
}

/// What a file of the pack is, in a word or two.
fn words(path: &str, line: &Line) -> String {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match path.split('/').next() {
        Some("site") if ending == "html" => "page".to_owned(),
        Some("sources") => format!("{}:{}", line.source.path, line.source.line),
        Some("documents" | "site") => ending.to_uppercase(),
        _ => path.to_owned(),
    }
}

/// The findings that go into the pack.
pub fn findings(manifest: &Manifest, findings: &Findings) -> String {
    let rows: Vec<Vec<String>> = findings
        .heaviest_first()
        .iter()
        .map(|found| {
            let (start, _) = findings.positions(&found.path, found.span);
            vec![
                found.severity.to_string(),
                text(&found.clauses.join(", ")),
                text(&found.message),
                format!("<code>{}:{}</code>", text(&found.path), start.line),
                format!("<code>{}</code>", text(found.rule)),
            ]
        })
        .collect();
    let which = match manifest.findings.as_str() {
        "full" => "Everything that was found",
        _ => "What was found and is not dealt with by a nonconformity or a dated action",
    };
    let body = format!(
        "<h1>Findings</h1>\n<p class=\"lead\">{which}, as of {}: {}. {}</p>\n{}",
        text(&manifest.as_of),
        crate::output::tally::count(rows.len(), "finding"),
        link("index.html", "Back to the start"),
        table(
            "Findings",
            &["Weight", "Clauses", "What", "Where", "Rule"],
            &rows
        )
    );
    page("Findings", &marks(manifest), &body)
}

/// The history as CSV.
pub fn history_csv(rows: &[history::Row]) -> String {
    let head = ["commit", "date", "author", "subject"].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        let cells = [&row.commit, &row.date, &row.author, &row.subject];
        cells.map(Clone::clone).to_vec()
    });
    written(std::iter::once(head.to_vec()).chain(cells))
}
