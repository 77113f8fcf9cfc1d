//! The rows of a table in plain text: which lines are a row's name, which its values, which its analysis.
//!
//! A table's lines are cut into rows, companion texts and lines that fit nowhere, so that the whole costs least
//! (a shortest path over the lines). What follows the last row is left to the running text.

use std::collections::BTreeMap;

use crate::signs::{is_signs, leading};

use super::super::source::SourceLine;
use super::assignment::{Assigner, Assignment, SetOff, Token};
use super::costs::cell::ROW_WORDS;
use super::costs::row::{
    COMPANION_LINE, CONTINUED, CONTINUED_CAPITAL, CONTINUED_LINES, CONTINUED_OPEN,
    CONTINUED_SENTENCE, DEAREST_VALUES, EMPTY_ROW, GAP_IN_NAME, GROUP, LABEL, LEAST_NAMES,
    LINES_FOR_A_GAP, MIN_NAME, NAME_LINES, NO_GAP_AFTER_ROW, NO_GAP_AFTER_SENTENCE,
    NO_GAP_AFTER_TEXT, NO_GAP_BEFORE_VALUES, NUMBERED_NAME, PARTED_TAIL, PASSED_DAY, ROW,
    SINGLE_TAIL, SMALL_LETTER, STRAY, TAIL_WORDS, VALUE_LINES, VALUE_START_LINES, WIDE_NAME,
    WORDLESS_NAME,
};

/// A line of a table.
pub(crate) struct Item<'s> {
    pub(crate) line: &'s SourceLine,
    /// An empty line, a repeated header row or furniture stands before it.
    pub(crate) gap: bool,
    /// A repeated heading or furniture stands before it: a page ended here.
    pub(crate) page: bool,
    /// A repeated header row stands before it.
    pub(crate) headed: bool,
    /// It begins with a companion row's label.
    pub(crate) companion: bool,
}

/// A stretch of a table.
#[derive(Debug, Clone)]
pub(crate) enum Stretch {
    /// A row: its name is in the words before `(line, word)`, its values from there to the line `to`.
    Row {
        from: usize,
        values: (usize, usize),
        to: usize,
        cells: Option<Assignment>,
    },
    /// The rest of the name of the row before, behind a repeated header row.
    Continued { from: usize, to: usize },
    /// A companion's label and text.
    Companion { from: usize, to: usize },
    /// Lines that are neither: a group's name, or text that was cut off.
    Stray { from: usize, to: usize },
}

/// What the lines before were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Row,
    Text,
    Stray,
}

const STATES: [State; 3] = [State::Row, State::Text, State::Stray];

#[derive(Debug, Clone)]
struct Reached {
    cost: f32,
    before: usize,
    state: State,
    stretch: Option<Stretch>,
}

/// Values that begin at a word: the cheapest assignment for each line that they may end before.
type Values = Vec<(usize, Assignment)>;

/// Cuts a table's lines; what is left after the last stretch is not the table's.
pub(crate) fn cut(items: &[Item<'_>], assigner: &Assigner<'_>, groups: bool) -> Vec<Stretch> {
    let values = all_values(items, assigner);
    let setting = Setting::new(items, &values);
    let rows = Rows {
        items,
        values: &values,
        setting: &setting,
    };
    let mut best: Vec<[Option<Reached>; 3]> = vec![[None, None, None]; items.len() + 1];
    if let Some(first) = best.first_mut() {
        first[0] = Some(Reached {
            cost: 0.0,
            before: 0,
            state: State::Row,
            stretch: None,
        });
    }
    for at in 0..items.len() {
        for state in STATES {
            let reached = best
                .get(at)
                .and_then(|states| states[state as usize].as_ref());
            let Some(cost) = reached.map(|reached| reached.cost) else {
                continue;
            };
            let mut step = |to: usize, next: State, added: f32, stretch: Stretch| {
                let cost = cost + added;
                if let Some(slot) = best.get_mut(to).map(|states| &mut states[next as usize])
                    && slot.as_ref().is_none_or(|old| cost < old.cost)
                {
                    *slot = Some(Reached {
                        cost,
                        before: at,
                        state,
                        stretch: Some(stretch),
                    });
                }
            };
            for (to, cost, row) in rows.beginning(at, state) {
                step(to, State::Row, cost, row);
            }
            if state == State::Row && at > 0 {
                continued_from(items, at, &mut step);
            }
            let stretch = Stretch::Companion {
                from: at,
                to: at + 1,
            };
            let companion = items.get(at).is_some_and(|item| item.companion);
            if companion && state != State::Stray {
                step(at + 1, State::Text, LABEL, stretch);
            } else if state == State::Text {
                step(at + 1, State::Text, COMPANION_LINE, stretch);
            }
            let stray = if groups { GROUP } else { STRAY };
            step(
                at + 1,
                State::Stray,
                stray,
                Stretch::Stray {
                    from: at,
                    to: at + 1,
                },
            );
        }
    }
    stretches(&best)
}

/// The cheapest way to its end, as stretches in order; of equal ways the one that takes in more lines.
fn stretches(best: &[[Option<Reached>; 3]]) -> Vec<Stretch> {
    let mut end: Option<(f32, usize, State)> = None;
    for (at, states) in best.iter().enumerate() {
        for state in STATES {
            if let Some(reached) = &states[state as usize]
                && end.is_none_or(|(cost, ..)| reached.cost <= cost)
            {
                end = Some((reached.cost, at, state));
            }
        }
    }
    let mut stretches = Vec::new();
    let mut here = end.map(|(_, at, state)| (at, state));
    while let Some((at, state)) = here {
        let Some(reached) = best
            .get(at)
            .and_then(|states| states[state as usize].as_ref())
        else {
            break;
        };
        let Some(stretch) = &reached.stretch else {
            break;
        };
        stretches.push(stretch.clone());
        here = Some((reached.before, reached.state));
    }
    stretches.reverse();
    merge(stretches)
}

/// Joins lines of one companion text or one stray stretch.
fn merge(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut merged: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match (merged.last_mut(), &stretch) {
            (Some(Stretch::Companion { to, .. }), Stretch::Companion { to: end, .. })
            | (Some(Stretch::Stray { to, .. }), Stretch::Stray { to: end, .. }) => *to = *end,
            _ => merged.push(stretch),
        }
    }
    merged
}

/// How a text sets its tables: what the lines of the table at hand tell before they are cut.
struct Setting {
    /// Empty lines set rows, names and values apart.
    gaps: bool,
    /// No line of a name is wider; `None` where nothing tells.
    name: Option<usize>,
}

impl Setting {
    fn new(items: &[Item<'_>], values: &BTreeMap<(usize, usize), Values>) -> Self {
        let gaps = items.iter().filter(|item| item.gap && !item.page).count();
        // Lines right above values on a line of their own, and no values themselves, are names, most of them.
        let is_value = |line: usize| values.contains_key(&(line, 0));
        let mut widths: Vec<usize> = values
            .keys()
            .filter(|(line, word)| *word == 0 && *line > 0 && !is_value(line - 1))
            .filter_map(|(line, _)| items.get(line.checked_sub(2)?).zip(items.get(line - 1)))
            .map(|(above, last)| above.line.width().max(last.line.width()))
            .collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() * 3 / 4).copied();
        let name = usual.filter(|_| widths.len() > LEAST_NAMES);
        Self {
            gaps: gaps * LINES_FOR_A_GAP > items.len(),
            name: name.map(|width| width.max(MIN_NAME) * 3 / 2),
        }
    }

    /// What beginning a row without a gap costs.
    fn no_gap(&self, before: Option<&Item<'_>>, state: State) -> f32 {
        let ended = before.is_some_and(|item| item.line.text().ends_with(['.', '!', '?']));
        match state {
            State::Row if self.gaps => NO_GAP_AFTER_ROW,
            State::Row => 0.0,
            State::Text | State::Stray if !self.gaps && ended => NO_GAP_AFTER_SENTENCE,
            State::Text | State::Stray => NO_GAP_AFTER_TEXT,
        }
    }
}

/// The rows that lines can begin.
struct Rows<'r, 's> {
    items: &'r [Item<'s>],
    values: &'r BTreeMap<(usize, usize), Values>,
    setting: &'r Setting,
}

/// A row that may be: the line after it, what it costs, and what it is.
type Candidate = (usize, f32, Stretch);

impl Rows<'_, '_> {
    /// Every row that can begin with the line `at`, as its name grows line by line.
    fn beginning(&self, at: usize, state: State) -> Vec<Candidate> {
        let mut found = Vec::new();
        let Some(first) = self.items.get(at) else {
            return found;
        };
        let mut name = self.name_begins(at, first, state);
        for line in at..self.items.len().min(at + NAME_LINES) {
            let Some(item) = self.items.get(line).filter(|item| !item.companion) else {
                break;
            };
            if line > at {
                found.extend(self.values_below(at, (line, item), name));
                if item.gap && !item.page {
                    name += GAP_IN_NAME;
                }
            }
            found.extend(self.values_behind(at, line, name));
            let width = self.setting.name;
            if width.is_some_and(|width| item.line.width() > width) {
                name += WIDE_NAME;
            }
            if ends_in_day(item) {
                name += PASSED_DAY;
            }
            found.extend(self.name_alone(at, line, name));
        }
        found
    }

    /// What it costs that a name begins with a line.
    fn name_begins(&self, at: usize, first: &Item<'_>, state: State) -> f32 {
        let text = begins_with(self.items, at);
        let mut cost = 0.0;
        if text.starts_with(char::is_lowercase) {
            cost += SMALL_LETTER;
        }
        if !text.contains(char::is_alphabetic) {
            cost += WORDLESS_NAME;
        } else if text.starts_with(|c: char| c.is_ascii_digit()) {
            cost += NUMBERED_NAME;
        }
        if at > 0 && !first.gap {
            let before = at.checked_sub(1).and_then(|before| self.items.get(before));
            cost += self.setting.no_gap(before, state);
        } else if first.page && !self.setting.gaps && state != State::Row {
            cost += NO_GAP_AFTER_SENTENCE;
        }
        cost
    }

    /// Values on lines of their own, the first one this line, below a name that costs so much.
    fn values_below(
        &self,
        at: usize,
        (line, item): (usize, &Item<'_>),
        name: f32,
    ) -> impl Iterator<Item = Candidate> {
        let near = if item.gap || !self.setting.gaps {
            0.0
        } else {
            NO_GAP_BEFORE_VALUES
        };
        let values = self.values.get(&(line, 0)).into_iter().flatten();
        values.map(move |(to, cells)| {
            let cost = ROW + name + near + cells.cost;
            (*to, cost, row(at, (line, 0), *to, Some(cells)))
        })
    }

    /// Values behind the name's last words on a line.
    fn values_behind(&self, at: usize, line: usize, name: f32) -> Vec<Candidate> {
        let mut found = Vec::new();
        for ((_, word), values) in self.values.range((line, 1)..(line + 1, 0)) {
            for (to, cells) in values {
                let odd = cells.read < 2 || cells.odd_unit;
                let single = if odd { SINGLE_TAIL } else { 0.0 };
                // Below a name of several lines, cells on lines of their own all stand below a gap.
                let reach = if line > at { *to } else { (line + 2).min(*to) };
                let below = self.items.get(line + 1..reach).unwrap_or_default();
                let parted = below.iter().any(|item| item.gap && !item.page);
                let parted = if parted { PARTED_TAIL } else { 0.0 };
                let cost = ROW + name + single + parted + cells.cost;
                found.push((*to, cost, row(at, (line, *word), *to, Some(cells))));
            }
        }
        found
    }

    /// A name and nothing else: only where an empty line ends it.
    fn name_alone(&self, at: usize, line: usize, name: f32) -> Option<Candidate> {
        let ends = self
            .items
            .get(line + 1)
            .is_some_and(|next| next.gap && !next.headed);
        let small = begins_with(self.items, at).starts_with(char::is_lowercase);
        let gap = self.items.get(at).is_some_and(|first| first.gap);
        (gap && ends && !small).then(|| {
            let stretch = row(at, (line + 1, 0), line + 1, None);
            (line + 1, EMPTY_ROW + name, stretch)
        })
    }
}

/// Whether the line's last word is a day, all in digits.
fn ends_in_day(item: &Item<'_>) -> bool {
    let last = item.line.words.last();
    last.is_some_and(|word| word.text.len() == 10 && crate::grammar::date(&word.text).is_some())
}

/// The words that a row's name begins with: an icon that is a sign may stand before them, on a line of its own too.
fn begins_with<'s>(items: &'s [Item<'_>], at: usize) -> &'s str {
    let text = |at: usize| items.get(at).map_or("", |item| item.line.text());
    let words = if is_signs(text(at)) {
        text(at + 1)
    } else {
        text(at)
    };
    words.get(leading(words)..).unwrap_or_default().trim_start()
}

/// The rest of a name that a page break cut: lines directly behind a repeated header row, up to a gap.
fn continued_from(
    items: &[Item<'_>],
    at: usize,
    step: &mut impl FnMut(usize, State, f32, Stretch),
) {
    let Some(first) = items.get(at).filter(|item| item.headed && !item.companion) else {
        return;
    };
    let small = first.line.text().starts_with(char::is_lowercase);
    let cost = if small { CONTINUED } else { CONTINUED_CAPITAL };
    for to in at + 1..=items.len().min(at + CONTINUED_LINES) {
        let ended = items
            .get(to - 1)
            .is_some_and(|last| last.line.text().ends_with('.'));
        let next = items.get(to);
        let begins = next.is_none_or(|next| next.line.text().starts_with(char::is_uppercase));
        let gap = next.is_none_or(|next| next.gap);
        let end = match (gap, begins, ended) {
            (true, ..) => 0.0,
            (false, true, true) => CONTINUED_SENTENCE,
            (false, true, false) => CONTINUED_OPEN,
            (false, false, _) => CONTINUED_CAPITAL,
        };
        step(
            to,
            State::Row,
            cost + end,
            Stretch::Continued { from: at, to },
        );
        if gap {
            break;
        }
    }
}

fn row(from: usize, values: (usize, usize), to: usize, cells: Option<&Assignment>) -> Stretch {
    Stretch::Row {
        from,
        values,
        to,
        cells: cells.cloned(),
    }
}

/// For every word at which values can begin, the assignments by the line before which they end.
fn all_values(items: &[Item<'_>], assigner: &Assigner<'_>) -> BTreeMap<(usize, usize), Values> {
    let mut all = BTreeMap::new();
    for (line, item) in items.iter().enumerate() {
        let count = item.line.words.len();
        for word in (0..count).filter(|&word| word == 0 || count - word <= TAIL_WORDS) {
            let words: Vec<&str> = following(items, line, word).map(|(text, _)| text).collect();
            if !assigner.can_start(&words) {
                continue;
            }
            let mut values = Vec::new();
            for to in line + 1..=items.len().min(line + VALUE_LINES) {
                let inner = items.get(line + 1..to).unwrap_or_default();
                if inner.iter().any(|item| item.companion) {
                    break;
                }
                let tokens = tokens(items, (line, word), to);
                if tokens.len() > ROW_WORDS {
                    break;
                }
                values.extend(assigner.assign(&tokens).map(|cells| (to, cells)));
            }
            // Values that read nothing are no values.
            values.retain(|(_, cells): &(usize, Assignment)| {
                cells.read > 0 && cells.cost < DEAREST_VALUES
            });
            if !values.is_empty() {
                all.insert((line, word), values);
            }
        }
    }
    all
}

/// The words from one on, over the line's end.
fn following<'s>(
    items: &'s [Item<'_>],
    line: usize,
    word: usize,
) -> impl Iterator<Item = (&'s str, usize)> {
    let lines = items
        .get(line..)
        .unwrap_or_default()
        .iter()
        .take(VALUE_START_LINES)
        .enumerate();
    lines.flat_map(move |(nth, item)| {
        let from = if nth == 0 { word } else { 0 };
        let words = item.line.words.get(from..).unwrap_or_default();
        words.iter().map(move |word| (word.text.as_str(), nth))
    })
}

/// The words of the values from a word to the line `to`.
pub(crate) fn tokens<'s>(items: &'s [Item<'_>], from: (usize, usize), to: usize) -> Vec<Token<'s>> {
    let mut tokens = Vec::new();
    let mut trailing = 0_usize;
    for (line, item) in items.iter().enumerate().take(to).skip(from.0) {
        let begin = if line == from.0 { from.1 } else { 0 };
        for (at, word) in item.line.words.iter().enumerate().skip(begin) {
            let first = at == begin;
            let after = match (first && line > from.0, item.gap) {
                (true, true) if item.page => SetOff::Line,
                (true, true) => SetOff::Blank,
                (true, false) => SetOff::Line,
                (false, _) => SetOff::Gap,
            };
            // A single space at a line's beginning is a trace of a page break; at a word's, nothing.
            let lead = if at == 0 && word.gap < 2 { 0 } else { word.gap };
            let passed = match after {
                SetOff::Gap if at == 0 => lead,
                SetOff::Gap => word.gap.saturating_sub(1),
                SetOff::Line | SetOff::Blank => lead + trailing.saturating_sub(1),
            };
            tokens.push(Token {
                text: &word.text,
                after,
                passed,
            });
        }
        trailing = item.line.trailing;
    }
    tokens
}
