//! A module uses what stands below it, and nothing else: read from the paths in the code, tests aside.

use std::collections::BTreeSet;

use super::source::{Source, Token, sources};

/// Modules from top to bottom. One may use those on lines below its own; those on one line know nothing of each other.
type Order = &'static [&'static [&'static str]];

/// The crate's modules.
const CRATE: Order = &[
    &["cli"],                // The command.
    &["isolate", "inspect"], // Worker processes; a page that shows what was recognised.
    &["export"],             // Flat tables of the output.
    &["convert", "audit"],   // The way of a document.
    &["ocr"],                // Pages that are pictures of text.
    &["assemble"],           // Flow and layouts to the output.
    &["flow"],               // Blocks of all pages to one document.
    &["page", "text"],       // A page, a plain text: to blocks.
    &["tables"],
    &["drawing"],
    &["words"],
    &["trace"],   // What each stage tells.
    &["block"],   // What pages and texts are made into.
    &["source"],  // What yields pages.
    &["pdf"],     // Bytes to pages.
    &["grammar"], // Layouts and cell parsers.
    // What follows has no steps, only types and small questions.
    &["signs"],
    &["error"],
    &["options"],
    &["diagnostics"],
    &["output"],
    &["limits"],
    &["lexicon"],
    &["letters"],
    &["spatial"],
    &["geometry"],
];

/// The parts of `page`.
const PAGE: Order = &[
    &["pipeline"],
    &["notes"],
    &["placed"],
    &["findings"],
    &["furniture"],
    &["repetition"],
    &["edges"],
    &["tags"],
    &["headings"],
    &["paragraphs"],
    &["reading_order"],
    &["gutters"],
    &["sheet"],
    &["turned", "turned_cells"],
    &["tolerances"],
];

/// The parts of `tables`.
const TABLES: Order = &[
    &["finish"],
    &["continuation"],
    &["aligned"],
    &["under_header"],
    &["upwards"],
    &["header"],
    &["columns"],
    &["rows"],
    &["touching"],
    &["lattice"],
    &["label_values"],
    &["seams"],
    &["context"],
    // What follows has no steps, only types and small questions.
    &["header_row"],
    &["page_lines"],
    &["table"],
    &["captions", "values", "axes"],
    &["tolerances"],
];

/// Files that put the modules beside them together and may use all: the crate's roots, and those of the folders.
fn is_root(source: &Source, folder: &[&str]) -> bool {
    source.module.len() <= folder.len()
}

#[test]
fn arrows_of_the_crate_point_down() {
    check(&[], CRATE);
}

#[test]
fn arrows_of_page_point_down() {
    check(&["page"], PAGE);
}

#[test]
fn arrows_of_tables_point_down() {
    check(&["tables"], TABLES);
}

/// Fails if a module of the folder uses one that does not stand below it, or if the order does not name the folder's modules.
fn check(folder: &[&str], order: Order) {
    let sources = sources(&super::src());
    let inside = |module: &[String]| module.iter().zip(folder).all(|(a, b)| a == b);
    let there: BTreeSet<&str> = sources
        .iter()
        .filter(|source| !source.tokens.is_empty() && inside(&source.module))
        .filter_map(|source| Some(source.module.get(folder.len())?.as_str()))
        .collect();
    let named: BTreeSet<&str> = order.iter().copied().flatten().copied().collect();
    let mut complaints: Vec<String> = (there.difference(&named))
        .map(|name| format!("{name}: a module that the order does not name"))
        .collect();
    complaints.extend(
        (named.difference(&there)).map(|name| format!("{name}: named in the order, and not there")),
    );
    let level = |name: &str| order.iter().position(|names| names.contains(&name));
    for source in sources
        .iter()
        .filter(|source| inside(&source.module) && !is_root(source, folder))
    {
        let from = &*source.module[folder.len()];
        for (path, line) in paths(source) {
            let Some(to) = path
                .get(folder.len())
                .filter(|_| inside(&path))
                .map(String::as_str)
            else {
                continue;
            };
            let (Some(above), Some(below)) = (level(from), level(to)) else {
                continue;
            };
            if from != to && above >= below {
                let path = path.join("::");
                complaints.push(format!(
                    "src/{}:{line}: {from} -> {to} ({path})",
                    source.path
                ));
            }
        }
    }
    super::none(&complaints);
}

/// The paths in a file that begin at the crate's root, and those that begin with `super`, told from the root; with their lines.
fn paths(source: &Source) -> Vec<(Vec<String>, usize)> {
    let tokens = &source.tokens;
    let text = |at: usize| tokens.get(at).map_or("", |token| &*token.text);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let begins = text(at + 1) == "::" && (at == 0 || text(at - 1) != "::");
        // `pub(in path)` says who may use something, not what is used.
        let visibility = at >= 2 && text(at - 1) == "in" && text(at - 2) == "(";
        if !begins || visibility {
            continue;
        }
        let (mut base, mut rest) = match text(at) {
            "crate" | "namnd" => (Vec::new(), at + 2),
            "super" => (source.module.clone(), at),
            _ => continue,
        };
        while text(rest) == "super" {
            base.pop();
            rest += 2;
        }
        branches(tokens, rest, &base, &mut found);
    }
    found
}

/// Collects the paths of a tree such as `a::{b, c::d}`; where it ends.
fn branches(
    tokens: &[Token],
    mut at: usize,
    base: &[String],
    found: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| &*token.text);
    let mut path = base.to_vec();
    loop {
        if text(at) == "{" {
            at += 1;
            while at < tokens.len() && text(at) != "}" {
                at = branches(tokens, at, &path, found);
                while !["}", ","].contains(&text(at)) && at < tokens.len() {
                    at += 1; // `as name`
                }
                at += usize::from(text(at) == ",");
            }
            return at + 1;
        }
        path.push(text(at).to_owned());
        if text(at + 1) != "::" {
            found.push((path, tokens[at.min(tokens.len() - 1)].line));
            return at + 1;
        }
        at += 2;
    }
}

#[test]
fn paths_are_told_from_the_root() {
    let text = "use crate::flow::{Line, table::{Row, Cell as C}};\nuse super::super::word::Word;\nuse super::x;\n\
                pub(in crate::page) fn f() -> namnd::output::Tal { crate::geometry::Rect::default(); self::y::z() }";
    let source = Source {
        path: "page/tables/rows.rs".to_owned(),
        module: ["page", "tables", "rows"].map(str::to_owned).to_vec(),
        lines: 4,
        tokens: super::source::tokens(text),
    };
    let found: Vec<String> = paths(&source)
        .into_iter()
        .map(|(path, line)| format!("{line} {}", path.join("::")))
        .collect();
    let wanted = [
        "1 flow::Line",
        "1 flow::table::Row",
        "1 flow::table::Cell",
        "2 page::word::Word",
        "3 page::tables::x",
        "4 output::Tal",
        "4 geometry::Rect::default",
    ];
    assert_eq!(found, wanted);
}
