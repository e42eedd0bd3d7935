//! What is computed for things other than risks and controls: criticality, standing of controls, roles and
//! authorities, the next review, requirements of the standard, and the two statements.

use super::computed::Computed;
use super::gathered::Gathered;
use crate::assess::authority::{holds_role, owners_on};
use crate::assess::due::{last_look, next_review};
use crate::model::Kind;
use crate::model::asset::Asset;
use crate::model::catalog::CLAUSES;
use crate::model::common::Property;
use crate::model::document::{Document, Whole};
use crate::model::obligation::Obligation;
use crate::model::person::Person;
use crate::model::policy::Policy;
use crate::model::risk_method::RiskMethod;
use crate::model::role::Role;
use crate::model::sign_off::Subject;
use crate::report::gaps::Gaps;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::report::shown::State;
use crate::report::signature::signature;
use crate::report::standing::{all_work, relied};
use crate::report::table::spelled;

/// Everything that is computed for a document that is neither a risk nor a control.
pub fn computed(inputs: &Inputs<'_>, document: &Document, gaps: &mut Gaps) -> Vec<Computed> {
    let mut all = match document.kind {
        Kind::Asset | Kind::Supplier => criticality(inputs, document),
        Kind::Obligation => obligation(inputs, document, gaps),
        Kind::Person => person(inputs, document),
        Kind::Role => role(inputs, document),
        Kind::Policy => policy(document),
        _ => Vec::new(),
    };
    all.extend(review(inputs, document));
    all
}

/// By when a document is to be reviewed again.
pub fn review(inputs: &Inputs<'_>, document: &Document) -> Option<Computed> {
    let every = document.node.at("review.every")?.text()?;
    let last = last_look(document, inputs.as_of);
    let value = match next_review(document, inputs.as_of) {
        Some(on) if on < inputs.as_of => format!("was due on {on}"),
        Some(on) => format!("due on {on}"),
        None => "never reviewed or approved yet".to_owned(),
    };
    let found = Computed::new("next review", value);
    let found = found.at(document, "review.every", format!("every {every}"));
    Some(match last {
        Some(on) => found.at(
            document,
            "review.done",
            format!("last reviewed or approved on {on}"),
        ),
        None => found,
    })
}

fn criticality(inputs: &Inputs<'_>, document: &Document) -> Vec<Computed> {
    let criticality = &inputs.assessment.criticality;
    let Some(of) = criticality.by_id.get(&*document.id) else {
        return Vec::new();
    };
    let at_least = if of.at_least { "at least " } else { "" };
    let mut all = Vec::new();
    for property in Property::ALL {
        let Some((value, from)) = of.of(property) else {
            continue;
        };
        let name = spelled(property);
        let source = inputs.model.get::<Asset>(from);
        let mut found = Computed::new(&name, format!("{at_least}{value}"));
        if let Some(source) = source {
            let field = format!("cia.{name}");
            let text = match **from == *document.id {
                true => format!("its own value is {value}"),
                false => format!(
                    "inherited from {from} {}, which needs it",
                    source.document.title()
                ),
            };
            found = found.at(source.document, &field, text);
        }
        all.push(found);
    }
    let value = match (of.critical, of.at_least) {
        (true, _) => "critical",
        (false, true) => "not known to be critical",
        (false, false) => "not critical",
    };
    let mut found = Computed::new("criticality", value);
    let method = inputs.assessment.method.as_ref().ok();
    let from = method.and_then(|method| method.critical_from);
    if let (Some(from), Some(method)) = (from, inputs.model.one::<RiskMethod>()) {
        let text = format!("critical from {from} upward");
        found = found.at(method.document, "critical_from", text);
    }
    if of.at_least {
        found.push("something that could not be read may depend on it", None);
    }
    all.push(found);
    all
}

fn obligation(inputs: &Inputs<'_>, document: &Document, gaps: &mut Gaps) -> Vec<Computed> {
    let Some(obligation) = document.is::<Obligation>() else {
        return Vec::new();
    };
    let subject = document.subject();
    let all = obligation.requirements.iter().enumerate();
    all.map(|(index, requirement)| {
        let field = format!("requirements[{index}]");
        let name = format!("requirement {}", requirement.id);
        if let Some(why) = requirement.not_applicable.as_deref() {
            let found = Computed::new(name, "not applicable");
            return found.at(document, &format!("{field}.not_applicable"), why);
        }
        let ids = requirement.controls.iter().map(|control| control.id());
        let controls = relied(inputs, ids, &subject, gaps);
        let value = match (controls.is_empty(), all_work(&controls)) {
            (true, _) => "no control meets it",
            (false, Some(true)) => "all its controls work",
            (false, Some(false)) => "not all of its controls work",
            (false, None) => "unknown whether its controls work",
        };
        let mut found = Computed::new(name, value);
        for (at, control) in controls.iter().enumerate() {
            let text = format!("{} {}", control.id, control.why);
            found = found.at(document, &format!("{field}.controls[{at}]"), text);
        }
        found
    })
    .collect()
}

fn person(inputs: &Inputs<'_>, document: &Document) -> Vec<Computed> {
    let Some(person) = document.is::<Person>() else {
        return Vec::new();
    };
    let here = match person.present(inputs.as_of) {
        true => "yes",
        false => "no",
    };
    let mut all = vec![Computed::new("with the organisation", here)];
    let held = |role: &Whole<'_, Role>| {
        holds_role(inputs.model, &document.id, role.doc_id(), inputs.as_of)
    };
    let roles: Vec<Whole<'_, Role>> = inputs.model.all::<Role>().filter(held).collect();
    let mut holds = Computed::new("roles held", number(roles.len()));
    let mut may = Computed::new("authorities", "");
    for role in &roles {
        let text = format!("{} {}", role.doc_id(), role.document.title());
        holds = holds.at(role.document, &holder(role.data, &document.id), text);
        for (index, authority) in role.data.authorities.iter().enumerate() {
            let text = format!("{} as {}", authority.name(), role.document.title());
            may = may.at(role.document, &format!("authorities[{index}]"), text);
        }
    }
    may.value = Some(number(may.steps.len()));
    all.push(holds);
    all.push(may);
    all
}

/// The field of the last entry in which a person holds a role.
fn holder(role: &Role, person: &str) -> String {
    let mut holders = role.holders.iter();
    let at = holders.rposition(|holder| holder.person.id() == person);
    at.map_or_else(String::new, |at| format!("holders[{at}]"))
}

fn number(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        count => count.to_string(),
    }
}

fn role(inputs: &Inputs<'_>, document: &Document) -> Vec<Computed> {
    let Some(role) = document.is::<Role>() else {
        return Vec::new();
    };
    let holders = owners_on(inputs.model, &document.id, inputs.as_of);
    let value = match holders.len() {
        0 => "nobody, the role is vacant".to_owned(),
        count => count.to_string(),
    };
    let mut found = Computed::new("held today by", value);
    for id in holders {
        let name = inputs.model.find(Kind::Person, id).map(Document::title);
        let text = format!("{id} {}", name.unwrap_or_default());
        found = found.at(document, &holder(role, id), text);
    }
    vec![found]
}

fn policy(document: &Document) -> Vec<Computed> {
    let version = document.is::<Policy>().and_then(|it| it.version.as_deref());
    let found = version.map(|version| Computed::new("version", version));
    let found = found.map(|found| found.at(document, "version", "as it is written"));
    found.into_iter().collect()
}

/// What the documents show of a clause, of the items of it, and of the clauses below it.
pub fn clause(gathered: &Gathered<'_>, id: &str) -> Vec<Computed> {
    let below = format!("{id}.");
    let all = gathered.items().iter();
    let of = all.filter(|item| item.id == id || item.clause == id || item.id.starts_with(&below));
    of.map(|item| {
        let value = match item.state {
            Some(State::Shown) => "shown",
            Some(State::Partly) => "partly shown",
            Some(State::Nothing) => "nothing shown",
            None => "unknown, because what may show it could not be read",
        };
        let mut found = Computed::new(format!("{} {}", item.id, item.label), value);
        for document in &item.grounded.documents {
            let text = format!("shown by {} {}", document.subject, document.title);
            found.push(text, Some(document.source.clone()));
        }
        for finding in &item.grounded.findings {
            let text = format!("{}: {}", finding.rule, finding.message);
            found.push(text, Some(finding.source.clone()));
        }
        found
    })
    .collect()
}

/// What a clause asks for, in our words.
pub fn summary(id: &str) -> Option<&'static str> {
    let clause = CLAUSES.iter().find(|clause| *clause.id == *id)?;
    clause.summary.as_deref()
}

/// Version and figures of a statement that is computed from all documents.
pub fn statement(inputs: &Inputs<'_>, subject: Subject) -> Vec<Computed> {
    let signature = signature(inputs, subject);
    let mut version = Computed::new(
        "version",
        signature.version.unwrap_or_else(|| "none".to_owned()),
    );
    let source = signature.sign_off.map(|sign_off| sign_off.source);
    match source {
        Some(source) => version.push("as it was signed", Some(source)),
        None => version.push("no sign-off of it is written", None),
    }
    let mut all = vec![version];
    all.push(match subject {
        Subject::Rtp => plan(inputs),
        _ => controls(inputs),
    });
    all
}

fn controls(inputs: &Inputs<'_>) -> Computed {
    let rows = &inputs.assessment.applicability;
    let of = |wanted: Option<bool>| {
        let known = rows.iter().filter(|row| row.unknown.is_none());
        known.filter(|row| row.applicable == wanted).count()
    };
    let unknown = rows.iter().filter(|row| row.unknown.is_some()).count();
    let mut found = Computed::new("controls", rows.len().to_string());
    for (count, what) in [
        (of(Some(true)), "applicable"),
        (of(Some(false)), "excluded"),
        (of(None), "undecided"),
        (unknown, "unknown"),
    ] {
        found.push(format!("{count} {what}"), None);
    }
    found
}

fn plan(inputs: &Inputs<'_>) -> Computed {
    let plan = &inputs.assessment.plan;
    let mut found = Computed::new("risks in the plan", plan.len().to_string());
    for planned in plan {
        let document = &inputs.model.documents[planned.document];
        let section = planned
            .section
            .map_or_else(|| "unknown".to_owned(), spelled);
        let text = format!("{} {}: {section}", document.id, document.title());
        found.push(text, Some(Source::of(document)));
    }
    found
}
