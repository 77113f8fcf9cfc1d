//! Painting operators: paths, colours, shadings, images (ISO 32000-2, 8.5 to 8.9).

use std::rc::Rc;

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Name, Object, Stream, dict_or_stream};
use hayro_syntax::page::Resources;
use kurbo::{BezPath, Point, Rect, Shape as _};

use crate::pdf::Severity;
use crate::pdf::content::canvas::{Ink, to_rect};
use crate::pdf::content::interpreter::{Interpreter, Operands, name, numbers};
use crate::pdf::content::state::{Paint, intersect};
use crate::pdf::file::objects::resource_key;
use crate::pdf::graphics::color::{Space, shading_color};
use crate::pdf::graphics::samples::Raster;
use crate::pdf::graphics::{images, paths};
use crate::pdf::text::show::INVISIBLE;
use crate::pdf::{Image, Rgb, Shape};

/// Opaque enough to hide what lies beneath.
const OPAQUE: f64 = 0.99;
/// An image whose sides leave the page's directions by less than this many points covers its box.
const UPRIGHT: f64 = 0.1;
/// The colour of a shading that does not tell any: of all greys the least wrong.
const MIDDLE_GREY: Rgb = Rgb(128, 128, 128);

impl<'a> Interpreter<'_, '_, 'a> {
    pub(crate) fn build_path(&mut self, operator: &[u8], operands: &impl Operands) -> Option<()> {
        let ctm = self.state.ctm;
        match operator {
            b"m" => self
                .path
                .move_to(ctm, <(f64, f64)>::from(numbers::<2>(operands)?).into()),
            b"l" => self
                .path
                .line_to(ctm, <(f64, f64)>::from(numbers::<2>(operands)?).into()),
            b"c" => {
                let [x1, y1, x2, y2, x3, y3] = numbers(operands)?;
                self.path.curve_to(
                    ctm,
                    Some(Point::new(x1, y1)),
                    Some(Point::new(x2, y2)),
                    Point::new(x3, y3),
                );
            }
            b"v" => {
                let [x2, y2, x3, y3] = numbers(operands)?;
                self.path
                    .curve_to(ctm, None, Some(Point::new(x2, y2)), Point::new(x3, y3));
            }
            b"y" => {
                let [x1, y1, x3, y3] = numbers(operands)?;
                self.path
                    .curve_to(ctm, Some(Point::new(x1, y1)), None, Point::new(x3, y3));
            }
            b"h" => self.path.close(),
            _ => self.path.rectangle(ctm, numbers(operands)?),
        }
        if self.path.is_full() {
            self.canvas.remarks.limit(
                "grans-linjer",
                format_args!("{} segments of one path", paths::MAX_SEGMENTS),
            );
        }
        Some(())
    }

    /// What a fill (or a stroke) is painted with; `None` when nothing is seen of it.
    pub(crate) fn ink(&self, stroke: bool) -> Option<Ink> {
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

    pub(crate) fn paint_path(&mut self, operator: &[u8]) {
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
                    paths::fill(self.canvas, &path, even_odd, ink, &self.state.clip);
                }
            }
            if strokes && let Some(ink) = self.ink(true) {
                paths::stroke(self.canvas, &path, &self.state, ink);
            }
        }
        self.clip(&path);
    }

    pub(crate) fn end_path(&mut self) {
        let path = self.path.take();
        self.clip(&path);
    }

    fn clip(&mut self, path: &BezPath) {
        if std::mem::take(&mut self.clipping) {
            self.state.clip = paths::clip_to(path, self.state.clip);
        }
    }

    pub(crate) fn device_color(&mut self, operator: &[u8], operands: &impl Operands) -> Option<()> {
        let (space, rgb) = match operator {
            b"g" | b"G" => (Space::Gray, Space::Gray.rgb(&numbers::<1>(operands)?)),
            b"rg" | b"RG" => (Space::Rgb, Space::Rgb.rgb(&numbers::<3>(operands)?)),
            _ => (Space::Cmyk, Space::Cmyk.rgb(&numbers::<4>(operands)?)),
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

    pub(crate) fn color_space(&mut self, stroke: bool, name: &Name<'_>, resources: &Resources<'a>) {
        let key = resource_key(&resources.color_spaces, name.as_ref());
        let known = key.as_ref().and_then(|key| self.spaces.get(key));
        let space = match known {
            Some(known) => known.clone(),
            None => {
                let found = match Space::device(name) {
                    Some(space) => Some(Rc::new(space)),
                    None => resources
                        .get_color_space(name)
                        .and_then(|object| Space::new(&object, Some(resources))),
                };
                self.spaces.extend(key.map(|key| (key, found.clone())));
                found
            }
        };
        let space = space.unwrap_or_else(|| {
            self.canvas.remarks.add("farg-okand", Severity::Info, || {
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                format!("the colour space {name} cannot be read: its colours are taken for grey")
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

    pub(crate) fn color(
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
        let pattern = name(instruction).map(|name| self.pattern(name, resources));
        let paint = if stroke {
            &mut self.state.stroke
        } else {
            &mut self.state.fill
        };
        paint.rgb = paint.space.rgb(&components);
        paint.solid = true;
        if let Some((color, solid)) = pattern {
            paint.rgb = color.unwrap_or(paint.rgb);
            paint.solid = solid;
        }
    }

    /// A pattern's colour from afar, if it has one, and whether it fills: a shading does, a tiling may have holes.
    fn pattern(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> (Option<Rgb>, bool) {
        let key = resource_key(&resources.patterns, name.as_ref());
        if let Some(known) = key.as_ref().and_then(|key| self.patterns.get(key)) {
            return *known;
        }
        let shading = match resources.get_pattern(name) {
            Some(Object::Dict(dict)) => dict.get::<Object<'a>>("Shading"),
            _ => None,
        };
        let dict = shading.as_ref().and_then(dict_or_stream);
        let found = (
            dict.and_then(|(dict, _)| shading_color(dict, resources)),
            shading.is_some(),
        );
        self.patterns.extend(key.map(|key| (key, found)));
        found
    }

    /// `sh`: fills what the clip leaves.
    pub(crate) fn shading(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(mut ink) = self.ink(false) else {
            return;
        };
        let area = intersect(self.state.clip.rect, self.canvas.page);
        if self.state.text_clip.is_some() {
            return self.show_through(area);
        }
        let key = resource_key(&resources.shadings, name.as_ref());
        let known = key.as_ref().and_then(|key| self.shadings.get(key));
        let color = match known {
            Some(known) => *known,
            None => {
                let shading = resources.get_shading(name);
                let dict = shading.as_ref().and_then(dict_or_stream);
                let color = dict.and_then(|(dict, _)| shading_color(dict, resources));
                self.shadings.extend(key.map(|key| (key, color)));
                color
            }
        };
        ink.color = color.unwrap_or(MIDDLE_GREY);
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

    /// An image where the unit square lands.
    pub(crate) fn image<'s>(
        &mut self,
        stream: &Stream<'s>,
        resources: &Resources<'s>,
        inline: bool,
    ) {
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
        if self.canvas.picture.is_some() {
            self.paint_image(stream, resources, ink.color);
            return;
        }
        let [a, b, c, d, ..] = self.state.ctm.as_coeffs();
        let no = |part: f64| part.abs() < UPRIGHT;
        let upright = (no(b) && no(c)) || (no(a) && no(d));
        let look = self
            .images
            .look(stream, resources, ink.color, inline, self.canvas);
        let opaque = ink.opaque && look.opaque && upright && self.state.clip.exact;
        let image = Image {
            rect: to_rect(part),
            samples: look.samples,
            color: look.color,
            filled: look.filled,
            mark: self.marks.mark(),
            artifact: ink.artifact,
        };
        self.canvas.add_image(image, opaque);
    }

    /// Paints an image on the page's picture.
    fn paint_image<'s>(&mut self, stream: &Stream<'s>, resources: &Resources<'s>, color: Rgb) {
        let samples = images::size(stream);
        let limit = self.canvas.limits.stream_bytes;
        let raster = Raster::of_any_kind(stream, samples, resources, limit);
        let Some(raster) = raster else {
            self.canvas
                .remarks
                .add("bild-olaslig", Severity::Warning, || {
                    "an image cannot be decoded: what it shows is not read".to_owned()
                });
            return;
        };
        if let Some(picture) = &mut self.canvas.picture {
            picture.paint(&raster, color, self.state.ctm);
        }
    }
}
