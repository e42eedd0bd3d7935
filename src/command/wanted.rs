//! What `--format FORMAT[=FILE]` asks for: a format of some list, and the file to write it to.

use crate::syntax::schema::near_miss;
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::str::FromStr;

/// A format that is named on the command line.
pub trait Named: Sized {
    /// Every name, in the order in which the help names them.
    fn names() -> Vec<&'static str>;

    /// The format of a name, or of another spelling that is taken for it.
    fn named(name: &str) -> Option<Self>;
}

/// A format, and where it is to be written.
#[derive(Debug, Clone)]
pub struct Wanted<F> {
    /// The format.
    pub format: F,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

impl<F> Wanted<F> {
    /// A format on standard output.
    pub fn on_stdout(format: F) -> Self {
        Self { format, file: None }
    }
}

impl<F: Named> FromStr for Wanted<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = text
            .split_once('=')
            .map_or((text, None), |(name, file)| (name, Some(file)));
        let format = F::named(name).ok_or_else(|| {
            let near = near_miss::nearest(name, F::names());
            let near = near.map(|near| format!("did you mean `{near}`? "));
            format!(
                "{}formats are {}, each also as FORMAT=FILE",
                near.unwrap_or_default(),
                F::names().join(", ")
            )
        })?;
        if file == Some("") {
            return Err("the name of a file is missing after `=`".to_owned());
        }
        Ok(Self {
            format,
            file: file.map(PathBuf::from),
        })
    }
}

/// Refuses two formats that would both be written to standard output.
///
/// # Errors
/// When two formats lack a file.
pub fn one_to_stdout<F>(wanted: &[Wanted<F>]) -> Result<()> {
    if wanted.iter().filter(|wanted| wanted.file.is_none()).count() > 1 {
        bail!(
            "two formats cannot both be written to standard output; give one of them a file, as in `--format json=out.json`"
        );
    }
    Ok(())
}
