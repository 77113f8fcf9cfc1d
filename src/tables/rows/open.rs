//! The rows below a header row: between lines, or as far down as text keeps to the columns.

use crate::block::RowKind;
use crate::tables::context::Context;
use crate::tables::rows::by_values;
use crate::tables::rows::groups::{Group, Look, any_gap, companion, group, groups, line_gap};
use crate::tables::rows::partial;
use crate::tables::table::{PageCell, PageRow, PageTable, cells, column_at};
use crate::tables::tolerances;
use crate::words::gaps::middle;
use crate::words::tolerances::{ASCENT, DESCENT};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// A row of one cell over all columns.
#[must_use]
pub fn full_width(lines: Vec<Vec<Word>>, edges: &[f32], y: (f32, f32)) -> PageRow {
    let cell = PageCell {
        column: 0,
        span: edges.len() - 1,
        lines,
        ..PageCell::default()
    };
    PageRow {
        kind: RowKind::FullWidth,
        cells: vec![cell],
        y,
    }
}

/// What rows are told by, wherever they begin.
#[derive(Clone, Copy)]
pub struct RowSource<'a> {
    /// Column boundaries.
    pub edges: &'a [f32],
    /// The layout that knows the header row.
    pub layout: Option<&'a str>,
    /// The page.
    pub context: &'a Context<'a>,
}

/// Rows between horizontal lines; `rules` ascend.
#[must_use]
pub fn ruled_rows(lines: Vec<Vec<Word>>, rules: &[f32], source: RowSource<'_>) -> Vec<PageRow> {
    let bottoms = rules.get(1..).unwrap_or_default();
    let mut bands: Vec<Vec<Vec<Word>>> = vec![Vec::new(); bottoms.len()];
    let mut rest: Vec<Vec<Word>> = Vec::new();
    for line in lines {
        let y = middle(&line[0]);
        let band = bands.get_mut(bottoms.partition_point(|bottom| *bottom <= y));
        band.unwrap_or(&mut rest).push(line);
    }
    let few = rules.len() <= tolerances::FEW_RULES;
    let mut rows = Vec::new();
    for (pair, band) in rules.windows(2).zip(bands) {
        if !band.is_empty() {
            rows.extend(band_rows(band, (pair[0], pair[1]), few, source));
        }
    }
    let bottom = rules.last().copied().unwrap_or(0.0);
    let cut_off = rows_below_rules(rest, &rows, bottom, source);
    rows.extend(cut_off);
    rows
}

/// The rows between two lines: one, unless its lines show several.
fn band_rows(
    band: Vec<Vec<Word>>,
    y: (f32, f32),
    few: bool,
    source: RowSource<'_>,
) -> Vec<PageRow> {
    let RowSource {
        edges,
        layout,
        context,
    } = source;
    if let Some(rows) = partial::rows(&band, y, edges, context.ruling) {
        return rows;
    }
    let label = companion(context.layouts, layout);
    let gap = cell_gap(&band, edges, typical_size(band.iter().flatten()), context);
    let mut parts = groups(band.clone(), edges, gap, &label, layout.is_some());
    if few {
        parts = by_values::regroup(parts, edges, &label, context.layouts);
    }
    let with_cells = parts.iter().filter(|part| part.look == Look::Cells).count();
    let mixed = parts.iter().any(|part| part.look == Look::Label) && with_cells > 0;
    let complete = parts.iter().all(|part| is_complete(part, edges));
    if mixed || (few || complete) && with_cells > 1 {
        return rows_of(parts, edges);
    }
    let whole = group(band, edges, &label);
    vec![match whole.look {
        Look::Wide | Look::Label => full_width(whole.lines, edges, y),
        Look::Cells | Look::Single => PageRow {
            kind: RowKind::Body,
            cells: cells(whole.lines, edges),
            y,
        },
    }]
}

/// Below the last line only what a page's end cut off belongs to the table: a row, or a companion row's text.
fn rows_below_rules(
    lines: Vec<Vec<Word>>,
    above: &[PageRow],
    mut bottom: f32,
    source: RowSource<'_>,
) -> Vec<PageRow> {
    let RowSource {
        edges,
        layout,
        context,
    } = source;
    let label = companion(context.layouts, layout);
    let size = typical_size(above.iter().flat_map(PageRow::words));
    let gap = cell_gap(&lines, edges, size, context);
    let mut labelled = false;
    let mut tail: Vec<Group> = Vec::new();
    for part in groups(lines, edges, gap, &label, layout.is_some()) {
        let near = part.top - bottom < tolerances::BELOW_RULES * size
            && (part.size - size).abs() < tolerances::BODY_SIZE;
        let fits = match part.look {
            Look::Label | Look::Cells => true,
            Look::Wide | Look::Single => {
                labelled && tail.last().is_none_or(|last| goes_on_with(last, &part))
            }
        };
        if !near || !fits {
            break;
        }
        labelled = labelled && part.look != Look::Cells || part.look == Look::Label;
        bottom = part.bottom;
        tail.push(part);
    }
    rows_of(tail, edges)
}

/// Whether the group's first line has a name and a number in every other column that the group fills at all, two at least.
fn is_complete(part: &Group, edges: &[f32]) -> bool {
    let Some(first) = part.lines.first() else {
        return false;
    };
    let named = first.first().is_some_and(|word| {
        column_at(edges, word.rect.mid_x()) <= tolerances::LAST_NAME_COLUMN
            && word.text.starts_with(char::is_alphabetic)
    });
    let numbers = cells(vec![first.clone()], edges)
        .iter()
        .skip(1)
        .filter(|cell| {
            cell.lines
                .first()
                .is_some_and(|line| crate::grammar::number(&text_of(line)).is_some())
        })
        .count();
    part.look == Look::Cells && named && numbers >= tolerances::LEAST_NUMBERS
}

/// Each group as a row; wide text after a label belongs to the label's row.
fn rows_of(groups: Vec<Group>, edges: &[f32]) -> Vec<PageRow> {
    let mut rows: Vec<PageRow> = Vec::new();
    let mut labelled = false;
    for part in groups {
        let y = (part.top, part.bottom);
        match part.look {
            Look::Label => {
                rows.push(full_width(part.lines, edges, y));
                labelled = true;
            }
            Look::Wide | Look::Single if labelled => {
                if let Some(row) = rows.last_mut() {
                    row.cells[0].lines.extend(part.lines);
                    row.y.1 = y.1;
                }
            }
            Look::Wide => rows.push(full_width(part.lines, edges, y)),
            Look::Single | Look::Cells => {
                labelled = false;
                rows.push(PageRow {
                    kind: RowKind::Body,
                    cells: cells(part.lines, edges),
                    y,
                });
            }
        }
    }
    rows
}

/// Whether the text goes on with a companion row: it begins where that text begins, in the same look. Text that follows a
/// table begins left of its cells' text or is set otherwise.
fn goes_on_with(companion: &Group, part: &Group) -> bool {
    let left = |group: &Group| {
        let line = group.lines.last().and_then(|line| line.first());
        line.map_or(0.0, |word| word.rect.x0)
    };
    let heads = part
        .lines
        .first()
        .is_some_and(|line| line.iter().all(|word| word.bold));
    let plain = companion.lines.iter().flatten().any(|word| !word.bold);
    (left(companion) - left(part)).abs() < tolerances::LEFT_ENDS
        && (companion.size - part.size).abs() < tolerances::SENTENCE_SIZE
        && !(heads && plain)
}

/// Rows without lines between them: as far down as the text keeps to the columns. `size` is the header row's font size, `top`
/// its bottom; `before` is the table that goes on.
#[must_use]
pub fn open_rows(
    lines: Vec<Vec<Word>>,
    size: f32,
    top: f32,
    before: Option<&PageTable>,
    source: RowSource<'_>,
) -> Vec<PageRow> {
    let RowSource {
        edges,
        layout,
        context,
    } = source;
    let label = companion(context.layouts, layout);
    let alike = |line: &&Vec<Word>| {
        (typical_size(line.iter()) - size).abs() < tolerances::HEADER_TO_BODY_SIZE
    };
    let near: Vec<Vec<Word>> = lines
        .iter()
        .filter(alike)
        .take(tolerances::LINES_FOR_GAP)
        .cloned()
        .collect();
    let gap = cell_gap(&near, edges, size, context);
    let all = groups(lines, edges, gap, &label, layout.is_some());
    let all = by_values::regroup(all, edges, &label, context.layouts);
    let mut rows = OpenRows::new(size, top, before, source);
    let ended = all.into_iter().any(|part| !rows.add(part));
    if !ended {
        rows.add_cut_row();
    }
    let mut rows = rows_of(rows.taken, edges);
    if layout.is_some() {
        mark_group_rows(&mut rows, edges);
    }
    rows
}

/// Groups of lines on their way to become rows.
struct OpenRows<'a> {
    source: RowSource<'a>,
    before: Option<&'a PageTable>,
    /// Groups that belong to the table.
    taken: Vec<Group>,
    /// Groups that belong to it only if cells follow.
    pending: Vec<Group>,
    /// Font size of the header row.
    size: f32,
    /// Font size of the body, from its first row on.
    body_size: Option<f32>,
    /// The widest white space between two rows so far.
    row_gap: Option<f32>,
    /// Bottom of what was looked at last.
    bottom: f32,
    /// A companion row's label leads in what follows.
    labelled: bool,
}

impl<'a> OpenRows<'a> {
    fn new(size: f32, top: f32, before: Option<&'a PageTable>, source: RowSource<'a>) -> Self {
        // After a page break the first lines may be the rest of a row or of a full-width text.
        let labelled = before
            .and_then(|table| table.rows.last())
            .is_some_and(|row| row.kind == RowKind::FullWidth);
        Self {
            source,
            before,
            taken: Vec::new(),
            pending: Vec::new(),
            size,
            body_size: None,
            row_gap: None,
            bottom: top,
            labelled,
        }
    }

    /// Takes the next group; false if the table ends above it.
    fn add(&mut self, part: Group) -> bool {
        let space = part.top - self.bottom;
        if self.ends_above(&part, space) {
            return false;
        }
        self.bottom = part.bottom;
        match part.look {
            Look::Cells | Look::Label => {
                self.taken.append(&mut self.pending);
                self.body_size.get_or_insert(part.size);
                if part.look == Look::Cells && !self.taken.is_empty() && space > 0.0 {
                    self.row_gap = Some(self.row_gap.map_or(space, |gap| gap.max(space)));
                }
                self.labelled = part.look == Look::Label;
                self.taken.push(part);
            }
            Look::Wide | Look::Single if self.goes_on(&part) => self.taken.push(part),
            Look::Wide if self.is_text_below(&part) => return false,
            Look::Single
                if self.before.is_some() && self.taken.is_empty() && self.pending.is_empty() =>
            {
                self.body_size.get_or_insert(part.size);
                self.taken.push(part);
            }
            Look::Wide | Look::Single => self.pending.push(part),
        }
        self.pending.len() <= tolerances::MOST_PENDING
    }

    /// Whether the group is a goal, stands too far below or is set in letters of another size.
    fn ends_above(&self, part: &Group, space: f32) -> bool {
        let expected = self.body_size.unwrap_or(self.size);
        let tolerance = if self.body_size.is_some() {
            tolerances::BODY_SIZE
        } else {
            tolerances::HEADER_TO_BODY_SIZE
        };
        // Text that keeps to the columns is a row even after a blank line; anything else must follow closely.
        let far = match self.row_gap {
            _ if part.look == Look::Cells => space > tolerances::CELLS_FAR * expected,
            // The name of a group of rows may stand below an empty row.
            Some(gap) if part.look == Look::Single && part.bold => {
                space > 2.0 * gap + (ASCENT + DESCENT) * expected + tolerances::ROW_GAP_MORE
            }
            Some(gap) => {
                space > tolerances::ROW_GAPS * gap + tolerances::ROW_GAP_MORE
                    && space > tolerances::TEXT_FAR * expected
            }
            None => space > tolerances::FIRST_TEXT_FAR * expected,
        };
        far || (part.size - expected).abs() > tolerance
            || part.names_goal(self.source.context.layouts)
    }

    /// Whether the group is text of the companion row above it.
    fn goes_on(&self, part: &Group) -> bool {
        let last = self.taken.last();
        self.labelled && last.is_none_or(|last| goes_on_with(last, part))
    }

    /// Whether the text over the columns is no row but stands below the table: a sentence in a table that has no companion
    /// rows, or running text that no label leads in.
    fn is_text_below(&self, part: &Group) -> bool {
        let words = part.lines.iter().map(Vec::len).max().unwrap_or(0);
        let alone = self.source.layout.is_none() && self.before.is_none();
        let begun = self.before.is_none() || !self.taken.is_empty();
        alone && words > tolerances::SENTENCE_WORDS || begun && is_prose(part)
    }

    /// A row cut by the page's end may show its name only; its values come on the next page.
    fn add_cut_row(&mut self) {
        let height = self.source.context.height;
        if let [part] = &self.pending[..]
            && part.look == Look::Single
            && !self.taken.is_empty()
            && part.bottom > tolerances::PAGE_END * height
            && !part.bold
        {
            self.taken.append(&mut self.pending);
        }
    }
}

/// Whether the wide group is running text: sentences over several lines.
fn is_prose(part: &Group) -> bool {
    part.lines.len() > 1 && part.lines.iter().map(Vec::len).sum::<usize>() > tolerances::PROSE_WORDS
}

/// White space between two lines of one cell: from lines of these that only go on with a cell, else from text of the size
/// anywhere in the document, else from these lines at all.
#[must_use]
pub fn cell_gap(lines: &[Vec<Word>], edges: &[f32], size: f32, context: &Context<'_>) -> f32 {
    let known = (context.leading)(size);
    let same = tolerances::GAPS_ALIKE;
    let (least, common) = any_gap(lines, edges).map_or((None, 0.0), |(a, b)| (Some(a), b));
    match (line_gap(lines, edges), known) {
        // Rows of one line each, and one of them has but one cell: the gap is between rows, if lines stand closer elsewhere.
        (Some(own), Some(known)) if common - own < same && known + same < own => known,
        (Some(own), _) => own,
        (None, Some(known)) => least.map_or(known, |least| least.min(known)),
        (None, None) => least.unwrap_or(tolerances::USUAL_GAP * size),
    }
}

/// Bold or italic text in the first column only, where names are not so, is a row over the whole width.
fn mark_group_rows(rows: &mut [PageRow], edges: &[f32]) {
    let looks: [fn(&Word) -> bool; 2] = [|word| word.bold, |word| word.italic];
    for look in looks {
        mark_rows_set(rows, edges, look);
    }
}

fn mark_rows_set(rows: &mut [PageRow], edges: &[f32], look: fn(&Word) -> bool) {
    let is_set = |row: &PageRow| row.words().all(look);
    let plain_names = rows
        .iter()
        .any(|row| row.kind == RowKind::Body && !is_set(row));
    if !plain_names {
        return;
    }
    for row in rows.iter_mut() {
        let lone = row.cells.len() == 1 && row.cells[0].column <= tolerances::LAST_NAME_COLUMN;
        if row.kind == RowKind::Body && lone && is_set(row) {
            row.kind = RowKind::FullWidth;
            row.cells[0].span = edges.len() - 1 - row.cells[0].column;
        }
    }
}
