//! What is put in order when all is placed: remarks, joins, and what could not be read.

use crate::diagnostics::{Allvar, Diagnostic};
use crate::output::{Plats, Redovisning, Saknas, Skarv};

/// What could not be read: `missing`, and what remarks tell of that say so by their severity; by page, none first.
pub(super) fn tell_missing(
    account: &mut Redovisning,
    remarks: &[Diagnostic],
    missing: &mut Vec<Saknas>,
) {
    let severe = remarks.iter().filter(|remark| remark.allvar == Allvar::Fel);
    let of_remarks = severe.map(|remark| Saknas {
        sida: remark.plats.iter().find_map(|place| match place {
            Plats::Sida { sida, .. } => Some(*sida),
            Plats::Rader { .. } => None,
        }),
        skal: remark.meddelande.clone(),
        kod: remark.kod.clone(),
    });
    account.saknas = of_remarks.chain(missing.drain(..)).collect();
    account.saknas.sort_by_key(|missing| missing.sida);
    account.fullstandig = account.saknas.is_empty();
}

/// Joins by page; those of one page stay in reading order.
pub(super) fn sorted_joins(mut joins: Vec<Skarv>) -> Vec<Skarv> {
    joins.sort_by_key(|join| join.sida);
    joins
}

/// Diagnostics by place (none first), then severity, code and message.
pub(super) fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |diagnostic: &Diagnostic| match diagnostic.plats.first() {
        None => (0, 0.0),
        Some(Plats::Sida { sida, ruta }) => (*sida, ruta[1].get()),
        Some(Plats::Rader { rad }) => (rad[0], 0.0),
    };
    diagnostics.sort_by(|a, b| {
        let ((page, y), (other_page, other_y)) = (place(a), place(b));
        page.cmp(&other_page)
            .then(y.total_cmp(&other_y))
            .then_with(|| a.allvar.cmp(&b.allvar))
            .then_with(|| a.kod.cmp(&b.kod))
            .then_with(|| a.meddelande.cmp(&b.meddelande))
    });
    diagnostics
}
