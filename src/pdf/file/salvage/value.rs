//! Objects as they are written, read so that a damaged token costs no more than the value it stands for.

use std::io::Write as _;

/// Objects within each other that are kept; deeper ones read as null.
const MOST_DEEP: u32 = 60;
/// Items of lists that are no lists of numbers for many things, as boxes and matrices.
const SHORT_LIST: usize = 6;
/// Letters of a damaged `R`.
const MOST_DAMAGED: usize = 2;

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    /// A number or a truth value, as written.
    Word(Vec<u8>),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string, with what encloses it.
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    /// The number of an object: a damaged generation is no reason to lose it.
    Ref(u32),
}

/// A dictionary, in the order of its keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dict(pub(super) Vec<(Vec<u8>, Value)>);

impl Value {
    pub(super) fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(super) fn whole(&self) -> Option<usize> {
        match self {
            Self::Word(word) => whole(word),
            _ => None,
        }
    }

    /// The bytes of a string.
    #[cfg(feature = "repair")]
    pub(super) fn string(&self) -> Option<Vec<u8>> {
        match self {
            Self::Text(raw) => Some(super::strings::decode(raw)),
            _ => None,
        }
    }

    /// The name, if it is one.
    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A whole number, be it below zero.
    #[cfg(feature = "repair")]
    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Self::Word(word) => std::str::from_utf8(word).ok()?.parse().ok(),
            _ => None,
        }
    }

    /// Calls for every string in it, which may be changed.
    #[cfg(feature = "repair")]
    pub(super) fn each_string(&mut self, change: &mut dyn FnMut(&mut Vec<u8>)) {
        match self {
            Self::Text(raw) => change(raw),
            Self::Array(items) => items.iter_mut().for_each(|item| item.each_string(change)),
            Self::Dict(dict) => {
                let values = dict.0.iter_mut();
                values.for_each(|(_, value)| value.each_string(change));
            }
            _ => {}
        }
    }

    /// Calls for every reference in it.
    pub(super) fn each_ref(&self, see: &mut dyn FnMut(u32)) {
        match self {
            Self::Ref(number) => see(*number),
            Self::Array(items) => items.iter().for_each(|item| item.each_ref(see)),
            Self::Dict(dict) => dict.0.iter().for_each(|(_, value)| value.each_ref(see)),
            _ => {}
        }
    }

    /// Adds it as it is written in a file; `generation` tells an object's.
    pub(super) fn write(&self, out: &mut Vec<u8>, generation: &dyn Fn(u32) -> u16) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Word(bytes) | Self::Text(bytes) => out.extend_from_slice(bytes),
            Self::Name(name) => {
                out.push(b'/');
                out.extend_from_slice(name);
            }
            Self::Array(items) => {
                out.push(b'[');
                for item in items {
                    item.write(out, generation);
                    out.push(b' ');
                }
                out.push(b']');
            }
            Self::Dict(dict) => dict.write(out, generation),
            // Writing to memory does not fail.
            Self::Ref(number) => {
                let _ = write!(out, "{number} {} R", generation(*number));
            }
        }
    }
}

impl Dict {
    pub(super) fn get(&self, key: &[u8]) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value)
    }

    pub(super) fn set(&mut self, key: &[u8], value: Value) {
        self.remove(key);
        self.0.push((key.to_vec(), value));
    }

    pub(super) fn remove(&mut self, key: &[u8]) {
        self.0.retain(|(known, _)| known != key);
    }

    /// Whether its `/Type` is this one.
    pub(super) fn is(&self, kind: &[u8]) -> bool {
        matches!(self.get(b"Type"), Some(Value::Name(name)) if name == kind)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>, generation: &dyn Fn(u32) -> u16) {
        out.extend_from_slice(b"<<");
        for (key, value) in &self.0 {
            out.push(b'/');
            out.extend_from_slice(key);
            out.push(b' ');
            value.write(out, generation);
        }
        out.extend_from_slice(b">>");
    }
}

/// A whole number without a sign.
pub(super) fn whole(word: &[u8]) -> Option<usize> {
    if word.is_empty() || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// White space (ISO 32000-2, table 1).
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Reads objects from bytes, wherever they lead.
#[derive(Debug, Clone)]
pub(super) struct Parser<'b> {
    bytes: &'b [u8],
    pub(super) at: usize,
}

impl<'b> Parser<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space and comments.
    pub(super) fn white(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self
                    .rest()
                    .iter()
                    .position(|byte| matches!(byte, b'\r' | b'\n'));
                self.at += line.unwrap_or(self.rest().len());
            } else if is_white(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next word of regular characters, behind white space; empty before anything else.
    pub(super) fn word(&mut self) -> &'b [u8] {
        self.white();
        let rest = self.rest();
        let end = rest.iter().position(|byte| !is_regular(*byte));
        let (word, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += word.len();
        word
    }

    /// The next object; null for what is none. `None` at the end, or before a word that ends objects.
    pub(super) fn value(&mut self, depth: u32) -> Option<Value> {
        self.white();
        match self.peek()? {
            b'/' => {
                self.at += 1;
                let rest = self.rest();
                let end = rest.iter().position(|byte| !is_regular(*byte));
                let name = rest.get(..end.unwrap_or(rest.len()))?;
                self.at += name.len();
                Some(Value::Name(name.to_vec()))
            }
            b'(' => Some(self.string()),
            b'<' if self.rest().starts_with(b"<<") => Some(self.container(depth, true)),
            b'<' => Some(self.hex()),
            b'[' => Some(self.container(depth, false)),
            b']' | b'>' | b')' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Null)
            }
            _ => self.word_value(),
        }
    }

    /// A number, a reference, or another word.
    fn word_value(&mut self) -> Option<Value> {
        let start = self.at;
        let word = self.word();
        if ends_object(word) {
            self.at = start;
            return None;
        }
        if let Some(number) = whole(word) {
            let mut ahead = self.clone();
            if whole(ahead.word()).is_some_and(|generation| generation <= usize::from(u16::MAX)) {
                let last = ahead.word();
                let damaged = (1..=MOST_DAMAGED).contains(&last.len())
                    && !last
                        .iter()
                        .any(|byte| byte.is_ascii_digit() || b"+-.".contains(byte));
                if let (true, Ok(number)) = (damaged, u32::try_from(number)) {
                    self.at = ahead.at;
                    return Some(Value::Ref(number));
                }
            }
        }
        if is_number(word) || matches!(word, b"true" | b"false") {
            return Some(Value::Word(word.to_vec()));
        }
        Some(Value::Null)
    }

    fn string(&mut self) -> Value {
        let start = self.at;
        let (mut open, mut escaped) = (0_u32, false);
        for (length, byte) in self.rest().iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => open += 1,
                b')' if open == 1 => {
                    self.at = start + length + 1;
                    return Value::Text(self.bytes[start..self.at].to_vec());
                }
                b')' => open -= 1,
                _ => {}
            }
        }
        // It never ends: nothing that follows can be told from it.
        self.at = self.bytes.len();
        Value::Null
    }

    fn hex(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                return Value::Text(self.bytes[start..self.at].to_vec());
            }
            if !byte.is_ascii_hexdigit() && !is_white(byte) {
                break;
            }
        }
        // A damaged digit: the rest of the string goes with it.
        let rest = self.rest();
        let end = rest.iter().position(|byte| b"<>[]()/".contains(byte));
        if let Some(end) = end.filter(|end| rest.get(*end) == Some(&b'>')) {
            self.at += end + 1;
        }
        Value::Null
    }

    /// A dictionary or an array. What is too deep is passed over.
    fn container(&mut self, depth: u32, is_dict: bool) -> Value {
        if depth >= MOST_DEEP {
            self.pass_over();
            return Value::Null;
        }
        self.at += if is_dict { 2 } else { 1 };
        if is_dict {
            Value::Dict(self.dict(depth + 1))
        } else {
            Value::Array(self.array(depth + 1))
        }
    }

    fn array(&mut self, depth: u32) -> Vec<Value> {
        let mut items = Vec::new();
        loop {
            self.white();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return items;
                }
                // The bracket is missing: the dictionary around it ends here.
                Some(b'>') => return items,
                _ => {
                    let start = self.at;
                    match self.value(depth) {
                        Some(Value::Null) if items.len() >= SHORT_LIST => {
                            items.push(digits_left(self.bytes.get(start..self.at)));
                        }
                        Some(value) => items.push(value),
                        None => return items,
                    }
                }
            }
        }
    }

    /// The entries of a dictionary. What stands where a key should, and is none, is taken for a damaged one.
    fn dict(&mut self, depth: u32) -> Dict {
        let mut dict = Dict::default();
        loop {
            self.white();
            if self.peek() == Some(b'>') {
                self.at += if self.rest().starts_with(b">>") { 2 } else { 1 };
                return dict;
            }
            let key = self.value(depth);
            let is_damaged_key = key == Some(Value::Null);
            match key {
                None => return dict,
                Some(Value::Name(key)) => {
                    self.white();
                    if self.peek() == Some(b'>') {
                        continue;
                    }
                    match self.value(depth) {
                        Some(value) => {
                            if dict.get(&key).is_none() {
                                dict.0.push((key, value));
                            }
                        }
                        None => return dict,
                    }
                }
                Some(_) if is_damaged_key => {
                    self.white();
                    if self.peek() != Some(b'>') && self.value(depth).is_none() {
                        return dict;
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// The entries of a dictionary whose beginning is damaged, if keys follow soon.
    pub(super) fn dict_without_start(&mut self) -> Option<Dict> {
        const NEAR: usize = 8;
        let near = self.rest().iter().take(NEAR);
        let start = near.into_iter().position(|byte| *byte == b'/')?;
        self.at += start;
        Some(self.dict(1)).filter(|dict| !dict.0.is_empty())
    }

    /// Passes over a container, whatever is in it.
    fn pass_over(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' | b'<' => open += 1,
                b']' | b'>' => open = open.saturating_sub(1),
                b'(' => {
                    self.string();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }
}

/// What is left of a number in a long list, as one of widths: without it all behind it would stand for something else.
fn digits_left(word: Option<&[u8]>) -> Value {
    let word = word.unwrap_or_default();
    let digits = word
        .iter()
        .filter(|byte| byte.is_ascii_digit() || b"+-.".contains(byte));
    let digits: Vec<u8> = digits.copied().collect();
    let is_left = digits.len() * 2 >= word.len() && is_number(&digits);
    if is_left {
        Value::Word(digits)
    } else {
        Value::Null
    }
}

fn is_number(word: &[u8]) -> bool {
    let digits = word
        .strip_prefix(b"-")
        .or(word.strip_prefix(b"+"))
        .unwrap_or(word);
    digits.iter().any(u8::is_ascii_digit)
        && digits
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

fn ends_object(word: &[u8]) -> bool {
    matches!(
        word,
        b"" | b"obj" | b"endobj" | b"stream" | b"endstream" | b"xref" | b"trailer" | b"startxref"
    )
}

#[cfg(test)]
mod tests {
    use super::{Parser, Value};

    fn read(text: &str) -> String {
        let mut out = Vec::new();
        let value = Parser::new(text.as_bytes(), 0).value(0);
        value.unwrap_or(Value::Null).write(&mut out, &|_| 0);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_damaged_token_costs_its_value_only() {
        for (damaged, read_as) in [
            (
                "<</A[1 (b\\)(c)) <41>]/B/C/D 5 0 R>>",
                "<</A [1 (b\\)(c)) <41> ]/B /C/D 5 0 R>>",
            ),
            ("<</Length nul/Filter/F>>", "<</Length null/Filter /F>>"),
            ("<</W [1 2 -]/I 1>>", "<</W [1 2 null ]/I 1>>"),
            (
                "<</Kids [4 8 R 5 0 S]/C 2>>",
                "<</Kids [4 0 R 5 0 R ]/C 2>>",
            ),
            ("<<XType/Page/Parent 1 0 R>>", "<</Parent 1 0 R>>"),
            (
                "<</B [0 0 x9 9]/W [1 1 1 1 1 1 2H x386.2]>>",
                "<</B [0 0 null 9 ]/W [1 1 1 1 1 1 2 386.2 ]>>",
            ),
            ("<</A [1 2/B 3>>", "<</A [1 2 /B 3 ]>>"),
            ("<</A <4x>/B 3 endobj", "<</A null/B 3>>"),
        ] {
            assert_eq!(read(damaged), read_as, "{damaged}");
        }
    }

    #[test]
    fn what_is_too_deep_is_null() {
        let deep = format!("<</A {}1{}/B 2>>", "[".repeat(1000), "]".repeat(1000));
        assert!(read(&deep).ends_with("/B 2>>"));
        let strings = format!("<</A {}({}", "[".repeat(1000), "(".repeat(1000));
        assert!(read(&strings).starts_with("<</A [[["));
    }
}
