//! What pages show as pictures: nobody reads it there, unless it is recognised.

use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::tolerances::TELLING_PICTURE;
use crate::output::{Plats, Saknas, Tal};
use crate::page::Sheet;
use crate::pdf::{Image, Recognised};

/// Pages that show a picture and have no text: what the picture says is not read.
pub(super) fn unread(sheets: &[Sheet]) -> Vec<Saknas> {
    let pages = sheets.iter().filter(|sheet| sheet.is_picture());
    pages
        .map(|sheet| Saknas {
            sida: Some(sheet.number()),
            skal: match &sheet.page.recognition {
                Recognised::Failed(reason) => {
                    format!("the page is a picture whose text could not be recognised: {reason}")
                }
                _ => "the page is a picture without a text layer".to_owned(),
            },
            kod: "sida-utan-text".to_owned(),
        })
        .collect()
}

/// Pictures that stand beside a page's text and are large enough to say something: a table that was pasted as a picture, a
/// chart, a scan with a stamp of text. One remark for each page.
pub(super) fn beside_text(sheets: &[Sheet]) -> impl Iterator<Item = Diagnostic> {
    let with_text = sheets.iter().filter(|sheet| {
        sheet.is_painted() && !sheet.has_text_layer() && sheet.page.recognition == Recognised::Not
    });
    with_text.filter_map(|sheet| {
        let images = sheet.page.images.iter();
        let places: Vec<Plats> = images.filter_map(|image| place(sheet, image)).collect();
        let what = match places.len() {
            0 => return None,
            1 => "a picture stands beside the page's text: what it says is".to_owned(),
            n => format!("{n} pictures stand beside the page's text: what they say is"),
        };
        let message = format!("{what} not read");
        Some(Diagnostic::new("bild-i-text", Allvar::Info, message).at(places))
    })
}

/// Where a picture stands, if it is large and no decoration.
fn place(sheet: &Sheet, image: &Image) -> Option<Plats> {
    let (page, area) = (sheet.area(), image.rect);
    let seen = page.overlap_x(&area).max(0.0) * page.overlap_y(&area).max(0.0);
    let large = seen >= TELLING_PICTURE * page.width() * page.height();
    (large && !image.artifact).then(|| Plats::Sida {
        sida: sheet.number(),
        ruta: [area.x0, area.y0, area.x1, area.y1].map(Tal::coordinate),
    })
}
