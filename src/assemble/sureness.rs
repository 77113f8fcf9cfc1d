//! How sure the output is of what was recognised in pictures: told of each value, cell, row and paragraph, and where it is not
//! sure enough, nothing is made of the text.

use super::lines::places;
use super::rows::shorten;
use crate::block::{CharIds, Line, Sureness};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::output::{Plats, Tal, Varde};

/// Below this, in percent, a reading is told of: of words above it one in a thousand was wrong, of those just below one in
/// twelve.
const SURE: u8 = 90;
/// Below this, in percent, a value keeps only its text: one in six such words was wrong.
const MEANS_SOMETHING: u8 = 70;

/// How sure the least sure letter of some lines is, in percent; `None` where none was recognised.
pub(super) fn of<'l>(sureness: &Sureness, lines: impl IntoIterator<Item = &'l Line>) -> Option<u8> {
    of_letters(sureness, lines.into_iter().map(|line| &line.letters))
}

/// The same of letters.
pub(super) fn of_letters<'l>(
    sureness: &Sureness,
    letters: impl IntoIterator<Item = &'l CharIds>,
) -> Option<u8> {
    let lowest = letters
        .into_iter()
        .filter_map(|letters| sureness.lowest(letters));
    lowest.min()
}

/// As the output tells it.
pub(super) fn share(percent: Option<u8>) -> Option<Tal> {
    percent.and_then(|percent| Tal::new(f64::from(percent) / 100.0))
}

/// Whether a number may be made of what was read so.
pub(super) fn means_something(percent: Option<u8>) -> bool {
    percent.is_none_or(|percent| percent >= MEANS_SOMETHING)
}

/// Tells how sure a value is; one that is not sure enough keeps only its text, its notes and its mark.
pub(super) fn judge(percent: Option<u8>, varde: &mut Varde) -> Option<Diagnostic> {
    let dropped = !means_something(percent);
    if dropped {
        let all = std::mem::take(varde);
        *varde = Varde {
            text: all.text,
            symbol: all.symbol,
            noter: all.noter,
            plats: all.plats,
            ..Varde::default()
        };
    }
    varde.sakerhet = share(percent);
    remark(
        percent,
        ("value", &varde.text),
        dropped,
        varde.plats.clone(),
    )
}

/// That a reading is doubtful, if it is. `what` names it; `dropped`: it would have meant something.
pub(super) fn remark(
    percent: Option<u8>,
    (what, text): (&str, &str),
    dropped: bool,
    plats: Vec<Plats>,
) -> Option<Diagnostic> {
    let percent = percent.filter(|percent| *percent < SURE)?;
    let severity = if percent < MEANS_SOMETHING {
        Allvar::Varning
    } else {
        Allvar::Info
    };
    let kept = if dropped {
        ": only its text is kept"
    } else {
        ""
    };
    let message = format!(
        "the {what} \"{}\" was recognised in a picture, and its least sure word is sure to {percent} %{kept}",
        shorten(text)
    );
    Some(Diagnostic::new("lasning-osaker", severity, message).at(plats))
}

/// The same of lines.
pub(super) fn remark_of_lines(
    sureness: &Sureness,
    (what, text): (&str, &str),
    lines: &[Line],
) -> (Option<Tal>, Option<Diagnostic>) {
    let percent = of(sureness, lines);
    let told = remark(percent, (what, text), false, places(lines));
    (share(percent), told)
}
