//! Stripes of a banded table: rows whose cells are each filled by themselves show the columns of the heading above them.

use super::columns::heading_boxes;
use super::heading::{Heading, words_in};
use super::reach::begins_table;
use super::word::Word;

/// So far below its heading may the first stripe begin, in points: a row or two.
const REACH: f32 = 120.0;

/// Gives a heading that shows no columns those of the first stripe below it, if each of its cells lies in one of them.
pub fn lend(found: &mut [Heading], lines: &[Vec<Word>]) {
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
