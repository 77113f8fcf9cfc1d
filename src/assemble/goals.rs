//! The goals while they are being collected: a tree in which one branch is open.

use crate::output::{Avsnitt, Mal, Rad, Tabell};

use super::lines::letters_of;
use super::numbers::{name_goals, name_rows};

/// A goal in the tree.
#[derive(Debug)]
struct Node {
    goal: Mal,
    depth: u32,
    parent: Option<usize>,
    children: Vec<usize>,
    /// Level of the heading that opened it, where the flow gave it one.
    heading: Option<u32>,
}

/// Everything that stands outside the goals.
#[derive(Debug, Default)]
pub(crate) struct Top {
    pub(crate) avsnitt: Vec<Avsnitt>,
    pub(crate) tabeller: Vec<Tabell>,
    pub(crate) indikatorer: Vec<Rad>,
    pub(crate) aktiviteter: Vec<Rad>,
}

/// The tree of goals and what stands outside it.
#[derive(Debug, Default)]
pub(crate) struct Goals {
    nodes: Vec<Node>,
    open: Option<usize>,
    /// The goal that a group row of the table at hand names: rows go there, prose does not.
    group: Option<usize>,
    pub(crate) top: Top,
}

/// Which list of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowList {
    Indikatorer,
    Aktiviteter,
}

/// Where a row was put, so that its companion row finds it.
#[derive(Debug, Clone)]
pub(crate) struct RowRef {
    goal: Option<usize>,
    list: RowList,
    index: usize,
}

impl Goals {
    /// Opens a goal: it goes under the nearest open goal of less depth.
    pub(crate) fn open(&mut self, goal: Mal, depth: u32, heading: Option<u32>) {
        self.group = None;
        let index = self.add(goal, depth, heading);
        self.open = Some(index);
    }

    /// Adds a goal without opening it: what follows still belongs to the goal that is open. It goes under the nearest goal
    /// of less depth from the one whose rows these are.
    pub(crate) fn add(&mut self, goal: Mal, depth: u32, heading: Option<u32>) -> usize {
        let mut parent = self.group.or(self.open);
        while let Some(node) = parent.and_then(|at| self.nodes.get(at)) {
            if node.depth < depth {
                break;
            }
            parent = node.parent;
        }
        let index = self.nodes.len();
        self.nodes.push(Node {
            goal,
            depth,
            parent,
            children: Vec::new(),
            heading,
        });
        if let Some(node) = parent.and_then(|at| self.nodes.get_mut(at)) {
            node.children.push(index);
        }
        index
    }

    /// Closes the goals that a heading of this level ends: what follows stands outside them. Returns whether any was.
    pub(crate) fn leave(&mut self, level: u32) -> bool {
        let before = self.open;
        let mut at = before;
        while let Some(node) = at.and_then(|at| self.nodes.get(at)) {
            if node.heading.is_some_and(|heading| level <= heading) {
                self.open = node.parent;
            }
            at = node.parent;
        }
        self.group = None;
        self.open != before
    }

    /// The goal that is open.
    pub(crate) fn current(&mut self) -> Option<&mut Mal> {
        let at = self.open?;
        self.nodes.get_mut(at).map(|node| &mut node.goal)
    }

    /// The goal of this number.
    pub(crate) fn at(&mut self, at: usize) -> Option<&mut Mal> {
        self.nodes.get_mut(at).map(|node| &mut node.goal)
    }

    /// Whether a goal is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The goal with this title, the last one if several have it; compared by letters.
    pub(crate) fn find(&self, title: &str) -> Option<usize> {
        let wanted = letters_of(title);
        if wanted.is_empty() {
            return None;
        }
        let same = |node: &Node| {
            let title = letters_of(&node.goal.titel);
            let numbered = node.goal.nummer.as_deref().map(letters_of);
            title == wanted || numbered.is_some_and(|number| number + &title == wanted)
        };
        self.nodes.iter().rposition(same)
    }

    /// The rows that follow belong to this goal, until the group ends.
    pub(crate) fn set_group(&mut self, goal: Option<usize>) {
        self.group = goal;
    }

    /// The goal that the group's rows belong to.
    pub(crate) fn group(&self) -> Option<usize> {
        self.group
    }

    /// Puts a row under the group's goal, the open goal or the document.
    pub(crate) fn push_row(&mut self, list: RowList, row: Rad) -> RowRef {
        let goal = self.group.or(self.open);
        let rows = self.rows(goal, list);
        rows.push(row);
        RowRef {
            goal,
            list,
            index: rows.len() - 1,
        }
    }

    /// The row again.
    pub(crate) fn row(&mut self, at: &RowRef) -> Option<&mut Rad> {
        self.rows(at.goal, at.list).get_mut(at.index)
    }

    fn rows(&mut self, goal: Option<usize>, list: RowList) -> &mut Vec<Rad> {
        match (goal.and_then(|at| self.nodes.get_mut(at)), list) {
            (Some(node), RowList::Indikatorer) => &mut node.goal.indikatorer,
            (Some(node), RowList::Aktiviteter) => &mut node.goal.aktiviteter,
            (None, RowList::Indikatorer) => &mut self.top.indikatorer,
            (None, RowList::Aktiviteter) => &mut self.top.aktiviteter,
        }
    }

    /// Sections of the open goal or the document.
    pub(crate) fn sections(&mut self) -> &mut Vec<Avsnitt> {
        match self.open.and_then(|at| self.nodes.get_mut(at)) {
            Some(node) => &mut node.goal.avsnitt,
            None => &mut self.top.avsnitt,
        }
    }

    /// Tables of the open goal or the document.
    pub(crate) fn tables(&mut self) -> &mut Vec<Tabell> {
        match self.open.and_then(|at| self.nodes.get_mut(at)) {
            Some(node) => &mut node.goal.tabeller,
            None => &mut self.top.tabeller,
        }
    }

    /// All goals with what stands outside them, nested.
    pub(crate) fn finish(mut self) -> (Vec<Mal>, Top) {
        // Children have higher numbers than their parents: from the back, each goal is complete when its turn comes.
        let mut roots = Vec::new();
        let mut done: Vec<Vec<Mal>> = self.nodes.iter().map(|_| Vec::new()).collect();
        while let Some(node) = self.nodes.pop() {
            let mut goal = node.goal;
            goal.mal = done.pop().unwrap_or_default();
            goal.mal.reverse();
            match node.parent.and_then(|at| done.get_mut(at)) {
                Some(siblings) => siblings.push(goal),
                None => roots.push(goal),
            }
        }
        roots.reverse();
        name_goals(&mut roots);
        name_rows(&mut self.top.indikatorer, "i");
        name_rows(&mut self.top.aktiviteter, "a");
        (roots, self.top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(title: &str) -> Mal {
        Mal {
            id: String::new(),
            ordning: 0,
            niva: "namndmal".to_owned(),
            nummer: None,
            titel: title.to_owned(),
            status: None,
            avsnitt: Vec::new(),
            indikatorer: Vec::new(),
            aktiviteter: Vec::new(),
            tabeller: Vec::new(),
            mal: Vec::new(),
            plats: Vec::new(),
        }
    }

    #[test]
    fn goals_nest_by_depth_and_keep_their_order() {
        let mut goals = Goals::default();
        for (title, depth) in [
            ("a", 1),
            ("a1", 2),
            ("a1x", 3),
            ("a1y", 3),
            ("a2", 2),
            ("b", 1),
        ] {
            goals.open(goal(title), depth, None);
        }
        let (roots, _) = goals.finish();
        let titles = |goals: &[Mal]| goals.iter().map(|g| g.titel.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&roots), ["a", "b"]);
        assert_eq!(titles(&roots[0].mal), ["a1", "a2"]);
        assert_eq!(titles(&roots[0].mal[0].mal), ["a1x", "a1y"]);
        assert_eq!(roots[1].id, "m2");
        assert_eq!(roots[0].mal[0].mal[1].id, "m1.1.2");
    }

    #[test]
    fn a_heading_ends_the_goals_that_it_ranks_with() {
        let mut goals = Goals::default();
        goals.open(goal("a"), 1, Some(2));
        goals.open(goal("a1"), 2, None);
        goals.open(goal("a1x"), 3, Some(4));
        assert!(!goals.leave(5));
        assert!(goals.leave(4));
        assert_eq!(goals.current().map(|goal| goal.titel.as_str()), Some("a1"));
        assert!(goals.leave(2) && !goals.is_open());
    }

    #[test]
    fn a_level_that_is_skipped_does_not_lose_the_goal() {
        let mut goals = Goals::default();
        goals.open(goal("unit"), 4, None);
        goals.open(goal("top"), 1, None);
        goals.open(goal("deep"), 4, None);
        let (roots, _) = goals.finish();
        assert_eq!(roots.len(), 2);
        assert_eq!(roots[1].mal[0].titel, "deep");
    }

    #[test]
    fn rows_of_a_group_go_to_the_goal_that_it_names() {
        let mut goals = Goals::default();
        let first = goals.add(goal("Trygga gator"), 3, None);
        goals.add(goal("Rena parker"), 3, None);
        assert_eq!(goals.find("Trygga  gator"), Some(first));
        goals.set_group(Some(first));
        let row = Rad {
            id: String::new(),
            ordning: 0,
            namn: "Sopa".to_owned(),
            varden: indexmap::IndexMap::new(),
            analys: None,
            kommentar: None,
            symboler: Vec::new(),
            plats: Vec::new(),
            sakerhet: None,
        };
        goals.push_row(RowList::Aktiviteter, row);
        let (roots, top) = goals.finish();
        assert_eq!(roots[0].aktiviteter.len(), 1);
        assert_eq!(roots[0].aktiviteter[0].id, "m1/a1");
        assert!(top.aktiviteter.is_empty());
    }
}
