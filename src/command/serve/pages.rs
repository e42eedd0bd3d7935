//! The pages that are served: the last ones that could be made, and what is wrong since.

use super::live::{STATE, live};
use super::request::Request;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is served now.
#[derive(Debug, Default)]
pub(super) struct Pages(Mutex<Now>);

#[derive(Debug, Default)]
struct Now {
    /// Counts how often the pages were made.
    version: u64,
    files: BTreeMap<String, Vec<u8>>,
    notice: Option<String>,
}

/// An answer with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The line of status.
    pub(super) status: &'static str,
    /// The type of the body.
    pub(super) content_type: &'static str,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Pages {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves these files from now on.
    pub(super) fn replace(&self, mut files: BTreeMap<String, Vec<u8>>) {
        let version = self.now().version + 1;
        for (path, bytes) in &mut files {
            if path.ends_with(".html") {
                *bytes = live(&String::from_utf8_lossy(bytes), version).into_bytes();
            }
        }
        *self.now() = Now {
            version,
            files,
            notice: None,
        };
    }

    /// Keeps the files that there are, and says why.
    pub(super) fn keep(&self, why: &str) {
        self.now().notice = Some(why.to_owned());
    }

    /// The answer to a request: what the map of files holds, and nothing else.
    pub(super) fn answer(&self, request: &Request) -> Answer {
        let now = self.now();
        let found = |content_type, body| Answer {
            status: "200 OK",
            content_type,
            body,
        };
        if request.path == STATE {
            let state = json!({"version": now.version, "notice": now.notice});
            return found("application/json", state.to_string().into_bytes());
        }
        let path = match &*request.path {
            "" => "index.html",
            path => path,
        };
        match now.files.get(path) {
            Some(bytes) => found(content_type(path), bytes.clone()),
            None => missing(&now),
        }
    }
}

/// The answer to a request for a page that there is not.
fn missing(now: &Now) -> Answer {
    let (status, text) = match (&now.notice, now.files.is_empty()) {
        (Some(why), true) => (
            "503 Service Unavailable",
            format!("Nothing could be rendered yet: {why}\n"),
        ),
        _ => (
            "404 Not Found",
            "There is no such page; the overview is at /\n".to_owned(),
        ),
    };
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{status}</title></head><body><pre>{}</pre></body></html>\n",
        escaped(&text)
    );
    Answer {
        status,
        content_type: "text/html; charset=utf-8",
        body: live(&html, now.version).into_bytes(),
    }
}

fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    crate::output::escape::html(text, &mut out).expect("internal error: memory takes every byte");
    String::from_utf8_lossy(&out).into_owned()
}

/// The type of a file by its ending; Markdown is shown, not downloaded.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("md") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
