//! `isms man`: the manual pages, from the definition of the command line.

use super::exit_code::ExitCode;
use super::session::Global;
use super::streams::Streams;
use anyhow::Result;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::path::PathBuf;

/// Print the manual page of isms, or write one page for each verb
///
/// `isms man | man -l -` shows it. For `man isms-check` and the others, write the pages to a folder `man1`
/// on the path of man, such as ~/.local/share/man/man1.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the page of isms and one for each verb to this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What the exit codes of every verb mean.
const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "Nothing to complain about."),
    (
        "1",
        "Findings at or above the failing level, documents that could not be read, or the \"no\" of a verb that answers a question.",
    ),
    (
        "2",
        "Wrong use, an unknown id, rule or revision, no or broken isms.toml, or a file or repository that cannot be read or written.",
    ),
    ("3", "No document was found, or the paths match none."),
];

/// Runs the verb for the whole command line.
///
/// # Errors
/// When a page or standard output cannot be written.
pub fn run(
    global: &Global,
    args: &Args,
    whole: Command,
    streams: &mut Streams,
) -> Result<ExitCode> {
    let mut whole = whole.disable_help_subcommand(true);
    whole.build();
    let Some(folder) = &args.out else {
        streams.out(&page(&whole))?;
        return Ok(ExitCode::Clean);
    };
    let mut commands = vec![&whole];
    let mut written = 0;
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands().filter(|verb| !verb.is_hide_set()));
        let file = folder.join(Man::new(command.clone()).get_filename());
        global.write(&file, page(command).as_bytes())?;
        written += 1;
    }
    streams.note(&format!("wrote {written} pages to {}", folder.display()));
    Ok(ExitCode::Clean)
}

/// The page of a verb, or of them all.
fn page(command: &Command) -> String {
    let mut text = Vec::new();
    Man::new(command.clone())
        .manual("ISMS in git")
        .source(concat!("isms ", env!("CARGO_PKG_VERSION")))
        .render(&mut text)
        .expect("internal error: a page is written to memory");
    format!("{}{}", String::from_utf8_lossy(&text), exit_status())
}

/// The section about exit codes, the same on every page.
fn exit_status() -> String {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_STATUS {
        roff.control("TP", []);
        roff.text([bold(code)]).text([roman(meaning)]);
    }
    roff.to_roff()
}
