//! A history for a corpus: commits that each edit some documents, as people do over the years.

use crate::prose::Random;
use std::collections::BTreeMap;
use std::io::{BufWriter, Error, Result, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Seconds from one commit to the next: a thousand commits take six weeks.
const STEP: u64 = 3_500;

/// The moment of the last commit: 2026-12-31T12:00:00Z. A thousand commits begin after the day of which the
/// documents speak; before it, everything in them would lie in the future.
const LAST: u64 = 1_798_718_400;

/// Writes the texts of a corpus as the newest of `commits` commits on `main`, each of which edits
/// `changes` documents, into the empty git repository at `root`.
pub fn write(
    root: &Path,
    files: &BTreeMap<String, String>,
    commits: usize,
    changes: usize,
) -> Result<()> {
    let mut git = Command::new("git")
        .args(["-C", &root.display().to_string()])
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let input = git.stdin.take().ok_or_else(|| Error::other("no pipe"))?;
    tell(&mut BufWriter::new(input), files, commits, changes)?;
    match git.wait()?.success() {
        true => Ok(()),
        false => Err(Error::other("git fast-import failed")),
    }
}

/// Edits go backward from the newest texts, and are told forward, so that the newest commit is the corpus.
fn tell(
    out: &mut impl Write,
    files: &BTreeMap<String, String>,
    commits: usize,
    changes: usize,
) -> Result<()> {
    let mut random = Random(commits as u64);
    let paths: Vec<&String> = files.keys().filter(|path| is_edited(path)).collect();
    let mut now = files.clone();
    let mut older: Vec<BTreeMap<String, String>> = Vec::new();
    for _ in 1..commits {
        let mut told = BTreeMap::new();
        while told.len() < changes.min(paths.len()) {
            let path = paths[random.below(paths.len())];
            if !told.contains_key(path) {
                let before = edited(&now[path], &mut random);
                told.insert(
                    path.clone(),
                    now.insert(path.clone(), before).unwrap_or_default(),
                );
            }
        }
        older.push(told);
    }
    commit(out, 1, commits, &now)?;
    for (at, told) in older.iter().rev().enumerate() {
        commit(out, at + 2, commits, told)?;
    }
    out.flush()
}

/// What changes from day to day; people and settings stay.
fn is_edited(path: &str) -> bool {
    [
        "risks",
        "controls",
        "assets",
        "suppliers",
        "policies",
        "metrics",
    ]
    .iter()
    .any(|folder| path.starts_with(&format!("isms/{folder}/")))
}

/// Another likelihood or status, or another sentence.
fn edited(text: &str, random: &mut Random) -> String {
    let likelihood = [
        "{likelihood: 1,",
        "{likelihood: 2,",
        "{likelihood: 3,",
        "{likelihood: 4,",
    ];
    let status = ["status: implemented", "status: partial", "status: planned"];
    // Whoever rates a risk anew has it approved anew, which edits here do not: so it is done seldom.
    for (words, times) in [(&likelihood[..], 1), (&status[..], 13)] {
        if let Some(old) = words.iter().find(|word| text.contains(**word))
            && random.below(20) < times
        {
            return text.replacen(old, words[random.below(words.len())], 1) + &note(text, random);
        }
    }
    text.to_owned() + &note(text, random)
}

/// A comment, or a sentence of Markdown, by which every edit makes a content of its own.
fn note(text: &str, random: &mut Random) -> String {
    let words = random.words(8);
    match text.starts_with("---") {
        true => format!("\n{words}.\n"),
        false => format!("# {words}\n"),
    }
}

fn commit(
    out: &mut impl Write,
    at: usize,
    commits: usize,
    files: &BTreeMap<String, String>,
) -> Result<()> {
    let seconds = LAST - STEP * (commits - at) as u64;
    writeln!(out, "commit refs/heads/main\nmark :{at}")?;
    writeln!(
        out,
        "committer Corpus <corpus@ottersand.example> {seconds} +0000"
    )?;
    let message = format!("Step {at}\n");
    write!(out, "data {}\n{message}", message.len())?;
    if at > 1 {
        writeln!(out, "from :{}", at - 1)?;
    }
    for (path, text) in files {
        writeln!(out, "M 100644 inline {path}\ndata {}\n{text}", text.len())?;
    }
    writeln!(out)
}
