//! `corpus N DIR [--records M] [--git]`: writes a repository of N documents, and M records of operation
//! beside them; with `--git` commits and packs it.

use isms_benches::plan::Plan;
use isms_benches::{bases, documents, records};
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((count, records, folder, git)) = parse(&arguments) else {
        eprintln!("usage: corpus N DIR [--records M] [--git]");
        return ExitCode::from(2);
    };
    match write(count, records, Path::new(folder), git) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many documents, how many records, where, and whether to commit.
fn parse(arguments: &[String]) -> Option<(usize, usize, &str, bool)> {
    let (arguments, git) = match arguments {
        [rest @ .., last] if last == "--git" => (rest, true),
        all => (all, false),
    };
    let (count, folder, records) = match arguments {
        [count, folder] => (count, folder, "0"),
        [count, folder, option, records] if option == "--records" => {
            (count, folder, records.as_str())
        }
        _ => return None,
    };
    Some((count.parse().ok()?, records.parse().ok()?, folder, git))
}

fn write(count: usize, records: usize, root: &Path, git: bool) -> std::io::Result<()> {
    let more = records::all(Plan::new(count), records);
    for (path, text) in documents::all(count).into_iter().chain(more) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, text)?;
    }
    bases::write(root, documents::AS_OF)?;
    if git {
        commit(root)?;
    }
    Ok(())
}

/// One commit by nobody in particular, on a fixed day, in one pack.
fn commit(root: &Path) -> std::io::Result<()> {
    let steps: [&[&str]; 4] = [
        &["init", "-q", "-b", "main"],
        &["add", "-A"],
        &["commit", "-q", "-m", "A corpus"],
        &["gc", "-q"],
    ];
    for step in steps {
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
        if !command.status()?.success() {
            return Err(std::io::Error::other(format!("git {} failed", step[0])));
        }
    }
    Ok(())
}
