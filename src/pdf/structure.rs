//! The structure tree of tagged files (ISO 32000-2, 14.7), read without recursion: neither depth nor cycles of the input
//! matter.

use foldhash::{HashMap, HashSet, HashSetExt};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, String as PdfString};

use super::{MarkId, StructKid, StructNode, StructTree, strings};

/// Steps from a role to a standard type.
const MAX_ROLE_STEPS: usize = 16;
/// Cells that one cell may span.
const MAX_SPAN: u32 = 10_000;

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
    dict: Dict<'a>,
    page: Option<u32>,
}

struct Walk<'a, 'p> {
    pdf: &'a Pdf,
    pages: &'p HashMap<(u32, i32), u32>,
    roles: HashMap<Vec<u8>, Vec<u8>>,
    classes: Dict<'a>,
    nodes: Vec<StructNode>,
    pending: Vec<Pending<'a>>,
    seen: HashSet<ObjRef>,
    entries: u32,
    limit: u32,
}

/// Reads the structure tree; `pages` tells page numbers (from 1) by object number and generation.
pub(super) fn read(pdf: &Pdf, pages: &HashMap<(u32, i32), u32>, limit: u32) -> Option<StructTree> {
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
        pages,
        roles,
        classes: root.get::<Dict<'_>>("ClassMap").unwrap_or_default(),
        nodes: vec![StructNode {
            role: "StructTreeRoot".to_owned(),
            ..empty()
        }],
        pending: Vec::new(),
        seen: HashSet::new(),
        entries: 0,
        limit,
    };
    walk.kids(0, &root, None);
    while let Some(Pending { node, dict, page }) = walk.pending.pop() {
        walk.element(node, &dict, page);
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
            Some(strings::decode(text.as_bytes()))
        };
        let role = self.role(dict);
        // Most elements have attributes, and only cells span others.
        let (col_span, row_span) = match role.as_str() {
            "TD" | "TH" => self.spans(dict),
            _ => (1, 1),
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

    /// The standard type that `/S` leads to through the role map.
    fn role(&self, dict: &Dict<'a>) -> String {
        let name = dict.get::<Name<'_>>("S");
        let mut role: &[u8] = name.as_ref().map(AsRef::as_ref).unwrap_or_default();
        for _ in 0..MAX_ROLE_STEPS {
            let standard =
                std::str::from_utf8(role).is_ok_and(|name| STANDARD.binary_search(&name).is_ok());
            if standard {
                break;
            }
            match self.roles.get(role) {
                Some(next) => role = next,
                None => break,
            }
        }
        String::from_utf8_lossy(role).into_owned()
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
                Object::Array(list) => list.iter::<Object<'a>>().take(64).collect(),
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
                match self.pdf.xref().get::<Object<'a>>(reference.into()) {
                    Some(Object::Array(list)) => self.list(node, &list, page),
                    _ => self.kid(node, MaybeRef::Ref(reference), page),
                }
            }
            Some(MaybeRef::NotRef(Object::Array(list))) => self.list(node, &list, page),
            Some(single) => self.kid(node, single, page),
            None => {}
        }
        // The first kid is to be read first.
        self.pending[first..].reverse();
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
                self.pdf.xref().get::<Object<'a>>(reference.into())
            }
            MaybeRef::NotRef(object) => Some(object),
        };
        match object {
            Some(Object::Number(mcid)) => {
                if let (Some(page), Ok(mcid)) = (page, u32::try_from(mcid.as_i64())) {
                    self.add(node, StructKid::Mark(page, MarkId { mcid, form: None }));
                }
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
            _ => {
                let child = self.nodes.len();
                self.nodes.push(empty());
                self.add(node, StructKid::Node(child));
                self.pending.push(Pending {
                    node: child,
                    dict,
                    page,
                });
            }
        }
    }

    fn mark(&mut self, node: usize, dict: &Dict<'a>, page: Option<u32>) {
        let page = self.page(dict).or(page);
        let form = dict
            .get_ref("Stm")
            .and_then(|form| i32::try_from(form.obj_number).ok());
        if let (Some(page), Some(mcid)) = (page, dict.get::<u32>("MCID")) {
            self.add(node, StructKid::Mark(page, MarkId { mcid, form }));
        }
    }

    fn add(&mut self, node: usize, kid: StructKid) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.kids.push(kid);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STANDARD;

    #[test]
    fn standard_types_are_sorted() {
        assert!(STANDARD.is_sorted());
    }
}
