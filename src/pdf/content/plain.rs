//! Instructions of content streams in the plain writing that nearly all have: up to six numbers, or one string, or one
//! array of strings and numbers, or a name and a number, and an operator. Whatever is written otherwise is left to
//! `hayro-syntax`; what is read here reads the same there.

/// Numbers that an instruction may have here.
const MAX_NUMBERS: usize = 6;
/// Strings and numbers of an array that is read here: longer ones would take much memory at once.
const MAX_PIECES: usize = 1 << 16;
/// Digits of a number whose value a double holds exactly.
const MAX_DIGITS: usize = 15;
/// Powers of ten, which doubles hold exactly.
const POWERS: [f64; MAX_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Something that shows text or moves on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Piece {
    /// The end of a string's bytes in [`Shown::bytes`]; it begins where the one before it ends.
    Text(usize),
    /// A number of an array.
    Shift(f64),
}

/// What an instruction shows: memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// The bytes of all strings.
    pub(crate) bytes: Vec<u8>,
    /// Strings and numbers in order.
    pub(crate) pieces: Vec<Piece>,
}

/// What an instruction has besides its numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operand<'b> {
    /// Nothing.
    None,
    /// A name before the numbers.
    Name(&'b [u8]),
    /// A string, and no number.
    Text,
    /// An array of strings and numbers, and no number.
    Array,
}

/// An instruction.
#[derive(Debug, PartialEq)]
pub(crate) struct Plain<'b> {
    numbers: [f64; MAX_NUMBERS],
    count: usize,
    /// What stands beside the numbers.
    pub(crate) operand: Operand<'b>,
    /// The operator.
    pub(crate) operator: &'b [u8],
    /// How many bytes the instruction and the white space before it take.
    pub(crate) length: usize,
}

impl<'b> Plain<'b> {
    /// Reads the instruction at the start of the content; `None` when it is written in any other way, or is none.
    pub(crate) fn read(content: &'b [u8], shown: &mut Shown) -> Option<Self> {
        let mut plain = Self {
            numbers: [0.0; MAX_NUMBERS],
            count: 0,
            operand: Operand::None,
            operator: &[],
            length: 0,
        };
        let mut at = 0;
        loop {
            at += white(content.get(at..)?);
            let rest = content.get(at..)?;
            match *rest.first()? {
                b'0'..=b'9' | b'.' | b'-' => {
                    let (number, length) = number(rest)?;
                    *plain.numbers.get_mut(plain.count)? = number;
                    plain.count += 1;
                    at += length;
                }
                first @ (b'(' | b'<' | b'[' | b'/') if plain.has_nothing() => {
                    shown.bytes.clear();
                    shown.pieces.clear();
                    at += match first {
                        b'/' => {
                            let name = regular(rest.get(1..)?);
                            plain.operand = Operand::Name(name);
                            1 + name.len()
                        }
                        b'[' => {
                            plain.operand = Operand::Array;
                            array(rest, shown)?
                        }
                        _ => {
                            plain.operand = Operand::Text;
                            text(rest, shown)?
                        }
                    };
                }
                // Which of a `+` is a number's sign is not told here.
                b'+' => return None,
                _ => {
                    plain.operator = regular(rest);
                    plain.length = at + plain.operator.len();
                    let name = match plain.operand {
                        Operand::Name(name) => name,
                        _ => b"_",
                    };
                    let ends = |bytes: &[u8]| !bytes.is_empty() && !bytes.contains(&b'#');
                    let numbers = match plain.operand {
                        Operand::None => true,
                        // A size. After more numbers the name is none of the last two operands, which are what counts.
                        Operand::Name(_) => plain.count <= 1,
                        Operand::Text | Operand::Array => plain.count == 0,
                    };
                    let whole = ends(plain.operator) && ends(name) && numbers;
                    return whole.then_some(plain);
                }
            }
        }
    }

    fn has_nothing(&self) -> bool {
        self.count == 0 && self.operand == Operand::None
    }

    /// The last numbers, if there are so many.
    pub(crate) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let all = self.numbers.get(..self.count)?;
        all.last_chunk().copied()
    }
}

/// White space (ISO 32000-2, 7.2.3).
const WHITE: u8 = 1;
/// A delimiter.
const DELIMITER: u8 = 2;
/// What each byte is, if it is none of a name or an operator.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let (white, delimiters) = (b" \n\r\t\x0C\0", b"()<>[]{}/%");
    let mut index = 0;
    while index < white.len() {
        kinds[white[index] as usize] = WHITE;
        index += 1;
    }
    index = 0;
    while index < delimiters.len() {
        kinds[delimiters[index] as usize] = DELIMITER;
        index += 1;
    }
    kinds
};

pub(crate) fn is_white(byte: u8) -> bool {
    KINDS[usize::from(byte)] == WHITE
}

/// How much white space there is.
fn white(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| is_white(**byte)).count()
}

/// Whether a byte ends a name or a number: white space or a delimiter.
pub(crate) fn is_end(byte: u8) -> bool {
    KINDS[usize::from(byte)] != 0
}

/// The bytes before the next end.
pub(crate) fn regular(rest: &[u8]) -> &[u8] {
    let length = rest.iter().take_while(|byte| !is_end(**byte)).count();
    rest.get(..length).unwrap_or_default()
}

/// A number without an exponent, and how long it is as written.
pub(crate) fn number(rest: &[u8]) -> Option<(f64, usize)> {
    let negative = rest.first() == Some(&b'-');
    let mut at = usize::from(negative);
    let (mut mantissa, mut digits, mut point) = (0_u64, 0, None);
    loop {
        match rest.get(at) {
            Some(byte @ b'0'..=b'9') => {
                digits += 1;
                if digits > MAX_DIGITS {
                    return None;
                }
                mantissa = mantissa * 10 + u64::from(byte - b'0');
            }
            Some(b'.') if point.is_none() => point = Some(digits),
            Some(byte) if !is_end(*byte) => return None,
            _ => break,
        }
        at += 1;
    }
    if digits == 0 {
        return None;
    }
    let power = POWERS.get(point.map_or(0, |before| digits - before))?;
    let value = mantissa as f64 / power;
    // A whole number has no negative zero.
    let negated = negative && (point.is_some() || mantissa > 0);
    Some((if negated { -value } else { value }, at))
}

/// A string, and how long it is as written.
#[inline]
fn text(rest: &[u8], shown: &mut Shown) -> Option<usize> {
    let length = if rest.first() == Some(&b'<') {
        hexadecimal(rest, &mut shown.bytes)?
    } else {
        let inner = literal(rest)?;
        shown.bytes.extend_from_slice(inner);
        inner.len() + 2
    };
    shown.pieces.push(Piece::Text(shown.bytes.len()));
    Some(length)
}

/// A hexadecimal string without white space: its bytes are added; how long it is as written.
fn hexadecimal(rest: &[u8], bytes: &mut Vec<u8>) -> Option<usize> {
    let mut inner = rest.get(1..)?;
    loop {
        match inner {
            [b'>', ..] => return Some(rest.len() - inner.len() + 1),
            [high, low, after @ ..] => {
                let (high, low) = (DIGITS[usize::from(*high)], DIGITS[usize::from(*low)]);
                // What is no digit has bits that none has.
                if high | low > 15 {
                    return None;
                }
                bytes.push(high << 4 | low);
                inner = after;
            }
            _ => return None,
        }
    }
}

/// What each byte is as a hexadecimal digit; 255: none.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut index = 0;
    while index < 16 {
        digits[b"0123456789ABCDEF"[index] as usize] = index as u8;
        digits[b"0123456789abcdef"[index] as usize] = index as u8;
        index += 1;
    }
    digits
};

/// A string in parentheses that holds neither escapes nor line ends nor further parentheses.
fn literal(rest: &[u8]) -> Option<&[u8]> {
    let inner = rest.get(1..)?;
    let end = inner
        .iter()
        .position(|byte| matches!(byte, b')' | b'(' | b'\\' | b'\r' | b'\n'))?;
    (inner.get(end)? == &b')').then(|| inner.get(..end))?
}

/// An array of strings and numbers, and how long it is as written.
fn array(rest: &[u8], shown: &mut Shown) -> Option<usize> {
    let mut at = 1;
    while shown.pieces.len() < MAX_PIECES {
        let item = rest.get(at..)?;
        at += match *item.first()? {
            b']' => return Some(at + 1),
            b'<' | b'(' => text(item, shown)?,
            byte if is_white(byte) => 1,
            _ => {
                let (number, length) = number(item)?;
                shown.pieces.push(Piece::Shift(number));
                length
            }
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use hayro_syntax::content::UntypedIter;
    use hayro_syntax::object::Object;

    use super::*;

    /// What `hayro-syntax` makes of an instruction, written as [`written`] writes it.
    fn by_the_library(content: &[u8]) -> String {
        let mut instructions = UntypedIter::new(content);
        let instruction = instructions.next().expect("an instruction");
        let item = |object: &Object<'_>| match object {
            Object::Number(number) => format!("{:?}", number.as_f64()),
            Object::String(text) => format!("{:?}", text.as_bytes()),
            Object::Name(name) => format!("/{:?}", name.as_ref()),
            Object::Array(array) => {
                let items = array.iter::<Object<'_>>().map(|object| match object {
                    Object::Number(number) => format!("{:?}", number.as_f64()),
                    Object::String(text) => format!("{:?}", text.as_bytes()),
                    _ => "?".to_owned(),
                });
                format!("[{}]", items.collect::<Vec<_>>().join(" "))
            }
            _ => "?".to_owned(),
        };
        let operands: Vec<String> = instruction.operands().map(item).collect();
        format!("{} {:?}", operands.join(" "), &instruction.operator[..])
    }

    fn written(plain: &Plain<'_>, shown: &Shown) -> String {
        let mut start = 0;
        let pieces = shown.pieces.iter().map(|piece| match piece {
            Piece::Shift(number) => format!("{number:?}"),
            Piece::Text(end) => {
                let bytes = &shown.bytes[start..*end];
                start = *end;
                format!("{bytes:?}")
            }
        });
        let mut operands = match plain.operand {
            Operand::None => Vec::new(),
            Operand::Name(name) => vec![format!("/{name:?}")],
            Operand::Text => pieces.collect(),
            Operand::Array => vec![format!("[{}]", pieces.collect::<Vec<_>>().join(" "))],
        };
        let numbers = plain.numbers[..plain.count].iter();
        operands.extend(numbers.map(|number| format!("{number:?}")));
        format!("{} {:?}", operands.join(" "), plain.operator)
    }

    #[test]
    fn plain_instructions_read_as_the_library_reads_them() {
        let contents: [&[u8]; 16] = [
            b"q\n",
            b" \x00 1 0 0 -1 0.5 .25 cm q",
            b"-0 -0. 00012 rg",
            b".23999999 -.1 123456789012345 0.00000000000001 re",
            b"/F1 12 Tf[",
            b"/F1/x",
            b"<00Af>Tj",
            b"<>Tj",
            b"(a b)'",
            b"()Tj(",
            b"[<01>-1<0203> 4(x)]TJ",
            b"[]TJ",
            b"[ 1 2 .5\n]d",
            b"W*",
            b"/Artifact BMC",
            b"1 2 3 4 5 6 c",
        ];
        let mut shown = Shown::default();
        for content in contents {
            let Some(plain) = Plain::read(content, &mut shown) else {
                assert_eq!(content, b"/F1/x", "{}", String::from_utf8_lossy(content));
                continue;
            };
            assert_eq!(written(&plain, &shown), by_the_library(content));
            assert!(content[..plain.length].ends_with(plain.operator));
        }
    }

    #[test]
    fn everything_else_is_left_to_the_library() {
        let mut shown = Shown::default();
        for odd in [
            &b""[..],
            b" ",
            b"1 2",
            b"+1 w",
            b"--1 w",
            b"1-2 w",
            b"1e3 w",
            b"1.2.3 w",
            b"1234567890123456 w",
            b"- w",
            b"1 2 3 4 5 6 7 c",
            b"% a\nq",
            b"1 % a\nw",
            b"/F#31 1 Tf",
            b"/F1 1 2 Tf",
            b"/ 1 Tf",
            b"a#62 ",
            b"/P <</MCID 0>> BDC",
            b"(a\\)b)Tj",
            b"(a(b))Tj",
            b"(a\nb)Tj",
            b"(a",
            b"<0>Tj",
            b"<0 1>Tj",
            b"<0g>Tj",
            b"<00",
            b"[(a) /b]TJ",
            b"[[1]]TJ",
            b"[1 0 R]TJ",
            b"[1",
            b"1 (a) '",
            b"(a) 1 Tj",
            b"(a)(b)Tj",
            b"]q",
        ] {
            let read = Plain::read(odd, &mut shown);
            assert_eq!(read, None, "{}", String::from_utf8_lossy(odd));
        }
    }
}
