//! The objects of a file, found by looking for them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::cipher::Cipher;
use super::value::{Dict, Parser, Value, is_white, whole};
use crate::pdf::file::streams::is_deflated;

/// Decoded bytes of all object streams: far more than any document's objects.
const MOST_DECODED: u64 = 128 << 20;

/// Where an object begins.
static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u)([0-9]{1,9})[\x00\t\n\f\r ]{1,9}([0-9]{1,5})[\x00\t\n\f\r ]{1,9}obj").ok()
});
/// Where an object, or its data, ends.
static END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u)endobj|endstream").ok());
/// Where a trailer begins.
static TRAILER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u)trailer").ok());

/// An object as it was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its number; none if it could not be read.
    pub(super) number: Option<u32>,
    pub(super) generation: u16,
    pub(super) value: Value,
    /// Its data, if it is a stream.
    pub(super) data: Option<Data>,
}

/// The data of a stream.
#[derive(Debug, Clone)]
pub(super) enum Data {
    /// Where it stands in the file.
    InFile(Range<usize>),
    /// What it is when its encryption is undone.
    #[cfg(feature = "repair")]
    Own(Vec<u8>),
}

impl Data {
    pub(super) fn bytes<'d>(&'d self, file: &'d [u8]) -> &'d [u8] {
        match self {
            Self::InFile(range) => file.get(range.clone()).unwrap_or_default(),
            #[cfg(feature = "repair")]
            Self::Own(data) => data,
        }
    }
}

/// What undoes a file's encryption, told from its objects and the dictionaries of its trailers.
type FindCipher<'a> = dyn Fn(&[Found], &[Dict]) -> Option<Cipher> + 'a;

/// All objects by number, and the dictionaries of trailers in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Objects {
    pub(super) found: BTreeMap<u32, Found>,
    /// The numbers in the order of the file.
    pub(super) order: Vec<u32>,
    pub(super) trailers: Vec<Dict>,
}

impl Objects {
    /// Looks for them. Those within streams are read, unless the file is encrypted and no cipher is given that undoes it.
    pub(super) fn read(bytes: &[u8], undo: &FindCipher<'_>) -> Self {
        let mut trailers = trailers(bytes);
        let mut all = Finder::new(bytes).all();
        all.retain(|found| match found.value.as_dict() {
            Some(dict) if is_table(dict) => {
                trailers.push(dict.clone());
                false
            }
            _ => true,
        });
        let mut objects = Self {
            trailers,
            ..Self::default()
        };
        if objects.is_encrypted() {
            let Some(cipher) = undo(&all, &objects.trailers) else {
                all.into_iter().for_each(|found| objects.add(found));
                return objects;
            };
            all.iter_mut().for_each(|found| cipher.undo(found, bytes));
            objects
                .trailers
                .iter_mut()
                .for_each(|dict| dict.remove(b"Encrypt"));
        }
        all = with_members(all, bytes);
        number(&mut all, &objects.trailers);
        all.into_iter().for_each(|found| objects.add(found));
        objects
    }

    pub(super) fn is_encrypted(&self) -> bool {
        let mut trailers = self.trailers.iter();
        trailers.any(|dict| dict.get(b"Encrypt").is_some())
    }

    /// A later one of the same number takes the place of the one before, if there is anything in it.
    fn add(&mut self, found: Found) {
        let Some(number) = found.number else { return };
        if found.value == Value::Null && self.found.contains_key(&number) {
            return;
        }
        if self.found.insert(number, found).is_none() {
            self.order.push(number);
        }
    }

    /// What a value is when its reference is followed.
    pub(super) fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value {
            Value::Ref(number) => self
                .found
                .get(number)
                .map_or(&Value::Null, |found| &found.value),
            other => other,
        }
    }

    /// A dictionary that is no stream's.
    pub(super) fn dict(&self, number: u32) -> Option<&Dict> {
        let found = self.found.get(&number)?;
        if found.data.is_some() {
            return None;
        }
        found.value.as_dict()
    }
}

/// Whether it is the dictionary of a table of objects.
fn is_table(dict: &Dict) -> bool {
    dict.is(b"XRef") || (dict.get(b"W").is_some() && dict.get(b"Root").is_some())
}

fn holds_objects(dict: &Dict) -> bool {
    dict.is(b"ObjStm") || (dict.get(b"First").is_some() && dict.get(b"N").is_some())
}

fn trailers(bytes: &[u8]) -> Vec<Dict> {
    let Some(word) = TRAILER.as_ref() else {
        return Vec::new();
    };
    word.find_iter(bytes)
        .filter_map(|found| match Parser::new(bytes, found.end()).value(0)? {
            Value::Dict(dict) => Some(dict),
            _ => None,
        })
        .collect()
}

/// Walks through a file from object to object.
struct Finder<'b> {
    bytes: &'b [u8],
    at: usize,
    /// The next end of an object or of data.
    next_end: Option<Range<usize>>,
    /// Lengths of streams that are objects of their own.
    lengths: BTreeMap<u32, usize>,
}

impl<'b> Finder<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            next_end: None,
            lengths: lengths(bytes),
        }
    }

    fn all(mut self) -> Vec<Found> {
        let mut all = Vec::new();
        // The first stands behind the header, which reads as comments.
        let mut follows = true;
        loop {
            let header = follows.then(|| self.damaged_header()).flatten();
            let Some((number, generation)) = header.or_else(|| self.header()) else {
                return all;
            };
            let mut found = Found {
                number,
                generation,
                value: Value::Null,
                data: None,
            };
            let end = self.end_after(self.at);
            let limit = end.as_ref().map_or(self.bytes.len(), |end| end.end);
            let mut parser = Parser::new(&self.bytes[..limit], self.at);
            found.value = parser.value(0).unwrap_or(Value::Null);
            if found.value == Value::Null {
                found.value = parser.dict_without_start().map_or(Value::Null, Value::Dict);
            }
            let before = self.at;
            self.at = parser.at;
            if let Value::Dict(dict) = &found.value {
                found.data = self.data(dict).map(Data::InFile);
            }
            follows = self.pass_end();
            // However little there was, the walk goes on.
            self.at = self.at.max(before);
            all.push(found);
        }
    }

    /// The next header as it should be.
    fn header(&mut self) -> Option<(Option<u32>, u16)> {
        let found = HEADER.as_ref()?.captures_at(self.bytes, self.at)?;
        let digits = |group| found.get(group).and_then(|digits| whole(digits.as_bytes()));
        self.at = found.get(0)?.end();
        let generation = digits(2).and_then(|generation| u16::try_from(generation).ok());
        Some((
            digits(1).and_then(|number| u32::try_from(number).ok()),
            generation.unwrap_or_default(),
        ))
    }

    /// A damaged header right where one is due: a line with a number in it, before a dictionary or an array.
    fn damaged_header(&mut self) -> Option<(Option<u32>, u16)> {
        const LONGEST: usize = 24;
        let mut parser = Parser::new(self.bytes, self.at);
        parser.white();
        let near = self
            .bytes
            .get(parser.at..self.bytes.len().min(parser.at + LONGEST))?;
        let (header, behind) = near.split_at(near.iter().position(|byte| b"<[".contains(byte))?);
        let is_plain = HEADER
            .as_ref()?
            .find(near)
            .is_some_and(|found| found.start() == 0);
        let is_other = |word: &&[u8]| memchr::memmem::find(header, word).is_some();
        let others: [&[u8]; 4] = [b"xref", b"trailer", b"end", b"stream"];
        let has_number = header.iter().any(u8::is_ascii_digit);
        if is_plain || behind.is_empty() || !has_number || others.iter().any(is_other) {
            return None;
        }
        self.at = parser.at + header.len();
        let digits = header.iter().position(|byte| !byte.is_ascii_digit());
        let number = whole(header.get(..digits.unwrap_or(header.len()))?);
        Some((number.and_then(|number| u32::try_from(number).ok()), 0))
    }

    fn end_after(&mut self, at: usize) -> Option<Range<usize>> {
        if self.next_end.as_ref().is_none_or(|end| end.start < at) {
            let found = END.as_ref()?.find_at(self.bytes, at);
            self.next_end =
                Some(found.map_or(self.bytes.len()..self.bytes.len(), |end| end.range()));
        }
        self.next_end.clone()
    }

    /// Where the data of a stream stands, if one begins here; the walk goes on behind it.
    fn data(&mut self, dict: &Dict) -> Option<Range<usize>> {
        let keyword = self.stream_keyword(dict)?;
        let start = keyword
            + match self.bytes.get(keyword..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([b'\n' | b'\r', ..]) => 1,
                _ => 0,
            };
        // A damaged line end before it.
        let data = self.bytes.get(keyword..).unwrap_or_default();
        let start = match data.get(1..) {
            Some(behind) if start == keyword && is_deflated(behind) => keyword + 1,
            _ => start,
        };
        let told = match dict.get(b"Length") {
            Some(Value::Ref(number)) => self.lengths.get(number).copied(),
            Some(value) => value.whole(),
            None => None,
        };
        // Believed where the end follows.
        let told = told
            .and_then(|length| start.checked_add(length))
            .filter(|end| {
                *end <= self.bytes.len() && Parser::new(self.bytes, *end).word() == b"endstream"
            });
        let end = told.or_else(|| {
            let end = self.end_after(start)?.start;
            Some(start + without_line_end(self.bytes.get(start..end)?).len())
        })?;
        self.at = end.max(start);
        Some(start..end.max(start))
    }

    /// Where the word that begins a stream's data ends. Something damaged may stand before it, or in its place.
    fn stream_keyword(&self, dict: &Dict) -> Option<usize> {
        const NEAR: usize = 64;
        let near = self
            .bytes
            .get(self.at..self.bytes.len().min(self.at + NEAR))?;
        let place = |word: &[u8]| near.windows(word.len()).position(|found| found == word);
        let (stream, end) = (place(b"stream"), place(b"end").unwrap_or(NEAR));
        if let Some(place) = stream.filter(|place| *place < end) {
            return Some(self.at + place + b"stream".len());
        }
        let mut parser = Parser::new(self.bytes, self.at);
        let is_like_it = (4..=8).contains(&parser.word().len()) && end > 0 && stream.is_none();
        let has_data = dict.get(b"Length").is_some() && dict.get(b"Filter").is_some();
        let is_header = HEADER.as_ref()?.is_match(near) || end < NEAR;
        (is_like_it && has_data && !is_header).then_some(parser.at)
    }

    /// Passes over what ends an object; whether it was there.
    fn pass_end(&mut self) -> bool {
        let mut parser = Parser::new(self.bytes, self.at);
        let mut word = parser.word();
        if word == b"endstream" {
            self.at = parser.at;
            word = parser.word();
        }
        if word == b"endobj" {
            self.at = parser.at;
            return true;
        }
        // Something else stands there: behind the next end, unless an object begins before.
        let Some(end) = self.end_after(self.at) else {
            return false;
        };
        let header = HEADER
            .as_ref()
            .and_then(|header| header.find_at(self.bytes, self.at));
        if header.is_some_and(|header| header.start() < end.start) {
            return false;
        }
        self.at = end.end;
        end.start < end.end
    }
}

fn without_line_end(data: &[u8]) -> &[u8] {
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    data.strip_suffix(b"\r").unwrap_or(data)
}

/// Objects that are whole numbers, as the lengths of streams may be.
fn lengths(bytes: &[u8]) -> BTreeMap<u32, usize> {
    let Some(header) = HEADER.as_ref() else {
        return BTreeMap::new();
    };
    header
        .captures_iter(bytes)
        .filter_map(|found| {
            let number = u32::try_from(whole(found.get(1)?.as_bytes())?).ok()?;
            let mut parser = Parser::new(bytes, found.get(0)?.end());
            let length = whole(parser.word())?;
            (parser.word() == b"endobj").then_some((number, length))
        })
        .collect()
}

/// The objects in a stream (ISO 32000-2, 7.5.7), as far as it can be decoded.
fn members(dict: &Dict, data: &[u8], room: &mut u64) -> Vec<Found> {
    let Some(decoded) = decoded(dict, data, room) else {
        return Vec::new();
    };
    let mut parser = Parser::new(&decoded, 0);
    let mut places = Vec::new();
    let count = dict.get(b"N").and_then(Value::whole).unwrap_or(usize::MAX);
    let mut header_end = 0;
    while places.len() < count {
        let (number, offset) = (whole(parser.word()), whole(parser.word()));
        let (Some(number), Some(offset)) = (number, offset) else {
            break;
        };
        header_end = parser.at;
        places.push((number, offset));
    }
    parser.at = header_end;
    parser.white();
    // Without it the first object stands right behind the numbers.
    let first = dict
        .get(b"First")
        .and_then(Value::whole)
        .unwrap_or(parser.at);
    let starts: BTreeSet<usize> = places
        .iter()
        .map(|(_, offset)| first.saturating_add(*offset))
        .collect();
    places
        .into_iter()
        .filter_map(|(number, offset)| {
            let start = first.checked_add(offset)?;
            let end = starts.range(start + 1..).next().copied();
            let object = decoded.get(..end.unwrap_or(decoded.len()).min(decoded.len()))?;
            Some(Found {
                number: Some(u32::try_from(number).ok()?),
                generation: 0,
                value: Parser::new(object, start).value(0)?,
                data: None,
            })
        })
        .collect()
}

/// The data, if it is compressed as such streams are, or not at all.
fn decoded(dict: &Dict, data: &[u8], room: &mut u64) -> Option<Vec<u8>> {
    let is_flate = |value: &Value| matches!(value.name(), Some(b"FlateDecode" | b"Fl"));
    let (plain, flate) = match dict.get(b"Filter") {
        None | Some(Value::Null) => (
            true,
            data.first()
                .is_some_and(|byte| !byte.is_ascii_digit() && !is_white(*byte)),
        ),
        Some(Value::Array(filters)) => (
            filters.is_empty(),
            matches!(filters.as_slice(), [one] if is_flate(one)),
        ),
        Some(filter) => (false, is_flate(filter)),
    };
    let mut decoded = Vec::new();
    if flate {
        let mut decoder = flate2::read::ZlibDecoder::new(data).take(*room);
        // What stands before a damaged place is kept.
        let _ = decoder.read_to_end(&mut decoded);
    } else if plain {
        decoded.extend_from_slice(data);
    } else {
        return None;
    }
    *room = room.saturating_sub(decoded.len() as u64);
    Some(decoded)
}

/// The objects, with those in streams in place of the streams.
fn with_members(all: Vec<Found>, bytes: &[u8]) -> Vec<Found> {
    let mut room = MOST_DECODED;
    let mut with = Vec::with_capacity(all.len());
    for found in all {
        match (found.value.as_dict(), &found.data) {
            (Some(dict), Some(data)) if holds_objects(dict) => {
                with.extend(members(dict, data.bytes(bytes), &mut room));
            }
            _ => with.push(found),
        }
    }
    with
}

/// Gives numbers to objects whose own could not be read, or leads nowhere: an object that others refer to and that is
/// not there, if the objects before or behind it in the file have the numbers next to it.
fn number(all: &mut [Found], trailers: &[Dict]) {
    let mut referred = BTreeSet::new();
    let mut see = |number| {
        referred.insert(number);
    };
    let in_trailers = trailers.iter().flat_map(|dict| &dict.0);
    in_trailers.for_each(|(_, value)| value.each_ref(&mut see));
    all.iter().for_each(|found| found.value.each_ref(&mut see));
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, found) in all.iter().enumerate() {
        if let Some(number) = found.number {
            places.entry(number).or_default().push(place);
        }
    }
    let missing: Vec<u32> = (referred.iter().copied())
        .filter(|number| !places.contains_key(number))
        .collect();
    let is_spare = |found: &Found| match found.number {
        None => true,
        Some(number) => {
            let is_double = places.get(&number).is_some_and(|places| places.len() > 1);
            is_double || !referred.contains(&number)
        }
    };
    let spare: BTreeSet<usize> = (0..all.len())
        .filter(|place| is_spare(&all[*place]))
        .collect();
    // Where one is missing and one is spare, they are the same.
    let only = match missing.as_slice() {
        [_] if spare.len() == 1 => spare.first().copied(),
        _ => None,
    };
    for wanted in &missing {
        let last = |number: Option<u32>| places.get(&number?)?.last().copied();
        let behind = last(wanted.checked_sub(1)).and_then(|place| place.checked_add(1));
        let before = last(wanted.checked_add(1)).and_then(|place| place.checked_sub(1));
        let place = behind
            .into_iter()
            .chain(before)
            .find(|place| spare.contains(place))
            .or(only);
        if let Some(found) = place.and_then(|place| all.get_mut(place)) {
            found.number = Some(*wanted);
        }
    }
}
