//! What has been read of a page so far, within its limits.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use kurbo::BezPath;

use crate::geometry::Rect;
use crate::limits::Limits;
use crate::pdf::Severity;
use crate::pdf::content::state::{Clip, intersect};
use crate::pdf::page::remarks::Remarks;
use crate::pdf::{Fill, FontId, FontInfo, Glyph, Image, Picture, Rgb, Rule, RuleSource, Shape};

/// A filled rectangle with a side shorter than this many points is a ruling line.
pub(crate) const THIN: f64 = 3.0;

/// A thin rectangle that is not so many times as long as it is wide is a mark, no line.
const LINE_SHAPE: f64 = 2.0;
/// What is drawn again within a twentieth of a point of where it was is the same: no device shows the difference.
const SAME_PLACE: f64 = 20.0;
/// Opaque areas and images that are kept to see what they hide.
const MAX_COVERS: usize = 50_000;
/// Comparisons of glyphs with what is painted over or through them.
const MAX_COMPARISONS: u64 = 50_000_000;
/// Samples that an image counts for at least: small ones take time too.
const LEAST_SAMPLES: u64 = 4096;

/// Something opaque that hides what was painted before it.
pub(crate) struct Cover {
    /// Bounding box.
    pub(crate) rect: Rect,
    /// Its outline if it does not fill the box.
    pub(crate) outline: Option<Rc<BezPath>>,
    /// How much was painted before it.
    pub(crate) order: u32,
}

/// How something is painted.
#[derive(Clone, Copy)]
pub(crate) struct Ink {
    /// Colour.
    pub(crate) color: Rgb,
    /// Hides what lies beneath.
    pub(crate) opaque: bool,
    /// Inside `/Artifact`.
    pub(crate) artifact: bool,
}

/// What one page may ask for: its share of the document's, the same whichever pages are read.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    /// Decoded bytes.
    pub(crate) bytes: u64,
    /// Glyphs.
    pub(crate) glyphs: u32,
}

/// The page as it is being read.
pub(crate) struct Canvas<'l> {
    /// Limits.
    pub(crate) limits: &'l Limits,
    /// The page's area.
    pub(crate) page: kurbo::Rect,
    /// Fonts of the glyphs.
    pub(crate) fonts: Vec<FontInfo>,
    /// Glyphs.
    pub(crate) glyphs: Vec<Glyph>,
    /// Whether there may be an accent that is drawn on its own among them.
    pub(crate) has_accents: bool,
    /// Ruling lines.
    pub(crate) rules: Vec<Rule>,
    /// Fills.
    pub(crate) fills: Vec<Fill>,
    /// Images.
    pub(crate) images: Vec<Image>,
    /// The page's images as one picture, where that is asked for.
    pub(crate) picture: Option<Picture>,
    /// What hides things.
    pub(crate) covers: Vec<Cover>,
    /// Remarks.
    pub(crate) remarks: Remarks,
    /// How much was painted.
    pub(crate) order: u32,
    /// A limit ended the page.
    pub(crate) stopped: bool,
    font_ids: HashMap<FontInfo, FontId>,
    operators: u64,
    form_calls: u32,
    /// What this page may ask for of the document's.
    share: Share,
    decoded: u64,
    samples: u64,
    comparisons: u64,
    drawn: HashSet<(bool, [i64; 4], Rgb, u8)>,
}

impl<'l> Canvas<'l> {
    pub(crate) fn new(limits: &'l Limits, share: Share, width: f32, height: f32) -> Self {
        Self {
            share,
            limits,
            page: kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            fonts: Vec::new(),
            glyphs: Vec::new(),
            has_accents: false,
            rules: Vec::new(),
            fills: Vec::new(),
            images: Vec::new(),
            picture: None,
            covers: Vec::new(),
            remarks: Remarks::default(),
            order: 0,
            stopped: false,
            font_ids: HashMap::new(),
            operators: 0,
            form_calls: 0,
            decoded: 0,
            samples: 0,
            comparisons: 0,
            drawn: HashSet::new(),
        }
    }

    /// Counts an operator; `false` when there were too many.
    pub(crate) fn count_operator(&mut self) -> bool {
        self.operators += 1;
        if self.operators > self.limits.operators && !self.stopped {
            self.remarks.limit(
                "grans-operatorer",
                format_args!("{} operators", self.limits.operators),
            );
            self.stopped = true;
        }
        !self.stopped
    }

    /// Counts the call of a form; `false` when there were too many.
    pub(crate) fn count_form(&mut self, depth: u32) -> bool {
        if depth >= self.limits.form_depth {
            self.remarks.limit(
                "grans-formulardjup",
                format_args!("{} forms within forms", self.limits.form_depth),
            );
            return false;
        }
        self.form_calls += 1;
        if self.form_calls > self.limits.form_calls {
            self.remarks.limit(
                "grans-formular",
                format_args!("{} calls of forms", self.limits.form_calls),
            );
            self.stopped = true;
        }
        !self.stopped
    }

    /// How many bytes may still be decoded on this page.
    pub(crate) fn decodable(&self) -> u64 {
        self.share
            .bytes
            .saturating_sub(self.decoded)
            .min(self.limits.stream_bytes)
    }

    /// Counts decoded bytes.
    pub(crate) fn count_decoded(&mut self, bytes: usize) {
        self.decoded = self.decoded.saturating_add(bytes as u64);
    }

    /// Counts an image's samples; `false` when too many images were decoded, in multiples of the largest one.
    pub(crate) fn count_samples(&mut self, samples: u64, largest: u64) -> bool {
        let limit = self.limits.image_samples.saturating_mul(largest);
        self.samples = self.samples.saturating_add(samples.max(LEAST_SAMPLES));
        if self.samples > limit {
            self.remarks.add("grans-bilder", Severity::Info, || {
                format!("more than {limit} samples of images: the colours of further images are not looked at")
            });
        }
        self.samples <= limit
    }

    /// The number of a font; the same for the same looks.
    pub(crate) fn font_id(&mut self, info: FontInfo) -> FontId {
        if let Some(known) = self.font_ids.get(&info) {
            return *known;
        }
        // The last number stands for all fonts that are too many.
        let id = FontId(u16::try_from(self.fonts.len()).unwrap_or(u16::MAX));
        if self.fonts.len() <= usize::from(u16::MAX) {
            self.fonts.push(info.clone());
        }
        self.font_ids.insert(info, id);
        id
    }

    /// The next number in painting order.
    pub(crate) fn next_order(&mut self) -> u32 {
        let order = self.order;
        self.order = order.saturating_add(1);
        order
    }

    /// Adds a glyph, painted now; the page ends when there are too many.
    pub(crate) fn add_glyph(&mut self, mut glyph: Glyph) {
        if self.glyphs.len() >= self.share.glyphs as usize {
            let limit = self.share.glyphs;
            self.remarks
                .limit("grans-tecken", format_args!("{limit} glyphs"));
            self.stopped = true;
            return;
        }
        glyph.order = self.next_order();
        self.glyphs.push(glyph);
    }

    fn has_room(&mut self) -> bool {
        let drawn = self.rules.len() + self.fills.len() + self.images.len();
        if drawn as u64 >= u64::from(self.limits.paths) {
            self.remarks.limit(
                "grans-linjer",
                format_args!("{} lines and fills", self.limits.paths),
            );
            return false;
        }
        true
    }

    /// The visible part of an area, if there is one. A line (an area without width or height) has one.
    pub(crate) fn visible(&self, rect: kurbo::Rect, clip: &Clip) -> Option<kurbo::Rect> {
        let bounds = intersect(clip.rect, self.page);
        let apart = rect.x0 > bounds.x1
            || rect.x1 < bounds.x0
            || rect.y0 > bounds.y1
            || rect.y1 < bounds.y0;
        let part = intersect(rect, bounds);
        let nothing = part.width() <= 0.0 && part.height() <= 0.0;
        (!apart && !nothing && part.is_finite()).then_some(part)
    }

    fn add_cover(&mut self, cover: Cover) {
        if self.covers.len() < MAX_COVERS {
            self.covers.push(cover);
        } else {
            self.cover_unknown();
        }
    }

    /// What hides what cannot be told any more.
    pub(crate) fn cover_unknown(&mut self) {
        self.remarks.add("tackning-oprovad", Severity::Warning, || {
            "too much is painted over too much: some hidden text may count as seen".to_owned()
        });
    }

    /// Counts comparisons of glyphs with what is painted over or through them; `false` after too many.
    pub(crate) fn count_comparisons(&mut self, count: usize) -> bool {
        self.comparisons = self.comparisons.saturating_add(count as u64);
        if self.comparisons > MAX_COMPARISONS {
            self.cover_unknown();
        }
        self.comparisons <= MAX_COMPARISONS
    }

    fn is_new(&mut self, horizontal: bool, rect: Rect, color: Rgb, kind: u8) -> bool {
        let rounded = [rect.x0, rect.y0, rect.x1, rect.y1]
            .map(|edge| (f64::from(edge) * SAME_PLACE).round() as i64);
        self.drawn.insert((horizontal, rounded, color, kind))
    }

    /// Adds a filled area: itself, its edges or itself as ruling lines, and what it hides.
    pub(crate) fn add_fill(
        &mut self,
        area: kurbo::Rect,
        shape: Shape,
        outline: Option<Rc<BezPath>>,
        ink: Ink,
        clip: &Clip,
    ) {
        let Some(part) = self.visible(area, clip) else {
            return;
        };
        // A clip of another shape gives its shape to what it cuts.
        let cut = !clip.exact && intersect(area, clip.rect) != area;
        let shape = if cut { Shape::Other } else { shape };
        let rect = to_rect(part);
        let order = self.next_order();
        if ink.opaque && clip.exact {
            self.add_cover(Cover {
                rect,
                outline,
                order,
            });
        }
        let kind = match shape {
            Shape::Rectangle => 0,
            Shape::Ellipse => 1,
            Shape::Other => 2,
        };
        if !self.is_new(false, rect, ink.color, kind) || !self.has_room() {
            return;
        }
        self.fills.push(Fill {
            rect,
            color: ink.color,
            shape,
            order,
            artifact: ink.artifact,
        });
        if shape != Shape::Rectangle {
            return;
        }
        let (width, height) = (part.width(), part.height());
        if width.min(height) < THIN {
            if width >= LINE_SHAPE * height || height >= LINE_SHAPE * width {
                self.add_rule(rect, width > height, RuleSource::ThinFill, ink.color);
            }
            return;
        }
        let Rect { x0, y0, x1, y1 } = rect;
        for (horizontal, edge) in [
            (true, Rect { x0, y0, x1, y1: y0 }),
            (true, Rect { x0, y0: y1, x1, y1 }),
            (false, Rect { x0, y0, x1: x0, y1 }),
            (false, Rect { x0: x1, y0, x1, y1 }),
        ] {
            self.add_rule(edge, horizontal, RuleSource::FillEdge, ink.color);
        }
    }

    /// Adds a stroked line, horizontal or vertical, given as the area it paints.
    pub(crate) fn add_stroke(
        &mut self,
        area: kurbo::Rect,
        horizontal: bool,
        ink: Ink,
        clip: &Clip,
    ) {
        let thickness = if horizontal {
            area.height()
        } else {
            area.width()
        };
        if thickness >= THIN {
            self.add_fill(area, Shape::Rectangle, None, ink, clip);
        } else if let Some(part) = self.visible(area, clip) {
            self.add_rule(to_rect(part), horizontal, RuleSource::Stroke, ink.color);
        }
    }

    fn add_rule(&mut self, rect: Rect, horizontal: bool, source: RuleSource, color: Rgb) {
        let kind = match source {
            RuleSource::Stroke => 3,
            RuleSource::ThinFill => 4,
            RuleSource::FillEdge => 5,
        };
        if self.is_new(horizontal, rect, color, kind) && self.has_room() {
            self.rules.push(Rule {
                rect,
                horizontal,
                source,
                color,
            });
        }
    }

    /// Adds an image.
    pub(crate) fn add_image(&mut self, image: Image, opaque: bool) {
        if !self.has_room() {
            return;
        }
        let order = self.next_order();
        if opaque {
            self.add_cover(Cover {
                rect: image.rect,
                outline: None,
                order,
            });
        }
        self.images.push(image);
    }
}

/// To the page model's precision.
pub(crate) fn to_rect(rect: kurbo::Rect) -> Rect {
    Rect::new(
        rect.x0 as f32,
        rect.y0 as f32,
        rect.x1 as f32,
        rect.y1 as f32,
    )
}
