//! The tables that the geometry found on a page beside those of the tags.

use std::collections::{BTreeMap, BTreeSet};

use super::Tags;
use super::grid::{Grid, in_lines};
use crate::block::{Place, RowKind, Witness, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::geometry::Rect;
use crate::grammar::{Layouts, number};
use crate::page::tolerances::{
    BOX_OVERLAP, FORM_ROWS, HEADER_ABOVE, LETTER_MIDDLE, QUOTE, TAGGED_ROWS,
};
use crate::tables::table::{PageRow, PageTable, cells, take};
use crate::words::word::{Word, text_of};

/// How a page's tables and the tags went together.
#[derive(Debug, Default)]
pub struct Corrected {
    /// How they differ.
    pub diagnostics: Vec<Diagnostic>,
    /// Tagged tables whose tags proved wrong here.
    pub doubtful: Vec<usize>,
}

/// Sets the page's tables beside the tags. Where the geometry is unsure and the tags can be right, the tags decide; what
/// the tables lose goes back to the page's lines. Tells how the two differ and which was believed.
pub fn correct(
    tags: &Tags,
    page: u32,
    tables: &mut Vec<PageTable>,
    lines: &mut Vec<Vec<Word>>,
    layouts: &Layouts,
) -> Corrected {
    let mut diagnostics = Vec::new();
    let mut doubtful = Vec::new();
    for (tagged, found) in groups(tags, tables, lines) {
        let verdict = judge(tags, &tagged, &found, tables, lines, layouts);
        if !verdict.sound {
            doubtful.extend(&tagged);
        }
        match verdict.outcome {
            Outcome::Agree => {
                for index in &found {
                    if verdict.sound
                        && let (Some(table), [tagged]) = (tables.get_mut(*index), tagged.as_slice())
                    {
                        head(tags, *tagged, table);
                        table.witness.push(Witness::Tags);
                    }
                }
            }
            Outcome::Nothing => {}
            Outcome::Page(how, rect) => diagnostics.push(remark(
                "taggar-avviker",
                &format!("{how}; the page was believed"),
                (page, rect),
            )),
            Outcome::Tags(how, rect) => {
                follow(tags, &tagged, &found, tables, lines);
                diagnostics.push(remark(
                    "taggar-foljda",
                    &format!("{how}; the tags were believed"),
                    (page, rect),
                ));
            }
        }
    }
    tables.retain(|table| !table.rows.is_empty());
    Corrected {
        diagnostics,
        doubtful,
    }
}

fn remark(code: &str, message: &str, (page, rect): (u32, Rect)) -> Diagnostic {
    let place = Place::Page(page, rect);
    Diagnostic::new(code, Allvar::Info, message).at(merge_places([&place]))
}

/// Tagged tables and tables of the page that share words, each with each other.
fn groups(tags: &Tags, tables: &[PageTable], lines: &[Vec<Word>]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
    let of = |word: &Word| tags.cell(word).map(|(table, _)| table);
    for (index, table) in tables.iter().enumerate() {
        let words = table.rows.iter().flat_map(PageRow::words);
        let mut tagged: BTreeSet<usize> = words.filter_map(of).collect();
        if tagged.is_empty() {
            continue;
        }
        let mut found = BTreeSet::from([index]);
        groups.retain_mut(|(others, indexes)| {
            let apart = others.is_disjoint(&tagged);
            if !apart {
                tagged.append(others);
                found.append(indexes);
            }
            apart
        });
        groups.push((tagged, found));
    }
    for tagged in lines.iter().flatten().filter_map(of) {
        if !groups.iter().any(|(others, _)| others.contains(&tagged)) {
            groups.push((BTreeSet::from([tagged]), BTreeSet::new()));
        }
    }
    let lists = groups.into_iter();
    lists
        .map(|(a, b)| (a.into_iter().collect(), b.into_iter().collect()))
        .collect()
}

enum Outcome {
    /// Both say the same.
    Agree,
    /// The tags say nothing that matters.
    Nothing,
    /// They differ in this, and the page is right.
    Page(String, Rect),
    /// They differ in this, and the tags are right.
    Tags(String, Rect),
}

struct Verdict {
    outcome: Outcome,
    /// The tags are in keeping with where the words stand.
    sound: bool,
}

fn judge(
    tags: &Tags,
    tagged: &[usize],
    found: &[usize],
    tables: &[PageTable],
    lines: &[Vec<Word>],
    layouts: &Layouts,
) -> Verdict {
    let own: Vec<&PageTable> = found
        .iter()
        .filter_map(|index| tables.get(*index))
        .collect();
    let everything = || {
        let within = tables.iter().flat_map(|table| &table.rows);
        within
            .flat_map(PageRow::words)
            .chain(lines.iter().flatten())
    };
    let grids: Vec<Grid<'_>> = tagged
        .iter()
        .filter_map(|index| {
            let table = tags.tables.get(index)?;
            let cell = |word: &Word| {
                let (home, cell) = tags.cell(word)?;
                (home == *index).then_some(cell)
            };
            Some(Grid::new(table, everything(), cell))
        })
        .collect();
    let area = grids
        .iter()
        .map(Grid::area)
        .reduce(|all, rect| all.union(&rect))
        .unwrap_or_default();
    let strays = grids.iter().any(|grid| {
        let area = grid.area();
        everything().any(|word| {
            let inside = area.contains(word.rect.mid_x(), word.base - LETTER_MIDDLE * word.size);
            let home = tags.cell(word).map(|(table, _)| table);
            inside && !home.is_some_and(|home| tagged.contains(&home))
        })
    });
    let sound = grids.iter().all(Grid::is_sound) && !strays && stands_alone(&grids);
    // Cells that hold the same words are the same, whatever else is wrong with the tags.
    let agree = matches!((own.as_slice(), tagged), ([_], [_]))
        && own.iter().all(|table| same(tags, table, lines));
    if agree {
        return Verdict {
            outcome: Outcome::Agree,
            sound,
        };
    }
    if own.is_empty() {
        let outcome = if sound && grids.iter().all(|grid| is_table(grid, layouts)) {
            let how = "the tags make a table of text that does not look like one";
            Outcome::Tags(how.to_owned(), area)
        } else {
            Outcome::Nothing
        };
        return Verdict { outcome, sound };
    }
    let how = difference(&own, &grids, sound);
    let sure = own.iter().any(|table| is_sure(table))
        || own_headings(&own) > grids.len()
        || leaves_out(tags, &own);
    let outcome = if sound && !sure {
        Outcome::Tags(how, area)
    } else {
        Outcome::Page(how, area)
    };
    Verdict { outcome, sound }
}

/// Whether lines on the page tell both the rows and the columns.
fn is_sure(table: &PageTable) -> bool {
    table.witness.contains(&Witness::Lattice)
        || table.ruled_rows && !table.witness.contains(&Witness::Gaps)
}

/// Whether words in the tables' rows stand nowhere in the tree: tags that leave out a part cannot tell the rest.
fn leaves_out(tags: &Tags, tables: &[&PageTable]) -> bool {
    let rows = tables.iter().flat_map(|table| &table.rows);
    // Headings that a program repeats are artifacts, or are not tagged at all.
    rows.filter(|row| row.kind != RowKind::Header)
        .flat_map(PageRow::words)
        .any(|word| !word.artifact && tags.node(word).is_none())
}

/// How many of the tables begin with a heading of their own.
fn own_headings(tables: &[&PageTable]) -> usize {
    let headed = |table: &&&PageTable| table.rows.iter().any(|row| row.kind == RowKind::Header);
    tables.iter().filter(headed).count()
}

/// Whether each of several tables that stand below each other begins with heading cells: a table is not cut in its midst.
fn stands_alone(grids: &[Grid<'_>]) -> bool {
    let areas: Vec<Rect> = grids.iter().map(Grid::area).collect();
    grids.iter().zip(&areas).all(|(grid, area)| {
        let below = areas
            .iter()
            .any(|other| other.y1 < area.y0 + BOX_OVERLAP && other.overlap_x(area) > BOX_OVERLAP);
        let overlaps = areas.iter().filter(|other| {
            let (wide, high) = (other.overlap_x(area), other.overlap_y(area));
            wide > BOX_OVERLAP && high > BOX_OVERLAP
        });
        // Tags that mix the rows of several tables leave headings without rows, and rows without headings.
        let begins = grids.len() == 1 || grid.begins_here();
        begins && (!below || grid.heading_rows() > 0) && overlaps.count() == 1
    })
}

/// Whether a tagged table that the page does not show is one, not text that is set side by side: it has heading cells or a
/// known heading, or numbers in most cells after the first.
fn is_table(grid: &Grid<'_>, layouts: &Layouts) -> bool {
    let table = grid.build();
    let texts = |row: &PageRow| -> Vec<String> {
        let cells = row.cells.iter().map(|cell| {
            let lines: Vec<String> = cell.lines.iter().map(|line| text_of(line)).collect();
            lines.join(" ")
        });
        cells.collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
    let several = rows.iter().filter(|row| row.len() > 1).count();
    if rows.len() < TAGGED_ROWS || several * 2 < rows.len() {
        return false;
    }
    let known = rows
        .first()
        .is_some_and(|row| layouts.header(row).is_some());
    let values: Vec<&String> = rows.iter().flat_map(|row| row.iter().skip(1)).collect();
    let numbers = values.iter().filter(|text| number(text).is_some()).count();
    // Labels with texts beside them, set as a table: hardly a row fills the columns that one of them has.
    let wide = rows.iter().filter(|row| row.len() > 2).count();
    let form = grid.table.columns > 2 && wide * FORM_ROWS < rows.len();
    known || !form && grid.heading_rows() > 0 || numbers * 2 > values.len()
}

/// Whether the page's table has the same words in the same cells and rows as the tags.
fn same(tags: &Tags, table: &PageTable, lines: &[Vec<Word>]) -> bool {
    let mut cells_of: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    let mut rows_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut tables: BTreeSet<usize> = BTreeSet::new();
    for (at, row) in table.rows.iter().enumerate() {
        for cell in &row.cells {
            let mut home: Option<(usize, usize)> = None;
            for word in cell.lines.iter().flatten() {
                let Some(tagged) = tags.cell(word) else {
                    // Headings that a program repeats are artifacts.
                    if row.kind == RowKind::Header || word.artifact {
                        continue;
                    }
                    return false;
                };
                if *home.get_or_insert(tagged) != tagged {
                    return false;
                }
                tables.insert(tagged.0);
            }
            let Some(home) = home else { continue };
            if *cells_of.entry(home).or_insert((at, cell.column)) != (at, cell.column) {
                return false;
            }
            let tagged = tags
                .tables
                .get(&home.0)
                .and_then(|table| table.cells.get(home.1));
            if let Some(tagged) = tagged.filter(|cell| cell.rows == 1)
                && *rows_of.entry(tagged.row).or_insert(at) != at
            {
                return false;
            }
        }
    }
    let different: BTreeSet<usize> = rows_of.values().copied().collect();
    let mut outside = lines.iter().flatten().filter_map(|word| tags.cell(word));
    different.len() == rows_of.len() && !outside.any(|(home, _)| tables.contains(&home))
}

/// What a reader wants to know of the difference.
fn difference(own: &[&PageTable], grids: &[Grid<'_>], sound: bool) -> String {
    let size = |tables: &[&PageTable]| {
        let sizes = tables
            .iter()
            .map(|table| format!("{} rows of {} columns", table.rows.len(), table.columns()));
        sizes.collect::<Vec<_>>().join(" and ")
    };
    let built: Vec<PageTable> = grids.iter().map(Grid::build).collect();
    let built: Vec<&PageTable> = built.iter().collect();
    let first = own
        .iter()
        .flat_map(|table| &table.rows)
        .map(PageRow::text)
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    let first: String = first.chars().take(QUOTE).collect();
    let wrong = if sound {
        ""
    } else {
        ", against where the words stand"
    };
    format!(
        "the tags put the table {first:?} otherwise into cells than the page: {}{wrong}, not {}",
        size(&built),
        size(own)
    )
}

/// Marks the rows of heading cells of a table that shows no heading.
fn head(tags: &Tags, tagged: usize, table: &mut PageTable) {
    if table.rows.iter().any(|row| row.kind == RowKind::Header) {
        return;
    }
    let Some(own) = tags.tables.get(&tagged) else {
        return;
    };
    let heads = Grid::new(own, [].iter(), |_| None).heading_rows();
    for row in &mut table.rows {
        let filled = row.cells.iter().filter(|cell| !cell.lines.is_empty());
        let first = row.words().find_map(|word| tags.cell(word));
        let at = first.and_then(|(_, cell)| own.cells.get(cell));
        if filled.count() > 1 && at.is_some_and(|cell| cell.row < heads) {
            row.kind = RowKind::Header;
        }
    }
}

/// Puts the tagged tables into the place of the found ones.
fn follow(
    tags: &Tags,
    tagged: &[usize],
    found: &[usize],
    tables: &mut Vec<PageTable>,
    lines: &mut Vec<Vec<Word>>,
) {
    let mut heads: Vec<PageRow> = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut own = found.iter().filter_map(|index| tables.get(*index));
    let layout = own.find_map(|table| table.layout.clone());
    for index in found {
        let Some(table) = tables.get_mut(*index) else {
            continue;
        };
        for row in table.rows.drain(..) {
            let untagged = row.words().all(|word| tags.cell(word).is_none());
            if row.kind == RowKind::Header && untagged {
                heads.push(row);
            } else {
                words.extend(row.words().cloned());
            }
        }
    }
    let mut built: Vec<PageTable> = Vec::new();
    for index in tagged {
        let Some(table) = tags.tables.get(index) else {
            continue;
        };
        let cell = |word: &Word| {
            let (home, cell) = tags.cell(word)?;
            (home == *index).then_some(cell)
        };
        let grid = Grid::new(table, words.iter().chain(lines.iter().flatten()), cell);
        built.push(PageTable {
            layout: layout.clone(),
            ..grid.build()
        });
    }
    words.retain(|word| tags.cell(word).is_none());
    for table in &mut built {
        take(lines, &table.rows);
        // A heading that is repeated as an artifact stands in no cell.
        let above = |row: &PageRow| row.y.1 <= table.rect.y0 + HEADER_ABOVE;
        let (own, others): (Vec<PageRow>, Vec<PageRow>) = heads.into_iter().partition(above);
        heads = others;
        for (at, row) in own.into_iter().enumerate() {
            let made = cells(in_lines(row.words().cloned().collect()), &table.edges);
            table.rect.y0 = table.rect.y0.min(row.y.0);
            table.rows.insert(at, PageRow { cells: made, ..row });
        }
    }
    words.extend(heads.iter().flat_map(PageRow::words).cloned());
    lines.extend(in_lines(words));
    lines.sort_by(|a, b| {
        let base = |line: &[Word]| line.first().map_or(0.0, |word| word.base);
        base(a).total_cmp(&base(b))
    });
    tables.extend(built);
}
