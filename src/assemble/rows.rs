//! Tables that a layout claims: rows of indicators and activities, goals as rows, companion and group rows.

use crate::block::{Line, Mark, TableRow, merge_places};
use crate::diagnostics::Allvar;
use crate::grammar::last_sentence;
use crate::grammar::{CompanionField, CompanionLabel, RowSort};
use crate::output::{Mal, Plats, Status, StyckeSlag, Symbol, VardeSymbol};

use super::Assembler;
use super::columns::Columns;
use super::goals::RowList;
use super::ledger::Account;
use super::lines::{absorb, count, is_empty, places, row_lines, row_places, split_lines};
use super::readrow::{Gathered, ReadRow};
use super::readtable::{PartRow, is_full_width};
use super::signs;
use super::status::met;
use super::sureness;
use super::unknown_words::Asked;

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

pub(super) fn color(mark: &Mark) -> Option<String> {
    let rgb = mark.color?;
    Some(format!("#{:02x}{:02x}{:02x}", rgb.0, rgb.1, rgb.2))
}

impl<'a> Assembler<'a> {
    /// Places a row of a table that a layout claims. `below` is how many group rows follow it at once, `read` what it says
    /// as an indicator or an activity, if it was read before.
    pub(super) fn layout_row(
        &mut self,
        row: &TableRow,
        columns: &Columns<'a>,
        full_width: bool,
        below: usize,
        read: Option<ReadRow>,
    ) {
        if row_lines(row).next().is_none() && row.cells.iter().all(is_empty) {
            return;
        }
        if !full_width && self.goal_column(row, columns) && self.only_goal(row, columns) {
            return;
        }
        if full_width || is_single(row) {
            let lines: Vec<Line> = row_lines(row).cloned().collect();
            if let Some(label) = self.companion_label(&lines, columns) {
                self.companion_row(row, &lines, Some(label), columns);
                return;
            }
            let named = columns.is_group_name(row);
            if columns.header.group_rows && (named || self.is_group(&lines, full_width)) {
                // Of group rows one below the other the last one names the innermost goals.
                let levels = columns.header.group_levels;
                let at = levels.len().saturating_sub(below.saturating_add(1));
                let niva = levels.get(at).map(String::as_str).unwrap_or_default();
                self.group_row(&lines, niva);
                return;
            }
            if full_width && columns.header.goal.is_some() {
                self.band(&lines);
                return;
            }
            if full_width {
                self.companion_row(row, &lines, None, columns);
                return;
            }
        }
        self.companion = None;
        let list = match columns.header.sort {
            RowSort::Indikator => RowList::Indikatorer,
            RowSort::Aktivitet => RowList::Aktiviteter,
            RowSort::Mal => return self.goal_row(row, columns),
        };
        let read = read.unwrap_or_else(|| self.reader().row(row, columns));
        self.row(read, list);
    }

    /// Opens the goal that a row's goal column names. An empty or covered place goes on with the goal above; returns
    /// whether a goal was named.
    fn goal_column(&mut self, row: &TableRow, columns: &Columns<'a>) -> bool {
        let Some(at) = columns.header.goal else {
            return false;
        };
        let mut cells = row.cells.iter();
        let cell = cells.find(|cell| columns.of(cell) == at && !cell.lines.is_empty());
        let Some(cell) = cell else {
            self.goal_status(row, columns, None);
            return false;
        };
        let niva = columns.header.goal_niva.unwrap_or_default();
        let at = self.group_row(&cell.lines, niva);
        self.goal_status(row, columns, Some(at));
        if let Some(mark) = cell.marks.first() {
            self.judge_goal(at, symbol(mark, None));
        }
        true
    }

    /// Gives a goal of the table the status that stands beside its name; without a name it goes on with the goal above.
    fn goal_status(&mut self, row: &TableRow, columns: &Columns<'a>, goal: Option<usize>) {
        let Some(column) = columns.header.goal_status else {
            return;
        };
        let cells = row.cells.iter();
        for cell in cells.filter(|cell| columns.of(cell) == column) {
            let at = goal.or(self.goals.group());
            if let (Some(at), Some(mark)) = (at, cell.marks.first()) {
                self.judge_goal(at, symbol(mark, None));
            }
            let text = self.vocabulary.join(&cell.lines);
            let goal = at.and_then(|at| self.goals.at(at));
            let said = |goal: &Mal| goal.status.as_ref().is_some_and(|said| said.text == text);
            // What is said again where the table goes on is no more than a label.
            let Some(goal) = goal.filter(|goal| !said(goal)) else {
                self.ledger.assign_all(&cell.lines, Account::Etiketter);
                self.labels.add(&text, &cell.lines);
                continue;
            };
            if text.is_empty() {
                continue;
            }
            let status = goal.status.get_or_insert_default();
            if !status.text.is_empty() {
                status.text.push(' ');
            }
            status.text.push_str(&text);
            status.varde = self.layouts.status(&status.text).and_then(met);
            status.ord = self.layouts.status_word(&status.text).map(str::to_owned);
            self.ledger.assign_all(&cell.lines, Account::Poster);
        }
    }

    /// Gives a goal of the table its mark, if it has none.
    fn judge_goal(&mut self, at: usize, symbol: Symbol) {
        let status = self.goals.at(at).and_then(|goal| goal.status.take());
        let mut status = status.unwrap_or_default();
        if status.symbol.is_none() {
            self.judge_mark(&mut status, symbol);
        }
        if let Some(goal) = self.goals.at(at) {
            goal.status = Some(status);
        }
    }

    /// A band across a table whose goals stand in a column: it says whose the rows below are, and ends the goal above.
    fn band(&mut self, lines: &[Line]) {
        self.companion = None;
        self.last_row = None;
        self.ledger.assign_all(lines, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(lines), lines);
        self.goals.set_group(None);
    }

    /// Whether nothing stands in a row but the goal that it names.
    fn only_goal(&self, row: &TableRow, columns: &Columns<'a>) -> bool {
        let mut others = row
            .cells
            .iter()
            .filter(|cell| !columns.is_goals(columns.of(cell)));
        others.all(is_empty)
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

    /// How many of the rows at the front, one below the other, may be group rows.
    pub(super) fn group_rows_below(
        &self,
        rows: &[PartRow<'_>],
        columns: &Columns<'a>,
        width: usize,
    ) -> usize {
        if columns.header.group_levels.len() < 2 {
            return 0;
        }
        let may_be = |row: &&PartRow<'_>| {
            let lines: Vec<Line> = row_lines(row.row).cloned().collect();
            !row.is_heading
                && !lines.is_empty()
                && (is_full_width(row.row, width) || columns.is_group_name(row.row))
                && self.companion_label(&lines, columns).is_none()
        };
        rows.iter().take_while(may_be).count()
    }

    /// Opens the goal that these lines name, for the rows that follow.
    fn group_row(&mut self, lines: &[Line], niva: &str) -> usize {
        let text = self.vocabulary.join(lines);
        self.companion = None;
        self.last_row = None;
        if let Some(goal) = self.goals.find(&text) {
            self.ledger.assign_all(lines, Account::Etiketter);
            self.labels.add(&text, lines);
            self.goals.set_group(Some(goal));
            return goal;
        }
        let label = self.layouts.goal_label(&text);
        let (niva, depth, from) = label.map_or((niva, self.depth(niva), 0), |label| {
            (label.niva, label.depth, label.label)
        });
        let (label, title) = split_lines(lines, count(text.get(..from).unwrap_or_default()));
        let title_text = self.vocabulary.join(&title);
        let (nummer, titel) = self.layouts.split_number(&title_text);
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), &label);
        self.ledger.assign_all(&title, Account::Poster);
        let goal = self.new_goal(niva, nummer, titel.trim().to_owned(), places(lines));
        let at = self.goals.add(goal, depth, None);
        self.goals.set_group(Some(at));
        at
    }

    pub(super) fn depth(&self, niva: &str) -> u32 {
        // A layout names only levels that there are.
        self.layouts.depth(niva).unwrap_or(1)
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
            self.prose(lines, text, StyckeSlag::Stycke);
            return;
        };
        let taken = label.map_or(0, |label| {
            count(text.get(..label.label).unwrap_or(text.as_str()))
        });
        let (label, body) = split_lines(lines, taken);
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), &label);
        self.ledger.assign_all(&body, Account::Poster);
        self.companion = Some(field);
        let percent = sureness::of(self.sureness, &body);
        let of_body = places(&body);
        let body = self.vocabulary.join(&body);
        let told = sureness::remark(percent, ("text below a row", &body), false, of_body);
        self.diagnostics.extend(told);
        if let Some(rad) = self.goals.row(&at) {
            if let Some(own) = sureness::share(percent) {
                rad.sakerhet = rad.sakerhet.map(|all| if own < all { own } else { all });
            }
            absorb(&mut rad.plats, &row_places(row));
            let slot = if field == CompanionField::Kommentar {
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

    /// Places an indicator or an activity.
    fn row(&mut self, mut read: ReadRow, list: RowList) {
        read.rad.ordning = self.numbers.next();
        for letters in &read.letters {
            self.ledger.assign_letters(letters, Account::Poster);
        }
        self.diagnostics.extend(read.remarks);
        for (key, text, places) in read.unknown_words {
            self.unknown_words.add(Asked::Column, &key, &text, places);
        }
        self.last_row = Some(self.goals.push_row(list, read.rad));
    }

    /// A row that is a goal: its status is the first text under another heading and the first mark, the rest become
    /// sections.
    fn goal_row(&mut self, row: &TableRow, columns: &Columns<'a>) {
        let gathered = Gathered::new(row, columns);
        let plats = merge_places(&row_places(row));
        let mut goal = self.named_goal(&gathered, columns, plats);
        for (at, lines, marks) in &gathered.cells {
            let key = columns.key(*at);
            self.goal_cell(&mut goal, lines, key.is_some());
            for mark in marks {
                self.goal_mark(&mut goal, symbol(mark, key.map(str::to_owned)));
            }
        }
        self.goal_signs(&mut goal, &gathered.signs);
        let depth = self.depth(&goal.niva);
        self.goals.add(goal, depth, None);
        self.last_row = None;
    }

    /// The goal that the row's name names.
    fn named_goal(
        &mut self,
        gathered: &Gathered<'_>,
        columns: &Columns<'a>,
        plats: Vec<Plats>,
    ) -> Mal {
        let lines = gathered.name.iter();
        let lines: Vec<Line> = lines.map(|line| line.as_ref().clone()).collect();
        let name = self.vocabulary.join(&lines);
        let label = self.layouts.goal_label(&name);
        let from = label.as_ref().map_or(0, |label| label.label);
        let niva = label
            .as_ref()
            .map(|label| label.niva)
            .or(columns.header.niva)
            .unwrap_or_default();
        let (label, title) = split_lines(&lines, count(name.get(..from).unwrap_or_default()));
        self.ledger.assign_all(&label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(&label), &label);
        self.ledger.assign_all(&title, Account::Poster);
        let title = self.vocabulary.join(&title);
        let (nummer, titel) = self.layouts.split_number(&title);
        self.new_goal(niva, nummer, titel.trim().to_owned(), plats)
    }

    /// A text in a goal's row: the goal's status, if it stands under a heading and is the first one.
    fn goal_cell(&mut self, goal: &mut Mal, lines: &[&Line], headed: bool) {
        let text = self.vocabulary.join(lines);
        if text.is_empty() {
            return;
        }
        let judged = headed && goal.status.as_ref().is_none_or(|s| s.text.is_empty());
        if !judged {
            self.goal_text(goal, lines, text);
            return;
        }
        self.ledger
            .assign_all(lines.iter().copied(), Account::Poster);
        let value = self.layouts.status(&text);
        let status = goal.status.get_or_insert_default();
        let value = self.layouts.status(last_sentence(&text)).or(value);
        status.varde = value.and_then(met);
        status.ord = self.layouts.status_word(&text).map(str::to_owned);
        status.text = text;
    }

    /// A text in a goal's row that is not its status: a section of its own.
    fn goal_text(&mut self, goal: &mut Mal, lines: &[&Line], text: String) {
        self.ledger
            .assign_all(lines.iter().copied(), Account::Avsnitt);
        let mut section = self.new_section(None, None, places(lines));
        let lines: Vec<Line> = lines.iter().map(|line| (*line).clone()).collect();
        self.add_paragraph(&mut section, text, StyckeSlag::Stycke, &lines);
        goal.avsnitt.push(section);
    }

    /// A goal has one mark; others are told of.
    fn goal_mark(&mut self, goal: &mut Mal, symbol: Symbol) {
        let status = goal.status.get_or_insert_default();
        if status.symbol.is_none() {
            self.judge_mark(status, symbol);
            return;
        }
        let message = format!(
            "a goal has more marks than one: \"{}\"",
            shorten(&goal.titel)
        );
        self.remark("symbol-utan-plats", Allvar::Info, message, symbol.plats);
    }

    /// Gives a status its mark, and what the layouts say that the mark means where no words say it.
    pub(super) fn judge_mark(&self, status: &mut Status, symbol: Symbol) {
        let told = VardeSymbol {
            farg: symbol.farg.clone(),
            form: symbol.form.clone(),
        };
        let (value, word) = self.layouts.mark_status(&told);
        if status.text.is_empty() {
            status.varde = status.varde.or(value.and_then(met));
            status.ord = status.ord.take().or(word.map(str::to_owned));
        }
        status.symbol = Some(symbol);
    }

    /// A sign of a font is a goal's mark if it has no other; signs beyond it are kept as text.
    fn goal_signs(&mut self, goal: &mut Mal, signs: &[Line]) {
        let marked = |status: &Status| status.symbol.is_some();
        let taken = goal.status.as_ref().is_some_and(marked);
        let (first, rest) = signs.split_at(signs.len().min(usize::from(!taken)));
        self.ledger.assign_all(first, Account::Poster);
        if let Some(sign) = signs::symbols(first).pop() {
            self.judge_mark(goal.status.get_or_insert_default(), sign);
        }
        if !rest.is_empty() {
            let rest: Vec<&Line> = rest.iter().collect();
            self.goal_text(goal, &rest, self.vocabulary.join(&rest));
        }
    }
}

/// Whether only one cell holds something: the row may be no row of the table's columns.
pub(super) fn is_single(row: &TableRow) -> bool {
    row.cells.iter().filter(|cell| !is_empty(cell)).count() == 1
}

/// The beginning of a text, for a message.
pub(super) fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
