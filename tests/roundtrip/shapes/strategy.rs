//! Random documents of the shapes: a heading, prose, tables and columns of text.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::columns;
use super::model::{
    Caption, Column, Head, HeadLook, Note, Row, Shape, Shaped, Span, TextColumns, Turn, Value,
};
use crate::roundtrip::model::{Align, Block, Document, Look, Page, Vertical};
use crate::roundtrip::strategy::{furniture, heading, look, page, prose, steps, table_look};
use crate::roundtrip::words::{number, paragraph, phrase, sentence};

/// Any document of the shapes.
pub fn document() -> BoxedStrategy<Document> {
    let part = (
        option::weighted(0.4, heading()),
        vec(prose(), 0..3),
        piece(),
        vec(prose(), 1..3),
    );
    (
        (page(), look(), table_look(), furniture()),
        (heading(), vec(prose(), 1..3)),
        vec(part, 1..3),
    )
        .prop_map(|((page, look, table, furniture), (title, intro), parts)| {
            let mut blocks = vec![title];
            blocks.extend(intro);
            for (heading, before, piece, after) in parts {
                blocks.extend(heading);
                blocks.extend(before);
                blocks.push(fitted(piece, &page, &look));
                blocks.extend(after);
            }
            Document {
                page,
                look,
                table,
                furniture,
                blocks,
            }
        })
        .boxed()
}

fn piece() -> impl Strategy<Value = Block> {
    prop_oneof![
        6 => shaped().prop_map(Block::Shaped),
        1 => text_columns().prop_map(Block::Columns),
    ]
}

/// A table's letters are no larger than the text's; columns of text have room on a page.
fn fitted(mut piece: Block, page: &Page, look: &Look) -> Block {
    match &mut piece {
        Block::Shaped(table) => table.size = table.size.min(look.size),
        Block::Columns(block) => columns::fit(block, page, look),
        _ => {}
    }
    piece
}

fn text_columns() -> impl Strategy<Value = TextColumns> {
    let column = vec(paragraph(), 1..5);
    (steps(14.0, -1.0, 7), any::<bool>(), vec(column, 2..4)).prop_map(
        |(gutter, justify, columns)| TextColumns {
            gutter,
            justify,
            columns,
        },
    )
}

/// What a column's values look like.
#[derive(Debug, Clone, Copy)]
enum Values {
    Thousands,
    Decimals,
    Percent,
    Pieces,
    Crowns,
    Words,
}

fn shaped() -> impl Strategy<Value = Shaped> {
    (select(&Shape::ALL[..]), 2_usize..=6, any::<bool>())
        .prop_flat_map(|(shape, values, merged)| {
            // Without lines a cell that is merged is an empty one.
            let names = if merged && shape == Shape::Grid { 2 } else { 1 };
            let kinds = [
                Values::Decimals,
                Values::Thousands,
                Values::Percent,
                Values::Pieces,
                Values::Crowns,
                Values::Words,
            ];
            (
                Just(shape),
                (head(shape, names, values), table_columns(names, values)),
                vec(select(kinds.to_vec()), values).prop_flat_map(move |kinds| rows(names, kinds)),
                (option::of(caption()), option::of(note())),
                look_of_table(),
            )
        })
        .prop_map(|(shape, (head, columns), rows, (caption, note), look)| {
            let (size, leading, padding, line, (width, repeat_head)) = look;
            let told = shape.shows_rows();
            Shaped {
                shape,
                caption,
                head,
                columns,
                rows,
                note,
                size,
                leading,
                padding,
                // Where nothing shows the rows, the first lines of a row's cells stand on one line.
                line: if told { line } else { Vertical::Top },
                width,
                repeat_head,
            }
        })
}

type Looks = (f32, f32, (f32, f32), Vertical, (f32, bool));

fn look_of_table() -> impl Strategy<Value = Looks> {
    (
        steps(8.0, 0.5, 6),
        steps(1.1, 0.05, 6),
        (steps(3.0, 0.5, 6), steps(2.0, 0.5, 8)),
        select(&[Vertical::Top, Vertical::Middle, Vertical::Bottom][..]),
        (select(&[1.0_f32, 0.9, 0.75][..]), any::<bool>()),
    )
}

fn table_columns(names: usize, values: usize) -> impl Strategy<Value = Vec<Column>> {
    let align = select(&[Align::Right, Align::Centre, Align::Left][..]);
    (
        vec(steps(20.0, 5.0, 7), names),
        vec(steps(4.0, 2.0, 5), values),
        align,
    )
        .prop_map(|(names, values, align)| {
            let column = |align: Align| move |weight: f32| Column { weight, align };
            let names = names.into_iter().map(column(Align::Left));
            names.chain(values.into_iter().map(column(align))).collect()
        })
}

const NAMES: [&str; 6] = [
    "Mnkr",
    "Verksamhet",
    "Förvaltning",
    "Belopp i tkr",
    "Område",
    "Post",
];
const TITLES: [&str; 12] = [
    "Budget 2024",
    "Utfall 2024",
    "Prognos",
    "Avvikelse",
    "Bokslut 2023",
    "Andel av budget",
    "Kvinnor",
    "Män",
    "Plan 2025",
    "Totalt",
    "Förändring",
    "Antal",
];
const SPANS: [&str; 6] = [
    "Budget och prognos",
    "Utfall",
    "Personal",
    "Årets verksamhet",
    "Hela kommunen",
    "Investeringar",
];

fn head(shape: Shape, names: usize, values: usize) -> impl Strategy<Value = Head> {
    let looks: &[HeadLook] = match shape {
        // A header that neither lines nor grounds nor bold letters set apart is a row like the others.
        Shape::Plain | Shape::Horizontal | Shape::Boxed => {
            &[HeadLook::Bold, HeadLook::Shaded, HeadLook::Dark]
        }
        Shape::Banded | Shape::BandedLines => &[HeadLook::Bold, HeadLook::Dark],
        Shape::Grid | Shape::Booktabs => &[
            HeadLook::Bold,
            HeadLook::Plain,
            HeadLook::Shaded,
            HeadLook::Dark,
        ],
    };
    let turn = prop_oneof![8 => Just(Turn::Level), 1 => Just(Turn::Up), 1 => Just(Turn::Down)];
    // Spanning cells want lines below them.
    let most = match shape {
        Shape::Plain | Shape::Banded | Shape::BandedLines => 0,
        _ => 2,
    };
    let upper = prop_oneof![3 => Just(0_usize), 2 => Just(1_usize), 1 => Just(2_usize)]
        .prop_map(move |count| count.min(most))
        .prop_flat_map(move |count| spans(count, values));
    (
        select(looks),
        turn,
        upper,
        select(&[Vertical::Bottom, Vertical::Top][..]),
        (
            vec(select(&NAMES[..]), names),
            Just(TITLES.to_vec()).prop_shuffle(),
        ),
    )
        .prop_map(
            move |(look, turn, upper, names_at, (mut names, mut titles))| {
                if names.len() == 2 {
                    (names[0], names[1]) = ("Område", "Verksamhet");
                }
                titles.truncate(values);
                Head {
                    look,
                    turn: if upper.is_empty()
                        && matches!(shape, Shape::Grid | Shape::Boxed | Shape::Horizontal)
                    {
                        turn
                    } else {
                        Turn::Level
                    },
                    upper,
                    names: names_at,
                    titles: names.into_iter().chain(titles).map(str::to_owned).collect(),
                }
            },
        )
}

/// Rows of spanning cells over so many value columns: each cell lies over whole cells of the row below.
fn spans(rows: usize, values: usize) -> BoxedStrategy<Vec<Vec<Span>>> {
    if rows == 0 {
        return Just(Vec::new()).boxed();
    }
    let texts = Just(SPANS.to_vec()).prop_shuffle();
    (texts, vec(1_usize..=3, values), any::<bool>())
        .prop_map(move |(texts, widths, over_all)| {
            let mut lower: Vec<Span> = Vec::new();
            let mut left = values;
            for width in widths {
                if left == 0 {
                    break;
                }
                let columns = width.min(left);
                left -= columns;
                let text = if columns > 1 {
                    texts[lower.len() % 5]
                } else {
                    ""
                };
                lower.push(Span {
                    text: text.to_owned(),
                    columns,
                });
            }
            // Some cell spans.
            if lower.iter().all(|span| span.columns == 1) {
                lower = vec![Span {
                    text: texts[0].to_owned(),
                    columns: values,
                }];
            }
            if rows == 1 || lower.len() == 1 {
                return vec![lower];
            }
            let top = texts[5].to_owned();
            let upper = if over_all || lower.len() < 3 {
                vec![Span {
                    text: top,
                    columns: values,
                }]
            } else {
                let last = lower[lower.len() - 1].columns;
                let first = Span {
                    text: top,
                    columns: values - last,
                };
                vec![
                    first,
                    Span {
                        text: String::new(),
                        columns: last,
                    },
                ]
            };
            vec![upper, lower]
        })
        .boxed()
}

fn caption() -> impl Strategy<Value = Caption> {
    let sign = select(&["", ".", ":"][..]);
    (1_u32..30, sign, phrase(1..6), any::<bool>()).prop_map(|(count, sign, text, bold)| Caption {
        text: format!("Tabell {count}{sign} {text}"),
        bold,
    })
}

fn note() -> impl Strategy<Value = Note> {
    let source = phrase(1..4).prop_map(|text| (None, format!("Källa: {text}.")));
    let star = sentence(2..9).prop_map(|text| (None, format!("* {text}")));
    let raised = (1_u32..6, sentence(2..9)).prop_map(|(mark, text)| (Some(mark.to_string()), text));
    prop_oneof![source, star, raised].prop_map(|(mark, text)| Note { mark, text })
}

fn value(kind: Values) -> BoxedStrategy<Value> {
    let text = match kind {
        Values::Thousands => (-90_000..900_000).prop_map(|n| number(n, false)).boxed(),
        Values::Decimals => (-9_000..60_000).prop_map(|n| number(n, true)).boxed(),
        Values::Percent => (1..1000)
            .prop_map(|n| format!("{} %", number(n, true)))
            .boxed(),
        Values::Pieces => (10..90_000)
            .prop_map(|n| format!("{} st", number(n, false)))
            .boxed(),
        Values::Crowns => (10..900_000)
            .prop_map(|n| format!("{} kr", number(n, false)))
            .boxed(),
        Values::Words => select(&["Klart", "Pågår", "Ej påbörjat", "Ja", "Nej"][..])
            .prop_map(str::to_owned)
            .boxed(),
    };
    let mark = option::weighted(0.06, (1_u32..6).prop_map(|mark| mark.to_string()));
    (text, mark)
        .prop_map(|(text, mark)| Value { text, mark })
        .boxed()
}

/// Which rows a table has besides those with values.
#[derive(Debug, Clone, Copy)]
struct Extras {
    groups: bool,
    second_group: bool,
    sums: bool,
    empty: bool,
}

fn rows(names: usize, kinds: Vec<Values>) -> impl Strategy<Value = Vec<Row>> {
    let extras = (
        any::<bool>(),
        prop::bool::weighted(0.3),
        any::<bool>(),
        prop::bool::weighted(0.3),
    )
        .prop_map(move |(groups, second_group, sums, empty)| Extras {
            groups: groups && names == 1,
            second_group: second_group && groups && names == 1,
            sums,
            empty,
        });
    let sizes = prop_oneof![4 => 1_usize..4, 1 => 4_usize..9];
    (extras, sizes).prop_flat_map(move |(extras, count)| {
        vec(segment(names, kinds.clone(), extras), count).prop_map(move |segments| {
            let mut rows: Vec<Row> = segments.into_iter().flatten().collect();
            if matches!(rows.last(), Some(Row::Empty)) {
                rows.pop();
            }
            rows
        })
    })
}

/// Rows that belong together.
fn segment(names: usize, kinds: Vec<Values>, extras: Extras) -> impl Strategy<Value = Vec<Row>> {
    // Words have no sum.
    let summed: Vec<bool> = kinds
        .iter()
        .map(|kind| !matches!(kind, Values::Words))
        .collect();
    let cells = move || {
        let values: Vec<BoxedStrategy<Value>> = kinds.iter().map(|kind| value(*kind)).collect();
        (phrase(0..4), values).prop_map(|(name, values)| {
            let mut cells = vec![Value {
                text: name,
                mark: None,
            }];
            cells.extend(values);
            cells
        })
    };
    let area = phrase(0..2);
    let group = (phrase(0..2), phrase(0..2));
    (vec(cells(), 2..7), cells(), area, group).prop_map(move |(all, mut sum, area, group)| {
        let mut rows = Vec::new();
        if extras.groups {
            if extras.second_group {
                rows.push(Row::Group(group.1));
            }
            rows.push(Row::Group(group.0));
        }
        let empty = || Value {
            text: String::new(),
            mark: None,
        };
        let count = all.len();
        for (i, mut cells) in all.into_iter().enumerate() {
            let mut merged = 0;
            if names == 2 {
                let mut first = empty();
                if i == 0 {
                    (first.text, merged) = (area.clone(), count - 1);
                }
                cells.insert(0, first);
            }
            rows.push(Row::Values { cells, merged });
        }
        if extras.sums && summed.contains(&true) {
            sum[0].text = "Summa".to_owned();
            for (cell, summed) in sum.iter_mut().skip(1).zip(&summed) {
                if !summed {
                    *cell = empty();
                }
            }
            if names == 2 {
                sum.insert(1, empty());
            }
            rows.push(Row::Sum(sum));
        }
        if extras.empty {
            rows.push(Row::Empty);
        }
        rows
    })
}
