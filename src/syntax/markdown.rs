//! stub
use crate::text::diagnostic::Diagnostic; use crate::text::source::Span;
/// stub
pub struct HtmlComment { /// s
 pub span: Span, /// s
 pub text: String }
/// stub
pub struct Markdown { /// s
pub front_matter: Option<Span>, /// s
pub body: Span, /// s
pub problems: Vec<Diagnostic>, /// s
pub comments: Vec<HtmlComment> }
/// stub
pub fn read(_t: &str) -> Markdown { Markdown{front_matter:None, body:Span::default(), problems: vec![], comments: vec![]} }
