//! The frame of every report: header, rows and totals, in the shape of the contract.

use super::header::Header;
use super::info::Info;
use super::input::Inputs;
use super::table::{Column, Table};
use crate::model::scalar::Date;
use serde::Serialize;

/// A report: header `H`, rows `R`, totals `T`.
#[derive(Debug, Clone, Serialize)]
pub struct Page<H, R, T> {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// What stands above the rows.
    pub header: Header<H>,
    /// The rows.
    pub rows: Vec<R>,
    /// What is counted or drawn from the rows.
    pub totals: T,
}

impl<H, R, T> Page<H, R, T> {
    /// A report of this name.
    pub fn new(
        info: &Info,
        inputs: &Inputs<'_>,
        header: Header<H>,
        rows: Vec<R>,
        totals: T,
    ) -> Self {
        Self {
            version: 1,
            report: info.name,
            as_of: inputs.as_of,
            revision: inputs.revision.clone(),
            header,
            rows,
            totals,
        }
    }

    /// The rows as cells.
    pub fn table(&self, columns: &[&[Column<R>]]) -> Table {
        let columns = || columns.iter().copied().flatten();
        let cells = |row: &R| columns().map(|column| (column.cell)(row)).collect();
        Table {
            columns: columns().map(|column| column.name).collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}
