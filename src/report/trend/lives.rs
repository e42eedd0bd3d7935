//! What the steps of a trend say of one thing: when the levels of a risk or the status of a control changed.

use super::point::{Point, RiskPoint};
use crate::assess::method::Reading;
use crate::text::commit::Commit;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A step at which something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// Its day.
    pub on: Date,
    /// Its commit, in full.
    pub commit: String,
    /// What changed since the step before, in words.
    pub says: Vec<String>,
}

/// The lives of things by `kind/id`, the newest moment first.
pub type Lives = BTreeMap<String, Vec<Moment>>;

/// Things on their way through the steps.
#[derive(Debug, Default)]
pub(super) struct Course {
    risks: Told<RiskPoint>,
    controls: Told<&'static str>,
    lives: Lives,
    step: usize,
}

/// What was told of a thing, and at which step it was here last.
type Told<T> = BTreeMap<String, (T, usize)>;

/// The readings of a risk, as reports call them.
const READINGS: [&str; 3] = ["before treatment", "today", "after treatment"];

impl Course {
    /// Passes a step; nothing is known of one without figures.
    pub(super) fn pass(&mut self, commit: &Commit, point: &Point) {
        self.step += 1;
        let titles: Vec<&str> = point.levels.iter().map(|(_, title, _)| &**title).collect();
        let risks = point.risks.iter().map(|(id, risk)| (id, *risk));
        let says = |before, now| risk_says(before, now, &titles);
        let said = said(&mut self.risks, self.step, risks, says);
        self.tell("risk", commit, said);
        let statuses = point.statuses.iter().map(|(id, status)| (id, *status));
        let said = self::said(&mut self.controls, self.step, statuses, status_says);
        self.tell("control", commit, said);
    }

    /// What was told, the newest first.
    pub(super) fn lives(mut self) -> Lives {
        for life in self.lives.values_mut() {
            life.reverse();
        }
        self.lives
    }

    fn tell(&mut self, kind: &str, commit: &Commit, said: Vec<(String, Vec<String>)>) {
        for (id, says) in said {
            let life = self.lives.entry(format!("{kind}/{id}")).or_default();
            life.push(Moment {
                on: commit.date,
                commit: commit.id.clone(),
                says,
            });
        }
    }
}

/// What is said of each thing that is here now, or was at the step before.
fn said<'p, T: Copy>(
    told: &mut Told<T>,
    step: usize,
    now: impl Iterator<Item = (&'p String, T)>,
    says: impl Fn(Option<T>, T) -> Vec<String>,
) -> Vec<(String, Vec<String>)> {
    let mut said = Vec::new();
    for (id, new) in now {
        let before = told.insert(id.clone(), (new, step));
        let before = before.filter(|(_, last)| last + 1 == step);
        said.push((id.clone(), says(before.map(|(before, _)| before), new)));
    }
    let gone = told.iter().filter(|(_, (_, last))| last + 1 == step);
    said.extend(gone.map(|(id, _)| (id.clone(), vec!["closed, or removed".to_owned()])));
    said.retain(|(_, says)| !says.is_empty());
    said
}

fn status_says(before: Option<&str>, now: &str) -> Vec<String> {
    match before {
        Some(before) if before == now => Vec::new(),
        Some(before) => vec![format!("{} → {}", words(before), words(now))],
        None => vec![words(now)],
    }
}

fn risk_says(before: Option<RiskPoint>, now: RiskPoint, titles: &[&str]) -> Vec<String> {
    let reading = |reading: Option<Reading>| match reading {
        Some(Reading { score, level, .. }) => {
            format!("{} {score}", titles.get(level).unwrap_or(&"level"))
        }
        None => "unknown".to_owned(),
    };
    let mut says = Vec::new();
    for (at, name) in READINGS.iter().enumerate() {
        let new = now.readings[at];
        match before.map(|before| before.readings[at]) {
            Some(old) if old == new => {}
            Some(old) => says.push(format!("{name} {} → {}", reading(old), reading(new))),
            None => says.push(format!("{name} {}", reading(new))),
        }
    }
    let complete = |risk: RiskPoint| risk.complete;
    match (before.is_some_and(complete), now.complete) {
        (false, true) => says.push("treatment complete".to_owned()),
        (true, false) => says.push("treatment open again".to_owned()),
        _ => {}
    }
    says
}

/// A status as people read it.
fn words(status: &str) -> String {
    status.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::commit::Identity;

    fn commit(day: i8) -> Commit {
        Commit {
            id: format!("{day:040}"),
            parents: Vec::new(),
            author: Identity::default(),
            committer: Identity::default(),
            seconds: 0,
            date: jiff::civil::date(2026, 1, day),
            message: String::new(),
        }
    }

    fn point(score: Option<i64>, complete: bool, status: &'static str) -> Point {
        let reading = score.map(|score| Reading {
            likelihood: 1,
            impact: score,
            score,
            level: usize::from(score > 5),
        });
        let risk = RiskPoint {
            complete,
            above: None,
            readings: [reading; 3],
        };
        let level = |title: &str| (title.to_owned(), title.to_owned(), 0);
        Point {
            levels: vec![level("Low"), level("High")],
            risks: [("R-1".to_owned(), risk)].into(),
            statuses: [("A.5.1".to_owned(), status)].into(),
            ..Point::default()
        }
    }

    #[test]
    fn only_steps_that_change_something_are_told_and_the_newest_first() {
        let mut course = Course::default();
        course.pass(&commit(1), &point(Some(9), false, "planned"));
        course.pass(&commit(2), &point(Some(9), false, "planned"));
        course.pass(&commit(3), &point(Some(2), true, "not_started"));
        course.pass(&commit(4), &Point::default());
        let lives = course.lives();
        let told = |subject: &str| -> Vec<(i8, String)> {
            let life = lives[subject].iter();
            life.map(|one| (one.on.day(), one.says.join("; ")))
                .collect()
        };
        let risk = told("risk/R-1");
        assert_eq!(risk[0], (4, "closed, or removed".to_owned()));
        let lower = "before treatment High 9 → Low 2; today High 9 → Low 2; after treatment High 9 → Low 2; treatment complete";
        assert_eq!(risk[1], (3, lower.to_owned()));
        assert_eq!(risk[2].0, 1);
        assert_eq!(risk.len(), 3);
        let control = told("control/A.5.1");
        assert_eq!(control[1], (3, "planned → not started".to_owned()));
        assert_eq!(control[2], (1, "planned".to_owned()));
    }

    #[test]
    fn what_cannot_be_computed_is_called_unknown() {
        let mut course = Course::default();
        course.pass(&commit(1), &point(Some(9), false, "planned"));
        course.pass(&commit(2), &point(None, false, "planned"));
        let says = &course.lives()["risk/R-1"][0].says;
        assert!(
            says.contains(&"today High 9 → unknown".to_owned()),
            "{says:?}"
        );
    }
}
