//! What both sheets have in common: the title of the report, and how they are printed.

use super::safe::Texts;
use rust_xlsxwriter::Worksheet;
use serde_json::Value as Json;

/// What the report is called.
pub(super) fn title(report: &Json) -> &str {
    let title = report["header"]["title"].as_str();
    title.unwrap_or("Report")
}

/// What both sheets share in print: landscape A4, as wide as so many pages, and what stands above and below.
pub(super) fn set_up_print(sheet: &mut Worksheet, report: &Json, pages: u16, texts: &mut Texts) {
    let organization = report["header"]["organization"]
        .as_str()
        .unwrap_or_default();
    let revision = report["revision"].as_str().unwrap_or("no revision");
    let as_of = report["as_of"].as_str().unwrap_or_default();
    let inert = |text: &str| texts.in_margin(text);
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(pages, 0)
        .set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3)
        .set_header(format!(
            "&L{}&R{}",
            inert(organization),
            inert(title(report))
        ))
        .set_footer(format!(
            "&L{}&CAs of {}&RPage &P of &N",
            inert(revision),
            inert(as_of)
        ));
}
