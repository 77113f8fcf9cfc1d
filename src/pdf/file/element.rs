//! Structure elements in plain writing: what the structure tree needs of them, without a dictionary for each.

use crate::pdf::file::structure::{MAX_SPAN, MOST_ATTRIBUTES};
use crate::pdf::file::table::{Tokens, Value};

/// A dictionary of the structure tree: an element, or a reference to content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Element<'b> {
    /// `/Type`.
    pub(crate) kind: &'b [u8],
    /// `/S`.
    pub(crate) role: Option<&'b [u8]>,
    /// The number of the object that is `/Pg`.
    pub(crate) page: Option<u32>,
    /// `/MCID`.
    pub(crate) mcid: Option<u32>,
    /// The number of the object that is `/Stm`.
    pub(crate) form: Option<u32>,
    /// `/K`.
    pub(crate) kids: Option<Value<'b>>,
    /// `/A`.
    pub(crate) attributes: Option<Value<'b>>,
    /// Whether there is `/C`.
    classes: bool,
}

impl<'b> Element<'b> {
    /// Reads an object of the file; `None` when it has texts of its own, holds other elements, or is written in any other
    /// way than most are.
    pub(crate) fn object(mut tokens: Tokens<'b>) -> Option<Self> {
        let element = Self::entries(&mut tokens)?;
        // A stream has a dictionary too.
        tokens.word(b"endobj")?;
        match element.kids {
            Some(Value::Dict(kid)) => Self::reference(kid).map(drop)?,
            Some(Value::Array(mut kids)) => kids.array(|kid| match kid {
                Value::Whole(_) | Value::Ref(_) => Some(()),
                Value::Dict(kid) => Self::reference(kid).map(drop),
                _ => None,
            })?,
            Some(Value::Name(_) | Value::Other) => return None,
            Some(Value::Whole(_) | Value::Ref(_)) | None => {}
        }
        Some(element)
    }

    /// Reads a kid that refers to marked content or to an object.
    pub(crate) fn reference(mut tokens: Tokens<'b>) -> Option<Self> {
        Self::entries(&mut tokens).filter(|kid| kid.is_object() || kid.is_mark())
    }

    fn entries(tokens: &mut Tokens<'b>) -> Option<Self> {
        let mut element = Self {
            kind: b"",
            role: None,
            page: None,
            mcid: None,
            form: None,
            kids: None,
            attributes: None,
            classes: false,
        };
        tokens.dict(|key, value| {
            match (key, value) {
                (b"Type", Value::Name(kind)) => element.kind = kind,
                (b"S", Value::Name(role)) => element.role = Some(role),
                (b"Pg", Value::Ref(page)) => element.page = Some(page),
                (b"MCID", Value::Whole(mcid)) => element.mcid = Some(mcid),
                (b"Stm", Value::Ref(form)) => element.form = Some(form),
                (b"K", kids) => element.kids = Some(kids),
                (b"A", attributes) => element.attributes = Some(attributes),
                (b"C", _) => element.classes = true,
                (b"Type" | b"S" | b"Pg" | b"MCID" | b"Stm" | b"Alt" | b"ActualText", _) => {
                    return None;
                }
                _ => {}
            }
            Some(())
        })?;
        Some(element)
    }

    /// `/ColSpan` and `/RowSpan`, or 1; `None` when they are written in any other way than most are. `object` finds the
    /// file's objects.
    pub(crate) fn spans(&self, object: impl Fn(u32) -> Option<Tokens<'b>>) -> Option<(u32, u32)> {
        if self.classes {
            return None;
        }
        let mut spans = (1, 1);
        let mut apply = |attributes: Value<'b>| {
            let (mut dict, whole) = match attributes {
                Value::Dict(dict) => (dict, false),
                Value::Ref(number) => (object(number)?, true),
                _ => return None,
            };
            dict.dict(|key, value| {
                match (key, value) {
                    (b"ColSpan", Value::Whole(span)) => spans.0 = span,
                    (b"RowSpan", Value::Whole(span)) => spans.1 = span,
                    (b"ColSpan" | b"RowSpan", _) => return None,
                    _ => {}
                }
                Some(())
            })?;
            if whole {
                dict.word(b"endobj")?;
            }
            Some(())
        };
        let mut count = 0;
        match self.attributes {
            None => {}
            Some(Value::Array(mut list)) => list.array(|attributes| {
                count += 1;
                (count <= MOST_ATTRIBUTES).then(|| apply(attributes))?
            })?,
            Some(attributes) => apply(attributes)?,
        }
        let within = |span: u32| span.clamp(1, MAX_SPAN);
        Some((within(spans.0), within(spans.1)))
    }

    /// Whether it refers to an object.
    pub(crate) fn is_object(&self) -> bool {
        self.kind == b"OBJR"
    }

    /// Whether it refers to marked content. Some makers leave `/Type` out.
    pub(crate) fn is_mark(&self) -> bool {
        self.kind == b"MCR" || !self.is_object() && self.role.is_none() && self.mcid.is_some()
    }
}
