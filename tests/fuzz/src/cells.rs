//! The grammar of cells, headings, numbers and lines.

use namnd::grammar::{ColumnMatch, contents_line, decision, number};

use super::invariants::layouts;

/// Reads a text as everything that a text may be. Lines after the first are the cells of a heading.
pub fn check(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let layouts = layouts();
    for layout in layouts.rows() {
        for (index, column) in layout.columns.iter().enumerate() {
            let Some(key) = &column.key else { continue };
            cell(&layout.name, &ColumnMatch::Known(key.clone(), index), text);
        }
        if let Some(found) = layouts.companion(&layout.name, text) {
            assert!(text.is_char_boundary(found.label));
        }
    }
    for column in [
        ColumnMatch::Name,
        ColumnMatch::Unlabelled,
        ColumnMatch::Unknown("x".to_owned()),
    ] {
        cell("", &column, text);
    }
    if let Some(found) = layouts.goal_label(text) {
        assert!(text.is_char_boundary(found.label));
        assert_eq!(layouts.depth(found.niva), Some(found.depth));
    }
    let (_, title) = layouts.split_number(text);
    assert!(text.ends_with(title) || text.contains(title));
    let (_, _) = (layouts.section_label(text), layouts.status(text));
    let _ = (layouts.starts_header(text), layouts.begins_heading(text));
    let _ = layouts.document_kind(text);
    if let Some((number, rest)) = decision(text) {
        assert!(number > 0 || text.contains('0'));
        assert!(text.contains(rest));
    }
    if let Some((title, _)) = contents_line(text) {
        assert!(text.contains(title));
    }
    if let Some((value, _)) = number(text) {
        assert!(value.get().is_finite());
    }
    let cells: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(header) = layouts.header(&cells) {
        assert_eq!(header.columns.len(), cells.len());
        let known = |column: &&ColumnMatch| matches!(column, ColumnMatch::Known(..));
        assert!(header.columns.iter().any(|column| known(&column)));
    }
    if let Some(headings) = layouts.split_header(text) {
        // Nothing of a line of headings is lost or invented.
        assert_eq!(squeezed(&headings.concat()), squeezed(text));
        assert!(layouts.header(&headings).is_some(), "{headings:?}");
    }
}

fn cell(layout: &str, column: &ColumnMatch, text: &str) {
    let (value, told) = layouts().cell(layout, column, text);
    assert_eq!(squeezed(&value.text), squeezed(text));
    assert_eq!(
        value.text.split_whitespace().collect::<Vec<_>>().join(" "),
        value.text
    );
    if let Some(number) = value.tal {
        assert!(number.get().is_finite());
    }
    // The kept text reads as the text that it was made of.
    let (again, told_again) = layouts().cell(layout, column, &value.text);
    assert_eq!((&value, told.is_some()), (&again, told_again.is_some()));
    let json = serde_json::to_string(&value).expect("a cell can be written");
    assert_eq!(
        serde_json::from_str::<namnd::output::Varde>(&json).ok(),
        Some(value)
    );
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
