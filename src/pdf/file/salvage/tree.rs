//! The catalog and the page tree, put in order.

use std::collections::{BTreeMap, BTreeSet};

use super::objects::{Found, Objects};
use super::value::{Dict, Value};

/// What a page takes from the nodes above it (ISO 32000-2, 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// Nodes above a page.
const MOST_ABOVE: usize = 100;

/// Makes a catalog and a page tree that lead to every page; the catalog's number, if there is any page.
pub(super) fn mend(objects: &mut Objects) -> Option<u32> {
    let root = root(objects);
    let top = root.and_then(|root| match objects.dict(root)?.get(b"Pages") {
        Some(Value::Ref(number)) => Some(*number),
        _ => None,
    });
    let mut walk = Walk::default();
    match top {
        Some(top) => walk.node(objects, top),
        None => walk.is_broken = true,
    }
    let told = top.and_then(|top| objects.dict(top)?.get(b"Count")?.whole());
    if told == Some(walk.pages.len()) && !walk.is_broken && !walk.pages.is_empty() {
        return root;
    }
    let pages = with_lost(objects, walk.pages);
    if pages.is_empty() {
        return None;
    }
    let number = objects.found.keys().next_back()?.checked_add(1)?;
    for page in &pages {
        let inherited = inherited(objects, *page);
        if let Some(Found {
            value: Value::Dict(dict),
            ..
        }) = objects.found.get_mut(page)
        {
            for (key, value) in inherited {
                dict.set(key, value);
            }
            dict.set(b"Type", Value::Name(b"Page".to_vec()));
            dict.set(b"Parent", Value::Ref(number));
        }
    }
    let mut tree = Dict::default();
    tree.set(b"Type", Value::Name(b"Pages".to_vec()));
    tree.set(b"Count", Value::Word(pages.len().to_string().into_bytes()));
    tree.set(
        b"Kids",
        Value::Array(pages.into_iter().map(Value::Ref).collect()),
    );
    add(objects, number, tree);
    let mut catalog = root
        .and_then(|root| objects.dict(root))
        .cloned()
        .unwrap_or_default();
    catalog.set(b"Type", Value::Name(b"Catalog".to_vec()));
    catalog.set(b"Pages", Value::Ref(number));
    let root = root.or(number.checked_add(1))?;
    add(objects, root, catalog);
    Some(root)
}

fn add(objects: &mut Objects, number: u32, dict: Dict) {
    let found = Found {
        number: Some(number),
        generation: 0,
        value: Value::Dict(dict),
        data: None,
    };
    objects.found.insert(number, found);
}

/// The catalog: the last trailer's that leads to one, or else the last that there is.
fn root(objects: &Objects) -> Option<u32> {
    let of_trailer = objects
        .trailers
        .iter()
        .rev()
        .find_map(|dict| match dict.get(b"Root") {
            Some(Value::Ref(number)) => objects.dict(*number).map(|_| *number),
            _ => None,
        });
    let is_catalog = |number: &&u32| {
        let dict = objects.dict(**number);
        dict.is_some_and(|dict| {
            dict.is(b"Catalog") || (dict.get(b"Pages").is_some() && !dict.is(b"Pages"))
        })
    };
    of_trailer.or_else(|| objects.order.iter().rev().find(is_catalog).copied())
}

/// What a walk through the page tree finds.
#[derive(Default)]
struct Walk {
    pages: Vec<u32>,
    seen: BTreeSet<u32>,
    is_broken: bool,
}

impl Walk {
    fn node(&mut self, objects: &Objects, top: u32) {
        let mut left = vec![top];
        while let Some(number) = left.pop() {
            let dict = objects.dict(number).filter(|_| self.seen.insert(number));
            let Some(dict) = dict else {
                self.is_broken = true;
                continue;
            };
            match dict.get(b"Kids").map(|kids| objects.resolved(kids)) {
                Some(Value::Array(kids)) => {
                    for kid in kids.iter().rev() {
                        match kid {
                            Value::Ref(number) => left.push(*number),
                            _ => self.is_broken = true,
                        }
                    }
                }
                None if !dict.is(b"Pages") => self.pages.push(number),
                _ => self.is_broken = true,
            }
        }
    }
}

/// The pages that the tree leads to, and those that it does not: behind the page that stands before them in the file.
fn with_lost(objects: &Objects, reached: Vec<u32>) -> Vec<u32> {
    let known: BTreeSet<u32> = reached.iter().copied().collect();
    let is_page = |number: &u32| objects.dict(*number).is_some_and(looks_like_page);
    // By the page before them; none before the first.
    let mut lost: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
    let mut before: Option<u32> = None;
    for number in objects.order.iter().copied().filter(is_page) {
        if known.contains(&number) {
            before = Some(number);
        } else {
            lost.entry(before).or_default().push(number);
        }
    }
    let mut pages = lost.remove(&None).unwrap_or_default();
    for page in reached {
        pages.push(page);
        pages.extend(lost.remove(&Some(page)).unwrap_or_default());
    }
    pages
}

fn looks_like_page(dict: &Dict) -> bool {
    let has = |key: &[u8]| dict.get(key).is_some();
    let is_like_one = has(b"Parent") && (has(b"MediaBox") || has(b"Contents")) && has(b"Resources");
    dict.is(b"Page") || (is_like_one && !has(b"Kids") && !has(b"Subtype") && !dict.is(b"Pages"))
}

/// What a page does not say itself.
fn inherited(objects: &Objects, page: u32) -> Vec<(&'static [u8], Value)> {
    let Some(own) = objects.dict(page) else {
        return Vec::new();
    };
    let missing = INHERITED.iter().filter(|key| own.get(key).is_none());
    missing
        .filter_map(|key| {
            let mut node = own;
            for _ in 0..MOST_ABOVE {
                let Some(Value::Ref(parent)) = node.get(b"Parent") else {
                    return None;
                };
                node = objects.dict(*parent)?;
                if let Some(value) = node.get(key) {
                    return Some((*key, value.clone()));
                }
            }
            None
        })
        .collect()
}
