//! The documents that people must file as PDF: policies, the Statement of Applicability and the treatment
//! plan, tagged (PDF/UA-1) and archivable (PDF/A-2a).
//!
//! The layout is Typst source of ours, fixed at build time; what it shows is one file of JSON beside it. So
//! text of the repository is never code, and since the world of the typesetter holds those files and fonts
//! alone, nothing else can be read, loaded or asked for, not even the day.

mod world;

mod legible;

use super::policy::{self, Policy};
use super::view::{self, About};
use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};
use world::World;

/// The reports that have a PDF, by name.
pub const REPORTS: [&str; 2] = ["soa", "rtp"];

/// A report as PDF; `label` stands on each page as its classification.
///
/// # Errors
/// When there is no PDF of this report, or it cannot be one that is accessible and archivable; in words.
pub fn report(report: &Value, about: &About, label: &str) -> Result<Vec<u8>, String> {
    let name = report["report"].as_str().unwrap_or_default();
    if !REPORTS.contains(&name) {
        return Err(format!(
            "the report `{name}` has no PDF; {} have one",
            REPORTS.join(" and ")
        ));
    }
    let page = about.page(&view::title(report));
    typeset(name, &view::context(report, page), label)
}

/// A policy as PDF; a policy without classification bears `label`.
///
/// # Errors
/// When it cannot be one that is accessible and archivable; in words.
pub fn policy(policy: &Policy, about: &About, label: &str) -> Result<Vec<u8>, String> {
    let sheet = policy::sheet(policy, about);
    let label = sheet["policy"]["classification"].as_str().unwrap_or(label);
    typeset("policy", &sheet, label)
}

/// So many documents ago a result may have been used last, to be kept for the next one.
const KEPT: usize = 4;

fn typeset(template: &str, context: &Value, label: &str) -> Result<Vec<u8>, String> {
    let mut data = context.clone();
    data["label"] = label.into();
    let (mut data, lacking) = legible::legible(&data);
    data["lacking"] = lacking.into();
    let world = World::new(template, &data);
    let written = typst::compile(&world)
        .output
        .and_then(|document| pdf(&document, &options(context)));
    typst::comemo::evict(KEPT);
    written.map_err(|wrong| told(&wrong))
}

/// Everything in the file that does not come from its pages, fixed by the text alone.
fn options(context: &Value) -> PdfOptions {
    let page = &context["page"];
    let id = json!([
        page["organization"],
        page["title"],
        page["as_of"],
        page["revision"]
    ]);
    PdfOptions {
        ident: Smart::Custom(id.to_string()),
        creator: Smart::Custom(Some(format!("isms {}", env!("CARGO_PKG_VERSION")))),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .expect("internal error: these standards go together"),
        ..PdfOptions::default()
    }
}

/// What the typesetter has to say, in one line.
fn told(wrong: &[SourceDiagnostic]) -> String {
    let mut said: Vec<String> = wrong
        .iter()
        .map(|one| {
            let hints = one.hints.iter().map(|hint| hint.v.to_string());
            let said = std::iter::once(one.message.to_string()).chain(hints);
            said.collect::<Vec<_>>().join(": ")
        })
        .collect();
    said.dedup();
    said.join("; ")
}
