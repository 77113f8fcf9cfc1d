//! Random documents. A document shrinks to fewer blocks and rows, shorter texts and plainer looks.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::model::{
    Align, Block, Companion, Document, Edge, Family, Furniture, GOALS, Goal, Kind, Look, Page,
    PlainTable, Row, RowTable, Rules, Spaces, TableLook, Vertical,
};
use super::words::{number, paragraph, phrase, sentence};

/// Any document.
pub fn document() -> BoxedStrategy<Document> {
    (
        page(),
        look(),
        table_look(),
        furniture(),
        any::<bool>(),
        intro(),
        any::<bool>(),
    )
        .prop_flat_map(|(page, look, table, furniture, report, intro, numbered)| {
            let chapters = (vec(goal(report, numbered), 1..6), vec(chapter(), 0..3));
            (Just((page, look, table, furniture, intro)), chapters)
        })
        .prop_map(
            |((page, look, table, furniture, intro), (goals, chapters))| {
                let blocks = intro
                    .into_iter()
                    .chain(goals.into_iter().flatten())
                    .chain(chapters.into_iter().flatten())
                    .collect();
                let table = tellable(table, &look);
                Document {
                    page,
                    look,
                    table,
                    furniture,
                    blocks: apart(blocks),
                }
            },
        )
        .boxed()
}

/// A number of the range in steps, shrinking to its beginning.
pub fn steps(from: f32, step: f32, count: u32) -> BoxedStrategy<f32> {
    (0..count).prop_map(move |i| from + step * i as f32).boxed()
}

pub fn page() -> impl Strategy<Value = Page> {
    let paper = select(
        &[
            (595.0, 842.0),
            (612.0, 792.0),
            (842.0, 595.0),
            (516.0, 729.0),
        ][..],
    );
    (
        paper,
        steps(60.0, 5.0, 6),
        steps(50.0, 5.0, 6),
        steps(70.0, 5.0, 6),
        steps(60.0, 5.0, 6),
    )
        .prop_map(|((width, height), left, right, top, bottom)| Page {
            width,
            height,
            left,
            right,
            top,
            bottom,
        })
}

pub fn look() -> impl Strategy<Value = Look> {
    (
        select(&[Family::Helvetica, Family::Times][..]),
        any::<bool>(),
        steps(9.0, 0.5, 6),
        steps(1.15, 0.05, 7),
        steps(0.6, 0.1, 7),
        steps(1.5, 0.25, 6),
        select(&[Spaces::Glyphs, Spaces::LineEndsToo, Spaces::Gaps][..]),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(
                family,
                identity,
                size,
                leading,
                paragraph_gap,
                heading_step,
                spaces,
                hyphenate,
                justify,
                own,
            )| Look {
                family,
                identity,
                size,
                leading,
                paragraph_gap,
                heading_step,
                spaces,
                hyphenate,
                justify,
                label_own_line: own,
            },
        )
}

pub fn table_look() -> impl Strategy<Value = TableLook> {
    let rules = [
        Rules::All,
        Rules::Horizontal,
        Rules::HeadOnly,
        Rules::ShadedHead,
        Rules::Banded,
        Rules::None,
    ];
    (
        (prop::sample::select(rules.to_vec()), any::<bool>()),
        steps(7.0, 0.5, 6),
        steps(1.1, 0.05, 6),
        (steps(3.0, 0.5, 6), steps(2.0, 0.5, 8)),
        select(&[Align::Left, Align::Centre, Align::Right][..]),
        select(&[Vertical::Top, Vertical::Middle, Vertical::Bottom][..]),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        select(&[1.0_f32, 0.9][..]),
    )
        .prop_map(
            |((rules, pieces), size, leading, padding, values, line, flags, width)| TableLook {
                rules,
                pieces,
                size,
                leading,
                padding,
                values,
                line,
                repeat_head: flags.0,
                split_rows: flags.1,
                bold_head: flags.2,
                width,
            },
        )
}

/// What no reader could tell is left out.
fn tellable(mut table: TableLook, look: &Look) -> TableLook {
    table.size = table.size.min(look.size);
    // A heading that neither lines nor grounds nor bold letters set apart is a row like the others.
    if matches!(table.rules, Rules::None | Rules::Horizontal) {
        table.bold_head = true;
    }
    table
}

pub fn furniture() -> impl Strategy<Value = Furniture> {
    let headers = [
        "Tjänsteutlåtande",
        "Brantviks stadsdelsförvaltning",
        "Verksamhetsplan 2024",
    ];
    let footers = [
        "www.brantvik.example",
        "Brantvik vp 2024 slutlig.docx",
        "Box 12, 123 45 Brantvik",
    ];
    (
        option::of(select(headers.to_vec()).prop_map(str::to_owned)),
        option::of(select(footers.to_vec()).prop_map(str::to_owned)),
        option::of(select(&[Edge::Header, Edge::Footer][..])),
    )
        .prop_map(|(header, footer, number)| Furniture {
            header,
            footer,
            number,
        })
}

pub fn heading() -> impl Strategy<Value = Block> {
    phrase(0..4).prop_map(Block::Heading)
}

pub fn prose() -> impl Strategy<Value = Block> {
    paragraph().prop_map(Block::Paragraph)
}

fn intro() -> impl Strategy<Value = Vec<Block>> {
    (heading(), vec(prose(), 1..4)).prop_map(|(heading, prose)| {
        let mut blocks = vec![heading];
        blocks.extend(prose);
        blocks
    })
}

/// A chapter after the goals.
fn chapter() -> impl Strategy<Value = Vec<Block>> {
    (
        heading(),
        vec(prose(), 0..3),
        option::of(plain_table()),
        vec(prose(), 0..2),
    )
        .prop_map(|(heading, before, table, after)| {
            let mut blocks = vec![heading];
            blocks.extend(before);
            blocks.extend(table.map(Block::Plain));
            blocks.extend(after);
            blocks
        })
}

const LABELS: [&str; 7] = [
    "Beskrivning",
    "Förväntat resultat",
    "Analys",
    "Arbetssätt",
    "Resursanvändning",
    "Uppföljning",
    "Utveckling",
];

/// A goal and what stands under it.
fn goal(report: bool, numbered: bool) -> impl Strategy<Value = Vec<Block>> {
    let stop = any::<bool>();
    let number = (vec(1_u32..9, 1..4), stop).prop_map(move |(parts, stop)| {
        let mut text = parts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(".");
        // `1` alone is no goal's number without its full stop.
        if stop || parts.len() == 1 {
            text.push('.');
        }
        numbered.then_some(text)
    });
    let title = prop_oneof![phrase(2..9), sentence(2..9)];
    let states = ["Uppfylls helt", "Uppfylls delvis", "Uppfylls inte"];
    let status = option::of(select(states.to_vec()).prop_map(str::to_owned))
        .prop_map(move |status| status.filter(|_| report));
    let head =
        (0..GOALS.len(), number, title, status).prop_map(|(level, number, title, status)| {
            Block::Goal(Goal {
                level,
                number,
                title,
                status,
            })
        });
    (head, vec(part(report), 0..5)).prop_map(|(head, parts)| {
        let mut blocks = vec![head];
        blocks.extend(parts.into_iter().flatten());
        blocks
    })
}

fn part(report: bool) -> impl Strategy<Value = Vec<Block>> {
    let label = select(LABELS.to_vec()).prop_map(|text| Block::Label(text.to_owned()));
    let section = (label, vec(prose(), 1..3)).prop_map(|(label, prose)| {
        let mut blocks = vec![label];
        blocks.extend(prose);
        blocks
    });
    let (indicator, activity) = if report {
        (Kind::IndicatorReport, Kind::ActivityDeviation)
    } else {
        (Kind::IndicatorPlan, Kind::Activity)
    };
    prop_oneof![
        4 => section,
        3 => row_table(indicator).prop_map(|table| vec![Block::Rows(table)]),
        2 => row_table(activity).prop_map(|table| vec![Block::Rows(table)]),
        1 => prose().prop_map(|prose| vec![prose]),
    ]
}

/// Tables of one kind do not stand directly after one another: they would be one.
fn apart(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks {
        let same = match (kept.last(), &block) {
            (Some(Block::Rows(before)), Block::Rows(table)) => before.kind == table.kind,
            (Some(Block::Plain(_)), Block::Plain(_)) => true,
            _ => false,
        };
        if !same {
            kept.push(block);
        }
    }
    kept
}

fn weights(count: usize) -> impl Strategy<Value = Vec<f32>> {
    (steps(20.0, 5.0, 7), vec(steps(4.0, 2.0, 5), count - 1)).prop_map(|(name, others)| {
        let mut weights = vec![name];
        weights.extend(others);
        weights
    })
}

fn row_table(kind: Kind) -> impl Strategy<Value = RowTable> {
    let columns = kind.columns();
    let row = (name(), cells(kind), companion(kind)).prop_map(|(name, cells, companion)| Row {
        name,
        cells,
        companion,
    });
    (weights(columns.len()), vec(row, 1..8)).prop_map(move |(weights, rows)| RowTable {
        kind,
        weights,
        rows,
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => phrase(1..12), 1 => sentence(3..20)]
}

fn companion(kind: Kind) -> BoxedStrategy<Option<Companion>> {
    if !kind.has_companions() {
        return Just(None).boxed();
    }
    let text =
        (any::<bool>(), paragraph()).prop_map(|(analysis, text)| Companion { analysis, text });
    option::weighted(0.3, text).boxed()
}

/// The cells after the name. The last columns are always filled, so that a row can be told by its values.
fn cells(kind: Kind) -> BoxedStrategy<Vec<String>> {
    let often = select(&["År", "Tertial", "Kvartal"][..]).prop_map(str::to_owned);
    let period = select(&["2023", "VB 2023"][..]).prop_map(str::to_owned);
    match kind {
        Kind::IndicatorPlan => (value(), value(), often)
            .prop_map(|(a, b, c)| vec![a, b, c])
            .boxed(),
        Kind::IndicatorReport => (vec(value(), 6), period)
            .prop_map(|(mut cells, period)| {
                cells.push(period);
                cells
            })
            .boxed(),
        Kind::Activity => (date(), date()).prop_map(|(a, b)| vec![a, b]).boxed(),
        Kind::ActivityDeviation => (date(), date(), option::weighted(0.3, phrase(1..6)))
            .prop_map(|(a, b, text)| vec![a, b, text.unwrap_or_default()])
            .boxed(),
    }
}

fn date() -> impl Strategy<Value = String> {
    (2022..2026, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn value() -> impl Strategy<Value = String> {
    let words = [
        "Tas fram av nämnd",
        "Tas fram av nämnd/styrelse",
        "Fastställs 2025",
        "öka",
        "Minskning",
        "-",
    ];
    prop_oneof![
        4 => (1..1000).prop_map(|value| format!("{} %", number(value, value % 3 == 0))),
        2 => (1000..90000).prop_map(|value| format!("{} st", number(value, false))),
        1 => (1..100).prop_map(|value| number(value, true)),
        1 => (2..90).prop_map(|value| format!("Max {value} personer")),
        2 => select(words.to_vec()).prop_map(str::to_owned),
        2 => Just(String::new()),
    ]
}

/// A table of money.
fn plain_table() -> impl Strategy<Value = PlainTable> {
    let first = select(&["Mnkr", "Verksamhet (mnkr)", "Verksamhetsområde"][..]);
    let heads = [
        "Budget 2024",
        "Utfall 2024",
        "Prognos",
        "Avvikelse",
        "Bokslut 2023",
        "Andel av budget",
    ];
    (first, 2..=heads.len()).prop_flat_map(move |(first, count)| {
        let head: Vec<String> = std::iter::once(first)
            .chain(heads.iter().copied().take(count))
            .map(str::to_owned)
            .collect();
        let numbers = vec((-20000..60000).prop_map(|value| number(value, true)), count);
        let row = (phrase(0..4), numbers).prop_map(|(name, numbers)| {
            let mut row = vec![name];
            row.extend(numbers);
            row
        });
        (Just(head), weights(count + 1), vec(row, 2..12)).prop_map(|(head, weights, rows)| {
            PlainTable {
                weights,
                head,
                rows,
            }
        })
    })
}
