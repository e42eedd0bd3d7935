//! Rows and findings in, bytes out, one format a file.
//!
//! A new format is one file with a `FORMAT` and one line in the list of its sort below.

pub mod format;

pub mod visible;

pub mod tally;

pub mod excerpt;

pub mod line_hash;

pub mod escape;

pub mod inert;

pub mod field;

pub mod place;

pub mod values;

pub mod links;

pub mod endings;

pub mod bounded;

pub mod filters;

pub mod template;

pub mod chart;

pub mod trend_line;

pub mod burn_down;

pub mod months;

pub mod counts;

pub mod navigation;

pub mod view;

pub mod html;

pub mod md;

pub mod policy;

pub mod overview;

pub mod search;

pub mod matrix;

pub mod thing;

#[cfg(feature = "pdf")]
pub mod pdf;

pub mod site;

pub mod archive;

pub mod status;

pub mod awaited;

pub mod evidence_text;

pub mod outline;

pub mod trace_page;

pub mod card;

pub mod impact_page;

pub mod handover_page;

pub mod unified;

pub mod mended;

pub mod rule_reference;

pub mod diff;

pub mod log_words;

#[cfg(test)]
mod sample;

pub mod statistics;

pub mod told;

pub mod summary;

/// Declares the module of each format of one sort, their list and the search in it, so that no list can
/// forget one. The order is the one in which the help names them.
macro_rules! formats {
    ($(#[$doc:meta])* $list:ident: $sort:ident, found by $find:ident { $($name:ident,)* }) => {
        $(pub mod $name;)*

        $(#[$doc])*
        pub const $list: &[format::$sort] = &[$($name::FORMAT,)*];

        /// The format of this name, or of another spelling of it.
        pub fn $find(name: &str) -> Option<&'static format::$sort> {
            let name = if name == "markdown" { "md" } else { name };
            $list.iter().find(|format| format.name == name)
        }
    };
}

formats! {
    /// Every format of findings.
    FORMATS: FindingsFormat, found by find {
        text,
        concise,
        json,
        sarif,
        github,
        gitlab,
        junit,
        rdjson,
        findings_md,
    }
}

formats! {
    /// Every format of reports that needs no template.
    REPORT_FORMATS: ReportFormat, found by find_report_format {
        report_json,
        csv,
        xlsx,
    }
}

formats! {
    /// Every format of calendars.
    CALENDAR_FORMATS: CalendarFormat, found by find_calendar_format {
        calendar_text,
        calendar_json,
        calendar_csv,
        calendar_ics,
    }
}

formats! {
    /// Every format of trends.
    TREND_FORMATS: TrendFormat, found by find_trend_format {
        trend_text,
        trend_csv,
        trend_json,
        trend_svg,
    }
}

formats! {
    /// Every format of logs.
    LOG_FORMATS: LogFormat, found by find_log_format {
        log_text,
        log_md,
        log_json,
    }
}

pub mod trend_page;

pub mod calendar_page;

pub mod pack;

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
        assert!(find("markdown").is_some_and(|found| found.name == "md"));
    }
}
