//! What all registers share: a row for each document of a kind, broken ones too, with what every
//! document says.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Naming;
use super::page::Page;
use super::place::Source;
use super::table::{Cell, Column, cell};
use crate::assess::applicability::natural;
use crate::assess::life::is_over;
use crate::model::document::{Document, Whole};
use crate::model::{Kind, OfKind};
use serde::Serialize;

/// A row: what every document says, then what only those of its kind do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row<C> {
    /// What every document says.
    #[serde(flatten)]
    pub entry: Entry,
    /// What only those of its kind do; of a broken one nothing.
    #[serde(flatten)]
    pub own: C,
}

/// What every document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Whether it could be read whole; otherwise everything beside its title is unknown.
    pub known: bool,
    /// Where it is written.
    pub source: Source,
}

impl Entry {
    /// What this document says.
    pub fn new(document: &Document) -> Self {
        let owner = document.node.get("owner").and_then(|owner| owner.text());
        Self {
            id: document.id.to_string(),
            title: document.title().to_owned(),
            owner: owner.filter(|_| document.is_whole()).map(str::to_owned),
            known: document.is_whole(),
            source: Source::of(document),
        }
    }
}

impl<C: 'static> Row<C> {
    /// The cells with which every row begins.
    pub const HEAD: &'static [Column<Self>] = &[
        Column::new("id", |row| row.entry.id.cell()),
        Column::new("title", |row| row.entry.title.cell()),
        Column::new("owner", |row| cell(row.entry.owner.as_ref())),
    ];

    /// The cells with which every row ends.
    pub const TAIL: &'static [Column<Self>] = &[
        Column::new("known", |row| row.entry.known.cell()),
        Column::new("path", |row| row.entry.source.path.cell()),
        Column::new("line", |row| row.entry.source.line.cell()),
    ];
}

/// A register in the making.
pub struct Register<'a> {
    /// What it is computed from.
    pub inputs: &'a Inputs<'a>,
    /// What could not be known.
    pub gaps: Gaps,
    /// What ids in it are called.
    pub naming: Naming<'a>,
}

impl<'a> Register<'a> {
    /// An empty one; broken documents of these kinds keep something of it from being known.
    pub fn new(inputs: &'a Inputs<'a>, feeds: &[Kind]) -> Self {
        Self {
            inputs,
            gaps: Gaps::new(inputs, feeds),
            naming: Naming::new(inputs.model, inputs.as_of),
        }
    }

    /// A row for each document of the kind of `T`, in the natural order of ids; everything that they
    /// refer to is named.
    pub fn rows<T: OfKind, C: Default>(
        &mut self,
        of: impl Fn(&mut Self, Whole<'a, T>) -> C,
    ) -> Vec<Row<C>> {
        let documents = self.inputs.model.of_kind(T::KIND);
        let mut rows: Vec<Row<C>> = documents
            .map(|document| {
                self.naming.references(document);
                let data = document.is::<T>();
                Row {
                    entry: Entry::new(document),
                    own: data.map_or_else(C::default, |data| of(self, Whole { document, data })),
                }
            })
            .collect();
        rows.sort_by(|a, b| natural(&a.entry.id, &b.entry.id));
        rows
    }

    /// Ids of the documents of a kind that name this one and have not ended, in natural order; they are
    /// named too.
    pub fn naming_it(&mut self, document: &Document, kind: Kind) -> Vec<String> {
        let all = self.inputs.model.referrers(document);
        let living = all
            .map(|(referrer, _)| referrer)
            .filter(|referrer| referrer.kind == kind && !is_over(referrer, self.inputs.as_of));
        let mut ids: Vec<String> = living.map(|referrer| referrer.id.to_string()).collect();
        ids.sort_by(|a, b| natural(a, b));
        ids.dedup();
        self.naming.named(kind, &ids);
        ids
    }

    /// The report.
    pub fn close<H, C, T>(
        mut self,
        info: &Info,
        words: &[(&'static str, &'static str)],
        own: H,
        rows: Vec<Row<C>>,
        totals: T,
    ) -> Page<H, Row<C>, T> {
        let owners = rows.iter().filter_map(|row| row.entry.owner.as_ref());
        let names = self.naming.owners(owners).done();
        let header = Header::new(info, self.inputs, own, legend(words), names, self.gaps);
        Page::new(info, self.inputs, header, rows, totals)
    }
}

/// How many rows are known and hold something.
pub fn count<C>(rows: &[Row<C>], holds: impl Fn(&C) -> bool) -> usize {
    let known = rows.iter().filter(|row| row.entry.known);
    known.filter(|row| holds(&row.own)).count()
}

/// The cells of a register: those of every row, around the named fields of its own, or fields of these,
/// each under its own name or another one; then further ones.
macro_rules! columns {
    ($($field:ident $(.$inner:ident)? $(as $name:literal)?),* $(,)? $(; $more:expr)?) => {
        &[
            $crate::report::register::Row::<Cells>::HEAD,
            &[$($crate::report::table::Column::new(
                $crate::report::register::columns!(@name $field $(.$inner)? $(as $name)?),
                |row| $crate::report::table::Cell::cell(&row.own.$field$(.$inner)?),
            ),)*],
            $($more,)?
            $crate::report::register::Row::<Cells>::TAIL,
        ]
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident.$inner:ident) => { concat!(stringify!($field), "_", stringify!($inner)) };
    (@name $field:ident as $name:literal) => { $name };
}
pub(crate) use columns;
