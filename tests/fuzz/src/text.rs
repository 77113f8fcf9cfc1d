//! Plain text to JSON.

use std::sync::Arc;

use namnd::convert::{Input, convert};
use namnd::trace::Closed;

use super::invariants;

/// Converts a text twice. A text's letters are all in the output.
pub fn check(data: &[u8]) {
    let input = Input {
        name: "x.txt",
        bytes: &Arc::new(data.to_vec()),
        sha256: None,
    };
    if data.windows(5).any(|mark| mark == b"%PDF-") {
        return;
    }
    let convert = || convert(&input, invariants::layouts(), &invariants::options());
    let first = convert();
    assert_eq!(first, convert(), "another output the second time");
    let Ok(output) = first else {
        return;
    };
    invariants::output(&output);
    let understood = namnd::flow::plain_text::read(data, invariants::layouts(), &Closed);
    invariants::flow(&understood.flow);
    // A soft hyphen is a hyphen in some places and nothing in others.
    if let Ok(text) = str::from_utf8(data)
        && !text.contains('\u{ad}')
    {
        let shown = text.chars().filter(|c| !c.is_control());
        let printed: String = shown.filter_map(printed).collect();
        invariants::letters(&printed, &output);
    }
}

/// The character as the output has it; `None` for those without a shape.
fn printed(c: char) -> Option<char> {
    match c {
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
        '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' => Some('•'),
        c => Some(c),
    }
}
