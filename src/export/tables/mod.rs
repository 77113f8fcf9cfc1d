//! The tables: for each its columns, with what they mean and where they come from.

mod cases;
mod cells;
mod documents;
mod goals;
mod prose;
mod rows;

pub(super) use cases::{Arenden, Beslut, CaseRow, DecisionRow};
pub(super) use cells::{CellRow, Celler, Tabeller, TableRow};
pub(super) use documents::{Diagnostik, DocumentRow, Dokument, RemarkRow};
pub(super) use goals::{GoalRow, Mal};
pub(super) use prose::{Avsnitt, ParagraphRow};
pub(super) use rows::{Rader, RowRow, ValueRow, Varden};

use super::value::Value;

/// The document that rows belong to.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    /// `dok_id`
    pub(super) id: &'a str,
    /// The goal that a row stands under, if any.
    pub(super) goal: Option<&'a Goal<'a>>,
}

/// A goal as what stands under it tells it.
pub(super) struct Goal<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// The goals above it and itself.
    pub(super) chain: String,
}

impl<'a> Of<'a> {
    fn goal_id(&self) -> Value<'a> {
        self.goal.map(|goal| goal.id).into()
    }

    fn chain(&self) -> Value<'a> {
        self.goal.map(|goal| &*goal.chain).into()
    }
}

/// Texts in one column.
fn joined<'a>(texts: &[String], sign: &str) -> Value<'a> {
    (!texts.is_empty()).then(|| texts.join(sign)).into()
}

/// What `dok_id` is.
const DOK_ID: &str = "The document: joins all tables";
/// What `mal_id` is.
const MAL_ID: &str = "The goal that it stands under: joins `mal`. Null under none";
/// What `malkedja` is.
const MALKEDJA: &str = "That goal and the goals above it, from the top, joined by ` › `";
/// What `ordning` is.
const ORDNING: &str = "Place in the document's reading order, one sequence over all tables";
/// What `sakerhet` is.
const SAKERHET: &str =
    "How certain the reading is where text was recognised in a picture, 0 to 1. Null elsewhere";
/// What `noter` is.
const NOTER: &str = "Raised note marks beside it, joined by a space";
