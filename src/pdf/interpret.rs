//! The content interpreter (ISO 32000-2, annex A): one method for each group of operators.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};

use super::canvas::{Canvas, Ink};
use super::color::{Space, shading_color};
use super::font::Fonts;
use super::image;
use super::layers::Layers;
use super::marks::{Mark, Marks};
use super::path::{self, PathBuilder};
use super::state::{Graphics, Paint, intersect};
use super::text::{INVISIBLE, TextMatrices};
use super::{MarkId, Shape, stream, strings};
use crate::diagnostics::Allvar;

/// Opaque enough to hide what lies beneath.
const OPAQUE: f64 = 0.99;
/// How often reading goes on after something in a content stream that cannot be read.
const MAX_RESUMPTIONS: u32 = 64;
/// Decoded forms that are kept for the page's next call, in bytes altogether.
const KEPT_FORMS: usize = 32 << 20;

/// Reads content streams onto a canvas.
pub(super) struct Interpreter<'c, 'l, 'a> {
    pub(super) canvas: &'c mut Canvas<'l>,
    pub(super) fonts: &'c Fonts<'a>,
    pub(super) images: &'c image::Images,
    pub(super) layers: &'c Layers,
    pub(super) state: Graphics<'a>,
    pub(super) marks: Marks,
    pub(super) matrices: TextMatrices,
    /// Number of the string shown.
    pub(super) string: u32,
    /// First glyph of this text object that clips.
    pub(super) text_clip_start: Option<usize>,
    saved: Vec<Graphics<'a>>,
    /// `q` beyond the limit, which were not saved.
    unsaved: u64,
    path: PathBuilder,
    /// `W` or `W*` was seen.
    clipping: bool,
    depth: u32,
    /// The form being run.
    form: Option<i32>,
    forms: HashMap<(u32, i32), Rc<Vec<u8>>>,
    kept: usize,
}

/// How many bytes to pass over where reading stopped: white space, then up to the next; `None` at the end.
fn gap(unread: &[u8]) -> Option<usize> {
    let start = unread
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && *byte != 0)?;
    let token = unread[start..]
        .iter()
        .position(|byte| byte.is_ascii_whitespace())
        .unwrap_or(unread.len() - start);
    Some(start + token.max(1))
}

/// The last operands as numbers; `None` when there are too few or others.
fn numbers<const N: usize>(instruction: &Instruction<'_, '_>) -> Option<[f64; N]> {
    let count = instruction.operands().count();
    let mut result = [0.0; N];
    let mut operands = instruction.operands().skip(count.checked_sub(N)?);
    for slot in &mut result {
        match operands.next()? {
            Object::Number(number) => *slot = number.as_f64(),
            _ => return None,
        }
    }
    Some(result)
}

fn last<'b, 'c>(instruction: &Instruction<'b, 'c>) -> Option<&'b Object<'c>> {
    instruction.operands().last()
}

fn name<'b, 'c>(instruction: &Instruction<'b, 'c>) -> Option<&'b Name<'c>> {
    match last(instruction)? {
        Object::Name(name) => Some(name),
        _ => None,
    }
}

impl<'c, 'l, 'a> Interpreter<'c, 'l, 'a> {
    pub(super) fn new(
        canvas: &'c mut Canvas<'l>,
        fonts: &'c Fonts<'a>,
        images: &'c image::Images,
        layers: &'c Layers,
        initial: Affine,
    ) -> Self {
        Self {
            canvas,
            fonts,
            images,
            layers,
            state: Graphics::new(initial),
            marks: Marks::default(),
            matrices: TextMatrices::default(),
            string: 0,
            text_clip_start: None,
            saved: Vec::new(),
            unsaved: 0,
            path: PathBuilder::default(),
            clipping: false,
            depth: 0,
            form: None,
            forms: HashMap::new(),
            kept: 0,
        }
    }

    /// Runs a content stream.
    pub(super) fn run(&mut self, content: &[u8], resources: &Resources<'a>) {
        let saved_base = self.saved.len();
        let marks_base = self.marks.depth();
        let mut rest = content;
        for attempt in 0..=MAX_RESUMPTIONS {
            let read = self.instructions(rest, resources, saved_base, marks_base);
            let Some(gap) = rest
                .get(read..)
                .and_then(gap)
                .filter(|_| !self.canvas.stopped)
            else {
                break;
            };
            self.canvas
                .notes
                .add("innehall-trasigt", Allvar::Varning, || {
                    "the content cannot be read in one place: reading goes on after it".to_owned()
                });
            if attempt == MAX_RESUMPTIONS {
                break;
            }
            rest = rest.get(read + gap..).unwrap_or_default();
        }
        while self.marks.depth() > marks_base {
            self.end_mark(marks_base);
        }
        if self.saved.len() > saved_base {
            self.saved.truncate(saved_base + 1);
            self.restore(saved_base);
        }
    }

    /// Runs instructions up to the first that cannot be read; how many bytes were read.
    fn instructions(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        saved_base: usize,
        marks_base: usize,
    ) -> usize {
        let mut read = 0;
        let mut operations = UntypedIter::new(content);
        while let Some(instruction) = operations.next() {
            if !self.canvas.count_operator() {
                break;
            }
            let operator: &[u8] = instruction.operator;
            // The operator is a part of the content, unless it holds escapes.
            let end = operator
                .as_ptr()
                .addr()
                .wrapping_sub(content.as_ptr().addr())
                .wrapping_add(operator.len());
            if end <= content.len() {
                read = end;
            }
            if self
                .operator(&instruction, resources, saved_base, marks_base)
                .is_none()
            {
                self.canvas.notes.add("operander-saknas", Allvar::Info, || {
                    let operator = String::from_utf8_lossy(operator).into_owned();
                    format!("the operator {operator} lacks operands and is passed over")
                });
            }
        }
        read
    }

    /// One operator; `None` when its operands are missing or of another kind.
    fn operator(
        &mut self,
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'a>,
        saved_base: usize,
        marks_base: usize,
    ) -> Option<()> {
        let operator: &[u8] = instruction.operator;
        match operator {
            b"q" => self.save(),
            b"Q" => self.restore(saved_base),
            b"cm" => {
                let matrix = Affine::new(numbers::<6>(instruction)?);
                self.state.ctm *= matrix;
            }
            b"w" => self.state.line_width = numbers::<1>(instruction)?[0],
            b"J" => self.state.line_cap = integer(numbers::<1>(instruction)?[0]),
            b"gs" => self.graphics_state(name(instruction)?, resources),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.build_path(operator, instruction)?
            }
            b"W" | b"W*" => self.clipping = true,
            b"n" => self.end_path(),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                self.paint_path(operator)
            }
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                self.device_color(operator, instruction)?
            }
            b"cs" | b"CS" => self.color_space(operator == b"CS", name(instruction)?, resources),
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                self.color(matches!(operator, b"SC" | b"SCN"), instruction, resources);
            }
            b"sh" => self.shading(name(instruction)?, resources),
            b"Do" => self.x_object(name(instruction)?, resources),
            b"BI" => match last(instruction)? {
                Object::Stream(stream) => self.image(stream, resources, true),
                _ => return None,
            },
            b"BT" => self.matrices = TextMatrices::default(),
            b"ET" => self.end_text(),
            b"BMC" | b"BDC" => self.begin_mark(instruction, resources)?,
            b"EMC" => self.end_mark(marks_base),
            _ => return self.text_operator(operator, instruction, resources),
        }
        Some(())
    }

    fn text_operator(
        &mut self,
        operator: &[u8],
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'a>,
    ) -> Option<()> {
        let string = || match last(instruction) {
            Some(Object::String(text)) => Some(text),
            _ => None,
        };
        match operator {
            b"Tc" => self.state.text.char_spacing = numbers::<1>(instruction)?[0],
            b"Tw" => self.state.text.word_spacing = numbers::<1>(instruction)?[0],
            b"Tz" => self.state.text.scale = numbers::<1>(instruction)?[0] / 100.0,
            b"TL" => self.state.text.leading = numbers::<1>(instruction)?[0],
            b"Ts" => self.state.text.rise = numbers::<1>(instruction)?[0],
            b"Tr" => self.state.text.mode = integer(numbers::<1>(instruction)?[0]),
            b"Tf" => {
                let size = numbers::<1>(instruction)?[0];
                let count = instruction.operands().count();
                let Some(Object::Name(name)) = instruction.operands().nth(count.checked_sub(2)?)
                else {
                    return None;
                };
                self.choose_font(resources.get_font(name), size, name);
            }
            b"Td" => {
                let [x, y] = numbers(instruction)?;
                self.matrices.next_line(x, y);
            }
            b"TD" => {
                let [x, y] = numbers(instruction)?;
                self.state.text.leading = -y;
                self.matrices.next_line(x, y);
            }
            b"Tm" => self.matrices.set(Affine::new(numbers::<6>(instruction)?)),
            b"T*" => self.matrices.next_line(0.0, -self.state.text.leading),
            b"Tj" => self.show_string(string()?.as_bytes()),
            b"'" => {
                self.matrices.next_line(0.0, -self.state.text.leading);
                self.show_string(string()?.as_bytes());
            }
            b"\"" => {
                let count = instruction.operands().count();
                let mut operands = instruction.operands().skip(count.saturating_sub(3));
                if let (Some(Object::Number(word)), Some(Object::Number(letter))) =
                    (operands.next(), operands.next())
                {
                    self.state.text.word_spacing = word.as_f64();
                    self.state.text.char_spacing = letter.as_f64();
                }
                self.matrices.next_line(0.0, -self.state.text.leading);
                self.show_string(string()?.as_bytes());
            }
            b"TJ" => match last(instruction)? {
                Object::Array(array) => self.show_array(array),
                Object::String(text) => self.show_string(text.as_bytes()),
                _ => return None,
            },
            // Nothing that is read depends on these.
            b"j" | b"M" | b"d" | b"ri" | b"i" | b"d0" | b"d1" | b"MP" | b"DP" | b"BX" | b"EX" => {}
            _ => self.canvas.notes.add("okand-operator", Allvar::Info, || {
                let shown: String = String::from_utf8_lossy(operator).chars().take(20).collect();
                format!("the operator {shown:?} is unknown and is passed over")
            }),
        }
        Some(())
    }

    pub(super) fn choose_font(&mut self, dict: Option<Dict<'a>>, size: f64, name: &Name<'_>) {
        let font = match dict {
            Some(dict) => self.fonts.load(&dict),
            None => self.fonts.missing(),
        };
        if !font.readable {
            self.canvas.notes.add("typsnitt-saknas", Allvar::Varning, || {
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                format!("the font {name} ({}) cannot be read: its characters and widths are guessed", font.info.name)
            });
        }
        self.state.text.font = Some(font);
        self.state.text.size = size;
    }

    fn save(&mut self) {
        if self.saved.len() as u64 >= u64::from(self.canvas.limits.saved_states) {
            self.unsaved += 1;
            self.canvas.notes.limit(
                "grans-tillstand",
                format_args!("{} saved graphics states", self.canvas.limits.saved_states),
            );
        } else {
            self.saved.push(self.state.clone());
        }
    }

    fn restore(&mut self, base: usize) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if self.saved.len() > base
            && let Some(state) = self.saved.pop()
        {
            self.state = state;
        }
    }

    fn graphics_state(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(dict) = resources.get_ext_g_state(name) else {
            return;
        };
        if let Some(width) = dict.get::<f64>("LW") {
            self.state.line_width = width;
        }
        if let Some(cap) = dict.get::<f64>("LC") {
            self.state.line_cap = integer(cap);
        }
        if let Some(alpha) = dict.get::<f64>("ca") {
            self.state.fill_alpha = alpha;
        }
        if let Some(alpha) = dict.get::<f64>("CA") {
            self.state.stroke_alpha = alpha;
        }
        if let Some(font) = dict.get::<Array<'a>>("Font") {
            let mut items = font.iter::<Object<'a>>();
            if let (Some(Object::Dict(dict)), Some(Object::Number(size))) =
                (items.next(), items.next())
            {
                self.choose_font(Some(dict), size.as_f64(), name);
            }
        }
        let normal = |blend: &Name<'_>| matches!(blend.as_ref(), b"Normal" | b"Compatible");
        match dict.get::<Object<'_>>("BM") {
            Some(Object::Name(blend)) => self.state.blended = !normal(&blend),
            Some(Object::Array(blends)) => {
                self.state.blended = blends
                    .iter::<Name<'_>>()
                    .next()
                    .is_some_and(|blend| !normal(&blend));
            }
            _ => {}
        }
        match dict.get::<Object<'_>>("SMask") {
            Some(Object::Name(_)) => self.state.masked = false,
            Some(Object::Dict(_)) => self.state.masked = true,
            _ => {}
        }
    }

    fn build_path(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) -> Option<()> {
        let ctm = self.state.ctm;
        match operator {
            b"m" => self
                .path
                .move_to(ctm, <(f64, f64)>::from(numbers::<2>(instruction)?).into()),
            b"l" => self
                .path
                .line_to(ctm, <(f64, f64)>::from(numbers::<2>(instruction)?).into()),
            b"c" => {
                let [x1, y1, x2, y2, x3, y3] = numbers(instruction)?;
                self.path.curve_to(
                    ctm,
                    Some(Point::new(x1, y1)),
                    Some(Point::new(x2, y2)),
                    Point::new(x3, y3),
                );
            }
            b"v" => {
                let [x2, y2, x3, y3] = numbers(instruction)?;
                self.path
                    .curve_to(ctm, None, Some(Point::new(x2, y2)), Point::new(x3, y3));
            }
            b"y" => {
                let [x1, y1, x3, y3] = numbers(instruction)?;
                self.path
                    .curve_to(ctm, Some(Point::new(x1, y1)), None, Point::new(x3, y3));
            }
            b"h" => self.path.close(),
            _ => self.path.rectangle(ctm, numbers(instruction)?),
        }
        Some(())
    }

    /// What a fill (or a stroke) is painted with; `None` when nothing is seen of it.
    fn ink(&self, stroke: bool) -> Option<Ink> {
        let state = &self.state;
        let (paint, alpha) = if stroke {
            (&state.stroke, state.stroke_alpha)
        } else {
            (&state.fill, state.fill_alpha)
        };
        let alpha = alpha * state.group_alpha;
        (alpha > INVISIBLE && !paint.space.paints_nothing() && !self.marks.is_hidden()).then_some(
            Ink {
                color: paint.rgb,
                opaque: alpha >= OPAQUE && paint.solid && !state.blended && !state.masked,
                artifact: self.marks.is_artifact(),
            },
        )
    }

    fn paint_path(&mut self, operator: &[u8]) {
        if matches!(operator, b"s" | b"b" | b"b*") {
            self.path.close();
        }
        let path = self.path.take();
        if !path.elements().is_empty() {
            let fills = !matches!(operator, b"S" | b"s");
            let strokes = !matches!(operator, b"f" | b"F" | b"f*");
            if fills && let Some(ink) = self.ink(false) {
                let even_odd = matches!(operator, b"f*" | b"B*" | b"b*");
                if self.state.text_clip.is_some() {
                    self.show_through(path.bounding_box());
                } else {
                    path::fill(self.canvas, &path, even_odd, ink, &self.state.clip);
                }
            }
            if strokes && let Some(ink) = self.ink(true) {
                path::stroke(self.canvas, &path, &self.state, ink);
            }
        }
        self.clip(&path);
    }

    fn end_path(&mut self) {
        let path = self.path.take();
        self.clip(&path);
    }

    fn clip(&mut self, path: &BezPath) {
        if std::mem::take(&mut self.clipping) {
            self.state.clip = path::clip_to(path, self.state.clip);
        }
    }

    fn device_color(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) -> Option<()> {
        let (space, rgb) = match operator {
            b"g" | b"G" => (Space::Gray, Space::Gray.rgb(&numbers::<1>(instruction)?)),
            b"rg" | b"RG" => (Space::Rgb, Space::Rgb.rgb(&numbers::<3>(instruction)?)),
            _ => (Space::Cmyk, Space::Cmyk.rgb(&numbers::<4>(instruction)?)),
        };
        let paint = Paint {
            space: Rc::new(space),
            rgb,
            solid: true,
        };
        if operator.first().is_some_and(u8::is_ascii_uppercase) {
            self.state.stroke = paint;
        } else {
            self.state.fill = paint;
        }
        Some(())
    }

    fn color_space(&mut self, stroke: bool, name: &Name<'_>, resources: &Resources<'a>) {
        let object = Object::Name(name.clone());
        let found = match Space::device(name) {
            Some(space) => Some(Rc::new(space)),
            None => resources
                .get_color_space(name)
                .and_then(|object| Space::new(&object, Some(resources))),
        };
        let space = found.unwrap_or_else(|| {
            self.canvas.notes.add("farg-okand", Allvar::Info, || {
                format!("the colour space {object} cannot be read: its colours are taken for black")
            });
            Rc::new(Space::Gray)
        });
        let paint = Paint {
            rgb: space.initial(),
            solid: true,
            space,
        };
        if stroke {
            self.state.stroke = paint;
        } else {
            self.state.fill = paint;
        }
    }

    fn color(
        &mut self,
        stroke: bool,
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'a>,
    ) {
        let components: Vec<f64> = instruction
            .operands()
            .filter_map(|operand| match operand {
                Object::Number(number) => Some(number.as_f64()),
                _ => None,
            })
            .collect();
        let pattern = name(instruction).and_then(|name| resources.get_pattern(name));
        let paint = if stroke {
            &mut self.state.stroke
        } else {
            &mut self.state.fill
        };
        paint.rgb = paint.space.rgb(&components);
        paint.solid = true;
        if let Some(pattern) = pattern {
            // A shading fills; a tiling may have holes.
            let shading = match &pattern {
                Object::Dict(dict) => dict.get::<Object<'a>>("Shading"),
                _ => None,
            };
            paint.solid = shading.is_some();
            if let Some((dict, _)) = shading
                .as_ref()
                .and_then(hayro_syntax::object::dict_or_stream)
            {
                paint.rgb = shading_color(dict, resources).unwrap_or(paint.rgb);
            }
        }
    }

    /// `sh`: fills what the clip leaves.
    fn shading(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(mut ink) = self.ink(false) else {
            return;
        };
        let area = intersect(self.state.clip.rect, self.canvas.page);
        if self.state.text_clip.is_some() {
            return self.show_through(area);
        }
        let shading = resources.get_shading(name);
        let dict = shading
            .as_ref()
            .and_then(hayro_syntax::object::dict_or_stream);
        ink.color = dict
            .and_then(|(dict, _)| shading_color(dict, resources))
            .unwrap_or(super::Rgb(128, 128, 128));
        // A shading need not extend beyond its ends.
        ink.opaque = false;
        let shape = if self.state.clip.exact {
            Shape::Rectangle
        } else {
            Shape::Other
        };
        self.canvas
            .add_fill(area, shape, None, ink, &self.state.clip);
    }

    fn x_object(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(object) = resources.get_x_object(name) else {
            self.canvas.notes.add("objekt-saknas", Allvar::Varning, || {
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                format!("the external object {name} is missing")
            });
            return;
        };
        let dict = object.dict();
        let hidden = dict
            .get::<Dict<'_>>("OC")
            .is_some_and(|group| self.layers.is_hidden(&group));
        self.marks.begin(Mark {
            hidden,
            start: self.canvas.glyphs.len(),
            ..Mark::default()
        });
        let base = self.marks.depth().saturating_sub(1);
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.image(&object, resources, false),
            Some(b"Form") => self.form(&object, resources),
            _ if dict.contains_key("BBox") => self.form(&object, resources),
            _ => {}
        }
        self.end_mark(base);
    }

    /// A form: its own matrix, clip and resources (ISO 32000-2, 8.10).
    pub(super) fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>) {
        if !self.canvas.count_form(self.depth) {
            return;
        }
        let Some(content) = self.form_content(form) else {
            return;
        };
        let dict = form.dict();
        let state = self.state.clone();
        let matrices = std::mem::take(&mut self.matrices);
        let path = std::mem::take(&mut self.path);
        let text_clip_start = self.text_clip_start.take();
        let around =
            std::mem::replace(&mut self.form, i32::try_from(form.obj_id().obj_number).ok());
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            self.state.ctm *= Affine::new(matrix);
        }
        if let Some(bounds) = dict.get::<hayro_syntax::object::Rect>("BBox") {
            let mut outline = PathBuilder::default();
            outline.rectangle(
                self.state.ctm,
                [bounds.x0, bounds.y0, bounds.width(), bounds.height()],
            );
            self.state.clip = path::clip_to(&outline.take(), self.state.clip);
        }
        if dict.contains_key("Group") {
            self.state.group_alpha *= self.state.fill_alpha;
            self.state.fill_alpha = 1.0;
            self.state.stroke_alpha = 1.0;
        }
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        self.depth += 1;
        self.run(&content, own.as_ref().unwrap_or(resources));
        self.depth -= 1;
        self.form = around;
        self.text_clip_start = text_clip_start;
        self.path = path;
        self.matrices = matrices;
        self.state = state;
    }

    fn form_content(&mut self, form: &Stream<'a>) -> Option<Rc<Vec<u8>>> {
        let id = form.obj_id();
        let key = (id.obj_number, id.gen_number);
        if let Some(known) = self.forms.get(&key) {
            return Some(Rc::clone(known));
        }
        let content = Rc::new(stream::decode(form, self.canvas)?);
        if self.kept.saturating_add(content.len()) <= KEPT_FORMS {
            self.kept += content.len();
            self.forms.insert(key, Rc::clone(&content));
        }
        Some(content)
    }

    /// An image where the unit square lands.
    fn image<'s>(&mut self, stream: &Stream<'s>, resources: &Resources<'s>, inline: bool) {
        let Some(ink) = self.ink(false) else {
            return;
        };
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
            .map(|(x, y)| self.state.ctm * Point::new(x, y));
        let area = corners
            .iter()
            .fold(Rect::from_points(corners[0], corners[0]), |all, corner| {
                all.union_pt(*corner)
            });
        if self.state.text_clip.is_some() {
            return self.show_through(area);
        }
        let Some(part) = self.canvas.visible(area, &self.state.clip) else {
            return;
        };
        let [a, b, c, d, ..] = self.state.ctm.as_coeffs();
        let upright = (b.abs() < 0.1 && c.abs() < 0.1) || (a.abs() < 0.1 && d.abs() < 0.1);
        let look = self
            .images
            .look(stream, resources, ink.color, inline, self.canvas);
        let opaque = ink.opaque && look.opaque && upright && self.state.clip.exact;
        let image = super::Image {
            rect: super::canvas::to_rect(part),
            samples: look.samples,
            color: look.color,
            filled: look.filled,
            mark: self.marks.mark(),
            artifact: ink.artifact,
        };
        self.canvas.add_image(image, opaque);
    }

    fn begin_mark(
        &mut self,
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'a>,
    ) -> Option<()> {
        let mut operands = instruction.operands();
        let Object::Name(tag) = operands.next()? else {
            return None;
        };
        let mut mark = Mark {
            artifact: tag.as_ref() == b"Artifact",
            start: self.canvas.glyphs.len(),
            ..Mark::default()
        };
        match operands.next() {
            Some(Object::Dict(properties)) => self.apply(&mut mark, tag, properties),
            Some(Object::Name(name)) => {
                if let Some(properties) = resources.properties.get::<Dict<'a>>(name.as_ref()) {
                    self.apply(&mut mark, tag, &properties);
                }
            }
            _ => {}
        }
        self.marks.begin(mark);
        Some(())
    }

    /// What a property list says of a mark.
    fn apply(&self, mark: &mut Mark, tag: &Name<'_>, properties: &Dict<'_>) {
        mark.id = properties.get::<u32>("MCID").map(|mcid| MarkId {
            mcid,
            form: self.form,
        });
        mark.hidden = tag.as_ref() == b"OC" && self.layers.is_hidden(properties);
        mark.actual_text = properties
            .get::<hayro_syntax::object::String<'_>>("ActualText")
            .map(|text| strings::decode(text.as_bytes()));
    }

    /// `EMC`.
    pub(super) fn end_mark(&mut self, base: usize) {
        if let Some(mark) = self.marks.end(base)
            && let Some(text) = mark.actual_text
        {
            super::actual::replace(&mut self.canvas.glyphs, mark.start, &text);
        }
    }
}

/// A number that should be a whole one.
#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn integer(number: f64) -> i64 {
    number as i64
}
