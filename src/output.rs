//! Rows and findings in, bytes out, one format a file.
//!
//! A new format is one file with a `FORMAT` and one line in its list below: that of findings or that of
//! reports.

pub mod format;

pub mod visible;

pub mod tally;

pub mod excerpt;

pub mod line_hash;

pub mod escape;

pub mod links;

pub mod template;

pub mod field;

pub mod chart;

pub mod trend_line;

pub mod counts;

pub mod navigation;

pub mod view;

pub mod html;

pub mod md;

pub mod policy;

pub mod site;

pub mod status;

#[cfg(test)]
mod sample;

/// Declares each format's module and its place in [`FORMATS`], so that no list can forget one.
macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])* pub mod $name;)*

        /// Every format of findings, in the order in which the help names them.
        pub const FORMATS: &[format::FindingsFormat] = &[$($name::FORMAT,)*];
    };
}

formats! {
    text,
    json,
    sarif,
    github,
}

/// Declares each report format's module and its place in [`REPORT_FORMATS`].
macro_rules! report_formats {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])* pub mod $name;)*

        /// Every format of reports, in the order in which the help names them.
        pub const REPORT_FORMATS: &[format::ReportFormat] = &[$($name::FORMAT,)*];
    };
}

report_formats! {
    report_json,
    csv,
}

/// Declares each calendar format's module and its place in [`CALENDAR_FORMATS`].
macro_rules! calendar_formats {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])* pub mod $name;)*

        /// Every format of calendars, in the order in which the help names them.
        pub const CALENDAR_FORMATS: &[format::CalendarFormat] = &[$($name::FORMAT,)*];
    };
}

calendar_formats! {
    calendar_text,
    calendar_json,
    calendar_csv,
    calendar_ics,
}

/// Declares each trend format's module and its place in [`TREND_FORMATS`].
macro_rules! trend_formats {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])* pub mod $name;)*

        /// Every format of trends, in the order in which the help names them.
        pub const TREND_FORMATS: &[format::TrendFormat] = &[$($name::FORMAT,)*];
    };
}

trend_formats! {
    trend_text,
    trend_csv,
    trend_json,
    trend_svg,
}

pub mod trend_page;

/// The format of trends of this name.
pub fn find_trend_format(name: &str) -> Option<&'static format::TrendFormat> {
    TREND_FORMATS.iter().find(|format| format.name == name)
}

/// The format of calendars of this name.
pub fn find_calendar_format(name: &str) -> Option<&'static format::CalendarFormat> {
    CALENDAR_FORMATS.iter().find(|format| format.name == name)
}

/// The format of reports of this name.
pub fn find_report_format(name: &str) -> Option<&'static format::ReportFormat> {
    REPORT_FORMATS.iter().find(|format| format.name == name)
}

/// The format of findings of this name.
pub fn find(name: &str) -> Option<&'static format::FindingsFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diagnostic::Severity;

    #[test]
    fn every_format_is_found_by_its_one_name_and_ends_its_text_with_a_line_feed() {
        let file = ("a.yaml", "owner: jane\n");
        let found = vec![sample::found(file, "jane", Severity::Error)];
        for findings in [
            sample::findings(&[file], found),
            sample::findings(&[], Vec::new()),
        ] {
            for format in FORMATS {
                let text = (format.render)(&findings, &format::Context::default());
                assert!(
                    text.ends_with('\n') && !text.ends_with("\n\n"),
                    "{}",
                    format.name
                );
                assert!(find(format.name).is_some_and(|found| found.summary == format.summary));
            }
        }
        assert!(find("yaml").is_none());
    }
}
