//! `/ToUnicode` where `hayro-font` cannot read it: named, run together or damaged (ISO 32000-2, 9.10.3).

use std::collections::HashMap;

use hayro_syntax::object::{Dict, MaybeRef, Name, Object, Stream};

use crate::pdf::file::streams::{self, Decoded};

/// Codes in one range: a damaged end must not fill the memory.
const MOST_IN_RANGE: u32 = 0xFFFF;
/// Bytes of a code.
const MOST_BYTES: usize = 4;

/// What a font's `/ToUnicode` is, beside what `hayro-font` makes of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum ToUnicode {
    /// None, or one that is read by `hayro-font`.
    #[default]
    Plain,
    /// Codes are characters.
    Identity,
    /// What can be read of a damaged one.
    Mended(HashMap<u32, String>),
    /// Nothing can be read of it.
    Lost,
}

impl ToUnicode {
    /// Of a font; `is_readable` tells whether `hayro-font` reads a map of these bytes.
    pub(crate) fn of(font: &Dict<'_>, limit: u64, is_readable: impl Fn(&[u8]) -> bool) -> Self {
        if let Some(name) = font.get::<Name<'_>>("ToUnicode") {
            let is_identity = name.as_ref().starts_with(b"Identity");
            return if is_identity {
                Self::Identity
            } else {
                Self::Plain
            };
        }
        let Some(stream) = font.get::<Stream<'_>>("ToUnicode") else {
            let leads_nowhere = matches!(
                font.get_raw::<Object<'_>>("ToUnicode"),
                Some(MaybeRef::Ref(_))
            );
            return if leads_nowhere {
                Self::Lost
            } else {
                Self::Plain
            };
        };
        let data = match streams::decode_up_to(&stream, limit) {
            Decoded::Whole(data) | Decoded::Damaged(data) | Decoded::Cut(data) => data,
            Decoded::TooLarge | Decoded::Broken => return Self::Lost,
        };
        if is_readable(&data) {
            return Self::Plain;
        }
        let map = parse(&data);
        if map.is_empty() {
            Self::Lost
        } else {
            Self::Mended(map)
        }
    }

    /// The characters of a code, if this tells them.
    pub(crate) fn characters(&self, code: u32) -> Option<String> {
        match self {
            Self::Identity => char::from_u32(code).map(String::from),
            Self::Mended(map) => map.get(&code).cloned(),
            Self::Plain | Self::Lost => None,
        }
    }

    /// Whether what else tells of a code's character may be wrong.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Self::Mended(_) | Self::Lost)
    }
}

/// All entries, whatever stands between them.
fn parse(data: &[u8]) -> HashMap<u32, String> {
    let mut map = HashMap::new();
    let mut rest = data;
    while let Some(place) = find(rest, b"beginbf") {
        rest = rest.get(place + b"beginbf".len()..).unwrap_or_default();
        let section = rest
            .get(..find(rest, b"endbf").unwrap_or(rest.len()))
            .unwrap_or_default();
        if rest.starts_with(b"char") {
            chars(section, &mut map);
        } else if rest.starts_with(b"range") {
            ranges(section, &mut map);
        }
        rest = rest.get(section.len()..).unwrap_or_default();
    }
    map
}

fn chars(section: &[u8], map: &mut HashMap<u32, String>) {
    let mut strings = Strings(section);
    while let (Some(Item::Text(code)), Some(target)) = (strings.next(), strings.next()) {
        if let (Some(code), Item::Text(target)) = (number(&code), target) {
            map.insert(code, text(&target, 0));
        }
    }
}

fn ranges(section: &[u8], map: &mut HashMap<u32, String>) {
    let mut strings = Strings(section);
    while let (Some(Item::Text(first)), Some(Item::Text(last)), Some(target)) =
        (strings.next(), strings.next(), strings.next())
    {
        let (Some(first), Some(last)) = (number(&first), number(&last)) else {
            continue;
        };
        let codes = first..=last.min(first.saturating_add(MOST_IN_RANGE));
        match target {
            Item::Text(start) => map.extend(codes.map(|code| (code, text(&start, code - first)))),
            Item::List(targets) => {
                map.extend(codes.zip(targets.iter().map(|target| text(target, 0))));
            }
        }
    }
}

/// A string in hex, or a list of them.
enum Item {
    Text(Vec<u8>),
    List(Vec<Vec<u8>>),
}

/// The strings in hex of a section.
struct Strings<'d>(&'d [u8]);

impl Iterator for Strings<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let start = self.0.iter().position(|byte| matches!(byte, b'<' | b'['))?;
        let is_list = self.0.get(start) == Some(&b'[');
        self.0 = self.0.get(start + 1..)?;
        let end = self
            .0
            .iter()
            .position(|byte| *byte == if is_list { b']' } else { b'>' })?;
        let (inner, rest) = self.0.split_at(end);
        self.0 = rest.get(1..)?;
        if !is_list {
            return Some(Item::Text(hex(inner)));
        }
        let inner = Strings(inner);
        Some(Item::List(
            inner
                .filter_map(|item| match item {
                    Item::Text(text) => Some(text),
                    Item::List(_) => None,
                })
                .collect(),
        ))
    }
}

/// The bytes; none if there is anything but hex.
fn hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<Option<u32>> = digits
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| char::from(*byte).to_digit(16))
        .collect();
    let Some(digits) = digits.into_iter().collect::<Option<Vec<u32>>>() else {
        return Vec::new();
    };
    digits
        .chunks(2)
        .map(|pair| (pair[0] * 16 + pair.get(1).copied().unwrap_or_default()) as u8)
        .collect()
}

fn number(bytes: &[u8]) -> Option<u32> {
    let is_code = (1..=MOST_BYTES).contains(&bytes.len());
    is_code.then(|| {
        bytes
            .iter()
            .fold(0, |all, byte| (all << 8) | u32::from(*byte))
    })
}

/// UTF-16, its last unit so many further on.
fn text(bytes: &[u8], further: u32) -> String {
    let mut units: Vec<u16> = match bytes {
        [byte] => vec![u16::from(*byte)],
        _ => (bytes.as_chunks::<2>().0.iter())
            .map(|pair| u16::from_be_bytes(*pair))
            .collect(),
    };
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(further as u16);
    }
    String::from_utf16_lossy(&units)
}

fn find(data: &[u8], word: &[u8]) -> Option<usize> {
    data.windows(word.len()).position(|found| found == word)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_is_run_together_or_damaged_is_read() {
        let map = parse(
            b"1 begincodespacerange<00><FF>endcodespacerange3 beginbfchar<20><00DC><21><0x><22><00660069>endbfchar\
              2 beginbfrange<0030><0032><0041><40><41>[<0061><0062>]endbfrangeendcmap",
        );
        let told = |code: u32| map.get(&code).map(String::as_str);
        assert_eq!(told(0x20), Some("\u{DC}"));
        assert_eq!(told(0x21), Some(""));
        assert_eq!(told(0x22), Some("fi"));
        assert_eq!(
            (told(0x32), told(0x41), told(0x42)),
            (Some("C"), Some("b"), None)
        );
    }
}
