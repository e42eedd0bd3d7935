//! Which audit is planned, what it looks at, and which controls are sampled from that.

use crate::assess::coverage::leaves;
use crate::assess::effect::bare;
use crate::assess::independence::covers;
use crate::assess::sampling::{Sampled, sample};
use crate::model::audit::{Audit, AuditType};
use crate::model::catalog::Clause;
use crate::model::document::Whole;
use crate::report::input::Inputs;
use serde::Serialize;

/// What an audit looks at.
pub struct Scope<'a> {
    /// The audit; `None` when there is none.
    pub audit: Option<Whole<'a, Audit>>,
    /// Clauses that have none below them, in the order of the standard.
    pub clauses: Vec<&'static Clause>,
    /// Ids of applicable controls, in the order of the Statement of Applicability.
    pub controls: Vec<&'a str>,
    /// The controls to look at, the first first.
    pub sampled: Vec<Sampled>,
    /// How the sample was drawn.
    pub draw: Draw,
}

/// How a sample was drawn, so that it can be drawn again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draw {
    /// How many controls it holds.
    pub size: usize,
    /// Of how many.
    pub of: usize,
    /// What decides between equals.
    pub seed: String,
}

/// The audit of an id; without one the internal audit that is planned next, else the latest.
fn audit<'a>(inputs: &Inputs<'a>) -> Option<Whole<'a, Audit>> {
    if let Some(id) = &inputs.ask.id {
        return inputs.model.get::<Audit>(id);
    }
    let all = inputs.model.all::<Audit>();
    let internal: Vec<Whole<'_, Audit>> = all
        .filter(|audit| audit.data.audit_type == AuditType::Internal)
        .collect();
    let open = internal.iter().filter(|audit| !audit.is_held(inputs.as_of));
    let next = open.min_by_key(|audit| (audit.data.planned.is_none(), audit.data.planned));
    let latest = || internal.iter().max_by_key(|audit| audit.data.held);
    next.or_else(latest).copied()
}

/// What the audit looks at; everything when its scope is not written.
pub fn scope<'a>(inputs: &Inputs<'a>) -> Scope<'a> {
    let audit = audit(inputs);
    let written = audit.and_then(|audit| audit.data.scope.as_ref());
    let named = |clause: &&Clause| {
        written.is_none_or(|scope| {
            let mut clauses = scope.clauses.iter();
            clauses.any(|it| covers(it.id(), &clause.id) || covers(&clause.id, it.id()))
        })
    };
    let within =
        |id: &str| written.is_none_or(|scope| scope.controls.iter().any(|it| bare(it.id()) == id));
    let rows = inputs.assessment.applicability.iter();
    let applicable = rows.filter(|row| row.applicable == Some(true));
    let ids = applicable.map(|row| row.id.as_str());
    let controls: Vec<&str> = ids.filter(|id| within(id)).collect();
    let draw = Draw {
        size: size(inputs.ask.sample, controls.len()),
        of: controls.len(),
        seed: seed(inputs, audit),
    };
    let sampled = match controls.as_slice() {
        // To choose among none would mean among all.
        [] => Vec::new(),
        some => sample(inputs.model, inputs.assessment, some, draw.size, &draw.seed),
    };
    Scope {
        audit,
        clauses: leaves().filter(named).collect(),
        controls,
        sampled,
        draw,
    }
}

/// As many as were asked for; else all of up to ten, and of more a tenth, but at least five.
fn size(asked: Option<usize>, of: usize) -> usize {
    let usual = if of <= 10 { of } else { of.div_ceil(10).max(5) };
    asked.unwrap_or(usual).min(of)
}

/// What was asked for; else the id of the audit.
fn seed(inputs: &Inputs<'_>, audit: Option<Whole<'_, Audit>>) -> String {
    let own = audit.map(|audit| audit.doc_id().to_owned());
    inputs.ask.seed.clone().or(own).unwrap_or_default()
}
