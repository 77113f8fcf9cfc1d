//! Documents drawn for the benchmarks: goals, running text and ruled tables over as many pages as asked for, tagged or not.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 72.0;
const SIZE: f32 = 10.0;
const LEADING: f32 = 13.0;
/// Left edges of a table's columns, and its right edge.
const COLUMNS: [f32; 5] = [72.0, 262.0, 342.0, 422.0, 523.0];
const HEADING: [&str; 4] = [
    "Indikator",
    "\u{c5}rsm\u{e5}l",
    "KF:s \u{e5}rsm\u{e5}l",
    "Periodicitet",
];
const WORDS: [&str; 24] = [
    "n\u{e4}mnden",
    "arbetar",
    "f\u{f6}r",
    "att",
    "parkerna",
    "ska",
    "vara",
    "rena",
    "och",
    "trygga",
    "hela",
    "\u{e5}ret",
    "med",
    "st\u{f6}d",
    "av",
    "f\u{f6}rvaltningen",
    "som",
    "f\u{f6}ljer",
    "upp",
    "varje",
    "enhets",
    "resultat",
    "i",
    "tertialrapporten",
];

/// What a drawn document is.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    /// Number of pages.
    pub pages: usize,
    /// With a structure tree.
    pub tagged: bool,
}

impl std::fmt::Display for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tagged = if self.tagged { "-tagged" } else { "" };
        write!(f, "{}-pages{tagged}", self.pages)
    }
}

/// The sizes and kinds that are measured.
pub const ALL: [Drawn; 6] = [
    Drawn {
        pages: 10,
        tagged: false,
    },
    Drawn {
        pages: 10,
        tagged: true,
    },
    Drawn {
        pages: 100,
        tagged: false,
    },
    Drawn {
        pages: 100,
        tagged: true,
    },
    Drawn {
        pages: 1000,
        tagged: false,
    },
    Drawn {
        pages: 1000,
        tagged: true,
    },
];

/// Draws a document; the same each time.
pub fn pdf(drawn: Drawn) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let pages = document.new_object_id();
    let fonts: Vec<ObjectId> = ["Helvetica", "Helvetica-Bold"]
        .iter()
        .map(|name| {
            document.add_object(dictionary! {
                "Type" => "Font",
                "Subtype" => "Type1",
                "BaseFont" => *name,
                "Encoding" => "WinAnsiEncoding",
            })
        })
        .collect();
    let mut kids = Vec::with_capacity(drawn.pages);
    let mut elements: Vec<Object> = Vec::new();
    for number in 0..drawn.pages {
        let page = document.new_object_id();
        let mut sheet = Sheet::new(&mut document, page, drawn.tagged.then_some(tree));
        sheet.fill(number, drawn);
        let (operations, children) = (sheet.operations, sheet.elements);
        let content = Content { operations }.encode().unwrap_or_default();
        let mut stream = Stream::new(Dictionary::new(), content);
        // A stream that does not become smaller is left as it is.
        let _ = stream.compress();
        let content = document.add_object(stream);
        document.objects.insert(
            page,
            Object::Dictionary(dictionary! {
                "Type" => "Page",
                "Parent" => pages,
                "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), PAGE.0.into(), PAGE.1.into()],
                "Resources" => dictionary! {
                    "Font" => dictionary! { "F0" => fonts[0], "F1" => fonts[1] },
                },
            }),
        );
        kids.push(page.into());
        elements.extend(children);
    }
    let count = i64::try_from(drawn.pages).unwrap_or(i64::MAX);
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids }),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    if drawn.tagged {
        document.objects.insert(
            tree,
            Object::Dictionary(dictionary! { "Type" => "StructTreeRoot", "K" => elements }),
        );
        catalog.set("StructTreeRoot", tree);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .expect("a drawn document can be written to memory");
    bytes
}

/// A page being drawn.
struct Sheet<'d> {
    document: &'d mut Document,
    page: ObjectId,
    /// The root of the structure tree, if there is one.
    tree: Option<ObjectId>,
    operations: Vec<Operation>,
    /// The page's structure elements.
    elements: Vec<Object>,
    marks: i64,
    y: f32,
}

impl<'d> Sheet<'d> {
    fn new(document: &'d mut Document, page: ObjectId, tree: Option<ObjectId>) -> Self {
        Self {
            document,
            page,
            tree,
            operations: Vec::new(),
            elements: Vec::new(),
            marks: 0,
            y: PAGE.1 - 72.0,
        }
    }

    fn fill(&mut self, number: usize, drawn: Drawn) {
        let mut words = WORDS.iter().cycle().skip(7 * number).copied();
        self.text(
            LEFT,
            PAGE.1 - 40.0,
            0,
            "Talln\u{e4}s n\u{e4}mnd f\u{f6}r parker",
            "Artifact",
        );
        self.text(
            LEFT,
            40.0,
            0,
            &format!("Sid {} ({})", number + 1, drawn.pages),
            "Artifact",
        );
        let title = format!(
            "N\u{e4}mndm\u{e5}l: {}.{} Rena parker",
            number / 9 + 1,
            number % 9 + 1
        );
        self.paragraph(&[title], 1, "H2");
        for _ in 0..3 {
            let line = |_| words.by_ref().take(12).collect::<Vec<_>>().join(" ");
            let lines: Vec<String> = (0..6).map(line).collect();
            self.paragraph(&lines, 0, "P");
        }
        self.table(number, &mut words);
        let lines: Vec<String> = (0..5)
            .map(|_| words.by_ref().take(12).collect::<Vec<_>>().join(" "))
            .collect();
        self.paragraph(&lines, 0, "P");
    }

    fn paragraph(&mut self, lines: &[String], font: usize, role: &str) {
        let first = self.marks;
        for line in lines {
            self.text(LEFT, self.y, font, line, role);
            self.y -= LEADING;
        }
        self.y -= LEADING / 2.0;
        let element = self.element(role, (first..self.marks).map(Object::from).collect());
        self.elements.push(element);
    }

    fn table(&mut self, number: usize, words: &mut impl Iterator<Item = &'static str>) {
        const ROWS: usize = 9;
        let height = 2.0 * LEADING;
        let top = self.y + LEADING;
        let mut rows: Vec<Object> = Vec::new();
        for row in 0..ROWS {
            let base = top - row as f32 * height - LEADING;
            let texts: [String; 4] = if row == 0 {
                HEADING.map(str::to_owned)
            } else {
                let name: Vec<&str> = words.take(4).collect();
                let value = (number * 7 + row * 13) % 100;
                [
                    name.join(" "),
                    format!("{value} %"),
                    "Tas fram av n\u{e4}mnd".to_owned(),
                    "Tertial".to_owned(),
                ]
            };
            let mut cells: Vec<Object> = Vec::new();
            for (text, x) in texts.iter().zip(COLUMNS) {
                let mark = self.marks;
                let (font, role) = if row == 0 { (1, "TH") } else { (0, "TD") };
                // The third column is narrow: its text stands on two lines.
                let (first, second) = match text.split_once(" av ") {
                    Some((first, second)) => (first.to_owned(), Some(format!("av {second}"))),
                    None => (text.clone(), None),
                };
                self.text(x + 3.0, base, font, &first, role);
                if let Some(second) = second {
                    self.text(x + 3.0, base - 11.0, font, &second, role);
                }
                let kids = (mark..self.marks).map(Object::from).collect();
                cells.push(self.element(role, kids));
            }
            rows.push(self.element("TR", cells));
        }
        let table = self.element("Table", rows);
        self.elements.push(table);
        let bottom = top - ROWS as f32 * height;
        for row in 0..=ROWS {
            let y = top - row as f32 * height;
            self.rule((COLUMNS[0], y), (COLUMNS[4], y));
        }
        for x in COLUMNS {
            self.rule((x, top), (x, bottom));
        }
        self.y = bottom - 1.5 * LEADING;
    }

    /// A structure element, in tagged documents only.
    fn element(&mut self, role: &str, kids: Vec<Object>) -> Object {
        let Some(tree) = self.tree else {
            return Object::Null;
        };
        let element = self.document.add_object(dictionary! {
            "Type" => "StructElem",
            "S" => role,
            "P" => tree,
            "Pg" => self.page,
            "K" => kids,
        });
        element.into()
    }

    fn operation(&mut self, operator: &str, operands: Vec<Object>) {
        self.operations.push(Operation::new(operator, operands));
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.operation("m", vec![from.0.into(), from.1.into()]);
        self.operation("l", vec![to.0.into(), to.1.into()]);
        self.operation("S", Vec::new());
    }

    fn text(&mut self, x: f32, y: f32, font: usize, text: &str, role: &str) {
        // All characters of the texts are in Latin-1, whose codes WinAnsiEncoding has.
        let bytes = text
            .chars()
            .map(|c| u8::try_from(c).unwrap_or(b'?'))
            .collect();
        let properties = if role == "Artifact" {
            dictionary! {}
        } else {
            self.marks += 1;
            dictionary! { "MCID" => self.marks - 1 }
        };
        self.operation("BDC", vec![role.into(), properties.into()]);
        self.operation("BT", Vec::new());
        self.operation("Tf", vec![format!("F{font}").into(), SIZE.into()]);
        self.operation("Td", vec![x.into(), y.into()]);
        self.operation("Tj", vec![Object::String(bytes, StringFormat::Literal)]);
        self.operation("ET", Vec::new());
        self.operation("EMC", Vec::new());
    }
}
