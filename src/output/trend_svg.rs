//! `trend --format svg`: a small picture a group, side by side. What is part of a whole is stacked, the
//! rest are lines; time runs to the right in days, and where nothing is known nothing is drawn.

use super::escape;
use super::format::TrendFormat;
use crate::report::trend::group::Group;
use crate::report::trend::{Series, Trend};
use jiff::civil::Date;
use std::fmt::Write;

/// A picture that stands by itself, for light and dark pages.
pub const FORMAT: TrendFormat = TrendFormat {
    name: "svg",
    summary: "one picture with a panel a group, for light and dark pages",
    render: |trend, _| drawn(trend, true),
};

/// The same for a page whose style sheet knows its classes (`.over-time`).
pub fn inline(trend: &Trend) -> String {
    drawn(trend, false)
}

/// Width of a panel with what is around it, of all in a row, and how many stand in one.
const PANEL: usize = 480;
const ROW: usize = 2;
/// Width and height of what is drawn in a panel, and where it begins.
const WIDTH: usize = 260;
const HEIGHT: usize = 120;
const LEFT: usize = 40;
const TOP: usize = 34;
/// Height of a line of the key.
const LINE: usize = 16;
/// Height of a panel: the key may have as many lines as a panel holds.
const TALL: usize = 196;
/// More series than this have no room in the key, nor a colour of their own.
const MOST: usize = 9;

const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#1c2430}.t{font-weight:600;font-size:13px}.q{fill:#5a6675}.b{fill:#fff}.a{stroke:#c3cad3;fill:none}.l{fill:none;stroke-width:2;stroke-linejoin:round}.s0{fill:#2b6f9e;stroke:#2b6f9e}.s1{fill:#e0b12f;stroke:#e0b12f}.s2{fill:#d9763a;stroke:#d9763a}.s3{fill:#b23a6b;stroke:#b23a6b}.s4{fill:#6b2f6a;stroke:#6b2f6a}.s5{fill:#4f8f5b;stroke:#4f8f5b}.s6{fill:#7d8794;stroke:#7d8794}.s7{fill:#a9b3be;stroke:#a9b3be}.s8{fill:#5c4b3a;stroke:#5c4b3a}.l.s0,.l.s1,.l.s2{fill:none}.l.s1{stroke-dasharray:6 3}.l.s2{stroke-dasharray:2 3}@media(prefers-color-scheme:dark){text{fill:#e6e9ed}.q{fill:#a3adb9}.b{fill:#14181d}.a{stroke:#46505c}.s0{fill:#6db3e2;stroke:#6db3e2}.s4{fill:#b98ab8;stroke:#b98ab8}.s8{fill:#c0a88f;stroke:#c0a88f}}";

/// The whole picture; `alone`, with the style and the ground that a page would give it.
fn drawn(trend: &Trend, alone: bool) -> String {
    let rows = trend.series.len().div_ceil(ROW).max(1);
    let (width, height) = (PANEL * ROW.min(trend.series.len().max(1)), rows * TALL + 28);
    let frame = Frame::new(trend);
    let label = match (trend.steps.first(), trend.steps.last()) {
        (Some(first), Some(last)) => format!(
            "Trend of the ISMS from {} to {}, {} steps by {}",
            first.date,
            last.date,
            trend.steps.len(),
            trend.by.name()
        ),
        _ => "Trend of the ISMS: no steps".to_owned(),
    };
    let mut out = format!(
        "<svg class=\"over-time\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{0}\">\n<title>{0}</title>\n",
        safe(&label)
    );
    if alone {
        let _ = writeln!(
            out,
            "<style>{STYLE}</style>\n<rect class=\"b\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
    for (at, series) in trend.series.iter().enumerate() {
        let (x, y) = (at % ROW * PANEL, at / ROW * TALL);
        let _ = writeln!(out, "<g transform=\"translate({x} {y})\">");
        panel(&mut out, trend, at, series, &frame);
        out.push_str("</g>\n");
    }
    let _ = writeln!(
        out,
        "<text class=\"q\" x=\"{LEFT}\" y=\"{}\">{}</text>\n</svg>",
        height - 10,
        safe(&label)
    );
    out
}

/// Text of the repository, made inert.
fn safe(text: &str) -> String {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = escape::html(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Where each step stands from left to right.
struct Frame {
    from: Option<Date>,
    to: Option<Date>,
    x: Vec<usize>,
}

impl Frame {
    fn new(trend: &Trend) -> Self {
        let days = || trend.steps.iter().map(|step| step.date);
        let (from, to) = (days().min(), days().max());
        let between = |a: Option<Date>, b: Date| {
            let days = a.map_or(0, |a| (b - a).get_days());
            usize::try_from(days).unwrap_or(0)
        };
        let whole = to.map_or(0, |to| between(from, to));
        let last = trend.steps.len().saturating_sub(1).max(1);
        let x = days().enumerate().map(|(at, day)| match whole {
            // All on one day: one after another.
            0 => at * WIDTH / last,
            _ => between(from, day) * WIDTH / whole,
        });
        Self {
            from,
            to,
            x: x.collect(),
        }
    }

    /// Runs of known values by place, the last one of each place, so that a picture of any number of
    /// steps is as large as it is wide.
    fn runs(&self, values: &[Option<u64>]) -> Vec<Vec<(usize, u64)>> {
        let mut runs: Vec<Vec<(usize, u64)>> = vec![Vec::new()];
        for (&x, value) in self.x.iter().zip(values) {
            let last = runs.last_mut().expect("internal error: there is a run");
            match value {
                Some(value) => match last.last_mut() {
                    Some(before) if before.0 >= x => before.1 = *value,
                    _ => last.push((x, *value)),
                },
                None if !last.is_empty() => runs.push(Vec::new()),
                None => {}
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }
}

fn is_stacked(group: Group) -> bool {
    matches!(group, Group::Levels | Group::Criterion | Group::Controls)
}

fn panel(out: &mut String, trend: &Trend, at: usize, series: &Series, frame: &Frame) {
    let stacked = is_stacked(series.group);
    let lines = lines(trend, at, series, stacked);
    let drawn: Vec<Vec<Option<u64>>> = match stacked {
        true => sums(&lines.iter().map(|line| &line.values).collect::<Vec<_>>()),
        false => lines.iter().map(|line| line.values.clone()).collect(),
    };
    let top = drawn.iter().flatten().flatten().copied().max();
    let top = top.unwrap_or(0).max(1);
    let (title, unit) = (series.group.title(), series.group.unit());
    let _ = writeln!(
        out,
        "<text class=\"t\" x=\"{LEFT}\" y=\"20\">{title} <tspan class=\"q\">({unit})</tspan></text>"
    );
    axes(out, frame, top);
    // What stands behind is drawn first: the sum of all, then ever fewer.
    for (order, values) in drawn.iter().enumerate().rev() {
        let class = lines[order].class;
        for run in frame.runs(values) {
            let _ = match stacked {
                true => writeln!(
                    out,
                    "<path class=\"s{class}\" stroke-width=\"1\" d=\"{}\"/>",
                    area(&run, top)
                ),
                false => writeln!(
                    out,
                    "<path class=\"l s{class}\" d=\"{}\"/>",
                    steps(&run, top)
                ),
            };
        }
    }
    for (order, line) in lines.iter().enumerate() {
        // What is not known at the last step is not told by an older one.
        let last = line.values.last().copied().flatten();
        let last = last.map_or("?".to_owned(), |last| last.to_string());
        let y = TOP + order * LINE;
        let x = LEFT + WIDTH + 14;
        let name: String = line.title.chars().take(22).collect();
        let _ = writeln!(
            out,
            "<rect class=\"s{}\" x=\"{x}\" y=\"{y}\" width=\"10\" height=\"10\"/><text x=\"{}\" y=\"{}\">{} {last}</text>",
            line.class,
            x + 15,
            y + 9,
            safe(&name)
        );
    }
}

/// What is drawn of a column, and how.
struct Line {
    title: String,
    class: usize,
    values: Vec<Option<u64>>,
}

/// The columns of a series that say something; of a stacked one, those that have no room are one together.
fn lines(trend: &Trend, at: usize, series: &Series, stacked: bool) -> Vec<Line> {
    let one = series.columns.len() == 1;
    let all = series.columns.iter().enumerate();
    let all = all.map(|(column, info)| Line {
        title: info.title.to_string(),
        class: column % MOST,
        values: trend.values(at, column),
    });
    let told = all.enumerate().filter(|(column, line)| {
        let zero = line.values.iter().flatten().all(|value| *value == 0);
        // The number of risks is no number of days; it stands in the other formats.
        let unlike = series.group == Group::Treatment && *column > 0;
        (!zero || one) && !unlike
    });
    let mut lines: Vec<Line> = told.map(|(_, line)| line).collect();
    if stacked && lines.len() > MOST {
        let rest = lines.split_off(MOST - 1);
        let rest: Vec<_> = rest.iter().map(|line| &line.values).collect();
        lines.push(Line {
            title: format!("{} others", rest.len()),
            class: MOST - 1,
            values: sums(&rest).pop().unwrap_or_default(),
        });
    }
    lines.truncate(MOST);
    lines
}

/// Each series on top of those before it; nothing where one of them is not known.
fn sums(all: &[&Vec<Option<u64>>]) -> Vec<Vec<Option<u64>>> {
    let mut sum: Vec<Option<u64>> = vec![Some(0); all.first().map_or(0, |values| values.len())];
    let add = |values: &&Vec<Option<u64>>| {
        for (sum, value) in sum.iter_mut().zip(values.iter()) {
            *sum = sum.and_then(|sum| Some(sum + (*value)?));
        }
        sum.clone()
    };
    all.iter().map(add).collect()
}

fn axes(out: &mut String, frame: &Frame, top: u64) {
    let (right, bottom) = (LEFT + WIDTH, TOP + HEIGHT);
    let _ = writeln!(
        out,
        "<path class=\"a\" d=\"M{LEFT} {TOP}V{bottom}H{right}\"/><text class=\"q\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{top}</text><text class=\"q\" x=\"{}\" y=\"{bottom}\" text-anchor=\"end\">0</text>",
        LEFT - 6,
        TOP + 9,
        LEFT - 6
    );
    let under = bottom + 15;
    if let (Some(from), Some(to)) = (frame.from, frame.to) {
        let _ = writeln!(
            out,
            "<text class=\"q\" x=\"{LEFT}\" y=\"{under}\">{from}</text><text class=\"q\" x=\"{right}\" y=\"{under}\" text-anchor=\"end\">{to}</text>"
        );
    }
}

fn y(value: u64, top: u64) -> u64 {
    let height = HEIGHT as u64;
    (TOP as u64 + height) - value.min(top) * height / top
}

/// A line that keeps each value until the next.
fn steps(run: &[(usize, u64)], top: u64) -> String {
    let mut path = String::new();
    for (at, &(x, value)) in run.iter().enumerate() {
        let _ = match at {
            0 => write!(path, "M{} {}", LEFT + x, y(value, top)),
            _ => write!(path, "H{}V{}", LEFT + x, y(value, top)),
        };
    }
    // A lone value would not be seen.
    if run.len() == 1 {
        path.push_str("h2");
    }
    path
}

/// The same, closed at the bottom.
fn area(run: &[(usize, u64)], top: u64) -> String {
    let first = run.first().map_or(0, |first| first.0);
    format!("{}V{}H{}Z", steps(run, top), TOP + HEIGHT, LEFT + first)
}
