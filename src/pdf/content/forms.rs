//! Forms and marked content (ISO 32000-2, 8.10 and 14.6).

use std::rc::Rc;

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Dict, Name, Object, Rect as PdfRect, Stream, String as PdfString};
use hayro_syntax::page::Resources;
use kurbo::Affine;

use crate::pdf::MarkId;
use crate::pdf::Severity;
use crate::pdf::content::actual_text;
use crate::pdf::content::interpreter::Interpreter;
use crate::pdf::content::marks::Mark;
use crate::pdf::file::streams;
use crate::pdf::file::text_strings;
use crate::pdf::graphics::paths::{self, PathBuilder};

/// Decoded forms that are kept for the page's next call, in bytes altogether.
const KEPT_FORMS: usize = 32 << 20;

impl<'a> Interpreter<'_, '_, 'a> {
    pub(crate) fn x_object(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(object) = resources.get_x_object(name) else {
            self.canvas
                .remarks
                .add("objekt-saknas", Severity::Error, || {
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
            _ if dict.contains_key("Width") && dict.contains_key("Height") => {
                self.image(&object, resources, false);
            }
            // What is sent to a printer as it is.
            Some(b"PS") => {}
            _ => self
                .canvas
                .remarks
                .add("objekt-saknas", Severity::Error, || {
                    let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                    format!("the external object {name} is of no known kind: it is not read")
                }),
        }
        self.end_mark(base);
    }

    /// A form: its own matrix, clip and resources (ISO 32000-2, 8.10).
    pub(crate) fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>) {
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
        if let Some(bounds) = dict.get::<PdfRect>("BBox") {
            let mut outline = PathBuilder::default();
            outline.rectangle(
                self.state.ctm,
                [bounds.x0, bounds.y0, bounds.width(), bounds.height()],
            );
            self.state.clip = paths::clip_to(&outline.take(), self.state.clip);
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
        let content = Rc::new(streams::decode(form, self.canvas)?);
        if self.kept.saturating_add(content.len()) <= KEPT_FORMS {
            self.kept += content.len();
            self.forms.insert(key, Rc::clone(&content));
        }
        Some(content)
    }

    pub(crate) fn begin_mark(
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
            .get::<PdfString<'_>>("ActualText")
            .map(|text| text_strings::decode(text.as_bytes()));
    }

    /// `EMC`.
    pub(crate) fn end_mark(&mut self, base: usize) {
        if let Some(mark) = self.marks.end(base)
            && let Some(text) = mark.actual_text
        {
            // What it puts there may be anything.
            self.canvas.has_accents = true;
            actual_text::replace(&mut self.canvas.glyphs, mark.start, &text);
        }
    }
}
