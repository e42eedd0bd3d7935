//! Inputs a, b, c, e and g: earlier decisions, issues, requirements, feedback, improvements.

use super::fact::{Desk, Fact};
use crate::model::common::{Action, Review};
use crate::model::context_issue::ContextIssue;
use crate::model::document::Document;
use crate::model::improvement::Improvement;
use crate::model::interested_party::{InterestedParty, PartyRequirement};
use crate::model::management_review::{ManagementReview, ReviewDecision, ReviewDecisionType};
use crate::model::nonconformity::Nonconformity;
use crate::model::obligation::Obligation;
use crate::model::organization::Organization;

/// What earlier reviews decided: what is open, what was done since, and everything of the last one.
pub fn decisions(desk: Desk<'_>, this: Option<&str>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for review in desk.inputs.model.all::<ManagementReview>() {
        let held = review.data.held.filter(|held| *held <= desk.to);
        if held.is_none() || this == Some(review.doc_id()) {
            continue;
        }
        let is_last = desk.from.is_some_and(|from| held >= Some(from));
        let wanted = |decision: &ReviewDecision| {
            let asks = decision.decision_type != Some(ReviewDecisionType::None);
            asks && (is_last || desk.concerns(decision.is_over(), decision.done))
        };
        let decisions = review.data.decisions.iter().enumerate();
        facts.extend(decisions.filter(|(_, it)| wanted(it)).map(|(at, it)| {
            let done = it.done.map(|done| format!(" (done on {done})"));
            let text = format!("{}{}", it.text, done.unwrap_or_default());
            Fact::of("a", review.document, &format!("decisions[{at}]"), text)
                .state(it.status)
                .owner(it.owner.as_ref())
                .due(it.due, it.is_over(), desk.inputs.as_of)
        }));
    }
    facts
}

/// Issues that were looked at, and what is done about them.
pub fn issues(desk: Desk<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for issue in desk.inputs.model.all::<ContextIssue>() {
        let document = issue.document;
        facts.extend(reviews("b", desk, document, issue.data.review.as_ref()));
        let evaluated = issue.data.evaluated.as_ref();
        facts.extend(evaluated.filter(|it| desk.holds(it.on)).map(|it| {
            let text = format!("evaluated on {}: {}", it.on, it.result);
            Fact::of("b", document, "evaluated", text)
        }));
        facts.extend(actions("b", desk, document, &issue.data.actions));
    }
    let organization = desk.inputs.model.one::<Organization>();
    let climate = organization.and_then(|it| Some((it.document, it.data.climate_change.as_ref()?)));
    facts.extend(climate.and_then(|(document, climate)| {
        let on = climate.on.filter(|on| desk.holds(*on))?;
        let relevant = match climate.relevant? {
            true => "a relevant issue",
            false => "no relevant issue",
        };
        let text = format!("climate change was determined on {on} to be {relevant}");
        Some(Fact::of("b", document, "climate_change", text))
    }));
    facts
}

/// Requirements of parties and obligations that were looked at.
pub fn requirements(desk: Desk<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for party in desk.inputs.model.all::<InterestedParty>() {
        let all = &party.data.requirements;
        let open = |it: &&PartyRequirement| it.not_addressed.is_some();
        let open = all.iter().filter(open).count();
        let counted = format!("requirements: {}, not addressed: {open}", all.len());
        let done = reviews("c", desk, party.document, party.data.review.as_ref());
        facts.extend(done.map(|fact| with(fact, &counted)));
    }
    for obligation in desk.inputs.model.all::<Obligation>() {
        let all = &obligation.data.requirements;
        let out = all.iter().filter(|it| it.not_applicable.is_some()).count();
        let counted = format!("requirements: {}, not applicable: {out}", all.len());
        let done = reviews(
            "c",
            desk,
            obligation.document,
            obligation.data.review.as_ref(),
        );
        facts.extend(done.map(|fact| with(fact, &counted)));
    }
    facts
}

fn with(fact: Fact, more: &str) -> Fact {
    Fact {
        text: format!("{} ({more})", fact.text),
        ..fact
    }
}

/// What interested parties have said: complaints, suggestions, and what came of reviews of them.
pub fn feedback(desk: Desk<'_>) -> Vec<Fact> {
    const SAID: &[&str] = &["complaint", "suggestion"];
    let mut facts = Vec::new();
    for found in desk.inputs.model.all::<Nonconformity>() {
        let source = found.data.source.as_ref().map(|source| source.id());
        let closed = found.is_closed(desk.inputs.as_of);
        let recent = desk.holds_any(found.data.detected);
        if source.is_some_and(|source| SAID.contains(&source))
            && (recent || desk.concerns(closed, found.data.closed))
        {
            let text = found.data.statement.as_deref().unwrap_or("no statement");
            let state = if closed { "closed" } else { "open" };
            facts.push(Fact::of("e", found.document, "source", text).state(state));
        }
    }
    for found in desk.inputs.model.all::<Improvement>() {
        let source = found.data.source.as_ref().map(|source| source.id());
        if source.is_some_and(|source| SAID.contains(&source))
            && desk.concerns(found.is_over(), found.data.done)
        {
            facts.push(improvement("e", desk, found.document, found.data));
        }
    }
    for party in desk.inputs.model.all::<InterestedParty>() {
        let review = party.data.review.as_ref();
        let told = review.into_iter().flat_map(|review| &review.done);
        if told.into_iter().any(|done| done.reason.is_some()) {
            facts.extend(reviews("e", desk, party.document, review));
        }
    }
    facts
}

/// Improvements that are open or were finished.
pub fn improvements(desk: Desk<'_>) -> Vec<Fact> {
    let all = desk.inputs.model.all::<Improvement>();
    all.filter(|it| desk.concerns(it.is_over(), it.data.done))
        .map(|it| improvement("g", desk, it.document, it.data))
        .collect()
}

fn improvement(
    input: &'static str,
    desk: Desk<'_>,
    document: &Document,
    data: &Improvement,
) -> Fact {
    let text = data.action.as_deref().unwrap_or("nothing decided yet");
    let done = data.done.map(|done| format!(" (done on {done})"));
    let text = format!("{text}{}", done.unwrap_or_default());
    let fact = Fact::of(input, document, "action", text).state(data.status);
    fact.due(data.due, data.is_over(), desk.inputs.as_of)
}

/// The reviews of a document that were held.
fn reviews<'a>(
    input: &'static str,
    desk: Desk<'a>,
    document: &'a Document,
    review: Option<&'a Review>,
) -> impl Iterator<Item = Fact> {
    let done = review
        .into_iter()
        .flat_map(|review| review.done.iter().enumerate());
    let done = done.filter(move |(_, done)| desk.holds(done.on));
    done.map(move |(at, done)| {
        let came = done.reason.as_deref().unwrap_or("no remark");
        let text = format!("reviewed on {}: {came}", done.on);
        Fact::of(input, document, &format!("review.done[{at}]"), text)
    })
}

/// The actions of a document that are open or were finished.
pub fn actions<'a>(
    input: &'static str,
    desk: Desk<'a>,
    document: &'a Document,
    actions: &'a [Action],
) -> impl Iterator<Item = Fact> {
    let all = actions.iter().enumerate();
    let all = all.filter(move |(_, it)| desk.concerns(it.is_over(), it.done));
    all.map(move |(at, it)| {
        let title = it.title.as_deref().unwrap_or_default();
        let text = format!("action {} {title}", it.id.0);
        Fact::of(input, document, &format!("actions[{at}]"), text.trim_end())
            .state(it.status)
            .owner(it.owner.as_ref())
            .due(it.due, it.is_over(), desk.inputs.as_of)
    })
}
