//! Goal headings in plain text: where the title ends, without fonts to tell.

use crate::grammar::Layouts;

use super::context::Context;
use super::source::SourceLine;

/// A title stands on no more lines than this.
const TITLE_LINES: usize = 4;
/// A label may break over two lines.
const LABEL_LINES: usize = 2;
/// Words that no line can end a title with: it goes on.
const BINDING: [&str; 14] = [
    "och", "eller", "samt", "att", "som", "en", "ett", "de", "den", "det", "då", "när", "sin", "är",
];
/// Words that a title seldom ends with.
const OPENING: [&str; 12] = [
    "i", "på", "för", "av", "med", "till", "från", "om", "vid", "utan", "under", "inom",
];

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

/// Finds a goal heading that begins on the line `at`. `closed` tells lines that cannot be a title's: blank ones,
/// furniture, column headings, labels; `furniture` tells page headers and footers among them.
pub(crate) fn find(
    layouts: &Layouts,
    context: &Context,
    lines: &[SourceLine],
    at: usize,
    closed: impl Fn(usize) -> bool,
    furniture: impl Fn(usize) -> bool,
) -> Option<Title> {
    let (goal, label_lines) = (1..=LABEL_LINES).find_map(|taken| {
        let head = lines.get(at..at + taken)?;
        let text = join(head.iter().map(SourceLine::text));
        let goal = layouts.goal_label(&text)?;
        let first = head.first().map_or(0, |line| line.text().len());
        (taken == 1 || goal.label > first).then_some((goal, taken))
    })?;
    if goal.alone && !goal.colon {
        return None;
    }
    let mut found: Vec<usize> = (at..at + label_lines).collect();
    let mut title = String::new();
    if goal.alone {
        let next = (at + label_lines..lines.len().min(at + label_lines + 2))
            .find(|&next| lines.get(next).is_some_and(|line| !line.is_blank()))?;
        if closed(next) {
            return None;
        }
        title.push_str(lines.get(next)?.text());
        found.push(next);
    } else {
        let head = join(
            lines
                .get(at..at + label_lines)?
                .iter()
                .map(SourceLine::text),
        );
        title.push_str(head.get(goal.label..)?);
    }
    let label = join(
        lines
            .get(at..at + label_lines)?
            .iter()
            .map(SourceLine::text),
    );
    let label = label.get(..goal.label)?.to_owned();
    let mut guessed = false;
    let mut taken = 1;
    while let Some(&last) = found.last() {
        let mut next = last + 1;
        if taken == TITLE_LINES || next >= lines.len() {
            break;
        }
        if furniture(next) {
            // A page ended here: an unfinished title goes on behind its header and footer.
            next = (next..lines.len())
                .find(|&at| !furniture(at) && lines.get(at).is_some_and(|line| !line.is_blank()))
                .unwrap_or(lines.len());
            let small = lines
                .get(next)
                .is_some_and(|line| line.text().starts_with(char::is_lowercase));
            if !small && !lines.get(last).is_some_and(is_binding) {
                break;
            }
        }
        if closed(next) {
            break;
        }
        match judge(context, lines, (last, next), &label, &title) {
            Verdict::Ends => break,
            Verdict::Guess => {
                guessed = true;
                break;
            }
            Verdict::GoesOn => {}
        }
        title.push(' ');
        title.push_str(lines.get(next)?.text());
        found.push(next);
        taken += 1;
    }
    Some(Title {
        depth: goal.depth,
        own: matches!(goal.niva, "namndmal" | "enhetsmal"),
        lines: found,
        guessed,
        text: format!("{label}{title}"),
    })
}

/// Whether a title goes on with the next line.
fn judge(
    context: &Context,
    lines: &[SourceLine],
    (last, next): (usize, usize),
    label: &str,
    title: &str,
) -> Verdict {
    let (Some(line), Some(following)) = (lines.get(last), lines.get(next)) else {
        return Verdict::Ends;
    };
    let heading = format!("{label}{title}");
    if context.in_contents(&heading) {
        return Verdict::Ends;
    }
    if context.goes_on_in_contents(&heading) {
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
    if is_binding(line) || context.stands_elsewhere(&longer) {
        return Verdict::GoesOn;
    }
    let Some(width) = context.width else {
        return Verdict::Ends;
    };
    let word = following
        .words
        .first()
        .map_or(0, |word| word.text.chars().count());
    // Headings are set larger than text: what is known of their width says more than the text's.
    let room = context.title_width.max(width * 7 / 10);
    if line.width() + 1 + word <= room || context.stands_elsewhere(title) {
        return Verdict::Ends;
    }
    // A line that is wider than titles are is running text.
    if context.title_width > 0 && following.width() > room + 2 {
        return Verdict::Ends;
    }
    // One more short line, and then a gap: the heading's last one.
    let closes = lines.get(next + 1).is_none_or(SourceLine::is_blank);
    if closes && following.width() * 2 < width && !following.text().ends_with('.') {
        return Verdict::GoesOn;
    }
    if is_opening(line) {
        return Verdict::GoesOn;
    }
    Verdict::Guess
}

/// Whether a line ends with a word that opens something: no sentence and no heading ends so.
pub(crate) fn is_opening(line: &SourceLine) -> bool {
    is_binding(line) || ends_with(line, &OPENING)
}

/// Whether a line ends in the middle of a phrase: with a word that binds, a comma or a broken word.
fn is_binding(line: &SourceLine) -> bool {
    line.text().ends_with([',', '-']) || ends_with(line, &BINDING)
}

fn ends_with(line: &SourceLine, words: &[&str]) -> bool {
    let last = line.words.last().map(|word| word.text.to_lowercase());
    last.is_some_and(|word| words.contains(&word.as_str()))
}

fn join<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join(" ")
}
