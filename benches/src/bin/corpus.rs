//! `corpus N DIR [--git]`: writes a repository of N documents; with `--git` commits and packs it.

use isms_benches::{bases, documents};
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parsed = match &arguments[..] {
        [count, folder] => count.parse().ok().map(|count| (count, folder, false)),
        [count, folder, git] if git == "--git" => {
            count.parse().ok().map(|count| (count, folder, true))
        }
        _ => None,
    };
    let Some((count, folder, git)) = parsed else {
        eprintln!("usage: corpus N DIR [--git]");
        return ExitCode::from(2);
    };
    match write(count, Path::new(folder), git) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(count: usize, root: &Path, git: bool) -> std::io::Result<()> {
    for (path, text) in documents::all(count) {
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
