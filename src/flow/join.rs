//! Joins over page breaks: tables, rows, full-width texts and paragraphs that go on.

use crate::block::{Block, Line, Paragraph, Place, Role, RowKind, Table, TableRow, ends_sentence};
use crate::flow::rows::{FilledColumns, begins_in_small_letter, filled, last_line, text};
use crate::flow::tolerances::WORD_SPACE;
use crate::letters::ends_in_hyphen;
use crate::output::{Skarv, SkarvSkal, SkarvSlag};
use crate::page::tags::Tags;
use crate::page::tolerances::SAME_COLUMNS;
use crate::tables::table::same_edges;
use crate::words::tolerances::same_size;

/// What tags say of the rows of tables.
pub struct TaggedRows<'a>(pub Option<&'a Tags>);

impl TaggedRows<'_> {
    /// The tagged table and row that all of a row's text is in.
    fn row(&self, row: &TableRow) -> Option<(usize, usize)> {
        let lines = row.cells.iter().flat_map(|cell| &cell.lines);
        self.0?.row_of(lines.flat_map(|line| &line.letters))
    }

    /// Whether both are one row; `None` if the tags do not tell.
    fn same(&self, first: &TableRow, second: &TableRow) -> Option<bool> {
        let (one, two) = (self.row(first)?, self.row(second)?);
        (one.0 == two.0).then_some(one.1 == two.1)
    }

    /// Whether the second table has no heading and its rows stand in the same tagged table as the first one's.
    #[must_use]
    pub fn continues(&self, first: &Table, second: &Table) -> bool {
        let body = |row: &&TableRow| row.kind == RowKind::Body;
        let table = |row: Option<&TableRow>| Some(self.row(row?)?.0);
        let last = table(first.rows.iter().rev().find(body));
        let next = table(second.rows.iter().find(body));
        let headed = second.rows.iter().any(|row| row.kind == RowKind::Header);
        !headed && first.columns == second.columns && last.is_some() && last == next
    }
}

/// Whether the second table, first on its page, goes on with the first one, last on its own. Gives the reason.
#[must_use]
pub fn continues(first: &Table, second: &Table, edges: (&[f32], &[f32])) -> Option<SkarvSkal> {
    let (a, b) = edges;
    // The outermost boundaries say little: full-width text and icons reach over them on one page and not on the other.
    let inner = |edges: &'_ [f32]| {
        edges
            .get(1..edges.len().saturating_sub(1))
            .map(<[f32]>::to_vec)
    };
    let same = inner(a)
        .zip(inner(b))
        .is_some_and(|(a, b)| !a.is_empty() && same_edges(&a, &b, SAME_COLUMNS));
    // A title of its own above the heading begins another table.
    if let Some(title) = title(second)
        && Some(title) != self::title(first)
    {
        return None;
    }
    let heads = (head(first), head(second));
    match heads {
        (Some(one), Some(two)) if one == two && first.columns == second.columns => {
            Some(SkarvSkal::HeaderRepeated)
        }
        (Some(_), None) | (None, None) if same => Some(SkarvSkal::SameColumns),
        _ => None,
    }
}

/// The text over the whole width above a table's heading, if it has both.
fn title(table: &Table) -> Option<String> {
    let [title, heading, ..] = table.rows.as_slice() else {
        return None;
    };
    let whole = title.cells.len() == 1 && title.cells.iter().all(|c| c.span >= table.columns);
    let titled = title.kind == RowKind::FullWidth || title.kind == RowKind::Header && whole;
    (titled && heading.kind == RowKind::Header).then(|| text(title))
}

/// The letters of a table's heading, column by column.
fn head(table: &Table) -> Option<String> {
    let mut letters = String::new();
    for row in table
        .rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Header | RowKind::RepeatedHeader))
        .take(
            table
                .rows
                .iter()
                .take_while(|r| r.kind == RowKind::Header)
                .count()
                .max(1),
        )
    {
        for cell in &row.cells {
            let text = cell.lines.iter().flat_map(|line| line.text.chars());
            letters.extend(text.filter(|c| c.is_alphanumeric()));
            letters.push('|');
        }
    }
    letters
        .chars()
        .any(char::is_alphanumeric)
        .then_some(letters)
}

/// Appends the second table's rows to the first one's.
pub fn append(
    first: &mut Table,
    second: Table,
    page: u32,
    reason: (SkarvSkal, &TaggedRows<'_>),
    joins: &mut Vec<Skarv>,
) {
    let mut columns = FilledColumns::of(&first.rows, first.columns);
    append_counted(first, second, page, reason, &mut columns, joins);
}

/// The same where the first table's rows are counted already.
pub(super) fn append_counted(
    first: &mut Table,
    second: Table,
    page: u32,
    (reason, tagged): (SkarvSkal, &TaggedRows<'_>),
    columns: &mut FilledColumns,
    joins: &mut Vec<Skarv>,
) {
    joins.push(Skarv {
        slag: SkarvSlag::Tabell,
        sida: page,
        skal: reason,
    });
    let titled = title(&second).is_some();
    let mut rows: Vec<TableRow> = second.rows;
    if let Some(title) = rows.first_mut().filter(|_| titled) {
        title.kind = RowKind::RepeatedHeader;
    }
    mark_repeated(&first.rows, &mut rows);
    for row in &mut rows {
        if row.kind == RowKind::Header {
            row.kind = RowKind::RepeatedHeader;
        }
    }
    let body = rows
        .iter()
        .position(|row| row.kind != RowKind::RepeatedHeader);
    let Some(body) = body else {
        // Header rows are not counted.
        first.rows.extend(rows);
        return;
    };
    let mut rows = rows.into_iter();
    let heads: Vec<TableRow> = rows.by_ref().take(body).collect();
    let mut cut = rows.next();
    if let Some(next) = &mut cut
        && join_merged(&mut first.rows, next)
    {
        joins.push(Skarv {
            slag: SkarvSlag::Rad,
            sida: page,
            skal: SkarvSkal::MergedCellGoesOn,
        });
        if filled(next).is_empty() {
            cut = rows.next();
        }
    }
    let last = first
        .rows
        .iter()
        .rposition(|row| !matches!(row.kind, RowKind::Header | RowKind::RepeatedHeader));
    if let (Some(last), Some(next)) = (last, cut.as_ref())
        && let Some(reason) = match tagged.same(&first.rows[last], next) {
            // Whoever cuts a row by hand makes two of it; its sentence goes on.
            Some(false) => goes_on(&first.rows, columns, last, next).filter(|reason| {
                let nameless = *reason == SkarvSkal::RowWithoutName;
                nameless && cells_go_on(&first.rows[last], next, &filled(next))
            }),
            same => goes_on(&first.rows, columns, last, next)
                .or_else(|| same.map(|_| SkarvSkal::TaggedRow)),
        }
    {
        joins.push(Skarv {
            slag: SkarvSlag::Rad,
            sida: page,
            skal: reason,
        });
        if let Some(next) = cut.take() {
            let row = &mut first.rows[last];
            columns.remove(row);
            join_rows(row, next);
            columns.add(row);
        }
    }
    first.rows.extend(heads);
    for row in cut.into_iter().chain(rows) {
        columns.add(&row);
        first.rows.push(row);
    }
}

/// Marks the first rows of a page as repeated header rows if they have the same cells as the table's header rows, whatever
/// they look like.
fn mark_repeated(first: &[TableRow], rows: &mut [TableRow]) {
    let headers: Vec<&TableRow> = first
        .iter()
        .take_while(|row| row.kind == RowKind::Header)
        .collect();
    let Some(begin) = rows.get_mut(..headers.len()) else {
        return;
    };
    let same = headers
        .iter()
        .zip(&*begin)
        .all(|(header, row)| !text(header).is_empty() && text(header) == text(row));
    if same {
        for row in begin {
            row.kind = RowKind::RepeatedHeader;
        }
    }
}

/// A first column whose cells reach over several rows: the page break cuts such a cell too, and its rest stands in the
/// next page's first row. Moves it back, and tells whether it did.
fn join_merged(rows: &mut [TableRow], next: &mut TableRow) -> bool {
    let Some(at) = next
        .cells
        .iter()
        .position(|cell| cell.column == 0 && !cell.lines.is_empty())
    else {
        return false;
    };
    let small = next.cells[at].lines.first().is_some_and(Line::begins_small);
    let empty_first = |row: &TableRow| !filled(row).is_empty() && !filled(row).contains(&0);
    // The row above the break has no cell of its own there, so that it lies under a merged one.
    let merged = rows
        .last()
        .is_some_and(|row| row.kind == RowKind::Body && empty_first(row));
    if next.kind != RowKind::Body || !small || !merged {
        return false;
    }
    let home = rows
        .iter_mut()
        .rev()
        .take_while(|row| row.kind == RowKind::Body)
        .find(|row| filled(row).contains(&0))
        .and_then(|row| {
            row.places.extend(next.places.iter().copied());
            row.cells.iter_mut().find(|cell| cell.column == 0)
        });
    let Some(home) = home else { return false };
    let rest = next.cells.remove(at);
    home.lines.extend(rest.lines);
    home.marks.extend(rest.marks);
    true
}

/// Whether the page break cut the row at `last`, so that `next` goes on with it. Gives the reason.
fn goes_on(
    rows: &[TableRow],
    columns: &FilledColumns,
    last: usize,
    next: &TableRow,
) -> Option<SkarvSkal> {
    let previous = &rows[last];
    if filled(next).is_empty() {
        return None;
    }
    match (previous.kind, next.kind) {
        (RowKind::FullWidth, _) => full_width_goes_on(next, columns.name()),
        (RowKind::Body, kind) if kind != RowKind::FullWidth => row_goes_on(columns, previous, next),
        _ => None,
    }
}

/// Whether a text over the whole width goes on: what follows it has no label of its own.
fn full_width_goes_on(next: &TableRow, name: usize) -> Option<SkarvSkal> {
    let filled = filled(next);
    let single = filled.len() == 1 && filled[0] <= name;
    let mut lines = next.cells.iter().flat_map(|cell| &cell.lines);
    let labelled = lines.next().is_some_and(|line| line.style.bold);
    ((next.kind == RowKind::FullWidth || single) && !labelled).then_some(SkarvSkal::FullWidthGoesOn)
}

/// Whether a row with cells goes on: by how its name breaks, else by the columns that its two parts fill.
fn row_goes_on(columns: &FilledColumns, previous: &TableRow, next: &TableRow) -> Option<SkarvSkal> {
    let (name, filled, before) = (columns.name(), filled(next), filled(previous));
    let hyphen = last_line(previous, name).is_some_and(|line| ends_in_hyphen(&line.text));
    if hyphen && filled.contains(&name) {
        return Some(SkarvSkal::NameHyphenated);
    }
    // Columns that every other row fills: the part that lacks one is no row of its own.
    let always: Vec<usize> = columns.filled_by_all_but(&before);
    let lacks = |filled: &[usize]| always.iter().any(|column| !filled.contains(column));
    let no_values = filled.iter().all(|column| *column <= name);
    let overlaps = filled.iter().any(|c| *c > name && before.contains(c));
    if begins_in_small_letter(next) && filled.contains(&name) && (no_values || !overlaps) {
        return Some(SkarvSkal::RowBeginsSmall);
    }
    if !filled.contains(&name) {
        return Some(SkarvSkal::RowWithoutName);
    }
    if !overlaps && !before.is_empty() && !before.contains(&name) {
        return Some(SkarvSkal::NameFollows);
    }
    if no_values && lacks(&filled) && !lacks(&before) {
        return Some(SkarvSkal::RowWithoutValues);
    }
    let unfinished = last_line(previous, name).is_some_and(|line| {
        line.text.ends_with([',', '/', '('])
            || line.ends_in_space && !line.text.ends_with(['.', '!', '?'])
    });
    if no_values && unfinished && before.iter().any(|column| *column > name) {
        return Some(SkarvSkal::NameOpen);
    }
    if lacks(&before) && !lacks(&filled) && !overlaps {
        return Some(SkarvSkal::ValuesFollow);
    }
    (cells_go_on(previous, next, &filled) && begins_in_small_letter(next))
        .then_some(SkarvSkal::CellsBeginSmall)
}

/// Whether a cell of the first part goes on in small letters in every column that the second part fills.
fn cells_go_on(previous: &TableRow, next: &TableRow, filled: &[usize]) -> bool {
    filled.iter().all(|column| {
        let cut = last_line(previous, *column).is_some_and(|line| ends_in_hyphen(&line.text));
        let cells = next.cells.iter().filter(|cell| cell.column == *column);
        let first = cells.flat_map(|cell| &cell.lines).next();
        cut || first.is_some_and(Line::begins_small)
    })
}

fn join_rows(row: &mut TableRow, next: TableRow) {
    row.places.extend(next.places);
    for cell in next.cells {
        let full = row.kind == RowKind::FullWidth;
        let home = row
            .cells
            .iter_mut()
            .find(|own| full || own.column == cell.column);
        match home {
            Some(own) => {
                own.lines.extend(cell.lines);
                own.marks.extend(cell.marks);
            }
            None => row.cells.push(cell),
        }
    }
    row.cells.sort_by_key(|cell| cell.column);
}

/// Whether the second paragraph, first on its page, goes on with the first one, last on its own. Gives the reason.
/// `right` is where lines of text end at most, in points.
#[must_use]
pub fn paragraph_continues(first: &Paragraph, second: &Paragraph, right: f32) -> Option<SkarvSkal> {
    let (Some(last), Some(next)) = (first.lines.last(), second.lines.first()) else {
        return None;
    };
    let alike = same_size(last.style.size, next.style.size) && last.style.bold == next.style.bold;
    let roles = matches!(first.role, Role::Text | Role::ListItem | Role::Heading(_))
        && matches!(second.role, Role::Text | Role::Heading(_));
    if !alike || !roles {
        return None;
    }
    let begins_small = next.begins_small();
    let open = !ends_sentence(&last.text);
    let hyphen = ends_in_hyphen(&last.text);
    let heading = matches!(first.role, Role::Heading(_)) || matches!(second.role, Role::Heading(_));
    if heading {
        return (begins_small && open && first.role == second.role)
            .then_some(SkarvSkal::HeadingGoesOn);
    }
    if hyphen {
        return Some(SkarvSkal::LineHyphenated);
    }
    if begins_small && open {
        return Some(SkarvSkal::SentenceGoesOn);
    }
    (open && (last.full || had_no_room(last, next, right))).then_some(SkarvSkal::LineFull)
}

/// Whether the next page's first word would have found no room on the last line of a page.
fn had_no_room(last: &Line, next: &Line, right: f32) -> bool {
    match last.place {
        Place::Page(_, rect) => right - rect.x1 < next.first_word + WORD_SPACE * last.style.size,
        Place::Row(_) => false,
    }
}

/// Joins a paragraph onto the block before it, if it goes on. `right` is where lines of text end at most, in points.
pub fn join_paragraph(
    block: &mut Block,
    second: Paragraph,
    right: f32,
    page: u32,
    joins: &mut Vec<Skarv>,
) -> Option<Paragraph> {
    let Block::Paragraph(first) = block else {
        return Some(second);
    };
    let Some(reason) = paragraph_continues(first, &second, right) else {
        return Some(second);
    };
    joins.push(Skarv {
        slag: SkarvSlag::Stycke,
        sida: page,
        skal: reason,
    });
    first.lines.extend(second.lines);
    first.marks.extend(second.marks);
    None
}

#[cfg(test)]
mod tests {
    use super::mark_repeated;
    use crate::block::{Line, RowKind, TableCell, TableRow};

    fn row(kind: RowKind, texts: &[&str]) -> TableRow {
        let cells = texts.iter().enumerate().map(|(column, text)| TableCell {
            column,
            lines: vec![Line::of(text)],
            ..TableCell::default()
        });
        TableRow {
            kind,
            cells: cells.collect(),
            places: Vec::new(),
        }
    }

    #[test]
    fn the_same_cells_again_are_a_repeated_header() {
        let header = [
            row(RowKind::Header, &["Namn", "Kostnad"]),
            row(RowKind::Header, &["2022", "2023"]),
            row(RowKind::Body, &["Kök", "12"]),
        ];
        let kinds = |texts: [&str; 2]| {
            let mut rows = vec![
                row(RowKind::Body, &["Namn", "Kostnad"]),
                row(RowKind::Body, &texts),
            ];
            mark_repeated(&header, &mut rows);
            rows.iter().map(|row| row.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(["2022", "2023"]), [RowKind::RepeatedHeader; 2]);
        assert_eq!(kinds(["2022", "2024"]), [RowKind::Body; 2]);
    }
}
