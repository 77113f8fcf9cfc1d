//! Text that is set on its side: a landscape table on an upright page, a whole page that lies. What runs one way over an area
//! of its own is a page of its own, turned upright; a title over a column, a label in a drawing, a stamp in the margin is none.

use crate::geometry::{Rect, Turn};
use crate::page::tolerances::{
    AREA_FREE, AREA_LENGTH, AREA_LETTERS, AREA_LINES, AREA_MARGIN, AREA_REACH, AREA_SHARE,
    MOST_AREA_LINES, RULE_REACH,
};
use crate::pdf::{Glyph, PageContent, Visibility};

/// Letters on one line of turned text, as a glimpse: enough to tell areas.
struct Run {
    rect: Rect,
    size: f32,
    letters: usize,
}

/// Takes out of the page what is to be read as pages of their own: each with how it was turned.
pub(super) fn take(page: &mut PageContent) -> Vec<(Turn, PageContent)> {
    // Nearly all pages.
    if page.glyphs.iter().all(|glyph| glyph.angle == 0) {
        return Vec::new();
    }
    let mut counts = [0_usize; 4];
    for glyph in page.glyphs.iter().filter(|glyph| is_letter(glyph)) {
        if let Some(quarter) = quarter(glyph) {
            counts[quarter] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    if counts[0] == all {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for (quarter, count) in counts.iter().enumerate().skip(1).filter(|(_, n)| **n > 0) {
        let most = count * 2 > all;
        for area in areas(page, quarter, most) {
            parts.push(part(page, quarter, &area));
        }
    }
    parts
}

/// Quarters of a circle, clockwise, that the glyph's direction is away from level; `None` if it lies aslant.
fn quarter(glyph: &Glyph) -> Option<usize> {
    let angle = glyph.angle.rem_euclid(360);
    (angle % 90 == 0).then_some(usize::from(angle.unsigned_abs() / 90))
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace()
}

/// The areas of text that runs this way and no other. Where `most` of the page's text does, all of it is one.
fn areas(page: &PageContent, way: usize, most: bool) -> Vec<Rect> {
    let runs = runs(page, way);
    if runs.len() < AREA_LINES || runs.len() > MOST_AREA_LINES {
        return Vec::new();
    }
    let groups = if most {
        vec![runs.iter().collect()]
    } else {
        groups(&runs)
    };
    let others: Vec<&Glyph> = page
        .glyphs
        .iter()
        .filter(|glyph| is_letter(glyph) && quarter(glyph).is_some_and(|other| other != way))
        .collect();
    let is_area = |group: &Vec<&Run>| {
        let area = bounds(group);
        let across = |rect: &Rect| {
            if way == 2 {
                rect.height()
            } else {
                rect.width()
            }
        };
        let side = page.width.min(page.height);
        let wide = across(&area) > AREA_SHARE * side;
        let size = group.iter().map(|run| run.size).fold(0.0, f32::max);
        let reach = area.grown(AREA_FREE * size);
        let free = || {
            let inside = |glyph: &&&Glyph| reach.contains(glyph.rect.mid_x(), glyph.rect.mid_y());
            others.iter().filter(inside).count() == 0
        };
        let letters: usize = group.iter().map(|run| run.letters).sum();
        let along = if way == 2 {
            area.width()
        } else {
            area.height()
        };
        let long = letters > AREA_LETTERS * group.len() && along > AREA_LENGTH * size;

        group.len() >= AREA_LINES && wide && (most || long && free())
    };
    let areas = groups.into_iter().filter(is_area);
    areas.map(|group| bounds(&group)).collect()
}

fn bounds(runs: &[&Run]) -> Rect {
    let rects = runs.iter().map(|run| run.rect);
    rects
        .reduce(|all, rect| all.union(&rect))
        .unwrap_or_default()
}

/// The lines of text that runs this way, in painting order: a line ends where the baseline changes.
fn runs(page: &PageContent, way: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = f32::NAN;
    for glyph in &page.glyphs {
        if !is_letter(glyph) || quarter(glyph) != Some(way) {
            continue;
        }
        let base = if way == 2 { glyph.y } else { glyph.x };
        let same = (base - last).abs() < AREA_REACH * glyph.size;
        last = base;
        match runs.last_mut() {
            Some(run) if same => {
                run.rect = run.rect.union(&glyph.rect);
                run.letters += 1;
            }
            _ => runs.push(Run {
                rect: glyph.rect,
                size: glyph.size,
                letters: 1,
            }),
        }
    }
    runs
}

/// Lines that stand near each other.
fn groups(runs: &[Run]) -> Vec<Vec<&Run>> {
    let mut groups: Vec<(Rect, Vec<&Run>)> = Vec::new();
    for run in runs {
        let reach = run.rect.grown(AREA_MARGIN * run.size);
        let mut all = run.rect;
        let mut own = vec![run];
        // A line may stand near several groups and make them one.
        groups.retain_mut(|(area, members)| {
            let near = area.overlap_x(&reach) > 0.0 && area.overlap_y(&reach) > 0.0;
            if near {
                all = all.union(area);
                own.append(members);
            }
            !near
        });
        groups.push((all, own));
    }
    groups.into_iter().map(|(_, runs)| runs).collect()
}

/// Takes what stands in the area out of the page, and turns it upright.
fn part(page: &mut PageContent, way: usize, area: &Rect) -> (Turn, PageContent) {
    let near = area.grown(RULE_REACH);
    let center = |rect: &Rect| area.contains(rect.mid_x(), rect.mid_y());
    let around = |rect: &Rect| {
        near.contains(rect.x0, rect.y0) && near.contains(rect.x1, rect.y1)
            || area.contains(rect.mid_x(), rect.mid_y())
    };
    let mine = |glyph: &Glyph| quarter(glyph) == Some(way) && center(&glyph.rect);
    let (glyphs, rest) = std::mem::take(&mut page.glyphs).into_iter().partition(mine);
    page.glyphs = rest;
    let (rules, rest) = (page.rules.iter().copied()).partition(|rule| around(&rule.rect));
    page.rules = rest;
    let (fills, rest) = (page.fills.iter().copied()).partition(|fill| around(&fill.rect));
    page.fills = rest;
    let images = std::mem::take(&mut page.images).into_iter();
    let (images, rest) = images.partition(|image| around(&image.rect));
    page.images = rest;
    let mut part = PageContent {
        number: page.number,
        width: page.width,
        height: page.height,
        fonts: page.fonts.clone(),
        glyphs,
        rules,
        fills,
        images,
        remarks: Vec::new(),
        recognition: page.recognition.clone(),
    };
    // Text that runs down the page comes upright by three quarters more.
    let quarters = 4 - way;
    for _ in 0..quarters {
        part.turn_quarter();
    }
    let turn = Turn {
        quarters: u8::try_from(quarters).unwrap_or_default(),
        width: page.width,
        height: page.height,
    };
    (turn, part)
}
