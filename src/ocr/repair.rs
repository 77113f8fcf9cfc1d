//! What engines get wrong and the page itself puts right: column titles with a letter or two wrong beside others of their
//! layout, and dashes. Each is told with what was read.

use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::ocr::reading::ReadWord;
use crate::ocr::tolerances::{CELL_GAP, LONG_DASH};
use crate::pdf::{Remark, Severity};

/// Puts words right, and tells what was done.
#[must_use]
pub fn words(words: &[ReadWord], layouts: &Layouts) -> (Vec<ReadWord>, Vec<Remark>) {
    let mut words = words.to_vec();
    let mut remarks = Vec::new();
    dashes(&mut words, &mut remarks);
    titles(&mut words, layouts, &mut remarks);
    (words, remarks)
}

fn told(message: String) -> Remark {
    Remark {
        code: "lasning-rattad",
        severity: Severity::Info,
        message,
    }
}

/// Engines know one dash of the two, and write the long one.
fn dashes(words: &mut [ReadWord], remarks: &mut Vec<Remark>) {
    let mut count = 0_usize;
    for word in words {
        if word.text == "\u{2014}" && word.rect.width() < LONG_DASH * word.size {
            "\u{2013}".clone_into(&mut word.text);
            count += 1;
        }
    }
    if count > 0 {
        remarks.push(told(format!(
            "{count} dashes were read as long ones and are short in the picture"
        )));
    }
}

/// Column titles, where another one of the same layout stands on their line, and labels of goals alone on theirs.
fn titles(words: &mut [ReadWord], layouts: &Layouts, remarks: &mut Vec<Remark>) {
    for line in lines(words) {
        let cells = cells(words, &line);
        let texts: Vec<String> = cells.iter().map(|cell| text(words, cell)).collect();
        if let [cell] = cells.as_slice() {
            if let Some(right) = layouts.nearly_label(&texts[0])
                && said(words, cell, &right)
            {
                let read = &texts[0];
                remarks.push(told(format!(
                    "the label {read:?} was recognised, and is taken for {right:?}, for it stands alone on its line"
                )));
            }
            continue;
        }
        for (at, cell) in cells.iter().enumerate() {
            let Some(right) = layouts.nearly_title(&texts, at) else {
                continue;
            };
            if !said(words, cell, &right) {
                continue;
            }
            let read = &texts[at];
            remarks.push(told(format!(
                "the column title {read:?} was recognised, and is taken for {right:?}, for other titles of its table stand beside it"
            )));
        }
    }
}

/// Gives a cell's words the right text, if it has as many.
fn said(words: &mut [ReadWord], cell: &[usize], right: &str) -> bool {
    let parts: Vec<&str> = right.split_whitespace().collect();
    if parts.len() != cell.len() {
        return false;
    }
    for (index, part) in cell.iter().zip(parts) {
        part.clone_into(&mut words[*index].text);
    }
    true
}

/// The words of each line, from left to right.
fn lines(words: &[ReadWord]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    let left = |at: &usize| -> Rect { words[*at].rect };
    order.sort_by(|a, b| {
        let bases = words[*a].base.total_cmp(&words[*b].base);
        bases.then(left(a).x0.total_cmp(&left(b).x0))
    });
    let same = |a: &usize, b: &usize| (words[*a].base - words[*b].base).abs() < f32::EPSILON;
    order.chunk_by(same).map(<[usize]>::to_vec).collect()
}

/// A line's words by cell.
fn cells(words: &[ReadWord], line: &[usize]) -> Vec<Vec<usize>> {
    let together =
        |a: &usize, b: &usize| words[*b].rect.x0 - words[*a].rect.x1 < CELL_GAP * words[*a].size;
    line.chunk_by(together).map(<[usize]>::to_vec).collect()
}

fn text(words: &[ReadWord], cell: &[usize]) -> String {
    let texts: Vec<&str> = cell.iter().map(|at| words[*at].text.as_str()).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Vec<ReadWord> {
        let mut x = 50.0;
        let word = |text: &&str| {
            x += 90.0;
            ReadWord {
                text: (*text).to_owned(),
                rect: Rect::new(x, 90.0, x + 40.0, 100.0),
                base: 100.0,
                size: 11.0,
                bold: true,
                confidence: 70,
                before: None,
            }
        };
        texts.iter().map(word).collect()
    }

    fn put_right(texts: &[&str]) -> (Vec<String>, usize) {
        let (words, remarks) = words(&row(texts), &Layouts::builtin());
        let texts = words.into_iter().map(|word| word.text).collect();
        (texts, remarks.len())
    }

    #[test]
    fn a_title_beside_others_of_its_table_is_put_right_and_told() {
        let (texts, told) = put_right(&["Indikator", "Årsmål", "Perivdicitet"]);
        assert_eq!(texts, ["Indikator", "Årsmål", "Periodicitet"]);
        assert_eq!(told, 1);
        let (texts, told) = put_right(&["Vatten", "Perivdicitet"]);
        assert_eq!((texts[1].as_str(), told), ("Perivdicitet", 0));
    }

    #[test]
    fn a_goal_s_label_alone_on_its_line_is_put_right_and_told() {
        let (texts, told) = put_right(&["Nämndmåal:"]);
        assert_eq!((texts[0].as_str(), told), ("Nämndmål:", 1));
        // Other words beside it, or no colon.
        for line in [&["Nämndmåal:", "Vatten"][..], &["Nämndmåal"]] {
            let (texts, told) = put_right(line);
            assert_eq!((texts[0].as_str(), told), (line[0], 0));
        }
    }

    #[test]
    fn dashes_are_as_long_as_the_picture_shows() {
        let mut read = row(&["\u{2014}", "\u{2014}"]);
        read[0].rect.x1 = read[0].rect.x0 + 5.5;
        let (read, remarks) = words(&read, &Layouts::builtin());
        assert_eq!((&*read[0].text, &*read[1].text), ("\u{2013}", "\u{2014}"));
        assert_eq!(remarks.len(), 1);
    }
}
