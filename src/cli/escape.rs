//! Names and messages from inputs, made safe to show and to store.

use std::fmt::Write as _;
use std::path::{Component, Path};

/// Whether a terminal might obey the character instead of showing it: control characters and those that turn the
/// direction of writing (Unicode TR 36, 2.6).
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The text on one line, with harmful characters as `\u{1b}`.
pub fn text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) {
            let _ = write!(shown, "{}", c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A path for people: harmful characters escaped, bytes that are no Unicode as `\xNN`.
pub fn path(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(&text(chunk.valid()));
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// A relative path as an identifier: components joined by `/`, and different for different paths, since a backslash
/// within a component is doubled.
pub fn identifier(relative: &Path) -> String {
    let components: Vec<String> = relative
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name),
            _ => None,
        })
        .map(|name| {
            let mut doubled = String::new();
            for chunk in name.as_encoded_bytes().utf8_chunks() {
                doubled.push_str(&text(&chunk.valid().replace('\\', "\\\\")));
                for byte in chunk.invalid() {
                    let _ = write!(doubled, "\\x{byte:02x}");
                }
            }
            doubled
        })
        .collect();
    components.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_not_sent() {
        assert_eq!(
            text("a\u{1b}[2Jb\n\u{202e}c"),
            "a\\u{1b}[2Jb\\u{a}\\u{202e}c"
        );
        assert_eq!(text("Hägersten – Älvsjö"), "Hägersten – Älvsjö");
    }

    #[cfg(unix)]
    #[test]
    fn identifiers_differ_when_paths_do() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let raw = Path::new(OsStr::from_bytes(b"a/\xff.pdf"));
        let written = Path::new("a/\\xff.pdf");
        assert_eq!(identifier(raw), "a/\\xff.pdf");
        assert_ne!(identifier(raw), identifier(written));
        assert_eq!(path(raw), "a/\\xff.pdf");
    }
}
