//! `trend --format text`: each series as a line of small bars, with its first and last value.

use super::format::{Context, TrendFormat};
use super::tally::count;
use super::visible::one_line;
use crate::report::trend::{Column, Series, Trend};

/// For people: a line a series.
pub const FORMAT: TrendFormat = TrendFormat {
    name: "text",
    summary: "for people: each series as small bars, with its first and last value",
    render,
};

/// Bars from nothing to the largest value of a group.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What stands where nothing is known.
const GAP: char = '·';

/// At most so many bars, and so many characters of a title.
const MOST: usize = 60;
const TITLE: usize = 32;

fn render(trend: &Trend, context: &Context) -> String {
    let width = context.width.saturating_sub(TITLE + 24).clamp(10, MOST);
    let mut out = heading(trend);
    for (at, series) in trend.series.iter().enumerate() {
        let (title, unit) = (series.group.title(), series.group.unit());
        out.push_str(&format!("\n{title} ({unit})\n"));
        for line in lines(trend, at, series, width) {
            out.push_str(&line);
        }
    }
    let gaps = trend.steps.iter().filter_map(|step| {
        let (why, commit) = (
            step.gap.as_deref()?,
            crate::text::commit::short(&step.commit),
        );
        let why = one_line(why.lines().next().unwrap_or_default());
        Some(format!("  {} {commit}  {why}\n", step.date))
    });
    let gaps: Vec<String> = gaps.collect();
    if !gaps.is_empty() {
        let steps = count(gaps.len(), "step");
        out.push_str(&format!("\n{steps} without figures\n"));
        out.extend(gaps.iter().take(SHOWN).map(String::as_str));
        if gaps.len() > SHOWN {
            out.push_str(&format!("  and {} more\n", gaps.len() - SHOWN));
        }
    }
    for note in &trend.notes {
        out.push_str(&format!("\n{}\n", one_line(note)));
    }
    out
}

/// So many steps without figures are named.
const SHOWN: usize = 5;

fn heading(trend: &Trend) -> String {
    let number = trend.steps.len();
    let steps = match trend.by.name() {
        "commit" => count(number, "commit"),
        "month" => count(number, "month"),
        _ => count(number, "tagged commit"),
    };
    match (trend.steps.first(), trend.steps.last()) {
        (Some(first), Some(last)) => format!("{steps} from {} to {}\n", first.date, last.date),
        _ => "no steps\n".to_owned(),
    }
}

/// The lines of a group; series that are nothing all along are left out beside others.
fn lines(trend: &Trend, group: usize, series: &Series, width: usize) -> Vec<String> {
    let all: Vec<Vec<Option<u64>>> = (0..series.columns.len())
        .map(|column| trend.values(group, column))
        .collect();
    let something = |values: &[Option<u64>]| values.iter().any(|value| value.unwrap_or(0) > 0);
    let any = all.iter().any(|values| something(values));
    let shown = series.columns.iter().zip(&all).enumerate();
    let shown = shown.filter(|(at, (_, values))| something(values) || (!any && *at == 0));
    let top = |values: &[Option<u64>]| values.iter().flatten().copied().max().unwrap_or(0);
    let highest = all.iter().map(|values| top(values)).max().unwrap_or(0);
    // Unlike things are not measured by one another.
    let own = series.group == crate::report::trend::group::Group::Treatment;
    shown
        .map(|(_, (column, values))| {
            let top = if own { top(values) } else { highest };
            line(column, values, top, width)
        })
        .collect()
}

fn line(column: &Column, values: &[Option<u64>], top: u64, width: usize) -> String {
    let bars: String = sampled(values, width)
        .into_iter()
        .map(|value| value.map_or(GAP, |value| bar(value, top)))
        .collect();
    let title: String = one_line(&column.title).chars().take(TITLE).collect();
    let known = || values.iter().flatten();
    let ends = match (known().next(), known().next_back()) {
        (Some(first), Some(last)) => format!("{first} → {last}"),
        _ => "not known".to_owned(),
    };
    format!("  {title:TITLE$} {bars}  {ends}\n")
}

fn bar(value: u64, top: u64) -> char {
    let last = BARS.len() as u64 - 1;
    let height = (value * last + top / 2).checked_div(top).unwrap_or(0);
    BARS[usize::try_from(height.min(last)).unwrap_or(0)]
}

/// The last value of each of so many equal parts of the steps.
fn sampled(values: &[Option<u64>], width: usize) -> Vec<Option<u64>> {
    if values.len() <= width {
        return values.to_vec();
    }
    let ends = (1..=width).map(|part| part * values.len() / width);
    ends.map(|end| values[end - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_to_the_largest_value_and_nothing_has_the_smallest() {
        let all: String = [0, 1, 5, 10].map(|value| bar(value, 10)).iter().collect();
        assert_eq!(all, "▁▂▅█");
        assert_eq!(bar(0, 0), '▁');
    }

    #[test]
    fn more_steps_than_room_keep_the_last_of_each_part() {
        let values: Vec<Option<u64>> = (0..100).map(Some).collect();
        assert_eq!(sampled(&values, 4), [24, 49, 74, 99].map(Some));
        assert_eq!(sampled(&values[..3], 4), [0, 1, 2].map(Some));
    }
}
