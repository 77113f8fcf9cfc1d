//! Named fonts and graphics state dictionaries (ISO 32000-2, 8.4.5 and 9.3).

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};
use hayro_syntax::object::{Array, Name, Object};
use hayro_syntax::page::Resources;

use crate::pdf::Severity;
use crate::pdf::content::interpreter::{Interpreter, NamedFonts, integer};
use crate::pdf::text::fonts::LoadedFont;

impl<'a> Interpreter<'_, '_, 'a> {
    /// The font of a name. Many files choose one before every string, and looking it up reads its dictionary each time.
    pub(crate) fn named_font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
    ) -> Rc<LoadedFont<'a>> {
        let holder = resources.fonts.obj_id();
        if self.named_fonts.holder != holder {
            self.named_fonts = NamedFonts {
                holder,
                fonts: HashMap::new(),
            };
        }
        if let Some(known) = self.named_fonts.fonts.get(name.as_ref()) {
            return Rc::clone(known);
        }
        let reference = resources.fonts.get_ref(name);
        let loaded = reference.and_then(|reference| self.fonts.loaded(reference));
        let font = loaded.unwrap_or_else(|| match resources.get_font(name) {
            Some(dict) => self.fonts.load(reference, &dict),
            None => self.fonts.missing(),
        });
        if holder.is_some() {
            let named = (name.as_ref().to_vec(), Rc::clone(&font));
            self.named_fonts.fonts.extend([named]);
        }
        font
    }

    pub(crate) fn choose_font(&mut self, font: Rc<LoadedFont<'a>>, size: f64, name: &[u8]) {
        if !font.readable {
            self.canvas.remarks.add("typsnitt-saknas", Severity::Warning, || {
                let name = String::from_utf8_lossy(name).into_owned();
                format!("the font {name} ({}) cannot be read: its characters and widths are guessed", font.info.shown())
            });
        }
        self.state.text.font = Some(font);
        self.state.text.size = size;
    }

    pub(crate) fn graphics_state(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
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
                let reference = font.raw_iter().next().and_then(|font| font.as_obj_ref());
                let font = self.fonts.load(reference, &dict);
                self.choose_font(font, size.as_f64(), name.as_ref());
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
}
