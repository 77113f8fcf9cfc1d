//! Tables without a lattice: a header row, and below it lines that keep to its columns.
//!
//! The steps, in order: the lines that part its rows and the place where something else begins bound the table; the header
//! row's words and the body's white space or numbers tell columns; the header row is read as one row or two; the body's lines
//! become rows.

use std::collections::BTreeSet;

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::grammar::{ColumnMatch, HeaderMatch, RowSort, number};
use crate::tables::columns::assignment::{boundaries, split};
use crate::tables::columns::boundary::header_boxes;
use crate::tables::columns::numbers;
use crate::tables::columns::strips;
use crate::tables::context::Context;
use crate::tables::header::block;
use crate::tables::header::two_rows::HeaderLines;
use crate::tables::header::{spans, two_rows};
use crate::tables::header_row::HeaderCandidate;
use crate::tables::page_lines::PageLines;
use crate::tables::rows::beside::Beside;
use crate::tables::rows::extent::{RowRules, limit_below, row_rules};
use crate::tables::rows::open::{RowSource, open_rows, ruled_rows};
use crate::tables::table::{PageCell, PageRow, PageTable, cells, take};
use crate::tables::tolerances;
use crate::tables::upwards;
use crate::words::gaps::extent;
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Builds the table of each header row and takes its words out of `lines`.
#[must_use]
pub fn tables(
    headers: &[HeaderCandidate],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Vec<PageTable> {
    let mut tables: Vec<PageTable> = Vec::new();
    let mut at = 0;
    while at < headers.len() {
        // The words that no table has taken yet.
        let page = PageLines::new(lines);
        let found = (at..headers.len()).find_map(|i| {
            let rect = &headers[i].rect;
            let (x, y) = (rect.mid_x(), rect.mid_y());
            let inside = tables.iter().any(|table| table.rect.contains(x, y));
            if inside || !page.has_words_in(rect) {
                return None;
            }
            let builder = Builder::new(&headers[i], &headers[i + 1..], &page, context);
            Some((i, builder.build()?))
        });
        let Some((i, mut table)) = found else {
            break;
        };
        take(lines, &table.rows);
        upwards::extend_open(&mut table, lines, context.layouts);
        tables.push(table);
        at = i + 1;
    }
    tables
}

/// A table on its way from a header row.
struct Builder<'a> {
    header: &'a HeaderCandidate,
    /// The words of the header row.
    header_lines: Vec<Vec<Word>>,
    /// Lines that part the rows.
    rules: RowRules,
    page: &'a PageLines<'a>,
    context: &'a Context<'a>,
    /// Where the table's body may stand.
    area: Rect,
}

/// The columns of a table.
struct Columns {
    edges: Vec<f32>,
    /// Left and right end of what stands in each, if numbers told them.
    numeric: Option<Vec<(f32, f32)>>,
}

impl<'a> Builder<'a> {
    fn new(
        header: &'a HeaderCandidate,
        others: &[HeaderCandidate],
        page: &'a PageLines<'a>,
        context: &'a Context<'a>,
    ) -> Self {
        let rules = row_rules(header, others, page, context);
        let limit = limit_below(header, others, context);
        Self {
            header,
            header_lines: page.words_in(&header.rect),
            area: body_area(header, &rules, limit, page),
            rules,
            page,
            context,
        }
    }

    /// The table; `None` if there is no body of several columns below words that no layout knows.
    fn build(self) -> Option<PageTable> {
        let header = self.header;
        let parted = two_rows::part(
            &self.header_lines,
            &header.wide,
            header.upper,
            header.edges.as_deref(),
        );
        let below = self.lines_below();
        let columns = self.columns(&parted, &below);
        if columns.edges.len() < tolerances::LEAST_COLUMNS + 1 {
            return None;
        }
        let (mut rows, found) = self.header_rows(parted, &columns, &below);
        let edges = columns.edges;
        let layout = found.as_ref().map(|found| found.layout.to_owned());
        if !header.begins_table() && is_mostly_numbers(&rows) {
            // Lines show a table here, but its first row on this page is no header row.
            for row in &mut rows {
                row.kind = RowKind::Body;
            }
        }
        let size = typical_size(rows.iter().flat_map(PageRow::words));
        let goals = self.goal_columns(&rows, &edges, found);
        let body = self
            .rows_beside_goals(&below, size, &edges, (layout.as_deref(), goals))
            .unwrap_or_else(|| self.body_rows(below, size, &edges, layout.as_deref()));
        if body.is_empty() && layout.is_none() {
            return None;
        }
        rows.extend(body);
        let bottom = rows.last().map_or(header.rect.y1, |row| row.y.1);
        Some(PageTable {
            layout,
            rect: Rect::new(edges[0], header.rect.y0, edges[edges.len() - 1], bottom),
            edges,
            rows,
            witness: self.witnesses(),
            ruled_rows: self.rules.tell_rows(),
        })
    }

    /// The lines below the header row. Lines may stand so close that one is in the header row's box and below it too.
    fn lines_below(&self) -> Vec<Vec<Word>> {
        let header_letters: BTreeSet<u32> = self
            .header_lines
            .iter()
            .flatten()
            .flat_map(|word| &word.letters)
            .collect();
        let in_header = |word: &Word| {
            let first = word.letters.first();
            first.is_some_and(|letter| header_letters.contains(&letter))
        };
        let top = self.header.rect.y1 - tolerances::BASELINE_IN_HEADER;
        self.page
            .words_in(&self.area)
            .into_iter()
            .map(|line| line.into_iter().filter(|word| !in_header(word)).collect())
            .filter(|line: &Vec<Word>| line.first().is_some_and(|word| word.base > top))
            .collect()
    }

    /// The columns: as drawn, else as numbers tell them, else from the header row's words and the white space below them.
    fn columns(&self, parted: &HeaderLines, below: &[Vec<Word>]) -> Columns {
        let (header, area) = (self.header, &self.area);
        if let Some(edges) = &header.edges {
            return Columns {
                edges: edges.clone(),
                numeric: None,
            };
        }
        // Text over the whole width crosses every boundary alike and so decides nothing.
        let size = typical_size(self.header_lines.iter().flatten());
        let body: Vec<&[Word]> = below
            .iter()
            .filter(|line| {
                let own = typical_size(line.iter());
                (own - size).abs() < tolerances::HEADER_TO_BODY_SIZE
            })
            .map(Vec::as_slice)
            .collect();
        let numeric = if header.known {
            None
        } else {
            let near = near(&body, header.rect.y1);
            numbers::under_titles(&self.header_lines, near)
                .or_else(|| numbers::under(&header_boxes(&self.header_lines), near))
        };
        let stripe = || {
            let rows = self.header_lines.iter().chain(below);
            let valued: Vec<Vec<Word>> = rows
                .filter(|line| strips::is_valued(line))
                .cloned()
                .collect();
            strips::gutters(&valued).map(|edges| within(edges, area))
        };
        let is_row = self.header_lines.iter().any(|line| strips::is_valued(line));
        if is_row
            && !header.begins_table()
            && let Some(edges) = stripe()
        {
            return Columns {
                edges,
                numeric: None,
            };
        }
        let edges = match &numeric {
            Some(columns) => {
                let mut edges = numbers::edges(columns, area.x0, area.x1);
                if let Some(titles) = self.header_lines.last() {
                    strips::fit_titles(&mut edges, columns, titles);
                }
                edges
            }
            None => {
                let titles = split(header_boxes(&parted.rest), &parted.rest, &body);
                boundaries(&titles, &body, area.x0, area.x1)
            }
        };
        Columns { edges, numeric }
    }

    /// The header row's rows, and the layout that knows it.
    fn header_rows(
        &self,
        parted: HeaderLines,
        columns: &Columns,
        below: &[Vec<Word>],
    ) -> (Vec<PageRow>, Option<HeaderMatch<'a>>) {
        let edges = &columns.edges;
        let y = (self.header.rect.y0, self.header.rect.y1);
        let mut rows = match &columns.numeric {
            Some(columns) => vec![numbers::header_row(&self.header_lines, columns, y)],
            None => two_rows::rows(parted, edges, y),
        };
        let mut found = self.layout(&rows, edges);
        if rows.len() > 1 {
            // Words that nearly touch those of the next cell seem to span both; a layout that knows more of the cells tells.
            let plain = vec![PageRow {
                kind: RowKind::Header,
                cells: cells(self.header_lines.clone(), edges),
                y,
            }];
            let as_plain = self.layout(&plain, edges);
            if known_columns(as_plain.as_ref()) > known_columns(found.as_ref()) {
                rows = plain;
                found = as_plain;
            }
        }
        if rows.len() == 1 && found.is_none() {
            rows = spans::part(rows.remove(0));
            found = self.layout(&rows, edges);
        }
        // Titles as they stand over the body's columns, if no column loses its own.
        if found.is_none()
            && self.header.wide.is_empty()
            && let Some(titles) = self.title_rows(below, edges)
            && titled(&titles) >= titled(&rows)
        {
            rows = titles;
        }
        (rows, found)
    }

    /// The rows of titles over a body that shows what stands in each column.
    fn title_rows(&self, below: &[Vec<Word>], edges: &[f32]) -> Option<Vec<PageRow>> {
        let valued: Vec<Vec<Word>> = (below.iter())
            .filter(|line| strips::is_valued(line))
            .cloned()
            .collect();
        let extents = strips::extents(&valued, edges);
        let mut rows = block::rows(&self.header_lines, edges, &extents);
        if let Some(first) = rows.first_mut() {
            first.y.0 = self.header.rect.y0;
        }
        if let Some(last) = rows.last_mut() {
            last.y.1 = self.header.rect.y1;
        }
        (valued.len() >= tolerances::LEAST_NUMBER_ROWS && !rows.is_empty()).then_some(rows)
    }

    /// How many columns before the names say something of the goals of the rows.
    fn goal_columns(
        &self,
        header: &[PageRow],
        edges: &[f32],
        found: Option<HeaderMatch<'a>>,
    ) -> usize {
        let layouts = self.context.layouts;
        let found = found.or_else(|| self.layout(header, edges));
        let Some(found) = found.filter(|found| found.sort != RowSort::Mal) else {
            return 0;
        };
        let titles = column_texts(header, edges);
        let first = titles.first().map_or("", String::as_str);
        let goal = found.goal == Some(0) || layouts.level_of_title(first).is_some();
        let name = found
            .columns
            .iter()
            .position(|column| *column == ColumnMatch::Name);
        name.filter(|_| goal).unwrap_or(0)
    }

    /// The rows of a table whose goals stand in the first columns and have no lines around them.
    fn rows_beside_goals(
        &self,
        below: &[Vec<Word>],
        size: f32,
        edges: &[f32],
        (layout, goals): (Option<&str>, usize),
    ) -> Option<Vec<PageRow>> {
        if goals == 0 || self.rules.tell_rows() {
            return None;
        }
        let parted = Beside::part(below, goals, edges);
        let source = RowSource {
            edges,
            layout,
            context: self.context,
        };
        let rows = self.body_rows(parted.rest.clone(), size, edges, layout);
        parted.given(rows, source)
    }

    fn body_rows(
        &self,
        below: Vec<Vec<Word>>,
        size: f32,
        edges: &[f32],
        layout: Option<&str>,
    ) -> Vec<PageRow> {
        let (rect, context) = (&self.header.rect, self.context);
        let source = RowSource {
            edges,
            layout,
            context,
        };
        if self.rules.tell_rows() {
            return ruled_rows(below, &self.rules.below, source);
        }
        let top = rect.y0 - tolerances::BASELINE_ABOVE;
        let first = || self.page.iter().flatten().all(|word| word.base > top);
        let before = context
            .before
            .filter(|table| table.columns() + 1 == edges.len() && first());
        open_rows(below, size, rect.y1, before, source)
    }

    /// The layout that knows the header row.
    fn layout(&self, header: &[PageRow], edges: &[f32]) -> Option<HeaderMatch<'a>> {
        self.context.layouts.header(&column_texts(header, edges))
    }

    fn witnesses(&self) -> Vec<Witness> {
        let mut witness = self.header.witness.clone();
        if self.rules.tell_rows() && !witness.contains(&Witness::RowRules) {
            witness.push(Witness::RowRules);
        }
        if self.header.edges.is_none() {
            witness.push(Witness::Gaps);
        }
        witness
    }
}

/// Where the body below the header row may stand, down to the limit.
fn body_area(header: &HeaderCandidate, rules: &RowRules, limit: f32, page: &PageLines<'_>) -> Rect {
    let own = &header.rect;
    if let Some(edges) = &header.edges {
        return Rect::new(
            edges[0] - tolerances::OUTSIDE_EDGES,
            own.y1,
            edges[edges.len() - 1] + tolerances::OUTSIDE_EDGES,
            limit,
        );
    }
    if let Some((from, to)) = rules.extent {
        return Rect::new(
            from.min(own.x0) - tolerances::OUTSIDE_EDGES,
            own.y1,
            to.max(own.x1) + tolerances::OUTSIDE_EDGES,
            limit,
        );
    }
    // Icons stand left of the first title, and full-width text begins there.
    let left = page
        .iter()
        .map(|line| &line[0])
        .filter(|word| word.base > own.y1 && word.base < limit)
        .filter(|word| (word.size - header.size).abs() < tolerances::HEADER_TO_BODY_SIZE)
        .map(|word| word.rect.x0)
        .filter(|x| *x > own.x0 - tolerances::LEFT_OF_HEADER)
        .fold(own.x0, f32::min);
    let words = page.iter().flatten();
    let right = words.map(|word| word.rect.x1).fold(own.x1, f32::max);
    Rect::new(
        left - tolerances::OPEN_LEFT,
        own.y1,
        right + tolerances::OPEN_RIGHT,
        limit,
    )
}

/// How many columns of a header row a layout knows.
fn known_columns(found: Option<&HeaderMatch<'_>>) -> usize {
    let known = |column: &&ColumnMatch| matches!(column, ColumnMatch::Known(..));
    found.map_or(0, |found| found.columns.iter().filter(known).count())
}

/// In how many columns a title begins.
fn titled(rows: &[PageRow]) -> usize {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let columns: BTreeSet<usize> = cells
        .filter(|cell| !cell.lines.is_empty())
        .map(|cell| cell.column)
        .collect();
    columns.len()
}

/// The boundaries with the area's sides as the outermost ones.
fn within(mut edges: Vec<f32>, area: &Rect) -> Vec<f32> {
    if let [first, .., last] = edges.as_mut_slice() {
        *first = first.min(area.x0);
        *last = last.max(area.x1);
    }
    edges
}

/// Whether half of the cells after the first are numbers.
fn is_mostly_numbers(rows: &[PageRow]) -> bool {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let is_number = |cell: &&PageCell| {
        let mut lines = cell.lines.iter();
        lines.any(|line| number(&text_of(line)).is_some())
    };
    let numbers = cells().skip(1).filter(is_number).count();
    numbers * 2 >= cells().count().max(2) - 1
}

/// The text of the header row in each column.
fn column_texts(header: &[PageRow], edges: &[f32]) -> Vec<String> {
    let mut texts = vec![Vec::new(); edges.len() - 1];
    for cell in header.iter().flat_map(|row| &row.cells) {
        if let Some(texts) = texts.get_mut(cell.column) {
            texts.extend(cell.lines.iter().map(|line| text_of(line)));
        }
    }
    texts.iter().map(|texts| texts.join(" ")).collect()
}

/// The lines that follow each other from the header row on, as far as rows of one table do.
fn near<'a, 'b>(lines: &'a [&'b [Word]], top: f32) -> &'a [&'b [Word]] {
    let mut bottom = top;
    let end = lines.iter().position(|line| {
        let (from, to) = extent(line);
        let far = from - bottom > tolerances::CELLS_FAR * line[0].size;
        bottom = bottom.max(to);
        far
    });
    &lines[..end.unwrap_or(lines.len())]
}
