//! Plans to approve, levels to accept, acceptances to endorse.

use super::entry::{Awaiting, Ground, Why};
use crate::assess::decision::{State, What};
use crate::assess::demand::{
    Agreement, agreement, treatment, wants_interim, wants_plan, wants_residual,
};
use crate::assess::entitled::{Entitled, Seat, entitled, of_roles};
use crate::assess::known::Known;
use crate::assess::level::Levels;
use crate::assess::method::Reading;
use crate::model::document::Whole;
use crate::model::risk::{AcceptanceOf, Risk};

/// A living risk that says what is done about it.
#[derive(Clone, Copy)]
struct Treated<'a> {
    ground: Ground<'a>,
    at: usize,
    risk: Whole<'a, Risk>,
    levels: &'a Levels,
}

/// Everything that living risks ask of people; what has no treatment yet is not ready for a decision.
pub(super) fn risks(ground: Ground<'_>) -> Vec<Awaiting<'_>> {
    let mut found = Vec::new();
    for (&at, levels) in &ground.assessment.levels {
        let document = &ground.model.documents[at];
        let Some(data) = document.is::<Risk>() else {
            continue;
        };
        let treated = Treated {
            ground,
            at,
            risk: Whole { document, data },
            levels,
        };
        found.extend(treated.plan());
        found.extend(treated.acceptance());
        found.extend(treated.endorsement());
    }
    found
}

impl<'a> Treated<'a> {
    fn plan(self) -> Option<Awaiting<'a>> {
        let treatment = treatment(self.risk.data)?;
        if !wants_plan(treatment, self.levels) {
            return None;
        }
        let why = Why::of(self.ground.judged(self.at, What::Plan))?;
        Some(self.of_owner(Seat::Plan, why))
    }

    fn acceptance(self) -> Option<Awaiting<'a>> {
        treatment(self.risk.data)?;
        let (seat, reading) = if wants_residual(self.levels) {
            (Seat::Residual, &self.levels.target)
        } else if wants_interim(self.risk.data, self.levels) {
            (Seat::Interim, &self.levels.current)
        } else {
            return None;
        };
        let why = if self.accepts_interim() == (seat == Seat::Interim) {
            Why::of(self.ground.judged(self.at, What::Acceptance))?
        } else {
            Why::Missing
        };
        Some(Awaiting {
            level: self.level(reading),
            ..self.of_owner(seat, why)
        })
    }

    /// Of an acceptance that holds and is needed, the agreement that is missing.
    fn endorsement(self) -> Option<Awaiting<'a>> {
        let accepted = self.ground.judged(self.at, What::Acceptance)?;
        let reading = match self.accepts_interim() {
            true => &self.levels.current,
            false => &self.levels.target,
        };
        if accepted.state != State::Valid || self.levels.is_above(reading) != Some(true) {
            return None;
        }
        let method = self.ground.assessment.method.as_ref().ok()?;
        let written = self.risk.data.treatment.as_ref()?.acceptance.as_ref()?;
        let written = written.level.as_ref().and_then(|id| method.level(&id.0));
        let level = written.or(reading.as_ref().ok().map(|reading| reading.level))?;
        let of = match agreement(method, level) {
            Agreement::Owner => return None,
            Agreement::Roles(roles) => of_roles(self.ground.model, roles, self.ground.as_of),
            Agreement::Impossible => Entitled {
                people: Vec::new(),
                needs: "nobody: no entry of `may_accept` reaches that level".to_owned(),
                exclusive: true,
                in_doubt: false,
            },
        };
        let why = Why::of(self.ground.judged(self.at, What::Endorsement))?;
        let id = method.levels.get(level).map(|level| level.id.clone());
        let wanted = self.ground.wanted(self.at, Seat::Endorsement, of, why);
        Some(Awaiting {
            level: id,
            ..wanted
        })
    }

    fn of_owner(self, seat: Seat, why: Why) -> Awaiting<'a> {
        let Ground { model, as_of, .. } = self.ground;
        let of = entitled(model, self.risk.document, seat, as_of);
        self.ground.wanted(self.at, seat, of, why)
    }

    fn accepts_interim(self) -> bool {
        let acceptance = self.risk.data.treatment.as_ref();
        let acceptance = acceptance.and_then(|treatment| treatment.acceptance.as_ref());
        acceptance.is_some_and(|acceptance| acceptance.of == Some(AcceptanceOf::Interim))
    }

    fn level(self, reading: &Known<Reading>) -> Option<String> {
        let method = self.ground.assessment.method.as_ref().ok()?;
        let level = method.levels.get(reading.as_ref().ok()?.level)?;
        Some(level.id.clone())
    }
}
