//! Joins over page breaks: tables, rows, full-width texts and paragraphs that go on.

use crate::block::{Block, Line, Paragraph, Place, Role, RowKind, Table, TableRow};
use crate::output::{Skarv, SkarvSlag};
use crate::page::tags::Tags;
use crate::tables::table::same_edges;

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
pub fn continues(first: &Table, second: &Table, edges: (&[f32], &[f32])) -> Option<&'static str> {
    let (a, b) = edges;
    // The outermost boundaries say little: full-width text and icons reach over them on one page and not on the other.
    let inner = |edges: &'_ [f32]| {
        edges
            .get(1..edges.len().saturating_sub(1))
            .map(<[f32]>::to_vec)
    };
    let same = inner(a)
        .zip(inner(b))
        .is_some_and(|(a, b)| !a.is_empty() && same_edges(&a, &b, 6.0));
    // A title of its own above the heading begins another table.
    if let Some(title) = title(second)
        && Some(title) != self::title(first)
    {
        return None;
    }
    let heads = (head(first), head(second));
    match heads {
        (Some(one), Some(two)) if one == two && first.columns == second.columns => {
            Some("samma rubrikrad upprepad")
        }
        (Some(_), None) | (None, None) if same => Some("samma kolumner utan ny rubrikrad"),
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
    (reason, tagged): (&str, &TaggedRows<'_>),
    joins: &mut Vec<Skarv>,
) {
    joins.push(Skarv {
        slag: SkarvSlag::Tabell,
        sida: page,
        skal: reason.to_owned(),
    });
    let columns = first.columns;
    let titled = title(&second).is_some();
    let mut rows: Vec<TableRow> = second.rows;
    if let Some(title) = rows.first_mut().filter(|_| titled) {
        title.kind = RowKind::RepeatedHeader;
    }
    for row in &mut rows {
        if row.kind == RowKind::Header {
            row.kind = RowKind::RepeatedHeader;
        }
    }
    let body = rows
        .iter()
        .position(|row| row.kind != RowKind::RepeatedHeader);
    let Some(body) = body else {
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
            skal: "den sammanfogade cellens text går vidare med liten bokstav".to_owned(),
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
            Some(false) => None,
            same => goes_on(&first.rows, last, next, columns)
                .or_else(|| same.map(|_| "taggarna: samma rad")),
        }
    {
        joins.push(Skarv {
            slag: SkarvSlag::Rad,
            sida: page,
            skal: reason.to_owned(),
        });
        if let Some(next) = cut {
            join_rows(&mut first.rows[last], next);
        }
        first.rows.extend(heads);
        first.rows.extend(rows);
        return;
    }
    first.rows.extend(heads);
    first.rows.extend(cut);
    first.rows.extend(rows);
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
    let small = next.cells[at]
        .lines
        .first()
        .is_some_and(|line| line.text.starts_with(char::is_lowercase));
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

fn text(row: &TableRow) -> String {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn last_line(row: &TableRow, column: Option<usize>) -> Option<&Line> {
    row.cells
        .iter()
        .filter(|cell| column.is_none_or(|column| cell.column == column))
        .rfind(|cell| !cell.lines.is_empty())
        .and_then(|cell| cell.lines.last())
}

fn begins_small(row: &TableRow) -> bool {
    text(row)
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// Whether the page break cut the row at `last`, so that `next` goes on with it.
fn goes_on(
    rows: &[TableRow],
    last: usize,
    next: &TableRow,
    columns: usize,
) -> Option<&'static str> {
    let previous = &rows[last];
    let next_filled: Vec<usize> = filled(next);
    let previous_filled = filled(previous);
    if next_filled.is_empty() {
        return None;
    }
    let name = name_column(rows);
    if previous.kind == RowKind::FullWidth {
        let single = next_filled.len() == 1 && next_filled[0] <= name;
        let labelled = next
            .cells
            .iter()
            .flat_map(|cell| &cell.lines)
            .next()
            .is_some_and(|line| line.style.bold);
        if (next.kind == RowKind::FullWidth || single) && !labelled {
            return Some("text över hela bredden går vidare utan ny etikett");
        }
        return None;
    }
    if next.kind == RowKind::FullWidth || previous.kind != RowKind::Body {
        return None;
    }
    let hyphen = last_line(previous, Some(name))
        .is_some_and(|line| line.text.ends_with('-') && !line.text.ends_with(" -"));
    if hyphen && next_filled.contains(&name) {
        return Some("namnet slutar med bindestreck");
    }
    // Columns that every row fills: the part that lacks one is no row of its own.
    let others: Vec<&TableRow> = rows
        .iter()
        .enumerate()
        .filter(|(i, row)| row.kind == RowKind::Body && *i != last)
        .map(|(_, row)| row)
        .collect();
    let always: Vec<usize> = (0..columns)
        .filter(|column| *column != name)
        .filter(|column| others.len() >= 2 && others.iter().all(|row| filled(row).contains(column)))
        .collect();
    let lacks = |filled: &[usize]| always.iter().any(|column| !filled.contains(column));
    let no_values = next_filled.iter().all(|column| *column <= name);
    let overlap = next_filled
        .iter()
        .filter(|c| **c > name && previous_filled.contains(c))
        .count();
    if begins_small(next) && next_filled.contains(&name) && (no_values || overlap == 0) {
        return Some("raden börjar med liten bokstav");
    }
    if !next_filled.contains(&name) {
        return Some("raden saknar namn");
    }
    if overlap == 0 && !previous_filled.is_empty() && !previous_filled.contains(&name) {
        return Some("den förra raden saknar namn");
    }
    if no_values && lacks(&next_filled) && !lacks(&previous_filled) {
        return Some("raden saknar värden som alla andra rader har");
    }
    let unfinished = last_line(previous, Some(name)).is_some_and(|line| {
        line.text.ends_with([',', '/', '('])
            || line.ends_in_space && !line.text.ends_with(['.', '!', '?'])
    });
    if no_values && unfinished && previous_filled.iter().any(|column| *column > name) {
        return Some("namnet är inte avslutat och raden saknar värden");
    }
    if lacks(&previous_filled) && !lacks(&next_filled) && overlap == 0 {
        return Some("den förra raden saknar värden som alla andra rader har");
    }
    // A cell of the first part goes on in small letters in every column that the second part fills.
    let small = next_filled.iter().all(|column| {
        let cut = last_line(previous, Some(*column)).is_some_and(|line| line.text.ends_with('-'));
        cut || next
            .cells
            .iter()
            .filter(|c| c.column == *column)
            .flat_map(|c| &c.lines)
            .next()
            .is_some_and(|line| line.text.chars().next().is_some_and(char::is_lowercase))
    });
    (small && begins_small(next)).then_some("alla celler börjar med liten bokstav")
}

fn filled(row: &TableRow) -> Vec<usize> {
    row.cells
        .iter()
        .filter(|cell| !cell.lines.is_empty())
        .map(|cell| cell.column)
        .collect()
}

/// The column with the names: the first one that most rows fill.
fn name_column(rows: &[TableRow]) -> usize {
    let body: Vec<&TableRow> = rows
        .iter()
        .filter(|row| row.kind == RowKind::Body)
        .collect();
    (0..8)
        .find(|column| {
            let count = body
                .iter()
                .filter(|row| filled(row).contains(column))
                .count();
            count * 2 > body.len()
        })
        .unwrap_or(0)
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
pub fn paragraph_continues(
    first: &Paragraph,
    second: &Paragraph,
    right: f32,
) -> Option<&'static str> {
    let (Some(last), Some(next)) = (first.lines.last(), second.lines.first()) else {
        return None;
    };
    let alike =
        (last.style.size - next.style.size).abs() < 0.6 && last.style.bold == next.style.bold;
    let roles = matches!(first.role, Role::Text | Role::ListItem | Role::Heading(_))
        && matches!(second.role, Role::Text | Role::Heading(_));
    if !alike || !roles {
        return None;
    }
    let begins_small = next.text.chars().next().is_some_and(char::is_lowercase);
    let open = !last.text.ends_with(['.', ':', '!', '?', ';']);
    let hyphen = last.text.ends_with('-') && !last.text.ends_with(" -");
    let heading = matches!(first.role, Role::Heading(_)) || matches!(second.role, Role::Heading(_));
    if heading {
        return (begins_small && open && first.role == second.role)
            .then_some("rubriken går vidare med liten bokstav");
    }
    if hyphen {
        return Some("sista raden slutar med bindestreck");
    }
    if begins_small && open {
        return Some("meningen går vidare med liten bokstav");
    }
    (open && (last.full || had_no_room(last, next, right)))
        .then_some("sista raden är full och meningen inte avslutad")
}

/// Whether the next page's first word would have found no room on the last line of a page.
fn had_no_room(last: &Line, next: &Line, right: f32) -> bool {
    match last.place {
        Place::Page(_, rect) => right - rect.x1 < next.first_word + 0.25 * last.style.size,
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
        skal: reason.to_owned(),
    });
    first.lines.extend(second.lines);
    first.marks.extend(second.marks);
    None
}
