//! Page understanding and assembly, on pages that no PDF was read for: words, lines and areas placed as the bytes say.

use namnd::assemble::assemble;
use namnd::flow::understand;
use namnd::geometry::Rect;
use namnd::output::{Format, Kalla, Textkalla};
use namnd::pdf::{
    Fill, FontId, FontInfo, Glyph, Image, PageContent, Rgb, Rule, RuleSource, Shape, Visibility,
};
use namnd::trace::Closed;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::invariants;
use super::source::Source;

/// Pages and glyphs at most: time goes into many small documents.
const PAGES: usize = 8;
const GLYPHS: usize = 4_000;
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

/// Words that something is made of, and some that are only words.
const WORDS: [&str; 64] = [
    "Indikator",
    "Årsmål",
    "KF:s",
    "årsmål",
    "Periodicitet",
    "Periodens",
    "utfall",
    "Aktivitet",
    "Startdatum",
    "Slutdatum",
    "Avvikelse",
    "Nämndmål:",
    "Nämndmål",
    "Bedömning",
    "Status",
    "Färdiggrad",
    "KF:s inriktningsmål:",
    "KF:s mål för verksamhetsområdet:",
    "1.1.",
    "1.2",
    "2.1.Alla",
    "Analys",
    "Kommentar:",
    "Beskrivning",
    "Förväntat resultat",
    "Uppfylls helt",
    "Uppfylls delvis",
    "80 %",
    "2,7 %",
    "1 250",
    "-12,4",
    "- 6 279",
    "2024-01-01",
    "VB 2024",
    "Tertial",
    "År",
    "Tas fram av nämnd",
    "Mnkr",
    "Budget",
    "Summa",
    "Totalt",
    "varav",
    "Sid 1 (9)",
    "2 (9)",
    "Innehåll",
    "........",
    "7",
    "Förslag till beslut",
    "1.",
    "2.",
    "•",
    "-",
    "arbe-",
    "tar",
    "nämnd/styrel",
    "se",
    "Handläggare",
    "Till",
    "Dnr 1.1-23/2024",
    "parker",
    "Rena",
    "gator.",
    "vi",
    "Verksamhetsplan 2024",
];

/// Understands and assembles pages twice.
pub fn check(data: &[u8]) {
    let pages = pages(data);
    let convert = || {
        let understood = understand(&pages, None, invariants::layouts());
        invariants::flow(&understood.flow);
        let source = Kalla {
            fil: "x".to_owned(),
            sha256: String::new(),
            format: Format::Pdf,
            sidor: u32::try_from(pages.len()).ok(),
            sidmatt: Vec::new(),
            taggad: false,
            producent: None,
            textkalla: Textkalla::Text,
            igenkanning: None,
        };
        assemble(understood, source, invariants::layouts(), None, &Closed)
    };
    let first = convert();
    assert_eq!(first, convert(), "another output the second time");
    invariants::output(&first);
    let glyphs = pages.iter().flat_map(|page| &page.glyphs);
    let layer: String = glyphs.map(|glyph| glyph.ch).collect();
    invariants::letters(&layer, &first);
}

/// Where the next thing goes and how it looks.
struct Pen {
    x: f32,
    y: f32,
    size: f32,
    font: FontId,
    color: Rgb,
    visibility: Visibility,
    angle: i16,
    artifact: bool,
}

impl Pen {
    fn new() -> Self {
        Self {
            x: 60.0,
            y: 80.0,
            size: 10.0,
            font: FontId(0),
            color: Rgb(0, 0, 0),
            visibility: Visibility::Visible,
            angle: 0,
            artifact: false,
        }
    }

    fn write(&mut self, page: &mut PageContent, text: &str) {
        for ch in text.chars() {
            let advance = self.size * if ch == ' ' { 0.28 } else { 0.5 };
            page.glyphs.push(Glyph {
                ch,
                confidence: Glyph::CERTAIN,
                rect: Rect::new(
                    self.x,
                    self.y - 0.8 * self.size,
                    self.x + advance,
                    self.y + 0.2 * self.size,
                ),
                x: self.x,
                y: self.y,
                size: self.size,
                angle: self.angle,
                font: self.font,
                color: self.color,
                visibility: self.visibility,
                mark: None,
                artifact: self.artifact,
                order: 0,
                string: 0,
            });
            self.x += advance;
        }
    }

    fn next_line(&mut self, leading: f32) {
        self.x = 60.0;
        self.y += self.size * leading;
    }
}

fn new_page(number: usize) -> PageContent {
    let font = |name: &str, bold, italic| FontInfo {
        name: name.to_owned(),
        bold,
        italic,
    };
    PageContent {
        number: u32::try_from(number).unwrap_or(1),
        width: WIDTH,
        height: HEIGHT,
        fonts: vec![
            font("A", false, false),
            font("A-Bold", true, false),
            font("A-Italic", false, true),
        ],
        ..PageContent::default()
    }
}

fn pages(data: &[u8]) -> Vec<PageContent> {
    let mut source = Source::new(data);
    let mut done = Vec::new();
    let mut page = new_page(1);
    let mut pen = Pen::new();
    let mut glyphs = 0;
    while !source.is_empty() && glyphs < GLYPHS {
        let before = page.glyphs.len();
        match source.byte() % 20 {
            0 => pen.x = source.share(WIDTH),
            1 => pen.y = source.share(HEIGHT),
            2 => pen.size = 1.0 + f32::from(source.byte() % 32),
            3 => pen.font = FontId(u16::from(source.byte() % 3)),
            4..=7 => {
                pen.write(&mut page, source.pick(&WORDS));
                let gap = source.byte();
                if gap.is_multiple_of(4) {
                    pen.write(&mut page, " ");
                } else {
                    pen.x += f32::from(gap % 64);
                }
            }
            8 => pen.next_line(1.2),
            9 => pen.next_line(f32::from(source.byte()) / 64.0),
            10 => odd_letters(&mut source, &mut pen, &mut page),
            11 => rule(&mut source, &pen, &mut page),
            12 => grid(&mut source, &pen, &mut page),
            13 => area(&mut source, &pen, &mut page),
            14 => {
                let color = Some(Rgb(source.byte(), 200, 0));
                let side = 1.0 + f32::from(source.byte() % 32);
                page.images.push(Image {
                    rect: Rect::new(pen.x, pen.y - side, pen.x + side, pen.y),
                    samples: (16, 16),
                    color,
                    filled: None,
                    mark: None,
                    artifact: false,
                });
            }
            15 => row(&mut source, &mut pen, &mut page),
            16 => look(&mut source, &mut pen),
            17 if done.len() + 1 < PAGES => {
                done.push(std::mem::replace(&mut page, new_page(done.len() + 2)));
                pen = Pen::new();
                if source.byte().is_multiple_of(2) {
                    furniture(done.len() + 1, &mut page);
                }
            }
            18 => pen.x += f32::from(source.byte()) / 16.0,
            _ => pen.y += f32::from(source.byte()) / 16.0 - 2.0,
        }
        glyphs += page.glyphs.len().saturating_sub(before);
        if !(-2.0 * WIDTH..3.0 * WIDTH).contains(&pen.x) {
            pen.x = 60.0;
        }
        if !(-HEIGHT..2.0 * HEIGHT).contains(&pen.y) {
            pen.y = 80.0;
        }
    }
    done.push(page);
    done
}

/// Characters of any kind that the reader hands on: no control characters, and composed if they can be.
fn odd_letters(source: &mut Source<'_>, pen: &mut Pen, page: &mut PageContent) {
    for _ in 0..source.byte() % 8 {
        let ch = char::from_u32(u32::from(source.pair())).filter(|ch| {
            !ch.is_control() && is_nfc_quick(std::iter::once(*ch)) == IsNormalized::Yes
        });
        pen.write(page, ch.unwrap_or('x').encode_utf8(&mut [0; 4]));
    }
}

fn look(source: &mut Source<'_>, pen: &mut Pen) {
    match source.byte() % 6 {
        0 => pen.visibility = Visibility::Visible,
        1 => {
            pen.visibility = source.pick(&[
                Visibility::Invisible,
                Visibility::Clipped,
                Visibility::OffPage,
                Visibility::Covered,
                Visibility::Blended,
            ]);
        }
        2 => pen.angle = source.pick(&[0, 90, 180, 270, 13]),
        3 => pen.angle = 0,
        4 => pen.artifact = source.byte().is_multiple_of(2),
        _ => pen.color = Rgb(source.byte(), source.byte(), 0),
    }
}

fn rule(source: &mut Source<'_>, pen: &Pen, page: &mut PageContent) {
    let how = source.byte();
    let horizontal = how.is_multiple_of(2);
    let length = source.share(if horizontal { WIDTH } else { HEIGHT });
    let (x1, y1) = if horizontal {
        (pen.x + length, pen.y + 0.5)
    } else {
        (pen.x + 0.5, pen.y + length)
    };
    page.rules.push(Rule {
        rect: Rect::new(pen.x, pen.y, x1, y1),
        horizontal,
        source: if how < 128 {
            RuleSource::Stroke
        } else {
            RuleSource::ThinFill
        },
        color: Rgb(0, 0, 0),
    });
}

/// Lines of a table, some of them left out.
fn grid(source: &mut Source<'_>, pen: &Pen, page: &mut PageContent) {
    let (rows, columns) = (1 + source.byte() % 6, 1 + source.byte() % 8);
    let (height, width) = (
        f32::from(4 + source.byte() % 60),
        f32::from(10 + source.byte() % 120),
    );
    let gone = source.byte();
    let mut draw = |number: u8, horizontal: bool| {
        if gone != 0 && number % 8 == gone % 8 {
            return;
        }
        let along = |number: u8, step: f32| f32::from(number) * step;
        let rect = if horizontal {
            let y = pen.y + along(number, height);
            Rect::new(pen.x, y, pen.x + along(columns, width), y + 0.5)
        } else {
            let x = pen.x + along(number, width);
            Rect::new(x, pen.y, x + 0.5, pen.y + along(rows, height))
        };
        page.rules.push(Rule {
            rect,
            horizontal,
            source: RuleSource::Stroke,
            color: Rgb(0, 0, 0),
        });
    };
    (0..=rows).for_each(|number| draw(number, true));
    (0..=columns).for_each(|number| draw(number, false));
}

fn area(source: &mut Source<'_>, pen: &Pen, page: &mut PageContent) {
    let (width, height) = (source.share(WIDTH), source.share(HEIGHT / 4.0));
    let grey = source.byte();
    page.fills.push(Fill {
        rect: Rect::new(pen.x, pen.y - height, pen.x + width, pen.y),
        color: Rgb(grey, grey, 255),
        shape: source.pick(&[Shape::Rectangle, Shape::Ellipse, Shape::Other]),
        order: 0,
        artifact: false,
    });
}

/// Words at even distances.
fn row(source: &mut Source<'_>, pen: &mut Pen, page: &mut PageContent) {
    let step = f32::from(20 + source.byte() % 128);
    let from = pen.x;
    for column in 0..1 + source.byte() % 8 {
        pen.x = from + f32::from(column) * step;
        let word = source.byte();
        if word < 224 {
            pen.write(page, WORDS[usize::from(word) % WORDS.len()]);
        }
    }
    pen.x = from;
    pen.y += pen.size * 1.2;
}

/// What stands at the top and the foot of every page.
fn furniture(number: usize, page: &mut PageContent) {
    for (y, text) in [(30.0, "Tjänsteutlåtande"), (820.0, "Sid")] {
        let mut pen = Pen { y, ..Pen::new() };
        pen.write(page, text);
        pen.x += 300.0;
        pen.write(page, &format!("{number} (9)"));
    }
}
