//! The risk method as arithmetic: scales, scores, levels and criteria (clause 6.1.2), and its defects.

use crate::model::common::{AssetType, Property};
use crate::model::risk_method::{Formula, RiskMethod, Stacking};
use crate::model::scalar::{Exact, Score};
use crate::text::words::counted;
use std::collections::HashSet;

/// What makes a method unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefectKind {
    /// The matrix lacks a row or a cell, or has one too many.
    MatrixHole,
    /// A cell of the matrix is smaller than one before it.
    MatrixDecreasing,
    /// A scale or the levels are not in rising order.
    Order,
    /// The first level starts above the smallest score.
    LevelGap,
    /// A level is named that the method does not define.
    UnknownLevel,
    /// Neither matrix nor formula, or both; or a scale with too many steps.
    NoScore,
}

/// A defect of a method, at a field of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// The field, such as `matrix[2][1]`.
    pub field: String,
    /// What is wrong, in words.
    pub message: String,
}

/// A level of risk; the order of a method's levels is their order of severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its smallest score.
    pub from: i64,
    /// Its colour as `#rrggbb`, if the method gives one.
    pub colour: Option<String>,
}

/// One point on the two scales, with its score and level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Value on the likelihood scale.
    pub likelihood: i64,
    /// Value on the impact scale.
    pub impact: i64,
    /// The score by matrix or formula.
    pub score: i64,
    /// Index of the level, 0 is the best.
    pub level: usize,
}

/// A criterion that is stricter than the general one.
#[derive(Debug, Clone)]
struct Stricter {
    affects: Option<Property>,
    classification: Option<String>,
    asset_type: Option<AssetType>,
    level: usize,
}

/// What a criterion may look at.
#[derive(Debug, Clone, Default)]
pub struct Exposure<'a> {
    /// Properties that the risk affects.
    pub affects: &'a [Property],
    /// Classification and type of each of its assets.
    pub assets: Vec<(Option<&'a str>, AssetType)>,
}

/// A method without defects, ready to compute with.
#[derive(Debug, Clone)]
pub struct Method {
    /// The likelihood scale, rising.
    pub likelihood: Vec<i64>,
    /// The impact scale, rising.
    pub impact: Vec<i64>,
    /// The levels, best first.
    pub levels: Vec<Level>,
    /// Index of the worst level that needs no decision; `None` while the method does not say.
    pub acceptable: Option<usize>,
    /// What a partly implemented control counts.
    pub partial_effect: Exact,
    /// Whether only the strongest reduction counts.
    pub strongest: bool,
    /// The impact value from which an asset is critical.
    pub critical_from: Option<i64>,
    /// Worst level an entry reaches, and the roles in it.
    pub may_accept: Vec<(usize, Vec<String>)>,
    scores: Vec<Vec<i64>>,
    stricter: Vec<Stricter>,
}

impl Method {
    /// The method as arithmetic, or everything that is wrong with it.
    ///
    /// # Errors
    /// Every defect of the method: scales that do not rise, a matrix with holes, levels that are not there.
    pub fn new(method: &RiskMethod) -> Result<Self, Vec<Defect>> {
        let defects = defects(method);
        if !defects.is_empty() {
            return Err(defects);
        }
        let level = |id: &str| {
            method
                .levels
                .iter()
                .position(|level| *level.id.0 == *id)
                .unwrap_or_default()
        };
        Ok(Self {
            likelihood: likelihood_scale(method),
            impact: impact_scale(method),
            levels: method.levels.iter().map(level_of).collect(),
            acceptable: method.acceptable_up_to.as_ref().map(|id| level(&id.0)),
            partial_effect: method.partial_effect.map_or(Exact::ZERO, |share| share.0),
            strongest: method.stacking == Some(Stacking::Strongest),
            critical_from: method.critical_from.map(|value| value.0),
            may_accept: method
                .may_accept
                .iter()
                .map(|entry| {
                    (
                        level(&entry.up_to.0),
                        entry
                            .roles
                            .iter()
                            .map(|role| role.id().to_owned())
                            .collect(),
                    )
                })
                .collect(),
            scores: scores(method),
            stricter: method
                .stricter
                .iter()
                .map(|entry| Stricter {
                    affects: entry.affects,
                    classification: entry.classification.as_deref().map(str::to_owned),
                    asset_type: entry.asset_type,
                    level: level(&entry.level.0),
                })
                .collect(),
        })
    }

    /// The reading at two values; `None` when one of them lies above its scale. A value between two
    /// steps of a scale is scored as the step above it, so that nothing reads better than it is.
    pub fn read(&self, likelihood: i64, impact: i64) -> Option<Reading> {
        let row = self
            .likelihood
            .iter()
            .position(|&step| step >= likelihood)?;
        let column = self.impact.iter().position(|&step| step >= impact)?;
        let score = self.scores[row][column];
        let level = self.levels.iter().rposition(|level| level.from <= score)?;
        Some(Reading {
            likelihood,
            impact,
            score,
            level,
        })
    }

    /// Whether two values are steps of their scales.
    pub fn on_scale(&self, likelihood: i64, impact: i64) -> bool {
        self.likelihood.contains(&likelihood) && self.impact.contains(&impact)
    }

    /// Index of a level by its id.
    pub fn level(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// The worst level that needs no decision for a risk of this exposure: the strictest that matches.
    pub fn criterion(&self, exposure: &Exposure<'_>) -> Option<usize> {
        let matching = self
            .stricter
            .iter()
            .filter(|entry| entry.matches(exposure))
            .map(|entry| entry.level);
        let general = self.acceptable?;
        Some(matching.fold(general, usize::min))
    }

    /// Whether a criterion depends on the assets of a risk.
    pub fn looks_at_assets(&self) -> bool {
        self.stricter
            .iter()
            .any(|entry| entry.classification.is_some() || entry.asset_type.is_some())
    }

    /// Who may accept a level beside the risk owner: the roles of the first entry that reaches it;
    /// `None` when nobody may.
    pub fn accepters(&self, level: usize) -> Option<&[String]> {
        self.may_accept
            .iter()
            .find(|(up_to, _)| *up_to >= level)
            .map(|(_, roles)| roles.as_slice())
    }
}

impl Stricter {
    fn matches(&self, exposure: &Exposure<'_>) -> bool {
        let affected = self
            .affects
            .is_none_or(|property| exposure.affects.contains(&property));
        let asset = |(classification, kind): &(Option<&str>, AssetType)| {
            self.classification
                .as_deref()
                .is_none_or(|wanted| *classification == Some(wanted))
                && self.asset_type.is_none_or(|wanted| *kind == wanted)
        };
        let asks_assets = self.classification.is_some() || self.asset_type.is_some();
        affected && (!asks_assets || exposure.assets.iter().any(asset))
    }
}

fn level_of(step: &crate::model::risk_method::LevelStep) -> Level {
    Level {
        id: step.id.to_string(),
        title: step.title.as_deref().unwrap_or(&step.id.0).to_owned(),
        from: step.from.0,
        colour: step.colour.as_ref().map(|colour| colour.0.to_string()),
    }
}

fn likelihood_scale(method: &RiskMethod) -> Vec<i64> {
    method.likelihood.iter().map(|step| step.value.0).collect()
}

fn impact_scale(method: &RiskMethod) -> Vec<i64> {
    method.impact.iter().map(|step| step.value.0).collect()
}

/// The score of two values where there is no matrix.
fn score(method: &RiskMethod, likelihood: i64, impact: i64) -> i64 {
    match method.formula {
        Some(Formula::Sum) => likelihood + impact,
        _ => likelihood * impact,
    }
}

/// The score of the lowest steps.
fn smallest(method: &RiskMethod) -> Option<i64> {
    match method.matrix.first() {
        Some(row) => row.first().map(|score| score.0),
        None => {
            let (likelihood, impact) = (method.likelihood.first()?, method.impact.first()?);
            Some(score(method, likelihood.value.0, impact.value.0))
        }
    }
}

/// The score of each likelihood (rows) and impact (columns).
fn scores(method: &RiskMethod) -> Vec<Vec<i64>> {
    if !method.matrix.is_empty() {
        let row = |row: &Vec<Score>| row.iter().map(|score| score.0).collect();
        return method.matrix.iter().map(row).collect();
    }
    let impacts = impact_scale(method);
    likelihood_scale(method)
        .iter()
        .map(|&l| impacts.iter().map(|&i| score(method, l, i)).collect())
        .collect()
}

/// Everything that keeps a method from being computed with.
pub fn defects(method: &RiskMethod) -> Vec<Defect> {
    let mut found = Vec::new();
    order(&mut found, "likelihood", "value", &likelihood_scale(method));
    order(&mut found, "impact", "value", &impact_scale(method));
    order(
        &mut found,
        "levels",
        "from",
        &method
            .levels
            .iter()
            .map(|level| level.from.0)
            .collect::<Vec<_>>(),
    );
    score_source(&mut found, method);
    matrix(&mut found, method);
    named_levels(&mut found, method);
    let smallest = smallest(method);
    if let (Some(smallest), Some(first)) = (smallest, method.levels.first())
        && first.from.0 > smallest
    {
        let message = format!(
            "the first level starts at {}, but the smallest score is {smallest}",
            first.from.0
        );
        found.push(Defect {
            kind: DefectKind::LevelGap,
            field: "levels[0].from".to_owned(),
            message,
        });
    }
    found
}

fn order(found: &mut Vec<Defect>, list: &str, field: &str, values: &[i64]) {
    for (at, pair) in values
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] >= pair[1])
    {
        let message = format!(
            "the value {} follows {}, but the values of a scale rise",
            pair[1], pair[0]
        );
        found.push(Defect {
            kind: DefectKind::Order,
            field: format!("{list}[{}].{field}", at + 1),
            message,
        });
    }
}

/// So many steps a scale may have: a table of scores stays small.
const MOST_STEPS: usize = 100;

fn score_source(found: &mut Vec<Defect>, method: &RiskMethod) {
    let scales = [
        ("likelihood", method.likelihood.len()),
        ("impact", method.impact.len()),
    ];
    for (scale, steps) in scales.into_iter().filter(|(_, steps)| *steps > MOST_STEPS) {
        let message = format!(
            "the {scale} scale has {steps} steps; scores are computed for at most {MOST_STEPS}"
        );
        found.push(Defect {
            kind: DefectKind::NoScore,
            field: scale.to_owned(),
            message,
        });
    }
    let (field, message) = match (method.matrix.is_empty(), method.formula.is_some()) {
        (true, false) => (
            "",
            "the risk method has neither `matrix` nor `formula`, so no score can be computed",
        ),
        (false, true) => ("formula", "the risk method has both `matrix` and `formula`"),
        _ => return,
    };
    found.push(Defect {
        kind: DefectKind::NoScore,
        field: field.to_owned(),
        message: message.to_owned(),
    });
}

fn matrix(found: &mut Vec<Defect>, method: &RiskMethod) {
    let rows = &method.matrix;
    if rows.is_empty() {
        return;
    }
    let (height, width) = (method.likelihood.len(), method.impact.len());
    if rows.len() != height {
        let message = format!(
            "the matrix has {}, but the likelihood scale has {}",
            counted(rows.len(), "row"),
            counted(height, "step")
        );
        found.push(Defect {
            kind: DefectKind::MatrixHole,
            field: "matrix".to_owned(),
            message,
        });
    }
    for (at, row) in rows.iter().enumerate() {
        if row.len() != width {
            let message = format!(
                "row {} of the matrix has {}, but the impact scale has {}",
                at + 1,
                counted(row.len(), "score"),
                counted(width, "step")
            );
            found.push(Defect {
                kind: DefectKind::MatrixHole,
                field: format!("matrix[{at}]"),
                message,
            });
        }
        for (column, &Score(score)) in row.iter().enumerate() {
            let left = column.checked_sub(1).map(|before| row[before].0);
            let below = at
                .checked_sub(1)
                .and_then(|before| Some(rows[before].get(column)?.0));
            if let Some(before) = [left, below]
                .into_iter()
                .flatten()
                .find(|&before| before > score)
            {
                let message = format!("the score {score} is smaller than the {before} before it");
                found.push(Defect {
                    kind: DefectKind::MatrixDecreasing,
                    field: format!("matrix[{at}][{column}]"),
                    message,
                });
            }
        }
    }
}

fn named_levels(found: &mut Vec<Defect>, method: &RiskMethod) {
    let general = method
        .acceptable_up_to
        .iter()
        .map(|id| ("acceptable_up_to".to_owned(), id));
    let stricter = method
        .stricter
        .iter()
        .enumerate()
        .map(|(at, entry)| (format!("stricter[{at}].level"), &entry.level));
    let accept = method
        .may_accept
        .iter()
        .enumerate()
        .map(|(at, entry)| (format!("may_accept[{at}].up_to"), &entry.up_to));
    let all = method.levels.iter();
    let levels: HashSet<&str> = all.clone().map(|level| &*level.id.0).collect();
    // A method has a handful; no message grows with what somebody made up.
    let named: Vec<String> = all.take(9).map(|level| format!("`{}`", level.id)).collect();
    let more = if levels.len() > named.len() {
        ", …"
    } else {
        ""
    };
    let known = named.join(", ") + more;
    for (field, id) in general.chain(stricter).chain(accept) {
        if !levels.contains(&*id.0) {
            let message = format!("`{id}` is not a level of the method; levels are {known}");
            found.push(Defect {
                kind: DefectKind::UnknownLevel,
                field,
                message,
            });
        }
    }
}
