//! The structure tree of tagged files (ISO 32000-2, 14.7), read without recursion: neither depth nor cycles of the input
//! matter.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet, HashSetExt};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, String as PdfString};

use crate::pdf::MarkId;
use crate::pdf::file::element::Element;
use crate::pdf::file::table::{Table, Tokens, Value};
use crate::pdf::file::text_strings;

/// Steps from a role to a standard type.
const MAX_ROLE_STEPS: usize = 16;
/// Cells that one cell may span.
pub(crate) const MAX_SPAN: u32 = 10_000;
/// Attributes of one kind that an element may have.
pub(crate) const MOST_ATTRIBUTES: usize = 64;

/// What a structure element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructKid {
    /// A child element: index into [`StructTree::nodes`].
    Node(usize),
    /// Marked content on a page (number from 1).
    Mark(u32, MarkId),
}

/// A structure element (ISO 32000-2, 14.7.2), its role mapped through `/RoleMap` to a standard type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StructNode {
    /// Standard structure type: `H1`, `P`, `Table`, `TR`, `TH`, `TD`, `L`, `LI`, `Figure` …
    pub role: Cow<'static, str>,
    /// Children in order.
    pub kids: Vec<StructKid>,
    /// `/Alt`.
    pub alt: Option<String>,
    /// `/ActualText`.
    pub actual_text: Option<String>,
    /// `/ColSpan`, 1 when not given.
    pub col_span: u32,
    /// `/RowSpan`, 1 when not given.
    pub row_span: u32,
}

/// The structure tree of a tagged file; `nodes[0]` is the root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StructTree {
    /// All elements, parents before children.
    pub nodes: Vec<StructNode>,
    /// Whether there were more than the limit allows: the rest is missing.
    pub cut: bool,
}

/// Standard structure types (ISO 32000-2, 14.8.4, and ISO 32000-1): they are what they are, whatever a role map says.
const STANDARD: &[&str] = &[
    "Annot",
    "Art",
    "Artifact",
    "Aside",
    "BibEntry",
    "BlockQuote",
    "Caption",
    "Code",
    "Div",
    "Document",
    "DocumentFragment",
    "Em",
    "FENote",
    "Figure",
    "Form",
    "Formula",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Index",
    "L",
    "LBody",
    "LI",
    "Lbl",
    "Link",
    "NonStruct",
    "Note",
    "P",
    "Part",
    "Private",
    "Quote",
    "RB",
    "RP",
    "RT",
    "Reference",
    "Ruby",
    "Sect",
    "Span",
    "Strong",
    "Sub",
    "TBody",
    "TD",
    "TFoot",
    "TH",
    "THead",
    "TOC",
    "TOCI",
    "TR",
    "Table",
    "Title",
    "WP",
    "WT",
    "Warichu",
];

/// An element that is still to be read.
struct Pending<'a> {
    node: usize,
    written: Written<'a>,
    page: Option<u32>,
}

enum Written<'a> {
    /// Plainly, as the object of this number.
    Plain(Element<'a>, u32),
    /// Otherwise: as the library reads it.
    Otherwise(Dict<'a>),
}

struct Walk<'a, 'p> {
    pdf: &'a Pdf,
    bytes: &'a [u8],
    table: Option<&'p Table>,
    pages: &'p HashMap<(u32, i32), u32>,
    roles: HashMap<Vec<u8>, Vec<u8>>,
    classes: Dict<'a>,
    nodes: Vec<StructNode>,
    pending: Vec<Pending<'a>>,
    seen: HashSet<ObjRef>,
    entries: u32,
    limit: u32,
}

/// Reads the structure tree; `table` tells where its elements are, `pages` page numbers (from 1) by object number and
/// generation.
pub(crate) fn read(
    pdf: &Pdf,
    table: Option<&Table>,
    pages: &HashMap<(u32, i32), u32>,
    limit: u32,
) -> Option<StructTree> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let root = catalog.get::<Dict<'_>>("StructTreeRoot")?;
    let roles = root.get::<Dict<'_>>("RoleMap").unwrap_or_default();
    let roles = roles
        .entries()
        .filter_map(|(from, _)| {
            Some((
                from.as_ref().to_vec(),
                roles.get::<Name<'_>>(&from)?.as_ref().to_vec(),
            ))
        })
        .collect();
    let mut walk = Walk {
        pdf,
        bytes: pdf.data().as_ref(),
        table,
        pages,
        roles,
        classes: root.get::<Dict<'_>>("ClassMap").unwrap_or_default(),
        nodes: vec![StructNode {
            role: "StructTreeRoot".into(),
            ..empty()
        }],
        pending: Vec::new(),
        seen: HashSet::new(),
        entries: 0,
        limit,
    };
    walk.kids(0, &root, None);
    while let Some(next) = walk.pending.pop() {
        match next.written {
            Written::Plain(element, number) => walk.plain(next.node, &element, number, next.page),
            Written::Otherwise(dict) => walk.element(next.node, &dict, next.page),
        }
    }
    Some(StructTree {
        cut: walk.entries > walk.limit,
        nodes: walk.nodes,
    })
}

fn empty() -> StructNode {
    StructNode {
        col_span: 1,
        row_span: 1,
        ..StructNode::default()
    }
}

impl<'a> Walk<'a, '_> {
    fn element(&mut self, node: usize, dict: &Dict<'a>, page: Option<u32>) {
        let page = self.page(dict).or(page);
        let text = |key: &str| {
            let text = dict.get::<PdfString<'_>>(key)?;
            Some(text_strings::decode(text.as_bytes()))
        };
        let name = dict.get::<Name<'_>>("S");
        let role = self.role(name.as_ref().map(AsRef::as_ref).unwrap_or_default());
        // Most elements have attributes, and only cells span others.
        let (col_span, row_span) = if is_cell(&role) {
            self.spans(dict)
        } else {
            (1, 1)
        };
        if let Some(slot) = self.nodes.get_mut(node) {
            slot.role = role;
            slot.alt = text("Alt");
            slot.actual_text = text("ActualText");
            slot.col_span = col_span;
            slot.row_span = row_span;
        }
        self.kids(node, dict, page);
    }

    /// An element in plain writing: it has no texts of its own.
    fn plain(&mut self, node: usize, element: &Element<'a>, number: u32, page: Option<u32>) {
        let page = self.page_of(element.page).or(page);
        let role = self.role(element.role.unwrap_or_default());
        let (col_span, row_span) = if is_cell(&role) {
            let object = |number| self.table?.object(self.bytes, number);
            element.spans(object).unwrap_or_else(|| {
                let dict = self.pdf.xref().get(ObjRef::new(number, 0).into());
                dict.map_or((1, 1), |dict| self.spans(&dict))
            })
        } else {
            (1, 1)
        };
        if let Some(slot) = self.nodes.get_mut(node) {
            slot.role = role;
            slot.col_span = col_span;
            slot.row_span = row_span;
        }
        let first = self.pending.len();
        match element.kids {
            Some(Value::Ref(number)) => self.kid_or_list(node, ObjRef::new(number, 0), page),
            Some(Value::Array(mut list)) => {
                // It ends where there are too many.
                let _ = list.array(|kid| {
                    (self.entries <= self.limit).then(|| self.plain_kid(node, kid, page))
                });
            }
            Some(kid) => self.plain_kid(node, kid, page),
            None => {}
        }
        // The first kid is to be read first.
        self.pending[first..].reverse();
    }

    fn plain_kid(&mut self, node: usize, kid: Value<'a>, page: Option<u32>) {
        if let Value::Ref(number) = kid {
            return self.kid(node, MaybeRef::Ref(ObjRef::new(number, 0)), page);
        }
        self.entries += 1;
        if self.entries > self.limit {
            return;
        }
        match kid {
            Value::Whole(mcid) => self.add_mark(node, page, Some(mcid), None),
            Value::Dict(dict) => {
                if let Some(mark) = Element::reference(dict).filter(Element::is_mark) {
                    self.plain_mark(node, &mark, page);
                }
            }
            _ => {}
        }
    }

    fn plain_mark(&mut self, node: usize, mark: &Element<'a>, page: Option<u32>) {
        self.add_mark(node, self.page_of(mark.page).or(page), mark.mcid, mark.form);
    }

    /// The standard type that a name leads to through the role map.
    fn role(&self, name: &[u8]) -> Cow<'static, str> {
        let mut role = name;
        for _ in 0..MAX_ROLE_STEPS {
            if let Ok(index) = STANDARD.binary_search_by(|known| known.as_bytes().cmp(role)) {
                return Cow::Borrowed(STANDARD[index]);
            }
            match self.roles.get(role) {
                Some(next) => role = next,
                None => break,
            }
        }
        String::from_utf8_lossy(role).into_owned().into()
    }

    /// The number of the page that is an object of generation 0.
    fn page_of(&self, object: Option<u32>) -> Option<u32> {
        self.pages.get(&(object?, 0)).copied()
    }

    fn page(&self, dict: &Dict<'a>) -> Option<u32> {
        let page = dict.get_ref("Pg")?;
        self.pages.get(&(page.obj_number, page.gen_number)).copied()
    }

    /// `/ColSpan` and `/RowSpan` from attributes and attribute classes.
    fn spans(&self, dict: &Dict<'a>) -> (u32, u32) {
        let mut spans = (1, 1);
        let mut apply = |attributes: &Dict<'_>| {
            let span = |key: &str| {
                attributes
                    .get::<u32>(key)
                    .map(|span| span.clamp(1, MAX_SPAN))
            };
            spans.0 = span("ColSpan").unwrap_or(spans.0);
            spans.1 = span("RowSpan").unwrap_or(spans.1);
        };
        let each = |object: Object<'a>| -> Vec<Object<'a>> {
            match object {
                Object::Array(list) => list.iter::<Object<'a>>().take(MOST_ATTRIBUTES).collect(),
                single => vec![single],
            }
        };
        for class in dict.get::<Object<'a>>("C").map(each).unwrap_or_default() {
            if let Object::Name(name) = class
                && let Some(object) = self.classes.get::<Object<'a>>(&name)
            {
                for attributes in each(object) {
                    if let Object::Dict(attributes) = attributes {
                        apply(&attributes);
                    }
                }
            }
        }
        for attributes in dict.get::<Object<'a>>("A").map(each).unwrap_or_default() {
            if let Object::Dict(attributes) = attributes {
                apply(&attributes);
            }
        }
        spans
    }

    /// The kids of a node, in order; elements among them are read later.
    fn kids(&mut self, node: usize, dict: &Dict<'a>, page: Option<u32>) {
        let first = self.pending.len();
        match dict.get_raw::<Object<'a>>("K") {
            Some(MaybeRef::Ref(reference)) => {
                self.kid_or_list(node, reference, page);
            }
            Some(MaybeRef::NotRef(Object::Array(list))) => self.list(node, &list, page),
            Some(single) => self.kid(node, single, page),
            None => {}
        }
        // The first kid is to be read first.
        self.pending[first..].reverse();
    }

    fn kid_or_list(&mut self, node: usize, reference: ObjRef, page: Option<u32>) {
        if !self.plain_object(reference).is_some_and(Tokens::is_dict)
            && let Some(Object::Array(list)) = self.pdf.xref().get(reference.into())
        {
            self.list(node, &list, page);
        } else {
            self.kid(node, MaybeRef::Ref(reference), page);
        }
    }

    /// An object where it plainly stands.
    fn plain_object(&self, reference: ObjRef) -> Option<Tokens<'a>> {
        let number = (reference.gen_number == 0).then_some(reference.obj_number)?;
        self.table?.object(self.bytes, number)
    }

    fn list(&mut self, node: usize, list: &Array<'a>, page: Option<u32>) {
        for kid in list.raw_iter() {
            if self.entries > self.limit {
                break;
            }
            self.kid(node, kid, page);
        }
    }

    fn kid(&mut self, node: usize, kid: MaybeRef<Object<'a>>, page: Option<u32>) {
        self.entries += 1;
        if self.entries > self.limit {
            return;
        }
        let object = match kid {
            MaybeRef::Ref(reference) => {
                if !self.seen.insert(reference) {
                    return;
                }
                if let Some(element) = self.plain_object(reference).and_then(Element::object) {
                    if element.is_mark() {
                        self.plain_mark(node, &element, page);
                    } else if !element.is_object() {
                        let written = Written::Plain(element, reference.obj_number);
                        self.add_element(node, written, page);
                    }
                    return;
                }
                self.pdf.xref().get::<Object<'a>>(reference.into())
            }
            MaybeRef::NotRef(object) => Some(object),
        };
        match object {
            Some(Object::Number(mcid)) => {
                self.add_mark(node, page, u32::try_from(mcid.as_i64()).ok(), None);
            }
            Some(Object::Dict(dict)) => self.dict_kid(node, dict, page),
            _ => {}
        }
    }

    fn dict_kid(&mut self, node: usize, dict: Dict<'a>, page: Option<u32>) {
        match dict.get::<Name<'_>>("Type").as_deref() {
            Some(b"OBJR") => {}
            Some(b"MCR") => self.mark(node, &dict, page),
            // Some makers leave `/Type` out.
            _ if !dict.contains_key("S") && dict.contains_key("MCID") => {
                self.mark(node, &dict, page)
            }
            _ => self.add_element(node, Written::Otherwise(dict), page),
        }
    }

    fn add_element(&mut self, node: usize, written: Written<'a>, page: Option<u32>) {
        let child = self.nodes.len();
        self.nodes.push(empty());
        self.add(node, StructKid::Node(child));
        self.pending.push(Pending {
            node: child,
            written,
            page,
        });
    }

    fn mark(&mut self, node: usize, dict: &Dict<'a>, page: Option<u32>) {
        let page = self.page(dict).or(page);
        let form = dict.get_ref("Stm").map(|form| form.obj_number);
        self.add_mark(node, page, dict.get::<u32>("MCID"), form);
    }

    fn add_mark(&mut self, node: usize, page: Option<u32>, mcid: Option<u32>, form: Option<u32>) {
        if let (Some(page), Some(mcid)) = (page, mcid) {
            let form = form.and_then(|form| i32::try_from(form).ok());
            self.add(node, StructKid::Mark(page, MarkId { mcid, form }));
        }
    }

    fn add(&mut self, node: usize, kid: StructKid) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.kids.push(kid);
        }
    }
}

fn is_cell(role: &str) -> bool {
    matches!(role, "TD" | "TH")
}

#[cfg(test)]
mod tests {
    use super::STANDARD;

    #[test]
    fn standard_types_are_sorted() {
        assert!(STANDARD.is_sorted());
    }
}
