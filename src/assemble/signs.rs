//! Signs where an icon would stand are the row's symbols, not its words.

use std::borrow::Cow;

use crate::block::{Line, Place, merge_places};
use crate::output::{Symbol, VardeSymbol};
use crate::signs::leading;

/// What a sign of a font is called among the forms of marks.
const FORM: &str = "tecken";

/// Parts the signs that begin the lines from the words.
#[must_use]
pub(super) fn part(lines: &[Line]) -> (Vec<Line>, Vec<Cow<'_, Line>>) {
    let (mut signs, mut words) = (Vec::new(), Vec::new());
    for line in lines {
        let end = leading(&line.text);
        if end == 0 {
            words.push(Cow::Borrowed(line));
            continue;
        }
        let (sign, rest) = line.split_at(end);
        signs.push(sign);
        if !rest.text.is_empty() {
            words.push(Cow::Owned(rest));
        }
    }
    (signs, words)
}

/// The signs as symbols; their letters are the row's.
#[must_use]
pub(super) fn symbols(lines: &[Line]) -> Vec<Symbol> {
    let symbols = lines.iter().map(|line| Symbol {
        kolumn: None,
        farg: color(line),
        form: FORM.to_owned(),
        alt: Some(line.text.clone()),
        plats: merge_places([&place(line)]),
    });
    symbols.collect()
}

/// The signs of a cell as its meaning.
#[must_use]
pub(super) fn value(lines: &[&Line]) -> Option<VardeSymbol> {
    lines.first().map(|line| VardeSymbol {
        farg: color(line),
        form: FORM.to_owned(),
    })
}

/// A text has no colours.
fn color(line: &Line) -> Option<String> {
    let rgb = line.style.color;
    matches!(line.place, Place::Page(..))
        .then(|| format!("#{:02x}{:02x}{:02x}", rgb.0, rgb.1, rgb.2))
}

/// A sign that was parted from words stands at the left end of their box.
fn place(line: &Line) -> Place {
    match line.place {
        Place::Page(page, rect) => {
            let x1 = rect.x1.min(rect.x0 + rect.height());
            Place::Page(page, crate::geometry::Rect { x1, ..rect })
        }
        row @ Place::Row(_) => row,
    }
}
