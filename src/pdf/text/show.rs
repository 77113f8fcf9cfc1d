//! Showing text (ISO 32000-2, 9.4): from strings to glyphs.

use std::rc::Rc;

use hayro_syntax::object::{Array, Object};
use kurbo::{Affine, Rect, Vec2};

use crate::pdf::Severity;
use crate::pdf::content::canvas::to_rect;
use crate::pdf::content::interpreter::Interpreter;
use crate::pdf::content::plain::{Piece, Shown};
use crate::pdf::content::state::{common, intersect};
use crate::pdf::text::codes::Code;
use crate::pdf::text::fonts::LoadedFont;
use crate::pdf::text::pen::{Pen, Upright, is_finite, linear};
use crate::pdf::text::unicode;
use crate::pdf::{FontId, FontInfo, Glyph, Visibility};

/// A matrix that slants letters by more than this (shear per height) makes them italic.
const SLANT: f64 = 0.1;
/// Less opaque than this is not seen.
pub(crate) const INVISIBLE: f64 = 0.01;

/// The text object's matrices.
#[derive(Clone, Copy)]
pub(crate) struct TextMatrices {
    /// Where the next glyph goes.
    pub(crate) text: Affine,
    /// Where the line began.
    pub(crate) line: Affine,
}

impl Default for TextMatrices {
    fn default() -> Self {
        Self {
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }
}

impl TextMatrices {
    /// `Td`.
    pub(crate) fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line * Affine::translate((x, y)));
    }

    /// `Tm`.
    pub(crate) fn set(&mut self, matrix: Affine) {
        self.line = matrix;
        self.text = matrix;
    }
}

impl<'a> Interpreter<'_, '_, 'a> {
    /// `TJ`.
    pub(crate) fn show_array(&mut self, array: &Array<'_>) {
        self.string = self.string.wrapping_add(1);
        let mut pen = None;
        for item in array.iter::<Object<'_>>() {
            match item {
                Object::String(text) => {
                    let pen = pen.get_or_insert_with(|| self.pen());
                    self.show(text.as_bytes(), pen);
                }
                Object::Number(number) => self.shift(number.as_f64()),
                _ => {}
            }
        }
    }

    /// `TJ` and `Tj` in plain writing.
    pub(crate) fn show_pieces(&mut self, shown: &Shown) {
        self.string = self.string.wrapping_add(1);
        let mut pen = None;
        let mut start = 0;
        for piece in &shown.pieces {
            match *piece {
                Piece::Text(end) => {
                    let pen = pen.get_or_insert_with(|| self.pen());
                    self.show(shown.bytes.get(start..end).unwrap_or_default(), pen);
                    start = end;
                }
                Piece::Shift(number) => self.shift(number),
            }
        }
    }

    /// Moves on by a number of `TJ`: thousandths of an em, backwards.
    fn shift(&mut self, number: f64) {
        let text = &self.state.text;
        let shift = -number / 1000.0 * text.size;
        let horizontal = text.font.as_ref().is_none_or(|font| font.is_horizontal());
        self.advance(if horizontal {
            Vec2::new(shift * text.scale, 0.0)
        } else {
            Vec2::new(0.0, shift)
        });
    }

    /// `Tj`.
    pub(crate) fn show_string(&mut self, bytes: &[u8]) {
        self.string = self.string.wrapping_add(1);
        let mut pen = self.pen();
        self.show(bytes, &mut pen);
    }

    fn advance(&mut self, by: Vec2) {
        if by.is_finite() {
            // The product with a translation, which changes nothing but where the next glyph goes.
            let [a, b, c, d, e, f] = self.matrices.text.as_coeffs();
            let (e, f) = (a * by.x + c * by.y + e, b * by.x + d * by.y + f);
            self.matrices.text = Affine::new([a, b, c, d, e, f]);
        }
    }

    /// What holds for all glyphs of the string that is shown now.
    fn pen(&mut self) -> Pen<'a> {
        let font = self.state.text.font.clone().unwrap_or_else(|| {
            self.canvas
                .remarks
                .add("typsnitt-saknas", Severity::Warning, || {
                    "text is shown before a font is chosen".to_owned()
                });
            self.fonts.missing()
        });
        let text = &self.state.text;
        let matrix = self.state.ctm * self.matrices.text;
        let glyph = linear(
            matrix * Affine::new([text.size * text.scale, 0.0, 0.0, text.size, 0.0, text.rise]),
        );
        let [a, b, c, d] = glyph;
        let (angle, size) = if b == 0.0 && c == 0.0 && a > 0.0 {
            // What the other branch gives for nearly all text, without trigonometry.
            (0, d.abs() as f32)
        } else {
            (
                b.atan2(a).to_degrees().round().rem_euclid(360.0) as i16,
                c.hypot(d) as f32,
            )
        };
        let paint = if matches!(text.mode, 1 | 5) {
            &self.state.stroke
        } else {
            &self.state.fill
        };
        // Glyphs that clip are kept in mind one by one.
        let upright = Upright::of(&font, glyph).filter(|_| text.mode < 4);
        let mut pen = Pen {
            font,
            text: linear(matrix),
            glyph,
            finite: glyph.iter().all(|number| number.is_finite()),
            user: self.state.ctm,
            has_looks: false,
            alike: Glyph {
                ch: ' ',
                confidence: Glyph::CERTAIN,
                rect: crate::geometry::Rect::default(),
                x: 0.0,
                y: 0.0,
                size,
                angle,
                font: FontId(0),
                color: paint.rgb,
                visibility: if self.is_painted() {
                    Visibility::Visible
                } else {
                    Visibility::Invisible
                },
                mark: self.marks.mark(),
                artifact: self.marks.is_artifact(),
                order: 0,
                string: self.string,
            },
            clip: self.state.clip.rect,
            seen: common(self.state.clip.rect, self.canvas.page),
            clips: text.mode >= 4,
            level: None,
        };
        pen.level = upright.and_then(|upright| pen.level(&upright, &self.matrices.text, text.rise));
        pen
    }

    #[inline(always)] // Programs that kern write a string for each letter.
    fn show(&mut self, bytes: &[u8], pen: &mut Pen<'a>) {
        let mut offset = 0;
        loop {
            offset = self.show_level(bytes, offset, pen);
            if offset >= bytes.len() || self.canvas.stopped {
                break;
            }
            offset += self.show_code(bytes, offset, pen);
        }
    }

    /// Shows the codes from the offset on that stand for one letter each, if letters stand upright on a level line, in
    /// few steps: most text is of them. The offset of the first that does not.
    fn show_level(&mut self, bytes: &[u8], mut offset: usize, pen: &mut Pen<'a>) -> usize {
        let Some(level) = &mut pen.level else {
            return offset;
        };
        let text = &self.state.text;
        let (size, scale, spacing) = (text.size, text.scale, text.char_spacing);
        let word_spacing = text.word_spacing;
        let [a, b, c, d, mut x, y] = self.matrices.text.as_coeffs();
        while offset < bytes.len() && !self.canvas.stopped {
            let Some(code) = pen.font.plain(bytes, offset) else {
                break;
            };
            offset += code.length;
            if !pen.has_looks {
                pen.alike.font = self.font_id(&pen.font, pen.glyph);
                pen.has_looks = true;
                level.alike.font = pen.alike.font;
            }
            match level.glyph(x, &code) {
                Some(glyph) => self.canvas.add_glyph(glyph),
                None => self.note_no_place(),
            }
            let space = if code.is_space { word_spacing } else { 0.0 };
            let by = (code.width * size + (spacing + space)) * scale;
            if by.is_finite() {
                x += a * by;
            }
        }
        self.matrices.text = Affine::new([a, b, c, d, x, y]);
        offset
    }

    /// Shows a code, whatever it stands for; returns its length.
    #[inline(never)] // Most text does without, and it would make the way of the other longer.
    fn show_code(&mut self, bytes: &[u8], offset: usize, pen: &mut Pen<'a>) -> usize {
        let (code, length, meaning) = pen.font.read(bytes, offset);
        self.paint(pen, code, &meaning);
        let text = &self.state.text;
        let extra = text.char_spacing + text.word_spacing(code, length);
        self.advance(if pen.font.is_horizontal() {
            Vec2::new((meaning.advance.x * text.size + extra) * text.scale, 0.0)
        } else {
            Vec2::new(0.0, meaning.advance.y * text.size + extra)
        });
        length
    }

    #[cold]
    fn note_no_place(&mut self) {
        self.canvas
            .remarks
            .add("orimliga-matt", Severity::Warning, || {
                "text without a place on the page".to_owned()
            });
    }

    /// Paints the letters of one code, each with its share of the advance.
    fn paint(&mut self, pen: &mut Pen<'a>, code: u32, meaning: &Code) {
        if !meaning.certain {
            self.note_unknown(&pen.font, code, meaning);
        }
        if meaning.letters.is_empty() {
            return;
        }
        let Some(place) = pen.place(&self.matrices.text, self.state.text.rise) else {
            self.note_no_place();
            return;
        };
        if !pen.has_looks {
            pen.alike.font = self.font_id(&pen.font, pen.glyph);
            pen.has_looks = true;
            if let Some(level) = &mut pen.level {
                level.alike.font = pen.alike.font;
            }
        }
        let width = if pen.font.is_horizontal() {
            meaning.advance.x
        } else {
            1.0
        };
        let share = width / meaning.letters.len() as f64;
        for (index, ch) in meaning.letters.iter().enumerate() {
            let left = meaning.displacement.x + share * index as f64;
            self.letter(pen, place, meaning, *ch, (left, share));
        }
    }

    /// Paints a letter: its left and its width are given in ems.
    fn letter(
        &mut self,
        pen: &Pen<'a>,
        place: (f64, f64),
        meaning: &Code,
        ch: char,
        (left, width): (f64, f64),
    ) {
        let (origin, bounds) = pen.bounds(place, left, meaning.displacement.y, width);
        self.canvas.has_accents |= unicode::as_mark(ch).is_some();
        let glyph = Glyph {
            ch,
            confidence: if meaning.certain {
                Glyph::CERTAIN
            } else {
                Glyph::GUESSED
            },
            rect: to_rect(bounds),
            x: origin.x as f32,
            y: origin.y as f32,
            visibility: pen.visibility(bounds.center()),
            ..pen.alike
        };
        if !is_finite(&glyph) {
            self.note_no_place();
            return;
        }
        if pen.clips && self.text_clip_start.is_none() {
            self.text_clip_start = Some(self.canvas.glyphs.len());
        }
        self.canvas.add_glyph(glyph);
    }

    #[cold]
    fn note_unknown(&mut self, font: &LoadedFont<'a>, code: u32, meaning: &Code) {
        // What a guess or a private character stands for is there; what U+FFFD stands for is not.
        let severity = match meaning.letters.first() {
            Some(&unicode::UNKNOWN) => Severity::Error,
            _ => Severity::Warning,
        };
        self.canvas.remarks.add("okant-tecken", severity, || {
            let stand_in = match meaning.letters.first() {
                Some(&unicode::UNKNOWN) => "U+FFFD stands for it",
                Some(ch) if unicode::is_private(*ch) => "its private character is kept",
                _ => "a guess stands for it",
            };
            format!(
                "the font {} does not tell which character code {code} is: {stand_in}",
                font.info.shown()
            )
        });
    }

    /// Whether a reader sees text that is shown now (render mode, opacity, hidden layers).
    fn is_painted(&self) -> bool {
        let state = &self.state;
        let filled = matches!(state.text.mode, 0 | 2 | 4 | 6)
            && state.fill_alpha * state.group_alpha > INVISIBLE
            && !state.fill.space.paints_nothing();
        let stroked = matches!(state.text.mode, 1 | 2 | 5 | 6)
            && state.stroke_alpha * state.group_alpha > INVISIBLE
            && !state.stroke.space.paints_nothing();
        (filled || stroked) && !self.marks.is_hidden()
    }

    /// The number of the font's looks, with weight and slope that only the drawing gives: letters filled and stroked in
    /// one colour are bold, slanted ones italic.
    fn font_id(&mut self, font: &Rc<LoadedFont<'a>>, [a, b, c, d]: [f64; 4]) -> FontId {
        let state = &self.state;
        let thick = matches!(state.text.mode, 2 | 6)
            && state.stroke.rgb == state.fill.rgb
            && state.line_width > 0.0;
        let look = (font.number, thick, [a, b, c, d]);
        if let Some((known, id)) = self.last_font
            && known == look
        {
            return id;
        }
        let along = a.hypot(b);
        let across = (a * d - b * c).abs() / along;
        let shear = (a * c + b * d).abs() / along;
        let slanted = along > 0.0 && across > 0.0 && shear / across > SLANT;
        let id = self.canvas.font_id(FontInfo {
            name: font.info.name.clone(),
            bold: font.info.bold || thick,
            italic: font.info.italic || slanted,
        });
        self.last_font = Some((look, id));
        id
    }

    /// `ET`: glyphs shown in a clipping mode clip from now on.
    pub(crate) fn end_text(&mut self) {
        if let Some(start) = self.text_clip_start.take() {
            let range = start.min(self.canvas.glyphs.len())..self.canvas.glyphs.len();
            if let Some(bounds) = self.canvas.glyphs[range.clone()]
                .iter()
                .map(bounds_of)
                .reduce(|a, b| a.union(b))
            {
                self.state.clip = self.state.clip.narrowed(bounds, false);
                self.state.text_clip = Some(range);
            }
        }
    }

    /// Something is painted while glyphs clip: where it paints, they are seen.
    pub(crate) fn show_through(&mut self, area: Rect) {
        let Some(range) = self.state.text_clip.clone() else {
            return;
        };
        if !self.canvas.count_comparisons(range.len()) {
            return;
        }
        let area = intersect(area, self.canvas.page);
        for glyph in self.canvas.glyphs.get_mut(range).unwrap_or_default() {
            let centre = bounds_of(glyph).center();
            if glyph.visibility == Visibility::Invisible && area.contains(centre) {
                glyph.visibility = Visibility::Visible;
            }
        }
    }
}

/// A glyph's box.
fn bounds_of(glyph: &Glyph) -> Rect {
    let rect = glyph.rect;
    Rect::new(
        rect.x0.into(),
        rect.y0.into(),
        rect.x1.into(),
        rect.y1.into(),
    )
}
