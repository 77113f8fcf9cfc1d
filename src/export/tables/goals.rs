//! `mal`.

use super::{DOK_ID, Goal, ORDNING, Of};
use crate::export::fold::name_key;
use crate::export::table::{Field, Rows, always, integer, text};
use crate::output::{Mal as Handled, Plats, Status, Symbol, Uppfyllelse};

pub(in crate::export) enum Mal {}

pub(in crate::export) struct GoalRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) goal: &'a Handled,
    pub(in crate::export) chain: &'a Goal<'a>,
    pub(in crate::export) above: Option<&'a str>,
    pub(in crate::export) depth: usize,
}

impl GoalRow<'_> {
    fn status(&self) -> Option<&Status> {
        self.goal.status.as_ref()
    }

    fn mark(&self) -> Option<&Symbol> {
        self.status()?.symbol.as_ref()
    }
}

impl Rows for Mal {
    type Row<'a> = GoalRow<'a>;
    const NAME: &'static str = "mal";
    const ABOUT: &'static str = "A goal";
    const KEY: &'static [&'static str] = &["dok_id", "mal_id"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(text(
            "mal_id",
            "The goal, unique in its document: `m1.2` is the second under `m1`",
            |row| (&row.goal.id).into(),
        )),
        text(
            "overmal_id",
            "The `mal_id` of the goal above it. Null at the top",
            |row| row.above.into(),
        ),
        always(integer("ordning", ORDNING, |row| row.goal.ordning.into())),
        always(integer(
            "djup",
            "How deep it is nested: 1 at the top",
            |row| row.depth.into(),
        )),
        always(text(
            "niva",
            "Level: `inriktningsmal`, `verksamhetsomradesmal`, `namndmal`, `enhetsmal`, or what a layout names",
            |row| (&row.goal.niva).into(),
        )),
        text("nummer", "Its number, as `1.3`", |row| {
            row.goal.nummer.as_deref().into()
        }),
        always(text(
            "titel",
            "Its title, without label and number",
            |row| (&row.goal.titel).into(),
        )),
        always(text(
            "namn_nyckel",
            "The title's letters and digits, small: the same goal in other documents and years has the same",
            |row| name_key(&row.goal.titel).into(),
        )),
        always(text(
            "malkedja",
            "The goals above it and itself, from the top, with their numbers, joined by ` › `",
            |row| (&row.chain.chain).into(),
        )),
        text("status_text", "Whether it was met, as written", |row| {
            row.status().map(|status| &*status.text).into()
        }),
        text(
            "status",
            "How far it was met: `helt`, `delvis`, `inte`. Null where the text is not known",
            |row| {
                row.status()
                    .and_then(|status| status.varde)
                    .map(|met| match met {
                        Uppfyllelse::Helt => "helt",
                        Uppfyllelse::Delvis => "delvis",
                        Uppfyllelse::Inte => "inte",
                    })
                    .into()
            },
        ),
        text(
            "status_ord",
            "The status as a word of the layout's vocabulary",
            |row| row.status().and_then(|status| status.ord.as_deref()).into(),
        ),
        text(
            "symbol_farg",
            "Colour of the mark at the status, `#rrggbb`",
            |row| row.mark().and_then(|mark| mark.farg.as_deref()).into(),
        ),
        text(
            "symbol_form",
            "Form of that mark: `bild`, `cirkel`, `rektangel`, `stapel`, `tecken` …",
            |row| row.mark().map(|mark| &*mark.form).into(),
        ),
    ];

    fn places<'r>(row: &'r GoalRow<'_>) -> &'r [Plats] {
        &row.goal.plats
    }
}
