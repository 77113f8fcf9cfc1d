//! The file: what is built in, and the data of the documents between.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::blocks::{base64, packed};
use super::sheets::{Ground, Sheet};
use super::{Difference, Shown};
use crate::output::{Handling, Tal};

const HTML: &str = include_str!("page/page.html");
const CSS: &str = include_str!("page/page.css");
/// One script in pieces, in this order.
const SCRIPT: [&str; 7] = [
    include_str!("page/data.js"),
    include_str!("page/layers.js"),
    include_str!("page/view.js"),
    include_str!("page/tree.js"),
    include_str!("page/lists.js"),
    include_str!("page/card.js"),
    include_str!("page/main.js"),
];

/// A document as the script gets it.
#[derive(Serialize)]
struct Document<'a> {
    got: &'a Handling,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a Value>,
    differences: &'a [Difference],
    sheets: Vec<Size<'a>>,
}

/// A page or piece of text, without what is drawn.
#[derive(Serialize)]
struct Size<'a> {
    number: u32,
    width: Tal,
    height: Tal,
    /// Lines of a text.
    lines: usize,
    /// Whether it is in the file.
    there: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    undrawn: Option<&'a str>,
}

/// The whole file.
pub(super) fn page(documents: &[Shown]) -> Vec<u8> {
    let mut data = String::new();
    for (number, shown) in documents.iter().enumerate() {
        let document = Document {
            got: &shown.got,
            expected: shown.expected.as_ref(),
            differences: &shown.differences,
            sheets: shown.sheets.iter().map(size).collect(),
        };
        let name = escaped(&shown.got.kalla.fil);
        let attributes = format!("id=\"d{number}\" data-name=\"{name}\"");
        block(&mut data, &attributes, &packed(&document));
        let sheets = shown.sheets.iter().enumerate();
        for (index, sheet) in sheets.filter(|(_, sheet)| is_there(sheet)) {
            let attributes = format!("id=\"d{number}s{index}\"");
            block(&mut data, &attributes, &packed(sheet));
        }
    }
    let names: Vec<&str> = (documents.iter())
        .map(|shown| shown.got.kalla.fil.as_str())
        .collect();
    let title = match names.as_slice() {
        [name] => (*name).to_owned(),
        names => format!("{} documents", names.len()),
    };
    let script = SCRIPT.concat();
    let policy = format!(
        "default-src 'none'; img-src blob: data:; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(CSS),
        hash(&script)
    );
    filled(&[
        ("policy", &policy),
        ("title", &escaped(&title)),
        ("style", CSS),
        ("data", &data),
        ("script", &script),
    ])
    .into_bytes()
}

/// The template with each `{{name}}` filled in; what is filled in is not looked at again.
fn filled(parts: &[(&str, &str)]) -> String {
    let most: usize = parts.iter().map(|(_, text)| text.len()).sum();
    let mut page = String::with_capacity(HTML.len() + most);
    let mut rest = HTML;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let part = parts.iter().find(|(known, _)| *known == name);
        page.push_str(part.map_or("", |(_, text)| text));
        rest = after;
    }
    page.push_str(rest);
    page
}

fn size(sheet: &Sheet) -> Size<'_> {
    Size {
        number: sheet.number,
        width: sheet.width,
        height: sheet.height,
        lines: match &sheet.ground {
            Ground::Lines(lines) => lines.len(),
            _ => 0,
        },
        there: is_there(sheet),
        undrawn: match &sheet.ground {
            Ground::Undrawn(why) => Some(why),
            _ => None,
        },
    }
}

fn is_there(sheet: &Sheet) -> bool {
    !matches!(sheet.ground, Ground::Absent(_))
}

fn block(data: &mut String, attributes: &str, packed: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(
        data,
        "<script type=\"text/plain\" {attributes}>{packed}</script>"
    );
}

/// A hash as a policy names it.
fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

/// Text between tags or in an attribute's quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_filled_in_is_a_tag() {
        assert_eq!(
            escaped("</title><script>\"'&"),
            "&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;"
        );
    }

    #[test]
    fn every_place_of_the_template_is_filled() {
        let names: Vec<&str> = HTML
            .split("{{")
            .skip(1)
            .filter_map(|rest| rest.split_once("}}"))
            .map(|(name, _)| name)
            .collect();
        let wanted = ["policy", "title", "style", "title", "data", "script"];
        assert_eq!(names, wanted);
    }

    #[test]
    fn the_script_closes_no_element() {
        assert!(!SCRIPT.concat().contains("</"));
        assert!(!CSS.contains("</"));
    }
}
