//! Objects as they refer to each other (ISO 32000-2, 7.3.10).

use hayro_syntax::object::{Array, MaybeRef, Object};
use hayro_syntax::xref::XRef;

/// An array's items, references followed. The array's own iterator ends at the first that leads nowhere.
pub(crate) fn items<'a>(array: &Array<'a>, xref: &'a XRef) -> impl Iterator<Item = Object<'a>> {
    array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(reference) => xref.get::<Object<'a>>(reference.into()),
        MaybeRef::NotRef(object) => Some(object),
    })
}
