//! Names and messages from inputs, made safe to show and to store.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

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

/// The relative path that has this identifier; `None` if none has. No identifier leads out of its folder.
pub fn path_of(identifier: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in identifier.split('/') {
        let name = name_of(component)?;
        let mut parts = Path::new(&name).components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(only)), None) => path.push(only),
            _ => return None,
        }
    }
    Some(path)
}

/// A component of an identifier without its escapes.
fn name_of(component: &str) -> Option<OsString> {
    let mut bytes = Vec::with_capacity(component.len());
    let mut rest = component;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let hex = |digits: &str| u32::from_str_radix(digits, 16).ok();
        if let Some(after) = rest.strip_prefix('\\') {
            bytes.push(b'\\');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('x') {
            bytes.push(u8::try_from(hex(after.get(..2)?)?).ok()?);
            rest = after.get(2..)?;
        } else {
            let (digits, after) = rest.strip_prefix("u{")?.split_once('}')?;
            let c = char::from_u32(hex(digits)?)?;
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    os_string(bytes)
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_leads_back_to_its_path() {
        for path in ["a/b.pdf.json", "a\\b/\u{1b}[2J.json", "å ä/x\\u{41}.json"] {
            assert_eq!(
                path_of(&identifier(Path::new(path))).unwrap(),
                Path::new(path)
            );
        }
        for wrong in ["../a", "/a", "a//b", "", "a/./b", "\\q", "\\x2f"] {
            assert_eq!(path_of(wrong), None, "{wrong}");
        }
    }

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
        assert_eq!(path_of(&identifier(raw)).unwrap(), raw);
        assert_eq!(path(raw), "a/\\xff.pdf");
    }
}
