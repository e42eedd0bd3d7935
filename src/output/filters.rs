//! Filters that templates may use beside those of the engine.

use super::escape;
use tera::value::{Key, Map};
use tera::{Kwargs, State, StringInput, Tera, TeraResult, Value};

/// Gives the engine of templates our filters; `source` writes HTML, so it is for pages alone.
pub fn register(tera: &mut Tera, markdown: bool) {
    let code = |text: StringInput<'_>, _: Kwargs, _: &State<'_>| {
        Value::safe_string(&escape::markdown_code(text.as_str()))
    };
    tera.register_filter("code", code);
    let address = |text: &str, _: Kwargs, _: &State<'_>| escape::address(text);
    tera.register_filter("address", address);
    let fragment = |id: &str, _: Kwargs, _: &State<'_>| escape::fragment(id);
    tera.register_filter("fragment", fragment);
    tera.register_filter("by_id", by_id);
    if !markdown {
        tera.register_filter("source", source);
    }
}

/// `{{ row.source | source }}`: path and line that something was written at, as a link where the page knows
/// the address of the repository. A page holds hundreds; a component would cost ten times as much.
fn source(at: &Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let Some(at) = at.as_map() else {
        return Ok(Value::safe_string(""));
    };
    let shown = |value: Option<&Value>| value.map(ToString::to_string).unwrap_or_default();
    let (path, line) = (shown(field(at, "path")), shown(field(at, "line")));
    let page: Option<Value> = state.get("page")?;
    let page = page.as_ref().and_then(Value::as_map);
    let of_page = |name: &'static str| page.and_then(|page| field(page, name)?.as_str());
    let mut out = Vec::with_capacity(160 + 2 * path.len());
    let tag: &[u8] = match of_page("blob") {
        Some(blob) => {
            let anchor = of_page("line").unwrap_or_default();
            let address = format!("{blob}{}{anchor}{line}", escape::address(&path));
            out.extend_from_slice(b"<a class=\"source\" href=\"");
            escape::html(&address, &mut out)?;
            out.extend_from_slice(b"\">");
            b"</a>"
        }
        None => {
            out.extend_from_slice(b"<span class=\"source\">");
            b"</span>"
        }
    };
    escape::html(&path, &mut out)?;
    out.extend_from_slice(b"<wbr>:");
    escape::html(&line, &mut out)?;
    out.extend_from_slice(tag);
    Ok(Value::safe_string(&String::from_utf8_lossy(&out)))
}

/// `{% set rows = report.rows | by_id %}`, then `{{ rows[id].title }}`: rows by their ids, so that a page does
/// not go through all of them for each. Where an id stands twice the first is meant.
fn by_id(rows: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let mut found = Map::new();
    for row in rows.as_array().unwrap_or_default() {
        let id = row.as_map().and_then(|row| field(row, "id")?.as_str());
        if let Some(id) = id {
            let of = found.entry(Key::from(id.to_owned()));
            of.or_insert_with(|| row.clone());
        }
    }
    Value::from(found)
}

fn field<'v>(map: &'v Map, name: &'static str) -> Option<&'v Value> {
    map.get(&Key::Str(name))
}
