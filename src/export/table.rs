//! What a table is, and how its rows are made.

use std::sync::LazyLock;

use super::tables::{
    Arenden, Avsnitt, Beslut, Celler, Diagnostik, Dokument, Mal, Rader, Tabeller, Varden,
};
use super::value::{Kind, Value};
use crate::output::Plats;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: Swedish in ASCII, as the keys of the JSON.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nulls. A text that may is never empty.
    pub nullable: bool,
    /// What its values mean.
    pub about: &'static str,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its place in [`tables`].
    pub index: usize,
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// The columns that together tell its rows apart.
    pub key: &'static [&'static str],
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// All tables, in the order in which they are written.
#[must_use]
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// Makes the tables and gives each kind of row its place among them.
macro_rules! all_tables {
    ($($rows:ident),*) => {
        static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| vec![$(definition::<$rows>()),*]);

        #[derive(Clone, Copy)]
        enum Index { $($rows),* }

        $(impl Indexed for $rows {
            const INDEX: usize = Index::$rows as usize;
        })*
    };
}

all_tables!(
    Dokument, Mal, Rader, Varden, Avsnitt, Tabeller, Celler, Beslut, Arenden, Diagnostik
);

/// The place of a kind of rows in [`tables`].
pub(super) trait Indexed {
    const INDEX: usize;
}

/// A kind of rows: what its columns are, and what each holds of a row. The one place from which every format comes.
pub(super) trait Rows: Indexed + Sized + 'static {
    /// What a row is made of.
    type Row<'a>;
    /// The table's name.
    const NAME: &'static str;
    /// What one row is.
    const ABOUT: &'static str;
    /// The columns that tell rows apart.
    const KEY: &'static [&'static str];
    /// The columns, the place's aside.
    const FIELDS: &'static [Field<Self>];
    /// The columns of a row's place.
    const PLACE: &'static [Field<Self>] = &[
        integer(
            "sida",
            "Page on which it begins, from 1. Null for a text",
            |row| Place::of(Self::places(row)).first.into(),
        ),
        integer("sida_till", "Page on which it ends", |row| {
            Place::of(Self::places(row)).last.into()
        }),
        number(
            "x0",
            "Left edge of its box on the first page, in points from the page's left edge",
            |row| Place::of(Self::places(row)).edge(0),
        ),
        number(
            "y0",
            "Upper edge of the box, in points from the page's top",
            |row| Place::of(Self::places(row)).edge(1),
        ),
        number("x1", "Right edge of the box", |row| {
            Place::of(Self::places(row)).edge(2)
        }),
        number("y1", "Lower edge of the box", |row| {
            Place::of(Self::places(row)).edge(3)
        }),
        integer(
            "rad_fran",
            "First line in a text, from 1. Null for a PDF",
            |row| {
                Place::of(Self::places(row))
                    .lines
                    .map(|lines| lines.0)
                    .into()
            },
        ),
        integer("rad_till", "Last line in a text", |row| {
            Place::of(Self::places(row))
                .lines
                .map(|lines| lines.1)
                .into()
        }),
    ];

    /// Where a row stands.
    fn places<'r>(row: &'r Self::Row<'_>) -> &'r [Plats];
}

/// A column and what it holds of a row.
pub(super) struct Field<R: Rows> {
    column: Column,
    value: for<'r, 'a> fn(&'r R::Row<'a>) -> Value<'r>,
}

/// The same column, which holds no nulls.
pub(super) const fn always<R: Rows>(mut field: Field<R>) -> Field<R> {
    field.column.nullable = false;
    field
}

macro_rules! field_of_kind {
    ($($name:ident $kind:ident),*) => {
        $(
            /// A column of this kind, which may hold nulls.
            pub(super) const fn $name<R: Rows>(
                name: &'static str,
                about: &'static str,
                value: for<'r, 'a> fn(&'r R::Row<'a>) -> Value<'r>,
            ) -> Field<R> {
                let column = Column { name, kind: Kind::$kind, nullable: true, about };
                Field { column, value }
            }
        )*
    };
}

field_of_kind!(text Text, integer Integer, number Number, boolean Boolean, date Date);

fn fields<R: Rows>() -> impl Iterator<Item = &'static Field<R>> {
    R::FIELDS.iter().chain(R::PLACE)
}

fn definition<R: Rows>() -> Table {
    Table {
        index: R::INDEX,
        name: R::NAME,
        about: R::ABOUT,
        key: R::KEY,
        columns: fields::<R>().map(|field| field.column).collect(),
    }
}

/// Hands over a row.
pub(super) fn hand_over<R: Rows>(
    row: &R::Row<'_>,
    take: &mut dyn FnMut(&'static Table, &[Value<'_>]),
) {
    let table = &TABLES[R::INDEX];
    let mut values = Vec::with_capacity(table.columns.len());
    values.extend(fields::<R>().map(|field| match (field.value)(row) {
        // CSV could not tell them apart.
        Value::Text(text) if text.is_empty() && field.column.nullable => Value::Null,
        value => value,
    }));
    take(table, &values);
}

/// Where something stands, as columns.
struct Place<'a> {
    first: Option<u32>,
    last: Option<u32>,
    places: &'a [Plats],
    lines: Option<(u32, u32)>,
}

impl<'a> Place<'a> {
    fn of(places: &'a [Plats]) -> Self {
        let page = |place: &Plats| match place {
            Plats::Sida { sida, .. } => Some(*sida),
            Plats::Rader { .. } => None,
        };
        let lines = |place: &Plats| match place {
            Plats::Rader { rad: [first, last] } => Some((*first, *last)),
            Plats::Sida { .. } => None,
        };
        Self {
            first: places.iter().find_map(page),
            last: places.iter().rev().find_map(page),
            places,
            lines: places
                .iter()
                .filter_map(lines)
                .reduce(|all, more| (all.0, more.1)),
        }
    }

    fn edge(&self, edge: usize) -> Value<'static> {
        self.places
            .iter()
            .find_map(|place| match place {
                Plats::Sida { ruta, .. } => Some(ruta[edge]),
                Plats::Rader { .. } => None,
            })
            .into()
    }
}
