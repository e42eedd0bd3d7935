//! A small ISMS as data: a method, controls and risks in every state.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// States of a control; the last two say that it does not apply, and that nobody decided.
pub(crate) const STATES: [&str; 6] = [
    "implemented",
    "partial",
    "planned",
    "not-started",
    "excluded",
    "undecided",
];

#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    pub(crate) method: Method,
    /// States of A.8.1, A.8.2 and so on.
    pub(crate) controls: Vec<&'static str>,
    pub(crate) risks: Vec<Risk>,
}

#[derive(Debug, Clone)]
pub(crate) struct Method {
    steps: (i64, i64),
    scoring: Scoring,
    stacking: &'static str,
    partial: &'static str,
    /// Scores at which the second and the third level begin.
    from: (i64, i64),
}

#[derive(Debug, Clone)]
enum Scoring {
    Formula(&'static str),
    /// What each step of likelihood and of impact adds to a score.
    Matrix(Vec<i64>, Vec<i64>),
}

#[derive(Debug, Clone)]
pub(crate) struct Risk {
    pub(crate) inherent: (i64, i64),
    /// Indices of controls, and what each takes off.
    pub(crate) uses: Vec<Use>,
    pub(crate) actions: Vec<Action>,
}

#[derive(Debug, Clone)]
pub(crate) struct Use {
    pub(crate) control: usize,
    pub(crate) off: (i64, i64),
}

#[derive(Debug, Clone)]
pub(crate) struct Action {
    control: Option<usize>,
    off: (i64, i64),
    state: &'static str,
}

/// Any ledger.
pub(crate) fn any() -> impl Strategy<Value = Ledger> {
    let steps = (2..6i64, 2..6i64);
    steps.prop_flat_map(|steps| {
        let controls = vec(select(&STATES[..]), 1..5);
        (method(steps), controls).prop_flat_map(move |(method, controls)| {
            let risks = vec(risk(steps, controls.len()), 1..4);
            (Just(method), Just(controls), risks).prop_map(|(method, controls, risks)| Ledger {
                method,
                controls,
                risks,
            })
        })
    })
}

fn method(steps: (i64, i64)) -> impl Strategy<Value = Method> {
    let (high, wide) = (steps.0 as usize, steps.1 as usize);
    let matrix = (vec(0..4i64, high), vec(0..4i64, wide));
    let scoring = prop_oneof![
        select(vec!["product", "sum"]).prop_map(Scoring::Formula),
        matrix.prop_map(|(up, right)| Scoring::Matrix(up, right)),
    ];
    let stacking = select(vec!["sum", "strongest"]);
    let partial = select(vec!["0", "0.25", "0.5", "1"]);
    (scoring, stacking, partial, 1..6i64, 1..9i64).prop_map(
        move |(scoring, stacking, partial, second, third)| Method {
            steps,
            scoring,
            stacking,
            partial,
            from: (second, second + third),
        },
    )
}

fn risk(steps: (i64, i64), controls: usize) -> impl Strategy<Value = Risk> {
    let off = || (0..3i64, 0..3i64);
    let uses = vec((0..controls, off()), 0..4);
    let action = (
        prop::option::of(0..controls),
        off(),
        select(vec!["open", "in-progress", "done", "cancelled"]),
    );
    (1..=steps.0, 1..=steps.1, uses, vec(action, 0..3)).prop_map(
        |(likelihood, impact, uses, actions)| {
            let mut seen = Vec::new();
            let mut uses: Vec<Use> = uses
                .into_iter()
                .map(|(control, off)| Use { control, off })
                .collect();
            // A treatment names a control once.
            uses.retain(|one| {
                let new = !seen.contains(&one.control);
                seen.push(one.control);
                new
            });
            let actions = actions.into_iter();
            Risk {
                inherent: (likelihood, impact),
                uses,
                actions: actions
                    .map(|(control, off, state)| Action {
                        control,
                        off,
                        state,
                    })
                    .collect(),
            }
        },
    )
}

fn id(control: usize) -> String {
    format!("A.8.{}", control + 1)
}

/// What is taken off, or nothing when that is nothing.
fn reduces((likelihood, impact): (i64, i64)) -> Option<Value> {
    (likelihood + impact > 0).then(|| json!({"likelihood": likelihood, "impact": impact}))
}

impl Ledger {
    /// Its documents.
    pub(crate) fn documents(&self) -> Vec<Value> {
        let mut all = vec![
            json!({"kind": "organization", "name": "Two Chairs Carpentry"}),
            json!({"kind": "person", "id": "jane", "name": "Jane Doe"}),
            self.method.document(),
        ];
        let controls = self.controls.iter().enumerate();
        all.extend(controls.map(|(at, state)| match *state {
            "excluded" => {
                json!({"kind": "control", "id": id(at), "applicable": false, "exclusion": {"reason": "We have no such thing."}})
            }
            "undecided" => json!({"kind": "control", "id": id(at)}),
            state => json!({"kind": "control", "id": id(at), "applicable": true, "status": state}),
        }));
        let risks = self.risks.iter().enumerate();
        all.extend(risks.map(|(at, risk)| risk.document(at)));
        all
    }
}

impl Method {
    fn document(&self) -> Value {
        let scale = |steps: i64| -> Vec<Value> {
            (1..=steps).map(|value| json!({"value": value})).collect()
        };
        let mut all = json!({
            "kind": "risk-method",
            "likelihood": scale(self.steps.0),
            "impact": scale(self.steps.1),
            "stacking": self.stacking,
            "partial_effect": self.partial.parse::<f64>().unwrap(),
            "levels": [
                {"id": "low", "from": 0},
                {"id": "medium", "from": self.from.0},
                {"id": "high", "from": self.from.1},
            ],
            "acceptable_up_to": "low",
        });
        match &self.scoring {
            Scoring::Formula(name) => all["formula"] = (*name).into(),
            Scoring::Matrix(up, right) => {
                let sums = |steps: &[i64]| -> Vec<i64> {
                    let mut sum = 0;
                    steps
                        .iter()
                        .map(|step| {
                            sum += step;
                            sum
                        })
                        .collect()
                };
                let (up, right) = (sums(up), sums(right));
                let row =
                    |score: &i64| -> Vec<i64> { right.iter().map(|more| score + more).collect() };
                all["matrix"] = up.iter().map(row).collect::<Vec<_>>().into();
            }
        }
        all
    }
}

impl Risk {
    fn document(&self, at: usize) -> Value {
        let mut all = json!({
            "kind": "risk",
            "id": format!("R-{}", at + 1),
            "title": format!("Something of sort {} happens", at + 1),
            "owner": "jane",
            "inherent": {"likelihood": self.inherent.0, "impact": self.inherent.1},
        });
        if self.uses.is_empty() && self.actions.is_empty() {
            return all;
        }
        let used = self.uses.iter().map(|one| {
            let mut entry = json!({"control": id(one.control)});
            if let Some(reduces) = reduces(one.off) {
                entry["reduces"] = reduces;
            }
            entry
        });
        let actions = self.actions.iter().enumerate().map(|(number, action)| {
            let mut entry = json!({
                "id": format!("R-{}-{}", at + 1, number + 1),
                "title": "Do it",
                "owner": "jane",
                "due": "2026-12-01",
                "status": action.state,
            });
            if action.state == "done" {
                entry["done"] = "2026-11-01".into();
            }
            if let Some(control) = action.control {
                entry["control"] = id(control).into();
            }
            if let Some(reduces) = reduces(action.off) {
                entry["reduces"] = reduces;
            }
            entry
        });
        let mut treatment = json!({"options": ["modify"]});
        let parts = [
            ("controls", used.collect::<Vec<_>>()),
            ("actions", actions.collect()),
        ];
        for (part, entries) in parts.into_iter().filter(|(_, all)| !all.is_empty()) {
            treatment[part] = entries.into();
        }
        all["treatment"] = treatment;
        all
    }
}
