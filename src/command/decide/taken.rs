//! Who decides, on which day and why, as it was typed; checked before anything is looked up for it.

use crate::command::session::{Session, today};
use crate::model::Kind;
use crate::model::person::Person;
use crate::model::scalar::Date;
use crate::output::visible::one_line;
use anyhow::{Result, anyhow, bail};

/// How a decision is recorded
#[derive(Debug, Clone, clap::Args)]
pub struct Given {
    /// The person who decides
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// The day of the decision; by default today, or the day of --as-of
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<Date>,
    /// Why it is decided so
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Id of the evidence or management review that records it, such as signed minutes
    #[arg(long, value_name = "ID")]
    pub record: Option<String>,
    /// Decide anew although the decision that stands there holds
    #[arg(long)]
    pub again: bool,
}

/// A decision that a person takes.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Id of the person.
    pub by: String,
    /// The day.
    pub on: Date,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Why.
    pub reason: Option<String>,
    /// What records it.
    pub record: Option<String>,
}

impl Given {
    /// The decision, once person, days and record are known to be possible.
    ///
    /// # Errors
    /// When the person is unknown or was not there that day, a day cannot be, or the record is neither
    /// evidence nor a management review.
    pub fn taken(&self, session: &Session, until: Option<Date>) -> Result<Taken> {
        let Some(by) = &self.by else {
            bail!("say who decides, with `--by PERSON`; `--list` shows what awaits whom");
        };
        let on = day(self.on, session.as_of)?;
        check_until(until, on, session.as_of)?;
        check_person(session, by, on)?;
        if self
            .reason
            .as_deref()
            .is_some_and(|reason| reason.trim().is_empty())
        {
            bail!("`--reason` is empty; say why it is decided so, or leave out the option");
        }
        if let Some(record) = &self.record {
            check_record(session, record)?;
        }
        Ok(Taken {
            by: by.clone(),
            on,
            until,
            reason: self
                .reason
                .as_deref()
                .map(|reason| reason.trim().to_owned()),
            record: self.record.clone(),
        })
    }
}

/// The day of a decision: nobody has decided yet what is dated tomorrow.
fn day(asked: Option<Date>, as_of: Date) -> Result<Date> {
    let on = asked.unwrap_or(as_of);
    if on > today() {
        bail!(
            "the decision would be dated {on}, and today is {}; give the day with `--on`",
            today()
        );
    }
    if on > as_of {
        bail!("the decision would be dated {on}, after the day of `--as-of`, {as_of}");
    }
    Ok(on)
}

fn check_until(until: Option<Date>, on: Date, as_of: Date) -> Result<()> {
    let Some(until) = until else { return Ok(()) };
    if until < on {
        bail!("it would end on {until}, before the day of the decision, {on}");
    }
    if until < as_of {
        bail!("it would have ended on {until} already; today is taken to be {as_of}");
    }
    Ok(())
}

fn check_person(session: &Session, id: &str, on: Date) -> Result<()> {
    let model = &session.linked.model;
    let Some(document) = model.find(Kind::Person, id) else {
        if model.find(Kind::Role, id).is_some() {
            bail!("`{id}` is a role; `--by` names the person who decides");
        }
        let people: Vec<&str> = model
            .of_kind(Kind::Person)
            .map(|person| &*person.id)
            .collect();
        let near = crate::syntax::schema::near_miss::nearest(id, people.iter().copied());
        let help = near.map(|near| format!("; did you mean `{near}`?"));
        bail!(
            "there is no person `{}`{}",
            one_line(id),
            help.unwrap_or_default()
        );
    };
    let person = document.is::<Person>().ok_or_else(|| {
        let path = &document.file.path;
        anyhow!("the person `{id}` could not be read whole (see {path}); `isms check` says why")
    })?;
    if person.present(on) {
        return Ok(());
    }
    match person.left.filter(|left| *left < on) {
        Some(left) => bail!("`{id}` left on {left}, so cannot decide on {on}"),
        None => bail!(
            "`{id}` came on {}, after {on}",
            person.from.map(|from| from.to_string()).unwrap_or_default()
        ),
    }
}

fn check_record(session: &Session, id: &str) -> Result<()> {
    let model = &session.linked.model;
    let kinds = [Kind::Evidence, Kind::ManagementReview];
    if kinds.iter().any(|kind| model.find(*kind, id).is_some()) {
        return Ok(());
    }
    let near = model.index.nearest("evidence|management-review", id);
    let help = near.map(|near| format!("; did you mean `{near}`?"));
    bail!(
        "there is no evidence and no management review `{}` that could record it{}",
        one_line(id),
        help.unwrap_or_default()
    )
}
