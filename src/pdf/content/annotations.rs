//! Annotations that a reader sees on the page (ISO 32000-2, 12.5): filled-in fields, stamps, text boxes. Their appearance
//! is a form that is fitted into their rectangle.

use hayro_syntax::object::{
    Array, Dict, Name, Object, Rect as PdfRect, Stream, String as PdfString,
};
use hayro_syntax::page::Page;
use kurbo::{Affine, Point, Rect};

use crate::pdf::content::canvas::Ink;
use crate::pdf::{Rgb, Severity};

use crate::pdf::content::fields;
use crate::pdf::content::interpreter::Interpreter;
use crate::pdf::content::marks::Mark;
use crate::pdf::content::state::Graphics;
use crate::pdf::file::objects::items;
use crate::pdf::file::streams::{Decoded, decode_up_to};

/// Annotations of a page that are read.
const MAX_ANNOTATIONS: usize = 10_000;
/// Half the width of a stroke through words, in points.
const STROKE: f64 = 0.25;
/// Flags Hidden and NoView (ISO 32000-2, table 167).
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// Bytes of an appearance that may be empty.
const LARGEST_EMPTY: u64 = 1 << 16;
/// The flag of buttons that do something (ISO 32000-2, table 229).
const PUSH_BUTTON: u32 = 1 << 16;

/// Draws the appearances of a page's annotations over its content.
pub(crate) fn draw<'a>(
    interpreter: &mut Interpreter<'_, '_, 'a>,
    page: &Page<'a>,
    initial: Affine,
) {
    let Some(annotations) = page.raw().get::<Array<'a>>("Annots") else {
        return;
    };
    let annotations = items(&annotations, page.xref()).filter_map(Object::into_dict);
    for annotation in annotations.take(MAX_ANNOTATIONS) {
        if interpreter.canvas.stopped {
            break;
        }
        draw_one(interpreter, page, initial, &annotation);
    }
}

fn draw_one<'a>(
    interpreter: &mut Interpreter<'_, '_, 'a>,
    page: &Page<'a>,
    initial: Affine,
    annotation: &Dict<'a>,
) -> Option<()> {
    let kind = annotation.get::<Name<'_>>("Subtype");
    let kind = kind.as_ref().map(AsRef::as_ref).unwrap_or_default();
    if kind == b"Popup" || annotation.get::<u32>("F").unwrap_or(0) & UNSEEN != 0 {
        return None;
    }
    let lines = match kind {
        b"Widget" => fields::lines(annotation),
        _ => Vec::new(),
    };
    if kind == b"StrikeOut" && appearance(annotation).is_none() {
        return strike(interpreter, initial, annotation);
    }
    let is_due = |form: &Stream<'_>| !lines.is_empty() && is_to_be_made(form, page);
    let Some(form) = appearance(annotation).filter(|form| !is_due(form)) else {
        let writes = match kind {
            b"FreeText" => annotation.contains_key("Contents"),
            b"Widget" => {
                let drawn = fields::draw(interpreter, page, initial, annotation, &lines);
                (!lines.is_empty() && !drawn) || has_caption(annotation)
            }
            _ => false,
        };
        if writes {
            interpreter
                .canvas
                .remarks
                .add("anteckning-olast", Severity::Error, || {
                    "a text box or form field has text but no appearance: it is not read".to_owned()
                });
        }
        return None;
    };
    let rect = annotation.get::<PdfRect>("Rect")?;
    let fit = fit(&form, rect)?;
    interpreter.state = Graphics::new(initial * fit);
    // Markers are drawn over text that stays readable, whatever their appearance says.
    interpreter.state.blended = matches!(
        kind,
        b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
    );
    let hidden = annotation
        .get::<Dict<'_>>("OC")
        .is_some_and(|group| interpreter.layers.is_hidden(&group));
    let base = interpreter.marks.depth();
    interpreter.marks.begin(Mark {
        hidden,
        start: interpreter.canvas.glyphs.len(),
        ..Mark::default()
    });
    interpreter.form(&form, page.resources());
    interpreter.end_mark(base);
    Some(())
}

/// Draws the strokes of a `StrikeOut` without an appearance: through the middle of each of its `/QuadPoints`.
fn strike<'a>(
    interpreter: &mut Interpreter<'_, '_, 'a>,
    initial: Affine,
    annotation: &Dict<'a>,
) -> Option<()> {
    let numbers = annotation.get::<Array<'a>>("QuadPoints")?;
    let numbers: Vec<f64> = numbers.iter::<f64>().collect();
    let ink = Ink {
        color: Rgb(0, 0, 0),
        opaque: false,
        artifact: false,
    };
    for quad in numbers.chunks_exact(8) {
        let corners = quad.chunks_exact(2);
        let corners = corners.map(|corner| initial * Point::new(corner[0], corner[1]));
        let area = corners.fold(None, |all: Option<Rect>, corner| {
            let own = Rect::from_points(corner, corner);
            Some(all.map_or(own, |all| all.union(own)))
        })?;
        let middle = area.center().y;
        let stroke = Rect::new(area.x0, middle - STROKE, area.x1, middle + STROKE);
        let clip = interpreter.state.clip;
        interpreter.canvas.add_stroke(stroke, true, ink, &clip);
    }
    Some(())
}

/// The normal appearance, in the state that the annotation is in.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>("AP")?.get::<Object<'a>>("N")? {
        Object::Stream(form) => Some(form),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'_>>("AS")?),
        _ => None,
    }
}

/// Whether an appearance is empty, and the form says that programs are to make them.
fn is_to_be_made(form: &Stream<'_>, page: &Page<'_>) -> bool {
    let asked = fields::form(page).get::<bool>("NeedAppearances");
    if asked != Some(true) {
        return false;
    }
    let Decoded::Whole(content) = decode_up_to(form, LARGEST_EMPTY) else {
        return false;
    };
    // Nothing shows text, and nothing draws another form that may.
    let shows = |operator: &[u8]| memchr::memmem::find(&content, operator).is_some();
    ![&b"Tj"[..], b"TJ", b"'", b"\"", b"Do"]
        .into_iter()
        .any(shows)
}

/// Whether a button has a caption.
fn has_caption(annotation: &Dict<'_>) -> bool {
    let look = annotation.get::<Dict<'_>>("MK");
    let caption = look.and_then(|look| look.get::<PdfString<'_>>("CA"));
    let is_push_button = matches!(fields::inherited(annotation, "Ff"), Some(Object::Number(flags)) if flags.as_f64() as u32 & PUSH_BUTTON != 0);
    is_push_button && caption.is_some_and(|caption| !caption.is_empty())
}

/// The matrix that brings the form's transformed box to the annotation's rectangle (ISO 32000-2, 12.5.5, algorithm 8.1).
fn fit(form: &Stream<'_>, rect: PdfRect) -> Option<Affine> {
    let bounds = form.dict().get::<PdfRect>("BBox")?;
    let matrix = form
        .dict()
        .get::<[f64; 6]>("Matrix")
        .map_or(Affine::IDENTITY, Affine::new);
    let corners = [
        (bounds.x0, bounds.y0),
        (bounds.x1, bounds.y0),
        (bounds.x0, bounds.y1),
        (bounds.x1, bounds.y1),
    ]
    .map(|corner| matrix * Point::from(corner));
    let drawn = corners
        .iter()
        .fold(Rect::from_points(corners[0], corners[0]), |all, corner| {
            all.union_pt(*corner)
        });
    if !(drawn.width() > 0.0 && drawn.height() > 0.0 && drawn.is_finite()) {
        return None;
    }
    let (x, y) = (rect.width() / drawn.width(), rect.height() / drawn.height());
    Some(Affine::new([
        x,
        0.0,
        0.0,
        y,
        rect.x0 - drawn.x0 * x,
        rect.y0 - drawn.y0 * y,
    ]))
}
