//! What formats are: a name and a function from findings, or from a report, to text or bytes.

use crate::analysis::findings::Findings;
use crate::report::Report;
use crate::report::calendar::Calendar;
use crate::report::log::Log;
use crate::report::trend::Trend;

/// What the place that is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// Whether colours may be written.
    pub color: bool,
    /// Columns of the terminal; source lines are clipped to it.
    pub width: usize,
}

impl Default for Context {
    /// A file: no colour, and a width that suits reading.
    fn default() -> Self {
        Self {
            color: false,
            width: 140,
        }
    }
}

/// One way to write findings.
#[derive(Debug, Clone, Copy)]
pub struct FindingsFormat {
    /// The name in `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// Findings in, the whole text out, with a line feed at its end.
    pub render: fn(&Findings, &Context) -> String,
}

/// One way to write a report.
#[derive(Debug, Clone, Copy)]
pub struct ReportFormat {
    /// The name in `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// Whether what it gives is no text, so that no terminal can show it.
    pub binary: bool,
    /// A report in, all bytes out; a text has a line feed at its end.
    pub render: fn(&Report) -> Result<Vec<u8>, Refused>,
}

/// Why a format cannot hold a report, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// One way to write the life of a document.
#[derive(Debug, Clone, Copy)]
pub struct LogFormat {
    /// The name in `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// A life in, the whole text out, with a line end at its end.
    pub render: fn(&Log, &Context) -> String,
}

/// One way to write a calendar.
#[derive(Debug, Clone, Copy)]
pub struct CalendarFormat {
    /// The name in `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// A calendar in, the whole text out, with a line end at its end.
    pub render: fn(&Calendar) -> String,
}

/// One way to write a trend.
#[derive(Debug, Clone, Copy)]
pub struct TrendFormat {
    /// The name in `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// A trend in, the whole text out, with a line feed at its end.
    pub render: fn(&Trend, &Context) -> String,
}
