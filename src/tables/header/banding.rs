//! Stripes of a banded table: rows whose cells are each filled by themselves show the columns of the heading above them.

use crate::tables::columns::boundary::heading_boxes;
use crate::tables::header::candidates::{HeaderCandidate, words_in};
use crate::tables::rows::extent::begins_table;
use crate::words::word::Word;

/// So far below its heading may the first stripe begin, in points: a row or two.
const REACH: f32 = 120.0;

/// Gives a heading that shows no columns those of the first stripe below it, if each of its cells lies in one of them.
pub fn lend(found: &mut [HeaderCandidate], lines: &[Vec<Word>]) {
    for i in 0..found.len() {
        if found[i].edges.is_some() || !begins_table(&found[i]) {
            continue;
        }
        let own = found[i].rect;
        let next = found[i + 1..]
            .iter()
            .find(|other| other.rect.overlap_x(&own) > 0.0 && other.rect.y0 >= own.y1 - 1.0);
        let Some(stripe) = next.filter(|next| !begins_table(next)) else {
            continue;
        };
        let Some(edges) = &stripe.edges else {
            continue;
        };
        let (left, right) = (edges[0], edges[edges.len() - 1]);
        let covers = left < own.x0 + 2.0 && right > own.x1 - 2.0;
        let boxes = heading_boxes(&words_in(lines, &own));
        let apart = boxes.len() > 1
            && boxes.iter().all(|cell| {
                let inner = &edges[1..edges.len() - 1];
                inner
                    .iter()
                    .all(|edge| *edge < cell.x0 + 1.0 || *edge > cell.x1 - 1.0)
            });
        if covers && apart && stripe.rect.y0 - own.y1 < REACH {
            found[i].edges = Some(edges.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::words::testing::words;

    fn heading(y: (f32, f32), edges: Option<Vec<f32>>, known: bool) -> HeaderCandidate {
        HeaderCandidate {
            rect: Rect::new(50.0, y.0, 400.0, y.1),
            edges,
            witness: Vec::new(),
            wide: Vec::new(),
            upper: y.0,
            known,
            bold: false,
            size: 10.0,
        }
    }

    /// The edges that a heading of these words gets from a stripe so far down.
    fn lent(names: [(&str, f32); 3], stripe: f32) -> Option<Vec<f32>> {
        let mut line = Vec::new();
        for (name, x) in names {
            line.extend(words(name, x, 112.0));
        }
        let edges = vec![50.0, 250.0, 325.0, 400.0];
        let mut found = [
            heading((100.0, 116.0), None, true),
            heading((stripe, stripe + 16.0), Some(edges), false),
        ];
        lend(&mut found, &[line]);
        found[0].edges.clone()
    }

    #[test]
    fn a_heading_takes_the_columns_of_the_stripe_below_it() {
        let names = [("Indikator", 52.0), ("Mål", 260.0), ("Period", 330.0)];
        assert_eq!(lent(names, 132.0).map(|edges| edges.len()), Some(4));
        // Too far down, the stripe belongs to something else.
        assert_eq!(lent(names, 400.0), None);
        // A word across a boundary says that the columns are others.
        let across = [("Indikator", 52.0), ("Årsmål", 240.0), ("Period", 330.0)];
        assert_eq!(lent(across, 132.0), None);
    }
}
