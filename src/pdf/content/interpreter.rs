//! The content interpreter (ISO 32000-2, annex A): one method for each group of operators.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};
use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Name, Object, ObjectIdentifier};
use hayro_syntax::page::Resources;
use kurbo::Affine;

use crate::pdf::Severity;
use crate::pdf::content::canvas::Canvas;
use crate::pdf::content::layers::Layers;
use crate::pdf::content::marks::Marks;
use crate::pdf::content::plain::{Operand, Plain, Shown};
use crate::pdf::content::state::Graphics;
use crate::pdf::file::objects::ResourceKey;
use crate::pdf::graphics::color::Space;
use crate::pdf::graphics::images;
use crate::pdf::graphics::paths::PathBuilder;
use crate::pdf::text::fonts::{Fonts, LoadedFont};
use crate::pdf::text::show::TextMatrices;
use crate::pdf::{FontId, Rgb};

/// Bytes of a content stream that are read, those read again after something unreadable included.
const MAX_EFFORT: usize = 128 << 20;

/// Reads content streams onto a canvas.
pub(crate) struct Interpreter<'c, 'l, 'a> {
    pub(crate) canvas: &'c mut Canvas<'l>,
    pub(crate) fonts: &'c Fonts<'a>,
    pub(crate) images: &'c images::Images,
    pub(crate) layers: &'c Layers,
    pub(crate) state: Graphics<'a>,
    pub(crate) marks: Marks,
    pub(crate) matrices: TextMatrices,
    /// Number of the string shown.
    pub(crate) string: u32,
    /// First glyph of this text object that clips.
    pub(crate) text_clip_start: Option<usize>,
    saved: Vec<Graphics<'a>>,
    /// `q` beyond the limit, which were not saved.
    unsaved: u64,
    pub(crate) path: PathBuilder,
    /// `W` or `W*` was seen.
    pub(crate) clipping: bool,
    pub(crate) depth: u32,
    /// The form being run.
    pub(crate) form: Option<i32>,
    pub(crate) forms: HashMap<(u32, i32), Rc<Vec<u8>>>,
    pub(crate) kept: usize,
    /// Colour spaces, patterns and shadings that were read.
    pub(crate) spaces: HashMap<ResourceKey, Option<Rc<Space>>>,
    pub(crate) patterns: HashMap<ResourceKey, (Option<Rgb>, bool)>,
    pub(crate) shadings: HashMap<ResourceKey, Option<Rgb>>,
    pub(crate) named_fonts: NamedFonts<'a>,
    /// The last glyph's font and its number.
    pub(crate) last_font: Option<(DrawnFont, FontId)>,
    /// Memory for what an instruction shows.
    shown: Shown,
}

/// A font as it is drawn: its number, whether it is drawn bold, the matrix that may slant it.
pub(crate) type DrawnFont = (u32, bool, [f64; 4]);

/// The fonts of one dictionary of resources, by name.
#[derive(Default)]
pub(crate) struct NamedFonts<'a> {
    /// The object that holds the dictionary.
    pub(crate) holder: Option<ObjectIdentifier>,
    pub(crate) fonts: HashMap<Vec<u8>, Rc<LoadedFont<'a>>>,
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

/// What an operator's numbers are read from.
pub(crate) trait Operands {
    /// The last operands as numbers; `None` when there are too few or others.
    fn last_numbers<const N: usize>(&self) -> Option<[f64; N]>;
}

impl Operands for Instruction<'_, '_> {
    fn last_numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let count = self.operands().count();
        let mut result = [0.0; N];
        let mut operands = self.operands().skip(count.checked_sub(N)?);
        for slot in &mut result {
            match operands.next()? {
                Object::Number(number) => *slot = number.as_f64(),
                _ => return None,
            }
        }
        Some(result)
    }
}

impl Operands for Plain<'_> {
    fn last_numbers<const N: usize>(&self) -> Option<[f64; N]> {
        self.numbers()
    }
}

/// The last operands as numbers; `None` when there are too few or others.
pub(crate) fn numbers<const N: usize>(operands: &impl Operands) -> Option<[f64; N]> {
    operands.last_numbers()
}

fn last<'b, 'c>(instruction: &Instruction<'b, 'c>) -> Option<&'b Object<'c>> {
    instruction.operands().last()
}

pub(crate) fn name<'b, 'c>(instruction: &Instruction<'b, 'c>) -> Option<&'b Name<'c>> {
    match last(instruction)? {
        Object::Name(name) => Some(name),
        _ => None,
    }
}

impl<'c, 'l, 'a> Interpreter<'c, 'l, 'a> {
    pub(crate) fn new(
        canvas: &'c mut Canvas<'l>,
        fonts: &'c Fonts<'a>,
        images: &'c images::Images,
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
            spaces: HashMap::new(),
            patterns: HashMap::new(),
            shadings: HashMap::new(),
            named_fonts: NamedFonts::default(),
            last_font: None,
            shown: Shown::default(),
        }
    }

    /// Runs a content stream.
    pub(crate) fn run(&mut self, content: &[u8], resources: &Resources<'a>) {
        let saved_base = self.saved.len();
        let marks_base = self.marks.depth();
        let mut rest = content;
        let mut effort = 0;
        loop {
            effort += rest.len();
            let read = self.instructions(rest, resources, saved_base, marks_base);
            let Some(gap) = rest
                .get(read..)
                .and_then(gap)
                .filter(|_| !self.canvas.stopped)
            else {
                break;
            };
            self.canvas
                .remarks
                .add("innehall-trasigt", Severity::Error, || {
                    "the content cannot be read in one place: reading goes on after it".to_owned()
                });
            if effort > MAX_EFFORT {
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
        let mut shown = std::mem::take(&mut self.shown);
        let mut read = 0;
        loop {
            let rest = content.get(read..).unwrap_or_default();
            if let Some(plain) = Plain::read(rest, &mut shown)
                && self.knows(&plain, resources)
            {
                if !self.canvas.count_operator() {
                    break;
                }
                read += plain.length;
                let run = self.plain_instruction(&plain, &shown, saved_base, marks_base);
                self.note_operands(plain.operator, run);
            } else {
                let (length, goes_on) =
                    self.any_instructions(rest, resources, saved_base, marks_base);
                read += length;
                if !goes_on {
                    break;
                }
            }
        }
        self.shown = shown;
        read
    }

    /// Whether an instruction in plain writing is run from it, as most are.
    fn knows(&self, plain: &Plain<'_>, resources: &Resources<'a>) -> bool {
        match plain.operand {
            Operand::Text => matches!(plain.operator, b"Tj" | b"TJ"),
            Operand::Array => plain.operator == b"TJ",
            Operand::Name(name) => {
                plain.operator == b"Tf"
                    && self.named_fonts.holder == resources.fonts.obj_id()
                    && self.named_fonts.fonts.contains_key(name)
            }
            Operand::None => !takes_objects(plain.operator),
        }
    }

    fn plain_instruction(
        &mut self,
        plain: &Plain<'_>,
        shown: &Shown,
        saved_base: usize,
        marks_base: usize,
    ) -> Option<()> {
        match plain.operand {
            Operand::Text | Operand::Array => self.show_pieces(shown),
            Operand::Name(name) => {
                let [size] = numbers(plain)?;
                let font = Rc::clone(self.named_fonts.fonts.get(name)?);
                self.choose_font(font, size, name);
            }
            Operand::None => {
                return self.number_operator(plain.operator, plain, saved_base, marks_base);
            }
        }
        Some(())
    }

    /// Runs the next instruction as the library reads it, and those after it while it is not known where they end. How
    /// many bytes were read, and whether there may be more.
    fn any_instructions(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        saved_base: usize,
        marks_base: usize,
    ) -> (usize, bool) {
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
            let within = end <= content.len();
            if within {
                read = end;
            }
            let run = self.operator(&instruction, resources, saved_base, marks_base);
            self.note_operands(operator, run);
            // An image's samples follow its operator.
            if within && operator != b"BI" {
                return (read, true);
            }
        }
        (read, false)
    }

    fn note_operands(&mut self, operator: &[u8], run: Option<()>) {
        if run.is_none() {
            self.canvas
                .remarks
                .add("operander-saknas", Severity::Info, || {
                    let operator = String::from_utf8_lossy(operator).into_owned();
                    format!("the operator {operator} lacks operands and is passed over")
                });
        }
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
        if !takes_objects(operator) {
            return self.number_operator(operator, instruction, saved_base, marks_base);
        }
        let string = || match last(instruction) {
            Some(Object::String(text)) => Some(text),
            _ => None,
        };
        match operator {
            b"gs" => self.graphics_state(name(instruction)?, resources),
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
            b"BMC" | b"BDC" => self.begin_mark(instruction, resources)?,
            b"Tf" => {
                let size = numbers::<1>(instruction)?[0];
                let count = instruction.operands().count();
                let Some(Object::Name(name)) = instruction.operands().nth(count.checked_sub(2)?)
                else {
                    return None;
                };
                let font = self.named_font(name, resources);
                self.choose_font(font, size, name.as_ref());
            }
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
            _ => match last(instruction)? {
                Object::Array(array) => self.show_array(array),
                Object::String(text) => self.show_string(text.as_bytes()),
                _ => return None,
            },
        }
        Some(())
    }

    /// An operator that takes numbers or nothing, or that is unknown.
    fn number_operator(
        &mut self,
        operator: &[u8],
        operands: &impl Operands,
        saved_base: usize,
        marks_base: usize,
    ) -> Option<()> {
        match operator {
            b"q" => self.save(),
            b"Q" => self.restore(saved_base),
            b"cm" => {
                let matrix = Affine::new(numbers::<6>(operands)?);
                self.state.ctm *= matrix;
            }
            b"w" => self.state.line_width = numbers::<1>(operands)?[0],
            b"J" => self.state.line_cap = integer(numbers::<1>(operands)?[0]),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.build_path(operator, operands)?
            }
            b"W" | b"W*" => self.clipping = true,
            b"n" => self.end_path(),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                self.paint_path(operator)
            }
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => self.device_color(operator, operands)?,
            b"BT" => self.matrices = TextMatrices::default(),
            b"ET" => self.end_text(),
            b"EMC" => self.end_mark(marks_base),
            b"Tc" => self.state.text.char_spacing = numbers::<1>(operands)?[0],
            b"Tw" => self.state.text.word_spacing = numbers::<1>(operands)?[0],
            b"Tz" => self.state.text.scale = numbers::<1>(operands)?[0] / 100.0,
            b"TL" => self.state.text.leading = numbers::<1>(operands)?[0],
            b"Ts" => self.state.text.rise = numbers::<1>(operands)?[0],
            b"Tr" => self.state.text.mode = integer(numbers::<1>(operands)?[0]),
            b"Td" => {
                let [x, y] = numbers(operands)?;
                self.matrices.next_line(x, y);
            }
            b"TD" => {
                let [x, y] = numbers(operands)?;
                self.state.text.leading = -y;
                self.matrices.next_line(x, y);
            }
            b"Tm" => self.matrices.set(Affine::new(numbers::<6>(operands)?)),
            b"T*" => self.matrices.next_line(0.0, -self.state.text.leading),
            // Nothing that is read depends on these.
            b"j" | b"M" | b"d" | b"ri" | b"i" | b"d0" | b"d1" | b"MP" | b"DP" | b"BX" | b"EX" => {}
            _ => self
                .canvas
                .remarks
                .add("okand-operator", Severity::Info, || {
                    let shown: String =
                        String::from_utf8_lossy(operator).chars().take(20).collect();
                    format!("the operator {shown:?} is unknown and is passed over")
                }),
        }
        Some(())
    }

    fn save(&mut self) {
        if self.saved.len() as u64 >= u64::from(self.canvas.limits.saved_states) {
            self.unsaved += 1;
            self.canvas.remarks.limit(
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
}

/// Whether an operator's operands are others than numbers.
fn takes_objects(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"gs"
            | b"cs"
            | b"CS"
            | b"sc"
            | b"scn"
            | b"SC"
            | b"SCN"
            | b"sh"
            | b"Do"
            | b"BI"
            | b"BMC"
            | b"BDC"
            | b"Tf"
            | b"Tj"
            | b"'"
            | b"\""
            | b"TJ"
    )
}

/// A number that should be a whole one.
pub(crate) fn integer(number: f64) -> i64 {
    number as i64
}
