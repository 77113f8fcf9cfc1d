//! Tables that a layout claims: rows of indicators and activities, goals as rows, companion and group rows.

use indexmap::IndexMap;

use crate::diagnostics::Allvar;
use crate::flow::{Line, Mark, TableCell, TableRow, merge_places};
use crate::grammar::{ColumnMatch, CompanionLabel, HeaderMatch, RowSort};
use crate::model::{Avsnitt, Plats, Rad, Symbol, Tal, Varde, VardeSymbol};
use crate::signs::is_signs;

use super::Assembler;
use super::goals::RowList;
use super::ledger::Account;
use super::lines::{absorb, count, is_empty, page, places, row_lines, row_places, split_lines};
use super::rejoin;
use super::signs;

/// A goal that a group row names and that stood nowhere before has this level.
const GROUP_LEVEL: (&str, u32) = ("namndmal", 3);

/// A layout and which of its columns each column of the table is.
#[derive(Debug, Clone)]
pub(super) struct Columns<'a> {
    pub(super) header: HeaderMatch<'a>,
    /// Keys of the columns that hold values, in the order of the layout, unknown ones last; with the table's column.
    keys: Vec<(String, usize)>,
    /// Letters of the heading row, to know it again.
    pub(super) letters: Vec<String>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(header: HeaderMatch<'a>, texts: &[String]) -> Self {
        let mut known: Vec<(usize, String, usize)> = Vec::new();
        let mut unknown: Vec<(String, usize)> = Vec::new();
        for (at, column) in header.columns.iter().enumerate() {
            match column {
                ColumnMatch::Known(key, order) => known.push((*order, key.clone(), at)),
                ColumnMatch::Unknown(key) => unknown.push((key.clone(), at)),
                ColumnMatch::Name | ColumnMatch::Unlabelled => {}
            }
        }
        known.sort_by_key(|(order, _, at)| (*order, *at));
        let mut keys: Vec<(String, usize)> = Vec::new();
        let all = known.into_iter().map(|(_, key, at)| (key, at));
        for (key, at) in all.chain(unknown) {
            // Two headings can give the same key; neither column may hide the other.
            let taken = keys.iter().filter(|(other, _)| *other == key).count();
            let key = if taken == 0 {
                key
            } else {
                format!("{key}_{}", taken + 1)
            };
            keys.push((key, at));
        }
        let letters = texts.iter().map(|t| super::lines::letters_of(t)).collect();
        Self {
            header,
            keys,
            letters,
        }
    }

    fn column(&self, at: usize) -> &ColumnMatch {
        self.header
            .columns
            .get(at)
            .unwrap_or(&ColumnMatch::Unlabelled)
    }

    fn key(&self, at: usize) -> Option<&str> {
        let found = self.keys.iter().find(|(_, column)| *column == at);
        found.map(|(key, _)| key.as_str())
    }

    /// The column that a cell belongs to: the first one with a heading that it covers.
    fn of(&self, cell: &TableCell) -> usize {
        let end = cell.column.saturating_add(cell.span.max(1));
        (cell.column..end.min(self.header.columns.len()))
            .find(|&at| *self.column(at) != ColumnMatch::Unlabelled)
            .unwrap_or(cell.column)
    }
}

/// A mark as the output tells it.
pub(super) fn symbol(mark: &Mark, kolumn: Option<String>) -> Symbol {
    Symbol {
        kolumn,
        farg: color(mark),
        form: mark.form.to_owned(),
        alt: mark.alt.clone(),
        plats: merge_places([&mark.place]),
    }
}

fn color(mark: &Mark) -> Option<String> {
    let rgb = mark.color?;
    Some(format!("#{:02x}{:02x}{:02x}", rgb.0, rgb.1, rgb.2))
}

/// What a row's cells hold, by the table's columns.
#[derive(Default)]
struct Gathered {
    name: Vec<Line>,
    /// Signs that stand where icons would.
    signs: Vec<Line>,
    cells: Vec<(usize, Vec<Line>, Vec<Mark>)>,
}

impl<'a> Assembler<'a> {
    /// Places a row of a table that a layout claims.
    pub(super) fn layout_row(&mut self, row: &TableRow, columns: &Columns<'a>, full_width: bool) {
        if row_lines(row).next().is_none() && row.cells.iter().all(is_empty) {
            return;
        }
        let filled = row.cells.iter().filter(|cell| !is_empty(cell)).count();
        if full_width || filled == 1 {
            let lines: Vec<Line> = row_lines(row).cloned().collect();
            if let Some(label) = self.companion_label(&lines, columns) {
                self.companion_row(row, &lines, Some(label), columns);
                return;
            }
            if columns.header.group_rows && self.is_group(&lines, full_width) {
                self.group_row(&lines, columns);
                return;
            }
            if full_width {
                self.companion_row(row, &lines, None, columns);
                return;
            }
        }
        self.companion = None;
        match columns.header.sort {
            RowSort::Indikator => self.row(row, columns, RowList::Indikatorer),
            RowSort::Aktivitet => self.row(row, columns, RowList::Aktiviteter),
            RowSort::Mal => self.goal_row(row, columns),
        }
    }

    fn companion_label(&self, lines: &[Line], columns: &Columns<'_>) -> Option<CompanionLabel> {
        let first = &lines.first()?.text;
        // A label on a line of its own is one whatever follows it.
        self.layouts
            .companion(columns.header.layout, first)
            .filter(|label| label.label >= first.len())
            .or_else(|| {
                let text = self.vocabulary.join(lines);
                self.layouts.companion(columns.header.layout, &text)
            })
    }

    /// A row over the whole width names a group unless it goes on with a companion's text.
    fn is_group(&self, lines: &[Line], full_width: bool) -> bool {
        let text = self.vocabulary.join(lines);
        let bold = lines.iter().all(|line| line.style.bold) && !lines.is_empty();
        let known = self.goals.find(&text).is_some();
        known || full_width && (bold || self.companion.is_none())
    }

    fn group_row(&mut self, lines: &[Line], columns: &Columns<'a>) {
        let text = self.vocabulary.join(lines);
        self.companion = None;
        self.last_row = None;
        if let Some(goal) = self.goals.find(&text) {
            self.ledger.assign_all(lines, Account::Etiketter);
            self.labels.add(&text, page(lines));
            self.goals.set_group(Some(goal));
            return;
        }
        let label = self.layouts.goal_label(&text);
        let named = columns.header.group_niva.unwrap_or(GROUP_LEVEL.0);
        let (niva, depth, from) = label.map_or((named, self.depth(named), 0), |label| {
            (label.niva, label.depth, label.label)
        });
        let (label, title) = split_lines(lines, count(text.get(..from).unwrap_or_default()));
        let title_text = self.vocabulary.join(&title);
        let (nummer, titel) = self.layouts.split_number(&title_text);
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), page(&label));
        self.ledger.assign_all(&title, Account::Poster);
        let goal = Self::new_goal(niva, nummer, titel.trim().to_owned(), places(lines));
        let at = self.goals.add(goal, depth, None);
        self.goals.set_group(Some(at));
    }

    fn depth(&self, niva: &str) -> u32 {
        let level = self.layouts.levels().find(|level| level.niva == niva);
        level.map_or(GROUP_LEVEL.1, |level| level.depth)
    }

    /// A text over the whole width below a row: the row's analysis or comment.
    fn companion_row(
        &mut self,
        row: &TableRow,
        lines: &[Line],
        label: Option<CompanionLabel>,
        columns: &Columns<'_>,
    ) {
        let field = label.as_ref().map(|label| label.field).or(self.companion);
        let text = self.vocabulary.join(lines);
        let at = self.last_row.clone();
        let (Some(field), Some(at)) = (field, at) else {
            let message = format!(
                "a text over the whole width of a {} table belongs to no row: \"{}\"",
                columns.header.layout,
                shorten(&text)
            );
            let plats = merge_places(&row_places(row));
            self.remark("text-utan-rad", Allvar::Varning, message, plats);
            self.prose(lines);
            return;
        };
        let taken = label.map_or(0, |label| {
            count(text.get(..label.label).unwrap_or(text.as_str()))
        });
        let (label, body) = split_lines(lines, taken);
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), page(&label));
        self.ledger.assign_all(&body, Account::Poster);
        self.companion = Some(field);
        let body = self.vocabulary.join(&body);
        if let Some(rad) = self.goals.row(&at) {
            absorb(&mut rad.plats, &row_places(row));
            let slot = if field == "kommentar" {
                &mut rad.kommentar
            } else {
                &mut rad.analys
            };
            match slot {
                Some(text) if !body.is_empty() => {
                    text.push(' ');
                    text.push_str(&body);
                }
                Some(_) => {}
                None if body.is_empty() => {}
                None => *slot = Some(body),
            }
        }
    }

    /// An indicator or an activity.
    fn row(&mut self, row: &TableRow, columns: &Columns<'a>, list: RowList) {
        let gathered = gather(row, columns);
        let plats = merge_places(&row_places(row));
        let namn = self.vocabulary.join(&gathered.name);
        self.ledger.assign_all(&gathered.name, Account::Poster);
        let mut symboler = signs::symbols(&gathered.signs, &mut self.ledger);
        let varden = self.values(&gathered, columns, &plats, &mut symboler);
        if namn.is_empty() {
            let message = format!("a row of a {} table has no name", columns.header.layout);
            self.remark("rad-utan-namn", Allvar::Varning, message, plats.clone());
        }
        let rad = Rad {
            namn,
            varden,
            analys: None,
            kommentar: None,
            symboler,
            plats,
        };
        self.last_row = Some(self.goals.push_row(list, rad));
    }

    /// The cells' values: one entry for each column with a heading, and for an unlabelled one with text in it.
    fn values(
        &mut self,
        gathered: &Gathered,
        columns: &Columns<'a>,
        plats: &[Plats],
        symboler: &mut Vec<Symbol>,
    ) -> IndexMap<String, Option<Varde>> {
        let mut varden: IndexMap<String, Option<Varde>> = columns
            .keys
            .iter()
            .map(|(key, _)| (key.clone(), None))
            .collect();
        for (at, lines, marks) in &gathered.cells {
            let key = columns.key(*at).map(str::to_owned);
            symboler.extend(marks.iter().map(|mark| symbol(mark, key.clone())));
            let text = self.vocabulary.join(lines);
            if text.is_empty() && (marks.is_empty() || key.is_none()) {
                continue;
            }
            self.ledger.assign_all(lines, Account::Poster);
            let mut varde = Varde {
                text: text.clone(),
                ..Varde::default()
            };
            if text.is_empty() {
                // The mark is the value.
            } else if is_signs(&text) {
                varde.symbol = signs::value(lines);
            } else if key.is_some() {
                let read = |text: &str| {
                    self.layouts
                        .cell(columns.header.layout, columns.column(*at), text)
                };
                let (mut value, mut doubt) = read(&text);
                let broken = doubt.is_some() || rejoin::breaks_number(&value);
                let mended = broken.then(|| rejoin::value(lines, &read)).flatten();
                if let Some(mended) = mended {
                    (value, doubt) = (mended, None);
                }
                varde = value;
                self.diagnostics
                    .extend(doubt.map(|doubt| doubt.at(places(lines))));
            } else {
                let message = format!(
                    "a column without heading holds text: \"{}\"",
                    shorten(&text)
                );
                self.remark("kolumn-utan-rubrik", Allvar::Info, message, plats.to_vec());
            }
            if let Some(mark) = marks.first().filter(|_| key.is_some()) {
                varde.symbol = Some(VardeSymbol {
                    farg: color(mark),
                    form: mark.form.to_owned(),
                });
                if let Some(filled) = mark.filled.filter(|_| varde.tal.is_none()) {
                    varde.tal = Tal::new((f64::from(filled) * 100.0).round());
                    varde.enhet = Some("%".to_owned());
                }
            }
            let key = key.unwrap_or_else(|| {
                let mut key = format!("kolumn_{}", at + 1);
                // A heading can say so too.
                while varden.contains_key(&key) {
                    key.push('_');
                }
                key
            });
            varden.insert(key, Some(varde));
        }
        varden
    }

    /// A row that is a goal: its status is the first text under another heading and the first mark, the rest become
    /// sections.
    fn goal_row(&mut self, row: &TableRow, columns: &Columns<'a>) {
        let gathered = gather(row, columns);
        let plats = merge_places(&row_places(row));
        let name = self.vocabulary.join(&gathered.name);
        let label = self.layouts.goal_label(&name);
        let from = label.as_ref().map_or(0, |label| label.label);
        let niva = label
            .as_ref()
            .map(|label| label.niva)
            .or(columns.header.niva)
            .unwrap_or(GROUP_LEVEL.0);
        let depth = self.depth(niva);
        let (label, title) =
            split_lines(&gathered.name, count(name.get(..from).unwrap_or_default()));
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), page(&label));
        self.ledger.assign_all(&title, Account::Poster);
        let title = self.vocabulary.join(&title);
        let (nummer, titel) = self.layouts.split_number(&title);
        let mut goal = Self::new_goal(niva, nummer, titel.trim().to_owned(), plats);
        for (at, lines, marks) in &gathered.cells {
            let text = self.vocabulary.join(lines);
            let key = columns.key(*at).map(str::to_owned);
            let judged = key.is_some() && goal.status.as_ref().is_none_or(|s| s.text.is_empty());
            if judged && !text.is_empty() {
                self.ledger.assign_all(lines, Account::Poster);
                let status = goal.status.get_or_insert_default();
                status.varde = self.layouts.status(&text).map(str::to_owned);
                status.text = text;
            } else if !text.is_empty() {
                self.ledger.assign_all(lines, Account::Avsnitt);
                goal.avsnitt.push(Avsnitt {
                    rubrik: None,
                    niva: None,
                    text: vec![text],
                    plats: places(lines),
                });
            }
            for mark in marks {
                let slot = &mut goal.status.get_or_insert_default().symbol;
                if slot.is_none() {
                    *slot = Some(symbol(mark, key.clone()));
                } else {
                    let message = format!(
                        "a goal has more marks than one: \"{}\"",
                        shorten(&goal.titel)
                    );
                    self.remark(
                        "symbol-utan-plats",
                        Allvar::Info,
                        message,
                        merge_places([&mark.place]),
                    );
                }
            }
        }
        // A goal has one symbol; signs beyond it are kept as text.
        let taken = goal
            .status
            .as_ref()
            .is_some_and(|status| status.symbol.is_some());
        let (first, rest) = gathered
            .signs
            .split_at(gathered.signs.len().min(usize::from(!taken)));
        if let Some(sign) = signs::symbols(first, &mut self.ledger).pop() {
            goal.status.get_or_insert_default().symbol = Some(sign);
        }
        if !rest.is_empty() {
            self.ledger.assign_all(rest, Account::Avsnitt);
            goal.avsnitt.push(Avsnitt {
                rubrik: None,
                niva: None,
                text: vec![self.vocabulary.join(rest)],
                plats: places(rest),
            });
        }
        self.goals.add(goal, depth, None);
        self.last_row = None;
    }
}

/// A row's cells by column; the name's and the unlabelled columns' marks come first.
fn gather(row: &TableRow, columns: &Columns<'_>) -> Gathered {
    let mut gathered = Gathered::default();
    for cell in &row.cells {
        let at = columns.of(cell);
        let name = *columns.column(at) == ColumnMatch::Name;
        let unlabelled = *columns.column(at) == ColumnMatch::Unlabelled;
        let lines = if name || unlabelled && cell.lines.iter().all(|line| is_signs(&line.text)) {
            let (signs, words) = signs::part(&cell.lines);
            gathered.signs.extend(signs);
            gathered.name.extend(words);
            Vec::new()
        } else {
            cell.lines.clone()
        };
        match gathered.cells.iter_mut().find(|(other, ..)| *other == at) {
            Some((_, all, marks)) => {
                all.extend(lines);
                marks.extend(cell.marks.iter().cloned());
            }
            None => gathered.cells.push((at, lines, cell.marks.clone())),
        }
    }
    gathered
}

/// The beginning of a text, for a message.
pub(super) fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
