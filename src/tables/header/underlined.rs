//! Header rows over running cells: bold titles side by side, one line below them all, and text that begins under each.

use crate::block::Witness;
use crate::drawing::rules::{Line, Ruling};
use crate::geometry::Rect;
use crate::tables::header::candidates::header_lines;
use crate::tables::header_row::HeaderCandidate;
use crate::tables::page_lines::PageLines;
use crate::tables::tolerances;
use crate::words::gaps::{is_parted, rect_of, segments};
use crate::words::word::Word;

/// Finds such header rows.
#[must_use]
pub fn underlined(ruling: &Ruling, lines: &PageLines<'_>) -> Vec<HeaderCandidate> {
    let mut candidates = Vec::new();
    for rule in ruling
        .horizontal
        .iter()
        .filter(|rule| rule.joints.is_empty())
    {
        if let Some(rect) = titles_over(rule, lines) {
            candidates.push(HeaderCandidate::new(rect, None, Witness::UnderlinedTitles));
        }
    }
    candidates
}

/// The box of the bold titles directly above the line, if text below it keeps to columns that begin under them.
fn titles_over(rule: &Line, lines: &PageLines<'_>) -> Option<Rect> {
    let above = lines.down_to(rule.at).len();
    let last = lines.get(above.checked_sub(1)?)?;
    if !last.iter().all(|word| word.bold) || !is_parted(last, tolerances::CLEAR_CELL_GAP) {
        return None;
    }
    let rect = header_lines(lines, above - 1);
    let size = last[0].size;
    let over = rule.covers(rect.x0, rect.x1, tolerances::RULE_SHORT_OF_WORDS)
        && rect.x0 - rule.from < tolerances::MOST_PADDING
        && rule.at - rect.y1 < tolerances::RULE_BELOW_WORDS * size
        && rect.y1 < rule.at + tolerances::BASELINE_ON_RULE;
    if !over {
        return None;
    }
    let titles = segments(last, tolerances::CLEAR_CELL_GAP);
    let starts: Vec<f32> = titles.map(|title| title[0].rect.x0).collect();
    let mut begun = vec![0; starts.len()];
    let (mut bottom, mut seen) = (rule.at, 0);
    for line in lines
        .iter()
        .skip(above)
        .take(tolerances::LINES_UNDER_TITLES)
    {
        let own = rect_of(line);
        let near = own.y0 - bottom < tolerances::ALIGNED_LINE_GAP * size
            && (line[0].size - size).abs() < tolerances::HEADER_TO_BODY_SIZE
            && !line.iter().all(|word| word.bold);
        if !near {
            break;
        }
        for column in columns_begun(line, &starts)? {
            begun[column] += 1;
        }
        bottom = bottom.max(own.y1);
        seen += 1;
    }
    (seen > 1 && begun.iter().all(|lines| *lines > 0)).then_some(rect)
}

/// In which columns the line's text begins; `None` if it begins beside them or runs over where one begins.
fn columns_begun(line: &[Word], starts: &[f32]) -> Option<Vec<usize>> {
    let at = |x: f32| (starts.iter()).position(|start| (start - x).abs() < tolerances::ALIGNED);
    let runs_over = |word: &Word| {
        starts.iter().any(|start| {
            word.rect.x0 < start - tolerances::ALIGNED && word.rect.x1 > start + tolerances::ALIGNED
        })
    };
    if at(line[0].rect.x0).is_none() || line.iter().any(runs_over) {
        return None;
    }
    Some(line.iter().filter_map(|word| at(word.rect.x0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    /// Titles at 60 and 160, a line below them, and this text from 120 on.
    fn found(text: &[(&str, f32)]) -> usize {
        let cells = |left: &str, right: &str, base| {
            let mut line = words(left, 60.0, base);
            line.extend(words(right, 160.0, base));
            line
        };
        let mut titles = cells("Risk", "Åtgärd", 100.0);
        for word in &mut titles {
            word.edit().bold = true;
        }
        let mut lines = vec![titles, cells("Fukt i", "Vinden ska", 120.0)];
        for (at, (text, x)) in (1_u8..).zip(text) {
            lines.push(words(text, *x, 120.0 + 12.0 * f32::from(at)));
        }
        let ruling = Ruling {
            horizontal: vec![Line {
                at: 106.0,
                from: 56.0,
                to: 300.0,
                joints: Vec::new(),
            }],
            ..Ruling::default()
        };
        underlined(&ruling, &PageLines::new(&lines)).len()
    }

    #[test]
    fn text_that_keeps_to_the_columns_under_titles_is_a_table() {
        assert_eq!(found(&[("källaren", 60.0), ("luftas ut", 160.0)]), 1);
    }

    #[test]
    fn text_that_runs_over_the_titles_is_none() {
        let prose = "Nämnden har gått igenom riskerna";
        assert_eq!(found(&[(prose, 60.0), ("luftas ut", 160.0)]), 0);
        assert_eq!(found(&[("källaren", 90.0)]), 0);
    }
}
