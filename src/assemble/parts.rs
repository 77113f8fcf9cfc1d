//! Headings that stand so close that the page shows one paragraph.

use crate::block::{Block, Line, Mark, Paragraph, Place, Role, Table, TableCell, TableRow};
use crate::flow::broken_words::Vocabulary;
use crate::grammar::Layouts;

/// A heading's parts where a goal's label stands alone on a later line: what follows it is another title. `None` if the block
/// has no such parts.
pub(super) fn at_labels(block: &Block, layouts: &Layouts) -> Option<Vec<Block>> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    if !matches!(paragraph.role, Role::Heading(_)) {
        return None;
    }
    let begins = |line: &Line| {
        let label = layouts.goal_label(&line.text);
        label.is_some_and(|label| label.alone && label.colon)
    };
    let lines = paragraph.lines.iter().enumerate();
    let starts: Vec<usize> = lines
        .filter(|(at, line)| *at == 0 || begins(line))
        .map(|(at, _)| at)
        .collect();
    if starts.len() < 2 {
        return None;
    }
    let ends = starts
        .iter()
        .skip(1)
        .copied()
        .chain([paragraph.lines.len()]);
    let ranges = starts.iter().copied().zip(ends);
    let mut parts: Vec<Paragraph> = ranges
        .map(|(from, to)| Paragraph {
            role: paragraph.role,
            lines: paragraph.lines.get(from..to).unwrap_or_default().to_vec(),
            marks: Vec::new(),
        })
        .collect();
    for mark in &paragraph.marks {
        let above = |part: &Paragraph| {
            part.lines
                .first()
                .is_some_and(|line| begins_above(line, mark))
        };
        let own = parts.iter().rposition(above).unwrap_or(0);
        if let Some(part) = parts.get_mut(own) {
            part.marks.push(mark.clone());
        }
    }
    Some(parts.into_iter().map(Block::Paragraph).collect())
}

/// A table's parts where a row is a goal's heading with its status beside it (`Nämndmål: Trygga gator | Delvis uppfyllt`): a
/// box above the rows of that goal. `None` if it has no such rows, or has them one below the other: then they are its rows.
pub(super) fn at_goal_rows(
    block: &Block,
    layouts: &Layouts,
    vocabulary: &Vocabulary,
) -> Option<Vec<Block>> {
    let Block::Table(table) = block else {
        return None;
    };
    let is_goal = |row: &TableRow| goal_and_status(row, layouts, vocabulary).is_some();
    let goals: Vec<bool> = table.rows.iter().map(is_goal).collect();
    let none = !goals.contains(&true);
    if none || goals.windows(2).any(|pair| pair == [true, true]) {
        return None;
    }
    let mut blocks = Vec::new();
    let mut rows: Vec<TableRow> = Vec::new();
    let table_of = |rows: &mut Vec<TableRow>| {
        Block::Table(Table {
            columns: table.columns,
            rows: std::mem::take(rows),
            witness: table.witness.clone(),
        })
    };
    for row in &table.rows {
        let Some((goal, status)) = goal_and_status(row, layouts, vocabulary) else {
            rows.push(row.clone());
            continue;
        };
        if !rows.is_empty() {
            blocks.push(table_of(&mut rows));
        }
        blocks.extend([goal, status].map(|cell| {
            Block::Paragraph(Paragraph {
                role: Role::Text,
                lines: cell.lines.clone(),
                marks: cell.marks.clone(),
            })
        }));
    }
    if !rows.is_empty() {
        blocks.push(table_of(&mut rows));
    }
    Some(blocks)
}

/// The cell with a goal's heading and the one with its status, of a row that holds nothing else.
fn goal_and_status<'t>(
    row: &'t TableRow,
    layouts: &Layouts,
    vocabulary: &Vocabulary,
) -> Option<(&'t TableCell, &'t TableCell)> {
    let mut cells = row
        .cells
        .iter()
        .filter(|cell| !super::lines::is_empty(cell));
    let (goal, status) = (cells.next()?, cells.next()?);
    let label = layouts.goal_label(&vocabulary.join(&goal.lines))?;
    let text = vocabulary.join(&status.lines);
    let judged = layouts.status(&text).is_some() || text.is_empty();
    let named = label.colon && !label.alone;
    (named && judged && cells.next().is_none()).then_some((goal, status))
}

/// Whether the line begins above the middle of the mark.
fn begins_above(line: &Line, mark: &Mark) -> bool {
    match (line.place, mark.place) {
        (Place::Page(page, line), Place::Page(other, mark)) => {
            page < other || page == other && line.y0 <= mark.mid_y()
        }
        _ => true,
    }
}
