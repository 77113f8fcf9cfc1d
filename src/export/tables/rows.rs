//! `rader` and `varden`.

use super::{DOK_ID, MAL_ID, MALKEDJA, NOTER, ORDNING, Of, SAKERHET, joined};
use crate::export::fold::name_key;
use crate::export::table::{Field, Rows, always, date, integer, number, text};
use crate::export::value::Day;
use crate::output::{Grans, Plats, Rad, Symbol, Varde};

pub(in crate::export) enum Rader {}

#[derive(Clone, Copy)]
pub(in crate::export) struct RowRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) sort: &'static str,
    pub(in crate::export) row: &'a Rad,
}

impl<'a> RowRow<'a> {
    fn mark(&self) -> Option<&'a Symbol> {
        self.row.symboler.first()
    }
}

const SLAG: &str = "`indikator` or `aktivitet`";
const NAMN: &str = "The row's name";

impl Rows for Rader {
    type Row<'a> = RowRow<'a>;
    const NAME: &'static str = "rader";
    const ABOUT: &'static str = "An indicator or an activity; its cells are in `varden`";
    const KEY: &'static [&'static str] = &["dok_id", "rad_id"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(text(
            "rad_id",
            "The row, unique in its document: `m1.2/i3` is an indicator of a goal, `a2` an activity under none",
            |row| (&row.row.id).into(),
        )),
        always(text("slag", SLAG, |row| row.sort.into())),
        text("mal_id", MAL_ID, |row| row.of.goal_id()),
        text("malkedja", MALKEDJA, |row| row.of.chain()),
        always(integer("ordning", ORDNING, |row| row.row.ordning.into())),
        always(text("namn", NAMN, |row| (&row.row.namn).into())),
        always(text(
            "namn_nyckel",
            "The name's letters and digits, small: the same indicator in other documents and years has the same",
            |row| name_key(&row.row.namn).into(),
        )),
        text("analys", "The full-width text below it", |row| {
            row.row.analys.as_deref().into()
        }),
        text("kommentar", "The full-width comment below it", |row| {
            row.row.kommentar.as_deref().into()
        }),
        always(integer(
            "antal_symboler",
            "Pictures and drawn marks in the row",
            |row| row.row.symboler.len().into(),
        )),
        text(
            "symbol_kolumn",
            "Column of the first mark. Null in one without a heading",
            |row| row.mark().and_then(|mark| mark.kolumn.as_deref()).into(),
        ),
        text("symbol_farg", "Its colour, `#rrggbb`", |row| {
            row.mark().and_then(|mark| mark.farg.as_deref()).into()
        }),
        text(
            "symbol_form",
            "Its form: `bild`, `cirkel`, `rektangel`, `stapel`, `tecken` …",
            |row| row.mark().map(|mark| &*mark.form).into(),
        ),
        text("symbol_alt", "Its alternative text", |row| {
            row.mark().and_then(|mark| mark.alt.as_deref()).into()
        }),
        number("sakerhet", SAKERHET, |row| row.row.sakerhet.into()),
    ];

    fn places<'r>(row: &'r RowRow<'_>) -> &'r [Plats] {
        &row.row.plats
    }
}

pub(in crate::export) enum Varden {}

pub(in crate::export) struct ValueRow<'a> {
    pub(in crate::export) row: RowRow<'a>,
    pub(in crate::export) column: &'a str,
    pub(in crate::export) value: &'a Varde,
}

impl Rows for Varden {
    type Row<'a> = ValueRow<'a>;
    const NAME: &'static str = "varden";
    const ABOUT: &'static str =
        "A cell of an indicator or activity that is not empty: what is written and what it means";
    const KEY: &'static [&'static str] = &["dok_id", "rad_id", "kolumn"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.row.of.id.into())),
        always(text(
            "rad_id",
            "The indicator or activity: joins `rader`",
            |row| (&row.row.row.id).into(),
        )),
        always(text("slag", SLAG, |row| row.row.sort.into())),
        always(text("namn", NAMN, |row| (&row.row.row.namn).into())),
        always(text(
            "kolumn",
            "Key of its column: `arsmal`, `kf_arsmal`, `utfall`, `period`, `slutdatum` …",
            |row| row.column.into(),
        )),
        always(text("text", "The cell as written", |row| {
            (&row.value.text).into()
        })),
        number("tal", "Its number", |row| row.value.tal.into()),
        text("enhet", "The number's unit, as `%`", |row| {
            row.value.enhet.as_deref().into()
        }),
        text(
            "grans",
            "What the number bounds: `max`, `min`, `plusminus`. Null if it is exact",
            |row| {
                row.value
                    .grans
                    .map(|bound| match bound {
                        Grans::Max => "max",
                        Grans::Min => "min",
                        Grans::Plusminus => "plusminus",
                    })
                    .into()
            },
        ),
        number(
            "mal_tal",
            "The target in brackets beside an outcome",
            |row| row.value.mal.as_ref().map(|target| target.tal).into(),
        ),
        text("mal_enhet", "Its unit", |row| {
            row.value
                .mal
                .as_ref()
                .and_then(|target| target.enhet.as_deref())
                .into()
        }),
        date("datum", "Its day", |row| {
            row.value.datum.as_deref().and_then(Day::parse).into()
        }),
        text(
            "ord",
            "Its word of the layout's vocabulary, as `tas_fram_av_namnd`",
            |row| row.value.ord.as_deref().into(),
        ),
        text(
            "period",
            "Its period of a year: `VB`, `T1`, `T2` …",
            |row| row.value.period.as_deref().into(),
        ),
        integer("ar", "Its year", |row| row.value.ar.into()),
        text(
            "symbol_farg",
            "Colour of a mark that is the value, `#rrggbb`",
            |row| {
                row.value
                    .symbol
                    .as_ref()
                    .and_then(|mark| mark.farg.as_deref())
                    .into()
            },
        ),
        text("symbol_form", "Form of that mark", |row| {
            row.value.symbol.as_ref().map(|mark| &*mark.form).into()
        }),
        text("noter", NOTER, |row| joined(&row.value.noter, " ")),
        number("sakerhet", SAKERHET, |row| row.value.sakerhet.into()),
    ];

    fn places<'r>(row: &'r ValueRow<'_>) -> &'r [Plats] {
        &row.value.plats
    }
}
