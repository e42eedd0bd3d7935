//! What follows from what was read, and what is found in it: one state between two strokes of a key.

use super::client::Client;
use super::convert::Shown;
use super::world::{Seen, World, shown};
use crate::analysis::findings::Findings;
use crate::analysis::mending::{self, Round};
use crate::analysis::pipeline::{self, Bench};
use crate::analysis::soundness::{Ground, Texts};
use crate::assess::assessment::Assessment;
use crate::command::session::Session;
use crate::command::view;
use crate::report::input::{Ask, Inputs};
use crate::text::diagnostic::{Diagnostic, Fix};
use crate::text::proof::Proofs;
use crate::text::source::Span;
use lsp_types::Range;
use std::cell::OnceCell;

/// One state of what is known, until something is typed; what follows from it is computed when first
/// asked for.
pub(super) struct Sight<'a> {
    /// The world.
    pub(super) world: &'a World,
    /// What was read.
    pub(super) seen: &'a Seen,
    /// The editor.
    pub(super) client: &'a Client,
    assessment: OnceCell<Assessment<'a>>,
}

impl<'a> Sight<'a> {
    /// What is seen of a world, if anything is.
    pub(super) fn new(world: &'a World, client: &'a Client) -> Option<Self> {
        Some(Self {
            world,
            seen: world.seen.as_ref()?,
            client,
            assessment: OnceCell::new(),
        })
    }

    /// What follows from the documents.
    fn assessment(&self) -> &Assessment<'a> {
        let session = &self.seen.session;
        self.assessment
            .get_or_init(|| Assessment::new(&session.linked.model, session.as_of))
    }

    /// Everything that is found in this state.
    pub(super) fn judged(&self) -> Findings {
        let Session {
            snapshot, linked, ..
        } = &self.seen.session;
        pipeline::judge(snapshot, linked, self.assessment(), &self.bench())
    }

    /// What the state is judged by.
    fn bench(&self) -> Bench<'_> {
        let session = &self.seen.session;
        let asked = || view::asked(session, self.assessment());
        Bench {
            settings: &session.settings,
            stage: session.stage,
            files: &session.files,
            proofs: self.seen.proofs.get_or_init(asked),
            select: &[],
            ignore: &[],
            horizon: None,
        }
    }

    /// The certain fixes of some findings that may be made together without harm.
    pub(super) fn mended<'f>(
        &self,
        findings: &'f [Diagnostic],
        may: &dyn Fn(&Fix) -> bool,
    ) -> Round<'f> {
        let session = &self.seen.session;
        let link = |snapshot: &_| session.linked_as(snapshot);
        let (snapshot, linked) = (&session.snapshot, &session.linked);
        let assessment = self.assessment();
        let ground = Ground::new(snapshot, linked, assessment, self.bench(), false, &link);
        let worse = |texts: &Texts| ground.worse(texts);
        mending::round(findings, &linked.sources, false, may, &worse)
    }

    /// What cards are made from.
    pub(super) fn inputs(&self) -> Inputs<'_> {
        let session = &self.seen.session;
        Inputs {
            model: &session.linked.model,
            assessment: self.assessment(),
            as_of: session.as_of,
            stage: session.stage,
            revision: None,
            incomplete: Vec::new(),
            defects: &[],
            proofs: self.seen.proofs.get().unwrap_or(Proofs::NONE),
            ask: Ask::NONE,
        }
    }

    /// The text of a file as the editor shows it.
    pub(super) fn shown(&self, path: &str) -> Option<Shown<'_>> {
        shown(self.world, path, self.client.units)
    }

    /// A place that the model knows, as the editor counts; a torn text has it where it was.
    pub(super) fn range(&self, path: &str, span: Span) -> Option<Range> {
        let torn = self
            .world
            .buffers
            .get(path)
            .and_then(|buffer| buffer.torn.as_ref());
        let span = torn.map_or(span, |torn| torn.near(span));
        Some(self.shown(path)?.range(span))
    }
}
