//! What is shown at a time: a page of a PDF, or so many lines of a text; with what stages found there.

use indexmap::IndexMap;
use serde::Serialize;

use super::drawing::Picture;
use super::{Pages, of_numbers};
use crate::block::Place;
use crate::output::{Sidmatt, Tal};
use crate::trace::Finding;

/// Lines of a text that are shown at a time: a few screens.
const LINES_AT_A_TIME: u32 = 200;

/// A page, or lines of a text.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    /// Number of the page, or of the first line; from 1.
    pub(super) number: u32,
    /// Points; none of a text.
    pub(super) width: Tal,
    /// Points; none of a text.
    pub(super) height: Tal,
    /// What is shown below the boxes.
    #[serde(flatten)]
    pub(super) ground: Ground,
    /// What was found, by stage: boxes of a page, numbers of lines of a text.
    pub(super) findings: IndexMap<String, Vec<Found>>,
}

/// What boxes are drawn upon.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ground {
    /// The page, drawn as SVG.
    Picture(String),
    /// Why there is no picture: the page is shown by its words and lines.
    Undrawn(String),
    /// The page was not asked for.
    Absent(bool),
    /// Lines of a text.
    Lines(Vec<String>),
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    /// `[x0, y0, x1, y1]` on a page, `[line]` of a text.
    at: Vec<Tal>,
    /// Its text, or what the stage says of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    /// What showed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<String>,
}

/// The pages of a PDF with their pictures, which are in the pages' order.
pub(super) fn of_pages(
    sizes: &[Sidmatt],
    pictures: Vec<(u32, Picture)>,
    findings: &[Finding],
) -> Vec<Sheet> {
    let mut pictures = pictures.into_iter().peekable();
    let sheets = sizes.iter().map(|size| {
        let picture = pictures.next_if(|(page, _)| *page == size.sida);
        let findings = match picture {
            Some(_) => by_stage(of_numbers(findings, size.sida..=size.sida)),
            None => IndexMap::new(),
        };
        let ground = match picture {
            Some((_, Picture::Svg(svg))) => Ground::Picture(svg),
            Some((_, Picture::None(why))) => Ground::Undrawn(why),
            None => Ground::Absent(true),
        };
        Sheet {
            number: size.sida,
            width: size.bredd,
            height: size.hojd,
            ground,
            findings,
        }
    });
    sheets.collect()
}

/// A text, so many lines at a time. Asked for pages, a text shows those pieces.
pub(super) fn of_text(bytes: &[u8], findings: &[Finding], pages: &Pages) -> Vec<Sheet> {
    let (text, _) = crate::text::decode(bytes);
    // As the reader counts lines.
    let lines: Vec<String> = (text.split('\n'))
        .map(|line| line.trim_end().to_owned())
        .collect();
    let pieces = lines.chunks(LINES_AT_A_TIME as usize).zip(1u32..);
    let shown = pieces.filter(|(_, page)| pages.contains(*page));
    let sheets = shown.map(|(lines, page)| {
        let first = (page - 1).saturating_mul(LINES_AT_A_TIME).saturating_add(1);
        let last = first.saturating_add(LINES_AT_A_TIME - 1);
        Sheet {
            number: first,
            width: Tal::coordinate(0.0),
            height: Tal::coordinate(0.0),
            ground: Ground::Lines(lines.to_vec()),
            findings: by_stage(of_numbers(findings, first..=last)),
        }
    });
    sheets.collect()
}

fn by_stage(findings: &[Finding]) -> IndexMap<String, Vec<Found>> {
    let mut stages: IndexMap<String, Vec<Found>> = IndexMap::new();
    for finding in findings {
        let at = match finding.place {
            Place::Page(_, rect) => [rect.x0, rect.y0, rect.x1, rect.y1]
                .map(Tal::coordinate)
                .to_vec(),
            Place::Row(line) => Tal::new(f64::from(line)).into_iter().collect(),
        };
        let found = Found {
            at,
            text: finding.text.clone(),
            evidence: (finding
                .evidence
                .iter()
                .map(|witness| format!("{witness:?}")))
            .collect(),
        };
        stages
            .entry(format!("{:?}", finding.stage))
            .or_default()
            .push(found);
    }
    stages
}
