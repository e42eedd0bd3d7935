//! The figures of an ISMS over its history: a row a step, the same columns in each.

pub mod group;

pub mod steps;

pub mod point;

mod course;

pub mod lives;

use crate::analysis::history::{History, State};
use crate::text::commit::Commit;
use course::Course;
use group::Group;
use jiff::civil::Date;
use lives::Lives;
use point::Point;
use serde::Serialize;
use serde_json::{Map, Value, json};
use steps::{By, Chosen};

/// What is asked for.
#[derive(Debug)]
pub struct Wish {
    /// How steps are chosen.
    pub by: By,
    /// The groups of series, in the order in which they are shown.
    pub groups: Vec<Group>,
    /// Whether the history began before the first step, so that nobody knows when its risks did.
    pub cut: bool,
    /// Whether to tell how each risk and control went.
    pub lives: bool,
}

/// The figures over a history.
#[derive(Debug)]
pub struct Trend {
    /// How steps were chosen.
    pub by: By,
    /// The newest commit that was looked at; `None` without steps.
    pub revision: Option<String>,
    /// The series, in groups.
    pub series: Vec<Series>,
    /// The steps, oldest first.
    pub steps: Vec<Step>,
    /// What every reader has to know of these figures.
    pub notes: Vec<String>,
    /// How each risk and control went, where that was wished.
    pub lives: Lives,
}

/// A group of series.
#[derive(Debug)]
pub struct Series {
    /// Which group.
    pub group: Group,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What people read.
    pub title: String,
}

/// A commit with its figures.
#[derive(Debug)]
pub struct Step {
    /// Full id of the commit.
    pub commit: String,
    /// Its committer date as a UTC day, as of which everything in this step was judged.
    pub date: Date,
    /// Tags that lead to it.
    pub tags: Vec<String>,
    /// Why there are no figures, when the state could not be read.
    pub gap: Option<String>,
    /// How many documents and files could not be read whole.
    pub not_judged: Option<usize>,
    /// The figures: those of each group in the order of its columns; `None` when one is not known.
    pub figures: Vec<Vec<Option<u64>>>,
}

/// Looks at each step of a history.
pub fn trend(history: &History<'_>, chosen: Vec<Chosen>, wish: Wish) -> Trend {
    let (commits, tags): (Vec<Commit>, Vec<Vec<String>>) =
        chosen.into_iter().map(|one| (one.commit, one.tags)).unzip();
    let look = |state: &State<'_>| point::point(state, &wish.groups);
    let points = history.each(&commits, &look);
    let series: Vec<Series> = wish
        .groups
        .iter()
        .map(|&group| Series {
            group,
            columns: columns(group, &points),
        })
        .collect();
    let mut course = Course::new(wish.cut);
    let mut lives = lives::Course::default();
    let rows = commits.iter().zip(tags).zip(&points);
    let steps = rows
        .map(|((commit, tags), point)| {
            course.pass(commit.date, point.as_ref().ok());
            if let Some(point) = point.as_ref().ok().filter(|_| wish.lives) {
                lives.pass(commit, point);
            }
            step(commit, tags, point, &series, &course)
        })
        .collect();
    Trend {
        by: wish.by,
        revision: commits.last().map(|commit| commit.id.clone()),
        series,
        steps,
        notes: Vec::new(),
        lives: lives.lives(),
    }
}

fn step(
    commit: &Commit,
    tags: Vec<String>,
    point: &Result<Point, String>,
    series: &[Series],
    course: &Course,
) -> Step {
    let figures = |point: &Point| -> Vec<Vec<Option<u64>>> {
        let each = series.iter();
        each.map(|series| figures(series, point, course)).collect()
    };
    let none = || -> Vec<Vec<Option<u64>>> {
        let each = series.iter();
        each.map(|series| vec![None; series.columns.len()])
            .collect()
    };
    Step {
        commit: commit.id.clone(),
        date: commit.date,
        tags,
        gap: point.as_ref().err().cloned(),
        not_judged: point.as_ref().ok().map(|point| point.not_judged),
        figures: point.as_ref().map_or_else(|_| none(), figures),
    }
}

/// The columns of a group. Levels are those that any step knew, best first as the newest method has
/// them, then what only older ones had.
fn columns(group: Group, points: &[Result<Point, String>]) -> Vec<Column> {
    let column = |(name, title): (&str, &str)| Column {
        name: name.to_owned(),
        title: title.to_owned(),
    };
    let fixed: &[(&str, &str)] = match group {
        Group::Levels => {
            let mut all: Vec<Column> = Vec::new();
            let known = points.iter().rev().flatten();
            for (id, title, _) in known.flat_map(|point| &point.levels) {
                if all.iter().all(|column| column.name != *id) {
                    all.push(column((id, title)));
                }
            }
            all.push(column(("_unknown", "Unknown")));
            return all;
        }
        Group::Criterion => &[
            ("within", "Within the criterion"),
            ("accepted", "Above, accepted"),
            ("unaccepted", "Above, not accepted"),
            ("unknown", "Unknown"),
        ],
        Group::Controls => point::CONTROLS,
        Group::Overdue => &[("overdue", "Overdue")],
        Group::Findings => &[("errors", "Errors"), ("warnings", "Warnings")],
        Group::Readiness => &[
            ("stage_1", "Stage 1"),
            ("stage_2", "Stage 2"),
            ("operation", "Operation"),
        ],
        Group::Treatment => &[
            ("mean_days", "Days on average"),
            ("treated", "Risks treated"),
        ],
        Group::Exposure => &[("days", "Days so far")],
    };
    fixed.iter().copied().map(column).collect()
}

fn figures(series: &Series, point: &Point, course: &Course) -> Vec<Option<u64>> {
    match series.group {
        Group::Levels => {
            let of = |column: &Column| {
                let mut levels = point.levels.iter();
                levels
                    .find(|(id, ..)| *id == column.name)
                    .map(|(.., number)| *number)
            };
            let known = series.columns.iter().map(|column| of(column).or(Some(0)));
            let mut all: Vec<Option<u64>> = known.collect();
            // No id begins with an underscore, so no level is called as this column is.
            if let Some(last) = all.last_mut() {
                *last = Some(point.unknown);
            }
            all
        }
        Group::Treatment => vec![course.mean_days(), Some(course.treated())],
        Group::Exposure => vec![Some(course.exposure())],
        group => {
            let figures = point.figures.get(&group).into_iter().flatten();
            figures.map(|(_, figure)| *figure).collect()
        }
    }
}

impl Trend {
    /// How many steps have no figures.
    pub fn gaps(&self) -> usize {
        self.steps.iter().filter(|step| step.gap.is_some()).count()
    }

    /// One series over the steps.
    pub fn values(&self, group: usize, column: usize) -> Vec<Option<u64>> {
        let each = self.steps.iter();
        each.map(|step| step.figures[group][column]).collect()
    }

    /// The contract for programs, version 1.
    pub fn to_json(&self) -> Value {
        let day = |step: Option<&Step>| step.map(|step| step.date.to_string());
        json!({
            "version": 1,
            "report": "trend",
            "by": self.by.name(),
            "revision": self.revision,
            "from": day(self.steps.first()),
            "to": day(self.steps.last()),
            "gaps": self.gaps(),
            "notes": self.notes,
            "series": self.series.iter().map(Series::to_json).collect::<Vec<_>>(),
            "steps": self.steps.iter().map(|step| step.to_json(&self.series)).collect::<Vec<_>>(),
        })
    }
}

impl Series {
    fn to_json(&self) -> Value {
        json!({
            "name": self.group.name(),
            "title": self.group.title(),
            "unit": self.group.unit(),
            "says": self.group.says(),
            "columns": self.columns,
        })
    }
}

impl Step {
    fn to_json(&self, series: &[Series]) -> Value {
        let values = series.iter().zip(&self.figures).map(|(series, figures)| {
            let pairs = series.columns.iter().zip(figures);
            let of: Map<String, Value> = pairs
                .map(|(column, figure)| (column.name.clone(), json!(figure)))
                .collect();
            let known = self.gap.is_none().then_some(of);
            (series.group.name().to_owned(), json!(known))
        });
        json!({
            "commit": self.commit,
            "date": self.date.to_string(),
            "tags": self.tags,
            "gap": self.gap,
            "not_judged": self.not_judged,
            "values": values.collect::<Map<_, _>>(),
        })
    }
}
