//! Goal headings in plain text: where the title ends, without fonts to tell.

use crate::grammar::{Cue, Cues, GoalLabel};

use super::super::marked::MarkedLines;
use super::super::source::SourceLine;

/// A title stands on no more lines than this.
const TITLE_LINES: usize = 4;
/// A label may break over two lines.
const LABEL_LINES: usize = 2;
/// The title of a label that stands alone is on one of so many lines below it: one may be blank.
const LINES_TO_TITLE: usize = 2;
/// Headings are set larger than text: this share of the text's width, in tenths, finds room on a line of theirs.
const TITLE_ROOM_TENTHS: usize = 7;
/// A line wider than the titles' room by so many characters is running text.
const TITLE_SLACK: usize = 2;

/// A goal heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) depth: u32,
    /// Whether the level is the committee's own or a unit's.
    pub(crate) own: bool,
    /// The lines that it stands on.
    pub(crate) lines: Vec<usize>,
    /// Where it ends is a guess.
    pub(crate) guessed: bool,
    /// Its text, label and number included.
    pub(crate) text: String,
}

/// Why a title ends or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Ends,
    GoesOn,
    Guess,
}

/// Finds a goal heading that begins on the line `at`.
pub(crate) fn find(text: &MarkedLines<'_>, at: usize) -> Option<Title> {
    let (goal, label_lines) = goal_label(text, at)?;
    if goal.alone && !goal.colon {
        return None;
    }
    let head = joined(text.lines.get(at..at + label_lines)?);
    let label = head.get(..goal.label)?.to_owned();
    let mut draft = Draft {
        text,
        label,
        title: head.get(goal.label..)?.to_owned(),
        lines: (at..at + label_lines).collect(),
    };
    if goal.alone {
        let next = at + label_lines;
        let next = (next..text.lines.len().min(next + LINES_TO_TITLE))
            .find(|&next| text.line(next).is_some_and(|line| !line.is_blank()))?;
        if text.is_closed(next) {
            return None;
        }
        draft.title.clear();
        draft.title.push_str(text.text(next));
        draft.lines.push(next);
    }
    let guessed = draft.complete();
    Some(Title {
        depth: goal.depth,
        own: goal.owner.is_some(),
        guessed,
        text: draft.heading(),
        lines: draft.lines,
    })
}

/// The goal's label that begins on a line, and how many lines it takes.
fn goal_label<'a>(text: &MarkedLines<'a>, at: usize) -> Option<(GoalLabel<'a>, usize)> {
    (1..=LABEL_LINES).find_map(|taken| {
        let head = text.lines.get(at..at + taken)?;
        let goal = text.layouts.goal_label(&joined(head))?;
        let first = head.first().map_or(0, |line| line.text().len());
        (taken == 1 || goal.label > first).then_some((goal, taken))
    })
}

/// A title as far as it is read.
struct Draft<'t, 'a> {
    text: &'t MarkedLines<'a>,
    label: String,
    title: String,
    lines: Vec<usize>,
}

impl Draft<'_, '_> {
    fn heading(&self) -> String {
        format!("{}{}", self.label, self.title)
    }

    /// Takes the lines on which the title goes on; returns whether its end is a guess.
    fn complete(&mut self) -> bool {
        for _ in 1..TITLE_LINES {
            let Some(next) = self.following() else {
                return false;
            };
            match self.judge(next) {
                Verdict::Ends => return false,
                Verdict::Guess => return true,
                Verdict::GoesOn => {}
            }
            self.title.push(' ');
            self.title.push_str(self.text.text(next));
            self.lines.push(next);
        }
        false
    }

    /// The line on which the title may go on.
    fn following(&self) -> Option<usize> {
        let last = *self.lines.last()?;
        let mut next = last + 1;
        if self.text.is_furniture(next) {
            // A page ended here: an unfinished title goes on behind its header and footer.
            next = (next..self.text.lines.len()).find(|&at| {
                let line = self.text.line(at);
                !self.text.is_furniture(at) && line.is_some_and(|line| !line.is_blank())
            })?;
            let small = self.text.text(next).starts_with(char::is_lowercase);
            if !small && !is_binding(self.text.line(last)?, self.text.cues()) {
                return None;
            }
        }
        (!self.text.is_closed(next)).then_some(next)
    }

    /// Whether the title goes on with the next line.
    fn judge(&self, next: usize) -> Verdict {
        let last = self.lines.last().and_then(|&last| self.text.line(last));
        let (Some(line), Some(following)) = (last, self.text.line(next)) else {
            return Verdict::Ends;
        };
        let (survey, title) = (self.text.survey, self.title.as_str());
        let heading = self.heading();
        if survey.in_contents(&heading) {
            return Verdict::Ends;
        }
        if survey.goes_on_in_contents(&heading) {
            return Verdict::GoesOn;
        }
        if title.ends_with(['.', '!', '?']) || following.text().starts_with(['•', '-', '–']) {
            return Verdict::Ends;
        }
        let wordless = !following.text().contains(char::is_alphabetic);
        if following.text().starts_with(char::is_lowercase) || wordless {
            return Verdict::GoesOn;
        }
        let longer = format!("{title} {}", following.text());
        if is_binding(line, self.text.cues()) || survey.stands_elsewhere(&longer) {
            return Verdict::GoesOn;
        }
        let Some(width) = survey.width else {
            return Verdict::Ends;
        };
        self.judge_by_width(line, (next, following), width)
    }

    /// Whether a line of which nothing else tells it goes on with the next one, by how much room there was.
    fn judge_by_width(
        &self,
        line: &SourceLine,
        (next, following): (usize, &SourceLine),
        width: usize,
    ) -> Verdict {
        let survey = self.text.survey;
        let word = following
            .words
            .first()
            .map_or(0, |word| word.text.chars().count());
        // What is known of the headings' width says more than the text's.
        let room = survey.title_width.max(width * TITLE_ROOM_TENTHS / 10);
        if line.width() + 1 + word <= room || survey.stands_elsewhere(&self.title) {
            return Verdict::Ends;
        }
        if survey.title_width > 0 && following.width() > room + TITLE_SLACK {
            return Verdict::Ends;
        }
        // One more short line, and then a gap: the heading's last one.
        let closes = self.text.line(next + 1).is_none_or(SourceLine::is_blank);
        if closes && following.width() * 2 < width && !following.text().ends_with('.') {
            return Verdict::GoesOn;
        }
        if is_opening(line, self.text.cues()) {
            return Verdict::GoesOn;
        }
        Verdict::Guess
    }
}

/// Whether a line ends with a word that opens something: no sentence and no heading ends so.
pub(crate) fn is_opening(line: &SourceLine, cues: &Cues) -> bool {
    is_binding(line, cues) || ends_with(line, cues, Cue::Preposition)
}

/// Whether a line ends in the middle of a phrase: with a word that binds, a comma or a broken word.
fn is_binding(line: &SourceLine, cues: &Cues) -> bool {
    line.text().ends_with([',', '-']) || ends_with(line, cues, Cue::Bindeord)
}

fn ends_with(line: &SourceLine, cues: &Cues, cue: Cue) -> bool {
    let last = line.words.last();
    last.is_some_and(|word| cues.is(cue, &word.text))
}

fn joined(lines: &[SourceLine]) -> String {
    let texts: Vec<&str> = lines.iter().map(SourceLine::text).collect();
    texts.join(" ")
}
