//! Names and places in the reading order.

use crate::output::{Mal, Rad};

/// Hands out what names things, in the order in which the walk meets them: the reading order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    order: u32,
    sections: u32,
    tables: u32,
}

impl Numbers {
    /// The next place in the reading order.
    pub(super) fn next(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// The next section's id.
    pub(super) fn section(&mut self) -> String {
        self.sections += 1;
        format!("s{}", self.sections)
    }

    /// The next table's id.
    pub(super) fn table(&mut self) -> String {
        self.tables += 1;
        format!("t{}", self.tables)
    }
}

/// Names the goals by their position in the nesting, and their rows by the goal.
pub(super) fn name_goals(goals: &mut [Mal]) {
    // A list of its own instead of recursion: the depth comes from the document.
    let mut waiting: Vec<&mut Mal> = Vec::new();
    for (goal, number) in goals.iter_mut().zip(1..) {
        goal.id = format!("m{number}");
        waiting.push(goal);
    }
    while let Some(goal) = waiting.pop() {
        name_rows(&mut goal.indikatorer, &format!("{}/i", goal.id));
        name_rows(&mut goal.aktiviteter, &format!("{}/a", goal.id));
        for (below, number) in goal.mal.iter_mut().zip(1..) {
            below.id = format!("{}.{number}", goal.id);
            waiting.push(below);
        }
    }
}

/// Names rows by their position in the list.
pub(super) fn name_rows(rows: &mut [Rad], prefix: &str) {
    for (row, number) in rows.iter_mut().zip(1..) {
        row.id = format!("{prefix}{number}");
    }
}
