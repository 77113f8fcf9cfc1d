//! Levels of goals, and the column that names the goals of the rows in a layout that says of none that it does.

use super::fold::letters;
use super::goal::{self, CompiledLevel};
use super::near::ColumnLook;
use super::nearly::nearly;
use super::{ColumnMatch, GoalLabel, GoalLevel, GoalOwner, HeaderMatch, Layouts, RowSort};

/// What a label has at its end in the plural or the definite form: `Fokusområden`, `Målen`, `Åtagandena`.
const ENDINGS: [&str; 6] = ["", "n", "en", "na", "r", "er"];

impl Layouts {
    /// The goal levels by depth.
    pub fn levels(&self) -> impl Iterator<Item = &GoalLevel> {
        self.levels.iter().map(|level| &level.level)
    }

    /// The level of a goal that no label names and a status below its heading proves: the first one whose label needs a proof.
    #[must_use]
    pub fn judged_level(&self) -> Option<&GoalLevel> {
        let needs_proof = |level: &&CompiledLevel| !level.numbered.is_empty();
        self.levels
            .iter()
            .find(needs_proof)
            .map(|level| &level.level)
    }

    /// The label that a heading begins with, where a status below proves that it is a goal's: a label that counts only with
    /// a number needs none.
    #[must_use]
    pub fn judged_label<'a>(&'a self, text: &str) -> Option<GoalLabel<'a>> {
        goal::label_by(&self.levels, text, true)
    }

    /// Whose goals those of a level are, if a layout says so.
    #[must_use]
    pub fn owner(&self, niva: &str) -> Option<GoalOwner> {
        self.levels()
            .find(|level| level.niva == niva)
            .and_then(|level| level.owner)
    }

    /// A goal's label put right that stands alone on its line, with its colon, but for a letter or two.
    #[must_use]
    pub fn nearly_label(&self, line: &str) -> Option<String> {
        if !line.ends_with(':') || goal::label(&self.levels, line).is_some() {
            return None;
        }
        let known = self.levels.iter().flat_map(|level| &level.folded);
        nearly(line, known.map(String::as_str))
    }

    /// The level of goals whose label a column title is, in the singular or the plural.
    #[must_use]
    pub fn level_of_title(&self, title: &str) -> Option<&GoalLevel> {
        let folded = letters(title);
        let is = |label: &String| {
            let rest = folded.strip_prefix(label.as_str());
            rest.is_some_and(|rest| ENDINGS.contains(&rest))
        };
        let mut levels = self.levels.iter();
        levels
            .find(|level| level.folded.iter().any(is))
            .map(|level| &level.level)
    }

    /// The same header with a column whose title is a level's label and whose cells are texts as the one that names the goals
    /// of the rows: `Nämndmål | Aktivitet | Status`. Before the names, that holds of a column too that the layout knows as
    /// another one (`Mål`, the target): cells that are texts are no targets.
    pub(super) fn with_goal_column<'a>(
        &'a self,
        mut found: HeaderMatch<'a>,
        cells: &[String],
        body: &dyn Fn(usize) -> Vec<String>,
    ) -> HeaderMatch<'a> {
        if matches!(found.sort, RowSort::Mal) {
            return found;
        }
        if found.goal.is_some() {
            found.goal_status = self.goal_status(&found, cells);
            return found;
        }
        let columns = &found.columns;
        let name = columns
            .iter()
            .position(|column| *column == ColumnMatch::Name);
        let may_name = |at: usize| match columns.get(at) {
            Some(ColumnMatch::Unknown(_)) => true,
            Some(ColumnMatch::Known(..)) => name.is_some_and(|name| at < name),
            _ => false,
        };
        let named = cells.iter().enumerate().find_map(|(at, title)| {
            let level = self.level_of_title(title).filter(|_| may_name(at))?;
            let texts = matches!(
                self.look(&body(at)),
                ColumnLook::Texts | ColumnLook::Repeated
            );
            texts.then_some((at, level))
        });
        if let Some((at, level)) = named {
            found.goal = Some(at);
            found.goal_niva = Some(&level.niva);
            found.goal_status = self.goal_status(&found, cells);
        }
        found
    }

    /// What stands between the goal and the row's name is the goal's: `Nämndmål | Bedömning | Aktivitet`.
    fn goal_status(&self, found: &HeaderMatch<'_>, cells: &[String]) -> Option<usize> {
        let mut columns = found.columns.iter();
        let name = columns.position(|column| *column == ColumnMatch::Name)?;
        let at = found.goal?.checked_add(1).filter(|at| *at < name)?;
        let title = cells.get(at)?;
        let label = self.status_label(title) == Some(title.len());
        label.then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(titles: &[&str], goals: [&str; 2]) -> (Option<usize>, Option<String>) {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        let body = |_: usize| goals.iter().map(|text| (*text).to_owned()).collect();
        let layouts = Layouts::builtin();
        let found = layouts.table(&titles, false, &body);
        let found = found.expect("a layout has these titles");
        (found.goal, found.goal_niva.map(str::to_owned))
    }

    #[test]
    fn a_goals_label_above_texts_names_the_goals_of_the_rows() {
        let goals = ["Trygga gator", "Rena parker"];
        let namndmal = (Some(0), Some("namndmal".to_owned()));
        assert_eq!(goal(&["Nämndmål", "Aktivitet", "Status"], goals), namndmal);
        assert_eq!(
            goal(&["Uppdrag", "Fokusområden", "Ansvarig", "Klart"], goals).0,
            Some(1)
        );
        assert_eq!(goal(&["Mål", "Indikator", "Utfall"], goals).0, Some(0));
        assert_eq!(
            goal(&["Mål", "Indikator", "Utfall"], ["75 %", "80 %"]).0,
            None
        );
        assert_eq!(goal(&["Indikator", "Mål", "Utfall"], goals).0, None);
    }

    #[test]
    fn a_status_between_the_goal_and_the_name_is_the_goals() {
        let layouts = Layouts::builtin();
        let status = |titles: &[&str]| {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            let body = |_: usize| vec!["Trygga gator".to_owned(), "Rena parker".to_owned()];
            let found = layouts.table(&titles, false, &body);
            found.and_then(|found| found.goal_status)
        };
        assert_eq!(
            status(&["Nämndmål", "Bedömning", "Aktivitet", "Färdiggrad"]),
            Some(1)
        );
        assert_eq!(
            status(&["Nämndmål", "Aktivitet", "Bedömning", "Färdiggrad"]),
            None
        );
    }
}
