//! What the codes of a font's strings stand for.

use std::rc::Rc;

use foldhash::HashMap;
use kurbo::Vec2;

/// What a character code stands for.
#[derive(Debug)]
pub(super) struct Code {
    /// Its letters as they are written down; may be none.
    pub(super) letters: Vec<char>,
    /// Whether the font told them.
    pub(super) certain: bool,
    /// Its letter if it is one, is certain, is no accent, and begins at the origin, as nearly always.
    pub(super) plain: Option<char>,
    /// How far it moves, in ems.
    pub(super) advance: Vec2,
    /// From the baseline origin to the glyph's origin in vertical writing, in ems.
    pub(super) displacement: Vec2,
}

/// What a font's codes stand for, as far as they were looked up.
#[derive(Default)]
pub(super) struct Codes {
    /// Codes of one or two bytes, which nearly all are, by code.
    pub(super) short: Vec<Option<Rc<Code>>>,
    /// Those that were read as two bytes, by code: the same two bytes are read so again.
    pub(super) pairs: Vec<Option<Rc<Code>>>,
    long: HashMap<u32, Rc<Code>>,
}

impl Codes {
    pub(super) fn get(&self, code: u32) -> Option<&Rc<Code>> {
        match u16::try_from(code) {
            Ok(short) => self.short.get(usize::from(short))?.as_ref(),
            Err(_) => self.long.get(&code),
        }
    }

    pub(super) fn insert(&mut self, code: u32, meaning: &Rc<Code>) {
        match u16::try_from(code) {
            Ok(short) => put(&mut self.short, short, meaning),
            Err(_) => {
                self.long.insert(code, Rc::clone(meaning));
            }
        }
    }

    /// Notes that two bytes were read as one code.
    pub(super) fn insert_pair(&mut self, pair: u16, meaning: &Rc<Code>) {
        put(&mut self.pairs, pair, meaning);
    }
}

/// Notes what a code stands for in a table by code.
fn put(table: &mut Vec<Option<Rc<Code>>>, at: u16, meaning: &Rc<Code>) {
    let at = usize::from(at);
    if table.len() <= at {
        table.resize(at + 1, None);
    }
    table[at] = Some(Rc::clone(meaning));
}
