//! Drop caps: a large letter beside several lines, which begins the word that the first of them goes on with.

use std::borrow::Cow;

use crate::block::CharIds;
use crate::geometry::Rect;
use crate::pdf::Glyph;
use crate::words::baseline::Piece;
use crate::words::tolerances::{
    DROP_CAP_GAP, DROP_CAP_HEIGHT, DROP_CAP_LINES, DROP_CAP_ROUNDING, DROP_CAP_SIZE,
};
use crate::words::word::Word;

/// A drop cap that was taken out of its line.
pub(crate) struct DropCap<'a> {
    piece: Piece<'a>,
    /// The lines beside it, from top to bottom.
    lines: Vec<usize>,
}

/// Takes the drop caps out of the lines. None of those keeps its place by itself: it stands on the last baseline beside it,
/// or between two.
pub(crate) fn take<'a>(lines: &mut [Cow<'_, [Piece<'a>]>]) -> Vec<DropCap<'a>> {
    let mut caps = Vec::new();
    for line in lines.iter() {
        let mut letters = line.iter().filter(|piece| !piece.space);
        // Most lines are of one size.
        let Some(first) = letters.next() else {
            continue;
        };
        let next = letters.next();
        if next.is_some_and(|next| next.glyph.size * DROP_CAP_SIZE > first.glyph.size)
            || !first.glyph.ch.is_uppercase()
        {
            continue;
        }
        let beside = lines_beside(first.glyph, lines);
        if beside.len() >= DROP_CAP_LINES {
            caps.push(DropCap {
                piece: *first,
                lines: beside,
            });
        }
    }
    for cap in &caps {
        for line in lines.iter_mut() {
            let is_cap = |piece: &Piece<'_>| !piece.space && piece.letter == cap.piece.letter;
            if line.iter().any(is_cap) {
                line.to_mut().retain(|piece| !is_cap(piece));
            }
        }
    }
    caps
}

/// The lines of much smaller type that begin just right of a letter and stand within its height.
fn lines_beside(cap: &Glyph, lines: &[Cow<'_, [Piece<'_>]>]) -> Vec<usize> {
    let begins = |line: &Cow<'_, [Piece<'_>]>| {
        let small =
            |piece: &&Piece<'_>| !piece.space && piece.glyph.size * DROP_CAP_SIZE <= cap.size;
        let mut starts = line.iter().filter(small);
        starts.any(|piece| {
            let (gap, above) = (piece.glyph.rect.x0 - cap.rect.x1, cap.y - piece.glyph.y);
            let rounding = piece.glyph.size * DROP_CAP_ROUNDING;
            gap > -rounding
                && gap < DROP_CAP_GAP * cap.size
                && above > -rounding
                && above < DROP_CAP_HEIGHT * cap.size
        })
    };
    let lines = lines.iter().enumerate().filter(|(_, line)| begins(line));
    lines.map(|(at, _)| at).collect()
}

/// Puts a drop cap before the word that it begins, in the words of the lines; the lines beside it begin where it does. One
/// that stands before no word is one by itself (`alone`), in the first of the lines.
pub(crate) fn put(
    cap: &DropCap<'_>,
    lines: &mut [Vec<Word>],
    alone: impl FnOnce(&[Piece<'_>]) -> Vec<Word>,
) {
    let glyph = cap.piece.glyph;
    let mut is_put = false;
    for at in &cap.lines {
        let words = lines.get_mut(*at).into_iter().flatten();
        let beside = |word: &&mut Word| word.rect.x0 > glyph.rect.mid_x();
        let Some(word) = words
            .filter(beside)
            .min_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0))
        else {
            continue;
        };
        let word = word.edit();
        word.rect = Rect::new(glyph.rect.x0, word.rect.y0, word.rect.x1, word.rect.y1);
        if !is_put {
            word.text.insert(0, glyph.ch);
            let mut letters = CharIds::default();
            letters.push(cap.piece.letter);
            letters.append(&word.letters);
            word.letters = letters;
            is_put = true;
        }
    }
    if let Some(first) = cap.lines.first().and_then(|at| lines.get_mut(*at))
        && !is_put
    {
        first.extend(alone(&[cap.piece]));
        first.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
}

#[cfg(test)]
mod tests {
    use crate::pdf::{FontId, Glyph, PageContent, Rgb, Visibility};
    use crate::words::word::{text_of, words};

    fn glyphs(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut x = x;
        let glyph = |ch| {
            let rect =
                crate::geometry::Rect::new(x, y - 0.8 * size, x + 0.5 * size, y + 0.2 * size);
            x += 0.5 * size;
            Glyph {
                ch,
                confidence: Glyph::CERTAIN,
                rect,
                x: rect.x0,
                y,
                size,
                angle: 0,
                font: FontId(0),
                color: Rgb::default(),
                visibility: Visibility::Visible,
                mark: None,
                artifact: false,
                order: 0,
                string: 0,
            }
        };
        text.chars().map(glyph).collect()
    }

    /// The lines of a page with these strings, each at its place in its size.
    fn lines(strings: &[(&str, f32, f32, f32)]) -> Vec<String> {
        let strings = strings.iter();
        let page = PageContent {
            glyphs: strings
                .flat_map(|(text, x, y, size)| glyphs(text, *x, *y, *size))
                .collect(),
            ..PageContent::default()
        };
        let made = words(&page, 0, false);
        made.lines.iter().map(|line| text_of(line)).collect()
    }

    #[test]
    fn a_drop_cap_begins_the_first_line_beside_it() {
        let over_three = lines(&[
            ("N", 50.0, 100.0, 48.0),
            ("ya hus", 76.0, 72.0, 10.0),
            ("byggs i", 76.0, 86.0, 10.0),
            ("norr och", 76.0, 100.0, 10.0),
            ("i söder", 50.0, 114.0, 10.0),
        ]);
        assert_eq!(over_three, ["Nya hus", "byggs i", "norr och", "i söder"]);
        let between_two = lines(&[
            ("K", 50.0, 98.0, 40.0),
            ("ommunen", 75.0, 80.0, 11.0),
            ("växer", 75.0, 94.0, 11.0),
            ("igen", 50.0, 108.0, 11.0),
        ]);
        assert_eq!(between_two, ["Kommunen", "växer", "igen"]);
    }

    #[test]
    fn a_large_letter_beside_one_line_is_no_drop_cap() {
        let section = lines(&[("A", 50.0, 100.0, 30.0), ("Bilaga", 70.0, 100.0, 10.0)]);
        assert_eq!(section, ["A Bilaga"]);
    }

    #[test]
    fn raised_digits_are_told_by_size_and_baseline() {
        let made = lines(&[
            ("220", 50.0, 100.0, 10.0),
            ("4", 65.0, 96.0, 6.0),
            ("m", 100.0, 100.0, 10.0),
            ("2", 105.0, 92.5, 6.0),
            ("CO", 150.0, 100.0, 10.0),
            ("2", 160.0, 102.0, 6.0),
        ]);
        assert_eq!(made, ["220⁴ m2 CO2"]);
    }

    #[test]
    fn a_watermark_mixes_with_no_line() {
        let mut glyphs_of_page = glyphs("UTKAST", 60.0, 110.0, 70.0);
        for glyph in &mut glyphs_of_page {
            glyph.color = Rgb(217, 217, 217);
        }
        glyphs_of_page.extend(glyphs("Kultur", 50.0, 100.0, 10.0));
        glyphs_of_page.extend(glyphs("1200 kr", 150.0, 100.0, 10.0));
        let page = PageContent {
            glyphs: glyphs_of_page,
            ..PageContent::default()
        };
        let made = words(&page, 0, false);
        let lines: Vec<String> = made.lines.iter().map(|line| text_of(line)).collect();
        assert_eq!(lines, ["Kultur 1200 kr"]);
        assert_eq!(made.overlays[0].1.text, "UTKAST");
    }
}
