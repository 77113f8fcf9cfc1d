//! Whether a text of the page's furniture is its header or its footer; words that are struck out.

use std::collections::BTreeMap;

use crate::block::Line;
use crate::flow::Flow;
use crate::output::{Kalla, Overstruket, Plats, SidtextSlag};

use super::ledger::{Account, Ledger};
use super::lines::places;

/// Words with a line through them: no part of the text around them.
pub(super) fn struck_out(flow: &Flow, ledger: &mut Ledger) -> Vec<Overstruket> {
    let entry = |line: &Line| {
        ledger.assign(line, Account::Overstruket);
        Overstruket {
            text: line.text.clone(),
            plats: places(&[line]),
        }
    };
    flow.struck.iter().map(entry).collect()
}

/// Where the middle of each page is: what stands above is a header, what stands below a footer.
pub(super) struct Middles<'a> {
    /// Position in points by page number.
    pages: BTreeMap<u32, f64>,
    /// First lines of a text's pages but the first.
    starts: &'a [u32],
}

impl<'a> Middles<'a> {
    /// Of a document with these page sizes, or of a text whose pages begin so.
    pub(super) fn new(source: &Kalla, starts: &'a [u32]) -> Self {
        let sizes = source.sidmatt.iter();
        Self {
            pages: sizes
                .map(|size| (size.sida, size.hojd.get() / 2.0))
                .collect(),
            starts,
        }
    }

    /// What a text at the place is; a header where nothing tells where its page ends.
    pub(super) fn kind(&self, place: Option<&Plats>) -> SidtextSlag {
        let below = match place {
            Some(Plats::Sida { sida, ruta }) => {
                let middle = self.pages.get(sida);
                middle.is_some_and(|middle| f64::midpoint(ruta[1].get(), ruta[3].get()) > *middle)
            }
            Some(Plats::Rader { rad: [row, _] }) => {
                let next = self.starts.partition_point(|start| start <= row);
                let start = next.checked_sub(1).and_then(|at| self.starts.get(at));
                let start = start.copied().unwrap_or(1);
                let end = self.starts.get(next);
                end.is_some_and(|end| end - row < row - start)
            }
            None => false,
        };
        if below {
            SidtextSlag::Sidfot
        } else {
            SidtextSlag::Sidhuvud
        }
    }
}
