//! Stated readings: they hold while every control that they rely on is effective.

use super::computation::Computation;
use super::outcome::{Levels, Moment, Unsupported};
use super::reduction::Point;
use crate::assess::known::{Known, Step};
use crate::assess::method::{Method, Reading};
use crate::model::risk;

impl Computation<'_> {
    /// Stated readings hold while every control that they rely on is effective; else the inherent one does.
    pub(super) fn stated(&self, method: &Method, inherent: Reading, levels: &mut Levels) {
        let stated = self.risk.data.stated.as_ref();
        let current = stated.and_then(|stated| stated.current.as_ref());
        let target = stated.and_then(|stated| stated.target.as_ref());
        let mut told = Vec::new();
        levels.current = match current {
            Some(reading) => self.stated_reading(
                method,
                Moment::Current,
                reading,
                inherent,
                &mut told,
                &mut levels.current_steps,
            ),
            None => Ok(inherent),
        };
        levels.target = match target {
            Some(reading) => self.stated_reading(
                method,
                Moment::Target,
                reading,
                inherent,
                &mut told,
                &mut levels.target_steps,
            ),
            None if self.retains_alone() || current.is_some() => levels.current.clone(),
            None => Ok(inherent),
        };
        levels.unsupported = told;
    }

    fn stated_reading(
        &self,
        method: &Method,
        moment: Moment,
        stated: &risk::Reading,
        inherent: Reading,
        unsupported: &mut Vec<Unsupported>,
        steps: &mut Vec<Step>,
    ) -> Known<Reading> {
        let point = Point {
            likelihood: stated.likelihood.0,
            impact: stated.impact.0,
        };
        let reading = self.read(method, point, moment.field())?;
        let why = stated.why.as_deref().unwrap_or("no reason given");
        let text = format!(
            "stated: likelihood {}, impact {}{} ({why})",
            point.likelihood,
            point.impact,
            self.score_words(&reading)
        );
        steps.push(Step::at(self.risk.document, moment.field(), text));
        let before = unsupported.len();
        for (index, control) in stated.relies_on.iter().enumerate() {
            let effect = self.effect(control.id())?;
            let planned = moment == Moment::Target && self.planned(control.id());
            if !effect.is_full() && !planned {
                steps.push(Step::then(format!(
                    "{} {}, so the stated reading does not hold",
                    control.id(),
                    effect.why
                )));
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
        steps.push(Step::then(format!(
            "the inherent reading holds until it is restated{}",
            self.score_words(&inherent)
        )));
        Ok(inherent)
    }
}
