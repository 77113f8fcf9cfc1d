//! Stripes of a banded table: rows whose cells are each filled by themselves show the columns of the header row above them.

use crate::tables::columns::boundary::header_boxes;
use crate::tables::header_row::HeaderCandidate;
use crate::tables::page_lines::PageLines;
use crate::tables::tolerances;

/// Gives a header row that shows no columns those of the first stripe below it, if each of its cells lies in one of them.
/// The candidates ascend.
pub fn lend(found: &mut [HeaderCandidate], lines: &PageLines<'_>) {
    for i in 0..found.len() {
        if let Some(edges) = lent(&found[i], &found[i + 1..], lines) {
            found[i].edges = Some(edges);
        }
    }
}

/// The columns that a stripe below lends the header row.
fn lent(
    header: &HeaderCandidate,
    below: &[HeaderCandidate],
    lines: &PageLines<'_>,
) -> Option<Vec<f32>> {
    if header.edges.is_some() || !header.begins_table() {
        return None;
    }
    let own = header.rect;
    let stripe = below
        .iter()
        .take_while(|other| other.rect.y0 - own.y1 < tolerances::STRIPE_WITHIN)
        .find(|other| {
            let under = other.rect.y0 >= own.y1 - tolerances::TOUCHING_BOXES;
            under && other.rect.overlap_x(&own) > 0.0
        })?;
    let edges = stripe.edges.as_ref().filter(|_| !stripe.begins_table())?;
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let covers =
        left < own.x0 + tolerances::STRIPE_COVERS && right > own.x1 - tolerances::STRIPE_COVERS;
    let boxes = header_boxes(&lines.words_in(&own));
    let inner = &edges[1..edges.len() - 1];
    let parts = |edge: &f32, x0: f32, x1: f32| {
        *edge < x0 + tolerances::EDGE_IN_WORDS || *edge > x1 - tolerances::EDGE_IN_WORDS
    };
    let apart = boxes
        .iter()
        .all(|cell| inner.iter().all(|edge| parts(edge, cell.x0, cell.x1)));
    (covers && boxes.len() > 1 && apart).then(|| edges.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Witness;
    use crate::geometry::Rect;
    use crate::words::testing::words;

    fn candidate(y: (f32, f32), edges: Option<Vec<f32>>, known: bool) -> HeaderCandidate {
        let rect = Rect::new(50.0, y.0, 400.0, y.1);
        HeaderCandidate {
            known,
            ..HeaderCandidate::new(rect, edges, Witness::Shading)
        }
    }

    /// The edges that a header row of these words gets from a stripe so far down.
    fn edges_of(names: [(&str, f32); 3], stripe: f32) -> Option<Vec<f32>> {
        let mut line = Vec::new();
        for (name, x) in names {
            line.extend(words(name, x, 112.0));
        }
        let edges = vec![50.0, 250.0, 325.0, 400.0];
        let mut found = [
            candidate((100.0, 116.0), None, true),
            candidate((stripe, stripe + 16.0), Some(edges), false),
        ];
        lend(&mut found, &PageLines::new(&[line]));
        found[0].edges.clone()
    }

    #[test]
    fn a_header_row_takes_the_columns_of_the_stripe_below_it() {
        let names = [("Indikator", 52.0), ("Mål", 260.0), ("Period", 330.0)];
        assert_eq!(edges_of(names, 132.0).map(|edges| edges.len()), Some(4));
        // Too far down, the stripe belongs to something else.
        assert_eq!(edges_of(names, 400.0), None);
        // A word across a boundary says that the columns are others.
        let across = [("Indikator", 52.0), ("Årsmål", 240.0), ("Period", 330.0)];
        assert_eq!(edges_of(across, 132.0), None);
    }
}
