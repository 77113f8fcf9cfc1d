//! What the whole text says about its parts: the kind of document, the goal at hand, titles in the table of contents.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::{GoalOwner, Layouts};
use crate::letters::letters_of;
use crate::output::Typ;

use super::source::SourceLine;

/// What leaving a column empty costs, by how often the cells of such columns are empty in published documents. The cost
/// has no unit; a word that a column reads is worth 1.
const NEARLY_ALWAYS: f32 = 0.2;
const OFTEN: f32 = 0.3;
const SOMETIMES: f32 = 0.5;
const NOW_AND_THEN: f32 = 0.6;
const RARELY: f32 = 0.8;
const HARDLY: f32 = 1.0;
const NEVER: f32 = 2.0;

/// Which columns are likely to be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Likely {
    /// The document is a unit's plan.
    pub(crate) unit: bool,
    /// The goal at hand is the committee's own or a unit's.
    pub(crate) own_goal: bool,
}

impl Likely {
    /// What leaving a column empty costs. An indicator under a committee's goal has a target of its own and none of the
    /// council's; in a unit's plan the council's stands alone. Outcomes by sex are often missing, last year's
    /// sometimes.
    pub(crate) fn empty(&self, key: &str) -> f32 {
        match key {
            "arsmal" if self.unit => NEARLY_ALWAYS,
            "kf_arsmal" if self.unit => HARDLY,
            "arsmal" => HARDLY,
            "kf_arsmal" if self.own_goal => OFTEN,
            "utfall_man" | "utfall_kvinnor" => OFTEN,
            "utfall_foregaende" => SOMETIMES,
            "utfall" | "kf_arsmal" => RARELY,
            "startdatum" | "slutdatum" | "periodicitet" | "period" => NEVER,
            _ => NOW_AND_THEN,
        }
    }
}

/// Letters of lines, and how often each stands.
pub(crate) struct Survey {
    /// Titles of goals in the table of contents, by letters, label and number included.
    contents: Vec<String>,
    /// Lines of the table of contents.
    entry_lines: BTreeSet<usize>,
    /// Lines of the text by letters.
    repeated: BTreeMap<String, u32>,
    /// Other entries of the table of contents.
    entries: BTreeSet<String>,
    /// Headings that come after the last goal in the table of contents.
    after_goals: BTreeSet<String>,
    /// The title of the last goal in the table of contents.
    last_goal: Option<String>,
    /// The usual width of a full line in characters; `None` where a paragraph is a line.
    pub(crate) width: Option<usize>,
    /// Width of the longest title line that is known to go on.
    pub(crate) title_width: usize,
    /// The document is a unit's plan.
    pub(crate) unit: bool,
    /// The last line that begins a goal's heading.
    last_goal_line: Option<usize>,
}

/// A text of which so large a share of the lines is longer than [`LONG`] has a paragraph on each line.
const LONG_SHARE: usize = 20;
const LONG: usize = 220;
/// Lines shorter than this say nothing about the width.
const SHORT: usize = 40;

impl Survey {
    /// `entry_lines` are the table of contents, `in_table` tells lines that are known to be a table's.
    pub(crate) fn new(
        lines: &[SourceLine],
        entry_lines: BTreeSet<usize>,
        layouts: &Layouts,
        in_table: impl Fn(usize) -> bool,
    ) -> Self {
        let mut contents = Vec::new();
        let mut entries = BTreeSet::new();
        let mut after_goals = BTreeSet::new();
        let mut last_goal = None;
        let mut repeated: BTreeMap<String, u32> = BTreeMap::new();
        let mut unit = false;
        let mut last_goal_line = None;
        for title in super::contents::titles(lines, &entry_lines) {
            let letters = letters_of(&title);
            if layouts.goal_label(&title).is_some() {
                last_goal = Some(letters.clone());
                contents.push(letters);
                after_goals.clear();
            } else {
                entries.insert(letters.clone());
                if last_goal.is_some() {
                    after_goals.insert(letters);
                }
            }
        }
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() || entry_lines.contains(&at) {
                continue;
            }
            *repeated.entry(letters_of(line.text())).or_default() += 1;
            unit |= names_unit(line, layouts);
            if layouts
                .goal_label(line.text())
                .is_some_and(|goal| goal.colon)
            {
                last_goal_line = Some(at);
            }
        }
        Self {
            contents,
            entry_lines,
            repeated,
            entries,
            after_goals,
            last_goal,
            width: width(lines, in_table),
            title_width: title_width(lines, layouts),
            unit,
            last_goal_line,
        }
    }

    /// Whether a line belongs to the table of contents.
    pub(crate) fn is_contents(&self, at: usize) -> bool {
        self.entry_lines.contains(&at)
    }

    /// Whether a goal's heading, label and number included, stands so in the table of contents.
    pub(crate) fn in_contents(&self, heading: &str) -> bool {
        self.contents.contains(&letters_of(heading))
    }

    /// Whether a longer goal heading in the table of contents begins so.
    pub(crate) fn goes_on_in_contents(&self, heading: &str) -> bool {
        let letters = letters_of(heading);
        let longer = |title: &String| title.len() > letters.len() && title.starts_with(&letters);
        self.contents.iter().any(longer)
    }

    /// Whether a title stands as a line of its own elsewhere too.
    pub(crate) fn stands_elsewhere(&self, title: &str) -> bool {
        let letters = letters_of(title);
        self.repeated.get(&letters).is_some_and(|&count| count > 1)
    }

    /// Whether a line is a heading after all goals, as the table of contents tells.
    pub(crate) fn is_after_goals(&self, line: &str) -> bool {
        self.after_goals.contains(&letters_of(line))
    }

    /// Whether a line that is no goal stands in the table of contents.
    pub(crate) fn is_entry(&self, line: &str) -> bool {
        self.entries.contains(&letters_of(line))
    }

    /// Whether no goal begins on a line or after it.
    pub(crate) fn is_past_goals(&self, at: usize) -> bool {
        self.last_goal_line.is_some_and(|last| last < at)
    }

    /// Whether the table of contents names a goal as its last one.
    pub(crate) fn is_last(&self, goal: &str) -> bool {
        self.last_goal.as_deref() == Some(&letters_of(goal))
    }
}

fn names_unit(line: &SourceLine, layouts: &Layouts) -> bool {
    let goal = layouts.goal_label(line.text());
    goal.is_some_and(|goal| goal.owner == Some(GoalOwner::Enhet))
        || layouts.document_kind(line.text()) == Some(Typ::Enhetsplan)
}

/// Whether the document is a unit's plan; `skip` tells lines that say nothing of it.
pub(crate) fn is_unit(
    lines: &[SourceLine],
    skip: impl Fn(usize) -> bool,
    layouts: &Layouts,
) -> bool {
    let mut own = lines.iter().enumerate();
    own.any(|(at, line)| !line.is_blank() && !skip(at) && names_unit(line, layouts))
}

/// The width that nine of ten longer lines keep within.
fn width(lines: &[SourceLine], in_table: impl Fn(usize) -> bool) -> Option<usize> {
    let mut widths: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| !line.raw.contains('\t') && !in_table(*at))
        .map(|(_, line)| line.width())
        .filter(|&width| width >= SHORT)
        .collect();
    widths.sort_unstable();
    let long = widths.iter().filter(|&&width| width > LONG).count();
    if widths.is_empty() || long * LONG_SHARE > widths.len() {
        return None;
    }
    widths.get(widths.len() * 9 / 10).copied()
}

/// The longest line of a goal's heading that goes on with a small letter: so much room there is at least.
fn title_width(lines: &[SourceLine], layouts: &Layouts) -> usize {
    let mut widest = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(goal) = layouts.goal_label(line.text()).filter(|goal| goal.colon) else {
            continue;
        };
        let first = if goal.alone { at + 1 } else { at };
        let (Some(title), Some(next)) = (lines.get(first), lines.get(first + 1)) else {
            continue;
        };
        if next.text().starts_with(char::is_lowercase) {
            widest = widest.max(title.width());
        }
    }
    widest
}
