//! Paths: what is drawn with lines and fills, as ruling lines, areas and clips.

use std::rc::Rc;

use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

use crate::pdf::Shape;
use crate::pdf::content::canvas::{Canvas, Ink};
use crate::pdf::content::state::{Clip, Graphics};

/// How far from straight a side may be, in points.
const STRAIGHT: f64 = 0.25;
/// A line goes along the page when it goes so many times as far in that direction as in the other.
const ALONG: f64 = 4.0;
/// Share of its box's area by which a rectangle's may differ.
const RECTANGLE_SLACK: f64 = 0.05;
/// By how much the share of its box that a closed curve fills may differ from an ellipse's.
const ELLIPSE_SLACK: f64 = 0.03;
/// Share of a path's box that its outermost part fills.
const OUTERMOST: f64 = 0.98;
/// In points: nothing, but for rounding.
const NOTHING: f64 = 1e-6;
/// In a path with slanted or curved parts, shorter straight parts are no ruling lines.
const SHORTEST: f64 = 2.0;
/// Rectangles of one path that are worked out together (frames drawn as one area within another).
const MAX_TOGETHER: usize = 24;
/// Segments of one path; further ones are left out.
pub(crate) const MAX_SEGMENTS: usize = 1 << 20;
/// Segments of an outline that is kept to see what it hides.
const MAX_OUTLINE: usize = 256;

/// A path under construction, in page space.
#[derive(Default)]
pub(crate) struct PathBuilder {
    path: BezPath,
    start: Option<Point>,
    current: Point,
}

impl PathBuilder {
    /// `m`.
    pub(crate) fn move_to(&mut self, ctm: Affine, to: Point) {
        let to = ctm * to;
        if to.is_finite() && !self.is_full() {
            self.path.move_to(to);
            self.start = Some(to);
            self.current = to;
        }
    }

    /// `l`; a path that does not begin with `m` begins here.
    pub(crate) fn line_to(&mut self, ctm: Affine, to: Point) {
        if self.start.is_none() {
            return self.move_to(ctm, to);
        }
        let to = ctm * to;
        if to.is_finite() && !self.is_full() {
            self.path.line_to(to);
            self.current = to;
        }
    }

    /// `c`, `v` (no first control point: the current point) and `y` (no second: the end).
    pub(crate) fn curve_to(
        &mut self,
        ctm: Affine,
        first: Option<Point>,
        second: Option<Point>,
        to: Point,
    ) {
        if self.start.is_none() {
            return self.move_to(ctm, to);
        }
        let to = ctm * to;
        let first = first.map_or(self.current, |point| ctm * point);
        let second = second.map_or(to, |point| ctm * point);
        let finite = to.is_finite() && first.is_finite() && second.is_finite();
        if finite && !self.is_full() {
            self.path.curve_to(first, second, to);
            self.current = to;
        }
    }

    /// `h`.
    pub(crate) fn close(&mut self) {
        if let Some(start) = self.start
            && !self.is_full()
        {
            self.path.close_path();
            self.current = start;
        }
    }

    /// `re`.
    pub(crate) fn rectangle(&mut self, ctm: Affine, [x, y, width, height]: [f64; 4]) {
        self.move_to(ctm, Point::new(x, y));
        for (dx, dy) in [(width, 0.0), (width, height), (0.0, height)] {
            self.line_to(ctm, Point::new(x + dx, y + dy));
        }
        self.close();
    }

    /// Whether it has as many segments as a path may have.
    pub(crate) fn is_full(&self) -> bool {
        self.path.elements().len() >= MAX_SEGMENTS
    }

    /// The finished path; the builder is empty again.
    pub(crate) fn take(&mut self) -> BezPath {
        self.start = None;
        std::mem::take(&mut self.path)
    }
}

/// One part of a path.
struct Subpath {
    points: Vec<Point>,
    curves: usize,
    closed: bool,
    path: BezPath,
}

impl Subpath {
    fn all(path: &BezPath) -> Vec<Self> {
        let mut parts: Vec<Self> = Vec::new();
        for element in path.elements() {
            if let PathEl::MoveTo(point) = element {
                parts.push(Self {
                    points: vec![*point],
                    curves: 0,
                    closed: false,
                    path: BezPath::from_vec(vec![*element]),
                });
                continue;
            }
            // After `h` a new part begins at the same point.
            if let Some(part) = parts.last()
                && part.closed
                && !matches!(element, PathEl::ClosePath)
                && let Some(start) = part.points.first().copied()
            {
                parts.push(Self {
                    points: vec![start],
                    curves: 0,
                    closed: false,
                    path: BezPath::from_vec(vec![PathEl::MoveTo(start)]),
                });
            }
            let Some(part) = parts.last_mut() else {
                continue;
            };
            part.path.push(*element);
            match element {
                PathEl::LineTo(point) => part.points.push(*point),
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    part.points.push(*point);
                    part.curves += 1;
                }
                PathEl::ClosePath => part.closed = true,
                PathEl::MoveTo(_) => {}
            }
        }
        parts.retain(|part| part.points.len() > 1);
        parts
    }

    /// The rectangle, if it is one with sides along the page's.
    fn rectangle(&self) -> Option<Rect> {
        if self.curves > 0 {
            return None;
        }
        let bounds = Rect::from_points(self.points[0], self.points[0]);
        let bounds = self
            .points
            .iter()
            .fold(bounds, |all, point| all.union_pt(*point));
        // Every corner is a corner of the bounding box (or lies on its edge), and the area is the box's.
        let near = |a: f64, b: f64| (a - b).abs() <= STRAIGHT;
        let on_edge = |p: &Point| {
            (near(p.x, bounds.x0) || near(p.x, bounds.x1))
                || (near(p.y, bounds.y0) || near(p.y, bounds.y1))
        };
        if !self.points.iter().all(on_edge) {
            return None;
        }
        let mut area = 0.0;
        for (a, b) in self.points.iter().zip(self.points.iter().cycle().skip(1)) {
            area += a.x * b.y - b.x * a.y;
        }
        let slack =
            STRAIGHT * (bounds.width() + bounds.height()).min(bounds.width().max(bounds.height()));
        let missing = bounds.area() - area.abs() / 2.0;
        (missing.abs() <= slack.min(bounds.area() * RECTANGLE_SLACK) + NOTHING).then_some(bounds)
    }

    /// Whether it is made of curves only and has an ellipse's area.
    fn is_ellipse(&self) -> bool {
        let lines = self.points.len() - 1 - self.curves;
        let bounds = self.path.bounding_box();
        let share = self.path.area().abs() / bounds.area();
        self.curves >= 2
            && lines == 0
            && (share - std::f64::consts::FRAC_PI_4).abs() < ELLIPSE_SLACK
    }

    fn bounds(&self) -> Rect {
        self.path.bounding_box()
    }

    /// Direction of drawing: the sign of the area.
    fn direction(&self) -> i32 {
        if self.path.area() < 0.0 { -1 } else { 1 }
    }
}

/// Narrows the clip by a path.
pub(crate) fn clip_to(path: &BezPath, clip: Clip) -> Clip {
    let parts = Subpath::all(path);
    match parts.as_slice() {
        [] => clip.narrowed(Rect::ZERO, true),
        [only] => match only.rectangle() {
            Some(rect) => clip.narrowed(rect, true),
            None => clip.narrowed(only.bounds(), false),
        },
        _ => clip.narrowed(path.bounding_box(), false),
    }
}

/// Fills a path.
pub(crate) fn fill(canvas: &mut Canvas<'_>, path: &BezPath, even_odd: bool, ink: Ink, clip: &Clip) {
    let path = &closed(path);
    let parts = Subpath::all(path);
    let rectangles: Vec<Option<Rect>> = parts.iter().map(Subpath::rectangle).collect();
    let whole: Option<Vec<Rect>> = rectangles.iter().copied().collect();
    if let Some(rectangles) = whole {
        let together =
            rectangles.len() > 1 && rectangles.len() <= MAX_TOGETHER && overlap(&rectangles);
        let areas = if together {
            let directions = parts.iter().map(Subpath::direction);
            cut(
                &rectangles
                    .iter()
                    .copied()
                    .zip(directions)
                    .collect::<Vec<_>>(),
                even_odd,
            )
        } else {
            rectangles
        };
        for area in areas {
            canvas.add_fill(area, Shape::Rectangle, None, ink, clip);
        }
        return;
    }
    let bounds: Vec<Rect> = parts.iter().map(Subpath::bounds).collect();
    if parts.len() <= MAX_TOGETHER && !overlap(&bounds) {
        for ((part, rectangle), bounds) in parts.iter().zip(&rectangles).zip(&bounds) {
            let (area, shape) = match rectangle {
                Some(rectangle) => (*rectangle, Shape::Rectangle),
                None if part.is_ellipse() => (*bounds, Shape::Ellipse),
                None => (*bounds, Shape::Other),
            };
            let outline = (shape != Shape::Rectangle).then(|| Rc::new(part.path.clone()));
            add(canvas, area, shape, outline, ink, clip);
        }
        return;
    }
    // Parts that overlap (letters, rings): one area, an ellipse if its outermost part is one.
    let area = path.bounding_box();
    let outermost = parts
        .iter()
        .zip(&bounds)
        .find(|(_, b)| b.area() >= OUTERMOST * area.area());
    let shape = match outermost {
        Some((part, _)) if part.is_ellipse() => Shape::Ellipse,
        _ => Shape::Other,
    };
    let outline = (!even_odd).then(|| Rc::new(path.clone()));
    add(canvas, area, shape, outline, ink, clip);
}

/// The path with all its parts closed, as filling closes them.
fn closed(path: &BezPath) -> BezPath {
    let mut closed = BezPath::new();
    for element in path.elements() {
        let open = !matches!(closed.elements().last(), None | Some(PathEl::ClosePath));
        if open && matches!(element, PathEl::MoveTo(_)) {
            closed.close_path();
        }
        closed.push(*element);
    }
    if !matches!(closed.elements().last(), None | Some(PathEl::ClosePath)) {
        closed.close_path();
    }
    closed
}

/// Adds an area; one whose outline is not kept hides nothing.
fn add(
    canvas: &mut Canvas<'_>,
    area: Rect,
    shape: Shape,
    outline: Option<Rc<BezPath>>,
    ink: Ink,
    clip: &Clip,
) {
    let outline = outline.filter(|path| path.elements().len() <= MAX_OUTLINE);
    let opaque = ink.opaque && (shape == Shape::Rectangle || outline.is_some());
    canvas.add_fill(area, shape, outline, Ink { opaque, ..ink }, clip);
}

/// Strokes a path.
pub(crate) fn stroke(canvas: &mut Canvas<'_>, path: &BezPath, state: &Graphics<'_>, ink: Ink) {
    let width = state.line_width.abs() * state.ctm.determinant().abs().sqrt();
    if !width.is_finite() {
        return;
    }
    let cap = if state.line_cap == 2 {
        width / 2.0
    } else {
        0.0
    };
    let parts = Subpath::all(path);
    let straight = parts.iter().all(|part| {
        part.curves == 0
            && lines_of(part)
                .iter()
                .all(|(a, b)| orientation(*a, *b).is_some() || a.distance(*b) < NOTHING)
    });
    let shortest = if straight { NOTHING } else { SHORTEST };
    for part in &parts {
        for segment in lines_of(part) {
            let Some(horizontal) = orientation(segment.0, segment.1) else {
                continue;
            };
            if segment.0.distance(segment.1) < shortest {
                continue;
            }
            let line = Rect::from_points(segment.0, segment.1);
            let area = if horizontal {
                let y = f64::midpoint(line.y0, line.y1);
                Rect::new(
                    line.x0 - cap,
                    y - width / 2.0,
                    line.x1 + cap,
                    y + width / 2.0,
                )
            } else {
                let x = f64::midpoint(line.x0, line.x1);
                Rect::new(
                    x - width / 2.0,
                    line.y0 - cap,
                    x + width / 2.0,
                    line.y1 + cap,
                )
            };
            canvas.add_stroke(area, horizontal, ink, &state.clip);
        }
    }
}

/// The straight lines of a part, curves left out.
fn lines_of(part: &Subpath) -> Vec<(Point, Point)> {
    let mut lines = Vec::new();
    let mut current = None;
    let mut start = None;
    for element in part.path.elements() {
        match element {
            PathEl::MoveTo(point) => {
                start = Some(*point);
                current = Some(*point);
            }
            PathEl::LineTo(point) => {
                lines.extend(current.map(|from| (from, *point)));
                current = Some(*point);
            }
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => current = Some(*point),
            PathEl::ClosePath => {
                lines.extend(current.zip(start));
                current = start;
            }
        }
    }
    lines
}

/// Whether a line is horizontal (`true`), vertical (`false`) or neither.
fn orientation(a: Point, b: Point) -> Option<bool> {
    let (dx, dy) = ((b.x - a.x).abs(), (b.y - a.y).abs());
    if dy <= STRAIGHT && dx > ALONG * dy {
        Some(true)
    } else if dx <= STRAIGHT && dy > ALONG * dx {
        Some(false)
    } else {
        None
    }
}

fn overlap(rectangles: &[Rect]) -> bool {
    rectangles.iter().enumerate().any(|(index, a)| {
        rectangles
            .iter()
            .skip(index + 1)
            .any(|b| a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1)
    })
}

/// The painted area of overlapping rectangles as rectangles that do not overlap: runs of cells between all edges, the
/// same run in consecutive rows joined. A frame becomes its four sides.
fn cut(rectangles: &[(Rect, i32)], even_odd: bool) -> Vec<Rect> {
    let edges = |of: fn(&Rect) -> [f64; 2]| {
        let mut edges: Vec<f64> = rectangles.iter().flat_map(|(r, _)| of(r)).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    };
    let columns = edges(|r| [r.x0, r.x1]);
    let rows = edges(|r| [r.y0, r.y1]);
    let painted = |x: f64, y: f64| {
        let around = rectangles
            .iter()
            .filter(|(r, _)| r.contains(Point::new(x, y)));
        if even_odd {
            around.count() % 2 == 1
        } else {
            around.map(|(_, direction)| direction).sum::<i32>() != 0
        }
    };
    let mut done: Vec<Rect> = Vec::new();
    let mut open: Vec<Rect> = Vec::new();
    for row in rows.windows(2) {
        let [y0, y1] = [row[0], row[1]];
        let mut runs: Vec<Rect> = Vec::new();
        for column in columns.windows(2) {
            let [x0, x1] = [column[0], column[1]];
            if !painted(f64::midpoint(x0, x1), f64::midpoint(y0, y1)) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.x1 == x0 => run.x1 = x1,
                _ => runs.push(Rect::new(x0, y0, x1, y1)),
            }
        }
        for run in &mut runs {
            if let Some(above) = open.iter().position(|o| o.x0 == run.x0 && o.x1 == run.x1) {
                run.y0 = open.swap_remove(above).y0;
            }
        }
        done.append(&mut open);
        open = runs;
    }
    done.append(&mut open);
    done
}
