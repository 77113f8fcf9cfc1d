//! What the file says of itself: document information, outline (ISO 32000-2, 12.3.3), destinations.

use std::collections::HashSet;

use foldhash::{HashMap, HashMapExt};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, ObjRef, Object, String as PdfString};

use crate::pdf::file::objects::items;
use crate::pdf::file::text_strings;

/// Bookmarks that are read.
const MAX_ITEMS: usize = 20_000;
/// Depth of bookmarks within bookmarks.
const MAX_LEVEL: u32 = 100;
/// Nodes of the tree of named destinations that are read.
const MAX_NAMES: usize = 100_000;

/// A bookmark of the document outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// Title.
    pub title: String,
    /// Depth from 0.
    pub level: u32,
    /// Page number from 1, if it resolves.
    pub page: Option<u32>,
}

/// What the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PdfInfo {
    /// `/Title`.
    pub title: Option<String>,
    /// `/Producer`.
    pub producer: Option<String>,
    /// `/Creator`.
    pub creator: Option<String>,
    /// Whether a structure tree is present and marked.
    pub tagged: bool,
    /// Bookmarks.
    pub outline: Vec<OutlineItem>,
}

/// Reads the document information; `pages` tells page numbers (from 1) by object number and generation.
pub(crate) fn read(pdf: &Pdf, pages: &HashMap<(u32, i32), u32>) -> PdfInfo {
    let metadata = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = text_strings::decode(bytes.as_deref()?);
        let text: String = text.chars().filter(|ch| !ch.is_control()).collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let catalog = pdf
        .xref()
        .get::<Dict<'_>>(pdf.xref().root_id())
        .unwrap_or_default();
    let marked = catalog
        .get::<Dict<'_>>("MarkInfo")
        .and_then(|info| info.get::<bool>("Marked"))
        .unwrap_or(false);
    PdfInfo {
        title: text(&metadata.title),
        producer: text(&metadata.producer),
        creator: text(&metadata.creator),
        tagged: marked && catalog.contains_key("StructTreeRoot"),
        outline: outline(pdf, &catalog, pages),
    }
}

/// The bookmarks in order, without recursion and each once.
fn outline<'a>(
    pdf: &'a Pdf,
    catalog: &Dict<'a>,
    pages: &HashMap<(u32, i32), u32>,
) -> Vec<OutlineItem> {
    let Some(first) = catalog
        .get::<Dict<'a>>("Outlines")
        .and_then(|outlines| outlines.get_ref("First"))
    else {
        return Vec::new();
    };
    let mut destinations = Destinations {
        pdf,
        pages,
        names: None,
    };
    let mut found = Vec::new();
    let mut seen: HashSet<ObjRef> = HashSet::new();
    let mut pending = vec![(first, 0_u32)];
    while let Some((reference, level)) = pending.pop() {
        if found.len() >= MAX_ITEMS || !seen.insert(reference) {
            continue;
        }
        let Some(item) = pdf.xref().get::<Dict<'a>>(reference.into()) else {
            continue;
        };
        pending.extend(item.get_ref("Next").map(|next| (next, level)));
        if level < MAX_LEVEL {
            pending.extend(item.get_ref("First").map(|child| (child, level + 1)));
        }
        let title = item
            .get::<PdfString<'_>>("Title")
            .map(|title| text_strings::decode(title.as_bytes()));
        let target = item
            .get::<Object<'a>>("Dest")
            .or_else(|| item.get::<Dict<'a>>("A")?.get::<Object<'a>>("D"));
        found.push(OutlineItem {
            title: title.unwrap_or_default().trim().to_owned(),
            level,
            page: target.and_then(|target| destinations.page(catalog, &target)),
        });
    }
    found
}

/// Resolves destinations; the names are read when the first one is needed.
struct Destinations<'a, 'p> {
    pdf: &'a Pdf,
    pages: &'p HashMap<(u32, i32), u32>,
    names: Option<HashMap<Vec<u8>, Object<'a>>>,
}

impl<'a> Destinations<'a, '_> {
    fn page(&mut self, catalog: &Dict<'a>, target: &Object<'a>) -> Option<u32> {
        let named = match target {
            Object::Name(name) => name.as_ref().to_vec(),
            Object::String(name) => name.as_bytes().to_vec(),
            other => return self.explicit(other),
        };
        let names = self.names.get_or_insert_with(|| names(self.pdf, catalog));
        let found = names.get(&named).cloned()?;
        self.explicit(&found)
    }

    /// `[page /XYZ …]`, or a dictionary that holds one.
    fn explicit(&self, target: &Object<'a>) -> Option<u32> {
        let list = match target {
            Object::Array(list) => list.clone(),
            Object::Dict(dict) => dict.get::<Array<'a>>("D")?,
            _ => return None,
        };
        let page = list.raw_iter().next()?.as_obj_ref()?;
        self.pages.get(&(page.obj_number, page.gen_number)).copied()
    }
}

/// Named destinations: the old dictionary and the name tree.
fn names<'a>(pdf: &'a Pdf, catalog: &Dict<'a>) -> HashMap<Vec<u8>, Object<'a>> {
    let mut names = HashMap::new();
    if let Some(old) = catalog.get::<Dict<'a>>("Dests") {
        for (name, _) in old.entries().take(MAX_NAMES) {
            if let Some(target) = old.get::<Object<'a>>(&name) {
                names.insert(name.as_ref().to_vec(), target);
            }
        }
    }
    let root = catalog
        .get::<Dict<'a>>("Names")
        .and_then(|names| names.get::<Dict<'a>>("Dests"));
    let mut pending: Vec<Dict<'a>> = root.into_iter().collect();
    let mut nodes = 0_usize;
    while let Some(node) = pending.pop() {
        nodes += 1;
        if nodes > MAX_NAMES || names.len() > MAX_NAMES {
            break;
        }
        if let Some(kids) = node.get::<Array<'a>>("Kids") {
            let kids = items(&kids, pdf.xref()).filter_map(Object::into_dict);
            pending.extend(kids.take(MAX_NAMES));
        }
        if let Some(pairs) = node.get::<Array<'a>>("Names") {
            let mut pairs = pairs.iter::<Object<'a>>();
            while let (Some(name), Some(target)) = (pairs.next(), pairs.next()) {
                if let Object::String(name) = name {
                    names.insert(name.as_bytes().to_vec(), target);
                }
            }
        }
    }
    names
}
