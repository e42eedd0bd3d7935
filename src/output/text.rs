//! stub
use super::format::*;
use crate::analysis::findings::Findings;
pub const FORMAT: FindingsFormat = FindingsFormat { name: "text", summary: "", render };
fn render(_: &Findings, _: &Context) -> String { String::new() }
