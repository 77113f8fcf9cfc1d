//! What engines read where no letter is: the dots and rings above letters as words of their own, and rests of ruling lines.

use crate::geometry::Rect;
use crate::ocr::reading::{Prepared, ReadWord};
use crate::ocr::tolerances::{
    BESIDE_LINE, DOUBTFUL, LINE_WIDTH, PART_OF_WORD, PAST_LINE, SHARED_INK, SIGN_ABOVE,
    SIGN_ABOVE_HEIGHT,
};
use crate::pdf::{Remark, Severity};

/// The words without signs that belong to letters; what stands on an upright ruling line and is no letter is a bar.
#[must_use]
pub fn settle(words: Vec<ReadWord>, prepared: &Prepared) -> (Vec<ReadWord>, Vec<Remark>) {
    let (mut kept, mut signs) = (Vec::with_capacity(words.len()), Vec::new());
    for word in &words {
        let belongs = |other: &ReadWord| is_sign_of(word, other) || is_part_of(word, other);
        if words.iter().any(belongs) {
            signs.push(format!("{:?}", word.text));
        } else {
            kept.push(word.clone());
        }
    }
    for word in &mut kept {
        if on_line(word, prepared) {
            word.text = "|".repeat(word.text.chars().count());
        }
    }
    let told = (!signs.is_empty()).then(|| Remark {
        code: "lasning-rattad",
        severity: Severity::Info,
        message: format!(
            "what was read as {} is part of letters that were read as well: their dots, rings and signs",
            signs.join(", ")
        ),
    });
    (kept, told.into_iter().collect())
}

/// Whether a word is the dots or the ring above a letter of another one; what was read doubtfully may be those of several words.
fn is_sign_of(word: &ReadWord, other: &ReadWord) -> bool {
    let above = other.base - word.rect.mid_y();
    let inside = word.rect.x0 >= other.rect.x0 && word.rect.x1 <= other.rect.x1;
    let over = word.rect.x0 < other.rect.x1 && word.rect.x1 > other.rect.x0;
    word.rect.height() < SIGN_ABOVE_HEIGHT * other.size
        && (inside || over && word.confidence < DOUBTFUL)
        && above > SIGN_ABOVE.0 * other.size
        && above < SIGN_ABOVE.1 * other.size
}

/// Whether a word is part of another one's ink: an engine makes lines of the dots above letters and of the rings of a sign.
fn is_part_of(word: &ReadWord, other: &ReadWord) -> bool {
    let area = |rect: &Rect| rect.width() * rect.height();
    let own = area(&word.rect);
    let shared = word.rect.intersection(&other.rect);
    own < PART_OF_WORD * area(&other.rect)
        && shared.is_some_and(|shared| area(&shared) >= SHARED_INK * own)
}

/// Whether a word without letters and figures stands on an upright ruling line, or where it would go on.
fn on_line(word: &ReadWord, prepared: &Prepared) -> bool {
    let (x, y) = (word.rect.mid_x(), word.rect.mid_y());
    let near = |rule: &&crate::ocr::rules::RuleLine| {
        !rule.horizontal
            && x > rule.rect.x0 - BESIDE_LINE
            && x < rule.rect.x1 + BESIDE_LINE
            && y > rule.rect.y0 - PAST_LINE
            && y < rule.rect.y1 + PAST_LINE
    };
    word.rect.width() < LINE_WIDTH
        && !word.text.contains(char::is_alphanumeric)
        && prepared.rules.iter().any(|rule| near(&rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::rules::RuleLine;

    fn word(text: &str, x: (f32, f32), y: (f32, f32), base: f32) -> ReadWord {
        ReadWord {
            text: text.to_owned(),
            rect: Rect::new(x.0, y.0, x.1, y.1),
            base,
            size: 15.0,
            bold: true,
            confidence: 90,
            before: None,
        }
    }

    #[test]
    fn rings_are_no_figures_and_rests_of_lines_no_letters() {
        let words = vec![
            word("2", (112.0, 116.0), (638.5, 641.5), 641.5),
            ReadWord {
                confidence: 30,
                ..word("oa", (118.0, 152.0), (639.0, 641.5), 641.5)
            },
            word("Nämndmål:", (57.0, 124.0), (638.5, 650.0), 649.6),
            word("2", (150.0, 156.0), (639.0, 649.6), 649.6),
            word("!", (393.0, 394.0), (680.0, 688.0), 689.0),
            word("!", (380.0, 381.0), (680.0, 688.0), 689.0),
        ];
        let prepared = Prepared {
            rules: vec![RuleLine {
                rect: Rect::new(393.5, 687.0, 394.5, 711.0),
                horizontal: false,
            }],
            ..Prepared::default()
        };
        let (kept, remarks) = settle(words, &prepared);
        let texts: Vec<&str> = kept.iter().map(|word| &*word.text).collect();
        assert_eq!(texts, ["Nämndmål:", "2", "|", "!"]);
        assert_eq!(remarks.len(), 1);
    }
}
