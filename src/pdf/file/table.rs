//! The file's objects where they plainly stand: in a file whose table of objects is one piece of text, as most programs
//! write it, with every object where the table says.
//!
//! Whatever is written otherwise is left to `hayro-syntax`; what is read here reads the same there.

use crate::pdf::content::plain::{is_end, is_white, regular};

/// Objects that may stand in each other.
const MAX_DEPTH: u32 = 60;
/// Bytes at the end of a file that are searched for where its table begins.
const END: usize = 1024;
/// Bytes of a table's entry.
const ENTRY: usize = 20;
/// Bytes that an object takes at least, with its entry.
const LEAST: usize = 8;
/// Digits of a whole number that is read here.
const MAX_DIGITS: usize = 9;

/// Where the objects of a file begin.
pub(crate) struct Table {
    /// Where each object's value begins, by its number; 0: there is none.
    starts: Vec<u32>,
    /// How many bytes of objects were read.
    read: usize,
}

impl Table {
    /// Reads the table of a file and looks at each of its objects; `None` when one of them stands elsewhere, is broken or
    /// is written in any other way than most are.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        u32::try_from(bytes.len()).ok()?;
        let tail = bytes.get(bytes.len().saturating_sub(END)..)?;
        let word = b"startxref";
        let last = tail.windows(word.len()).rposition(|found| found == word)?;
        let mut tokens = Tokens::new(tail.get(last + word.len()..)?);
        let Some(Token::Whole(at)) = tokens.next() else {
            return None;
        };
        let mut tokens = Tokens::new(bytes.get(at as usize..)?.strip_prefix(b"xref")?);
        let mut table = Self {
            starts: Vec::new(),
            read: 0,
        };
        loop {
            if tokens.word(b"trailer").is_some() {
                break;
            }
            let (Token::Whole(first), Token::Whole(count)) = (tokens.next()?, tokens.next()?)
            else {
                return None;
            };
            tokens.white();
            table.section(
                bytes,
                first as usize,
                tokens.take((count as usize).checked_mul(ENTRY)?)?,
            )?;
        }
        // The catalog must be found: else the library looks for all objects by itself, and may find others.
        let mut root = None;
        tokens.dict(|key, value| match (key, value) {
            (b"Prev" | b"XRefStm" | b"Encrypt", _) => None,
            (b"Root", Value::Ref(number)) => {
                root = Some(number);
                Some(())
            }
            _ => Some(()),
        })?;
        let mut pages = false;
        table.object(bytes, root?)?.dict(|key, value| {
            if key == b"Pages" {
                pages = matches!(value, Value::Ref(_));
            }
            Some(())
        })?;
        pages.then_some(table)
    }

    /// Reads the entries of objects that follow each other.
    fn section(&mut self, bytes: &[u8], first: usize, entries: &[u8]) -> Option<()> {
        let (entries, _) = entries.as_chunks::<ENTRY>();
        let end = first + entries.len();
        // Large numbers in a small file would take much memory.
        if end > bytes.len() / LEAST {
            return None;
        }
        if end > self.starts.len() {
            self.starts.resize(end, 0);
        }
        for (number, entry) in (first..).zip(entries) {
            let (offset, rest) = entry.split_first_chunk::<10>()?;
            match rest {
                [b' ', _, _, _, _, _, b' ', b'f', ..] => continue,
                [b' ', b'0', b'0', b'0', b'0', b'0', b' ', b'n', ..] => {}
                _ => return None,
            }
            let offset = offset.iter().try_fold(0_usize, |offset, byte| {
                let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
                offset.checked_mul(10)?.checked_add(usize::from(digit))
            });
            let mut tokens = Tokens::new(bytes.get(offset?..)?);
            let own = matches!(tokens.next()?, Token::Whole(own) if own as usize == number);
            if !own || tokens.next()? != Token::Whole(0) {
                return None;
            }
            tokens.word(b"obj")?;
            let value = tokens.rest.len();
            tokens.object()?;
            // Objects within each other would be read again and again.
            self.read += value - tokens.rest.len();
            if self.read > bytes.len() {
                return None;
            }
            *self.starts.get_mut(number)? = u32::try_from(bytes.len() - value).ok()?;
        }
        Some(())
    }

    /// An object of the file.
    pub(crate) fn object<'b>(&self, bytes: &'b [u8], number: u32) -> Option<Tokens<'b>> {
        let start = *self.starts.get(number as usize)?;
        (start > 0).then_some(Tokens::new(bytes.get(start as usize..)?))
    }
}

/// A piece of an object as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'b> {
    Name(&'b [u8]),
    Whole(u32),
    /// The number of an object of generation 0.
    Ref(u32),
    /// A string, another number, a truth value or nothing.
    Other,
    /// The beginning of a dictionary (`true`) or an array, and its end.
    Begin(bool),
    End(bool),
}

/// A value of a dictionary or an array.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'b> {
    /// A name without escapes.
    Name(&'b [u8]),
    /// A whole number without a sign.
    Whole(u32),
    /// The number of an object of generation 0.
    Ref(u32),
    /// A dictionary.
    Dict(Tokens<'b>),
    /// An array.
    Array(Tokens<'b>),
    /// Anything else.
    Other,
}

/// Reads objects piece by piece.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    fn new(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    fn white(&mut self) {
        let mut rest = self.rest;
        while let [byte, after @ ..] = rest
            && is_white(*byte)
        {
            rest = after;
        }
        self.rest = rest;
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, after) = self.rest.split_at_checked(length)?;
        self.rest = after;
        Some(taken)
    }

    /// Passes over a word, if it comes next.
    pub(crate) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.white();
        if regular(self.rest) != word {
            return None;
        }
        self.take(word.len()).map(drop)
    }

    /// The next piece; `None` when it is written in a way that is not read here.
    #[inline(always)]
    fn next(&mut self) -> Option<Token<'b>> {
        self.white();
        let (first, after) = self.rest.split_first()?;
        let (token, after) = match first {
            b'/' => {
                let name = regular(after);
                (Token::Name(name), after.get(name.len()..)?)
            }
            b'0'..=b'9' | b'-' | b'.' => number(self.rest)?,
            b'<' => match after {
                [b'<', after @ ..] => (Token::Begin(true), after),
                _ => (Token::Other, hexadecimal(after)?),
            },
            b'>' => (Token::End(true), after.strip_prefix(b">")?),
            b'[' => (Token::Begin(false), after),
            b']' => (Token::End(false), after),
            b'(' => (Token::Other, literal(after)?),
            _ => {
                let word = regular(self.rest);
                if !matches!(word, b"true" | b"false" | b"null") {
                    return None;
                }
                (Token::Other, self.rest.get(word.len()..)?)
            }
        };
        self.rest = after;
        Some(token)
    }

    /// Passes over an object; `None` when it is broken or written in a way that is not read here.
    fn object(&mut self) -> Option<()> {
        // A bit for each object around: whether it is a dictionary.
        let (mut dicts, mut depth) = (0_u64, 0);
        // Whether a value must come next.
        let mut keyed = false;
        loop {
            let token = self.next()?;
            let in_dict = dicts & 1 == 1;
            match token {
                Token::End(dict) => {
                    if depth == 0 || dict != in_dict || keyed {
                        return None;
                    }
                    dicts >>= 1;
                    depth -= 1;
                }
                Token::Name(_) if in_dict => keyed = !keyed,
                _ if in_dict && !keyed => return None,
                Token::Begin(dict) => {
                    dicts = dicts << 1 | u64::from(dict);
                    depth += 1;
                    keyed = false;
                    if depth > MAX_DEPTH {
                        return None;
                    }
                }
                _ => keyed = false,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Whether a dictionary comes next.
    pub(crate) fn is_dict(mut self) -> bool {
        self.next() == Some(Token::Begin(true))
    }

    /// The next object.
    pub(crate) fn value(&mut self) -> Option<Value<'b>> {
        let start = *self;
        Some(match self.next()? {
            Token::Name(name) => Value::Name(Some(name).filter(|name| !name.contains(&b'#'))?),
            Token::Whole(number) => Value::Whole(number),
            Token::Ref(number) => Value::Ref(number),
            Token::Other => Value::Other,
            Token::Begin(dict) => {
                *self = start;
                self.object()?;
                if dict {
                    Value::Dict(start)
                } else {
                    Value::Array(start)
                }
            }
            Token::End(_) => return None,
        })
    }

    /// The entries of a dictionary, until one of them is refused.
    pub(crate) fn dict(
        &mut self,
        mut entry: impl FnMut(&'b [u8], Value<'b>) -> Option<()>,
    ) -> Option<()> {
        if self.next()? != Token::Begin(true) {
            return None;
        }
        loop {
            match self.next()? {
                Token::End(true) => return Some(()),
                Token::Name(key) if !key.contains(&b'#') => entry(key, self.value()?)?,
                _ => return None,
            }
        }
    }

    /// The items of an array, until one of them is refused.
    pub(crate) fn array(&mut self, mut item: impl FnMut(Value<'b>) -> Option<()>) -> Option<()> {
        if self.next()? != Token::Begin(false) {
            return None;
        }
        loop {
            let start = *self;
            if self.next()? == Token::End(false) {
                return Some(());
            }
            *self = start;
            item(self.value()?)?;
        }
    }
}

/// A number or a reference, and what comes after it.
#[inline]
fn number(rest: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (mut whole, mut digits, mut after) = (0, 0, rest);
    while let [byte @ b'0'..=b'9', next @ ..] = after {
        digits += 1;
        if digits > MAX_DIGITS {
            return None;
        }
        whole = whole * 10 + u32::from(byte - b'0');
        after = next;
    }
    match after {
        // References to other generations are read nowhere here: their last letter is no object.
        [between, b'0', b' ', b'R', after @ ..]
            if digits > 0
                && is_white(*between)
                && after.first().is_none_or(|byte| is_end(*byte)) =>
        {
            Some((Token::Ref(whole), after))
        }
        _ if digits > 0 && after.first().is_none_or(|byte| is_end(*byte)) => {
            Some((Token::Whole(whole), after))
        }
        _ => {
            let (_, length) = crate::pdf::content::plain::number(rest)?;
            Some((Token::Other, rest.get(length..)?))
        }
    }
}

/// What comes after a hexadecimal string whose first bracket was read.
fn hexadecimal(rest: &[u8]) -> Option<&[u8]> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_hexdigit());
    rest.get(digits.count()..)?.strip_prefix(b">")
}

/// What comes after a string whose first parenthesis was read.
fn literal(mut rest: &[u8]) -> Option<&[u8]> {
    let mut depth = 1;
    while depth > 0 {
        rest = match rest {
            [b'\\', _, after @ ..] => after,
            [b'(', after @ ..] => {
                depth += 1;
                after
            }
            [b')', after @ ..] => {
                depth -= 1;
                after
            }
            [_, after @ ..] => after,
            [] => return None,
        };
    }
    Some(rest)
}
