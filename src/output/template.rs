//! Templates: ours, and in their place the user's of the same name; what goes wrong in those is a
//! finding at its place, and none of them runs for ever.

use super::bounded::{MAX_BYTES, MAX_MEMORY, bounded, held};
use super::values::Values;
use super::{escape, filters};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::{SourceFile, Span};
use include_dir::{Dir, File, include_dir};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;
use tera::{Context, Error, ErrorKind, EscapeFn, Tera};

/// A template of the user that is wrong, or that runs too long.
pub const BROKEN: &str = "template-broken";

/// The longest that a page with templates of the user may take; ours take milliseconds.
const MAX_TIME: Duration = Duration::from_secs(10);

/// How often it is looked at how much memory a page takes.
const TICK: Duration = Duration::from_millis(10);

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The templates of the tool, by the names under which a user overrides them.
pub static EMBEDDED: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let named = |file: &'static File<'static>| {
        let name = file.path().to_str();
        name.zip(file.contents_utf8())
    };
    FILES.files().filter_map(named).collect()
});

/// Our templates alone, read once.
static OURS: LazyLock<Templates> = LazyLock::new(|| {
    let none = BTreeMap::new();
    let engine = |markdown| {
        let engine =
            engine(markdown, &none).expect("internal error: an embedded template is wrong");
        Arc::new(engine)
    };
    Templates {
        pages: engine(false),
        markdown: engine(true),
        users: none,
        time: MAX_TIME,
        gave_up: Arc::default(),
    }
});

/// All templates, ready to render.
#[derive(Clone)]
pub struct Templates {
    /// For HTML, SVG and CSS: escapes for HTML.
    pages: Arc<Tera>,
    /// For Markdown: escapes for Markdown.
    markdown: Arc<Tera>,
    /// Those that come from the user.
    users: BTreeMap<String, Arc<SourceFile>>,
    /// The longest that a page may take when some come from the user.
    time: Duration,
    gave_up: Arc<AtomicBool>,
}

impl Templates {
    /// Ours, with those of the user in their place; every problem of every one of those.
    ///
    /// # Errors
    /// Every problem of every template of the user.
    pub fn new(users: &BTreeMap<String, Arc<SourceFile>>) -> Result<Self, Vec<Diagnostic>> {
        if users.is_empty() {
            return Ok(OURS.clone());
        }
        let users = users.clone();
        let everything = users.clone();
        // Away from this thread, so that even a fault of the template engine is only a finding.
        let read = thread::spawn(move || (engine(false, &users), engine(true, &users))).join();
        match read {
            Ok((Ok(pages), Ok(markdown))) => Ok(Self {
                pages: Arc::new(pages),
                markdown: Arc::new(markdown),
                users: everything,
                time: MAX_TIME,
                gave_up: Arc::default(),
            }),
            Ok((pages, markdown)) => {
                let wrong = [pages.err(), markdown.err()];
                Err(wrong.into_iter().flatten().flatten().collect())
            }
            Err(_) => Err(first(&everything, "the template engine cannot read it")),
        }
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.engine(name).contains_template(name)
    }

    /// Whether a template of this name comes from the user.
    pub fn is_users(&self, name: &str) -> bool {
        self.users.contains_key(name)
    }

    /// Renders one template. What is in `context`, an object, is text, never a template.
    ///
    /// # Errors
    /// When the template fails or does not end, at its place in the file of the user.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, Box<Diagnostic>> {
        self.render_values(name, Values::of(context))
    }

    /// Renders one template with values that other pages may share.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn render_values(&self, name: &str, values: Values) -> Result<String, Box<Diagnostic>> {
        let engine = self.engine(name);
        if self.users.is_empty() {
            return bounded(engine, name, values.context())
                .map_err(|error| Box::new(self.finding(name, &error)));
        }
        self.watched(Arc::clone(engine), name, values.into_context())
    }

    fn engine(&self, name: &str) -> &Arc<Tera> {
        if is_markdown(name) {
            &self.markdown
        } else {
            &self.pages
        }
    }

    /// Renders beside this thread and stops waiting when it takes too long: a template cannot be
    /// interrupted, but nothing of it is kept, and the process ends without it.
    fn watched(
        &self,
        engine: Arc<Tera>,
        name: &str,
        context: Context,
    ) -> Result<String, Box<Diagnostic>> {
        let (done, result) = channel();
        let template = name.to_owned();
        thread::spawn(move || {
            // Nobody listens any more when the time was over.
            let _ = done.send(bounded(&engine, &template, &context));
        });
        let before = held();
        for _ in 0..self.time.as_millis().div_ceil(TICK.as_millis()) {
            match result.recv_timeout(TICK) {
                Ok(rendered) => {
                    return rendered.map_err(|error| Box::new(self.finding(name, &error)));
                }
                Err(RecvTimeoutError::Timeout) if held() > before + MAX_MEMORY => {
                    return Err(self.greedy(name));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let failed = format!("the template engine failed at `{name}`");
                    return Err(Box::new(self.blame(name, failed)));
                }
            }
        }
        Err(self.overdue(name))
    }

    fn greedy(&self, name: &str) -> Box<Diagnostic> {
        self.gave_up.store(true, Ordering::Relaxed);
        let much = MAX_MEMORY >> 20;
        let message = format!("`{name}` took more than {much} MiB of memory");
        let help =
            "look for a text that is joined to itself in a loop, here or in what it includes";
        Box::new(self.blame(name, message).help(help))
    }

    fn overdue(&self, name: &str) -> Box<Diagnostic> {
        self.gave_up.store(true, Ordering::Relaxed);
        let seconds = self.time.as_secs();
        let late = format!("`{name}` was not done after {seconds} seconds");
        let help = "look for a loop within a loop over `range`, here or in what it includes";
        Box::new(self.blame(name, late).help(help))
    }

    /// Whether a template ran out of time, so that further pages would only wait as long again.
    pub fn gave_up(&self) -> bool {
        self.gave_up.load(Ordering::Relaxed)
    }

    fn finding(&self, name: &str, error: &Error) -> Diagnostic {
        match findings(error, &self.users).pop() {
            Some(found) => found,
            None => self.blame(name, said(error)),
        }
    }

    /// A finding at the start of the user's template that made this page.
    fn blame(&self, name: &str, message: String) -> Diagnostic {
        let shared = ["base.html", "components.html", "components.md"];
        let file = std::iter::once(name)
            .chain(shared)
            .find_map(|name| self.users.get(name))
            .or_else(|| self.users.values().next());
        let path = file.map_or_else(|| Arc::from(name), |file| Arc::clone(&file.path));
        Diagnostic::new(BROKEN, &path, Span::default(), message)
    }
}

fn is_markdown(name: &str) -> bool {
    name.ends_with(".md")
}

/// An engine with the templates of one kind, or everything that is wrong with the user's.
fn engine(
    markdown: bool,
    users: &BTreeMap<String, Arc<SourceFile>>,
) -> Result<Tera, Vec<Diagnostic>> {
    let escape: EscapeFn = if markdown {
        escape::markdown
    } else {
        escape::html
    };
    let mut tera = Tera::default();
    tera.set_escape_fn(escape);
    // Whatever the name of a template: nothing is written unescaped.
    tera.autoescape_on([""]);
    filters::register(&mut tera, markdown);
    let ours = EMBEDDED
        .iter()
        .copied()
        .filter(|(name, _)| is_markdown(name) == markdown);
    let mut all: BTreeMap<&str, &str> = ours.collect();
    let theirs = users
        .iter()
        .filter(|(name, _)| is_markdown(name) == markdown);
    all.extend(theirs.map(|(name, file)| (&**name, &*file.text)));
    let mut wrong = Vec::new();
    // The engine stops at the first template that it cannot read: look at the others without it.
    while let Err(error) = tera.add_raw_templates(all.iter().map(|(name, text)| (*name, *text))) {
        let found = findings(&error, users);
        if users.is_empty() {
            panic!("internal error: an embedded template is wrong: {error}");
        }
        if found.is_empty() && wrong.is_empty() {
            wrong.extend(first(users, &said(&error)));
        }
        wrong.extend(found);
        let ErrorKind::SyntaxError(at) = error.kind() else {
            break;
        };
        let Some((name, _)) = users.get_key_value(at.filename()) else {
            break;
        };
        all.insert(name, "");
    }
    if wrong.is_empty() {
        Ok(tera)
    } else {
        Err(wrong)
    }
}

/// What the engine says, without its drawing of the source.
fn said(error: &Error) -> String {
    match error.kind() {
        ErrorKind::SyntaxError(at) | ErrorKind::RenderingError(at) => {
            let (line, column) = (at.span().start_line, at.span().start_col + 1);
            format!("{} (`{}`, {line}:{column})", at.message(), at.filename())
        }
        ErrorKind::Io(io::ErrorKind::FileTooLarge) => {
            format!("the page grows beyond {} MiB", MAX_BYTES >> 20)
        }
        other => other.to_string(),
    }
}

/// The findings of an error that names places in templates of the user.
fn findings(error: &Error, users: &BTreeMap<String, Arc<SourceFile>>) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(at) | ErrorKind::RenderingError(at) => users
            .get(at.filename())
            .map(|file| {
                let range = &at.span().range;
                let span = Span::new(range.start, range.end.min(file.text.len()));
                Diagnostic::new(BROKEN, &file.path, span, at.message())
            })
            .into_iter()
            .collect(),
        ErrorKind::Msg(text) => drawn(text, users),
        _ => Vec::new(),
    }
}

/// References that lead nowhere come as one drawing of all of them, each beginning with `error: ` and
/// ` --> name:line:column` on the next line.
fn drawn(text: &str, users: &BTreeMap<String, Arc<SourceFile>>) -> Vec<Diagnostic> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.windows(2);
    pairs
        .filter_map(|pair| {
            let message = pair[0].strip_prefix("error: ")?;
            let mut place = pair[1].trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
            let column: usize = place.next()?.parse().ok()?;
            let line: usize = place.next()?.parse().ok()?;
            let file = users.get(place.next()?)?;
            let at = offset(&file.text, line, column);
            Some(Diagnostic::new(
                BROKEN,
                &file.path,
                Span::new(at, at),
                message,
            ))
        })
        .collect()
}

/// The byte at a line and column, both 1-based.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    let inside = rest
        .char_indices()
        .nth(column - 1)
        .map_or(rest.len(), |(at, _)| at);
    start + inside
}

fn first(users: &BTreeMap<String, Arc<SourceFile>>, message: &str) -> Vec<Diagnostic> {
    let file = users.values().next();
    let whole =
        |file: &Arc<SourceFile>| Diagnostic::new(BROKEN, &file.path, Span::default(), message);
    file.map(whole).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn users(templates: &[(&str, &str)]) -> BTreeMap<String, Arc<SourceFile>> {
        let file = |(name, text): &(&str, &str)| {
            let file = SourceFile::new(format!("brand/{name}"), *text);
            ((*name).to_owned(), Arc::new(file))
        };
        templates.iter().map(file).collect()
    }

    fn refused(templates: &[(&str, &str)]) -> Vec<Diagnostic> {
        Templates::new(&users(templates)).err().unwrap()
    }

    /// What goes wrong when this template of a user is rendered.
    fn failed(name: &str, text: &str, context: &Value) -> Box<Diagnostic> {
        let templates =
            Templates::new(&users(&[(name, text)])).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        templates.render(name, context).unwrap_err()
    }

    #[test]
    fn values_are_escaped_by_the_ending_of_the_name_and_are_never_templates() {
        let value = json!({"value": "<b>|{{ 7*7 }}"});
        let own = users(&[
            ("x.html", "{{ value }}"),
            ("x.md", "{{ value }}"),
            ("x", "{{ value }}"),
        ]);
        let templates = Templates::new(&own).unwrap();
        assert_eq!(
            templates.render("x.html", &value).unwrap(),
            "&lt;b&gt;|{{ 7*7 }}"
        );
        assert_eq!(
            templates.render("x", &value).unwrap(),
            "&lt;b&gt;|{{ 7*7 }}"
        );
        assert_eq!(
            templates.render("x.md", &value).unwrap(),
            "\\<b\\>\\|{{ 7\\*7 }}"
        );
    }

    #[test]
    fn every_template_that_cannot_be_read_is_named_at_its_place() {
        let mut wrong = refused(&[
            ("soa.html", "one\n{% if %}"),
            ("rtp.html", "{{ a.b"),
            ("soa.md", "\n\n  {{ x | nosuch }}{{ <nothing /> }}"),
        ]);
        wrong.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
        let places: Vec<(&str, u32)> = wrong
            .iter()
            .map(|one| (&*one.path, one.span.start))
            .collect();
        let here = [("brand/rtp.html", 5), ("brand/soa.html", 10)];
        assert_eq!(places[..2], here, "{wrong:?}");
        let unknown: Vec<&str> = wrong[2..].iter().map(|one| &*one.message).collect();
        assert!(unknown.contains(&"Unknown filter `nosuch`"), "{unknown:?}");
        assert!(
            unknown.contains(&"Unknown component `nothing`"),
            "{unknown:?}"
        );
        assert!(
            places[2..]
                .iter()
                .all(|(path, at)| *path == "brand/soa.md" && *at >= 4)
        );
    }

    #[test]
    fn templates_that_extend_or_include_themselves_are_refused() {
        for text in [
            "{% extends \"a.html\" %}",
            "{% include \"a.html\" %}",
            "{% extends \"no.html\" %}",
        ] {
            let wrong = refused(&[("a.html", text)]);
            assert_eq!(&*wrong[0].path, "brand/a.html", "{wrong:?}");
        }
    }

    #[test]
    fn what_is_not_defined_is_named_where_it_is_used() {
        let wrong = failed("a.html", "x\n{{ report.nosuch }}", &json!({"report": {}}));
        assert_eq!((&*wrong.path, wrong.rule), ("brand/a.html", BROKEN));
        assert_eq!(wrong.span.start, 12, "{wrong:?}");
    }

    #[test]
    fn a_page_that_grows_without_end_is_stopped() {
        let text = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}";
        let wrong = failed("a.html", text, &json!({}));
        assert!(wrong.message.contains("grows beyond"), "{wrong:?}");
    }

    #[test]
    fn a_template_that_loops_is_named_when_its_time_is_over() {
        let text = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
        let mut templates = Templates::new(&users(&[("soa.html", text)])).unwrap();
        templates.time = Duration::from_millis(200);
        let wrong = templates.render("soa.html", &json!({})).unwrap_err();
        assert_eq!(&*wrong.path, "brand/soa.html");
        assert!(templates.gave_up());
        assert!(wrong.message.contains("was not done after"), "{wrong:?}");
    }
}
