//! `isms status` for people: on one screen how far the ISMS is, what to do first, and what falls due.

use super::format::Context;
use super::tally::count;
use super::visible::one_line;
use crate::report::attribute::ByAttribute;
use crate::report::figures::Figures;
use crate::report::readiness::{Clause, Milestone};
use crate::report::shown::{FindingLine, Grounded, Item, State};
use crate::report::status::{DueLine, First, Report};

/// Columns of a bar.
const BAR: usize = 20;

/// More lines than this are counted, unless details are asked for.
const LISTED: usize = 8;

/// The whole text; with details, every requirement and everything that falls due.
pub fn render(report: &Report, context: &Context, details: bool) -> String {
    let page = Page {
        color: context.color,
        details,
    };
    let parts = [
        page.head(report),
        page.milestones(&report.milestones, report.header.own.caveat),
        page.first(&report.first),
        page.clauses(&report.clauses),
        page.figures(&report.totals),
        page.by(report.header.own.by.as_ref()),
        page.due("Overdue", &report.overdue),
        page.due("Due within 30 days", &report.due),
        page.items(&report.clauses),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// How the text is written.
struct Page {
    color: bool,
    details: bool,
}

/// Green, yellow, red, bold and faint, as terminals number them.
const GREEN: &str = "32";
const YELLOW: &str = "33";
const RED: &str = "31";
const BOLD: &str = "1";
const FAINT: &str = "2";

impl Page {
    fn paint(&self, code: &str, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn title(&self, text: &str) -> String {
        self.paint(BOLD, text) + "\n"
    }

    fn head(&self, report: &Report) -> String {
        let name = report.header.organization.as_deref();
        let name = one_line(name.unwrap_or("Organisation unknown"));
        let revision = report.revision.as_deref();
        let revision = revision.map(|id| format!(", revision {}", one_line(id)));
        let (as_of, stage) = (report.as_of, report.stage);
        let mut text = self.paint(BOLD, &name)
            + &format!(
                " as of {as_of}, stage {stage}{}\n",
                revision.unwrap_or_default()
            );
        let missing = report.header.incomplete.len();
        if missing > 0 {
            let places = count(missing, "place");
            let warning = format!("Incomplete: {places} could not be read; `isms check` says why.");
            text += &(self.paint(RED, &warning) + "\n");
        }
        text
    }

    fn milestones(&self, milestones: &[Milestone], caveat: &str) -> String {
        let mut text = self.title("Readiness");
        for milestone in milestones {
            let name = milestone.name.word();
            text += &format!(
                "  {name:10} {}  {}\n",
                self.bar(milestone),
                milestone.derivation
            );
        }
        text + &self.paint(FAINT, &format!("  {caveat}")) + "\n"
    }

    fn bar(&self, milestone: &Milestone) -> String {
        let counted = [milestone.shown, milestone.partly];
        let all: usize = counted.iter().sum::<usize>() + milestone.nothing + milestone.unknown;
        let columns = |number: usize| number * BAR / all.max(1);
        let (shown, partly) = (columns(milestone.shown), columns(milestone.partly));
        let rest = BAR - shown - partly;
        self.paint(GREEN, &"█".repeat(shown))
            + &self.paint(YELLOW, &"▒".repeat(partly))
            + &self.paint(FAINT, &"░".repeat(rest))
    }

    fn first(&self, first: &First) -> String {
        let Some(milestone) = first.milestone else {
            return String::new();
        };
        let (name, open) = (milestone.word(), count(first.open, "requirement"));
        let mut text = self.title(&format!("First for {name} ({open} open)"));
        for step in &first.items {
            let why = step.why.as_deref().unwrap_or_default();
            let mark = self.mark(step.state);
            text += &format!("  {mark} {}  {}: {}\n", step.id, step.label, one_line(why));
            if let Some(finding) = &step.finding {
                text += &self.way_out(finding);
            }
        }
        text
    }

    fn way_out(&self, finding: &FindingLine) -> String {
        let help = finding.help.as_deref().unwrap_or(&finding.message);
        let line = format!("      {}  {}", place(finding), one_line(help));
        self.paint(FAINT, &line) + "\n"
    }

    /// A line for each of the clauses 4 to 10, with those below it.
    fn clauses(&self, clauses: &[Clause]) -> String {
        let mut text = self.title("Clauses");
        let below = |id: &str| {
            let prefix = format!("{id}.");
            let within = clauses
                .iter()
                .filter(move |one| one.id.starts_with(&prefix) && !one.items.is_empty());
            within.map(|one| format!("{} {}", self.mark(one.state), one.id))
        };
        for clause in clauses.iter().filter(|clause| !clause.id.contains('.')) {
            let marks: Vec<String> = below(clause.id).collect();
            text += &format!(
                "  {:2} {:27} {}\n",
                clause.id,
                clause.title,
                marks.join("  ")
            );
        }
        let words = [
            (State::Shown, "shown"),
            (State::Partly, "partly"),
            (State::Nothing, "nothing"),
        ];
        let legend = words.map(|(state, word)| format!("{} {word}", self.mark(Some(state))));
        text + &format!("     {}  ? unknown\n", legend.join("  "))
    }

    fn mark(&self, state: Option<State>) -> String {
        match state {
            Some(State::Shown) => self.paint(GREEN, "●"),
            Some(State::Partly) => self.paint(YELLOW, "◐"),
            Some(State::Nothing) => self.paint(RED, "○"),
            None => "?".to_owned(),
        }
    }

    fn figures(&self, figures: &Figures) -> String {
        let (controls, risks) = (&figures.controls, &figures.risks);
        let unknown = |number: usize| match number {
            0 => String::new(),
            _ => format!(" + {number} unknown"),
        };
        let mut text = self.title("Figures");
        text += &format!(
            "  Controls  {} = {} applicable + {} excluded + {} undecided{}\n",
            controls.catalog,
            controls.applicable,
            controls.excluded,
            controls.undecided,
            unknown(controls.unknown),
        );
        text += &format!(
            "            {} applicable = {} implemented + {} in part + {} open\n",
            controls.applicable, controls.implemented, controls.partial, controls.open,
        );
        let levels = risks
            .by_level
            .iter()
            .rev()
            .filter(|level| level.current > 0);
        let levels: Vec<String> = levels
            .map(|level| format!("{} {}", level.current, one_line(&level.title)))
            .collect();
        let sum = match levels.is_empty() {
            true => String::new(),
            false => format!(" = {}", levels.join(" + ")),
        };
        text += &format!("  Risks     {}{sum} today\n", risks.risks);
        text += &format!(
            "            {} above the criterion today, {} when the plans are done{}\n",
            risks.above_current,
            risks.above_target,
            unknown(risks.unknown),
        );
        text
    }

    fn by(&self, by: Option<&ByAttribute>) -> String {
        let Some(by) = by else { return String::new() };
        let mut text = self.title(&format!("By {}", by.attribute.replace('_', " ")));
        let widest = by.values.iter().map(|value| value.value.len()).max();
        let widest = widest.unwrap_or(0);
        for value in &by.values {
            let figures = &value.figures;
            text += &format!(
                "  {:widest$}  {:>3} = {} implemented + {} in part + {} open + {} excluded + {} undecided\n",
                value.value,
                figures.catalog - figures.unknown,
                figures.implemented,
                figures.partial,
                figures.open,
                figures.excluded,
                figures.undecided,
            );
        }
        text + "  A control with several values counts at each of them.\n"
    }

    fn due(&self, title: &str, lines: &[DueLine]) -> String {
        if lines.is_empty() {
            return String::new();
        }
        let mut text = self.title(&format!("{title} ({})", lines.len()));
        let listed = if self.details { lines.len() } else { LISTED };
        for line in lines.iter().take(listed) {
            let (path, at) = (one_line(&line.source.path), line.source.line);
            text += &format!("  {}  {}  ", line.on, one_line(&line.summary));
            text += &(self.paint(FAINT, &format!("{path}:{at}")) + "\n");
        }
        if lines.len() > listed {
            text += &format!("  and {} more; -v shows them\n", lines.len() - listed);
        }
        text
    }

    /// Every requirement with what shows it and what speaks against it.
    fn items(&self, clauses: &[Clause]) -> String {
        if !self.details {
            return String::new();
        }
        let mut text = self.title("Requirements");
        for item in clauses.iter().flat_map(|clause| &clause.items) {
            text += &self.item(item);
        }
        text
    }

    fn item(&self, item: &Item) -> String {
        let why = item
            .why
            .as_deref()
            .map(|why| format!(": {}", one_line(why)));
        let mark = self.mark(item.state);
        let name = item.milestone.word();
        let mut text = format!(
            "  {mark} {}  {} ({name}){}\n",
            item.id,
            item.label,
            why.unwrap_or_default()
        );
        text += &self.grounded(&item.grounded);
        text
    }

    fn grounded(&self, grounded: &Grounded) -> String {
        let mut lines: Vec<String> = Vec::new();
        for document in grounded.documents.iter().take(LISTED) {
            let (path, line) = (one_line(&document.source.path), document.source.line);
            lines.push(format!(
                "shown by {} {path}:{line}",
                one_line(&document.subject)
            ));
        }
        for finding in grounded.findings.iter().take(LISTED) {
            let rule = finding.rule;
            lines.push(format!(
                "{} {rule}: {}",
                place(finding),
                one_line(&finding.message)
            ));
        }
        let all = grounded.documents.len() + grounded.findings.len();
        if all > lines.len() {
            lines.push(format!("and {} more", all - lines.len()));
        }
        let each = lines.iter();
        each.map(|line| self.paint(FAINT, &format!("      {line}")) + "\n")
            .collect()
    }
}

fn place(finding: &FindingLine) -> String {
    format!("{}:{}", one_line(&finding.source.path), finding.source.line)
}
