//! What the codes of a font's strings stand for.

use std::rc::Rc;

use foldhash::HashMap;
use kurbo::Vec2;

/// What a character code stands for.
#[derive(Debug)]
pub(crate) struct Code {
    /// Its letters as they are written down; may be none.
    pub(crate) letters: Vec<char>,
    /// Whether the font told them.
    pub(crate) certain: bool,
    /// Its letter if it is one, is certain, is no accent, and begins at the origin, as nearly always.
    pub(crate) plain: Option<char>,
    /// How far it moves, in ems.
    pub(crate) advance: Vec2,
    /// From the baseline origin to the glyph's origin in vertical writing, in ems.
    pub(crate) displacement: Vec2,
}

/// A code of a string that stands for one letter and nothing else ([`Code::plain`]).
#[derive(Clone, Copy)]
pub(crate) struct PlainCode {
    /// In bytes.
    pub(crate) length: usize,
    /// Whether word spacing goes with it.
    pub(crate) is_space: bool,
    pub(crate) letter: char,
    /// How far it moves to the right, in ems.
    pub(crate) width: f64,
}

/// What a font's codes stand for, as far as they were looked up.
#[derive(Default)]
pub(crate) struct Codes {
    /// Codes of one or two bytes, which nearly all are, by code.
    short: Vec<Option<Rc<Code>>>,
    /// Those that were read as two bytes, by code: the same two bytes are read so again.
    pairs: Vec<Option<Rc<Code>>>,
    long: HashMap<u32, Rc<Code>>,
}

impl PlainCode {
    #[inline] // It is called for every glyph.
    pub(crate) fn of(code: u32, length: usize, meaning: &Code) -> Option<Self> {
        Some(Self {
            length,
            is_space: is_space(code, length),
            letter: meaning.plain?,
            width: meaning.advance.x,
        })
    }
}

/// Whether word spacing goes with a code (ISO 32000-2, 9.3.3).
pub(crate) fn is_space(code: u32, length: usize) -> bool {
    length == 1 && code == 32
}

impl Codes {
    /// The code at an offset of a string of a font, its length in bytes and what it stands for, if it is known.
    #[inline] // It is called for every glyph.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        offset: usize,
        composite: bool,
    ) -> Option<(u16, usize, &Rc<Code>)> {
        let (table, code, length) = match *bytes.get(offset..)? {
            // A simple font's codes are single bytes (ISO 32000-2, 9.6).
            [byte, ..] if !composite => (&self.short, u16::from(byte), 1),
            [high, low, ..] => (&self.pairs, u16::from_be_bytes([high, low]), 2),
            _ => return None,
        };
        let known = table.get(usize::from(code))?.as_ref()?;
        Some((code, length, known))
    }

    pub(crate) fn get(&self, code: u32) -> Option<&Rc<Code>> {
        match u16::try_from(code) {
            Ok(short) => self.short.get(usize::from(short))?.as_ref(),
            Err(_) => self.long.get(&code),
        }
    }

    pub(crate) fn insert(&mut self, code: u32, meaning: &Rc<Code>) {
        match u16::try_from(code) {
            Ok(short) => put(&mut self.short, short, meaning),
            Err(_) => {
                self.long.insert(code, Rc::clone(meaning));
            }
        }
    }

    /// Remarks that two bytes were read as one code.
    pub(crate) fn insert_pair(&mut self, pair: u16, meaning: &Rc<Code>) {
        put(&mut self.pairs, pair, meaning);
    }
}

/// Remarks what a code stands for in a table by code.
fn put(table: &mut Vec<Option<Rc<Code>>>, at: u16, meaning: &Rc<Code>) {
    let at = usize::from(at);
    if table.len() <= at {
        table.resize(at + 1, None);
    }
    table[at] = Some(Rc::clone(meaning));
}
