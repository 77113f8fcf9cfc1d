//! Tables whose columns the text keeps apart with spaces, as `pdftotext -layout` writes them.
//!
//! Such a text is a page: a character's place on its line is its place on the paper. Its words become words of a page,
//! each character [`ADVANCE`] points wide, each line [`PITCH`] points below the one before, and the steps that read
//! tables where nothing is drawn ([`crate::page`]) read them.

use std::collections::BTreeSet;

use crate::flow::{Line, Place, RowKind, Table, TableRow};
use crate::geometry::Rect;
use crate::grammar::{ColumnMatch, HeaderMatch, Layouts, number};
use crate::page::ruling::Ruling;
use crate::page::table::{PageCell, PageRow, PageTable, take, text_of};
use crate::page::word::Word;
use crate::page::{aligned, band, finish};
use crate::pdf::{PageContent, Rgb};

use super::context::Likely;
use super::placed::{BodyLine, Cutter, Piece, reads};
use super::region::fill;
use super::source::SourceLine;

/// A character's width in points: one space is less than half the size, two are more, as between cells of a page.
const ADVANCE: f32 = 3.0;
/// Font size in points.
const SIZE: f32 = 10.0;
/// From one line to the next in points.
const PITCH: f32 = 12.0;
/// So many spaces within a line set something apart that no sentence sets apart.
const WIDE: usize = 4;
/// A text whose columns are kept has such a gap on one line in so many, and on so many lines at least.
const LINES_FOR_A_GAP: usize = 25;
const LEAST_GAPS: usize = 3;
/// Column headings stand on no more lines than this.
const HEADER_LINES: usize = 14;
/// Of these so many can stand above the name's heading.
const LINES_ABOVE: usize = 5;
/// More blank lines than stand between rows.
const FAR_LINES: usize = 2;
/// So many places where headings stand one space apart are tried.
const CLOSE: usize = 6;

/// A table that was read.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) table: Table,
    /// Its column boundaries in points.
    pub(crate) edges: Vec<f32>,
    /// Its lines: first and last.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Words on these lines that are none of its.
    pub(crate) rest: Vec<Line>,
    /// It is the first thing on its page.
    pub(crate) begins_page: bool,
    /// A layout knows its headings.
    pub(crate) known: bool,
    /// It goes on from the page before.
    pub(crate) continues: bool,
}

/// Whether the text keeps its columns apart with spaces.
pub(crate) fn keeps_columns(lines: &[SourceLine]) -> bool {
    let filled = lines.iter().filter(|line| !line.is_blank()).count();
    let gapped = lines.iter().filter(|line| has_wide_gap(line)).count();
    gapped >= LEAST_GAPS && gapped * LINES_FOR_A_GAP >= filled
}

fn has_wide_gap(line: &SourceLine) -> bool {
    line.words
        .iter()
        .skip(1)
        .any(|word| word.gap >= WIDE && !word.tab)
}

/// All tables of a text that keeps its columns. `skip` tells furniture and the table of contents, `ends` lines that no
/// table holds: headings of goals, labels, statuses.
pub(crate) fn tables(
    lines: &[SourceLine],
    layouts: &Layouts,
    skip: impl Fn(usize) -> bool,
    ends: impl Fn(usize) -> bool,
    unit: bool,
) -> Vec<Laid> {
    let likely = Likely {
        unit,
        own_goal: false,
    };
    let mut found: Vec<Laid> = Vec::new();
    let mut carry: Option<Carry<'_>> = None;
    for (number, sheet) in sheets(lines, skip).iter().enumerate() {
        let sheet = Sheet::new(lines, sheet, layouts, &ends, likely);
        let (laid, last) = sheet.read(carry.as_ref(), number);
        carry = last;
        found.extend(laid);
    }
    found
}

/// Runs of lines between page breaks and page headers.
fn sheets(lines: &[SourceLine], skip: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut sheets: Vec<Vec<usize>> = Vec::new();
    let (mut page, mut broken) = (0, true);
    for (at, line) in lines.iter().enumerate() {
        if skip(at) {
            broken = true;
        } else if !line.is_blank() {
            if broken || line.page != page {
                sheets.push(Vec::new());
            }
            (page, broken) = (line.page, false);
            if let Some(sheet) = sheets.last_mut() {
                sheet.push(at);
            }
        }
    }
    sheets
}

/// Headings of a layout.
#[derive(Debug, Clone)]
struct Known<'a> {
    header: HeaderMatch<'a>,
    /// The boxes of its cells.
    cells: Vec<Rect>,
    /// The lines of the sheet.
    from: usize,
    to: usize,
}

/// The table that a page ended with.
struct Carry<'a> {
    /// A layout's, with its headings and whether a text over the whole width was last.
    known: Option<(HeaderMatch<'a>, bool)>,
    page: PageTable,
}

/// One page's lines with words.
struct Sheet<'a> {
    source: &'a [SourceLine],
    indices: &'a [usize],
    /// Number of the line at the top.
    top: usize,
    layouts: &'a Layouts,
    words: Vec<Vec<Word>>,
    barriers: Vec<Rect>,
    width: f32,
    likely: Likely,
}

impl<'a> Sheet<'a> {
    fn new(
        source: &'a [SourceLine],
        indices: &'a [usize],
        layouts: &'a Layouts,
        ends: &impl Fn(usize) -> bool,
        likely: Likely,
    ) -> Self {
        let top = indices.first().copied().unwrap_or(0);
        let words: Vec<Vec<Word>> = indices
            .iter()
            .filter_map(|&at| Some(words(source.get(at)?, at - top)))
            .collect();
        let ends_of = words.iter().flatten().map(|word| word.rect.x1);
        let width = ends_of.fold(0.0, f32::max) + ADVANCE;
        let barriers = indices
            .iter()
            .filter(|&&at| ends(at))
            .map(|&at| {
                let y = y_of(at - top);
                Rect::new(0.0, y, width, y + SIZE)
            })
            .collect();
        Self {
            source,
            indices,
            top,
            layouts,
            words,
            barriers,
            width,
            likely,
        }
    }

    /// The tables from top to bottom, and the one that ends the page.
    fn read(self, carry: Option<&Carry<'a>>, number: usize) -> (Vec<Laid>, Option<Carry<'a>>) {
        let page = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let headings = self.headings();
        let mut lines = self.words.clone();
        let mut laid: Vec<Laid> = Vec::new();
        let mut last: Option<Carry<'a>> = None;
        let begin = headings
            .first()
            .map_or(self.words.len(), |known| known.from);
        if let Some(carry) = carry
            && let Some((header, text)) = &carry.known
            && let Some(table) = self.rows_on(header, *text, &carry.page, begin)
        {
            let continues = true;
            laid.extend(self.laid(&table.page, page, &[], continues));
            take(&mut lines, &table.page.rows);
            last = Some(table);
        }
        for (nth, known) in headings.iter().enumerate() {
            let end = headings
                .get(nth + 1)
                .map_or(self.words.len(), |next| next.from);
            let after = carry
                .and_then(|carry| carry.known.as_ref())
                .filter(|(header, _)| nth == 0 && header.columns == known.header.columns);
            let table = self.known(known, end, after.map(|(_, text)| *text));
            laid.extend(self.laid(&table.page, page, &[], false));
            take(&mut lines, &table.page.rows);
            last = Some(table);
        }
        let others = self.others(carry, &mut lines);
        for table in &others {
            laid.extend(self.laid(table, page, &lines, false));
        }
        laid.sort_by_key(|laid| laid.first);
        let foot = self.indices.last().copied();
        let ends = |table: &PageTable| {
            let bottom = table.rows.last().map_or(0.0, |row| row.y.1);
            foot.is_some_and(|foot| y_of(foot - self.top) < bottom)
        };
        let last = last.filter(|last| ends(&last.page)).or_else(|| {
            let page = others.into_iter().next_back().filter(ends)?;
            Some(Carry { known: None, page })
        });
        (laid, last)
    }

    /// Tables whose headings no layout knows.
    fn others(&self, carry: Option<&Carry<'_>>, lines: &mut Vec<Vec<Word>>) -> Vec<PageTable> {
        let ruling = Ruling::default();
        let leading = |_: f32| Some(PITCH - SIZE);
        let foot = self.indices.last().copied().unwrap_or(0);
        let before = carry.filter(|carry| carry.known.is_none());
        let context = band::Context {
            ruling: &ruling,
            layouts: self.layouts,
            leading: &leading,
            barriers: &self.barriers,
            height: y_of(foot + 1 - self.top),
            before: before.map(|carry| &carry.page),
        };
        let mut tables: Vec<PageTable> = Vec::new();
        if let Some(before) = before {
            tables.extend(band::continuation(&before.page, &[], lines, &context));
        }
        tables.extend(aligned::tables(lines, &context));
        for table in &mut tables {
            part_rows(table);
            finish::mark_heading(table, &PageContent::default(), self.layouts);
        }
        tables
    }

    /// The table below headings, down to the line `end` of the sheet; `after` tells that the page before ended with the
    /// same table, and whether with a text over the whole width.
    fn known(&self, known: &Known<'a>, end: usize, after: Option<bool>) -> Carry<'a> {
        let mut body = self.body(known.to, end);
        let near = body
            .iter()
            .skip(1)
            .take_while(|line| line.blank <= FAR_LINES);
        let lines: Vec<&[Word]> = body
            .iter()
            .take(1)
            .chain(near)
            .map(|line| line.words.as_slice())
            .collect();
        let value = |column: usize, text: &str| {
            reads(self.layouts, &known.header, column, text) == Some(true)
        };
        let edges = boundaries(&known.cells, &lines, self.width, value);
        let cutter = self.cutter(&known.header, &edges, after);
        for line in &mut body {
            cutter.part_values(line);
        }
        let (pieces, _) = cutter.cut(&body);
        let head = self.words.get(known.from..known.to).unwrap_or_default();
        let header = PageRow {
            kind: RowKind::Header,
            cells: band::cells(head.to_vec(), &edges),
            y: (self.y(known.from), self.y(known.to - 1) + SIZE),
        };
        let mut rows = vec![header];
        rows.extend(pieces.iter().map(|piece| page_row(piece, &body, &edges)));
        let text = matches!(pieces.last(), Some(Piece::Text(..)));
        Carry {
            known: Some((known.header.clone(), text)),
            page: page_table(rows, edges),
        }
    }

    /// The rest of a known table from the page before, if the lines down to `end` are its.
    fn rows_on(
        &self,
        header: &HeaderMatch<'a>,
        text: bool,
        before: &PageTable,
        end: usize,
    ) -> Option<Carry<'a>> {
        const LEAST_VALUES: usize = 2;
        let mut body = self.body(0, end);
        let lines: Vec<&[Word]> = body
            .iter()
            .map(|line| line.words.as_slice())
            .filter(|line| has_cells(line))
            .collect();
        // Columns stand elsewhere on each page: a line that fills them all shows where.
        let columns = before.columns();
        let whole = |line: &&&[Word]| pieces(line).len() == columns;
        let boxes = lines.iter().find(whole).map(|line| pieces(line));
        let value =
            |column: usize, text: &str| reads(self.layouts, header, column, text) == Some(true);
        let all: Vec<&[Word]> = body.iter().map(|line| line.words.as_slice()).collect();
        let edges = boxes
            .map(|boxes| boundaries(&boxes, &all, self.width, value))
            .or_else(|| gutters(&lines, self.width).filter(|edges| edges.len() == columns + 1))
            .unwrap_or_else(|| before.edges.clone());
        let cutter = self.cutter(header, &edges, Some(text));
        for line in &mut body {
            cutter.part_values(line);
        }
        let (pieces, read) = cutter.cut(&body);
        let rows: Vec<PageRow> = pieces
            .iter()
            .map(|piece| page_row(piece, &body, &edges))
            .collect();
        (read >= LEAST_VALUES).then(|| Carry {
            known: Some((
                header.clone(),
                matches!(pieces.last(), Some(Piece::Text(..))),
            )),
            page: page_table(rows, edges),
        })
    }

    fn cutter<'c>(
        &'c self,
        header: &'c HeaderMatch<'c>,
        edges: &'c [f32],
        after: Option<bool>,
    ) -> Cutter<'c> {
        Cutter {
            layouts: self.layouts,
            header,
            edges,
            likely: self.likely,
            after,
        }
    }

    /// The lines from one on, down to where something else begins.
    fn body(&self, from: usize, end: usize) -> Vec<BodyLine> {
        let mut body: Vec<BodyLine> = Vec::new();
        for at in from..end {
            let Some(words) = self.words.get(at).filter(|line| !self.is_barrier(line)) else {
                break;
            };
            let here = self.indices.get(at).copied().unwrap_or(0);
            let above = at.checked_sub(1).and_then(|above| self.indices.get(above));
            body.push(BodyLine {
                words: words.clone(),
                blank: above.map_or(0, |above| here - above - 1),
            });
        }
        body
    }

    fn laid(
        &self,
        table: &PageTable,
        page: u32,
        left: &[Vec<Word>],
        continues: bool,
    ) -> Option<Laid> {
        let mut made = finish::finish(table, page);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for row in &mut made.rows {
            for line in row.cells.iter_mut().flat_map(|cell| &mut cell.lines) {
                taken.insert(self.place(line));
            }
            row.places = places(row);
        }
        fill(&mut made.rows, made.columns);
        let (first, last) = (*taken.first()?, *taken.last()?);
        let within = |words: &&Vec<Word>| {
            let at = words.first().map(|word| self.index(word.rect.mid_y()));
            at.is_some_and(|at| at >= first && at <= last)
        };
        let line = |words: &Vec<Word>| {
            let mut line = crate::page::line::line(words, page, false);
            self.place(&mut line);
            line
        };
        Some(Laid {
            table: made,
            edges: table.edges.clone(),
            first,
            last,
            rest: left.iter().filter(within).map(line).collect(),
            begins_page: self.indices.first() == Some(&first),
            known: table.witness.contains(&"rubrikord"),
            continues,
        })
    }

    /// Gives a line its place in the text; returns the line's index.
    fn place(&self, line: &mut Line) -> usize {
        let at = match line.place {
            Place::Page(_, rect) => self.index(rect.mid_y()),
            Place::Row(_) => return 0,
        };
        line.place = Place::Row(self.source.get(at).map_or(0, |line| line.number));
        at
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A line's number, never negative.
    fn index(&self, y: f32) -> usize {
        self.top + (y / PITCH).max(0.0) as usize
    }

    /// The known headings from top to bottom.
    fn headings(&self) -> Vec<Known<'a>> {
        let mut found: Vec<Known<'a>> = Vec::new();
        for at in 0..self.words.len() {
            let below = found.last().map_or(0, |known| known.to);
            if at >= below && self.begins(at) {
                found.extend(self.heading_at(at, below));
            }
        }
        found
    }

    fn begins(&self, at: usize) -> bool {
        let line = self.indices.get(at).and_then(|&at| self.source.get(at));
        line.is_some_and(|line| {
            let end = (1..line.words.len())
                .find(|&word| line.words.get(word).is_some_and(|word| word.gap > 1))
                .unwrap_or(line.words.len());
            self.layouts.starts_header(&line.slice(0, end).text)
        })
    }

    /// Top of a line in points.
    fn y(&self, at: usize) -> f32 {
        self.indices
            .get(at)
            .map_or(0.0, |line| y_of(line - self.top))
    }

    fn is_barrier(&self, line: &[Word]) -> bool {
        let y = line.first().map_or(0.0, |word| word.rect.mid_y());
        self.barriers.iter().any(|rect| rect.contains(0.0, y))
    }

    /// The headings whose name's heading begins the line `at`; their lines stand no higher than `least`.
    fn heading_at(&self, at: usize, least: usize) -> Option<Known<'a>> {
        let name = self.words.get(at)?.first()?.rect;
        let near = |at: usize| (self.y(at) - self.y(at - 1) - PITCH).abs() < 1.0;
        let begin = |at: usize| Some(self.words.get(at)?.first()?.rect.x0);
        // The headings' other lines stand in other columns than the name's.
        let above = (least + 1..=at)
            .rev()
            .take(LINES_ABOVE)
            .take_while(|&below| near(below) && begin(below - 1).is_some_and(|x| x > name.x1))
            .count();
        let below = (at + 1..self.words.len())
            .take(HEADER_LINES)
            .take_while(|&at| near(at) && begin(at).is_some_and(|x| x > name.x0 + ADVANCE))
            .count();
        let mut best: Option<(usize, Known<'a>)> = None;
        for from in at - above..=at {
            for to in at + 1..=at + 1 + below {
                let lines = self.words.get(from..to).unwrap_or_default();
                let Some((known, header, cells)) = cells(lines, self.layouts) else {
                    continue;
                };
                let better = best.as_ref().is_none_or(|(most, best)| {
                    known > *most || known == *most && to - from > best.to - best.from
                });
                if better {
                    let found = Known {
                        header,
                        cells,
                        from,
                        to,
                    };
                    best = Some((known, found));
                }
            }
        }
        best.map(|(_, known)| known)
    }
}

/// Parts rows of which several lines have numbers in two columns: each is a row of its own (`varav` below its whole).
fn part_rows(table: &mut PageTable) {
    const LEAST: usize = 2;
    let edges = table.edges.clone();
    let mut rows = Vec::new();
    for row in std::mem::take(&mut table.rows) {
        let mut lines: Vec<Vec<Word>> = Vec::new();
        let mut words: Vec<Word> = row.words().cloned().collect();
        words.sort_by(|a, b| {
            a.base
                .total_cmp(&b.base)
                .then(a.rect.x0.total_cmp(&b.rect.x0))
        });
        for word in words {
            match lines.last_mut() {
                Some(line) if line.first().is_some_and(|first| first.base == word.base) => {
                    line.push(word);
                }
                _ => lines.push(vec![word]),
            }
        }
        let numbers = |line: &Vec<Word>| {
            let cells = band::cells(vec![line.clone()], &edges);
            let numbers = cells.iter().filter(|cell| {
                let text: Vec<String> = cell.lines.iter().map(|line| text_of(line)).collect();
                cell.column > 0 && number(&text.join(" ")).is_some()
            });
            numbers.count() >= LEAST
        };
        let whole: Vec<bool> = lines.iter().map(numbers).collect();
        let first = whole.iter().position(|whole| *whole);
        if row.kind != RowKind::Body || whole.iter().filter(|whole| **whole).count() < LEAST {
            rows.push(row);
            continue;
        }
        let mut parts: Vec<Vec<Vec<Word>>> = Vec::new();
        for (at, (line, whole)) in lines.into_iter().zip(whole).enumerate() {
            match parts.last_mut() {
                Some(part) if !whole || Some(at) == first => part.push(line),
                _ => parts.push(vec![line]),
            }
        }
        for lines in parts {
            let y = extent(&lines);
            rows.push(PageRow {
                kind: RowKind::Body,
                cells: band::cells(lines, &edges),
                y,
            });
        }
    }
    table.rows = rows;
}

/// Top and bottom of lines.
fn extent(lines: &[Vec<Word>]) -> (f32, f32) {
    lines.iter().flatten().fold((f32::MAX, 0.0_f32), |y, word| {
        (y.0.min(word.rect.y0), y.1.max(word.rect.y1))
    })
}

fn page_table(rows: Vec<PageRow>, edges: Vec<f32>) -> PageTable {
    let top = rows.first().map_or(0.0, |row| row.y.0);
    let bottom = rows.last().map_or(top, |row| row.y.1);
    let right = edges.last().copied().unwrap_or(0.0);
    PageTable {
        rect: Rect::new(0.0, top, right, bottom),
        edges,
        rows,
        witness: vec!["rubrikord", "luckor"],
        ruled_rows: false,
    }
}

fn page_row(piece: &Piece, body: &[BodyLine], edges: &[f32]) -> PageRow {
    let (Piece::Row(from, to) | Piece::Text(from, to) | Piece::Group(from, to)) = *piece;
    let lines: Vec<Vec<Word>> = body
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|line| line.words.clone())
        .collect();
    let y = extent(&lines);
    let (kind, cells) = if let Piece::Row(..) = piece {
        (RowKind::Body, band::cells(lines, edges))
    } else {
        let cell = PageCell {
            column: 0,
            span: edges.len().saturating_sub(1).max(1),
            lines,
            marks: Vec::new(),
        };
        (RowKind::FullWidth, vec![cell])
    };
    PageRow { kind, cells, y }
}

/// Boundaries in the white strips that run down through lines with cells.
fn gutters(lines: &[&[Word]], width: f32) -> Option<Vec<f32>> {
    let mut spans: Vec<Rect> = lines.iter().flat_map(|line| pieces(line)).collect();
    spans.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut units: Vec<Rect> = Vec::new();
    for rect in spans {
        match units.last_mut() {
            Some(last) if last.overlap_x(&rect) > -1.5 * ADVANCE => *last = last.union(&rect),
            _ => units.push(rect),
        }
    }
    let mut edges = vec![0.0];
    for pair in units.windows(2) {
        if let [left, right] = pair {
            edges.push(f32::midpoint(left.x1, right.x0));
        }
    }
    edges.push(width);
    (edges.len() > 2).then_some(edges)
}

/// The pieces of a line that more than a space sets apart.
fn pieces(line: &[Word]) -> Vec<Rect> {
    let mut pieces: Vec<Rect> = Vec::new();
    for word in line {
        match pieces.last_mut() {
            Some(last) if word.rect.x0 - last.x1 < 1.5 * ADVANCE => *last = last.union(&word.rect),
            _ => pieces.push(word.rect),
        }
    }
    pieces
}

/// Boundaries between headings' cells: between two of them where the fewest words of the lines stand, and among such
/// places where the widest white strip runs down, the rightmost of equal ones.
/// `value` tells whether a column reads a text.
fn boundaries(
    cells: &[Rect],
    lines: &[&[Word]],
    right: f32,
    value: impl Fn(usize, &str) -> bool,
) -> Vec<f32> {
    let mut edges = vec![0.0];
    for (at, pair) in cells.windows(2).enumerate() {
        if let [first, second] = pair {
            edges.push(boundary(first, second, lines, |text| value(at + 1, text)));
        }
    }
    edges.push(right.max(edges.last().copied().unwrap_or(0.0) + ADVANCE));
    edges
}

fn boundary(first: &Rect, second: &Rect, lines: &[&[Word]], value: impl Fn(&str) -> bool) -> f32 {
    /// A word on the boundary weighs as much as so many sentences across it.
    const WORD: usize = 4;
    const CELLS: usize = 3;
    let all = |piece: &Rect| piece.x0 < first.x1 && piece.x1 > second.x1;
    let cost = |x: f32| -> usize {
        let crossing = |line: &&[Word]| {
            let on = line.iter().any(|word| word.rect.x0 < x && word.rect.x1 > x)
                || line.windows(2).any(|pair| is_unit(pair, x));
            // What runs on over all places alike, as a sentence does, decides nothing.
            let across = pieces(line)
                .iter()
                .any(|piece| piece.x0 < x && piece.x1 > x && !all(piece));
            let squeezed = || {
                let words = line.windows(2).filter_map(|pair| pair.last());
                let starts = words.filter(|word| {
                    let close = |piece: &Rect| piece.x0 < word.rect.x0 && word.rect.x0 < piece.x1;
                    pieces(line)
                        .iter()
                        .any(|piece| piece.x0 < x && piece.x1 > x && close(piece))
                });
                starts
                    .map(|word| word.rect.x0)
                    .any(|x| begins_value(line, x, &value))
            };
            let cost = if on && !squeezed() {
                WORD
            } else {
                usize::from(!begins_value(line, x, &value))
            };
            // A line with cells tells more than one that may be text.
            let weight = if has_cells(line) { CELLS } else { 1 };
            if across { cost * weight } else { 0 }
        };
        lines.iter().map(crossing).sum()
    };
    let (mut best, mut run): (Option<(usize, usize, f32)>, Option<(usize, f32)>) = (None, None);
    let mut x = first.x1 + 0.5 * ADVANCE;
    while x < second.x0 {
        let cost = cost(x);
        let from = match run {
            Some((last, from)) if last == cost => from,
            _ => x,
        };
        run = Some((cost, from));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A line's characters.
        let width = ((x - from) / ADVANCE).round() as usize;
        let better =
            best.is_none_or(|(least, widest, _)| cost < least || cost == least && width >= widest);
        if better {
            best = Some((cost, width, f32::midpoint(from, x)));
        }
        x += ADVANCE;
    }
    best.map_or(f32::midpoint(first.x1, second.x0), |(_, _, at)| at)
}

/// Whether the words behind a place, to the end of their cell, are a value.
fn begins_value(line: &[Word], x: f32, value: impl Fn(&str) -> bool) -> bool {
    const WORDS: usize = 4;
    let from = line.iter().take_while(|word| word.rect.x0 < x).count();
    let words = line.get(from..).unwrap_or_default();
    let close = words.windows(2).take_while(|pair| match pair {
        [left, right] => right.rect.x0 - left.rect.x1 < 1.5 * ADVANCE,
        _ => false,
    });
    let words = words
        .get(..words.len().min(close.count() + 1))
        .unwrap_or_default();
    let first = words.first().map(|word| word.text.as_str());
    first.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        && words.len() <= WORDS
        && value(&text_of(words))
}

/// Whether a sign that belongs to the number before it follows the place: `36,5 %`.
fn is_unit(pair: &[Word], x: f32) -> bool {
    let [left, right] = pair else { return false };
    let sign = !right.text.starts_with(char::is_alphanumeric) && right.text.chars().count() == 1;
    let close = right.rect.x0 - left.rect.x1 < 1.5 * ADVANCE;
    sign && close && left.rect.x1 < x && right.rect.x0 > x
}

#[allow(clippy::cast_precision_loss)] // A page has few lines.
fn y_of(line: usize) -> f32 {
    line as f32 * PITCH
}

/// The words of a line as words of a page.
#[allow(clippy::cast_precision_loss)] // Lines are not that long.
fn words(line: &SourceLine, row: usize) -> Vec<Word> {
    let y = y_of(row);
    let mut column = 0;
    let mut letter = 0;
    let mut words = Vec::with_capacity(line.words.len());
    for word in &line.words {
        column += word.gap;
        let count = word.text.chars().count();
        let letters = line.line.letters.get(letter..letter + count);
        let x = column as f32 * ADVANCE;
        words.push(Word {
            text: word.text.clone(),
            letters: letters.unwrap_or_default().to_vec(),
            rect: Rect::new(x, y, x + count as f32 * ADVANCE, y + SIZE),
            base: y + 0.75 * SIZE,
            size: SIZE,
            first_advance: ADVANCE,
            bold: false,
            italic: false,
            color: Rgb::default(),
            mark: None,
            artifact: false,
            space_after: false,
        });
        column += count;
        letter += count;
    }
    words
}

fn places(row: &TableRow) -> Vec<Place> {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines.map(|line| line.place).collect()
}

fn has_cells(line: &[Word]) -> bool {
    pieces(line).len() > 1
}

/// The boxes of headings' cells, the layout that knows them, and how many it knows. White space that runs down through all lines sets
/// cells apart if it is wide; where it is one character wide, the words of the headings tell.
fn cells<'a>(
    lines: &[Vec<Word>],
    layouts: &'a Layouts,
) -> Option<(usize, HeaderMatch<'a>, Vec<Rect>)> {
    let mut boxes: Vec<Rect> = lines.iter().flatten().map(|word| word.rect).collect();
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut units: Vec<Rect> = Vec::new();
    for rect in boxes {
        match units.last_mut() {
            Some(last) if last.overlap_x(&rect) > -0.5 * ADVANCE => *last = last.union(&rect),
            _ => units.push(rect),
        }
    }
    let close: Vec<usize> = (1..units.len())
        .filter(|&at| {
            let (left, right) = (units.get(at - 1), units.get(at));
            left.zip(right)
                .is_some_and(|(left, right)| left.overlap_x(right) > -1.5 * ADVANCE)
        })
        .collect();
    if close.len() > CLOSE {
        return None;
    }
    let mut best: Option<(i64, usize, HeaderMatch<'a>, Vec<Rect>)> = None;
    for joined in 0..1_usize << close.len() {
        let mut cells: Vec<Rect> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let nth = close.iter().position(|&close| close == at);
            match cells.last_mut() {
                Some(last) if nth.is_some_and(|nth| joined >> nth & 1 == 1) => {
                    *last = last.union(unit);
                }
                _ => cells.push(*unit),
            }
        }
        let texts: Vec<String> = cells.iter().map(|cell| text_in(lines, cell)).collect();
        let Some(header) = layouts.header(&texts).filter(|_| cells.len() > 1) else {
            continue;
        };
        let known = |column: &&ColumnMatch| matches!(column, ColumnMatch::Known(..));
        let known = header.columns.iter().filter(known).count();
        let unknown = |column: &&ColumnMatch| matches!(column, ColumnMatch::Unknown(..));
        let unknown = header.columns.iter().filter(unknown).count();
        let worth = i64::try_from(known).ok()? * 2 - i64::try_from(unknown).ok()?;
        if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
            best = Some((worth, known, header, cells));
        }
    }
    best.map(|(_, known, header, cells)| (known, header, cells))
}

/// The words within a cell, line after line.
fn text_in(lines: &[Vec<Word>], cell: &Rect) -> String {
    let inside = |word: &&Word| word.rect.mid_x() > cell.x0 && word.rect.mid_x() < cell.x1;
    let words = lines.iter().flatten().filter(inside);
    let texts: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    texts.join(" ")
}
