//! Stated readings: they hold while every control that they rely on is effective.

use super::computation::Computation;
use super::derivation::Told;
use super::outcome::{Levels, Moment, Unsupported};
use super::reduction::Point;
use crate::assess::known::{Known, Step};
use crate::assess::method::{Method, Reading};
use crate::model::risk;

impl Computation<'_> {
    /// Stated readings hold while every control that they rely on is effective; else the inherent one does.
    pub(super) fn stated(
        &self,
        method: &Method,
        inherent: Reading,
        levels: &mut Levels,
        to_current: &mut Told,
        to_target: &mut Told,
    ) {
        let stated = self.risk.data.stated.as_ref();
        let current = stated.and_then(|stated| stated.current.as_ref());
        let target = stated.and_then(|stated| stated.target.as_ref());
        let mut unsupported = Vec::new();
        levels.current = match current {
            Some(reading) => self.stated_reading(
                method,
                Moment::Current,
                reading,
                inherent,
                &mut unsupported,
                to_current,
            ),
            None => Ok(inherent),
        };
        levels.target = match target {
            // What is only retained stays as it is, whatever is stated of its target.
            _ if self.retains_alone() => levels.current.clone(),
            Some(reading) => self.stated_reading(
                method,
                Moment::Target,
                reading,
                inherent,
                &mut unsupported,
                to_target,
            ),
            None if current.is_some() => levels.current.clone(),
            None => Ok(inherent),
        };
        levels.unsupported = unsupported;
    }

    fn stated_reading(
        &self,
        method: &Method,
        moment: Moment,
        stated: &risk::Reading,
        inherent: Reading,
        unsupported: &mut Vec<Unsupported>,
        told: &mut Told,
    ) -> Known<Reading> {
        let point = Point {
            likelihood: stated.likelihood.0,
            impact: stated.impact.0,
        };
        let reading = self.read(method, point, moment.field())?;
        let why = stated.why.as_deref().unwrap_or("no reason given");
        told.step(|| {
            let text = format!(
                "stated: likelihood {}, impact {}{} ({why})",
                point.likelihood,
                point.impact,
                self.score_words(&reading)
            );
            Step::at(self.risk.document, moment.field(), text)
        });
        let before = unsupported.len();
        for (index, control) in stated.relies_on.iter().enumerate() {
            let effect = self.effect(control.id())?;
            let planned = moment == Moment::Target && self.planned(control.id());
            if !effect.is_full() && !planned {
                told.step(|| {
                    let (id, why) = (control.id(), &effect.why);
                    Step::then(format!("{id} {why}, so the stated reading does not hold"))
                });
                unsupported.push(Unsupported {
                    moment,
                    index,
                    why: effect.why,
                });
            }
        }
        if unsupported.len() == before {
            return Ok(reading);
        }
        told.step(|| {
            let score = self.score_words(&inherent);
            let text = format!("the inherent reading holds until it is restated{score}");
            Step::then(text)
        });
        Ok(inherent)
    }
}
