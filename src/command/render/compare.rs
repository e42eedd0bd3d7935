//! `isms render --check`: what would be rendered beside what lies in the folder.

use super::super::exit_code::ExitCode;
use super::super::session::Session;
use super::folder::Folder;
use super::make::{Rendered, Wish, rendered_along};
use super::note::{NAME, Note, digest};
use crate::output::endings::Endings;
use crate::output::unified::{File, unified};
use crate::output::visible;
use crate::report::audience::Audience;
use crate::text::words::counted;
use anyhow::Result;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most lines of differences that are shown, of one file and of all.
const LINES: (usize, usize) = (40, 200);

/// The most characters of one line of them.
const WIDTH: usize = 200;

/// What the command line asks for; where it says nothing, the note in the folder holds.
pub(super) struct Asked {
    /// For whom.
    pub(super) audience: Option<Audience>,
    /// A day was named.
    pub(super) dated: bool,
    /// PDFs have to be there.
    pub(super) pdf: bool,
    /// The formats of text; `None` for those of the note.
    pub(super) endings: Option<Endings>,
}

/// What came out.
pub(super) struct Told {
    /// What to say.
    pub(super) text: String,
    /// How the run ends.
    pub(super) code: ExitCode,
}

/// Renders in memory and compares with a folder.
pub(super) fn compare(session: &mut Session, folder: &Folder, asked: Asked) -> Result<Told> {
    let note = folder.note()?;
    let audience = note.as_ref().map(|note| note.audience);
    let audience = asked.audience.or(audience).unwrap_or_default();
    if let Some(note) = note.as_ref().filter(|_| !asked.dated) {
        session.as_of = note.as_of;
    }
    let past = as_noted(session, note.as_ref())?;
    let noted = || note.as_ref().map(|note| note.endings.clone());
    let wish = Wish {
        pdf: asked.pdf || note.as_ref().is_some_and(|note| note.pdf),
        endings: asked.endings.or_else(noted).unwrap_or_default(),
        ..Wish::default()
    };
    let past = past.as_ref().unwrap_or(session);
    let rendered = rendered_along(session, audience, &wish, past)?;
    let mut now = Note::of(session, audience, &wish, &rendered);
    if let Some(note) = &note {
        now.believe(note, &rendered.unmade);
    }
    let found = Found::new(folder, note.as_ref(), &now, &rendered);
    let mut told = match found.is_nothing() {
        true => Told {
            text: format!(
                "{} is up to date: {} as of {}\n",
                folder.shown().display(),
                counted(rendered.files.len(), "file"),
                now.as_of
            ),
            code: ExitCode::Clean,
        },
        false => Told {
            text: found.told(folder, note.as_ref(), &now, &rendered),
            code: ExitCode::Findings,
        },
    };
    told.text.push_str(&not_made_again(rendered.unmade.len()));
    Ok(told)
}

/// What is said of PDFs that this build cannot make; nothing when there are none.
fn not_made_again(number: usize) -> String {
    match number {
        0 => String::new(),
        number => format!(
            "{} not rendered again, for this build has no PDF: compared with the digests in {NAME} alone\n",
            counted(number, "PDF")
        ),
    }
}

/// Gives a session the revision that the note names, and opens the state of that commit for the figures
/// over the history. A commit that is not in this history counts as none.
fn as_noted(session: &mut Session, note: Option<&Note>) -> Result<Option<Session>> {
    let named = note.and_then(|note| note.revision.as_deref());
    let commit = named.map(|named| named.strip_suffix("-dirty").unwrap_or(named));
    let is_id = |commit: &&str| commit.len() >= 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
    let past = commit
        .filter(is_id)
        .and_then(|commit| session.at(commit).ok());
    match (commit, &past) {
        (Some(commit), Some(_)) => {
            session.snapshot.revision.commit = Some(commit.to_owned());
            session.snapshot.revision.dirty = named != Some(commit);
        }
        _ => session.name_revision()?,
    }
    Ok(past)
}

/// What differs.
#[derive(Debug, Default)]
struct Found {
    /// Rendered, and not in the folder.
    missing: Vec<String>,
    /// In the folder with another content, which is given.
    differs: BTreeMap<String, Vec<u8>>,
    /// Written by an earlier run, and rendered no more.
    superfluous: Vec<String>,
    /// In the folder, and never written by `render`.
    foreign: Vec<String>,
}

impl Found {
    fn new(folder: &Folder, before: Option<&Note>, now: &Note, rendered: &Rendered) -> Self {
        let mut found = Self::default();
        let note = now.to_text().into_bytes();
        let all = rendered
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes));
        for (path, bytes) in all.chain([(NAME, &note)]) {
            match folder.read(path) {
                None => found.missing.push(path.to_owned()),
                Some(held) if held != *bytes => drop(found.differs.insert(path.to_owned(), held)),
                Some(_) => {}
            }
        }
        for path in &rendered.unmade {
            match folder.read(path) {
                None => found.missing.push(path.clone()),
                Some(held) if now.files.get(path) != Some(&digest(&held)) => {
                    found.differs.insert(path.clone(), held);
                }
                Some(_) => {}
            }
        }
        found.missing.sort_unstable();
        for path in folder.files() {
            let written = before.is_some_and(|before| before.files.contains_key(&path));
            let expected = rendered.files.contains_key(&path) || rendered.unmade.contains(&path);
            match (expected, written) {
                (true, _) => {}
                (false, true) => found.superfluous.push(path),
                (false, false) => found.foreign.push(path),
            }
        }
        found
    }

    fn is_nothing(&self) -> bool {
        self.missing.is_empty() && self.differs.is_empty() && self.superfluous.is_empty()
    }

    /// What a person reads: how many, which, and how they differ.
    fn told(
        &self,
        folder: &Folder,
        before: Option<&Note>,
        now: &Note,
        rendered: &Rendered,
    ) -> String {
        let shown = folder.shown().display();
        let mut with = match now.endings.are_all() {
            true => String::new(),
            false => format!(" --format {}", now.endings.names().join(",")),
        };
        if now.pdf {
            with.push_str(" --pdf");
        }
        let mut text =
            format!("{shown} is out of date; `isms render{with}` brings it up to date\n");
        match before {
            None => text.push_str("It holds no `rendered.json`, so this compares as of today.\n"),
            Some(before) if before.version != now.version => {
                let _ = writeln!(
                    text,
                    "It was rendered by isms {}, and this is {}.",
                    visible::one_line(&before.version),
                    now.version
                );
            }
            Some(_) => {}
        }
        text.push('\n');
        // The note differs whenever a file does.
        let differs = self
            .differs
            .keys()
            .filter(|path| *path != NAME || self.differs.len() == 1);
        let differs: Vec<&String> = differs.collect();
        list(&mut text, "missing", self.missing.iter());
        list(&mut text, "superfluous", self.superfluous.iter());
        list(&mut text, "differs", differs.iter().copied());
        list(&mut text, "not of isms", self.foreign.iter());
        text.push('\n');
        self.show(&mut text, &differs, now, rendered);
        text
    }

    /// The differences themselves, of texts, within bounds; a page is shown only where its Markdown is the
    /// same.
    fn show(&self, text: &mut String, differs: &[&String], now: &Note, rendered: &Rendered) {
        let note = now.to_text().into_bytes();
        let stem_of = |path: &str| path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        let has_markdown = |path: &str| {
            let stem = stem_of(path).unwrap_or_default();
            !path.ends_with(".md") && self.differs.contains_key(&format!("{stem}.md"))
        };
        let mut left = LINES.1;
        let mut silent = 0;
        for path in differs {
            let (Some(before), Some(after)) = (
                self.differs.get(*path),
                rendered
                    .files
                    .get(*path)
                    .or((*path == NAME).then_some(&note)),
            ) else {
                continue;
            };
            let both = std::str::from_utf8(before)
                .ok()
                .zip(std::str::from_utf8(after).ok());
            let Some((before, after)) = both.filter(|_| left > 0 && !has_markdown(path)) else {
                silent += 1;
                continue;
            };
            let whole = unified(&[File {
                path,
                before,
                after,
            }]);
            let lines: Vec<&str> = whole.split_terminator('\n').collect();
            let some = lines.len().min(LINES.0).min(left);
            for line in &lines[..some] {
                let _ = writeln!(text, "{}", clipped(line));
            }
            if some < lines.len() {
                let more = counted(lines.len() - some, "more line");
                let _ = writeln!(text, "({more} of {})", visible::one_line(path));
            }
            left -= some;
        }
        if silent > 0 {
            let _ = writeln!(text, "({} not shown)", counted(silent, "differing file"));
        }
    }
}

/// So many files of one sort are named.
const NAMED: usize = 20;

fn list<'p>(text: &mut String, what: &str, paths: impl ExactSizeIterator<Item = &'p String>) {
    let number = paths.len();
    for path in paths.take(NAMED) {
        let _ = writeln!(text, "{what:<12} {}", visible::one_line(path));
    }
    if number > NAMED {
        let _ = writeln!(text, "{what:<12} and {} more", number - NAMED);
    }
}

/// A line on a terminal: nothing in it acts, and it is not endless.
fn clipped(line: &str) -> String {
    let shown = visible::one_line(line);
    match shown.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", &shown[..at]),
        None => shown,
    }
}
