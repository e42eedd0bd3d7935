//! Exit codes, all of them: they are part of the contract and never depend on a format.

/// What the process returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCode {
    /// Nothing to complain about.
    Clean,
    /// Findings at or above the failing level, or the "no" of a verb.
    Findings,
    /// Wrong use, unknown names, no or broken `isms.toml`, or the world failed.
    Wrong,
    /// No document was found, or paths match none.
    Nothing,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(match code {
            ExitCode::Clean => 0,
            ExitCode::Findings => 1,
            ExitCode::Wrong => 2,
            ExitCode::Nothing => 3,
        })
    }
}
