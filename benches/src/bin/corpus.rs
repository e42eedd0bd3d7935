//! `corpus N DIR [--records M] [--git | --history COMMITS --changes N]`: writes a repository of N documents,
//! and M records of operation beside them; with `--git` commits and packs it, with `--history` gives it a
//! past of so many commits that each edit so many documents.

use isms_benches::plan::Plan;
use isms_benches::{bases, documents, history, records};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

/// What is to be written.
struct Wish {
    count: usize,
    folder: String,
    records: usize,
    git: bool,
    commits: usize,
    changes: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(wish) = parse(&arguments) else {
        eprintln!("usage: corpus N DIR [--records M] [--git | --history COMMITS --changes N]");
        return ExitCode::from(2);
    };
    match write(&wish) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: &[String]) -> Option<Wish> {
    let [count, folder, options @ ..] = arguments else {
        return None;
    };
    let mut wish = Wish {
        count: count.parse().ok()?,
        folder: folder.clone(),
        records: 0,
        git: false,
        commits: 0,
        changes: 20,
    };
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let mut number = || options.next()?.parse().ok();
        match option.as_str() {
            "--git" => wish.git = true,
            "--records" => wish.records = number()?,
            "--history" => wish.commits = number()?,
            "--changes" => wish.changes = number()?,
            _ => return None,
        }
    }
    Some(wish)
}

fn write(wish: &Wish) -> std::io::Result<()> {
    let root = Path::new(&wish.folder);
    let more = records::all(Plan::new(wish.count), wish.records);
    let files: BTreeMap<String, String> =
        documents::all(wish.count).into_iter().chain(more).collect();
    for (path, text) in &files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, text)?;
    }
    bases::write(root, documents::AS_OF)?;
    if wish.commits > 0 {
        return past(root, files.into_keys(), wish);
    }
    if wish.git {
        for step in [
            &["init", "-q", "-b", "main"][..],
            &["add", "-A"],
            &["commit", "-q", "-m", "A corpus"],
            &["gc", "-q"],
        ] {
            git(root, step)?;
        }
    }
    Ok(())
}

/// The corpus as the newest of many commits.
fn past(root: &Path, paths: impl Iterator<Item = String>, wish: &Wish) -> std::io::Result<()> {
    let read = |path: String| Ok((path.clone(), std::fs::read_to_string(root.join(path))?));
    let files: BTreeMap<String, String> = paths.map(read).collect::<std::io::Result<_>>()?;
    git(root, &["init", "-q", "-b", "main"])?;
    history::write(root, &files, wish.commits, wish.changes)?;
    git(root, &["reset", "-q", "--hard", "main"])?;
    git(root, &["gc", "-q"])
}

/// Git as nobody in particular, on a fixed day, in one pack.
fn git(root: &Path, step: &[&str]) -> std::io::Result<()> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(root)
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.autocrlf=false",
            "-c",
            "gc.auto=0",
        ])
        .args(step);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Corpus");
        command.env(format!("GIT_{who}_EMAIL"), "corpus@ottersand.example");
        command.env(format!("GIT_{who}_DATE"), "2026-11-19T12:00:00Z");
    }
    match command.status()?.success() {
        true => Ok(()),
        false => Err(std::io::Error::other(format!("git {} failed", step[0]))),
    }
}
