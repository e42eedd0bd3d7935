//! A session with what follows from it: what verbs that judge or report look at.

use super::session::Session;
use crate::analysis::findings::Findings;
use crate::analysis::pipeline::{self, Bench};
use crate::assess::assessment::Assessment;
use crate::report::input::{Ask, Incomplete, Inputs};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Proofs;

/// One state of the repository, assessed, with what git says of its decisions.
pub struct View<'a> {
    /// What was read.
    pub session: &'a Session,
    /// What follows from it.
    pub assessment: Assessment<'a>,
    /// What git says of the decisions.
    pub proofs: Proofs,
}

impl<'a> View<'a> {
    /// Assesses a session, and asks git for the proofs of its decisions.
    pub fn new(session: &'a Session) -> Self {
        let assessment = Assessment::new(&session.linked.model, session.as_of);
        let proofs = asked(session, &assessment);
        Self {
            session,
            assessment,
            proofs,
        }
    }

    /// Asks git for all versions that policies have had, which some outputs show.
    pub fn with_histories(mut self) -> Self {
        self.proofs.histories = self.session.histories(true);
        self
    }

    /// Everything that is found at the stage of the session.
    pub fn findings(&self) -> Findings {
        self.findings_by(&self.bench())
    }

    /// What is found by rules, levels and a horizon that were asked for.
    pub fn findings_by(&self, bench: &Bench<'_>) -> Findings {
        let Session {
            snapshot, linked, ..
        } = self.session;
        pipeline::judge(snapshot, linked, &self.assessment, bench)
    }

    /// What a session is judged by when nothing else is asked for.
    pub fn bench(&self) -> Bench<'_> {
        Bench {
            settings: &self.session.settings,
            stage: self.session.stage,
            files: &self.session.files,
            proofs: &self.proofs,
            select: &[],
            ignore: &[],
            horizon: None,
        }
    }

    /// What every rule finds, whatever its level.
    pub fn defects(&self) -> Vec<Diagnostic> {
        let Session {
            snapshot, linked, ..
        } = self.session;
        pipeline::defects(snapshot, linked, &self.assessment, &self.bench())
    }

    /// What [`View::findings`] and [`View::defects`] say, from one run of the rules.
    pub fn findings_and_defects(&self) -> (Findings, Vec<Diagnostic>) {
        let Session {
            snapshot, linked, ..
        } = self.session;
        pipeline::judge_with_defects(snapshot, linked, &self.assessment, &self.bench())
    }

    /// Everything that reports look at.
    pub fn inputs<'v>(&'v self, defects: &'v [Diagnostic], ask: &'v Ask) -> Inputs<'v> {
        let session = self.session;
        let place = |problem: &Diagnostic| {
            let line = session
                .linked
                .sources
                .get(&problem.path)
                .map_or(1, |source| source.position(problem.span.start).line);
            Incomplete::new(problem.path.to_string(), line, problem.message.clone())
        };
        Inputs {
            model: &session.linked.model,
            assessment: &self.assessment,
            as_of: session.as_of,
            stage: session.stage,
            revision: session.snapshot.revision.label(),
            incomplete: session.linked.problems.iter().map(place).collect(),
            defects,
            proofs: &self.proofs,
            ask,
        }
    }
}

/// What git says of the decisions of a session, and of the texts that documents have had.
pub(super) fn asked(session: &Session, assessment: &Assessment<'_>) -> Proofs {
    let mut proofs = session.proofs(assessment);
    proofs.judge_histories = session.asks_git();
    if proofs.judge_histories {
        proofs.histories = session.histories(false);
    }
    proofs
}
