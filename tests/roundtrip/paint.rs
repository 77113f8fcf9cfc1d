//! Pages of placed text, lines and grounds, written as a PDF.

use lopdf::{Document as Pdf, Object, Stream, dictionary};

use super::fonts::{Face, character, code};

/// Something on a page. Points from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text {
        x: f32,
        base: f32,
        face: Face,
        size: f32,
        text: String,
    },
    /// A stroke from one point to another.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
    /// A grey ground: left, top, right, bottom.
    Ground { area: [f32; 4], grey: f32 },
    /// Text that runs up or down from a point on its baseline.
    Turned {
        x: f32,
        y: f32,
        up: bool,
        face: Face,
        size: f32,
        text: String,
    },
    /// How light the letters that follow are: 0 is black.
    Ink(f32),
}

impl Item {
    /// What it writes, if anything.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } | Self::Turned { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// One page's items; grounds are painted first.
pub type Sheet = Vec<Item>;

/// The PDF.
pub fn pdf(sheets: &[Sheet], size: (f32, f32), identity: bool) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.7");
    let pages = pdf.new_object_id();
    let mut fonts = lopdf::Dictionary::new();
    for face in Face::ALL {
        let font = if identity {
            wide_font(&mut pdf, face)
        } else {
            font(&mut pdf, face)
        };
        fonts.set(format!("F{}", face.index()), font);
    }
    let resources = pdf.add_object(dictionary! { "Font" => fonts });
    let kids: Vec<Object> = sheets
        .iter()
        .map(|sheet| {
            let content = pdf.add_object(Stream::new(
                dictionary! {},
                content(sheet, size.1, identity),
            ));
            let page = dictionary! {
                "Type" => "Page",
                "Parent" => pages,
                "MediaBox" => vec![0.into(), 0.into(), size.0.into(), size.1.into()],
                "Resources" => resources,
                "Contents" => content,
            };
            pdf.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(pages, Object::Dictionary(tree));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn font(pdf: &mut Pdf, face: Face) -> Object {
    let widths: Vec<Object> = face
        .widths()
        .iter()
        .map(|width| i64::from(*width).into())
        .collect();
    let font = dictionary! {
        "Type" => "Font",
        "Subtype" => "Type1",
        "BaseFont" => face.name(),
        "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32,
        "LastChar" => 255,
        "Widths" => widths,
    };
    pdf.add_object(font).into()
}

/// A font of two-byte codes, that are those of WinAnsiEncoding, told by a `ToUnicode` table.
fn wide_font(pdf: &mut Pdf, face: Face) -> Object {
    let mut table = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    for part in (32_u8..=255).collect::<Vec<_>>().chunks(100) {
        table.push_str(&format!("{} beginbfchar\n", part.len()));
        for code in part {
            table.push_str(&format!(
                "<{:04X}> <{:04X}>\n",
                code,
                u32::from(character(*code))
            ));
        }
        table.push_str("endbfchar\n");
    }
    table.push_str("endcmap end end");
    let table = pdf.add_object(Stream::new(dictionary! {}, table.into_bytes()));
    let widths: Vec<Object> = face
        .widths()
        .iter()
        .map(|width| i64::from(*width).into())
        .collect();
    let descriptor = pdf.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => face.name(),
        "Flags" => if face.bold { 0x40000 + 32 } else { 32 },
        "FontBBox" => vec![(-200).into(), (-250).into(), 1200.into(), 950.into()],
        "ItalicAngle" => 0,
        "Ascent" => 750,
        "Descent" => -250,
        "CapHeight" => 700,
        "StemV" => if face.bold { 140 } else { 80 },
    });
    let descendant = pdf.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => face.name(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 500,
        "W" => vec![32.into(), Object::Array(widths)],
    });
    let font = dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => face.name(),
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
        "ToUnicode" => table,
    };
    pdf.add_object(font).into()
}

fn content(sheet: &Sheet, height: f32, identity: bool) -> Vec<u8> {
    let mut out = String::new();
    for item in sheet {
        if let Item::Ground {
            area: [x0, y0, x1, y1],
            grey,
        } = item
        {
            let (y, w, h) = (height - y1, x1 - x0, y1 - y0);
            out.push_str(&format!(
                "{grey:.2} g {x0:.2} {y:.2} {w:.2} {h:.2} re f 0 g\n"
            ));
        }
    }
    for item in sheet {
        match item {
            Item::Ground { .. } => {}
            Item::Ink(grey) => out.push_str(&format!("{grey:.2} g\n")),
            Item::Rule { from, to, width } => out.push_str(&format!(
                "{width:.2} w {:.2} {:.2} m {:.2} {:.2} l S\n",
                from.0,
                height - from.1,
                to.0,
                height - to.1
            )),
            Item::Text {
                x,
                base,
                face,
                size,
                text,
            } => {
                let codes = codes(text, identity);
                out.push_str(&format!(
                    "BT /F{} {size:.2} Tf 1 0 0 1 {x:.2} {:.2} Tm <{codes}> Tj ET\n",
                    face.index(),
                    height - base
                ));
            }
            Item::Turned {
                x,
                y,
                up,
                face,
                size,
                text,
            } => {
                let turn = if *up { "0 1 -1 0" } else { "0 -1 1 0" };
                out.push_str(&format!(
                    "BT /F{} {size:.2} Tf {turn} {x:.2} {:.2} Tm <{}> Tj ET\n",
                    face.index(),
                    height - y,
                    codes(text, identity)
                ));
            }
        }
    }
    out.into_bytes()
}

/// The text's codes in hexadecimal digits.
fn codes(text: &str, identity: bool) -> String {
    let codes = text.chars().map(|c| {
        if identity {
            format!("{:04X}", code(c))
        } else {
            format!("{:02X}", code(c))
        }
    });
    codes.collect()
}
