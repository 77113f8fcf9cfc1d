//! Form fields whose box has no appearance, or an empty one that is to be made anew (ISO 32000-2, 12.7.4.3): what they
//! hold is drawn as a program that shows them would.

use std::fmt::Write as _;

use hayro_syntax::object::{Array, Dict, Object, Rect as PdfRect, String as PdfString};
use hayro_syntax::page::{Page, Resources};
use kurbo::Affine;

use crate::pdf::content::interpreter::Interpreter;
use crate::pdf::content::state::Graphics;
use crate::pdf::file::text_strings;

/// Nodes above a field.
const MOST_ABOVE: usize = 32;
/// Letters of a field that are drawn.
const MOST_LETTERS: usize = 100_000;
/// A field's flags (ISO 32000-2, table 228): several lines, a password.
const MULTILINE: u32 = 1 << 12;
const PASSWORD: u32 = 1 << 13;
/// The size of letters in points where a field leaves it to the program, at most, and as a share of its height.
const USUAL_SIZE: f64 = 12.0;
const SIZE_OF_HEIGHT: f64 = 0.7;
/// The baseline from the middle of the line, and from line to line, as shares of the size.
const BASELINE: f64 = 0.35;
const LEADING: f64 = 1.15;
/// Points between a field's edge and its letters.
const PADDING: f64 = 2.0;

/// What an entry of a field is, or of a field above it.
pub(crate) fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut node = field.clone();
    for _ in 0..MOST_ABOVE {
        if let Some(value) = node.get::<Object<'a>>(key) {
            return Some(value);
        }
        node = node.get::<Dict<'a>>("Parent")?;
    }
    None
}

/// The form that a page's fields belong to.
pub(crate) fn form<'a>(page: &Page<'a>) -> Dict<'a> {
    let xref = page.xref();
    let catalog = xref.get::<Dict<'a>>(xref.root_id());
    let form = catalog.and_then(|catalog| catalog.get::<Dict<'a>>("AcroForm"));
    form.unwrap_or_default()
}

/// What a field of text or a choice holds, line by line; none if it is empty, and of buttons, whose state is no text.
pub(crate) fn lines(field: &Dict<'_>) -> Vec<String> {
    let kind = match inherited(field, "FT") {
        Some(Object::Name(kind)) => kind.as_ref().to_vec(),
        _ => Vec::new(),
    };
    let value = match kind.as_slice() {
        b"Tx" | b"Ch" => inherited(field, "V"),
        _ => None,
    };
    let text = match value {
        Some(Object::String(value)) => shown(field, &value),
        Some(Object::Array(values)) => {
            let values = values.iter::<PdfString<'_>>();
            values
                .map(|value| shown(field, &value))
                .collect::<Vec<_>>()
                .join("\n")
        }
        _ => return Vec::new(),
    };
    let text: String = text.chars().take(MOST_LETTERS).collect();
    let lines = text.split(['\r', '\n']).map(str::trim_end);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a choice shows for a value, else the value itself.
fn shown(field: &Dict<'_>, value: &PdfString<'_>) -> String {
    let options = match inherited(field, "Opt") {
        Some(Object::Array(options)) => Some(options),
        _ => None,
    };
    let pairs = options
        .iter()
        .flat_map(|options| options.iter::<Array<'_>>());
    for pair in pairs {
        let mut pair = pair.iter::<PdfString<'_>>();
        if let (Some(export), Some(shown)) = (pair.next(), pair.next())
            && export.as_bytes() == value.as_bytes()
        {
            return text_strings::decode(shown.as_bytes());
        }
    }
    text_strings::decode(value.as_bytes())
}

/// Draws what a field holds into its rectangle; `false` if it cannot be told how.
pub(crate) fn draw<'a>(
    interpreter: &mut Interpreter<'_, '_, 'a>,
    page: &Page<'a>,
    initial: Affine,
    field: &Dict<'a>,
    lines: &[String],
) -> bool {
    let form = form(page);
    let flags = match inherited(field, "Ff") {
        Some(Object::Number(flags)) => flags.as_f64() as u32,
        _ => 0,
    };
    let look = match inherited(field, "DA").or_else(|| form.get::<Object<'a>>("DA")) {
        Some(Object::String(look)) => String::from_utf8_lossy(look.as_bytes()).into_owned(),
        _ => return false,
    };
    let Some(rect) = field
        .get::<PdfRect>("Rect")
        .filter(|_| flags & PASSWORD == 0)
    else {
        return false;
    };
    let Some(content) = content(&look, lines, rect, flags & MULTILINE != 0) else {
        return false;
    };
    let resources = form.get::<Dict<'a>>("DR");
    let resources = match resources {
        Some(resources) => Resources::new(resources),
        None => Resources::new(page.raw().get::<Dict<'a>>("Resources").unwrap_or_default()),
    };
    interpreter.state = Graphics::new(initial * Affine::translate((rect.x0, rect.y0)));
    interpreter.run(&content, &resources);
    true
}

/// The content of an appearance; `None` if the field's look names no font, or a letter is not in Latin-1.
fn content(look: &str, lines: &[String], rect: PdfRect, multiline: bool) -> Option<Vec<u8>> {
    let tokens: Vec<&str> = look.split_ascii_whitespace().collect();
    let place = tokens.iter().position(|token| *token == "Tf")?;
    let font = tokens.get(place.checked_sub(2)?)?;
    let told: f64 = tokens.get(place - 1)?.parse().ok()?;
    let size = if told > 0.0 {
        told
    } else {
        USUAL_SIZE.min(rect.height() * SIZE_OF_HEIGHT)
    };
    let rows = if multiline { lines.len() } else { 1 };
    let middle = if rows > 1 || multiline {
        rect.height() - PADDING - size / 2.0
    } else {
        rect.height() / 2.0
    };
    let mut content = String::from("q BT ");
    // Writing to a string does not fail.
    let _ = write!(content, "{font} {size} Tf {:.2} TL ", size * LEADING);
    for (colour, count) in [("g", 1), ("rg", 3), ("k", 4)] {
        if let Some(place) = tokens.iter().position(|token| *token == colour) {
            let operands = tokens.get(place.checked_sub(count)?..=place)?;
            let _ = write!(content, "{} ", operands.join(" "));
        }
    }
    let _ = write!(content, "{PADDING} {:.2} Td ", middle - size * BASELINE);
    let joined;
    let lines = if multiline {
        lines
    } else {
        joined = [lines.join(" ")];
        &joined
    };
    for line in lines {
        content.push('<');
        for ch in line.chars() {
            let byte = u8::try_from(u32::from(ch)).ok()?;
            let _ = write!(content, "{byte:02x}");
        }
        content.push_str("> Tj T* ");
    }
    content.push_str("ET Q");
    Some(content.into_bytes())
}
