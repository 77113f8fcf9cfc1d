//! The document's content as an outline, from the model and from the output, so that both can be compared line by line.

use namnd::output::{Avsnitt, Cell, Handling, Mal, Rad, Tabell};

use super::model::{Block, Document, GOALS, Goal, Row, RowTable};
use super::set::page_number;

/// A goal, or what stands outside the goals.
#[derive(Debug, Default)]
struct Node {
    head: String,
    sections: Vec<(Option<String>, Vec<String>)>,
    indicators: Vec<Vec<String>>,
    activities: Vec<Vec<String>>,
    tables: Vec<Vec<String>>,
    goals: Vec<Node>,
}

impl Node {
    fn lines(&self, indent: usize, out: &mut Vec<String>) {
        let mut add = |text: String| out.push(format!("{}{text}", "  ".repeat(indent)));
        add(self.head.clone());
        for (label, texts) in &self.sections {
            add(format!("  avsnitt: {}", label.as_deref().unwrap_or("-")));
            for text in texts {
                add(format!("    text: {text}"));
            }
        }
        for (name, list) in [
            ("indikator", &self.indicators),
            ("aktivitet", &self.activities),
            ("tabell", &self.tables),
        ] {
            for lines in list {
                add(format!("  {name}"));
                for line in lines {
                    add(format!("    {line}"));
                }
            }
        }
        for goal in &self.goals {
            goal.lines(indent + 1, out);
        }
    }

    /// The goal that is open: the last one of each level.
    fn open(&mut self, depth: usize) -> &mut Self {
        if depth == 0 || self.goals.is_empty() {
            return self;
        }
        let last = self.goals.len() - 1;
        self.goals[last].open(depth - 1)
    }
}

/// What the model says, on that many pages.
pub fn outline(document: &Document, pages: usize) -> Vec<String> {
    let mut root = Node {
        head: "dokument".to_owned(),
        ..Node::default()
    };
    // Levels of the goals that are open, from the outermost.
    let mut open: Vec<usize> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(text) => {
                open.clear();
                root.sections.push((Some(text.clone()), Vec::new()));
            }
            Block::Goal(goal) => {
                while open.last().is_some_and(|level| *level >= goal.level) {
                    open.pop();
                }
                root.open(open.len()).goals.push(node(goal));
                open.push(goal.level);
            }
            Block::Label(text) => root
                .open(open.len())
                .sections
                .push((Some(text.clone()), Vec::new())),
            Block::Paragraph(text) => {
                let sections = &mut root.open(open.len()).sections;
                if sections.is_empty() {
                    sections.push((None, Vec::new()));
                }
                if let Some((_, texts)) = sections.last_mut() {
                    texts.push(text.clone());
                }
            }
            Block::Rows(table) => {
                let node = root.open(open.len());
                let list = if table.kind.is_indicator() {
                    &mut node.indicators
                } else {
                    &mut node.activities
                };
                list.extend(table.rows.iter().map(|row| row_lines(table, row)));
            }
            Block::Plain(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                root.open(open.len())
                    .tables
                    .push(rows.map(|row| row.join(" | ")).collect());
            }
            Block::Shaped(_) | Block::Columns(_) => {}
        }
    }
    let mut out = Vec::new();
    root.lines(0, &mut out);
    let mut furniture: Vec<String> = Vec::new();
    for text in [document.header(pages), document.footer(pages)]
        .into_iter()
        .flatten()
    {
        furniture.push(format!("sidtext: {text} ×{pages}"));
    }
    if document.furniture.number.is_some() {
        furniture
            .extend((1..=pages).map(|page| format!("sidtext: {} ×1", page_number(page, pages))));
    }
    furniture.sort();
    out.extend(furniture);
    out
}

fn node(goal: &Goal) -> Node {
    let number = goal
        .number
        .as_deref()
        .map_or("-", |number| number.trim_end_matches('.'));
    let status = goal.status.as_deref().unwrap_or("-");
    Node {
        head: format!(
            "mål {} {number}: {} [{status}]",
            GOALS[goal.level].1, goal.title
        ),
        ..Node::default()
    }
}

fn row_lines(table: &RowTable, row: &Row) -> Vec<String> {
    let mut lines = vec![format!("namn: {}", row.name)];
    for ((_, key), cell) in table.kind.columns().iter().skip(1).zip(&row.cells) {
        lines.push(format!("{key}: {cell}"));
    }
    if let Some(companion) = &row.companion {
        let key = if companion.analysis {
            "analys"
        } else {
            "kommentar"
        };
        lines.push(format!("{key}: {}", companion.text));
    }
    lines
}

/// What the output says.
pub fn of_output(handling: &Handling) -> Vec<String> {
    let root = Node {
        head: "dokument".to_owned(),
        sections: handling.avsnitt.iter().map(section).collect(),
        indicators: handling.indikatorer.iter().map(row).collect(),
        activities: handling.aktiviteter.iter().map(row).collect(),
        tables: handling.tabeller.iter().map(table).collect(),
        goals: handling.mal.iter().map(goal).collect(),
    };
    let mut out = Vec::new();
    root.lines(0, &mut out);
    let mut furniture: Vec<String> = handling
        .sidtexter
        .iter()
        .map(|text| format!("sidtext: {} ×{}", text.text, text.plats.len()))
        .collect();
    furniture.sort();
    out.extend(furniture);
    out.extend(
        handling
            .otolkat
            .iter()
            .map(|text| format!("otolkat: {}", text.text)),
    );
    out
}

fn section(section: &Avsnitt) -> (Option<String>, Vec<String>) {
    let texts = section
        .stycken
        .iter()
        .map(|paragraph| paragraph.text.clone());
    (section.rubrik.clone(), texts.collect())
}

fn goal(goal: &Mal) -> Node {
    let number = goal.nummer.as_deref().unwrap_or("-");
    let status = goal
        .status
        .as_ref()
        .map_or("-", |status| status.text.as_str());
    Node {
        head: format!("mål {} {number}: {} [{status}]", goal.niva, goal.titel),
        sections: goal.avsnitt.iter().map(section).collect(),
        indicators: goal.indikatorer.iter().map(row).collect(),
        activities: goal.aktiviteter.iter().map(row).collect(),
        tables: goal.tabeller.iter().map(table).collect(),
        goals: goal.mal.iter().map(self::goal).collect(),
    }
}

fn row(row: &Rad) -> Vec<String> {
    let mut lines = vec![format!("namn: {}", row.namn)];
    for (key, value) in &row.varden {
        lines.push(format!(
            "{key}: {}",
            value.as_ref().map_or("", |value| value.text.as_str())
        ));
    }
    for (key, text) in [("analys", &row.analys), ("kommentar", &row.kommentar)] {
        lines.extend(text.iter().map(|text| format!("{key}: {text}")));
    }
    lines
}

fn table(table: &Tabell) -> Vec<String> {
    let text = |cell: &Option<Cell>| {
        let cell = cell.as_ref();
        cell.map_or_else(String::new, |cell| cell.text.clone())
    };
    let row = |row: &[Option<Cell>]| row.iter().map(text).collect::<Vec<_>>().join(" | ");
    table.grid().map(row).collect()
}
